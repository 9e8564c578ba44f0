//! Gradients that are kept from being too large ([Pascanu et al.](crate::citations::PASCANU_2013)).

use crate::learner::spec::{Range, SpecError};
use crate::math::real::Real;
use serde::{Deserialize, Serialize};

/// What is done to a gradient before an update.
///
/// ```
/// use infoplane_core::learner::optimizer::clipping::{Clipping, Limit};
/// // (6, 8) has the norm 10.
/// let limit = Limit::new(5.0)?;
/// let clipped = [Clipping::None, Clipping::Norm(limit), Clipping::Values(limit)].map(|clipping| {
///     let mut gradient = [6.0, 8.0];
///     clipping.apply(&mut gradient);
///     gradient
/// });
/// assert_eq!(clipped, [[6.0, 8.0], [3.0, 4.0], [5.0, 5.0]]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub enum Clipping {
    /// Nothing.
    #[default]
    None,
    /// [`clip_to_norm`].
    Norm(Limit),
    /// [`clip_values`].
    Values(Limit),
}

impl Clipping {
    /// Checks the limit, which a constructor has proved but a message may not.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] unless it is from 1e-30 to 1e30.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::clipping::Clipping;
    /// let received: Clipping = serde_json::from_str(r#"{ "Norm": -1.0 }"#).expect("a number");
    /// let error = received.validate().expect_err("no norm is negative");
    /// assert!(error.to_string().starts_with("invalid clip: -1 "));
    /// ```
    pub fn validate(&self) -> Result<(), SpecError> {
        match self {
            Self::None => Ok(()),
            Self::Norm(limit) | Self::Values(limit) => Limit::RANGE.check(limit.get()),
        }
    }

    /// Clips a gradient.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::clipping::{Clipping, Limit};
    /// let mut gradient = [0.3, 0.4];
    /// Clipping::Norm(Limit::new(1.0)?).apply(&mut gradient);
    /// // Its norm, ½, is below the limit.
    /// assert_eq!(gradient, [0.3, 0.4]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn apply<T: Real>(&self, gradient: &mut [T]) {
        match *self {
            Self::None => {}
            Self::Norm(limit) => {
                clip_to_norm(gradient, limit);
            }
            Self::Values(limit) => clip_values(gradient, limit),
        }
    }
}

/// The largest norm or the largest size of a number that a gradient is left with: positive and finite.
///
/// ```
/// use infoplane_core::learner::optimizer::clipping::Limit;
/// // Nothing could be shortened to nothing and keep its direction.
/// assert!(Limit::new(0.5).is_ok() && Limit::new(0.0).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Limit(f64);

impl Limit {
    /// Range of a limit: every one of it is positive and finite in single precision too.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::clipping::Limit;
    /// // 1e-50 and 1e50 are 0 and infinite in single precision.
    /// assert!([1e-50, 1e50].iter().all(|limit| Limit::RANGE.check(*limit).is_err()));
    /// assert_eq!((1e-50_f64 as f32, 1e50_f64 as f32), (0.0, f32::INFINITY));
    /// ```
    pub const RANGE: Range = Range { field: "clip", min: 1e-30, max: 1e30 };

    /// Takes a limit.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] unless it is from 1e-30 to 1e30.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::clipping::Limit;
    /// assert!(Limit::new(f64::NAN).is_err());
    /// assert!(Limit::new(1.0)? < Limit::new(2.0)?);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn new(limit: f64) -> Result<Self, SpecError> {
        Self::RANGE.check(limit)?;
        Ok(Self(limit))
    }

    /// The limit.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::clipping::Limit;
    /// assert_eq!(Limit::new(2.5)?.get(), 2.5);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// Shortens the gradient g to c / ‖g‖ times itself if its norm ‖g‖ is above the limit c; gives ‖g‖.
///
/// The direction stays. A gradient that is not finite stays as it is, for the caller to see. Source:
/// [PASCANU_2013](crate::citations::PASCANU_2013), algorithm 1; Keras' `global_clipnorm`. PyTorch's
/// `clip_grad_norm_` divides by ‖g‖ + 1e-6, which leaves it shorter by one millionth over ‖g‖.
/// Accuracy: 1e-15 of ‖g‖ per root of the number of parameters, then one rounding each; no square
/// overflows or vanishes. Cost: three passes.
///
/// ```
/// use infoplane_core::learner::optimizer::clipping::{Limit, clip_to_norm};
/// let mut g = [3.0, 4.0];
/// assert_eq!(clip_to_norm(&mut g, Limit::new(2.5)?), 5.0);
/// assert_eq!(g, [1.5, 2.0]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
pub fn clip_to_norm<T: Real>(gradient: &mut [T], limit: Limit) -> f64 {
    let largest = gradient.iter().fold(0.0, |largest: f64, g| largest.larger(g.to_f64().abs()));
    if largest == 0.0 {
        // No gradient, or none but NaN, which a norm must not hide.
        return gradient.iter().map(|g| g.to_f64().abs()).sum();
    }
    let square = |g: &T| {
        let relative = g.to_f64() / largest;
        relative * relative
    };
    let root = libm::sqrt(gradient.iter().map(square).sum());
    let norm = largest * root;
    if root.is_finite() && norm > limit.get() {
        for g in gradient {
            *g = T::from_f64(g.to_f64() / largest * (limit.get() / root));
        }
    }
    norm
}

/// Moves every number of the gradient beyond ±c to the nearer of the two; NaN stays.
///
/// The direction changes. Keras' `clipvalue`, PyTorch's `clip_grad_value_`. Exact. Cost: one pass.
///
/// ```
/// use infoplane_core::learner::optimizer::clipping::{Limit, clip_values};
/// let mut g = [0.5, -4.0];
/// clip_values(&mut g, Limit::new(1.0)?);
/// assert_eq!(g, [0.5, -1.0]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
pub fn clip_values<T: Real>(gradient: &mut [T], limit: Limit) {
    let limit = T::from_f64(limit.get());
    for g in gradient {
        // Comparisons that are false for NaN.
        if *g > limit {
            *g = limit;
        } else if *g < -limit {
            *g = -limit;
        }
    }
}
