//! A quantity over the epochs of a run, on the training and on the test set.

use crate::charts::figure::{Aspect, Figure, Line, Mark, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::table::Table;
use crate::charts::ticks::short_text;
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
}

/// Values by epoch.
pub(super) type Points = Vec<(f64, f64)>;

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
