//! Handing a file to the reader.

use crate::reactive::*;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves a text as a file.
pub fn save_text(name: &str, mime: &str, content: &str) {
    save_bytes(name, mime, content.as_bytes());
}

/// Saves bytes as a file.
pub fn save_bytes(name: &str, mime: &str, content: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(content));
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) {
        save_blob(name, &blob);
    }
}

/// Saves a blob as a file.
pub fn save_blob(name: &str, blob: &Blob) {
    // Every step fails only where there is no document, and then there is nobody to save for.
    let _ = try_save(name, blob);
}

fn try_save(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Some browsers read the address only after the click has returned.
    set_timeout(move || drop(Url::revoke_object_url(&url)), core::time::Duration::from_secs(10));
    Ok(())
}

/// What separates words beyond ASCII in the titles of figures.
const PUNCTUATION: &str = "·‖–—−，、：。（）";

/// A title as a file name: words joined by hyphens.
///
/// ```
/// use infoplane::widgets::export::file_name;
/// assert_eq!(file_name("Loss = floor + KL", "svg"), "loss-floor-kl.svg");
/// ```
pub fn file_name(title: &str, extension: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() || PUNCTUATION.contains(c))
        .filter(|word| !word.is_empty())
        // Only ASCII: the tables of all other letters would cost 13 KB of the page.
        .map(str::to_ascii_lowercase)
        .collect();
    let stem = if words.is_empty() { "infoplane".to_string() } else { words.join("-") };
    format!("{stem}.{extension}")
}
