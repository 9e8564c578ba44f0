//! The site's one program: in a window the page, in a worker the worker.
//!
//! Page and workers load the same module, so that what both need is fetched once, and a browser compiles it once for
//! all threads.

use infoplane_worker::host;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::WorkerGlobalScope;

#[global_allocator]
static MEMORY: infoplane_memory::Apart = infoplane_memory::Apart;

fn main() -> Result<(), JsValue> {
    if js_sys::global().has_type::<WorkerGlobalScope>() {
        host::serve()
    } else {
        infoplane::app::start();
        Ok(())
    }
}
