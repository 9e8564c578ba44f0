//! Samples that a reader brought in files, ready for a worker.

use crate::workers::samples::Samples;
use infoplane_core::learner::dataset::own::OwnData;

/// Samples of files; cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFile {
    /// What the files are called.
    pub name: String,
    /// Number of samples.
    pub n_samples: usize,
    /// Number of features.
    pub n_features: usize,
    /// Number of classes.
    pub n_classes: usize,
    /// All of it, as a worker takes it.
    pub packed: Samples,
}

impl OwnFile {
    /// These samples, of files of that name.
    pub fn new(name: String, data: &OwnData) -> Self {
        Self {
            name,
            n_samples: data.labels().len(),
            n_features: data.n_features(),
            n_classes: data.n_classes(),
            packed: Samples::new(data.pack()),
        }
    }
}
