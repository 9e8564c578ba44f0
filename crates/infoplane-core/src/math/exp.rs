//! The exponential of an `f32`, or of four at once.

use super::single::Single;

/// ln 2 in two parts, the first with enough trailing zeros that an integer times it is exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// Beyond it every result is 0 or infinite; small enough that half the exponent always fits an `f32`.
const LARGEST: f32 = 150.0;
/// e^−87 and e^87 are normal numbers, and so is the power of two in either.
const LARGEST_OF_ONE_SCALING: f32 = 87.0;
/// (e^r − 1 − r) / r² on |r| ≤ ln 2 / 2, from Cephes' `expf`.
const REMAINDER: [f32; 6] = [1.987_569_1e-4, 1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5];

/// e^x within 1 ulp (2 where the result is subnormal), with the polynomial of Cephes' `expf` (S. L. Moshier, 1989).
///
/// ```
/// assert_eq!(infoplane_core::math::exp::exp(0.0_f32), 1.0);
/// assert_eq!(infoplane_core::math::exp::exp(-1000.0_f32), 0.0);
/// ```
#[inline]
#[cfg_attr(infoplane_site, optimize(speed))]
pub fn exp<S: Single>(x: S) -> S {
    let x = x.at_most(S::splat(LARGEST)).at_least(S::splat(-LARGEST));
    let (n, r) = reduced(x);
    // Two factors, because 2^n alone may be subnormal or infinite where the result is not.
    let half = (n * S::splat(0.5)).rounded().0;
    let power = r.polynomial(REMAINDER) * (r * r) + r + S::splat(1.0);
    power * S::two_to(half) * S::two_to(n - half)
}

/// e^x − 1 within 2 ulp, and where |x| is above 87, as if it were 87.
///
/// ```
/// assert_eq!(infoplane_core::math::exp::exp_m1(1e-10_f32), 1e-10);
/// ```
#[inline]
pub fn exp_m1<S: Single>(x: S) -> S {
    let largest = S::splat(LARGEST_OF_ONE_SCALING);
    let (n, r) = reduced(x.at_most(largest).at_least(-largest));
    let power = S::two_to(n);
    (r.polynomial(REMAINDER) * (r * r) + r) * power + (power - S::splat(1.0))
}

/// x = n ln 2 + r with a whole number n and |r| ≤ ln 2 / 2.
#[inline(always)]
fn reduced<S: Single>(x: S) -> (S, S) {
    let n = (x * S::splat(core::f32::consts::LOG2_E)).rounded().0;
    (n, x - n * S::splat(LN_2_HIGH) - n * S::splat(LN_2_LOW))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::single::ulps;

    #[test]
    fn exp_stays_within_its_bound_over_floats_of_every_size() {
        for bits in (0..=u32::MAX).step_by(997) {
            let x = f32::from_bits(bits);
            let exact = libm::exp(f64::from(x));
            let found = exp(x);
            if x.is_nan() {
                assert!(found.is_nan());
            } else if exact >= f64::from(f32::MAX) {
                assert!(found >= f32::MAX);
            } else {
                let bound = if exact < f64::from(f32::MIN_POSITIVE) { 2.0 } else { 1.0 };
                assert!(ulps(found, exact) <= bound, "exp({x}) = {found}, not {exact}");
            }
        }
    }

    #[test]
    fn exp_m1_stays_within_its_bound() {
        for bits in (1..=87.0_f32.to_bits()).step_by(499) {
            for x in [f32::from_bits(bits), -f32::from_bits(bits)] {
                let exact = libm::expm1(f64::from(x));
                assert!(ulps(exp_m1(x), exact) <= 2.0, "exp_m1({x}) = {}, not {exact}", exp_m1(x));
            }
        }
        assert!(exp_m1(f32::NAN).is_nan());
        assert_eq!(exp_m1(f32::NEG_INFINITY), -1.0);
    }
}
