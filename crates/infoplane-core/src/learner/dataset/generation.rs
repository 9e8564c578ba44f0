//! The making of the data of a spec.

use super::generator::Generator;
use super::skeleton::Skeleton;
use super::{
    DataSpec, Dataset, Features, Scaling, Source, Standardization, class_shares, digits, flip_labels,
    label_noise, own, priors, twelve_bit,
};
use crate::learner::seeds::Seeds;
use crate::learner::spec::{Asset, Range, SpecError};
use crate::math::rng::Purpose;

/// As [`super::samples`]. Not generic, so that its code exists once.
pub(super) fn drawn(spec: &DataSpec, seeds: Seeds<'_>, asset: Option<&[u8]>) -> Result<Dataset, SpecError> {
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
pub(super) fn posterior(spec: &DataSpec, data: &Dataset) -> Option<Vec<f64>> {
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
