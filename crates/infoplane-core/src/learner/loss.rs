//! What a network is trained to make small.

use crate::learner::spec::{Range, SpecError};
use crate::math::real::Real;
use serde::{Deserialize, Serialize};

/// The mean over a batch of the loss of each sample, plus β times the rate of the bottlenecks.
///
/// ```
/// use infoplane_core::learner::loss::{Loss, LossSpec};
/// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
/// // The softmax gives its two classes ¼ and ¾. Of the target, the second, 0.1 is spread over both.
/// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
/// # let network = Network::new(&spec, 1, 2, vec![0.0, 0.0, 0.0, 3_f64.ln()])?;
/// # let mut batch = Batch::new(&network, 1);
/// # batch.load([(&[1.0][..], 1)].into_iter());
/// # batch.forward(&network, None);
/// let spec = LossSpec { label_smoothing: 0.1, ..LossSpec::default() };
/// let by_hand = -0.95 * 0.75_f64.ln() - 0.05 * 0.25_f64.ln();
/// assert!((batch.objective(&Loss::new(&spec, 2)?, 1) - by_hand).abs() < 1e-15);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
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
///
/// ```
/// use infoplane_core::learner::loss::{Loss, LossKind, LossSpec};
/// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
/// // The softmax gives its two classes ¼ and ¾; the sample is of the first.
/// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
/// # let network = Network::new(&spec, 1, 2, vec![0.0, 0.0, 0.0, 3_f64.ln()]).expect("four parameters");
/// # let mut batch = Batch::new(&network, 1);
/// # batch.load([(&[1.0][..], 0)].into_iter());
/// # batch.forward(&network, None);
/// let loss = |kind| Loss::new(&LossSpec { kind, ..LossSpec::default() }, 2).expect("a valid spec");
/// assert!((batch.objective(&loss(LossKind::CrossEntropy), 1) - 4_f64.ln()).abs() < 1e-15);
/// assert!((batch.objective(&loss(LossKind::SquaredError), 1) - 2.0 * 0.75 * 0.75).abs() < 1e-15);
/// ```
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
///
/// ```
/// use infoplane_core::learner::loss::{ClassMean, Loss, LossSpec};
/// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
/// // Two samples of class 0, which has the weight 3, and one of class 1, which has the weight 1.
/// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
/// # let network = Network::new(&spec, 1, 2, vec![0.0; 4]).expect("four parameters");
/// # let mut batch = Batch::new(&network, 3);
/// # batch.load([0, 0, 1].map(|class| (&[1.0][..], class)).into_iter());
/// let divisor = |class_mean| {
///     let spec = LossSpec { class_weights: vec![3.0, 1.0], class_mean, ..LossSpec::default() };
///     batch.divisor(&Loss::new(&spec, 2).expect("two weights"))
/// };
/// assert_eq!([ClassMean::Samples, ClassMean::Weights].map(divisor), [3.0, 3.0 + 3.0 + 1.0]);
/// ```
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
///
/// ```
/// use infoplane_core::learner::layer::{Deviation, LayerOptions, Units};
/// use infoplane_core::learner::loss::{Loss, LossSpec, RateForm};
/// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
/// // A bottleneck of one unit with μ = 2 and σ = 1 has the rate ½ (2² + 1² − 1) − ln 1 = 2 nats. Without it: ln 2.
/// let options = vec![LayerOptions { units: Units::Bottleneck(Deviation::LogVariance), ..LayerOptions::default() }];
/// # let spec = NetworkSpec { hidden: vec![1], options, ..NetworkSpec::default() };
/// # let network = Network::new(&spec, 1, 2, vec![0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0]).expect("4 + 4 parameters");
/// # let mut batch = Batch::new(&network, 1);
/// # batch.load([(&[1.0][..], 0)].into_iter());
/// # batch.forward(&network, None);
/// let objective = |rate| {
///     let loss = Loss::new(&LossSpec { beta: 0.1, rate, ..LossSpec::default() }, 2).expect("a valid spec");
///     batch.objective(&loss, 1)
/// };
/// assert!((objective(RateForm::Linear) - (2_f64.ln() + 0.1 * 2.0)).abs() < 1e-15);
/// assert!((objective(RateForm::Squared) - (2_f64.ln() + 0.1 * 2.0 * 2.0)).abs() < 1e-15);
/// ```
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
    ///
    /// ```
    /// # use infoplane_core::learner::loss::LossSpec;
    /// // With 1 all targets are alike; beyond it the true class would be the least likely.
    /// assert!(LossSpec::SMOOTHING.check(1.0).is_ok() && LossSpec::SMOOTHING.check(1.1).is_err());
    /// ```
    pub const SMOOTHING: Range = Range { field: "smoothing", min: 0.0, max: 1.0 };
    /// Range of a class weight.
    ///
    /// ```
    /// # use infoplane_core::learner::loss::LossSpec;
    /// assert!(LossSpec::CLASS_WEIGHT.check(0.0).is_ok() && LossSpec::CLASS_WEIGHT.check(-1.0).is_err());
    /// ```
    pub const CLASS_WEIGHT: Range = Range { field: "class_weight", min: 0.0, max: 1e6 };
    /// Range of the confidence penalty.
    ///
    /// ```
    /// # use infoplane_core::learner::loss::LossSpec;
    /// assert!(LossSpec::CONFIDENCE.check(100.0).is_ok() && LossSpec::CONFIDENCE.check(101.0).is_err());
    /// ```
    pub const CONFIDENCE: Range = Range { field: "confidence", min: 0.0, max: 100.0 };
    /// Range of β.
    ///
    /// ```
    /// # use infoplane_core::learner::loss::LossSpec;
    /// assert!(LossSpec::BETA.check(1e6).is_ok() && LossSpec::BETA.check(f64::INFINITY).is_err());
    /// ```
    pub const BETA: Range = Range { field: "beta", min: 0.0, max: 1e6 };

    /// Checks every field.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field.
    ///
    /// ```
    /// # use infoplane_core::learner::loss::LossSpec;
    /// let error = LossSpec { beta: -1.0, ..LossSpec::default() }.validate().expect_err("a reward for the rate");
    /// assert_eq!(error.to_string(), "invalid beta: -1 (allowed: 0 to 1000000)");
    /// ```
    pub fn validate(&self) -> Result<(), SpecError> {
        Self::SMOOTHING.check(self.label_smoothing)?;
        self.class_weights.iter().try_for_each(|weight| Self::CLASS_WEIGHT.check(*weight))?;
        Self::CONFIDENCE.check(self.confidence_penalty)?;
        Self::BETA.check(self.beta)
    }
}

/// A valid loss in the precision of a network.
///
/// ```
/// use infoplane_core::learner::loss::{Loss, LossSpec};
/// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
/// // A network of zeros gives each of its four classes ¼.
/// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
/// # let network = Network::new(&spec, 1, 4, vec![0.0; 8])?;
/// # let mut batch = Batch::new(&network, 1);
/// # batch.load([(&[1.0][..], 0)].into_iter());
/// # batch.forward(&network, None);
/// let cross_entropy = Loss::new(&LossSpec::default(), 4)?;
/// assert!((batch.objective(&cross_entropy, 1) - 4_f64.ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
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
    ///
    /// ```
    /// use infoplane_core::learner::loss::{Loss, LossSpec};
    /// let spec = LossSpec { class_weights: vec![1.0, 2.0], ..LossSpec::default() };
    /// assert!(Loss::<f64>::new(&spec, 2).is_ok());
    /// let error = Loss::<f64>::new(&spec, 3).expect_err("the third has no weight");
    /// assert_eq!(error.to_string(), "invalid class_weights: 2 (allowed: 3 to 3)");
    /// ```
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
    ///
    /// ```
    /// use infoplane_core::learner::loss::{ClassMean, Loss, LossSpec};
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// # let shape = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// # let network = Network::new(&shape, 1, 2, vec![0.0; 4])?;
    /// # let mut batch = Batch::new(&network, 2);
    /// # batch.load([0, 1].map(|class| (&[1.0][..], class)).into_iter());
    /// # batch.forward(&network, None);
    /// let class_weights = vec![3.0, 1.0];
    /// let spec = LossSpec { class_weights, class_mean: ClassMean::Weights, ..LossSpec::default() };
    /// let mut loss = Loss::new(&spec, 2)?;
    /// // One sample of each class, each with the loss ln 2, have the sum 3 ln 2 + ln 2 and the weighted mean ln 2.
    /// loss.begin([0, 1].into_iter());
    /// assert!((batch.objective(&loss, 2) - 2_f64.ln()).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
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
