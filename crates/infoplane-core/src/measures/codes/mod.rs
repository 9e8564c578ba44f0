//! Codes: what entropy means in digits that can be sent.
//!
//! A source draws symbols from a pmf; a code writes them in digits, and the game is to send few of them.
//! [`lengths`] says which codeword lengths are possible at all (Kraft), [`shannon`] which ones
//! are nearly right, [`huffman`] which ones are best, [`prefix`] turns lengths into codewords that
//! can be sent and read, [`blocks`] gets rid of the last fraction of a digit by coding
//! several symbols at once, and [`arithmetic`] does that for a whole message without ever
//! listing its codewords. [`shannon_fano_elias`] is the step between the two.
//!
//! Lengths are counted in digits of the code's alphabet ([`Radix`]); rates, redundancies and
//! costs, which are compared with entropies, are in nats.

pub mod lengths;
pub mod shannon;
pub mod huffman;
pub mod prefix;
pub mod blocks;
pub mod shannon_fano_elias;
pub mod arithmetic;

/// Number of digits a code writes with: 2 for bits, 3 for trits, 10 for decimal digits.
///
/// Between 2 and [`Radix::LARGEST`], so that a digit is one character, `0` to `9` and `a` to `z`.
///
/// ```
/// use infoplane_core::measures::codes::Radix;
/// // Two digits of four are worth as much as four of two.
/// assert_eq!(2.0 * Radix::new(4)?.nats_per_digit(), 4.0 * Radix::BINARY.nats_per_digit());
/// # Ok::<(), infoplane_core::measures::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Radix(u8);

impl Radix {
    /// Two digits: bits.
    ///
    /// ```
    /// assert_eq!(infoplane_core::measures::codes::Radix::BINARY.get(), 2);
    /// ```
    pub const BINARY: Self = Self(2);
    /// The most digits for which one character each is left.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{CodeError, Radix};
    /// assert_eq!(Radix::LARGEST, "0123456789abcdefghijklmnopqrstuvwxyz".len());
    /// assert_eq!(Radix::new(37), Err(CodeError::Radix(37)));
    /// ```
    pub const LARGEST: usize = 36;

    /// Takes a number of digits.
    ///
    /// # Errors
    /// [`CodeError::Radix`] unless it is between 2 and 36.
    ///
    /// ```
    /// use infoplane_core::measures::codes::{CodeError, Radix};
    /// assert_eq!(Radix::new(2)?, Radix::BINARY);
    /// assert_eq!(Radix::new(1), Err(CodeError::Radix(1)));
    /// # Ok::<(), CodeError>(())
    /// ```
    pub fn new(d: usize) -> Result<Self, CodeError> {
        match u8::try_from(d) {
            Ok(radix) if (2..=Self::LARGEST).contains(&d) => Ok(Self(radix)),
            _ => Err(CodeError::Radix(d)),
        }
    }

    /// The number of digits.
    ///
    /// ```
    /// assert_eq!(infoplane_core::measures::codes::Radix::BINARY.get(), 2);
    /// ```
    pub const fn get(self) -> usize {
        self.0 as usize
    }

    /// ln d, the most information one digit can carry, in nats.
    ///
    /// ```
    /// assert_eq!(infoplane_core::measures::codes::Radix::BINARY.nats_per_digit(), core::f64::consts::LN_2);
    /// ```
    pub fn nats_per_digit(self) -> f64 {
        libm::log(f64::from(self.0))
    }
}

/// Why there is no such code, or why a message cannot be written or read with it.
///
/// ```
/// use infoplane_core::measures::codes::{CodeError, Radix, lengths::CodeLengths};
/// // Three halves are more than one.
/// assert_eq!(CodeLengths::new(Radix::BINARY, vec![Some(1); 3]), Err(CodeError::Kraft(1.5)));
/// assert_eq!(CodeError::Kraft(1.5).to_string(), "invalid codeword lengths: their Kraft sum is 1.5");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CodeError {
    /// A code needs between 2 and 36 different digits.
    Radix(usize),
    /// Codewords this short do not fit: their Kraft sum is more than one.
    Kraft(f64),
    /// One codeword is the beginning of another, or equal to it.
    Prefix {
        /// The symbol whose codeword is the shorter one.
        prefix: usize,
        /// The symbol whose codeword it begins.
        of: usize,
    },
    /// A digit is not below the radix.
    Digit {
        /// Where it stands, counted from 0.
        position: usize,
        /// The digit.
        digit: u8,
    },
    /// The message has a symbol outside the alphabet.
    Symbol {
        /// The symbol.
        symbol: usize,
        /// Number of symbols of the alphabet.
        n_symbols: usize,
    },
    /// The message has a symbol that the code's model calls impossible.
    Impossible {
        /// The symbol.
        symbol: usize,
    },
    /// The digits end within the message.
    Truncated {
        /// Symbols read before.
        n_decoded: usize,
    },
    /// No codeword goes on like that.
    NoCodeword {
        /// Position of the digit that leaves all codewords, counted from 0.
        position: usize,
    },
    /// More symbols than a code can be made for.
    TooManySymbols {
        /// Symbols, or blocks of them; `usize::MAX` if they cannot be counted.
        n_symbols: usize,
        /// The most.
        limit: usize,
    },
    /// Codewords that are too long together to be written out.
    TooManyDigits {
        /// Digits of all codewords.
        n_digits: u64,
        /// The most.
        limit: u64,
    },
    /// A block has no symbols.
    BlockLength(usize),
    /// The probabilities before a symbol leave no room below one for its codeword.
    NoRoom {
        /// The symbol.
        symbol: usize,
    },
}

impl core::fmt::Display for CodeError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Radix(d) => write!(f, "invalid radix: {d} (not between 2 and {})", Radix::LARGEST),
            Self::Kraft(sum) => write!(f, "invalid codeword lengths: their Kraft sum is {sum}"),
            Self::Prefix { prefix, of } => {
                write!(f, "invalid code: the codeword of symbol {prefix} begins that of symbol {of}")
            }
            Self::Digit { position, digit } => write!(f, "invalid digit: {digit} (position {position})"),
            Self::Symbol { symbol, n_symbols } => {
                write!(f, "invalid symbol: {symbol} (there are {n_symbols})")
            }
            Self::Impossible { symbol } => write!(f, "invalid symbol: {symbol} has no codeword"),
            Self::Truncated { n_decoded } => write!(f, "invalid digits: they end after {n_decoded} symbols"),
            Self::NoCodeword { position } => {
                write!(f, "invalid digits: no codeword has the one at position {position}")
            }
            Self::TooManySymbols { n_symbols, limit } => {
                write!(f, "invalid number of symbols: {n_symbols} (at most {limit})")
            }
            Self::TooManyDigits { n_digits, limit } => {
                write!(f, "invalid number of digits: {n_digits} (at most {limit})")
            }
            Self::BlockLength(k) => write!(f, "invalid block length: {k}"),
            Self::NoRoom { symbol } => {
                write!(f, "no room for symbol {symbol}: the probabilities before it sum to one")
            }
        }
    }
}

impl core::error::Error for CodeError {}
