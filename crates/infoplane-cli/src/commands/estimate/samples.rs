//! Estimators that take samples one by one, and how much they vary if some are left out.

use super::points;
use super::spread::Resampling;
use super::table::Estimates;
use crate::failure::{About, Failure};
use crate::input::Array;
use infoplane_core::estimators::EstimateError;
use infoplane_core::estimators::counts::Counts;
use infoplane_core::estimators::entropy_from_counts::{self, EntropyEstimator};
use infoplane_core::estimators::kozachenko_leonenko::differential_entropy;
use infoplane_core::estimators::ksg::{self, Ksg};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::ross;
use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};
use std::collections::BTreeMap;

/// Entropies of a discrete variable, in which all samples that are equal are one outcome; returns their counts.
pub(super) fn of_outcomes(
    estimates: &mut Estimates,
    array: &Array,
    resampling: &Resampling,
) -> Result<Counts, Failure> {
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
        estimates.push(estimator.name(), "H(X)", &resampling.estimate(outcomes.len(), of)?);
    }
    Counts::tally(outcomes.iter().copied(), numbers.len()).about(array.name())
}

/// Differential entropy of x or, if there is a y, information that they share.
pub(super) fn of_neighbors(
    estimates: &mut Estimates,
    x: &Array,
    y: Option<&Array>,
    k: usize,
    resampling: &Resampling,
) -> Result<(), Failure> {
    let x = points(x)?;
    let Some(y) = y else {
        let of = |samples: &[usize]| differential_entropy(&Points::new(&kept(&x, samples), x.n_dims())?, k);
        let estimate = resampling.estimate(x.n_samples(), of)?;
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
        let estimate = resampling.estimate(x.n_samples(), of)?;
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
    resampling: &Resampling,
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
    let estimate = resampling.estimate(x.n_samples(), of)?;
    estimates.push("Ross", format!("I(X;Y), k = {k}"), &estimate);
    Ok(())
}

/// Lower bounds from the scores of a critic: a sample has a row and a column of them.
pub(super) fn of_scores(
    estimates: &mut Estimates,
    array: &Array,
    resampling: &Resampling,
) -> Result<(), Failure> {
    let n = Scores::new(array.values()).about(array.name())?.n_samples();
    for &bound in Bound::ALL {
        let of = |samples: &[usize]| {
            let row = |&row: &usize| samples.iter().map(move |&column| array.values()[row * n + column]);
            let kept: Vec<f64> = samples.iter().flat_map(row).collect();
            Ok(lower_bound(&Scores::new(&kept)?, bound))
        };
        estimates.push(bound.name(), "I(X;Y)", &resampling.estimate(n, of)?);
    }
    Ok(())
}

/// The coordinates of some samples.
fn kept(points: &Points<'_>, samples: &[usize]) -> Vec<f64> {
    samples.iter().flat_map(|&sample| points.sample(sample)).copied().collect()
}
