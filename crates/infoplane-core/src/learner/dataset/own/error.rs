//! What can be wrong with a reader's own samples.

use super::{MAX_CLASSES, MAX_FEATURES, MAX_SAMPLES, MAX_VALUES};
use core::fmt;

/// What is wrong with a reader's own samples.
///
/// ```
/// use infoplane_core::learner::dataset::own::OwnData;
/// let refused = OwnData::painted(&[([0.0, 0.0], 0), ([0.0, f32::INFINITY], 1)], 2).map_err(|error| error.to_string());
/// assert_eq!(refused, Err("invalid value: inf (sample 1, feature 1)".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum OwnDataError {
    /// Fewer than two samples, or more than [`MAX_SAMPLES`].
    Samples(usize),
    /// No feature, or more than [`MAX_FEATURES`].
    Features(usize),
    /// Fewer than two classes, or more than [`MAX_CLASSES`].
    Classes(usize),
    /// More numbers than [`MAX_VALUES`].
    Values(usize),
    /// The number of values is not samples times features.
    Length {
        /// Samples times features.
        expected: usize,
        /// Values given.
        found: usize,
    },
    /// A value that is infinite or NaN.
    NotFinite {
        /// The sample, from 0.
        sample: usize,
        /// The feature, from 0.
        feature: usize,
        /// The value.
        value: f32,
    },
    /// A label that is no class.
    Label {
        /// The sample, from 0.
        sample: usize,
        /// The label.
        label: usize,
    },
    /// Packed bytes that are not as [`OwnData::pack`](super::OwnData::pack) leaves them.
    Damaged,
}

impl fmt::Display for OwnDataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Samples(n) => write!(f, "invalid number of samples: {n} (allowed: 2 to {MAX_SAMPLES})"),
            Self::Features(n) => write!(f, "invalid number of features: {n} (allowed: 1 to {MAX_FEATURES})"),
            Self::Classes(n) => write!(f, "invalid number of classes: {n} (allowed: 2 to {MAX_CLASSES})"),
            Self::Values(n) => write!(f, "too many numbers: {n} (allowed: {MAX_VALUES})"),
            Self::Length { expected, found } => write!(f, "{found} numbers where {expected} should be"),
            Self::NotFinite { sample, feature, value } => {
                write!(f, "invalid value: {value} (sample {sample}, feature {feature})")
            }
            Self::Label { sample, label } => write!(f, "invalid label: {label} (sample {sample})"),
            Self::Damaged => write!(f, "damaged data"),
        }
    }
}

impl core::error::Error for OwnDataError {}
