//! The probabilistic losses of Keras 3: [`keras.losses`](crate::citations::KERAS).
//!
//! From logits they are the measures of the textbook. From probabilities Keras clips, by
//! [`EPSILON`] = 1e-7, and a learner meets it in four ways:
//!
//! - A model that gives the true class the probability 0 pays 16.118 nats, not ∞.
//! - A model that is certain and right pays 1.0e-7 nats, not 0 (1.19e-7 in single precision).
//! - A clipped probability has derivative 0: a model that is certain and wrong does not learn.
//! - Categorical cross-entropy divides by the row's sum and then clips; the sparse one clips and
//!   then divides, so the two differ in the seventh digit, and by more if rows do not sum to one.
//!
//! Assumed of targets: that rows of classes sum to one. Accuracy: with `f64` 1e-12 relative to Keras
//! in double precision, with `f32` 1e-6 relative to Keras in single precision; gradients
//! additionally within one rounding of 1. Cost of each: one exponential or logarithm per prediction.

use super::reduction::{Losses, sum};
use super::rows::{Prediction, Probabilities, Smoothing, check_labels, same_shape};
use super::{LossError, softmax};
use crate::math::real::Real;

/// `keras.config.epsilon()`: how near probabilities come to 0 and 1.
///
/// ```
/// use infoplane_core::losses::keras::EPSILON;
/// // So much at most is a certain error charged, in nats.
/// assert!((-EPSILON.ln() - 16.118).abs() < 1e-3);
/// ```
pub const EPSILON: f64 = 1e-7;

/// Whose binary cross-entropy of probabilities.
///
/// ```
/// use infoplane_core::losses::keras::{Version, binary_crossentropy};
/// use infoplane_core::losses::rows::{Prediction, Probabilities, Smoothing};
/// // A certain error: -ln 1e-7 today, -ln 2e-7 then.
/// let (y, p) = (Probabilities::new(&[1.0], 1)?, Prediction::Probabilities(Probabilities::new(&[0.0], 1)?));
/// let loss = |version| Ok(binary_crossentropy(&y, &p, Smoothing::NONE, version)?.values()[0]);
/// let gap = loss(Version::Keras3)? - loss(Version::Legacy)?;
/// assert!((gap - 2.0_f64.ln()).abs() < 1e-12);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Keras 3: clip, then the logarithm.
    Keras3,
    /// `tf_keras`, Keras before version 3: clip, then add [`EPSILON`] again inside the logarithm, so
    /// that an impossible label costs 15.4 nats instead of 16.1 and a certain one nothing.
    Legacy,
}

/// `CategoricalCrossentropy`: −Σ yᵢ ln qᵢ per row, in nats.
///
/// q is the softmax of the logits, or the probabilities divided by their sum and then clipped to
/// [ε, 1 − ε]. The label is smoothed to y (1 − a) + a / K. The derivative by logits is q − y.
///
/// Source: [KERAS](crate::citations::KERAS), `categorical_crossentropy`; it is H(y, q),
/// [SHANNON_1948](crate::citations::SHANNON_1948).
///
/// # Errors
/// [`LossError`] if the shapes differ, or a row of probabilities sums to less than 1e-15 (Keras gives NaN at 0).
///
/// ```
/// use infoplane_core::losses::{keras, rows::{Prediction, Probabilities, Smoothing}};
/// let y = Probabilities::new(&[1.0, 0.0, 1.0, 0.0], 2)?;
/// let q = Prediction::Probabilities(Probabilities::new(&[0.25, 0.75, 0.0, 1.0], 2)?);
/// let losses = keras::categorical_crossentropy(&y, &q, Smoothing::NONE)?;
/// assert!((losses.values()[0] - 4.0_f64.ln()).abs() < 1e-15);
/// // Certain and wrong: −ln 1e-7, and nothing to learn from.
/// assert!((losses.values()[1] - 16.118_095_650_958_32).abs() < 1e-13);
/// assert_eq!(losses.gradient()[2..], [0.0, 0.0]);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
pub fn categorical_crossentropy<T: Real>(
    y: &Probabilities<'_, T>,
    prediction: &Prediction<'_, T>,
    smoothing: Smoothing,
) -> Result<Losses<T>, LossError> {
    let n_columns = prediction.n_columns();
    same_shape(y, prediction.as_slice().len(), n_columns)?;
    let smooth =
        |y: &[T]| -> Vec<T> { y.iter().map(|&y| smoothing.apply(y, 1.0 / n_columns as f64)).collect() };
    let mut gradient = Vec::with_capacity(prediction.as_slice().len());
    let rows = y.rows().map(smooth).enumerate();
    let values: Result<Vec<T>, LossError> = match prediction {
        Prediction::Logits(x) => {
            let pairs = rows.zip(x.rows());
            Ok(pairs.map(|((_, y), x)| softmax::cross_entropy(&y, x, &mut gradient)).collect())
        }
        Prediction::Probabilities(p) => {
            let pairs = rows.zip(p.rows());
            pairs.map(|((row, y), p)| divided_and_clipped(row, &y, p, &mut gradient)).collect()
        }
    };
    let values = values?;
    let n_rows = values.len();
    Ok(Losses::new(values, gradient, n_rows))
}

/// `SparseCategoricalCrossentropy`: −ln q(label) per row, in nats.
///
/// q is the softmax of the logits, or the probabilities clipped to [ε, 1 − ε] and *then* divided
/// by their sum. So a certain and right row of three classes costs 2.0e-7, twice what
/// [`categorical_crossentropy`] says, and a row of weights above one is all ones.
///
/// Source: [KERAS](crate::citations::KERAS), `sparse_categorical_crossentropy`.
///
/// # Errors
/// [`LossError`] unless there is one label per row, below the number of columns.
///
/// ```
/// use infoplane_core::losses::{keras, rows::{Prediction, Probabilities}};
/// let q = Prediction::Probabilities(Probabilities::new(&[1.0, 0.0, 0.0], 3)?);
/// let losses = keras::sparse_categorical_crossentropy(&[0], &q)?;
/// assert!((losses.values()[0] - 2.0e-7_f64).abs() < 1e-15);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
pub fn sparse_categorical_crossentropy<T: Real>(
    labels: &[usize],
    prediction: &Prediction<'_, T>,
) -> Result<Losses<T>, LossError> {
    let n_columns = prediction.n_columns();
    check_labels(labels, prediction.as_slice().len() / n_columns, n_columns)?;
    let mut gradient = Vec::with_capacity(prediction.as_slice().len());
    let mut values = Vec::with_capacity(labels.len());
    let mut y = vec![T::ZERO; n_columns];
    for (&label, row) in labels.iter().zip(prediction.as_slice().chunks_exact(n_columns)) {
        y[label] = T::ONE;
        values.push(match prediction {
            Prediction::Logits(_) => softmax::cross_entropy(&y, row, &mut gradient),
            Prediction::Probabilities(_) => clipped_and_divided(&y, row, &mut gradient),
        });
        y[label] = T::ZERO;
    }
    Ok(Losses::new(values, gradient, labels.len()))
}

/// `BinaryCrossentropy`: −y ln p − (1 − y) ln(1 − p), in nats, averaged over the labels of a row.
///
/// p is the sigmoid of the logit, or the probability clipped to [ε, 1 − ε]. The label is
/// smoothed to y (1 − a) + a / 2. Each label is a question of its own: rows do not sum to one.
///
/// Source: [KERAS](crate::citations::KERAS), `binary_crossentropy`; `version` says which.
///
/// # Errors
/// [`LossError`] if the shapes differ.
///
/// ```
/// use infoplane_core::losses::{keras::{self, Version}, rows::{Logits, Prediction, Probabilities, Smoothing}};
/// let y = Probabilities::new(&[1.0, 0.0], 2)?;
/// let x = Prediction::Logits(Logits::new(&[0.0, 0.0], 2)?);
/// let losses = keras::binary_crossentropy(&y, &x, Smoothing::NONE, Version::Keras3)?;
/// assert_eq!(losses.values(), [core::f64::consts::LN_2]);
/// assert_eq!(losses.gradient(), [-0.25, 0.25]);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
pub fn binary_crossentropy<T: Real>(
    y: &Probabilities<'_, T>,
    prediction: &Prediction<'_, T>,
    smoothing: Smoothing,
    version: Version,
) -> Result<Losses<T>, LossError> {
    let n_columns = prediction.n_columns();
    same_shape(y, prediction.as_slice().len(), n_columns)?;
    let n = T::from_f64(n_columns as f64);
    let term = |(&y, &x): (&T, &T)| {
        let y = smoothing.apply(y, 0.5);
        match prediction {
            Prediction::Logits(_) => softmax::binary_cross_entropy(y, x),
            Prediction::Probabilities(_) => clipped_binary(y, x, version),
        }
    };
    let (terms, slopes): (Vec<T>, Vec<T>) = y.as_slice().iter().zip(prediction.as_slice()).map(term).unzip();
    let values: Vec<T> = terms.chunks_exact(n_columns).map(|row| sum(row) / n).collect();
    let n_rows = values.len();
    Ok(Losses::new(values, slopes.into_iter().map(|slope| slope / n).collect(), n_rows))
}

/// `KLDivergence`: Σ yᵢ ln(yᵢ / qᵢ) per row, in nats, both clipped to [ε, 1].
///
/// Clipping the target too makes a one-hot label cost less than its cross-entropy, by ε ln(q/ε) ≤ 1.6e-6
/// for each other class, and gives those classes a (tiny) derivative −ε / q.
///
/// Source: [KERAS](crate::citations::KERAS), `kl_divergence`; it is KL(y‖q),
/// [KULLBACK_LEIBLER_1951](crate::citations::KULLBACK_LEIBLER_1951); [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 2.26.
///
/// # Errors
/// [`LossError`] if the shapes differ.
///
/// ```
/// use infoplane_core::losses::{keras, rows::Probabilities};
/// let y = Probabilities::new(&[0.5, 0.5], 2)?;
/// let q = Probabilities::new(&[0.25, 0.75], 2)?;
/// // ½ ln 2 + ½ ln ⅔ = ½ ln 4/3.
/// assert!((keras::kl_divergence(&y, &q)?.values()[0] - 0.5 * (4.0_f64 / 3.0).ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
pub fn kl_divergence<T: Real>(
    y: &Probabilities<'_, T>,
    q: &Probabilities<'_, T>,
) -> Result<Losses<T>, LossError> {
    same_shape(y, q.as_slice().len(), q.n_columns())?;
    let term = |(&y, &q): (&T, &T)| {
        let (y, clipped) = (clip(y, 1.0), clip(q, 1.0));
        (y * (y / clipped).ln(), if clipped == q { -(y / q) } else { T::ZERO })
    };
    let (terms, gradient): (Vec<T>, Vec<T>) = y.as_slice().iter().zip(q.as_slice()).map(term).unzip();
    let values: Vec<T> = terms.chunks_exact(q.n_columns()).map(sum).collect();
    let n_rows = values.len();
    Ok(Losses::new(values, gradient, n_rows))
}

/// The number moved into [ε, upper]. A number on the edge keeps its derivative.
fn clip<T: Real>(x: T, upper: f64) -> T {
    let (lower, upper) = (T::from_f64(EPSILON), T::from_f64(upper));
    if x < lower {
        lower
    } else if x > upper {
        upper
    } else {
        x
    }
}

/// −Σ y ln clip(p / Σp), with its derivatives through the division.
fn divided_and_clipped<T: Real>(row: usize, y: &[T], p: &[T], gradient: &mut Vec<T>) -> Result<T, LossError> {
    /// Below it the derivative 1 / Σp would leave the range of single precision when weighted.
    const SMALLEST: f64 = 1e-15;
    let total = sum(p);
    if total < T::from_f64(SMALLEST) {
        return Err(LossError::Sum { row, sum: total.to_f64() });
    }
    let (mut value, mut through_sum) = (T::ZERO, T::ZERO);
    let start = gradient.len();
    for (&y, &p) in y.iter().zip(p) {
        let share = p / total;
        let q = clip(share, 1.0 - EPSILON);
        value += y * q.ln();
        let slope = if q == share { -(y / q) } else { T::ZERO };
        through_sum += slope * share;
        gradient.push(slope);
    }
    gradient[start..].iter_mut().for_each(|slope| *slope = (*slope - through_sum) / total);
    Ok(-value)
}

/// Cross-entropy of the softmax of ln clip(p), which is clip(p) divided by its sum.
fn clipped_and_divided<T: Real>(y: &[T], p: &[T], gradient: &mut Vec<T>) -> T {
    let ln_p: Vec<T> = p.iter().map(|&p| clip(p, 1.0 - EPSILON).ln()).collect();
    let start = gradient.len();
    let value = softmax::cross_entropy(y, &ln_p, gradient);
    for (slope, &p) in gradient[start..].iter_mut().zip(p) {
        *slope = if clip(p, 1.0 - EPSILON) == p { *slope / p } else { T::ZERO };
    }
    value
}

/// Binary cross-entropy of a clipped probability, and its derivative.
fn clipped_binary<T: Real>(y: T, p: T, version: Version) -> (T, T) {
    let clipped = clip(p, 1.0 - EPSILON);
    let extra = match version {
        Version::Keras3 => T::ZERO,
        Version::Legacy => T::from_f64(EPSILON),
    };
    let (yes, no) = (clipped + extra, T::ONE - clipped + extra);
    let value = -(y * yes.ln() + (T::ONE - y) * no.ln());
    (value, if clipped == p { (T::ONE - y) / no - y / yes } else { T::ZERO })
}

#[cfg(test)]
mod tests {
    use super::super::rows::Logits;
    use super::*;

    #[test]
    fn a_row_of_zeros_has_no_shares() {
        let zeros = Probabilities::new(&[0.0, 0.0], 2).unwrap();
        let prediction = Prediction::Probabilities(zeros);
        let refused = categorical_crossentropy(&zeros, &prediction, Smoothing::NONE);
        assert_eq!(refused, Err(LossError::Sum { row: 0, sum: 0.0 }));
        assert!(binary_crossentropy(&zeros, &prediction, Smoothing::NONE, Version::Keras3).is_ok());
    }

    #[test]
    fn targets_of_another_shape_and_labels_that_are_no_class_are_refused() {
        let prediction = Prediction::Logits(Logits::new(&[0.0, 1.0], 2).unwrap());
        let y = Probabilities::new(&[1.0], 1).unwrap();
        let refused = categorical_crossentropy(&y, &prediction, Smoothing::NONE);
        assert_eq!(refused, Err(LossError::Length { argument: "rows of targets", found: 1, expected: 2 }));
        let refused = sparse_categorical_crossentropy(&[2], &prediction);
        assert_eq!(refused, Err(LossError::Label { row: 0, label: 2, n_classes: 2 }));
    }

    #[test]
    fn certain_and_right_costs_the_distance_of_single_precision_from_one() {
        let y = Probabilities::new(&[1.0_f32, 0.0], 2).unwrap();
        let losses = categorical_crossentropy(&y, &Prediction::Probabilities(y), Smoothing::NONE).unwrap();
        assert!((losses.values()[0] - f32::EPSILON).abs() < 1e-6 * f32::EPSILON);
    }
}
