//! The Poisson distribution.

use super::counts;
use super::parameter::{FamilyError, SMALLEST, within};
use super::univariate::{Support, Univariate};
use crate::math::exp_excess::exp_excess;
use crate::math::ln_gamma::stirling_remainder;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;
use core::f64::consts::TAU;

/// The largest rate: up to it, the counts that matter are whole numbers that `f64` tells apart.
///
/// ```
/// use infoplane_core::dist::families::poisson::{LARGEST_RATE, Poisson};
/// assert!(Poisson::new(LARGEST_RATE).is_ok() && Poisson::new(2.0 * LARGEST_RATE).is_err());
/// ```
pub const LARGEST_RATE: f64 = 1e15;

/// Poisson(λ): k events where λ are expected, λ^k e^−λ / k!, with λ = rate.
///
/// H has no closed form: it is summed over the outcomes that matter, and from a rate of 10,000 on it is
/// ½ ln(2πeλ) − 1/(12λ) − 1/(24λ²) − 19/(360λ³); mean and variance λ.
/// Source: [LOADER_2000](crate::citations::LOADER_2000), for probabilities without cancellation;
/// [EVANS_BOERSMA_1988](crate::citations::EVANS_BOERSMA_1988), for the expansion. Accuracy: H relative 1e-14. Cost: H at most 2,500 logarithms.
///
/// ```
/// use infoplane_core::dist::families::{poisson::Poisson, univariate::Univariate};
/// // ½ ln 2πe, the entropy of a normal distribution of that variance, less 1/(12 λ).
/// let h = Poisson::new(1e6)?.entropy();
/// assert!((h - 0.5 * (core::f64::consts::TAU * core::f64::consts::E * 1e6).ln() + 1e-6 / 12.0).abs() < 1e-12);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Poisson {
    rate: f64,
}

impl Poisson {
    /// The Poisson distribution of that mean.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless rate is between [`SMALLEST`] and [`LARGEST_RATE`].
    ///
    /// ```
    /// use infoplane_core::dist::families::{poisson::Poisson, univariate::Univariate};
    /// let p = Poisson::new(1.0)?;
    /// assert!((p.log_density(0.0) + 1.0).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(rate: f64) -> Result<Self, FamilyError> {
        Ok(Self { rate: within("rate", rate, SMALLEST, LARGEST_RATE)? })
    }

    /// KL(p‖q) = λₚ ln(λₚ/λ_q) − λₚ + λ_q in nats.
    ///
    /// Source: [KULLBACK_1959](crate::citations::KULLBACK_1959), chapter 7, on Poisson populations. Accuracy: relative
    /// 1e-15, near p = q too.
    ///
    /// ```
    /// use infoplane_core::dist::families::poisson::Poisson;
    /// let kl = Poisson::new(2.0)?.kl(&Poisson::new(1.0)?);
    /// assert!((kl - (2.0 * core::f64::consts::LN_2 - 1.0)).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        self.rate * exp_excess(log_ratio(q.rate, self.rate))
    }
}

impl Univariate for Poisson {
    fn support(&self) -> Support {
        Support::Counts { last: f64::INFINITY }
    }

    fn log_density_inside(&self, k: f64) -> f64 {
        if k == 0.0 {
            return -self.rate;
        }
        -k * exp_excess(log_ratio(self.rate, k)) - stirling_remainder(k) - 0.5 * libm::log(TAU * k)
    }

    fn entropy(&self) -> f64 {
        /// From here on the first term left out is below 1e-16.
        const EXPANSION: f64 = 1e4;
        let rate = self.rate;
        if rate >= EXPANSION {
            let corrections = (1.0 / 12.0 + (1.0 / 24.0 + 19.0 / 360.0 / rate) / rate) / rate;
            return 0.5 * (libm::log(TAU * rate) + 1.0) - corrections;
        }
        counts::entropy(self, counts::that_matter(rate, rate, f64::INFINITY))
    }

    fn mean(&self) -> Option<f64> {
        Some(self.rate)
    }

    fn variance(&self) -> Option<f64> {
        Some(self.rate)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        let rate = self.rate;
        let mode = libm::floor(rate);
        let at_mode = libm::exp(self.log_density_inside(mode));
        counts::sample_outward(mode, at_mode, |k| rate / (k + 1.0), |k| k / rate, stream)
    }
}
