//! Rate-distortion: how few nats per symbol suffice, if a mean error is allowed.
//!
//! R(D) is the least I(X;Y) of any channel from a source X to its reproduction Y with a mean distortion of at most D.
//! [`closed_forms`] has the textbook's sources, [`gaussian`] the Gaussian ones, [`distortion`]
//! what an error costs, [`blahut`] the solvers for any finite source, and [`curve`] their answer for one D or one R.

pub mod closed_forms;
pub mod gaussian;
pub mod distortion;
pub mod blahut;
pub mod curve;

/// Why there is no rate.
///
/// ```
/// use infoplane_core::measures::rate_distortion::{RateError, distortion::Distortion};
/// let error = RateError::Distortion { symbol: 0, reproduction: 1, value: -0.5 };
/// assert_eq!(Distortion::new(&[vec![0.0, -0.5]]), Err(error));
/// assert_eq!(error.to_string(), "invalid distortion: -0.5 (symbol 0, reproduction 1)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RateError {
    /// There are no source symbols, no reproductions, or no components.
    Empty,
    /// A row of the distortions has another number of reproductions than the first.
    Reproductions {
        /// The source symbol, counted from 0.
        symbol: usize,
        /// Its number of reproductions.
        found: usize,
        /// That of the first row.
        expected: usize,
    },
    /// The source has another number of symbols than the distortions have rows.
    Symbols {
        /// Outcomes of the source.
        source: usize,
        /// Rows.
        rows: usize,
    },
    /// A distortion is negative, infinite or not a number.
    Distortion {
        /// The source symbol, counted from 0.
        symbol: usize,
        /// The reproduction, counted from 0.
        reproduction: usize,
        /// The value.
        value: f64,
    },
    /// A parameter is outside its range.
    Parameter {
        /// The letter in the formula.
        name: &'static str,
        /// The value.
        value: f64,
    },
    /// No code has so small a distortion.
    Unreachable {
        /// The distortion asked for.
        distortion: f64,
        /// The least.
        least: f64,
    },
    /// The gap wanted was not reached, because it is below rounding.
    NotCertified {
        /// The rate is at least this, in nats.
        lower: f64,
        /// And at most this.
        upper: f64,
    },
}

impl core::fmt::Display for RateError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Empty => write!(f, "no symbols, reproductions or components"),
            Self::Reproductions { symbol, found, expected } => {
                write!(f, "invalid row: {found} reproductions instead of {expected} (symbol {symbol})")
            }
            Self::Symbols { source, rows } => {
                write!(f, "invalid source: {source} symbols for {rows} rows of distortions")
            }
            Self::Distortion { symbol, reproduction, value } => {
                write!(f, "invalid distortion: {value} (symbol {symbol}, reproduction {reproduction})")
            }
            Self::Parameter { name, value } => write!(f, "invalid {name}: {value}"),
            Self::Unreachable { distortion, least } => {
                write!(f, "invalid distortion: {distortion} (the least is {least})")
            }
            Self::NotCertified { lower, upper } => {
                write!(f, "only known to lie between {lower} and {upper}")
            }
        }
    }
}

impl core::error::Error for RateError {}

/// A parameter that must be a number ≥ 0.
fn non_negative(name: &'static str, value: f64) -> Result<f64, RateError> {
    if value >= 0.0 { Ok(value) } else { Err(RateError::Parameter { name, value }) }
}
