//! What the probabilities of a classifier are worth.
//!
//! A classifier says not only which class, but how sure it is; both can be wrong. [`scores`] says
//! how good the probabilities are for the labels that came, [`reliability`] whether "80 % sure" is
//! right in 80 of 100 cases, and [`ensemble`] how much of the doubt would go away with more training data.

pub mod ensemble;
pub mod reliability;
pub mod scores;

/// How far from one the probabilities of an input may sum.
///
/// Classifiers compute in single precision, where a softmax over thousands of classes misses one
/// by 1e-7 to 1e-6. Smaller, and those are refused; larger, and unnormalized scores pass for probabilities.
///
/// ```
/// use infoplane_core::measures::calibration::scores::Predictions;
/// assert!(Predictions::new(&[0.5, 0.500001], 2, &[0]).is_ok());
/// assert!(Predictions::new(&[0.5, 0.51], 2, &[0]).is_err());
/// ```
pub const ROW_SUM_TOLERANCE: f64 = 1e-5;

/// Why numbers are not the predictions of a classifier.
///
/// ```
/// use infoplane_core::measures::calibration::{CalibrationError, scores::Predictions};
/// assert_eq!(Predictions::new(&[], 2, &[]), Err(CalibrationError::Empty));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CalibrationError {
    /// There are no inputs, no classes or no members.
    Empty,
    /// The number of probabilities does not fit the numbers of inputs, classes and members.
    Shape {
        /// Probabilities given.
        found: usize,
        /// How many there must be, or of what they must be a multiple.
        expected: usize,
    },
    /// A probability is negative, infinite or not a number.
    Probability {
        /// The row it is in, counted from 0.
        row: usize,
        /// The class, counted from 0.
        class: usize,
        /// The value.
        value: f64,
    },
    /// The probabilities of a row miss one by more than [`ROW_SUM_TOLERANCE`].
    Sum {
        /// The row, counted from 0.
        row: usize,
        /// Its sum.
        sum: f64,
    },
    /// A label is not below the number of classes.
    Label {
        /// The input, counted from 0.
        input: usize,
        /// The label.
        label: usize,
        /// The number of classes.
        n_classes: usize,
    },
}

impl core::fmt::Display for CalibrationError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Empty => write!(f, "no inputs, no classes or no members"),
            Self::Shape { found, expected } => {
                write!(f, "invalid number of probabilities: {found} instead of {expected}")
            }
            Self::Probability { row, class, value } => {
                write!(f, "invalid probability: {value} (row {row}, class {class})")
            }
            Self::Sum { row, sum } => write!(f, "invalid sum: {sum} (row {row})"),
            Self::Label { input, label, n_classes } => {
                write!(f, "invalid label: {label} (input {input}, {n_classes} classes)")
            }
        }
    }
}

impl core::error::Error for CalibrationError {}

/// Refuses rows that are not probabilities.
fn check_rows(p: &[f64], n_classes: usize) -> Result<(), CalibrationError> {
    if p.is_empty() || n_classes == 0 {
        return Err(CalibrationError::Empty);
    }
    if !p.len().is_multiple_of(n_classes) {
        return Err(CalibrationError::Shape { found: p.len(), expected: n_classes });
    }
    for (row, p) in p.chunks_exact(n_classes).enumerate() {
        if let Some(class) = p.iter().position(|p| !(p.is_finite() && *p >= 0.0)) {
            return Err(CalibrationError::Probability { row, class, value: p[class] });
        }
        let sum: f64 = p.iter().sum();
        if (sum - 1.0).abs() > ROW_SUM_TOLERANCE {
            return Err(CalibrationError::Sum { row, sum });
        }
    }
    Ok(())
}
