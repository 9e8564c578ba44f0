//! The information bottleneck: what of X must T keep to tell about Y?
//!
//! All solvers minimize L = cost(T) − β I(T;Y) over encoders q(t|x), with T – X – Y a Markov
//! chain. Each is an iterator of states, so that every step can be shown; [`annealing`] runs
//! them to the curve.

pub mod annealing;
pub mod critical;
pub mod deterministic;
pub mod encoder;
pub mod gaussian;
pub mod iterative;
pub mod source;
pub mod squared;

/// Why a bottleneck cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BottleneckError {
    /// There are no outcomes, or the rows differ in length, or the sizes do not fit each other.
    Shape,
    /// A weight is negative, infinite or not a number; or all are zero or their sum overflows.
    Weight(f64),
    /// A trade-off that is negative, infinite or not a number.
    Beta(f64),
    /// A covariance matrix that is not symmetric and positive definite.
    Covariance,
    /// Too many outcomes for an exhaustive search.
    TooMany(usize),
}

impl core::fmt::Display for BottleneckError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Shape => write!(f, "invalid shape: no outcomes, or sizes that do not fit"),
            Self::Weight(w) => write!(f, "invalid weight: {w}"),
            Self::Beta(b) => write!(f, "invalid beta: {b}"),
            Self::Covariance => write!(f, "the covariance is not symmetric and positive definite"),
            Self::TooMany(n) => write!(f, "too many outcomes to try every partition: {n}"),
        }
    }
}

impl core::error::Error for BottleneckError {}

/// The trade-off β ≥ 0, proven finite.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Beta(f64);

impl Beta {
    /// # Errors
    /// [`BottleneckError::Beta`] unless β is finite and not negative.
    pub fn new(beta: f64) -> Result<Self, BottleneckError> {
        if beta >= 0.0 && beta.is_finite() { Ok(Self(beta)) } else { Err(BottleneckError::Beta(beta)) }
    }

    /// β.
    pub fn get(self) -> f64 {
        self.0
    }
}
