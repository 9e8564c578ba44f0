//! The gamma distribution and its inverse.

use super::parameter::{FamilyError, positive};
use super::univariate::{LogDensity, Statistic, Support, Univariate, not_negative, open_unit};
use crate::math::digamma::{digamma, ln_less_digamma};
use crate::math::exp_excess::exp_excess;
use crate::math::ln_gamma::{ln_gamma, ln_gamma_beyond, ln_gamma_beyond_gap};
use crate::math::rng::Stream;
use crate::math::trigamma::trigamma;
use crate::math::x_log_x::log_ratio;

/// Gamma(α, β): density β^α x^(α−1) e^(−βx) / Γ(α) for x ≥ 0, with α = concentration and β = rate.
///
/// H = α − ln β + ln Γ(α) + (1 − α) ψ(α); mean α/β, variance α/β².
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), table 17.1. Accuracy: H 1e-15 relative to the largest of 1,
/// ln α, ln β and, below one, 1/α: it is summed from parts in which the terms of order α have canceled. The log-density likewise.
///
/// ```
/// use infoplane_core::dist::families::{gamma::Gamma, univariate::Univariate};
/// // Concentration 1 is the exponential distribution: 1 − ln β.
/// assert!((Gamma::new(1.0, 1.0)?.entropy() - 1.0).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gamma {
    concentration: f64,
    rate: f64,
}

impl Gamma {
    /// The gamma distribution of that shape and rate, the inverse of the scale.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless both are positive, within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{gamma::Gamma, univariate::Univariate};
    /// let p = Gamma::new(3.0, 2.0)?;
    /// assert_eq!((p.mean(), p.variance()), (Some(1.5), Some(0.75)));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(concentration: f64, rate: f64) -> Result<Self, FamilyError> {
        Ok(Self { concentration: positive("concentration", concentration)?, rate: positive("rate", rate)? })
    }

    /// A gamma distribution whose parameters another constructor has checked.
    pub(super) fn checked(concentration: f64, rate: f64) -> Self {
        Self { concentration, rate }
    }

    /// KL(p‖q) = (αₚ − α_q) ψ(αₚ) − ln(Γ(αₚ)/Γ(α_q)) + α_q ln(βₚ/β_q) + αₚ (β_q/βₚ − 1) in nats.
    ///
    /// Source: [GIL_ALAJAJI_LINDER_2013](crate::citations::GIL_ALAJAJI_LINDER_2013). Accuracy: relative 1e-13, near p = q
    /// too: it is taken as α_q (r − 1 − ln r), with r the ratio of the means αₚ/βₚ and α_q/β_q, and how far ln Γ(α) − α ln α + α
    /// is above its tangent at αₚ, seen at α_q. Neither is negative.
    ///
    /// ```
    /// use infoplane_core::dist::families::gamma::Gamma;
    /// // Three waits instead of one, of twice the rate: 3 (r − 1 − ln r) with r = 2/3, and the gap of the shapes.
    /// let (one, three) = (Gamma::new(1.0, 1.0)?, Gamma::new(3.0, 2.0)?);
    /// let euler = 0.577_215_664_901_532_9;
    /// let expected = 2.0 * euler + 2.0_f64.ln() - 3.0 * 2.0_f64.ln() + 1.0;
    /// assert!((one.kl(&three) - expected).abs() < 1e-14);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        let ln_r = log_ratio(q.rate, self.rate) + log_ratio(self.concentration, q.concentration);
        let shapes = ln_gamma_beyond_gap(self.concentration, q.concentration);
        not_negative(q.concentration * exp_excess(ln_r) + shapes)
    }

    /// E ln X = ψ(α) − ln β.
    pub(super) fn mean_ln(&self) -> f64 {
        digamma(self.concentration) - libm::log(self.rate)
    }

    /// ln of a draw, which is a number also where the draw is too small for one.
    fn ln_sample(&self, stream: &mut Stream) -> f64 {
        ln_standard_gamma(self.concentration, stream) - libm::log(self.rate)
    }
}

/// H of the gamma distribution of rate 1, in nats.
pub(super) fn standard_entropy(a: f64) -> f64 {
    ln_gamma_beyond(a) + libm::log(a) + (a - 1.0) * ln_less_digamma(a)
}

/// ln f(y) of the gamma distribution of that shape and rate 1, from ln y and ln(y / shape).
pub(super) fn standard_log_density(shape: f64, ln_y: f64, ln_y_over_shape: f64) -> f64 {
    -shape * exp_excess(ln_y_over_shape) - ln_gamma_beyond(shape) - ln_y
}

/// ln of a draw from the gamma distribution of that shape and rate 1.
///
/// Source: [MARSAGLIA_TSANG_2000](crate::citations::MARSAGLIA_TSANG_2000); the comparison in step 4 is taken without cancellation.
pub(super) fn ln_standard_gamma(shape: f64, stream: &mut Stream) -> f64 {
    if shape < 1.0 {
        return ln_standard_gamma(shape + 1.0, stream) + libm::log(open_unit(stream)) / shape;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = stream.normal();
        if c * x <= -1.0 {
            continue;
        }
        let ln_v = 3.0 * libm::log1p(c * x);
        if libm::log(open_unit(stream)) < 0.5 * x * x - d * exp_excess(ln_v) {
            return libm::log(d) + ln_v;
        }
    }
}

impl Univariate for Gamma {
    fn support(&self) -> Support {
        Support::POSITIVE
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        let a = self.concentration;
        if x == 0.0 {
            return match a.total_cmp(&1.0) {
                core::cmp::Ordering::Less => f64::INFINITY,
                core::cmp::Ordering::Equal => libm::log(self.rate),
                core::cmp::Ordering::Greater => f64::NEG_INFINITY,
            };
        }
        standard_log_density(a, libm::log(x), log_ratio(x, a / self.rate))
    }

    fn entropy(&self) -> f64 {
        standard_entropy(self.concentration) - libm::log(self.rate)
    }

    fn mean(&self) -> Option<f64> {
        Some(self.concentration / self.rate)
    }

    fn variance(&self) -> Option<f64> {
        Some(self.concentration / self.rate / self.rate)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        libm::exp(self.ln_sample(stream))
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        let a = self.concentration;
        match of {
            Statistic::Ln => Some(self.mean_ln()),
            Statistic::LnSquareAbout(c) => {
                let shift = self.mean_ln() - c;
                Some(trigamma(a) + shift * shift)
            }
            Statistic::Power { exponent: s, .. } if s <= -a => Some(f64::INFINITY),
            Statistic::Power { exponent: s, scale } => {
                Some(libm::exp(ln_gamma(a + s) - ln_gamma(a) - s * (libm::log(self.rate) + libm::log(scale))))
            }
            Statistic::Exponential { rate, .. } if rate >= self.rate => Some(f64::INFINITY),
            Statistic::Exponential { rate, about } => {
                Some(libm::exp(-rate * about - a * libm::log1p(-rate / self.rate)))
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let a = self.concentration;
        let constant = a * libm::log(self.rate) - ln_gamma(a);
        Some(LogDensity::new(constant, &[(a - 1.0, Statistic::Ln), (-self.rate, Statistic::Value)]))
    }
}

/// 1/X for X gamma: density β^α x^(−α−1) e^(−β/x) / Γ(α) for x > 0, with α = concentration and β = scale.
///
/// H = α + ln β + ln Γ(α) − (1 + α) ψ(α); mean β/(α − 1) for α > 1, variance β²/((α − 1)² (α − 2)) for α > 2, otherwise +∞.
/// Source: the gamma distribution's, with E ln of the derivative of 1/x. Accuracy: of [`Gamma`].
///
/// ```
/// use infoplane_core::dist::families::{gamma::InverseGamma, univariate::Univariate};
/// let euler = 0.577_215_664_901_532_9;
/// assert!((InverseGamma::new(1.0, 1.0)?.entropy() - (1.0 + 2.0 * euler)).abs() < 1e-14);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InverseGamma {
    inverse: Gamma,
}

impl InverseGamma {
    /// The distribution of 1/X for X gamma of that concentration, with scale as its rate.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless both are positive, within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{gamma::InverseGamma, univariate::Univariate};
    /// let p = InverseGamma::new(3.0, 4.0)?;
    /// assert_eq!(p.mean(), Some(2.0));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(concentration: f64, scale: f64) -> Result<Self, FamilyError> {
        let (concentration, rate) = (positive("concentration", concentration)?, positive("scale", scale)?);
        Ok(Self { inverse: Gamma { concentration, rate } })
    }

    /// KL(p‖q) in nats: that of the gamma distributions, as a bijection of the outcomes changes no divergence.
    ///
    /// Source and accuracy: of [`Gamma::kl`].
    ///
    /// ```
    /// use infoplane_core::dist::families::gamma::InverseGamma;
    /// let kl = InverseGamma::new(1.0, 1.0)?.kl(&InverseGamma::new(1.0, 2.0)?);
    /// assert!((kl - (1.0 - core::f64::consts::LN_2)).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        self.inverse.kl(&q.inverse)
    }
}

impl Univariate for InverseGamma {
    fn support(&self) -> Support {
        Support::POSITIVE
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        if x == 0.0 {
            return f64::NEG_INFINITY;
        }
        let Gamma { concentration: a, rate: b } = self.inverse;
        // As a density of β/x, of rate 1, whose derivative is β/x².
        standard_log_density(a, -libm::log(x), log_ratio(b / a, x)) - 2.0 * libm::log(x)
    }

    fn entropy(&self) -> f64 {
        self.inverse.entropy() - 2.0 * self.inverse.mean_ln()
    }

    fn mean(&self) -> Option<f64> {
        let Gamma { concentration: a, rate: b } = self.inverse;
        Some(if a > 1.0 { b / (a - 1.0) } else { f64::INFINITY })
    }

    fn variance(&self) -> Option<f64> {
        let Gamma { concentration: a, rate: b } = self.inverse;
        let mean = b / (a - 1.0);
        Some(if a > 2.0 { mean * mean / (a - 2.0) } else { f64::INFINITY })
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        libm::exp(-self.inverse.ln_sample(stream))
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        match of {
            Statistic::Ln => Some(-self.inverse.mean_ln()),
            Statistic::LnSquareAbout(c) => self.inverse.expectation(Statistic::LnSquareAbout(-c)),
            Statistic::Power { exponent, scale } => {
                self.inverse.expectation(Statistic::Power { exponent: -exponent, scale: 1.0 / scale })
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let Gamma { concentration: a, rate: b } = self.inverse;
        let constant = a * libm::log(b) - ln_gamma(a);
        let inverse = Statistic::Power { exponent: -1.0, scale: 1.0 };
        Some(LogDensity::new(constant, &[(-a - 1.0, Statistic::Ln), (-b, inverse)]))
    }
}
