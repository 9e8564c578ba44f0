//! A linear student in training under a linear teacher: the information in every layer is known, so that estimates can
//! be held against the truth.

mod known_layer;
mod spec;

pub use known_layer::{InformationError, KnownLayer};
pub use spec::LinearStudentSpec;

use crate::estimators::kde::NoiseVariance;
use crate::experiments::activations::{LayerValues, layer_activations};
use crate::experiments::layer_information::noise_variance;
use crate::experiments::training::problem::{Problem, Samples};
use crate::experiments::training::record::Shown;
use crate::experiments::training::run::Run;
use crate::experiments::training::{Record, RunState, TrainingSpec};
use crate::experiments::{Experiment, Progress};
use crate::learner::dataset::student_teacher::{Lessons, Rows, StudentTeacherSpec, Teacher};
use crate::learner::dataset::{DataSpec, Dataset};
use crate::learner::network::Network;
use crate::learner::passes::Batch;
use crate::learner::spec::SpecError;
use crate::math::rng::Purpose;
use serde::{Deserialize, Serialize};

/// The mean over samples of ‖y − ŷ‖². Of fresh samples it is not below the number of outputs times σ°² in expectation.
///
/// ```
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::experiments::linear_student::{LinearStudent, LinearStudentSpec};
/// // A student that has learned nearly nothing of a teacher whose answers are nearly 0 is as good as the noise, 1.
/// let mut spec = LinearStudentSpec { n_samples: 10_000, ..LinearStudentSpec::default() };
/// (spec.teacher.weight_variance, spec.init) = (1e-6, infoplane_core::learner::init::Init::Zeros);
/// assert!((LinearStudent::start(&spec, None)?.frame().test.0 - 1.0).abs() < 0.1);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SquaredError(pub f64);

/// What a page draws.
///
/// ```
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::experiments::linear_student::{LinearStudent, LinearStudentSpec};
/// // 100 weights of variance 1 and inputs of variance 1/100 make a signal about as strong as the noise: ½ ln 2.
/// let frame = LinearStudent::start(&LinearStudentSpec::default(), None)?.frame();
/// assert!((frame.i_xy - 0.5 * 2_f64.ln()).abs() < 0.1);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinearStudentFrame {
    /// Completed epochs.
    pub epoch: u32,
    /// Completed updates.
    pub steps: u64,
    /// Samples seen, all epochs together.
    pub samples: u64,
    /// Running, finished or diverged.
    pub state: RunState,
    /// I(X;Y), the ceiling of I(T;Y), in nats.
    pub i_xy: f64,
    /// Records since the last frame, oldest first.
    pub records: Vec<Record<SquaredError>>,
    /// Present error on the training set.
    pub train: SquaredError,
    /// Present error on the test set.
    pub test: SquaredError,
    /// All parameters now, in the layout of [`Record::snapshot`].
    pub snapshot: Vec<f32>,
}

/// A linear student in training; the same run as [`Training`](super::training::Training), toward numbers.
///
/// ```
/// use infoplane_core::experiments::linear_student::{LinearStudent, LinearStudentSpec};
/// use infoplane_core::experiments::{Experiment, Progress};
/// let mut run = LinearStudent::start(&LinearStudentSpec { n_epochs: 20, ..LinearStudentSpec::default() }, None)?;
/// while run.step() == Progress::Running {}
/// let frame = run.frame();
/// let hidden = run.information(&frame.snapshot)?[0].exact;
/// // Nothing tells more of the answer than the question does.
/// assert!(hidden.i_ty > 0.0 && hidden.i_ty < frame.i_xy);
/// # Ok::<(), infoplane_core::experiments::linear_student::InformationError>(())
/// ```
#[derive(Clone, Debug)]
pub struct LinearStudent {
    run: Run<Answering>,
    teacher: Teacher,
    noise: NoiseVariance,
}

impl Experiment for LinearStudent {
    type Spec = LinearStudentSpec;
    type Frame = LinearStudentFrame;

    fn start(spec: &LinearStudentSpec, _: Option<&[u8]>) -> Result<Self, SpecError> {
        let training = spec.training();
        training.validate()?;
        let noise = noise_variance(spec.noise_variance)?;
        StudentTeacherSpec::VARIANCE.check(spec.noise_variance)?;
        DataSpec::SAMPLES.check(spec.n_samples as f64)?;
        // It checks the sizes, of which there could be more than can be multiplied.
        let teacher = Teacher::new(&spec.teacher, spec.seeds().of(Purpose::Teacher))?;
        let n_parameters = training.network.n_parameters(spec.teacher.n_inputs, spec.teacher.n_outputs);
        TrainingSpec::PARAMETERS.check(n_parameters as f64)?;
        let lessons = teacher.lessons(spec.n_samples, spec.seeds())?;
        let data =
            Dataset::of_numbers(lessons.inputs, spec.teacher.n_inputs, spec.train_fraction, spec.seeds());
        let problem = Answering { targets: lessons.targets, n_outputs: spec.teacher.n_outputs };
        Ok(Self { run: Run::start(&training, data, problem)?, teacher, noise })
    }

    fn step(&mut self) -> Progress {
        self.run.step()
    }

    fn frame(&mut self) -> LinearStudentFrame {
        let Shown { time, train, test, snapshot } = self.run.present();
        LinearStudentFrame {
            epoch: time.epoch,
            steps: time.steps,
            samples: time.samples,
            state: self.run.state(),
            i_xy: self.teacher.information(),
            records: self.run.take_records(),
            train,
            test,
            snapshot,
        }
    }
}

impl LinearStudent {
    /// Goes back to an epoch, as [`Training::rewind`](super::training::Training::rewind).
    ///
    /// ```
    /// use infoplane_core::experiments::{Experiment, Progress};
    /// use infoplane_core::experiments::linear_student::{LinearStudent, LinearStudentSpec};
    /// let mut run = LinearStudent::start(&LinearStudentSpec { n_epochs: 10, ..LinearStudentSpec::default() }, None)?;
    /// while run.step() == Progress::Running {}
    /// assert_eq!((run.rewind(4)?, run.frame().epoch), (0, 4));
    /// assert!(run.rewind(11).is_err());
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with `epoch` when the run has not come that far.
    pub fn rewind(&mut self, epoch: u32) -> Result<u32, SpecError> {
        self.run.rewind(epoch)
    }

    /// What every layer tells at a record, the answer last: the truth, and the estimates from all samples.
    ///
    /// ```
    /// use infoplane_core::experiments::Experiment;
    /// use infoplane_core::experiments::linear_student::{LinearStudent, LinearStudentSpec};
    /// let mut run = LinearStudent::start(&LinearStudentSpec::default(), None)?;
    /// let snapshot = run.frame().snapshot;
    /// // The hidden layer and the answer, which is made of it and so tells no more.
    /// let layers = run.information(&snapshot)?;
    /// assert!(layers.len() == 2 && layers[0].exact.i_xt > layers[1].exact.i_xt);
    /// # Ok::<(), infoplane_core::experiments::linear_student::InformationError>(())
    /// ```
    ///
    /// # Errors
    /// [`SpecError::SnapshotLength`] for another number of parameters than the network has,
    /// [`SpecError::OutOfRange`] for weights that are too large or not finite, and what the estimators refuse, as values
    /// beyond the finite numbers.
    pub fn information(&self, snapshot: &[f32]) -> Result<Vec<KnownLayer>, InformationError> {
        let (spec, data, problem) = (self.run.spec(), self.run.data(), self.run.problem());
        let n_outputs = problem.n_outputs(data);
        let network = Network::new(&spec.network, data.n_features(), n_outputs, snapshot.to_vec())?;
        let exact = self.teacher.information_of(&matrices(&network), self.noise.get())?;
        let layers = layer_activations(&network, data);
        let mut known = Vec::with_capacity(layers.len());
        for (layer, exact) in layers.iter().zip(exact) {
            let draws = spec.seeds().stream(Purpose::Estimates);
            let compared = KnownLayer::new(exact, layer, (&problem.targets, n_outputs), (self.noise, draws));
            known.push(compared.map_err(InformationError::Estimate)?);
        }
        Ok(known)
    }

    /// Other questions of the same teacher, its answers, and what every layer makes of them at a record, without noise;
    /// the draws are those of the seed.
    ///
    /// ```
    /// use infoplane_core::experiments::Experiment;
    /// use infoplane_core::experiments::linear_student::{LinearStudent, LinearStudentSpec};
    /// let mut run = LinearStudent::start(&LinearStudentSpec::default(), None)?;
    /// let snapshot = run.frame().snapshot;
    /// let (lessons, layers) = run.other_lessons(&snapshot, 50, 7)?;
    /// // A hundred inputs and as many units, and one answer.
    /// assert_eq!((lessons.inputs.len(), lessons.targets.len()), (50 * 100, 50));
    /// assert_eq!((layers[0].values.len(), layers[1].values.len()), (50 * 100, 50));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    ///
    /// # Errors
    /// [`SpecError::SnapshotLength`] for another number of parameters than the network has,
    /// [`SpecError::OutOfRange`] for a number of samples outside [`StudentTeacherSpec::SAMPLES`].
    pub fn other_lessons(
        &self,
        snapshot: &[f32],
        n_samples: usize,
        seed: u64,
    ) -> Result<(Lessons, Vec<LayerValues>), SpecError> {
        let (data, problem) = (self.run.data(), self.run.problem());
        let network = self.run.spec().network.clone();
        let network = Network::new(&network, data.n_features(), problem.n_outputs(data), snapshot.to_vec())?;
        let lessons = self.teacher.lessons(n_samples, seed)?;
        let questions = Dataset::of_numbers(lessons.inputs.clone(), data.n_features(), 1.0, seed.into());
        Ok((lessons, layer_activations(&network, &questions)))
    }
}

/// The weights of every layer, row by row. Biases move the mean of a layer, and no information.
fn matrices(network: &Network<f32>) -> Vec<Rows> {
    let of = |layer: &crate::learner::layer::Layer| -> Rows {
        let rows = network.parameters()[layer.weights()].chunks(layer.n_in);
        rows.map(|row| row.iter().map(|w| f64::from(*w)).collect()).collect()
    };
    network.layers().iter().map(of).collect()
}

/// Giving the teacher's answers.
#[derive(Clone, Debug)]
struct Answering {
    /// Sample by sample.
    targets: Vec<f32>,
    n_outputs: usize,
}

impl Problem for Answering {
    type Evaluation = SquaredError;

    fn n_outputs(&self, _: &Dataset) -> usize {
        self.n_outputs
    }

    fn load(&self, batch: &mut Batch<f32>, Samples { data, of }: Samples<'_>) {
        let answer = |sample: usize| &self.targets[sample * self.n_outputs..][..self.n_outputs];
        batch.load_targets(of.iter().map(|sample| (data.input(*sample), answer(*sample))));
    }

    fn evaluate(&self, network: &Network<f32>, batch: &mut Batch<f32>, samples: Samples<'_>) -> SquaredError {
        let mut sum = 0.0;
        for chunk in samples.chunks(batch) {
            self.load(batch, chunk);
            batch.forward(network, None);
            for (index, sample) in chunk.of.iter().enumerate() {
                let answers = &self.targets[sample * self.n_outputs..];
                let differences = batch.logits(index).zip(answers).map(|(q, t)| f64::from(q - t));
                sum += differences.map(|difference| difference * difference).sum::<f64>();
            }
        }
        SquaredError(sum / samples.n())
    }

    fn is_finite(evaluation: &SquaredError) -> bool {
        evaluation.0.is_finite()
    }
}
