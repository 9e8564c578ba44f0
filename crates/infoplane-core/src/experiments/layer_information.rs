//! The information plane at one recorded epoch: I(X;T) and I(T;Y) of every layer, by several estimators.

use crate::estimators::activations::Activations;
use crate::estimators::binning::Binning;
use crate::estimators::kde::{KdeBounds, NoiseVariance, PairPass};
use crate::experiments::activations::{LayerValues, layer_activations};
use crate::experiments::training::TrainingSpec;
use crate::experiments::{Experiment, Progress};
use crate::learner::dataset::{self, Dataset};
use crate::learner::network::Network;
use crate::learner::spec::SpecError;
use serde::{Deserialize, Serialize};

/// One epoch of one run, to be placed in the plane.
///
/// ```
/// use infoplane_core::experiments::layer_information::{LayerInformation, LayerInformationSpec};
/// use infoplane_core::experiments::{Experiment, training::TrainingSpec};
/// let spec = LayerInformationSpec {
///     training: TrainingSpec::default(),
///     epoch: 0,
///     snapshot: vec![0.0; 5],
///     noise_variance: 0.1,
/// };
/// let refused = LayerInformation::start(&spec, None).map(|_| ()).map_err(|error| error.to_string());
/// assert_eq!(refused, Err("invalid snapshot: 5 parameters, the network has 123".to_owned()));
/// ```
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
///
/// ```
/// use infoplane_core::experiments::layer_information::DEFAULT_NOISE_VARIANCE;
/// // A standard deviation of 3 % of the range of a sigmoid.
/// assert_eq!((100.0 * DEFAULT_NOISE_VARIANCE.sqrt()).round(), 3.0);
/// ```
pub const DEFAULT_NOISE_VARIANCE: f64 = 1e-3;

/// A point of the plane, in nats.
///
/// ```
/// use infoplane_core::experiments::layer_information::{LayerInformation, LayerInformationSpec, PlanePoint};
/// use infoplane_core::experiments::{Experiment, Progress, training::TrainingSpec};
/// let training = TrainingSpec::default();
/// let snapshot = vec![0.0; training.n_parameters()];
/// let spec = LayerInformationSpec { training, epoch: 7, snapshot, noise_variance: 0.1 };
/// let mut estimates = LayerInformation::start(&spec, None)?;
/// while estimates.step() == Progress::Running {}
/// // Layers that are always the same are at the origin.
/// assert_eq!(estimates.frame().layers[0].bins_30, PlanePoint { i_xt: 0.0, i_ty: 0.0 });
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanePoint {
    /// Estimate of I(X;T).
    pub i_xt: f64,
    /// Estimate of I(T;Y).
    pub i_ty: f64,
}

/// One layer under every estimator.
///
/// ```
/// use infoplane_core::experiments::layer_information::{LayerInformation, LayerInformationSpec};
/// use infoplane_core::experiments::{Experiment, Progress, training::TrainingSpec};
/// let training = TrainingSpec::default();
/// let snapshot = training.first_network()?.parameters().to_vec();
/// let spec = LayerInformationSpec { training, epoch: 0, snapshot, noise_variance: 0.1 };
/// let mut estimates = LayerInformation::start(&spec, None)?;
/// while estimates.step() == Progress::Running {}
/// // The lower bound is below the upper one in every layer.
/// let layers = estimates.frame().layers;
/// assert!(layers.iter().all(|layer| layer.kde_lower.i_xt < layer.kde_upper.i_xt));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
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

impl LayerPoints {
    /// A layer in bins, beside its KDE bounds.
    ///
    /// ```
    /// use infoplane_core::estimators::{activations::Activations, kde::{self, NoiseVariance}};
    /// use infoplane_core::experiments::layer_information::LayerPoints;
    /// // Two samples far apart, of two classes: ln 2 about both.
    /// let layer = Activations::new(&[-0.9, 0.9], 1, &[0, 1], 2)?;
    /// let points = LayerPoints::new(&layer, kde::bounds(&layer, NoiseVariance::new(1e-3)?));
    /// assert!((points.bins_30.i_ty - 2_f64.ln()).abs() < 1e-15);
    /// assert!((points.kde_lower.i_xt - 2_f64.ln()).abs() < 1e-6);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn new(layer: &Activations<'_>, bounds: KdeBounds) -> Self {
        let binned = |binning: Binning| {
            let information = binning.information(layer);
            PlanePoint { i_xt: information.i_xt, i_ty: information.i_ty }
        };
        Self {
            bins_30: binned(Binning::idnns()),
            bins_007: binned(Binning::ibsgd()),
            kde_upper: PlanePoint { i_xt: bounds.i_xt_upper, i_ty: bounds.i_ty_upper },
            kde_lower: PlanePoint { i_xt: bounds.i_xt_lower, i_ty: bounds.i_ty_lower },
        }
    }
}

/// The plane at one epoch.
///
/// ```
/// use infoplane_core::experiments::layer_information::{LayerInformation, LayerInformationSpec};
/// use infoplane_core::experiments::{Experiment, Progress, training::TrainingSpec};
/// let training = TrainingSpec::default();
/// let snapshot = vec![0.0; training.n_parameters()];
/// let spec = LayerInformationSpec { training, epoch: 7, snapshot, noise_variance: 0.1 };
/// let mut estimates = LayerInformation::start(&spec, None)?;
/// while estimates.step() == Progress::Running {}
/// let frame = estimates.frame();
/// // Two hidden layers and the output; 600 samples of three classes, 200 of each.
/// assert_eq!((frame.epoch, frame.layers.len(), frame.n_samples), (7, 3, 600));
/// assert!((frame.h_y - 3_f64.ln()).abs() < 1e-12);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
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

/// The estimates of one epoch, layer by layer, and in each the pairs of samples in slices. Y is the observed label, X every sample of the
/// data, training and test set together.
///
/// ```
/// use infoplane_core::experiments::layer_information::{LayerInformation, LayerInformationSpec};
/// use infoplane_core::experiments::{Experiment, Progress, training::TrainingSpec};
/// let training = TrainingSpec::default();
/// let snapshot = vec![0.0; training.n_parameters()];
/// let spec = LayerInformationSpec { training, epoch: 7, snapshot, noise_variance: 0.1 };
/// let mut estimates = LayerInformation::start(&spec, None)?;
/// while estimates.step() == Progress::Running {}
/// // A network of zeros tells nothing, whoever estimates it.
/// let layers = estimates.frame().layers;
/// assert!(layers.iter().all(|layer| layer.kde_upper.i_xt.abs() < 1e-6 && layer.bins_007.i_xt == 0.0));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
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
    /// The pass over the pairs of samples of the layer that comes next, once it has begun.
    pass: Option<PairPass>,
}

impl Experiment for LayerInformation {
    type Spec = LayerInformationSpec;
    type Frame = LayerInformationFrame;

    fn start(spec: &LayerInformationSpec, asset: Option<&[u8]>) -> Result<Self, SpecError> {
        spec.training.validate()?;
        let noise = noise_variance(spec.noise_variance)?;
        let data = dataset::samples(&spec.training.data, spec.training.seeds(), asset)?;
        let network = spec.training.network_with(spec.snapshot.clone())?;
        Self::new(spec.epoch, &network, &data, noise)
    }

    /// Some pairs of samples of a layer; with the last of them its bins.
    fn step(&mut self) -> Progress {
        if let Some(layer) = self.layers.get(self.points.len()) {
            // Not `expect`: printing the numbers in the error would add 10 KB to the worker.
            let Ok(activations) = layer.activations(&self.labels, self.n_classes) else {
                unreachable!("checked by start")
            };
            let pass = self.pass.get_or_insert_with(|| PairPass::new(&activations, self.noise));
            if let Some(bounds) = pass.step() {
                self.points.push(LayerPoints::new(&activations, bounds));
                self.pass = None;
            }
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

impl LayerInformation {
    /// The estimates of a network at an epoch.
    pub(super) fn new(
        epoch: u32,
        network: &Network<f32>,
        data: &Dataset,
        noise: NoiseVariance,
    ) -> Result<Self, SpecError> {
        let layers = layer_activations(network, data);
        let labels: Vec<u8> = data.labels.iter().map(|label| *label as u8).collect();
        let n_classes = data.n_classes();
        let mut h_y = 0.0;
        for layer in &layers {
            h_y = layer.activations(&labels, n_classes).map_err(|_| not_finite(layer))?.label_entropy();
        }
        Ok(Self { epoch, noise, labels, n_classes, layers, h_y, points: Vec::new(), pass: None })
    }
}

/// The variance of a spec, if it is one.
pub(super) fn noise_variance(variance: f64) -> Result<NoiseVariance, SpecError> {
    NoiseVariance::new(variance)
        .map_err(|_| out_of_range("noise_variance", variance, f64::MIN_POSITIVE, f64::MAX))
}

/// A snapshot whose activations leave the finite numbers.
fn not_finite(layer: &LayerValues) -> SpecError {
    let value = layer.values.iter().copied().find(|value| !value.is_finite()).unwrap_or(f32::NAN);
    out_of_range("snapshot", f64::from(value), f64::from(f32::MIN), f64::from(f32::MAX))
}

fn out_of_range(field: &str, value: f64, min: f64, max: f64) -> SpecError {
    SpecError::OutOfRange { field: field.into(), value, min, max }
}
