//! Modified Bessel functions of the first kind, in the form directional statistics uses them.

use super::ln_gamma::ln_gamma;

/// From here on, or from (ν + 1)² if that is larger, the asymptotic series reaches 1e-17 before it diverges.
const ASYMPTOTIC: f64 = 30.0;

/// A series ends where its next term no longer changes the sum.
const NEGLIGIBLE: f64 = 1e-18;

/// Sums beyond this are scaled down, so that none overflows: any power far from both ends of the range serves.
const LARGE: f64 = 1e250;

/// I_ν(x) and its neighbor, without overflow and with what cancels taken out.
///
/// ```
/// use infoplane_core::math::bessel::bessel_i;
/// // I₀(0) = 1 and I₁(0) = 0.
/// let at_zero = bessel_i(0.0, 0.0);
/// assert_eq!((at_zero.ln_scaled, at_zero.ratio), (0.0, 0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BesselI {
    /// ln(Γ(ν + 1) (2/x)^ν e^−x I_ν(x)): 0 at x = 0, about −(ν + ½) ln x for large x.
    pub ln_scaled: f64,
    /// I_{ν+1}(x) / I_ν(x), which rises from 0 to 1.
    pub ratio: f64,
    /// One less that ratio, about (2ν + 1)/(2x) for large x.
    pub one_less_ratio: f64,
}

/// The modified Bessel function I_ν(x) for ν ≥ 0 and x ≥ 0, as [`BesselI`].
///
/// Source: [ABRAMOWITZ_STEGUN_1964](crate::citations::ABRAMOWITZ_STEGUN_1964), equations 9.6.10 (series) and 9.7.1 (large x).
/// Accuracy: `ln_scaled` max(1, min(x, (ν + 1)²)) · 5e-16 absolute, the ratio as much relative.
/// Cost: about min(x, (ν + 1)²) + 30 multiplications.
///
/// ```
/// use infoplane_core::math::bessel::bessel_i;
/// // I_½(x) is √(2/(πx)) sinh x, so here ln_scaled is ln(sinh(x)/x) − x, and the ratio is coth x − 1/x.
/// let i = bessel_i(0.5, 2.0);
/// assert!((i.ln_scaled - ((2.0_f64.sinh() / 2.0).ln() - 2.0)).abs() < 1e-15);
/// assert!((i.ratio - (1.0 / 2.0_f64.tanh() - 0.5)).abs() < 1e-15);
/// ```
pub fn bessel_i(nu: f64, x: f64) -> BesselI {
    if x < ASYMPTOTIC.max((nu + 1.0) * (nu + 1.0)) { ascending(nu, x) } else { asymptotic(nu, x) }
}

/// Σ (x²/4)^k / (k! (ν + 1)_k), whose terms are all positive.
fn ascending(nu: f64, x: f64) -> BesselI {
    let quarter_square = 0.25 * x * x;
    // The sum less its first term, the same of order ν + 1 up to a factor, and what both were divided by.
    let (mut term, mut rest, mut weighted, mut ln_divisor) = (1.0, 0.0, 1.0 / (nu + 1.0), 0.0);
    let mut first = 1.0;
    let mut k = 1.0;
    while term > NEGLIGIBLE * (first + rest) || k < 0.5 * x {
        term *= quarter_square / (k * (k + nu));
        rest += term;
        weighted += term / (nu + 1.0 + k);
        if rest > LARGE {
            for sum in [&mut term, &mut rest, &mut weighted, &mut first] {
                *sum /= LARGE;
            }
            ln_divisor += libm::log(LARGE);
        }
        k += 1.0;
    }
    let ln_sum = if ln_divisor == 0.0 { libm::log1p(rest) } else { libm::log(first + rest) + ln_divisor };
    let ratio = 0.5 * x * weighted / (first + rest);
    BesselI { ln_scaled: ln_sum - x, ratio, one_less_ratio: 1.0 - ratio }
}

/// e^x / √(2πx) Σ (−1)^k a_k(ν) / x^k, with the difference of neighboring orders taken term by term.
fn asymptotic(nu: f64, x: f64) -> BesselI {
    let (mu, mu_next) = (4.0 * nu * nu, 4.0 * (nu + 1.0) * (nu + 1.0));
    let (mut term, mut term_next, mut sum, mut difference) = (1.0_f64, 1.0_f64, 1.0, 0.0);
    let mut k = 1.0;
    while term_next.abs() > NEGLIGIBLE && k < x {
        let odd_square = (2.0 * k - 1.0) * (2.0 * k - 1.0);
        term *= (odd_square - mu) / (8.0 * k * x);
        term_next *= (odd_square - mu_next) / (8.0 * k * x);
        sum += term;
        difference += term - term_next;
        k += 1.0;
    }
    let ln_power = nu * libm::log(2.0 / x) - 0.5 * (libm::log(core::f64::consts::TAU) + libm::log(x));
    let one_less_ratio = difference / sum;
    BesselI {
        ln_scaled: ln_gamma(nu + 1.0) + ln_power + libm::log(sum),
        ratio: 1.0 - one_less_ratio,
        one_less_ratio,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ν, x, and the three values from mpmath 1.3.0 with 60 digits.
    #[test]
    fn values_keep_their_accuracy_on_both_sides_of_the_asymptotic_series() {
        for (nu, x, ln_scaled, ratio, one_less_ratio) in [
            (0.0, 1e-200, -1e-200, 5e-201, 1.0),
            (0.0, 1e-08, -9.999999975e-09, 5e-09, 0.999999995),
            (0.0, 0.5, -0.4384502808145187, 0.24249961258080194, 0.757500387419198),
            (0.0, 4.0, -1.5750272044845406, 0.8635226110245506, 0.13647738897544942),
            (0.0, 29.9, -2.6136146894449044, 0.9831328332658057, 0.016867166734194316),
            (0.0, 30.0, -2.615298566828064, 0.9831895553653361, 0.01681044463466391),
            (0.0, 500.0, -4.0259923318933035, 0.9989994989968619, 0.0010005010031380675),
            (0.0, 10000000000.0, -12.4318639981624, 0.99999999995, 5.000000000125e-11),
            (0.5, 0.01, -0.009983333388888536, 0.0033333111113227495, 0.9966666888886773),
            (0.5, 3.0, -1.7942412985970144, 0.6716364899803559, 0.32836351001964414),
            (0.5, 40.0, -4.382026634673881, 0.975, 0.025),
            (1.5, 7.0, -3.6405047611253765, 0.7380929744917902, 0.2619070255082098),
            (4.0, 20.0, -8.851721964010478, 0.7955190678654248, 0.20448093213457522),
            (4.0, 31.0, -10.679125204300503, 0.8632732251986494, 0.13672677480135062),
            (9.5, 100.0, -26.897042856542225, 0.904535193281659, 0.09546480671834101),
            (9.5, 120.0, -28.64470828679075, 0.9198130051889827, 0.08018699481101735),
            (49.0, 10.0, -9.502420104148719, 0.09903802650645795, 0.900961973493542),
            (49.0, 900.0, -160.44168509017084, 0.9464824924595637, 0.05351750754043625),
            (49.0, 2499.0, -210.13987919318424, 0.9803843490343283, 0.019615650965671756),
            (49.0, 2501.0, -210.17909495843355, 0.9803998816153594, 0.019600118384640545),
            (499.0, 1000.0, -622.4930774748585, 0.6181868129101049, 0.38181318708989503),
        ] {
            let found = bessel_i(nu, x);
            let bound = 5e-16 * ((nu + 1.0) * (nu + 1.0)).max(30.0).min(x).max(1.0);
            let at = format!("order {nu}, argument {x:e}: {found:?}");
            assert!(
                (found.ln_scaled - ln_scaled).abs() <= bound.max(4e-16 * ln_scaled.abs()),
                "{at}, not {ln_scaled:e}"
            );
            assert!((found.ratio - ratio).abs() <= bound * ratio, "{at}, not {ratio:e}");
            let error = (found.one_less_ratio - one_less_ratio).abs();
            assert!(error <= bound.min(bound * one_less_ratio * x), "{at}, not {one_less_ratio:e}");
        }
    }

    #[test]
    fn zero_is_exact() {
        assert_eq!(bessel_i(0.0, 0.0), BesselI { ln_scaled: 0.0, ratio: 0.0, one_less_ratio: 1.0 });
    }
}
