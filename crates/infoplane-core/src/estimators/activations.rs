//! The input of the layer estimators: one layer's activations and the labels of their inputs.

use super::EstimateError;
use crate::math::real::Real;
use crate::math::x_log_x::x_log_x;

/// Activations of one layer on n samples, with the class of each sample.
///
/// Proven by [`Activations::new`]: at least one sample and one unit, the shapes agree, every
/// value is finite, every label is below the number of classes.
///
/// The precision of the values is part of what is estimated: a softmax output reaches exactly 1
/// in single precision long before it does in double, and then shares a bin with others that do.
///
/// ```
/// use infoplane_core::estimators::activations::Activations;
/// // Three samples of two units; two of the three are of class 1.
/// let layer = Activations::new(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 2, &[0, 1, 1], 2)?;
/// assert_eq!((layer.sample(1), layer.class_counts()), (&[0.3, 0.4][..], vec![1, 2]));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Activations<'a, T = f32> {
    values: &'a [T],
    labels: &'a [u8],
    n_units: usize,
    n_classes: usize,
}

/// As many classes as labels can tell apart; room for more would be taken for nothing.
const MOST_CLASSES: usize = u8::MAX as usize + 1;

impl<'a, T: Real> Activations<'a, T> {
    /// Takes `values` sample by sample (row-major, `labels.len()` × `n_units`).
    ///
    /// # Errors
    /// [`EstimateError`] with the first offending value.
    ///
    /// ```
    /// use infoplane_core::estimators::{EstimateError, activations::Activations};
    /// assert!(Activations::new(&[0.1, 0.2, 0.3, 0.4], 2, &[0, 1], 2).is_ok());
    /// let bad = Activations::new(&[0.1, f64::NAN], 1, &[0, 1], 2);
    /// assert!(matches!(bad, Err(EstimateError::NonFinite { sample: 1, unit: 0, .. })));
    /// ```
    pub fn new(
        values: &'a [T],
        n_units: usize,
        labels: &'a [u8],
        n_classes: usize,
    ) -> Result<Self, EstimateError> {
        if labels.is_empty() || n_units == 0 {
            return Err(EstimateError::Empty);
        }
        if labels.len().checked_mul(n_units) != Some(values.len()) {
            return Err(EstimateError::Shape { n_values: values.len(), n_samples: labels.len(), n_units });
        }
        if n_classes > MOST_CLASSES {
            return Err(EstimateError::Classes(n_classes));
        }
        if let Some(at) = values.iter().position(|v| !v.is_finite()) {
            return Err(EstimateError::NonFinite {
                sample: at / n_units,
                unit: at % n_units,
                value: values[at].to_f64(),
            });
        }
        if let Some(at) = labels.iter().position(|&y| usize::from(y) >= n_classes) {
            return Err(EstimateError::Label { sample: at, label: labels[at], n_classes });
        }
        Ok(Self { values, labels, n_units, n_classes })
    }

    /// Number of samples.
    ///
    /// ```
    /// use infoplane_core::estimators::activations::Activations;
    /// // Three samples of two units, with labels 0, 1, 1.
    /// let layer = Activations::new(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 2, &[0, 1, 1], 2)?;
    /// assert_eq!(layer.n_samples(), 3);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn n_samples(&self) -> usize {
        self.labels.len()
    }

    /// Number of units of the layer.
    ///
    /// ```
    /// use infoplane_core::estimators::activations::Activations;
    /// // Three samples of two units, with labels 0, 1, 1.
    /// let layer = Activations::new(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 2, &[0, 1, 1], 2)?;
    /// assert_eq!(layer.n_units(), 2);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn n_units(&self) -> usize {
        self.n_units
    }

    /// Number of classes, some of which may have no sample.
    ///
    /// ```
    /// use infoplane_core::estimators::activations::Activations;
    /// // Three samples of two units, with labels 0, 1, 1.
    /// let layer = Activations::new(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 2, &[0, 1, 1], 2)?;
    /// assert_eq!(layer.n_classes(), 2);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn n_classes(&self) -> usize {
        self.n_classes
    }

    /// All values, sample by sample.
    ///
    /// ```
    /// use infoplane_core::estimators::activations::Activations;
    /// // Three samples of two units, with labels 0, 1, 1.
    /// let layer = Activations::new(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 2, &[0, 1, 1], 2)?;
    /// assert_eq!(layer.values()[2], 0.3);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn values(&self) -> &'a [T] {
        self.values
    }

    /// The class of each sample.
    ///
    /// ```
    /// use infoplane_core::estimators::activations::Activations;
    /// // Three samples of two units, with labels 0, 1, 1.
    /// let layer = Activations::new(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 2, &[0, 1, 1], 2)?;
    /// assert_eq!(layer.labels(), [0, 1, 1]);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn labels(&self) -> &'a [u8] {
        self.labels
    }

    /// The activations of one sample.
    ///
    /// ```
    /// use infoplane_core::estimators::activations::Activations;
    /// // Three samples of two units, with labels 0, 1, 1.
    /// let layer = Activations::new(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 2, &[0, 1, 1], 2)?;
    /// assert_eq!(layer.sample(1), [0.3, 0.4]);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn sample(&self, index: usize) -> &'a [T] {
        &self.values[index * self.n_units..][..self.n_units]
    }

    /// Number of samples of each class.
    ///
    /// ```
    /// use infoplane_core::estimators::activations::Activations;
    /// // Three samples of two units, with labels 0, 1, 1.
    /// let layer = Activations::new(&[0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 2, &[0, 1, 1], 2)?;
    /// assert_eq!(layer.class_counts(), [1, 2]);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn class_counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.n_classes];
        for &label in self.labels {
            counts[usize::from(label)] += 1;
        }
        counts
    }

    /// H(Y) of the labels as they are distributed in the samples, in nats: the ceiling of I(T;Y).
    ///
    /// ```
    /// use infoplane_core::estimators::activations::Activations;
    /// let layer = Activations::new(&[0.1, 0.2, 0.3, 0.4], 2, &[0, 1], 2)?;
    /// assert!((layer.label_entropy() - core::f64::consts::LN_2).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn label_entropy(&self) -> f64 {
        let n = self.n_samples() as f64;
        0.0 - self.class_counts().iter().map(|&c| x_log_x(c as f64 / n)).sum::<f64>()
    }
}
