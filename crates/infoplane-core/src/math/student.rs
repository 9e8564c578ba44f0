//! Student's t: by how many standard errors an estimate may miss, if the standard error is itself estimated.

use super::ln_gamma::ln_gamma;
use super::quadrature::integral;
use core::f64::consts::{FRAC_PI_2, PI};

/// From here on the distribution is normal to 1e-6; more, and the difference of two ln Γ loses its digits.
const NORMAL: f64 = 1e6;

/// The t for which P(|T| < t) is the level, for that many degrees of freedom (not necessarily whole).
///
/// With t = √ν tan θ the density is c cos^(ν−1) θ, which is integrated and bisected in θ.
/// Source: [ABRAMOWITZ_STEGUN_1964](crate::citations::ABRAMOWITZ_STEGUN_1964), section 26.7. NaN unless 0 < level < 1 and ν ≥ 1.
/// Accuracy: relative 1e-9 for levels up to 0.999. Cost: a few thousand powers.
///
/// ```
/// use infoplane_core::math::student::two_sided;
/// // One degree of freedom is Cauchy's distribution: half of it is within ±1.
/// assert!((two_sided(0.5, 1.0) - 1.0).abs() < 1e-9);
/// // Many are the normal distribution.
/// assert!((two_sided(0.95, 1e9) - 1.959964).abs() < 1e-5);
/// ```
pub fn two_sided(level: f64, degrees: f64) -> f64 {
    if !(level > 0.0 && level < 1.0 && degrees >= 1.0) {
        return f64::NAN;
    }
    let nu = degrees.min(NORMAL);
    let half = 0.5 * libm::sqrt(PI) * libm::exp(ln_gamma(0.5 * nu) - ln_gamma(0.5 * (nu + 1.0)));
    let density = |theta: f64| libm::pow(libm::cos(theta), nu - 1.0);
    let within = |theta: f64| {
        let part = theta / 8.0;
        let parts = (0..8).map(|i| integral(part * f64::from(i), part * f64::from(i + 1), density));
        parts.sum::<f64>() / half
    };
    let (mut low, mut high) = (0.0, FRAC_PI_2);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if within(middle) < level { low = middle } else { high = middle }
    }
    libm::sqrt(nu) * libm::tan(0.5 * (low + high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        // Abramowitz and Stegun, table 26.10, to the three digits it has.
        for (level, degrees, expected) in [
            (0.95, 1.0, 12.706),
            (0.95, 2.0, 4.303),
            (0.95, 19.0, 2.093),
            (0.9, 4.0, 2.132),
            (0.99, 30.0, 2.750),
        ] {
            let found = two_sided(level, degrees);
            assert!((found - expected).abs() < 6e-4, "{level} {degrees}: {found}");
        }
    }

    #[test]
    fn nonsense_is_no_number() {
        assert!(
            two_sided(1.0, 3.0).is_nan() && two_sided(0.5, 0.0).is_nan() && two_sided(f64::NAN, 3.0).is_nan()
        );
    }
}
