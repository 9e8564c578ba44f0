//! Lower bounds on mutual information from the scores of a critic.
//!
//! A critic f(x, y) is trained to tell pairs that occur together from pairs that do not; the
//! better it can, the more x and y share. The bounds hold for any critic, so what a bad one
//! gives is low, not wrong. Their price: with n pairs none can assure much more than ln n.

use super::EstimateError;
use super::estimate::{Assumption, Bias, Cost, Estimate, Side, Spread};
use crate::math::logsumexp::logsumexp;

/// The scores f(xᵢ, yⱼ) of a critic: row i, column j. Pairs on the diagonal occurred together.
///
/// Proven by [`Scores::new`]: square, at least two samples, every score finite.
///
/// ```
/// use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};
/// // Pairs that belong together score 1 more: 1 − ln((e + 1)/2).
/// let scores = Scores::new(&[1.0, 0.0, 0.0, 1.0])?;
/// let expected = 1.0 - (0.5 * (1.0_f64.exp() + 1.0)).ln();
/// assert!((lower_bound(&scores, Bound::InfoNce).value - expected).abs() < 1e-15);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Scores<'a> {
    values: &'a [f64],
    n: usize,
}

crate::named_enum! {
    /// Which bound is computed from the scores.
    ///
    /// ```
    /// use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};
    /// // Scores of 2 together and 0 apart: 2 − ln 1, and 2 − e^(0 − 1).
    /// let scores = Scores::new(&[2.0, 0.0, 0.0, 2.0])?;
    /// assert!((lower_bound(&scores, Bound::DonskerVaradhan).value - 2.0).abs() < 1e-15);
    /// assert!((lower_bound(&scores, Bound::Nwj).value - (2.0 - (-1.0_f64).exp())).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub enum Bound {
        /// InfoNCE, the contrastive loss with its sign turned: little variance, at most ln n.
        InfoNce = "info-nce",
        /// Nguyen, Wainwright and Jordan: a bound for every n, of enormous variance.
        Nwj = "nwj",
        /// Donsker and Varadhan, as MINE computes it: with finitely many samples not even a bound.
        DonskerVaradhan = "donsker-varadhan",
    }
}

impl<'a> Scores<'a> {
    /// Takes n² scores row by row.
    ///
    /// # Errors
    /// [`EstimateError::Scores`] unless there are n² with n ≥ 2; [`EstimateError::Score`] unless all are finite.
    ///
    /// ```
    /// use infoplane_core::estimators::{EstimateError, variational::Scores};
    /// assert!(Scores::new(&[2.0, 0.0, 0.0, 2.0]).is_ok());
    /// assert!(matches!(Scores::new(&[2.0, 0.0, 0.0]), Err(EstimateError::Scores(3))));
    /// ```
    pub fn new(values: &'a [f64]) -> Result<Self, EstimateError> {
        let n = values.len().isqrt();
        if n < 2 || n * n != values.len() {
            return Err(EstimateError::Scores(values.len()));
        }
        match values.iter().position(|v| !v.is_finite()) {
            Some(at) => Err(EstimateError::Score { row: at / n, column: at % n, value: values[at] }),
            None => Ok(Self { values, n }),
        }
    }

    /// Number of pairs that occurred together.
    ///
    /// ```
    /// assert_eq!(infoplane_core::estimators::variational::Scores::new(&[2.0, 0.0, 0.0, 2.0])?.n_samples(), 2);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn n_samples(&self) -> usize {
        self.n
    }

    /// f(xᵢ, yⱼ).
    pub(super) fn score(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.n + column]
    }

    fn rows(&self) -> impl Iterator<Item = &'a [f64]> {
        self.values.chunks_exact(self.n)
    }

    /// Scores of pairs that occurred together.
    fn together(&self) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().copied().step_by(self.n + 1)
    }

    /// ln of the mean of e^f over pairs that did not.
    fn log_mean_apart(&self) -> f64 {
        let apart: Vec<f64> = (self.values.iter().enumerate())
            .filter(|(at, _)| !at.is_multiple_of(self.n + 1))
            .map(|(_, &score)| score)
            .collect();
        logsumexp(&apart) - libm::log(apart.len() as f64)
    }
}

/// A lower bound on I(X;Y), in nats.
///
/// | bound | value | ceiling | source |
/// |---|---|---|---|
/// | InfoNCE | ⟨f(xᵢ,yᵢ) − ln (1/n) Σⱼ e^f(xᵢ,yⱼ)⟩ᵢ | ln n | [OORD_2018](crate::citations::OORD_2018); [POOLE_2019](crate::citations::POOLE_2019), equation 10 |
/// | NWJ | ⟨f(xᵢ,yᵢ)⟩ − ⟨e^(f(xᵢ,yⱼ) − 1)⟩ over i ≠ j | none | [NGUYEN_2010](crate::citations::NGUYEN_2010) |
/// | Donsker-Varadhan | ⟨f(xᵢ,yᵢ)⟩ − ln ⟨e^f(xᵢ,yⱼ)⟩ over i ≠ j | none | [DONSKER_VARADHAN_1983](crate::citations::DONSKER_VARADHAN_1983); [BELGHAZI_2018](crate::citations::BELGHAZI_2018) |
///
/// Bias: the mean of InfoNCE and of NWJ over samples is at most I(X;Y), with equality for NWJ if
/// f = 1 + ln p(y|x)/p(y). With that critic InfoNCE is low by (⟨p(y|x)/p(y)⟩ − 1) / 2n to first order. The mean of Donsker-Varadhan may be on either side, since the
/// logarithm of a mean of few is too low. Without a ceiling the variance grows as e^I / n, and
/// no bound that holds with confidence can pass ln n by much: [MCALLESTER_STRATOS_2020](crate::citations::MCALLESTER_STRATOS_2020).
/// Assumes that the critic has not been trained on these samples, or it remembers them.
/// The value is −∞ or finite, never NaN. Accuracy: 1e-13 relative to the largest score. Cost: n² exponentials.
///
/// ```
/// use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};
/// // A critic that is sure of both pairs: the ceiling, one bit of two samples.
/// let sure = Scores::new(&[900.0, -900.0, -900.0, 900.0])?;
/// assert!((lower_bound(&sure, Bound::InfoNce).value - core::f64::consts::LN_2).abs() < 1e-15);
/// // One that cannot tell them apart.
/// let blind = Scores::new(&[1.0; 4])?;
/// assert_eq!(lower_bound(&blind, Bound::Nwj).value, 0.0);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn lower_bound(scores: &Scores<'_>, bound: Bound) -> Estimate {
    let n = scores.n as f64;
    // Divided before they are added, so that no sum of finite scores overflows.
    let together: f64 = scores.together().map(|score| score / n).sum();
    let (value, ceiling, side) = match bound {
        Bound::InfoNce => (info_nce(scores), Some(libm::log(n)), Side::LowerBound),
        Bound::Nwj => (together - libm::exp(scores.log_mean_apart() - 1.0), None, Side::LowerBound),
        Bound::DonskerVaradhan => (together - scores.log_mean_apart(), None, Side::Either),
    };
    Estimate {
        value,
        ceiling,
        bias: Bias::new(side),
        spread: Spread::Unknown,
        n: scores.n as u64,
        d: None,
        assumption: Assumption::HeldOutCritic,
        cost: Cost::Scores,
        n_tied: 0,
    }
}

fn info_nce(scores: &Scores<'_>) -> f64 {
    let n = scores.n as f64;
    let log_n = libm::log(n);
    // Each term is at most ln n, since the score of the pair itself is in the sum.
    let terms = scores.rows().zip(scores.together()).map(|(row, score)| (score - logsumexp(row) + log_n) / n);
    terms.sum()
}
