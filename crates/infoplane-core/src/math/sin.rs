//! Sine and cosine of an `f32`, or of four at once.

use super::single::Single;

/// π in three parts, the first two with enough trailing zeros that a small integer times them is exact.
const PI: [f32; 3] = [3.140_625, 9.675_026e-4, 1.509_958e-7];
/// (sin r − r) / r³ as a polynomial of r², on |r| ≤ π/2, from Sleef's `sinf` (N. Shibata, F. Petrogalli, 2020).
const REMAINDER: [f32; 4] = [2.608_316e-6, -1.981_069e-4, 8.333_079e-3, -1.666_666e-1];
/// Just above π/2. A reduced argument is larger only where the number is too large to be reduced.
const LARGEST_REDUCED: f32 = 1.571;

/// sin x within 2e-7 for |x| ≤ 1e4. Beyond, where the reduction loses digits, it stays in [−1, 1].
///
/// ```
/// assert_eq!(infoplane_core::math::sin::sin(0.0_f32), 0.0);
/// assert_eq!(infoplane_core::math::sin::sin(0.5_f32), 0.479_425_55);
/// ```
#[inline]
pub fn sin<S: Single>(x: S) -> S {
    let (n, shifted) = (x * S::splat(core::f32::consts::FRAC_1_PI)).rounded();
    sin_reduced(without(x, n)).negated_where_odd(shifted)
}

/// cos x within 2e-7 for |x| ≤ 1e4. Beyond, where the reduction loses digits, it stays in [−1, 1].
///
/// ```
/// assert_eq!(infoplane_core::math::sin::cos(0.0_f32), 1.0);
/// ```
#[inline]
pub fn cos<S: Single>(x: S) -> S {
    // cos(r + (n + ½) π) = −(−1)ⁿ sin r.
    let half = S::splat(0.5);
    let (n, shifted) = (x * S::splat(core::f32::consts::FRAC_1_PI) - half).rounded();
    -sin_reduced(without(x, n + half)).negated_where_odd(shifted)
}

/// x − n π.
#[inline(always)]
fn without<S: Single>(x: S, n: S) -> S {
    x - n * S::splat(PI[0]) - n * S::splat(PI[1]) - n * S::splat(PI[2])
}

#[inline(always)]
fn sin_reduced<S: Single>(r: S) -> S {
    let largest = S::splat(LARGEST_REDUCED);
    let r = r.at_most(largest).at_least(-largest);
    let square = r * r;
    square.polynomial(REMAINDER) * square * r + r
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_stay_within_their_bound() {
        for bits in (0..=1e4_f32.to_bits()).step_by(499) {
            for x in [f32::from_bits(bits), -f32::from_bits(bits)] {
                let (exact_sin, exact_cos) = libm::sincos(f64::from(x));
                assert!((f64::from(sin(x)) - exact_sin).abs() <= 2e-7, "sin({x}) = {}, not {exact_sin}", sin(x));
                assert!((f64::from(cos(x)) - exact_cos).abs() <= 2e-7, "cos({x}) = {}, not {exact_cos}", cos(x));
            }
        }
    }

    #[test]
    fn small_angles_keep_their_digits() {
        for bits in (0..=0.5_f32.to_bits()).step_by(499) {
            let x = f32::from_bits(bits);
            let exact = libm::sin(f64::from(x));
            assert!((f64::from(sin(x)) - exact).abs() <= 1.2e-7 * exact, "sin({x}) = {}, not {exact}", sin(x));
        }
    }

    #[test]
    fn no_angle_leaves_the_unit_interval() {
        for bits in (1e4_f32.to_bits()..f32::INFINITY.to_bits()).step_by(997) {
            let x = f32::from_bits(bits);
            assert!(sin(x).abs() <= 1.0 && cos(x).abs() <= 1.0, "{x}: {} {}", sin(x), cos(x));
        }
        assert!(sin(f32::INFINITY).is_nan() && cos(f32::NAN).is_nan());
    }
}
