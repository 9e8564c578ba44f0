//! The gradient of the weights: Σ over samples of delta xᵀ.

use super::groups::{Groups, TILE};
use crate::math::lanes::{LANES, Lanes};
use crate::math::real::Real;
use core::ops::Range;

/// Units whose gradients are summed in one pass over the samples, for [`TILE`] inputs each.
const ROWS: usize = 2;
/// Vectors of a tile of inputs that are finished before the next are begun: 16 KB in single precision, which stay in
/// the nearest cache.
const BLOCK: usize = 256;

/// Copies of what one pass over the samples reads, in the order in which it reads them.
#[derive(Clone, Debug)]
pub(in crate::learner) struct Strips<V> {
    /// Delta, [`ROWS`] units after [`ROWS`] units, in each group by group.
    delta: Vec<[V; ROWS]>,
    /// Inputs, tile by tile of a block and group by group.
    x: Vec<[V; TILE]>,
}

impl<V: Lanes> Strips<V> {
    /// Room for a batch of that many groups and layers of up to that many units.
    pub(in crate::learner) fn new(n_units: usize, n_groups: usize) -> Self {
        let delta = Vec::with_capacity(n_units.div_ceil(ROWS) * n_groups);
        Self { delta, x: Vec::with_capacity(tiles_in_block(n_groups) * n_groups) }
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
    fn take_delta(&mut self, delta: &Groups<V>, n_out: usize, n_groups: usize) {
        self.delta.clear();
        for row in (0..n_out).step_by(ROWS) {
            self.delta.extend(delta.padded().take(n_groups).map(|delta| [delta[row], delta[row + 1]]));
        }
    }
}

/// As many tiles as make a block, but at least one.
const fn tiles_in_block(n_groups: usize) -> usize {
    if n_groups < BLOCK { BLOCK / n_groups } else { 1 }
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
        strips.take_delta(delta, biases.len(), n_groups);
        accumulate_weights(x, n_groups, weights, strips);
        accumulate_biases(delta, n_groups, biases);
    }
}

#[inline(always)]
fn accumulate_weights<T: Real>(
    x: &Groups<T::Lanes>,
    n_groups: usize,
    weights: &mut [T],
    strips: &mut Strips<T::Lanes>,
) {
    let n_in = x.n_units();
    let block = tiles_in_block(n_groups) * TILE;
    // Neither `step_by` nor `zip`: each divides to know its length, which in a network of a few units is felt.
    let mut first = 0;
    while first < n_in {
        let columns = first..n_in.min(first + block);
        strips.take_inputs(x, columns.clone(), n_groups);
        let mut deltas = strips.delta.as_slice();
        for rows in weights.chunks_mut(ROWS * n_in) {
            let (delta, others) = deltas.split_at(n_groups);
            let (row, next) = rows.split_at_mut(n_in);
            let next = next.get_mut(columns.clone()).unwrap_or_default();
            add_products(delta, &strips.x, &mut row[columns.clone()], next);
            deltas = others;
        }
        first += block;
    }
}

#[inline(always)]
fn accumulate_biases<T: Real>(delta: &Groups<T::Lanes>, n_groups: usize, biases: &mut [T]) {
    for (tile, biases) in biases.chunks_mut(TILE).enumerate() {
        let mut sums = [T::Lanes::zero(); TILE];
        for delta in delta.padded().take(n_groups) {
            let Some(delta) = delta.as_chunks::<TILE>().0.get(tile) else { break };
            sums = core::array::from_fn(|unit| sums[unit] + delta[unit]);
        }
        add(biases, T::Lanes::sums(sums));
    }
}

/// Adds Σ over samples of each delta times each x to parts of [`ROWS`] rows, the second of which may be empty.
///
/// All tiles of a block in one call: of small batches a tile is so short that a call for each would take as long.
#[inline(never)]
#[cfg_attr(infoplane_site, optimize(speed))]
fn add_products<T: Real>(delta: &[[T::Lanes; ROWS]], x: &[[T::Lanes; TILE]], row: &mut [T], next: &mut [T]) {
    let (mut rest, mut next) = (x, next.chunks_mut(TILE));
    for numbers in row.chunks_mut(TILE) {
        let (tile, others) = rest.split_at(delta.len());
        let [sums, next_sums] = products(delta, tile);
        add(numbers, sums);
        if let Some(numbers) = next.next() {
            add(numbers, next_sums);
        }
        rest = others;
    }
}

/// Σ over samples of each delta times each x.
#[inline(always)]
fn products<V: Lanes>(delta: &[[V; ROWS]], x: &[[V; TILE]]) -> [V; ROWS] {
    let [mut first, mut second] = [[V::zero(); TILE]; ROWS];
    for ([a, b], x) in delta.iter().zip(x) {
        first = add_scaled(first, *a, *x);
        second = add_scaled(second, *b, *x);
    }
    [V::sums(first), V::sums(second)]
}

/// The sums and the products of one number with others. By value, so that the sums stay in registers.
#[inline(always)]
fn add_scaled<V: Lanes>(
    [s_0, s_1, s_2, s_3]: [V; TILE],
    delta: V,
    [x_0, x_1, x_2, x_3]: [V; TILE],
) -> [V; TILE] {
    [s_0 + delta * x_0, s_1 + delta * x_1, s_2 + delta * x_2, s_3 + delta * x_3]
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
