//! The tasks, and the ranges of their knobs.

use crate::experiments::linear_student::LinearStudentSpec;
use crate::learner::dataset::student_teacher::StudentTeacherSpec;
use crate::learner::spec::{Range, SpecError};
use serde::{Deserialize, Serialize};

/// A task in which X, T and Y are known so well that I(X;T) and I(T;Y) are.
///
/// In each T is made of X without a look at Y, as the layer of a network is: Y – X – T is a Markov chain.
///
/// ```
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::experiments::ground_truth::{GaussianChannel, GroundTruth, GroundTruthSpec, Task};
/// // A signal as strong as the noise: ½ ln 2 in each dimension.
/// let task = Task::Gaussian(GaussianChannel { n_dims: 3, snr: 1.0, rho: 0.5 });
/// let frame = GroundTruth::start(&GroundTruthSpec { task, ..GroundTruthSpec::default() }, None)?.frame();
/// assert!((frame.truth.i_xt - 1.5 * 2.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// A Gaussian signal under Gaussian noise.
    Gaussian(GaussianChannel),
    /// Two classes of Gaussians under Gaussian noise.
    Classes(ClassMixture),
    /// A symbol that arrives as another one now and then.
    Discrete(DiscreteChannel),
    /// A layer of a linear student.
    Student(Student),
}

/// X ~ N(0, I), T = X + ε with ε ~ N(0, I/snr), and Y = ρ X + √(1 − ρ²) ζ with ζ ~ N(0, I), all in d dimensions.
///
/// I(X;T) = d/2 ln(1 + snr), and with ρ √(snr/(1 + snr)) as the correlation of T and Y in every dimension
/// I(T;Y) = −d/2 ln(1 − ρ² snr/(1 + snr)), in nats. Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006),
/// section 9.1 for the channel and example 8.5.1 for the correlation.
///
/// ```
/// use infoplane_core::experiments::ground_truth::GaussianChannel;
/// // A quarter of the variance of Y is explained by X, half of it is left in T: −½ ln(1 − 1/8).
/// let truth = GaussianChannel { n_dims: 1, snr: 1.0, rho: 0.5 }.truth();
/// assert!((truth.i_ty - 0.5 * (8.0_f64 / 7.0).ln()).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GaussianChannel {
    /// Number of dimensions d.
    pub n_dims: u32,
    /// Variance of the signal over that of the noise.
    pub snr: f64,
    /// Correlation ρ of X and Y in every dimension.
    pub rho: f64,
}

/// Y is one of two classes, each with probability ½, X ~ N(± s/2 e₁, I) with the sign of the class, and T = X + ε with
/// ε ~ N(0, I/snr), all but Y in d dimensions: s is the distance of the means.
///
/// With r = (s/2) / √(1 + 1/snr) and z ~ N(0, 1), I(T;Y) = ln 2 − E ln(1 + e^(−2r(r + z))), the capacity of a binary
/// signal under Gaussian noise, an integral over one dimension; and I(X;T) = I(T;Y) + d/2 ln(1 + snr), since h(T) = I(T;Y) +
/// h(T|Y). In nats. Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), chapter 9 for Gaussian noise.
/// Accuracy: 1e-12.
///
/// ```
/// use infoplane_core::experiments::ground_truth::ClassMixture;
/// // Classes too far apart to be mixed up: their one bit, and what the channel tells within them.
/// let truth = ClassMixture { n_dims: 2, snr: 3.0, separation: 20.0 }.truth();
/// assert!((truth.i_ty - 2.0_f64.ln()).abs() < 1e-12 && (truth.i_xt - 8.0_f64.ln()).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassMixture {
    /// Number of dimensions d.
    pub n_dims: u32,
    /// Variance of X in a class and dimension over that of the noise.
    pub snr: f64,
    /// Distance s of the means, in standard deviations of X in a class.
    pub separation: f64,
}

/// X is uniform on m symbols, T is X or, with probability e, one of the others, each alike; Y says whether X is in the
/// upper half of the symbols, and is wrong with probability f.
///
/// I(X;T) = ln m − h(e) − e ln(m − 1) with h(e) = −e ln e − (1 − e) ln(1 − e), in nats; I(T;Y) is the sum over the joint.
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), section 7.2.
///
/// ```
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::experiments::ground_truth::{DiscreteChannel, GroundTruth, GroundTruthSpec, Task};
/// // Without an error four symbols are two bits, and a half of them is one.
/// let task = Task::Discrete(DiscreteChannel { n_outcomes: 4, error: 0.0, label_error: 0.0 });
/// let truth = GroundTruth::start(&GroundTruthSpec { task, ..GroundTruthSpec::default() }, None)?.frame().truth;
/// assert!((truth.i_xt - 4.0_f64.ln()).abs() < 1e-15 && (truth.i_ty - 2.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiscreteChannel {
    /// Number of symbols m.
    pub n_outcomes: u32,
    /// Probability e that T is another symbol than X.
    pub error: f64,
    /// Probability f that Y is wrong.
    pub label_error: f64,
}

/// A linear student with one hidden layer under a linear teacher of one answer, after some epochs of training, and what a
/// layer of it tells under Gaussian noise.
///
/// The information is [`Teacher::information_of`](crate::learner::dataset::student_teacher::Teacher::information_of) the
/// trained weights. The samples are new ones: those that the student has learned from are in none of them.
///
/// ```
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::experiments::ground_truth::{GroundTruth, GroundTruthSpec, Student, Task};
/// // The answer is made of the hidden layer, and tells no more of the question.
/// let i_xt = |layer| {
///     let task = Task::Student(Student { layer, n_epochs: 20, ..Student::default() });
///     GroundTruth::start(&GroundTruthSpec { task, ..GroundTruthSpec::default() }, None).map(|mut run| run.frame().truth.i_xt)
/// };
/// assert!(i_xt(0)? > i_xt(1)?);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Student {
    /// Number of inputs.
    pub n_inputs: u32,
    /// Units of the hidden layer.
    pub n_hidden: u32,
    /// Epochs of training.
    pub n_epochs: u32,
    /// 0 for the hidden layer, 1 for the answer.
    pub layer: u32,
    /// Variance of the noise in every unit of the layer.
    pub noise_variance: f64,
    /// Seed of the teacher, of what it asks, and of the student's first weights.
    pub seed: u64,
}

impl Default for GaussianChannel {
    /// Two dimensions at a ratio of 10: 2.4 nats.
    fn default() -> Self {
        Self { n_dims: 2, snr: 10.0, rho: 0.8 }
    }
}

impl Default for ClassMixture {
    /// Classes that overlap, in two dimensions.
    fn default() -> Self {
        Self { n_dims: 2, snr: 10.0, separation: 2.0 }
    }
}

impl Default for DiscreteChannel {
    /// Eight symbols, of which one in five is lost.
    fn default() -> Self {
        Self { n_outcomes: 8, error: 0.2, label_error: 0.1 }
    }
}

impl Default for Student {
    /// Five inputs and four units.
    fn default() -> Self {
        Self { n_inputs: 5, n_hidden: 4, n_epochs: 200, layer: 0, noise_variance: 0.1, seed: 1 }
    }
}

impl Task {
    /// Range of the channel's dimensions.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::DIMS.check(1.0).is_ok() && Task::DIMS.check(11.0).is_err());
    /// ```
    pub const DIMS: Range = Range { field: "n_dims", min: 1.0, max: 10.0 };
    /// Range of its signal-to-noise ratio.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::SNR.check(1e-3).is_ok() && Task::SNR.check(0.0).is_err());
    /// ```
    pub const SNR: Range = Range { field: "snr", min: 1e-3, max: 1e6 };
    /// Range of the correlation of X and Y; at 1 they would be one.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::RHO.check(-0.5).is_ok() && Task::RHO.check(1.0).is_err());
    /// ```
    pub const RHO: Range = Range { field: "rho", min: -0.999_999, max: 0.999_999 };
    /// Range of the distance of two classes.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::SEPARATION.check(0.0).is_ok() && Task::SEPARATION.check(-1.0).is_err());
    /// ```
    pub const SEPARATION: Range = Range { field: "separation", min: 0.0, max: 20.0 };
    /// Range of the number of symbols.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::OUTCOMES.check(2.0).is_ok() && Task::OUTCOMES.check(1.0).is_err());
    /// ```
    pub const OUTCOMES: Range = Range { field: "n_outcomes", min: 2.0, max: 64.0 };
    /// Range of the probability that a symbol is lost.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::ERROR.check(1.0).is_ok() && Task::ERROR.check(1.1).is_err());
    /// ```
    pub const ERROR: Range = Range { field: "error", min: 0.0, max: 1.0 };
    /// Range of the probability that Y is wrong.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::LABEL_ERROR.check(0.0).is_ok() && Task::LABEL_ERROR.check(-0.1).is_err());
    /// ```
    pub const LABEL_ERROR: Range = Range { field: "label_error", min: 0.0, max: 1.0 };
    /// Range of the student's inputs.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::INPUTS.check(32.0).is_ok() && Task::INPUTS.check(33.0).is_err());
    /// ```
    pub const INPUTS: Range = Range { field: "n_inputs", min: 1.0, max: 32.0 };
    /// Range of its hidden units.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::HIDDEN.check(1.0).is_ok() && Task::HIDDEN.check(0.0).is_err());
    /// ```
    pub const HIDDEN: Range = Range { field: "n_hidden", min: 1.0, max: 32.0 };
    /// Range of its epochs.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::EPOCHS.check(0.0).is_ok() && Task::EPOCHS.check(2001.0).is_err());
    /// ```
    pub const EPOCHS: Range = Range { field: "n_epochs", min: 0.0, max: 2000.0 };
    /// Range of its layers.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::LAYER.check(1.0).is_ok() && Task::LAYER.check(2.0).is_err());
    /// ```
    pub const LAYER: Range = Range { field: "layer", min: 0.0, max: 1.0 };
    /// Range of the variance of the noise in its units.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Task;
    /// assert!(Task::NOISE.check(0.1).is_ok() && Task::NOISE.check(0.0).is_err());
    /// ```
    pub const NOISE: Range = Range { field: "noise_variance", min: 1e-4, max: 100.0 };

    /// Refuses knobs out of their ranges.
    pub(super) fn validate(&self) -> Result<(), SpecError> {
        let checks: &[(Range, f64)] = &match *self {
            Self::Gaussian(GaussianChannel { n_dims, snr, rho }) => {
                vec![(Self::DIMS, f64::from(n_dims)), (Self::SNR, snr), (Self::RHO, rho)]
            }
            Self::Classes(ClassMixture { n_dims, snr, separation }) => {
                vec![(Self::DIMS, f64::from(n_dims)), (Self::SNR, snr), (Self::SEPARATION, separation)]
            }
            Self::Discrete(DiscreteChannel { n_outcomes, error, label_error }) => vec![
                (Self::OUTCOMES, f64::from(n_outcomes)),
                (Self::ERROR, error),
                (Self::LABEL_ERROR, label_error),
            ],
            Self::Student(Student { n_inputs, n_hidden, n_epochs, layer, noise_variance, seed: _ }) => vec![
                (Self::INPUTS, f64::from(n_inputs)),
                (Self::HIDDEN, f64::from(n_hidden)),
                (Self::EPOCHS, f64::from(n_epochs)),
                (Self::LAYER, f64::from(layer)),
                (Self::NOISE, noise_variance),
            ],
        };
        checks.iter().try_for_each(|(range, value)| range.check(*value))
    }
}

impl Student {
    /// The run that makes it.
    pub(super) fn run(&self) -> LinearStudentSpec {
        let (n_inputs, n_hidden) = (self.n_inputs as usize, self.n_hidden as usize);
        LinearStudentSpec {
            teacher: StudentTeacherSpec { n_inputs, n_outputs: 1, ..StudentTeacherSpec::default() },
            hidden: vec![n_hidden],
            noise_variance: self.noise_variance,
            n_epochs: self.n_epochs,
            seed: self.seed,
            ..LinearStudentSpec::default()
        }
    }
}
