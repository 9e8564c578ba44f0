//! The distributions of extreme values: Gumbel's of the largest, Weibull's of the weakest link.

use super::parameter::{FamilyError, location, positive};
use super::univariate::{
    LogDensity, Statistic, Support, Univariate, ln_expm1, standard_exponential, times_ln,
};
use crate::math::digamma::EULER_GAMMA;
use crate::math::exp_excess::exp_excess;
use crate::math::ln_gamma::{ln_gamma, ln_gamma_gap};
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;
use core::f64::consts::PI;

/// Gumbel(μ, β): density e^(−z − e^−z) / β with z = (x − μ)/β; μ = loc, β = scale.
///
/// Noise of this law added to logits makes their largest a draw from the softmax.
/// H = ln β + γ + 1; mean μ + γβ, variance π²β²/6, γ being Euler's constant.
/// Source: [GIL_ALAJAJI_LINDER_2013](crate::citations::GIL_ALAJAJI_LINDER_2013). Accuracy: H 2e-16 relative to its terms.
///
/// ```
/// use infoplane_core::dist::families::{gumbel::Gumbel, univariate::Univariate};
/// use infoplane_core::math::digamma::EULER_GAMMA;
/// assert_eq!(Gumbel::new(3.0, 1.0)?.entropy(), EULER_GAMMA + 1.0);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gumbel {
    loc: f64,
    scale: f64,
}

impl Gumbel {
    /// The Gumbel distribution of that mode and scale.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless loc is finite and scale positive, both within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{gumbel::Gumbel, univariate::Univariate};
    /// let p = Gumbel::new(2.0, 1.0)?;
    /// assert_eq!(p.log_density(2.0), -1.0);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(loc: f64, scale: f64) -> Result<Self, FamilyError> {
        Ok(Self { loc: location("loc", loc)?, scale: positive("scale", scale)? })
    }

    /// KL(p‖q) = ln(1/s) + γ (s − 1) + d + e^−d Γ(1 + s) − 1 with s = βₚ/β_q and d = (μₚ − μ_q)/β_q, in nats.
    ///
    /// Source: [GIL_ALAJAJI_LINDER_2013](crate::citations::GIL_ALAJAJI_LINDER_2013). Accuracy: relative 1e-13,
    /// near p = q too: it is taken as (e^m − 1 − m) with m = ln Γ(1 + s) − d, and how far ln Γ is above its tangent at 1, seen at s.
    ///
    /// ```
    /// use infoplane_core::dist::families::gumbel::Gumbel;
    /// let kl = Gumbel::new(-1.0, 1.0)?.kl(&Gumbel::new(0.0, 1.0)?);
    /// assert!((kl - (1.0_f64.exp() - 2.0)).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        extreme_value_kl(self.scale / q.scale, (self.loc - q.loc) / q.scale)
    }
}

/// KL between Gumbel distributions from the ratio of their scales and the difference of their modes in q's scale.
fn extreme_value_kl(s: f64, d: f64) -> f64 {
    exp_excess(ln_gamma(1.0 + s) - d) + ln_gamma_gap(1.0, s)
}

impl Univariate for Gumbel {
    fn support(&self) -> Support {
        Support::REALS
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        let z = (x - self.loc) / self.scale;
        // e^−z outgrows −z, so that +∞ − ∞ is −∞ here.
        let falls = libm::exp(-z);
        if falls.is_infinite() { -falls } else { -z - falls - libm::log(self.scale) }
    }

    fn entropy(&self) -> f64 {
        libm::log(self.scale) + EULER_GAMMA + 1.0
    }

    fn mean(&self) -> Option<f64> {
        Some(self.loc + EULER_GAMMA * self.scale)
    }

    fn variance(&self) -> Option<f64> {
        Some(PI * PI / 6.0 * self.scale * self.scale)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        self.loc - self.scale * libm::log(standard_exponential(stream))
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        match of {
            Statistic::Exponential { rate, .. } if rate * self.scale >= 1.0 => Some(f64::INFINITY),
            Statistic::Exponential { rate, about } => {
                Some(libm::exp(rate * (self.loc - about) + ln_gamma(1.0 - rate * self.scale)))
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let rate = 1.0 / self.scale;
        Some(LogDensity::new(
            self.loc / self.scale - libm::log(self.scale),
            &[(-rate, Statistic::Value), (-1.0, Statistic::Exponential { rate: -rate, about: self.loc })],
        ))
    }
}

/// Weibull(k, λ): density (k/λ) (x/λ)^(k−1) exp(−(x/λ)^k) for x ≥ 0, with k = concentration and λ = scale.
///
/// −ln X is Gumbel(−ln λ, 1/k). H = γ (1 − 1/k) + ln(λ/k) + 1; mean λ Γ(1 + 1/k), variance λ² (Γ(1 + 2/k) − Γ(1 + 1/k)²).
/// Source: [GIL_ALAJAJI_LINDER_2013](crate::citations::GIL_ALAJAJI_LINDER_2013). Accuracy: H 4e-16 relative to its terms.
///
/// ```
/// use infoplane_core::dist::families::{gumbel::Weibull, univariate::Univariate};
/// // Concentration 1 is the exponential distribution: 1 + ln λ.
/// assert_eq!(Weibull::new(1.0, 1.0)?.entropy(), 1.0);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weibull {
    concentration: f64,
    scale: f64,
}

impl Weibull {
    /// The Weibull distribution of that shape and scale.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless both are positive, within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{gumbel::Weibull, univariate::Univariate};
    /// let p = Weibull::new(1.0, 4.0)?;
    /// assert!((p.log_density(0.0) - 0.25_f64.ln()).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(concentration: f64, scale: f64) -> Result<Self, FamilyError> {
        Ok(Self {
            concentration: positive("concentration", concentration)?,
            scale: positive("scale", scale)?,
        })
    }

    /// KL(p‖q) in nats: that of the Gumbel distributions of −ln X, as a bijection of the outcomes changes no divergence.
    ///
    /// Source: [GIL_ALAJAJI_LINDER_2013](crate::citations::GIL_ALAJAJI_LINDER_2013). Accuracy: of [`Gumbel::kl`].
    ///
    /// ```
    /// use infoplane_core::dist::families::gumbel::Weibull;
    /// // Concentration 1 is exponential: ln(1/2) + 2 − 1 for rates 1 and 2.
    /// let kl = Weibull::new(1.0, 1.0)?.kl(&Weibull::new(1.0, 0.5)?);
    /// assert!((kl - (1.0 - core::f64::consts::LN_2)).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        extreme_value_kl(
            q.concentration / self.concentration,
            q.concentration * log_ratio(q.scale, self.scale),
        )
    }

    /// E ln X = ln λ − γ/k.
    fn mean_ln(&self) -> f64 {
        libm::log(self.scale) - EULER_GAMMA / self.concentration
    }
}

impl Univariate for Weibull {
    fn support(&self) -> Support {
        Support::POSITIVE
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        let k = self.concentration;
        let height = libm::log(k) - libm::log(self.scale);
        if x == 0.0 {
            return height + times_ln(k - 1.0, x);
        }
        let ln_z = log_ratio(x, self.scale);
        height + (k - 1.0) * ln_z - libm::exp(k * ln_z)
    }

    fn entropy(&self) -> f64 {
        let k = self.concentration;
        EULER_GAMMA * (1.0 - 1.0 / k) + libm::log(self.scale) - libm::log(k) + 1.0
    }

    fn mean(&self) -> Option<f64> {
        Some(libm::exp(libm::log(self.scale) + ln_gamma(1.0 + 1.0 / self.concentration)))
    }

    fn variance(&self) -> Option<f64> {
        // E X² / (E X)² is e to the second difference of ln Γ at 1 + 1/k: what its ends are above the tangent.
        let h = 1.0 / self.concentration;
        let spread = ln_gamma_gap(1.0 + h, 1.0 + 2.0 * h) + ln_gamma_gap(1.0 + h, 1.0);
        Some(libm::exp(2.0 * (libm::log(self.scale) + ln_gamma(1.0 + h)) + ln_expm1(spread)))
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        self.scale * libm::exp(libm::log(standard_exponential(stream)) / self.concentration)
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        let k = self.concentration;
        match of {
            Statistic::Ln => Some(self.mean_ln()),
            Statistic::LnSquareAbout(c) => {
                let shift = self.mean_ln() - c;
                Some(PI * PI / (6.0 * k * k) + shift * shift)
            }
            Statistic::Power { exponent, .. } if exponent <= -k => Some(f64::INFINITY),
            Statistic::Power { exponent, scale } => {
                Some(libm::exp(exponent * log_ratio(self.scale, scale) + ln_gamma(1.0 + exponent / k)))
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let (k, scale) = (self.concentration, self.scale);
        Some(LogDensity::new(
            libm::log(k) - k * libm::log(scale),
            &[(k - 1.0, Statistic::Ln), (-1.0, Statistic::Power { exponent: k, scale })],
        ))
    }
}
