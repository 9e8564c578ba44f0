//! Figures as SVG files: the plotters backend that writes them.
//!
//! Plotters' own SVG backend knows neither fractions of a pixel, nor the width of an outline, nor
//! images without a codec; this one is as long as the wrapper around it would be.

use crate::charts::bitmap;
use crate::charts::draw::draw;
use crate::charts::figure::Figure;
use crate::charts::layout::Layout;
use crate::charts::palette::Theme;
use crate::charts::pen::{Pen, Pixels, Surface};
use crate::charts::typography::FAMILY;
use core::convert::Infallible;
use plotters::drawing::IntoDrawingArea;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::fmt::Write;

/// Units of the backend per pixel: coordinates in the file have steps of a twentieth.
const UNITS: f64 = 20.0;

/// The figure as an SVG document of that size in CSS pixels.
pub fn to_svg(figure: &Figure, theme: Theme, width: f64, height: f64) -> String {
    let mut body = String::new();
    let size = ((width * UNITS) as u32, (height * UNITS) as u32);
    let area = SvgBackend { body: &mut body, size }.into_drawing_area();
    let drawn = draw(figure, &Layout::new(figure, width, height, 1.0), &Pen::new(&area, UNITS, theme));
    // Writing to a string cannot fail, so neither can drawing on one.
    debug_assert!(drawn.is_ok());
    drop(area);
    let mut document = String::new();
    let _ = write!(
        document,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FAMILY}\" stroke-linejoin=\"round\" role=\"img\">\n<title>"
    );
    escape(&mut document, &figure.title);
    document + "</title>\n" + &body + "</svg>\n"
}

/// Writes SVG elements into a string.
struct SvgBackend<'a> {
    body: &'a mut String,
    size: (u32, u32),
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl SvgBackend<'_> {
    /// One empty element with a color as `fill` or `stroke`; invisible ones are left out.
    fn shape(&mut self, geometry: &str, property: &str, color: BackendColor) -> Done {
        if color.alpha > 0.0 {
            let _ = writeln!(
                self.body,
                "<{geometry} {property}=\"{}\"{}/>",
                hex(color),
                opacity(property, color)
            );
        }
        Ok(())
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
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
        let corners = [a, (b.0, a.1), b, (a.0, b.1)];
        if fill {
            self.fill_polygon(corners, style)
        } else {
            self.draw_path(corners.into_iter().chain([a]), style)
        }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let width = px(style.stroke_width() as i32);
        let geometry = format!("polyline points=\"{}\" fill=\"none\" stroke-width=\"{width}\"", points(path));
        self.shape(&geometry, "stroke", style.color())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.shape(&format!("polygon points=\"{}\"", points(path)), "fill", style.color())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        let circle =
            format!("circle cx=\"{}\" cy=\"{}\" r=\"{}\"", px(center.0), px(center.1), px(radius as i32));
        if fill {
            return self.shape(&circle, "fill", style.color());
        }
        let outline = format!("{circle} fill=\"none\" stroke-width=\"{}\"", px(style.stroke_width() as i32));
        self.shape(&outline, "stroke", style.color())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Done {
        if text.is_empty() {
            return Ok(());
        }
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let down = baseline_shift(style.anchor().v_pos) * style.size();
        let weight = if style.style().as_str() == "bold" { " font-weight=\"600\"" } else { "" };
        let _ = write!(
            self.body,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" font-size=\"{}\"{weight} fill=\"{}\"{}>",
            px(x),
            px(y + down as i32),
            px(style.size() as i32),
            hex(style.color()),
            opacity("fill", style.color())
        );
        escape(self.body, text);
        self.body.push_str("</text>\n");
        Ok(())
    }
}

impl Surface for SvgBackend<'_> {
    fn image(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, pixels: &Pixels) -> Done {
        let rendering = if pixels.smooth { "auto" } else { "pixelated" };
        let _ = writeln!(
            self.body,
            "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" \
             image-rendering=\"{rendering}\" href=\"{}\"/>",
            px(left),
            px(top),
            px(right - left),
            px(bottom - top),
            bitmap::data_url(pixels)
        );
        Ok(())
    }
}

/// How far below the given y the baseline lies, in em.
pub fn baseline_shift(v: VPos) -> f64 {
    match v {
        VPos::Top => 0.76,
        VPos::Center => 0.35,
        VPos::Bottom => -0.25,
    }
}

/// Units as pixels, as short as they can be written.
fn px(units: i32) -> f64 {
    (f64::from(units) / UNITS * 100.0).round() / 100.0
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut text = String::new();
    for (x, y) in path {
        let space = if text.is_empty() { "" } else { " " };
        let _ = write!(text, "{space}{},{}", px(x), px(y));
    }
    text
}

fn hex(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn opacity(property: &str, color: BackendColor) -> String {
    if color.alpha < 1.0 { format!(" {property}-opacity=\"{:.3}\"", color.alpha) } else { String::new() }
}

fn escape(to: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '&' => to.push_str("&amp;"),
            other => to.push(other),
        }
    }
}
