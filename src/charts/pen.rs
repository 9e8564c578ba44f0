//! A thin layer over plotters: strokes and texts in CSS pixels, rounded to fractions of one.

use crate::charts::backend::{Backend, Pixels, Refused};
use crate::charts::palette::{Paint, Rgb, Theme};
use crate::charts::typography::FAMILY;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, FontTransform, RGBAColor, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, BackendStyle, DrawingErrorKind};

/// What drawing can report.
pub type DrawResult = Result<(), DrawingAreaErrorKind<Refused>>;

/// Draws on a plotters area in CSS pixels.
///
/// Plotters rounds to whole units, so the area has `scale` units per pixel.
pub struct Pen<'sink> {
    area: DrawingArea<Backend<'sink>, Shift>,
    scale: f64,
    theme: Theme,
}

impl<'sink> Pen<'sink> {
    /// A pen for a backend with `scale` units per CSS pixel.
    pub fn new(backend: Backend<'sink>, scale: f64, theme: Theme) -> Self {
        Self { area: backend.into_drawing_area(), scale, theme }
    }

    /// The theme it draws in.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// Strokes a path.
    ///
    /// # Errors
    /// Whatever the sink reports.
    pub fn path(&self, points: &[(f64, f64)], paint: Paint, width: f64) -> DrawResult {
        if points.len() < 2 {
            return Ok(());
        }
        let units: Vec<_> = points.iter().map(|p| self.unit(*p)).collect();
        self.area.draw(&PathElement::new(units, self.style(paint, width)))
    }

    /// Strokes a path with gaps; `dash` and `gap` in pixels.
    ///
    /// # Errors
    /// Whatever the sink reports.
    pub fn dashed(
        &self,
        points: &[(f64, f64)],
        paint: Paint,
        width: f64,
        (dash, gap): (f64, f64),
    ) -> DrawResult {
        let pieces = dashes(points, dash, gap);
        let units = |piece: &Vec<(f64, f64)>| piece.iter().map(|p| self.unit(*p)).collect();
        let pieces = pieces.iter().filter(|piece| piece.len() > 1).map(units).collect();
        self.area.draw(&Dashes { pieces, style: self.style(paint, width) })
    }

    /// Fills a polygon.
    ///
    /// # Errors
    /// Whatever the sink reports.
    pub fn polygon(&self, points: &[(f64, f64)], paint: Paint) -> DrawResult {
        let units: Vec<_> = points.iter().map(|p| self.unit(*p)).collect();
        self.area.draw(&Polygon::new(units, self.style(paint, 1.0).filled()))
    }

    /// Fills a circle.
    ///
    /// # Errors
    /// Whatever the sink reports.
    pub fn disc(&self, center: (f64, f64), radius: f64, paint: Paint) -> DrawResult {
        let radius = (radius * self.scale).round().max(1.0) as i32;
        self.area.draw(&Circle::new(self.unit(center), radius, self.style(paint, 1.0).filled()))
    }

    /// Writes a text; `bold` is for the few words that are read first.
    ///
    /// # Errors
    /// Whatever the sink reports.
    pub fn text(&self, text: &str, at: (f64, f64), face: &Type) -> DrawResult {
        let weight = if face.bold { FontStyle::Bold } else { FontStyle::Normal };
        let style = TextStyle {
            font: FontDesc::new(FontFamily::Name(FAMILY), face.size * self.scale, weight)
                .transform(FontTransform::None),
            color: BackendStyle::color(&self.style(face.paint, 1.0)),
            pos: Pos::new(face.h, face.v),
        };
        self.area.draw(&Text::new(text, self.unit(at), style))
    }

    /// Fills a rectangle with a grid of colors.
    ///
    /// # Errors
    /// Whatever the sink reports.
    pub fn image(&self, upper_left: (f64, f64), lower_right: (f64, f64), pixels: &Pixels) -> DrawResult {
        let corners = [self.unit(upper_left), self.unit(lower_right)];
        self.area.draw(&Picture { corners, pixels })
    }

    fn unit(&self, (x, y): (f64, f64)) -> BackendCoord {
        ((x * self.scale).round() as i32, (y * self.scale).round() as i32)
    }

    fn style(&self, paint: Paint, width: f64) -> ShapeStyle {
        let (r, g, b): Rgb = self.theme.color(paint.ink);
        ShapeStyle {
            color: RGBAColor(r, g, b, paint.opacity),
            filled: false,
            stroke_width: (width * self.scale).round().max(1.0) as u32,
        }
    }
}

/// How a text is set.
#[derive(Clone, Copy)]
pub struct Type {
    /// Font size in pixels.
    pub size: f64,
    /// Its color.
    pub paint: Paint,
    /// Whether it is bold.
    pub bold: bool,
    /// Which part of it stands at the given x.
    pub h: HPos,
    /// Which part of it stands at the given y.
    pub v: VPos,
}

/// A plotters element for [`Backend::dashes`].
struct Dashes {
    pieces: Vec<Vec<BackendCoord>>,
    style: ShapeStyle,
}

impl<'b> PointCollection<'b, BackendCoord> for &'b Dashes {
    type Point = &'b BackendCoord;
    type IntoIter = std::iter::Empty<&'b BackendCoord>;

    /// None: plotters has nothing to map, for the pieces are in its units.
    fn point_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

impl<'sink> Drawable<Backend<'sink>> for Dashes {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _corners: I,
        backend: &mut Backend<'sink>,
        _parent_size: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Refused>> {
        backend.dashes(&self.pieces, &self.style)
    }
}

/// A plotters element for [`Backend::image`].
struct Picture<'a> {
    corners: [BackendCoord; 2],
    pixels: &'a Pixels,
}

impl<'b> PointCollection<'b, BackendCoord> for &'b Picture<'_> {
    type Point = &'b BackendCoord;
    type IntoIter = std::slice::Iter<'b, BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        self.corners.iter()
    }
}

impl<'sink> Drawable<Backend<'sink>> for Picture<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut corners: I,
        backend: &mut Backend<'sink>,
        _parent_size: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Refused>> {
        match (corners.next(), corners.next()) {
            (Some(a), Some(b)) => backend.image(a, b, self.pixels),
            _ => Ok(()),
        }
    }
}

/// The drawn pieces of a dashed path.
fn dashes(points: &[(f64, f64)], dash: f64, gap: f64) -> Vec<Vec<(f64, f64)>> {
    let Some(first) = points.first() else { return vec![] };
    let mut pieces = vec![vec![*first]];
    let (mut drawing, mut left) = (true, dash);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut length = (to.0 - from.0).hypot(to.1 - from.1);
        while length > left {
            let t = left / length;
            from = (from.0 + t * (to.0 - from.0), from.1 + t * (to.1 - from.1));
            length -= left;
            match (drawing, pieces.last_mut()) {
                (true, Some(piece)) => piece.push(from),
                _ => pieces.push(vec![from]),
            }
            drawing = !drawing;
            left = if drawing { dash } else { gap };
        }
        left -= length;
        if let (true, Some(piece)) = (drawing, pieces.last_mut()) {
            piece.push(to);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_keep_their_length_around_corners() {
        let pieces = dashes(&[(0.0, 0.0), (3.0, 0.0), (3.0, 7.0)], 4.0, 2.0);
        assert_eq!(pieces[0], [(0.0, 0.0), (3.0, 0.0), (3.0, 1.0)]);
        assert_eq!(pieces[1], [(3.0, 3.0), (3.0, 7.0)]);
    }

    #[test]
    fn a_path_of_nothing_has_no_dashes() {
        assert!(dashes(&[], 4.0, 2.0).is_empty());
    }
}
