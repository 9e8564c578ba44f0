//! From one loss per item to the number that is minimized.

use super::LossError;
use super::rows::check_weights;
use crate::math::real::Real;

/// Losses before they are reduced (what both libraries call reduction "none"), with their derivatives.
///
/// An item is a row of predictions, or a single prediction where the library's loss is elementwise.
///
/// ```
/// use infoplane_core::losses::{keras::sparse_categorical_crossentropy, reduction::Reduction, rows::{Logits, Prediction}};
/// // Two rows of two equal logits: ln 2 each.
/// let x = Prediction::Logits(Logits::new(&[0.0; 4], 2)?);
/// let losses = sparse_categorical_crossentropy(&[0, 1], &x)?;
/// assert_eq!(losses.values(), [2.0_f64.ln(); 2]);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Losses<T> {
    values: Vec<T>,
    /// One per prediction; the predictions of item i are the i-th chunk of equal length.
    gradient: Vec<T>,
    /// By what a weighted mean divides; the values are multiplied by it already.
    weights: Vec<T>,
    n_rows: usize,
}

/// How the losses of a batch become one number. "None" is [`Losses::values`].
///
/// ```
/// use infoplane_core::losses::{keras::sparse_categorical_crossentropy, reduction::Reduction, rows::{Logits, Prediction}};
/// // Two rows of two equal logits: ln 2 each.
/// let x = Prediction::Logits(Logits::new(&[0.0; 4], 2)?);
/// let losses = sparse_categorical_crossentropy(&[0, 1], &x)?;
/// assert_eq!(losses.reduce(Reduction::Sum).value, 2.0 * 2.0_f64.ln());
/// assert_eq!(losses.reduce(Reduction::MeanOverItems).value, 2.0_f64.ln());
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    /// Their sum.
    Sum,
    /// Their sum by the number of items, *also when they are weighted*: Keras' default, called
    /// `sum_over_batch_size`, and PyTorch's `mean` of elementwise losses.
    MeanOverItems,
    /// Their sum by the sum of the weights: Keras' `mean_with_sample_weight` and PyTorch's `mean`
    /// of cross-entropies with class weights. Where all weights are 0 it is 0 as in Keras;
    /// PyTorch gives NaN.
    MeanOverWeights,
    /// Their sum by the number of rows: PyTorch's `batchmean`, the one of its reductions for which
    /// `kl_div` is the mean KL divergence.
    MeanOverRows,
}

/// One number for the batch, and how it changes with each prediction.
///
/// ```
/// use infoplane_core::losses::{keras::sparse_categorical_crossentropy, reduction::Reduction, rows::{Logits, Prediction}};
/// // Two rows of two equal logits: ln 2 each.
/// let x = Prediction::Logits(Logits::new(&[0.0; 4], 2)?);
/// let losses = sparse_categorical_crossentropy(&[0, 1], &x)?;
/// assert_eq!(losses.reduce(Reduction::Sum).gradient, [-0.5, 0.5, 0.5, -0.5]);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Reduced<T> {
    /// The loss of the batch, in nats.
    pub value: T,
    /// Its derivatives with respect to the predictions, in their order.
    pub gradient: Vec<T>,
}

impl<T: Real> Losses<T> {
    /// Unweighted losses of rows.
    pub(super) fn new(values: Vec<T>, gradient: Vec<T>, n_rows: usize) -> Self {
        let weights = vec![T::ONE; values.len()];
        Self { values, gradient, weights, n_rows }
    }

    /// Records by what the values have been multiplied.
    pub(super) fn already_weighted(self, weights: Vec<T>) -> Self {
        Self { weights, ..self }
    }

    /// The loss of each item, in nats.
    ///
    /// ```
    /// use infoplane_core::losses::{keras::sparse_categorical_crossentropy, reduction::Reduction, rows::{Logits, Prediction}};
    /// // Two rows of two equal logits: ln 2 each.
    /// let x = Prediction::Logits(Logits::new(&[0.0; 4], 2)?);
    /// let losses = sparse_categorical_crossentropy(&[0, 1], &x)?;
    /// assert_eq!(losses.values().len(), 2);
    /// # Ok::<(), infoplane_core::losses::LossError>(())
    /// ```
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// The derivatives of each item's loss with respect to its own predictions, in their order.
    ///
    /// ```
    /// use infoplane_core::losses::{keras::sparse_categorical_crossentropy, reduction::Reduction, rows::{Logits, Prediction}};
    /// // Two rows of two equal logits: ln 2 each.
    /// let x = Prediction::Logits(Logits::new(&[0.0; 4], 2)?);
    /// let losses = sparse_categorical_crossentropy(&[0, 1], &x)?;
    /// assert_eq!(losses.gradient(), [-0.5, 0.5, 0.5, -0.5]);
    /// # Ok::<(), infoplane_core::losses::LossError>(())
    /// ```
    pub fn gradient(&self) -> &[T] {
        &self.gradient
    }

    /// Multiplies the loss of item i by weight i.
    ///
    /// Sample weights are given as they are; class weights of Keras' `fit` are the sample weights
    /// `class_weights[label]`.
    ///
    /// # Errors
    /// [`LossError`] unless there is one weight per item, each finite and not negative.
    ///
    /// ```
    /// use infoplane_core::losses::{keras, reduction::Reduction, rows::{Logits, Prediction}};
    /// let prediction = Prediction::Logits(Logits::new(&[0.0, 0.0, 0.0, 0.0], 2)?);
    /// let losses = keras::sparse_categorical_crossentropy(&[0, 1], &prediction)?.weighted(&[3.0, 1.0])?;
    /// // Keras divides by two rows, not by the weight of four: ln 2 (3 + 1) / 2.
    /// assert_eq!(losses.reduce(Reduction::MeanOverItems).value, 2.0 * core::f64::consts::LN_2);
    /// assert_eq!(losses.reduce(Reduction::MeanOverWeights).value, core::f64::consts::LN_2);
    /// # Ok::<(), infoplane_core::losses::LossError>(())
    /// ```
    pub fn weighted(mut self, weights: &[T]) -> Result<Self, LossError> {
        check_weights(weights, self.values.len())?;
        let n_predictions = self.gradient.len() / self.values.len();
        for (i, gradient) in self.gradient.chunks_exact_mut(n_predictions).enumerate() {
            let w = weights[i];
            self.values[i] *= w;
            self.weights[i] *= w;
            gradient.iter_mut().for_each(|g| *g *= w);
        }
        Ok(self)
    }

    /// The loss of the batch with its gradient. Summed in order; cost: one pass.
    ///
    /// ```
    /// use infoplane_core::losses::{keras, reduction::Reduction, rows::{Logits, Prediction}};
    /// // The gradient of cross-entropy by the logits is q − y, over two rows.
    /// let prediction = Prediction::Logits(Logits::new(&[0.0, 0.0, 0.0, 0.0], 2)?);
    /// let mean = keras::sparse_categorical_crossentropy(&[0, 1], &prediction)?.reduce(Reduction::MeanOverItems);
    /// assert_eq!(mean.gradient, [-0.25, 0.25, 0.25, -0.25]);
    /// # Ok::<(), infoplane_core::losses::LossError>(())
    /// ```
    pub fn reduce(&self, reduction: Reduction) -> Reduced<T> {
        let divisor = match reduction {
            Reduction::Sum => T::ONE,
            Reduction::MeanOverItems => T::from_f64(self.values.len() as f64),
            Reduction::MeanOverWeights => sum(&self.weights),
            Reduction::MeanOverRows => T::from_f64(self.n_rows as f64),
        };
        let by = |x: T| if divisor == T::ZERO { T::ZERO } else { x / divisor };
        Reduced { value: by(sum(&self.values)), gradient: self.gradient.iter().map(|&g| by(g)).collect() }
    }
}

/// The sum, from left to right.
pub(super) fn sum<T: Real>(x: &[T]) -> T {
    x.iter().fold(T::ZERO, |sum, &x| sum + x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_over_no_weight_is_zero() {
        let losses = Losses::new(vec![1.0, 2.0], vec![3.0, 4.0], 2).weighted(&[0.0, 0.0]).unwrap();
        let reduced = losses.reduce(Reduction::MeanOverWeights);
        assert_eq!(reduced, Reduced { value: 0.0, gradient: vec![0.0, 0.0] });
    }

    #[test]
    fn weights_that_are_no_weights_are_refused() {
        let losses = Losses::new(vec![1.0, 2.0], vec![3.0, 4.0], 2);
        assert_eq!(
            losses.clone().weighted(&[1.0]),
            Err(LossError::Length { argument: "weights", found: 1, expected: 2 })
        );
        assert_eq!(
            losses.weighted(&[1.0, -1.0]),
            Err(LossError::Value { argument: "weights", index: 1, value: -1.0 })
        );
    }
}
