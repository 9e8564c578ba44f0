//! A quantity over the epochs of a run, on the training and on the test set.

use crate::charts::figure::{Aspect, Dimension, Figure, Line, Mark, Rule, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::table::{Cell, Table};
use crate::charts::ticks::{round_up, short_text};
use core::borrow::Borrow;
use infoplane_core::experiments::training::Record;

/// The texts of such a figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, epochs.
    pub x_axis: &'a str,
    /// The word for an epoch.
    pub epoch: &'a str,
    /// The vertical axis, the quantity with its unit.
    pub y_axis: &'a str,
    /// The curve of the training set.
    pub train: &'a str,
    /// The curve of the test set.
    pub test: &'a str,
    /// What is put before the names of the curves of a kept run.
    pub kept: &'a str,
}

/// Values by epoch.
pub type Points = Vec<(f64, f64)>;

/// About as many steps the vertical axis is rounded up to.
const N_STEPS: usize = 5;
/// The horizontal axis is at least this many epochs long.
const MIN_EPOCHS: f64 = 10.0;

/// A value of every record.
pub(super) fn points<R: Borrow<Record>>(records: &[R], value: impl Fn(&Record) -> f64) -> Points {
    records.iter().map(Borrow::borrow).map(|r: &Record| (f64::from(r.epoch), value(r))).collect()
}

/// The right end of the horizontal axis.
pub(super) fn last_epoch(points: &[(f64, f64)]) -> f64 {
    points.iter().map(|(epoch, _)| *epoch).fold(MIN_EPOCHS, f64::max)
}

/// Every recorded epoch: the test set's value, then the training set's.
pub(super) fn table(test: &Points, train: &Points, words: &Words<'_>) -> Table {
    let of = |set: &str| format!("{set}: {}", words.y_axis);
    let mut table = Table::new(&[words.epoch, &of(words.test), &of(words.train)]);
    for (test, train) in test.iter().zip(train) {
        table.row(test.0);
        table.numbers(&[test.1, train.1]);
    }
    table
}

/// The same figure with the curves of another run, faint, behind its own; its axes reach as far as they do.
pub fn beside(mut figure: Figure, (test, train): (Points, Points), words: &Words<'_>) -> Figure {
    if test.is_empty() {
        return figure;
    }
    let values = test.iter().chain(&train).map(|(_, y)| *y).filter(|y| y.is_finite());
    let top = round_up(values.fold(0.0, f64::max), N_STEPS);
    for (axis, end) in [(&mut figure.x, last_epoch(&test)), (&mut figure.y, top)] {
        if let Scale::Linear { max, .. } | Scale::Log1p { max, .. } = &mut axis.scale {
            *max = max.max(end);
        }
    }
    let faint = |of: &str, points, stroke| {
        let name = format!("{}: {of}", words.kept);
        Mark::Line(Line { name, paint: Ink::Muted.into(), width: 1.2, stroke, points, label: String::new() })
    };
    let first = figure.marks.iter().position(|mark| matches!(mark, Mark::Line(_))).unwrap_or_default();
    let curves = [faint(words.test, test, Stroke::Solid), faint(words.train, train, Stroke::Dashed)];
    figure.marks.splice(first..first, curves);
    figure
}

/// The same table with the numbers of another run in two more columns, and its epochs among the others.
pub fn table_beside(mut table: Table, (test, train): (Points, Points), words: &Words<'_>) -> Table {
    let epoch_of = |row: &[Cell]| if let Some(Cell::Number(epoch)) = row.first() { *epoch } else { f64::NAN };
    for epoch in test.iter().map(|(epoch, _)| *epoch) {
        if !table.rows.iter().any(|row| epoch_of(row) == epoch) {
            let nothing = table.headings.iter().skip(1).map(|_| Cell::Number(f64::NAN));
            table.rows.push(core::iter::once(Cell::Number(epoch)).chain(nothing).collect());
        }
    }
    table.rows.sort_by(|a, b| epoch_of(a).total_cmp(&epoch_of(b)));
    for (of, points) in [(words.test, test), (words.train, train)] {
        if points.is_empty() {
            return table;
        }
        table.headings.push(format!("{}: {of}", words.kept));
        for row in &mut table.rows {
            let same = points.iter().find(|(epoch, _)| row.first() == Some(&Cell::Number(*epoch)));
            row.push(Cell::Number(same.map_or(f64::NAN, |(_, value)| *value)));
        }
    }
    table
}

/// The same figure with a line at an epoch, if there is one.
pub fn marked(mut figure: Figure, epoch: Option<f64>) -> Figure {
    figure.marks.extend(epoch.map(|epoch| {
        Mark::Rule(Rule {
            axis: Dimension::X,
            value: epoch,
            ink: Ink::Text,
            stroke: Stroke::Solid,
            label: String::new(),
        })
    }));
    figure
}

/// Test solid, train dashed, both over what is `behind` them, up to `top`.
pub(super) fn figure(
    test: Points,
    train: Points,
    ink: Ink,
    (behind, top): (Vec<Mark>, f64),
    words: &Words<'_>,
) -> Figure {
    let last = last_epoch(&test);
    let mut marks = behind;
    marks.push(curve(words.test, test, Stroke::Solid, ink));
    marks.push(curve(words.train, train, Stroke::Dashed, ink));
    Figure {
        title: words.title.into(),
        x: Axis::new(words.x_axis, Scale::Log1p { min: 0.0, max: last }),
        y: Axis::new(words.y_axis, Scale::Linear { min: 0.0, max: top }),
        marks,
        aspect: Aspect::Free,
    }
}

fn curve(name: &str, points: Points, stroke: Stroke, ink: Ink) -> Mark {
    let last = points.iter().rev().find(|(_, y)| y.is_finite());
    let label = last.map_or(String::new(), |(_, y)| format!("{name} {}", short_text(*y)));
    let width = if stroke == Stroke::Solid { 2.0 } else { 1.5 };
    Mark::Line(Line { name: name.into(), paint: ink.into(), width, stroke, points, label })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words<'static> =
        Words { title: "", x_axis: "", epoch: "", y_axis: "", train: "train", test: "test", kept: "kept" };

    #[test]
    fn an_epoch_is_marked_by_a_vertical_line_and_none_by_none() {
        let points = vec![(0.0, 1.0), (5.0, 0.5)];
        let plain = figure(points.clone(), points, Ink::P, (vec![], 1.0), &WORDS);
        assert_eq!(marked(plain.clone(), None), plain);
        let marks = marked(plain, Some(5.0)).marks;
        let Some(Mark::Rule(rule)) = marks.last() else { panic!("{marks:?}") };
        assert_eq!((rule.axis, rule.value), (Dimension::X, 5.0));
    }

    #[test]
    fn a_kept_run_is_behind_the_curves_and_within_the_axes() {
        let points = vec![(0.0, 1.0), (20.0, 0.5)];
        let plain = figure(points.clone(), points, Ink::P, (vec![], 1.0), &WORDS);
        assert_eq!(beside(plain.clone(), Default::default(), &WORDS), plain);
        let kept = vec![(0.0, 1.9), (300.0, f64::NAN)];
        let both = beside(plain.clone(), (kept.clone(), kept), &WORDS);
        assert_eq!(both.x.scale, Scale::Log1p { min: 0.0, max: 300.0 });
        assert_eq!(both.y.scale, Scale::Linear { min: 0.0, max: 2.0 });
        assert_eq!(both.marks[2..], plain.marks);
        let Mark::Line(line) = &both.marks[0] else { panic!("{both:?}") };
        assert_eq!(line.name, "kept: test");
        let points = vec![(0.0, 1.0), (20.0, 0.5)];
        let kept = vec![(20.0, 1.9), (300.0, 1.8)];
        let both = table_beside(table(&points, &points, &WORDS), (kept.clone(), kept), &WORDS);
        assert_eq!(both.headings[3..], ["kept: test", "kept: train"]);
        let numbers = [20.0, 0.5, 0.5, 1.9, 1.9].map(Cell::Number);
        assert_eq!(both.rows[1], numbers);
        // Drawn to its own end.
        assert_eq!(
            (both.rows.len(), &both.rows[2][0], &both.rows[2][3]),
            (3, &Cell::Number(300.0), &Cell::Number(1.8))
        );
    }
}
