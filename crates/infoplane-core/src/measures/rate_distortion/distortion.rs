//! What it costs to reproduce one symbol by another.

use super::RateError;
use crate::dist::pmf::MOST_OUTCOMES;

/// d(x, y) ≥ 0 for every source symbol x and reproduction y.
///
/// ```
/// use infoplane_core::measures::rate_distortion::distortion::Distortion;
/// // One value in the middle for two: it misses each by 1, squared.
/// assert!(Distortion::squared(&[0.0, 2.0], &[1.0])?.rows().eq([[1.0], [1.0]]));
/// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Distortion {
    n_reproductions: usize,
    values: Vec<f64>,
}

impl Distortion {
    /// Takes one row of distortions per source symbol.
    ///
    /// # Errors
    /// [`RateError`] if there are none, rows differ in length, or a distortion is negative or not finite.
    ///
    /// ```
    /// use infoplane_core::measures::rate_distortion::distortion::Distortion;
    /// // Two symbols, and a third reproduction, "don't know", at half the price of an error.
    /// assert!(Distortion::new(&[vec![0.0, 1.0, 0.5], vec![1.0, 0.0, 0.5]]).is_ok());
    /// ```
    pub fn new(rows: &[Vec<f64>]) -> Result<Self, RateError> {
        let n_reproductions = rows.first().map_or(0, Vec::len);
        if n_reproductions == 0 {
            return Err(RateError::Empty);
        }
        for (symbol, row) in rows.iter().enumerate() {
            if row.len() != n_reproductions {
                return Err(RateError::Reproductions { symbol, found: row.len(), expected: n_reproductions });
            }
            if let Some(reproduction) = row.iter().position(|d| !(*d >= 0.0 && d.is_finite())) {
                return Err(RateError::Distortion { symbol, reproduction, value: row[reproduction] });
            }
        }
        Ok(Self { n_reproductions, values: rows.concat() })
    }

    /// 0 for the same symbol, 1 for any other, over n symbols: the mean is the share of wrong ones.
    ///
    /// # Errors
    /// [`RateError::Empty`] if n is 0, [`RateError::Parameter`] if n² is above
    /// [`MOST_OUTCOMES`].
    ///
    /// ```
    /// use infoplane_core::measures::rate_distortion::distortion::Distortion;
    /// assert!(Distortion::hamming(2)?.rows().eq([[0.0, 1.0], [1.0, 0.0]]));
    /// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
    /// ```
    pub fn hamming(n: usize) -> Result<Self, RateError> {
        if n.saturating_mul(n) > MOST_OUTCOMES {
            return Err(RateError::Parameter { name: "n", value: n as f64 });
        }
        let row = |x: usize| (0..n).map(|y| f64::from(u8::from(x != y))).collect();
        Self::new(&(0..n).map(row).collect::<Vec<_>>())
    }

    /// (x − y)² for the values of source symbols and reproductions.
    ///
    /// # Errors
    /// [`RateError`] if there are no values, or a square is not finite.
    ///
    /// ```
    /// use infoplane_core::measures::rate_distortion::distortion::Distortion;
    /// // Numbers 0 and 3, reproduced as 1.
    /// assert!(Distortion::squared(&[0.0, 3.0], &[1.0])?.rows().eq([[1.0], [4.0]]));
    /// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
    /// ```
    pub fn squared(xs: &[f64], ys: &[f64]) -> Result<Self, RateError> {
        Self::new(&xs.iter().map(|x| ys.iter().map(|y| (x - y) * (x - y)).collect()).collect::<Vec<_>>())
    }

    /// The distortions of each source symbol.
    ///
    /// ```
    /// use infoplane_core::measures::rate_distortion::distortion::Distortion;
    /// assert_eq!(Distortion::hamming(3)?.rows().last(), Some(&[1.0, 1.0, 0.0][..]));
    /// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
    /// ```
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks_exact(self.n_reproductions)
    }

    /// The distortions of one source symbol.
    pub(super) fn row(&self, symbol: usize) -> &[f64] {
        &self.values[symbol * self.n_reproductions..(symbol + 1) * self.n_reproductions]
    }

    /// Number of source symbols.
    ///
    /// ```
    /// use infoplane_core::measures::rate_distortion::distortion::Distortion;
    /// assert_eq!(Distortion::squared(&[0.0, 3.0], &[1.0])?.n_symbols(), 2);
    /// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
    /// ```
    pub fn n_symbols(&self) -> usize {
        self.values.len() / self.n_reproductions
    }

    /// Number of reproductions.
    ///
    /// ```
    /// use infoplane_core::measures::rate_distortion::distortion::Distortion;
    /// assert_eq!(Distortion::squared(&[0.0, 3.0], &[1.0])?.n_reproductions(), 1);
    /// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
    /// ```
    pub fn n_reproductions(&self) -> usize {
        self.n_reproductions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_distortions_are_named() {
        assert_eq!(Distortion::new(&[]), Err(RateError::Empty));
        assert_eq!(Distortion::new(&[vec![]]), Err(RateError::Empty));
        let ragged = Distortion::new(&[vec![0.0, 1.0], vec![0.0]]);
        assert_eq!(ragged, Err(RateError::Reproductions { symbol: 1, found: 1, expected: 2 }));
        let negative = Distortion::new(&[vec![0.0, -1.0]]);
        assert_eq!(negative, Err(RateError::Distortion { symbol: 0, reproduction: 1, value: -1.0 }));
        assert!(Distortion::squared(&[f64::MAX], &[-f64::MAX]).is_err());
    }
}
