//! Estimators that take samples one by one, and how much they vary if some are left out.

use super::points;
use super::spread::{Resampling, SpreadOptions};
use super::table::Estimates;
use crate::failure::{Failure, fail};
use crate::input::Array;
use crate::report::{Cell, Table};
use infoplane_core::estimators::EstimateError;
use infoplane_core::estimators::counts::{Counts, JointCounts};
use infoplane_core::estimators::entropy_from_counts::{self, EntropyEstimator};
use infoplane_core::estimators::gaussian;
use infoplane_core::estimators::kozachenko_leonenko::differential_entropy;
use infoplane_core::estimators::ksg::{self, Ksg};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::ross;
use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};
use std::collections::BTreeMap;

/// The most cells of a table of counts: it is held in memory, and gone through by every estimator.
const MOST_CELLS: usize = 10_000_000;

/// Entropies of a discrete variable or, if there is a y, of both together, and the information that they share; returns
/// the counts of what the entropies are of.
pub(super) fn of_outcomes(
    estimates: &mut Estimates,
    x: &Array,
    y: Option<&Array>,
    resampling: &Resampling,
) -> Result<Counts, Failure> {
    let x = Outcomes::of_rows(x)?;
    let Some(y) = y else { return entropies(estimates, "H(X)", &x, resampling) };
    let y = Outcomes::of_rows(y)?;
    let pairs = x.with(&y)?;
    let counts = entropies(estimates, "H(X,Y)", &pairs, resampling)?;
    for &estimator in EntropyEstimator::ALL {
        let of = |samples: &[usize]| {
            let table = JointCounts::new(pairs.counts(samples)?.as_slice().to_vec(), y.n_outcomes)?;
            Ok(entropy_from_counts::mutual_information(&table, estimator))
        };
        estimates.push(estimator.name(), "I(X;Y)", &resampling.estimate(pairs.of_sample.len(), of)?);
    }
    Ok(counts)
}

/// Entropies of outcomes by every estimator; returns the counts of all.
fn entropies(
    estimates: &mut Estimates,
    quantity: &str,
    outcomes: &Outcomes,
    resampling: &Resampling,
) -> Result<Counts, Failure> {
    let n = outcomes.of_sample.len();
    for &estimator in EntropyEstimator::ALL {
        let of = |samples: &[usize]| Ok(entropy_from_counts::entropy(&outcomes.counts(samples)?, estimator));
        estimates.push(estimator.name(), quantity, &resampling.estimate(n, of)?);
    }
    Ok(outcomes.counts(&(0..n).collect::<Vec<usize>>())?)
}

/// The outcome of each sample, 0, 1, ... in order of first appearance.
struct Outcomes {
    of_sample: Vec<usize>,
    n_outcomes: usize,
}

impl Outcomes {
    /// All rows that are equal are one outcome.
    fn of_rows(array: &Array) -> Result<Self, Failure> {
        let mut numbers = BTreeMap::new();
        let number = |sample: &[f64]| {
            // Adding 0 makes −0 the same outcome as 0.
            let bits: Vec<u64> = sample.iter().map(|value| (value + 0.0).to_bits()).collect();
            let next = numbers.len();
            *numbers.entry(bits).or_insert(next)
        };
        let of_sample = points(array)?.samples().map(number).collect();
        Ok(Self { of_sample, n_outcomes: numbers.len() })
    }

    /// Pairs with the outcomes of another variable, as those of a table with a column for each of its outcomes.
    fn with(&self, y: &Self) -> Result<Self, Failure> {
        let (x, n_x, n_y) = (&self.of_sample, self.n_outcomes, y.n_outcomes);
        if x.len() != y.of_sample.len() {
            return Err(EstimateError::SampleSizes { x: x.len(), y: y.of_sample.len() }.into());
        }
        let n_outcomes = n_x.saturating_mul(n_y);
        if n_outcomes > MOST_CELLS {
            fail!("--y: {n_x} outcomes of x and {n_y} of y make a table of more than {MOST_CELLS} cells");
        }
        Ok(Self { of_sample: x.iter().zip(&y.of_sample).map(|(x, y)| x * n_y + y).collect(), n_outcomes })
    }

    /// How often each was observed in some samples.
    fn counts(&self, samples: &[usize]) -> Result<Counts, EstimateError> {
        Counts::tally(samples.iter().map(|&sample| self.of_sample[sample]), self.n_outcomes)
    }
}

/// Differential entropy of x and, if there is a y, its own and the information that they share: by neighbors, and as if
/// both were Gaussian.
pub(super) fn of_neighbors(
    estimates: &mut Estimates,
    x: &Array,
    y: Option<&Array>,
    k: usize,
    spread: &SpreadOptions,
) -> Result<(), Failure> {
    let mut entropy = |name: &str, x: &Points<'_>| {
        let of = |x: &Points<'_>| differential_entropy(x, k);
        let estimate = spread.estimate(|| of(x), |interval| interval.of_points(x, of));
        match estimate {
            Ok(estimate) => estimates.push("Kozachenko-Leonenko", format!("h({name}), k = {k}"), &estimate),
            // What is shared has an estimate all the same.
            Err(_) if y.is_some() => {}
            Err(failure) => return Err(failure),
        }
        Ok::<_, Failure>(())
    };
    let x = points(x)?;
    entropy("X", &x)?;
    let Some(y) = y else { return Ok(()) };
    let y = points(y)?;
    entropy("Y", &y)?;
    for &variant in Ksg::ALL {
        let of = |x: &Points<'_>, y: &Points<'_>| ksg::mutual_information(x, y, k, variant);
        let estimate = spread.estimate(|| of(&x, &y), |interval| interval.of_pairs(&x, &y, of))?;
        estimates.push(variant.name(), format!("I(X;Y), k = {k}"), &estimate);
    }
    let of = gaussian::mutual_information;
    // Samples whose coordinates are functions of each other have no such estimate, but those above.
    if let Ok(estimate) = spread.estimate(|| of(&x, &y), |interval| interval.of_pairs(&x, &y, of)) {
        estimates.push("Gaussian", "I(X;Y)", &estimate);
    }
    Ok(())
}

/// Information that x has on a class; returns the classes that are too small for the k-th neighbor.
pub(super) fn of_classes(
    estimates: &mut Estimates,
    x: &Array,
    labels: &Array,
    k: usize,
    spread: &SpreadOptions,
) -> Result<Table, Failure> {
    labels.as_list()?;
    let labels: Vec<usize> = labels.whole()?.into_iter().map(|label| label as usize).collect();
    let x = points(x)?;
    let of = |x: &Points<'_>, labels: &[usize]| ross::mutual_information(x, labels, k);
    let estimate = spread.estimate(|| of(&x, &labels), |interval| interval.of_classes(&x, &labels, of))?;
    let small = small_classes(&labels, k);
    let fewer = if small.is_empty() { "" } else { ", fewer in small classes" };
    estimates.push("Ross", format!("I(X;Y), k = {k}{fewer}"), &estimate);
    let mut table = Table::new("small classes", &["class", "samples", "k in use"]);
    for (class, n_samples) in small {
        // A sample alone in its class has no neighbor there, and is left out.
        let k = if n_samples > 1 { Cell::count(n_samples - 1) } else { Cell::from("left out") };
        table.push([Cell::count(class), Cell::count(n_samples), k]);
    }
    Ok(table)
}

/// The classes with k samples or fewer, and their sizes: the k-th neighbor is not in them.
fn small_classes(labels: &[usize], k: usize) -> BTreeMap<usize, usize> {
    let mut sizes = BTreeMap::new();
    labels.iter().for_each(|label| *sizes.entry(*label).or_insert(0) += 1);
    sizes.retain(|_, n_samples| *n_samples <= k);
    sizes
}

/// Lower bounds from the scores of a critic.
pub(super) fn of_scores(
    estimates: &mut Estimates,
    array: &Array,
    spread: &SpreadOptions,
) -> Result<(), Failure> {
    let scores = Scores::new(array.values()).map_err(|error| match error {
        EstimateError::Score { value, .. } => array.said_of_value(value, "is not finite"),
        other => Failure(format!("{}: {other}", array.name())),
    })?;
    for &bound in Bound::ALL {
        let of = |scores: &Scores<'_>| lower_bound(scores, bound);
        let estimate = spread.estimate(|| Ok(of(&scores)), |interval| interval.of_scores(&scores, of))?;
        estimates.push(bound.name(), "I(X;Y)", &estimate);
    }
    Ok(())
}
