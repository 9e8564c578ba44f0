//! Means of the weights along the way, which wander less than the weights themselves.

use crate::learner::spec::{Range, SpecError};
use crate::math::real::Real;
use serde::{Deserialize, Serialize};

/// Which mean of the weights.
///
/// ```
/// use infoplane_core::learner::optimizer::averaging::{Averaging, WeightAverage};
/// // Of the weights 1, 1 and 4: their mean, and (1 + 1) / 2 + (4 − 1) / 4 with α = ¾.
/// let average = |averaging| {
///     let mut average = WeightAverage::new(averaging, &[0.0]).expect("α is below 1");
///     [1.0, 1.0, 4.0].iter().for_each(|weight| average.add(&[*weight]));
///     average.weights()[0]
/// };
/// assert_eq!([Averaging::Mean, Averaging::Exponential { momentum: 0.75 }].map(average), [2.0, 1.75]);
/// ```
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
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::averaging::Averaging;
    /// assert!(Averaging::MOMENTUM.check(0.99).is_ok() && Averaging::MOMENTUM.check(1.0).is_err());
    /// ```
    pub const MOMENTUM: Range = Range { field: "ema", min: 0.0, max: 1.0 - 1.0 / 16_777_216.0 };

    /// Checks α.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] unless it is from 0 to just below 1.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::averaging::Averaging;
    /// let error = Averaging::Exponential { momentum: -0.5 }.validate().expect_err("a negative share");
    /// assert!(error.to_string().starts_with("invalid ema: -0.5 "));
    /// ```
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
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::averaging::{Averaging, WeightAverage};
    /// let mut average = WeightAverage::new(Averaging::Mean, &[7.0])?;
    /// assert_eq!(average.weights(), [7.0]);
    /// average.add(&[1.0]);
    /// assert_eq!(average.weights(), [1.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn new(averaging: Averaging, initial: &[T]) -> Result<Self, SpecError> {
        averaging.validate()?;
        Ok(Self { averaging, n_added: 0, average: initial.to_vec() })
    }

    /// Takes the weights after an update into the mean: as many as it began with.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::averaging::{Averaging, WeightAverage};
    /// let mut average = WeightAverage::new(Averaging::Mean, &[0.0, 0.0])?;
    /// [[1.0, 10.0], [2.0, 20.0], [6.0, 60.0]].iter().for_each(|weights| average.add(weights));
    /// assert_eq!(average.weights(), [3.0, 30.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
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

    /// Forgets what has been added; these are the weights until others are.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::averaging::{Averaging, WeightAverage};
    /// let mut average = WeightAverage::new(Averaging::Mean, &[0.0])?;
    /// average.add(&[3.0]);
    /// average.restart(&[8.0]);
    /// assert_eq!(average.weights(), [8.0]);
    /// average.add(&[1.0]);
    /// assert_eq!(average.weights(), [1.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn restart(&mut self, weights: &[T]) {
        self.n_added = 0;
        self.average.copy_from_slice(weights);
    }

    /// The mean.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::averaging::{Averaging, WeightAverage};
    /// let average = WeightAverage::new(Averaging::Exponential { momentum: 0.99 }, &[1.0, 2.0])?;
    /// assert_eq!(average.weights(), [1.0, 2.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn weights(&self) -> &[T] {
        &self.average
    }
}
