//! What is shown of a run.

use super::{Evaluation, Record, RunState};
use crate::learner::passes::Batch;
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

/// One update, taken apart: the samples go forward, the gradient of their loss comes back, and the weights follow it.
///
/// ```
/// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
/// let spec = TrainingSpec { batch_size: 10, ..TrainingSpec::default() };
/// let mut run = Training::start_from(&spec, None, vec![0.0; spec.n_parameters()])?;
/// run.step_update();
/// let update = run.frame().update.expect("one update");
/// // From zero all three classes are as probable.
/// assert!(update.samples.len() == 10 && (update.loss - 3_f64.ln()).abs() < 1e-6);
/// // Behind the means of 2 inputs and 16 hidden units.
/// assert!(update.means[18..].iter().all(|q| (q - 1.0 / 3.0).abs() < 1e-6));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TracedUpdate {
    /// The samples of the mini-batch, by their numbers in the data.
    pub samples: Vec<u32>,
    /// The mean over them of every value of every layer, noise included: the inputs first, the output last.
    pub means: Vec<f32>,
    /// Their mean loss before the update, without penalties, in nats for a cross-entropy.
    pub loss: f64,
    /// Its gradient with respect to every parameter, without penalties and before clipping.
    pub gradient: Vec<f32>,
    /// The parameters before; with averaging, those that are trained and not their average.
    pub before: Vec<f32>,
    /// What the optimizer has added to them.
    pub step: Vec<f32>,
}

impl Regions {
    /// The center of a cell, counted row by row from the top left.
    ///
    /// ```
    /// use infoplane_core::experiments::training::Regions;
    /// let four = Regions { side: 2, extent: 1.0, n_classes: 2, probabilities: vec![0.5; 8] };
    /// assert_eq!((four.center(0), four.center(3)), ([-0.5, 0.5], [0.5, -0.5]));
    /// ```
    pub fn center(&self, cell: usize) -> [f32; 2] {
        let along = |place: usize| ((2 * place + 1) as f32 / self.side as f32 - 1.0) * self.extent;
        [along(cell % self.side), -along(cell / self.side)]
    }
}

impl TracedUpdate {
    /// Of these samples and parameters, of which nothing else is known yet.
    pub(super) fn of(samples: Vec<u32>, before: Vec<f32>) -> Self {
        Self { samples, means: Vec::new(), loss: 0.0, gradient: Vec::new(), before, step: Vec::new() }
    }

    /// Adds what has come of it.
    pub(super) fn finish(&mut self, loss: f64, parameters: &[f32]) {
        self.loss = loss;
        self.step = parameters.iter().zip(&self.before).map(|(after, before)| after - before).collect();
    }

    /// Adds the values of some of the samples, which are in the batch, to the means.
    pub(super) fn add_values(&mut self, batch: &Batch<f32>, n_layers: usize) {
        let n = self.samples.len() as f32;
        for sample in 0..batch.n_samples() {
            let values = (0..=n_layers).flat_map(|layer| batch.values(layer, sample));
            for (at, value) in values.enumerate() {
                if at == self.means.len() {
                    self.means.push(0.0);
                }
                self.means[at] += value / n;
            }
        }
    }
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
    /// The last update, if it was asked for [by itself](super::Training::step_update) and not shown yet.
    pub update: Option<TracedUpdate>,
}
