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
use crate::learner::spec::{Asset, Range, SpecError};
use crate::math::rng::Purpose;
use crate::math::x_log_x::x_log_x;
use generator::Generator;
use skeleton::Skeleton;

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
        let mut input = self.features.at(point);
        self.standardization.iter().for_each(|scale| scale.apply(&mut input));
        input
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
    Ok(Dataset { posterior: posterior(spec, &data), ..data })
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
    drawn(spec, seeds.into(), asset)
}

/// Not generic, so that its code exists once.
fn drawn(spec: &DataSpec, seeds: Seeds<'_>, asset: Option<&[u8]>) -> Result<Dataset, SpecError> {
    spec.validate()?;
    let Raw { values, labels: clean_labels } = raw(spec, seeds, asset)?;
    let n_classes = spec.n_classes();
    let (train, test) =
        spec.split.indices(&clean_labels, n_classes, spec.train_fraction, seeds.stream(Purpose::Split));
    let points = if spec.is_plane() { values.as_chunks().0.to_vec() } else { Vec::new() };
    let (inputs, standardization) = encoded(spec, values, &points, &train);
    let drawn = drawn_labels(spec, &clean_labels, seeds);
    Ok(Dataset {
        n_features: spec.n_features(),
        n_classes,
        features: spec.features,
        standardization,
        points,
        inputs,
        labels: label_noise::observe(&drawn, n_classes, spec.label_noise, seeds.stream(Purpose::Labels)),
        clean_labels,
        posterior: None,
        train,
        test,
    })
}

/// What the network sees of the samples: of points their features, of others their values, to the scale asked for.
fn encoded(
    spec: &DataSpec,
    values: Vec<f32>,
    points: &[[f32; 2]],
    train: &[usize],
) -> (Vec<f32>, Option<Standardization>) {
    // Most networks see the coordinates themselves.
    let mut inputs = if !spec.is_plane() || spec.features == Features::default() {
        values
    } else {
        points.iter().flat_map(|point| spec.features.at(*point)).collect()
    };
    match spec.scaling {
        Scaling::Plain => (inputs, None),
        Scaling::Standard => {
            let scale = Standardization::of(&inputs, spec.n_features(), train);
            scale.apply(&mut inputs);
            (inputs, Some(scale))
        }
    }
}

/// Samples as their source gives them.
struct Raw {
    values: Vec<f32>,
    labels: Vec<usize>,
}

fn raw(spec: &DataSpec, seeds: Seeds<'_>, asset: Option<&[u8]>) -> Result<Raw, SpecError> {
    let file = |asset_of| asset.ok_or(SpecError::MissingAsset(asset_of));
    match spec.source {
        Source::Digits => {
            let (values, labels) = digits::unpack(file(Asset::Digits)?)?;
            Ok(Raw { values, labels })
        }
        Source::Own => own_samples(spec, file(Asset::Own)?),
        Source::TwelveBit => Ok(twelve_bits()),
        _ => Ok(plane(spec, seeds)),
    }
}

fn own_samples(spec: &DataSpec, bytes: &[u8]) -> Result<Raw, SpecError> {
    let data = own::OwnData::unpack(bytes).map_err(|_| SpecError::DamagedAsset(Asset::Own))?;
    for (range, said, n) in [
        (DataSpec::OWN_CLASSES, spec.n_classes, data.n_classes() as f64),
        (DataSpec::OWN_FEATURES, spec.n_own_features, data.n_features() as f64),
    ] {
        Range { min: n, max: n, ..range }.check(said as f64)?;
    }
    let labels = data.labels().iter().map(|label| usize::from(*label)).collect();
    Ok(Raw { labels, values: data.into_inputs() })
}

fn twelve_bits() -> Raw {
    let patterns = 0..twelve_bit::N_PATTERNS;
    let bits =
        |pattern| (0..twelve_bit::N_BITS).map(move |v| f32::from(u8::from(twelve_bit::bit(pattern, v))));
    Raw {
        values: patterns.clone().flat_map(bits).collect(),
        labels: patterns.map(twelve_bit::label).collect(),
    }
}

/// Classes in turn; the draws do not depend on the noise, so that the slider moves each point along a line.
fn plane(spec: &DataSpec, seeds: Seeds<'_>) -> Raw {
    let skeleton = Skeleton::new(spec);
    let mut stream = seeds.stream(Purpose::Data);
    let labels = priors::in_proportion(&class_shares(spec.n_classes, spec.imbalance), spec.n_samples);
    let mut values = Vec::with_capacity(2 * spec.n_samples);
    for label in &labels {
        let center = skeleton.point(*label, stream.uniform(), stream.uniform());
        values.extend(center.map(|center| (center + spec.noise * stream.normal()) as f32));
    }
    Raw { values, labels }
}

/// Labels before label noise: the 12-bit task draws them, one number for each pattern whatever the softness; elsewhere
/// they are as they are.
fn drawn_labels(spec: &DataSpec, clean: &[usize], seeds: Seeds<'_>) -> Vec<usize> {
    if spec.source != Source::TwelveBit {
        return clean.to_vec();
    }
    let mut stream = seeds.stream(Purpose::Rule);
    let draw = |pattern| usize::from(stream.uniform() < twelve_bit::p_one(pattern, spec.softness));
    (0..clean.len()).map(draw).collect()
}

/// p(observed label | x) of every sample, as [`Dataset::posterior`].
fn posterior(spec: &DataSpec, data: &Dataset) -> Option<Vec<f64>> {
    let mut posterior: Vec<f64> = match spec.source {
        Source::Digits | Source::Own => return None,
        Source::TwelveBit => (0..data.n_samples())
            .map(|pattern| twelve_bit::p_one(pattern, spec.softness))
            .flat_map(|p| [1.0 - p, p])
            .collect(),
        _ if spec.noise > 0.0 => {
            let generator = Generator::new(&DataSpec { label_noise: 0.0, ..spec.clone() });
            data.points.iter().flat_map(|x| generator.posterior(x.map(f64::from))).collect()
        }
        _ => data.clean_labels.iter().flat_map(|label| one_hot(*label, data.n_classes)).collect(),
    };
    posterior.chunks_mut(data.n_classes).for_each(|p| flip_labels(p, spec.label_noise));
    Some(posterior)
}

fn one_hot(label: usize, n_classes: usize) -> impl Iterator<Item = f64> {
    (0..n_classes).map(move |class| if class == label { 1.0 } else { 0.0 })
}

/// From zero, so that certainty gives 0 and not −0.
fn entropy(p: &[f64]) -> f64 {
    0.0 - p.iter().map(|p| x_log_x(*p)).sum::<f64>()
}
