//! The exponential of an `f32`, without branches, so that loops over it vectorize.

/// Adding and subtracting 1.5 · 2²³ rounds a small `f32` to an integer, which then stands in its low bits.
const ROUNDER: f32 = 12_582_912.0;
/// ln 2 in two parts, the first with enough trailing zeros that an integer times it is exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// Beyond it every result is 0 or infinite; small enough that half the exponent always fits an `f32`.
const LARGEST: f32 = 150.0;

/// e^x within 1 ulp (2 where the result is subnormal), with the polynomial of Cephes' `expf` (S. L. Moshier, 1989).
///
/// ```
/// assert_eq!(infoplane_core::math::exp::exp(0.0), 1.0);
/// assert_eq!(infoplane_core::math::exp::exp(-1000.0), 0.0);
/// ```
#[inline]
pub fn exp(x: f32) -> f32 {
    // Written as comparisons that are false for NaN, so that NaN passes through.
    let x = if x > LARGEST { LARGEST } else { x };
    let x = if x < -LARGEST { -LARGEST } else { x };
    let shifted = x * core::f32::consts::LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    let integer = (shifted.to_bits() as i32).wrapping_sub(ROUNDER.to_bits() as i32);
    // Two factors, because 2^n alone may be subnormal or infinite where the result is not.
    let half = integer >> 1;
    exp_reduced(x - n * LN_2_HIGH - n * LN_2_LOW)
        * power_of_two(half)
        * power_of_two(integer.wrapping_sub(half))
}

/// e^x for 0 ≤ x ≤ 88: the same polynomial with one scaling step.
#[inline]
pub(super) fn exp_small_positive(x: f32) -> f32 {
    let shifted = x * core::f32::consts::LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    let integer = (shifted.to_bits() as i32).wrapping_sub(ROUNDER.to_bits() as i32);
    exp_reduced(x - n * LN_2_HIGH - n * LN_2_LOW) * power_of_two(integer)
}

/// e^r for |r| ≤ ln 2 / 2.
#[inline]
fn exp_reduced(r: f32) -> f32 {
    let p = 1.987_569_1e-4;
    let p = p * r + 1.398_2e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 0.5;
    p * (r * r) + r + 1.0
}

/// 2^n for −126 ≤ n ≤ 127.
#[inline]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_within_its_bound_over_all_floats() {
        for bits in (0..=u32::MAX).step_by(997) {
            let x = f32::from_bits(bits);
            let exact = libm::exp(f64::from(x));
            let found = exp(x);
            if x.is_nan() {
                assert!(found.is_nan());
            } else if exact >= f64::from(f32::MAX) {
                assert!(found >= f32::MAX);
            } else {
                let ulp = f64::from(f32::EPSILON) * exact.max(f64::from(f32::MIN_POSITIVE));
                assert!((f64::from(found) - exact).abs() <= ulp, "exp({x}) = {found}, not {exact}");
            }
        }
    }
}
