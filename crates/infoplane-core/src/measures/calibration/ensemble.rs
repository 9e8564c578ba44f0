//! What several models know together: how much of their doubt is ignorance, how much is noise.

use super::scores::row_entropy;
use super::{CalibrationError, check_rows};
use crate::measures::kl_excess::kl_excess;

/// The probabilities that M models gave for the same n inputs.
///
/// Proven by the constructor: at least one member and input, and rows of finite, non-negative
/// probabilities that sum to one within [`ROW_SUM_TOLERANCE`](super::ROW_SUM_TOLERANCE).
///
/// ```
/// use infoplane_core::measures::calibration::ensemble::Ensemble;
/// // One member is sure of heads, the other of tails.
/// let ensemble = Ensemble::new(&[1.0, 0.0, 0.0, 1.0], 2, 2)?;
/// assert_eq!(ensemble.n_inputs(), 1);
/// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ensemble<'a> {
    p: &'a [f64],
    n_members: usize,
    n_classes: usize,
}

/// The doubt of an ensemble about one input and its two parts, in nats: total = aleatoric + epistemic.
///
/// ```
/// use infoplane_core::measures::calibration::ensemble::Ensemble;
/// // One member is sure of heads, the other of tails.
/// let ensemble = Ensemble::new(&[1.0, 0.0, 0.0, 1.0], 2, 2)?;
/// let found = ensemble.information().next().ok_or("one input")?;
/// assert_eq!((found.total, found.aleatoric), (2.0_f64.ln(), 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PredictiveInformation {
    /// H((1/M) Σ p_m): the entropy of the averaged prediction, at most ln K.
    pub total: f64,
    /// (1/M) Σ H(p_m): the doubt each member has by itself, which more training data would not remove.
    pub aleatoric: f64,
    /// I(y; m): what the label would say about which member is right; at most ln M, and 0 where all agree.
    pub epistemic: f64,
}

impl<'a> Ensemble<'a> {
    /// Takes probabilities member by member, in each input by input, in each class by class.
    ///
    /// # Errors
    /// [`CalibrationError`] says which number is no probability, or row no distribution; the row
    /// is counted through all members.
    ///
    /// ```
    /// use infoplane_core::measures::calibration::ensemble::Ensemble;
    /// assert!(Ensemble::new(&[0.5, 0.5, 0.25, 0.75], 2, 2).is_ok());
    /// assert!(Ensemble::new(&[0.5, 0.5, 0.25, 0.75], 3, 2).is_err());
    /// ```
    pub fn new(p: &'a [f64], n_members: usize, n_classes: usize) -> Result<Self, CalibrationError> {
        check_rows(p, n_classes)?;
        if n_members == 0 {
            return Err(CalibrationError::Empty);
        }
        if !(p.len() / n_classes).is_multiple_of(n_members) {
            let expected = n_members.saturating_mul(n_classes);
            return Err(CalibrationError::Shape { found: p.len(), expected });
        }
        Ok(Self { p, n_members, n_classes })
    }

    /// The number of inputs n.
    ///
    /// ```
    /// use infoplane_core::measures::calibration::ensemble::Ensemble;
    /// assert_eq!(Ensemble::new(&[0.5; 12], 3, 2)?.n_inputs(), 2);
    /// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
    /// ```
    pub const fn n_inputs(&self) -> usize {
        self.p.len() / (self.n_members * self.n_classes)
    }

    /// Total, aleatoric and epistemic information of each input, in their order, in nats.
    ///
    /// The epistemic part is the score of Bayesian active learning by disagreement (BALD): ask for
    /// the label where it is largest. It knows only the ensemble: members that are wrong together agree.
    ///
    /// Source: [HOULSBY_2011](crate::citations::HOULSBY_2011), equation 2. Accuracy: absolute, K · 1e-16;
    /// the epistemic part is summed as (1/M) Σ KL(p_m‖p̄) and so is never negative, also where members agree to
    /// nine digits. Cost: 2 M K logarithms per input.
    ///
    /// ```
    /// use infoplane_core::measures::calibration::ensemble::Ensemble;
    /// let ln_2 = core::f64::consts::LN_2;
    /// // Two members, two inputs: on the first each is sure of another class, on the second both are unsure.
    /// let p = [1.0, 0.0, 0.5, 0.5, /* second member: */ 0.0, 1.0, 0.5, 0.5];
    /// let ensemble = Ensemble::new(&p, 2, 2)?;
    /// let parts: Vec<_> = ensemble.information().map(|i| (i.total, i.aleatoric, i.epistemic)).collect();
    /// assert_eq!(parts, [(ln_2, 0.0, ln_2), (ln_2, ln_2, 0.0)]);
    /// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
    /// ```
    pub fn information(&self) -> impl Iterator<Item = PredictiveInformation> {
        (0..self.n_inputs()).map(|input| self.information_of(input))
    }

    fn information_of(&self, input: usize) -> PredictiveInformation {
        let mean = self.mean_prediction(input);
        let m = self.n_members as f64;
        // The corrections of `kl_excess` for each class cancel over the members.
        let excess = |p: &[f64]| p.iter().zip(&mean).map(|(&p, &q)| kl_excess(p, q)).sum::<f64>();
        PredictiveInformation {
            total: row_entropy(&mean),
            aleatoric: self.members(input).map(row_entropy).sum::<f64>() / m,
            epistemic: self.members(input).map(excess).sum::<f64>() / m,
        }
    }

    /// What each member says of an input.
    fn members(&self, input: usize) -> impl Iterator<Item = &'a [f64]> {
        let (stride, k) = (self.n_inputs() * self.n_classes, self.n_classes);
        self.p.chunks_exact(stride).map(move |member| &member[input * k..][..k])
    }

    fn mean_prediction(&self, input: usize) -> Vec<f64> {
        let mut mean = vec![0.0; self.n_classes];
        for p in self.members(input) {
            mean.iter_mut().zip(p).for_each(|(mean, p)| *mean += p);
        }
        mean.iter_mut().for_each(|mean| *mean /= self.n_members as f64);
        mean
    }
}
