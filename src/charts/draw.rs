//! The one function that draws a figure, on any sink.

use crate::charts::annotations;
use crate::charts::backend::Pixels;
use crate::charts::figure::{
    Area, Body, Dot, Dots, Figure, Image, Line, Mark, Rect, Rule, Sampling, Shape, Stroke,
};
use crate::charts::layout::Layout;
use crate::charts::palette::{Ink, Paint, Rgb, Theme, mix};
use crate::charts::pen::{DrawResult, Pen, Type};
use crate::charts::scale::{Axis, Scale, Ticks};
use crate::charts::typography::TICK_SIZE;
use plotters::style::text_anchor::{HPos, VPos};

/// Length and gap of the dashes of a line one pixel wide, in pixels.
const DASH: (f64, f64) = (4.0, 3.0);
/// How much longer dash and gap are per pixel of width.
const DASH_PER_WIDTH: (f64, f64) = (1.75, 1.0);
/// Length and gap of the dots of grid lines, in pixels.
const DOTS: (f64, f64) = (2.0, 4.0);
/// How far a bar without end sticks out of the plot, in pixels.
const OVERSHOOT: f64 = 7.0;
/// Where a bar without end is broken, as a share of the plot's height from its top.
const BREAK_AT: f64 = 0.16;
/// How far inside its outline a hollow point begins, in pixels.
const HOLLOW_RIM: f64 = 1.4;

/// Draws a figure where its layout says: surface, grid, marks, axes, and last the labels.
///
/// # Errors
/// Whatever the sink reports.
pub fn draw(figure: &Figure, layout: &Layout, pen: &Pen<'_>) -> DrawResult {
    draw_ground(figure, layout, pen)?;
    draw_marks(&figure.marks, layout, pen)?;
    draw_words(figure, layout, pen)
}

/// Draws what lies below the marks: surface and grid.
///
/// # Errors
/// Whatever the sink reports.
pub fn draw_ground(figure: &Figure, layout: &Layout, pen: &Pen<'_>) -> DrawResult {
    let corners = [(0.0, 0.0), (layout.width, 0.0), (layout.width, layout.height), (0.0, layout.height)];
    pen.polygon(&corners, Ink::Surface.into())?;
    Canvas { layout, pen }.grid(figure)
}

/// Draws marks, back to front.
///
/// # Errors
/// Whatever the sink reports.
pub fn draw_marks(marks: &[Mark], layout: &Layout, pen: &Pen<'_>) -> DrawResult {
    marks.iter().try_for_each(|mark| Canvas { layout, pen }.mark(mark))
}

/// Draws what lies above the marks: axes and labels.
///
/// # Errors
/// Whatever the sink reports.
pub fn draw_words(figure: &Figure, layout: &Layout, pen: &Pen<'_>) -> DrawResult {
    Canvas { layout, pen }.axes(figure)?;
    annotations::draw(figure, layout, pen)
}

/// The colors of an image's cells in a theme.
pub fn pixels(image: &Image, theme: Theme) -> Pixels {
    let inks: Vec<Rgb> = image.inks.iter().map(|ink| theme.color(*ink)).collect();
    let surface = theme.color(Ink::Surface);
    let cells = image.weights.chunks_exact(inks.len().max(1));
    let rgb = cells.flat_map(|weights| blend(surface, &inks, weights)).collect();
    Pixels {
        n_columns: image.n_columns,
        n_rows: image.n_rows(),
        rgb,
        smooth: image.sampling == Sampling::Smooth,
    }
}

/// The surface with a share of each ink; what is missing to one stays surface.
fn blend(surface: Rgb, inks: &[Rgb], weights: &[f32]) -> [u8; 3] {
    let total: f64 = weights.iter().map(|w| f64::from(*w)).sum();
    let mut sum = [0.0; 3];
    for (ink, weight) in inks.iter().zip(weights) {
        for (channel, value) in sum.iter_mut().zip([ink.0, ink.1, ink.2]) {
            *channel += f64::from(*weight) * f64::from(value);
        }
    }
    let rest = mix((0, 0, 0), surface, (1.0 - total).clamp(0.0, 1.0));
    let channel = |sum: f64, rest: u8| (sum + f64::from(rest)).round().clamp(0.0, 255.0) as u8;
    [channel(sum[0], rest.0), channel(sum[1], rest.1), channel(sum[2], rest.2)]
}

/// A pen with the layout it follows.
struct Canvas<'a, 'sink> {
    layout: &'a Layout,
    pen: &'a Pen<'sink>,
}

impl Canvas<'_, '_> {
    fn scaled(&self, pixels: f64) -> f64 {
        pixels * self.layout.font_scale
    }

    fn stroke(&self, points: &[(f64, f64)], paint: Paint, width: f64, stroke: Stroke) -> DrawResult {
        let dash = self.scaled(DASH.0 + DASH_PER_WIDTH.0 * (width - 1.0));
        let gap = self.scaled(DASH.1 + DASH_PER_WIDTH.1 * (width - 1.0));
        match stroke {
            Stroke::Solid => self.pen.path(points, paint, self.scaled(width)),
            Stroke::Dashed => self.pen.dashed(points, paint, self.scaled(width), (dash, gap)),
        }
    }

    fn grid(&self, figure: &Figure) -> DrawResult {
        let plot = self.layout.plot;
        if figure.y.ticks != Ticks::Auto {
            return Ok(());
        }
        let dots = (self.scaled(DOTS.0), self.scaled(DOTS.1));
        self.layout.y_ticks.iter().filter(|tick| (tick.px - plot.bottom).abs() > 1.0).try_for_each(|tick| {
            let ends = [(plot.left, tick.px), (plot.right, tick.px)];
            self.pen.dashed(&ends, Ink::Grid.into(), self.scaled(1.0), dots)
        })
    }

    fn axes(&self, figure: &Figure) -> DrawResult {
        let (plot, size) = (self.layout.plot, self.scaled(TICK_SIZE));
        let face = Type { size, paint: Ink::Muted.into(), bold: false, h: HPos::Center, v: VPos::Center };
        if figure.y.ticks == Ticks::Auto {
            let ends = [(plot.left, plot.bottom), (plot.right, plot.bottom)];
            self.pen.path(&ends, Ink::Grid.into(), self.scaled(1.0))?;
        }
        let below = plot.bottom + self.scaled(14.5);
        let named = Type { paint: tick_paint(&figure.x), ..face };
        for tick in &self.layout.x_ticks {
            self.pen.text(&tick.text, (tick.text_px, below), &named)?;
        }
        let beside = Type { h: HPos::Right, paint: tick_paint(&figure.y), ..face };
        for tick in &self.layout.y_ticks {
            self.pen.text(&tick.text, (plot.left - self.scaled(8.0), tick.px), &beside)?;
        }
        let gap = if figure.x.ticks == Ticks::Hidden { 13.0 } else { 34.0 };
        let middle = (plot.left + plot.right) / 2.0;
        self.pen.text(&figure.x.label, (middle, plot.bottom + self.scaled(gap)), &face)?;
        let start = Type { h: HPos::Left, ..face };
        self.pen.text(&figure.y.label, (self.scaled(2.0), self.scaled(10.0)), &start)
    }

    fn mark(&self, mark: &Mark) -> DrawResult {
        match mark {
            Mark::Line(line) => self.line(line),
            Mark::Area(area) => self.area(area),
            Mark::Rect(rect) => self.rect(rect),
            Mark::Dots(dots) => dots.dots.iter().try_for_each(|dot| self.dot(dot, dots)),
            Mark::Rule(rule) => self.rule(rule),
            Mark::Image(image) => self.image(image),
            Mark::Label(_) => Ok(()),
        }
    }

    fn line(&self, line: &Line) -> DrawResult {
        let runs = line.points.split(|(x, y)| !x.is_finite() || !y.is_finite());
        for run in runs.filter(|run| !run.is_empty()) {
            let points: Vec<_> = run.iter().map(|p| self.layout.to_px(*p)).collect();
            self.stroke(&points, line.paint, line.width, line.stroke)?;
        }
        Ok(())
    }

    fn area(&self, area: &Area) -> DrawResult {
        let upper = area.points.iter().map(|(x, _, high)| self.layout.to_px((*x, *high)));
        let lower = area.points.iter().rev().map(|(x, low, _)| self.layout.to_px((*x, *low)));
        let outline: Vec<_> = upper.chain(lower).collect();
        if outline.len() < 4 { Ok(()) } else { self.pen.polygon(&outline, area.paint) }
    }

    fn rect(&self, rect: &Rect) -> DrawResult {
        let (left, right) = (self.layout.x_px(rect.x.0), self.layout.x_px(rect.x.1));
        let inset = self.scaled(rect.inset).min((right - left).abs() / 4.0);
        let (left, right) = (left.min(right) + inset, left.max(right) - inset);
        let endless = rect.y.1 == f64::INFINITY;
        let overshoot = if endless { self.scaled(OVERSHOOT) } else { 0.0 };
        let (top, bottom) = (self.layout.y_px(rect.y.1) - overshoot, self.layout.y_px(rect.y.0));
        let corners = [(left, bottom), (left, top), (right, top), (right, bottom)];
        if let Some(fill) = rect.fill {
            self.pen.polygon(&corners, fill)?;
        }
        match rect.outline {
            None => Ok(()),
            Some((paint, stroke)) if endless => {
                self.stroke(&corners[..2], paint, 1.0, stroke)?;
                self.stroke(&corners[2..], paint, 1.0, stroke)?;
                self.bar_break((left, right), paint)
            }
            Some((paint, stroke)) => {
                self.stroke(&[corners.as_slice(), &corners[..2]].concat(), paint, 1.0, stroke)
            }
        }
    }

    /// A slanted gap across a bar without end, near the top of the plot: what is above it is not to scale.
    fn bar_break(&self, (left, right): (f64, f64), paint: Paint) -> DrawResult {
        let (reach, slant, gap) = (self.scaled(4.0), self.scaled(3.5), self.scaled(6.0));
        let middle = self.layout.plot.top + BREAK_AT * self.layout.plot.height();
        let edge = |y: f64| [(left - reach, y + slant), (right + reach, y - slant)];
        let (upper, lower) = (edge(middle - gap / 2.0), edge(middle + gap / 2.0));
        self.pen.polygon(&[upper[0], upper[1], lower[1], lower[0]], Ink::Surface.into())?;
        self.stroke(&upper, paint, 1.5, Stroke::Solid)?;
        self.stroke(&lower, paint, 1.5, Stroke::Solid)
    }

    fn rule(&self, rule: &Rule) -> DrawResult {
        let ends = self.layout.rule(rule.axis, rule.value);
        self.stroke(&ends, rule.ink.into(), 1.5, rule.stroke)
    }

    fn image(&self, image: &Image) -> DrawResult {
        let upper_left = self.layout.to_px((image.x.0, image.y.1));
        let lower_right = self.layout.to_px((image.x.1, image.y.0));
        self.pen.image(upper_left, lower_right, &pixels(image, self.pen.theme()))
    }

    fn dot(&self, dot: &Dot, series: &Dots) -> DrawResult {
        let (at, radius) = (self.layout.to_px(dot.at), self.scaled(series.radius));
        let surface = Ink::Surface.opacity(dot.paint.opacity);
        match series.body {
            Body::Plain => self.shape(dot.shape, at, radius, dot.paint),
            Body::Filled => {
                self.shape(dot.shape, at, radius + self.scaled(1.0), surface)?;
                self.shape(dot.shape, at, radius, dot.paint)
            }
            Body::Hollow => {
                self.shape(dot.shape, at, radius, dot.paint)?;
                self.shape(dot.shape, at, (radius - self.scaled(HOLLOW_RIM)).max(0.0), surface)
            }
        }
    }

    /// A shape that covers about the area of a circle of that radius.
    fn shape(&self, shape: Shape, (x, y): (f64, f64), r: f64, paint: Paint) -> DrawResult {
        let corners = |offsets: &[(f64, f64)]| -> Vec<(f64, f64)> {
            offsets.iter().map(|(dx, dy)| (x + dx * r, y + dy * r)).collect()
        };
        match shape {
            Shape::Circle => self.pen.disc((x, y), r, paint),
            Shape::Square => {
                self.pen.polygon(&corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]), paint)
            }
            Shape::Triangle => self.pen.polygon(&corners(&[(0.0, -1.3), (1.2, 0.85), (-1.2, 0.85)]), paint),
            Shape::Diamond => {
                self.pen.polygon(&corners(&[(0.0, -1.3), (1.15, 0.0), (0.0, 1.3), (-1.15, 0.0)]), paint)
            }
            Shape::Cross => {
                self.pen.path(&corners(&[(-0.9, -0.9), (0.9, 0.9)]), paint, 0.6 * r)?;
                self.pen.path(&corners(&[(-0.9, 0.9), (0.9, -0.9)]), paint, 0.6 * r)
            }
        }
    }
}

/// Names are read first, numbers are looked up.
fn tick_paint(axis: &Axis) -> Paint {
    let named = matches!(axis.scale, Scale::Band(_)) || matches!(axis.ticks, Ticks::At(_));
    if named { Ink::Text.into() } else { Ink::Muted.into() }
}
