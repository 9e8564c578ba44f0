//! What the search for a curve does at each β, stage by stage.

use super::{Annealing, Found, Stage};
use crate::bottleneck::{
    Beta, accelerated::run, critical, descent::State, encoder::Encoder, iterative::largest_change,
    search::Search, source::Source,
};

/// A state whose L is above the best by less than this times 1 + β is taken as the same, not having arrived.
const THE_SAME: f64 = 1e-9;

/// And one that is above it by more is taken as beaten; in between both run on. Larger only takes longer.
const CONTENDER: f64 = 1e-4;

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

/// An improvement of L by less than this times 1 + β is rounding.
const BETTER: f64 = 1e-13;

impl Annealing<'_> {
    /// How many places there are to visit in this stage.
    pub(super) fn n_places(&self) -> usize {
        match self.stage {
            Stage::Descent | Stage::Ascent | Stage::Competition { .. } => self.betas.len(),
            Stage::Restarts if self.n_asked > 0 => self.search.n_restarts,
            Stage::Polish | Stage::Final { .. } => self.n_asked,
            Stage::Restarts | Stage::End => 0,
        }
    }

    pub(super) fn begin_next_stage(&mut self) {
        let again = |round: usize| self.is_better && round < MAX_ROUNDS;
        self.stage = match self.stage {
            Stage::Descent => Stage::Ascent,
            Stage::Ascent => Stage::Restarts,
            Stage::Restarts => Stage::Competition { round: 1 },
            Stage::Competition { round } if again(round) => Stage::Competition { round: round + 1 },
            Stage::Competition { .. } => Stage::Polish,
            Stage::Polish => Stage::Final { round: 1 },
            Stage::Final { round } if again(round) => Stage::Final { round: round + 1 },
            Stage::Final { .. } | Stage::End => Stage::End,
        };
        (self.n_done, self.is_better) = (0, false);
    }

    /// Visits the next place of the stage; `None` if nothing had to be run there.
    pub(super) fn visit(&mut self) -> Option<Found> {
        let next = self.n_done;
        self.n_done += 1;
        let (i, state) = match self.stage {
            Stage::Descent => self.follow(self.order[next]),
            Stage::Ascent => self.follow(self.order[self.order.len() - 1 - next]),
            Stage::Restarts => self.restart(next * self.n_asked / self.search.n_restarts),
            Stage::Competition { .. } => self.compete(next, self.explore),
            Stage::Polish => self.polish(next),
            Stage::Final { .. } => self.compete(next, self.search),
            Stage::End => None,
        }?;
        Some(Found { beta: self.betas[i], state })
    }

    /// One β of a sweep, from the encoder of the last.
    fn follow(&mut self, i: usize) -> Option<(usize, State)> {
        if let Some(known) = self.found[i].iter().find(|known| is_near(&known.encoder, &self.warm)) {
            self.warm = known.encoder.clone();
            return None;
        }
        let state = settle(self.source, self.betas[i], &self.warm, &self.explore);
        let is_same = |known: &&State| is_same(known, &state, self.betas[i]);
        if let Some(known) = self.found[i].iter().find(is_same) {
            // It may number the values of T in another way, and only in this way is near to what else is known.
            self.warm = known.encoder.clone();
        } else {
            self.warm = state.encoder.clone();
            self.found[i].push(state.clone());
        }
        Some((i, state))
    }

    fn restart(&mut self, i: usize) -> Option<(usize, State)> {
        let n_x = self.source.n_x();
        let start = Encoder::random(n_x, n_x, self.stream).expect("a source has outcomes");
        let state = settle(self.source, self.betas[i], &start, &self.explore);
        self.found[i].push(state.clone());
        Some((i, state))
    }

    fn polish(&mut self, i: usize) -> Option<(usize, State)> {
        let beta = self.betas[i];
        let states = &self.found[i];
        let best = least(states)?;
        let above = |state: &State| (state.l - best.l) / (1.0 + beta.get());
        let is_other = |state: &&State| (THE_SAME..CONTENDER).contains(&above(state));
        let contenders = core::iter::once(best).chain(states.iter().filter(is_other));
        let settled = contenders.map(|state| settle(self.source, beta, &state.encoder, &self.search));
        self.found[i] = settled.collect();
        least(&self.found[i]).map(|best| (i, best.clone()))
    }

    /// Tries the encoder of all that has the least L at this β, if it is better than what is known there.
    fn compete(&mut self, i: usize, search: Search) -> Option<(usize, State)> {
        let beta = self.betas[i];
        let line = |state: &&State| state.point.i_xt - beta.get() * state.point.i_ty;
        let winner = self.found.iter().flatten().min_by(|a, b| line(a).total_cmp(&line(b)))?;
        let limit = least(&self.found[i]).map_or(f64::INFINITY, |own| own.l - BETTER * (1.0 + beta.get()));
        if line(&winner) >= limit {
            return None;
        }
        let state = settle(self.source, beta, &winner.encoder, &search);
        self.is_better |= state.l < limit;
        self.found[i].push(state.clone());
        Some((i, state))
    }
}

/// The β that are missing in the list, so that neighbors from 1 to the start of the descent are close to each other.
pub(super) fn between(betas: &[Beta]) -> Vec<Beta> {
    // Up to 1 the best T is constant, as I(T;Y) is at most I(X;T): no neighbors are needed there.
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
fn settle(source: &Source, beta: Beta, start: &Encoder, search: &Search) -> State {
    let mut state = run(source, beta, start, search);
    // Each split lowers L. An encoder needs about as many values as there are x: with twice as many, they are duplicates that
    // have not yet come together, and splitting them makes more of them.
    for _ in 0..source.n_x() {
        if state.encoder.n_t() > 2 * source.n_x() {
            break;
        }
        let Some(split) = critical::split(source, beta, &state.encoder) else { break };
        let next = run(source, beta, &split, search);
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
pub(super) fn least(states: &[State]) -> Option<&State> {
    states.iter().min_by(|a, b| a.l.total_cmp(&b.l))
}
