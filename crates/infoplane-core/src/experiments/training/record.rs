//! What is kept of a run at the recorded epochs, whatever is learned.

use super::{Evaluation, GradientStatistics, Quantity};
use serde::{Deserialize, Serialize};

/// The state of the run at a recorded epoch; `E` is what is said of a set of samples.
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerRecord {
    /// ‖W‖, the Frobenius norm of the weights, biases not counted.
    pub weight_norm: f64,
    /// The gradient in the epoch that ends here; `None` before training.
    pub gradient: Option<GradientStatistics>,
}

/// Why the run stands where it stands.
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
        quantity: Quantity,
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
