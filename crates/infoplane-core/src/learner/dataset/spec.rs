//! Which data, and how noisy.

use super::{Features, Scaling, Source, Split, digits, own, twelve_bit};
use crate::learner::spec::{Range, SpecError};
use serde::{Deserialize, Serialize};

/// Which data, and how noisy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataSpec {
    /// The generator or data set.
    pub source: Source,
    /// Number of classes, 2 to 6, of a reader's own data up to 100; ignored by sources that fix it.
    pub n_classes: usize,
    /// Number of samples; ignored by sources that fix it.
    pub n_samples: usize,
    /// Standard deviation of the isotropic Gaussian noise on the coordinates; generated sources only.
    pub noise: f64,
    /// How many times as frequent the first class is as the last, see [`class_shares`](super::class_shares);
    /// generated sources only.
    pub imbalance: f64,
    /// Probability that a label is replaced by one of the other classes, uniformly. At (k−1)/k labels
    /// are pure noise; beyond it they tell again, what the class is not.
    pub label_noise: f64,
    /// 1/γ, the softness of the rule of the 12-bit task, see [`twelve_bit`]; 0 gives the published labels. Ignored by
    /// all other sources.
    pub softness: f64,
    /// What the network sees of points of the plane; ignored by samples of other spaces.
    pub features: Features,
    /// Number of features of a reader's own data; ignored by all other sources.
    pub n_own_features: usize,
    /// What is done to the features.
    pub scaling: Scaling,
    /// Fraction of the samples used for training; the rest is the test set.
    pub train_fraction: f64,
    /// How the training samples are drawn.
    pub split: Split,
}

impl Default for DataSpec {
    fn default() -> Self {
        Self {
            source: Source::Spirals,
            n_classes: 3,
            n_samples: 600,
            noise: 0.05,
            imbalance: 1.0,
            label_noise: 0.0,
            softness: 0.0,
            features: Features::default(),
            n_own_features: 2,
            scaling: Scaling::Plain,
            train_fraction: 0.5,
            split: Split::Stratified,
        }
    }
}

impl DataSpec {
    /// Range of [`DataSpec::n_classes`] of generated sources.
    pub const CLASSES: Range = Range { field: "classes", min: 2.0, max: 6.0 };
    /// Range of [`DataSpec::n_classes`] of a reader's own data.
    pub const OWN_CLASSES: Range = Range { field: "classes", min: 2.0, max: own::MAX_CLASSES as f64 };
    /// Range of [`DataSpec::n_samples`].
    pub const SAMPLES: Range = Range { field: "n", min: 20.0, max: 10_000.0 };
    /// Range of [`DataSpec::noise`].
    pub const NOISE: Range = Range { field: "noise", min: 0.0, max: 1.0 };
    /// Range of [`DataSpec::imbalance`].
    pub const IMBALANCE: Range = Range { field: "imbalance", min: 1.0, max: 100.0 };
    /// Range of [`DataSpec::label_noise`].
    pub const LABEL_NOISE: Range = Range { field: "label_noise", min: 0.0, max: 0.9 };
    /// Range of [`DataSpec::softness`].
    pub const SOFTNESS: Range = Range { field: "softness", min: 0.0, max: 100.0 };
    /// Range of the size of [`DataSpec::features`]: no network is without inputs.
    pub const FEATURES: Range = Range { field: "features", min: 1.0, max: 7.0 };
    /// Range of [`DataSpec::n_own_features`].
    pub const OWN_FEATURES: Range = Range { field: "features", min: 1.0, max: own::MAX_FEATURES as f64 };
    /// Range of [`DataSpec::train_fraction`].
    pub const TRAIN: Range = Range { field: "train", min: 0.1, max: 0.9 };

    /// Checks every field that the source uses.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field.
    pub fn validate(&self) -> Result<(), SpecError> {
        if self.source.is_generated() {
            Self::CLASSES.check(self.n_classes as f64)?;
            Self::SAMPLES.check(self.n_samples as f64)?;
            Self::NOISE.check(self.noise)?;
            Self::IMBALANCE.check(self.imbalance)?;
        }
        if self.source == Source::Own {
            Self::OWN_CLASSES.check(self.n_classes as f64)?;
            Self::OWN_FEATURES.check(self.n_own_features as f64)?;
        }
        if self.source == Source::TwelveBit {
            Self::SOFTNESS.check(self.softness)?;
        }
        if self.is_plane() {
            Self::FEATURES.check(self.features.n_features() as f64)?;
        }
        Self::LABEL_NOISE.check(self.label_noise)?;
        Self::TRAIN.check(self.train_fraction)
    }

    /// Whether the samples are points of the plane: all that are generated, and a reader's own of two numbers each.
    pub const fn is_plane(&self) -> bool {
        self.source.is_generated() || matches!(self.source, Source::Own) && self.n_own_features == 2
    }

    /// Number of features of a sample, as the network sees it.
    pub fn n_features(&self) -> usize {
        match self.source {
            Source::Digits => digits::N_PIXELS,
            Source::TwelveBit => twelve_bit::N_BITS,
            _ if self.is_plane() => self.features.n_features(),
            _ => self.n_own_features,
        }
    }

    /// Number of classes the source really has.
    pub const fn n_classes(&self) -> usize {
        match self.source {
            Source::Digits => digits::N_CLASSES,
            Source::TwelveBit => 2,
            _ => self.n_classes,
        }
    }
}
