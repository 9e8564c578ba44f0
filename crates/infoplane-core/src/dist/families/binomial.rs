//! Counts of successes: the binomial distribution, and how long to wait for one, the geometric distribution.

use super::categorical::Bernoulli;
use super::counts;
use super::parameter::{FamilyError, SMALLEST};
use super::univariate::{LogDensity, Statistic, Support, Univariate, standard_exponential};
use crate::math::exp_excess::exp_excess;
use crate::math::ln_gamma::stirling_remainder;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;
use core::f64::consts::TAU;

/// Binomial(n, p): k successes in n independent trials, n!/(k! (n − k)!) p^k (1 − p)^(n−k); n = total_count, p = probs or the odds e^logits.
///
/// H has no closed form and is summed over the outcomes that matter; mean np, variance np (1 − p).
/// Source: [LOADER_2000](crate::citations::LOADER_2000), for probabilities without cancellation. Accuracy: H relative 1e-14.
/// Cost: H about 24 standard deviations of logarithms.
///
/// ```
/// use infoplane_core::dist::families::{binomial::Binomial, categorical::Bernoulli, univariate::Univariate};
/// // ¼, ½, ¼: one and a half bits.
/// let heads = Binomial::new(2, Bernoulli::new(0.5)?);
/// assert!((heads.entropy() - 1.5 * core::f64::consts::LN_2).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Binomial {
    total_count: u32,
    trial: Bernoulli,
}

impl Binomial {
    /// The number of successes in that many trials.
    ///
    /// ```
    /// use infoplane_core::dist::families::{binomial::Binomial, categorical::Bernoulli, univariate::Univariate};
    /// let p = Binomial::new(8, Bernoulli::new(0.25)?);
    /// assert_eq!((p.mean(), p.variance()), (Some(2.0), Some(1.5)));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(total_count: u32, trial: Bernoulli) -> Self {
        Self { total_count, trial }
    }

    /// A binomial distribution of a number of trials that somebody typed.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless it is a whole number from 0 to 2³² − 1.
    pub(super) fn checked(total_count: f64, trial: Bernoulli) -> Result<Self, FamilyError> {
        let n = total_count as u32;
        if f64::from(n) != total_count {
            return Err(FamilyError::Value { parameter: "total_count", value: total_count });
        }
        Ok(Self::new(n, trial))
    }

    /// KL(p‖q) = n KL of one trial, in nats, for the same number n of trials; `None` for different ones.
    ///
    /// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), theorem 2.5.3, the chain rule. Accuracy: of [`Bernoulli::kl`].
    ///
    /// ```
    /// use infoplane_core::dist::families::{binomial::Binomial, categorical::Bernoulli};
    /// let (sure, fair) = (Bernoulli::new(1.0)?, Bernoulli::new(0.5)?);
    /// let kl = Binomial::new(8, sure).kl(&Binomial::new(8, fair));
    /// assert_eq!(kl, Some(8.0 * core::f64::consts::LN_2));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> Option<f64> {
        let n = f64::from(self.total_count);
        // No trials say nothing, and 0 · ∞ is none of it.
        let kl = || if n == 0.0 { 0.0 } else { n * self.trial.kl(&q.trial) };
        (self.total_count == q.total_count).then(kl)
    }

    fn n(&self) -> f64 {
        f64::from(self.total_count)
    }

    /// The counts that matter.
    pub(super) fn counts(&self) -> impl Iterator<Item = f64> + use<> {
        let (p, q) = (self.trial.success().value, self.trial.failure().value);
        counts::that_matter(self.n() * p, self.n() * p * q, self.n())
    }
}

impl Univariate for Binomial {
    fn support(&self) -> Support {
        Support::Counts { last: self.n() }
    }

    fn log_density_inside(&self, k: f64) -> f64 {
        let (n, p, q) = (self.n(), self.trial.success(), self.trial.failure());
        let rest = n - k;
        if k == 0.0 || rest == 0.0 {
            return p.ln_power(k) + q.ln_power(rest);
        }
        // ln of the mean over the count: small near the peak, where the logarithm is taken of the ratio.
        let ln_excess = |trial: f64, ln: f64, count: f64| {
            let mean = n * trial;
            if mean.is_normal() { log_ratio(mean, count) } else { log_ratio(n, count) + ln }
        };
        let deviance =
            k * exp_excess(ln_excess(p.value, p.ln, k)) + rest * exp_excess(ln_excess(q.value, q.ln, rest));
        let heights = stirling_remainder(n) - stirling_remainder(k) - stirling_remainder(rest);
        heights - deviance - 0.5 * libm::log(TAU * k * (rest / n))
    }

    fn entropy(&self) -> f64 {
        counts::entropy(self, self.counts())
    }

    fn mean(&self) -> Option<f64> {
        Some(self.n() * self.trial.success().value)
    }

    fn variance(&self) -> Option<f64> {
        Some(self.n() * self.trial.success().value * self.trial.failure().value)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        let (n, p, q) = (self.n(), self.trial.success().value, self.trial.failure().value);
        // At p = 1 the formula of the mode gives n + 1.
        let mode = libm::floor((n + 1.0) * p).min(n);
        let at_mode = libm::exp(self.log_density_inside(mode));
        let odds = |a: f64, b: f64| if a == 0.0 { 0.0 } else { a / b };
        let up = |k: f64| if k < n { (n - k) / (k + 1.0) * odds(p, q) } else { 0.0 };
        let down = |k: f64| if k > 0.0 { k / (n - k + 1.0) * odds(q, p) } else { 0.0 };
        counts::sample_outward(mode, at_mode, up, down, stream)
    }
}

/// Geometric(p): k failures before the first success, p (1 − p)^k for k = 0, 1, ...; p = probs or the odds e^logits.
///
/// H = (−p ln p − (1 − p) ln(1 − p)) / p, the entropy of all the trials; mean (1 − p)/p, variance (1 − p)/p².
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), problem 2.1 (there counting the success too). Accuracy: relative 1e-15.
///
/// ```
/// use infoplane_core::dist::families::{binomial::Geometric, categorical::Bernoulli, univariate::Univariate};
/// // ½, ¼, ...: two bits.
/// assert_eq!(Geometric::new(Bernoulli::new(0.5)?)?.entropy(), 2.0 * core::f64::consts::LN_2);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometric {
    trial: Bernoulli,
}

impl Geometric {
    /// The number of failures before the first success.
    ///
    /// # Errors
    /// [`FamilyError::Value`] if success has a probability below [`SMALLEST`]: it would be waited for forever.
    ///
    /// ```
    /// use infoplane_core::dist::families::{binomial::Geometric, categorical::Bernoulli, univariate::Univariate};
    /// let p = Geometric::new(Bernoulli::new(0.25)?)?;
    /// assert!((p.log_density(0.0) - 0.25_f64.ln()).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(trial: Bernoulli) -> Result<Self, FamilyError> {
        let p = trial.success().value;
        if p < SMALLEST {
            return Err(FamilyError::Value { parameter: "probs", value: p });
        }
        Ok(Self { trial })
    }

    /// KL(p‖q) = KL of one trial, times 1/p trials, in nats.
    ///
    /// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), theorem 2.5.3, the chain rule. Accuracy: of [`Bernoulli::kl`].
    ///
    /// ```
    /// use infoplane_core::dist::families::{binomial::Geometric, categorical::Bernoulli};
    /// let (now, later) = (Geometric::new(Bernoulli::new(1.0)?)?, Geometric::new(Bernoulli::new(0.5)?)?);
    /// assert_eq!(now.kl(&later), core::f64::consts::LN_2);
    /// assert_eq!(later.kl(&now), f64::INFINITY);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        self.trial.kl(&q.trial) / self.trial.success().value
    }

    /// Whether success is certain, so that 0 is the only outcome.
    pub(super) fn is_certain(&self) -> bool {
        self.trial.failure().value == 0.0
    }
}

impl Univariate for Geometric {
    fn support(&self) -> Support {
        Support::Counts { last: f64::INFINITY }
    }

    fn log_density_inside(&self, k: f64) -> f64 {
        self.trial.success().ln + self.trial.failure().ln_power(k)
    }

    fn entropy(&self) -> f64 {
        self.trial.entropy() / self.trial.success().value
    }

    fn mean(&self) -> Option<f64> {
        Some(self.trial.failure().value / self.trial.success().value)
    }

    fn variance(&self) -> Option<f64> {
        let p = self.trial.success().value;
        Some(self.trial.failure().value / p / p)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        // How many decays of ln(1 − p) fit into an exponential wait: none, if failure is impossible.
        libm::floor(standard_exponential(stream) / -self.trial.failure().ln)
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let (ln_success, ln_failure) = (self.trial.success().ln, self.trial.failure().ln);
        Some(LogDensity::new(ln_success, &[(ln_failure, Statistic::Value)]))
    }
}
