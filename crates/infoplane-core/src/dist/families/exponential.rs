//! The exponential distribution.

use super::gamma::Gamma;
use super::parameter::{FamilyError, positive};
use super::univariate::{LogDensity, Statistic, Support, Univariate, standard_exponential};
use crate::math::exp_excess::exp_excess;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;

/// Exponential(λ): density λ e^(−λx) for x ≥ 0, with λ = rate.
///
/// H = 1 − ln λ, the most of all distributions of positive numbers of that mean; mean 1/λ, variance 1/λ².
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), table 17.1. Accuracy: H 2e-16 relative to its terms.
///
/// ```
/// use infoplane_core::dist::families::{exponential::Exponential, univariate::Univariate};
/// assert_eq!(Exponential::new(1.0)?.entropy(), 1.0);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    rate: f64,
}

impl Exponential {
    /// The exponential distribution of that rate.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless rate is positive, within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{exponential::Exponential, univariate::Univariate};
    /// let p = Exponential::new(4.0)?;
    /// assert_eq!(p.mean(), Some(0.25));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(rate: f64) -> Result<Self, FamilyError> {
        Ok(Self { rate: positive("rate", rate)? })
    }

    /// KL(p‖q) = r − 1 − ln r with r = λ_q/λₚ, in nats.
    ///
    /// Source: [GIL_ALAJAJI_LINDER_2013](crate::citations::GIL_ALAJAJI_LINDER_2013). Accuracy: relative 1e-15, near p = q too.
    ///
    /// ```
    /// use infoplane_core::dist::families::exponential::Exponential;
    /// let kl = Exponential::new(1.0)?.kl(&Exponential::new(2.0)?);
    /// assert!((kl - (1.0 - core::f64::consts::LN_2)).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        exp_excess(log_ratio(q.rate, self.rate))
    }

    /// The same distribution as a gamma distribution of concentration 1.
    ///
    /// ```
    /// use infoplane_core::dist::families::{exponential::Exponential, gamma::Gamma};
    /// assert_eq!(Exponential::new(2.0)?.as_gamma(), Gamma::new(1.0, 2.0)?);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn as_gamma(&self) -> Gamma {
        Gamma::checked(1.0, self.rate)
    }
}

impl Univariate for Exponential {
    fn support(&self) -> Support {
        Support::POSITIVE
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        libm::log(self.rate) - self.rate * x
    }

    fn entropy(&self) -> f64 {
        1.0 - libm::log(self.rate)
    }

    fn mean(&self) -> Option<f64> {
        Some(1.0 / self.rate)
    }

    fn variance(&self) -> Option<f64> {
        Some(1.0 / self.rate / self.rate)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        standard_exponential(stream) / self.rate
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        match of {
            // The |X − c| of an exponential number: both sides of c, where c is inside.
            Statistic::AbsoluteAbout(c) if c > 0.0 => {
                Some(c + (2.0 * libm::exp(-self.rate * c) - 1.0) / self.rate)
            }
            Statistic::AbsoluteAbout(c) => Some(1.0 / self.rate - c),
            other => self.as_gamma().expectation(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        self.as_gamma().log_density_sum()
    }
}
