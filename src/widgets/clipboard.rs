//! The clipboard of the system.

use crate::reactive::window;
use wasm_bindgen_futures::JsFuture;

/// Copies a text; false where the browser does not allow it or has no clipboard.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    // Pages that are not served securely have no clipboard at all.
    let has_clipboard =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|c| !c.is_undefined());
    has_clipboard && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
