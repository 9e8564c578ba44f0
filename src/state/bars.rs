//! A distribution as a hand edits it: bars in steps of one ten-thousandth, so that the parts always sum to
//! exactly one and a readable link holds every bit of them.

use crate::state::decimal;
use core::fmt;
use core::ops::RangeInclusive;
use infoplane_core::math::order::descending;

/// Steps in the whole. A finer grid would make links longer than people type; a coarser one would show when
/// a bar is dragged across a large screen.
pub const WHOLE: u32 = 10_000;

/// How many outcomes a distribution may have.
pub const OUTCOMES: RangeInclusive<usize> = 2..=12;

/// How far a typed probability may be off: people write 0.33, three times. More is a slip, less a nuisance.
const ROUNDING: f64 = 0.005;

/// A distribution over 2 to 12 outcomes whose parts are whole steps that sum to [`WHOLE`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars(Vec<u32>);

/// Why a bar cannot be moved: everything that could give or take the difference is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NothingFree;

impl fmt::Display for NothingFree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no free outcome")
    }
}

impl core::error::Error for NothingFree {}

impl Bars {
    /// The bars nearest to non-negative weights: rounded down, then the largest remainders rounded up.
    /// Weights without any mass, or with values that are no weights, give the uniform distribution.
    pub fn from_weights(weights: &[f64]) -> Self {
        Self(share(WHOLE, weights))
    }

    /// Reads `0.5,0.25,0.25`: probabilities that sum to one, up to the rounding of two digits each.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Option<Vec<f64>> = text.split(',').map(decimal::parse).collect();
        let parts = parts.filter(|parts| OUTCOMES.contains(&parts.len()))?;
        let valid = parts.iter().all(|part| (0.0..=1.0).contains(part));
        let excess = (parts.iter().sum::<f64>() - 1.0).abs();
        (valid && excess <= ROUNDING * parts.len() as f64).then(|| Self::from_weights(&parts))
    }

    /// The number of outcomes.
    #[expect(clippy::len_without_is_empty, reason = "there are always at least two outcomes")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The probability of one outcome.
    pub fn probability(&self, outcome: usize) -> f64 {
        f64::from(self.0.get(outcome).copied().unwrap_or(0)) / f64::from(WHOLE)
    }

    /// All probabilities.
    pub fn probabilities(&self) -> Vec<f64> {
        (0..self.len()).map(|outcome| self.probability(outcome)).collect()
    }

    /// Moves one bar to `probability` (or as near as the locks allow). The difference is shared among the
    /// other bars that are not locked, in proportion to what they have; equally, if they have nothing.
    /// Locked bars keep their value.
    ///
    /// # Errors
    /// [`NothingFree`] if every other bar is locked.
    pub fn moved(&self, outcome: usize, probability: f64, locked: &[bool]) -> Result<Self, NothingFree> {
        let is_locked = |i: usize| locked.get(i).copied().unwrap_or(false);
        let free: Vec<usize> = (0..self.len()).filter(|&i| i != outcome && !is_locked(i)).collect();
        if free.is_empty() {
            return Err(NothingFree);
        }
        let held: u32 = (0..self.len()).filter(|&i| i != outcome && is_locked(i)).map(|i| self.0[i]).sum();
        let room = WHOLE - held;
        let target = steps(probability).min(room);
        let weights: Vec<f64> = free.iter().map(|&i| f64::from(self.0[i])).collect();
        let mut moved = self.0.clone();
        moved[outcome] = target;
        for (&i, part) in free.iter().zip(share(room - target, &weights)) {
            moved[i] = part;
        }
        Ok(Self(moved))
    }

    /// One more outcome, with an equal share taken from all others; unchanged at the largest size.
    pub fn with_outcome(&self) -> Self {
        if self.len() == *OUTCOMES.end() {
            return self.clone();
        }
        let mut weights = self.probabilities();
        let share = 1.0 / weights.len() as f64;
        weights.push(share);
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
        Self::from_weights(&self.probabilities()[..self.len() - 1])
    }
}

impl fmt::Display for Bars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.probabilities().iter().map(f64::to_string).collect();
        f.write_str(&parts.join(","))
    }
}

fn steps(probability: f64) -> u32 {
    // A cast from f64 saturates and takes NaN to 0, which is what a slip of the hand deserves.
    (probability.clamp(0.0, 1.0) * f64::from(WHOLE)).round() as u32
}

/// Divides `total` steps in proportion to the weights, by largest remainders.
fn share(total: u32, weights: &[f64]) -> Vec<u32> {
    let clean: Vec<f64> = weights.iter().map(|w| if w.is_finite() && *w > 0.0 { *w } else { 0.0 }).collect();
    let sum: f64 = clean.iter().sum();
    let n = weights.len() as f64;
    let exact = |w: &f64| f64::from(total) * if sum > 0.0 { w / sum } else { 1.0 / n };
    let exact: Vec<f64> = clean.iter().map(exact).collect();
    let mut parts: Vec<u32> = exact.iter().map(|x| x.floor() as u32).collect();
    let remainders: Vec<f64> = exact.iter().map(|x| x.fract()).collect();
    let missing = total.saturating_sub(parts.iter().sum()) as usize;
    for &i in descending(&remainders).iter().cycle().take(missing) {
        parts[i] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_always_sum_to_the_whole() {
        for weights in
            [vec![1.0; 3], vec![0.1, 0.2, 0.7], vec![0.0, 0.0], vec![f64::NAN, 1.0], vec![1e300, 1.0]]
        {
            assert_eq!(Bars::from_weights(&weights).0.iter().sum::<u32>(), WHOLE, "{weights:?}");
        }
    }

    #[test]
    fn the_free_share_the_difference_in_proportion() {
        let bars = Bars::from_weights(&[0.2, 0.2, 0.6]);
        assert_eq!(bars.moved(0, 0.6, &[false; 3]), Ok(Bars(vec![6000, 1000, 3000])));
    }

    #[test]
    fn locked_bars_keep_their_value_and_limit_the_others() {
        let bars = Bars::from_weights(&[0.2, 0.2, 0.6]);
        let locked = [false, false, true];
        assert_eq!(bars.moved(0, 0.3, &locked), Ok(Bars(vec![3000, 1000, 6000])));
        assert_eq!(bars.moved(0, 1.0, &locked), Ok(Bars(vec![4000, 0, 6000])));
    }

    #[test]
    fn a_bar_cannot_move_when_all_others_are_locked() {
        let bars = Bars::from_weights(&[0.5, 0.5]);
        assert_eq!(bars.moved(0, 0.3, &[false, true]), Err(NothingFree));
    }

    #[test]
    fn bars_without_mass_share_equally() {
        let certain = Bars::from_weights(&[1.0, 0.0, 0.0]);
        assert_eq!(certain.moved(0, 0.5, &[false; 3]), Ok(Bars(vec![5000, 2500, 2500])));
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
    fn adding_and_removing_stays_within_two_and_twelve() {
        let mut bars = Bars::from_weights(&[0.5, 0.5]);
        assert_eq!(bars.without_outcome(), bars);
        (0..20).for_each(|_| bars = bars.with_outcome());
        assert_eq!(bars.len(), 12);
    }
}
