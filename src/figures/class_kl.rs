//! Class by class: KL between the labels of its samples and what the network predicts of them on average.

use super::class_bars::{self, class_bars};
use crate::charts::figure::Figure;
use crate::charts::palette::Ink;
use crate::charts::table::Table;
use crate::charts::ticks::{round_up, short_text};
use infoplane_core::math::x_log_x::x_log_x;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, the class of the label.
    pub class: &'a str,
    /// The number of the first class.
    pub first: usize,
    /// The vertical axis, the KL divergence with its unit.
    pub kl: &'a str,
    /// The number of samples of a class.
    pub n: &'a str,
    /// The labels' distribution, and that of the predictions, of one class each.
    pub labels: &'a str,
    /// See `labels`.
    pub predictions: &'a str,
}

/// The samples of one class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassMeans {
    /// How many there are.
    pub n: usize,
    /// The mean distribution of their labels.
    pub labels: Vec<f64>,
    /// The mean prediction.
    pub predictions: Vec<f64>,
}

impl ClassMeans {
    /// KL(labels ‖ predictions) in nats; nothing where there are no samples.
    pub fn kl(&self) -> Option<f64> {
        let term = |(p, q): (&f64, &f64)| if *p > 0.0 { x_log_x(*p) - p * q.ln() } else { 0.0 };
        (self.n > 0).then(|| self.labels.iter().zip(&self.predictions).map(term).sum())
    }
}

/// About as many steps the vertical axis is rounded up to.
const N_STEPS: usize = 4;

/// A bar for each class.
pub fn class_kl(classes: &[ClassMeans], factor: f64, words: &Words<'_>) -> Figure {
    let values: Vec<f64> = classes.iter().map(|class| factor * class.kl().unwrap_or(0.0)).collect();
    let largest = values.iter().copied().filter(|kl| kl.is_finite()).fold(0.0, f64::max);
    let top = round_up(if largest > 0.0 { 1.15 * largest } else { 0.1 }, N_STEPS);
    let axes =
        class_bars::Words { title: words.title, class: words.class, first: words.first, value: words.kl };
    class_bars(&values, top, (|_| Ink::Kl, |kl| Some(short_text(kl))), axes)
}

/// How many samples every class has, both mean distributions and their divergence.
pub fn table(classes: &[ClassMeans], factor: f64, words: &Words<'_>) -> Table {
    let mut table = Table::new(&[words.class, words.n, words.kl]);
    for of in [words.labels, words.predictions] {
        table.headings.extend((words.first..).take(classes.len()).map(|class| format!("{of} {class}")));
    }
    for (class, means) in (words.first..).zip(classes) {
        table.row_of(&class.to_string());
        table.numbers(&[means.n as f64, factor * means.kl().unwrap_or(f64::NAN)]);
        table.numbers(&means.labels);
        table.numbers(&means.predictions);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_that_gets_half_of_its_due_costs_a_bit() {
        let class = ClassMeans { n: 3, labels: vec![1.0, 0.0], predictions: vec![0.5, 0.5] };
        assert!((class.kl().expect("samples") - 2_f64.ln()).abs() < 1e-15);
        let ruled_out = ClassMeans { predictions: vec![0.0, 1.0], ..class };
        assert_eq!(ruled_out.kl(), Some(f64::INFINITY));
        assert_eq!(ClassMeans::default().kl(), None);
    }
}
