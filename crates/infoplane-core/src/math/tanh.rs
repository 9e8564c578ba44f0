//! The hyperbolic tangent of an `f32`, without branches, so that loops over it vectorize.

use super::exp::exp_small_positive;

/// Below it the odd polynomial is used, above it the exponential; from Cephes' `tanhf`.
const SMALL: f32 = 0.625;
/// tanh x rounds to 1 beyond 9.02; a larger bound would cost the exponential a second scaling step.
const SATURATED: f32 = 20.0;

/// tanh x within 2 ulp, with the polynomial of Cephes' `tanhf` (S. L. Moshier, 1989).
///
/// ```
/// assert_eq!(infoplane_core::math::tanh::tanh(20.0), 1.0);
/// assert_eq!(infoplane_core::math::tanh::tanh(-0.0), 0.0);
/// ```
#[inline]
pub fn tanh(x: f32) -> f32 {
    let magnitude = x.abs();
    // False for NaN, so that NaN passes through.
    let clamped = if magnitude > SATURATED { SATURATED } else { magnitude };
    let large = 1.0 - 2.0 / (exp_small_positive(clamped + clamped) + 1.0);
    let z = x * x;
    let p = -5.704_988_7e-3;
    let p = p * z + 2.063_909e-2;
    let p = p * z - 5.373_971_6e-2;
    let p = p * z + 1.333_144_2e-1;
    let p = p * z - 3.333_328e-1;
    let small = p * z * x + x;
    if magnitude < SMALL { small } else { large.copysign(x) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_within_its_bound_over_all_floats() {
        for bits in (0..=f32::INFINITY.to_bits()).step_by(499) {
            let x = f32::from_bits(bits);
            let exact = libm::tanh(f64::from(x));
            let (_, exponent) = libm::frexp(exact);
            let ulp = libm::ldexp(1.0, exponent.max(-125) - 24);
            assert!((f64::from(tanh(x)) - exact).abs() <= 2.0 * ulp, "tanh({x}) = {}, not {exact}", tanh(x));
            assert_eq!(tanh(-x), -tanh(x));
        }
        assert!(tanh(f32::NAN).is_nan());
    }
}
