//! Penalties on the size of weights.

use crate::learner::layer::Layer;
use crate::learner::spec::{Range, SpecError};
use crate::math::real::Real;
use serde::{Deserialize, Serialize};

/// λ₁ Σ |w| + λ₂ Σ w² over the weights, not over biases, gains and offsets: Keras' `L1L2` on every kernel.
///
/// PyTorch's `weight_decay` is twice λ₂, and counts biases. For decay that no optimizer scales see
/// [`OptimizerSpec::weight_decay`](super::optimizer::OptimizerSpec::weight_decay).
///
/// ```
/// use infoplane_core::learner::network::NetworkSpec;
/// use infoplane_core::learner::regularization::Regularization;
/// // One input and two outputs: weights 2 and −4, and biases that do not count.
/// let layers = NetworkSpec { hidden: vec![], ..NetworkSpec::default() }.layers(1, 2);
/// let penalty = Regularization { l1: 0.5, l2: 0.25 }.value(&layers, &[2.0, -4.0, 100.0, 100.0]);
/// assert_eq!(penalty, 0.5 * (2.0 + 4.0) + 0.25 * (4.0 + 16.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Regularization {
    /// λ₁.
    pub l1: f64,
    /// λ₂.
    pub l2: f64,
}

impl Regularization {
    /// Range of either.
    ///
    /// ```
    /// # use infoplane_core::learner::regularization::Regularization;
    /// assert!(Regularization::WEIGHT.check(100.0).is_ok() && Regularization::WEIGHT.check(-0.1).is_err());
    /// ```
    pub const WEIGHT: Range = Range { field: "regularization", min: 0.0, max: 100.0 };

    /// Checks both.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with `regularization`.
    ///
    /// ```
    /// # use infoplane_core::learner::regularization::Regularization;
    /// let error = Regularization { l1: 0.0, l2: -0.1 }.validate().expect_err("a reward");
    /// assert_eq!(error.to_string(), "invalid regularization: -0.1 (allowed: 0 to 100)");
    /// ```
    pub fn validate(&self) -> Result<(), SpecError> {
        Self::WEIGHT.check(self.l1)?;
        Self::WEIGHT.check(self.l2)
    }

    /// Whether it does anything.
    ///
    /// ```
    /// # use infoplane_core::learner::regularization::Regularization;
    /// assert!(Regularization { l1: 0.0, l2: 0.1 }.is_some() && !Regularization::default().is_some());
    /// ```
    pub fn is_some(&self) -> bool {
        self.l1 > 0.0 || self.l2 > 0.0
    }

    /// λ₁ Σ |w| + λ₂ Σ w², summed in double precision.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::NetworkSpec, regularization::Regularization};
    /// let layers = NetworkSpec { hidden: vec![], ..NetworkSpec::default() }.layers(1, 1);
    /// assert_eq!(Regularization { l1: 0.0, l2: 0.5 }.value(&layers, &[-3.0, 8.0]), 0.5 * 9.0);
    /// ```
    pub fn value<T: Real>(&self, layers: &[Layer], parameters: &[T]) -> f64 {
        let weights = layers.iter().flat_map(|layer| &parameters[layer.weights()]);
        weights.map(|w| w.to_f64()).map(|w| self.l1 * w.abs() + self.l2 * w * w).sum()
    }

    /// Adds its gradient, λ₁ sign w + 2 λ₂ w; the sign of 0 is 0.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::NetworkSpec, regularization::Regularization};
    /// let layers = NetworkSpec { hidden: vec![], ..NetworkSpec::default() }.layers(1, 1);
    /// let mut gradient = [1.0, 1.0];
    /// Regularization { l1: 0.5, l2: 0.25 }.add_gradient(&layers, &[-3.0, 8.0], &mut gradient);
    /// // −0.5 − 2 · 0.25 · 3 for the weight, nothing for the bias.
    /// assert_eq!(gradient, [1.0 - 2.0, 1.0]);
    /// ```
    pub fn add_gradient<T: Real>(&self, layers: &[Layer], parameters: &[T], gradient: &mut [T]) {
        let (l1, twice_l2) = (T::from_f64(self.l1), T::from_f64(2.0 * self.l2));
        for layer in layers {
            for (gradient, w) in gradient[layer.weights()].iter_mut().zip(&parameters[layer.weights()]) {
                let above = if *w > T::ZERO { l1 } else { T::ZERO };
                let below = if *w < T::ZERO { l1 } else { T::ZERO };
                *gradient += twice_l2 * *w + above - below;
            }
        }
    }
}
