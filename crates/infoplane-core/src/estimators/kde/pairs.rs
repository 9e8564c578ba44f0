//! The pair kernel: Gaussian kernels of two widths between all samples of two tiles.
//!
//! In three stages over a square of 32 × 32 pairs: exponents, kernels, sums. One loop for all three takes a third
//! longer, though it would spare the traffic between them: for each pair some thirty operations wait for
//! one another, and a processor looks only so far ahead for others to do meanwhile.
//!
//! Every stage is never inlined: a caller built for size would take its loop's optimization level away.

use super::points::Form;
use super::tiles::{Column, Rows, TILE, Tile, VECTORS};
use crate::math::processor::widest;
use wide::f32x4;

/// One number for each pair of samples of two tiles.
pub(super) type Square = [Column; TILE];

/// Rows and vectors of columns that are worked on together: their eight sums and three operands fit the
/// sixteen registers of baseline x86-64.
const BLOCK: (usize, usize) = (4, 2);

/// The wide kernel is held at 2^-31 = 4.7e-10 from below, so that its fourth power stays a normal
/// number: subnormal ones are slow on some processors. A row sum is at least 1, so n samples
/// shift its logarithm by at most 5e-10 n; a smaller exponent than -31.5 would be subnormal.
pub(super) const SMALLEST_EXPONENT: f32 = -31.0;

/// Sums of kernels over one tile's partners, for every sample of the tile.
#[derive(Clone, Copy)]
pub(super) struct KernelSums {
    /// Of exp(-‖·‖² / 8v), in the lower bound.
    pub(super) wide: Column,
    /// Of exp(-‖·‖² / 2v), the fourth power, in the upper bound.
    pub(super) narrow: Column,
}

impl KernelSums {
    const ZERO: Self = Self { wide: [f32x4::ZERO; VECTORS], narrow: [f32x4::ZERO; VECTORS] };
}

/// First stage: minus the squared distance of every pair.
#[inline(never)]
#[cfg_attr(infoplane_site, optimize(speed))]
pub(super) fn exponents(form: Form, rows: &Rows, columns: &Tile<'_>, exponents: &mut Square) {
    match form {
        Form::Differences => {
            let subtract_square = |sum, x, y| {
                let difference: f32x4 = y - x;
                sum - difference * difference
            };
            accumulate(rows, columns, exponents, subtract_square, |sum, _, _| sum);
        }
        // The norms last: the products of a sample with itself are then exactly twice its norm.
        Form::Products => accumulate(
            rows,
            columns,
            exponents,
            |sum, x, y| sum + x * y,
            |sum, row, vector| sum - (rows.norms[row] + columns.norms[vector]),
        ),
    }
}

/// `finish(sum, row, vector)` of the sum over the units, by `add(sum, x, y)`, for every pair.
#[inline(always)]
fn accumulate(
    rows: &Rows,
    columns: &Tile<'_>,
    out: &mut Square,
    add: impl Fn(f32x4, f32x4, f32x4) -> f32x4,
    finish: impl Fn(f32x4, usize, usize) -> f32x4,
) {
    for row in (0..TILE).step_by(BLOCK.0) {
        for vector in (0..VECTORS).step_by(BLOCK.1) {
            let mut sums = [[f32x4::ZERO; BLOCK.1]; BLOCK.0];
            for (x, y) in rows.units.iter().zip(columns.units) {
                for (r, sums) in sums.iter_mut().enumerate() {
                    for (v, sum) in sums.iter_mut().enumerate() {
                        *sum = add(*sum, x[row + r], y[vector + v]);
                    }
                }
            }
            for (r, sums) in sums.into_iter().enumerate() {
                for (v, sum) in sums.into_iter().enumerate() {
                    out[row + r][vector + v] = finish(sum, row + r, vector + v);
                }
            }
        }
    }
}

/// Second stage: the wide kernel of every pair, 2^(factor · exponent).
///
/// Over plain numbers, of which the compiler takes as many at a time as there are in a vector: in wasm four.
#[inline(never)]
#[cfg_attr(infoplane_site, optimize(speed))]
pub(super) fn kernels(exponents: &Square, factor: f32, kernels: &mut Square) {
    let exponents: &[f32; TILE * TILE] = bytemuck::cast_ref(exponents);
    let kernels: &mut [f32; TILE * TILE] = bytemuck::cast_mut(kernels);
    widest(
        #[inline(always)]
        || {
            for (kernel, exponent) in kernels.iter_mut().zip(exponents) {
                *kernel = exp2(*exponent * factor);
            }
        },
    );
}

/// Third stage: sums of every row over its columns, and of every column over its rows, of kernels and fourth powers.
#[inline(never)]
#[cfg_attr(infoplane_site, optimize(speed))]
pub(super) fn sums(kernels: &Square) -> (KernelSums, KernelSums) {
    let (mut row_sums, mut column_sums) = (KernelSums::ZERO, KernelSums::ZERO);
    for (block, rows) in kernels.as_chunks::<4>().0.iter().enumerate() {
        let (mut wide, mut narrow) = ([f32x4::ZERO; 4], [f32x4::ZERO; 4]);
        for vector in 0..VECTORS {
            for (row, kernels) in rows.iter().enumerate() {
                let kernel = kernels[vector];
                let square = kernel * kernel;
                let fourth = square * square;
                wide[row] += kernel;
                narrow[row] += fourth;
                column_sums.wide[vector] += kernel;
                column_sums.narrow[vector] += fourth;
            }
        }
        row_sums.wide[block] = sum_each(wide);
        row_sums.narrow[block] = sum_each(narrow);
    }
    (row_sums, column_sums)
}

/// 2^t for t ≤ 0, held at 2^-31; relative error under 5e-7 (tested).
#[inline(always)]
fn exp2(t: f32) -> f32 {
    /// 1.5 · 2^23: added to a small number, it leaves the nearest integer in the low bits.
    const ROUND: f32 = 12_582_912.0;
    /// Minimax polynomial of 2^(f/2) over f on [-1/2, 1/2] that is exact at 0; its square has relative error 1.5e-7.
    /// Squaring is cheaper than the two more terms that 2^f would need.
    const C: [f32; 4] = [0.346_572_76, 0.060_056_776, 0.006_951_147_7, 0.000_600_925_8];
    // Not `max`, which takes more operations for the sake of NaN.
    let t = if t > SMALLEST_EXPONENT { t } else { SMALLEST_EXPONENT };
    let shifted = t + ROUND;
    let f = t - (shifted - ROUND);
    let f2 = f * f;
    // By Estrin's scheme, whose operations wait less for one another than Horner's.
    let root = (1.0 + f * C[0]) + f2 * ((C[1] + f * C[2]) + f2 * C[3]);
    f32::from_bits((root * root).to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// The sum of each of four vectors, as a balanced tree, always in the same order.
fn sum_each(x: [f32x4; 4]) -> f32x4 {
    let [a, b, c, d] = f32x4::transpose(x);
    (a + c) + (b + d)
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
        assert!(worst < 5e-7, "{worst}");
        assert_eq!(exp2(0.0), 1.0);
        assert_eq!(exp2(f32::NEG_INFINITY), exp2(SMALLEST_EXPONENT));
        assert!(exp2(SMALLEST_EXPONENT).powi(4).is_normal());
    }

    #[test]
    fn each_vector_is_summed() {
        let x = [0.0, 10.0, 20.0, 30.0].map(|x| f32x4::from([x, x + 1.0, x + 2.0, x + 3.0]));
        assert_eq!(sum_each(x).to_array(), [6.0, 46.0, 86.0, 126.0]);
    }
}
