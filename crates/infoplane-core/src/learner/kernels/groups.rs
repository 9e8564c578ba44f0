//! The values of some units for a batch of samples.

use crate::math::lanes::Lanes;

/// Units that a kernel computes together: the room of a group is a multiple of it.
pub(in crate::learner) const TILE: usize = 4;

/// Vectors by group and by unit.
#[derive(Clone, Debug)]
pub(in crate::learner) struct Groups<V> {
    vectors: Vec<V>,
    n_units: usize,
    stride: usize,
}

impl<V> Default for Groups<V> {
    fn default() -> Self {
        Self { vectors: Vec::new(), n_units: 0, stride: TILE }
    }
}

impl<V: Lanes> Groups<V> {
    /// Room for that many units and groups. Not inlined, to keep the site's program small.
    #[inline(never)]
    pub(in crate::learner) fn new(n_units: usize, n_groups: usize) -> Self {
        let stride = stride(n_units);
        Self { vectors: vec![V::zero(); stride * n_groups], n_units, stride }
    }

    /// The same room for another number of units, not more than it was made for.
    pub(in crate::learner) fn reshape(&mut self, n_units: usize) {
        self.n_units = n_units;
        self.stride = stride(n_units);
    }

    pub(in crate::learner) fn n_units(&self) -> usize {
        self.n_units
    }

    /// The units of each group, and behind them up to a whole tile what no result depends on.
    #[inline(always)]
    pub(super) fn padded(&self) -> core::slice::ChunksExact<'_, V> {
        self.vectors.chunks_exact(self.stride)
    }

    #[inline(always)]
    pub(super) fn padded_mut(&mut self) -> core::slice::ChunksExactMut<'_, V> {
        self.vectors.chunks_exact_mut(self.stride)
    }

    /// The units of each group.
    #[inline(always)]
    pub(in crate::learner) fn iter(&self) -> impl Iterator<Item = &[V]> {
        self.padded().map(|group| &group[..self.n_units])
    }

    #[inline(always)]
    pub(in crate::learner) fn iter_mut(&mut self) -> impl Iterator<Item = &mut [V]> {
        let n_units = self.n_units;
        self.padded_mut().map(move |group| &mut group[..n_units])
    }

    /// The units of one group.
    pub(in crate::learner) fn group(&self, group: usize) -> &[V] {
        &self.vectors[group * self.stride..][..self.n_units]
    }
}

/// Vectors from one group to the next: an odd number of tiles. A tile of single precision is a cache
/// line, and lines an even number apart would share few places in the cache.
const fn stride(n_units: usize) -> usize {
    (n_units.div_ceil(TILE) | 1) * TILE
}
