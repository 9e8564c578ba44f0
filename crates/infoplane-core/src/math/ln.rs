//! The natural logarithm of an `f32`, without branches, so that loops over it vectorize.

const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;

/// ln x within 1 ulp, with the polynomial of Cephes' `logf` (S. L. Moshier, 1989).
///
/// −∞ at zero, NaN below, as in IEEE 754.
///
/// ```
/// assert_eq!(infoplane_core::math::ln::ln(1.0), 0.0);
/// assert_eq!(infoplane_core::math::ln::ln(0.0), f32::NEG_INFINITY);
/// ```
#[inline]
pub fn ln(x: f32) -> f32 {
    let subnormal = x < f32::MIN_POSITIVE;
    let bits = (if subnormal { x * 8_388_608.0 } else { x }).to_bits();
    // The mantissa in [√½, √2): its exponent field counts from the bits of √½.
    let from_root = bits.wrapping_sub(core::f32::consts::FRAC_1_SQRT_2.to_bits());
    let exponent = (from_root as i32) >> 23;
    let mantissa = f32::from_bits(bits.wrapping_sub((exponent as u32) << 23));
    let n = exponent as f32 - if subnormal { 23.0 } else { 0.0 };
    let finite = ln_near_one(mantissa - 1.0, n);
    let positive = if x == f32::INFINITY { x } else { finite };
    let signed = if x < 0.0 { f32::NAN } else { positive };
    let with_zero = if x == 0.0 { f32::NEG_INFINITY } else { signed };
    if x.is_nan() { x } else { with_zero }
}

/// ln(1 + u) for 0 ≤ u ≤ 1, within 2 ulp, also where u is far below one.
#[inline]
pub fn ln_1p_unit(u: f32) -> f32 {
    // ln(1+u) = 2 artanh(s) with s = u / (2 + u) ≤ 1/3; the odd series of artanh, truncated below 2^-26.
    let s = u / (2.0 + u);
    let z = s * s;
    let p = 2.0 / 15.0;
    let p = p * z + 2.0 / 13.0;
    let p = p * z + 2.0 / 11.0;
    let p = p * z + 2.0 / 9.0;
    let p = p * z + 2.0 / 7.0;
    let p = p * z + 2.0 / 5.0;
    let p = p * z + 2.0 / 3.0;
    s * 2.0 + s * z * p
}

/// ln(1 + x) + n ln 2 for √½ ≤ 1 + x < √2.
#[inline]
fn ln_near_one(x: f32, n: f32) -> f32 {
    let z = x * x;
    let p = 7.037_683_6e-2;
    let p = p * x - 1.151_461e-1;
    let p = p * x + 1.167_699_9e-1;
    let p = p * x - 1.242_014_1e-1;
    let p = p * x + 1.424_932_3e-1;
    let p = p * x - 1.666_805_8e-1;
    let p = p * x + 2.000_071_5e-1;
    let p = p * x - 2.499_999_4e-1;
    let p = p * x + 3.333_333e-1;
    let correction = p * x * z + n * LN_2_LOW - 0.5 * z;
    x + correction + n * LN_2_HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error in units of the last place of the exact value (below the smallest normal: of that).
    fn ulps(found: f32, exact: f64) -> f64 {
        let (_, exponent) = libm::frexp(exact);
        (f64::from(found) - exact).abs() / libm::ldexp(1.0, exponent.max(-125) - 24)
    }

    #[test]
    fn ln_stays_within_its_bound_over_all_floats() {
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
