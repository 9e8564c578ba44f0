//! The Cauchy distribution.

use super::parameter::{FamilyError, location, positive};
use super::univariate::{Statistic, Support, Univariate, open_unit};
use crate::math::rng::Stream;
use core::f64::consts::PI;

/// Cauchy(x₀, γ): density 1 / (πγ (1 + ((x − x₀)/γ)²)), with x₀ = loc and γ = scale.
///
/// H = ln 4πγ; it has neither mean nor variance.
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), table 17.1. Accuracy: H 2e-16 relative to its terms.
///
/// ```
/// use infoplane_core::dist::families::{cauchy::Cauchy, univariate::Univariate};
/// let p = Cauchy::new(0.0, 1.0)?;
/// assert!((p.entropy() - (4.0 * core::f64::consts::PI).ln()).abs() < 1e-15);
/// assert_eq!(p.mean(), None);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cauchy {
    loc: f64,
    scale: f64,
}

impl Cauchy {
    /// The Cauchy distribution of that median and half-width at half height.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless loc is finite and scale positive, both within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{cauchy::Cauchy, univariate::Univariate};
    /// let p = Cauchy::new(3.0, 1.0)?;
    /// assert!((p.log_density(3.0).exp() - 1.0 / core::f64::consts::PI).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(loc: f64, scale: f64) -> Result<Self, FamilyError> {
        Ok(Self { loc: location("loc", loc)?, scale: positive("scale", scale)? })
    }

    /// KL(p‖q) = ln(1 + ((γₚ − γ_q)² + (xₚ − x_q)²) / (4 γₚ γ_q)) in nats. Symmetric, a rare thing.
    ///
    /// Source: [CHYZAK_NIELSEN_2019](crate::citations::CHYZAK_NIELSEN_2019), theorem 1. Accuracy: relative 1e-15, near p = q too.
    ///
    /// ```
    /// use infoplane_core::dist::families::cauchy::Cauchy;
    /// let kl = Cauchy::new(2.0, 1.0)?.kl(&Cauchy::new(0.0, 1.0)?);
    /// assert!((kl - core::f64::consts::LN_2).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        /// Where 1 more does not change a number, and the square of the ratio may overflow.
        const FAR: f64 = 1e20;
        let apart = libm::hypot(self.scale - q.scale, self.loc - q.loc);
        let ratio = apart / (2.0 * self.scale.sqrt() * q.scale.sqrt());
        if ratio > FAR { 2.0 * libm::log(ratio) } else { libm::log1p(ratio * ratio) }
    }
}

impl Univariate for Cauchy {
    fn support(&self) -> Support {
        Support::REALS
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        let z = (x - self.loc) / self.scale;
        let falls = if z.abs() > 1e20 { 2.0 * libm::log(z.abs()) } else { libm::log1p(z * z) };
        -falls - libm::log(PI) - libm::log(self.scale)
    }

    fn entropy(&self) -> f64 {
        libm::log(4.0 * PI) + libm::log(self.scale)
    }

    fn mean(&self) -> Option<f64> {
        None
    }

    fn variance(&self) -> Option<f64> {
        None
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        self.loc + self.scale * libm::tan(PI * (open_unit(stream) - 0.5))
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        match of {
            Statistic::SquareAbout(_) | Statistic::AbsoluteAbout(_) => Some(f64::INFINITY),
            _ => None,
        }
    }
}
