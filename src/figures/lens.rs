//! A part of a figure over two linear axes, enlarged.

use crate::charts::figure::{Dimension, Dot, Dots, Figure, Label, Line, Mark, Rect, Rule, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::Scale;
use crate::charts::table::{Cell, Table};

/// What is seen of a figure: from where to where, as shares of both axes, from (0, 0) at the lower left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// The horizontal range.
    pub x: (f64, f64),
    /// The vertical range.
    pub y: (f64, f64),
}

impl Window {
    /// All of it.
    pub const WHOLE: Self = Self { x: (0.0, 1.0), y: (0.0, 1.0) };

    /// The smallest width and height.
    const SMALLEST: f64 = 0.002;

    /// What lies between two corners, which are shares of this window.
    ///
    /// ```
    /// use infoplane::figures::lens::Window;
    /// let half = Window::WHOLE.between((0.5, 1.0), (0.0, 0.5));
    /// assert_eq!((half.x, half.y), ((0.0, 0.5), (0.5, 1.0)));
    /// assert_eq!(half.between((0.0, 0.0), (1.0, 0.5)).y, (0.5, 0.75));
    /// ```
    pub fn between(self, a: (f64, f64), b: (f64, f64)) -> Self {
        Self { x: part(self.x, (a.0, b.0)), y: part(self.y, (a.1, b.1)) }
    }

    /// Another size, around a place that stays where it is, if the figure reaches so far: both are shares of this window.
    ///
    /// ```
    /// use infoplane::figures::lens::Window;
    /// assert_eq!(Window::WHOLE.scaled(0.5, (0.5, 0.0)), Window { x: (0.25, 0.75), y: (0.0, 0.5) });
    /// assert_eq!(Window::WHOLE.scaled(0.5, (1.0, 1.0)).scaled(8.0, (0.0, 0.0)), Window::WHOLE);
    /// ```
    pub fn scaled(self, factor: f64, (x, y): (f64, f64)) -> Self {
        let resized = |(from, to): (f64, f64), at: f64| {
            let width = ((to - from) * factor).clamp(Self::SMALLEST, 1.0);
            let low = (from + at * (to - from - width)).clamp(0.0, 1.0 - width);
            (low, low + width)
        };
        Self { x: resized(self.x, x), y: resized(self.y, y) }
    }

    /// Moved by shares of its size, as far as there is something.
    ///
    /// ```
    /// use infoplane::figures::lens::Window;
    /// let half = Window::WHOLE.scaled(0.5, (0.5, 0.5));
    /// assert_eq!(half.moved(0.25, -9.0), Window { x: (0.375, 0.875), y: (0.0, 0.5) });
    /// ```
    pub fn moved(self, right: f64, up: f64) -> Self {
        let by = |(from, to): (f64, f64), share: f64| ((to - from) * share).clamp(-from, 1.0 - to);
        let (right, up) = (by(self.x, right), by(self.y, up));
        Self { x: (self.x.0 + right, self.x.1 + right), y: (self.y.0 + up, self.y.1 + up) }
    }
}

/// A range between two shares of another, within (0, 1) and not too small.
fn part((from, to): (f64, f64), (a, b): (f64, f64)) -> (f64, f64) {
    let place = |share: f64| (from + share * (to - from)).clamp(0.0, 1.0);
    let (low, high) = (place(a.min(b)), place(a.max(b)));
    let missing = (Window::SMALLEST - (high - low)).max(0.0) / 2.0;
    let low = (low - missing).clamp(0.0, 1.0 - Window::SMALLEST);
    (low, (high + missing).clamp(low + Window::SMALLEST, 1.0))
}

/// The figure with nothing but what is in the window, which fills it. Lines are cut where they leave it; areas, rectangles
/// and images are left out, as are axes that are not linear.
pub fn enlarged(mut figure: Figure, window: Window) -> Figure {
    let ranges = (range(&figure.x.scale, window.x), range(&figure.y.scale, window.y));
    let ((Some(x), Some(y)), false) = (ranges, window == Window::WHOLE) else { return figure };
    figure.x.scale = Scale::Linear { min: x.0, max: x.1 };
    figure.y.scale = Scale::Linear { min: y.0, max: y.1 };
    let is_in = |range: (f64, f64), value: f64| (range.0..=range.1).contains(&value);
    let is_seen = |(px, py): (f64, f64)| is_in(x, px) && is_in(y, py);
    let kept = |mark: Mark| match mark {
        Mark::Line(line) => Some(Mark::Line(Line { points: cut(&line.points, x, y), ..line })),
        Mark::Dots(dots) => {
            let seen: Vec<Dot> = dots.dots.into_iter().filter(|dot| is_seen(dot.at)).collect();
            Some(Mark::Dots(Dots { dots: seen, ..dots }))
        }
        Mark::Label(Label { at, .. }) => is_seen(at).then_some(mark),
        Mark::Rule(Rule { axis, value, .. }) => {
            is_in(if axis == Dimension::X { x } else { y }, value).then_some(mark)
        }
        Mark::Area(_) | Mark::Rect(_) | Mark::Image(_) => None,
    };
    figure.marks = figure.marks.into_iter().filter_map(kept).collect();
    figure
}

/// The rows of the figure's table whose place, in those two columns, is in the window.
pub fn rows_in_sight(mut table: Table, columns: [usize; 2], figure: &Figure, window: Window) -> Table {
    let ranges = (range(&figure.x.scale, window.x), range(&figure.y.scale, window.y));
    let ((Some(x), Some(y)), false) = (ranges, window == Window::WHOLE) else { return table };
    let is_in =
        |cell: Option<&Cell>, (low, high)| matches!(cell, Some(Cell::Number(v)) if (low..=high).contains(v));
    table.rows.retain(|row| is_in(row.get(columns[0]), x) && is_in(row.get(columns[1]), y));
    table
}

/// A dashed frame between two corners, which are shares of what the figure shows.
pub fn frame(figure: &Figure, a: (f64, f64), b: (f64, f64)) -> Option<Mark> {
    let Window { x, y } = Window::WHOLE.between(a, b);
    Some(Mark::Rect(Rect {
        name: String::new(),
        detail: String::new(),
        x: range(&figure.x.scale, x)?,
        y: range(&figure.y.scale, y)?,
        fill: Some(Ink::Muted.opacity(0.12)),
        outline: Some((Ink::Text.into(), Stroke::Dashed)),
        inset: 0.0,
    }))
}

/// The values of a linear axis at two shares of it.
fn range(scale: &Scale, (from, to): (f64, f64)) -> Option<(f64, f64)> {
    let Scale::Linear { min, max } = scale else { return None };
    let value = |share: f64| min + share * (max - min);
    Some((value(from), value(to)))
}

/// The parts of a line within two ranges, with a gap wherever it is outside (Liang & Barsky, 1984).
fn cut(points: &[(f64, f64)], x: (f64, f64), y: (f64, f64)) -> Vec<(f64, f64)> {
    const GAP: (f64, f64) = (f64::NAN, f64::NAN);
    let mut seen: Vec<(f64, f64)> = Vec::new();
    for pair in points.windows(2) {
        let (start, way) = (pair[0], (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1));
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (at, by, (low, high)) in [(start.0, way.0, x), (start.1, way.1, y)] {
            if by == 0.0 {
                // Along this axis nothing changes.
                leaves = if (low..=high).contains(&at) { leaves } else { -1.0 };
            } else {
                let (a, b) = ((low - at) / by, (high - at) / by);
                (enters, leaves) = (enters.max(a.min(b)), leaves.min(a.max(b)));
            }
        }
        if enters <= leaves {
            let place = |share: f64| (start.0 + share * way.0, start.1 + share * way.1);
            let (first, last) = (place(enters), place(leaves));
            if seen.last() != Some(&first) {
                seen.extend([GAP, first]);
            }
            seen.push(last);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::figure::{Aspect, Body, Face, Shape, Side};
    use crate::charts::scale::Axis;

    fn figure(marks: Vec<Mark>) -> Figure {
        let axis = || Axis::new("", Scale::Linear { min: 0.0, max: 10.0 });
        Figure { title: String::new(), x: axis(), y: axis(), marks, aspect: Aspect::Free }
    }

    fn line(points: &[(f64, f64)]) -> Mark {
        Mark::Line(Line {
            name: String::new(),
            paint: Ink::Text.into(),
            width: 1.0,
            stroke: Stroke::Solid,
            points: points.to_vec(),
            label: String::new(),
        })
    }

    const MIDDLE: Window = Window { x: (0.25, 0.75), y: (0.25, 0.75) };

    fn runs(points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let seen = enlarged(figure(vec![line(points)]), MIDDLE);
        let Mark::Line(line) = &seen.marks[0] else { panic!("a line stays a line") };
        line.points.split(|(x, _)| x.is_nan()).filter(|run| !run.is_empty()).map(<[_]>::to_vec).collect()
    }

    #[test]
    fn a_line_is_cut_at_the_edges_and_what_passes_by_is_gone() {
        assert_eq!(runs(&[(0.0, 5.0), (10.0, 5.0)]), [[(2.5, 5.0), (7.5, 5.0)]]);
        assert_eq!(runs(&[(3.0, 3.0), (5.0, 4.0), (7.0, 3.0)]), [[(3.0, 3.0), (5.0, 4.0), (7.0, 3.0)]]);
        assert_eq!(runs(&[(0.0, 0.0), (10.0, 1.0)]), Vec::<Vec<(f64, f64)>>::new());
        assert_eq!(runs(&[(5.0, 1.0), (5.0, 1.0)]), Vec::<Vec<(f64, f64)>>::new());
        // Out at the top and in again: two runs.
        assert_eq!(
            runs(&[(3.0, 7.0), (4.0, 8.0), (5.0, 7.0)]),
            [[(3.0, 7.0), (3.5, 7.5)], [(4.5, 7.5), (5.0, 7.0)]]
        );
        assert_eq!(runs(&[(5.0, 5.0), (f64::NAN, 5.0), (6.0, 5.0)]), Vec::<Vec<(f64, f64)>>::new());
    }

    #[test]
    fn points_labels_and_rules_stay_if_they_are_in_sight_and_axes_span_the_window() {
        let dot =
            |x| Dot { at: (x, 5.0), paint: Ink::Text.into(), shape: Shape::Circle, note: String::new() };
        let dots = Dots { name: "a".into(), dots: vec![dot(1.0), dot(5.0)], radius: 2.0, body: Body::Plain };
        let label = |x| {
            let (text, side) = (String::new(), Side::Center);
            Mark::Label(Label { text, at: (x, 5.0), ink: Ink::Text, side, face: Face::Badge })
        };
        let rule = |axis, value| {
            Mark::Rule(Rule { axis, value, ink: Ink::Text, stroke: Stroke::Solid, label: String::new() })
        };
        let marks =
            vec![Mark::Dots(dots), label(1.0), label(5.0), rule(Dimension::X, 9.0), rule(Dimension::Y, 5.0)];
        let seen = enlarged(figure(marks), MIDDLE);
        assert_eq!((seen.x.scale.ends(), seen.y.scale.ends()), ((2.5, 7.5), (2.5, 7.5)));
        assert_eq!(&seen.marks[1..], [label(5.0), rule(Dimension::Y, 5.0)]);
        assert!(matches!(&seen.marks[0], Mark::Dots(dots) if dots.dots == [dot(5.0)]));
    }

    #[test]
    fn the_table_has_the_points_in_sight() {
        let mut table = Table::new(&["layer", "x", "y"]);
        for (layer, place) in
            [(1.0, [3.0, 5.0]), (2.0, [3.0, 8.0]), (3.0, [1.0, 5.0]), (4.0, [f64::NAN, 5.0])]
        {
            table.row(layer);
            table.numbers(&place);
        }
        let rows = |window| rows_in_sight(table.clone(), [1, 2], &figure(Vec::new()), window).rows.len();
        assert_eq!((rows(Window::WHOLE), rows(MIDDLE)), (4, 1));
    }

    #[test]
    fn a_window_never_gets_too_small_or_leaves_the_figure() {
        let corner = Window::WHOLE.between((1.0, 1.0), (1.0, 1.0));
        assert!(corner.x.1 - corner.x.0 >= 0.0019 && corner.x.1 <= 1.0, "{corner:?}");
        let out = Window::WHOLE.between((-3.0, 0.5), (0.5, 7.0));
        assert_eq!((out.x, out.y), ((0.0, 0.5), (0.5, 1.0)));
    }
}
