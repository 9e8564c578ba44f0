//! What is known, and what has been found.

use super::{Estimates, Method};
use crate::estimators::estimate::{Assumption, Estimate};
use crate::experiments::sweep::Spread;
use serde::{Deserialize, Serialize};

/// What every estimator is to find, in nats.
///
/// ```
/// use infoplane_core::experiments::ground_truth::GaussianChannel;
/// // T tells more of X than of what is only correlated with it.
/// let truth = GaussianChannel { n_dims: 1, snr: 3.0, rho: 0.5 }.truth();
/// assert!((truth.i_xt - 2.0_f64.ln()).abs() < 1e-15 && truth.i_ty < truth.i_xt);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// I(X;T).
    pub i_xt: f64,
    /// I(T;Y).
    pub i_ty: f64,
}

/// What an estimator has found of one quantity over the repetitions, in nats.
///
/// ```
/// use infoplane_core::estimators::estimate::Assumption;
/// use infoplane_core::experiments::ground_truth::Found;
/// let assumption = Assumption::Gaussian;
/// let found = Found { truth: 1.0, mean: 1.25, deviation: 0.5, n: 25, ceiling: None, assumption };
/// assert_eq!((found.bias(), found.error_of_mean()), (0.25, 0.1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// What there is to be found.
    pub truth: f64,
    /// The mean over the repetitions.
    pub mean: f64,
    /// The standard deviation of one repetition.
    pub deviation: f64,
    /// Repetitions.
    pub n: u32,
    /// What no repetition could pass; `None` where no such number is known.
    pub ceiling: Option<f64>,
    /// What the estimator assumes.
    pub assumption: Assumption,
}

impl Found {
    /// The mean less the truth.
    ///
    /// ```
    /// use infoplane_core::estimators::estimate::Assumption;
    /// use infoplane_core::experiments::ground_truth::Found;
    /// let assumption = Assumption::Bins;
    /// let found = Found { truth: 2.0, mean: 1.5, deviation: 0.1, n: 10, ceiling: Some(1.5), assumption };
    /// assert_eq!(found.bias(), -0.5);
    /// ```
    pub fn bias(&self) -> f64 {
        self.mean - self.truth
    }

    /// Standard error of the mean, and so of the bias: deviation / √n.
    ///
    /// ```
    /// use infoplane_core::estimators::estimate::Assumption;
    /// use infoplane_core::experiments::ground_truth::Found;
    /// let assumption = Assumption::Bins;
    /// let found = Found { truth: 2.0, mean: 1.5, deviation: 0.2, n: 16, ceiling: None, assumption };
    /// assert_eq!(found.error_of_mean(), 0.05);
    /// ```
    pub fn error_of_mean(&self) -> f64 {
        self.deviation / libm::sqrt(f64::from(self.n))
    }

    /// Of the repetitions, if each has an estimate.
    fn of(estimates: &[Option<Estimate>], truth: f64) -> Option<Self> {
        let estimates: Vec<Estimate> = estimates.iter().copied().collect::<Option<_>>()?;
        let assumption = estimates.first()?.assumption;
        let ceilings: Option<Vec<f64>> = estimates.iter().map(|estimate| estimate.ceiling).collect();
        let values: Vec<f64> = estimates.iter().map(|estimate| estimate.value).collect();
        let Spread { n, mean, deviation } = Spread::of(&values);
        let ceiling = ceilings.map(|ceilings| ceilings.into_iter().fold(f64::NEG_INFINITY, f64::max));
        Some(Self { truth, mean, deviation, n: n as u32, ceiling, assumption })
    }
}

/// What one estimator has found; of a quantity that it does not estimate, or not with so few samples, nothing.
///
/// ```
/// use infoplane_core::experiments::{Experiment, Progress};
/// use infoplane_core::experiments::ground_truth::{GroundTruth, GroundTruthSpec, Method};
/// let mut run = GroundTruth::start(&GroundTruthSpec { sizes: vec![64], ..GroundTruthSpec::default() }, None)?;
/// while run.step() == Progress::Running {}
/// let row = run.frame().rows.remove(0);
/// // The bounds are about a layer and what it is made of.
/// assert!(row.line(Method::KdeUpper).is_some_and(|line| line.i_xt.is_some() && line.i_ty.is_none()));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The estimator.
    pub method: Method,
    /// Of I(X;T).
    pub i_xt: Option<Found>,
    /// Of I(T;Y).
    pub i_ty: Option<Found>,
}

/// What all estimators have found with so many samples.
///
/// ```
/// use infoplane_core::experiments::{Experiment, Progress};
/// use infoplane_core::experiments::ground_truth::{GroundTruth, GroundTruthSpec};
/// let spec = GroundTruthSpec { sizes: vec![64, 32], ..GroundTruthSpec::default() };
/// let mut run = GroundTruth::start(&spec, None)?;
/// while run.step() == Progress::Running {}
/// assert_eq!(run.frame().rows.iter().map(|row| row.n).collect::<Vec<_>>(), spec.sizes);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AtSize {
    /// Number of samples.
    pub n: u32,
    /// Estimator by estimator.
    pub lines: Vec<Line>,
}

impl AtSize {
    /// What that estimator has found, if it is one of the task's.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::{AtSize, Line, Method};
    /// let line = Line { method: Method::Nsb, i_xt: None, i_ty: None };
    /// let row = AtSize { n: 64, lines: vec![line] };
    /// assert_eq!((row.line(Method::Nsb), row.line(Method::Ksg)), (Some(line), None));
    /// ```
    pub fn line(&self, method: Method) -> Option<Line> {
        self.lines.iter().copied().find(|line| line.method == method)
    }

    /// Of the repetitions, each with the same estimators.
    pub(super) fn of(n: u32, repetitions: &[Estimates], truth: Truth) -> Self {
        let methods = repetitions.first().into_iter().flatten().map(|(method, _)| *method);
        let line = |(place, method): (usize, Method)| {
            let of = |quantity: usize, truth| {
                let each = repetitions.iter().map(|estimates| estimates[place].1[quantity]);
                Found::of(&each.collect::<Vec<_>>(), truth)
            };
            Line { method, i_xt: of(0, truth.i_xt), i_ty: of(1, truth.i_ty) }
        };
        Self { n, lines: methods.enumerate().map(line).collect() }
    }
}
