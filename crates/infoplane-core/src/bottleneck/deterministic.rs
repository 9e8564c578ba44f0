//! Deterministic bottleneck: T = f(X), and its cost is H(T).

use super::{
    Beta, BottleneckError,
    encoder::{Encoder, PlanePoint},
    iterative::{self, State},
    source::Source,
};

/// The largest |X| for which [`exact`] tries every partition: 115,975 of them.
pub const MAX_EXHAUSTIVE: usize = 10;

/// The iteration of [Strouse and Schwab 2017](crate::citations::STROUSE_SCHWAB_2017), algorithm 2:
/// f(x) = argmax over t of ln q(t) − β KL(p(y|x) ‖ q(y|t)); ties go to the smallest t.
///
/// `State::l` is H(T) − β I(T;Y) in nats. Ends when a step no longer decreases it, so it does end:
/// there are finitely many f. The limit is a local optimum, [`exact`] is the global one.
pub struct DeterministicIb<'a> {
    source: &'a Source,
    beta: Beta,
    next: Option<State>,
}

impl<'a> DeterministicIb<'a> {
    /// Starts at that encoder, which is the first state.
    ///
    /// # Errors
    /// [`BottleneckError::Shape`] unless it has one row for each possible x.
    pub fn new(source: &'a Source, beta: Beta, start: Encoder) -> Result<Self, BottleneckError> {
        let next = Some(state(source, beta, source.fitting(start)?, 0.0));
        Ok(Self { source, beta, next })
    }

    fn after(&self, now: &State) -> Option<State> {
        let logits = iterative::logits(self.source, self.beta.get(), &now.encoder);
        let n_t = now.encoder.n_t;
        let assignment: Vec<usize> = logits.chunks_exact(n_t).map(argmax).collect();
        let encoder = Encoder::of_assignment(&assignment, n_t);
        let change = iterative::largest_change(&now.encoder, &encoder);
        Some(state(self.source, self.beta, encoder, change)).filter(|after| after.l < now.l)
    }
}

impl Iterator for DeterministicIb<'_> {
    type Item = State;

    fn next(&mut self) -> Option<State> {
        let now = self.next.take()?;
        self.next = self.after(&now);
        Some(now)
    }
}

fn state(source: &Source, beta: Beta, encoder: Encoder, change: f64) -> State {
    let point = encoder.plane_point(source);
    State { l: point.h_t - beta.get() * point.i_ty, encoder, point, change }
}

fn argmax(row: &[f64]) -> usize {
    (1..row.len()).fold(0, |best, t| if row[t] > row[best] { t } else { best })
}

/// A deterministic encoder t = f(x).
#[derive(Clone, Debug, PartialEq)]
pub struct Partition {
    /// f(x) for each possible x.
    pub assignment: Vec<usize>,
    /// Its place in the information plane.
    pub point: PlanePoint,
    /// H(T) − β I(T;Y) in nats.
    pub l: f64,
}

/// The partition f that minimizes H(T) − β I(T;Y), among all.
///
/// Exact: every partition is tried, as restricted growth strings; of equals the first.
/// Cost: Bell(|X|) partitions.
///
/// # Errors
/// [`BottleneckError::TooMany`] above [`MAX_EXHAUSTIVE`] outcomes.
pub fn exact(source: &Source, beta: Beta) -> Result<Partition, BottleneckError> {
    let n = source.n_x();
    if n > MAX_EXHAUSTIVE {
        return Err(BottleneckError::TooMany(n));
    }
    let value = |f: &[usize]| {
        let point = Encoder::of_assignment(f, n).plane_point(source);
        Partition { assignment: f.to_vec(), point, l: point.h_t - beta.get() * point.i_ty }
    };
    let mut f = vec![0; n];
    let mut best = value(&f);
    while next_partition(&mut f) {
        let candidate = value(&f);
        if candidate.l < best.l {
            best = candidate;
        }
    }
    Ok(best)
}

/// The next restricted growth string: f(0) = 0, and f(x) at most one above all before it.
fn next_partition(f: &mut [usize]) -> bool {
    for x in (1..f.len()).rev() {
        let highest = f[..x].iter().copied().max().unwrap_or(0);
        if f[x] <= highest {
            f[x] += 1;
            f[x + 1..].fill(0);
            return true;
        }
    }
    false
}
