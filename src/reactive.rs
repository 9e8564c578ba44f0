//! What the page uses of Leptos: its reactive graph, and its helpers for the DOM.
//!
//! The `leptos` crate itself would bring more than twice as many crates to compile, for views and servers, and
//! 8 KB of streams between browser and server that the page would fetch and never call.

pub use leptos_dom::helpers::{
    TimeoutHandle, document, event_target, event_target_checked, event_target_value, request_animation_frame,
    set_timeout, set_timeout_with_handle, window, window_event_listener_untyped,
};
pub use reactive_graph::computed::*;
pub use reactive_graph::effect::*;
pub use reactive_graph::graph::{self, untrack};
pub use reactive_graph::owner::*;
pub use reactive_graph::prelude::*;
pub use reactive_graph::signal::*;
pub use reactive_graph::wrappers::read::*;
pub use wasm_bindgen_futures::spawn_local;

use any_spawner::Executor;

/// Runs the app, which owns all signals for as long as the page lives.
pub fn start(app: impl FnOnce()) {
    // Refused only when there is an executor already.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(app);
    std::mem::forget(owner);
}
