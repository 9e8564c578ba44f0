//! Shannon's code: every symbol gets its surprisal, rounded up to whole digits.

use super::Radix;
use super::lengths::{CodeLengths, fits};
use crate::dist::pmf::Pmf;
use crate::math::ranking::ascending;
use crate::measures::entropy::surprisal;

/// How far a surprisal may exceed a whole number of digits and still count as that number, relative to its size.
///
/// 1/3 is a little less than a third in floating point; smaller, and a fair three-sided die
/// would cost two trits instead of one. Larger, and codewords become shorter than they should.
const ROUNDING: f64 = 1e-15;

/// lᵢ = ⌈log_d 1/pᵢ⌉: the lengths of Shannon's code. No codeword for what never happens.
///
/// The Kraft inequality holds because Σ d^−lᵢ ≤ Σ pᵢ = 1, and H(p) ≤ E\[L\] < H(p) + 1 in
/// digits because no symbol loses a whole digit by rounding up. Made for q and used on p, it costs
/// between H(p, q) and H(p, q) + 1. It is rarely the best code, even though every single
/// length is within one digit of the surprisal, which the best code's need not be.
///
/// Source: [SHANNON_1948](crate::citations::SHANNON_1948), section 9, theorem 9; [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006),
/// section 5.4, and theorem 5.4.3 for another p than it was made for. Where this departs: probabilities that sum to a little more than one (by rounding)
/// may leave no room for all codewords; then the least probable symbol for which that
/// makes room gets one digit more; and a symbol whose probability is above one, as it may be by the tolerance of a pmf, has no digit. Cost: n logarithms; n log n where rounding has to be repaired.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::codes::{Radix, shannon::shannon}};
/// // log2(1/0.4) = 1.3, log2(1/0.2) = 2.3, log2(1/0.1) = 3.3.
/// let code = shannon(&Pmf::new(vec![0.4, 0.2, 0.2, 0.1, 0.1])?, Radix::BINARY);
/// assert_eq!(code.as_slice(), [2, 3, 3, 4, 4].map(Some));
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn shannon(p: &Pmf, radix: Radix) -> CodeLengths {
    let digits = |p: f64| (p > 0.0).then(|| whole_digits(surprisal(p) / radix.nats_per_digit()));
    let mut lengths: Vec<Option<u32>> = p.as_slice().iter().map(|&p| digits(p)).collect();
    while !fits(radix, &lengths) {
        let symbol = symbol_to_lengthen(p, radix, &lengths);
        lengths[symbol] = lengths[symbol].map(|length| length + 1);
    }
    CodeLengths::new(radix, lengths).expect("the lengths fit, or the loop would go on")
}

/// ⌈x⌉, except that a hair above a whole number is that number.
fn whole_digits(x: f64) -> u32 {
    let below = libm::floor(x);
    let rounded = if x - below <= ROUNDING * (1.0 + x) { below } else { below + 1.0 };
    rounded.max(0.0) as u32
}

/// The least probable symbol whose codeword makes enough room by one more digit, or the most probable of all.
fn symbol_to_lengthen(p: &Pmf, radix: Radix, lengths: &[Option<u32>]) -> usize {
    let order: Vec<usize> = ascending(p.as_slice()).into_iter().filter(|&i| lengths[i].is_some()).collect();
    let makes_room = |&symbol: &usize| {
        let mut lengths = lengths.to_vec();
        lengths[symbol] = lengths[symbol].map(|length| length + 1);
        fits(radix, &lengths)
    };
    // The more probable, the shorter the codeword, and the more room one digit makes.
    let first = order.partition_point(|symbol| !makes_room(symbol));
    order[first.min(order.len() - 1)]
}

/// log_d 1/pᵢ for every symbol: the lengths of an ideal code, were fractions of digits possible.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::codes::{Radix, shannon::ideal_lengths}};
/// let p = Pmf::new(vec![0.125, 0.875, 0.0])?;
/// assert!((ideal_lengths(&p, Radix::BINARY)[0] - 3.0).abs() < 1e-15);
/// assert_eq!(ideal_lengths(&p, Radix::BINARY)[2], f64::INFINITY);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn ideal_lengths(p: &Pmf, radix: Radix) -> Vec<f64> {
    p.as_slice().iter().map(|&p| surprisal(p) / radix.nats_per_digit()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_the_radix_keep_their_exponent() {
        let ternary = Radix::new(3).unwrap();
        assert_eq!(shannon(&Pmf::new(vec![1.0 / 3.0; 3]).unwrap(), ternary).as_slice(), [Some(1); 3]);
        assert_eq!(shannon(&Pmf::new(vec![1.0 / 9.0; 9]).unwrap(), ternary).as_slice(), [Some(2); 9]);
        assert_eq!(shannon(&Pmf::new(vec![0.1; 10]).unwrap(), Radix::new(10).unwrap()).kraft_sum(), 1.0);
    }

    #[test]
    fn room_for_the_nearly_impossible_is_taken_from_the_least_probable_that_has_it() {
        let p = Pmf::new(vec![0.5, 0.25, 0.25, 5e-324]).unwrap();
        assert_eq!(shannon(&p, Radix::BINARY).as_slice(), [1, 3, 2, 1074].map(Some));
        let p = Pmf::new(vec![1.0, 1e-300]).unwrap();
        assert_eq!(shannon(&p, Radix::BINARY).as_slice(), [Some(1), Some(997)]);
    }

    #[test]
    fn a_certain_symbol_needs_no_digit() {
        let p = Pmf::new(vec![0.0, 1.0]).unwrap();
        assert_eq!(shannon(&p, Radix::BINARY).as_slice(), [None, Some(0)]);
    }
}
