//! One unit of a network: what comes in, what it does with the samples, and what that says about the class.

mod histogram;
mod response;

pub use histogram::Histogram;
pub use response::ResponseMap;

use crate::estimators::EstimateError;
use crate::estimators::activations::Activations;
use crate::estimators::binning::Binning;
use crate::estimators::entropy_from_counts::EntropyEstimator;
use crate::estimators::equal_mass::{self, BinCount};
use crate::estimators::estimate::Estimate;
use crate::estimators::neighbors::Points;
use crate::estimators::{layer_estimates, ross};
use crate::experiments::estimator_bench::samples::{evenly, rows_of};
use crate::experiments::estimator_bench::{MOST_SAMPLES, Method, Part, Refusal, Told};
use crate::learner::dataset::{Dataset, Source};
use crate::learner::layer::Layer;
use crate::learner::network::Network;
use crate::learner::spec::{Range, SpecError};
use core::ops::Range as Indices;
use response::{Pass, steepest_slope};
use serde::{Deserialize, Serialize};

/// Bins of equal width from the smallest to the largest activation.
///
/// ```
/// assert_eq!(infoplane_core::experiments::neuron::N_BINS, 30);
/// ```
pub const N_BINS: usize = 30;

/// Neighbors of [`Method::Ross`], as Ross (2014) recommends for few samples.
///
/// ```
/// assert_eq!(infoplane_core::experiments::neuron::N_NEIGHBORS, 3);
/// ```
pub const N_NEIGHBORS: usize = 3;

/// A unit is saturated by a sample where its slope is below this share of the steepest that its activation has.
///
/// ```
/// // tanh has slope 1 − t²: it is saturated beyond |t| = √0.95.
/// assert_eq!(infoplane_core::experiments::neuron::SATURATED_BELOW, 0.05);
/// ```
pub const SATURATED_BELOW: f64 = 0.05;

/// A unit of a network.
///
/// ```
/// use infoplane_core::experiments::{neuron::Unit, training::TrainingSpec};
/// let spec = TrainingSpec::default();
/// // A 2-8-8-3 network: the second hidden layer has the 64 weights behind the 24 parameters of the first.
/// let layers = spec.network.layers(2, 3);
/// let incoming = Unit { layer: 1, index: 2 }.incoming(&layers)?;
/// assert_eq!((incoming.weights, incoming.bias), (24 + 16..24 + 24, 24 + 64 + 2));
/// assert!(Unit { layer: 3, index: 0 }.incoming(&layers).is_err());
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The layer, from 0; the softmax comes last.
    pub layer: usize,
    /// Which of its units, from 0.
    pub index: usize,
}

/// Where in a snapshot the parameters of a unit are.
///
/// ```
/// use infoplane_core::experiments::neuron::Unit;
/// use infoplane_core::learner::network::NetworkSpec;
/// // Of the 2-2 network without hidden layers the second unit: weights 2 and 3, of the biases 4 and 5 the last.
/// let layers = NetworkSpec { hidden: vec![], ..NetworkSpec::default() }.layers(2, 2);
/// let incoming = Unit { layer: 0, index: 1 }.incoming(&layers)?;
/// assert_eq!((incoming.weights, incoming.bias), (2..4, 5));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The weights, one for each unit of the layer before.
    pub weights: Indices<usize>,
    /// The bias.
    pub bias: usize,
}

impl Unit {
    /// Where its parameters are.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with `layer` or `unit` if the network has none such.
    ///
    /// ```
    /// use infoplane_core::experiments::neuron::Unit;
    /// use infoplane_core::learner::network::NetworkSpec;
    /// let error = Unit { layer: 0, index: 9 }.incoming(&NetworkSpec::default().layers(2, 3)).expect_err("8 units");
    /// assert_eq!(error.to_string(), "invalid unit: 9 (allowed: 0 to 7)");
    /// ```
    pub fn incoming(self, layers: &[Layer]) -> Result<Incoming, SpecError> {
        let layer = self.layer_of(layers)?;
        let first = layer.start + self.index * layer.n_in;
        Ok(Incoming { weights: first..first + layer.n_in, bias: layer.biases().start + self.index })
    }

    fn layer_of(self, layers: &[Layer]) -> Result<&Layer, SpecError> {
        let last = |n: usize| n.saturating_sub(1) as f64;
        Range { field: "layer", min: 0.0, max: last(layers.len()) }.check(self.layer as f64)?;
        let layer = &layers[self.layer];
        Range { field: "unit", min: 0.0, max: last(layer.n_out) }.check(self.index as f64)?;
        Ok(layer)
    }
}

/// What an estimator says of I(T;Y), or why it does not.
///
/// ```
/// use infoplane_core::experiments::estimator_bench::Method;
/// use infoplane_core::experiments::neuron::{About, information};
/// let answers = information(&[0.0; 4], &[0, 1, 0, 1], 2)?;
/// let told = About::from(answers[0].clone());
/// assert_eq!((told.method, told.i_ty.map(|told| told.value)), (Method::Edges, Some(0.0)));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// The estimator.
    pub method: Method,
    /// I(T;Y) in nats; its ceiling is H(Y), or less.
    pub i_ty: Option<Told>,
    /// Why there is none.
    pub refused: Option<Refusal>,
}

/// An estimator and its answer.
///
/// ```
/// use infoplane_core::experiments::neuron::{Answer, information};
/// // Two samples of one class: there is nothing to tell.
/// let answers: [Answer; 3] = information(&[0.5, 0.7], &[0, 0], 1)?;
/// assert!(answers[0].1.as_ref().is_ok_and(|estimate| estimate.value == 0.0));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub type Answer = (Method, Result<Estimate, EstimateError>);

impl From<Answer> for About {
    fn from((method, answer): Answer) -> Self {
        match answer {
            Ok(estimate) => Self { method, i_ty: Some(estimate.into()), refused: None },
            Err(EstimateError::Coincident { .. }) => {
                Self { method, i_ty: None, refused: Some(Refusal::Coincident) }
            }
            Err(_) => Self { method, i_ty: None, refused: Some(Refusal::TooFew) },
        }
    }
}

/// The information of one unit about the class, I(T;Y) in nats, by three estimators of the plane.
///
/// [`Method::Edges`] takes [`N_BINS`] equal bins of the range that the values have, [`Method::EqualMass`] as many bins of
/// as many samples each, and [`Method::Ross`] the [`N_NEIGHBORS`] nearest neighbors within each class; the last asks for
/// a density, and refuses values that are all the same. Formula, bias and source: [`Binning::information`],
/// [`equal_mass::information`], [`ross::mutual_information`]. Cost: O(n ln n).
///
/// # Errors
/// [`EstimateError`] for no values, a value that is not finite, and labels that do not fit.
///
/// ```
/// use infoplane_core::experiments::neuron::information;
/// // A unit that is its label tells all of it: ln 2.
/// let answers = information(&[0.0, 0.0, 1.0, 1.0], &[0, 0, 1, 1], 2)?;
/// for (_, estimate) in &answers[..2] {
///     assert!((estimate.clone()?.value - 2_f64.ln()).abs() < 1e-15);
/// }
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn information(values: &[f32], labels: &[u8], n_classes: usize) -> Result<[Answer; 3], EstimateError> {
    let unit = Activations::new(values, 1, labels, n_classes)?;
    let binned = range_bins(values).map(|bins| layer_estimates::binned(&bins.information(&unit), &unit).i_ty);
    let equal_mass = BinCount::new(N_BINS)
        .and_then(|n| equal_mass::information(&unit, n, EntropyEstimator::PlugIn))
        .map(|both| both.i_ty);
    Ok([(Method::Edges, binned), (Method::EqualMass, equal_mass), (Method::Ross, neighbors(values, labels))])
}

/// [`N_BINS`] bins from the smallest value to the first number above the largest, which so is in the last bin.
fn range_bins(values: &[f32]) -> Result<Binning, EstimateError> {
    let low = values.iter().copied().fold(f32::INFINITY, f32::min);
    let high = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    Binning::between(f64::from(low), f64::from(high.next_up()), N_BINS + 1)
}

fn neighbors(values: &[f32], labels: &[u8]) -> Result<Estimate, EstimateError> {
    let values: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
    let labels: Vec<usize> = labels.iter().map(|label| usize::from(*label)).collect();
    let estimate = ross::mutual_information(&Points::new(&values, 1)?, &labels, N_NEIGHBORS)?;
    // Where no sample has a distance to its neighbors, there is nothing that could be a density.
    if estimate.n_tied as u64 == estimate.n {
        return Err(EstimateError::Coincident { sample: 0, k: N_NEIGHBORS });
    }
    Ok(estimate)
}

/// What one unit does with the samples.
///
/// ```
/// use infoplane_core::experiments::estimator_bench::Part;
/// use infoplane_core::experiments::neuron::{Unit, look};
/// use infoplane_core::experiments::training::TrainingSpec;
/// use infoplane_core::learner::dataset::samples;
/// let spec = TrainingSpec::default();
/// let data = samples(&spec.data, spec.seed, None)?;
/// // In a network of zeros every tanh is 0 everywhere, and so steep as it can be.
/// let network = spec.network_with(vec![0.0; spec.n_parameters()])?;
/// let seen = look(&network, (spec.data.source, &data), Unit { layer: 0, index: 0 }, Part::Test)?;
/// assert_eq!((seen.n_samples, seen.mean, seen.variance, seen.saturated), (300, 0.0, 0.0, 0.0));
/// assert!((seen.h_y - 3_f64.ln()).abs() < 1e-12);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Neuron {
    /// Samples looked at: those of the part, and of more than [`MOST_SAMPLES`] as many, evenly spaced.
    pub n_samples: usize,
    /// The activations by class.
    pub histogram: Histogram,
    /// I(T;Y) by each estimator.
    pub information: Vec<About>,
    /// H(Y) of these samples in nats, the ceiling.
    pub h_y: f64,
    /// Mean of the activation.
    pub mean: f64,
    /// Mean square distance of the activation from its mean.
    pub variance: f64,
    /// Share of samples by which it is saturated: their slope is below [`SATURATED_BELOW`].
    pub saturated: f64,
    /// Share of samples for which its slope is 0: through it nothing is learned from them.
    pub dead: f64,
    /// The activation over the plane; `None` unless the data are points of it.
    pub response: Option<ResponseMap>,
}

/// Looks at one unit of a network, without the noise that layers may have while they learn.
///
/// The slope of a hidden unit is the derivative of its activation, that of a softmax unit q the derivative q (1 − q) with
/// respect to its own logit. Cost: one pass of at most [`MOST_SAMPLES`] samples, and of the cells of the plane, through
/// the network; then that of [`information`].
///
/// # Errors
/// [`SpecError::OutOfRange`] with `layer` or `unit` if there is none such, and with `snapshot` for an activation that is
/// not finite, or so large that it cannot be put into bins.
///
/// ```
/// use infoplane_core::experiments::estimator_bench::Part;
/// use infoplane_core::experiments::neuron::{Unit, look};
/// use infoplane_core::experiments::training::TrainingSpec;
/// use infoplane_core::learner::dataset::samples;
/// let spec = TrainingSpec::default();
/// let data = samples(&spec.data, spec.seed, None)?;
/// let network = spec.network_with(vec![0.0; spec.n_parameters()])?;
/// // A softmax of zeros is 1/3 everywhere, and tells nothing.
/// let seen = look(&network, (spec.data.source, &data), Unit { layer: 2, index: 1 }, Part::All)?;
/// assert!((seen.mean - 1.0 / 3.0).abs() < 1e-7 && seen.information[0].i_ty.as_ref().is_some_and(|i| i.value == 0.0));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
pub fn look(
    network: &Network<f32>,
    (source, data): (Source, &Dataset),
    unit: Unit,
    part: Part,
) -> Result<Neuron, SpecError> {
    let steepest = steepest_slope(unit.layer_of(network.layers())?);
    let rows = evenly(&rows_of(part, data), MOST_SAMPLES);
    let mut pass = Pass::new(network, unit);
    let seen = pass.of(rows.iter().map(|row| data.input(*row)));
    let values: Vec<f32> = seen.iter().map(|(value, _)| *value).collect();
    let labels: Vec<u8> = rows.iter().map(|row| data.labels[*row] as u8).collect();
    let refused = |_| not_usable(&values);
    let layer = Activations::new(&values, 1, &labels, data.n_classes()).map_err(refused)?;
    let answers = information(&values, &labels, data.n_classes()).map_err(refused)?;
    let n = values.len() as f64;
    let mean = values.iter().map(|t| f64::from(*t)).sum::<f64>() / n;
    let square = |t: &f32| (f64::from(*t) - mean) * (f64::from(*t) - mean);
    let share =
        |is: &dyn Fn(f64) -> bool| seen.iter().filter(|(_, slope)| is(slope.abs())).count() as f64 / n;
    Ok(Neuron {
        n_samples: rows.len(),
        histogram: Histogram::new(&layer, &range_bins(&values).map_err(refused)?),
        information: answers.map(About::from).to_vec(),
        h_y: layer.label_entropy(),
        mean,
        variance: values.iter().map(square).sum::<f64>() / n,
        saturated: share(&|slope| slope < SATURATED_BELOW * steepest),
        dead: share(&|slope| slope == 0.0),
        response: (!data.points.is_empty()).then(|| ResponseMap::new(&mut pass, source, data)),
    })
}

/// The first value that no estimator takes.
fn not_usable(values: &[f32]) -> SpecError {
    let is_usable = |value: &&f32| value.abs() <= f32::MAX / 4.0;
    let value = values.iter().find(|value| !is_usable(value)).copied().unwrap_or(f32::NAN);
    let most = f64::from(f32::MAX / 4.0);
    SpecError::OutOfRange { field: "snapshot".into(), value: f64::from(value), min: -most, max: most }
}

#[cfg(test)]
mod tests;
