//! One of finitely many outcomes: the categorical distribution, and with two outcomes Bernoulli's.

use super::parameter::{FamilyError, location, within};
use super::univariate::{Support, Univariate, not_negative};
use crate::dist::pmf::{Pmf, PmfError};
use crate::math::exp_excess::exp_excess;
use crate::math::logsumexp::logsumexp;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;

/// A probability with its logarithm, which is a number also where the probability is too small for one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Probability {
    pub(super) value: f64,
    pub(super) ln: f64,
}

impl Probability {
    fn from_ln(ln: f64) -> Self {
        Self { value: libm::exp(ln), ln }
    }

    /// −p ln p, which is 0 for impossible outcomes.
    fn surprise(self) -> f64 {
        if self.value == 0.0 { 0.0 } else { 0.0 - self.value * self.ln }
    }

    /// n ln p, which is 0 for n = 0.
    pub(super) fn ln_power(self, n: f64) -> f64 {
        if n == 0.0 { 0.0 } else { n * self.ln }
    }

    /// p ln(p/q) − p + q ≥ 0: summed over all outcomes it is KL, without negative terms.
    fn kl_excess(self, q: Self) -> f64 {
        if self.value == 0.0 {
            return q.value;
        }
        let both_normal = self.value.is_normal() && q.value.is_normal();
        let ln_ratio = if both_normal { log_ratio(q.value, self.value) } else { q.ln - self.ln };
        if ln_ratio > 1.0 {
            // e^ln_ratio may be no number where q is one.
            return q.value - self.value - self.value * ln_ratio;
        }
        self.value * exp_excess(ln_ratio)
    }
}

/// Categorical(p): outcome i of 0, 1, ..., n − 1 with probability pᵢ = probs, or the softmax of logits.
///
/// H = −Σ pᵢ ln pᵢ; mean and variance are those of the outcome's number.
/// Source: [SHANNON_1948](crate::citations::SHANNON_1948), section 6, theorem 2. Accuracy: n · 1e-16 relative; from logits,
/// the size of the logits times that.
///
/// ```
/// use infoplane_core::dist::families::{categorical::Categorical, univariate::Univariate};
/// // Logits far apart keep probabilities that are no numbers any more.
/// let p = Categorical::from_logits(&[0.0, -2000.0])?;
/// assert_eq!(p.log_density(1.0), -2000.0);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Categorical {
    outcomes: Vec<Probability>,
}

impl Categorical {
    /// The categorical distribution of those probabilities.
    ///
    /// ```
    /// use infoplane_core::dist::families::{categorical::Categorical, univariate::Univariate};
    /// use infoplane_core::dist::pmf::Pmf;
    /// let p = Categorical::new(&Pmf::new(vec![0.5, 0.25, 0.25])?);
    /// assert!((p.entropy() - 1.5 * core::f64::consts::LN_2).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
    /// ```
    pub fn new(probs: &Pmf) -> Self {
        let outcomes = probs.as_slice().iter().map(|&value| Probability { value, ln: libm::log(value) });
        Self { outcomes: outcomes.collect() }
    }

    /// The softmax of logits. A logit of −∞ is an impossible outcome.
    ///
    /// # Errors
    /// [`FamilyError::Pmf`] if there are none or all are −∞; [`FamilyError::Element`] if one is NaN or
    /// outside the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{categorical::Categorical, univariate::Univariate};
    /// let p = Categorical::from_logits(&[0.0, f64::NEG_INFINITY])?;
    /// assert_eq!((p.entropy(), p.n_outcomes()), (0.0, 2));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn from_logits(logits: &[f64]) -> Result<Self, FamilyError> {
        for (index, &value) in logits.iter().enumerate() {
            if value != f64::NEG_INFINITY {
                location("logits", value).map_err(|_| FamilyError::Element {
                    parameter: "logits",
                    index,
                    value,
                })?;
            }
        }
        let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if largest == f64::NEG_INFINITY {
            return Err(if logits.is_empty() { PmfError::Empty } else { PmfError::Sum(0.0) }.into());
        }
        // Differences first, as they are exact where the logits are close, however large.
        let below: Vec<f64> = logits.iter().map(|l| l - largest).collect();
        let ln_sum = logsumexp(&below);
        Ok(Self { outcomes: below.iter().map(|l| Probability::from_ln(l - ln_sum)).collect() })
    }

    /// The number of outcomes.
    ///
    /// ```
    /// use infoplane_core::dist::families::categorical::Categorical;
    /// assert_eq!(Categorical::from_logits(&[0.0; 3])?.n_outcomes(), 3);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn n_outcomes(&self) -> usize {
        self.outcomes.len()
    }

    /// KL(p‖q) = Σ pᵢ ln(pᵢ/qᵢ) in nats; +∞ if q rules out something that happens.
    ///
    /// Source: [KULLBACK_LEIBLER_1951](crate::citations::KULLBACK_LEIBLER_1951), section 2; [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006),
    /// equation 2.26. Accuracy: relative 1e-14, near p = q too, as for [pmfs](crate::dist::pmf::Pmf).
    ///
    /// # Errors
    /// [`FamilyError::Dimension`] if they have different numbers of outcomes.
    ///
    /// ```
    /// use infoplane_core::dist::families::categorical::Categorical;
    /// let (p, q) = (Categorical::from_logits(&[0.0, 0.0])?, Categorical::from_logits(&[0.0, f64::NEG_INFINITY])?);
    /// assert_eq!(p.kl(&q)?, f64::INFINITY);
    /// assert!((q.kl(&p)? - core::f64::consts::LN_2).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> Result<f64, FamilyError> {
        if self.n_outcomes() != q.n_outcomes() {
            return Err(FamilyError::Dimension { expected: self.n_outcomes(), found: q.n_outcomes() });
        }
        Ok(kl(&self.outcomes, &q.outcomes))
    }
}

fn kl(p: &[Probability], q: &[Probability]) -> f64 {
    not_negative(p.iter().zip(q).map(|(p, q)| p.kl_excess(*q)).sum())
}

impl Univariate for Categorical {
    fn support(&self) -> Support {
        Support::Counts { last: self.n_outcomes() as f64 - 1.0 }
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        self.outcomes[x as usize].ln
    }

    fn entropy(&self) -> f64 {
        self.outcomes.iter().map(|p| p.surprise()).sum()
    }

    fn mean(&self) -> Option<f64> {
        Some(self.outcomes.iter().enumerate().map(|(i, p)| i as f64 * p.value).sum())
    }

    fn variance(&self) -> Option<f64> {
        let mean: f64 = self.outcomes.iter().enumerate().map(|(i, p)| i as f64 * p.value).sum();
        Some(
            self.outcomes
                .iter()
                .enumerate()
                .map(|(i, p)| p.value * (i as f64 - mean) * (i as f64 - mean))
                .sum(),
        )
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        let mut left = stream.uniform();
        let mut last_possible = 0;
        for (i, p) in self.outcomes.iter().enumerate() {
            if p.value > 0.0 {
                last_possible = i;
            }
            left -= p.value;
            if left < 0.0 {
                return i as f64;
            }
        }
        // The probabilities sum to one only within rounding, so the last possible outcome takes what is left.
        last_possible as f64
    }
}

/// Bernoulli(p): 1 with probability p = probs, or 1/(1 + e^−logits), and 0 otherwise.
///
/// H = −p ln p − (1 − p) ln(1 − p); mean p, variance p (1 − p).
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 2.5. Accuracy: relative 4e-16, however close to certain.
///
/// ```
/// use infoplane_core::dist::families::{categorical::Bernoulli, univariate::Univariate};
/// assert_eq!(Bernoulli::new(0.5)?.entropy(), core::f64::consts::LN_2);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bernoulli {
    /// Of 0 and of 1.
    outcomes: [Probability; 2],
}

impl Bernoulli {
    /// The Bernoulli distribution of that probability of 1.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless probs is between 0 and 1.
    ///
    /// ```
    /// use infoplane_core::dist::families::{categorical::Bernoulli, univariate::Univariate};
    /// let p = Bernoulli::new(0.25)?;
    /// assert_eq!((p.mean(), p.variance()), (Some(0.25), Some(0.1875)));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(probs: f64) -> Result<Self, FamilyError> {
        let p = within("probs", probs, 0.0, 1.0)?;
        let rest = Probability { value: 1.0 - p, ln: libm::log1p(-p) };
        // The sum clears the sign of a negative zero.
        Ok(Self { outcomes: [rest, Probability { value: p + 0.0, ln: libm::log(p + 0.0) }] })
    }

    /// The Bernoulli distribution of that logarithm of the odds of 1.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless logits is finite, within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{categorical::Bernoulli, univariate::Univariate};
    /// assert_eq!(Bernoulli::from_logit(-2000.0)?.log_density(1.0), -2000.0);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn from_logit(logits: f64) -> Result<Self, FamilyError> {
        let logit = location("logits", logits)?;
        let softplus = |x: f64| x.max(0.0) + libm::log1p(libm::exp(-x.abs()));
        Ok(Self {
            outcomes: [Probability::from_ln(-softplus(logit)), Probability::from_ln(-softplus(-logit))],
        })
    }

    /// KL(p‖q) = p ln(p/q) + (1 − p) ln((1 − p)/(1 − q)) in nats; +∞ if q is certain of what p is not.
    ///
    /// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), example 2.3.1. Accuracy: relative 1e-15, near p = q too;
    /// from logits, 1e-16 over their difference, as their probabilities are rounded.
    ///
    /// ```
    /// use infoplane_core::dist::families::categorical::Bernoulli;
    /// let (sure, fair) = (Bernoulli::new(1.0)?, Bernoulli::new(0.5)?);
    /// assert_eq!(sure.kl(&fair), core::f64::consts::LN_2);
    /// assert_eq!(fair.kl(&sure), f64::INFINITY);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        kl(&self.outcomes, &q.outcomes)
    }

    /// The probability of 1.
    pub(super) fn success(&self) -> Probability {
        self.outcomes[1]
    }

    /// The probability of 0.
    pub(super) fn failure(&self) -> Probability {
        self.outcomes[0]
    }
}

impl Univariate for Bernoulli {
    fn support(&self) -> Support {
        Support::Counts { last: 1.0 }
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        self.outcomes[usize::from(x == 1.0)].ln
    }

    fn entropy(&self) -> f64 {
        self.outcomes[0].surprise() + self.outcomes[1].surprise()
    }

    fn mean(&self) -> Option<f64> {
        Some(self.outcomes[1].value)
    }

    fn variance(&self) -> Option<f64> {
        Some(self.outcomes[0].value * self.outcomes[1].value)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        f64::from(u8::from(stream.uniform() < self.outcomes[1].value))
    }
}
