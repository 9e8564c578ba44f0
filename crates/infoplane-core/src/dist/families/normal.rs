//! The normal distribution and its half.

use super::parameter::{FamilyError, location, positive};
use super::univariate::{LogDensity, Statistic, Support, Univariate};
use crate::math::digamma::EULER_GAMMA;
use crate::math::exp_excess::exp_excess;
use crate::math::ln_gamma::ln_gamma;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;
use core::f64::consts::{FRAC_1_SQRT_2, FRAC_2_PI, LN_2, PI, TAU};

/// N(μ, σ²): density exp(−(x − μ)²/2σ²) / (σ √(2π)), with μ = loc and σ = scale, the standard deviation.
///
/// H = ln σ + ½ (1 + ln 2π), the most of all distributions of that variance; mean μ, variance σ².
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), example 8.1.2 and theorem 8.6.5. Accuracy: H 2e-16 relative to its terms.
///
/// ```
/// use infoplane_core::dist::families::{normal::Normal, univariate::Univariate};
/// // One nat of entropy for each factor e of the scale.
/// let (narrow, wide) = (Normal::new(0.0, 1.0)?, Normal::new(5.0, core::f64::consts::E)?);
/// assert!((wide.entropy() - narrow.entropy() - 1.0).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    pub(super) loc: f64,
    pub(super) scale: f64,
}

impl Normal {
    /// The normal distribution of that mean and standard deviation.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless loc is finite and scale positive, both within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{normal::Normal, univariate::Univariate};
    /// let p = Normal::new(1.0, 3.0)?;
    /// assert_eq!((p.mean(), p.variance()), (Some(1.0), Some(9.0)));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(loc: f64, scale: f64) -> Result<Self, FamilyError> {
        Ok(Self { loc: location("loc", loc)?, scale: positive("scale", scale)? })
    }

    /// KL(p‖q) = ½ (r² − 1 − ln r²) + ½ ((μₚ − μ_q) / σ_q)² with r = σₚ/σ_q, in nats.
    ///
    /// Source: [KULLBACK_1959](crate::citations::KULLBACK_1959), chapter 9, section 1, in one dimension.
    /// Accuracy: relative 1e-15, near p = q too: neither part is negative, and r² − 1 − ln r² is taken without cancellation.
    ///
    /// ```
    /// use infoplane_core::dist::families::normal::Normal;
    /// // Half the squared number of standard deviations between the means.
    /// assert_eq!(Normal::new(3.0, 1.0)?.kl(&Normal::new(0.0, 1.0)?), 4.5);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        let z = (self.loc - q.loc) / q.scale;
        0.5 * exp_excess(2.0 * log_ratio(self.scale, q.scale)) + 0.5 * z * z
    }
}

impl Univariate for Normal {
    fn support(&self) -> Support {
        Support::REALS
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        let z = (x - self.loc) / self.scale;
        -0.5 * z * z - libm::log(self.scale) - 0.5 * libm::log(TAU)
    }

    fn entropy(&self) -> f64 {
        libm::log(self.scale) + 0.5 * (1.0 + libm::log(TAU))
    }

    fn mean(&self) -> Option<f64> {
        Some(self.loc)
    }

    fn variance(&self) -> Option<f64> {
        Some(self.scale * self.scale)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        self.loc + self.scale * stream.normal()
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        match of {
            Statistic::AbsoluteAbout(c) => Some(self.absolute_about(c)),
            Statistic::Exponential { rate, about } => {
                let spread = rate * self.scale;
                Some(libm::exp(rate * (self.loc - about) + 0.5 * spread * spread))
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let constant = -libm::log(self.scale) - 0.5 * libm::log(TAU);
        let factor = -0.5 / self.scale / self.scale;
        Some(LogDensity::new(constant, &[(factor, Statistic::SquareAbout(self.loc))]))
    }
}

impl Normal {
    /// E |X − c| = σ √(2/π) e^(−z²/2) + (μ − c) erf(z/√2) with z = (μ − c)/σ.
    pub(super) fn absolute_about(&self, c: f64) -> f64 {
        let z = (self.loc - c) / self.scale;
        self.scale * FRAC_2_PI.sqrt() * libm::exp(-0.5 * z * z)
            + (self.loc - c) * libm::erf(z * FRAC_1_SQRT_2)
    }
}

/// |X| for X normal of mean 0: density √(2/π) exp(−x²/2σ²) / σ for x ≥ 0, with σ = scale.
///
/// H = ln σ + ½ ln(π/2) + ½, one bit less than before the sign was lost; mean σ √(2/π), variance σ² (1 − 2/π).
/// Source: [JOHNSON_1994](crate::citations::JOHNSON_1994), chapter 13. Accuracy: H 2e-16 relative to its terms.
///
/// ```
/// use infoplane_core::dist::families::{normal::{HalfNormal, Normal}, univariate::Univariate};
/// let lost = Normal::new(0.0, 3.0)?.entropy() - HalfNormal::new(3.0)?.entropy();
/// assert!((lost - core::f64::consts::LN_2).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HalfNormal {
    scale: f64,
}

impl HalfNormal {
    /// The half-normal distribution of that scale: the standard deviation before the sign was lost.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless scale is positive, within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{normal::HalfNormal, univariate::Univariate};
    /// let p = HalfNormal::new(2.0)?;
    /// assert_eq!(p.log_density(-1.0), f64::NEG_INFINITY);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(scale: f64) -> Result<Self, FamilyError> {
        Ok(Self { scale: positive("scale", scale)? })
    }

    /// KL(p‖q) = ½ (r² − 1 − ln r²) with r = σₚ/σ_q, in nats: that of the normal distributions of mean 0.
    ///
    /// Source and accuracy: of [`Normal::kl`].
    ///
    /// ```
    /// use infoplane_core::dist::families::normal::HalfNormal;
    /// let kl = HalfNormal::new(2.0)?.kl(&HalfNormal::new(1.0)?);
    /// assert!((kl - (1.5 - core::f64::consts::LN_2)).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        0.5 * exp_excess(2.0 * log_ratio(self.scale, q.scale))
    }
}

impl Univariate for HalfNormal {
    fn support(&self) -> Support {
        Support::POSITIVE
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        let z = x / self.scale;
        -0.5 * z * z - libm::log(self.scale) + 0.5 * libm::log(FRAC_2_PI)
    }

    fn entropy(&self) -> f64 {
        libm::log(self.scale) + 0.5 * (1.0 - libm::log(FRAC_2_PI))
    }

    fn mean(&self) -> Option<f64> {
        Some(self.scale * FRAC_2_PI.sqrt())
    }

    fn variance(&self) -> Option<f64> {
        Some(self.scale * self.scale * (1.0 - FRAC_2_PI))
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        self.scale * stream.normal().abs()
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        // ln |Z| of a standard normal Z has the mean −(γ + ln 2)/2 and the variance π²/8.
        let mean_ln = libm::log(self.scale) - 0.5 * (EULER_GAMMA + LN_2);
        match of {
            Statistic::Ln => Some(mean_ln),
            Statistic::LnSquareAbout(c) => Some(PI * PI / 8.0 + (mean_ln - c) * (mean_ln - c)),
            Statistic::Power { exponent: s, .. } if s <= -1.0 => Some(f64::INFINITY),
            Statistic::Power { exponent: s, scale } => {
                let ln_moment = ln_gamma(0.5 * (s + 1.0)) - ln_gamma(0.5) + 0.5 * s * LN_2;
                Some(libm::exp(s * log_ratio(self.scale, scale) + ln_moment))
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let constant = -libm::log(self.scale) + 0.5 * libm::log(FRAC_2_PI);
        let factor = -0.5 / self.scale / self.scale;
        Some(LogDensity::new(constant, &[(factor, Statistic::SquareAbout(0.0))]))
    }
}
