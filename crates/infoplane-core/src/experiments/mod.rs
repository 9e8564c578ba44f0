//! Experiments: `Spec` → `step()` → `Frame`, plain data in, plain data out.

use crate::learner::dataset::Source;

pub mod layer_information;
pub mod training;

/// A file that an experiment needs beside its spec, because it is too large for the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Asset {
    /// The packed 8×8 digits.
    Digits,
}

impl Asset {
    /// The asset that a data source needs, if any.
    pub const fn of_source(source: Source) -> Option<Self> {
        match source {
            Source::Digits => Some(Self::Digits),
            _ => None,
        }
    }

    /// The file's path below the site's `assets/` folder.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Digits => "digits/digits.bin",
        }
    }
}

/// What a slice of work left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is more to do.
    Running,
    /// The experiment has reached its end.
    Finished,
}

/// A computation that advances in slices of bounded work and can be looked at between them.
///
/// It is a pure function of its spec and assets: how often `frame` is called, or how the
/// slices are timed, never changes a number. Cancelling is dropping.
pub trait Experiment: Sized {
    /// Everything that decides the result; plain, validated by `start`.
    type Spec;
    /// A picture of the present state; plain data.
    type Frame;

    /// Builds the initial state.
    ///
    /// # Errors
    /// A [`SpecError`] that names the offending field and value, or the missing or damaged asset.
    fn start(spec: &Self::Spec, asset: Option<&[u8]>) -> Result<Self, SpecError>;

    /// Advances by one slice (about a millisecond of work on a slow machine).
    fn step(&mut self) -> Progress;

    /// What has happened since the last call of `frame`, and the present state.
    fn frame(&mut self) -> Self::Frame;
}

/// Why a spec cannot be run.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
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
