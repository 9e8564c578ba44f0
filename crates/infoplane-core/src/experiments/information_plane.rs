//! A whole run in the information plane: training, and the estimates of every layer at every recorded epoch.

use crate::estimators::kde::NoiseVariance;
use crate::experiments::layer_information::{
    self, DEFAULT_NOISE_VARIANCE, LayerInformation, LayerInformationFrame,
};
use crate::experiments::training::{Record, Training, TrainingFrame, TrainingSpec};
use crate::experiments::{Experiment, Progress};
use crate::learner::activation::Activation;
use crate::learner::dataset::Split;
use crate::learner::spec::SpecError;
use serde::{Deserialize, Serialize};

/// A run and the resolution of its estimates.
///
/// ```
/// use infoplane_core::experiments::information_plane::InformationPlaneSpec;
/// use infoplane_core::learner::activation::Activation;
/// let spec = InformationPlaneSpec::saxe_2018(Activation::Relu, 7);
/// assert_eq!((spec.training.seed, spec.training.network.activation), (7, Activation::Relu));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InformationPlaneSpec {
    /// The run.
    pub training: TrainingSpec,
    /// Variance of the Gaussian noise that the KDE bounds assume in every unit.
    pub noise_variance: f64,
}

impl InformationPlaneSpec {
    /// The experiment of [Saxe et al.](crate::citations::SAXE_2018) on the 12-bit task: 10,000 epochs of
    /// 12-10-7-5-4-3-2, of which 212 are recorded, bins and KDE bounds with variance 0.001 on all 4,096 patterns.
    ///
    /// ```
    /// use infoplane_core::experiments::information_plane::InformationPlaneSpec;
    /// use infoplane_core::learner::activation::Activation;
    /// let spec = InformationPlaneSpec::saxe_2018(Activation::Tanh, 1).training;
    /// assert_eq!(spec.layer_widths(), [12, 10, 7, 5, 4, 3, 2]);
    /// // 20 + 16 + 95 + 80 epochs of the schedule, and the last.
    /// assert_eq!((0..=10_000).filter(|epoch| spec.is_recorded(*epoch)).count(), 212);
    /// ```
    pub fn saxe_2018(activation: Activation, seed: u64) -> Self {
        let mut training = TrainingSpec { seed, ..TrainingSpec::saxe_2018(activation) };
        training.data.split = Split::Random;
        Self { training, noise_variance: DEFAULT_NOISE_VARIANCE }
    }
}

/// The run so far, and its way through the plane.
///
/// ```
/// use infoplane_core::experiments::{Experiment, Progress};
/// use infoplane_core::experiments::information_plane::{InformationPlane, InformationPlaneSpec};
/// use infoplane_core::experiments::training::TrainingSpec;
/// let training = TrainingSpec { n_epochs: 2, ..TrainingSpec::default() };
/// let mut run = InformationPlane::start(&InformationPlaneSpec { training, noise_variance: 0.1 }, None)?;
/// while run.step() == Progress::Running {}
/// // Epochs 0, 1 and 2 of two hidden layers and the output.
/// let plane = run.frame().plane;
/// assert_eq!(plane.iter().map(|at| (at.epoch, at.layers.len())).collect::<Vec<_>>(), [(0, 3), (1, 3), (2, 3)]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct InformationPlaneFrame {
    /// The run; its records are those since the last frame.
    pub training: TrainingFrame,
    /// The plane at every recorded epoch of the whole run so far, oldest first.
    pub plane: Vec<LayerInformationFrame>,
}

/// The two experiments in turn: a slice of training, and after each record the estimates of its layers. An epoch with
/// activations beyond the finite numbers has no place in the plane.
///
/// The page does the same with several workers, one [`LayerInformation`] for each record.
///
/// ```
/// use infoplane_core::experiments::{Experiment, Progress};
/// use infoplane_core::experiments::information_plane::{InformationPlane, InformationPlaneSpec};
/// use infoplane_core::experiments::training::TrainingSpec;
/// let training = TrainingSpec { n_epochs: 1, ..TrainingSpec::default() };
/// let mut run = InformationPlane::start(&InformationPlaneSpec { training, noise_variance: 0.1 }, None)?;
/// while run.step() == Progress::Running {}
/// // Nobody tells more of 600 samples than which one it is.
/// let at_end = &run.frame().plane[1];
/// assert!(at_end.layers.iter().all(|layer| layer.kde_upper.i_xt < 600_f64.ln()));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug)]
pub struct InformationPlane {
    spec: InformationPlaneSpec,
    noise: NoiseVariance,
    training: Training,
    /// Since the last frame.
    records: Vec<Record>,
    /// The estimates of the last record, until they are done.
    estimates: Option<LayerInformation>,
    plane: Vec<LayerInformationFrame>,
}

impl Experiment for InformationPlane {
    type Spec = InformationPlaneSpec;
    type Frame = InformationPlaneFrame;

    fn start(spec: &InformationPlaneSpec, asset: Option<&[u8]>) -> Result<Self, SpecError> {
        let noise = layer_information::noise_variance(spec.noise_variance)?;
        let training = Training::start(&spec.training, asset)?;
        let (records, estimates, plane) = (Vec::new(), None, Vec::new());
        let mut experiment = Self { spec: spec.clone(), noise, training, records, estimates, plane };
        experiment.take_record();
        Ok(experiment)
    }

    /// A slice of the estimates of the last record, or, when that is done, a slice of training.
    fn step(&mut self) -> Progress {
        let Some(estimates) = &mut self.estimates else {
            let progress = self.training.step();
            self.take_record();
            return if self.estimates.is_some() { Progress::Running } else { progress };
        };
        if estimates.step() == Progress::Finished {
            self.plane.push(estimates.frame());
            self.estimates = None;
        }
        Progress::Running
    }

    fn frame(&mut self) -> InformationPlaneFrame {
        let records = core::mem::take(&mut self.records);
        InformationPlaneFrame {
            training: TrainingFrame { records, ..self.training.frame() },
            plane: self.plane.clone(),
        }
    }
}

impl InformationPlane {
    /// Begins the estimates of the record that the last slice of training has ended with, if it has.
    fn take_record(&mut self) {
        for record in self.training.take_records() {
            let network = self.spec.training.network_with(record.snapshot.clone());
            let estimates = network.and_then(|network| {
                LayerInformation::new(record.epoch, &network, self.training.data(), self.noise)
            });
            self.estimates = estimates.ok();
            self.records.push(record);
        }
    }
}
