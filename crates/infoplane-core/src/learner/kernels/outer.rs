//! The gradient of the weights: Σ over samples of delta xᵀ.

use super::groups::{Groups, TILE};
use crate::math::lanes::{LANES, Lanes};
use crate::math::real::Real;

/// Units whose gradients are summed in one pass over the samples, for [`TILE`] inputs each.
const ROWS: usize = 2;
/// Inputs that are finished before the next are begun, few enough that a batch of them stays in the cache.
const BLOCK: usize = 4 * TILE;

/// Adds Σ over samples of delta xᵀ to the gradient of the weights, and of delta to that of the biases.
pub(in crate::learner) fn accumulate<T: Real>(
    delta: &Groups<T::Lanes>,
    x: &Groups<T::Lanes>,
    n_groups: usize,
    weights: &mut [T],
    biases: &mut [T],
) {
    let (n_in, n_out) = (x.n_units(), biases.len());
    for block in (0..n_in).step_by(BLOCK) {
        let columns = block..n_in.min(block + BLOCK);
        for row in (0..n_out).step_by(ROWS) {
            let gradient = &mut weights[row * n_in..];
            if row + ROWS <= n_out {
                accumulate_rows::<T, ROWS>(gradient, (delta, row), (x, columns.clone()), n_groups);
            } else {
                accumulate_rows::<T, 1>(gradient, (delta, row), (x, columns.clone()), n_groups);
            }
        }
    }
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

/// `gradient` begins with the first of the rows.
fn accumulate_rows<T: Real, const R: usize>(
    gradient: &mut [T],
    (delta, row): (&Groups<T::Lanes>, usize),
    (x, columns): (&Groups<T::Lanes>, core::ops::Range<usize>),
    n_groups: usize,
) {
    let n_in = x.n_units();
    for column in columns.step_by(TILE) {
        let mut sums = [[T::Lanes::zero(); TILE]; R];
        for (delta, x) in delta.padded().zip(x.padded()).take(n_groups) {
            let (delta, x) = (&delta[row..row + R], &x[column..column + TILE]);
            for (sums, delta) in sums.iter_mut().zip(delta) {
                for (sum, x) in sums.iter_mut().zip(x) {
                    *sum = *sum + *delta * *x;
                }
            }
        }
        let n = TILE.min(n_in - column);
        for (r, sums) in sums.into_iter().enumerate() {
            add(&mut gradient[r * n_in + column..][..n], T::Lanes::sums(sums));
        }
    }
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
