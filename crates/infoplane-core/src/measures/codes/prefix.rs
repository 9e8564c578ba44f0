//! Codewords of which none begins another, so that a message can be read without marks between them.

use super::lengths::CodeLengths;
use super::{CodeError, Radix};

/// A prefix code: one codeword per symbol (or none), no codeword the beginning of another.
///
/// ```
/// use infoplane_core::measures::codes::{Radix, prefix::PrefixCode};
/// // Where a 0 stands, a codeword ends.
/// let code = PrefixCode::new(Radix::BINARY, vec![Some(vec![0]), Some(vec![1, 0]), None])?;
/// assert_eq!((code.text(1), code.text(2)), (Some("10".to_owned()), None));
/// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefixCode {
    radix: Radix,
    codewords: Vec<Option<Vec<u8>>>,
    /// The symbols that have a codeword, in the order of a dictionary.
    sorted: Vec<usize>,
}

impl PrefixCode {
    /// The most digits of all codewords that are made from lengths alone: a length is quickly said, and takes its memory.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{CodeError, Radix, lengths::CodeLengths, prefix::PrefixCode};
    /// let limit = PrefixCode::MOST_DIGITS;
    /// let lengths = CodeLengths::new(Radix::BINARY, vec![Some(u32::MAX)])?;
    /// let n_digits = u64::from(u32::MAX);
    /// assert_eq!(PrefixCode::canonical(&lengths), Err(CodeError::TooManyDigits { n_digits, limit }));
    /// # Ok::<(), CodeError>(())
    /// ```
    pub const MOST_DIGITS: u64 = 1 << 28;

    /// Takes codewords as digits below the radix; `None` for a symbol without one.
    ///
    /// Cost: a sort of the codewords; in a dictionary's order a beginning stands just before what it begins.
    ///
    /// # Errors
    /// [`CodeError::Digit`] if a digit is not below the radix, [`CodeError::Prefix`] if one codeword begins another.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{CodeError, Radix, prefix::PrefixCode};
    /// let code = |words: [&[u8]; 3]| PrefixCode::new(Radix::BINARY, words.map(|w| Some(w.to_vec())).to_vec());
    /// assert!(code([&[0], &[1, 0], &[1, 1]]).is_ok());
    /// assert_eq!(code([&[1], &[1, 0], &[0]]), Err(CodeError::Prefix { prefix: 0, of: 1 }));
    /// ```
    pub fn new(radix: Radix, codewords: Vec<Option<Vec<u8>>>) -> Result<Self, CodeError> {
        for word in codewords.iter().flatten() {
            if let Some(position) = word.iter().position(|&digit| usize::from(digit) >= radix.get()) {
                return Err(CodeError::Digit { position, digit: word[position] });
            }
        }
        let mut sorted: Vec<usize> = (0..codewords.len()).filter(|&s| codewords[s].is_some()).collect();
        sorted.sort_by(|&a, &b| codewords[a].cmp(&codewords[b]));
        for neighbors in sorted.windows(2) {
            if let (Some(a), Some(b)) = (&codewords[neighbors[0]], &codewords[neighbors[1]])
                && b.starts_with(a)
            {
                return Err(CodeError::Prefix { prefix: neighbors[0], of: neighbors[1] });
            }
        }
        Ok(Self { radix, codewords, sorted })
    }

    /// The canonical code of some lengths: shorter codewords first, and in counting order among equals.
    ///
    /// Whoever knows the lengths knows the code; that is how file formats store one.
    /// Source: [SCHWARTZ_KALLICK_1964](crate::citations::SCHWARTZ_KALLICK_1964). Cost: the sum of the lengths.
    ///
    /// # Errors
    /// [`CodeError::TooManyDigits`] if the codewords have more than [`Self::MOST_DIGITS`] together.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{Radix, lengths::CodeLengths, prefix::PrefixCode};
    /// let lengths = CodeLengths::new(Radix::BINARY, vec![Some(2), Some(1), Some(2)])?;
    /// let code = PrefixCode::canonical(&lengths)?;
    /// assert_eq!((code.text(0), code.text(1), code.text(2)), (Some("10".into()), Some("0".into()), Some("11".into())));
    /// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
    /// ```
    pub fn canonical(lengths: &CodeLengths) -> Result<Self, CodeError> {
        let of = lengths.as_slice();
        let n_digits = of.iter().flatten().fold(0_u64, |sum, &length| sum.saturating_add(length.into()));
        if n_digits > Self::MOST_DIGITS {
            return Err(CodeError::TooManyDigits { n_digits, limit: Self::MOST_DIGITS });
        }
        let mut sorted: Vec<usize> = (0..of.len()).filter(|&symbol| of[symbol].is_some()).collect();
        sorted.sort_by_key(|&symbol| of[symbol]);
        let mut codewords = vec![None; of.len()];
        let mut next: Vec<u8> = Vec::new();
        for &symbol in &sorted {
            // By Kraft's inequality counting has not run out of numbers of that length.
            next.resize(of[symbol].unwrap_or(0) as usize, 0);
            codewords[symbol] = Some(next.clone());
            count_up(&mut next, lengths.radix());
        }
        Ok(Self { radix: lengths.radix(), codewords, sorted })
    }

    /// The digits of a symbol's codeword.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{Radix, lengths::CodeLengths, prefix::PrefixCode};
    /// let code = PrefixCode::canonical(&CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), Some(2)])?)?;
    /// assert_eq!(code.codeword(1), Some(&[1, 0][..]));
    /// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
    /// ```
    pub fn codeword(&self, symbol: usize) -> Option<&[u8]> {
        self.codewords.get(symbol)?.as_deref()
    }

    /// A symbol's codeword as text, one character per digit.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{Radix, lengths::CodeLengths, prefix::PrefixCode};
    /// let code = PrefixCode::canonical(&CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), Some(2)])?)?;
    /// assert_eq!(code.text(2).as_deref(), Some("11"));
    /// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
    /// ```
    pub fn text(&self, symbol: usize) -> Option<String> {
        let radix = self.radix.get() as u32;
        Some(self.codeword(symbol)?.iter().filter_map(|&d| char::from_digit(u32::from(d), radix)).collect())
    }

    /// Number of symbols, with or without a codeword.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{Radix, lengths::CodeLengths, prefix::PrefixCode};
    /// let code = PrefixCode::canonical(&CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), Some(2)])?)?;
    /// assert_eq!(code.n_symbols(), 3);
    /// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
    /// ```
    pub fn n_symbols(&self) -> usize {
        self.codewords.len()
    }

    /// The lengths of the codewords.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{Radix, lengths::CodeLengths, prefix::PrefixCode};
    /// let code = PrefixCode::canonical(&CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), Some(2)])?)?;
    /// assert_eq!(code.lengths().as_slice(), [Some(1), Some(2), Some(2)]);
    /// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
    /// ```
    pub fn lengths(&self) -> CodeLengths {
        let length = |word: &Vec<u8>| word.len() as u32;
        let lengths = self.codewords.iter().map(|word| word.as_ref().map(length)).collect();
        CodeLengths::new(self.radix, lengths).expect("a prefix code satisfies Kraft")
    }

    /// The codewords of a message, one after the other.
    ///
    /// # Errors
    /// [`CodeError::Symbol`] for a symbol outside the alphabet, [`CodeError::Impossible`] for one without a codeword.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{Radix, lengths::CodeLengths, prefix::PrefixCode};
    /// let code = PrefixCode::canonical(&CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), Some(2)])?)?;
    /// let digits = code.encode(&[0, 2, 1])?;
    /// assert_eq!(digits, [0, 1, 1, 1, 0]);
    /// assert_eq!(code.decode(&digits, 3)?, [0, 2, 1]);
    /// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
    /// ```
    pub fn encode(&self, message: &[usize]) -> Result<Vec<u8>, CodeError> {
        let mut digits = Vec::new();
        for &symbol in message {
            match self.codewords.get(symbol) {
                Some(Some(word)) => digits.extend_from_slice(word),
                Some(None) => return Err(CodeError::Impossible { symbol }),
                None => return Err(CodeError::Symbol { symbol, n_symbols: self.codewords.len() }),
            }
        }
        Ok(digits)
    }

    /// The first n symbols that the digits spell. Their number is said, because a code of one symbol writes no digits.
    ///
    /// Cost: log2 of the number of symbols per digit.
    ///
    /// # Errors
    /// [`CodeError::Truncated`] if the digits end before, [`CodeError::NoCodeword`] if they leave all codewords.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{Radix, lengths::CodeLengths, prefix::PrefixCode};
    /// let code = PrefixCode::canonical(&CodeLengths::new(Radix::BINARY, vec![Some(1), Some(2), Some(2)])?)?;
    /// assert_eq!(code.decode(&[1, 0, 0, 1, 1], 3)?, [1, 0, 2]);
    /// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
    /// ```
    pub fn decode(&self, digits: &[u8], n: usize) -> Result<Vec<usize>, CodeError> {
        let mut position = 0;
        let mut message = Vec::new();
        for n_decoded in 0..n {
            let mut candidates = self.sorted.as_slice();
            let mut depth = 0;
            while !self.is_complete(candidates, depth) {
                let digit = *digits.get(position).ok_or(CodeError::Truncated { n_decoded })?;
                candidates = self.narrow(candidates, depth, digit);
                if candidates.is_empty() {
                    return Err(CodeError::NoCodeword { position });
                }
                (depth, position) = (depth + 1, position + 1);
            }
            message.extend_from_slice(candidates);
        }
        Ok(message)
    }

    /// Whether one candidate is left and all its digits have been read.
    fn is_complete(&self, candidates: &[usize], depth: usize) -> bool {
        matches!(candidates, [symbol] if self.codeword(*symbol).is_some_and(|word| word.len() == depth))
    }

    /// The candidates whose codeword has that digit at that depth: neighbors, since they are sorted.
    fn narrow<'a>(&self, candidates: &'a [usize], depth: usize, digit: u8) -> &'a [usize] {
        let at = |&symbol: &usize| self.codeword(symbol).and_then(|word| word.get(depth).copied());
        let from = candidates.partition_point(|symbol| at(symbol) < Some(digit));
        let to = candidates.partition_point(|symbol| at(symbol) <= Some(digit));
        &candidates[from..to]
    }
}

/// The next number of as many digits.
fn count_up(digits: &mut [u8], radix: Radix) {
    for digit in digits.iter_mut().rev() {
        if usize::from(*digit) + 1 < radix.get() {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(lengths: &[Option<u32>]) -> PrefixCode {
        PrefixCode::canonical(&CodeLengths::new(Radix::BINARY, lengths.to_vec()).unwrap()).unwrap()
    }

    #[test]
    fn codewords_that_would_fill_the_memory_are_refused() {
        let lengths = |n| CodeLengths::new(Radix::BINARY, vec![Some(n); 2]).unwrap();
        let (n_digits, limit) = (2 * u64::from(u32::MAX), PrefixCode::MOST_DIGITS);
        let refused = PrefixCode::canonical(&lengths(u32::MAX));
        assert_eq!(refused, Err(CodeError::TooManyDigits { n_digits, limit }));
        assert!(PrefixCode::canonical(&lengths(1000)).is_ok());
    }

    #[test]
    fn what_cannot_be_written_or_read_is_named() {
        let code = code(&[Some(1), Some(2), None]);
        assert_eq!(code.encode(&[0, 2]), Err(CodeError::Impossible { symbol: 2 }));
        assert_eq!(code.encode(&[3]), Err(CodeError::Symbol { symbol: 3, n_symbols: 3 }));
        assert_eq!(code.decode(&[0, 1], 2), Err(CodeError::Truncated { n_decoded: 1 }));
        assert_eq!(code.decode(&[0, 1, 1], 2), Err(CodeError::NoCodeword { position: 2 }));
        assert_eq!(code.decode(&[7], 1), Err(CodeError::NoCodeword { position: 0 }));
    }

    #[test]
    fn a_code_without_codewords_reads_nothing() {
        let code = code(&[None, None]);
        assert_eq!(code.decode(&[], 0), Ok(vec![]));
        assert_eq!(code.decode(&[0], 1), Err(CodeError::NoCodeword { position: 0 }));
    }

    #[test]
    fn canonical_codewords_pass_the_check_of_any_codewords() {
        let code = code(&[Some(3), Some(1), Some(3), None, Some(5)]);
        assert_eq!(PrefixCode::new(Radix::BINARY, code.codewords.clone()), Ok(code));
    }
}
