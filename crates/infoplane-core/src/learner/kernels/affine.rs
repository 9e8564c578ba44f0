//! y = W x + b for all samples, and the way back.

use super::groups::{Groups, TILE};
use crate::math::lanes::{LANES, Lanes};
use crate::math::real::Real;

/// A row-major matrix of weights: those of one unit are a row.
#[derive(Clone, Copy)]
pub(in crate::learner) struct Matrix<'a, T> {
    pub(in crate::learner) weights: &'a [T],
    pub(in crate::learner) n_in: usize,
    pub(in crate::learner) n_out: usize,
}

/// The weights of up to [`TILE`] results, summand by summand: in the order in which a kernel reads them.
pub(in crate::learner) type Panel<T> = Vec<[T; TILE]>;

/// y = W x + b for the first `n_groups` groups.
#[cfg_attr(infoplane_site, optimize(speed))]
pub(in crate::learner) fn affine<T: Real>(
    matrix: Matrix<'_, T>,
    biases: &[T],
    (x, y): (&Groups<T::Lanes>, &mut Groups<T::Lanes>),
    n_groups: usize,
    panel: &mut Panel<T>,
) {
    for first in (0..matrix.n_out).step_by(TILE) {
        let n = TILE.min(matrix.n_out - first);
        let mut start = [T::ZERO; TILE];
        start[..n].copy_from_slice(&biases[first..first + n]);
        pack_rows(&matrix.weights[first * matrix.n_in..][..n * matrix.n_in], matrix.n_in, panel);
        sweep(panel, start, (x, y), None, (first, n_groups));
    }
}

/// The gradient by the values z of the layer below from that by y: (Wᵀ delta) times the slopes of the
/// layer below, for the first `n_groups` groups.
#[cfg_attr(infoplane_site, optimize(speed))]
pub(in crate::learner) fn propagate<T: Real>(
    matrix: Matrix<'_, T>,
    (delta, below): (&Groups<T::Lanes>, &mut Groups<T::Lanes>),
    slopes: &Groups<T::Lanes>,
    n_groups: usize,
    panel: &mut Panel<T>,
) {
    for first in (0..matrix.n_in).step_by(TILE) {
        pack_columns(matrix, first, panel);
        sweep(panel, [T::ZERO; TILE], (delta, below), Some(slopes), (first, n_groups));
    }
}

/// Up to [`TILE`] rows, transposed; missing ones are zero.
#[cfg_attr(infoplane_site, optimize(speed))]
fn pack_rows<T: Real>(rows: &[T], n_in: usize, panel: &mut Panel<T>) {
    panel.clear();
    if rows.len() == TILE * n_in {
        let row = |r: usize| rows[r * n_in..][..n_in].as_chunks::<LANES>().0;
        for (((a, b), c), d) in row(0).iter().zip(row(1)).zip(row(2)).zip(row(3)) {
            let weights = T::Lanes::transpose([a, b, c, d].map(|four| T::Lanes::from_array(*four)));
            panel.extend(weights.map(Lanes::to_array));
        }
    }
    let packed = panel.len();
    panel.resize(n_in, [T::ZERO; TILE]);
    for (r, row) in rows.chunks_exact(n_in).enumerate() {
        for (weights, weight) in panel[packed..].iter_mut().zip(&row[packed..]) {
            weights[r] = *weight;
        }
    }
}

/// Up to [`TILE`] columns; missing ones are zero.
#[cfg_attr(infoplane_site, optimize(speed))]
fn pack_columns<T: Real>(matrix: Matrix<'_, T>, first: usize, panel: &mut Panel<T>) {
    panel.clear();
    let rows = matrix.weights.chunks_exact(matrix.n_in);
    if first + TILE <= matrix.n_in {
        panel.extend(rows.map(|row| <[T; TILE]>::try_from(&row[first..first + TILE]).unwrap_or_default()));
    } else {
        panel.extend(
            rows.map(|row| core::array::from_fn(|c| row.get(first + c).copied().unwrap_or_default())),
        );
    }
}

/// Sets the results from `first` on of every group, those of two groups at a time, times the slopes there.
#[cfg_attr(infoplane_site, optimize(speed))]
fn sweep<T: Real>(
    panel: &[[T; TILE]],
    start: [T; TILE],
    (x, y): (&Groups<T::Lanes>, &mut Groups<T::Lanes>),
    slopes: Option<&Groups<T::Lanes>>,
    (first, n_groups): (usize, usize),
) {
    let mut x = x.padded().take(n_groups);
    let mut y = y.padded_mut().take(n_groups);
    let mut slopes = slopes.map(Groups::padded);
    let mut set = |y: &mut [T::Lanes], mut sums: [T::Lanes; TILE]| {
        if let Some(slopes) = slopes.as_mut().and_then(Iterator::next) {
            sums.iter_mut().zip(&slopes[first..first + TILE]).for_each(|(sum, slope)| *sum *= *slope);
        }
        y[first..first + TILE].copy_from_slice(&sums);
    };
    while let (Some(x_0), Some(y_0)) = (x.next(), y.next()) {
        if let (Some(x_1), Some(y_1)) = (x.next(), y.next()) {
            let sums = tile(panel, start, [x_0, x_1]);
            set(y_0, sums.map(|sum| sum[0]));
            set(y_1, sums.map(|sum| sum[1]));
        } else {
            set(y_0, tile(panel, start, [x_0]).map(|sum| sum[0]));
        }
    }
}

/// [`TILE`] results of some groups. All sums stay in registers: eight of two groups, of which there
/// are fifteen to use.
#[inline(always)]
fn tile<V: Lanes, const G: usize>(
    panel: &[[V::Scalar; TILE]],
    start: [V::Scalar; TILE],
    x: [&[V]; G],
) -> [[V; G]; TILE] {
    let mut sums: [[V; G]; TILE] = start.map(|start| [V::splat(start); G]);
    let x = x.map(|x| &x[..panel.len()]);
    for (k, weights) in panel.iter().enumerate() {
        let x: [V; G] = core::array::from_fn(|g| x[g][k]);
        for (sums, weight) in sums.iter_mut().zip(weights) {
            let weight = V::splat(*weight);
            for (sum, x) in sums.iter_mut().zip(x) {
                *sum += weight * x;
            }
        }
    }
    sums
}
