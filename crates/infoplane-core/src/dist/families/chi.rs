//! The length of a standard normal vector, and its square.

use super::gamma::{Gamma, ln_standard_gamma, standard_entropy, standard_log_density};
use super::parameter::{FamilyError, positive};
use super::univariate::{LogDensity, Statistic, Support, Univariate};
use crate::math::digamma::digamma;
use crate::math::ln_gamma::ln_gamma;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;
use core::f64::consts::LN_2;

/// χ²(k): the sum of k squared standard normal numbers, a gamma distribution of concentration k/2 and rate ½; k = df.
///
/// H = k/2 + ln 2 + ln Γ(k/2) + (1 − k/2) ψ(k/2); mean k, variance 2k. The number of degrees of freedom need not be whole.
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), table 17.1. Accuracy: of [`Gamma`].
///
/// ```
/// use infoplane_core::dist::families::{chi::Chi2, univariate::Univariate};
/// // Two degrees of freedom are the exponential distribution of rate ½: 1 + ln 2.
/// assert!((Chi2::new(2.0)?.entropy() - (1.0 + core::f64::consts::LN_2)).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chi2 {
    gamma: Gamma,
}

impl Chi2 {
    /// The distribution of that many degrees of freedom.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless df is positive, within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{chi::Chi2, univariate::Univariate};
    /// let p = Chi2::new(4.0)?;
    /// assert_eq!((p.mean(), p.variance()), (Some(4.0), Some(8.0)));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(df: f64) -> Result<Self, FamilyError> {
        Ok(Self { gamma: Gamma::checked(0.5 * positive("df", df)?, 0.5) })
    }

    /// KL(p‖q) in nats, as gamma distributions.
    ///
    /// Source and accuracy: of [`Gamma::kl`].
    ///
    /// ```
    /// use infoplane_core::dist::families::chi::Chi2;
    /// // ln Γ(2) − ln Γ(1) − ψ(1) (2 − 1) is Euler's constant.
    /// let kl = Chi2::new(2.0)?.kl(&Chi2::new(4.0)?);
    /// assert!((kl - 0.577_215_664_901_532_9).abs() < 1e-14);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        self.gamma.kl(&q.gamma)
    }

    /// The same distribution as a gamma distribution.
    ///
    /// ```
    /// use infoplane_core::dist::families::{chi::Chi2, gamma::Gamma};
    /// assert_eq!(Chi2::new(6.0)?.as_gamma(), Gamma::new(3.0, 0.5)?);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn as_gamma(&self) -> Gamma {
        self.gamma
    }
}

impl Univariate for Chi2 {
    fn support(&self) -> Support {
        self.gamma.support()
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        self.gamma.log_density_inside(x)
    }

    fn entropy(&self) -> f64 {
        self.gamma.entropy()
    }

    fn mean(&self) -> Option<f64> {
        self.gamma.mean()
    }

    fn variance(&self) -> Option<f64> {
        self.gamma.variance()
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        self.gamma.sample(stream)
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        self.gamma.expectation(of)
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        self.gamma.log_density_sum()
    }
}

/// χ(k): the length of a vector of k standard normal numbers; density 2^(1−k/2) x^(k−1) e^(−x²/2) / Γ(k/2) for x ≥ 0; k = df.
///
/// H = ½ (k − ln 2 − (k − 1) ψ(k/2)) + ln Γ(k/2); mean √2 Γ((k + 1)/2)/Γ(k/2), variance k less the square of the mean.
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), table 17.1. Accuracy: H of [`Gamma`]; variance relative 1e-11.
///
/// ```
/// use infoplane_core::dist::families::{chi::Chi, normal::HalfNormal, univariate::Univariate};
/// assert!((Chi::new(1.0)?.entropy() - HalfNormal::new(1.0)?.entropy()).abs() < 1e-14);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chi {
    df: f64,
}

impl Chi {
    /// The distribution of that many degrees of freedom.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless df is positive, within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{chi::Chi, univariate::Univariate};
    /// let p = Chi::new(2.0)?;
    /// assert!((p.log_density(1.0) + 0.5).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(df: f64) -> Result<Self, FamilyError> {
        Ok(Self { df: positive("df", df)? })
    }

    /// KL(p‖q) in nats: that of the squares, as a bijection of the outcomes changes no divergence.
    ///
    /// Source and accuracy: of [`Gamma::kl`].
    ///
    /// ```
    /// use infoplane_core::dist::families::chi::{Chi, Chi2};
    /// assert_eq!(Chi::new(1.0)?.kl(&Chi::new(3.0)?), Chi2::new(1.0)?.kl(&Chi2::new(3.0)?));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        self.half_square().kl(&q.half_square())
    }

    /// X²/2, a gamma distribution of rate 1.
    fn half_square(&self) -> Gamma {
        Gamma::checked(0.5 * self.df, 1.0)
    }

    fn mean_length(&self) -> f64 {
        let half = 0.5 * self.df;
        core::f64::consts::SQRT_2 * libm::exp(ln_gamma(half + 0.5) - ln_gamma(half))
    }
}

/// From here on the difference of k and the squared mean would lose more digits than three terms of its series.
const MANY: f64 = 1e4;

impl Univariate for Chi {
    fn support(&self) -> Support {
        Support::POSITIVE
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        if x == 0.0 {
            return match self.df.total_cmp(&1.0) {
                core::cmp::Ordering::Less => f64::INFINITY,
                core::cmp::Ordering::Equal => 0.5 * libm::log(core::f64::consts::FRAC_2_PI),
                core::cmp::Ordering::Greater => f64::NEG_INFINITY,
            };
        }
        // As a density of y = x²/2, whose derivative is x.
        let ln_y_over_shape = 2.0 * log_ratio(x, self.df.sqrt());
        standard_log_density(0.5 * self.df, libm::log(x) - LN_2, ln_y_over_shape)
    }

    fn entropy(&self) -> f64 {
        let half = 0.5 * self.df;
        standard_entropy(half) - 0.5 * (digamma(half) + LN_2)
    }

    fn mean(&self) -> Option<f64> {
        // √k (1 − 1/(4k) + 1/(32k²) + ...), where the ratio of the gamma functions would lose its digits.
        let k = self.df;
        let many = || k.sqrt() * (1.0 - 0.25 / k + 1.0 / (32.0 * k) / k);
        Some(if k > MANY { many() } else { self.mean_length() })
    }

    fn variance(&self) -> Option<f64> {
        let k = self.df;
        if k > MANY {
            return Some(0.5 - (0.125 + (0.0625 - 5.0 / 128.0 / k) / k) / k);
        }
        let mean = self.mean_length();
        Some(k - mean * mean)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        libm::exp(0.5 * (ln_standard_gamma(0.5 * self.df, stream) + LN_2))
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        let y = self.half_square();
        let ln_root_2 = 0.5 * LN_2;
        match of {
            Statistic::Ln => Some(0.5 * y.mean_ln() + ln_root_2),
            Statistic::LnSquareAbout(c) => {
                Some(0.25 * y.expectation(Statistic::LnSquareAbout(2.0 * (c - ln_root_2)))?)
            }
            Statistic::Power { exponent: s, scale } => {
                y.expectation(Statistic::Power { exponent: 0.5 * s, scale: 0.5 * scale * scale })
            }
            Statistic::SquareAbout(0.0) => Some(self.df),
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let half = 0.5 * self.df;
        let constant = (1.0 - half) * LN_2 - ln_gamma(half);
        Some(LogDensity::new(
            constant,
            &[(self.df - 1.0, Statistic::Ln), (-0.5, Statistic::SquareAbout(0.0))],
        ))
    }
}
