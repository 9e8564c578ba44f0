//! The probability mass function: what every discrete measure takes.

use crate::math::logsumexp::logsumexp;

/// How far from one the probabilities given to [`Pmf::new`] may sum.
///
/// Sums of a thousand rounded probabilities miss one by 1e-13, four-digit tables by 1e-4.
/// Smaller, and honest sums of many terms are refused; larger, and a forgotten outcome of
/// probability 1e-8 goes unnoticed. [`Pmf::normalized`] takes anything else.
///
/// # Sums that miss one
/// Probabilities are taken as they are, and no measure divides them by their sum. If p = s p̂ and q = t q̂, where p̂ and
/// q̂ sum to one, and ε = s − 1 and δ = t − 1 are what is missed (at most 1e-9 either way), then in nats:
///
/// | measure | value | its bounds |
/// |---|---|---|
/// | entropy | s H(p̂) − s ln s | at least −s ln s ≈ −ε; so one for perplexity is 1 − ε |
/// | cross-entropy | s H(p̂, q̂) − s ln t | at least −s ln t |
/// | KL | s KL(p̂‖q̂) + s ln(s/t) − s + t | never negative: what is added is about (ε − δ)²/2; its terms p ln(p/q) sum to δ − ε less |
/// | Jensen-Shannon, total variation, squared Hellinger, Le Cam | the formula, with p and q as they are | never negative, and at most (s + t)/2 times the largest |
/// | other f-divergences | the formula | never negative, and at most max(s, t) times the largest |
/// | Bhattacharyya | −ln(1 − h²), or −ln Σ √(pq) if h² ≥ ½ | never negative; these two differ by (ε + δ)/2 over their argument |
/// | Rényi and Tsallis entropies | with 1 + Σ p (p^(α−1) − 1) for Σ p^α | at least −s ln s for Rényi, (s − s^α)/(α − 1) for Tsallis |
/// | Rényi and Tsallis divergences | with 1 + Σ p ((p/q)^(α−1) − 1) for Σ p^α q^(1−α) | at least −\|ε\| − \|δ\|, up to their squares |
/// | conditional entropy, mutual information, and their sums | s times that of p̂ | never negative; I(X;Y) may exceed H(X) by s ln s |
/// | normalized mutual information | both of the above | between 0 and 1; without meaning where the entropies are not above 1e-9 |
/// | pointwise mutual information | that of p̂ | as of p̂ |
/// | maximal correlation | that of p̂, at least \|ε\| | as of p̂ |
///
/// So laws that compare two of these, as H(p, q) = H(p) + KL(p‖q) or a limit at order 1, hold up to some 1e-9. Where
/// that matters, [`Pmf::normalized`] leaves an ε of n · 1e-16.
///
/// ```
/// use infoplane_core::dist::pmf::Pmf;
/// // A table rounded to ten digits is taken, one to four is not.
/// assert!(Pmf::new(vec![0.3333333333, 0.6666666667]).is_ok());
/// assert!(Pmf::new(vec![0.3333, 0.6666]).is_err());
/// ```
pub const SUM_TOLERANCE: f64 = 1e-9;

/// Probabilities of outcomes 0, 1, ..., n − 1.
///
/// Proven by every constructor: at least one outcome, every probability finite and not
/// negative, and their sum within [`SUM_TOLERANCE`] of one.
///
/// ```
/// use infoplane_core::dist::pmf::Pmf;
/// let p = Pmf::new(vec![0.5, 0.25, 0.25])?;
/// assert_eq!((p.len(), p.as_slice()[0]), (3, 0.5));
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Pmf(Vec<f64>);

/// The most probabilities that a constructor makes of a mere number of outcomes; a longer pmf is made of a list.
///
/// ```
/// use infoplane_core::dist::{catalogue::uniform, pmf::{MOST_OUTCOMES, PmfError}};
/// assert_eq!(uniform(MOST_OUTCOMES + 1), Err(PmfError::Size(MOST_OUTCOMES + 1)));
/// ```
pub const MOST_OUTCOMES: usize = 1 << 24;

/// Whether there is something, and not more than [`MOST_OUTCOMES`], to make probabilities for.
pub(crate) const fn check_size(n: usize) -> Result<(), PmfError> {
    match n {
        0 => Err(PmfError::Empty),
        1..=MOST_OUTCOMES => Ok(()),
        _ => Err(PmfError::Size(n)),
    }
}

/// Why numbers are not a pmf.
///
/// ```
/// use infoplane_core::dist::pmf::{Pmf, PmfError};
/// let error = PmfError::Value { index: 1, value: -0.5 };
/// assert_eq!(Pmf::new(vec![1.5, -0.5]), Err(error));
/// assert_eq!(error.to_string(), "invalid value: -0.5 (outcome 1)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PmfError {
    /// There are no outcomes.
    Empty,
    /// A probability, weight or logit is negative, infinite or not a number where it must not be.
    Value {
        /// The outcome, counted from 0.
        index: usize,
        /// The value.
        value: f64,
    },
    /// The probabilities do not sum to one; or the weights sum to zero or overflow.
    Sum(f64),
    /// A temperature is not a positive finite number.
    Temperature(f64),
    /// A parameter of a named distribution is outside its range.
    Parameter {
        /// The letter in the formula.
        name: &'static str,
        /// The value.
        value: f64,
    },
    /// There is no such outcome.
    Outcome {
        /// The outcome asked for, counted from 0.
        index: usize,
        /// The number of outcomes.
        n_outcomes: usize,
    },
    /// More probabilities than [`MOST_OUTCOMES`] are asked for.
    Size(usize),
}

impl core::fmt::Display for PmfError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Empty => write!(f, "no outcomes"),
            Self::Value { index, value } => write!(f, "invalid value: {value} (outcome {index})"),
            Self::Sum(sum) => write!(f, "invalid sum: {sum}"),
            Self::Temperature(t) => write!(f, "invalid temperature: {t}"),
            Self::Parameter { name, value } => write!(f, "invalid {name}: {value}"),
            Self::Outcome { index, n_outcomes } => {
                write!(f, "invalid outcome: {index} (there are {n_outcomes})")
            }
            Self::Size(n) => write!(f, "invalid number of probabilities: {n} (the most are {MOST_OUTCOMES})"),
        }
    }
}

impl core::error::Error for PmfError {}

impl Pmf {
    /// Takes probabilities as they are.
    ///
    /// # Errors
    /// [`PmfError`] unless they are finite, not negative and sum to one within [`SUM_TOLERANCE`].
    ///
    /// ```
    /// use infoplane_core::dist::pmf::{Pmf, PmfError};
    /// assert!(Pmf::new(vec![0.25, 0.75]).is_ok());
    /// assert_eq!(Pmf::new(vec![0.5, -0.5, 1.0]), Err(PmfError::Value { index: 1, value: -0.5 }));
    /// assert_eq!(Pmf::new(vec![0.5, 0.25]), Err(PmfError::Sum(0.75)));
    /// ```
    pub fn new(probabilities: Vec<f64>) -> Result<Self, PmfError> {
        let sum = checked_sum(&probabilities)?;
        if (sum - 1.0).abs() > SUM_TOLERANCE {
            return Err(PmfError::Sum(sum));
        }
        Ok(Self(probabilities))
    }

    /// Divides weights (counts, heights of bars) by their sum.
    ///
    /// # Errors
    /// [`PmfError`] unless the weights are finite and not negative and at least one is positive.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// assert_eq!(Pmf::normalized(&[1.0, 3.0])?.as_slice(), [0.25, 0.75]);
    /// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
    /// ```
    pub fn normalized(weights: &[f64]) -> Result<Self, PmfError> {
        checked_sum(weights)?;
        let largest = weights.iter().copied().fold(0.0, f64::max);
        if largest == 0.0 {
            return Err(PmfError::Sum(0.0));
        }
        // Weights relative to the largest neither overflow nor vanish in the sum; when that
        // is unnecessary, one division instead of two keeps the last digit.
        let plain_sum: f64 = weights.iter().sum();
        if plain_sum.is_normal() {
            return Ok(Self(weights.iter().map(|w| w / plain_sum).collect()));
        }
        let scaled: Vec<f64> = weights.iter().map(|w| w / largest).collect();
        let sum: f64 = scaled.iter().sum();
        Ok(Self(scaled.iter().map(|w| w / sum).collect()))
    }

    /// exp(lᵢ / T) / Σ exp(lⱼ / T): the output of a classifier at temperature T.
    ///
    /// A high temperature flattens the distribution toward uniform, a low one sharpens it
    /// toward the largest logit; a logit of −∞ is an impossible outcome.
    ///
    /// # Errors
    /// [`PmfError`] if a logit is NaN or +∞, all are −∞, or the temperature is not positive and finite.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// // Logits 0 and ln 3 give odds of 1 to 3.
    /// let q = Pmf::softmax(&[0.0, 3.0_f64.ln()], 1.0)?;
    /// assert!((q.as_slice()[1] - 0.75).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
    /// ```
    pub fn softmax(logits: &[f64], temperature: f64) -> Result<Self, PmfError> {
        if !(temperature > 0.0 && temperature.is_finite()) {
            return Err(PmfError::Temperature(temperature));
        }
        if logits.is_empty() {
            return Err(PmfError::Empty);
        }
        if let Some(index) = logits.iter().position(|l| l.is_nan() || *l == f64::INFINITY) {
            return Err(PmfError::Value { index, value: logits[index] });
        }
        let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if largest == f64::NEG_INFINITY {
            return Err(PmfError::Sum(0.0));
        }
        // Differences to the largest are at most 0, so a tiny temperature gives −∞, never NaN.
        let scaled: Vec<f64> = logits.iter().map(|l| (l - largest) / temperature).collect();
        let log_sum = logsumexp(&scaled);
        Self::normalized(&scaled.iter().map(|l| libm::exp(l - log_sum)).collect::<Vec<_>>())
    }

    /// Takes what the caller has proven to be a pmf, up to rounding of its sum.
    pub(super) fn proven(probabilities: Vec<f64>) -> Self {
        Self(probabilities)
    }

    /// The probabilities.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// assert_eq!(Pmf::normalized(&[3.0, 1.0])?.as_slice(), [0.75, 0.25]);
    /// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
    /// ```
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }

    /// Number of outcomes, possible or not; at least one.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// assert_eq!(Pmf::new(vec![1.0, 0.0])?.len(), 2);
    /// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
    /// ```
    // A pmf is never empty, so there is no `is_empty` to go with it.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// The sum of values, each checked to be finite and not negative.
fn checked_sum(values: &[f64]) -> Result<f64, PmfError> {
    if values.is_empty() {
        return Err(PmfError::Empty);
    }
    match values.iter().position(|v| !(v.is_finite() && *v >= 0.0)) {
        Some(index) => Err(PmfError::Value { index, value: values[index] }),
        None => Ok(values.iter().sum()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_at_the_ends_of_the_range_are_normalized() {
        let halves = [0.5, 0.5];
        for w in [f64::MAX, f64::MIN_POSITIVE, 5e-324] {
            assert_eq!(Pmf::normalized(&[w, w]).unwrap().as_slice(), halves);
        }
        assert_eq!(Pmf::normalized(&[0.0, 0.0]), Err(PmfError::Sum(0.0)));
    }

    #[test]
    fn a_cold_softmax_is_one_hot_and_a_hot_one_uniform() {
        let logits = [1.0, 3.0, 2.0];
        assert_eq!(Pmf::softmax(&logits, 1e-300).unwrap().as_slice(), [0.0, 1.0, 0.0]);
        let hot = Pmf::softmax(&logits, 1e300).unwrap();
        assert!(hot.as_slice().iter().all(|p| (p - 1.0 / 3.0).abs() < 1e-15));
    }

    #[test]
    fn invalid_logits_and_temperatures_are_named() {
        assert_eq!(Pmf::softmax(&[], 1.0), Err(PmfError::Empty));
        assert_eq!(Pmf::softmax(&[0.0], 0.0), Err(PmfError::Temperature(0.0)));
        let infinite = Pmf::softmax(&[0.0, f64::INFINITY], 1.0);
        assert_eq!(infinite, Err(PmfError::Value { index: 1, value: f64::INFINITY }));
        assert_eq!(Pmf::softmax(&[f64::NEG_INFINITY], 1.0), Err(PmfError::Sum(0.0)));
        assert_eq!(Pmf::softmax(&[f64::NEG_INFINITY, 0.0], 1.0).unwrap().as_slice(), [0.0, 1.0]);
    }
}
