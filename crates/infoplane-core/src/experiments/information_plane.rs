//! A whole run in the information plane: training, and the estimates of every layer at every recorded epoch.

use crate::estimators::kde::NoiseVariance;
use crate::experiments::layer_information::{
    self, DEFAULT_NOISE_VARIANCE, LayerInformation, LayerInformationFrame,
};
use crate::experiments::training::{RunState, Training, TrainingSpec};
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

/// How far a whole run is, and at its end the way of its layers through the plane.
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InformationPlaneFrame {
    /// Running, finished or diverged: of the training.
    pub state: RunState,
    /// Epochs that the run records, all together.
    pub n_records: usize,
    /// Those that have been estimated, by every estimator.
    pub n_estimated: usize,
    /// The plane at every recorded epoch, oldest first; empty until the run is over. A run that diverged has those up to
    /// its end.
    pub plane: Vec<LayerInformationFrame>,
}

/// The two experiments in turn: a slice of training, and after each record the estimates of its layers. An epoch with
/// activations beyond the finite numbers has no place in the plane.
///
/// The page does the same with several workers for one run, one [`LayerInformation`] for each record, and with this for
/// several seeds, one run for each worker.
///
/// ```
/// use infoplane_core::experiments::information_plane::{InformationPlane, InformationPlaneSpec};
/// use infoplane_core::experiments::sweep;
/// use infoplane_core::experiments::training::TrainingSpec;
/// let training = TrainingSpec { n_epochs: 2, ..TrainingSpec::default() };
/// let specs: Vec<_> = sweep::seeds(&training, 1..=3)
///     .into_iter()
///     .map(|training| InformationPlaneSpec { training, noise_variance: 0.001 })
///     .collect();
/// let runs = sweep::run::<InformationPlane>(&specs, None, 2.try_into().expect("2 is not 0"));
/// // Epochs 0, 1 and 2 of each.
/// assert!(runs.iter().flatten().all(|run| run.plane.len() == 3));
/// ```
#[derive(Clone, Debug)]
pub struct InformationPlane {
    spec: InformationPlaneSpec,
    noise: NoiseVariance,
    training: Training,
    n_records: usize,
    /// The estimates of the last record, until they are done.
    estimates: Option<LayerInformation>,
    plane: Vec<LayerInformationFrame>,
    is_over: bool,
}

impl Experiment for InformationPlane {
    type Spec = InformationPlaneSpec;
    type Frame = InformationPlaneFrame;

    fn start(spec: &InformationPlaneSpec, asset: Option<&[u8]>) -> Result<Self, SpecError> {
        let noise = layer_information::noise_variance(spec.noise_variance)?;
        let training = Training::start(&spec.training, asset)?;
        let is_recorded = |epoch: &u32| *epoch == 0 || spec.training.is_recorded(*epoch);
        let n_records = (0..=spec.training.n_epochs).filter(is_recorded).count();
        let (spec, estimates, plane) = (spec.clone(), None, Vec::new());
        let mut experiment = Self { spec, noise, training, n_records, estimates, plane, is_over: false };
        experiment.take_record();
        Ok(experiment)
    }

    /// A slice of the estimates of the last record, or, when that is done, a slice of training.
    fn step(&mut self) -> Progress {
        match &mut self.estimates {
            Some(estimates) => {
                if estimates.step() == Progress::Finished {
                    self.plane.push(estimates.frame());
                    self.estimates = None;
                }
            }
            None => {
                let progress = self.training.step();
                self.take_record();
                self.is_over = progress == Progress::Finished && self.estimates.is_none();
            }
        }
        if self.is_over { Progress::Finished } else { Progress::Running }
    }

    fn frame(&mut self) -> InformationPlaneFrame {
        InformationPlaneFrame {
            state: self.training.state(),
            n_records: self.n_records,
            n_estimated: self.plane.len(),
            plane: if self.is_over { self.plane.clone() } else { Vec::new() },
        }
    }
}

impl InformationPlane {
    /// Begins the estimates of the record that the last slice of training has ended with, if it has.
    fn take_record(&mut self) {
        for record in self.training.take_records() {
            let network = self.spec.training.network_with(record.snapshot);
            let estimates = network.and_then(|network| {
                LayerInformation::new(record.epoch, &network, self.training.data(), self.noise)
            });
            self.estimates = estimates.ok();
        }
    }
}
