//! The Laplace distribution.

use super::parameter::{FamilyError, location, positive};
use super::univariate::{LogDensity, Statistic, Support, Univariate, standard_exponential};
use crate::math::exp_excess::exp_excess;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;
use core::f64::consts::LN_2;

/// Laplace(μ, b): density exp(−|x − μ|/b) / 2b, with μ = loc and b = scale: exponential on both sides.
///
/// H = 1 + ln 2b, the most of all distributions of that mean |x − μ|; mean μ, variance 2b².
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), table 17.1. Accuracy: H 2e-16 relative to its terms.
///
/// ```
/// use infoplane_core::dist::families::{laplace::Laplace, univariate::Univariate};
/// assert_eq!(Laplace::new(7.0, 0.5)?.entropy(), 1.0);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Laplace {
    loc: f64,
    scale: f64,
}

impl Laplace {
    /// The Laplace distribution of that center and mean distance from it.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless loc is finite and scale positive, both within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{laplace::Laplace, univariate::Univariate};
    /// let p = Laplace::new(1.0, 0.5)?;
    /// assert!(p.log_density(1.0).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(loc: f64, scale: f64) -> Result<Self, FamilyError> {
        Ok(Self { loc: location("loc", loc)?, scale: positive("scale", scale)? })
    }

    /// KL(p‖q) = −ln r + r (d + e^−d) − 1 with r = bₚ/b_q and d = |μₚ − μ_q|/bₚ, in nats.
    ///
    /// Source: [GIL_ALAJAJI_LINDER_2013](crate::citations::GIL_ALAJAJI_LINDER_2013). Accuracy: relative 1e-15, near p = q
    /// too: it is taken as (r − 1 − ln r) + r (e^−d − 1 + d), both without cancellation.
    ///
    /// ```
    /// use infoplane_core::dist::families::laplace::Laplace;
    /// let kl = Laplace::new(1.0, 1.0)?.kl(&Laplace::new(0.0, 1.0)?);
    /// assert!((kl - (-1.0_f64).exp()).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        let ln_r = log_ratio(self.scale, q.scale);
        let d = (self.loc - q.loc).abs() / self.scale;
        exp_excess(ln_r) + libm::exp(ln_r) * exp_excess(-d)
    }
}

impl Univariate for Laplace {
    fn support(&self) -> Support {
        Support::REALS
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        -(x - self.loc).abs() / self.scale - LN_2 - libm::log(self.scale)
    }

    fn entropy(&self) -> f64 {
        1.0 + LN_2 + libm::log(self.scale)
    }

    fn mean(&self) -> Option<f64> {
        Some(self.loc)
    }

    fn variance(&self) -> Option<f64> {
        Some(2.0 * self.scale * self.scale)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        let distance = self.scale * standard_exponential(stream);
        if stream.uniform() < 0.5 { self.loc - distance } else { self.loc + distance }
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        match of {
            Statistic::AbsoluteAbout(c) => {
                let distance = (self.loc - c).abs();
                Some(distance + self.scale * libm::exp(-distance / self.scale))
            }
            Statistic::Exponential { rate, about } => {
                let s = rate * self.scale;
                let converges = s.abs() < 1.0;
                Some(if converges {
                    libm::exp(rate * (self.loc - about)) / ((1.0 - s) * (1.0 + s))
                } else {
                    f64::INFINITY
                })
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let constant = -LN_2 - libm::log(self.scale);
        Some(LogDensity::new(constant, &[(-1.0 / self.scale, Statistic::AbsoluteAbout(self.loc))]))
    }
}
