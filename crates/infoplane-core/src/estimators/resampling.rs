//! How much any estimate would vary with other samples: bootstrap and jackknife.
//!
//! Both ask the estimator again on parts of the samples, given by their indices. They see
//! the spread of an estimate, not its bias or its ceiling: an estimate at ln n is narrowly wrong.

use super::EstimateError;
use super::estimate::{Level, Spread};
use crate::math::rng::Stream;

/// The percentile interval of the bootstrap: the estimate on samples drawn again with replacement.
///
/// `statistic` is given n indices, some repeated, `n_resamples` times; the interval leaves
/// (1 − level) / 2 of its values out at each end, interpolating between neighbors in order.
///
/// Source: [EFRON_1979](crate::citations::EFRON_1979), section 2 for the resampling. Assumes independent samples and a
/// statistic for which a repeated sample is a sample like others, as a mean. Entropies from counts come out lower on
/// every resample, so that their interval is shifted by the bias once more. Nearest neighbors see a repeated sample as
/// information, and a critic is given the pair of a sample and its repetition as one that did not occur together: use
/// [`jackknife`] for counts, neighbors and critics. Cost: `n_resamples` estimates.
///
/// # Errors
/// [`EstimateError::Empty`] without samples, [`EstimateError::Repetitions`] for fewer than 2
/// resamples, and those of the statistic.
///
/// ```
/// use infoplane_core::estimators::{EstimateError, estimate::{Level, Spread}, resampling::bootstrap};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // The mean of a hundred zeros and ones varies by about 0.05; 1.96 of that to each side.
/// let mut stream = Stream::new(1, Purpose::Estimates);
/// let mean = |samples: &[usize]| Ok(samples.iter().map(|i| (i % 2) as f64).sum::<f64>() / 100.0);
/// let Spread::Interval { low, high, .. } = bootstrap(100, 2000, Level::new(0.95)?, &mut stream, mean)? else {
///     return Ok(());
/// };
/// assert!((low - 0.402).abs() < 0.03 && (high - 0.598).abs() < 0.03);
/// # Ok::<(), EstimateError>(())
/// ```
pub fn bootstrap(
    n_samples: usize,
    n_resamples: usize,
    level: Level,
    stream: &mut Stream,
    mut statistic: impl FnMut(&[usize]) -> Result<f64, EstimateError>,
) -> Result<Spread, EstimateError> {
    if n_samples == 0 {
        return Err(EstimateError::Empty);
    }
    if n_resamples < 2 {
        return Err(EstimateError::Repetitions(n_resamples));
    }
    let mut indices = vec![0; n_samples];
    let mut values = Vec::with_capacity(n_resamples);
    for _ in 0..n_resamples {
        indices.fill_with(|| stream.below(n_samples));
        values.push(statistic(&indices)?);
    }
    values.sort_unstable_by(f64::total_cmp);
    let tail = 0.5 * (1.0 - level.get());
    let (low, high) = (quantile(&values, tail), quantile(&values, 1.0 - tail));
    Ok(Spread::Interval { low, high, level: level.get() })
}

/// What leaving out one group of samples after the other tells.
///
/// ```
/// use infoplane_core::estimators::resampling::jackknife;
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // The variance of 0 and 2 with divisor n is 1, but 0 if one is left out: 1 · (0 − 1) is missing.
/// let x = [0.0, 2.0];
/// let variance = |of: &[usize]| {
///     let mean = of.iter().map(|&i| x[i]).sum::<f64>() / of.len() as f64;
///     Ok(of.iter().map(|&i| (x[i] - mean) * (x[i] - mean)).sum::<f64>() / of.len() as f64)
/// };
/// assert_eq!(jackknife(2, 2, &mut Stream::new(1, Purpose::Estimates), variance)?.bias, -1.0);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jackknife {
    /// Standard error of the estimate.
    pub standard_error: f64,
    /// (g − 1) (mean of the estimates with a group left out − estimate on all): the bias as far
    /// as it falls as 1/n. Subtracting it is the jackknife correction.
    pub bias: f64,
}

/// The estimate with one of `n_groups` random groups left out, each in turn.
///
/// With as many groups as samples this leaves one out at a time, and the order is of no
/// consequence; fewer cost less, and vary with the stream. The standard error is √((g − 1)/g Σ (θᵢ − θ̄)²).
///
/// Source: [EFRON_STEIN_1981](crate::citations::EFRON_STEIN_1981), who show that in the mean it is not too small. Assumes
/// independent samples. No sample is repeated, so it serves for counts, nearest neighbors and critics.
/// Cost: g + 1 estimates.
///
/// # Errors
/// [`EstimateError::Repetitions`] unless 2 ≤ `n_groups` ≤ `n_samples`, and those of the statistic.
///
/// ```
/// use infoplane_core::estimators::{EstimateError, resampling::jackknife};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // For a mean it is the textbook formula: s / √n with s² = Σ (x − x̄)² / (n − 1) = 1.
/// let x = [1.0, 2.0, 3.0];
/// let mean = |i: &[usize]| Ok(i.iter().map(|&i| x[i]).sum::<f64>() / i.len() as f64);
/// let found = jackknife(3, 3, &mut Stream::new(1, Purpose::Estimates), mean)?;
/// assert!((found.standard_error - (1.0_f64 / 3.0).sqrt()).abs() < 1e-15);
/// assert!(found.bias.abs() < 1e-15);
/// # Ok::<(), EstimateError>(())
/// ```
pub fn jackknife(
    n_samples: usize,
    n_groups: usize,
    stream: &mut Stream,
    mut statistic: impl FnMut(&[usize]) -> Result<f64, EstimateError>,
) -> Result<Jackknife, EstimateError> {
    if n_groups < 2 || n_groups > n_samples {
        return Err(EstimateError::Repetitions(n_groups));
    }
    let all: Vec<usize> = (0..n_samples).collect();
    let on_all = statistic(&all)?;
    let parts = left_out_groups(n_samples, n_groups, stream).map(|kept| statistic(&kept));
    Ok(Jackknife::of_values(on_all, &parts.collect::<Result<Vec<_>, _>>()?))
}

impl Jackknife {
    /// From the estimate on all samples, and those with each of the groups left out.
    pub(super) fn of_values(on_all: f64, values: &[f64]) -> Self {
        let g = values.len() as f64;
        let mean = values.iter().sum::<f64>() / g;
        let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
        Self { standard_error: libm::sqrt((g - 1.0) / g * squares), bias: (g - 1.0) * (mean - on_all) }
    }
}

/// The samples that are left when each of so many random groups is left out.
pub(super) fn left_out_groups(
    n_samples: usize,
    n_groups: usize,
    stream: &mut Stream,
) -> impl Iterator<Item = Vec<usize>> {
    let mut order: Vec<usize> = (0..n_samples).collect();
    stream.shuffle(&mut order);
    (0..n_groups).map(move |group| {
        order.iter().enumerate().filter(|(at, _)| at % n_groups != group).map(|(_, &i)| i).collect()
    })
}

impl From<Jackknife> for Spread {
    fn from(jackknife: Jackknife) -> Self {
        Self::StandardError(jackknife.standard_error)
    }
}

/// The value below which a share q of the sorted ones lies, between neighbors in proportion.
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let at = q * (sorted.len() - 1) as f64;
    let below = at as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (at - below as f64) * (sorted[above] - sorted[below])
}
