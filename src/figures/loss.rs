//! Cross-entropy over training: the floor H(Y|X), and the KL divergence above it.

use crate::charts::figure::{Area, Dimension, Face, Figure, Label, Mark, Rule, Side, Stroke};
use crate::charts::palette::Ink;
use crate::charts::table::{Cell, Table};
use crate::charts::ticks::{round_up, short_text};
use crate::figures::curves::{self, Points};
use core::borrow::Borrow;
use infoplane_core::experiments::training::Record;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Those of the curves.
    pub curves: curves::Words<'a>,
    /// The floor H(Y|X); its value is written after it.
    pub floor: &'a str,
    /// The strip between floor and test curve.
    pub kl: &'a str,
}

/// About as many steps the vertical axis is rounded up to.
const N_STEPS: usize = 5;
/// The strip is named only where it is at least this share of the axis high.
const NAMED_STRIP: f64 = 0.12;

/// Test cross-entropy solid, train dashed; blue up to the floor, red between floor and test.
///
/// Where the posterior is known the test curve is the expected cross-entropy, so that the red strip
/// is the mean KL divergence exactly. Without a floor there are only the curves.
pub fn loss<R: Borrow<Record>>(records: &[R], floor: Option<f64>, factor: f64, words: &Words<'_>) -> Figure {
    let (test, train) = losses(records, factor);
    let floor = floor.map(|floor| floor * factor);
    let values = train.iter().chain(&test).map(|(_, y)| *y).chain(floor);
    let top = round_up(values.filter(|y| y.is_finite()).fold(0.1 * factor, f64::max), N_STEPS);
    let behind = floor.map_or(vec![], |floor| split(&test, floor, top, words));
    curves::figure(test, train, Ink::CrossEntropy, (behind, top), &words.curves)
}

/// The data of [`loss`]: the losses, and where it is known the floor and the KL divergence above it.
pub fn table<R: Borrow<Record>>(records: &[R], floor: Option<f64>, factor: f64, words: &Words<'_>) -> Table {
    let (test, train) = losses(records, factor);
    let mut table = curves::table(&test, &train, &words.curves);
    if let Some(floor) = floor.map(|floor| floor * factor) {
        table.headings.extend([words.floor.into(), words.kl.into()]);
        for (row, (_, test)) in table.rows.iter_mut().zip(&test) {
            row.extend([floor, test - floor].map(Cell::Number));
        }
    }
    table
}

/// The losses of the test and of the training set, by epoch.
pub fn losses<R: Borrow<Record>>(records: &[R], factor: f64) -> (Points, Points) {
    let test = curves::points(records, |r| test_loss(r) * factor);
    (test, curves::points(records, |r| r.train.cross_entropy * factor))
}

/// The test cross-entropy: the expected one where the posterior is known.
pub fn test_loss(record: &Record) -> f64 {
    record.test.best_cross_entropy()
}

/// The blue floor, the red strip, the line between them, and their names.
fn split(test: &[(f64, f64)], floor: f64, top: f64, words: &Words<'_>) -> Vec<Mark> {
    let last = curves::last_epoch(test);
    let area = |ink: Ink, points| Mark::Area(Area { paint: ink.into(), points });
    let finite = test.iter().filter(|(_, y)| y.is_finite());
    let strip = finite.map(|(x, y)| (*x, floor, y.max(floor))).collect();
    let mut marks = vec![
        area(Ink::EntropyFill, vec![(0.0, 0.0, floor), (last, 0.0, floor)]),
        area(Ink::KlFill, strip),
        Mark::Rule(Rule {
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
