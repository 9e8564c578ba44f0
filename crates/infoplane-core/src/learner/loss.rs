//! What a network is trained to make small.

use crate::learner::spec::{Range, SpecError};
use crate::math::real::Real;
use serde::{Deserialize, Serialize};

/// The mean over a batch of the loss of each sample, plus β times the rate of the bottlenecks.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct LossSpec {
    /// How far the outputs are from the targets.
    pub kind: LossKind,
    /// a in t (1 − a) + a / K for targets t of a softmax over K classes, or with K = 2 of sigmoids
    /// ([Szegedy et al.](crate::citations::SZEGEDY_2016), section 7). Without effect on a Gaussian output.
    pub label_smoothing: f64,
    /// What the loss of a sample of each class is multiplied by; empty for one.
    pub class_weights: Vec<f64>,
    /// What the sum of these losses is divided by.
    pub class_mean: ClassMean,
    /// What the entropy of the prediction is multiplied by before it is subtracted from the loss
    /// ([Pereyra et al.](crate::citations::PEREYRA_2017), section 3). Without effect on a Gaussian output.
    pub confidence_penalty: f64,
    /// β.
    pub beta: f64,
    /// How the rate enters the loss.
    pub rate: RateForm,
}

/// How far the outputs are from the targets, summed over outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LossKind {
    /// −ln of the probability, or density, that the output gives to the target: cross-entropy of a
    /// softmax, binary cross-entropy of sigmoids, ½ (z − t)² + ½ ln 2π of a Gaussian output.
    #[default]
    CrossEntropy,
    /// (q − t)² with the probabilities, or the means, q.
    SquaredError,
}

/// What a sum of class-weighted losses is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ClassMean {
    /// The number of samples (Keras).
    #[default]
    Samples,
    /// The sum of their weights (PyTorch): a weight of 2 for every class changes nothing. Where all weights are zero
    /// the loss is zero, of which PyTorch makes 0 / 0. With label smoothing the whole loss of a sample has the weight
    /// of its class, as in Keras; PyTorch gives the smoothed share of each class the weight of that class.
    Weights,
}

/// How the rate R, the mean over a batch of KL(N(μ, σ²) ‖ N(0, I)) in nats, enters the loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum RateForm {
    /// β R ([Alemi et al.](crate::citations::ALEMI_2017), equation 17).
    #[default]
    Linear,
    /// β R², which reaches every point of an information-bottleneck curve that has straight parts
    /// ([Kolchinsky et al.](crate::citations::KOLCHINSKY_TRACEY_VAN_KUYK_2019), equation 6).
    Squared,
}

impl LossSpec {
    /// Range of the label smoothing.
    pub const SMOOTHING: Range = Range { field: "smoothing", min: 0.0, max: 1.0 };
    /// Range of a class weight.
    pub const CLASS_WEIGHT: Range = Range { field: "class_weight", min: 0.0, max: 1e6 };
    /// Range of the confidence penalty.
    pub const CONFIDENCE: Range = Range { field: "confidence", min: 0.0, max: 100.0 };
    /// Range of β.
    pub const BETA: Range = Range { field: "beta", min: 0.0, max: 1e6 };

    /// Checks every field.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field.
    pub fn validate(&self) -> Result<(), SpecError> {
        Self::SMOOTHING.check(self.label_smoothing)?;
        self.class_weights.iter().try_for_each(|weight| Self::CLASS_WEIGHT.check(*weight))?;
        Self::CONFIDENCE.check(self.confidence_penalty)?;
        Self::BETA.check(self.beta)
    }
}

/// A valid loss in the precision of a network.
#[derive(Clone, Debug)]
pub struct Loss<T> {
    pub(super) kind: LossKind,
    pub(super) smoothing: T,
    /// One for each output, or empty.
    pub(super) class_weights: Vec<T>,
    pub(super) class_mean: ClassMean,
    /// The number of samples of a mini-batch over what its losses are divided by.
    pub(super) per_sample: T,
    pub(super) confidence: T,
    pub(super) beta: f64,
    pub(super) rate: RateForm,
}

impl<T: Real> Loss<T> {
    /// The loss of a spec for that many outputs.
    ///
    /// # Errors
    /// Those of [`LossSpec::validate`]; [`SpecError::OutOfRange`] with `class_weights` unless there is
    /// one class weight for every output, or none.
    pub fn new(spec: &LossSpec, n_outputs: usize) -> Result<Self, SpecError> {
        spec.validate()?;
        if !spec.class_weights.is_empty() {
            let n_outputs = n_outputs as f64;
            let number = Range { field: "class_weights", min: n_outputs, max: n_outputs };
            number.check(spec.class_weights.len() as f64)?;
        }
        Ok(Self {
            kind: spec.kind,
            smoothing: T::from_f64(spec.label_smoothing),
            class_weights: spec.class_weights.iter().map(|weight| T::from_f64(*weight)).collect(),
            class_mean: spec.class_mean,
            per_sample: T::ONE,
            confidence: T::from_f64(spec.confidence_penalty),
            beta: spec.beta,
            rate: spec.rate,
        })
    }

    /// The same for a mini-batch of these classes, with one number for every sample: where the sum of the weights is to
    /// be divided by, it must be known before the first gradient.
    #[inline(never)]
    pub fn begin(&mut self, classes: impl ExactSizeIterator<Item = usize>) {
        if self.class_mean == ClassMean::Weights && !self.class_weights.is_empty() {
            let n = classes.len() as f64;
            let weights = classes.map(|class| self.class_weights.get(class).map_or(0.0, |w| w.to_f64()));
            let sum: f64 = weights.sum();
            self.per_sample = T::from_f64(if sum > 0.0 { n / sum } else { 0.0 });
        }
    }

    /// What the rate R adds to the loss.
    pub(crate) fn of_rate(&self, rate: f64) -> f64 {
        match self.rate {
            RateForm::Linear => self.beta * rate,
            RateForm::Squared => self.beta * rate * rate,
        }
    }

    /// The derivative of that by R.
    pub(super) fn slope_of_rate(&self, rate: f64) -> f64 {
        match self.rate {
            RateForm::Linear => self.beta,
            RateForm::Squared => 2.0 * self.beta * rate,
        }
    }
}
