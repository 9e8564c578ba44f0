//! What decides a run of a linear student.

use crate::experiments::recording::Recording;
use crate::experiments::training::TrainingSpec;
use crate::learner::activation::Activation;
use crate::learner::dataset::student_teacher::StudentTeacherSpec;
use crate::learner::dataset::{DataSpec, Source};
use crate::learner::init::{Init, Shape};
use crate::learner::loss::LossKind;
use crate::learner::network::{NetworkSpec, Output};
use crate::learner::optimizer::{OptimizerSpec, Rule};
use crate::learner::seeds::{Seeds, StreamSeed};
use serde::{Deserialize, Serialize};

/// A linear network that learns from a linear teacher's noisy answers, by squared error.
///
/// Source: [SAXE_2018](crate::citations::SAXE_2018), section 3, equation 6: layers T = W X with W the product of all matrices up to
/// the layer, measured under noise ε ~ N(0, σ² I) in every unit.
///
/// ```
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::experiments::linear_student::{LinearStudent, LinearStudentSpec};
/// // 100-3-1: 300 + 3 weights, 3 + 1 biases.
/// let spec = LinearStudentSpec { hidden: vec![3], ..LinearStudentSpec::default() };
/// assert_eq!(LinearStudent::start(&spec, None)?.frame().snapshot.len(), 307);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinearStudentSpec {
    /// The teacher.
    pub teacher: StudentTeacherSpec,
    /// Samples, training and test set together.
    pub n_samples: usize,
    /// Fraction of them used for training.
    pub train_fraction: f64,
    /// Widths of the student's hidden layers.
    pub hidden: Vec<usize>,
    /// How the first weights are drawn.
    pub init: Init,
    /// σ², the variance of the noise ε under which the layers are measured.
    pub noise_variance: f64,
    /// The update rule.
    pub optimizer: OptimizerSpec,
    /// Samples per update, as [`TrainingSpec::batch_size`].
    pub batch_size: usize,
    /// Seeds the named streams.
    pub seed: u64,
    /// Seeds of single streams, as [`TrainingSpec::stream_seeds`].
    pub stream_seeds: Vec<StreamSeed>,
    /// The run ends after this many epochs.
    pub n_epochs: u32,
    /// Which epochs are recorded.
    pub recording: Recording,
}

impl Default for LinearStudentSpec {
    /// A hundred inputs, a hidden layer of as many units, full batches.
    fn default() -> Self {
        Self {
            teacher: StudentTeacherSpec::default(),
            n_samples: 200,
            train_fraction: 0.5,
            hidden: vec![100],
            init: Init::glorot(Shape::Normal),
            noise_variance: 1.0,
            optimizer: Rule::Sgd.at(0.1),
            batch_size: 10_000,
            seed: 1,
            stream_seeds: Vec::new(),
            n_epochs: 1_000,
            recording: Recording::default(),
        }
    }
}

impl LinearStudentSpec {
    /// The seed of every stream.
    ///
    /// ```
    /// use infoplane_core::experiments::linear_student::LinearStudentSpec;
    /// use infoplane_core::math::rng::Purpose;
    /// let spec = LinearStudentSpec { seed: 7, ..LinearStudentSpec::default() };
    /// assert_eq!(spec.seeds().of(Purpose::Teacher), 7);
    /// ```
    pub fn seeds(&self) -> Seeds<'_> {
        Seeds { run: self.seed, streams: &self.stream_seeds }
    }

    /// The same run in the words of the learner, to which these are a reader's own samples of so many features.
    pub(super) fn training(&self) -> TrainingSpec {
        let mut spec = TrainingSpec {
            data: DataSpec {
                source: Source::Own,
                n_own_features: self.teacher.n_inputs,
                train_fraction: self.train_fraction,
                ..DataSpec::default()
            },
            network: NetworkSpec {
                hidden: self.hidden.clone(),
                activation: Activation::Identity,
                options: Vec::new(),
                output: Output::Gaussian,
                init: Some(self.init),
            },
            optimizer: self.optimizer,
            batch_size: self.batch_size,
            seed: self.seed,
            stream_seeds: self.stream_seeds.clone(),
            n_epochs: self.n_epochs,
            recording: self.recording.clone(),
            ..TrainingSpec::default()
        };
        spec.objective.loss.kind = LossKind::SquaredError;
        spec
    }
}
