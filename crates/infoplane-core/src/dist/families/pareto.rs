//! Pareto's distribution.

use super::parameter::{FamilyError, positive};
use super::univariate::{LogDensity, Statistic, Support, Univariate, standard_exponential};
use crate::math::exp_excess::exp_excess;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;

/// Pareto(α, m): density α m^α / x^(α+1) for x ≥ m, with α = concentration and m = scale.
///
/// H = ln(m/α) + 1 + 1/α; mean αm/(α − 1) for α > 1, variance αm²/((α − 1)² (α − 2)) for α > 2, otherwise +∞.
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), table 17.1. Accuracy: H 4e-16 relative to its terms.
///
/// ```
/// use infoplane_core::dist::families::{pareto::Pareto, univariate::Univariate};
/// let p = Pareto::new(1.0, 1.0)?;
/// assert_eq!((p.entropy(), p.mean()), (2.0, Some(f64::INFINITY)));
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pareto {
    concentration: f64,
    scale: f64,
}

impl Pareto {
    /// The Pareto distribution of that tail exponent and least value.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless both are positive, within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{pareto::Pareto, univariate::Univariate};
    /// let p = Pareto::new(2.0, 3.0)?;
    /// assert_eq!((p.mean(), p.variance()), (Some(6.0), Some(f64::INFINITY)));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(concentration: f64, scale: f64) -> Result<Self, FamilyError> {
        Ok(Self {
            concentration: positive("concentration", concentration)?,
            scale: positive("scale", scale)?,
        })
    }

    /// KL(p‖q) = ln(αₚ/α_q) + α_q/αₚ − 1 + α_q ln(mₚ/m_q) in nats; +∞ if p has values below q's least.
    ///
    /// Source: [GIL_ALAJAJI_LINDER_2013](crate::citations::GIL_ALAJAJI_LINDER_2013). Accuracy: relative 1e-15, near p = q too.
    ///
    /// ```
    /// use infoplane_core::dist::families::pareto::Pareto;
    /// let (far, near) = (Pareto::new(1.0, 2.0)?, Pareto::new(1.0, 1.0)?);
    /// assert!((far.kl(&near) - core::f64::consts::LN_2).abs() < 1e-15);
    /// assert_eq!(near.kl(&far), f64::INFINITY);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        if self.scale < q.scale {
            return f64::INFINITY;
        }
        exp_excess(log_ratio(q.concentration, self.concentration))
            + q.concentration * log_ratio(self.scale, q.scale)
    }
}

impl Univariate for Pareto {
    fn support(&self) -> Support {
        Support::Interval { low: self.scale, high: f64::INFINITY }
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        let a = self.concentration;
        libm::log(a) - libm::log(x) - a * log_ratio(x, self.scale)
    }

    fn entropy(&self) -> f64 {
        libm::log(self.scale) - libm::log(self.concentration) + 1.0 + 1.0 / self.concentration
    }

    fn mean(&self) -> Option<f64> {
        let a = self.concentration;
        Some(if a > 1.0 { self.scale * (a / (a - 1.0)) } else { f64::INFINITY })
    }

    fn variance(&self) -> Option<f64> {
        let a = self.concentration;
        let relative = self.scale / (a - 1.0);
        Some(if a > 2.0 { relative * relative * (a / (a - 2.0)) } else { f64::INFINITY })
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        self.scale * libm::exp(standard_exponential(stream) / self.concentration)
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        let a = self.concentration;
        let mean_ln = libm::log(self.scale) + 1.0 / a;
        match of {
            Statistic::Ln => Some(mean_ln),
            Statistic::LnSquareAbout(c) => Some(1.0 / a / a + (mean_ln - c) * (mean_ln - c)),
            Statistic::Power { exponent: s, .. } if s >= a => Some(f64::INFINITY),
            Statistic::Power { exponent: s, scale } => {
                Some(libm::exp(s * log_ratio(self.scale, scale)) / (1.0 - s / a))
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let a = self.concentration;
        let constant = libm::log(a) + a * libm::log(self.scale);
        Some(LogDensity::new(constant, &[(-a - 1.0, Statistic::Ln)]))
    }
}
