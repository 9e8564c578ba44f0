//! Data sets: generators with a known posterior, the 12-bit task, handwritten digits, a reader's own samples.
//!
//! ```
//! use infoplane_core::learner::dataset::{DataSpec, Source, generate};
//! // Without noise in the coordinates and with a tenth of the labels wrong, two classes have the floor
//! // H(Y|X) = −0.9 ln 0.9 − 0.1 ln 0.1 = 0.325 nats.
//! let spec = DataSpec { source: Source::Xor, n_classes: 2, noise: 0.0, label_noise: 0.1, ..DataSpec::default() };
//! let data = generate(&spec, 1, None)?;
//! assert!((data.floor(&data.test).expect("known") - 0.325).abs() < 1e-4);
//! # Ok::<(), infoplane_core::learner::spec::SpecError>(())
//! ```

mod features;
mod generation;
mod label_noise;
mod priors;
mod scaling;
mod skeleton;
mod source;
mod spec;
mod split;

pub mod digits;
pub mod generator;
pub mod own;
pub mod student_teacher;
pub mod twelve_bit;

pub use features::{Feature, Features};
pub use label_noise::flip_labels;
pub use priors::class_shares;
pub use scaling::{Scaling, Standardization};
pub use source::Source;
pub use spec::DataSpec;
pub use split::Split;

use crate::learner::seeds::Seeds;
use crate::learner::spec::SpecError;
use crate::math::rng::Purpose;
use crate::math::x_log_x::x_log_x;

/// Samples with observed labels, split in two.
///
/// ```
/// use infoplane_core::learner::dataset::{DataSpec, Source, samples};
/// let spec = DataSpec { source: Source::TwelveBit, train_fraction: 0.75, ..DataSpec::default() };
/// let data = samples(&spec, 1, None)?;
/// assert_eq!((data.train.len(), data.test.len()), (3 * 1024, 1024));
/// // 2,118 of the 4,096 published labels are 1.
/// assert_eq!(data.labels.iter().sum::<usize>(), 2_118);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    n_features: usize,
    n_classes: usize,
    features: Features,
    standardization: Option<Standardization>,
    /// Where the samples lie in the plane; empty unless [`DataSpec::is_plane`].
    pub points: Vec<[f32; 2]>,
    /// Feature values as the network sees them, sample by sample.
    pub inputs: Vec<f32>,
    /// The observed labels, label noise included.
    pub labels: Vec<usize>,
    /// The labels before label noise; of the 12-bit task those of the deterministic rule.
    pub clean_labels: Vec<usize>,
    /// p(observed label | x), sample by sample, class fastest; `None` when unknown, or not asked for.
    pub posterior: Option<Vec<f64>>,
    /// Indices of the training samples, ascending.
    pub train: Vec<usize>,
    /// Indices of the test samples, ascending.
    pub test: Vec<usize>,
}

impl Dataset {
    /// Samples without classes, all of class 0 of 1, split at random: what they belong to is known elsewhere.
    pub(crate) fn of_numbers(inputs: Vec<f32>, n_features: usize, fraction: f64, seeds: Seeds<'_>) -> Self {
        let labels = vec![0; inputs.len() / n_features];
        let (train, test) = Split::Random.indices(&labels, 1, fraction, seeds.stream(Purpose::Split));
        Self {
            n_features,
            n_classes: 1,
            features: Features::default(),
            standardization: None,
            points: Vec::new(),
            inputs,
            clean_labels: labels.clone(),
            labels,
            posterior: None,
            train,
            test,
        }
    }

    /// Number of samples.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source, samples};
    /// let bits = samples(&DataSpec { source: Source::TwelveBit, ..DataSpec::default() }, 1, None)?;
    /// assert_eq!(bits.n_samples(), 1 << 12);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn n_samples(&self) -> usize {
        self.labels.len()
    }

    /// Number of features of a sample.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Feature, Features, samples};
    /// let features = Features::of(&[Feature::X, Feature::Y, Feature::Product]);
    /// assert_eq!(samples(&DataSpec { features, ..DataSpec::default() }, 1, None)?.n_features(), 3);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn n_features(&self) -> usize {
        self.n_features
    }

    /// Number of classes.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source, samples};
    /// let bits = samples(&DataSpec { source: Source::TwelveBit, ..DataSpec::default() }, 1, None)?;
    /// assert_eq!(bits.n_classes(), 2);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn n_classes(&self) -> usize {
        self.n_classes
    }

    /// The features of a sample.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Source, samples};
    /// let bits = samples(&DataSpec { source: Source::TwelveBit, ..DataSpec::default() }, 1, None)?;
    /// // Pattern 5 is 0000 0000 0101.
    /// assert_eq!(bits.input(5)[8..], [0.0, 1.0, 0.0, 1.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn input(&self, sample: usize) -> &[f32] {
        &self.inputs[sample * self.n_features..][..self.n_features]
    }

    /// What the network would see of a point of the plane: its features, to the scale of the data.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Feature, Features, samples};
    /// let features = Features::of(&[Feature::Y, Feature::Product]);
    /// let data = samples(&DataSpec { features, ..DataSpec::default() }, 1, None)?;
    /// assert_eq!(data.encode([2.0, 3.0]), [3.0, 6.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn encode(&self, point: [f32; 2]) -> Vec<f32> {
        self.to_scale(self.features.at(point))
    }

    /// What the network would see of a sample with these features: brought to the scale of the data.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, Scaling, samples};
    /// let with = |scaling| samples(&DataSpec { scaling, ..DataSpec::default() }, 1, None);
    /// assert_eq!(with(Scaling::Plain)?.to_scale(vec![2.0, 3.0]), [2.0, 3.0]);
    /// assert!(with(Scaling::Standard)?.to_scale(vec![2.0, 3.0]) != [2.0, 3.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn to_scale(&self, mut features: Vec<f32>) -> Vec<f32> {
        self.standardization.iter().for_each(|scale| scale.apply(&mut features));
        features
    }

    /// p(observed label | x) of a sample; `None` when unknown.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, generate, samples};
    /// // Without noise in the coordinates the class is certain, and so is how often its label is another.
    /// let spec = DataSpec { noise: 0.0, label_noise: 0.2, ..DataSpec::default() };
    /// assert_eq!(generate(&spec, 1, None)?.posterior_of(0), Some(&[0.8, 0.1, 0.1][..]));
    /// assert_eq!(samples(&spec, 1, None)?.posterior_of(0), None);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn posterior_of(&self, sample: usize) -> Option<&[f64]> {
        self.posterior.as_ref().map(|p| &p[sample * self.n_classes..][..self.n_classes])
    }

    /// H(Y|X), the mean entropy of the posterior over these samples, in nats; `None` when unknown.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{DataSpec, generate};
    /// // Two classes whose labels are replaced half of the time: coins.
    /// let spec = DataSpec { n_classes: 2, noise: 0.0, label_noise: 0.5, ..DataSpec::default() };
    /// let data = generate(&spec, 1, None)?;
    /// assert!((data.floor(&data.test).expect("generated") - 2.0_f64.ln()).abs() < 1e-13);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn floor(&self, samples: &[usize]) -> Option<f64> {
        let total =
            samples.iter().try_fold(0.0, |sum, sample| Some(sum + entropy(self.posterior_of(*sample)?)))?;
        Some(total / samples.len() as f64)
    }
}

/// Makes the data of a spec, by one seed or by those of a run.
///
/// ```
/// use infoplane_core::learner::dataset::{DataSpec, Source, generate};
/// // Without noise the upper moon is half a circle: its points are as far from the middle of the line between its ends
/// // as that line is long, halved.
/// let spec = DataSpec { source: Source::Moons, n_classes: 2, noise: 0.0, ..DataSpec::default() };
/// let data = generate(&spec, 1, None)?;
/// let upper = data.points.iter().zip(&data.labels).filter(|(_, label)| **label == 0);
/// let from_center = upper.map(|([x, y], _)| (x + 0.6 * 0.59375).hypot(y + 0.25 * 0.59375));
/// assert!(from_center.into_iter().all(|distance| (distance - 0.59375).abs() < 1e-6));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
///
/// # Errors
/// A [`SpecError`] that names the offending field, or the missing or damaged asset.
pub fn generate<'a>(
    spec: &DataSpec,
    seeds: impl Into<Seeds<'a>>,
    asset: Option<&[u8]>,
) -> Result<Dataset, SpecError> {
    let data = samples(spec, seeds, asset)?;
    Ok(Dataset { posterior: generation::posterior(spec, &data), ..data })
}

/// The data of a spec without the posterior, which takes most of the time: all else is as from [`generate`].
///
/// ```
/// use infoplane_core::learner::dataset::{DataSpec, generate, samples};
/// let spec = DataSpec::default();
/// let (fast, whole) = (samples(&spec, 1, None)?, generate(&spec, 1, None)?);
/// assert_eq!((&fast.inputs, &fast.labels, &fast.train), (&whole.inputs, &whole.labels, &whole.train));
/// assert!(fast.posterior.is_none() && whole.posterior.is_some());
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
///
/// # Errors
/// Those of [`generate`].
pub fn samples<'a>(
    spec: &DataSpec,
    seeds: impl Into<Seeds<'a>>,
    asset: Option<&[u8]>,
) -> Result<Dataset, SpecError> {
    generation::drawn(spec, seeds.into(), asset)
}

/// From zero, so that certainty gives 0 and not −0.
fn entropy(p: &[f64]) -> f64 {
    0.0 - p.iter().map(|p| x_log_x(*p)).sum::<f64>()
}
