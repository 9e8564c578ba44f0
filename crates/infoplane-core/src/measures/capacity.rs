//! Channel capacity: how much a noisy channel can carry, at best.
//!
//! [`closed_forms`] has the textbook's channels; here are two solvers for any channel. Both show
//! every state on the way as an interval in which the capacity is proven to lie.

pub mod closed_forms;

use super::kl_excess::kl_excess;
use crate::dist::channel::Channel;
use crate::dist::pmf::Pmf;
use crate::math::central_path::CentralPath;

/// The gap wanted was not reached, because it is below rounding.
///
/// ```
/// use infoplane_core::{dist::channels, measures::capacity::{NotCertified, capacity}};
/// // No interval is shorter than nothing; the one that was reached holds the capacity, ln 5/4.
/// let reached = capacity(&channels::z_channel(0.5)?, -1.0);
/// assert!(matches!(reached, Err(NotCertified { lower, .. }) if (lower - 1.25_f64.ln()).abs() < 1e-12));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NotCertified {
    /// The capacity is at least this, in nats.
    pub lower: f64,
    /// And at most this.
    pub upper: f64,
}

impl core::fmt::Display for NotCertified {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "capacity only known to lie between {} and {} nats", self.lower, self.upper)
    }
}

impl core::error::Error for NotCertified {}

/// What is known of the capacity at one input distribution.
///
/// ```
/// use infoplane_core::{dist::channels, measures::capacity::InteriorPoint};
/// // Two inputs that are never confused carry one bit, ln 2, if both are as likely.
/// let state = InteriorPoint::new(&channels::noiseless(2)?).next();
/// assert!(state.is_some_and(|state| (state.lower - 2.0_f64.ln()).abs() < 1e-15 && state.gap() < 1e-15));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CapacityState {
    /// The distribution of the inputs.
    pub input: Pmf,
    /// I(X;Y) at that input, in nats: so much the channel carries, so the capacity is at least this.
    pub lower: f64,
    /// max KL(W(·|x) ‖ q) over the inputs x, where q is the distribution of the outputs, in nats: the capacity is at most this.
    pub upper: f64,
}

impl CapacityState {
    /// Upper minus lower bound, in nats: no other input can carry more than this beyond what this one does.
    ///
    /// ```
    /// use infoplane_core::{dist::channels, measures::capacity::capacity};
    /// assert!(capacity(&channels::z_channel(0.5)?, 1e-9)?.gap() <= 1e-9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn gap(&self) -> f64 {
        self.upper - self.lower
    }
}

/// The rows of a channel, W(y|x), and what the solvers need of them.
#[derive(Clone, Copy, Debug)]
struct Rows<'a>(&'a Channel);

impl<'a> Rows<'a> {
    fn iter(self) -> impl Iterator<Item = &'a [f64]> {
        self.0.rows().iter().map(Pmf::as_slice)
    }

    /// q(y) = Σ r(x) W(y|x).
    fn output(self, r: &[f64]) -> Vec<f64> {
        let mut q = vec![0.0; self.0.n_outputs()];
        for (row, r) in self.iter().zip(r) {
            q.iter_mut().zip(row).for_each(|(q, w)| *q += r * w);
        }
        // A product of two tiny numbers may vanish; then any positive q serves, since w ln(w/q) vanishes too.
        q.iter_mut().for_each(|q| *q = q.max(f64::MIN_POSITIVE));
        q
    }

    /// KL(W(·|x) ‖ q) for every input.
    fn divergences(self, q: &[f64]) -> Vec<f64> {
        self.iter().map(|row| row.iter().zip(q).map(|(&w, &q)| kl_excess(w, q)).sum()).collect()
    }

    /// Minus the Hessian of I(X;Y) by the input distribution: Σ W(y|x) W(y|x') / q(y).
    fn curvature(self, q: &[f64]) -> Vec<f64> {
        let entry = |a: &[f64], b: &[f64]| {
            a.iter()
                .zip(b)
                .zip(q)
                .filter(|((a, b), _)| **a > 0.0 && **b > 0.0)
                .map(|((a, b), q)| a * (b / q))
                .sum()
        };
        self.iter().flat_map(|a| self.iter().map(move |b| entry(a, b))).collect()
    }

    /// The bounds at an input, given its divergences.
    fn state(self, r: &[f64], divergences: &[f64]) -> CapacityState {
        let input = Pmf::normalized(r).expect("iterates are finite, not negative and not all zero");
        let lower = input.as_slice().iter().zip(divergences).map(|(r, d)| r * d).sum();
        let upper = divergences.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        CapacityState { input, lower, upper }
    }
}

/// The algorithm of Blahut and Arimoto: r(x) ← r(x) exp KL(W(·|x) ‖ q), normalized, from the uniform input.
///
/// Inputs whose outputs stand out are used more. An endless iterator of states: the lower bounds never
/// fall and miss the capacity by at most ln n / steps, the gap tends to 0. Source: [BLAHUT_1972](crate::citations::BLAHUT_1972);
/// [ARIMOTO_1972](crate::citations::ARIMOTO_1972); [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), section 10.8
/// and its lemma 10.8.1. Accuracy of the bounds: absolute, the number of outputs · 1e-16.
/// Cost of a state: one logarithm per entry of the channel.
///
/// ```
/// use infoplane_core::{dist::channel::Channel, measures::capacity::BlahutArimoto};
/// // Output 1 is certain for input 1, a coin for input 0: a Z-channel, of capacity log2(5/4) bits.
/// let channel = Channel::new(vec![vec![0.5, 0.5], vec![0.0, 1.0]])?;
/// let state = BlahutArimoto::new(&channel).find(|state| state.gap() < 1e-9).ok_or("no end")?;
/// assert!((state.lower - 1.25_f64.ln()).abs() < 1e-9);
/// assert!((state.input.as_slice()[0] - 0.4).abs() < 1e-4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct BlahutArimoto<'a> {
    rows: Rows<'a>,
    r: Vec<f64>,
}

impl<'a> BlahutArimoto<'a> {
    /// Starts with all inputs alike.
    ///
    /// ```
    /// use infoplane_core::{dist::channels, measures::capacity::BlahutArimoto};
    /// // A channel that flips one bit in four: the uniform input is the best, and is there from the start.
    /// let channel = channels::binary_symmetric(0.25)?;
    /// let first = BlahutArimoto::new(&channel).next();
    /// assert!(first.is_some_and(|state| state.input.as_slice() == [0.5, 0.5]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(channel: &'a Channel) -> Self {
        Self { rows: Rows(channel), r: vec![1.0 / channel.n_inputs() as f64; channel.n_inputs()] }
    }
}

impl Iterator for BlahutArimoto<'_> {
    type Item = CapacityState;

    fn next(&mut self) -> Option<CapacityState> {
        let divergences = self.rows.divergences(&self.rows.output(&self.r));
        let state = self.rows.state(&self.r, &divergences);
        // Relative to the largest, so that nothing overflows.
        self.r.iter_mut().zip(&divergences).for_each(|(r, d)| *r *= libm::exp(d - state.upper));
        let sum: f64 = self.r.iter().sum();
        self.r.iter_mut().for_each(|r| *r /= sum);
        Some(state)
    }
}

/// Newton's steps to the same maximum: tens of states where Blahut and Arimoto's need thousands.
///
/// An endless iterator; the gap shrinks about tenfold per state, whatever the channel, until rounding stops it. The
/// lower bound may fall now and then. Source: [WRIGHT_1997](crate::citations::WRIGHT_1997), chapter 1, for the method.
/// Accuracy of the bounds: that of [`BlahutArimoto`]. Cost of a state: n² m + n³ / 6 for n inputs and m outputs.
///
/// ```
/// use infoplane_core::{dist::channels, measures::capacity::InteriorPoint};
/// // A channel that loses every second 1 carries ln 5/4.
/// let channel = channels::z_channel(0.5)?;
/// let last = InteriorPoint::new(&channel).take(30).last();
/// assert!(last.is_some_and(|state| (state.lower - 1.25_f64.ln()).abs() < 1e-12));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct InteriorPoint<'a> {
    rows: Rows<'a>,
    path: CentralPath,
}

impl<'a> InteriorPoint<'a> {
    /// Starts with all inputs alike.
    ///
    /// ```
    /// use infoplane_core::{dist::channels, measures::capacity::InteriorPoint};
    /// // A channel that flips one bit in four: the uniform input is the best, and is there from the start.
    /// let channel = channels::binary_symmetric(0.25)?;
    /// let first = InteriorPoint::new(&channel).next();
    /// assert!(first.is_some_and(|state| state.input.as_slice() == [0.5, 0.5]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(channel: &'a Channel) -> Self {
        Self { rows: Rows(channel), path: CentralPath::new(channel.n_inputs()) }
    }
}

impl Iterator for InteriorPoint<'_> {
    type Item = CapacityState;

    fn next(&mut self) -> Option<CapacityState> {
        let q = self.rows.output(self.path.point());
        let divergences = self.rows.divergences(&q);
        let state = self.rows.state(self.path.point(), &divergences);
        self.path.step(&divergences, &self.rows.curvature(&q));
        Some(state)
    }
}

/// States after which [`capacity`] gives up: several times what the worst channels tried need.
const MOST_STATES: usize = 200;

/// C = max I(X;Y) over all inputs, known to a gap in nats, with an input that achieves the lower bound.
///
/// The best bounds of all states of [`InteriorPoint`] until their difference is at most the gap.
/// Source and cost: of those. Accuracy: the interval itself, plus rounding of the number of outputs · 1e-16. A gap of 1e-13 is
/// usually reached.
///
/// # Errors
/// [`NotCertified`], with the interval that was reached, if its gap is larger.
///
/// ```
/// use infoplane_core::{dist::channel::Channel, measures::capacity::capacity};
/// // A typewriter that prints the letter pressed or the next: every second letter of four is safe.
/// let row = |x: usize| (0..4).map(|y| if y == x || y == (x + 1) % 4 { 0.5 } else { 0.0 }).collect();
/// let channel = Channel::new((0..4).map(row).collect())?;
/// assert!((capacity(&channel, 1e-12)?.lower - core::f64::consts::LN_2).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn capacity(channel: &Channel, gap: f64) -> Result<CapacityState, NotCertified> {
    let mut states = InteriorPoint::new(channel).take(MOST_STATES);
    let mut best = states.next().expect("an endless iterator has a first item");
    for state in states {
        if best.gap() <= gap {
            break;
        }
        let upper = best.upper.min(state.upper);
        best = CapacityState { upper, ..if state.lower > best.lower { state } else { best } };
    }
    if best.gap() <= gap { Ok(best) } else { Err(NotCertified { lower: best.lower, upper: best.upper }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel(rows: &[&[f64]]) -> Channel {
        Channel::new(rows.iter().map(|row| row.to_vec()).collect()).unwrap()
    }

    #[test]
    fn a_channel_that_slows_blahut_and_arimoto_is_solved() {
        // Nearly useless, and an input that is neither used nor clearly not.
        let channel = channel(&[&[0.5, 0.5], &[0.5001, 0.4999], &[0.500_05, 0.499_95]]);
        let found = capacity(&channel, 1e-14).unwrap();
        let slow = BlahutArimoto::new(&channel).nth(10_000).unwrap();
        assert!(slow.gap() > 1e-13, "{slow:?}");
        assert!(slow.lower <= found.upper && found.lower <= slow.upper);
    }

    #[test]
    fn a_gap_below_rounding_is_an_error_with_the_interval() {
        let channel = channel(&[&[0.3, 0.7], &[0.6, 0.4]]);
        assert!(matches!(capacity(&channel, -1.0), Err(NotCertified { lower, upper })
            if upper - lower < 1e-13));
    }
}
