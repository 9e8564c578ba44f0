//! Estimates against the truth: tasks whose I(X;T) and I(T;Y) are known, and how far from them every estimator is, in the
//! mean over repetitions and one by one, with how many samples.
//!
//! A deterministic network has no such truth: its I(X;T) is H(X), or infinite. Here T has noise, and the law of X, T and Y
//! is known.

mod classes;
mod continuous;
mod discrete;
mod found;
mod source;
mod task;

pub use found::{AtSize, Found, Line, Truth};
pub use task::{ClassMixture, DiscreteChannel, GaussianChannel, Student, Task};

use crate::estimators::estimate::Estimate;
use crate::experiments::{Experiment, Progress};
use crate::learner::spec::{Range, SpecError};
use serde::{Deserialize, Serialize};
use source::Known;

crate::named_enum! {
    /// An estimator that is held against the truth.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Method;
    /// assert_eq!(Method::from_name("miller-madow"), Some(Method::MillerMadow));
    /// assert_eq!(Method::OF_CLASSES.len() + Method::OF_COUNTS.len(), Method::ALL.len());
    /// ```
    pub enum Method {
        /// Kolchinsky-Tracey upper bound, under the noise that there is.
        KdeUpper = "kde-upper",
        /// Kolchinsky-Tracey lower bound, under the noise that there is.
        KdeLower = "kde-lower",
        /// The mixture of the samples with that noise, by drawing.
        NoisyNet = "noisy-net",
        /// The critic that knows that noise.
        InfoNce = "infonce",
        /// Kraskov's nearest neighbors, in cubes.
        Ksg = "ksg-1",
        /// Kraskov's nearest neighbors, in boxes.
        KsgRectangle = "ksg-2",
        /// Plug-in from equal-mass bins of both variables.
        EqualMass = "equal-mass",
        /// The covariances, of samples that are known to be Gaussian.
        Gaussian = "gaussian",
        /// Ross's nearest neighbors, of T and a class.
        Ross = "ross",
        /// The frequencies as they are.
        PlugIn = "plug-in",
        /// Plug-in with the bias of first order taken off.
        MillerMadow = "miller-madow",
        /// Grassberger's of 1988.
        Grassberger1988 = "grassberger-1988",
        /// Grassberger's of 2003.
        Grassberger2003 = "grassberger-2003",
        /// Chao and Shen's, by the coverage.
        ChaoShen = "chao-shen",
        /// The jackknife of plug-in.
        Jackknife = "jackknife",
        /// Plug-in of shrunk frequencies.
        JamesStein = "james-stein",
        /// Nemenman, Shafee and Bialek's mixture of Dirichlet priors.
        Nsb = "nsb",
    }
}

impl Method {
    /// Those of continuous variables.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Method;
    /// assert!(Method::OF_SAMPLES.contains(&Method::Gaussian) && !Method::OF_SAMPLES.contains(&Method::PlugIn));
    /// ```
    pub const OF_SAMPLES: &'static [Self] = Self::ALL.split_at(8).0;
    /// Those of continuous X and T with classes for Y.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::Method;
    /// assert_eq!(Method::OF_CLASSES.len(), Method::OF_SAMPLES.len() + 1);
    /// ```
    pub const OF_CLASSES: &'static [Self] = Self::ALL.split_at(9).0;
    /// Those of counts, which are named as [`EntropyEstimator`](crate::estimators::entropy_from_counts::EntropyEstimator)s.
    ///
    /// ```
    /// use infoplane_core::estimators::entropy_from_counts::EntropyEstimator;
    /// use infoplane_core::experiments::ground_truth::Method;
    /// let names = Method::OF_COUNTS.iter().map(|method| method.name());
    /// assert!(names.eq(EntropyEstimator::ALL.iter().map(|estimator| estimator.name())));
    /// ```
    pub const OF_COUNTS: &'static [Self] = Self::ALL.split_at(9).1;
}

/// The task, how many samples are drawn from it, and how often.
///
/// ```
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::experiments::ground_truth::{GroundTruth, GroundTruthSpec};
/// let spec = GroundTruthSpec { sizes: vec![8], ..GroundTruthSpec::default() };
/// let refused = GroundTruth::start(&spec, None).map(|_| ()).map_err(|error| error.to_string());
/// assert_eq!(refused, Err("invalid sizes: 8 (allowed: 16 to 4096)".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroundTruthSpec {
    /// What is known.
    pub task: Task,
    /// Numbers of samples.
    pub sizes: Vec<u32>,
    /// Repetitions with other samples at each size.
    pub n_repetitions: u32,
    /// Seed of the samples of the first repetition; the next has the next seed.
    pub seed: u64,
}

impl Default for GroundTruthSpec {
    /// The Gaussian channel, ten times at 64, 128, …, 2048 samples.
    fn default() -> Self {
        Self {
            task: Task::Gaussian(GaussianChannel::default()),
            sizes: Self::doubling(2048),
            n_repetitions: 10,
            seed: 1,
        }
    }
}

impl GroundTruthSpec {
    /// Range of every size: with more, all pairs would take minutes.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::GroundTruthSpec;
    /// assert!(GroundTruthSpec::SIZES.check(4096.0).is_ok() && GroundTruthSpec::SIZES.check(4097.0).is_err());
    /// ```
    pub const SIZES: Range = Range { field: "sizes", min: 16.0, max: 4096.0 };
    /// Range of the number of sizes.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::GroundTruthSpec;
    /// assert!(GroundTruthSpec::N_SIZES.check(0.0).is_err());
    /// ```
    pub const N_SIZES: Range = Range { field: "number of sizes", min: 1.0, max: 16.0 };
    /// Range of the repetitions: of one there is no spread.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::GroundTruthSpec;
    /// assert!(GroundTruthSpec::REPETITIONS.check(1.0).is_err());
    /// ```
    pub const REPETITIONS: Range = Range { field: "n_repetitions", min: 2.0, max: 50.0 };

    /// 64 and its doubles up to the largest.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::GroundTruthSpec;
    /// assert_eq!(GroundTruthSpec::doubling(512), [64, 128, 256, 512]);
    /// ```
    pub fn doubling(largest: u32) -> Vec<u32> {
        core::iter::successors(Some(64), |n| Some(2 * n)).take_while(|n| *n <= largest).collect()
    }

    /// The estimators of the task.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::{GroundTruthSpec, Method};
    /// assert_eq!(GroundTruthSpec::default().methods(), Method::OF_SAMPLES);
    /// ```
    pub const fn methods(&self) -> &'static [Method] {
        match self.task {
            Task::Discrete(_) => Method::OF_COUNTS,
            Task::Classes(_) => Method::OF_CLASSES,
            Task::Gaussian(_) | Task::Student(_) => Method::OF_SAMPLES,
        }
    }

    fn validate(&self) -> Result<(), SpecError> {
        Self::N_SIZES.check(self.sizes.len() as f64)?;
        self.sizes.iter().try_for_each(|n| Self::SIZES.check(f64::from(*n)))?;
        Self::REPETITIONS.check(f64::from(self.n_repetitions))?;
        self.task.validate()
    }
}

/// What every estimator makes of one set of samples, I(X;T) and I(T;Y).
type Estimates = Vec<(Method, [Option<Estimate>; 2])>;

/// What a page draws.
///
/// ```
/// use infoplane_core::experiments::{Experiment, Progress};
/// use infoplane_core::experiments::ground_truth::{GroundTruth, GroundTruthSpec};
/// let mut run = GroundTruth::start(&GroundTruthSpec { sizes: vec![16], n_repetitions: 2, ..GroundTruthSpec::default() }, None)?;
/// assert_eq!((run.step(), run.frame().rows.len()), (Progress::Running, 0));
/// assert_eq!((run.step(), run.frame().rows.len()), (Progress::Finished, 1));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroundTruthFrame {
    /// What is to be found.
    pub truth: Truth,
    /// Sets of samples that have been looked at.
    pub n_done: u32,
    /// Sets of samples that there will be.
    pub n_wanted: u32,
    /// The sizes that have been completed since the last frame.
    pub rows: Vec<AtSize>,
}

/// The estimators at work; a step is one set of samples under all of them.
///
/// The r-th repetition at size n has the first n samples of the seed `seed + r`: what is found at a size does not depend
/// on the other sizes. Cost of a step: that of the estimators, at most some seconds.
///
/// ```
/// use infoplane_core::experiments::{Experiment, Progress};
/// use infoplane_core::experiments::ground_truth::{DiscreteChannel, GroundTruth, GroundTruthSpec, Method, Task};
/// // A fair bit and its copy: every sample of 1000 has nearly as many of each.
/// let task = Task::Discrete(DiscreteChannel { n_outcomes: 2, error: 0.0, label_error: 0.5 });
/// let spec = GroundTruthSpec { task, sizes: vec![1000], ..GroundTruthSpec::default() };
/// let mut run = GroundTruth::start(&spec, None)?;
/// while run.step() == Progress::Running {}
/// let frame = run.frame();
/// let plug_in = frame.rows[0].line(Method::PlugIn).and_then(|line| line.i_xt).ok_or("nothing")?;
/// assert!((plug_in.mean - 2.0_f64.ln()).abs() < 1e-3 && plug_in.deviation < 1e-3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct GroundTruth {
    spec: GroundTruthSpec,
    known: Known,
    n_done: u32,
    /// What has been found at the present size.
    found: Vec<Estimates>,
    rows: Vec<AtSize>,
}

impl Experiment for GroundTruth {
    type Spec = GroundTruthSpec;
    type Frame = GroundTruthFrame;

    /// The student's training is done here.
    fn start(spec: &GroundTruthSpec, _: Option<&[u8]>) -> Result<Self, SpecError> {
        spec.validate()?;
        let known = Known::new(&spec.task)?;
        Ok(Self { spec: spec.clone(), known, n_done: 0, found: Vec::new(), rows: Vec::new() })
    }

    fn step(&mut self) -> Progress {
        let (at, repetition) = (self.n_done / self.spec.n_repetitions, self.n_done % self.spec.n_repetitions);
        let Some(&n) = self.spec.sizes.get(at as usize) else { return Progress::Finished };
        let seed = self.spec.seed.wrapping_add(u64::from(repetition));
        self.found.push(self.known.estimates(n as usize, seed));
        self.n_done += 1;
        if repetition + 1 == self.spec.n_repetitions {
            self.rows.push(AtSize::of(n, &core::mem::take(&mut self.found), self.known.truth));
        }
        if self.n_done < self.n_wanted() { Progress::Running } else { Progress::Finished }
    }

    fn frame(&mut self) -> GroundTruthFrame {
        GroundTruthFrame {
            truth: self.known.truth,
            n_done: self.n_done,
            n_wanted: self.n_wanted(),
            rows: core::mem::take(&mut self.rows),
        }
    }
}

impl GroundTruth {
    fn n_wanted(&self) -> u32 {
        self.spec.sizes.len() as u32 * self.spec.n_repetitions
    }
}
