//! Several symbols as one: how a code of whole digits comes as close to entropy as one likes.

use super::huffman::huffman;
use super::{CodeError, Radix};
use crate::dist::pmf::Pmf;

/// The most blocks a code is made for: larger, and a page waits for seconds.
///
/// ```
/// use infoplane_core::dist::catalogue::uniform;
/// use infoplane_core::measures::codes::{CodeError, blocks::{LARGEST_NUMBER_OF_BLOCKS, blocks}};
/// // 2²¹ blocks of 21 bits are twice as many.
/// let (n_symbols, limit) = (2 * LARGEST_NUMBER_OF_BLOCKS, LARGEST_NUMBER_OF_BLOCKS);
/// assert_eq!(blocks(&uniform(2)?, 21), Err(CodeError::TooManySymbols { n_symbols, limit }));
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub const LARGEST_NUMBER_OF_BLOCKS: usize = 1 << 20;

/// The pmf of k independent symbols: n^k outcomes, the last symbol running fastest.
///
/// Accuracy: each probability is a product of k, relative k · 1e-16. Cost: n^k.
///
/// # Errors
/// [`CodeError::BlockLength`] if k is 0, [`CodeError::TooManySymbols`] if n^k exceeds [`LARGEST_NUMBER_OF_BLOCKS`].
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::codes::blocks::blocks};
/// let pairs = blocks(&Pmf::new(vec![0.75, 0.25])?, 2)?;
/// assert_eq!(pairs.as_slice(), [9.0 / 16.0, 3.0 / 16.0, 3.0 / 16.0, 1.0 / 16.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn blocks(p: &Pmf, k: u32) -> Result<Pmf, CodeError> {
    if k == 0 {
        return Err(CodeError::BlockLength(0));
    }
    let n_symbols = p.len().checked_pow(k).unwrap_or(usize::MAX);
    if n_symbols > LARGEST_NUMBER_OF_BLOCKS {
        return Err(CodeError::TooManySymbols { n_symbols, limit: LARGEST_NUMBER_OF_BLOCKS });
    }
    let mut products = vec![1.0];
    // A single outcome stays one however often it is repeated.
    for _ in 0..if p.len() == 1 { 1 } else { k } {
        products = products.iter().flat_map(|a| p.as_slice().iter().map(move |b| a * b)).collect();
    }
    Ok(Pmf::normalized(&products).expect("some block of a pmf's outcomes is probable"))
}

/// E\[L_k\] ln d / k, the rate in nats per symbol of the Huffman code for blocks of k symbols.
///
/// At least H(p) and less than H(p) + ln d / k: the fraction of a digit that one
/// codeword wastes is shared by k symbols. What this costs is a code of n^k codewords.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), theorem 5.4.2.
/// Accuracy: relative n^k · 1e-16. Cost: that of a Huffman code of n^k symbols.
///
/// # Errors
/// Those of [`blocks`].
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::{codes::{Radix, blocks::huffman_rate}, units::Unit}};
/// let p = Pmf::new(vec![0.75, 0.25])?;
/// // One bit alone; in pairs (9·1 + 3·2 + 3·3 + 1·3) / 16 bits for two; the entropy is 0.811.
/// let rate = |k| huffman_rate(&p, Radix::BINARY, k).map(|nats| Unit::Bits.from_nats(nats));
/// assert_eq!(rate(1)?, 1.0);
/// assert!((rate(2)? - 27.0 / 32.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn huffman_rate(p: &Pmf, radix: Radix, k: u32) -> Result<f64, CodeError> {
    let blocks = blocks(p, k)?;
    let rate = huffman(&blocks, radix).rate(&blocks).expect("the code is made for these blocks");
    Ok(rate / f64::from(k))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_blocks_and_none_are_refused() {
        let p = Pmf::new(vec![0.5, 0.5]).unwrap();
        assert_eq!(blocks(&p, 0), Err(CodeError::BlockLength(0)));
        let limit = LARGEST_NUMBER_OF_BLOCKS;
        assert_eq!(blocks(&p, 21), Err(CodeError::TooManySymbols { n_symbols: 1 << 21, limit }));
        assert_eq!(blocks(&p, 200), Err(CodeError::TooManySymbols { n_symbols: usize::MAX, limit }));
    }

    #[test]
    fn a_certain_symbol_needs_nothing_in_any_block() {
        let p = Pmf::new(vec![1.0]).unwrap();
        assert_eq!(huffman_rate(&p, Radix::BINARY, u32::MAX), Ok(0.0));
    }
}
