//! x ln x, the term every entropy is a sum of.

use super::ln_vector::{log2, reduce};
use super::term_sum::{self, Half, Term};

/// x ln x in nats, with the limit value 0 at x = 0.
///
/// The limit is what makes an impossible outcome contribute nothing to an entropy; it is
/// taken here and nowhere else. A negative or NaN argument gives NaN.
///
/// Accuracy: one rounding of the product and under 1 ulp of `libm::log`. Cost: one logarithm.
///
/// ```
/// use infoplane_core::math::x_log_x::x_log_x;
/// assert_eq!(x_log_x(0.0), 0.0);
/// assert!((x_log_x(0.5) + 0.5 * core::f64::consts::LN_2).abs() < 1e-16);
/// ```
pub fn x_log_x(x: f64) -> f64 {
    if x == 0.0 { 0.0 } else { x * libm::log(x) }
}

/// Σ x ln x of finite numbers.
///
/// Accuracy: of the sum of the terms' magnitudes 1.5e-15, however many there are. As they all have one sign where no x is above 1,
/// that is the relative error of an entropy.
pub(crate) fn sum_x_log_x(x: &[f64]) -> f64 {
    sum_x_log_y(x, x)
}

/// Σ x ln y of finite numbers, with the limit 0 at x = 0 whatever y.
///
/// Accuracy: that of [`sum_x_log_x`].
pub(crate) fn sum_x_log_y(x: &[f64], y: &[f64]) -> f64 {
    core::f64::consts::LN_2 * term_sum::sum::<XLog2Y>(x, y)
}

/// x log₂ y.
struct XLog2Y;

impl Term for XLog2Y {
    #[inline(always)]
    fn is_usual(_: f64, y: f64) -> bool {
        y >= f64::MIN_POSITIVE
    }

    #[inline(always)]
    fn begin(_: f64, y: f64) -> Half {
        reduce(y)
    }

    #[inline(always)]
    fn finish(x: f64, _: f64, reduced: Half) -> f64 {
        x * log2(reduced)
    }

    fn alone(x: f64, y: f64) -> f64 {
        if x == 0.0 { 0.0 } else { x * libm::log2(y) }
    }
}

/// a ln(a / b) in nats, with the limits 0 at a = 0 and +∞ at b = 0 < a.
///
/// The ratio may leave the range of `f64` while its logarithm does not, so the logarithms are
/// subtracted where the ratio is not a normal number; near a = b the ratio is kept, which
/// loses nothing to cancellation.
///
/// ```
/// use infoplane_core::math::x_log_x::x_log_ratio;
/// assert_eq!(x_log_ratio(0.0, 0.0), 0.0);
/// assert_eq!(x_log_ratio(0.5, 0.0), f64::INFINITY);
/// assert!((x_log_ratio(0.5, 0.25) - 0.5 * core::f64::consts::LN_2).abs() < 1e-16);
/// ```
pub fn x_log_ratio(a: f64, b: f64) -> f64 {
    if a == 0.0 { 0.0 } else { a * log_ratio(a, b) }
}

/// ln(a / b) for positive a and non-negative b, accurate near a = b and for subnormal arguments.
pub(crate) fn log_ratio(a: f64, b: f64) -> f64 {
    let ratio = a / b;
    if b == 0.0 {
        f64::INFINITY
    } else if (0.5..=2.0).contains(&ratio) {
        // a - b is exact here (Sterbenz), so the relative difference keeps all its digits.
        libm::log1p((a - b) / b)
    } else if ratio.is_normal() {
        libm::log(ratio)
    } else {
        libm::log(a) - libm::log(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subnormal_ratios_keep_their_logarithm() {
        let tiny = 5e-324;
        assert!((x_log_ratio(0.5, tiny) - 0.5 * (libm::log(0.5) - libm::log(tiny))).abs() < 1e-12);
        assert!(x_log_ratio(1.0, tiny).is_finite());
    }

    #[test]
    fn sums_are_of_the_same_terms_whatever_stands_beside() {
        let x = [0.1, 0.0, 5e-324, 0.7, 1.0, 0.3, 0.25, -0.0, 1e-310];
        for n in 0..x.len() {
            let expected: f64 = x[..n].iter().map(|&x| x_log_x(x)).sum();
            assert!((sum_x_log_x(&x[..n]) - expected).abs() < 1e-15, "{n}");
            assert!((sum_x_log_x(&x[n..=n]) - x_log_x(x[n])).abs() <= 1.5e-15 * x_log_x(x[n]).abs(), "{n}");
        }
        assert_eq!(sum_x_log_y(&[0.0, 0.5], &[0.0, 0.5]), x_log_x(0.5));
        assert_eq!(sum_x_log_y(&[0.5, 0.5], &[0.0, 1.0]), f64::NEG_INFINITY);
        assert!(sum_x_log_y(&[0.5], &[-1.0]).is_nan());
    }

    #[test]
    fn near_equal_arguments_keep_their_difference() {
        let b = 0.5;
        let a = b * (1.0 + 1e-12);
        let relative = (a - b) / b;
        assert!((x_log_ratio(a, b) / a - relative).abs() < 1e-23);
    }
}
