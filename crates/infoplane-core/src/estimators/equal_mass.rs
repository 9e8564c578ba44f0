//! Adaptive bins: each unit is cut so that every bin holds about as many samples.
//!
//! Bins of one width waste most of themselves where a layer saturates or is unbounded. Cut
//! at quantiles, a unit has the same entropy whatever increasing function is applied to it,
//! so a difference between layers is not one of scale alone.

use super::EstimateError;
use super::activations::Activations;
use super::counts::JointCounts;
use super::entropy_from_counts::{EntropyEstimator, entropy, mutual_information};
use super::estimate::{Assumption, Cost, Estimate};
use super::layer_estimates::LayerEstimates;
use crate::math::real::Real;
use std::collections::BTreeMap;

/// Number of bins per unit: at least two.
///
/// ```
/// use infoplane_core::estimators::equal_mass::{BinCount, information};
/// use infoplane_core::estimators::{activations::Activations, entropy_from_counts::EntropyEstimator};
/// // Three bins for three samples: ln 3, however far apart they are.
/// let layer = Activations::new(&[0.0, 0.1, 9.0], 1, &[0; 3], 1)?;
/// let i_xt = information(&layer, BinCount::new(3)?, EntropyEstimator::PlugIn)?.i_xt;
/// assert!((i_xt.value - 3.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BinCount(u32);

impl BinCount {
    /// Takes a number of bins.
    ///
    /// # Errors
    /// [`EstimateError::BinCount`] unless it is at least 2 and fits 32 bits.
    ///
    /// ```
    /// use infoplane_core::estimators::{EstimateError, equal_mass::BinCount};
    /// assert_eq!(BinCount::new(1), Err(EstimateError::BinCount(1)));
    /// ```
    pub fn new(n_bins: usize) -> Result<Self, EstimateError> {
        match u32::try_from(n_bins) {
            Ok(n @ 2..) => Ok(Self(n)),
            _ => Err(EstimateError::BinCount(n_bins)),
        }
    }

    /// The number of bins.
    ///
    /// ```
    /// assert_eq!(infoplane_core::estimators::equal_mass::BinCount::new(30)?.get(), 30);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// I(X; binned T) = H(binned T) and I(binned T; Y) with equal-mass bins, in nats.
///
/// A value whose r smaller ones are among n falls in bin ⌊r b / n⌋ of b, unit by unit; equal
/// values share a bin, so that a unit that is mostly 0 keeps one large bin. Entropies of the
/// joint bin of all units by the given estimator; no input may occur twice.
///
/// Source: quantile bins as in [FRASER_SWINNEY_1986](crate::citations::FRASER_SWINNEY_1986), in their
/// simplest form. Bias: as [`entropy`] and [`mutual_information`] say, about the *binned* layer; the bins
/// are chosen by the same samples. The two estimators of Grassberger have terms that alternate with the parity
/// of a count, which these bins share: they may miss I(T;Y) by more than plug-in does. Ceiling: ln n and H(Y) for plug-in. Cost: O(n d ln n).
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, entropy_from_counts::EntropyEstimator};
/// use infoplane_core::estimators::equal_mass::{BinCount, information};
/// // Two bins at the median, whatever the scale: one bit, and it is the label.
/// let layer = Activations::new(&[0.001, 0.002, 90.0, 7000.0], 1, &[0, 0, 1, 1], 2)?;
/// let both = information(&layer, BinCount::new(2)?, EntropyEstimator::PlugIn)?;
/// assert!((both.i_xt.value - core::f64::consts::LN_2).abs() < 1e-15);
/// assert!((both.i_ty.value - core::f64::consts::LN_2).abs() < 1e-15);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
///
/// # Errors
/// None for a valid layer; those of [`JointCounts::new`] are passed on.
pub fn information<T: Real>(
    layer: &Activations<'_, T>,
    n_bins: BinCount,
    estimator: EntropyEstimator,
) -> Result<LayerEstimates, EstimateError> {
    let table = table(layer, &codes(layer, n_bins))?;
    let (n, d) = (layer.n_samples() as u64, Some(layer.n_units()));
    let of_layer =
        |estimate: Estimate| Estimate { n, d, assumption: Assumption::Bins, cost: Cost::Sorting, ..estimate };
    Ok(LayerEstimates {
        i_xt: of_layer(entropy(&table.rows(), estimator)),
        i_ty: of_layer(mutual_information(&table, estimator)),
    })
}

/// The bin of every value, sample by sample.
fn codes<T: Real>(layer: &Activations<'_, T>, n_bins: BinCount) -> Vec<u32> {
    let (n, d) = (layer.n_samples(), layer.n_units());
    let mut codes = vec![0; n * d];
    for unit in 0..d {
        let mut sorted: Vec<T> = layer.values().iter().copied().skip(unit).step_by(d).collect();
        sorted.sort_unstable_by(|a, b| a.to_f64().total_cmp(&b.to_f64()));
        for sample in 0..n {
            let value = layer.sample(sample)[unit];
            let rank = sorted.partition_point(|&v| v < value);
            // Below n_bins, since a rank is below n.
            codes[sample * d + unit] = (rank as u128 * u128::from(n_bins.0) / n as u128) as u32;
        }
    }
    codes
}

/// Counts of joint bins by class.
fn table<T: Real>(layer: &Activations<'_, T>, codes: &[u32]) -> Result<JointCounts, EstimateError> {
    let mut numbers: BTreeMap<&[u32], usize> = BTreeMap::new();
    let mut counts = Vec::new();
    let n_classes = layer.n_classes();
    for (row, &label) in codes.chunks_exact(layer.n_units()).zip(layer.labels()) {
        let next = numbers.len();
        let cell = *numbers.entry(row).or_insert(next);
        counts.resize(numbers.len() * n_classes, 0);
        counts[cell * n_classes + usize::from(label)] += 1;
    }
    JointCounts::new(counts, n_classes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bins(values: &[f32], n_bins: usize) -> Vec<u32> {
        let labels = vec![0; values.len()];
        codes(&Activations::new(values, 1, &labels, 1).unwrap(), BinCount::new(n_bins).unwrap())
    }

    #[test]
    fn bins_hold_equally_many_and_ties_stay_together() {
        assert_eq!(bins(&[5.0, 1.0, 4.0, 2.0, 6.0, 3.0], 3), [2, 0, 1, 0, 2, 1]);
        assert_eq!(bins(&[0.0, -0.0, 0.0, 0.0, 7.0, 8.0], 3), [0, 0, 0, 0, 2, 2]);
    }

    #[test]
    fn an_increasing_function_changes_nothing() {
        let values: Vec<f32> = (0..200_u32).map(|i| (i * 37 % 201) as f32 / 50.0 - 2.0).collect();
        let steep: Vec<f32> = values.iter().map(|v| v * v * v).collect();
        assert_eq!(bins(&values, 7), bins(&steep, 7));
    }

    #[test]
    fn fewer_than_two_bins_are_refused() {
        assert_eq!(BinCount::new(1), Err(EstimateError::BinCount(1)));
    }

    #[test]
    fn double_precision_tells_apart_what_single_precision_blurs() {
        let values = [1.0, 1.0 + 1e-12, 1.0 + 2e-12, 1.0 + 3e-12];
        let layer = Activations::new(&values, 1, &[0, 0, 1, 1], 2).unwrap();
        let found = information(&layer, BinCount::new(2).unwrap(), EntropyEstimator::PlugIn).unwrap();
        assert!((found.i_ty.value - core::f64::consts::LN_2).abs() < 1e-15);
    }
}
