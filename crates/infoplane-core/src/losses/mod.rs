//! The losses of Keras and PyTorch, to the last digit, each with its gradient.
//!
//! A loss is a cross-entropy or a divergence of this crate's [`measures`](crate::measures), and
//! then again it is not: libraries clip probabilities, smooth labels and divide by one of several
//! counts. What a training curve shows contains all of that, so it is reproduced here and
//! said where it happens. Values are in nats.
//!
//! A loss function takes proven inputs ([`rows`]) and gives [`reduction::Losses`]: one value per
//! item with its derivatives, still to be weighted and reduced to one number.
//! [`keras`] and [`torch`] are the two libraries' definitions. Everything is generic over
//! [`Real`](crate::math::real::Real): `f64`, or `f32` with the roundings of single precision.

pub mod keras;
pub mod reduction;
pub mod rows;
mod softmax;
pub mod torch;

/// Why a loss cannot be computed.
///
/// ```
/// use infoplane_core::losses::{LossError, rows::Logits};
/// let error = LossError::Shape { n_values: 3, n_columns: 2 };
/// assert_eq!(Logits::new(&[0.0, 1.0, 2.0], 2), Err(error));
/// let error = LossError::Value { argument: "logits", index: 1, value: f64::INFINITY };
/// assert_eq!(Logits::new(&[0.0, f64::INFINITY], 2), Err(error));
/// assert_eq!(error.to_string(), "invalid logits: inf (position 1)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LossError {
    /// There are no rows, or they have no columns.
    Empty,
    /// The number of values is not a multiple of the number of columns.
    Shape {
        /// Values given.
        n_values: usize,
        /// Values per row.
        n_columns: usize,
    },
    /// Two things that should have as many entries have not.
    Length {
        /// Which of them it is that was counted, and found too long or too short.
        argument: &'static str,
        /// Entries given.
        found: usize,
        /// Entries needed.
        expected: usize,
    },
    /// A number is not finite, too large, or negative or above one where it must not be.
    Value {
        /// What it was given as.
        argument: &'static str,
        /// Its position, counted from 0 through all rows.
        index: usize,
        /// The number.
        value: f64,
    },
    /// A row of probabilities sums to nothing, so that Keras' division by the sum is undefined.
    Sum {
        /// The row, counted from 0.
        row: usize,
        /// Its sum.
        sum: f64,
    },
    /// A label is not below the number of classes.
    Label {
        /// The row, counted from 0.
        row: usize,
        /// The label.
        label: usize,
        /// The number of classes.
        n_classes: usize,
    },
    /// A label smoothing is not between 0 and 1.
    Smoothing(f64),
}

impl core::fmt::Display for LossError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Empty => write!(f, "no rows or no columns"),
            Self::Shape { n_values, n_columns } => {
                write!(f, "invalid shape: {n_values} values in rows of {n_columns}")
            }
            Self::Length { argument, found, expected } => {
                write!(f, "invalid length of {argument}: {found} (should be {expected})")
            }
            Self::Value { argument, index, value } => {
                write!(f, "invalid {argument}: {value} (position {index})")
            }
            Self::Sum { row, sum } => write!(f, "invalid sum: {sum} (row {row})"),
            Self::Label { row, label, n_classes } => {
                write!(f, "invalid label: {label} (row {row}, {n_classes} classes)")
            }
            Self::Smoothing(a) => write!(f, "invalid label smoothing: {a}"),
        }
    }
}

impl core::error::Error for LossError {}
