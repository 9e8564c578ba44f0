//! What a training run makes small, and how.

use crate::learner::dataset::own;
use crate::learner::loss::{LossSpec, RateForm};
use crate::learner::optimizer::averaging::Averaging;
use crate::learner::optimizer::clipping::Clipping;
use crate::learner::optimizer::schedule::Schedule;
use crate::learner::regularization::Regularization;
use crate::learner::spec::{Range, SpecError};
use serde::{Deserialize, Serialize};

/// What is made small, and how, beside the optimizer.
///
/// ```
/// use infoplane_core::learner::network::{Network, NetworkSpec};
/// use infoplane_core::learner::optimizer::OptimizerSpec;
/// use infoplane_core::learner::optimizer::clipping::{Clipping, Limit};
/// use infoplane_core::learner::trainer::{Objective, Trainer};
/// // Each number of the gradient (1, −1, ½, −½) is at most ¾ of either sign, times the learning rate 1.
/// let objective = Objective { clipping: Clipping::Values(Limit::new(0.75)?), ..Objective::default() };
/// let network = Network::new(&NetworkSpec { hidden: vec![], ..NetworkSpec::default() }, 1, 2, vec![0.0; 4])?;
/// let descent = OptimizerSpec { learning_rate: 1.0, ..OptimizerSpec::sgd() };
/// let mut trainer = Trainer::new(network, &descent, &objective, 1, 1)?;
/// trainer.step(&[0], |_| (&[2.0], 1)).expect("finite");
/// assert_eq!(trainer.network().parameters(), [-0.75, 0.75, -0.5, 0.5]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Objective {
    /// The loss of a sample.
    pub loss: LossSpec,
    /// Penalties on the weights.
    pub regularization: Regularization,
    /// How the learning rate changes with the number of updates.
    pub schedule: Schedule,
    /// How the gradient is kept from being too large.
    pub clipping: Clipping,
    /// The mean of the weights along the way that is evaluated in their place; `None` for the weights themselves.
    pub averaging: Option<Averaging>,
}

impl Objective {
    /// Range of the number of samples of a mini-batch: all of a reader's own data at most.
    ///
    /// ```
    /// # use infoplane_core::learner::trainer::Objective;
    /// assert!(Objective::BATCH.check(1e6).is_ok() && Objective::BATCH.check(0.0).is_err());
    /// ```
    pub const BATCH: Range = Range { field: "batch", min: 1.0, max: own::MAX_SAMPLES as f64 };
    /// The same for a loss with the square of a mean, which takes them all at once.
    ///
    /// ```
    /// # use infoplane_core::learner::trainer::Objective;
    /// // A size that is fine where a batch may pass in parts.
    /// assert!(Objective::BATCH.check(10_001.0).is_ok() && Objective::WHOLE_BATCH.check(10_001.0).is_err());
    /// ```
    pub const WHOLE_BATCH: Range = Range { max: 10_000.0, ..Self::BATCH };

    /// Range of the number of samples of a mini-batch with this loss.
    ///
    /// ```
    /// # use infoplane_core::learner::{loss::{LossSpec, RateForm}, trainer::Objective};
    /// let largest = |beta, rate| {
    ///     let loss = LossSpec { beta, rate, ..LossSpec::default() };
    ///     Objective { loss, ..Objective::default() }.batch().max
    /// };
    /// // Without a rate there is nothing to square.
    /// assert_eq!((largest(0.1, RateForm::Squared), largest(0.0, RateForm::Squared)), (1e4, 1e6));
    /// assert_eq!(largest(0.1, RateForm::Linear), 1e6);
    /// ```
    pub fn batch(&self) -> Range {
        if is_whole(&self.loss) { Self::WHOLE_BATCH } else { Self::BATCH }
    }

    /// Checks every field.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field.
    ///
    /// ```
    /// # use infoplane_core::learner::{loss::LossSpec, trainer::Objective};
    /// let loss = LossSpec { label_smoothing: 2.0, ..LossSpec::default() };
    /// let error = Objective { loss, ..Objective::default() }.validate().expect_err("too smooth");
    /// assert_eq!(error.to_string(), "invalid smoothing: 2 (allowed: 0 to 1)");
    /// ```
    pub fn validate(&self) -> Result<(), SpecError> {
        self.loss.validate()?;
        self.regularization.validate()?;
        self.schedule.validate()?;
        self.clipping.validate()?;
        self.averaging.map_or(Ok(()), |averaging| averaging.validate())
    }
}

/// Whether the loss has the square of a mean over the mini-batch, which must pass as a whole.
pub(super) fn is_whole(loss: &LossSpec) -> bool {
    loss.beta > 0.0 && loss.rate == RateForm::Squared
}
