//! The pair kernel: Gaussian kernels of two widths between all samples of two tiles.

use super::tiles::{Column, TILE};

/// Width of the accumulators of a row sum: two 128-bit vectors, in wasm and in baseline x86-64
/// alike, so that an addition need not wait for the one before it.
const LANES: usize = 8;

/// The wide kernel is held at 2^-31 = 4.7e-10 from below, so that its fourth power stays a normal
/// number: subnormal ones are slow on some processors. A row sum is at least 1, so n samples
/// shift its logarithm by at most 5e-10 n; a smaller exponent than -31.5 would be subnormal.
const SMALLEST_EXPONENT: f32 = -31.0;

/// Sums of kernels over one tile's partners, for every sample of the tile.
#[derive(Clone, Copy)]
pub(super) struct KernelSums {
    /// Of exp(-‖·‖² / 8v), in the lower bound.
    pub(super) wide: Column,
    /// Of exp(-‖·‖² / 2v), the fourth power, in the upper bound.
    pub(super) narrow: Column,
}

impl KernelSums {
    pub(super) const ZERO: Self = Self { wide: [0.0; TILE], narrow: [0.0; TILE] };
}

/// Kernel sums of every row sample over all column samples, and of every column sample over all row samples.
///
/// Never inlined: a caller built for size would take this loop's optimization level away.
#[inline(never)]
pub(super) fn sum_pairs(rows: &[Column], columns: &[Column]) -> (KernelSums, KernelSums) {
    let mut row_sums = KernelSums::ZERO;
    let mut column_sums = KernelSums::ZERO;
    for row in 0..TILE {
        let mut kernels = squared_distances(rows, row, columns);
        for kernel in &mut kernels {
            *kernel = exp2(-*kernel);
        }
        let mut wide = [0.0; LANES];
        let mut narrow = [0.0; LANES];
        for group in 0..TILE / LANES {
            for lane in 0..LANES {
                let at = group * LANES + lane;
                let square = kernels[at] * kernels[at];
                let fourth = square * square;
                wide[lane] += kernels[at];
                narrow[lane] += fourth;
                column_sums.wide[at] += kernels[at];
                column_sums.narrow[at] += fourth;
            }
        }
        row_sums.wide[row] = sum_lanes(wide);
        row_sums.narrow[row] = sum_lanes(narrow);
    }
    (row_sums, column_sums)
}

/// Squared distances from one row sample to every column sample.
///
/// Differences are squared, rather than ‖x‖² + ‖y‖² − 2x·y taken: one operation more per unit,
/// and no cancellation where samples cluster far from the mean, which is what trained layers do.
#[inline(always)]
fn squared_distances(rows: &[Column], row: usize, columns: &[Column]) -> Column {
    let mut squares = [0.0; TILE];
    for (row_unit, column_unit) in rows.iter().zip(columns) {
        let x = row_unit[row];
        for at in 0..TILE {
            let difference = column_unit[at] - x;
            squares[at] += difference * difference;
        }
    }
    squares
}

/// 2^t for t ≤ 0, held at 2^-31; relative error under 6e-7 (tested).
#[inline(always)]
fn exp2(t: f32) -> f32 {
    /// 1.5 · 2^23: added to a small number, it leaves the nearest integer in the low bits.
    const ROUND: f32 = 12_582_912.0;
    /// Minimax polynomial of 2^f − 1 over f on [-1/2, 1/2], relative error 4.4e-7, exact at 0.
    const C: [f32; 5] = [0.693_142_83, 0.240_223_51, 0.055_574_005, 0.009_666_283, 0.001_112_550_8];
    let t = if t > SMALLEST_EXPONENT { t } else { SMALLEST_EXPONENT };
    let shifted = t + ROUND;
    let f = t - (shifted - ROUND);
    let p = 1.0 + f * (C[0] + f * (C[1] + f * (C[2] + f * (C[3] + f * C[4]))));
    f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// The lanes as a balanced tree, always in the same order.
fn sum_lanes(x: [f32; LANES]) -> f32 {
    ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp2_is_within_its_stated_error() {
        let mut worst = 0.0_f64;
        for i in 0..3_100_000 {
            let t = -(i as f32) * 1e-5;
            let exact = libm::exp2(f64::from(t));
            worst = worst.max((f64::from(exp2(t)) / exact - 1.0).abs());
        }
        assert!(worst < 6e-7, "{worst}");
        assert_eq!(exp2(0.0), 1.0);
        assert_eq!(exp2(f32::NEG_INFINITY), exp2(SMALLEST_EXPONENT));
        assert!(exp2(SMALLEST_EXPONENT).powi(4).is_normal());
    }
}
