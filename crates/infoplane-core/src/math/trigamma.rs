//! The trigamma function, the derivative of digamma: the variance of the logarithm of gamma-distributed numbers.

/// From here on the asymptotic series is exact to 1e-17; smaller needs more terms, larger more steps up.
const ASYMPTOTIC: f64 = 12.0;

/// The Bernoulli numbers B₂ₖ for k = 1, 2, ..., 9.
const BERNOULLI: [f64; 9] = [
    1.0 / 6.0,
    -1.0 / 30.0,
    1.0 / 42.0,
    -1.0 / 30.0,
    5.0 / 66.0,
    -691.0 / 2730.0,
    7.0 / 6.0,
    -3617.0 / 510.0,
    43867.0 / 798.0,
];

/// ψ′(x) = d² ln Γ(x) / dx² for x > 0; +∞ at zero, NaN below.
///
/// Source: [ABRAMOWITZ_STEGUN_1964](crate::citations::ABRAMOWITZ_STEGUN_1964), equations 6.4.6 and 6.4.12.
/// Accuracy: relative 1e-15. Cost: at most 14 divisions.
///
/// ```
/// use infoplane_core::math::trigamma::trigamma;
/// let pi = core::f64::consts::PI;
/// assert!((trigamma(1.0) - pi * pi / 6.0).abs() < 1e-15);
/// assert!((trigamma(2.0) - (pi * pi / 6.0 - 1.0)).abs() < 1e-15);
/// ```
pub fn trigamma(x: f64) -> f64 {
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    let steps = steps_up(x);
    let top = x + f64::from(steps);
    raised(x, steps) + (1.0 / top + tail(top))
}

/// ψ′(x) − 1/x for x > 0, about 1/(2x²): what [`trigamma`] is beyond its leading term.
///
/// Accuracy: relative 1e-14 at 12, where the series begins, 1e-15 elsewhere. Cost: of [`trigamma`].
///
/// ```
/// use infoplane_core::math::trigamma::trigamma_less_inverse;
/// assert!((trigamma_less_inverse(1e9) / (0.5e-18 + 1.0 / 6e27) - 1.0).abs() < 1e-15);
/// ```
pub fn trigamma_less_inverse(x: f64) -> f64 {
    if x >= ASYMPTOTIC { tail(x) } else { trigamma(x) - 1.0 / x }
}

/// How often x is raised by one until the series holds.
fn steps_up(x: f64) -> u32 {
    libm::ceil(ASYMPTOTIC - x).max(0.0) as u32
}

/// Σ 1/(x + k)² over the steps: what raising the argument takes away; small terms first.
fn raised(x: f64, steps: u32) -> f64 {
    (0..steps)
        .rev()
        .map(|k| {
            let inverse = 1.0 / (x + f64::from(k));
            inverse * inverse
        })
        .sum()
}

/// 1/(2x²) + Σ B₂ₖ / x^(2k+1).
fn tail(x: f64) -> f64 {
    let inverse = 1.0 / x;
    let z = inverse * inverse;
    let sum = BERNOULLI.iter().rev().fold(0.0, |sum, b| (sum + b) * z);
    0.5 * z + sum * inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From mpmath 1.3.0, 700 digits.
    #[test]
    fn trigamma_keeps_its_accuracy_over_the_whole_range() {
        for (x, expected, beyond) in [
            (1e-100, 1e+200, 1e+200),
            (1e-05, 10000000001.644909, 9999900001.644909),
            (0.1, 101.43329915079275, 91.43329915079275),
            (0.5, 4.934802200544679, 2.9348022005446794),
            (1.0, 1.6449340668482264, 0.6449340668482264),
            (1.5, 0.9348022005446793, 0.26813553387801264),
            (2.7, 0.4472120689183236, 0.07684169854795327),
            (4.0, 0.2838229557371153, 0.03382295573711532),
            (7.3, 0.1467957681314271, 0.009809466761564085),
            (9.9, 0.1062830416287406, 0.005272940618639585),
            (11.99, 0.08697741048698757, 0.0035745747905738933),
            (12.0, 0.08690187287176838, 0.0035685395384350573),
            (13.5, 0.07688522460157837, 0.0028111505275042964),
            (40.0, 0.02531510384129103, 0.00031510384129102817),
            (1000.0, 0.0010005001666666333, 5.001666666333334e-07),
            (100000000.0, 1.000000005e-08, 5.0000000166666667e-17),
            (1e+100, 1e-100, 5e-201),
        ] {
            let found = trigamma(x);
            assert!((found / expected - 1.0).abs() <= 1e-15, "trigamma({x:e}) = {found:e}, not {expected:e}");
            let found = trigamma_less_inverse(x);
            assert!((found / beyond - 1.0).abs() <= 1e-14, "{x:e}: {found:e}, not {beyond:e}");
        }
    }

    #[test]
    fn limits_are_exact() {
        assert_eq!(trigamma(0.0), f64::INFINITY);
        assert_eq!(trigamma(f64::INFINITY), 0.0);
        assert!(trigamma(-1.0).is_nan() && trigamma(f64::NAN).is_nan());
    }
}
