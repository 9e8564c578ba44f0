//! Lengths of codewords, the Kraft inequality that decides which are possible, and what they cost.

use super::{CodeError, Radix};
use crate::dist::pmf::Pmf;
use crate::measures::LengthMismatch;
use crate::measures::entropy::entropy;

/// The length of every symbol's codeword, for which a prefix code is proven to exist.
///
/// A symbol may have no codeword at all, because it never happens.
///
/// ```
/// use infoplane_core::measures::codes::{Radix, lengths::CodeLengths};
/// // 1/2 + 1/4: there is room for another codeword of two digits.
/// assert_eq!(CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), None])?.kraft_sum(), 0.75);
/// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLengths {
    radix: Radix,
    lengths: Vec<Option<u32>>,
}

impl CodeLengths {
    /// Takes one length per symbol, in digits; `None` for a symbol without a codeword.
    ///
    /// A prefix code with these lengths exists exactly if the Kraft sum Σ d^−lᵢ is at most one.
    /// That is decided in integers, without rounding.
    ///
    /// Source: [KRAFT_1949](crate::citations::KRAFT_1949); [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006),
    /// theorem 5.2.1. Cost: n ln n.
    ///
    /// # Errors
    /// [`CodeError::Kraft`] with the Kraft sum if it is more than one.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{CodeError, Radix, lengths::CodeLengths};
    /// assert!(CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), Some(2)]).is_ok());
    /// // Three codewords of one bit are one too many.
    /// assert_eq!(CodeLengths::new(Radix::BINARY, vec![Some(1); 3]), Err(CodeError::Kraft(1.5)));
    /// ```
    pub fn new(radix: Radix, lengths: Vec<Option<u32>>) -> Result<Self, CodeError> {
        if fits(radix, &lengths) {
            Ok(Self { radix, lengths })
        } else {
            Err(CodeError::Kraft(kraft_sum(radix, &lengths)))
        }
    }

    /// The lengths, one per symbol.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{Radix, lengths::CodeLengths};
    /// let lengths = CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), None])?;
    /// assert_eq!(lengths.as_slice(), [Some(1), Some(2), None]);
    /// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
    /// ```
    pub fn as_slice(&self) -> &[Option<u32>] {
        &self.lengths
    }

    /// Number of digits of the code.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{Radix, lengths::CodeLengths};
    /// let lengths = CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), None])?;
    /// assert_eq!(lengths.radix(), Radix::BINARY);
    /// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
    /// ```
    pub fn radix(&self) -> Radix {
        self.radix
    }

    /// The Kraft sum Σ d^−lᵢ: 1 if no codeword could be added, less if some could.
    ///
    /// Accuracy: see [`kraft_sum`].
    ///
    /// ```
    /// use infoplane_core::measures::codes::{Radix, lengths::CodeLengths};
    /// let lengths = CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), None])?;
    /// assert_eq!(lengths.kraft_sum(), 0.75);
    /// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
    /// ```
    pub fn kraft_sum(&self) -> f64 {
        kraft_sum(self.radix, &self.lengths)
    }

    /// E\[L\] = Σ pᵢ lᵢ, in digits per symbol; +∞ if something happens that has no codeword.
    ///
    /// The outcomes follow p, whatever pmf the code was made for.
    /// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 5.1. Accuracy: relative n · 1e-16.
    ///
    /// # Errors
    /// [`LengthMismatch`] if p has another number of outcomes than the code has symbols.
    ///
    /// ```
    /// use infoplane_core::{dist::pmf::Pmf, measures::codes::{Radix, lengths::CodeLengths}};
    /// let code = CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), Some(2)])?;
    /// assert_eq!(code.expected_length(&Pmf::new(vec![0.5, 0.25, 0.25])?)?, 1.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn expected_length(&self, p: &Pmf) -> Result<f64, LengthMismatch> {
        if p.len() != self.lengths.len() {
            return Err(LengthMismatch { p: p.len(), q: self.lengths.len() });
        }
        let cost = |(p, length): (&f64, &Option<u32>)| match length {
            _ if *p == 0.0 => 0.0,
            Some(length) => p * f64::from(*length),
            None => f64::INFINITY,
        };
        Ok(p.as_slice().iter().zip(&self.lengths).map(cost).sum())
    }

    /// E\[L\] ln d, the information that the digits of one symbol could carry, in nats.
    ///
    /// # Errors
    /// [`LengthMismatch`] if p has another number of outcomes than the code has symbols.
    ///
    /// ```
    /// use infoplane_core::{dist::pmf::Pmf, measures::codes::{Radix, lengths::CodeLengths}};
    /// let lengths = CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), Some(2)])?;
    /// // 1.5 bits in the mean, in nats.
    /// let rate = lengths.rate(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
    /// assert!((rate - 1.5 * core::f64::consts::LN_2).abs() < 1e-15);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rate(&self, p: &Pmf) -> Result<f64, LengthMismatch> {
        Ok(self.expected_length(p)? * self.radix.nats_per_digit())
    }

    /// E\[L\] ln d − H(p), what the code wastes per symbol, in nats. Never negative, and 0 only if pᵢ = d^−lᵢ.
    ///
    /// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), theorem 5.3.1.
    /// Accuracy: absolute, that of the two numbers subtracted, n · 1e-16 (1 + H); a code without waste may show −1e-16.
    ///
    /// # Errors
    /// [`LengthMismatch`] if p has another number of outcomes than the code has symbols.
    ///
    /// ```
    /// use infoplane_core::{dist::pmf::Pmf, measures::{codes::{Radix, lengths::CodeLengths}, units::Unit}};
    /// let code = CodeLengths::new(Radix::BINARY, vec![Some(2); 4])?;
    /// // Two bits for what one and three quarters would do.
    /// let wasted = code.redundancy(&Pmf::new(vec![0.5, 0.25, 0.125, 0.125])?)?;
    /// assert!((Unit::Bits.from_nats(wasted) - 0.25).abs() < 1e-15);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn redundancy(&self, p: &Pmf) -> Result<f64, LengthMismatch> {
        Ok(self.rate(p)? - entropy(p))
    }
}

/// Σ d^−lᵢ over the symbols that have a codeword, possible code or not.
///
/// Source: [KRAFT_1949](crate::citations::KRAFT_1949); [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), theorem 5.2.1.
/// Accuracy: summed from the longest codewords up, level by level: exactly 1 for a code to which
/// no codeword can be added, relative 1e-16 times the largest length for others. Cost: n ln n and the largest length, up to 1100.
///
/// ```
/// use infoplane_core::measures::codes::{Radix, lengths::kraft_sum};
/// assert_eq!(kraft_sum(Radix::BINARY, &[Some(1), Some(2), None]), 0.75);
/// ```
pub fn kraft_sum(radix: Radix, lengths: &[Option<u32>]) -> f64 {
    let d = radix.get() as f64;
    let mut depth = lengths.iter().flatten().copied().max().unwrap_or(0);
    let mut sum = 0.0;
    for (length, count) in levels(lengths).into_iter().rev() {
        sum = count as f64 + divided(sum, d, depth - length);
        depth = length;
    }
    divided(sum, d, depth)
}

/// x d^−n, one division for each level of the tree, as long as something is left.
fn divided(x: f64, d: f64, n: u32) -> f64 {
    (0..n).try_fold(x, |x, _| if x == 0.0 { Err(x) } else { Ok(x / d) }).unwrap_or_else(|zero| zero)
}

/// Whether the Kraft sum is at most one: nodes of the tree are handed out from the root down.
pub(super) fn fits(radix: Radix, lengths: &[Option<u32>]) -> bool {
    // More nodes than symbols are never needed, so the number of free ones does not overflow.
    let enough = lengths.len();
    let (mut free, mut depth) = (1_usize, 0);
    for (length, count) in levels(lengths) {
        for _ in depth..length {
            if free == 0 || free == enough {
                break;
            }
            free = free.saturating_mul(radix.get()).min(enough);
        }
        if count > free {
            return false;
        }
        (free, depth) = (free - count, length);
    }
    true
}

/// The lengths that occur, ascending, and how often each does. No room is taken by those that do not.
fn levels(lengths: &[Option<u32>]) -> Vec<(u32, usize)> {
    let mut sorted: Vec<u32> = lengths.iter().flatten().copied().collect();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).map(|equal| (equal[0], equal.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excess_below_rounding_is_still_refused() {
        // ½ + ½ + 2⁻²⁰⁰ is 1 in floating point and more than 1 in truth.
        let lengths = vec![Some(1), Some(1), Some(200)];
        assert_eq!(CodeLengths::new(Radix::BINARY, lengths), Err(CodeError::Kraft(1.0)));
    }

    #[test]
    fn only_a_single_symbol_can_have_the_empty_codeword() {
        assert!(CodeLengths::new(Radix::BINARY, vec![Some(0)]).is_ok());
        assert!(CodeLengths::new(Radix::BINARY, vec![Some(0), None]).is_ok());
        assert!(CodeLengths::new(Radix::BINARY, vec![Some(0), Some(9)]).is_err());
    }

    #[test]
    fn the_longest_of_lengths_takes_no_room() {
        let lengths = vec![Some(1), Some(u32::MAX)];
        assert_eq!(CodeLengths::new(Radix::BINARY, lengths).unwrap().kraft_sum(), 0.5);
    }

    #[test]
    fn what_happens_without_a_codeword_costs_infinitely_much() {
        let code = CodeLengths::new(Radix::BINARY, vec![Some(0), None]).unwrap();
        assert_eq!(code.expected_length(&Pmf::new(vec![1.0, 0.0]).unwrap()), Ok(0.0));
        assert_eq!(code.expected_length(&Pmf::new(vec![0.5, 0.5]).unwrap()), Ok(f64::INFINITY));
    }
}
