//! The error function of an `f32`, or of four at once.

use super::exp::exp;
use super::single::Single;

/// Below it the odd polynomial is used, above it the exponential.
const SMALL: f32 = 0.921_875;
/// (erf x − x) / x as a polynomial of x², for |x| up to [`SMALL`].
const NEAR_ZERO: [f32; 6] =
    [-5.967_617e-4, 4.991_194e-3, -2.676_813_5e-2, 1.128_199_3e-1, -3.761_253_4e-1, 1.283_791_7e-1];
/// (ln(1 − erf x) + x) / x as a polynomial of x, for x from [`SMALL`] on.
const TAIL: [f32; 7] = [
    -1.728_534_7e-5,
    3.831_971_3e-4,
    -3.883_964_4e-3,
    2.425_462_2e-2,
    -1.067_778_8e-1,
    -6.348_467e-1,
    -1.287_175_1e-1,
];
/// erf x rounds to 1 beyond 3.92; the polynomial of the tail is good to 9.
const SATURATED: f32 = 6.0;

/// erf x = 2/√π ∫₀ˣ e^−t² dt within 2 ulp, with the polynomials of N. Juffa's `erff`.
///
/// ```
/// assert_eq!(infoplane_core::math::erf::erf(0.0_f32), 0.0);
/// assert_eq!(infoplane_core::math::erf::erf(0.5_f32), 0.520_499_9);
/// ```
#[inline]
pub fn erf<S: Single>(x: S) -> S {
    let magnitude = x.abs().at_most(S::splat(SATURATED));
    let tail = magnitude.polynomial(TAIL) * magnitude - magnitude;
    let large = (S::splat(1.0) - exp(tail)).with_sign_of(x);
    let small = (x * x).polynomial(NEAR_ZERO) * x + x;
    magnitude.if_less(S::splat(SMALL), small, large)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::single::ulps;

    #[test]
    fn stays_within_its_bound_over_floats_of_every_size() {
        for bits in (0..=f32::INFINITY.to_bits()).step_by(499) {
            let x = f32::from_bits(bits);
            let exact = libm::erf(f64::from(x));
            assert!(ulps(erf(x), exact) <= 2.0, "erf({x}) = {}, not {exact}", erf(x));
            assert_eq!(erf(-x), -erf(x));
        }
        assert!(erf(f32::NAN).is_nan());
    }
}
