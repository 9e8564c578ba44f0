//! What distributions of counts share: the outcomes that matter, sums over them, and a draw.

use super::univariate::Univariate;
use crate::math::rng::Stream;

/// The probability beyond so many standard deviations, and forty more counts, is below 1e-30, by Bernstein's inequality.
const DEVIATIONS: f64 = 12.0;
const COUNTS: f64 = 40.0;

/// The counts from which a distribution with tails no heavier than Poisson's ever draws, up to a probability of 1e-30:
/// what is within reach of the mean and is a count at all, from 0 to the last.
pub(super) fn that_matter(mean: f64, variance: f64, last: f64) -> impl Iterator<Item = f64> {
    let reach = DEVIATIONS * variance.sqrt() + COUNTS;
    let (low, high) = (libm::floor((mean - reach).max(0.0)), libm::ceil((mean + reach).min(last)));
    core::iter::successors(Some(low), |k| Some(k + 1.0)).take_while(move |k| *k <= high)
}

/// −Σ p ln p over counts; impossible ones contribute nothing.
pub(super) fn entropy(p: &dyn Univariate, counts: impl Iterator<Item = f64>) -> f64 {
    counts
        .map(|k| p.log_density_inside(k))
        .map(|ln_p| if ln_p == f64::NEG_INFINITY { 0.0 } else { 0.0 - libm::exp(ln_p) * ln_p })
        .sum()
}

/// A draw from one peak at `mode`, by going outward from it until a uniform number is used up: about as many steps as
/// the standard deviation. `up` and `down` are the ratios of the probabilities of k + 1 and of k − 1 to that of k.
pub(super) fn sample_outward(
    mode: f64,
    at_mode: f64,
    up: impl Fn(f64) -> f64,
    down: impl Fn(f64) -> f64,
    stream: &mut Stream,
) -> f64 {
    let mut left = stream.uniform() - at_mode;
    let (mut above, mut below) = ((mode, at_mode), (mode, at_mode));
    while left >= 0.0 {
        if above.1 == 0.0 && below.1 == 0.0 {
            // The probabilities sum to one only within rounding; what is left is the mode's.
            return mode;
        }
        above = (above.0 + 1.0, above.1 * up(above.0));
        left -= above.1;
        if left < 0.0 {
            return above.0;
        }
        below = (below.0 - 1.0, below.1 * down(below.0));
        left -= below.1;
        if left < 0.0 {
            return below.0;
        }
    }
    mode
}
