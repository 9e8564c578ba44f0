//! The update rules and their hyper-parameters.
//!
//! In all formulas g is the gradient, η the learning rate, t the number of the update from 1 on,
//! and p a parameter. The libraries agree on the rules and differ in where they put ε, in their
//! defaults, and in rounding:
//!
//! | | [Keras](crate::citations::KERAS_2015) 3 | [PyTorch](crate::citations::PYTORCH_2019) 1.13 |
//! |---|---|---|
//! | momentum | the velocity holds steps: a new η does not act on old gradients | it holds gradients |
//! | RMSprop, Adagrad | √(v + ε) | √v + ε |
//! | RMSprop | η 0.001, ρ 0.9, ε 1e-7 | η 0.01, ρ 0.99, ε 1e-8 |
//! | Adagrad | η 0.001, v starts at 0.1, ε 1e-7 | η 0.01, v starts at 0, ε 1e-10 |
//! | Adam | ε 1e-7 joins √v before the bias correction | ε 1e-8 joins it after |
//! | AdamW | decay 0.004 | decay 0.01 |
//! | Nadam | ε 1e-7, 0.96ᵗ | ε 1e-8, 0.96^(0.004 t) |
//! | rounding | momentum, v at the start, weight decay, the β of the bias correction and most of Nadam pass through single precision, whatever the precision of the weights | none |

use crate::learner::spec::{Range, SpecError};
use serde::{Deserialize, Serialize};

crate::named_enum! {
    /// The library whose formulas and defaults to take where they differ.
    pub enum Convention {
        /// Keras 3.
        Keras = "keras",
        /// PyTorch 1.13.
        PyTorch = "pytorch",
    }
}

/// How the gradient becomes a step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Method {
    /// p ← p − η g.
    Sgd,
    /// A velocity that remembers past gradients.
    Momentum(Momentum),
    /// Steps divided by the root of a moving mean of g².
    RmsProp(RmsProp),
    /// Steps divided by the root of the sum of all g².
    Adagrad(Adagrad),
    /// Moving means of g and g², corrected for their start at zero.
    Adam(Adam),
    /// Adam that looks ahead as Nesterov's momentum does.
    Nadam(Nadam),
}

/// v ← μ v − η g, p ← p + v ([Polyak](crate::citations::POLYAK_1964)).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Momentum {
    /// μ, the part of the velocity that stays.
    pub mu: f64,
    /// What the velocity holds.
    pub velocity: Velocity,
    /// Where the gradient is taken.
    pub lookahead: Lookahead,
}

/// What a velocity holds: the same trajectory while the learning rate stays, another when it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Velocity {
    /// v ← μ v − η g, p ← p + v (Keras).
    Steps,
    /// v ← μ v + g, p ← p − η v (PyTorch).
    Gradients,
}

/// Where momentum takes the gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lookahead {
    /// At the parameters.
    None,
    /// Ahead by the velocity: p ← p + μ v − η g after v ← μ v − η g, the form of Nesterov's rule in
    /// [Bengio et al.](crate::citations::BENGIO_2013), equation 7.
    Nesterov,
}

/// v ← ρ v + (1 − ρ) g², p ← p − η g / √v ([Tieleman & Hinton](crate::citations::TIELEMAN_HINTON_2012)).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RmsProp {
    /// ρ, the part of v that stays.
    pub rho: f64,
    /// Keeps the division finite.
    pub epsilon: Epsilon,
}

/// v ← v + g², p ← p − η g / √v ([Duchi et al.](crate::citations::DUCHI_2011), equation 1, diagonal).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Adagrad {
    /// v before the first update. At 0 the first step is η sign(g): a gradient that is rounding
    /// noise moves its parameter as far as any other.
    pub initial_accumulator: f64,
    /// Keeps the division finite.
    pub epsilon: Epsilon,
}

/// The ε in a division by √v.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Epsilon {
    /// √(v + ε) (Keras).
    InsideRoot(f64),
    /// √v + ε (PyTorch).
    OutsideRoot(f64),
}

/// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − η m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ)
/// and v̂ = v / (1 − β₂ᵗ) ([Kingma & Ba](crate::citations::KINGMA_BA_2015), algorithm 1).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Adam {
    /// β₁, the part of the mean gradient that stays.
    pub beta_1: f64,
    /// β₂, the part of the mean squared gradient that stays.
    pub beta_2: f64,
    /// The precision of β₁ and β₂ in the bias correction; the means have them in double.
    pub correction: Precision,
    /// Keeps the division finite.
    pub epsilon: AdamEpsilon,
}

/// The precision in which an update has a hyper-parameter, whatever the precision of the weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Precision {
    /// As given (PyTorch).
    Double,
    /// Rounded to single (Keras). Nothing to weights in single precision; in double precision a
    /// trajectory moves by about 1e-8.
    Single,
}

/// The ε in a division by √v̂.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum AdamEpsilon {
    /// √v + ε, then the correction: Kingma & Ba's ε̂, end of section 2 (Keras).
    BeforeCorrection(f64),
    /// √v̂ + ε, as in algorithm 1 (PyTorch).
    AfterCorrection(f64),
}

/// Adam whose step takes the coming mean: p ← p − η (μₜ₊₁ m / (1 − Πₜ₊₁) + (1 − μₜ) g / (1 − Πₜ)) / (√v̂ + ε),
/// μₜ = β₁ (1 − ½ 0.96^(ψ t)), Πₜ = μ₁ ⋯ μₜ ([Dozat](crate::citations::DOZAT_2016), algorithm 2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Nadam {
    /// β₁, the largest part of the mean gradient that stays.
    pub beta_1: f64,
    /// β₂, the part of the mean squared gradient that stays.
    pub beta_2: f64,
    /// The precision of β₁, β₂ and 0.96, except in Πₜ, which has them in double.
    pub coefficients: Precision,
    /// ψ, how fast μₜ comes to β₁: 0.004 in the source and PyTorch, 1 in Keras.
    pub momentum_decay: f64,
    /// ε in √v̂ + ε.
    pub epsilon: f64,
}

impl Method {
    /// Range of μ, ρ and β: up to the largest single below 1, so that 1 − β is positive in either precision.
    pub const KEPT: Range = Range { field: "kept", min: 0.0, max: 1.0 - 1.0 / 16_777_216.0 };
    /// Range of ε: it must be positive in single precision, inside a root and outside.
    pub const EPSILON: Range = Range { field: "epsilon", min: 1e-30, max: 1.0 };
    /// Range of the start of Adagrad's sum of squares.
    pub const ACCUMULATOR: Range = Range { field: "accumulator", min: 0.0, max: 1e6 };
    /// Range of Nadam's ψ.
    pub const MOMENTUM_DECAY: Range = Range { field: "momentum_decay", min: 0.0, max: 1.0 };

    /// Checks every hyper-parameter.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field: `mu`, `rho`, `beta_1`, `beta_2`,
    /// `epsilon`, `accumulator` or `momentum_decay`.
    pub fn validate(&self) -> Result<(), SpecError> {
        let kept = |field, value| Range { field, ..Self::KEPT }.check(value);
        match *self {
            Self::Sgd => Ok(()),
            Self::Momentum(Momentum { mu, .. }) => kept("mu", mu),
            Self::RmsProp(RmsProp { rho, epsilon }) => {
                kept("rho", rho)?;
                Self::EPSILON.check(epsilon.get())
            }
            Self::Adagrad(Adagrad { initial_accumulator, epsilon }) => {
                Self::ACCUMULATOR.check(initial_accumulator)?;
                Self::EPSILON.check(epsilon.get())
            }
            Self::Adam(Adam { beta_1, beta_2, epsilon, .. }) => {
                kept("beta_1", beta_1)?;
                kept("beta_2", beta_2)?;
                Self::EPSILON.check(epsilon.get())
            }
            Self::Nadam(Nadam { beta_1, beta_2, momentum_decay, epsilon, .. }) => {
                kept("beta_1", beta_1)?;
                kept("beta_2", beta_2)?;
                Self::MOMENTUM_DECAY.check(momentum_decay)?;
                Self::EPSILON.check(epsilon)
            }
        }
    }
}

impl Precision {
    /// A hyper-parameter as the update has it.
    pub(super) const fn of(self, x: f64) -> f64 {
        match self {
            Self::Double => x,
            Self::Single => x as f32 as f64,
        }
    }
}

impl Epsilon {
    /// ε, wherever it stands.
    pub const fn get(self) -> f64 {
        match self {
            Self::InsideRoot(epsilon) | Self::OutsideRoot(epsilon) => epsilon,
        }
    }
}

impl AdamEpsilon {
    /// ε, wherever it stands.
    pub const fn get(self) -> f64 {
        match self {
            Self::BeforeCorrection(epsilon) | Self::AfterCorrection(epsilon) => epsilon,
        }
    }
}
