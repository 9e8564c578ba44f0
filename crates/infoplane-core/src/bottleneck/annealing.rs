//! The bottleneck curve: the best encoder at each β of a list.

use super::{
    Beta, BottleneckError, accelerated::run, critical, descent::State, encoder::Encoder,
    iterative::largest_change, source::Source,
};
use crate::math::{order::descending, rng::Stream};

/// How hard to look for the minimum.
///
/// ```
/// use infoplane_core::bottleneck::annealing::Search;
/// // Everything else as for a caller who has not thought about it.
/// let patient = Search { max_steps: 100_000, ..Search::default() };
/// assert_eq!((patient.n_restarts, patient.tolerance), (24, 1e-9));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// Random starts in all, at trade-offs spread evenly over the list: what one finds is tried at all others.
    pub n_restarts: usize,
    /// Stop when no q(t|x) changes by more in a step; larger is sooner and farther from the fixed point.
    pub tolerance: f64,
    /// Accelerated steps after which to stop anyway.
    pub max_steps: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self { n_restarts: 24, tolerance: 1e-9, max_steps: 2_000 }
    }
}

impl Search {
    pub(super) fn check(&self) -> Result<(), BottleneckError> {
        if self.tolerance >= 0.0 { Ok(()) } else { Err(BottleneckError::Tolerance(self.tolerance)) }
    }
}

/// Steps that a state may take while the curve is explored: what has not arrived by then is passed on to the
/// next β, and runs on only if it is the best in the end.
const EXPLORATION: usize = 100;

/// A state whose L is above the best by less than this times 1 + β is taken as the same, not having arrived.
const THE_SAME: f64 = 1e-9;

/// And one that is above it by more is taken as beaten; in between both run on. Larger only takes longer.
const CONTENDER: f64 = 1e-4;

/// The tolerance while the curve is explored: good enough for the next β to start from.
const ROUGHLY: f64 = 1e-6;

/// Neighboring β are at most this factor apart while the curve is explored; the list is filled up where they are not.
/// Larger, and a branch may be lost between two β; smaller takes longer.
const LARGEST_RATIO: f64 = 1.1;

/// Where no q(t|x) of a neighbor's encoder differs by more from what was found at a β, starting from it would only find that
/// again. Larger, and another solution may be missed; smaller takes longer.
const NEAR: f64 = 0.1;

/// How often the encoders of all β compete. In one round the best of all reaches every β, so that another is needed only
/// for what was found in the last. But nothing proves that it ends soon: states that are
/// stopped before they arrive can go on to improve each other by little.
const MAX_ROUNDS: usize = 20;

/// By this factor the descent begins above the largest β asked for: a solution that has only just become
/// the best is found from above, where it is so clearly.
const HEAD_START: f64 = 8.0;

/// Where the descent begins at most: beyond all transitions that can be told from rounding.
const HIGHEST_START: f64 = 1e4;

/// The best encoder found at each β, in the order given.
///
/// Descends from T = X and ascends from the result, each β starting from its neighbor's
/// encoder, with every value of T split that is not stable ([`critical::splitting_betas`]); adds random starts; then lets every
/// encoder compete at every β: an encoder is a line I(X;T) − β I(T;Y) in β, and one below
/// the value found is a better start. An encoder has only the values of T that it uses.
///
/// The result is a local minimum at each β, stable against the split of any value of T unless `max_steps` ends the search
/// before, or L does not show the split: that of an x with a chance below about 1e-8; the search makes it likely, not certain, that it is global: a solution with one value of T more that is better within a few thousandths of β only may be missed.
/// Where the list has gaps, and above it, more β are passed through. Bits are the same on every machine.
/// Cost: about two runs of [`super::accelerated::converge`] for each β, and one for each random start.
///
/// # Errors
/// [`BottleneckError::Tolerance`] for a tolerance that is negative or not a number.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, annealing::{Search, curve}, source::Source};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // A copied bit: worth nothing below β = 1, all of ln 2 above.
/// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
/// let betas = [Beta::new(0.5)?, Beta::new(2.0)?];
/// let states = curve(&copy, &betas, &Search::default(), &mut Stream::new(1, Purpose::Init))?;
/// assert_eq!((states[0].encoder.n_t(), states[1].encoder.n_t()), (1, 2));
/// assert!((states[1].point.i_ty - core::f64::consts::LN_2).abs() < 1e-12);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn curve(
    source: &Source,
    betas: &[Beta],
    search: &Search,
    stream: &mut Stream,
) -> Result<Vec<State>, BottleneckError> {
    search.check()?;
    let explore = Search {
        tolerance: search.tolerance.max(ROUGHLY),
        max_steps: search.max_steps.min(EXPLORATION),
        ..*search
    };
    // Those asked for come first, so that their places stay.
    let all: Vec<Beta> = betas.iter().copied().chain(between(betas)).collect();
    let values: Vec<f64> = all.iter().map(|beta| beta.get()).collect();
    let order = descending(&values);
    let mut annealing =
        Annealing { source, betas: &all, search: &explore, found: vec![Vec::new(); all.len()] };
    let last = annealing.sweep(order.iter().copied(), Encoder::identity(source));
    annealing.sweep(order.iter().rev().copied(), last);
    annealing.restart(betas.len(), stream);
    annealing.compete();
    annealing.search = search;
    annealing.betas = betas;
    annealing.polish();
    annealing.compete();
    Ok(annealing.found.iter().take(betas.len()).filter_map(|states| least(states)).cloned().collect())
}

/// The β that are missing in the list, so that neighbors from 1 to the start of the descent are close to each other.
fn between(betas: &[Beta]) -> Vec<Beta> {
    let mut values: Vec<f64> = betas.iter().map(|beta| beta.get().max(1.0)).collect();
    let Some(largest) = values.iter().copied().reduce(f64::max) else { return Vec::new() };
    values.push((HEAD_START * largest).min(HIGHEST_START));
    values.sort_unstable_by(f64::total_cmp);
    let steps = |pair: &[f64]| {
        let (low, high) = (pair[0], pair[1].min(HIGHEST_START));
        let n = libm::ceil(libm::log(high / low) / libm::log(LARGEST_RATIO)).max(1.0) as u32;
        (1..n).map(move |i| low * libm::pow(high / low, f64::from(i) / f64::from(n)))
    };
    let start = (largest < HIGHEST_START).then_some((HEAD_START * largest).min(HIGHEST_START));
    let missing = values.windows(2).flat_map(steps).chain(start);
    missing.map(|beta| Beta::new(beta).expect("it is between two trade-offs")).collect()
}

/// Runs from `start` until no value of T is unstable.
pub(super) fn settle(source: &Source, beta: Beta, start: Encoder, search: &Search) -> State {
    let mut state = run(source, beta, start, search);
    // Each split lowers L. An encoder needs about as many values as there are x: with twice as many, they are duplicates that
    // have not yet come together, and splitting them makes more of them.
    for _ in 0..source.n_x() {
        if state.encoder.n_t() > 2 * source.n_x() {
            break;
        }
        let Some(split) = critical::split(source, beta, &state.encoder) else { break };
        let next = run(source, beta, split, search);
        if next.l >= state.l {
            break;
        }
        state = next;
    }
    state
}

fn is_same(a: &State, b: &State, beta: Beta) -> bool {
    a.encoder.n_t() == b.encoder.n_t() && (a.l - b.l).abs() < THE_SAME * (1.0 + beta.get())
}

fn is_near(a: &Encoder, b: &Encoder) -> bool {
    a.n_t() == b.n_t() && largest_change(a, b) <= NEAR
}

/// The best of some states.
fn least(states: &[State]) -> Option<&State> {
    states.iter().min_by(|a, b| a.l.total_cmp(&b.l))
}

/// The states found so far at each β.
struct Annealing<'a> {
    source: &'a Source,
    betas: &'a [Beta],
    search: &'a Search,
    found: Vec<Vec<State>>,
}

impl Annealing<'_> {
    /// One β after the other, each from the encoder of the last; returns the encoder at the end.
    fn sweep(&mut self, order: impl Iterator<Item = usize>, start: Encoder) -> Encoder {
        order.fold(start, |warm, i| {
            if let Some(known) = self.found[i].iter().find(|known| is_near(&known.encoder, &warm)) {
                return known.encoder.clone();
            }
            let state = settle(self.source, self.betas[i], warm, self.search);
            let is_same = |known: &&State| is_same(known, &state, self.betas[i]);
            if let Some(known) = self.found[i].iter().find(is_same) {
                // It may number the values of T in another way, and only in this way is near to what else is known.
                return known.encoder.clone();
            }
            let encoder = state.encoder.clone();
            self.found[i].push(state);
            encoder
        })
    }

    /// Random starts at trade-offs spread over the first so many.
    fn restart(&mut self, n_betas: usize, stream: &mut Stream) {
        let n_x = self.source.n_x();
        let n_restarts = if n_betas == 0 { 0 } else { self.search.n_restarts };
        for restart in 0..n_restarts {
            let i = restart * n_betas / n_restarts;
            let start = Encoder::random(n_x, n_x, stream).expect("a source has outcomes");
            self.found[i].push(settle(self.source, self.betas[i], start, self.search));
        }
    }

    /// Runs on from the best states until they converge: one that has not may overtake another.
    fn polish(&mut self) {
        for (beta, states) in self.betas.iter().zip(&mut self.found) {
            let Some(best) = least(states).map(|state| state.l) else { continue };
            let above = |state: &State| (state.l - best) / (1.0 + beta.get());
            let is_other = |state: &&State| (THE_SAME..CONTENDER).contains(&above(state));
            let others = states.iter().filter(is_other).cloned();
            let contenders: Vec<State> = least(states).cloned().into_iter().chain(others).collect();
            let settled = contenders.into_iter().map(|s| settle(self.source, *beta, s.encoder, self.search));
            *states = settled.collect();
        }
    }

    /// Tries at each β the encoder of all that has the least L there, as long as any is better.
    fn compete(&mut self) {
        let mut rounds = (0..MAX_ROUNDS).map(|_| self.round());
        while rounds.next() == Some(true) {}
    }

    /// Says if any was better.
    fn round(&mut self) -> bool {
        let mut is_better = false;
        for (i, beta) in self.betas.iter().enumerate() {
            let line = |state: &&State| state.point.i_xt - beta.get() * state.point.i_ty;
            let states = self.found.iter().flatten();
            let Some(winner) = states.min_by(|a, b| line(a).total_cmp(&line(b))) else { return false };
            let limit =
                least(&self.found[i]).map_or(f64::INFINITY, |own| own.l - BETTER * (1.0 + beta.get()));
            if line(&winner) < limit {
                let state = settle(self.source, *beta, winner.encoder.clone(), self.search);
                is_better |= state.l < limit;
                self.found[i].push(state);
            }
        }
        is_better
    }
}

/// An improvement of L by less than this times 1 + β is rounding.
const BETTER: f64 = 1e-13;
