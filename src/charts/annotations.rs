//! Labels of a figure: gathered from its marks, placed beside each other, drawn last.

use crate::charts::figure::{Dimension, Face, Figure, Label, Line, Mark, Rect, Rule, Side};
use crate::charts::labels::{self, Freedom, Request};
use crate::charts::layout::{Frame, Layout};
use crate::charts::palette::Ink;
use crate::charts::pen::{DrawResult, Pen, Type};
use crate::charts::typography::{self, LABEL_SIZE};
use plotters::style::text_anchor::{HPos, VPos};

/// A label with the frame it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Its text.
    pub text: String,
    /// Its color.
    pub ink: Ink,
    /// How it looks.
    pub face: Face,
    /// The pixel it speaks of.
    pub at: (f64, f64),
    /// Where it stands.
    pub frame: Frame,
}

/// Curves that end this near to each other, in pixels, are named on their outer sides.
const NEAR_ENDS: f64 = 64.0;
/// Diameter of a badge, in pixels.
const BADGE: f64 = 17.0;
/// Labels stay below the title of the vertical axis, which ends here, in pixels.
const TITLE_BOTTOM: f64 = 20.0;
/// A curve hides a label if it passes at least this near, in pixels.
const OBSTACLE_PITCH: f64 = 5.0;

/// Every label of the figure that found a place.
pub fn place(figure: &Figure, layout: &Layout) -> Vec<Placed> {
    let wanted: Vec<Wanted> = figure.marks.iter().filter_map(|mark| wanted(mark, figure, layout)).collect();
    let requests: Vec<Request> = wanted.iter().map(|w| w.request(layout.font_scale)).collect();
    let bounds = Frame { top: layout.plot.top.min(TITLE_BOTTOM * layout.font_scale), ..layout.plot };
    let frames = labels::place(&requests, &obstacles(figure, layout), bounds);
    wanted.into_iter().zip(frames).filter_map(|(w, frame)| Some(w.placed(frame?))).collect()
}

/// Draws the labels of a figure.
///
/// # Errors
/// Whatever the sink reports.
pub fn draw(figure: &Figure, layout: &Layout, pen: &Pen<'_>) -> DrawResult {
    place(figure, layout).iter().try_for_each(|label| draw_one(label, layout.font_scale, pen))
}

fn draw_one(label: &Placed, s: f64, pen: &Pen<'_>) -> DrawResult {
    let frame = label.frame;
    let center = ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0);
    if label.face == Face::Badge {
        if (center.0 - label.at.0).hypot(center.1 - label.at.1) > 1.0 {
            pen.path(&[label.at, center], label.ink.into(), s)?;
            pen.disc(label.at, 2.5 * s, label.ink.into())?;
        }
        pen.disc(center, BADGE * s / 2.0, label.ink.into())?;
        pen.disc(center, BADGE * s / 2.0 - 1.4 * s, Ink::Surface.into())?;
    }
    let bold = matches!(label.face, Face::Badge | Face::Strong);
    let size = text_size(label.face) * s;
    let face = Type { size, paint: label.ink.into(), bold, h: HPos::Center, v: VPos::Center };
    pen.text(&label.text, center, &face)
}

/// Font size at the normal scale, in pixels.
fn text_size(face: Face) -> f64 {
    match face {
        Face::Badge => 0.86 * LABEL_SIZE,
        Face::Strong => 1.4 * LABEL_SIZE,
        Face::Plain | Face::Fixed => LABEL_SIZE,
    }
}

/// A label before it has a place.
struct Wanted {
    text: String,
    ink: Ink,
    face: Face,
    side: Side,
    freedom: Freedom,
    at: (f64, f64),
}

impl Wanted {
    fn request(&self, s: f64) -> Request {
        let size = match self.face {
            Face::Badge => (BADGE * s, BADGE * s),
            face => {
                let size = text_size(face) * s;
                (typography::width(&self.text, size), 1.25 * size)
            }
        };
        Request { at: self.at, size, side: self.side, face: self.face, freedom: self.freedom }
    }

    fn placed(self, frame: Frame) -> Placed {
        Placed { text: self.text, ink: self.ink, face: self.face, at: self.at, frame }
    }
}

fn wanted(mark: &Mark, figure: &Figure, layout: &Layout) -> Option<Wanted> {
    match mark {
        Mark::Label(label) => Some(of_label(label, layout)),
        Mark::Line(line) if !line.label.is_empty() => of_line(line, figure, layout),
        Mark::Rule(rule) if !rule.label.is_empty() => Some(of_rule(rule, layout)),
        Mark::Rect(rect) if rect.y.1 == f64::INFINITY => Some(of_endless(rect, layout)),
        _ => None,
    }
}

fn of_label(label: &Label, layout: &Layout) -> Wanted {
    let at = layout.to_px(label.at);
    Wanted {
        text: label.text.clone(),
        ink: label.ink,
        face: label.face,
        side: label.side,
        freedom: Freedom::AnySide,
        at,
    }
}

/// The name of a curve at its end; of two that end near each other, the upper is named above, the lower below.
fn of_line(line: &Line, figure: &Figure, layout: &Layout) -> Option<Wanted> {
    let at = end(line, layout)?;
    let others = figure.marks.iter().filter_map(|mark| match mark {
        Mark::Line(other) if other != line && !other.label.is_empty() => end(other, layout),
        _ => None,
    });
    let near: Vec<f64> = others.map(|other| other.1 - at.1).filter(|d| d.abs() < NEAR_ENDS).collect();
    let is_lower = near.iter().any(|distance| *distance < 0.0);
    let side = if is_lower { Side::BelowLeft } else { Side::AboveLeft };
    let freedom = if near.is_empty() { Freedom::AnySide } else { Freedom::OneSide };
    Some(Wanted { text: line.label.clone(), ink: line.paint.ink, face: Face::Plain, side, freedom, at })
}

/// The pixel of a curve's last point.
fn end(line: &Line, layout: &Layout) -> Option<(f64, f64)> {
    let last = line.points.iter().rev().find(|(x, y)| x.is_finite() && y.is_finite())?;
    Some(layout.to_px(*last))
}

fn of_rule(rule: &Rule, layout: &Layout) -> Wanted {
    let at = match rule.axis {
        Dimension::X => (layout.x_px(rule.value), layout.plot.bottom - LABEL_SIZE * layout.font_scale),
        Dimension::Y => (layout.plot.left + 4.0, layout.y_px(rule.value) + 3.0),
    };
    let side = if rule.axis == Dimension::X { Side::Left } else { Side::AboveRight };
    Wanted { text: rule.label.clone(), ink: rule.ink, face: Face::Plain, side, freedom: Freedom::AnySide, at }
}

/// ∞ above a bar that leaves the plot.
fn of_endless(rect: &Rect, layout: &Layout) -> Wanted {
    let ink = rect.outline.map_or(Ink::Text, |(paint, _)| paint.ink);
    let at = (layout.x_px((rect.x.0 + rect.x.1) / 2.0), layout.plot.top - 3.0);
    Wanted { text: "∞".into(), ink, face: Face::Strong, side: Side::Above, freedom: Freedom::OneSide, at }
}

/// Pixels that labels should not cover: along curves and rules, and at points.
fn obstacles(figure: &Figure, layout: &Layout) -> Vec<(f64, f64)> {
    let mut points = vec![];
    for mark in &figure.marks {
        match mark {
            Mark::Line(line) if !line.name.is_empty() => {
                let pixels: Vec<_> = line.points.iter().map(|p| layout.to_px(*p)).collect();
                pixels.windows(2).for_each(|pair| along(pair[0], pair[1], &mut points));
            }
            Mark::Dots(dots) => points.extend(dots.dots.iter().map(|d| layout.to_px(d.at))),
            Mark::Rule(rule) => {
                let [from, to] = layout.rule(rule.axis, rule.value);
                along(from, to, &mut points);
            }
            _ => {}
        }
    }
    points
}

fn along(from: (f64, f64), to: (f64, f64), points: &mut Vec<(f64, f64)>) {
    let length = (to.0 - from.0).hypot(to.1 - from.1);
    if !length.is_finite() {
        return;
    }
    let n = (length / OBSTACLE_PITCH).ceil().max(1.0);
    points.extend((0..=n as usize).map(|i| {
        let t = i as f64 / n;
        (from.0 + t * (to.0 - from.0), from.1 + t * (to.1 - from.1))
    }));
}
