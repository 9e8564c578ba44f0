//! The hyperbolic tangent of an `f32`, or of four at once.

use super::exp::exp_m1_normal;
use super::single::Single;

/// tanh x rounds to 1 beyond 9.02.
const SATURATED: f32 = 20.0;

/// tanh x = e / (e + 2) with e = e^2|x| − 1 and the sign of x, within 2.5 ulp.
///
/// ```
/// assert_eq!(infoplane_core::math::tanh::tanh(20.0_f32), 1.0);
/// assert_eq!(infoplane_core::math::tanh::tanh(-0.0_f32), 0.0);
/// ```
#[inline]
pub fn tanh<S: Single>(x: S) -> S {
    let magnitude = x.abs().at_most(S::splat(SATURATED));
    let excess = exp_m1_normal(magnitude + magnitude);
    (excess / (excess + S::splat(2.0))).with_sign_of(x)
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
            assert!((f64::from(tanh(x)) - exact).abs() <= 2.5 * ulp, "tanh({x}) = {}, not {exact}", tanh(x));
            assert_eq!(tanh(-x), -tanh(x));
        }
        assert!(tanh(f32::NAN).is_nan());
    }
}
