//! Estimators that take samples one by one, and how much they vary if some are left out.

use super::{Estimates, points};
use crate::failure::{About, Failure};
use crate::input::Array;
use infoplane_core::estimators::EstimateError;
use infoplane_core::estimators::counts::Counts;
use infoplane_core::estimators::entropy_from_counts::{self, EntropyEstimator};
use infoplane_core::estimators::estimate::Estimate;
use infoplane_core::estimators::kozachenko_leonenko::differential_entropy;
use infoplane_core::estimators::ksg::{self, Ksg};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::{resampling, ross};
use infoplane_core::math::rng::{Purpose, Stream};
use std::collections::BTreeMap;

/// How to find the standard error.
#[derive(clap::Args)]
pub(crate) struct Jackknife {
    /// Number of groups of samples to be left out, each in turn, for the standard error.
    #[arg(long = "jackknife", value_name = "GROUPS")]
    groups: Option<usize>,
    /// Seed of the division into groups.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Jackknife {
    /// The estimate on all samples, with its standard error if that is wanted.
    fn estimate(
        &self,
        n_samples: usize,
        of: impl Fn(&[usize]) -> Result<Estimate, EstimateError>,
    ) -> Result<Estimate, Failure> {
        let all: Vec<usize> = (0..n_samples).collect();
        let estimate = of(&all)?;
        let Some(groups) = self.groups else { return Ok(estimate) };
        let mut stream = Stream::new(self.seed, Purpose::Estimates);
        let value = |samples: &[usize]| Ok(of(samples)?.value);
        let found = resampling::jackknife(n_samples, groups, &mut stream, value).about("--jackknife")?;
        Ok(estimate.with_spread(found.into()))
    }
}

/// Entropies of a discrete variable, in which all samples that are equal are one outcome.
pub(super) fn of_outcomes(
    estimates: &mut Estimates,
    array: &Array,
    jackknife: &Jackknife,
) -> Result<(), Failure> {
    let points = points(array)?;
    let mut numbers = BTreeMap::new();
    let mut outcomes = Vec::with_capacity(points.n_samples());
    for sample in points.samples() {
        // Adding 0 makes −0 the same outcome as 0.
        let bits: Vec<u64> = sample.iter().map(|value| (value + 0.0).to_bits()).collect();
        let next = numbers.len();
        outcomes.push(*numbers.entry(bits).or_insert(next));
    }
    for &estimator in EntropyEstimator::ALL {
        let of = |samples: &[usize]| {
            let counts = Counts::tally(samples.iter().map(|&sample| outcomes[sample]), numbers.len())?;
            Ok(entropy_from_counts::entropy(&counts, estimator))
        };
        estimates.push(estimator.name(), "H(X)", &jackknife.estimate(outcomes.len(), of)?);
    }
    Ok(())
}

/// Differential entropy of x or, if there is a y, information that they share.
pub(super) fn of_neighbors(
    estimates: &mut Estimates,
    x: &Array,
    y: Option<&Array>,
    k: usize,
    jackknife: &Jackknife,
) -> Result<(), Failure> {
    let x = points(x)?;
    let Some(y) = y else {
        let of = |samples: &[usize]| differential_entropy(&Points::new(&kept(&x, samples), x.n_dims())?, k);
        let estimate = jackknife.estimate(x.n_samples(), of)?;
        estimates.push("Kozachenko-Leonenko", format!("h(X), k = {k}"), &estimate);
        return Ok(());
    };
    let y = points(y)?;
    if y.n_samples() != x.n_samples() {
        return Err(EstimateError::SampleSizes { x: x.n_samples(), y: y.n_samples() }.into());
    }
    for &variant in Ksg::ALL {
        let of = |samples: &[usize]| {
            let (x_kept, y_kept) = (kept(&x, samples), kept(&y, samples));
            let (x, y) = (Points::new(&x_kept, x.n_dims())?, Points::new(&y_kept, y.n_dims())?);
            ksg::mutual_information(&x, &y, k, variant)
        };
        let estimate = jackknife.estimate(x.n_samples(), of)?;
        estimates.push(variant.name(), format!("I(X;Y), k = {k}"), &estimate);
    }
    Ok(())
}

/// Information that x has on a class.
pub(super) fn of_classes(
    estimates: &mut Estimates,
    x: &Array,
    labels: &Array,
    k: usize,
    jackknife: &Jackknife,
) -> Result<(), Failure> {
    labels.as_list()?;
    let labels: Vec<usize> = labels.whole()?.into_iter().map(|label| label as usize).collect();
    let x = points(x)?;
    if labels.len() != x.n_samples() {
        return Err(EstimateError::SampleSizes { x: x.n_samples(), y: labels.len() }.into());
    }
    let of = |samples: &[usize]| {
        let x_kept = kept(&x, samples);
        let labels: Vec<usize> = samples.iter().map(|&sample| labels[sample]).collect();
        ross::mutual_information(&Points::new(&x_kept, x.n_dims())?, &labels, k)
    };
    let estimate = jackknife.estimate(x.n_samples(), of)?;
    estimates.push("Ross", format!("I(X;Y), k = {k}"), &estimate);
    Ok(())
}

/// The coordinates of some samples.
fn kept(points: &Points<'_>, samples: &[usize]) -> Vec<f64> {
    samples.iter().flat_map(|&sample| points.sample(sample)).copied().collect()
}
