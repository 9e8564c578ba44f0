//! How good probabilities are for the labels that came.

use super::{CalibrationError, check_rows};
use crate::math::x_log_x::x_log_x;
use crate::measures::entropy::surprisal;

/// The probabilities a classifier gave for n inputs, and the classes they turned out to be.
///
/// Proven by the constructor: at least one input, one label per input, and rows of finite, non-negative
/// probabilities that sum to one within [`ROW_SUM_TOLERANCE`](super::ROW_SUM_TOLERANCE). Nothing is renormalized.
///
/// ```
/// use infoplane_core::measures::calibration::scores::Predictions;
/// let predictions = Predictions::new(&[0.75, 0.25, 0.5, 0.5], 2, &[0, 1])?;
/// assert_eq!(predictions.n_inputs(), 2);
/// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Predictions<'a> {
    p: &'a [f64],
    n_classes: usize,
    labels: &'a [usize],
}

impl<'a> Predictions<'a> {
    /// Takes the rows of `n_classes` probabilities in `p`, one after the other, and the labels.
    ///
    /// # Errors
    /// [`CalibrationError`] says which number is no probability, row no distribution or label no class.
    ///
    /// ```
    /// use infoplane_core::measures::calibration::{CalibrationError, scores::Predictions};
    /// assert!(Predictions::new(&[0.5, 0.5, 0.25, 0.75], 2, &[0, 1]).is_ok());
    /// let refused = Predictions::new(&[0.5, 0.25], 2, &[0]);
    /// assert_eq!(refused, Err(CalibrationError::Sum { row: 0, sum: 0.75 }));
    /// ```
    pub fn new(p: &'a [f64], n_classes: usize, labels: &'a [usize]) -> Result<Self, CalibrationError> {
        check_rows(p, n_classes)?;
        if labels.len() * n_classes != p.len() {
            return Err(CalibrationError::Shape { found: p.len(), expected: labels.len() * n_classes });
        }
        if let Some(input) = labels.iter().position(|&y| y >= n_classes) {
            return Err(CalibrationError::Label { input, label: labels[input], n_classes });
        }
        Ok(Self { p, n_classes, labels })
    }

    /// The number of inputs n.
    ///
    /// ```
    /// use infoplane_core::measures::calibration::scores::Predictions;
    /// let predictions = Predictions::new(&[0.75, 0.25, 0.5, 0.5], 2, &[0, 1])?;
    /// assert_eq!(predictions.n_inputs(), 2);
    /// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
    /// ```
    pub const fn n_inputs(&self) -> usize {
        self.labels.len()
    }

    /// The number of classes K.
    ///
    /// ```
    /// use infoplane_core::measures::calibration::scores::Predictions;
    /// let predictions = Predictions::new(&[0.75, 0.25, 0.5, 0.5], 2, &[0, 1])?;
    /// assert_eq!(predictions.n_classes(), 2);
    /// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
    /// ```
    pub const fn n_classes(&self) -> usize {
        self.n_classes
    }

    /// The probabilities and the label of each input.
    ///
    /// ```
    /// use infoplane_core::measures::calibration::scores::Predictions;
    /// let predictions = Predictions::new(&[0.75, 0.25, 0.5, 0.5], 2, &[0, 1])?;
    /// assert_eq!(predictions.rows().next(), Some((&[0.75, 0.25][..], 0)));
    /// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
    /// ```
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (&'a [f64], usize)> {
        self.p.chunks_exact(self.n_classes).zip(self.labels.iter().copied())
    }

    /// For each input the probability of the likeliest class, and whether that class is the label.
    ///
    /// ```
    /// use infoplane_core::measures::calibration::scores::Predictions;
    /// let predictions = Predictions::new(&[0.75, 0.25, 0.5, 0.5], 2, &[0, 1])?;
    /// assert_eq!(predictions.confidences().next(), Some((0.75, true)));
    /// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
    /// ```
    pub fn confidences(&self) -> impl ExactSizeIterator<Item = (f64, bool)> {
        self.rows().map(|(p, y)| {
            let class = likeliest(p);
            (p[class], class == y)
        })
    }

    fn mean(&self, of: impl Fn((&'a [f64], usize)) -> f64) -> f64 {
        self.rows().map(of).sum::<f64>() / self.n_inputs() as f64
    }
}

/// The likeliest class; of several the first.
fn likeliest(p: &[f64]) -> usize {
    p.iter().enumerate().fold(0, |best, (class, &q)| if q > p[best] { class } else { best })
}

/// −(1/n) Σ ln p(yᵢ), the negative log-likelihood in nats per input; +∞ if a label had probability 0.
///
/// The mean surprise of the labels, H(y, p): what training minimizes. A proper score: no
/// other probabilities than the true ones do better on average.
///
/// Source: [GUO_2017](crate::citations::GUO_2017), equation 6 (there the sum). Accuracy: relative, n · 1e-16.
/// Cost: n logarithms.
///
/// ```
/// use infoplane_core::measures::calibration::scores::{Predictions, nll};
/// let sure = [0.5, 0.5, 0.0, 1.0];
/// assert_eq!(nll(&Predictions::new(&sure, 2, &[0, 1])?), core::f64::consts::LN_2 / 2.0);
/// assert_eq!(nll(&Predictions::new(&sure, 2, &[0, 0])?), f64::INFINITY);
/// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
/// ```
pub fn nll(predictions: &Predictions<'_>) -> f64 {
    predictions.mean(|(p, y)| surprisal(p[y]))
}

/// (1/n) Σᵢ Σ_c (p_c − [c = yᵢ])², the Brier score; no unit, between 0 and 2.
///
/// A proper score, too, that never becomes infinite. For two classes it is twice the score
/// that counts only the positive class, which is what scikit-learn prints.
///
/// Source: [BRIER_1950](crate::citations::BRIER_1950), the score P. Accuracy: relative, n K · 1e-16. Cost: n K products.
///
/// ```
/// use infoplane_core::measures::calibration::scores::{Predictions, brier};
/// assert_eq!(brier(&Predictions::new(&[0.5, 0.5, 0.0, 1.0], 2, &[0, 0])?), 1.25);
/// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
/// ```
pub fn brier(predictions: &Predictions<'_>) -> f64 {
    predictions.mean(|(p, y)| {
        let missed = |(c, &p): (usize, &f64)| if c == y { p - 1.0 } else { p };
        p.iter().enumerate().map(missed).map(|miss| miss * miss).sum()
    })
}

/// The share of inputs whose likeliest class is the label, between 0 and 1. Ties go to the first class.
/// Source: [GUO_2017](crate::citations::GUO_2017), section 2, of one bin that holds all inputs.
///
/// ```
/// use infoplane_core::measures::calibration::scores::{Predictions, accuracy};
/// assert_eq!(accuracy(&Predictions::new(&[0.75, 0.25, 0.0, 1.0], 2, &[0, 0])?), 0.5);
/// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
/// ```
pub fn accuracy(predictions: &Predictions<'_>) -> f64 {
    predictions.confidences().filter(|&(_, is_right)| is_right).count() as f64 / predictions.n_inputs() as f64
}

/// The mean probability of the likeliest class, between 1/K and 1: above [`accuracy`] the classifier is overconfident.
/// Source: [GUO_2017](crate::citations::GUO_2017), section 2, of one bin that holds all inputs.
///
/// ```
/// use infoplane_core::measures::calibration::scores::{Predictions, mean_confidence};
/// assert_eq!(mean_confidence(&Predictions::new(&[0.75, 0.25, 0.0, 1.0], 2, &[0, 0])?), 0.875);
/// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
/// ```
pub fn mean_confidence(predictions: &Predictions<'_>) -> f64 {
    predictions.confidences().map(|(confidence, _)| confidence).sum::<f64>() / predictions.n_inputs() as f64
}

/// (1/n) Σᵢ H(pᵢ), the mean predictive entropy in nats: how unsure the classifier is, right or wrong.
///
/// Source: [SHANNON_1948](crate::citations::SHANNON_1948), section 6, theorem 2. Accuracy: absolute, K · 1e-16; rows that miss one by ε move
/// the value by about ε ln K. Cost: n K logarithms.
///
/// ```
/// use infoplane_core::measures::calibration::scores::{Predictions, mean_predictive_entropy};
/// let half_sure = Predictions::new(&[0.5, 0.5, 0.0, 1.0], 2, &[0, 0])?;
/// assert_eq!(mean_predictive_entropy(&half_sure), core::f64::consts::LN_2 / 2.0);
/// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
/// ```
pub fn mean_predictive_entropy(predictions: &Predictions<'_>) -> f64 {
    predictions.mean(|(p, _)| row_entropy(p))
}

/// −Σ p ln p, with positive zero for a certain row.
pub(super) fn row_entropy(p: &[f64]) -> f64 {
    p.iter().fold(0.0, |h, &p| h - x_log_x(p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_is_no_class_is_refused() {
        let refused = Predictions::new(&[0.5, 0.5], 2, &[2]);
        assert_eq!(refused, Err(CalibrationError::Label { input: 0, label: 2, n_classes: 2 }));
        assert_eq!(
            Predictions::new(&[0.5, 0.5], 2, &[]),
            Err(CalibrationError::Shape { found: 2, expected: 0 })
        );
    }

    #[test]
    fn a_tie_goes_to_the_first_class() {
        assert_eq!(likeliest(&[0.2, 0.4, 0.4]), 1);
    }
}
