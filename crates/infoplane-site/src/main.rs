//! The site's one program: in a window the page, in a worker the worker.
//!
//! Page and workers load the same module, so that what both need is fetched once, and a browser compiles it once for
//! all threads. What only workers need is a part of its own, which they fetch when they start.

use core::hint::black_box;
use infoplane_worker::{host, own};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::DedicatedWorkerGlobalScope;

#[global_allocator]
static MEMORY: infoplane_memory::Apart = infoplane_memory::Apart;

#[wasm_bindgen]
extern "C" {
    /// What the browser does with an error that nothing caught: a page hears of its worker's.
    #[wasm_bindgen(js_name = reportError)]
    fn report_error(error: &JsValue);
}

fn main() {
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        let is_for_own = scope.name() == own::said::NAME;
        spawn_local(async move {
            let work = if is_for_own { work_on_own().await } else { work().await };
            work.unwrap_or_else(|error| report_error(&error.0));
        });
    } else {
        infoplane::app::start();
    }
}

/// What keeps a worker from its work.
struct Obstacle(JsValue);

impl From<SplitLoaderError> for Obstacle {
    fn from(error: SplitLoaderError) -> Self {
        Self(js_sys::Error::new(&error.to_string()).into())
    }
}

/// The worker's part of the program.
#[wasm_split(engine, fallible)]
fn work() -> Result<(), Obstacle> {
    host::serve().map_err(Obstacle)
}

/// What a worker for a reader's own activations needs: in one part with the page's side of it, and with all of the engine,
/// so that these make no new sets of parts that share something (see `infoplane::labs::name_all`).
#[wasm_split(own, fallible)]
fn work_on_own() -> Result<(), Obstacle> {
    black_box(host::serve as fn() -> Result<(), JsValue>);
    own::host::serve();
    Ok(())
}
