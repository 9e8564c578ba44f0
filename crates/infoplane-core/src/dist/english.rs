//! How often each letter occurs in English.

use super::pmf::{Pmf, PmfError};
use crate::math::ranking::descending;

/// Occurrences of A to Z in the English part of Google Books, in billions, over words that
/// occur at least 100,000 times. Source: [NORVIG_2013](crate::citations::NORVIG_2013).
///
/// ```
/// use infoplane_core::dist::english::LETTER_COUNTS;
/// // E is the most frequent.
/// assert!(LETTER_COUNTS.iter().all(|count| *count <= LETTER_COUNTS[4]));
/// ```
pub const LETTER_COUNTS: [f64; 26] = [
    286.5, 52.9, 119.2, 136.0, 445.2, 85.6, 66.6, 180.1, 269.7, 5.7, 19.3, 145.0, 89.5, // A to M
    257.8, 272.3, 76.1, 4.3, 223.8, 232.1, 330.5, 97.3, 37.5, 59.7, 8.4, 59.3, 3.2, // N to Z
];

/// The label of the outcome that stands for all letters without one of their own.
///
/// ```
/// use infoplane_core::dist::english::{OTHER, letters_top};
/// assert_eq!(letters_top(3)?.labels.last().map(|label| &label[..]), Some(OTHER));
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub const OTHER: &str = "other";

/// A pmf whose outcomes have names.
///
/// ```
/// let two = infoplane_core::dist::english::letters_top(2)?;
/// assert_eq!((two.labels.len(), two.pmf.len()), (2, 2));
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Labeled {
    /// The probabilities.
    pub pmf: Pmf,
    /// One label per outcome.
    pub labels: Vec<String>,
}

/// The 26 letters in alphabetical order, from [`LETTER_COUNTS`].
///
/// ```
/// use infoplane_core::{dist::english, measures::{entropy::entropy, units::Unit}};
/// // A letter of English, without what came before it, is worth 4.17 bits; log2(26) would be 4.70.
/// assert!((Unit::Bits.from_nats(entropy(&english::letters())) - 4.17).abs() < 0.005);
/// ```
pub fn letters() -> Pmf {
    Pmf::normalized(&LETTER_COUNTS).expect("the table is finite and positive")
}

/// The n − 1 most frequent letters, most frequent first, and [`OTHER`] for the rest.
///
/// With n = 1 everything is "other"; with n ≥ 27 all letters have a name and "other", then
/// impossible, is left out: there are 26 outcomes.
///
/// # Errors
/// [`PmfError::Empty`] if n is 0.
///
/// ```
/// use infoplane_core::dist::english;
/// let top = english::letters_top(3)?;
/// assert_eq!(top.labels, ["E", "T", "other"]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn letters_top(n: usize) -> Result<Labeled, PmfError> {
    if n == 0 {
        return Err(PmfError::Empty);
    }
    let ranked = descending(&LETTER_COUNTS);
    let (top, rest) = ranked.split_at(ranked.len().min(n - 1));
    let mut labels: Vec<String> = top.iter().map(|letter| char::from(b'A' + *letter as u8).into()).collect();
    let mut counts: Vec<f64> = top.iter().map(|letter| LETTER_COUNTS[*letter]).collect();
    if !rest.is_empty() {
        labels.push(OTHER.to_owned());
        counts.push(rest.iter().map(|letter| LETTER_COUNTS[*letter]).sum());
    }
    Ok(Labeled { pmf: Pmf::normalized(&counts)?, labels })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cut_has_the_outcomes_it_names() {
        for n in 1..30 {
            let top = letters_top(n).unwrap();
            assert_eq!(top.pmf.len(), n.min(26));
            assert_eq!(top.labels.len(), top.pmf.len());
            assert_eq!(top.labels.last().is_some_and(|l| l == OTHER), n < 27);
        }
        assert_eq!(letters_top(0), Err(PmfError::Empty));
    }

    #[test]
    fn e_is_the_most_frequent_letter_with_an_eighth() {
        let p = letters();
        assert!((p.as_slice()[4] - 0.125).abs() < 0.001);
    }
}
