//! Labels of a figure: gathered from its marks, placed beside each other, drawn last.

use crate::charts::figure::{Dimension, Face, Figure, Label, Line, Mark, Rect, Rule, Side};
use crate::charts::labels::{self, Freedom, Request};
use crate::charts::layout::{END_GAP, Frame, Layout};
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

/// Diameter of a badge, in pixels.
const BADGE: f64 = 17.0;
/// Room for the round ends of a badge with several numbers, in pixels.
const BADGE_PADDING: f64 = 9.0;
/// Labels stay below the title of the vertical axis, which ends here, in pixels.
const TITLE_BOTTOM: f64 = 20.0;
/// A curve hides a label if it passes at least this near, in pixels.
const OBSTACLE_PITCH: f64 = 5.0;

/// Every label of the figure that found a place; the names of curves, beside the plot, come first.
pub fn place(figure: &Figure, layout: &Layout) -> Vec<Placed> {
    let mut placed = ends(figure, layout);
    placed.extend(inside(figure, layout));
    placed
}

/// The labels in the plot.
fn inside(figure: &Figure, layout: &Layout) -> Vec<Placed> {
    let wanted: Vec<Wanted> = figure.marks.iter().filter_map(|mark| wanted(mark, layout)).collect();
    let wanted = joined(wanted, BADGE * layout.font_scale);
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
        pill(frame, 0.0, label.ink, pen)?;
        pill(frame, 1.4 * s, Ink::Surface, pen)?;
    }
    let bold = matches!(label.face, Face::Badge | Face::Strong);
    let size = text_size(label.face) * s;
    let face = Type { size, paint: label.ink.into(), bold, h: HPos::Center, v: VPos::Center };
    pen.text(&label.text, center, &face)
}

/// A frame with round ends, smaller by `inset` on every side; a disc if it is as high as wide.
fn pill(frame: Frame, inset: f64, ink: Ink, pen: &Pen<'_>) -> DrawResult {
    let radius = frame.height() / 2.0;
    let (left, right) = (frame.left + radius, frame.right - radius);
    let (top, bottom) = (frame.top + inset, frame.bottom - inset);
    for x in [left, right] {
        pen.disc((x, frame.top + radius), radius - inset, ink.into())?;
    }
    pen.polygon(&[(left, top), (right, top), (right, bottom), (left, bottom)], ink.into())
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
            Face::Badge => {
                let text = typography::width(&self.text, text_size(Face::Badge) * s);
                ((text + BADGE_PADDING * s).max(BADGE * s), BADGE * s)
            }
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

fn wanted(mark: &Mark, layout: &Layout) -> Option<Wanted> {
    match mark {
        Mark::Label(label) => Some(of_label(label, layout)),
        Mark::Rule(rule) if !rule.label.is_empty() => Some(of_rule(rule, layout)),
        Mark::Rect(rect) if rect.y.1 == f64::INFINITY => Some(of_endless(rect, layout)),
        _ => None,
    }
}

/// Badges of successive numbers that would cover each other become one for all of them: "1–3".
fn joined(wanted: Vec<Wanted>, diameter: f64) -> Vec<Wanted> {
    let mut joined: Vec<Wanted> = Vec::with_capacity(wanted.len());
    for next in wanted {
        let covers = |other: &&mut Wanted| {
            let is_near = (other.at.0 - next.at.0).hypot(other.at.1 - next.at.1) < diameter;
            other.face == Face::Badge
                && next.face == Face::Badge
                && is_near
                && precedes(&next.text, &other.text)
        };
        match joined.iter_mut().find(covers) {
            Some(other) => {
                let last = other.text.rsplit(TO).next().unwrap_or_default();
                other.text = format!("{}{TO}{last}", next.text);
            }
            None => joined.push(next),
        }
    }
    joined
}

/// Between the first and the last number of a badge.
const TO: char = '–';

/// Whether the number is the one before the badge's first. Figures list badges from the last number to the first.
fn precedes(number: &str, badge: &str) -> bool {
    let first = badge.split(TO).next().and_then(|first| first.parse::<usize>().ok());
    first.is_some_and(|first| number.parse() == Ok(first.wrapping_sub(1)))
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

/// The name of every curve, beside its end at the right edge of the plot. Names of neighboring ends are moved
/// apart, in the order of the ends, and none below the plot.
fn ends(figure: &Figure, layout: &Layout) -> Vec<Placed> {
    let mut lines: Vec<(&Line, (f64, f64))> = Vec::new();
    for mark in &figure.marks {
        if let Mark::Line(line) = mark
            && !line.label.is_empty()
            && let Some(at) = end(line, layout)
        {
            // From the top to the bottom; a sort would weigh 3 KB for the two curves of a figure.
            lines.insert(lines.partition_point(|(_, other)| other.1 <= at.1), (line, at));
        }
    }
    let height = 1.25 * LABEL_SIZE * layout.font_scale;
    let left = layout.plot.right + END_GAP * layout.font_scale;
    let heights: Vec<f64> = lines.iter().map(|(_, at)| at.1).collect();
    let middles = apart(&heights, height, (layout.plot.top, layout.plot.bottom));
    let name = |((line, at), middle): ((&Line, (f64, f64)), f64)| {
        let width = typography::width(&line.label, LABEL_SIZE * layout.font_scale);
        let (top, bottom) = (middle - height / 2.0, middle + height / 2.0);
        let frame = Frame { left, top, right: left + width, bottom };
        Placed { text: line.label.clone(), ink: line.paint.ink, face: Face::Plain, at, frame }
    };
    lines.into_iter().zip(middles).map(name).collect()
}

/// Middles of frames of this height, in order, none over its neighbor and none beyond the bounds; as near to where
/// they are wanted as one pass down and one up find.
fn apart(wanted: &[f64], height: f64, (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut middles: Vec<f64> = Vec::with_capacity(wanted.len());
    for middle in wanted {
        let free = middles.last().map_or(top + height / 2.0, |above| above + height);
        middles.push(middle.max(free));
    }
    let mut free = bottom - height / 2.0;
    for middle in middles.iter_mut().rev() {
        *middle = middle.min(free);
        free = *middle - height;
    }
    middles
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

#[cfg(test)]
mod tests {
    use super::*;

    fn badge(number: usize, x: f64) -> Wanted {
        Wanted {
            text: number.to_string(),
            ink: Ink::Text,
            face: Face::Badge,
            side: Side::Center,
            freedom: Freedom::AnySide,
            at: (x, 0.0),
        }
    }

    fn texts(wanted: Vec<Wanted>) -> Vec<String> {
        joined(wanted, 17.0).into_iter().map(|label| label.text).collect()
    }

    #[test]
    fn badges_of_one_place_become_one() {
        let badges = vec![badge(5, 0.0), badge(4, 100.0), badge(3, 200.0), badge(2, 203.0), badge(1, 204.0)];
        assert_eq!(texts(badges), ["5", "4", "1–3"]);
    }

    #[test]
    fn only_successive_numbers_are_joined() {
        assert_eq!(texts(vec![badge(3, 0.0), badge(2, 100.0), badge(1, 1.0)]), ["3", "2", "1"]);
    }

    #[test]
    fn names_of_neighboring_ends_are_moved_apart_and_stay_within_the_plot() {
        assert_eq!(apart(&[50.0, 52.0], 16.0, (0.0, 100.0)), [50.0, 66.0]);
        assert_eq!(apart(&[99.0, 100.0], 16.0, (0.0, 100.0)), [76.0, 92.0]);
        assert_eq!(apart(&[0.0, 0.0], 16.0, (0.0, 100.0)), [8.0, 24.0]);
    }
}
