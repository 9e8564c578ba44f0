//! The information plane at one recorded epoch: I(X;T) and I(T;Y) of every layer, by several estimators.

use crate::estimators::EstimateError;
use crate::estimators::activations::Activations;
use crate::estimators::binning::Binning;
use crate::estimators::kde::{self, NoiseVariance};
use crate::experiments::training::TrainingSpec;
use crate::experiments::{Experiment, Progress, SpecError};
use crate::learner::dataset::{self, Dataset};
use crate::learner::layer::Layer;
use crate::learner::network::Network;
use crate::learner::passes::Batch;
use serde::{Deserialize, Serialize};

/// One epoch of one run, to be placed in the plane.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerInformationSpec {
    /// The run the snapshot belongs to.
    pub training: TrainingSpec,
    /// The recorded epoch.
    pub epoch: u32,
    /// The parameters at that epoch, as in [`crate::experiments::training::Record::snapshot`].
    pub snapshot: Vec<f32>,
    /// Variance of the Gaussian noise that the KDE bounds assume in every unit.
    pub noise_variance: f64,
}

/// The noise variance of Saxe et al. (2018).
pub const DEFAULT_NOISE_VARIANCE: f64 = 1e-3;

/// A point of the plane, in nats.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanePoint {
    /// Estimate of I(X;T).
    pub i_xt: f64,
    /// Estimate of I(T;Y).
    pub i_ty: f64,
}

/// One layer under every estimator.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerPoints {
    /// 30 equal bins on [-1, 1] (the IDNNs code of Shwartz-Ziv & Tishby).
    pub bins_30: PlanePoint,
    /// Bins of width 0.07 (the ibsgd code of Saxe et al.).
    pub bins_007: PlanePoint,
    /// Kolchinsky-Tracey upper bound.
    pub kde_upper: PlanePoint,
    /// Kolchinsky-Tracey lower bound.
    pub kde_lower: PlanePoint,
}

/// The plane at one epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerInformationFrame {
    /// The recorded epoch.
    pub epoch: u32,
    /// One entry per layer, hidden layers first, softmax last.
    pub layers: Vec<LayerPoints>,
    /// Number of samples the estimates use; ln of it is the ceiling of I(X;T).
    pub n_samples: usize,
    /// H(Y) of the labels, in nats: the ceiling of I(T;Y).
    pub h_y: f64,
}

/// Samples that pass through the network together; without influence on the result.
const CHUNK: usize = 256;

/// The estimates of one epoch, a layer per slice. Y is the observed label, X every sample of the
/// data, training and test set together.
#[derive(Clone, Debug)]
pub struct LayerInformation {
    epoch: u32,
    noise: NoiseVariance,
    labels: Vec<u8>,
    n_classes: usize,
    /// Hidden layers first, softmax last.
    layers: Vec<LayerValues>,
    h_y: f64,
    points: Vec<LayerPoints>,
}

/// The activations of one layer, proven to be valid input of the estimators.
#[derive(Clone, Debug)]
struct LayerValues {
    n_units: usize,
    /// Sample by sample.
    values: Vec<f32>,
}

impl Experiment for LayerInformation {
    type Spec = LayerInformationSpec;
    type Frame = LayerInformationFrame;

    fn start(spec: &LayerInformationSpec, asset: Option<&[u8]>) -> Result<Self, SpecError> {
        spec.training.validate()?;
        let noise = NoiseVariance::new(spec.noise_variance)
            .map_err(|_| out_of_range("noise_variance", spec.noise_variance, f64::MIN_POSITIVE, f64::MAX))?;
        let data = dataset::samples(&spec.training.data, spec.training.seed, asset)?;
        let network = spec.training.network_with(spec.snapshot.clone())?;
        let layers = layers(&network, &data);
        let labels: Vec<u8> = data.labels.iter().map(|label| *label as u8).collect();
        let mut h_y = 0.0;
        for layer in &layers {
            h_y =
                layer.activations(&labels, data.n_classes()).map_err(|_| not_finite(layer))?.label_entropy();
        }
        let n_classes = data.n_classes();
        Ok(Self { epoch: spec.epoch, noise, labels, n_classes, layers, h_y, points: Vec::new() })
    }

    fn step(&mut self) -> Progress {
        if let Some(layer) = self.layers.get(self.points.len()) {
            // Not `expect`: printing the numbers in the error would add 10 KB to the worker.
            let Ok(activations) = layer.activations(&self.labels, self.n_classes) else {
                unreachable!("checked by start")
            };
            self.points.push(points(&activations, self.noise));
        }
        if self.points.len() < self.layers.len() { Progress::Running } else { Progress::Finished }
    }

    fn frame(&mut self) -> LayerInformationFrame {
        LayerInformationFrame {
            epoch: self.epoch,
            layers: self.points.clone(),
            n_samples: self.labels.len(),
            h_y: self.h_y,
        }
    }
}

impl LayerValues {
    fn activations<'a>(
        &'a self,
        labels: &'a [u8],
        n_classes: usize,
    ) -> Result<Activations<'a>, EstimateError> {
        Activations::new(&self.values, self.n_units, labels, n_classes)
    }
}

fn points(layer: &Activations<'_>, noise: NoiseVariance) -> LayerPoints {
    let binned = |binning: Binning| {
        let information = binning.information(layer);
        PlanePoint { i_xt: information.i_xt, i_ty: information.i_ty }
    };
    let bounds = kde::bounds(layer, noise);
    LayerPoints {
        bins_30: binned(Binning::idnns()),
        bins_007: binned(Binning::ibsgd()),
        kde_upper: PlanePoint { i_xt: bounds.i_xt_upper, i_ty: bounds.i_ty_upper },
        kde_lower: PlanePoint { i_xt: bounds.i_xt_lower, i_ty: bounds.i_ty_lower },
    }
}

/// Every layer's activations on every sample.
fn layers(network: &Network<f32>, data: &Dataset) -> Vec<LayerValues> {
    let mut batch = Batch::new(network, CHUNK);
    let empty = |layer: &Layer| LayerValues { n_units: layer.n_out, values: Vec::new() };
    let mut layers: Vec<LayerValues> = network.layers().iter().map(empty).collect();
    let samples: Vec<usize> = (0..data.n_samples()).collect();
    for chunk in samples.chunks(batch.capacity()) {
        batch.load(chunk.iter().map(|sample| (data.input(*sample), 0)));
        batch.forward(network, None);
        for (index, layer) in layers.iter_mut().enumerate() {
            (0..chunk.len()).for_each(|sample| layer.values.extend(batch.values(index + 1, sample)));
        }
    }
    layers
}

/// A snapshot whose activations leave the finite numbers.
fn not_finite(layer: &LayerValues) -> SpecError {
    let value = layer.values.iter().copied().find(|value| !value.is_finite()).unwrap_or(f32::NAN);
    out_of_range("snapshot", f64::from(value), f64::from(f32::MIN), f64::from(f32::MAX))
}

fn out_of_range(field: &str, value: f64, min: f64, max: f64) -> SpecError {
    SpecError::OutOfRange { field: field.into(), value, min, max }
}
