//! What can be wrong with a request, and the files it may need.

use crate::learner::dataset::Source;
use serde::{Deserialize, Serialize};

/// A file that an experiment needs beside its spec, because it is too large for the program.
///
/// ```
/// use infoplane_core::learner::spec::Asset;
/// assert_eq!([Asset::Digits, Asset::Own].map(Asset::path), ["digits/digits.bin", "own data"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Asset {
    /// The packed 8×8 digits.
    Digits,
    /// A reader's own samples, as [`OwnData::pack`](crate::learner::dataset::own::OwnData::pack) packs them. They never
    /// lie below the site's folder: whoever starts the experiment has them.
    Own,
}

impl Asset {
    /// The asset that a data source needs, if any.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::Source;
    /// use infoplane_core::learner::spec::Asset;
    /// assert_eq!((Asset::of_source(Source::Digits), Asset::of_source(Source::Xor)), (Some(Asset::Digits), None));
    /// ```
    pub const fn of_source(source: Source) -> Option<Self> {
        match source {
            Source::Digits => Some(Self::Digits),
            Source::Own => Some(Self::Own),
            _ => None,
        }
    }

    /// Whether the file lies below the site's `assets/` folder, where whoever needs it can fetch it.
    ///
    /// ```
    /// # use infoplane_core::learner::spec::Asset;
    /// assert!(Asset::Digits.is_shipped() && !Asset::Own.is_shipped());
    /// ```
    pub const fn is_shipped(self) -> bool {
        matches!(self, Self::Digits)
    }

    /// The file's path below the site's `assets/` folder; of own data, which have none, what they are called.
    ///
    /// ```
    /// # use infoplane_core::learner::spec::Asset;
    /// let url = format!("assets/{}", Asset::Digits.path());
    /// assert_eq!(url, "assets/digits/digits.bin");
    /// ```
    pub const fn path(self) -> &'static str {
        match self {
            Self::Digits => "digits/digits.bin",
            Self::Own => "own data",
        }
    }
}

/// Why a spec cannot be run.
///
/// ```
/// use infoplane_core::learner::spec::{Asset, SpecError};
/// assert_eq!(SpecError::MissingAsset(Asset::Digits).to_string(), "missing file: digits/digits.bin");
/// let shorter = SpecError::SnapshotLength { expected: 17, found: 16 };
/// assert_eq!(shorter.to_string(), "invalid snapshot: 16 parameters, the network has 17");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SpecError {
    /// A number is outside its range.
    OutOfRange {
        /// The field, as links name it.
        field: String,
        /// The value given.
        value: f64,
        /// The smallest allowed value.
        min: f64,
        /// The largest allowed value.
        max: f64,
    },
    /// The data source needs a file that was not given.
    MissingAsset(Asset),
    /// The file does not have the expected content.
    DamagedAsset(Asset),
    /// A snapshot has a different number of parameters than the network.
    SnapshotLength {
        /// Parameters of the network.
        expected: usize,
        /// Parameters in the snapshot.
        found: usize,
    },
}

impl core::fmt::Display for SpecError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::OutOfRange { field, value, min, max } => {
                write!(f, "invalid {field}: {value} (allowed: {min} to {max})")
            }
            Self::MissingAsset(asset) => write!(f, "missing file: {}", asset.path()),
            Self::DamagedAsset(asset) => write!(f, "damaged file: {}", asset.path()),
            Self::SnapshotLength { expected, found } => {
                write!(f, "invalid snapshot: {found} parameters, the network has {expected}")
            }
        }
    }
}

impl core::error::Error for SpecError {}

/// The range of one field, ends included.
///
/// ```
/// use infoplane_core::learner::spec::Range;
/// let die = Range { field: "die", min: 1.0, max: 6.0 };
/// assert!([1.0, 6.0].iter().all(|end| die.check(*end).is_ok()) && die.check(7.0).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The field, as links name it.
    pub field: &'static str,
    /// The smallest allowed value.
    pub min: f64,
    /// The largest allowed value.
    pub max: f64,
}

impl Range {
    /// Accepts the value if it lies in the range; NaN does not. Not inlined, to keep the programs small.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the field and the value.
    ///
    /// ```
    /// use infoplane_core::learner::spec::{Range, SpecError};
    /// let found = Range { field: "die", min: 1.0, max: 6.0 }.check(7.0);
    /// assert_eq!(found, Err(SpecError::OutOfRange { field: "die".to_owned(), value: 7.0, min: 1.0, max: 6.0 }));
    /// ```
    #[inline(never)]
    pub fn check(self, value: f64) -> Result<(), SpecError> {
        if value >= self.min && value <= self.max {
            Ok(())
        } else {
            Err(SpecError::OutOfRange { field: self.field.into(), value, min: self.min, max: self.max })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_refuses_what_is_not_a_number() {
        let range = Range { field: "noise", min: 0.0, max: 1.0 };
        assert_eq!(range.check(1.0), Ok(()));
        assert!(range.check(f64::NAN).is_err());
        assert_eq!(
            range.check(2.0).map_err(|e| e.to_string()),
            Err("invalid noise: 2 (allowed: 0 to 1)".to_owned())
        );
    }
}
