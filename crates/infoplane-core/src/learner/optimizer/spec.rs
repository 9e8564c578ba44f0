//! A rule, its learning rate and its weight decay, with the defaults of Keras or of PyTorch.

use super::method::{
    Adagrad, Adam, AdamEpsilon, Convention, Epsilon, Lookahead, Method, Momentum, Nadam, Precision, RmsProp,
    Velocity,
};
use crate::learner::spec::{Range, SpecError};
use serde::{Deserialize, Serialize};

/// Everything that an [`Optimizer`](super::Optimizer) is determined by.
///
/// The constructors give the defaults of a library; whatever else is wanted is set afterward:
///
/// ```
/// use infoplane_core::learner::optimizer::{OptimizerSpec, method::Convention};
/// let saxe_2018 = OptimizerSpec { learning_rate: 4e-4, ..OptimizerSpec::adam(Convention::Keras) };
/// assert!(saxe_2018.validate().is_ok());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptimizerSpec {
    /// How the gradient becomes a step.
    pub method: Method,
    /// η, the length of steps.
    pub learning_rate: f64,
    /// λ of p ← (1 − η λ) p before each step: decoupled from the gradient, so that no rule scales it
    /// ([Loshchilov & Hutter](crate::citations::LOSHCHILOV_HUTTER_2019), algorithm 2). Zero for none.
    pub weight_decay: f64,
}

impl Default for OptimizerSpec {
    fn default() -> Self {
        Self::adam(Convention::Keras)
    }
}

impl OptimizerSpec {
    /// Range of the learning rate.
    pub const LEARNING_RATE: Range = Range { field: "lr", min: 1e-12, max: 100.0 };
    /// Range of the weight decay.
    pub const WEIGHT_DECAY: Range = Range { field: "decay", min: 0.0, max: 1.0 };

    /// Plain descent at 0.01, the default of both libraries.
    pub const fn sgd() -> Self {
        Self::new(Method::Sgd, 0.01)
    }

    /// Descent with momentum 0.9 at 0.01.
    pub const fn momentum(convention: Convention) -> Self {
        Self::with_velocity(convention, Lookahead::None)
    }

    /// Descent with Nesterov's momentum 0.9 at 0.01.
    pub const fn nesterov(convention: Convention) -> Self {
        Self::with_velocity(convention, Lookahead::Nesterov)
    }

    /// RMSprop: at 0.001 with ρ = 0.9 (Keras), at 0.01 with ρ = 0.99 (PyTorch).
    pub const fn rms_prop(convention: Convention) -> Self {
        match convention {
            Convention::Keras => {
                Self::new(Method::RmsProp(RmsProp { rho: 0.9, epsilon: Epsilon::InsideRoot(1e-7) }), 0.001)
            }
            Convention::PyTorch => {
                Self::new(Method::RmsProp(RmsProp { rho: 0.99, epsilon: Epsilon::OutsideRoot(1e-8) }), 0.01)
            }
        }
    }

    /// Adagrad: at 0.001 from 0.1 (Keras), at 0.01 from 0 (PyTorch).
    pub const fn adagrad(convention: Convention) -> Self {
        let (initial_accumulator, epsilon, learning_rate) = match convention {
            Convention::Keras => (0.1_f32 as f64, Epsilon::InsideRoot(1e-7), 0.001),
            Convention::PyTorch => (0.0, Epsilon::OutsideRoot(1e-10), 0.01),
        };
        Self::new(Method::Adagrad(Adagrad { initial_accumulator, epsilon }), learning_rate)
    }

    /// Adam at 0.001 with β 0.9 and 0.999.
    pub const fn adam(convention: Convention) -> Self {
        let (correction, epsilon) = match convention {
            Convention::Keras => (Precision::Single, AdamEpsilon::BeforeCorrection(1e-7)),
            Convention::PyTorch => (Precision::Double, AdamEpsilon::AfterCorrection(1e-8)),
        };
        Self::new(Method::Adam(Adam { beta_1: 0.9, beta_2: 0.999, correction, epsilon }), 0.001)
    }

    /// Adam with decoupled weight decay: 0.004 (Keras), 0.01 (PyTorch).
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::{OptimizerSpec, method::Convention};
    /// // The decay that Keras really uses is 0.004 rounded to single precision.
    /// assert_eq!(OptimizerSpec::adam_w(Convention::Keras).weight_decay, 0.004_000_000_189_989_805);
    /// ```
    pub const fn adam_w(convention: Convention) -> Self {
        let weight_decay = match convention {
            Convention::Keras => 0.004_f32 as f64,
            Convention::PyTorch => 0.01,
        };
        Self { weight_decay, ..Self::adam(convention) }
    }

    /// Nadam with β 0.9 and 0.999: at 0.001 (Keras), at 0.002 (PyTorch).
    pub const fn nadam(convention: Convention) -> Self {
        let (coefficients, momentum_decay, epsilon, learning_rate) = match convention {
            Convention::Keras => (Precision::Single, 1.0, 1e-7, 0.001),
            Convention::PyTorch => (Precision::Double, 0.004, 1e-8, 0.002),
        };
        let nadam = Nadam { beta_1: 0.9, beta_2: 0.999, coefficients, momentum_decay, epsilon };
        Self::new(Method::Nadam(nadam), learning_rate)
    }

    /// Checks every field.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field.
    pub fn validate(&self) -> Result<(), SpecError> {
        Self::LEARNING_RATE.check(self.learning_rate)?;
        Self::WEIGHT_DECAY.check(self.weight_decay)?;
        self.method.validate()
    }

    const fn new(method: Method, learning_rate: f64) -> Self {
        Self { method, learning_rate, weight_decay: 0.0 }
    }

    const fn with_velocity(convention: Convention, lookahead: Lookahead) -> Self {
        let (mu, velocity) = match convention {
            Convention::Keras => (0.9_f32 as f64, Velocity::Steps),
            Convention::PyTorch => (0.9, Velocity::Gradients),
        };
        Self::new(Method::Momentum(Momentum { mu, velocity, lookahead }), 0.01)
    }
}
