//! The pass over all pairs of samples, in slices of bounded work.

use super::sums::{PairSums, TileSums};
use super::tiles::{TILE, Tiles};
use super::{KdeBounds, Mean, NoiseVariance};
use crate::estimators::activations::Activations;
use core::f64::consts::LOG2_E;

/// What one slice may cost in operations on numbers of pairs: about a millisecond in a browser, where some 20 of them take
/// a nanosecond. Twice as much would delay a pause by a millisecond; a hundredth would be spent on beginning slices.
const SLICE_WORK: usize = 20_000_000;
/// Operations on one pair beside those of each unit: its exponential and its sums.
const PAIR_WORK: usize = 30;

/// [`bounds`](super::bounds) under way: the same bits, by a slice of about a millisecond at a time.
///
/// Accuracy and cost: those of [`bounds`](super::bounds); the samples are sorted and laid out, O(n d log n), when the pass begins.
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, kde::{self, NoiseVariance, PairPass}};
/// let layer = Activations::new(&[-1.0, 1.0], 1, &[0, 1], 2)?;
/// let noise = NoiseVariance::new(1e-3)?;
/// // Two samples are one slice: one bit about the input.
/// let found = PairPass::new(&layer, noise).step().expect("done");
/// assert!((found.i_xt_lower - core::f64::consts::LN_2).abs() < 1e-6);
/// assert_eq!(found, kde::bounds(&layer, noise));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Debug)]
pub struct PairPass {
    tiles: Tiles,
    sums: PairSums,
    class_counts: Vec<usize>,
    /// Pairs of tiles in a slice.
    slice: usize,
}

impl PairPass {
    /// A pass before its first pair.
    ///
    /// ```
    /// use infoplane_core::estimators::{activations::Activations, kde::{NoiseVariance, PairPass}};
    /// let layer = Activations::new(&[0.5, 0.5], 1, &[0, 0], 1)?;
    /// let mut pass = PairPass::new(&layer, NoiseVariance::new(0.1)?);
    /// // Two samples at one place tell nothing of which it was.
    /// assert!(pass.step().expect("one slice").i_xt_upper.abs() < 1e-6);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn new(layer: &Activations<'_>, noise: NoiseVariance) -> Self {
        Self::at_scale(layer, noise, &[1.0])
    }

    /// One slice; the bounds when there is no pair left.
    ///
    /// ```
    /// use infoplane_core::estimators::{activations::Activations, kde::{NoiseVariance, PairPass}};
    /// let values: Vec<f32> = (0..3_000_u16).map(f32::from).collect();
    /// let layer = Activations::new(&values, 1, &[0; 3_000], 1)?;
    /// let mut pass = PairPass::new(&layer, NoiseVariance::new(1e-3)?);
    /// // Four and a half million pairs take more slices than one; places a whole apart are told apart by all of ln n.
    /// assert_eq!(pass.step(), None);
    /// let bounds = std::iter::repeat_with(|| pass.step()).flatten().next().expect("it ends");
    /// assert!((bounds.i_xt_upper - 3_000_f64.ln()).abs() < 1e-6);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn step(&mut self) -> Option<KdeBounds> {
        self.advance(self.slice);
        self.sums.is_done(&self.tiles).then(|| self.bounds()).and_then(|bounds| bounds.into_iter().next())
    }

    /// A pass for `noise` divided by each of some factors, none below 1.
    pub(super) fn at_scale(layer: &Activations<'_>, noise: NoiseVariance, factors: &[f32]) -> Self {
        // Scaled so that the squared distance is the wide kernel's exponent of two.
        let scale = libm::sqrt(LOG2_E / (8.0 * noise.get()));
        let tiles = Tiles::new(layer, scale, factors.iter().copied().fold(1.0, f32::max));
        let sums = PairSums::new(&tiles, factors);
        let slice = SLICE_WORK / (TILE * TILE * (layer.n_units() + PAIR_WORK * factors.len())) + 1;
        Self { tiles, sums, class_counts: layer.class_counts(), slice }
    }

    /// The bounds for each factor, with all pairs that are left in one slice.
    pub(super) fn finish(mut self) -> Vec<KdeBounds> {
        self.advance(usize::MAX);
        self.bounds()
    }

    fn advance(&mut self, n_pairs: usize) {
        self.sums.advance(&self.tiles, n_pairs);
    }

    fn bounds(&self) -> Vec<KdeBounds> {
        self.sums.totals().iter().map(|sums| self.mean_logarithms(sums)).collect()
    }

    /// The bounds, from the kernel sums of every sample.
    fn mean_logarithms(&self, sums: &[TileSums]) -> KdeBounds {
        let n_samples = self.class_counts.iter().sum();
        let (mut wide, mut narrow) = (Mean::new(n_samples), Mean::new(n_samples));
        for (index, sums) in sums.iter().enumerate() {
            let n_class = self.class_counts[self.tiles.get(index).class];
            for slot in 0..self.tiles.n_samples(index) {
                wide.add(sums.own_wide[slot], sums.other_wide[slot], n_class);
                narrow.add(sums.own_narrow[slot], sums.other_narrow[slot], n_class);
            }
        }
        KdeBounds {
            i_xt_upper: narrow.i_xt(),
            i_xt_lower: wide.i_xt(),
            i_ty_upper: narrow.i_ty(),
            i_ty_lower: wide.i_ty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_of_any_size_give_the_bits_of_one() {
        // Seven tiles in three classes, hence 28 pairs of tiles.
        let values: Vec<f32> = (0..600_u32).map(|i| (i * i * 7919 % 2001) as f32 / 1000.0 - 1.0).collect();
        let labels: Vec<u8> = (0..200).map(|i| (i % 3) as u8).collect();
        let layer = Activations::new(&values, 3, &labels, 3).expect("finite values");
        let noise = NoiseVariance::new(0.1).expect("positive");
        let at_once = PairPass::new(&layer, noise).finish();
        for slice in [1, 2, 5, 11] {
            let mut pass = PairPass { slice, ..PairPass::new(&layer, noise) };
            let n_pairs = pass.tiles.len() * (pass.tiles.len() + 1) / 2;
            for _ in 1..n_pairs.div_ceil(slice) {
                assert_eq!(pass.step(), None);
            }
            assert_eq!(pass.step().as_slice(), at_once, "{slice}");
        }
    }
}
