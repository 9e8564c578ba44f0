//! Distributions with a name, to start from.

use super::english;
use super::pmf::{Pmf, PmfError, check_size};

crate::named_enum! {
    /// A distribution offered in a menu, over any number of outcomes.
    ///
    /// ```
    /// use infoplane_core::dist::catalogue::Preset;
    /// assert_eq!(Preset::from_name("uniform"), Some(Preset::Uniform));
    /// assert_eq!(Preset::Uniform.pmf(2)?.as_slice(), [0.5, 0.5]);
    /// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
    /// ```
    pub enum Preset {
        /// All outcomes alike: the most uncertain.
        Uniform = "uniform",
        /// The first outcome certain: no uncertainty at all.
        OneHot = "one-hot",
        /// Zipf's law with exponent 1, as word frequencies follow it.
        Zipf = "zipf",
        /// Each outcome half as likely as the one before.
        Geometric = "geometric",
        /// Two peaks.
        Bimodal = "bimodal",
        /// Heads among n − 1 tosses of a fair coin.
        Binomial = "binomial",
        /// The most frequent letters of English, and the others together.
        English = "english",
    }
}

impl Preset {
    /// The distribution over n outcomes; English has at most 26.
    ///
    /// # Errors
    /// [`PmfError::Empty`] if n is 0, [`PmfError::Size`] above [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES).
    ///
    /// ```
    /// use infoplane_core::dist::catalogue::Preset;
    /// for preset in Preset::ALL {
    ///     assert_eq!(preset.pmf(12)?.len(), 12);
    /// }
    /// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
    /// ```
    pub fn pmf(self, n: usize) -> Result<Pmf, PmfError> {
        match self {
            Self::Uniform => uniform(n),
            Self::OneHot => one_hot(n, 0),
            Self::Zipf => zipf(n, 1.0),
            Self::Geometric => geometric(n, 0.5),
            Self::Bimodal => bimodal(n),
            Self::Binomial => binomial(n, 0.5),
            Self::English => Ok(english::letters_top(n)?.pmf),
        }
    }
}

/// 1/n for each of n outcomes.
///
/// # Errors
/// [`PmfError::Empty`] if n is 0, [`PmfError::Size`] above [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES).
///
/// ```
/// use infoplane_core::dist::catalogue::uniform;
/// assert_eq!(uniform(4)?.as_slice(), [0.25; 4]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn uniform(n: usize) -> Result<Pmf, PmfError> {
    check_size(n)?;
    Pmf::normalized(&vec![1.0; n])
}

/// Probability 1 for outcome i of n.
///
/// # Errors
/// [`PmfError::Empty`] if n is 0, [`PmfError::Size`] above [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES); [`PmfError::Outcome`] if i is not below n.
///
/// ```
/// use infoplane_core::dist::catalogue::one_hot;
/// assert_eq!(one_hot(3, 1)?.as_slice(), [0.0, 1.0, 0.0]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn one_hot(n: usize, i: usize) -> Result<Pmf, PmfError> {
    check_size(n)?;
    let mut weights = vec![0.0; n];
    match weights.get_mut(i) {
        Some(weight) => *weight = 1.0,
        None => return Err(PmfError::Outcome { index: i, n_outcomes: n }),
    }
    Pmf::normalized(&weights)
}

/// Probability proportional to 1 / rank^s: Zipf's law.
///
/// Source: [ZIPF_1949](crate::citations::ZIPF_1949), chapter 2, with s near 1 for the words of a text.
///
/// # Errors
/// [`PmfError::Empty`] if n is 0, [`PmfError::Size`] above [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES); [`PmfError::Parameter`] unless s is finite and not negative.
///
/// ```
/// use infoplane_core::dist::catalogue::zipf;
/// // 1 : 1/2 gives two thirds and one third.
/// assert!((zipf(2, 1.0)?.as_slice()[0] - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn zipf(n: usize, s: f64) -> Result<Pmf, PmfError> {
    check_size(n)?;
    if !(s >= 0.0 && s.is_finite()) {
        return Err(PmfError::Parameter { name: "s", value: s });
    }
    let logits: Vec<f64> = (1..=n).map(|rank| -s * libm::log(rank as f64)).collect();
    Pmf::softmax(&logits, 1.0)
}

/// Probability proportional to r^i for i = 0, ..., n − 1.
///
/// # Errors
/// [`PmfError::Empty`] if n is 0, [`PmfError::Size`] above [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES); [`PmfError::Parameter`] unless 0 < r ≤ 1.
///
/// ```
/// use infoplane_core::dist::catalogue::geometric;
/// let p = geometric(3, 0.5)?;
/// assert!((p.as_slice()[0] - 4.0 / 7.0).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn geometric(n: usize, r: f64) -> Result<Pmf, PmfError> {
    check_size(n)?;
    if !(r > 0.0 && r <= 1.0) {
        return Err(PmfError::Parameter { name: "r", value: r });
    }
    let weights: Vec<f64> = core::iter::successors(Some(1.0), |w| Some(w * r)).take(n).collect();
    Pmf::normalized(&weights)
}

/// Two equal bell curves, around the first and the last quarter of the outcomes.
///
/// # Errors
/// [`PmfError::Empty`] if n is 0, [`PmfError::Size`] above [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES).
///
/// ```
/// use infoplane_core::dist::catalogue::bimodal;
/// let p = bimodal(8)?;
/// assert!(p.as_slice()[1] > 3.0 * p.as_slice()[3]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn bimodal(n: usize) -> Result<Pmf, PmfError> {
    check_size(n)?;
    /// Standard deviation of a peak over the width of all outcomes: narrow enough for a
    /// valley between the peaks, wide enough that no outcome is impossible.
    const WIDTH: f64 = 0.1;
    let bell = |z: f64| libm::exp(-0.5 * z * z / (WIDTH * WIDTH));
    let weights: Vec<f64> =
        (0..n).map(|i| (i as f64 + 0.5) / n as f64).map(|x| bell(x - 0.25) + bell(x - 0.75)).collect();
    Pmf::normalized(&weights)
}

/// The number of successes among n − 1 independent trials of success probability r: n outcomes.
///
/// # Errors
/// [`PmfError::Empty`] if n is 0, [`PmfError::Size`] above [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES); [`PmfError::Parameter`] unless 0 ≤ r ≤ 1.
///
/// ```
/// use infoplane_core::dist::catalogue::binomial;
/// // Two fair coins: no head, one, two.
/// let p = binomial(3, 0.5)?;
/// assert!(p.as_slice().iter().zip([0.25, 0.5, 0.25]).all(|(a, b)| (a - b).abs() < 1e-15));
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn binomial(n: usize, r: f64) -> Result<Pmf, PmfError> {
    check_size(n)?;
    if !(0.0..=1.0).contains(&r) {
        return Err(PmfError::Parameter { name: "r", value: r });
    }
    if r == 0.0 || r == 1.0 {
        return one_hot(n, if r == 0.0 { 0 } else { n - 1 });
    }
    let log_odds = libm::log(r) - libm::log1p(-r);
    // ln of the ratio of neighbors, C(n−1, i) / C(n−1, i−1) = (n − i) / i, summed up.
    let logits: Vec<f64> = (0..n)
        .scan(0.0, |logit, i| {
            if i > 0 {
                *logit += libm::log((n - i) as f64 / i as f64) + log_odds;
            }
            Some(*logit)
        })
        .collect();
    Pmf::softmax(&logits, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_outcomes_and_bad_parameters_are_refused() {
        for preset in Preset::ALL {
            assert_eq!(preset.pmf(0), Err(PmfError::Empty));
            assert_eq!(preset.pmf(1).unwrap().as_slice(), [1.0]);
        }
        assert_eq!(one_hot(3, 3), Err(PmfError::Outcome { index: 3, n_outcomes: 3 }));
        assert!(matches!(zipf(3, f64::NAN), Err(PmfError::Parameter { name: "s", .. })));
        assert_eq!(geometric(3, 0.0), Err(PmfError::Parameter { name: "r", value: 0.0 }));
        assert_eq!(binomial(3, 1.5), Err(PmfError::Parameter { name: "r", value: 1.5 }));
    }

    #[test]
    fn a_coin_that_always_or_never_succeeds_is_certain() {
        assert_eq!(binomial(4, 0.0).unwrap().as_slice(), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(binomial(4, 1.0).unwrap().as_slice(), [0.0, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn bimodal_is_symmetric_with_two_peaks() {
        let p = bimodal(12).unwrap();
        let p = p.as_slice();
        let peaks = p.windows(3).filter(|w| w[1] > w[0] && w[1] >= w[2]).count();
        assert_eq!(peaks, 2, "{p:?}");
        assert!(p.iter().zip(p.iter().rev()).all(|(a, b)| (a - b).abs() < 1e-15));
        assert!(p.iter().all(|&p| p > 1e-4));
    }
}
