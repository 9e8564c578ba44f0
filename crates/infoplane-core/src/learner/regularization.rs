//! Penalties on the size of weights.

use crate::learner::layer::Layer;
use crate::learner::spec::{Range, SpecError};
use crate::math::real::Real;
use serde::{Deserialize, Serialize};

/// λ₁ Σ |w| + λ₂ Σ w² over the weights, not over biases, gains and offsets: Keras' `L1L2` on every kernel.
///
/// PyTorch's `weight_decay` is twice λ₂, and counts biases. For decay that no optimizer scales see
/// [`OptimizerSpec::weight_decay`](super::optimizer::OptimizerSpec::weight_decay).
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Regularization {
    /// λ₁.
    pub l1: f64,
    /// λ₂.
    pub l2: f64,
}

impl Regularization {
    /// Range of either.
    pub const WEIGHT: Range = Range { field: "regularization", min: 0.0, max: 100.0 };

    /// Checks both.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with `regularization`.
    pub fn validate(&self) -> Result<(), SpecError> {
        Self::WEIGHT.check(self.l1)?;
        Self::WEIGHT.check(self.l2)
    }

    /// Whether it does anything.
    pub fn is_some(&self) -> bool {
        self.l1 > 0.0 || self.l2 > 0.0
    }

    /// λ₁ Σ |w| + λ₂ Σ w², summed in double precision.
    pub fn value<T: Real>(&self, layers: &[Layer], parameters: &[T]) -> f64 {
        let weights = layers.iter().flat_map(|layer| &parameters[layer.weights()]);
        weights.map(|w| w.to_f64()).map(|w| self.l1 * w.abs() + self.l2 * w * w).sum()
    }

    /// Adds its gradient, λ₁ sign w + 2 λ₂ w; the sign of 0 is 0.
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
