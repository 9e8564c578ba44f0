//! The logarithm of the gamma function, and how convex it is.

use super::digamma::ln_less_digamma;
use super::exp_excess::exp_excess;
use super::quadrature::tangent_gap;
use super::trigamma::trigamma_less_inverse;
use super::x_log_x::{log_ratio, x_log_x};

/// From here on the asymptotic series is exact to 1e-17; smaller needs more terms.
const ASYMPTOTIC: f64 = 10.0;

/// B₂ₖ / (2k (2k − 1)) for k = 1, 2, ..., 8, the coefficients of Stirling's series.
const SERIES: [f64; 8] = [
    1.0 / 12.0,
    -1.0 / 360.0,
    1.0 / 1260.0,
    -1.0 / 1680.0,
    1.0 / 1188.0,
    -691.0 / 360360.0,
    1.0 / 156.0,
    -3617.0 / 122400.0,
];

/// Nearer than this part of the argument, a gap is integrated instead of subtracted: the pole at zero is then
/// far enough for the quadrature, and beyond it the subtraction loses less than two digits.
const CLOSE: f64 = 0.25;

/// ln Γ(x) for x > 0, with Γ(n) = (n − 1)! for whole n; +∞ at zero, NaN below.
///
/// Accuracy: 1 ulp but near its zeros at 1 and 2, where it is 1e-16 absolute (`libm::lgamma`, after W. Kahan
/// and the Sun authors of FreeBSD's). Cost: about two logarithms.
///
/// ```
/// use infoplane_core::math::ln_gamma::ln_gamma;
/// assert!((ln_gamma(5.0) - 24.0_f64.ln()).abs() < 1e-15);
/// assert!((ln_gamma(0.5) - 0.5 * core::f64::consts::PI.ln()).abs() < 1e-15);
/// ```
pub fn ln_gamma(x: f64) -> f64 {
    if x < 0.0 { f64::NAN } else { libm::lgamma(x) }
}

/// ln Γ(x) − x ln x + x for x > 0: what ln Γ is beyond its leading term, about ½ ln(2π/x).
///
/// Sums in which the leading terms cancel are sums of these, and stay exact for large arguments.
///
/// Source: [ABRAMOWITZ_STEGUN_1964](crate::citations::ABRAMOWITZ_STEGUN_1964), equation 6.1.40.
/// Accuracy: 4e-15 absolute or 1e-15 relative. Cost: two logarithms.
///
/// ```
/// use infoplane_core::math::ln_gamma::ln_gamma_beyond;
/// assert_eq!(ln_gamma_beyond(1.0), 1.0);
/// let half_ln_tau = 0.5 * core::f64::consts::TAU.ln();
/// assert!((ln_gamma_beyond(1e20) - (half_ln_tau - 0.5 * 1e20_f64.ln())).abs() < 1e-14);
/// ```
pub fn ln_gamma_beyond(x: f64) -> f64 {
    if x < ASYMPTOTIC {
        ln_gamma(x) - x_log_x(x) + x
    } else {
        0.5 * libm::log(core::f64::consts::TAU / x) + stirling_series(x)
    }
}

/// Stirling's remainder ln Γ(x) − (x − ½) ln x + x − ½ ln 2π for x > 0, between 0 and 1/(12x).
///
/// Source: [ABRAMOWITZ_STEGUN_1964](crate::citations::ABRAMOWITZ_STEGUN_1964), equation 6.1.40.
/// Accuracy: 4e-15 absolute below 10, 1e-16 relative from there. Cost: two logarithms below 10, none above.
///
/// ```
/// use infoplane_core::math::ln_gamma::stirling_remainder;
/// assert!((stirling_remainder(1e6) - 1e-6 / 12.0).abs() < 1e-20);
/// ```
pub fn stirling_remainder(x: f64) -> f64 {
    if x < ASYMPTOTIC {
        ln_gamma(x) - x_log_x(x) + x - 0.5 * libm::log(core::f64::consts::TAU / x)
    } else {
        stirling_series(x)
    }
}

/// How far [`ln_gamma_beyond`] is above its tangent at a, seen at b. Never negative, as the function is convex.
///
/// Accuracy: relative 3e-14, also where a and b are close. Cost: four logarithms, or 16 trigammas where they are close.
///
/// ```
/// use infoplane_core::math::ln_gamma::ln_gamma_beyond_gap;
/// assert_eq!(ln_gamma_beyond_gap(2.0, 2.0), 0.0);
/// ```
pub fn ln_gamma_beyond_gap(a: f64, b: f64) -> f64 {
    if (b - a).abs() <= CLOSE * a {
        tangent_gap(a, b, trigamma_less_inverse)
    } else {
        ln_gamma_beyond(b) - ln_gamma_beyond(a) + ln_less_digamma(a) * (b - a)
    }
}

/// ln Γ(b) − ln Γ(a) − ψ(a) (b − a): how far ln Γ is above its tangent at a, seen at b. Never negative.
///
/// Accuracy: relative 3e-14, also where a and b are close. Cost: of [`ln_gamma_beyond_gap`], and one logarithm.
///
/// ```
/// use infoplane_core::math::ln_gamma::ln_gamma_gap;
/// // ln Γ(2) − ln Γ(1) − ψ(1) is Euler's constant.
/// assert!((ln_gamma_gap(1.0, 2.0) - 0.577_215_664_901_532_9).abs() < 1e-14);
/// ```
pub fn ln_gamma_gap(a: f64, b: f64) -> f64 {
    // x ln x − x is b ln(b/a) − b + a above its tangent.
    ln_gamma_beyond_gap(a, b) + b * exp_excess(log_ratio(a, b))
}

/// ln B(a) = Σ ln Γ(aᵢ) − ln Γ(Σ aᵢ): the logarithm of the beta function, of two arguments or more.
///
/// Accuracy: n · 1e-15 relative to the largest |aᵢ ln(aᵢ / Σ a)|, so no digits are lost to the size of ln Γ.
/// Cost: three logarithms per argument.
///
/// ```
/// use infoplane_core::math::ln_gamma::ln_beta;
/// // B(2, 3) = 1! 2! / 4! = 1/12.
/// assert!((ln_beta(&[2.0, 3.0]) + 12.0_f64.ln()).abs() < 1e-14);
/// ```
pub fn ln_beta(a: &[f64]) -> f64 {
    let total: f64 = a.iter().sum();
    let terms = a.iter().map(|&a| ln_gamma_beyond(a) + a * log_ratio(a, total));
    terms.sum::<f64>() - ln_gamma_beyond(total)
}

fn stirling_series(x: f64) -> f64 {
    let z = 1.0 / x / x;
    SERIES.iter().rev().fold(0.0, |sum, c| sum * z + c) / x
}

#[cfg(test)]
mod tests {
    use super::*;

    /// x, ln Γ(x), ln Γ(x) − x ln x + x, and Stirling's remainder, from mpmath 1.3.0 with 700 digits.
    #[test]
    fn ln_gamma_and_its_parts_keep_their_accuracy() {
        for (x, plain, beyond, remainder) in [
            (1e-100, 230.25850929940458, 230.25850929940458, 114.21031611649761),
            (1e-10, 23.025850929882736, 23.02585093228532, 10.593986934110418),
            (0.01, 4.599479878042022, 4.655531579901902, 1.4340079537031842),
            (0.3, 1.0957979948180756, 1.7569898361158562, 0.2360649007482156),
            (0.9, 0.06637623973474295, 1.0612007038267866, 0.08958191279320075),
            (1.0, 0.0, 1.0, 0.08106146679532726),
            (1.2, -0.08537409000331583, 0.8958400418439386, 0.06806228703624317),
            (1.5, -0.12078223763524522, 0.7710201002025082, 0.05481412105191765),
            (2.0, 0.0, 0.6137056388801094, 0.0413406959554093),
            (2.5, 0.2846828704729192, 0.49395604078753147, 0.03316287351993629),
            (3.3, 0.9870985778947344, 0.3471544319357006, 0.025177132967245105),
            (5.0, 3.1780538303479458, 0.13086426817744376, 0.016644691189821193),
            (9.99, 12.779315214350193, -0.22351486632782402, 0.00833889679773433),
            (10.0, 12.801827480081469, -0.22402344985898723, 0.00833056343336287),
            (12.5, 18.734347511936445, -0.3372605419167473, 0.006665247032707682),
            (100.0, 359.1342053695754, -1.382813229233738, 0.0008333305556349147),
            (12345.678, 103959.91990554606, -3.791585377440691, 6.75000055202382e-06),
            (10000000000.0, 220258509288.81058, -10.593986931757222, 8.333333333333334e-12),
            (1e+100, 2.2925850929940456e+102, -114.21031611649761, 8.333333333333332e-102),
        ] {
            let close = |found: f64, expected: f64| {
                let error = (found - expected).abs();
                assert!(
                    error <= 4e-15 || error <= 1e-15 * expected.abs(),
                    "{x:e}: {found:e}, not {expected:e}"
                );
            };
            close(ln_gamma(x), plain);
            close(ln_gamma_beyond(x), beyond);
            close(stirling_remainder(x), remainder);
        }
    }

    /// a, b, and the gap of ln Γ at b above its tangent at a, from mpmath 1.3.0 with 700 digits.
    #[test]
    fn gaps_keep_their_digits_near_and_far() {
        for (a, b, gap) in [
            (1.0, 2.0, 0.5772156649015329),
            (1.0, 1.0000001, 8.224669943159754e-15),
            (0.1, 0.12, 0.017962650768753183),
            (0.1, 0.13, 0.03827249280988565),
            (0.1, 30.0, 380.674599033725),
            (30.0, 0.1, 32.19037385186339),
            (1.5, 0.7, 0.410841463349773),
            (5.0, 6.0, 0.1033202440022999),
            (100.0, 110.0, 0.4864722641886164),
            (100.0, 101.0, 0.005008333250003967),
            (100.0, 50.0, 15.439631213673858),
            (1000000.0, 1000100.0, 0.004999835841500346),
            (10000000000.0, 20000000000.0, 3862943611.3523326),
            (1e-50, 1e-40, 9999999975.974148),
            (3.0, 2.26, 0.12033822294075906),
            (3.0, 2.24, 0.1273430815577512),
            (10000000000.0, 10000001000.0, 4.9999998335833415e-05),
        ] {
            let found = ln_gamma_gap(a, b);
            assert!((found / gap - 1.0).abs() <= 3e-14, "{a:e} {b:e}: {found:e}, not {gap:e}");
        }
    }

    #[test]
    fn the_gap_is_continuous_where_integration_ends() {
        for a in [1e-3, 1.0, 30.0, 1e6] {
            let (inside, outside) = (a * (1.0 + CLOSE), a * (1.0 + CLOSE) * (1.0 + 1e-15));
            let ratio = ln_gamma_beyond_gap(a, inside) / ln_gamma_beyond_gap(a, outside);
            assert!((ratio - 1.0).abs() < 1e-12, "{a}: {ratio}");
        }
    }
}
