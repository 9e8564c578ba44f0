//! The digamma function, the derivative of ln Γ: the expected logarithm of gamma-distributed numbers.

/// Euler's constant γ = −ψ(1): how far the harmonic numbers run ahead of the logarithm.
///
/// ```
/// use infoplane_core::math::digamma::{EULER_GAMMA, digamma};
/// assert!((digamma(1.0) + EULER_GAMMA).abs() < 1e-15);
/// ```
pub const EULER_GAMMA: f64 = 0.577_215_664_901_532_9;

/// From here on the asymptotic series is exact to 1e-17; smaller needs more terms, larger more steps up.
const ASYMPTOTIC: f64 = 10.0;

/// B₂ₖ / 2k for k = 1, 2, ..., 8, the coefficients of the asymptotic series.
const SERIES: [f64; 8] = [
    1.0 / 12.0,
    -1.0 / 120.0,
    1.0 / 252.0,
    -1.0 / 240.0,
    1.0 / 132.0,
    -691.0 / 32760.0,
    1.0 / 12.0,
    -3617.0 / 8160.0,
];

/// ψ(x) = d ln Γ(x) / dx for x > 0; −∞ at zero, NaN below.
///
/// For whole n it is the harmonic number Hₙ₋₁ less Euler's constant; between them it is what
/// ln n becomes when n is a count whose logarithm is to have no bias. The argument is raised by
/// ψ(x) = ψ(x + 1) − 1/x until the asymptotic series ln x − 1/(2x) − Σ B₂ₖ / (2k x²ᵏ) is exact.
///
/// Source: [ABRAMOWITZ_STEGUN_1964](crate::citations::ABRAMOWITZ_STEGUN_1964), equations 6.3.5 and 6.3.18.
/// Accuracy: 1e-15 relative to max(1, |ψ|). Cost: one logarithm and at most 11 divisions.
///
/// ```
/// use infoplane_core::math::digamma::{EULER_GAMMA, digamma};
/// assert!((digamma(1.0) + EULER_GAMMA).abs() < 1e-15);
/// assert!((digamma(3.0) - (1.5 - EULER_GAMMA)).abs() < 1e-15);
/// ```
pub fn digamma(x: f64) -> f64 {
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x >= ASYMPTOTIC {
        return asymptotic(x);
    }
    let steps = libm::ceil(ASYMPTOTIC - x);
    // From the far end, so that small terms are added first.
    let raised: f64 = (0..steps as u32).rev().map(|k| 1.0 / (x + f64::from(k))).sum();
    asymptotic(x + steps) - raised
}

/// ln x − ψ(x) for x > 0, about 1/(2x): how much less the expected logarithm is than the logarithm of the expectation.
///
/// Source and cost: of [`digamma`]. Accuracy: relative 2e-14 just below 10, where the difference is taken, 1e-15 elsewhere.
///
/// ```
/// use infoplane_core::math::digamma::ln_less_digamma;
/// assert!((ln_less_digamma(1e9) / (0.5e-9 + 1.0 / 12e18) - 1.0).abs() < 1e-15);
/// ```
pub fn ln_less_digamma(x: f64) -> f64 {
    if x >= ASYMPTOTIC { series(x) } else { libm::log(x) - digamma(x) }
}

fn asymptotic(x: f64) -> f64 {
    libm::log(x) - series(x)
}

/// 1/(2x) + Σ B₂ₖ / (2k x²ᵏ).
fn series(x: f64) -> f64 {
    let z = 1.0 / x / x;
    0.5 / x + SERIES.iter().rev().fold(0.0, |sum, c| (sum + c) * z)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(x: f64, expected: f64) {
        let found = digamma(x);
        let error = (found - expected).abs() / expected.abs().max(1.0);
        assert!(error <= 1e-15, "digamma({x:e}) = {found:e}, not {expected:e}");
    }

    #[test]
    fn whole_numbers_give_harmonic_numbers() {
        let mut harmonic = 0.0;
        for n in 1..20_u32 {
            assert_close(f64::from(n), harmonic - EULER_GAMMA);
            harmonic += 1.0 / f64::from(n);
        }
    }

    /// From mpmath 1.3.0, 40 digits.
    #[test]
    fn digamma_keeps_its_accuracy_over_the_whole_range() {
        for (x, expected) in [
            (1e-300, -9.999999999999999e+299),
            (1e-10, -10000000000.577215),
            (0.001, -1000.5755719318103),
            (0.05, -20.497844991299868),
            (0.1, -10.423754940411076),
            (0.25, -4.2274535333762655),
            (0.5, -1.9635100260214235),
            (0.75, -1.0858608797864722),
            (1.25, -0.22745353337626542),
            (1.4616321449683622, -9.241265521729427e-17),
            (1.5, 0.03648997397857652),
            (2.5, 0.7031566406452432),
            (3.7, 1.1671535393615113),
            (5.3, 1.5704109316248085),
            (7.9, 2.002238487563571),
            (9.999999999999998, 2.251752589066721),
            (10.0, 2.251752589066721),
            (10.5, 2.3030010342976865),
            (17.3, 2.821526423539867),
            (99.5, 4.595124101325564),
            (10000.0, 9.210290371142849),
            (123456.789, 11.723642437180377),
            (1000000000000000.0, 34.538776394910684),
            (1e+300, 690.7755278982137),
        ] {
            assert_close(x, expected);
        }
    }

    #[test]
    fn the_difference_to_the_logarithm_is_accurate_on_both_sides_of_the_series() {
        for (x, expected) in [
            (1e-05, 99989.0642737507),
            (0.3, 2.2985514178741973),
            (1.0, 0.5772156649015329),
            (4.0, 0.13017669268809015),
            (9.99, 0.05088421982926105),
            (10.0, 0.05083250392732458),
            (11.0, 0.04614268373164944),
            (100000.0, 5.000008333333333e-06),
            (1e50, 5e-51),
        ] {
            let found = ln_less_digamma(x);
            assert!((found / expected - 1.0).abs() <= 2e-14, "{x}: {found:e}, not {expected:e}");
        }
    }

    #[test]
    fn limits_are_exact() {
        assert_eq!(digamma(0.0), f64::NEG_INFINITY);
        assert_eq!(digamma(5e-324), f64::NEG_INFINITY);
        assert_eq!(digamma(f64::INFINITY), f64::INFINITY);
        assert!(digamma(-1.0).is_nan() && digamma(f64::NAN).is_nan());
    }
}
