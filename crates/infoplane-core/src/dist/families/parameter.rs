//! Parameters of families: what a name may carry, and what is wrong with it when it is refused.

use crate::dist::pmf::PmfError;

/// Positive parameters are at least this, and at most [`LARGEST`], as locations are in absolute value.
///
/// Within these bounds squares and ratios of parameters stay within the range of `f64`, so that no entropy is NaN;
/// nearer to the ends of the range that could not be promised.
///
/// ```
/// use infoplane_core::dist::families::{exponential::Exponential, parameter::SMALLEST};
/// assert!(Exponential::new(SMALLEST).is_ok() && Exponential::new(0.5 * SMALLEST).is_err());
/// ```
pub const SMALLEST: f64 = 1e-150;

/// The largest parameter: see [`SMALLEST`].
///
/// ```
/// use infoplane_core::dist::families::{exponential::Exponential, parameter::LARGEST};
/// assert!(Exponential::new(LARGEST).is_ok() && Exponential::new(2.0 * LARGEST).is_err());
/// ```
pub const LARGEST: f64 = 1e150;

/// The value of a parameter.
///
/// ```
/// use infoplane_core::dist::families::{Family, Parameter};
/// let p = Family::new("dirichlet", &[("concentration", Parameter::Vector(vec![1.0, 3.0]))])?;
/// assert_eq!(p.mean(), Some(vec![0.25, 0.75]));
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Parameter {
    /// One number.
    Scalar(f64),
    /// A list of numbers.
    Vector(Vec<f64>),
    /// A square of numbers, row by row.
    Matrix(Vec<Vec<f64>>),
}

/// Why there is no such distribution, or no value of it at a point.
///
/// ```
/// use infoplane_core::dist::families::{FamilyError, normal::Normal};
/// let error = FamilyError::Value { parameter: "scale", value: -1.0 };
/// assert_eq!(Normal::new(0.0, -1.0), Err(error.clone()));
/// assert_eq!(error.to_string(), "invalid scale: -1");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum FamilyError {
    /// There is no family of that name.
    Family(String),
    /// A parameter that the family does not have, or has in another way already (probs beside logits).
    Unexpected(String),
    /// A parameter is missing; in an alternative (probs or logits) the first of the two.
    Missing(&'static str),
    /// A parameter is a number where it must be a list, or the like.
    Shape(&'static str),
    /// A parameter is outside its range, infinite or not a number.
    Value {
        /// The name of the parameter.
        parameter: &'static str,
        /// The value.
        value: f64,
    },
    /// An entry of a list is outside its range, infinite or not a number.
    Element {
        /// The name of the parameter.
        parameter: &'static str,
        /// The place in the list, counted from 0.
        index: usize,
        /// The value.
        value: f64,
    },
    /// A list has another length than it must have.
    Length {
        /// The name of the parameter.
        parameter: &'static str,
        /// Entries needed.
        expected: usize,
        /// Entries found.
        found: usize,
    },
    /// The ends of an interval are not in ascending order, or too close or far for their distance to be a number.
    Interval {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// A covariance matrix is not the same above and below its diagonal.
    NotSymmetric {
        /// The row, counted from 0.
        row: usize,
        /// The column, counted from 0; it is larger than the row.
        column: usize,
        /// The value there, above the diagonal.
        above: f64,
        /// The value of the same column and row, below it.
        below: f64,
    },
    /// A lower triangular matrix has an entry above its diagonal that is not zero.
    AboveDiagonal {
        /// The row, counted from 0.
        row: usize,
        /// The column, counted from 0.
        column: usize,
        /// The value.
        value: f64,
    },
    /// A covariance matrix is not positive definite: some direction has no variance, or a negative one.
    NotPositiveDefinite {
        /// The first row that depends on the rows above it, counted from 0.
        row: usize,
        /// The variance that those rows leave to it.
        variance: f64,
    },
    /// A direction does not have length one.
    Direction {
        /// The length.
        norm: f64,
    },
    /// Probabilities are not a pmf.
    Pmf(PmfError),
    /// A point has another number of coordinates than the distribution.
    Dimension {
        /// Coordinates needed.
        expected: usize,
        /// Coordinates found.
        found: usize,
    },
}

impl core::fmt::Display for FamilyError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Family(name) => write!(f, "unknown family: {name}"),
            Self::Unexpected(name) => write!(f, "unexpected parameter: {name}"),
            Self::Missing(name) => write!(f, "missing parameter: {name}"),
            Self::Shape(name) => write!(f, "invalid shape of {name}"),
            Self::Value { parameter, value } => write!(f, "invalid {parameter}: {value}"),
            Self::Element { parameter, index, value } => {
                write!(f, "invalid {parameter}: {value} (entry {index})")
            }
            Self::Length { parameter, expected, found } => {
                write!(f, "invalid length of {parameter}: {found} (should be {expected})")
            }
            Self::Interval { low, high } => write!(f, "invalid interval: {low} to {high}"),
            Self::NotSymmetric { row, column: j, above, below } => {
                write!(f, "covariance is not symmetric: {above} in row {row}, column {j}, and {below} below")
            }
            Self::AboveDiagonal { row, column, value } => {
                write!(f, "not lower triangular: {value} in row {row}, column {column}")
            }
            Self::NotPositiveDefinite { row, variance } => {
                write!(f, "covariance is not positive definite: row {row} keeps variance {variance}")
            }
            Self::Direction { norm } => write!(f, "invalid direction: its length is {norm}"),
            Self::Pmf(error) => error.fmt(f),
            Self::Dimension { expected, found } => {
                write!(f, "invalid number of coordinates: {found} (should be {expected})")
            }
        }
    }
}

impl core::error::Error for FamilyError {}

impl From<PmfError> for FamilyError {
    fn from(error: PmfError) -> Self {
        Self::Pmf(error)
    }
}

/// A positive parameter between [`SMALLEST`] and [`LARGEST`].
pub(super) fn positive(parameter: &'static str, value: f64) -> Result<f64, FamilyError> {
    within(parameter, value, SMALLEST, LARGEST)
}

/// A location or logit, at most [`LARGEST`] in absolute value.
pub(super) fn location(parameter: &'static str, value: f64) -> Result<f64, FamilyError> {
    within(parameter, value, -LARGEST, LARGEST)
}

/// A number between two others, both included.
pub(super) fn within(parameter: &'static str, value: f64, low: f64, high: f64) -> Result<f64, FamilyError> {
    if (low..=high).contains(&value) { Ok(value) } else { Err(FamilyError::Value { parameter, value }) }
}

/// A list of numbers, each checked.
pub(super) fn each(
    parameter: &'static str,
    values: &[f64],
    check: impl Fn(&'static str, f64) -> Result<f64, FamilyError>,
) -> Result<(), FamilyError> {
    for (index, &value) in values.iter().enumerate() {
        check(parameter, value).map_err(|_| FamilyError::Element { parameter, index, value })?;
    }
    Ok(())
}

/// A list of a length that another parameter has set.
pub(super) fn of_length(parameter: &'static str, expected: usize, found: usize) -> Result<(), FamilyError> {
    if expected == found { Ok(()) } else { Err(FamilyError::Length { parameter, expected, found }) }
}

/// Named parameters on their way into a constructor, each taken once.
pub(super) struct Parameters<'a> {
    given: Vec<(&'a str, &'a Parameter)>,
}

impl<'a> Parameters<'a> {
    pub(super) fn new(given: &'a [(&'a str, Parameter)]) -> Self {
        Self { given: given.iter().map(|(name, value)| (*name, value)).collect() }
    }

    /// Whether a parameter of that name is still to be taken.
    pub(super) fn has(&self, name: &str) -> bool {
        self.given.iter().any(|(given, _)| *given == name)
    }

    fn take(&mut self, name: &'static str) -> Result<&'a Parameter, FamilyError> {
        let place = self.given.iter().position(|(given, _)| *given == name);
        place.map(|place| self.given.swap_remove(place).1).ok_or(FamilyError::Missing(name))
    }

    pub(super) fn scalar(&mut self, name: &'static str) -> Result<f64, FamilyError> {
        match self.take(name)? {
            Parameter::Scalar(value) => Ok(*value),
            _ => Err(FamilyError::Shape(name)),
        }
    }

    pub(super) fn vector(&mut self, name: &'static str) -> Result<&'a [f64], FamilyError> {
        match self.take(name)? {
            Parameter::Vector(values) => Ok(values),
            _ => Err(FamilyError::Shape(name)),
        }
    }

    pub(super) fn matrix(&mut self, name: &'static str) -> Result<&'a [Vec<f64>], FamilyError> {
        match self.take(name)? {
            Parameter::Matrix(rows) => Ok(rows),
            _ => Err(FamilyError::Shape(name)),
        }
    }

    /// Nothing must be left over.
    pub(super) fn finish(self) -> Result<(), FamilyError> {
        match self.given.first() {
            Some((name, _)) => Err(FamilyError::Unexpected((*name).to_owned())),
            None => Ok(()),
        }
    }
}
