//! Normal distributions seen through a monotone map: of a logarithm, and of a logit.

use super::normal::Normal;
use super::parameter::FamilyError;
use super::univariate::{LogDensity, Statistic, Support, Univariate, ln_expm1};
use crate::math::quadrature::integral;
use crate::math::rng::Stream;
use core::f64::consts::TAU;

/// e^Y for Y normal: density exp(−(ln x − μ)²/2σ²) / (x σ √(2π)) for x > 0, with μ = loc and σ = scale those of ln x.
///
/// H = μ + ln σ + ½ (1 + ln 2π); mean e^(μ + σ²/2), variance (e^σ² − 1) e^(2μ + σ²).
/// Source: [JOHNSON_1994](crate::citations::JOHNSON_1994), chapter 14. Accuracy: H 2e-16 relative to its terms.
///
/// ```
/// use infoplane_core::dist::families::{log_normal::LogNormal, normal::Normal, univariate::Univariate};
/// // At loc 0 stretching above 1 and squeezing below balance.
/// assert_eq!(LogNormal::new(0.0, 2.0)?.entropy(), Normal::new(0.0, 2.0)?.entropy());
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal {
    ln: Normal,
}

impl LogNormal {
    /// The distribution of e^Y, with loc and scale of the normal Y.
    ///
    /// # Errors
    /// Those of [`Normal::new`].
    ///
    /// ```
    /// use infoplane_core::dist::families::{log_normal::LogNormal, univariate::Univariate};
    /// let p = LogNormal::new(0.0, 1.0)?;
    /// assert!((p.mean().unwrap_or(0.0) - 0.5_f64.exp()).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(loc: f64, scale: f64) -> Result<Self, FamilyError> {
        Ok(Self { ln: Normal::new(loc, scale)? })
    }

    /// KL(p‖q) in nats: that of the logarithms, as a bijection of the outcomes changes no divergence.
    ///
    /// Source and accuracy: of [`Normal::kl`].
    ///
    /// ```
    /// use infoplane_core::dist::families::log_normal::LogNormal;
    /// assert_eq!(LogNormal::new(3.0, 1.0)?.kl(&LogNormal::new(0.0, 1.0)?), 4.5);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        self.ln.kl(&q.ln)
    }
}

impl Univariate for LogNormal {
    fn support(&self) -> Support {
        Support::POSITIVE
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        if x == 0.0 {
            return f64::NEG_INFINITY;
        }
        let y = libm::log(x);
        self.ln.log_density_inside(y) - y
    }

    fn entropy(&self) -> f64 {
        self.ln.loc + self.ln.entropy()
    }

    fn mean(&self) -> Option<f64> {
        Some(libm::exp(self.ln.loc + 0.5 * self.ln.scale * self.ln.scale))
    }

    fn variance(&self) -> Option<f64> {
        let s2 = self.ln.scale * self.ln.scale;
        Some(libm::exp(2.0 * self.ln.loc + s2 + ln_expm1(s2)))
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        libm::exp(self.ln.sample(stream))
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        match of {
            Statistic::Ln => Some(self.ln.loc),
            Statistic::LnSquareAbout(c) => self.ln.moment(Statistic::SquareAbout(c)),
            Statistic::Power { exponent, scale } => {
                self.ln.expectation(Statistic::Exponential { rate: exponent, about: libm::log(scale) })
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let constant = -libm::log(self.ln.scale) - 0.5 * libm::log(TAU);
        let factor = -0.5 / self.ln.scale / self.ln.scale;
        Some(LogDensity::new(
            constant,
            &[(-1.0, Statistic::Ln), (factor, Statistic::LnSquareAbout(self.ln.loc))],
        ))
    }
}

/// 1 / (1 + e^−Y) for Y normal: density exp(−(logit x − μ)²/2σ²) / (x (1 − x) σ √(2π)) for 0 < x < 1.
///
/// H = H(Y) − E ln(2 + 2 cosh Y), the mean of the stretching; it, mean and variance have no closed form. H is
/// integrated here, the other two are `None`.
/// Source: [ATCHISON_SHEN_1980](crate::citations::ATCHISON_SHEN_1980). Accuracy: H 1e-14 relative to its terms. Cost: H at most 1,300 exponentials.
///
/// ```
/// use infoplane_core::dist::families::{log_normal::LogitNormal, normal::Normal, univariate::Univariate};
/// // Near x = ½ the map has the slope ¼, so a narrow one loses 2 bits.
/// let lost = Normal::new(0.0, 1e-6)?.entropy() - LogitNormal::new(0.0, 1e-6)?.entropy();
/// assert!((lost - 4.0_f64.ln()).abs() < 1e-12);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogitNormal {
    logit: Normal,
}

impl LogitNormal {
    /// The distribution of 1 / (1 + e^−Y), with loc and scale of the normal Y.
    ///
    /// # Errors
    /// Those of [`Normal::new`].
    ///
    /// ```
    /// use infoplane_core::dist::families::{log_normal::LogitNormal, univariate::Univariate};
    /// let p = LogitNormal::new(0.0, 1.0)?;
    /// assert!((p.log_density(0.25) - p.log_density(0.75)).abs() < 1e-14);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(loc: f64, scale: f64) -> Result<Self, FamilyError> {
        Ok(Self { logit: Normal::new(loc, scale)? })
    }

    /// KL(p‖q) in nats: that of the logits, as a bijection of the outcomes changes no divergence.
    ///
    /// Source and accuracy: of [`Normal::kl`].
    ///
    /// ```
    /// use infoplane_core::dist::families::log_normal::LogitNormal;
    /// assert_eq!(LogitNormal::new(3.0, 1.0)?.kl(&LogitNormal::new(0.0, 1.0)?), 4.5);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        self.logit.kl(&q.logit)
    }

    /// E ln(2 + 2 cosh Y) = E |Y| + 2 E ln(1 + e^−|Y|).
    fn mean_ln_stretch(&self) -> f64 {
        /// Beyond it the integrand is below 1e-17 of the whole.
        const N_DEVIATIONS: i32 = 9;
        /// The trapezoidal rule is exact to 1e-16 with four steps to a standard deviation, if that is at most one.
        const STEPS_PER_DEVIATION: i32 = 4;
        let y = |z: f64| self.logit.loc + self.logit.scale * z;
        if self.logit.scale > 1.0 {
            return self.logit.absolute_about(0.0) + self.mean_softplus_tails();
        }
        let steps = -N_DEVIATIONS * STEPS_PER_DEVIATION..=N_DEVIATIONS * STEPS_PER_DEVIATION;
        steps.fold(0.0, |sum, step| {
            let z = f64::from(step) / f64::from(STEPS_PER_DEVIATION);
            let stretch = y(z).abs() + 2.0 * libm::log1p(libm::exp(-y(z).abs()));
            sum + stretch * libm::exp(-0.5 * z * z) / (TAU.sqrt() * f64::from(STEPS_PER_DEVIATION))
        })
    }

    /// 2 E ln(1 + e^−|Y|), in intervals of length one on both sides of 0, where |Y| has its kink.
    fn mean_softplus_tails(&self) -> f64 {
        /// e^−40 is below 1e-17.
        const END: i32 = 40;
        let density = |y: f64| libm::exp(self.logit.log_density_inside(y));
        let both = |y: f64| 2.0 * libm::log1p(libm::exp(-y)) * (density(y) + density(-y));
        (0..END).map(|k| integral(f64::from(k), f64::from(k + 1), both)).sum()
    }
}

impl Univariate for LogitNormal {
    fn support(&self) -> Support {
        Support::UNIT
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        if x == 0.0 || x == 1.0 {
            return f64::NEG_INFINITY;
        }
        let (ln_x, ln_rest) = (libm::log(x), libm::log1p(-x));
        self.logit.log_density_inside(ln_x - ln_rest) - ln_x - ln_rest
    }

    fn entropy(&self) -> f64 {
        self.logit.entropy() - self.mean_ln_stretch()
    }

    fn mean(&self) -> Option<f64> {
        None
    }

    fn variance(&self) -> Option<f64> {
        None
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        1.0 / (1.0 + libm::exp(-self.logit.sample(stream)))
    }
}
