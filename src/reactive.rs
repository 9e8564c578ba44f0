//! What the page uses of Leptos: its reactive graph, and its helpers for the DOM.
//!
//! The `leptos` crate itself would bring more than twice as many crates to compile, for views and servers, and
//! 8 KB of streams between browser and server that the page would fetch and never call.

pub use leptos_dom::helpers::{
    TimeoutHandle, document, event_target, event_target_checked, event_target_value, request_animation_frame,
    set_timeout, set_timeout_with_handle, window, window_event_listener_untyped,
};
pub use reactive_graph::computed::*;
pub use reactive_graph::graph::{self, untrack};
pub use reactive_graph::owner::*;
pub use reactive_graph::prelude::*;
pub use reactive_graph::signal::*;
pub use reactive_graph::wrappers::read::*;
pub use wasm_bindgen_futures::spawn_local;

use any_spawner::Executor;
use reactive_graph::effect::{Effect, RenderEffect};

// What takes a closure boxes it at once: of every type of closure the program would hold the whole machinery.

/// Runs `act` soon, and again soon after a signal it reads has changed, until the present owner is cleaned up.
pub fn effect(act: impl Fn() + 'static) {
    boxed_effect(Box::new(act));
}

fn boxed_effect(act: Box<dyn Fn()>) {
    Effect::new(move |_: Option<()>| act());
}

/// Runs `act` now and at once whenever a signal it reads changes, for as long as the result lives.
pub fn render_effect(act: Box<dyn Fn()>) -> RenderEffect<()> {
    RenderEffect::new(move |_: Option<()>| act())
}

/// Whether something holds; tells of changes only.
pub fn condition(holds: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    boxed_condition(Box::new(holds))
}

fn boxed_condition(holds: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<bool> {
    Memo::new(move |_| holds())
}

/// How many there are of something; tells of changes only.
pub fn number_of(count: impl Fn() -> usize + Send + Sync + 'static) -> Memo<usize> {
    boxed_number(Box::new(count))
}

fn boxed_number(count: Box<dyn Fn() -> usize + Send + Sync>) -> Memo<usize> {
    Memo::new(move |_| count())
}

/// What `value` says, whenever it is read.
pub fn derived<T: Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    boxed_derived(Box::new(value))
}

fn boxed_derived<T: Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Signal<T> {
    Signal::derive(value)
}

/// Runs the app, which owns all signals for as long as the page lives.
pub fn own_signals(app: fn()) {
    // Refused only when there is an executor already.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(app);
    std::mem::forget(owner);
}
