//! The hyperbolic tangent of an `f32`, or of four at once.

use super::single::Single;

/// Here the quotient has come to 1, and tanh x rounds to it.
const SATURATED: f32 = 9.01;
/// tanh x = x p(x²) / q(x²) within 2.2e-8 of itself on |x| ≤ 9.02: the best such approximation by polynomials of
/// degree 4 in x², found by Lawson's iteration in 30 digits. The highest power comes first.
const P: [f32; 5] = [1.331_727e-8, 2.058_227_5e-5, 3.493_967e-3, 1.337_966_3e-1, 1.0];
const Q: [f32; 5] = [7.761_307e-7, 3.282_978e-4, 2.587_082_3e-2, 4.671_298e-1, 1.0];

/// tanh x within 4e-7 and 6 ulp; exactly ±1 for |x| ≥ 9.01.
///
/// Through e^2x it would be within 2.5 ulp, and take twice the time, a fifth of a step of the network of
/// [Shwartz-Ziv & Tishby](crate::citations::SHWARTZ_ZIV_TISHBY_2017).
///
/// ```
/// assert_eq!(infoplane_core::math::tanh::tanh(20.0_f32), 1.0);
/// assert_eq!(infoplane_core::math::tanh::tanh(-0.0_f32), 0.0);
/// ```
#[inline]
pub fn tanh<S: Single>(x: S) -> S {
    let one = S::splat(1.0);
    // With the square kept from overflow the quotient grows in proportion to x from there on.
    let square = (x * x).at_most(S::splat(SATURATED * SATURATED));
    let quotient = x * quartic(square, P) / quartic(square, Q);
    quotient.at_most(one).at_least(-one)
}

/// A polynomial in an order with short chains of operations (Estrin), which a processor overlaps.
#[inline(always)]
fn quartic<S: Single>(x: S, coefficients: [f32; 5]) -> S {
    let [c_4, c_3, c_2, c_1, c_0] = coefficients.map(S::splat);
    let square = x * x;
    (c_4 * square + (c_3 * x + c_2)) * square + (c_1 * x + c_0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::single::ulps;

    #[test]
    fn stays_within_its_bounds_over_floats_of_every_size() {
        for bits in (0..=f32::INFINITY.to_bits()).step_by(499) {
            let x = f32::from_bits(bits);
            let exact = libm::tanh(f64::from(x));
            let is_near = (f64::from(tanh(x)) - exact).abs() <= 4e-7;
            assert!(ulps(tanh(x), exact) <= 6.0 && is_near, "tanh({x}) = {}, not {exact}", tanh(x));
            assert_eq!(tanh(-x), -tanh(x));
            assert!(x < 9.01 || tanh(x) == 1.0, "{x}");
        }
        assert!(tanh(f32::NAN).is_nan());
    }
}
