//! The information bottleneck: what of X must T keep to tell about Y?
//!
//! All solvers minimize L = cost(T) − β I(T;Y) over encoders q(t|x), with T – X – Y a Markov
//! chain. Those that approach it step by step are iterators of states ([`descent`]), so that every step can be shown; [`annealing`]
//! runs them to the curve, [`critical`] and [`transitions`] say where it changes its form, [`partition`]
//! finds the best deterministic encoder, and [`gaussian`] has a closed form.

pub mod source;
pub mod encoder;
pub mod search;
pub mod descent;
mod table;
mod equations;
pub mod iterative;
pub mod deterministic;
pub mod squared;
pub mod partition;
mod anderson;
mod reduction;
pub mod accelerated;
pub mod critical;
pub mod annealing;
pub mod transitions;
pub mod gaussian;
pub mod reference;

use crate::dist::{channel::ChannelError, families::FamilyError, joint::JointError};

/// Why a bottleneck cannot be computed.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, BottleneckError};
/// assert_eq!(Beta::new(-1.0), Err(BottleneckError::Beta(-1.0)));
/// assert_eq!(BottleneckError::Beta(-1.0).to_string(), "invalid beta: -1");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum BottleneckError {
    /// The weights of X and Y are no joint pmf.
    Source(JointError),
    /// X and Y are two variables, and a joint has another number.
    Variables(usize),
    /// The weights of an encoder are no channel.
    Encoder(ChannelError),
    /// An encoder has another number of rows than there are possible x.
    Rows {
        /// The possible x.
        expected: usize,
        /// The rows.
        found: usize,
    },
    /// A curve has another number of states than of trade-offs.
    States {
        /// The trade-offs.
        expected: usize,
        /// The states.
        found: usize,
    },
    /// A trade-off that is negative, above [`Beta::LARGEST`] or not a number.
    Beta(f64),
    /// A tolerance that is negative or not a number.
    Tolerance(f64),
    /// A matrix that is no covariance.
    Covariance(FamilyError),
    /// Of the dimensions of a covariance, none or all are X's.
    Dimensions {
        /// The dimensions of X.
        n_x: usize,
        /// All of them.
        n: usize,
    },
    /// Too many outcomes for an exhaustive search.
    TooMany {
        /// Those of X.
        n_x: usize,
        /// Those of Y.
        n_y: usize,
    },
}

impl core::fmt::Display for BottleneckError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Variables(n) => write!(f, "invalid number of variables: {n} (X and Y are two)"),
            Self::Encoder(error) => write!(f, "invalid encoder: {error}"),
            Self::Rows { expected, found } => {
                write!(f, "invalid number of rows of an encoder: {found} (there are {expected} possible x)")
            }
            Self::States { expected, found } => {
                write!(f, "invalid number of states: {found} (there are {expected} betas)")
            }
            Self::Beta(b) => write!(f, "invalid beta: {b}"),
            Self::Tolerance(t) => write!(f, "invalid tolerance: {t}"),
            Self::Covariance(error) => error.fmt(f),
            Self::Dimensions { n_x, n } => write!(f, "invalid number of dimensions of X: {n_x} of {n}"),
            Self::TooMany { n_x, n_y } => {
                write!(f, "too many outcomes to try every partition: {n_x} of X, {n_y} of Y")
            }
        }
    }
}

impl core::error::Error for BottleneckError {}

/// The trade-off β, proven to be at least 0 and at most [`Beta::LARGEST`].
///
/// ```
/// use infoplane_core::bottleneck::Beta;
/// assert!(Beta::new(0.0)? < Beta::new(2.5)?);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Beta(f64);

impl Beta {
    /// Far beyond every transition of a joint of doubles; a larger one would overflow in β ln q.
    ///
    /// ```
    /// use infoplane_core::bottleneck::Beta;
    /// assert!(Beta::new(Beta::LARGEST).is_ok() && Beta::new(1.1 * Beta::LARGEST).is_err());
    /// ```
    pub const LARGEST: f64 = 1e50;

    /// # Errors
    /// [`BottleneckError::Beta`] unless 0 ≤ β ≤ [`Beta::LARGEST`].
    ///
    /// ```
    /// use infoplane_core::bottleneck::{Beta, BottleneckError};
    /// assert_eq!(Beta::new(2.5)?.get(), 2.5);
    /// assert_eq!(Beta::new(-1.0), Err(BottleneckError::Beta(-1.0)));
    /// # Ok::<(), BottleneckError>(())
    /// ```
    pub fn new(beta: f64) -> Result<Self, BottleneckError> {
        if (0.0..=Self::LARGEST).contains(&beta) { Ok(Self(beta)) } else { Err(BottleneckError::Beta(beta)) }
    }

    /// β.
    ///
    /// ```
    /// assert_eq!(infoplane_core::bottleneck::Beta::new(2.5)?.get(), 2.5);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn get(self) -> f64 {
        self.0
    }
}
