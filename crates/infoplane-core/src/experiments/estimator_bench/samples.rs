//! The samples of a layer, and what each estimator makes of them.

use super::knobs::Knobs;
use super::{BATCH, BenchSpec, Line, MOST_SAMPLES, Method, Part, Refusal, Told};
use crate::estimators::EstimateError;
use crate::estimators::activations::Activations;
use crate::estimators::binning::Binning;
use crate::estimators::entropy_from_counts::EntropyEstimator;
use crate::estimators::equal_mass;
use crate::estimators::estimate::Estimate;
use crate::estimators::kde;
use crate::estimators::ksg::{self, Ksg};
use crate::estimators::layer_estimates::{self, LayerEstimates};
use crate::estimators::neighbors::Points;
use crate::estimators::variational::{Bound, Scores, lower_bound};
use crate::estimators::{mixture_entropy, ross};
use crate::experiments::activations::layer_activations;
use crate::learner::dataset::{self, Dataset};
use crate::learner::spec::SpecError;
use crate::math::rng::{Purpose, Stream};

/// The samples that are looked at.
pub(super) struct Samples {
    n_units: usize,
    values: Vec<f32>,
    labels: Vec<u8>,
    n_classes: usize,
    inputs: Vec<f64>,
    n_features: usize,
}

impl Samples {
    pub(super) fn new(spec: &BenchSpec, asset: Option<&[u8]>) -> Result<Self, SpecError> {
        spec.training.validate()?;
        let data = dataset::samples(&spec.training.data, spec.training.seeds(), asset)?;
        let network = spec.training.network_with(spec.snapshot.clone())?;
        let n_layers = network.layers().len();
        let layer = layer_activations(&network, &data).into_iter().nth(spec.layer);
        let out_of_range = |field: &str, value: f64, min: f64, max: f64| SpecError::OutOfRange {
            field: field.into(),
            value,
            min,
            max,
        };
        let layer = layer.ok_or_else(|| {
            out_of_range("layer", spec.layer as f64, 0.0, n_layers.saturating_sub(1) as f64)
        })?;
        if let Some(value) = layer.values.iter().find(|value| !value.is_finite()) {
            return Err(out_of_range(
                "snapshot",
                f64::from(*value),
                f64::from(f32::MIN),
                f64::from(f32::MAX),
            ));
        }
        let rows = evenly(&rows_of(spec.part, &data), MOST_SAMPLES);
        let unit = |row: &usize| &layer.values[row * layer.n_units..][..layer.n_units];
        Ok(Self {
            n_units: layer.n_units,
            values: rows.iter().flat_map(unit).copied().collect(),
            labels: rows.iter().map(|row| data.labels[*row] as u8).collect(),
            n_classes: data.n_classes(),
            inputs: rows.iter().flat_map(|row| data.input(*row)).map(|x| f64::from(*x)).collect(),
            n_features: data.n_features(),
        })
    }

    pub(super) fn line(&self, method: Method, knobs: &Knobs) -> Line {
        let (i_xt, i_ty, refused) = match self.estimate(method, knobs) {
            Ok([i_xt, i_ty]) => (i_xt, i_ty, None),
            Err(EstimateError::Coincident { .. }) => (None, None, Some(Refusal::Coincident)),
            // Neighbors and classes; what else could be wrong has been proven.
            Err(_) => (None, None, Some(Refusal::TooFew)),
        };
        Line { method, i_xt: i_xt.map(Told::from), i_ty: i_ty.map(Told::from), refused }
    }

    fn estimate(&self, method: Method, knobs: &Knobs) -> Result<[Option<Estimate>; 2], EstimateError> {
        let layer = Activations::new(&self.values, self.n_units, &self.labels, self.n_classes)?;
        let both = |found: LayerEstimates| [Some(found.i_xt), Some(found.i_ty)];
        let binned = |bins: &Binning| both(layer_estimates::binned(&bins.information(&layer), &layer));
        let bounds = || layer_estimates::kde(&kde::bounds(&layer, knobs.noise), &layer);
        Ok(match method {
            Method::Idnns => binned(&Binning::idnns()),
            Method::Ibsgd => binned(&Binning::ibsgd()),
            Method::Edges => binned(&knobs.edges),
            Method::Width => binned(&knobs.width),
            Method::EqualMass => {
                both(equal_mass::information(&layer, knobs.n_equal, EntropyEstimator::PlugIn)?)
            }
            Method::KdeUpper => both(bounds().upper),
            Method::KdeLower => both(bounds().lower),
            Method::NoisyNet => {
                let stream = &mut Stream::new(knobs.seed, Purpose::Estimates);
                both(mixture_entropy::about_input_and_label(&layer, knobs.noise, knobs.n_draws, stream)?)
            }
            Method::InfoNce => [Some(self.info_nce(knobs)?), None],
            Method::Ksg => [Some(self.ksg(knobs.k)?), None],
            Method::Ross => [None, Some(self.ross(knobs.k)?)],
        })
    }

    fn info_nce(&self, knobs: &Knobs) -> Result<Estimate, EstimateError> {
        let rows = evenly(&(0..self.labels.len()).collect::<Vec<_>>(), BATCH);
        let stream = &mut Stream::new(knobs.seed.wrapping_add(1), Purpose::Estimates);
        let deviation = libm::sqrt(knobs.noise.get());
        let unit = |row: usize| &self.values[row * self.n_units..][..self.n_units];
        let mut scores = Vec::with_capacity(rows.len() * rows.len());
        for &row in &rows {
            let noisy: Vec<f64> =
                unit(row).iter().map(|t| f64::from(*t) + deviation * stream.normal()).collect();
            scores.extend(rows.iter().map(|&other| {
                let square = |(a, b): (&f64, &f32)| {
                    let units = (a - f64::from(*b)) / deviation;
                    units * units
                };
                -0.5 * noisy.iter().zip(unit(other)).map(square).sum::<f64>()
            }));
        }
        let bound = lower_bound(&Scores::new(&scores)?, Bound::InfoNce);
        Ok(Estimate { d: Some(self.n_units), ..bound })
    }

    fn ksg(&self, k: usize) -> Result<Estimate, EstimateError> {
        let values = self.doubles();
        let (x, t) = (Points::new(&self.inputs, self.n_features)?, Points::new(&values, self.n_units)?);
        ksg::mutual_information(&x, &t, k, Ksg::Cube)
    }

    fn ross(&self, k: usize) -> Result<Estimate, EstimateError> {
        let (values, labels) = (self.doubles(), self.labels.iter().map(|y| usize::from(*y)));
        ross::mutual_information(&Points::new(&values, self.n_units)?, &labels.collect::<Vec<_>>(), k)
    }

    fn doubles(&self) -> Vec<f64> {
        self.values.iter().map(|t| f64::from(*t)).collect()
    }
}

/// Their numbers.
pub(in crate::experiments) fn rows_of(part: Part, data: &Dataset) -> Vec<usize> {
    match part {
        Part::All => (0..data.n_samples()).collect(),
        Part::Train => data.train.clone(),
        Part::Test => data.test.clone(),
    }
}

/// At most so many of them, evenly spaced.
pub(in crate::experiments) fn evenly(rows: &[usize], most: usize) -> Vec<usize> {
    let n = rows.len().min(most);
    (0..n).map(|index| rows[index * rows.len() / n]).collect()
}
