//! The gradient of the weights: Σ over samples of delta xᵀ.

use super::groups::{Groups, TILE};
use crate::math::lanes::{LANES, Lanes};
use crate::math::real::Real;
use core::ops::Range;

/// Units whose gradients are summed in one pass over the samples, for [`TILE`] inputs each.
const ROWS: usize = 2;
/// Tiles of inputs that are finished before the next are begun, few enough that a batch of them stays in the cache.
const BLOCK: usize = 4;

/// Copies of what one pass over the samples reads, in the order in which it reads them.
#[derive(Clone, Debug)]
pub(in crate::learner) struct Strips<V> {
    /// [`ROWS`] units of delta, group by group.
    delta: Vec<[V; ROWS]>,
    /// Inputs, tile by tile of a block and group by group.
    x: Vec<[V; TILE]>,
}

impl<V: Lanes> Strips<V> {
    /// Room for a batch of that many groups.
    pub(in crate::learner) fn new(n_groups: usize) -> Self {
        Self { delta: Vec::with_capacity(n_groups), x: Vec::with_capacity(BLOCK * n_groups) }
    }

    #[cfg_attr(infoplane_site, optimize(speed))]
    fn take_inputs(&mut self, x: &Groups<V>, columns: Range<usize>, n_groups: usize) {
        self.x.clear();
        for column in columns.step_by(TILE) {
            let tile =
                |x: &[V]| <[V; TILE]>::try_from(&x[column..column + TILE]).unwrap_or([V::zero(); TILE]);
            self.x.extend(x.padded().take(n_groups).map(tile));
        }
    }

    #[cfg_attr(infoplane_site, optimize(speed))]
    fn take_delta(&mut self, delta: &Groups<V>, row: usize, n_groups: usize) {
        self.delta.clear();
        self.delta.extend(delta.padded().take(n_groups).map(|delta| [delta[row], delta[row + 1]]));
    }
}

/// Adds Σ over samples of delta xᵀ to the gradient of the weights, and of delta to that of the biases.
#[cfg_attr(infoplane_site, optimize(speed))]
pub(in crate::learner) fn accumulate<T: Real>(
    (delta, x): (&Groups<T::Lanes>, &Groups<T::Lanes>),
    n_groups: usize,
    weights: &mut [T],
    biases: &mut [T],
    strips: &mut Strips<T::Lanes>,
) {
    if n_groups > 0 {
        let n_out = biases.len();
        accumulate_weights((delta, x), n_groups, (weights, n_out), strips);
        accumulate_biases(delta, n_groups, biases);
    }
}

#[inline(always)]
fn accumulate_weights<T: Real>(
    (delta, x): (&Groups<T::Lanes>, &Groups<T::Lanes>),
    n_groups: usize,
    (weights, n_out): (&mut [T], usize),
    strips: &mut Strips<T::Lanes>,
) {
    let n_in = x.n_units();
    for block in (0..n_in).step_by(BLOCK * TILE) {
        let columns = block..n_in.min(block + BLOCK * TILE);
        strips.take_inputs(x, columns.clone(), n_groups);
        for row in (0..n_out).step_by(ROWS) {
            strips.take_delta(delta, row, n_groups);
            for (column, x) in columns.clone().step_by(TILE).zip(strips.x.chunks_exact(n_groups)) {
                let n = TILE.min(n_in - column);
                let rows = weights[row * n_in..].chunks_mut(n_in);
                for (row, sums) in rows.zip(products(&strips.delta, x)) {
                    add(&mut row[column..column + n], sums);
                }
            }
        }
    }
}

#[inline(always)]
fn accumulate_biases<T: Real>(delta: &Groups<T::Lanes>, n_groups: usize, biases: &mut [T]) {
    for (row, biases) in biases.chunks_mut(LANES).enumerate() {
        let mut sums = [T::Lanes::zero(); LANES];
        for delta in delta.padded().take(n_groups) {
            for (sum, delta) in sums.iter_mut().zip(&delta[row * LANES..]) {
                *sum += *delta;
            }
        }
        add(biases, T::Lanes::sums(sums));
    }
}

/// Σ over samples of each delta times each x.
#[inline(never)]
#[cfg_attr(infoplane_site, optimize(speed))]
fn products<V: Lanes>(delta: &[[V; ROWS]], x: &[[V; TILE]]) -> [V; ROWS] {
    let mut sums = [[V::zero(); TILE]; ROWS];
    for (delta, x) in delta.iter().zip(x) {
        for (sums, delta) in sums.iter_mut().zip(delta) {
            for (sum, x) in sums.iter_mut().zip(x) {
                *sum += *delta * *x;
            }
        }
    }
    sums.map(V::sums)
}

/// Adds the first lanes to as many numbers.
#[inline(always)]
fn add<T: Real>(numbers: &mut [T], lanes: T::Lanes) {
    if let Ok(numbers) = <&mut [T; LANES]>::try_from(&mut *numbers) {
        *numbers = (T::Lanes::from_array(*numbers) + lanes).to_array();
    } else {
        for (number, lane) in numbers.iter_mut().zip(lanes.to_array()) {
            *number += lane;
        }
    }
}
