//! Figures on a canvas element: the sink that draws there.
//!
//! Written here because `plotters-canvas` measures text by inserting an element with a `style`
//! attribute, which the page's content security policy refuses.

use crate::charts::backend::{Backend, Brush, Face, Pixels, Refused, Sink, Sunk};
use crate::charts::draw::draw;
use crate::charts::figure::Figure;
use crate::charts::layout::Layout;
use crate::charts::palette::Theme;
use crate::charts::pen::Pen;
use crate::charts::typography::FAMILY;
use core::f64::consts::TAU;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Backing pixels per CSS pixel, at least: plotters rounds to whole ones.
const MIN_RATIO: f64 = 2.0;

/// Draws a figure over a whole canvas element, at twice its size in CSS pixels or the device's own
/// resolution if that is finer; says where everything stands.
///
/// # Errors
/// What the browser reports, for example a canvas whose context is of another kind.
pub fn draw_on(
    canvas: &HtmlCanvasElement,
    figure: &Figure,
    theme: Theme,
    font_scale: f64,
) -> Result<Layout, JsValue> {
    let (width, height) = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
    let device = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    let layout = Layout::new(figure, width, height, font_scale);
    draw_at(canvas, figure, &layout, theme, device.max(MIN_RATIO))?;
    Ok(layout)
}

/// Draws a figure with `ratio` backing pixels per CSS pixel of its layout.
///
/// # Errors
/// What the browser reports.
pub fn draw_at(
    canvas: &HtmlCanvasElement,
    figure: &Figure,
    layout: &Layout,
    theme: Theme,
    ratio: f64,
) -> Result<(), JsValue> {
    let size = ((layout.width * ratio).round() as u32, (layout.height * ratio).round() as u32);
    if size.0 == 0 || size.1 == 0 {
        return Ok(());
    }
    if (canvas.width(), canvas.height()) != size {
        canvas.set_width(size.0);
        canvas.set_height(size.1);
    }
    let context = canvas.get_context("2d")?.ok_or("no 2d context")?;
    let context = context.dyn_into::<CanvasRenderingContext2d>()?;
    context.set_line_join("round");
    let backend = Backend { sink: &mut Context(context), size };
    draw(figure, layout, &Pen::new(backend, ratio, theme)).map_err(|e| JsValue::from_str(&e.to_string()))
}

/// Draws with the context of a canvas.
struct Context(CanvasRenderingContext2d);

fn refused(error: JsValue) -> Refused {
    Refused(format!("{error:?}"))
}

impl Context {
    /// Draws the current path of the context.
    fn apply(&self, brush: Brush) {
        match brush {
            Brush::Fill(color) => {
                self.0.set_fill_style_str(&css(color));
                self.0.fill();
            }
            Brush::Stroke(color, width) => {
                self.0.set_stroke_style_str(&css(color));
                self.0.set_line_width(f64::from(width));
                self.0.stroke();
            }
        }
    }
}

impl Sink for Context {
    fn path(&mut self, points: &[BackendCoord], brush: Brush) -> Sunk {
        self.0.begin_path();
        // The first of these only moves there, since the path is empty.
        points.iter().for_each(|(x, y)| self.0.line_to(f64::from(*x), f64::from(*y)));
        self.apply(brush);
        Ok(())
    }

    fn circle(&mut self, (x, y): BackendCoord, radius: u32, brush: Brush) -> Sunk {
        self.0.begin_path();
        self.0.arc(f64::from(x), f64::from(y), f64::from(radius), 0.0, TAU).map_err(refused)?;
        self.apply(brush);
        Ok(())
    }

    fn text(&mut self, text: &str, (x, y): BackendCoord, face: &Face) -> Sunk {
        let weight = if face.bold { "600 " } else { "" };
        self.0.set_font(&format!("{weight}{}px {FAMILY}", face.size));
        self.0.set_fill_style_str(&css(face.color));
        self.0.set_text_align(match face.h {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        self.0.fill_text(text, f64::from(x), f64::from(y) + face.down).map_err(refused)
    }

    fn image(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, pixels: &Pixels) -> Sunk {
        let source = backing_canvas(pixels).map_err(refused)?;
        self.0.set_image_smoothing_enabled(pixels.smooth);
        let (x, y, width, height) = (left, top, right - left, bottom - top);
        self.0
            .draw_image_with_html_canvas_element_and_dw_and_dh(
                &source,
                f64::from(x),
                f64::from(y),
                f64::from(width),
                f64::from(height),
            )
            .map_err(refused)
    }
}

/// A canvas, not in the page, that holds the pixels at their own size.
fn backing_canvas(pixels: &Pixels) -> Result<HtmlCanvasElement, JsValue> {
    let (width, height) = (pixels.n_columns as u32, pixels.n_rows as u32);
    let rgba: Vec<u8> = pixels.rgb.chunks_exact(3).flat_map(|c| [c[0], c[1], c[2], 255]).collect();
    let data = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&rgba), width, height)?;
    let canvas = new_canvas()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or("no 2d context")?;
    context.dyn_into::<CanvasRenderingContext2d>()?.put_image_data(&data, 0.0, 0.0)?;
    Ok(canvas)
}

/// A new canvas that is not in the page.
///
/// # Errors
/// Outside a page, where there is no document.
pub fn new_canvas() -> Result<HtmlCanvasElement, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    Ok(document.create_element("canvas")?.dyn_into()?)
}

fn css(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    format!("rgba({r},{g},{b},{})", color.alpha)
}
