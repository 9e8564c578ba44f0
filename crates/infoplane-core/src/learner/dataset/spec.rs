//! Which data, and how noisy.

use super::{Features, Scaling, Source, Split, digits, own, twelve_bit};
use crate::learner::spec::{Range, SpecError};
use serde::{Deserialize, Serialize};

/// Which data, and how noisy.
///
/// ```
/// use infoplane_core::learner::dataset::{DataSpec, samples};
/// // 600 points of three spirals, half of them for training.
/// let data = samples(&DataSpec::default(), 1, None)?;
/// assert_eq!((data.n_samples(), data.n_classes(), data.train.len()), (600, 3, 300));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
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
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec};
    /// assert!(DataSpec::CLASSES.check(6.0).is_ok());
    /// assert!(DataSpec { n_classes: 7, ..DataSpec::default() }.validate().is_err());
    /// ```
    pub const CLASSES: Range = Range { field: "classes", min: 2.0, max: 6.0 };
    /// Range of [`DataSpec::n_classes`] of a reader's own data.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source};
    /// assert!(DataSpec::OWN_CLASSES.check(100.0).is_ok());
    /// assert!(DataSpec { source: Source::Own, n_classes: 101, ..DataSpec::default() }.validate().is_err());
    /// ```
    pub const OWN_CLASSES: Range = Range { field: "classes", min: 2.0, max: own::MAX_CLASSES as f64 };
    /// Range of [`DataSpec::n_samples`].
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec};
    /// assert!(DataSpec::SAMPLES.check(20.0).is_ok());
    /// assert!(DataSpec { n_samples: 19, ..DataSpec::default() }.validate().is_err());
    /// ```
    pub const SAMPLES: Range = Range { field: "n", min: 20.0, max: 10_000.0 };
    /// Range of [`DataSpec::noise`].
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec};
    /// assert!(DataSpec::NOISE.check(1.0).is_ok());
    /// assert!(DataSpec { noise: 1.1, ..DataSpec::default() }.validate().is_err());
    /// ```
    pub const NOISE: Range = Range { field: "noise", min: 0.0, max: 1.0 };
    /// Range of [`DataSpec::imbalance`].
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec};
    /// assert!(DataSpec::IMBALANCE.check(100.0).is_ok());
    /// assert!(DataSpec { imbalance: 0.9, ..DataSpec::default() }.validate().is_err());
    /// ```
    pub const IMBALANCE: Range = Range { field: "imbalance", min: 1.0, max: 100.0 };
    /// Range of [`DataSpec::label_noise`].
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec};
    /// assert!(DataSpec::LABEL_NOISE.check(0.9).is_ok());
    /// assert!(DataSpec { label_noise: 1.0, ..DataSpec::default() }.validate().is_err());
    /// ```
    pub const LABEL_NOISE: Range = Range { field: "label_noise", min: 0.0, max: 0.9 };
    /// Range of [`DataSpec::softness`].
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source};
    /// assert!(DataSpec::SOFTNESS.check(0.0).is_ok());
    /// assert!(DataSpec { source: Source::TwelveBit, softness: -0.1, ..DataSpec::default() }.validate().is_err());
    /// ```
    pub const SOFTNESS: Range = Range { field: "softness", min: 0.0, max: 100.0 };
    /// Range of the size of [`DataSpec::features`]: no network is without inputs.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Feature, Features};
    /// assert!(DataSpec::FEATURES.check(Feature::ALL.len() as f64).is_ok());
    /// assert!(DataSpec { features: Features::of(&[]), ..DataSpec::default() }.validate().is_err());
    /// ```
    pub const FEATURES: Range = Range { field: "features", min: 1.0, max: 7.0 };
    /// Range of [`DataSpec::n_own_features`].
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source};
    /// assert!(DataSpec::OWN_FEATURES.check(10_000.0).is_ok());
    /// assert!(DataSpec { source: Source::Own, n_own_features: 0, ..DataSpec::default() }.validate().is_err());
    /// ```
    pub const OWN_FEATURES: Range = Range { field: "features", min: 1.0, max: own::MAX_FEATURES as f64 };
    /// Range of [`DataSpec::train_fraction`].
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec};
    /// assert!(DataSpec::TRAIN.check(0.9).is_ok());
    /// assert!(DataSpec { train_fraction: 1.0, ..DataSpec::default() }.validate().is_err());
    /// ```
    pub const TRAIN: Range = Range { field: "train", min: 0.05, max: 0.9 };

    /// Checks every field that the source uses.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source};
    /// let noisy = DataSpec { noise: f64::NAN, ..DataSpec::default() };
    /// assert_eq!(noisy.validate().unwrap_err().to_string(), "invalid noise: NaN (allowed: 0 to 1)");
    /// // The 12-bit task has no such noise.
    /// assert_eq!(DataSpec { source: Source::TwelveBit, ..noisy }.validate(), Ok(()));
    /// ```
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
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source};
    /// let own = |n_own_features| DataSpec { source: Source::Own, n_own_features, ..DataSpec::default() };
    /// assert!(own(2).is_plane() && !own(3).is_plane());
    /// ```
    pub const fn is_plane(&self) -> bool {
        self.source.is_generated() || matches!(self.source, Source::Own) && self.n_own_features == 2
    }

    /// Number of features of a sample, as the network sees it.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source};
    /// let of = |source| DataSpec { source, ..DataSpec::default() }.n_features();
    /// assert_eq!([Source::Moons, Source::TwelveBit, Source::Digits].map(of), [2, 12, 8 * 8]);
    /// ```
    pub fn n_features(&self) -> usize {
        match self.source {
            Source::Digits => digits::N_PIXELS,
            Source::TwelveBit => twelve_bit::N_BITS,
            _ if self.is_plane() => self.features.n_features(),
            _ => self.n_own_features,
        }
    }

    /// Number of classes the source really has.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source};
    /// let of = |source| DataSpec { source, n_classes: 5, ..DataSpec::default() }.n_classes();
    /// assert_eq!([Source::Moons, Source::TwelveBit, Source::Digits].map(of), [5, 2, 10]);
    /// ```
    pub const fn n_classes(&self) -> usize {
        match self.source {
            Source::Digits => digits::N_CLASSES,
            Source::TwelveBit => 2,
            _ => self.n_classes,
        }
    }
}
