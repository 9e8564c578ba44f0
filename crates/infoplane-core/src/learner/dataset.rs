//! Data sets: two-dimensional generators with a known posterior, the 12-bit task, handwritten digits.

use crate::learner::generator::{self, Generator, Skeleton};
use crate::learner::spec::{Asset, Range, SpecError};
use crate::learner::{digits, twelve_bit};
use crate::math::order::ascending;
use crate::math::rng::{Purpose, Stream};
use serde::{Deserialize, Serialize};

crate::named_enum! {
    /// Where the samples come from.
    pub enum Source {
        /// Concentric rings, one per class.
        Circles = "circles",
        /// Interleaved spiral arms, one per class.
        Spirals = "spirals",
        /// A k×k board whose squares have the class (column + row) mod k: with two classes, exclusive or.
        /// One coordinate alone says nothing about the class.
        Xor = "xor",
        /// A chain of interleaved half circles, one per class.
        Moons = "moons",
        /// Gaussian clusters on a circle, one per class.
        Gaussians = "gaussians",
        /// 8×8 handwritten digits (UCI optical digits), ten classes.
        Digits = "digits",
        /// The 12-bit task of Shwartz-Ziv & Tishby (2017): all 4,096 patterns, two classes.
        TwelveBit = "twelve-bit",
    }
}

impl Source {
    /// Whether the samples are points of the plane with a computed posterior.
    pub const fn is_generated(self) -> bool {
        !matches!(self, Self::Digits | Self::TwelveBit)
    }
}

/// Which data, and how noisy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataSpec {
    /// The generator or data set.
    pub source: Source,
    /// Number of classes, 2 to 4; ignored by sources that fix it.
    pub n_classes: usize,
    /// Number of samples; ignored by sources that fix it.
    pub n_samples: usize,
    /// Standard deviation of the isotropic Gaussian noise on the coordinates; generated sources only.
    pub noise: f64,
    /// Probability that a label is replaced by one of the other classes, uniformly. At (k−1)/k labels
    /// are pure noise; beyond it they tell again, what the class is not.
    pub label_noise: f64,
    /// Fraction of the samples used for training; the rest is the test set.
    pub train_fraction: f64,
}

impl Default for DataSpec {
    fn default() -> Self {
        Self {
            source: Source::Spirals,
            n_classes: 3,
            n_samples: 600,
            noise: 0.05,
            label_noise: 0.0,
            train_fraction: 0.5,
        }
    }
}

impl DataSpec {
    /// Range of [`DataSpec::n_classes`].
    pub const CLASSES: Range = Range { field: "classes", min: 2.0, max: 4.0 };
    /// Range of [`DataSpec::n_samples`].
    pub const SAMPLES: Range = Range { field: "n", min: 20.0, max: 10_000.0 };
    /// Range of [`DataSpec::noise`].
    pub const NOISE: Range = Range { field: "noise", min: 0.0, max: 1.0 };
    /// Range of [`DataSpec::label_noise`].
    pub const LABEL_NOISE: Range = Range { field: "label_noise", min: 0.0, max: 0.9 };
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
        }
        Self::LABEL_NOISE.check(self.label_noise)?;
        Self::TRAIN.check(self.train_fraction)
    }

    /// Number of features of a sample.
    pub const fn n_features(&self) -> usize {
        match self.source {
            Source::Digits => digits::N_PIXELS,
            Source::TwelveBit => twelve_bit::N_BITS,
            _ => 2,
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

/// Samples with observed labels, split in two.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    n_features: usize,
    n_classes: usize,
    /// Feature values, sample by sample.
    pub inputs: Vec<f32>,
    /// The observed labels, label noise included.
    pub labels: Vec<usize>,
    /// The labels before label noise.
    pub clean_labels: Vec<usize>,
    /// p(observed label | x), sample by sample, class fastest; `None` when unknown, or not asked for.
    pub posterior: Option<Vec<f64>>,
    /// Indices of the training samples, ascending.
    pub train: Vec<usize>,
    /// Indices of the test samples, ascending.
    pub test: Vec<usize>,
}

impl Dataset {
    /// Number of samples.
    pub fn n_samples(&self) -> usize {
        self.labels.len()
    }

    /// Number of features of a sample.
    pub fn n_features(&self) -> usize {
        self.n_features
    }

    /// Number of classes.
    pub fn n_classes(&self) -> usize {
        self.n_classes
    }

    /// The features of a sample.
    pub fn input(&self, sample: usize) -> &[f32] {
        &self.inputs[sample * self.n_features..][..self.n_features]
    }

    /// p(observed label | x) of a sample; `None` when unknown.
    pub fn posterior_of(&self, sample: usize) -> Option<&[f64]> {
        self.posterior.as_ref().map(|p| &p[sample * self.n_classes..][..self.n_classes])
    }

    /// H(Y|X), the mean entropy of the posterior over these samples, in nats; `None` when unknown.
    pub fn floor(&self, samples: &[usize]) -> Option<f64> {
        let total =
            samples.iter().try_fold(0.0, |sum, sample| Some(sum + entropy(self.posterior_of(*sample)?)))?;
        Some(total / samples.len() as f64)
    }
}

/// Makes the data of a spec.
///
/// # Errors
/// A [`SpecError`] that names the offending field, or the missing or damaged asset.
pub fn generate(spec: &DataSpec, seed: u64, asset: Option<&[u8]>) -> Result<Dataset, SpecError> {
    let data = samples(spec, seed, asset)?;
    Ok(Dataset { posterior: posterior(spec, &data), ..data })
}

/// The data of a spec without the posterior, which takes most of the time: all else is as from [`generate`].
///
/// # Errors
/// Those of [`generate`].
pub fn samples(spec: &DataSpec, seed: u64, asset: Option<&[u8]>) -> Result<Dataset, SpecError> {
    spec.validate()?;
    let (inputs, clean_labels) = match spec.source {
        Source::Digits => digits::unpack(asset.ok_or(SpecError::MissingAsset(Asset::Digits))?)?,
        Source::TwelveBit => twelve_bits(),
        _ => plane(spec, seed),
    };
    let n_classes = spec.n_classes();
    let labels = observe(&clean_labels, n_classes, spec.label_noise, seed);
    let (train, test) = split(&clean_labels, n_classes, spec.train_fraction, seed);
    Ok(Dataset {
        n_features: spec.n_features(),
        n_classes,
        inputs,
        labels,
        clean_labels,
        posterior: None,
        train,
        test,
    })
}

fn twelve_bits() -> (Vec<f32>, Vec<usize>) {
    let patterns = 0..twelve_bit::N_PATTERNS;
    let bits =
        |pattern| (0..twelve_bit::N_BITS).map(move |v| f32::from(u8::from(twelve_bit::bit(pattern, v))));
    (patterns.clone().flat_map(bits).collect(), patterns.map(twelve_bit::label).collect())
}

/// Classes in turn; the draws do not depend on the noise, so that the slider moves each point along a line.
fn plane(spec: &DataSpec, seed: u64) -> (Vec<f32>, Vec<usize>) {
    let skeleton = Skeleton::new(spec);
    let mut stream = Stream::new(seed, Purpose::Data);
    let labels: Vec<usize> = (0..spec.n_samples).map(|sample| sample % spec.n_classes).collect();
    let mut inputs = Vec::with_capacity(2 * spec.n_samples);
    for label in &labels {
        let center = skeleton.point(*label, stream.uniform(), stream.uniform());
        inputs.extend(center.map(|center| (center + spec.noise * stream.normal()) as f32));
    }
    (inputs, labels)
}

/// p(observed label | x) of every sample, as [`Dataset::posterior`].
fn posterior(spec: &DataSpec, data: &Dataset) -> Option<Vec<f64>> {
    let mut posterior: Vec<f64> = match spec.source {
        Source::Digits => return None,
        source if source.is_generated() && spec.noise > 0.0 => {
            let generator = Generator::new(&DataSpec { label_noise: 0.0, ..spec.clone() });
            let (points, _) = data.inputs.as_chunks::<2>();
            points.iter().flat_map(|x| generator.posterior(x.map(f64::from))).collect()
        }
        _ => data.clean_labels.iter().flat_map(|label| one_hot(*label, data.n_classes)).collect(),
    };
    posterior.chunks_mut(data.n_classes).for_each(|p| generator::flip_labels(p, spec.label_noise));
    Some(posterior)
}

fn one_hot(label: usize, n_classes: usize) -> impl Iterator<Item = f64> {
    (0..n_classes).map(move |class| if class == label { 1.0 } else { 0.0 })
}

/// Labels after label noise. Each sample draws twice whatever the noise, so that more noise only adds flips.
fn observe(clean: &[usize], n_classes: usize, label_noise: f64, seed: u64) -> Vec<usize> {
    let mut stream = Stream::new(seed, Purpose::Labels);
    let mut flip = |label: &usize| {
        let (u, shift) = (stream.uniform(), 1 + stream.below(n_classes - 1));
        if u < label_noise { (label + shift) % n_classes } else { *label }
    };
    clean.iter().map(&mut flip).collect()
}

/// Training and test indices, ascending: round(fraction · n) for training, each class in proportion.
fn split(labels: &[usize], n_classes: usize, fraction: f64, seed: u64) -> (Vec<usize>, Vec<usize>) {
    let mut stream = Stream::new(seed, Purpose::Split);
    let mut order: Vec<usize> = (0..labels.len()).collect();
    stream.shuffle(&mut order);
    // Shuffled within each class, position j of m counts as (j + ½) / m: the smallest n · fraction of these train.
    let mut sizes = vec![0_usize; n_classes];
    labels.iter().for_each(|label| sizes[*label] += 1);
    let mut seen = vec![0_usize; n_classes];
    let mut ranks = Vec::with_capacity(labels.len());
    for &sample in &order {
        let class = labels[sample];
        ranks.push((seen[class] as f64 + 0.5) / sizes[class] as f64);
        seen[class] += 1;
    }
    let n_train = libm::rint(fraction * labels.len() as f64) as usize;
    let mut trains = vec![false; labels.len()];
    ascending(&ranks).into_iter().take(n_train).for_each(|position| trains[order[position]] = true);
    (0..labels.len()).partition(|sample| trains[*sample])
}

fn entropy(p: &[f64]) -> f64 {
    p.iter().filter(|p| **p > 0.0).map(|p| -p * libm::log(*p)).sum()
}
