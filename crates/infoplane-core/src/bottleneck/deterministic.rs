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
/// `State::l` is H(T) − β I(T;Y) in nats. Ends when an encoder repeats; the limit is a local
/// optimum, [`exact`] is the global one.
pub struct DeterministicIb<'a> {
    source: &'a Source,
    beta: Beta,
    next: Option<Encoder>,
    change: f64,
}

impl<'a> DeterministicIb<'a> {
    /// Starts at that encoder, which is the first state.
    pub fn new(source: &'a Source, beta: Beta, start: Encoder) -> Self {
        Self { source, beta, next: Some(start), change: 0.0 }
    }
}

impl Iterator for DeterministicIb<'_> {
    type Item = State;

    fn next(&mut self) -> Option<State> {
        let encoder = self.next.take()?;
        let point = encoder.plane_point(self.source);
        let l = point.h_t - self.beta.get() * point.i_ty;
        let logits = iterative::logits(self.source, self.beta.get(), &encoder);
        let assignment: Vec<usize> = logits.chunks_exact(encoder.n_t).map(argmax).collect();
        let after = Encoder::of_assignment(&assignment, encoder.n_t);
        let change = core::mem::replace(&mut self.change, iterative::largest_change(&encoder, &after));
        if self.change > 0.0 {
            self.next = Some(after);
        }
        Some(State { encoder, point, l, change })
    }
}

fn argmax(row: &[f64]) -> usize {
    (1..row.len()).fold(0, |best, t| if row[t] > row[best] { t } else { best })
}

/// The partition f that minimizes H(T) − β I(T;Y), its place, and that minimum in nats.
///
/// Exact: every partition is tried, as restricted growth strings; of equals the first.
/// Cost: Bell(|X|) partitions.
///
/// # Errors
/// [`BottleneckError::TooMany`] above [`MAX_EXHAUSTIVE`] outcomes.
pub fn exact(source: &Source, beta: Beta) -> Result<(Vec<usize>, PlanePoint, f64), BottleneckError> {
    let n = source.n_x();
    if n > MAX_EXHAUSTIVE {
        return Err(BottleneckError::TooMany(n));
    }
    let value = |f: &[usize]| {
        let point = Encoder::of_assignment(f, n).plane_point(source);
        (f.to_vec(), point, point.h_t - beta.get() * point.i_ty)
    };
    let mut f = vec![0; n];
    let mut best = value(&f);
    while next_partition(&mut f) {
        let candidate = value(&f);
        if candidate.2 < best.2 {
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
