//! Accuracy and doubt over training.

use crate::charts::figure::{Aspect, Figure, Line, Mark, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::ticks::{round_up, short_text};
use core::borrow::Borrow;
use infoplane_core::experiments::training::{Evaluation, Record};

/// The texts of either figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, epochs.
    pub x_axis: &'a str,
    /// The vertical axis, with its unit; that of accuracy, percent, is written after it.
    pub y_axis: &'a str,
    /// The curve of the training set.
    pub train: &'a str,
    /// The curve of the test set.
    pub test: &'a str,
}

/// The horizontal axis is at least this many epochs long.
const MIN_EPOCHS: f64 = 10.0;
/// About as many steps the entropy axis is rounded up to.
const N_STEPS: usize = 5;

/// Fraction of right predictions in percent: test solid, train dashed.
pub fn accuracy<R: Borrow<Record>>(records: &[R], words: &Words<'_>) -> Figure {
    let y_axis = &format!("{}, %", words.y_axis);
    figure(records, |e| 100.0 * e.accuracy, 100.0, Ink::P, &Words { y_axis, ..*words })
}

/// Mean entropy of the predictions: test solid, train dashed.
pub fn predictive_entropy<R: Borrow<Record>>(records: &[R], factor: f64, words: &Words<'_>) -> Figure {
    let values = records
        .iter()
        .map(Borrow::borrow)
        .flat_map(|r: &Record| [r.train.predictive_entropy, r.test.predictive_entropy]);
    let highest = values.filter(|v| v.is_finite()).fold(0.1, f64::max) * factor;
    let top = round_up(highest, N_STEPS);
    figure(records, |e| factor * e.predictive_entropy, top, Ink::Entropy, words)
}

fn figure<R: Borrow<Record>>(
    records: &[R],
    value: impl Fn(&Evaluation) -> f64,
    top: f64,
    ink: Ink,
    words: &Words<'_>,
) -> Figure {
    let points = |pick: fn(&Record) -> &Evaluation| -> Vec<(f64, f64)> {
        records.iter().map(Borrow::borrow).map(|r: &Record| (f64::from(r.epoch), value(pick(r)))).collect()
    };
    let last =
        records.iter().map(Borrow::borrow).map(|r: &Record| f64::from(r.epoch)).fold(MIN_EPOCHS, f64::max);
    Figure {
        title: words.title.into(),
        x: Axis::new(words.x_axis, Scale::Log1p { min: 0.0, max: last }),
        y: Axis::new(words.y_axis, Scale::Linear { min: 0.0, max: top }),
        marks: vec![
            curve(words.test, points(|r| &r.test), Stroke::Solid, ink),
            curve(words.train, points(|r| &r.train), Stroke::Dashed, ink),
        ],
        aspect: Aspect::Free,
    }
}

fn curve(name: &str, points: Vec<(f64, f64)>, stroke: Stroke, ink: Ink) -> Mark {
    let label = points.last().map_or(String::new(), |(_, y)| format!("{name} {}", short_text(*y)));
    let width = if stroke == Stroke::Solid { 2.0 } else { 1.5 };
    Mark::Line(Line { name: name.into(), paint: ink.into(), width, stroke, points, label })
}
