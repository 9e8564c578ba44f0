//! What is shown of a run.

use super::{Evaluation, Record, RunState};
use serde::{Deserialize, Serialize};

/// Predicted class probabilities on a square grid over the plane, for two-dimensional data.
///
/// ```
/// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
/// let spec = TrainingSpec::default();
/// let mut run = Training::start_from(&spec, None, vec![0.0; spec.n_parameters()])?;
/// // A network of zeros finds all classes as probable everywhere.
/// let regions = run.frame().regions.expect("points of the plane");
/// assert_eq!(regions.probabilities, vec![1.0 / 3.0; regions.side * regions.side * 3]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regions {
    /// Cells per side.
    pub side: usize,
    /// The square covers [-extent, extent] on both axes; cells are sampled at their centers.
    pub extent: f32,
    /// Number of classes.
    pub n_classes: usize,
    /// Row-major from the top left (largest second coordinate first), class fastest.
    pub probabilities: Vec<f32>,
}

/// What a page draws.
///
/// ```
/// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
/// let mut run = Training::start(&TrainingSpec::default(), None)?;
/// (0..3).for_each(|_| _ = run.finish_epoch());
/// // Three epochs of 300 samples; the records are those before training and of each epoch, given once.
/// let frame = run.frame();
/// assert_eq!((frame.epoch, frame.samples, frame.records.len()), (3, 900, 4));
/// assert!(run.frame().records.is_empty());
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingFrame {
    /// Completed epochs.
    pub epoch: u32,
    /// Completed updates.
    pub steps: u64,
    /// Samples seen, all epochs together.
    pub samples: u64,
    /// Running, finished or diverged.
    pub state: RunState,
    /// H(Y|X) on the test inputs, in nats; `None` when the posterior is unknown.
    pub floor: Option<f64>,
    /// H(Y|X) on the training inputs, in nats; `None` when the posterior is unknown.
    pub train_floor: Option<f64>,
    /// Records since the last frame, oldest first.
    pub records: Vec<Record>,
    /// Present evaluation on the training set.
    pub train: Evaluation,
    /// Present evaluation on the test set.
    pub test: Evaluation,
    /// Decision regions; `None` unless the data are two-dimensional.
    pub regions: Option<Regions>,
    /// Class probabilities of each test sample, class fastest.
    pub test_probabilities: Vec<f32>,
    /// All parameters now, in the layout of [`Record::snapshot`].
    pub snapshot: Vec<f32>,
}
