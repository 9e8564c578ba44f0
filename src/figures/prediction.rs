//! The distribution that a network predicts for one sample.

use super::class_bars::{self, class_bars};
use crate::charts::figure::Figure;
use crate::charts::palette::Ink;
use crate::charts::table::Table;
use infoplane_core::math::ranking::first_largest;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, the classes.
    pub class: &'a str,
    /// The vertical axis, q(class|x).
    pub probability: &'a str,
}

/// The smallest probability whose number is written: ten of nearly nothing would crowd out the one that counts.
const LEAST: f64 = 0.01;
/// Room above a bar of probability 1 for its number.
const TOP: f64 = 1.2;

/// A bar for the probability of each class; that of the class which is meant, if there is one, in the color of truth.
pub fn prediction(probabilities: &[f32], meant: Option<usize>, words: &Words<'_>) -> Figure {
    let q: Vec<f64> = probabilities.iter().map(|q| f64::from(*q)).collect();
    let ink = |class| if meant == Some(class) { Ink::P } else { Ink::Q };
    let axes =
        class_bars::Words { title: words.title, class: words.class, first: 0, value: words.probability };
    class_bars(&q, TOP, (ink, |q| (q >= LEAST).then(|| format!("{q:.2}"))), axes)
}

/// The class with the largest probability, the first of several, and that probability.
pub fn most_probable(probabilities: &[f32]) -> (usize, f64) {
    let class = first_largest(probabilities).unwrap_or_default();
    (class, probabilities.get(class).map_or(0.0, |q| f64::from(*q)))
}

/// The probability of each class.
pub fn table(probabilities: &[f32], words: &Words<'_>) -> Table {
    let mut table = Table::new(&[words.class, words.probability]);
    for (class, q) in probabilities.iter().enumerate() {
        table.row(class as f64);
        table.singles(&[*q]);
    }
    table
}
