//! Files as a browser hands them over. What they say is asked for by name, because every method that a program names is
//! fetched with its first part.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

/// The files of a list that the browser calls `files`: that of an input, or of what was dropped.
pub fn files_of(holder: &JsValue) -> Vec<File> {
    let files = Reflect::get(holder, &"files".into()).unwrap_or_default();
    Array::from(&files).into_iter().map(JsCast::unchecked_into).collect()
}

/// The path within a folder that was chosen, or the name.
pub fn path(file: &File) -> String {
    let text = |name: &str| Reflect::get(file, &name.into()).ok().and_then(|text| text.as_string());
    let path = text("webkitRelativePath").filter(|path| !path.is_empty());
    path.or_else(|| text("name")).unwrap_or_default()
}

/// How many bytes are in it.
pub(super) fn n_bytes(file: &File) -> u64 {
    Reflect::get(file, &"size".into()).ok().and_then(|size| size.as_f64()).unwrap_or_default() as u64
}
