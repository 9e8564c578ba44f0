//! Cross-entropy over training: the floor H(Y|X), and the KL divergence above it.

use crate::charts::figure::{Area, Aspect, Dimension, Face, Figure, Label, Line, Mark, Rule, Side, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::ticks::{round_up, short_text};
use core::borrow::Borrow;
use infoplane_core::experiments::training::Record;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, epochs.
    pub x_axis: &'a str,
    /// The vertical axis, cross-entropy with its unit.
    pub y_axis: &'a str,
    /// The curve of the training set.
    pub train: &'a str,
    /// The curve of the test set.
    pub test: &'a str,
    /// The floor H(Y|X); its value is written after it.
    pub floor: &'a str,
    /// The strip between floor and test curve.
    pub kl: &'a str,
}

/// About as many steps the vertical axis is rounded up to.
const N_STEPS: usize = 5;
/// The horizontal axis is at least this many epochs long.
const MIN_EPOCHS: f64 = 10.0;
/// The strip is named only where it is at least this share of the axis high.
const NAMED_STRIP: f64 = 0.12;

/// Test cross-entropy solid, train dashed; blue up to the floor, red between floor and test.
///
/// Where the posterior is known the test curve is the expected cross-entropy, so that the red strip
/// is the mean KL divergence exactly. Without a floor there are only the curves.
pub fn loss<R: Borrow<Record>>(records: &[R], floor: Option<f64>, factor: f64, words: &Words<'_>) -> Figure {
    let records = || records.iter().map(Borrow::borrow);
    let epochs = || records().map(|r| f64::from(r.epoch));
    let train: Vec<_> = epochs().zip(records().map(|r| r.train.cross_entropy * factor)).collect();
    let test: Vec<_> = epochs().zip(records().map(|r| test_loss(r) * factor)).collect();
    let floor = floor.map(|floor| floor * factor);
    let values = train.iter().chain(&test).map(|(_, y)| *y).chain(floor);
    let top = round_up(values.filter(|y| y.is_finite()).fold(0.1 * factor, f64::max), N_STEPS);
    let last = epochs().fold(MIN_EPOCHS, f64::max);
    let mut marks = floor.map_or(vec![], |floor| split(&test, floor, last, top, words));
    marks.push(curve(words.test, test, Stroke::Solid, 2.0));
    marks.push(curve(words.train, train, Stroke::Dashed, 1.5));
    Figure {
        title: words.title.into(),
        x: Axis::new(words.x_axis, Scale::Log1p { min: 0.0, max: last }),
        y: Axis::new(words.y_axis, Scale::Linear { min: 0.0, max: top }),
        marks,
        aspect: Aspect::Free,
    }
}

fn test_loss(record: &Record) -> f64 {
    record.test.expected_cross_entropy.unwrap_or(record.test.cross_entropy)
}

/// The blue floor, the red strip, the line between them, and their names.
fn split(test: &[(f64, f64)], floor: f64, last: f64, top: f64, words: &Words<'_>) -> Vec<Mark> {
    let area =
        |name: &str, ink: Ink, points| Mark::Area(Area { name: name.into(), paint: ink.into(), points });
    let finite = test.iter().filter(|(_, y)| y.is_finite());
    let strip = finite.map(|(x, y)| (*x, floor, y.max(floor))).collect();
    let mut marks = vec![
        area("", Ink::EntropyFill, vec![(0.0, 0.0, floor), (last, 0.0, floor)]),
        area(words.kl, Ink::KlFill, strip),
        Mark::Rule(Rule {
            name: words.floor.into(),
            axis: Dimension::Y,
            value: floor,
            ink: Ink::Entropy,
            stroke: Stroke::Solid,
            label: String::new(),
        }),
    ];
    let name = format!("{} {}", words.floor, short_text(floor));
    marks.push(named(
        name,
        (0.0, floor),
        Ink::Entropy,
        if floor > 0.15 * top { Side::Below } else { Side::AboveRight },
    ));
    marks.extend(strip_name(test, floor, top, words.kl));
    marks
}

/// The strip's name, where the strip is first high enough to hold it after its widest part.
fn strip_name(test: &[(f64, f64)], floor: f64, top: f64, name: &str) -> Option<Mark> {
    let early = test.iter().take(test.len().div_ceil(3));
    let (x, y) = early.max_by(|a, b| (a.1 * (1.0 + a.0).ln_1p()).total_cmp(&(b.1 * (1.0 + b.0).ln_1p())))?;
    let middle = (*x, (floor + y) / 2.0);
    (y - floor > NAMED_STRIP * top).then(|| named(name.into(), middle, Ink::Kl, Side::Center))
}

fn named(text: String, at: (f64, f64), ink: Ink, side: Side) -> Mark {
    Mark::Label(Label { text, at, ink, side, face: Face::Plain })
}

fn curve(name: &str, points: Vec<(f64, f64)>, stroke: Stroke, width: f64) -> Mark {
    let last = points.iter().rev().find(|(_, y)| y.is_finite());
    let label = last.map_or(String::new(), |(_, y)| format!("{name} {}", short_text(*y)));
    Mark::Line(Line { name: name.into(), paint: Ink::CrossEntropy.into(), width, stroke, points, label })
}
