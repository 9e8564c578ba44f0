//! Arithmetic coding: one codeword for a whole message, within two bits of its information.
//!
//! Every message has a step of [0, 1) whose width is its probability: the first symbol
//! chooses a part of the unit interval, the second a part of that part, and so on. The codeword is the
//! beginning of a number in that step, as in the [Shannon-Fano-Elias code](super::shannon_fano_elias)
//! of all messages of that length, but found symbol by symbol: bits are sent as soon as both
//! ends of the step agree in them, and the rest is magnified.

mod model;

pub use model::{LARGEST_ALPHABET, Model};

use super::CodeError;
use model::PROBABILITY_BITS;

/// Bits of the numbers the coder calculates with.
const BITS: u32 = 62;
const HALF: u64 = 1 << (BITS - 1);
const QUARTER: u64 = 1 << (BITS - 2);

/// Bits that end a message, so that it can be read whatever follows.
const END_BITS: usize = 2;

/// The step of the message so far, magnified: from `low` to `high`, both included.
///
/// Wider than a quarter between symbols, so that the smallest share still has 2³⁰ numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    low: u64,
    high: u64,
}

/// A magnification by two.
enum Magnified {
    /// Both ends have this bit, which is sent.
    Bit(bool),
    /// The ends lie on both sides of the middle but close to it; the next bit tells which.
    Middle,
}

impl Step {
    const ALL: Self = Self { low: 0, high: 2 * HALF - 1 };

    /// Where a share of the total begins within the step.
    fn begin(self, share: u64) -> u64 {
        let width = u128::from(self.high - self.low + 1);
        // At most 2⁶², as share is at most 2³⁰.
        self.low + ((width * u128::from(share)) >> PROBABILITY_BITS) as u64
    }

    fn narrowed(self, (start, end): (u64, u64)) -> Self {
        Self { low: self.begin(start), high: self.begin(end) - 1 }
    }

    /// Doubles the step about the bottom, the top or the middle, if it fits in there.
    fn magnify(&mut self) -> Option<Magnified> {
        let (offset, magnified) = if self.high < HALF {
            (0, Magnified::Bit(false))
        } else if self.low >= HALF {
            (HALF, Magnified::Bit(true))
        } else if self.low >= QUARTER && self.high < HALF + QUARTER {
            (QUARTER, Magnified::Middle)
        } else {
            return None;
        };
        *self = Self { low: 2 * (self.low - offset), high: 2 * (self.high - offset) + 1 };
        Some(magnified)
    }
}

/// Writes a message symbol by symbol.
///
/// For a message x of n symbols the bits number less than log2 1/q(x) + 2 + n · 2⁻²⁹, and at least
/// log2 1/q(x) − n · 2⁻²⁹, where q is the [`Model`]'s probability: what arithmetic
/// in 62 bits loses is below 2⁻²⁹ bits per symbol. So if symbols follow p, the
/// cost per symbol tends to the cross-entropy H(p, q), whatever p is, and to H(p) if the model is right.
///
/// Source: [WITTEN_NEAL_CLEARY_1987](crate::citations::WITTEN_NEAL_CLEARY_1987), figure 3, with 62 bits for its 16 and
/// probabilities in 30.
/// Cost: constant per symbol and bit.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::codes::arithmetic::{Encoder, Model, decode}};
/// let model = Model::new(&Pmf::new(vec![0.75, 0.25])?)?;
/// let mut encoder = Encoder::new(&model);
/// for _ in 0..100 {
///     encoder.push(0)?;
/// }
/// // 100 log2(4/3) = 41.5 bits.
/// let bits = encoder.finish();
/// assert_eq!(bits.len(), 43);
/// assert_eq!(decode(&model, &bits, 100)?, [0; 100]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Encoder<'a> {
    model: &'a Model,
    step: Step,
    /// Magnifications about the middle whose bit is not known yet.
    n_pending: usize,
    bits: Vec<bool>,
}

impl<'a> Encoder<'a> {
    /// Begins a message.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::codes::arithmetic::{Encoder, Model};
    /// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
    /// assert!(Encoder::new(&model).bits().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(model: &'a Model) -> Self {
        Self { model, step: Step::ALL, n_pending: 0, bits: Vec::new() }
    }

    /// Writes one symbol. After an error the message is as before.
    ///
    /// # Errors
    /// [`CodeError::Symbol`] for a symbol outside the alphabet, [`CodeError::Impossible`] for one of probability zero.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::codes::arithmetic::{Encoder, Model};
    /// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
    /// let mut encoder = Encoder::new(&model);
    /// assert!(encoder.push(1).is_ok() && encoder.push(3).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn push(&mut self, symbol: usize) -> Result<(), CodeError> {
        self.step = self.step.narrowed(self.model.share(symbol)?);
        while let Some(magnified) = self.step.magnify() {
            match magnified {
                Magnified::Bit(bit) => self.send(bit),
                Magnified::Middle => self.n_pending += 1,
            }
        }
        Ok(())
    }

    /// The bits that are certain, whatever comes next.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::codes::arithmetic::{Encoder, Model};
    /// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
    /// let mut encoder = Encoder::new(&model);
    /// (0..20).try_for_each(|_| encoder.push(2))?;
    /// // Two bits a symbol, all but the last of which are settled.
    /// assert!(encoder.bits().len() > 30 && encoder.bits().len() <= 40);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn bits(&self) -> &[bool] {
        &self.bits
    }

    /// Ends the message: two more bits name a quarter that lies within the step.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::codes::arithmetic::{Encoder, Model, decode};
    /// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
    /// let mut encoder = Encoder::new(&model);
    /// encoder.push(2)?;
    /// assert_eq!(decode(&model, &encoder.finish(), 1)?, [2]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn finish(mut self) -> Vec<bool> {
        self.n_pending += 1;
        self.send(self.step.low >= QUARTER);
        self.bits
    }

    /// A bit, and its opposite for every magnification about the middle before it.
    fn send(&mut self, bit: bool) {
        self.bits.push(bit);
        self.bits.extend(core::iter::repeat_n(!bit, self.n_pending));
        self.n_pending = 0;
    }
}

/// The bits of a message; see [`Encoder`] for their number.
///
/// # Errors
/// [`CodeError::Symbol`] for a symbol outside the alphabet, [`CodeError::Impossible`] for one of probability zero.
///
/// ```
/// use infoplane_core::dist::pmf::Pmf;
/// use infoplane_core::measures::codes::arithmetic::{Model, encode};
/// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
/// // 1 + 2 + 2 bits of information, and two more at most.
/// assert!(encode(&model, &[0, 1, 2])?.len() <= 7);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn encode(model: &Model, message: &[usize]) -> Result<Vec<bool>, CodeError> {
    let mut encoder = Encoder::new(model);
    message.iter().try_for_each(|&symbol| encoder.push(symbol))?;
    Ok(encoder.finish())
}

/// The message of n symbols that some bits begin with; bits after it are ignored.
///
/// The number of symbols must be known: any bits spell messages of every length.
/// Cost: log2 of the number of symbols per symbol, and constant per bit.
///
/// # Errors
/// [`CodeError::Truncated`] if the bits end before the message does.
///
/// ```
/// use infoplane_core::dist::pmf::Pmf;
/// use infoplane_core::measures::codes::arithmetic::{Model, decode, encode};
/// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
/// assert_eq!(decode(&model, &encode(&model, &[0, 1, 2])?, 3)?, [0, 1, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decode(model: &Model, bits: &[bool], n: usize) -> Result<Vec<usize>, CodeError> {
    let mut decoder = Decoder::new(model, bits);
    (0..n).map(|n_decoded| decoder.pull().ok_or(CodeError::Truncated { n_decoded })).collect()
}

/// Reads a message symbol by symbol.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::codes::arithmetic::{Decoder, Model, encode}};
/// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
/// let bits = encode(&model, &[0, 2, 1])?;
/// let mut decoder = Decoder::new(&model, &bits);
/// assert_eq!([decoder.pull(), decoder.pull(), decoder.pull()], [Some(0), Some(2), Some(1)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Decoder<'a> {
    model: &'a Model,
    bits: &'a [bool],
    /// How many bits have been magnified away.
    n_done: usize,
    step: Step,
    /// The number that the bits spell, magnified like the step it lies in.
    value: u64,
}

impl<'a> Decoder<'a> {
    /// Begins a message.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::codes::arithmetic::{Decoder, Model, encode};
    /// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
    /// let bits = encode(&model, &[2, 1])?;
    /// assert_eq!(Decoder::new(&model, &bits).pull(), Some(2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(model: &'a Model, bits: &'a [bool]) -> Self {
        let mut decoder = Self { model, bits, n_done: 0, step: Step::ALL, value: 0 };
        for position in 0..BITS as usize {
            decoder.value = 2 * decoder.value + decoder.bit(position);
        }
        decoder
    }

    /// The next symbol; `None` if the bits cannot hold a message that long.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::codes::arithmetic::{Decoder, Model, encode};
    /// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
    /// let bits = encode(&model, &[2, 1])?;
    /// let mut decoder = Decoder::new(&model, &bits);
    /// assert_eq!((decoder.pull(), decoder.pull()), (Some(2), Some(1)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn pull(&mut self) -> Option<usize> {
        let symbol = self.model.last_share_at_or_before(|share| self.step.begin(share) <= self.value);
        let share = self.model.share(symbol).ok()?;
        self.step = self.step.narrowed(share);
        while let Some(magnified) = self.step.magnify() {
            let offset = match magnified {
                Magnified::Bit(false) => 0,
                Magnified::Bit(true) => HALF,
                Magnified::Middle => QUARTER,
            };
            self.value = 2 * (self.value - offset) + self.bit(self.n_done + BITS as usize);
            self.n_done += 1;
        }
        (self.n_done + END_BITS <= self.bits.len()).then_some(symbol)
    }

    /// A bit of the message; zeros follow its end.
    fn bit(&self, position: usize) -> u64 {
        self.bits.get(position).map_or(0, |&bit| u64::from(bit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::pmf::Pmf;

    fn model(p: &[f64]) -> Model {
        Model::new(&Pmf::normalized(p).unwrap()).unwrap()
    }

    #[test]
    fn steps_about_the_middle_are_told_apart() {
        // The middle symbol of three straddles one half for ever: no bit is certain until the end.
        let model = model(&[1.0, 2.0, 1.0]);
        for last in 0..3 {
            let mut message = vec![1; 500];
            message.push(last);
            let mut encoder = Encoder::new(&model);
            message.iter().for_each(|&symbol| encoder.push(symbol).unwrap());
            let bits = encoder.finish();
            assert_eq!(bits.len(), if last == 1 { 503 } else { 504 });
            assert_eq!(decode(&model, &bits, 501).unwrap(), message);
        }
    }

    #[test]
    fn the_certain_costs_two_bits_however_often_it_is_said() {
        let model = model(&[0.0, 1.0, 0.0]);
        let bits = encode(&model, &[1; 1000]).unwrap();
        assert_eq!(bits.len(), END_BITS);
        assert_eq!(decode(&model, &bits, 1000).unwrap(), [1; 1000]);
        assert_eq!(encode(&model, &[1, 0]), Err(CodeError::Impossible { symbol: 0 }));
        assert_eq!(encode(&model, &[3]), Err(CodeError::Symbol { symbol: 3, n_symbols: 3 }));
    }

    #[test]
    fn a_message_cut_short_is_noticed_and_what_follows_it_ignored() {
        let model = model(&[0.5, 0.5]);
        let message = [0, 1, 1, 0, 1, 0, 0, 1];
        let mut bits = encode(&model, &message).unwrap();
        assert_eq!(decode(&model, &bits[..bits.len() - 1], 8), Err(CodeError::Truncated { n_decoded: 7 }));
        bits.extend([true; 100]);
        assert_eq!(decode(&model, &bits, 8).unwrap(), message);
        assert_eq!(decode(&model, &[], 1), Err(CodeError::Truncated { n_decoded: 0 }));
    }
}
