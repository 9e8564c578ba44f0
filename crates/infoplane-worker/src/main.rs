//! The worker: trains and estimates off the main thread.

use infoplane_worker::{host, work::CoreWork};
use wasm_bindgen::JsValue;

fn main() -> Result<(), JsValue> {
    host::serve::<CoreWork>()
}
