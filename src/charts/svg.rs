//! Figures as SVG files: the sink that writes them.
//!
//! Plotters' own SVG backend knows neither fractions of a pixel, nor the width of an outline, nor
//! images without a codec; this one is as long as the wrapper around it would be.

use crate::charts::backend::{Backend, Brush, Face, Pixels, Sink, Sunk};
use crate::charts::bitmap;
use crate::charts::draw::draw;
use crate::charts::figure::Figure;
use crate::charts::layout::Layout;
use crate::charts::palette::Theme;
use crate::charts::pen::Pen;
use crate::charts::typography::FAMILY;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord};
use std::fmt::Write;

/// Units of the backend per pixel: coordinates in the file have steps of a twentieth.
const UNITS: f64 = 20.0;

/// The figure as an SVG document of that size in CSS pixels.
pub fn to_svg(figure: &Figure, theme: Theme, width: f64, height: f64) -> String {
    let mut body = Body(String::new());
    let size = ((width * UNITS) as u32, (height * UNITS) as u32);
    let pen = Pen::new(Backend { sink: &mut body, size }, UNITS, theme);
    let drawn = draw(figure, &Layout::new(figure, width, height, 1.0), &pen);
    // Writing to a string cannot fail, so neither can drawing on one.
    debug_assert!(drawn.is_ok());
    drop(pen);
    let mut document = String::new();
    let _ = write!(
        document,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FAMILY}\" stroke-linejoin=\"round\" role=\"img\">\n<title>"
    );
    escape(&mut document, &figure.title);
    document + "</title>\n" + &body.0 + "</svg>\n"
}

/// Writes SVG elements into a string.
struct Body(String);

impl Body {
    /// One empty element with a color as `fill` or `stroke`; invisible ones are left out.
    fn shape(&mut self, geometry: &str, brush: Brush) -> Sunk {
        let (outline, property, color) = match brush {
            Brush::Fill(color) => (String::new(), "fill", color),
            Brush::Stroke(color, width) => {
                (format!(" fill=\"none\" stroke-width=\"{}\"", px(width as i32)), "stroke", color)
            }
        };
        if color.alpha > 0.0 {
            let (hex, opacity) = (hex(color), opacity(property, color));
            let _ = writeln!(self.0, "<{geometry}{outline} {property}=\"{hex}\"{opacity}/>");
        }
        Ok(())
    }
}

impl Sink for Body {
    fn path(&mut self, points: &[BackendCoord], brush: Brush) -> Sunk {
        let mut geometry = match brush {
            Brush::Fill(_) => String::from("polygon points=\""),
            Brush::Stroke(..) => String::from("polyline points=\""),
        };
        for (i, (x, y)) in points.iter().enumerate() {
            let space = if i == 0 { "" } else { " " };
            let _ = write!(geometry, "{space}{},{}", px(*x), px(*y));
        }
        geometry.push('"');
        self.shape(&geometry, brush)
    }

    fn dashes(&mut self, pieces: &[Vec<BackendCoord>], brush: Brush) -> Sunk {
        let mut geometry = String::from("path d=\"");
        for piece in pieces {
            for (i, (x, y)) in piece.iter().enumerate() {
                let command = if i == 0 { 'M' } else { 'L' };
                let _ = write!(geometry, "{command}{},{}", px(*x), px(*y));
            }
        }
        geometry.push('"');
        self.shape(&geometry, brush)
    }

    fn circle(&mut self, (x, y): BackendCoord, radius: u32, brush: Brush) -> Sunk {
        let circle = format!("circle cx=\"{}\" cy=\"{}\" r=\"{}\"", px(x), px(y), px(radius as i32));
        self.shape(&circle, brush)
    }

    fn text(&mut self, text: &str, (x, y): BackendCoord, face: &Face) -> Sunk {
        if text.is_empty() {
            return Ok(());
        }
        let anchor = match face.h {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let weight = if face.bold { " font-weight=\"600\"" } else { "" };
        let _ = write!(
            self.0,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" font-size=\"{}\"{weight} fill=\"{}\"{}>",
            px(x),
            px(y + face.down as i32),
            px(face.size as i32),
            hex(face.color),
            opacity("fill", face.color)
        );
        escape(&mut self.0, text);
        self.0.push_str("</text>\n");
        Ok(())
    }

    fn image(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, pixels: &Pixels) -> Sunk {
        let rendering = if pixels.smooth { "auto" } else { "pixelated" };
        let _ = writeln!(
            self.0,
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

/// Units as pixels, as short as they can be written.
fn px(units: i32) -> f64 {
    (f64::from(units) / UNITS * 100.0).round() / 100.0
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
