//! The pmf of an arithmetic coder, in whole numbers: encoder and decoder must agree to the last digit.

use crate::dist::pmf::Pmf;
use crate::measures::codes::CodeError;

/// Bits of a probability: it is a multiple of 2⁻³⁰.
///
/// Fewer, and rare symbols cost more than they should; with more, the coder's 62 bits could
/// no longer tell steps apart.
pub(super) const PROBABILITY_BITS: u32 = 30;

/// What all probabilities add up to.
const TOTAL: u64 = 1 << PROBABILITY_BITS;

/// The most symbols that can happen: more, and the least probability each of them gets would be felt.
///
/// ```
/// use infoplane_core::dist::catalogue::uniform;
/// use infoplane_core::measures::codes::{CodeError, arithmetic::{LARGEST_ALPHABET, Model}};
/// let (n_symbols, limit) = (LARGEST_ALPHABET + 1, LARGEST_ALPHABET);
/// assert_eq!(Model::new(&uniform(n_symbols)?), Err(CodeError::TooManySymbols { n_symbols, limit }));
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub const LARGEST_ALPHABET: usize = 1 << 20;

/// A pmf rounded to multiples of 2⁻³⁰, such that no possible symbol becomes impossible.
///
/// Of n possible symbols, each keeps at least its probability times 1 − n/2³⁰: rounding costs no message
/// more than [`Model::worst_excess`] per symbol.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::codes::arithmetic::Model};
/// // Three symbols: at most 3/2³⁰, which is 2.8e-9.
/// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
/// assert!((model.worst_excess() - 3.0 / 2.0_f64.powi(30)).abs() < 1e-17);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// Where symbol i's share of the total begins; one element more, the total.
    starts: Vec<u64>,
    n_possible: usize,
}

impl Model {
    /// Rounds a pmf.
    ///
    /// Every possible symbol gets one part in 2³⁰, the remaining parts are dealt out by
    /// probability, and what rounding down leaves over goes to the most probable symbol.
    ///
    /// # Errors
    /// [`CodeError::TooManySymbols`] if more than [`LARGEST_ALPHABET`] symbols are possible.
    ///
    /// ```
    /// use infoplane_core::{dist::pmf::Pmf, measures::codes::arithmetic::Model};
    /// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25, 0.0])?)?;
    /// assert!((model.probability(1) - 0.25).abs() < 1e-8);
    /// assert_eq!(model.probability(3), 0.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(p: &Pmf) -> Result<Self, CodeError> {
        let p = p.as_slice();
        let n_possible = p.iter().filter(|&&p| p > 0.0).count();
        if n_possible > LARGEST_ALPHABET {
            return Err(CodeError::TooManySymbols { n_symbols: n_possible, limit: LARGEST_ALPHABET });
        }
        let per_unit = (TOTAL - n_possible as u64) as f64 / p.iter().sum::<f64>();
        let part = |p: f64| if p > 0.0 { 1 + libm::floor(p * per_unit) as u64 } else { 0 };
        let mut parts: Vec<u64> = p.iter().map(|&p| part(p)).collect();
        if let Some(largest) = (0..p.len()).max_by(|&a, &b| p[a].total_cmp(&p[b])) {
            // Rounding of the sum moves the total by less than one part: n² 2⁻⁵³ 2³⁰ at most.
            parts[largest] += TOTAL - parts.iter().sum::<u64>();
        }
        let mut starts = Vec::with_capacity(p.len() + 1);
        starts.push(0);
        starts.extend(parts.iter().scan(0, |end, part| {
            *end += part;
            Some(*end)
        }));
        Ok(Self { starts, n_possible })
    }

    /// Number of symbols, possible or not.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::codes::arithmetic::Model;
    /// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
    /// assert_eq!(model.n_symbols(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn n_symbols(&self) -> usize {
        self.starts.len() - 1
    }

    /// The probability that the coder uses for a symbol; 0 outside the alphabet.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::codes::arithmetic::Model;
    /// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
    /// assert!((model.probability(1) - 0.25).abs() < 1e-8);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn probability(&self, symbol: usize) -> f64 {
        let (Some(start), Some(end)) = (self.starts.get(symbol), self.starts.get(symbol + 1)) else {
            return 0.0;
        };
        (end - start) as f64 / TOTAL as f64
    }

    /// −ln(1 − n/2³⁰) for n possible symbols: the most that rounding adds to the cost of any symbol, in nats.
    ///
    /// For n = 1,000 it is 1e-6. The pmf's own sum, if not one, adds its logarithm.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::codes::arithmetic::Model;
    /// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
    /// // Rounding to some thirty bits costs next to nothing.
    /// assert!(model.worst_excess() < 1e-7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn worst_excess(&self) -> f64 {
        0.0 - libm::log1p(-(self.n_possible as f64) / TOTAL as f64)
    }

    /// −Σ ln qᵢ over a message: the information it carries under this model, in nats.
    ///
    /// # Errors
    /// [`CodeError::Symbol`] for a symbol outside the alphabet, [`CodeError::Impossible`] for one of probability zero.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::codes::arithmetic::Model;
    /// let model = Model::new(&Pmf::new(vec![0.5, 0.25, 0.25])?)?;
    /// assert!((model.cost(&[0, 1])? - 3.0 * core::f64::consts::LN_2).abs() < 1e-7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn cost(&self, message: &[usize]) -> Result<f64, CodeError> {
        let cost =
            |&symbol: &usize| Ok(0.0 - libm::log(self.share(symbol).map(|_| self.probability(symbol))?));
        message.iter().map(cost).sum()
    }

    /// Begin and end of a symbol's share of the total.
    pub(super) fn share(&self, symbol: usize) -> Result<(u64, u64), CodeError> {
        if symbol >= self.n_symbols() {
            return Err(CodeError::Symbol { symbol, n_symbols: self.n_symbols() });
        }
        let (start, end) = (self.starts[symbol], self.starts[symbol + 1]);
        if start == end { Err(CodeError::Impossible { symbol }) } else { Ok((start, end)) }
    }

    /// The symbol whose share `is_at_or_before` begins last: shares are asked in ascending order.
    pub(super) fn last_share_at_or_before(&self, is_at_or_before: impl Fn(u64) -> bool) -> usize {
        // The first share begins at 0, so at least one does; of equal begins the last is the share with content.
        let inner = &self.starts[..self.n_symbols()];
        let after = inner.partition_point(|&start| is_at_or_before(start));
        (0..after).rev().find(|&symbol| self.starts[symbol] < self.starts[symbol + 1]).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_possible_symbol_keeps_a_share_and_all_share_the_total() {
        let weights: Vec<f64> = (0..1000).map(|i| libm::pow(0.4, f64::from(i))).collect();
        let p = Pmf::normalized(&weights).unwrap();
        let model = Model::new(&p).unwrap();
        assert_eq!(model.starts[1000], TOTAL);
        for (symbol, p) in p.as_slice().iter().enumerate() {
            assert_eq!(model.probability(symbol) > 0.0, *p > 0.0);
            assert!(model.probability(symbol) >= p * (1.0 - 1e-6));
        }
    }

    #[test]
    fn a_certain_symbol_has_all() {
        let model = Model::new(&Pmf::new(vec![0.0, 1.0]).unwrap()).unwrap();
        assert_eq!((model.probability(0), model.probability(1), model.probability(2)), (0.0, 1.0, 0.0));
        assert_eq!(model.cost(&[1, 1]), Ok(0.0));
        assert_eq!(model.cost(&[0]), Err(CodeError::Impossible { symbol: 0 }));
    }
}
