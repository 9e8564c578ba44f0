//! What is kept of a run at the recorded epochs, whatever is learned.

use super::{Evaluation, GradientStatistics};
use crate::learner::trainer::NonFinite;
use serde::{Deserialize, Serialize};

/// The state of the run at a recorded epoch; `E` is what is said of a set of samples.
///
/// ```
/// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
/// let mut run = Training::start(&TrainingSpec::default(), None)?;
/// run.finish_epoch();
/// // Before training and after the first epoch: 2-8-8-3 has (2 + 1) · 8 + (8 + 1) · 8 + (8 + 1) · 3 parameters.
/// let records = run.frame().records;
/// assert_eq!((records[0].epoch, records[1].epoch, records[1].snapshot.len()), (0, 1, 24 + 72 + 27));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record<E = Evaluation> {
    /// Completed epochs; 0 is before training.
    pub epoch: u32,
    /// On the training set.
    pub train: E,
    /// On the test set.
    pub test: E,
    /// The layers that have parameters, from the input on.
    pub layers: Vec<LayerRecord>,
    /// All parameters, layer by layer: weights (output-major), then biases.
    ///
    /// The activations of every sample are not recorded: they are computed from these where they are wanted
    /// ([`layer_activations`](crate::experiments::activations::layer_activations)).
    pub snapshot: Vec<f32>,
}

/// One layer at a recorded epoch.
///
/// ```
/// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
/// let spec = TrainingSpec::default();
/// // All weights are ½: the norm of the 2 · 8 of the first layer is ½ √16.
/// let mut run = Training::start_from(&spec, None, vec![0.5; spec.n_parameters()])?;
/// let layer = run.frame().records[0].layers[0];
/// assert_eq!((layer.weight_norm, layer.gradient), (2.0, None));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerRecord {
    /// ‖W‖, the Frobenius norm of the weights, biases not counted.
    pub weight_norm: f64,
    /// The gradient in the epoch that ends here; `None` before training.
    pub gradient: Option<GradientStatistics>,
}

/// Why the run stands where it stands.
///
/// ```
/// use infoplane_core::experiments::{Experiment, training::{RunState, Training, TrainingSpec}};
/// let mut run = Training::start(&TrainingSpec { n_epochs: 1, ..TrainingSpec::default() }, None)?;
/// assert_eq!(run.frame().state, RunState::Running);
/// run.finish_epoch();
/// assert_eq!(run.frame().state, RunState::Finished);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum RunState {
    /// More epochs to come.
    Running,
    /// All epochs done.
    Finished,
    /// A number left the finite ones. The state shown is that of the newest end of an epoch whose evaluation is finite,
    /// out of the last two and the last that was recorded.
    Diverged {
        /// The update at which it happened, counted from 1.
        step: u64,
        /// What left the finite numbers.
        quantity: NonFinite,
    },
}

/// A run at some time, as it is shown; `E` as of [`Record`].
#[derive(Clone, Debug)]
pub(in crate::experiments) struct Shown<E> {
    pub(in crate::experiments) time: Time,
    pub(in crate::experiments) train: E,
    pub(in crate::experiments) test: E,
    pub(in crate::experiments) snapshot: Vec<f32>,
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(in crate::experiments) struct Time {
    /// Completed epochs.
    pub(in crate::experiments) epoch: u32,
    /// Completed updates.
    pub(in crate::experiments) steps: u64,
    /// Samples seen, all epochs together.
    pub(in crate::experiments) samples: u64,
}
