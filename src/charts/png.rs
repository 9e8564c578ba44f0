//! Figures as PNG files, in the browser.

use crate::charts::canvas::{draw_at, new_canvas};
use crate::charts::figure::Figure;
use crate::charts::layout::Layout;
use crate::charts::palette::Theme;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// The figure as a PNG of that size in CSS pixels, with `ratio` image pixels each.
///
/// # Errors
/// What the browser reports; it may refuse very large images.
pub async fn to_png(
    figure: &Figure,
    theme: Theme,
    (width, height): (f64, f64),
    ratio: f64,
) -> Result<Blob, JsValue> {
    let canvas = new_canvas()?;
    draw_at(&canvas, figure, &Layout::new(figure, width, height, 1.0), theme, ratio, &mut None)?;
    let mut asked = Ok(());
    let promise = Promise::new(&mut |resolve, _reject| asked = canvas.to_blob(&resolve));
    asked?;
    JsFuture::from(promise).await?.dyn_into()
}
