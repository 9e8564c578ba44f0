//! The natural logarithms of four `f64` at once: those of `libm::log` to the last bit, in a third of the time.

use super::x_log_x::x_log_x;
use wide::{f64x4, u64x4};

/// Numbers at a time: two 128-bit vectors in wasm and in baseline x86-64.
pub(crate) const LANES: usize = 4;

/// ln 2 in two parts, the first with enough trailing zeros that an integer times it is exact.
const LN_2_HIGH: f64x4 = f64x4::splat(6.931_471_803_691_238_164_9e-1);
const LN_2_LOW: f64x4 = f64x4::splat(1.908_214_929_270_587_7e-10);

/// The polynomial of FreeBSD's `e_log.c`, even and odd powers of s² apart.
const EVEN: [f64x4; 3] = [
    f64x4::splat(3.999_999_999_940_941_908e-1),
    f64x4::splat(2.222_219_843_214_978_396e-1),
    f64x4::splat(1.531_383_769_920_937_332e-1),
];
const ODD: [f64x4; 4] = [
    f64x4::splat(6.666_666_666_666_735_13e-1),
    f64x4::splat(2.857_142_874_366_239_149e-1),
    f64x4::splat(1.818_357_216_161_805_012e-1),
    f64x4::splat(1.479_819_860_511_658_591e-1),
];

/// 2^52, whose low bits are an integer's.
const TWO_52: f64 = 4_503_599_627_370_496.0;

/// ln x of four numbers below infinity, bit for bit that of `libm::log`: within 1 ulp; −∞ at zero, NaN below.
///
/// Source: FreeBSD's `e_log.c`, operation by operation as in `libm`, whose order is part of the result. Cost: some 30
/// vector operations and a division; four calls of `libm::log` where a number is not normal and positive.
#[inline(always)]
pub(crate) fn ln(x: f64x4) -> f64x4 {
    if are_normal(x) { ln_normal(x) } else { f64x4::new(x.to_array().map(libm::log)) }
}

/// x ln x of four numbers below infinity, each as [`x_log_x`].
#[inline(always)]
pub(crate) fn x_log_x_each(x: f64x4) -> f64x4 {
    if are_normal(x) { x * ln_normal(x) } else { unusual_x_log_x(x) }
}

#[cold]
fn unusual_x_log_x(x: f64x4) -> f64x4 {
    // 1 ln 1 = 0, as is the limit at zero, which must not send the other three the slow way.
    let x = x.simd_eq(f64x4::ZERO).bitselect(f64x4::ONE, x);
    if are_normal(x) { x * ln_normal(x) } else { f64x4::new(x.to_array().map(x_log_x)) }
}

/// Σ f(x) over a slice, four numbers at a time; f is 0 at `padding`, which fills the last four.
#[inline(always)]
pub(crate) fn sum(x: &[f64], padding: f64, f: impl Fn(f64x4) -> f64x4) -> f64 {
    sum_pairs(x, x, padding, |x, _| f(x))
}

/// Σ f(x, y) over the pairs of two slices of equal length, four at a time; f is 0 at a pair of `padding`.
///
/// Always in the same order: every fourth number in a sum of its own, and then these.
#[inline(always)]
pub(crate) fn sum_pairs(x: &[f64], y: &[f64], padding: f64, f: impl Fn(f64x4, f64x4) -> f64x4) -> f64 {
    let ((x, x_rest), (y, y_rest)) = (x.as_chunks::<LANES>(), y.as_chunks::<LANES>());
    let mut sums = f64x4::ZERO;
    for (x, y) in x.iter().zip(y) {
        sums += f(f64x4::new(*x), f64x4::new(*y));
    }
    sums += f(padded(x_rest, padding), padded(y_rest, padding));
    let [a, b, c, d] = sums.to_array();
    (a + c) + (b + d)
}

fn padded(rest: &[f64], padding: f64) -> f64x4 {
    let mut four = [padding; LANES];
    four[..rest.len()].copy_from_slice(rest);
    f64x4::new(four)
}

/// Whether all are positive and not subnormal.
#[inline(always)]
fn are_normal(x: f64x4) -> bool {
    x.simd_ge(f64x4::splat(f64::MIN_POSITIVE)).all()
}

/// ln x of normal positive numbers.
#[inline(always)]
fn ln_normal(x: f64x4) -> f64x4 {
    /// The upper half of √½, where the mantissas begin.
    const ROOT: u64 = 0x3fe6_a09e << 32;
    const ONE: u64 = 0x3ff0_0000 << 32;
    let bits: u64x4 = bytemuck::cast(x);
    let from_root = bits + u64x4::splat(ONE - ROOT);
    let mantissa: f64x4 = bytemuck::cast((from_root & u64x4::splat((1 << 52) - 1)) + u64x4::splat(ROOT));
    let k = integer_above(from_root >> 52_u64, 1023.0);
    let f = mantissa - f64x4::ONE;
    let half_square = f64x4::splat(0.5) * f * f;
    let s = f / (f64x4::splat(2.0) + f);
    let z = s * s;
    let w = z * z;
    let even = w * (EVEN[0] + w * (EVEN[1] + w * EVEN[2]));
    let odd = z * (ODD[0] + w * (ODD[1] + w * (ODD[2] + w * ODD[3])));
    s * (half_square + (odd + even)) + k * LN_2_LOW - half_square + f + k * LN_2_HIGH
}

/// By how much integers below 2^52 are above `zero`, a small integer, as floating-point numbers.
#[inline(always)]
pub(crate) fn integer_above(x: u64x4, zero: f64) -> f64x4 {
    let shifted: f64x4 = bytemuck::cast(x | u64x4::splat(TWO_52.to_bits()));
    shifted - f64x4::splat(TWO_52 + zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of every size, those where something happens, and what is no positive number.
    fn numbers() -> Vec<f64> {
        let roots = (0..2000).map(|i| f64::from_bits(core::f64::consts::FRAC_1_SQRT_2.to_bits() - 1000 + i));
        let near_one = (0..2000).map(|i| f64::from_bits(1.0_f64.to_bits() - 1000 + i));
        let special = [0.0, -0.0, 5e-324, f64::MIN_POSITIVE, f64::MAX, f64::NEG_INFINITY, -1.0, f64::NAN];
        let spread = (0..400_000_u64).map(|i| f64::from_bits(i.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        spread.filter(|x| *x < f64::INFINITY).chain(roots).chain(near_one).chain(special).collect()
    }

    /// The same bits, or both not a number, whose bits mean nothing.
    fn same(a: f64, b: f64) -> bool {
        a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
    }

    #[test]
    fn logarithms_are_those_of_libm_to_the_last_bit() {
        for four in numbers().as_chunks::<LANES>().0 {
            for (x, found) in four.iter().zip(ln(f64x4::new(*four)).to_array()) {
                assert!(same(found, libm::log(*x)), "ln({x}) = {found}, not {}", libm::log(*x));
            }
        }
        // All normal, so that none goes the slow way.
        for four in numbers().iter().map(|x| x.abs()).filter(|x| x.is_normal()).collect::<Vec<_>>().as_chunks().0 {
            let found = ln(f64x4::new(*four)).to_array();
            assert!(four.iter().zip(found).all(|(x, found)| same(found, libm::log(*x))), "{four:?} {found:?}");
        }
    }

    #[test]
    fn each_x_log_x_is_that_of_one() {
        for four in numbers().as_chunks::<LANES>().0 {
            for (x, found) in four.iter().zip(x_log_x_each(f64x4::new(*four)).to_array()) {
                assert!(same(found, x_log_x(*x)), "{x}: {found}");
            }
        }
        // The limit at zero, among normal numbers.
        assert_eq!(x_log_x_each(f64x4::new([0.0, 1.0, 0.5, -0.0])).to_array(), [0.0, 0.0, x_log_x(0.5), 0.0]);
    }

    #[test]
    fn sums_reach_every_number_once() {
        for n in 0..10 {
            let x: Vec<f64> = (1..=n).map(f64::from).collect();
            assert_eq!(sum(&x, 0.0, |x| x), f64::from(n * (n + 1) / 2));
            assert_eq!(sum_pairs(&x, &x, 0.0, |x, y| x * y), f64::from(n * (n + 1) * (2 * n + 1) / 6));
        }
    }
}
