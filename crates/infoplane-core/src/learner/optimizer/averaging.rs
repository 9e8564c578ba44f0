//! Means of the weights along the way, which wander less than the weights themselves.

use crate::learner::spec::{Range, SpecError};
use crate::math::real::Real;
use serde::{Deserialize, Serialize};

/// Which mean of the weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Averaging {
    /// w̄ₙ = (w₁ + ⋯ + wₙ) / n ([Polyak & Juditsky](crate::citations::POLYAK_JUDITSKY_1992),
    /// equation 2); PyTorch's `AveragedModel`.
    Mean,
    /// w̄ₙ = α w̄ₙ₋₁ + (1 − α) wₙ from the weights after the first update, w̄₁ = w₁; Keras' `use_ema`, where α is 0.99.
    Exponential {
        /// α, the part that stays.
        momentum: f64,
    },
}

impl Averaging {
    /// Range of α: up to the largest single below 1, so that the mean moves in either precision.
    pub const MOMENTUM: Range = Range { field: "ema", min: 0.0, max: 1.0 - 1.0 / 16_777_216.0 };

    /// Checks α.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] unless it is from 0 to just below 1.
    pub fn validate(&self) -> Result<(), SpecError> {
        match *self {
            Self::Mean => Ok(()),
            Self::Exponential { momentum } => Self::MOMENTUM.check(momentum),
        }
    }
}

/// A mean of weights, updated in place.
///
/// Accuracy: each addition rounds once or twice, in the precision of the weights. Cost: three
/// operations per weight; no allocation after construction.
///
/// ```
/// use infoplane_core::learner::optimizer::averaging::{Averaging, WeightAverage};
/// let mut mean = WeightAverage::new(Averaging::Mean, &[0.0])?;
/// mean.add(&[1.0]);
/// mean.add(&[4.0]);
/// assert_eq!(mean.weights(), [2.5]);
/// let mut recent = WeightAverage::new(Averaging::Exponential { momentum: 0.5 }, &[0.0])?;
/// recent.add(&[1.0]);
/// recent.add(&[4.0]);
/// assert_eq!(recent.weights(), [2.5]);
/// recent.add(&[0.5]);
/// assert_eq!(recent.weights(), [1.5]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug)]
pub struct WeightAverage<T> {
    averaging: Averaging,
    n_added: u32,
    average: Vec<T>,
}

impl<T: Real> WeightAverage<T> {
    /// A mean that is the initial weights until others are added, and then forgets them.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] as of [`Averaging::validate`].
    pub fn new(averaging: Averaging, initial: &[T]) -> Result<Self, SpecError> {
        averaging.validate()?;
        Ok(Self { averaging, n_added: 0, average: initial.to_vec() })
    }

    /// Takes the weights after an update into the mean: as many as it began with.
    pub fn add(&mut self, weights: &[T]) {
        debug_assert_eq!(weights.len(), self.average.len(), "a mean is of networks of one shape");
        self.n_added = self.n_added.saturating_add(1);
        if self.n_added == 1 {
            return self.average.copy_from_slice(weights);
        }
        let share = match self.averaging {
            Averaging::Mean => 1.0 / f64::from(self.n_added),
            Averaging::Exponential { momentum } => 1.0 - momentum,
        };
        let share = T::from_f64(share);
        for (average, weight) in self.average.iter_mut().zip(weights) {
            *average += (*weight - *average) * share;
        }
    }

    /// The mean.
    pub fn weights(&self) -> &[T] {
        &self.average
    }
}
