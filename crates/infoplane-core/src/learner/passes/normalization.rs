//! Layer normalization: over the units of a layer, sample by sample, whatever else is in the batch.

use crate::learner::kernels::Groups;
use crate::math::lanes::Lanes;

/// Keeps the division finite; PyTorch's default.
const EPSILON: f64 = 1e-5;

/// What the normalization of one layer keeps for its gradient.
#[derive(Clone, Debug)]
pub(super) struct Normalized<V> {
    /// (z − mean z) / √(var z + ε).
    values: Groups<V>,
    /// 1 / √(var z + ε) of each group.
    scales: Vec<V>,
}

impl<V: Lanes> Normalized<V> {
    pub(super) fn new(n_units: usize, n_groups: usize) -> Self {
        Self { values: Groups::new(n_units, n_groups), scales: vec![V::zero(); n_groups] }
    }

    /// Replaces each z by g (z − mean z) / √(var z + ε) + b.
    pub(super) fn forward(
        &mut self,
        z: &mut Groups<V>,
        gains: &[V::Scalar],
        offsets: &[V::Scalar],
        n_groups: usize,
    ) {
        let groups = z.iter_mut().zip(self.values.iter_mut()).zip(&mut self.scales);
        for ((z, normalized), scale) in groups.take(n_groups) {
            let share = V::of(1.0 / z.len() as f64);
            let mean = sum(z.iter().copied()) * share;
            let variance = sum(z.iter().map(|z| (*z - mean) * (*z - mean))) * share;
            *scale = V::one() / (variance + V::of(EPSILON)).sqrt();
            for (((z, normalized), gain), offset) in z.iter_mut().zip(normalized).zip(gains).zip(offsets) {
                *normalized = (*z - mean) * *scale;
                *z = *normalized * V::splat(*gain) + V::splat(*offset);
            }
        }
    }

    /// Turns the gradient by the results into that by z, and adds those by gains and offsets.
    ///
    /// With d = delta g and n the normalized values: (d − mean d − n mean(d n)) / √(var z + ε).
    pub(super) fn backward(
        &self,
        delta: &mut Groups<V>,
        gains: &[V::Scalar],
        (gain_gradient, offset_gradient): (&mut [V::Scalar], &mut [V::Scalar]),
        n_groups: usize,
    ) {
        for (unit, (gain, offset)) in gain_gradient.iter_mut().zip(offset_gradient).enumerate() {
            let pairs = || delta.iter().zip(self.values.iter()).take(n_groups);
            *gain += sum(pairs().map(|(delta, normalized)| delta[unit] * normalized[unit])).sum();
            *offset += sum(pairs().map(|(delta, _)| delta[unit])).sum();
        }
        for ((delta, normalized), scale) in delta.iter_mut().zip(self.values.iter()).zip(&self.scales).take(n_groups) {
            let share = V::of(1.0 / delta.len() as f64);
            delta.iter_mut().zip(gains).for_each(|(delta, gain)| *delta *= V::splat(*gain));
            let mean = sum(delta.iter().copied()) * share;
            let along = sum(delta.iter().zip(normalized).map(|(delta, n)| *delta * *n)) * share;
            for (delta, normalized) in delta.iter_mut().zip(normalized) {
                *delta = (*delta - mean - *normalized * along) * *scale;
            }
        }
    }
}

fn sum<V: Lanes>(terms: impl Iterator<Item = V>) -> V {
    terms.fold(V::zero(), |sum, term| sum + term)
}
