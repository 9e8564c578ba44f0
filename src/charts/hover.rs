//! What is under the pointer.

use crate::charts::figure::{Figure, Line, Mark};
use crate::charts::layout::Layout;
use crate::charts::scale::Scale;
use crate::charts::ticks::value_text;

/// Something under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What to say, one line each, the name first.
    pub lines: Vec<String>,
    /// Where it is, in CSS pixels.
    pub px: (f64, f64),
    /// If it is a point, where that is in the figure's coordinates.
    pub dot: Option<(f64, f64)>,
}

/// How far from a point the pointer may be, in pixels.
const REACH: f64 = 24.0;

/// What is nearest to a pixel: a point within reach, else a bar that contains it, else the curves above
/// and below it at the nearest place they have.
pub fn nearest(figure: &Figure, layout: &Layout, x: f64, y: f64) -> Option<Hit> {
    nearest_dot(figure, layout, x, y)
        .or_else(|| containing_rect(figure, layout, x, y))
        .or_else(|| curves_at(figure, layout, x, y))
}

fn nearest_dot(figure: &Figure, layout: &Layout, x: f64, y: f64) -> Option<Hit> {
    let mut best: Option<(f64, Hit)> = None;
    for mark in &figure.marks {
        let Mark::Dots(series) = mark else { continue };
        for dot in series.dots.iter().filter(|_| !series.name.is_empty()) {
            let px = layout.to_px(dot.at);
            let distance = (px.0 - x).hypot(px.1 - y);
            if distance < best.as_ref().map_or(REACH, |(d, _)| *d) {
                let title = [series.name.as_str(), dot.note.as_str()].map(str::to_owned);
                let lines =
                    title.into_iter().filter(|t| !t.is_empty()).chain(values(figure, dot.at)).collect();
                best = Some((distance, Hit { lines, px, dot: Some(dot.at) }));
            }
        }
    }
    best.map(|(_, hit)| hit)
}

fn containing_rect(figure: &Figure, layout: &Layout, x: f64, y: f64) -> Option<Hit> {
    figure.marks.iter().rev().find_map(|mark| {
        let Mark::Rect(rect) = mark else { return None };
        let (left, right) = (layout.x_px(rect.x.0), layout.x_px(rect.x.1));
        let (bottom, top) = (layout.y_px(rect.y.0), layout.y_px(rect.y.1));
        let inside = (left.min(right)..=left.max(right)).contains(&x)
            && (top.min(bottom)..=top.max(bottom)).contains(&y);
        if rect.name.is_empty() || !inside {
            return None;
        }
        let detail = if rect.detail.is_empty() {
            vec![
                said(&figure.x.label, &range_text(&figure.x.scale, rect.x)),
                said(&figure.y.label, &range_text(&figure.y.scale, rect.y)),
            ]
        } else {
            rect.detail.lines().map(str::to_owned).collect()
        };
        let lines = [rect.name.clone()].into_iter().chain(detail).collect();
        Some(Hit { lines, px: ((left + right) / 2.0, top), dot: None })
    })
}

/// Every named curve at the place nearest to the pointer, anchored to the nearest curve.
fn curves_at(figure: &Figure, layout: &Layout, x: f64, y: f64) -> Option<Hit> {
    let plot = layout.plot;
    if !plot.contains(x, y) {
        return None;
    }
    let curves: Vec<(&Line, (f64, f64))> = figure
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Line(line) if !line.name.is_empty() => Some((line, nearest_point(line, layout, x)?)),
            _ => None,
        })
        .collect();
    let distance = |point: &(f64, f64)| (layout.y_px(point.1) - y).abs();
    let (_, anchor) = curves.iter().min_by(|a, b| distance(&a.1).total_cmp(&distance(&b.1)))?;
    let place = said(&figure.x.label, &range_text(&figure.x.scale, (anchor.0, anchor.0)));
    let values = curves.iter().filter(|(_, point)| point.0 == anchor.0);
    let values = values.map(|(line, p)| said(&line.name, &range_text(&figure.y.scale, (p.1, p.1))));
    let lines = [place].into_iter().chain(values).collect();
    Some(Hit { lines, px: layout.to_px(*anchor), dot: None })
}

fn nearest_point(line: &Line, layout: &Layout, x: f64) -> Option<(f64, f64)> {
    let finite = line.points.iter().copied().filter(|(px, py)| px.is_finite() && py.is_finite());
    finite.min_by(|a, b| (layout.x_px(a.0) - x).abs().total_cmp(&(layout.x_px(b.0) - x).abs()))
}

fn values(figure: &Figure, (x, y): (f64, f64)) -> [String; 2] {
    [
        said(&figure.x.label, &range_text(&figure.x.scale, (x, x))),
        said(&figure.y.label, &range_text(&figure.y.scale, (y, y))),
    ]
}

fn said(label: &str, value: &str) -> String {
    if label.is_empty() { value.to_owned() } else { format!("{label}: {value}") }
}

/// A value or a range; in a band, its name.
fn range_text(scale: &Scale, (from, to): (f64, f64)) -> String {
    if let Scale::Band(names) = scale
        && let Some(name) = names.get(((from + to) / 2.0).round().max(0.0) as usize)
    {
        return name.clone();
    }
    if from == to { value_text(from) } else { format!("{} – {}", value_text(from), value_text(to)) }
}
