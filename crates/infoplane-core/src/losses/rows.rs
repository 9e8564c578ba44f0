//! What losses take: rows of logits or of probabilities, labels, and how much labels are smoothed.

use super::LossError;
use crate::math::real::Real;
use core::marker::PhantomData;

/// The largest magnitude of a logit, an unnormalized probability or a weight.
///
/// Ten times larger still works in `f64`; in `f32` a weight times a difference of logits, summed
/// over a million rows, would come near overflow, and infinity times zero is not a loss.
///
/// ```
/// use infoplane_core::losses::rows::{LARGEST, Logits};
/// assert!(Logits::new(&[LARGEST], 1).is_ok() && Logits::new(&[2.0 * LARGEST], 1).is_err());
/// ```
pub const LARGEST: f64 = 1e15;

/// What the numbers of [`Rows`] are.
///
/// ```
/// use infoplane_core::losses::rows::{Kind, Logit, Probability};
/// assert!(Logit::allows(-7.5) && !Probability::allows(-7.5));
/// ```
pub trait Kind {
    /// What an error calls the numbers.
    const NAME: &'static str;

    /// Whether a number may be one.
    fn allows<T: Real>(x: T) -> bool;
}

/// The kind of [`Logits`].
///
/// ```
/// use infoplane_core::losses::rows::{Kind, Logit};
/// assert!(Logit::allows(-1e4) && !Logit::allows(f64::INFINITY));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logit;

impl Kind for Logit {
    const NAME: &'static str = "logits";

    fn allows<T: Real>(x: T) -> bool {
        x.abs() <= T::from_f64(LARGEST)
    }
}

/// The kind of [`Probabilities`].
///
/// ```
/// use infoplane_core::losses::rows::{Kind, Probability};
/// // Not divided by their sum yet, they may be above 1.
/// assert!(Probability::allows(3.0) && !Probability::allows(-0.5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probability;

impl Kind for Probability {
    const NAME: &'static str = "probabilities";

    fn allows<T: Real>(x: T) -> bool {
        is_weight(x)
    }
}

/// Logits, or log-probabilities: finite numbers of either sign, at most [`LARGEST`] in magnitude.
///
/// ```
/// use infoplane_core::losses::rows::Logits;
/// let x = Logits::new(&[0.0, -7.5, 1e4, 2.0], 2)?;
/// assert_eq!(x.rows().nth(1), Some(&[1e4, 2.0][..]));
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
pub type Logits<'a, T> = Rows<'a, T, Logit>;

/// Rows of probabilities: finite, not negative, at most [`LARGEST`].
///
/// They need *not* sum to one, because the libraries do not ask for it: the rows of a multi-label
/// problem have any sum, and Keras' categorical cross-entropy divides by it.
///
/// ```
/// use infoplane_core::losses::rows::Probabilities;
/// // Two labels that are both likely.
/// assert_eq!(Probabilities::new(&[0.9, 0.8], 2)?.n_columns(), 2);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
pub type Probabilities<'a, T> = Rows<'a, T, Probability>;

/// Equally long rows of numbers of a kind, one after the other: [`Logits`] or [`Probabilities`].
///
/// ```
/// use infoplane_core::losses::rows::{Logit, Rows};
/// // Two rows of three.
/// let x: Rows<'_, f64, Logit> = Rows::new(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 3)?;
/// assert_eq!(x.rows().last(), Some(&[3.0, 4.0, 5.0][..]));
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rows<'a, T, K> {
    values: &'a [T],
    n_columns: usize,
    kind: PhantomData<K>,
}

impl<'a, T: Real, K: Kind> Rows<'a, T, K> {
    /// Takes the rows of `n_columns` numbers in `values`, one after the other.
    ///
    /// # Errors
    /// [`LossError`] if there are none, the last row is not full, or a number is NaN or not of that kind.
    ///
    /// ```
    /// use infoplane_core::losses::{LossError, rows::{Logits, Probabilities}};
    /// assert!(Logits::new(&[0.0, -7.5, 1e4, 2.0], 2).is_ok());
    /// assert_eq!(Logits::new(&[0.0, 1.0, 2.0], 2), Err(LossError::Shape { n_values: 3, n_columns: 2 }));
    /// let negative = LossError::Value { argument: "probabilities", index: 1, value: -0.5 };
    /// assert_eq!(Probabilities::new(&[1.5, -0.5], 2), Err(negative));
    /// ```
    pub fn new(values: &'a [T], n_columns: usize) -> Result<Self, LossError> {
        if values.is_empty() || n_columns == 0 {
            return Err(LossError::Empty);
        }
        if !values.len().is_multiple_of(n_columns) {
            return Err(LossError::Shape { n_values: values.len(), n_columns });
        }
        check(K::NAME, values, K::allows)?;
        Ok(Self { values, n_columns, kind: PhantomData })
    }

    /// All numbers, row after row.
    ///
    /// ```
    /// use infoplane_core::losses::rows::Logits;
    /// assert_eq!(Logits::new(&[0.5, -1.0, 2.0, 0.0], 2)?.as_slice().len(), 4);
    /// # Ok::<(), infoplane_core::losses::LossError>(())
    /// ```
    pub const fn as_slice(&self) -> &'a [T] {
        self.values
    }

    /// Numbers per row.
    ///
    /// ```
    /// use infoplane_core::losses::rows::Probabilities;
    /// assert_eq!(Probabilities::new(&[0.5, 0.5, 0.75, 0.25], 2)?.n_columns(), 2);
    /// # Ok::<(), infoplane_core::losses::LossError>(())
    /// ```
    pub const fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// The rows.
    ///
    /// ```
    /// use infoplane_core::losses::rows::Logits;
    /// assert_eq!(Logits::new(&[0.5, -1.0, 2.0, 0.0], 2)?.rows().len(), 2);
    /// # Ok::<(), infoplane_core::losses::LossError>(())
    /// ```
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &'a [T]> {
        self.values.chunks_exact(self.n_columns)
    }
}

/// What a model says, before or after its softmax or sigmoid.
///
/// ```
/// use infoplane_core::losses::rows::{Logits, Prediction};
/// let x = Prediction::Logits(Logits::new(&[0.5, -1.0, 2.0, 0.0], 2)?);
/// assert!(matches!(x, Prediction::Logits(_)));
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prediction<'a, T> {
    /// Logits: the loss takes the softmax or sigmoid itself, exactly and without clipping.
    Logits(Logits<'a, T>),
    /// Probabilities: clipped where the library clips.
    Probabilities(Probabilities<'a, T>),
}

impl<'a, T: Real> Prediction<'a, T> {
    /// All numbers, row after row.
    ///
    /// ```
    /// use infoplane_core::losses::rows::{Logits, Prediction};
    /// let x = Prediction::Logits(Logits::new(&[0.5, -1.0, 2.0, 0.0], 2)?);
    /// assert_eq!(x.as_slice()[1], -1.0);
    /// # Ok::<(), infoplane_core::losses::LossError>(())
    /// ```
    pub const fn as_slice(&self) -> &'a [T] {
        match self {
            Self::Logits(x) => x.as_slice(),
            Self::Probabilities(p) => p.as_slice(),
        }
    }

    /// Numbers per row.
    ///
    /// ```
    /// use infoplane_core::losses::rows::{Logits, Prediction};
    /// let x = Prediction::Logits(Logits::new(&[0.5, -1.0, 2.0, 0.0], 2)?);
    /// assert_eq!(x.n_columns(), 2);
    /// # Ok::<(), infoplane_core::losses::LossError>(())
    /// ```
    pub const fn n_columns(&self) -> usize {
        match self {
            Self::Logits(x) => x.n_columns(),
            Self::Probabilities(p) => p.n_columns(),
        }
    }
}

/// How far labels are moved toward the uniform distribution, between 0 and 1.
///
/// Source: [SZEGEDY_2016](crate::citations::SZEGEDY_2016), section 7.
///
/// ```
/// use infoplane_core::losses::rows::Smoothing;
/// assert_eq!(Smoothing::new(0.0)?, Smoothing::NONE);
/// # Ok::<(), infoplane_core::losses::LossError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Smoothing(f64);

impl Smoothing {
    /// Labels as they are.
    ///
    /// ```
    /// use infoplane_core::losses::rows::Smoothing;
    /// assert_eq!(Smoothing::NONE, Smoothing::new(0.0)?);
    /// # Ok::<(), infoplane_core::losses::LossError>(())
    /// ```
    pub const NONE: Self = Self(0.0);

    /// Takes the share a of the uniform distribution.
    ///
    /// # Errors
    /// [`LossError::Smoothing`] unless 0 ≤ a ≤ 1.
    ///
    /// ```
    /// use infoplane_core::losses::rows::Smoothing;
    /// assert!(Smoothing::new(0.1).is_ok() && Smoothing::new(f64::NAN).is_err());
    /// ```
    pub fn new(a: f64) -> Result<Self, LossError> {
        if (0.0..=1.0).contains(&a) { Ok(Self(a)) } else { Err(LossError::Smoothing(a)) }
    }

    /// y (1 − a) + a u: the label y moved toward u.
    pub(super) fn apply<T: Real>(self, y: T, uniform: f64) -> T {
        y * T::from_f64(1.0 - self.0) + T::from_f64(self.0 * uniform)
    }
}

/// The labels themselves, if there is one per row and each is a class.
pub(super) fn check_labels(labels: &[usize], n_rows: usize, n_classes: usize) -> Result<(), LossError> {
    same_length("labels", labels.len(), n_rows)?;
    match labels.iter().position(|&y| y >= n_classes) {
        Some(row) => Err(LossError::Label { row, label: labels[row], n_classes }),
        None => Ok(()),
    }
}

/// Refuses weights that are negative, not finite or beyond [`LARGEST`], or not `expected` many.
pub(super) fn check_weights<T: Real>(weights: &[T], expected: usize) -> Result<(), LossError> {
    same_length("weights", weights.len(), expected)?;
    check("weights", weights, is_weight)
}

fn same_length(argument: &'static str, found: usize, expected: usize) -> Result<(), LossError> {
    if found == expected { Ok(()) } else { Err(LossError::Length { argument, found, expected }) }
}

/// Targets and predictions of one shape.
pub(super) fn same_shape<T: Real>(
    y: &Probabilities<'_, T>,
    n_values: usize,
    n_columns: usize,
) -> Result<(), LossError> {
    same_length("rows of targets", y.n_columns(), n_columns)?;
    same_length("targets", y.as_slice().len(), n_values)
}

/// Refuses the first value that is not valid.
pub(super) fn check<T: Real>(
    argument: &'static str,
    values: &[T],
    is_valid: impl Fn(T) -> bool,
) -> Result<(), LossError> {
    match values.iter().position(|&x| !is_valid(x)) {
        Some(index) => Err(LossError::Value { argument, index, value: values[index].to_f64() }),
        None => Ok(()),
    }
}

fn is_weight<T: Real>(x: T) -> bool {
    x >= T::ZERO && x <= T::from_f64(LARGEST)
}
