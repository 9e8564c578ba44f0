//! The natural logarithm of an `f32`, or of four at once.

use super::single::Single;

const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// (ln(1 + x) − x + x²/2) / x³ on √½ ≤ 1 + x < √2, from Cephes' `logf`.
const REMAINDER: [f32; 9] = [
    7.037_683_6e-2,
    -1.151_461e-1,
    1.167_699_9e-1,
    -1.242_014_1e-1,
    1.424_932_3e-1,
    -1.666_805_8e-1,
    2.000_071_5e-1,
    -2.499_999_4e-1,
    3.333_333e-1,
];
/// The odd series of 2 artanh s from s³ on, truncated below 2^-26 for s ≤ 1/3.
const ARTANH: [f32; 7] = [2.0 / 15.0, 2.0 / 13.0, 2.0 / 11.0, 2.0 / 9.0, 2.0 / 7.0, 2.0 / 5.0, 2.0 / 3.0];
/// 2²³: times it, every subnormal number is normal.
const SCALE: f32 = 8_388_608.0;

/// ln x within 1 ulp, with the polynomial of Cephes' `logf` (S. L. Moshier, 1989).
///
/// −∞ at zero, NaN below, as in IEEE 754.
///
/// ```
/// assert_eq!(infoplane_core::math::ln::ln(1.0_f32), 0.0);
/// assert_eq!(infoplane_core::math::ln::ln(0.0_f32), f32::NEG_INFINITY);
/// ```
#[inline]
#[cfg_attr(infoplane_site, optimize(speed))]
pub fn ln<S: Single>(x: S) -> S {
    let (zero, smallest) = (S::splat(0.0), S::splat(f32::MIN_POSITIVE));
    let normal = x.if_less(smallest, x * S::splat(SCALE), x);
    let (mantissa, exponent) = normal.split_exponent();
    let n = exponent - x.if_less(smallest, S::splat(23.0), zero);
    let finite = ln_near_one(mantissa - S::splat(1.0), n);
    let with_zero = zero.if_less(x, finite, S::splat(f32::NEG_INFINITY));
    let signed = x.if_less(zero, S::splat(f32::NAN), with_zero);
    // Infinity is its own logarithm, and NaN, of which no comparison is true, stays.
    x.if_less(S::splat(f32::INFINITY), signed, x)
}

/// ln(1 + u) for 0 ≤ u ≤ 1, within 2 ulp, also where u is far below one.
///
/// ```
/// use infoplane_core::math::ln::ln_1p_unit;
/// assert!((ln_1p_unit(1.0_f32) - core::f32::consts::LN_2).abs() < 1e-7);
/// ```
#[inline]
#[cfg_attr(infoplane_site, optimize(speed))]
pub fn ln_1p_unit<S: Single>(u: S) -> S {
    // ln(1+u) = 2 artanh(s) with s = u / (2 + u) ≤ 1/3.
    let s = u / (S::splat(2.0) + u);
    let z = s * s;
    s * S::splat(2.0) + s * z * z.polynomial(ARTANH)
}

/// ln(1 + x) + n ln 2 for √½ ≤ 1 + x < √2.
#[inline(always)]
fn ln_near_one<S: Single>(x: S, n: S) -> S {
    let z = x * x;
    let correction = x.polynomial(REMAINDER) * x * z + n * S::splat(LN_2_LOW) - S::splat(0.5) * z;
    x + correction + n * S::splat(LN_2_HIGH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::single::ulps;

    #[test]
    fn ln_stays_within_its_bound_over_floats_of_every_size() {
        for bits in (1..f32::INFINITY.to_bits()).step_by(499) {
            let x = f32::from_bits(bits);
            let exact = libm::log(f64::from(x));
            assert!(ulps(ln(x), exact) <= 1.0, "ln({x}) = {}, not {exact}", ln(x));
        }
    }

    #[test]
    fn ln_follows_ieee_at_the_edges() {
        assert_eq!(ln(0.0), f32::NEG_INFINITY);
        assert_eq!(ln(-0.0), f32::NEG_INFINITY);
        assert_eq!(ln(f32::INFINITY), f32::INFINITY);
        assert!(ln(-1.0).is_nan() && ln(-1e-40).is_nan() && ln(f32::NAN).is_nan());
    }

    #[test]
    fn ln_1p_stays_within_its_bound_on_the_unit_interval() {
        for bits in (1..=1.0_f32.to_bits()).step_by(499) {
            let u = f32::from_bits(bits);
            let exact = libm::log1p(f64::from(u));
            assert!(ulps(ln_1p_unit(u), exact) <= 2.0, "ln(1+{u}) = {}, not {exact}", ln_1p_unit(u));
        }
    }
}
