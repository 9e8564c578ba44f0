//! Student's t distribution.

use super::gamma::{ln_standard_gamma, standard_entropy};
use super::parameter::{FamilyError, location, positive};
use super::univariate::{Statistic, Support, Univariate};
use crate::math::digamma::digamma;
use crate::math::ln_gamma::ln_beta;
use crate::math::rng::Stream;
use core::f64::consts::PI;

/// Student's t: density (1 + z²/ν)^(−(ν+1)/2) / (s √ν B(ν/2, ½)) with z = (x − μ)/s; ν = df, μ = loc, s = scale.
///
/// H = (ν+1)/2 (ψ((ν+1)/2) − ψ(ν/2)) + ln(s √ν B(ν/2, ½)); mean μ for ν > 1, variance s² ν/(ν − 2) for ν > 2, +∞ for 1 < ν ≤ 2.
/// KL between two of them has no closed form.
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), table 17.1. Accuracy: H 1e-15 relative to the largest of 1,
/// |ln s| and, below one degree of freedom, 1/ν: it is summed from parts in which the large terms have canceled.
///
/// ```
/// use infoplane_core::dist::families::{cauchy::Cauchy, student_t::StudentT, univariate::Univariate};
/// // One degree of freedom is Cauchy's distribution.
/// assert!((StudentT::new(1.0, 0.0, 2.0)?.entropy() - Cauchy::new(0.0, 2.0)?.entropy()).abs() < 1e-14);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StudentT {
    df: f64,
    loc: f64,
    scale: f64,
}

impl StudentT {
    /// The distribution of that many degrees of freedom, center and scale.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless loc is finite and df and scale positive, all within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{student_t::StudentT, univariate::Univariate};
    /// let p = StudentT::new(4.0, 1.0, 1.0)?;
    /// assert_eq!((p.mean(), p.variance()), (Some(1.0), Some(2.0)));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(df: f64, loc: f64, scale: f64) -> Result<Self, FamilyError> {
        Ok(Self { df: positive("df", df)?, loc: location("loc", loc)?, scale: positive("scale", scale)? })
    }
}

impl Univariate for StudentT {
    fn support(&self) -> Support {
        Support::REALS
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        let z = (x - self.loc) / self.scale;
        let root = z.abs() / self.df.sqrt();
        let falls = if root > 1e20 { 2.0 * libm::log(root) } else { libm::log1p(root * root) };
        let ln_norm = ln_beta(&[0.5 * self.df, 0.5]) + 0.5 * libm::log(self.df);
        -0.5 * (self.df + 1.0) * falls - ln_norm - libm::log(self.scale)
    }

    fn entropy(&self) -> f64 {
        // With h(a) the entropy of a gamma distribution of shape a: the sum of the formula, its terms of order ν gone.
        let (a, b) = (0.5 * self.df, 0.5 * self.df + 0.5);
        let parts = standard_entropy(a) - standard_entropy(b) + 0.5;
        parts + digamma(b) - 1.5 * digamma(a) + 0.5 * libm::log(PI * self.df) + libm::log(self.scale)
    }

    fn mean(&self) -> Option<f64> {
        (self.df > 1.0).then_some(self.loc)
    }

    fn variance(&self) -> Option<f64> {
        if self.df > 2.0 {
            Some(self.scale * self.scale * (self.df / (self.df - 2.0)))
        } else {
            (self.df > 1.0).then_some(f64::INFINITY)
        }
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        // Z / √(G / a) with G of shape a = ν/2, which may be too small for a number where its logarithm is not.
        let half = 0.5 * self.df;
        let ln_g = ln_standard_gamma(half, stream) - libm::log(half);
        self.loc + self.scale * stream.normal() * libm::exp(-0.5 * ln_g)
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        match of {
            Statistic::SquareAbout(_) if self.df <= 2.0 => Some(f64::INFINITY),
            Statistic::AbsoluteAbout(_) if self.df <= 1.0 => Some(f64::INFINITY),
            other => self.moment(other),
        }
    }
}
