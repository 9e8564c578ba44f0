//! The joint pmf of X and Y as the bottleneck uses it: p(x) and p(y|x).

use super::{BottleneckError, encoder::Encoder};
use crate::dist::joint::Joint;

/// p(x) and p(y|x), with every x and y possible.
///
/// Proven by the constructor: at least one x and one y, probabilities positive where they
/// must be, rows that sum to one up to rounding.
///
/// ```
/// use infoplane_core::bottleneck::source::Source;
/// // The third y never happens, and is left out.
/// let source = Source::from_weights(&[vec![3.0, 1.0, 0.0], vec![1.0, 3.0, 0.0]])?;
/// assert_eq!((source.n_x(), source.n_y()), (2, 2));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub(super) p_x: Vec<f64>,
    pub(super) p_y: Vec<f64>,
    /// ln p(y).
    pub(super) ln_p_y: Vec<f64>,
    /// Row x is p(y|x).
    pub(super) p_y_given_x: Vec<f64>,
}

impl Source {
    /// The source of a joint of two variables, X first. Its sum is one up to a tolerance, by which it is divided, so that it
    /// is one up to rounding.
    ///
    /// Outcomes without probability are left out: nothing depends on their encoding.
    ///
    /// # Errors
    /// [`BottleneckError::Variables`] unless there are two variables.
    ///
    /// ```
    /// use infoplane_core::{bottleneck::source::Source, dist::joint::Joint};
    /// // An x that never happens is left out.
    /// let source = Source::new(&Joint::from_rows(&[vec![0.5, 0.0], vec![0.0, 0.0], vec![0.0, 0.5]])?)?;
    /// assert_eq!(source.n_x(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(joint: &Joint) -> Result<Self, BottleneckError> {
        if joint.n_variables() != 2 {
            return Err(BottleneckError::Variables(joint.n_variables()));
        }
        Joint::normalized(joint.shape(), joint.as_slice())
            .map(|joint| Self::of(&joint))
            .map_err(BottleneckError::Source)
    }

    /// The source of weights w(x, y), one row for each x, divided by their sum.
    ///
    /// Outcomes x and y without mass are left out: nothing depends on their encoding.
    ///
    /// ```
    /// use infoplane_core::bottleneck::source::Source;
    /// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
    /// assert!((copy.mutual_information() - core::f64::consts::LN_2).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    ///
    /// # Errors
    /// [`BottleneckError::Source`] for what is no table of weights: see [`Joint::normalized_rows`].
    pub fn from_weights(rows: &[Vec<f64>]) -> Result<Self, BottleneckError> {
        Joint::normalized_rows(rows).map(|joint| Self::of(&joint)).map_err(BottleneckError::Source)
    }

    /// Of a joint of two variables whose sum is one up to rounding.
    fn of(joint: &Joint) -> Self {
        let n_y = joint.shape()[1];
        let rows = || joint.as_slice().chunks_exact(n_y);
        let sum_y = |y: usize| rows().map(|row| row[y]).sum::<f64>();
        let possible: Vec<usize> = (0..n_y).filter(|&y| sum_y(y) > 0.0).collect();
        let p_y: Vec<f64> = possible.iter().map(|&y| sum_y(y)).collect();
        let ln_p_y = p_y.iter().map(|p| libm::log(*p)).collect();
        let (mut p_x, mut p_y_given_x) = (Vec::new(), Vec::new());
        for row in rows() {
            let p: f64 = row.iter().sum();
            if p > 0.0 {
                p_x.push(p);
                p_y_given_x.extend(possible.iter().map(|&y| row[y] / p));
            }
        }
        Self { p_x, p_y, ln_p_y, p_y_given_x }
    }

    /// The number of possible x.
    ///
    /// ```
    /// use infoplane_core::bottleneck::source::Source;
    /// let source = Source::from_weights(&[vec![1.0, 0.0, 1.0], vec![0.0, 2.0, 0.0]])?;
    /// assert_eq!(source.n_x(), 2);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn n_x(&self) -> usize {
        self.p_x.len()
    }

    /// The number of possible y.
    ///
    /// ```
    /// use infoplane_core::bottleneck::source::Source;
    /// let source = Source::from_weights(&[vec![1.0, 0.0, 1.0], vec![0.0, 2.0, 0.0]])?;
    /// assert_eq!(source.n_y(), 3);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn n_y(&self) -> usize {
        self.p_y.len()
    }

    /// Refuses an encoder that has not one row for each possible x.
    pub(super) fn check(&self, encoder: &Encoder) -> Result<(), BottleneckError> {
        let (expected, found) = (self.n_x(), encoder.rows().len());
        if expected == found { Ok(()) } else { Err(BottleneckError::Rows { expected, found }) }
    }

    /// p(y|x) for one x.
    pub(super) fn row(&self, x: usize) -> &[f64] {
        &self.p_y_given_x[x * self.n_y()..(x + 1) * self.n_y()]
    }

    /// I(X;Y) in nats: the most that any T can tell about Y.
    ///
    /// ```
    /// use infoplane_core::bottleneck::source::Source;
    /// let source = Source::from_weights(&[vec![1.0, 0.0, 1.0], vec![0.0, 2.0, 0.0]])?;
    /// // Y tells which of two equally likely x it is.
    /// assert!((source.mutual_information() - core::f64::consts::LN_2).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn mutual_information(&self) -> f64 {
        let divergence = |x: usize| -> f64 {
            let terms = self.row(x).iter().zip(&self.p_y);
            terms.map(|(&p, &p_y)| crate::math::x_log_x::x_log_ratio(p, p_y)).sum()
        };
        (0..self.n_x()).map(|x| self.p_x[x] * divergence(x)).sum()
    }
}
