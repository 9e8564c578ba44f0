//! Any estimate with an interval: the jackknife, for every kind of samples.
//!
//! The estimator is asked again with one group of samples left out after the other; from how much it varies follows its
//! standard error, and with Student's t an interval around the estimate. It sees the spread of an estimate, not its bias.

use super::EstimateError;
use super::activations::Activations;
use super::counts::{Counts, JointCounts};
use super::estimate::{Estimate, Level, Spread};
use super::neighbors::Points;
use super::resampling::{Jackknife, left_out_groups};
use super::variational::Scores;
use crate::math::real::Real;
use crate::math::rng::{Purpose, Stream};
use crate::math::student::two_sided;

/// How to find an interval. The default is what a page shows: 95 %, from 20 groups.
///
/// The interval is θ ± t s with s the standard error of [`Jackknife`] and t Student's for the number of groups less one.
/// Source: [EFRON_STEIN_1981](crate::citations::EFRON_STEIN_1981) for s; t because s is itself estimated from few groups.
/// Cost: one estimate on all samples and one for every group; for counts, for every different cell.
///
/// ```
/// use infoplane_core::estimators::estimate::Spread;
/// use infoplane_core::estimators::{interval::Interval, kozachenko_leonenko::differential_entropy, neighbors::Points};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// let mut stream = Stream::new(1, Purpose::Data);
/// let x: Vec<f64> = (0..400).map(|_| stream.uniform()).collect();
/// let h = Interval::default().of_points(&Points::new(&x, 1)?, |x| differential_entropy(x, 4))?;
/// // The uniform density on [0, 1) has an entropy of 0.
/// assert!(matches!(h.spread, Spread::Interval { low, high, level: 0.95 } if low < 0.0 && high > 0.0));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Groups that are left out in turn; no more than there are samples are made.
    pub n_groups: usize,
    /// Share of all samples whose interval is to hold the mean of the estimate.
    pub level: Level,
    /// Seed of the division into groups.
    pub seed: u64,
}

impl Default for Interval {
    fn default() -> Self {
        Self { n_groups: 20, level: Level::new(0.95).expect("it is between 0 and 1"), seed: 1 }
    }
}

impl Interval {
    /// Estimates that take samples by their indices, several of which may come from the same look at them.
    ///
    /// # Errors
    /// [`EstimateError::Repetitions`] for fewer than 2 groups or samples, and those of the estimator.
    ///
    /// ```
    /// use infoplane_core::estimators::{counts::Counts, estimate::Spread, interval::Interval};
    /// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
    /// // A coin that came up the same way each time looks certain, whichever part is left out.
    /// let h = |kept: &[usize]| Ok([entropy(&Counts::tally(kept.iter().map(|_| 0), 2)?, EntropyEstimator::PlugIn)]);
    /// let [h] = Interval::default().of_indices(40, h)?;
    /// assert!(matches!(h.spread, Spread::Interval { low: 0.0, high: 0.0, .. }));
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn of_indices<const N: usize>(
        &self,
        n_samples: usize,
        mut estimator: impl FnMut(&[usize]) -> Result<[Estimate; N], EstimateError>,
    ) -> Result<[Estimate; N], EstimateError> {
        let n_groups = self.n_groups.min(n_samples);
        if n_groups < 2 {
            return Err(EstimateError::Repetitions(n_groups));
        }
        let estimates = estimator(&(0..n_samples).collect::<Vec<usize>>())?;
        let mut stream = Stream::new(self.seed, Purpose::Estimates);
        let parts = left_out_groups(n_samples, n_groups, &mut stream)
            .map(|kept| Ok(estimator(&kept)?.map(|part| part.value)))
            .collect::<Result<Vec<[f64; N]>, EstimateError>>()?;
        let mut index = 0;
        Ok(estimates.map(|estimate| {
            let values: Vec<f64> = parts.iter().map(|part| part[index]).collect();
            index += 1;
            let jackknife = Jackknife::of_values(estimate.value, &values);
            self.around(estimate, jackknife.standard_error, n_groups as f64 - 1.0)
        }))
    }

    /// An estimate from points.
    ///
    /// # Errors
    /// Those of [`Self::of_indices`].
    ///
    /// ```
    /// use infoplane_core::estimators::{interval::Interval, kozachenko_leonenko::differential_entropy, neighbors::Points};
    /// let values: Vec<f64> = (0..50).map(|i| f64::from(i * i)).collect();
    /// let x = Points::new(&values, 1)?;
    /// // The interval is around the estimate on all samples.
    /// let h = Interval::default().of_points(&x, |x| differential_entropy(x, 3))?;
    /// assert_eq!(h.value, differential_entropy(&x, 3)?.value);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn of_points(
        &self,
        x: &Points<'_>,
        estimator: impl Fn(&Points<'_>) -> Result<Estimate, EstimateError>,
    ) -> Result<Estimate, EstimateError> {
        let part = |i: &[usize]| Ok([estimator(&Points::new(&kept(x, i), x.n_dims())?)?]);
        self.of_indices(x.n_samples(), part).map(|[estimate]| estimate)
    }

    /// An estimate from pairs of points, as [`ksg`](super::ksg).
    ///
    /// # Errors
    /// [`EstimateError::SampleSizes`] if x and y have different numbers of samples, and those of [`Self::of_indices`].
    ///
    /// ```
    /// use infoplane_core::estimators::{EstimateError, interval::Interval, ksg::{Ksg, mutual_information}, neighbors::Points};
    /// let (x, y) = (Points::new(&[0.0, 1.0, 2.5, 4.0], 1)?, Points::new(&[0.0, 1.0], 1)?);
    /// let found = Interval::default().of_pairs(&x, &y, |x, y| mutual_information(x, y, 1, Ksg::Cube));
    /// assert_eq!(found, Err(EstimateError::SampleSizes { x: 4, y: 2 }));
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn of_pairs(
        &self,
        x: &Points<'_>,
        y: &Points<'_>,
        estimator: impl Fn(&Points<'_>, &Points<'_>) -> Result<Estimate, EstimateError>,
    ) -> Result<Estimate, EstimateError> {
        if x.n_samples() != y.n_samples() {
            return Err(EstimateError::SampleSizes { x: x.n_samples(), y: y.n_samples() });
        }
        let part = |i: &[usize]| {
            let (x_kept, y_kept) = (kept(x, i), kept(y, i));
            Ok([estimator(&Points::new(&x_kept, x.n_dims())?, &Points::new(&y_kept, y.n_dims())?)?])
        };
        self.of_indices(x.n_samples(), part).map(|[estimate]| estimate)
    }

    /// An estimate from points and their classes, as [`ross`](super::ross).
    ///
    /// # Errors
    /// [`EstimateError::SampleSizes`] unless there is one label per sample, and those of [`Self::of_indices`].
    ///
    /// ```
    /// use infoplane_core::estimators::{interval::Interval, neighbors::Points, ross::mutual_information};
    /// let (x, labels) = (Points::new(&[0.0, 1.0, 2.5, 10.0, 11.0, 12.5], 1)?, [0, 0, 0, 1, 1, 1]);
    /// // ψ(6) − ψ(3) = 1/3 + 1/4 + 1/5, as all neighbors are of the own class.
    /// let found = Interval::default().of_classes(&x, &labels, |x, labels| mutual_information(x, labels, 1))?;
    /// assert!((found.value - 47.0 / 60.0).abs() < 1e-14);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn of_classes(
        &self,
        x: &Points<'_>,
        labels: &[usize],
        estimator: impl Fn(&Points<'_>, &[usize]) -> Result<Estimate, EstimateError>,
    ) -> Result<Estimate, EstimateError> {
        if x.n_samples() != labels.len() {
            return Err(EstimateError::SampleSizes { x: x.n_samples(), y: labels.len() });
        }
        let part = |i: &[usize]| {
            let labels: Vec<usize> = i.iter().map(|&sample| labels[sample]).collect();
            Ok([estimator(&Points::new(&kept(x, i), x.n_dims())?, &labels)?])
        };
        self.of_indices(x.n_samples(), part).map(|[estimate]| estimate)
    }

    /// Estimates of a layer: both coordinates by bins of any kind, or both bounds of both by KDE.
    ///
    /// # Errors
    /// Those of [`Self::of_indices`].
    ///
    /// ```
    /// use infoplane_core::estimators::{activations::Activations, binning::Binning, interval::Interval, layer_estimates};
    /// let layer = Activations::new(&[0.1, 0.1, 0.9, 0.9], 1, &[0, 0, 1, 1], 2)?;
    /// let bins = Binning::width(0.5)?;
    /// let binned = |layer: &Activations<'_>| Ok(layer_estimates::binned(&bins.information(layer), layer).into());
    /// let [_, i_ty] = Interval::default().of_layer(&layer, binned)?;
    /// assert!((i_ty.value - core::f64::consts::LN_2).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn of_layer<T: Real, const N: usize>(
        &self,
        layer: &Activations<'_, T>,
        estimator: impl Fn(&Activations<'_, T>) -> Result<[Estimate; N], EstimateError>,
    ) -> Result<[Estimate; N], EstimateError> {
        let part = |i: &[usize]| {
            let values: Vec<T> = i.iter().flat_map(|&sample| layer.sample(sample)).copied().collect();
            let labels: Vec<u8> = i.iter().map(|&sample| layer.labels()[sample]).collect();
            estimator(&Activations::new(&values, layer.n_units(), &labels, layer.n_classes())?)
        };
        self.of_indices(layer.n_samples(), part)
    }

    /// A bound from a critic's scores: leaving a sample out leaves its row and its column out.
    ///
    /// # Errors
    /// Those of [`Self::of_indices`], and [`EstimateError::Scores`] if groups leave fewer than two samples.
    ///
    /// ```
    /// use infoplane_core::estimators::interval::Interval;
    /// use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};
    /// // A critic without an opinion: 0, whichever sample is left out.
    /// let found = Interval::default().of_scores(&Scores::new(&[1.0; 16])?, |scores| lower_bound(scores, Bound::InfoNce))?;
    /// assert!(found.value.abs() < 1e-15);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn of_scores(
        &self,
        scores: &Scores<'_>,
        estimator: impl Fn(&Scores<'_>) -> Estimate,
    ) -> Result<Estimate, EstimateError> {
        let part = |i: &[usize]| {
            let values: Vec<f64> =
                i.iter().flat_map(|&row| i.iter().map(move |&column| scores.score(row, column))).collect();
            Ok([estimator(&Scores::new(&values)?)])
        };
        self.of_indices(scores.n_samples(), part).map(|[estimate]| estimate)
    }

    /// An estimate from counts, leaving out one observation at a time: exact, without groups or chance.
    ///
    /// # Errors
    /// [`EstimateError::Repetitions`] for a single observation, and those of the estimator.
    ///
    /// ```
    /// use infoplane_core::estimators::{counts::Counts, estimate::Spread, interval::Interval};
    /// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
    /// let counts = Counts::new(vec![50, 30, 20])?;
    /// let miller_madow = |counts: &Counts| Ok(entropy(counts, EntropyEstimator::MillerMadow));
    /// let h = Interval::default().of_counts(&counts, miller_madow)?;
    /// // To first order the standard error is that of the mean surprisal, √(Var(ln p) / n) = 0.0365.
    /// let Spread::Interval { low, high, .. } = h.spread else { return Ok(()) };
    /// assert!(((high - low) / 2.0 / 1.984 - 0.0365).abs() < 0.002);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn of_counts(
        &self,
        counts: &Counts,
        estimator: impl Fn(&Counts) -> Result<Estimate, EstimateError>,
    ) -> Result<Estimate, EstimateError> {
        self.of_cells(counts, |cells| estimator(&Counts::new(cells)?))
    }

    /// An estimate from a table of counts, leaving out one observation at a time.
    ///
    /// # Errors
    /// [`EstimateError::Repetitions`] for a single observation.
    ///
    /// ```
    /// use infoplane_core::estimators::{counts::JointCounts, interval::Interval};
    /// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, mutual_information};
    /// let copy = JointCounts::new(vec![5, 0, 0, 5], 2)?;
    /// let i = Interval::default().of_table(&copy, |table| mutual_information(table, EntropyEstimator::PlugIn))?;
    /// assert!((i.value - core::f64::consts::LN_2).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn of_table(
        &self,
        table: &JointCounts,
        estimator: impl Fn(&JointCounts) -> Estimate,
    ) -> Result<Estimate, EstimateError> {
        let n_columns = table.n_columns();
        self.of_cells(table.pairs(), |cells| Ok(estimator(&JointCounts::new(cells, n_columns)?)))
    }

    /// s² = (n − 1)/n Σ nᵢ (θ₋ᵢ − θ̄)², with nᵢ observations in each cell.
    fn of_cells(
        &self,
        counts: &Counts,
        estimator: impl Fn(Vec<u64>) -> Result<Estimate, EstimateError>,
    ) -> Result<Estimate, EstimateError> {
        if counts.total() < 2 {
            return Err(EstimateError::Repetitions(1));
        }
        let cells = counts.as_slice();
        let estimate = estimator(cells.to_vec())?;
        let mut parts = Vec::new();
        for (at, &count) in cells.iter().enumerate().filter(|(_, count)| **count > 0) {
            let mut fewer = cells.to_vec();
            fewer[at] -= 1;
            parts.push((count as f64, estimator(fewer)?.value));
        }
        let n = counts.total() as f64;
        let mean = parts.iter().map(|(count, value)| count * value).sum::<f64>() / n;
        let squares: f64 = parts.iter().map(|(count, value)| count * (value - mean) * (value - mean)).sum();
        Ok(self.around(estimate, libm::sqrt((n - 1.0) / n * squares), n - 1.0))
    }

    fn around(&self, estimate: Estimate, standard_error: f64, degrees: f64) -> Estimate {
        let reach = two_sided(self.level.get(), degrees) * standard_error;
        let (low, high) = (estimate.value - reach, estimate.value + reach);
        estimate.with_spread(Spread::Interval { low, high, level: self.level.get() })
    }
}

/// The coordinates of some samples.
fn kept(points: &Points<'_>, indices: &[usize]) -> Vec<f64> {
    indices.iter().flat_map(|&sample| points.sample(sample)).copied().collect()
}
