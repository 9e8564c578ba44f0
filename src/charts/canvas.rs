//! Figures on a canvas element: the sink that draws there.
//!
//! Written here because `plotters-canvas` measures text by inserting an element with a `style`
//! attribute, which the page's content security policy refuses.

use crate::charts::backend::{Backend, Brush, Face, Pixels, Refused, Sink, Sunk};
use crate::charts::draw::{draw_ground, draw_marks, draw_words};
use crate::charts::figure::{Figure, Mark, Shape};
use crate::charts::layout::Layout;
use crate::charts::palette::{Paint, Theme};
use crate::charts::pen::{DrawResult, Pen};
use crate::charts::typography::FAMILY;
use core::f64::consts::TAU;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Backing pixels per CSS pixel, at least: plotters rounds to whole ones.
const MIN_RATIO: f64 = 2.0;

/// Many points on a canvas of their own, which serves as long as they, their places and their colors stay.
pub struct Still {
    places: Vec<((f64, f64), Paint, Shape)>,
    theme: Theme,
    canvas: HtmlCanvasElement,
}

/// Draws a figure over a whole canvas element, at twice its size in CSS pixels or the device's own
/// resolution if that is finer; says where everything stands. What is still is kept for the next time.
///
/// # Errors
/// What the browser reports, for example a canvas whose context is of another kind.
pub fn draw_on(
    canvas: &HtmlCanvasElement,
    figure: &Figure,
    theme: Theme,
    font_scale: f64,
    still: &mut Option<Still>,
) -> Result<Layout, JsValue> {
    let (width, height) = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
    let device = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    let layout = Layout::new(figure, width, height, font_scale);
    draw_at(canvas, figure, &layout, theme, device.max(MIN_RATIO), still)?;
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
    still: &mut Option<Still>,
) -> Result<(), JsValue> {
    let size = ((layout.width * ratio).round() as u32, (layout.height * ratio).round() as u32);
    if size.0 == 0 || size.1 == 0 {
        return Ok(());
    }
    if (canvas.width(), canvas.height()) != size {
        resize(canvas, size);
        *still = None;
    }
    let surface = Surface { canvas, size, ratio, theme };
    let (moving, points) = figure.layers();
    surface.draw(&|pen| {
        draw_ground(figure, layout, pen)?;
        draw_marks(moving, layout, pen)
    })?;
    if !points.is_empty() {
        surface.draw_still(points, layout, still)?;
    }
    surface.draw(&|pen| draw_words(figure, layout, pen))
}

/// A canvas to draw on.
struct Surface<'a> {
    canvas: &'a HtmlCanvasElement,
    size: (u32, u32),
    ratio: f64,
    theme: Theme,
}

impl Surface<'_> {
    fn draw(&self, draw: &dyn Fn(&Pen<'_>) -> DrawResult) -> Result<(), JsValue> {
        let mut sink = Context { to: context(self.canvas)?, fill: None, stroke: None, font: None };
        let backend = Backend { sink: &mut sink, size: self.size };
        draw(&Pen::new(backend, self.ratio, self.theme)).map_err(|e| JsValue::from_str(&e.to_string()))
    }

    /// Lays points over what has been drawn, from their own canvas, which is drawn anew if it is not of them.
    fn draw_still(&self, points: &[Mark], layout: &Layout, still: &mut Option<Still>) -> Result<(), JsValue> {
        let dots = points.iter().flat_map(Mark::dots);
        let places: Vec<_> = dots.map(|dot| (layout.to_px(dot.at), dot.paint, dot.shape)).collect();
        let theme = self.theme;
        let kept = match still.take().filter(|kept| kept.places == places && kept.theme == theme) {
            Some(kept) => kept,
            None => {
                let canvas = new_canvas()?;
                resize(&canvas, self.size);
                Surface { canvas: &canvas, ..*self }.draw(&|pen| draw_marks(points, layout, pen))?;
                Still { places, theme, canvas }
            }
        };
        let canvas = &still.insert(kept).canvas;
        context(self.canvas)?.draw_image_with_html_canvas_element(canvas, 0.0, 0.0)
    }
}

fn resize(canvas: &HtmlCanvasElement, (width, height): (u32, u32)) {
    canvas.set_width(width);
    canvas.set_height(height);
}

fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    let context = canvas.get_context("2d")?.ok_or("no 2d context")?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    context.set_line_join("round");
    Ok(context)
}

/// Draws with the context of a canvas. What is set is remembered: most shapes look like the one before, and
/// telling the browser again costs more than drawing them.
struct Context {
    to: CanvasRenderingContext2d,
    fill: Option<BackendColor>,
    stroke: Option<(BackendColor, u32)>,
    font: Option<(f64, bool)>,
}

fn refused(error: JsValue) -> Refused {
    Refused(format!("{error:?}"))
}

impl Context {
    /// Draws the current path of the context.
    fn apply(&mut self, brush: Brush) {
        match brush {
            Brush::Fill(color) => {
                self.fill_with(color);
                self.to.fill();
            }
            Brush::Stroke(color, width) => {
                if self.stroke.is_none_or(|(last, last_width)| !is_same(last, color) || last_width != width) {
                    self.to.set_stroke_style_str(&css(color));
                    self.to.set_line_width(f64::from(width));
                    self.stroke = Some((color, width));
                }
                self.to.stroke();
            }
        }
    }

    fn fill_with(&mut self, color: BackendColor) {
        if self.fill.is_none_or(|last| !is_same(last, color)) {
            self.to.set_fill_style_str(&css(color));
            self.fill = Some(color);
        }
    }

    /// Adds an open path to the current one.
    fn trace(&self, points: &[BackendCoord]) {
        for (i, (x, y)) in points.iter().enumerate() {
            let (x, y) = (f64::from(*x), f64::from(*y));
            if i == 0 { self.to.move_to(x, y) } else { self.to.line_to(x, y) }
        }
    }
}

impl Sink for Context {
    fn path(&mut self, points: &[BackendCoord], brush: Brush) -> Sunk {
        self.to.begin_path();
        self.trace(points);
        self.apply(brush);
        Ok(())
    }

    fn dashes(&mut self, pieces: &[Vec<BackendCoord>], brush: Brush) -> Sunk {
        self.to.begin_path();
        pieces.iter().for_each(|piece| self.trace(piece));
        self.apply(brush);
        Ok(())
    }

    fn circle(&mut self, (x, y): BackendCoord, radius: u32, brush: Brush) -> Sunk {
        self.to.begin_path();
        self.to.arc(f64::from(x), f64::from(y), f64::from(radius), 0.0, TAU).map_err(refused)?;
        self.apply(brush);
        Ok(())
    }

    fn text(&mut self, text: &str, (x, y): BackendCoord, face: &Face) -> Sunk {
        if self.font != Some((face.size, face.bold)) {
            let weight = if face.bold { "600 " } else { "" };
            self.to.set_font(&format!("{weight}{}px {FAMILY}", face.size));
            self.font = Some((face.size, face.bold));
        }
        self.fill_with(face.color);
        self.to.set_text_align(match face.h {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        self.to.fill_text(text, f64::from(x), f64::from(y) + face.down).map_err(refused)
    }

    fn image(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, pixels: &Pixels) -> Sunk {
        let source = backing_canvas(pixels).map_err(refused)?;
        self.to.set_image_smoothing_enabled(pixels.smooth);
        let (x, y, width, height) = (left, top, right - left, bottom - top);
        self.to
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
    resize(&canvas, (width, height));
    context(&canvas)?.put_image_data(&data, 0.0, 0.0)?;
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

fn is_same(a: BackendColor, b: BackendColor) -> bool {
    a.rgb == b.rgb && a.alpha == b.alpha
}

fn css(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    format!("rgba({r},{g},{b},{})", color.alpha)
}
