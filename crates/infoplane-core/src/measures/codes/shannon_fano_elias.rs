//! The Shannon-Fano-Elias code: codewords read off the cumulative distribution, in the order of the symbols.

use super::prefix::PrefixCode;
use super::{CodeError, Radix};
use crate::dist::pmf::Pmf;

/// Bits after the binary point that half a probability can have: subnormals end at 2^−1074.
const FRACTION_BITS: usize = 1_075;

/// The first ⌈log2 1/pᵢ⌉ + 1 bits of the middle of symbol i's step, p₀ + ... + pᵢ₋₁ + pᵢ/2.
///
/// So many bits name a number inside the step, whatever follows them: steps do not
/// overlap, so the code is a prefix code. It costs up to two bits more than entropy, H(p) + 1 ≤ E\[L\] < H(p) + 2,
/// but needs no list of codewords and no sorting; applied to a whole message instead
/// of a symbol, it is [arithmetic coding](super::arithmetic). Codewords are in the order of the symbols.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), section 5.9. Accuracy: the sums are exact, in 1,075 bits.
/// Cost: about 1,100 bit operations per symbol, and the lengths of the codewords.
///
/// # Errors
/// [`CodeError::NoRoom`] for a symbol whose step has its middle at one or beyond, as the last may in a pmf that sums to more
/// than one.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::codes::shannon_fano_elias::shannon_fano_elias};
/// let code = shannon_fano_elias(&Pmf::new(vec![0.25, 0.5, 0.125, 0.125])?)?;
/// let words: Vec<_> = (0..4).filter_map(|symbol| code.text(symbol)).collect();
/// // The middles are 0.001, 0.10, 0.1101 and 0.1111 in binary.
/// assert_eq!(words, ["001", "10", "1101", "1111"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn shannon_fano_elias(p: &Pmf) -> Result<PrefixCode, CodeError> {
    let mut sum = Fixed::zero();
    let mut codewords = Vec::with_capacity(p.len());
    for (symbol, &p) in p.as_slice().iter().enumerate() {
        // A step is gone halfway, to its middle, and again to its end.
        sum.add_half(p);
        if p > 0.0 && sum.0[0] > 0 {
            return Err(CodeError::NoRoom { symbol });
        }
        codewords.push((p > 0.0).then(|| sum.0[1..=length(p)].to_vec()));
        sum.add_half(p);
    }
    PrefixCode::new(Radix::BINARY, codewords)
}

/// ⌈log2 1/p⌉ + 1 for positive p, exactly: p = f · 2^e with ½ ≤ f < 1, where e is at most 1, as no p of a pmf is near 2.
fn length(p: f64) -> usize {
    let (_, e) = libm::frexp(p);
    (2 - e) as usize
}

/// A number in [0, 2): element k is the bit of weight 2^−k.
struct Fixed(Vec<u8>);

impl Fixed {
    fn zero() -> Self {
        Self(vec![0; FRACTION_BITS + 1])
    }

    /// Adds p / 2, exactly.
    fn add_half(&mut self, p: f64) {
        let (fraction, e) = libm::frexp(p);
        // p / 2 = mantissa · 2^(e − 54), with trailing zeros where p is subnormal.
        let mantissa = libm::ldexp(fraction, 53) as u64;
        for bit in (0..53).filter(|bit| mantissa >> bit & 1 == 1) {
            let mut position = (54 - e - bit) as usize;
            while self.0[position] == 1 && position > 0 {
                self.0[position] = 0;
                position -= 1;
            }
            self.0[position] = 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_too_small_for_a_float_has_a_codeword_of_its_own() {
        let p = Pmf::new(vec![0.5, 5e-324, 0.5 - f64::EPSILON]).unwrap();
        let code = shannon_fano_elias(&p).unwrap();
        let word = code.codeword(1).unwrap();
        assert_eq!(word.len(), 1_075);
        assert_eq!((word[0], word[1_074]), (1, 1));
    }

    #[test]
    fn the_impossible_has_no_codeword_and_the_certain_one_bit() {
        let code = shannon_fano_elias(&Pmf::new(vec![0.0, 1.0]).unwrap()).unwrap();
        assert_eq!((code.text(0), code.text(1)), (None, Some("1".to_owned())));
    }

    #[test]
    fn a_sum_above_one_may_leave_no_room() {
        let p = Pmf::new(vec![1.0, 1e-300]).unwrap();
        assert_eq!(shannon_fano_elias(&p), Err(CodeError::NoRoom { symbol: 1 }));
        // The middle of a last step just below one is enough.
        let p = Pmf::new(vec![1.0 - 1e-9, 1.9e-9]).unwrap();
        assert_eq!(shannon_fano_elias(&p).unwrap().lengths().as_slice(), [Some(2), Some(30)]);
    }
}
