//! How often discrete outcomes were observed: what [`super::entropy_from_counts`] takes.

use super::EstimateError;
use crate::dist::pmf::MOST_OUTCOMES;

/// The largest total: larger, and a count would be rounded on its way to a frequency.
///
/// ```
/// use infoplane_core::estimators::{EstimateError, counts::{Counts, LARGEST_TOTAL}};
/// // One more, and it could no longer be told from 2⁵³ as a frequency.
/// assert_eq!((LARGEST_TOTAL + 1) as f64, LARGEST_TOTAL as f64);
/// assert_eq!(Counts::new(vec![LARGEST_TOTAL, 1]), Err(EstimateError::Total(LARGEST_TOTAL + 1)));
/// ```
pub const LARGEST_TOTAL: u64 = 1 << 53;

/// How often each outcome 0, 1, ... was observed.
///
/// Proven by every constructor: at least one observation, at most [`LARGEST_TOTAL`].
///
/// ```
/// use infoplane_core::estimators::counts::Counts;
/// // Three heads, one tail, and a coin that never stood on its edge.
/// let tosses = Counts::new(vec![3, 1, 0])?;
/// assert_eq!((tosses.total(), tosses.n_seen()), (4, 2));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    counts: Vec<u64>,
    total: u64,
}

/// How often each pair of outcomes was observed: row x, column y.
///
/// Proven by every constructor: at least one observation, at most [`LARGEST_TOTAL`], and
/// whole rows.
///
/// ```
/// use infoplane_core::estimators::counts::JointCounts;
/// // Rows are x, columns y.
/// let table = JointCounts::new(vec![3, 0, 1, 2], 2)?;
/// assert_eq!((table.rows().as_slice(), table.columns().as_slice()), (&[3, 3][..], &[4, 2][..]));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointCounts {
    counts: Counts,
    n_columns: usize,
}

impl Counts {
    /// Takes the counts; outcomes that were never observed may be among them or not.
    ///
    /// # Errors
    /// [`EstimateError::Empty`] if all are 0, [`EstimateError::Total`] if they sum to more than [`LARGEST_TOTAL`].
    ///
    /// ```
    /// use infoplane_core::estimators::{EstimateError, counts::Counts};
    /// assert_eq!(Counts::new(vec![5, 0, 2])?.total(), 7);
    /// assert_eq!(Counts::new(vec![0, 0]), Err(EstimateError::Empty));
    /// # Ok::<(), EstimateError>(())
    /// ```
    pub fn new(counts: Vec<u64>) -> Result<Self, EstimateError> {
        let total = counts.iter().try_fold(0_u64, |sum, &c| sum.checked_add(c)).unwrap_or(u64::MAX);
        match total {
            0 => Err(EstimateError::Empty),
            1..=LARGEST_TOTAL => Ok(Self { counts, total }),
            _ => Err(EstimateError::Total(total)),
        }
    }

    /// Counts outcomes 0, 1, ... in a list of observations.
    ///
    /// # Errors
    /// [`EstimateError::Empty`] if there are none, [`EstimateError::Outcome`] if one is not below `n_outcomes`,
    /// [`EstimateError::Outcomes`] if that is above [`MOST_OUTCOMES`].
    ///
    /// ```
    /// use infoplane_core::estimators::counts::Counts;
    /// assert_eq!(Counts::tally([0, 2, 2], 4)?.as_slice(), [1, 0, 2, 0]);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn tally(
        outcomes: impl IntoIterator<Item = usize>,
        n_outcomes: usize,
    ) -> Result<Self, EstimateError> {
        if n_outcomes > MOST_OUTCOMES {
            return Err(EstimateError::Outcomes(n_outcomes));
        }
        let mut counts = vec![0_u64; n_outcomes];
        for (sample, outcome) in outcomes.into_iter().enumerate() {
            *counts.get_mut(outcome).ok_or(EstimateError::Outcome { sample, outcome, n_outcomes })? += 1;
        }
        Self::new(counts)
    }

    /// The counts.
    ///
    /// ```
    /// use infoplane_core::estimators::counts::Counts;
    /// let counts = Counts::new(vec![5, 0, 2])?;
    /// assert_eq!(counts.as_slice(), [5, 0, 2]);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn as_slice(&self) -> &[u64] {
        &self.counts
    }

    /// Number of observations, n; at least 1.
    ///
    /// ```
    /// use infoplane_core::estimators::counts::Counts;
    /// let counts = Counts::new(vec![5, 0, 2])?;
    /// assert_eq!(counts.total(), 7);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// Number of outcomes that were observed, K; at least 1.
    ///
    /// ```
    /// use infoplane_core::estimators::counts::Counts;
    /// let counts = Counts::new(vec![5, 0, 2])?;
    /// assert_eq!(counts.n_seen(), 2);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn n_seen(&self) -> usize {
        self.seen().count()
    }

    /// C = 1 − f₁ / n with f₁ outcomes seen once: how much of the probability has been seen, as Good and Turing estimate it.
    ///
    /// If every observation is of a new outcome, f₁ = n − 1 is taken, or nothing could be said.
    /// Source: [GOOD_1953](crate::citations::GOOD_1953); the exception as in [CHAO_SHEN_2003](crate::citations::CHAO_SHEN_2003).
    ///
    /// ```
    /// use infoplane_core::estimators::counts::Counts;
    /// // Two of ten observations were of outcomes seen only once.
    /// assert_eq!(Counts::new(vec![1, 1, 8])?.coverage(), 0.8);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn coverage(&self) -> f64 {
        let once = self.seen().filter(|&c| c == 1).count() as u64;
        1.0 - once.min(self.total - 1) as f64 / self.n()
    }

    /// The counts that are not zero.
    pub(super) fn seen(&self) -> impl Iterator<Item = u64> + '_ {
        self.counts.iter().copied().filter(|&c| c > 0)
    }

    /// The frequencies of the outcomes seen.
    pub(super) fn frequencies(&self) -> impl Iterator<Item = f64> + '_ {
        let n = self.n();
        self.seen().map(move |c| c as f64 / n)
    }

    /// Exact, since totals are at most [`LARGEST_TOTAL`].
    pub(super) fn n(&self) -> f64 {
        self.total as f64
    }

    /// The logarithm of the most different outcomes that n observations of these could show.
    pub(super) fn log_most_outcomes(&self) -> f64 {
        libm::log(self.n().min(self.counts.len() as f64))
    }
}

impl JointCounts {
    /// Takes the table row by row.
    ///
    /// # Errors
    /// [`EstimateError::Table`] unless it has whole rows, and those of [`Counts::new`].
    ///
    /// ```
    /// use infoplane_core::estimators::counts::JointCounts;
    /// let table = JointCounts::new(vec![3, 1, 0, 4], 2)?;
    /// assert_eq!(table.rows().as_slice(), [4, 4]);
    /// assert_eq!(table.columns().as_slice(), [3, 5]);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn new(counts: Vec<u64>, n_columns: usize) -> Result<Self, EstimateError> {
        if n_columns == 0 || !counts.len().is_multiple_of(n_columns) {
            return Err(EstimateError::Table { n_values: counts.len(), n_columns });
        }
        Ok(Self { counts: Counts::new(counts)?, n_columns })
    }

    /// Number of values that y can have.
    ///
    /// ```
    /// use infoplane_core::estimators::counts::JointCounts;
    /// let table = JointCounts::new(vec![1, 2, 3, 4, 5, 6], 3)?;
    /// assert_eq!(table.n_columns(), 3);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// The pairs as outcomes of one variable.
    ///
    /// ```
    /// use infoplane_core::estimators::counts::JointCounts;
    /// let table = JointCounts::new(vec![1, 2, 3, 4, 5, 6], 3)?;
    /// assert_eq!(table.pairs().total(), 21);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn pairs(&self) -> &Counts {
        &self.counts
    }

    /// Counts of x alone.
    ///
    /// ```
    /// use infoplane_core::estimators::counts::JointCounts;
    /// let table = JointCounts::new(vec![1, 2, 3, 4, 5, 6], 3)?;
    /// assert_eq!(table.rows().as_slice(), [6, 15]);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn rows(&self) -> Counts {
        let counts = self.counts.counts.chunks_exact(self.n_columns).map(|row| row.iter().sum()).collect();
        Counts { counts, total: self.counts.total }
    }

    /// Counts of y alone.
    ///
    /// ```
    /// use infoplane_core::estimators::counts::JointCounts;
    /// let table = JointCounts::new(vec![1, 2, 3, 4, 5, 6], 3)?;
    /// assert_eq!(table.columns().as_slice(), [5, 7, 9]);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn columns(&self) -> Counts {
        let column = |y: usize| self.counts.counts.iter().skip(y).step_by(self.n_columns).sum();
        Counts { counts: (0..self.n_columns).map(column).collect(), total: self.counts.total }
    }
}
