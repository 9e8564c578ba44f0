//! The probabilistic losses of PyTorch: [`torch.nn.functional`](crate::citations::PYTORCH).
//!
//! Nothing is clipped except the logarithms of [`binary_cross_entropy`]. PyTorch's reduction `mean`
//! is [`Reduction::MeanOverWeights`](super::reduction::Reduction::MeanOverWeights) for [`cross_entropy`] and
//! [`Reduction::MeanOverItems`](super::reduction::Reduction::MeanOverItems) for the others,
//! whose items are single numbers. Accuracy: with `f64` 1e-13 relative to PyTorch in double precision;
//! gradients additionally within one rounding of 1. Cost of each: one exponential or logarithm per prediction.

use super::reduction::Losses;
use super::rows::{Logits, Probabilities, Smoothing, check, check_labels, check_weights, same_shape};
use super::{LossError, softmax};
use crate::math::real::Real;

/// What is true of each row.
///
/// ```
/// use infoplane_core::losses::rows::{Logits, Smoothing};
/// use infoplane_core::losses::torch::{ClassWeights, Target, cross_entropy};
/// let x = Logits::new(&[0.0, 0.0], 2)?;
/// let losses = cross_entropy(&x, &Target::Labels(&[1]), ClassWeights::Equal, Smoothing::NONE)?;
/// assert_eq!(losses.values(), [2.0_f64.ln()]);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target<'a, T> {
    /// The class, counted from 0.
    Labels(&'a [usize]),
    /// A probability for each class ("soft" labels).
    Probabilities(Probabilities<'a, T>),
}

/// How much each class counts.
///
/// ```
/// use infoplane_core::losses::rows::{Logits, Smoothing};
/// use infoplane_core::losses::torch::{ClassWeights, Target, cross_entropy};
/// let x = Logits::new(&[0.0, 0.0], 2)?;
/// let losses = cross_entropy(&x, &Target::Labels(&[1]), ClassWeights::Each(&[1.0, 3.0]), Smoothing::NONE)?;
/// assert_eq!(losses.values(), [3.0 * 2.0_f64.ln()]);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ClassWeights<'a, T> {
    /// Every class 1.
    Equal,
    /// One weight per class, finite and not negative.
    Each(&'a [T]),
}

/// `cross_entropy`: −Σ w_c y_c ln softmax(x)_c per row, in nats.
///
/// y is the label as one-hot row or the soft label, smoothed to y (1 − a) + a / K; the weights
/// also multiply the smoothed part. The mean over weights divides by the sum of the labels'
/// weights, but for soft labels by the number of rows.
///
/// Source: [PYTORCH](crate::citations::PYTORCH), `cross_entropy`; unweighted it is H(y, softmax x),
/// [SHANNON_1948](crate::citations::SHANNON_1948).
///
/// # Errors
/// [`LossError`] if shapes differ, a label is no class or a weight is negative or not finite.
///
/// ```
/// use infoplane_core::losses::{reduction::Reduction, rows::{Logits, Smoothing}};
/// use infoplane_core::losses::torch::{ClassWeights, Target, cross_entropy};
/// let x = Logits::new(&[0.0, 0.0, 1e4, 0.0], 2)?;
/// let losses = cross_entropy(&x, &Target::Labels(&[0, 1]), ClassWeights::Each(&[3.0, 1.0]), Smoothing::NONE)?;
/// assert_eq!(losses.values(), [3.0 * core::f64::consts::LN_2, 1e4]);
/// let mean = losses.reduce(Reduction::MeanOverWeights).value;
/// assert_eq!(mean, (3.0 * core::f64::consts::LN_2 + 1e4) / 4.0);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
pub fn cross_entropy<T: Real>(
    logits: &Logits<'_, T>,
    target: &Target<'_, T>,
    class_weights: ClassWeights<'_, T>,
    smoothing: Smoothing,
) -> Result<Losses<T>, LossError> {
    let k = logits.n_columns();
    check_target(logits, target)?;
    let equal = vec![T::ONE; k];
    let w = match class_weights {
        ClassWeights::Equal => equal.as_slice(),
        ClassWeights::Each(weights) => weights,
    };
    check_weights(w, k)?;
    let mut gradient = Vec::with_capacity(logits.as_slice().len());
    let mut values = Vec::with_capacity(logits.as_slice().len() / k);
    let mut divisors = Vec::with_capacity(values.capacity());
    let mut y = vec![T::ZERO; k];
    for (row, x) in logits.rows().enumerate() {
        divisors.push(fill(&mut y, target, row, w));
        y.iter_mut().zip(w).for_each(|(y, &w)| *y = smoothing.apply(*y, 1.0 / k as f64) * w);
        values.push(softmax::cross_entropy(&y, x, &mut gradient));
    }
    let n_rows = values.len();
    Ok(Losses::new(values, gradient, n_rows).already_weighted(divisors))
}

/// `binary_cross_entropy_with_logits`: −y ln σ(x) − (1 − y) ln σ(−x) of each number, in nats.
///
/// Source: [PYTORCH](crate::citations::PYTORCH), `binary_cross_entropy_with_logits`.
///
/// # Errors
/// [`LossError`] if the shapes differ.
///
/// ```
/// use infoplane_core::losses::{rows::{Logits, Probabilities}, torch};
/// let (x, y) = (Logits::new(&[0.0, -1e4], 2)?, Probabilities::new(&[0.0, 1.0], 2)?);
/// assert_eq!(torch::binary_cross_entropy_with_logits(&x, &y)?.values(), [core::f64::consts::LN_2, 1e4]);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
pub fn binary_cross_entropy_with_logits<T: Real>(
    logits: &Logits<'_, T>,
    y: &Probabilities<'_, T>,
) -> Result<Losses<T>, LossError> {
    same_shape(y, logits.as_slice().len(), logits.n_columns())?;
    let terms = y.as_slice().iter().zip(logits.as_slice());
    Ok(elementwise(terms.map(|(&y, &x)| softmax::binary_cross_entropy(y, x)), y.rows().len()))
}

/// `binary_cross_entropy`: −y ln p − (1 − y) ln(1 − p) of each number, in nats.
///
/// PyTorch takes no logarithm below −100, so that p = 0 for a true label costs 100 nats; and in the
/// derivative (p − y) / (p (1 − p)) no denominator below 1e-12. So it still learns where
/// Keras' clipped one does not, though with a slope that is not that of its value.
///
/// Source: [PYTORCH](crate::citations::PYTORCH), `binary_cross_entropy`.
///
/// # Errors
/// [`LossError`] if the shapes differ, or a probability or a target is above one.
///
/// ```
/// use infoplane_core::losses::{rows::Probabilities, torch};
/// let (p, y) = (Probabilities::new(&[0.5, 0.0], 2)?, Probabilities::new(&[1.0, 1.0], 2)?);
/// assert_eq!(torch::binary_cross_entropy(&p, &y)?.values(), [core::f64::consts::LN_2, 100.0]);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
pub fn binary_cross_entropy<T: Real>(
    p: &Probabilities<'_, T>,
    y: &Probabilities<'_, T>,
) -> Result<Losses<T>, LossError> {
    same_shape(y, p.as_slice().len(), p.n_columns())?;
    check("predictions", p.as_slice(), |p| p <= T::ONE)?;
    check("targets", y.as_slice(), |y| y <= T::ONE)?;
    let least_log = T::from_f64(-100.0);
    let least_product = T::from_f64(1e-12);
    let term = |(&p, &y): (&T, &T)| {
        let (yes, no) = (p.ln().larger(least_log), (T::ONE - p).ln().larger(least_log));
        let value = (y - T::ONE) * no - y * yes;
        (value, (p - y) / ((T::ONE - p) * p).larger(least_product))
    };
    Ok(elementwise(p.as_slice().iter().zip(y.as_slice()).map(term), p.rows().len()))
}

/// `kl_div`: y (ln y − x) of each number, in nats, x being a *log*-probability and 0 ln 0 = 0.
///
/// Mind the order: the prediction comes first, and the result is KL(y‖eˣ). Its `mean` divides by
/// the number of numbers; the mean KL divergence of rows is
/// [`Reduction::MeanOverRows`](super::reduction::Reduction::MeanOverRows).
///
/// Source: [PYTORCH](crate::citations::PYTORCH), `kl_div`;
/// [KULLBACK_LEIBLER_1951](crate::citations::KULLBACK_LEIBLER_1951); [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 2.26.
///
/// # Errors
/// [`LossError`] if the shapes differ.
///
/// ```
/// use infoplane_core::losses::{reduction::Reduction, rows::{Logits, Probabilities}, torch};
/// let ln_half = 0.5_f64.ln();
/// let x = [ln_half, ln_half];
/// let losses = torch::kl_div(&Logits::new(&x, 2)?, &Probabilities::new(&[1.0, 0.0], 2)?)?;
/// assert_eq!(losses.reduce(Reduction::MeanOverRows).value, core::f64::consts::LN_2);
/// assert_eq!(losses.reduce(Reduction::MeanOverItems).value, core::f64::consts::LN_2 / 2.0);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
pub fn kl_div<T: Real>(log_q: &Logits<'_, T>, y: &Probabilities<'_, T>) -> Result<Losses<T>, LossError> {
    same_shape(y, log_q.as_slice().len(), log_q.n_columns())?;
    let term = |(&x, &y): (&T, &T)| {
        let y_ln_y = if y == T::ZERO { T::ZERO } else { y * y.ln() };
        (y_ln_y - y * x, -y)
    };
    Ok(elementwise(log_q.as_slice().iter().zip(y.as_slice()).map(term), y.rows().len()))
}

/// Writes what is true of a row to `y`; by how much the row counts in a mean.
fn fill<T: Real>(y: &mut [T], target: &Target<'_, T>, row: usize, w: &[T]) -> T {
    match target {
        Target::Labels(labels) => {
            y.fill(T::ZERO);
            y[labels[row]] = T::ONE;
            w[labels[row]]
        }
        Target::Probabilities(p) => {
            y.copy_from_slice(&p.as_slice()[row * y.len()..][..y.len()]);
            T::ONE
        }
    }
}

fn check_target<T: Real>(logits: &Logits<'_, T>, target: &Target<'_, T>) -> Result<(), LossError> {
    let (n_values, k) = (logits.as_slice().len(), logits.n_columns());
    match target {
        Target::Labels(labels) => check_labels(labels, n_values / k, k),
        Target::Probabilities(y) => same_shape(y, n_values, k),
    }
}

fn elementwise<T: Real>(terms: impl Iterator<Item = (T, T)>, n_rows: usize) -> Losses<T> {
    let (values, gradient) = terms.unzip();
    Losses::new(values, gradient, n_rows)
}
