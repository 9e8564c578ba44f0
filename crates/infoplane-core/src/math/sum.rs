//! Sums whose rounding does not grow with the number of terms.

/// Neumaier's compensated sum: what rounding takes from the sum is kept beside it, and given back at the end.
///
/// Source: [NEUMAIER_1974](crate::citations::NEUMAIER_1974), with the addition of
/// [KNUTH_1969](crate::citations::KNUTH_1969), section 4.2.2, which needs no comparison. Accuracy: one rounding of the
/// result and, of the sum of the terms' magnitudes, 1e-32 for each term. Cost: seven additions for each term.
///
/// ```
/// use infoplane_core::math::sum::compensated;
/// assert_eq!(compensated([1.0, 1e100, 1.0, -1e100]), 2.0);
/// ```
pub fn compensated(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = CompensatedSum::default();
    terms.into_iter().for_each(|term| sum.add(term));
    sum.value()
}

/// A [`compensated`] sum while it grows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CompensatedSum {
    sum: f64,
    lost: f64,
}

impl CompensatedSum {
    /// Adds a term.
    #[inline(always)]
    pub(crate) fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        let added = sum - self.sum;
        // Exactly what rounding has taken from the sum, whichever of the two is larger.
        self.lost += (self.sum - (sum - added)) + (term - added);
        self.sum = sum;
    }

    /// The sum so far.
    pub(crate) fn value(self) -> f64 {
        // An infinite sum has lost nothing that could be given back.
        if self.sum.is_finite() { self.sum + self.lost } else { self.sum }
    }
}

#[cfg(test)]
mod tests {
    use super::compensated;

    #[test]
    fn a_million_tenths_are_rounded_once() {
        // A million times the double next to 0.1 is 100000 + 5.6e-12, and the doubles there are 1.5e-11 apart.
        assert_eq!(compensated((0..1_000_000).map(|_| 0.1)), 100_000.0);
        assert_eq!(compensated([]), 0.0);
    }

    #[test]
    fn infinities_stay() {
        assert_eq!(compensated([1.0, f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(compensated([f64::INFINITY, f64::NEG_INFINITY]).is_nan());
    }
}
