//! The worker: trains and estimates off the main thread.

use infoplane_worker::{host, work::CoreWork};
use wasm_bindgen::JsValue;

#[global_allocator]
static MEMORY: infoplane_memory::Apart = infoplane_memory::Apart;

fn main() -> Result<(), JsValue> {
    host::serve::<CoreWork>()
}
