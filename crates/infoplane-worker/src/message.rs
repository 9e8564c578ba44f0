//! The bytes of a message on their way between page and worker: transferred, not copied.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;

/// The bytes an event carries; none unless it carries an `ArrayBuffer`, which no message is.
pub fn bytes_of(event: &MessageEvent) -> Vec<u8> {
    let data = event.data();
    data.dyn_ref::<ArrayBuffer>().map(|buffer| Uint8Array::new(buffer).to_vec()).unwrap_or_default()
}

/// Hands a copy of `bytes` to `send` as an `ArrayBuffer` to be transferred.
pub fn post(bytes: &[u8], send: impl FnOnce(&JsValue, &JsValue) -> Result<(), JsValue>) {
    let buffer = Uint8Array::from(bytes).buffer();
    // Posting fails only for data that cannot be cloned or are already transferred; a new buffer is neither.
    let _ = send(&buffer, &Array::of1(&buffer));
}
