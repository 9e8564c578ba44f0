//! The three matrix products of a training step, and the softmax.
//!
//! A matrix of activations is stored unit by unit, each unit a run of groups of [`LANES`] samples.
//! Inner loops run over the lanes of a group, so that the compiler turns them into vector
//! instructions; every sum has one fixed order, so that all platforms round alike.

use crate::math::real::Real;

/// Samples that advance together.
pub(super) const LANES: usize = 8;
/// The values of one unit for [`LANES`] samples.
pub(super) type Group<T> = [T; LANES];
/// Rows of weights that share a pass over the inputs. Four and more are no longer turned into vector
/// instructions for wasm, which makes a training step three times as long; fewer read the inputs more
/// often. Without influence on any result.
const TILE: usize = 3;

/// Calls `$kernel::<R>(first row, ...)` for tiles of up to [`TILE`] rows.
macro_rules! for_each_tile {
    ($n:expr, $kernel:ident, $($argument:expr),*) => {
        for row in (0..$n).step_by(TILE) {
            match $n - row {
                1 => $kernel::<T, 1>(row, $($argument),*),
                2 => $kernel::<T, 2>(row, $($argument),*),
                _ => $kernel::<T, TILE>(row, $($argument),*),
            }
        }
    };
}

/// A row-major matrix of weights, read as it is or transposed.
#[derive(Clone, Copy)]
pub(super) struct Weights<'a, T> {
    pub(super) values: &'a [T],
    pub(super) row_stride: usize,
    pub(super) column_stride: usize,
}

/// y = W x + b, for all samples; x and y hold `n_groups` groups per unit.
pub(super) fn affine<T: Real>(
    weights: Weights<'_, T>,
    biases: Option<&[T]>,
    x: &[Group<T>],
    y: &mut [Group<T>],
    n_groups: usize,
) {
    let n_out = y.len() / n_groups;
    for_each_tile!(n_out, affine_tile, weights, biases, x, y, n_groups);
}

fn affine_tile<T: Real, const R: usize>(
    row: usize,
    weights: Weights<'_, T>,
    biases: Option<&[T]>,
    x: &[Group<T>],
    y: &mut [Group<T>],
    n_groups: usize,
) {
    let start: [T; R] = core::array::from_fn(|r| biases.map_or(T::ZERO, |biases| biases[row + r]));
    for group in 0..n_groups {
        let mut sums: [Group<T>; R] = core::array::from_fn(|r| [start[r]; LANES]);
        for (column, unit) in x.chunks_exact(n_groups).enumerate() {
            let x = &unit[group];
            for (r, sum) in sums.iter_mut().enumerate() {
                let weight = weights.values[(row + r) * weights.row_stride + column * weights.column_stride];
                for lane in 0..LANES {
                    sum[lane] += weight * x[lane];
                }
            }
        }
        for (r, sum) in sums.iter().enumerate() {
            y[(row + r) * n_groups + group] = *sum;
        }
    }
}

/// Adds Σ over samples of delta xᵀ to the gradient of the weights, and of delta to that of the biases.
pub(super) fn accumulate<T: Real>(
    delta: &[Group<T>],
    x: &[Group<T>],
    n_groups: usize,
    weights: &mut [T],
    biases: &mut [T],
) {
    let n_out = biases.len();
    for_each_tile!(n_out, accumulate_tile, delta, x, n_groups, weights);
    for (bias, delta) in biases.iter_mut().zip(delta.chunks_exact(n_groups)) {
        let mut sum = [T::ZERO; LANES];
        for delta in delta {
            for lane in 0..LANES {
                sum[lane] += delta[lane];
            }
        }
        *bias += total(sum);
    }
}

fn accumulate_tile<T: Real, const R: usize>(
    row: usize,
    delta: &[Group<T>],
    x: &[Group<T>],
    n_groups: usize,
    weights: &mut [T],
) {
    let n_in = x.len() / n_groups;
    let deltas: [&[Group<T>]; R] = core::array::from_fn(|r| &delta[(row + r) * n_groups..][..n_groups]);
    for (column, x) in x.chunks_exact(n_groups).enumerate() {
        let mut sums = [[T::ZERO; LANES]; R];
        for (group, x) in x.iter().enumerate() {
            for (sum, delta) in sums.iter_mut().zip(deltas) {
                let delta = &delta[group];
                for lane in 0..LANES {
                    sum[lane] += delta[lane] * x[lane];
                }
            }
        }
        for (r, sum) in sums.into_iter().enumerate() {
            weights[(row + r) * n_in + column] += total(sum);
        }
    }
}

/// The sum over lanes, in pairs.
fn total<T: Real>(x: Group<T>) -> T {
    ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]))
}

/// Turns logits z into softmax probabilities in place, and gives ln Σ e^z per group.
pub(super) fn softmax<T: Real>(z: &mut [Group<T>], log_sums: &mut [Group<T>]) {
    let n_groups = log_sums.len();
    for (group, log_sum) in log_sums.iter_mut().enumerate() {
        let mut largest = z[group];
        for unit in z.chunks_exact(n_groups) {
            for lane in 0..LANES {
                largest[lane] = largest[lane].larger(unit[group][lane]);
            }
        }
        let mut sum = [T::ZERO; LANES];
        for unit in z.chunks_exact_mut(n_groups) {
            for lane in 0..LANES {
                let power = (unit[group][lane] - largest[lane]).exp();
                unit[group][lane] = power;
                sum[lane] += power;
            }
        }
        for lane in 0..LANES {
            log_sum[lane] = largest[lane] + sum[lane].ln();
            sum[lane] = T::ONE / sum[lane];
        }
        for unit in z.chunks_exact_mut(n_groups) {
            for lane in 0..LANES {
                unit[group][lane] *= sum[lane];
            }
        }
    }
}
