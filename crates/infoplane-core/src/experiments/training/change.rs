//! What changes in the middle of a run.

use super::TrainingSpec;
use crate::learner::optimizer::{OptimizerSpec, Rule};
use crate::learner::regularization::Regularization;
use crate::learner::spec::{Range, SpecError};
use serde::{Deserialize, Serialize};

/// A turn that a run takes at the end of an epoch, before anything of it is seen: it makes a branch of the run without it,
/// with the same bits up to there.
///
/// ```
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::experiments::training::{Change, Training, TrainingSpec, What};
/// // Two branches of a run with other learning rates have the first three epochs in common.
/// let branch = |rate| -> Result<[f64; 2], infoplane_core::learner::spec::SpecError> {
///     let changes = vec![Change { epoch: 3, what: What::LearningRate(rate) }];
///     let mut run = Training::start(&TrainingSpec { changes, ..TrainingSpec::default() }, None)?;
///     (0..4).for_each(|_| _ = run.finish_epoch());
///     let records = run.frame().records;
///     Ok([3, 4].map(|epoch| records[epoch].train.cross_entropy))
/// };
/// let [slow, fast] = [branch(1e-4)?, branch(0.1)?];
/// assert!(slow[0] == fast[0] && slow[1] != fast[1]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Completed epochs; 0 changes the run before its first update.
    pub epoch: u32,
    /// What changes.
    pub what: What,
}

/// What changes.
///
/// ```
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::experiments::training::{Change, Training, TrainingSpec, What};
/// // The bias of the last of three classes is the last parameter.
/// let changes = vec![Change { epoch: 0, what: What::Weight { index: 122, value: 0.5 } }];
/// let mut run = Training::start(&TrainingSpec { changes, ..TrainingSpec::default() }, None)?;
/// assert_eq!(run.frame().snapshot[122], 0.5);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// The learning rate; what the optimizer remembers of past gradients stays.
    LearningRate(f64),
    /// The update rule, at the same learning rate; another one begins with nothing remembered, the same one changes nothing.
    Rule(Rule),
    /// Samples per update.
    BatchSize(usize),
    /// The L2 penalty.
    L2(f64),
    /// One weight or bias, by its place in a [snapshot](super::Record::snapshot).
    Weight {
        /// The place, from 0.
        index: usize,
        /// The value, rounded to single precision.
        value: f64,
    },
}

/// How a run learns between two changes; see [`TrainingSpec::phase`].
///
/// ```
/// use infoplane_core::experiments::training::{Phase, TrainingSpec};
/// let Phase { batch_size, l2, .. } = TrainingSpec::default().phase(0);
/// assert_eq!((batch_size, l2), (32, 0.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// The update rule with all its hyper-parameters.
    pub optimizer: OptimizerSpec,
    /// Samples per update.
    pub batch_size: usize,
    /// The L2 penalty.
    pub l2: f64,
}

impl Phase {
    fn change(&mut self, what: What) {
        match what {
            What::LearningRate(rate) => self.optimizer.learning_rate = rate,
            What::Rule(rule) => self.optimizer.select(rule),
            What::BatchSize(size) => self.batch_size = size,
            What::L2(weight) => self.l2 = weight,
            What::Weight { .. } => {}
        }
    }
}

impl TrainingSpec {
    /// Range of the number of [`TrainingSpec::changes`]: each is recorded, and looked up at the end of every epoch.
    ///
    /// ```
    /// use infoplane_core::experiments::training::{Change, TrainingSpec, What};
    /// let changes = vec![Change { epoch: 1, what: What::L2(0.1) }; 65];
    /// assert!(TrainingSpec { changes, ..TrainingSpec::default() }.validate().is_err());
    /// ```
    pub const CHANGES: Range = Range { field: "changes", min: 0.0, max: 64.0 };

    /// How the run learns after so many epochs.
    ///
    /// ```
    /// use infoplane_core::experiments::training::{Change, TrainingSpec, What};
    /// let changes = vec![Change { epoch: 40, what: What::BatchSize(8) }];
    /// let spec = TrainingSpec { changes, ..TrainingSpec::default() };
    /// assert_eq!([39, 40].map(|epoch| spec.phase(epoch).batch_size), [32, 8]);
    /// ```
    pub fn phase(&self, epoch: u32) -> Phase {
        let mut phase = Phase {
            optimizer: self.optimizer,
            batch_size: self.batch_size,
            l2: self.objective.regularization.l2,
        };
        // In the order in which the run meets them; of one epoch in that of the list.
        let next = |after: Option<u32>| {
            let epochs = self.changes.iter().map(|change| change.epoch);
            epochs.filter(|at| Some(*at) > after && *at <= epoch).min()
        };
        let mut at = next(None);
        while let Some(epoch) = at {
            self.changes_at(epoch).for_each(|what| phase.change(what));
            at = next(at);
        }
        phase
    }

    /// What changes after exactly so many epochs, in the order of the list.
    pub(super) fn changes_at(&self, epoch: u32) -> impl Iterator<Item = What> {
        self.changes.iter().filter(move |change| change.epoch == epoch).map(|change| change.what)
    }

    /// The most samples that one update ever takes.
    pub(super) fn largest_batch(&self) -> usize {
        let size = |change: &Change| match change.what {
            What::BatchSize(size) => size,
            _ => 0,
        };
        self.changes.iter().map(size).fold(self.batch_size, usize::max)
    }

    /// Checks what every change makes of the run.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field.
    ///
    /// ```
    /// use infoplane_core::experiments::training::{Change, TrainingSpec, What};
    /// let changes = vec![Change { epoch: 1, what: What::Weight { index: 123, value: 0.0 } }];
    /// let refused = TrainingSpec { changes, ..TrainingSpec::default() }.validate_changes().expect_err("123 weights");
    /// assert_eq!(refused.to_string(), "invalid parameter: 123 (allowed: 0 to 122)");
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn validate_changes(&self) -> Result<(), SpecError> {
        Self::CHANGES.check(self.changes.len() as f64)?;
        self.changes.iter().try_for_each(|change| match change.what {
            What::LearningRate(rate) => OptimizerSpec::LEARNING_RATE.check(rate),
            What::Rule(_) => Ok(()),
            What::BatchSize(size) => self.objective.batch().check(size as f64),
            What::L2(weight) => Regularization::WEIGHT.check(weight),
            What::Weight { index, value } => {
                let last = self.n_parameters().saturating_sub(1) as f64;
                Range { field: "parameter", min: 0.0, max: last }.check(index as f64)?;
                Self::WEIGHT.check(value)
            }
        })
    }
}
