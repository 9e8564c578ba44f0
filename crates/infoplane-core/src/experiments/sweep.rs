//! The same experiment with several seeds or betas, and how much its results vary.
//!
//! A sweep is a list of specs. Whoever runs it (threads here, the page's pool of workers there) gets the same results
//! in the same order, since an experiment is a function of its spec alone.

use crate::experiments::training::TrainingSpec;

#[cfg(not(target_family = "wasm"))]
mod threads;

#[cfg(not(target_family = "wasm"))]
pub use threads::run;

/// A run with each of several seeds.
///
/// ```
/// use infoplane_core::experiments::{sweep, training::TrainingSpec};
/// let specs = sweep::seeds(&TrainingSpec { n_epochs: 7, ..TrainingSpec::default() }, 1..=3);
/// assert_eq!(specs.iter().map(|spec| (spec.seed, spec.n_epochs)).collect::<Vec<_>>(), [(1, 7), (2, 7), (3, 7)]);
/// ```
pub fn seeds(spec: &TrainingSpec, seeds: impl IntoIterator<Item = u64>) -> Vec<TrainingSpec> {
    seeds.into_iter().map(|seed| TrainingSpec { seed, ..spec.clone() }).collect()
}

/// A run with each of several weights β of the rate.
///
/// ```
/// use infoplane_core::experiments::{sweep, training::TrainingSpec};
/// let specs = sweep::betas(&TrainingSpec::alemi_2017(0.0), [0.01, 0.1]);
/// assert_eq!(specs[1], TrainingSpec::alemi_2017(0.1));
/// ```
pub fn betas(spec: &TrainingSpec, betas: impl IntoIterator<Item = f64>) -> Vec<TrainingSpec> {
    let with = |beta| {
        let mut spec = spec.clone();
        spec.objective.loss.beta = beta;
        spec
    };
    betas.into_iter().map(with).collect()
}

/// Mean and standard deviation of a number over several runs.
///
/// ```
/// use infoplane_core::experiments::sweep::Spread;
/// // Of two numbers: their middle, and their distance over √2.
/// let Spread { n, mean, deviation } = Spread::of(&[1.0, 2.0]);
/// assert_eq!((n, mean), (2, 1.5));
/// assert!((deviation - 0.5_f64.sqrt()).abs() < 1e-15);
/// assert!(Spread::of(&[1.0]).deviation.is_nan());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Number of runs.
    pub n: usize,
    /// The mean.
    pub mean: f64,
    /// The standard deviation of a run, √(Σ (x − mean)² / (n − 1)); not a number for fewer than two.
    pub deviation: f64,
}

impl Spread {
    /// Of these numbers. Accuracy: relative, n · 1e-16 of the largest. Cost: 5 n.
    ///
    /// ```
    /// use infoplane_core::experiments::sweep::Spread;
    /// assert_eq!(Spread::of(&[1.0, 3.0, 5.0]), Spread { n: 3, mean: 3.0, deviation: 2.0 });
    /// ```
    pub fn of(numbers: &[f64]) -> Self {
        let n = numbers.len();
        let mean = numbers.iter().sum::<f64>() / n as f64;
        let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
        Self { n, mean, deviation: libm::sqrt(squares / (n as f64 - 1.0)) }
    }
}
