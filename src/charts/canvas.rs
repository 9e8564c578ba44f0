//! Figures on a canvas element: the plotters backend that draws there.
//!
//! Written here because `plotters-canvas` measures text by inserting an element with a `style`
//! attribute, which the page's content security policy refuses.

use crate::charts::draw::draw;
use crate::charts::figure::Figure;
use crate::charts::layout::Layout;
use crate::charts::palette::Theme;
use crate::charts::pen::{Pen, Pixels, Surface};
use crate::charts::svg::baseline_shift;
use crate::charts::typography::FAMILY;
use core::f64::consts::TAU;
use plotters::drawing::IntoDrawingArea;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
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
    let area = CanvasBackend { context, size }.into_drawing_area();
    draw(figure, layout, &Pen::new(&area, ratio, theme)).map_err(|e| JsValue::from_str(&e.to_string()))
}

/// Draws on a canvas context.
struct CanvasBackend {
    context: CanvasRenderingContext2d,
    size: (u32, u32),
}

/// What the browser said when it refused to draw.
#[derive(Debug)]
pub struct CanvasError(String);

impl core::fmt::Display for CanvasError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "canvas refused: {}", self.0)
    }
}

impl core::error::Error for CanvasError {}

type Done = Result<(), DrawingErrorKind<CanvasError>>;

fn refused(error: JsValue) -> DrawingErrorKind<CanvasError> {
    DrawingErrorKind::DrawingError(CanvasError(format!("{error:?}")))
}

impl CanvasBackend {
    fn trace(&self, path: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        let mut path = path.into_iter();
        if let Some((x, y)) = path.next() {
            self.context.move_to(f64::from(x), f64::from(y));
        }
        path.for_each(|(x, y)| self.context.line_to(f64::from(x), f64::from(y)));
    }

    fn fill(&self, color: BackendColor) -> Done {
        self.context.set_fill_style_str(&css(color));
        self.context.fill();
        Ok(())
    }

    fn stroke<S: BackendStyle>(&self, style: &S) -> Done {
        self.context.set_stroke_style_str(&css(style.color()));
        self.context.set_line_width(f64::from(style.stroke_width()));
        self.context.stroke();
        Ok(())
    }
}

impl DrawingBackend for CanvasBackend {
    type ErrorType = CanvasError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Done {
        self.context.set_fill_style_str(&css(color));
        self.context.fill_rect(f64::from(x), f64::from(y), 1.0, 1.0);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        let corners = [a, (b.0, a.1), b, (a.0, b.1), a];
        if fill { self.fill_polygon(corners, style) } else { self.draw_path(corners, style) }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.trace(path);
        self.stroke(style)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.trace(path);
        self.fill(style.color())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        self.context.begin_path();
        self.context.arc(f64::from(x), f64::from(y), f64::from(radius), 0.0, TAU).map_err(refused)?;
        if fill { self.fill(style.color()) } else { self.stroke(style) }
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Done {
        let weight = if style.style().as_str() == "bold" { "600 " } else { "" };
        self.context.set_font(&format!("{weight}{}px {FAMILY}", style.size()));
        self.context.set_fill_style_str(&css(style.color()));
        self.context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        let down = baseline_shift(style.anchor().v_pos) * style.size();
        self.context.fill_text(text, f64::from(x), f64::from(y) + down).map_err(refused)
    }
}

impl Surface for CanvasBackend {
    fn image(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, pixels: &Pixels) -> Done {
        let source = backing_canvas(pixels).map_err(refused)?;
        self.context.set_image_smoothing_enabled(pixels.smooth);
        let (x, y, width, height) = (left, top, right - left, bottom - top);
        self.context
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
