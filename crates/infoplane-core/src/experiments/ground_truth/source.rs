//! A task made ready: its truth, and where its samples come from.

use super::continuous::{Continuous, Variable};
use super::discrete::Discrete;
use super::task::{ClassMixture, GaussianChannel, Student, Task};
use super::{Estimates, Truth};
use crate::estimators::kde::NoiseVariance;
use crate::experiments::activations::LayerValues;
use crate::experiments::layer_information::noise_variance;
use crate::experiments::linear_student::{InformationError, LinearStudent};
use crate::experiments::{Experiment, Progress};
use crate::learner::spec::SpecError;

/// A task with its truth.
pub(super) struct Known {
    pub(super) truth: Truth,
    source: Source,
}

enum Source {
    Gaussian(GaussianChannel),
    Classes(ClassMixture),
    Discrete(Discrete),
    Student(Box<Trained>),
}

/// A student after its training.
struct Trained {
    run: LinearStudent,
    snapshot: Vec<f32>,
    layer: usize,
    noise: NoiseVariance,
}

impl Known {
    /// Of a task whose knobs have been checked.
    pub(super) fn new(task: &Task) -> Result<Self, SpecError> {
        Ok(match task {
            Task::Gaussian(channel) => Self { truth: channel.truth(), source: Source::Gaussian(*channel) },
            Task::Classes(mixture) => Self { truth: mixture.truth(), source: Source::Classes(*mixture) },
            Task::Discrete(channel) => {
                let discrete = Discrete::new(channel);
                Self { truth: discrete.truth(), source: Source::Discrete(discrete) }
            }
            Task::Student(student) => {
                let (trained, truth) = Trained::new(student)?;
                Self { truth, source: Source::Student(Box::new(trained)) }
            }
        })
    }

    /// What every estimator makes of the first n samples of a seed.
    pub(super) fn estimates(&self, n: usize, seed: u64) -> Estimates {
        match &self.source {
            Source::Gaussian(channel) => channel.samples(n, seed).estimates(seed),
            Source::Classes(mixture) => mixture.samples(n, seed).estimates(seed),
            Source::Discrete(discrete) => discrete.estimates(n, seed),
            Source::Student(trained) => trained.samples(n, seed).estimates(seed),
        }
    }
}

impl Trained {
    fn new(student: &Student) -> Result<(Self, Truth), SpecError> {
        let mut run = LinearStudent::start(&student.run(), None)?;
        while run.step() == Progress::Running {}
        let snapshot = run.frame().snapshot;
        let layer = student.layer as usize;
        let exact = match run.information(&snapshot) {
            Ok(layers) => layers[layer].exact,
            Err(InformationError::Spec(error)) => return Err(error),
            // The values of a layer are not finite: the training has diverged.
            Err(InformationError::Estimate(_)) => {
                let (value, min, max) = (f64::from(student.n_epochs), 0.0, 0.0);
                return Err(SpecError::OutOfRange { field: "n_epochs".into(), value, min, max });
            }
        };
        let noise = noise_variance(student.noise_variance)?;
        let truth = Truth { i_xt: exact.i_xt, i_ty: exact.i_ty };
        Ok((Self { run, snapshot, layer, noise }, truth))
    }

    /// The lessons of the seeds from the last backward: those of the first seeds the student may have learned from.
    fn samples(&self, n: usize, seed: u64) -> Continuous {
        let lessons = self.run.other_lessons(&self.snapshot, n, u64::MAX - seed);
        let (lessons, mut layers) = lessons.expect("it has been trained, and sizes have been checked");
        let LayerValues { n_units, values } = layers.swap_remove(self.layer);
        let of = |n_dims, values: &[f32]| {
            let values = values.iter().map(|value| f64::from(*value)).collect();
            Variable { n_dims, values }
        };
        let n_inputs = lessons.inputs.len() / n;
        let (x, y) = (of(n_inputs, &lessons.inputs), of(1, &lessons.targets));
        Continuous::new(x, of(n_units, &values), y, (self.noise, seed))
    }
}
