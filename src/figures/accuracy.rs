//! Accuracy and doubt over training.

use crate::charts::figure::Figure;
use crate::charts::palette::Ink;
use crate::charts::table::Table;
use crate::charts::ticks::round_up;
use crate::figures::curves::{self, Points, Words};
use core::borrow::Borrow;
use infoplane_core::experiments::training::Record;

/// About as many steps the entropy axis is rounded up to.
const N_STEPS: usize = 5;

/// Fraction of right predictions in percent: test solid, train dashed.
pub fn accuracy<R: Borrow<Record>>(records: &[R], words: &Words<'_>) -> Figure {
    let (test, train) = accuracies(records);
    curves::figure(test, train, Ink::P, (vec![], 100.0), words)
}

/// The data of [`accuracy`].
pub fn accuracy_table<R: Borrow<Record>>(records: &[R], words: &Words<'_>) -> Table {
    let (test, train) = accuracies(records);
    curves::table(&test, &train, words)
}

/// The accuracies in percent, of the test and of the training set, by epoch.
pub fn accuracies<R: Borrow<Record>>(records: &[R]) -> (Points, Points) {
    let test = curves::points(records, |r| 100.0 * r.test.accuracy);
    (test, curves::points(records, |r| 100.0 * r.train.accuracy))
}

/// Mean entropy of the predictions: test solid, train dashed.
pub fn predictive_entropy<R: Borrow<Record>>(records: &[R], factor: f64, words: &Words<'_>) -> Figure {
    let (test, train) = entropies(records, factor);
    let values = test.iter().chain(&train).map(|(_, y)| *y);
    let top = round_up(values.filter(|y| y.is_finite()).fold(0.1 * factor, f64::max), N_STEPS);
    curves::figure(test, train, Ink::Entropy, (vec![], top), words)
}

/// The data of [`predictive_entropy`].
pub fn predictive_entropy_table<R: Borrow<Record>>(records: &[R], factor: f64, words: &Words<'_>) -> Table {
    let (test, train) = entropies(records, factor);
    curves::table(&test, &train, words)
}

/// The mean entropies of the predictions, of the test and of the training set, by epoch.
pub fn entropies<R: Borrow<Record>>(records: &[R], factor: f64) -> (Points, Points) {
    let test = curves::points(records, |r| factor * r.test.predictive_entropy);
    (test, curves::points(records, |r| factor * r.train.predictive_entropy))
}
