//! A distribution as it is edited: what is typed or linked is kept to the last bit, and what follows from it,
//! the shares of the other bars, is put on a grid of ten-thousandths, so that links stay readable.

use crate::state::decimal;
use core::fmt;
use core::ops::RangeInclusive;
use infoplane_core::dist::pmf::SUM_TOLERANCE;
use infoplane_core::math::ranking::descending;

/// Steps of the grid in the whole. A finer grid would make links longer than people type; a coarser one would
/// show when a bar is dragged across a large screen.
const WHOLE: f64 = 10_000.0;

/// How many outcomes a distribution may have.
pub const OUTCOMES: RangeInclusive<usize> = 2..=12;

/// How far a linked probability may be off: people write 0.33, three times. More is a slip, less a nuisance.
const ROUNDING: f64 = 0.005;

/// Probabilities of 2 to 12 outcomes, not negative. They sum to one; only those that [`Bars::parse`] has just
/// read may miss it, until [`Bars::scaled`] has seen to that.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars(Vec<f64>);

/// Why a bar cannot be put where it was told to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refusal {
    /// Everything that could give or take the difference is locked.
    NothingFree,
    /// The locked bars leave less than that.
    TooMuch {
        /// What they leave.
        room: f64,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingFree => f.write_str("no free outcome"),
            Self::TooMuch { room } => write!(f, "more than the locked outcomes leave: {room}"),
        }
    }
}

impl core::error::Error for Refusal {}

impl Bars {
    /// The bars in proportion to non-negative weights, on the grid.
    /// Weights without any mass, or with values that are no weights, give the uniform distribution.
    pub fn from_weights(weights: &[f64]) -> Self {
        Self(share(1.0, weights))
    }

    /// These probabilities as they are; on the grid if they do not sum to one.
    pub fn from_probabilities(probabilities: &[f64]) -> Self {
        let bars = Self(probabilities.to_vec());
        if bars.misses_one() { Self::from_weights(probabilities) } else { bars }
    }

    /// As many equal bars.
    pub fn uniform(n: usize) -> Self {
        Self::from_weights(&vec![1.0; n])
    }

    /// Reads `0.5,0.25,0.25`: probabilities that sum to one, up to the rounding of two digits each.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Option<Vec<f64>> = text.split(',').map(decimal::parse).collect();
        let parts = parts.filter(|parts| OUTCOMES.contains(&parts.len()))?;
        let valid = parts.iter().all(|part| (0.0..=1.0).contains(part));
        let excess = (parts.iter().sum::<f64>() - 1.0).abs();
        (valid && excess <= ROUNDING * parts.len() as f64).then_some(Self(parts))
    }

    /// The same, put on the grid, if they do not sum to one.
    pub fn scaled(&self) -> Option<Self> {
        self.misses_one().then(|| Self::from_weights(&self.0))
    }

    fn misses_one(&self) -> bool {
        // A sum of twelve rounded probabilities misses one by far less than a pmf may.
        (self.0.iter().sum::<f64>() - 1.0).abs() > SUM_TOLERANCE
    }

    /// The number of outcomes.
    #[expect(clippy::len_without_is_empty, reason = "there are always at least two outcomes")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The probability of one outcome.
    pub fn probability(&self, outcome: usize) -> f64 {
        self.0.get(outcome).copied().unwrap_or(0.0)
    }

    /// All probabilities.
    pub fn probabilities(&self) -> &[f64] {
        &self.0
    }

    /// Puts one bar at exactly `probability`. The difference is shared among the other bars that are not
    /// locked, in proportion to what they have; equally, if they have nothing. Locked bars keep their value.
    ///
    /// # Errors
    /// [`Refusal`] if every other bar is locked, or the locked ones leave too little.
    pub fn moved(&self, outcome: usize, probability: f64, locked: &[bool]) -> Result<Self, Refusal> {
        let room = self.room(outcome, locked)?;
        if !(0.0..=room).contains(&probability) {
            return Err(Refusal::TooMuch { room });
        }
        let free = self.free(outcome, locked);
        let weights: Vec<f64> = free.iter().map(|&i| self.0[i]).collect();
        let mut moved = self.0.clone();
        moved[outcome] = probability;
        for (&i, part) in free.iter().zip(share(tidy(room - probability), &weights)) {
            moved[i] = part;
        }
        Ok(Self(moved))
    }

    /// The same by hand: a bar goes as far as the locks allow.
    ///
    /// # Errors
    /// [`Refusal::NothingFree`] if every other bar is locked.
    pub fn dragged(&self, outcome: usize, probability: f64, locked: &[bool]) -> Result<Self, Refusal> {
        let room = self.room(outcome, locked)?;
        self.moved(outcome, probability.clamp(0.0, room), locked)
    }

    /// What a bar may have at most: all that is not locked.
    fn room(&self, outcome: usize, locked: &[bool]) -> Result<f64, Refusal> {
        let free = self.free(outcome, locked);
        if free.is_empty() {
            return Err(Refusal::NothingFree);
        }
        let held = (0..self.len()).filter(|i| *i != outcome && !free.contains(i)).map(|i| self.0[i]);
        Ok(tidy(1.0 - held.sum::<f64>()))
    }

    /// The other bars that are not locked.
    fn free(&self, outcome: usize, locked: &[bool]) -> Vec<usize> {
        let is_locked = |i: usize| locked.get(i).copied().unwrap_or(false);
        (0..self.len()).filter(|&i| i != outcome && !is_locked(i)).collect()
    }

    /// One more outcome, with an equal share taken from all others; unchanged at the largest size.
    pub fn with_outcome(&self) -> Self {
        if self.len() == *OUTCOMES.end() {
            return self.clone();
        }
        let mut weights = self.0.clone();
        weights.push(1.0 / weights.len() as f64);
        Self::from_weights(&weights)
    }

    /// With `n` outcomes, by adding or removing at the end.
    pub fn resized(&self, n: usize) -> Self {
        let n = n.clamp(*OUTCOMES.start(), *OUTCOMES.end());
        let mut bars = self.clone();
        while bars.len() < n {
            bars = bars.with_outcome();
        }
        while bars.len() > n {
            bars = bars.without_outcome();
        }
        bars
    }

    /// Without the last outcome, whose share the others divide; unchanged at the smallest size.
    pub fn without_outcome(&self) -> Self {
        if self.len() == *OUTCOMES.start() {
            return self.clone();
        }
        Self::from_weights(&self.0[..self.len() - 1])
    }
}

impl fmt::Display for Bars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.0.iter().map(|part| decimal::text(*part)).collect();
        f.write_str(&parts.join(","))
    }
}

/// Drops what binary fractions add to decimal ones: 1 − 0.7 is 0.3. What is left out is below the last bit of 1.
fn tidy(x: f64) -> f64 {
    decimal::parse(&format!("{:.15}", x.max(0.0))).unwrap_or(x)
}

/// A share too small for the grid, with two digits: rounded to nothing, it would make a divergence infinite.
fn two_digits(x: f64) -> f64 {
    decimal::parse(&format!("{x:.1e}")).unwrap_or(x)
}

/// The weights in relation to the largest, so that sums neither overflow nor vanish; all equal if none is positive.
fn relative(weights: &[f64]) -> Vec<f64> {
    let clean: Vec<f64> = weights.iter().map(|w| if w.is_finite() && *w > 0.0 { *w } else { 0.0 }).collect();
    let largest = clean.iter().copied().fold(0.0, f64::max);
    clean.iter().map(|w| if largest > 0.0 { w / largest } else { 1.0 }).collect()
}

/// Divides `total` in proportion to the weights. Shares lie on the grid, by largest remainders; those too small
/// for it keep two digits, and the largest takes what is left over.
fn share(total: f64, weights: &[f64]) -> Vec<f64> {
    let relative = relative(weights);
    let sum: f64 = relative.iter().sum();
    let exact: Vec<f64> = relative.iter().map(|w| total * (w / sum)).collect();
    let is_small = |x: &f64| *x * WHOLE < 1.0;
    let small: f64 = exact.iter().filter(|x| is_small(x)).map(|x| two_digits(*x)).sum();
    let room = total - small;
    let scale = room / exact.iter().filter(|x| !is_small(x)).sum::<f64>();
    let in_steps: Vec<f64> =
        exact.iter().map(|x| if is_small(x) { 0.0 } else { x * scale * WHOLE }).collect();
    let mut steps: Vec<f64> = in_steps.iter().map(|x| x.floor()).collect();
    let remainders: Vec<f64> = in_steps.iter().map(|x| x.fract()).collect();
    // A step is missing only as a whole; the small slack is for sums that fall short of one by rounding.
    let missing = (room * WHOLE + 1e-6).floor() - steps.iter().sum::<f64>();
    for &i in
        descending(&remainders).iter().filter(|i| !is_small(&exact[**i])).take(missing.max(0.0) as usize)
    {
        steps[i] += 1.0;
    }
    let part = |(x, steps): (&f64, &f64)| if is_small(x) { two_digits(*x) } else { steps / WHOLE };
    let mut parts: Vec<f64> = exact.iter().zip(&steps).map(part).collect();
    if let Some(&most) = descending(&parts).first() {
        let others: f64 = parts.iter().enumerate().filter(|(i, _)| *i != most).map(|(_, part)| part).sum();
        let rest = total - others;
        // Below the last bit of one there is nothing to tidy.
        parts[most] = if rest * WHOLE < 1.0 { rest.max(0.0) } else { tidy(rest) };
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(bars: &Bars) -> f64 {
        bars.0.iter().sum()
    }

    #[test]
    fn parts_always_sum_to_one() {
        for weights in [
            vec![1.0; 3],
            vec![0.1, 0.2, 0.7],
            vec![0.0, 0.0],
            vec![f64::NAN, 1.0],
            vec![1e300, 1.0],
            vec![1e308, 1e308, 1e308],
            vec![1e-9, 1e-6, 1.0],
            vec![5e-324, 0.0],
        ] {
            assert!((sum(&Bars::from_weights(&weights)) - 1.0).abs() < 1e-15, "{weights:?}");
        }
    }

    #[test]
    fn the_free_share_the_difference_in_proportion() {
        let bars = Bars::from_weights(&[0.2, 0.2, 0.6]);
        assert_eq!(bars.moved(0, 0.6, &[false; 3]), Ok(Bars(vec![0.6, 0.1, 0.3])));
    }

    #[test]
    fn a_typed_probability_is_kept_to_the_last_bit() {
        let bars = Bars::from_weights(&[0.2, 0.2, 0.6]);
        for typed in [1e-5, 3.7e-9, 1e-300, 5e-324, 1.0 / 3.0, 0.123_456_789_012_345_68] {
            let moved = bars.moved(1, typed, &[false; 3]).expect("nothing is locked");
            assert_eq!(moved.probability(1), typed);
            assert!((sum(&moved) - 1.0).abs() < 1e-15, "{moved}");
            assert_eq!(Bars::parse(&moved.to_string()), Some(moved));
        }
    }

    #[test]
    fn a_small_probability_survives_the_moves_of_others() {
        let bars = Bars::from_weights(&[0.5, 0.5, 0.0]).moved(2, 1e-7, &[false; 3]).expect("free");
        let moved = bars.moved(0, 0.75, &[false; 3]).expect("free");
        assert!(moved.probability(2) > 0.0, "{moved}");
    }

    #[test]
    fn locked_bars_keep_their_value_and_limit_the_others() {
        let bars = Bars::from_weights(&[0.2, 0.2, 0.6]);
        let locked = [false, false, true];
        assert_eq!(bars.moved(0, 0.3, &locked), Ok(Bars(vec![0.3, 0.1, 0.6])));
        assert_eq!(bars.moved(0, 0.5, &locked), Err(Refusal::TooMuch { room: 0.4 }));
        assert_eq!(bars.dragged(0, 1.0, &locked), Ok(Bars(vec![0.4, 0.0, 0.6])));
    }

    #[test]
    fn a_bar_cannot_move_when_all_others_are_locked() {
        let bars = Bars::from_weights(&[0.5, 0.5]);
        assert_eq!(bars.moved(0, 0.3, &[false, true]), Err(Refusal::NothingFree));
    }

    #[test]
    fn bars_without_mass_share_equally() {
        let certain = Bars::from_weights(&[1.0, 0.0, 0.0]);
        assert_eq!(certain.moved(0, 0.5, &[false; 3]), Ok(Bars(vec![0.5, 0.25, 0.25])));
    }

    #[test]
    fn what_is_no_distribution_is_not_read() {
        for text in ["", "1", "0.5,0.6", "-0.5,1.5", "NaN,1", "0.5,0.5,", "inf,0", "1e-3,0.2"] {
            assert_eq!(Bars::parse(text), None, "{text}");
        }
        assert_eq!(
            Bars::parse("0.333,0.333,0.334").map(|b| b.to_string()).as_deref(),
            Some("0.333,0.333,0.334")
        );
    }

    #[test]
    fn a_rounded_distribution_is_scaled() {
        let bars = Bars::parse("0.33,0.33,0.33").expect("nearly one");
        assert_eq!(bars.scaled().map(|b| b.to_string()).as_deref(), Some("0.3334,0.3333,0.3333"));
        assert_eq!(Bars::parse("0.5,0.5").expect("one").scaled(), None);
    }

    #[test]
    fn adding_and_removing_stays_within_two_and_twelve() {
        let mut bars = Bars::from_weights(&[0.5, 0.5]);
        assert_eq!(bars.without_outcome(), bars);
        (0..20).for_each(|_| bars = bars.with_outcome());
        assert_eq!(bars.len(), 12);
    }
}
