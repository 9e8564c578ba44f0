//! Labels of a figure: gathered from its marks, placed beside each other, drawn last.

use crate::charts::figure::{Dimension, Face, Figure, Label, Line, Mark, Rect, Rule, Side};
use crate::charts::labels::{self, Request};
use crate::charts::layout::{Frame, Layout};
use crate::charts::palette::Ink;
use crate::charts::pen::{DrawResult, Pen, Surface, Type};
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

/// Size of the text in a badge relative to other labels.
const BADGE_TEXT: f64 = 0.86;
/// Diameter of a badge, in pixels.
const BADGE: f64 = 17.0;
/// A curve hides a label if it passes at least this near, in pixels.
const OBSTACLE_PITCH: f64 = 5.0;

/// Every label of the figure that found a place.
pub fn place(figure: &Figure, layout: &Layout) -> Vec<Placed> {
    let wanted: Vec<Wanted> = figure.marks.iter().filter_map(|mark| wanted(mark, layout)).collect();
    let requests: Vec<Request> = wanted.iter().map(|w| w.request(layout.font_scale)).collect();
    let bounds = Frame { top: (layout.plot.top - 16.0).max(0.0), right: layout.width, ..layout.plot };
    let frames = labels::place(&requests, &obstacles(figure, layout), bounds);
    wanted.into_iter().zip(frames).filter_map(|(w, frame)| Some(w.placed(frame?))).collect()
}

/// Draws the labels of a figure.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw<DB: Surface>(figure: &Figure, layout: &Layout, pen: &Pen<'_, DB>) -> DrawResult<DB> {
    place(figure, layout).iter().try_for_each(|label| draw_one(label, layout.font_scale, pen))
}

fn draw_one<DB: Surface>(label: &Placed, s: f64, pen: &Pen<'_, DB>) -> DrawResult<DB> {
    let frame = label.frame;
    let center = ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0);
    let (size, bold) = match label.face {
        Face::Badge => (LABEL_SIZE * BADGE_TEXT * s, true),
        Face::Strong => (LABEL_SIZE * s, true),
        Face::Plain | Face::Fixed => (LABEL_SIZE * s, false),
    };
    if label.face == Face::Badge {
        if (center.0 - label.at.0).hypot(center.1 - label.at.1) > 1.0 {
            pen.path(&[label.at, center], label.ink.into(), s)?;
            pen.disc(label.at, 2.5 * s, label.ink.into())?;
        }
        pen.disc(center, BADGE * s / 2.0, label.ink.into())?;
        pen.disc(center, BADGE * s / 2.0 - 1.4 * s, Ink::Surface.into())?;
    }
    let face = Type { size, paint: label.ink.into(), bold, h: HPos::Center, v: VPos::Center };
    pen.text(&label.text, center, &face)
}

/// A label before it has a place.
struct Wanted {
    text: String,
    ink: Ink,
    face: Face,
    side: Side,
    at: (f64, f64),
}

impl Wanted {
    fn request(&self, s: f64) -> Request {
        let size = match self.face {
            Face::Badge => (BADGE * s, BADGE * s),
            _ => (typography::width(&self.text, LABEL_SIZE * s), LABEL_SIZE * 1.25 * s),
        };
        Request { at: self.at, size, side: self.side, face: self.face }
    }

    fn placed(self, frame: Frame) -> Placed {
        Placed { text: self.text, ink: self.ink, face: self.face, at: self.at, frame }
    }
}

fn wanted(mark: &Mark, layout: &Layout) -> Option<Wanted> {
    match mark {
        Mark::Label(label) => Some(of_label(label, layout)),
        Mark::Line(line) if !line.label.is_empty() => of_line(line, layout),
        Mark::Rule(rule) if !rule.label.is_empty() => Some(of_rule(rule, layout)),
        Mark::Rect(rect) if rect.y.1 == f64::INFINITY => Some(of_endless(rect, layout)),
        _ => None,
    }
}

fn of_label(label: &Label, layout: &Layout) -> Wanted {
    let at = layout.to_px(label.at);
    Wanted { text: label.text.clone(), ink: label.ink, face: label.face, side: label.side, at }
}

fn of_line(line: &Line, layout: &Layout) -> Option<Wanted> {
    let last = line.points.iter().rev().find(|(x, y)| x.is_finite() && y.is_finite())?;
    let (text, ink) = (line.label.clone(), line.paint.ink);
    Some(Wanted { text, ink, face: Face::Plain, side: Side::AboveLeft, at: layout.to_px(*last) })
}

fn of_rule(rule: &Rule, layout: &Layout) -> Wanted {
    let at = match rule.axis {
        Dimension::X => (layout.x_px(rule.value), layout.plot.top + LABEL_SIZE * layout.font_scale),
        Dimension::Y => (layout.plot.left + 4.0, layout.y_px(rule.value) + 3.0),
    };
    let side = if rule.axis == Dimension::X { Side::Left } else { Side::AboveRight };
    Wanted { text: rule.label.clone(), ink: rule.ink, face: Face::Plain, side, at }
}

/// ∞ above a bar that leaves the plot.
fn of_endless(rect: &Rect, layout: &Layout) -> Wanted {
    let ink = rect.outline.map_or(Ink::Text, |(paint, _)| paint.ink);
    let at = (layout.x_px((rect.x.0 + rect.x.1) / 2.0), layout.plot.top - 2.0);
    Wanted { text: "∞".into(), ink, face: Face::Strong, side: Side::Above, at }
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
            Mark::Rule(rule) if rule.axis == Dimension::Y => {
                let y = layout.y_px(rule.value);
                along((layout.plot.left, y), (layout.plot.right, y), &mut points);
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
