//! The self-consistent equations, with longer steps: the same fixed points in far fewer states.

use super::{
    Beta, BottleneckError,
    annealing::Search,
    descent::State,
    encoder::Encoder,
    iterative::{Decoder, SelfConsistent, largest_change, softmax, step},
    side_by_side::sum_of,
    source::Source,
};
use crate::math::ln_vector::{ln, reduce};
use nalgebra::{DMatrix, DVector};
use std::collections::VecDeque;

/// A value of T with less probability is left out. Larger would change L visibly.
const UNUSED: f64 = 1e-15;

/// A value of T with less is tried without: it is dying out if L is no larger then. Larger is tried in vain, smaller later.
const RARE: f64 = 1e-6;

/// Two values of T whose q(y|t) differ by no more are tried as one. Larger is tried in vain, smaller later.
const ALIKE: f64 = 1e-3;

/// Rounding of L, times 1 + β. Smaller, and values of T that are the same stay two; larger would undo a split.
const ROUNDING: f64 = 1e-15;

/// How many steps are remembered: more find the way in fewer steps, and take longer to weigh.
const MEMORY: usize = 3;

/// What is added to the squares of the steps, relative to the largest: smaller, and nearly parallel steps blow up.
const REGULARIZATION: f64 = 1e-12;

/// Accelerated steps between two looks for values of T that can go.
const STEPS_BETWEEN_LOOKS: usize = 8;

/// Runs the accelerated iteration from `start` until it stops, and returns the last state.
///
/// Anderson's mixing of the logits: the next iterate is the combination of the last few whose
/// steps cancel best ([WALKER_NI_2011](crate::citations::WALKER_NI_2011)), with steps weighted by the encoder. It is
/// kept only if L is not above the last one; otherwise a plain step is taken, for which that is proven. Values of T
/// that are no longer used are left out, and such that have become alike are joined if that
/// does not increase L beyond rounding, so the encoder may end with fewer than it began.
///
/// # Errors
/// [`BottleneckError::Shape`] unless the start has one row for each possible x.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, accelerated::converge, annealing::Search, encoder::Encoder, source::Source};
/// // A bit that is copied with one error in ten is worth nothing below β = 1 / 0.8² = 1.5625.
/// let source = Source::from_weights(&[vec![9.0, 1.0], vec![1.0, 9.0]])?;
/// let last = converge(&source, Beta::new(1.5)?, Encoder::identity(&source), &Search::default())?;
/// assert!(last.point.i_xt < 1e-12);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn converge(
    source: &Source,
    beta: Beta,
    start: Encoder,
    search: &Search,
) -> Result<State, BottleneckError> {
    source.check(&start)?;
    Ok(run(source, beta, start, search))
}

pub(super) fn run(source: &Source, beta: Beta, start: Encoder, search: &Search) -> State {
    let mut now = Iterate::new(start);
    let mut history = History::default();
    let (mut last_l, mut change) = (f64::INFINITY, 0.0);
    let mut plain: Option<Iterate> = None;
    for n_steps in 0..search.max_steps {
        // Only of an iterate that is proven not to be worse.
        let proven = &plain.as_ref().unwrap_or(&now).encoder;
        if n_steps % STEPS_BETWEEN_LOOKS == 0
            && let Some(smaller) = reduced(source, beta.get(), proven)
        {
            (now, plain, history) = (Iterate::new(smaller), None, History::default());
        }
        let (l, next) = now.pass(source, beta.get());
        if let Some(plain) = plain.take().filter(|_| l > last_l + ROUNDING * (1.0 + beta.get())) {
            now = plain;
            history = History::default();
            continue;
        }
        change = largest_change(&now.encoder, &next.encoder);
        last_l = l;
        now = history.extrapolated(source, &now, &next);
        plain = Some(next);
        if change <= search.tolerance {
            break;
        }
    }
    let last = plain.unwrap_or(now).encoder;
    // One more plain step, so that it is the fixed point of those that are left.
    let smaller = reduced(source, beta.get(), &last);
    let encoder = smaller.map_or(last, |smaller| step(source, beta.get(), &smaller));
    State::new::<SelfConsistent>(source, beta, encoder, change)
}

/// An encoder and its logarithms, which steps are taken in.
struct Iterate {
    encoder: Encoder,
    ln_q: Vec<f64>,
}

impl Iterate {
    fn new(encoder: Encoder) -> Self {
        let ln_q = encoder.q.iter().map(|q| ln(reduce(q.max(f64::MIN_POSITIVE)))).collect();
        Self { encoder, ln_q }
    }

    fn of_logits(logits: Vec<f64>, n_t: usize) -> Self {
        let (mut q, mut ln_q) = (logits.clone(), logits);
        for (row, ln_row) in q.chunks_exact_mut(n_t).zip(ln_q.chunks_exact_mut(n_t)) {
            let ln_z = softmax(row);
            ln_row.iter_mut().for_each(|l| *l -= ln_z);
        }
        Self { encoder: Encoder { n_t, q }, ln_q }
    }

    /// L here, and the next iterate.
    fn pass(&self, source: &Source, beta: f64) -> (f64, Self) {
        let decoder = Decoder::new(source, &self.encoder);
        let l = decoder.value(source, beta, &self.encoder, &self.ln_q);
        (l, Self::of_logits(decoder.logits(source, beta), self.encoder.n_t))
    }
}

/// The last iterates and steps, as differences.
#[derive(Default)]
struct History {
    last: Option<(Vec<f64>, Vec<f64>)>,
    /// Differences of iterates and, weighted, of steps; the oldest first.
    differences: VecDeque<(Vec<f64>, Vec<f64>)>,
}

impl History {
    /// x + f − Σ γ (Δx + Δf), with γ for the least ‖f − Σ γ Δf‖; f is the step that leads from `now` to `next`.
    fn extrapolated(&mut self, source: &Source, now: &Iterate, next: &Iterate) -> Iterate {
        let n_t = now.encoder.n_t;
        let x = now.ln_q.clone();
        let f: Vec<f64> = next.ln_q.iter().zip(&x).map(|(next, now)| next - now).collect();
        if let Some((last_x, last_f)) = self.last.take() {
            let minus = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<f64>>();
            self.differences.push_back((minus(&x, &last_x), minus(&f, &last_f)));
            if self.differences.len() > MEMORY {
                self.differences.pop_front();
            }
        }
        let mut weights = now.encoder.q.clone();
        for (row, p) in weights.chunks_exact_mut(n_t).zip(&source.p_x) {
            row.iter_mut().for_each(|w| *w *= p);
        }
        let gamma = self.coefficients(&weights, &f);
        let mut logits = next.ln_q.clone();
        for (gamma, (dx, df)) in gamma.iter().zip(&self.differences) {
            logits.iter_mut().zip(dx).zip(df).for_each(|((l, dx), df)| *l -= gamma * (dx + df));
        }
        self.last = Some((x, f));
        Iterate::of_logits(logits, n_t)
    }

    /// The solution of the normal equations, by elimination.
    fn coefficients(&self, weights: &[f64], f: &[f64]) -> Vec<f64> {
        let dot = |a: &[f64], b: &[f64]| sum_of(weights, a, b, |w, a, b| w * a * b);
        let m = self.differences.len();
        let step = |i: usize| &self.differences[i].1;
        // The elimination reads only the lower half of the symmetric matrix.
        let mut gram = DMatrix::from_fn(m, m, |i, j| if i < j { 0.0 } else { dot(step(i), step(j)) });
        let scale = (0..m).map(|i| gram[(i, i)]).fold(0.0, f64::max);
        (0..m).for_each(|i| gram[(i, i)] += REGULARIZATION * scale);
        let right = DVector::from_fn(m, |i, _| dot(step(i), f));
        gram.cholesky().map_or_else(|| vec![0.0; m], |factor| factor.solve(&right).iter().copied().collect())
    }
}

/// The encoder without the values of T that are unused, and with those that are alike joined, as far as L allows it;
/// `None` if nothing can go.
fn reduced(source: &Source, beta: f64, encoder: &Encoder) -> Option<Encoder> {
    let value = |encoder: &Encoder| {
        let point = encoder.plane_point(source);
        point.i_xt - beta * point.i_ty
    };
    let is_no_worse =
        |smaller: &Encoder, than: &Encoder| value(smaller) <= value(than) + ROUNDING * (1.0 + beta);
    let without_rare = used(source, encoder, RARE).filter(|smaller| is_no_worse(smaller, encoder));
    let smaller = without_rare.or_else(|| used(source, encoder, UNUSED));
    let rest = smaller.as_ref().unwrap_or(encoder);
    let groups = alike(source, rest);
    if groups.len() < rest.n_t {
        let joined = rest.joined(&groups);
        if is_no_worse(&joined, rest) {
            return Some(joined);
        }
    }
    smaller
}

/// The encoder without the values of T of less probability; `None` if there are none.
fn used(source: &Source, encoder: &Encoder, least: f64) -> Option<Encoder> {
    let q_t = encoder.marginal(source);
    let groups: Vec<Vec<usize>> = (0..encoder.n_t).filter(|&t| q_t[t] >= least).map(|t| vec![t]).collect();
    (groups.len() < encoder.n_t).then(|| encoder.joined(&groups))
}

/// The values of T in groups of which each is like the first of its group.
fn alike(source: &Source, encoder: &Encoder) -> Vec<Vec<usize>> {
    let q_ty = encoder.joint_ty(source);
    let q_t = encoder.marginal(source);
    let n_t = encoder.n_t;
    let is_like = |s: usize, t: usize| {
        q_ty.chunks_exact(n_t).all(|row| (row[s] / q_t[s] - row[t] / q_t[t]).abs() <= ALIKE)
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for t in 0..n_t {
        match groups.iter_mut().find(|group| is_like(group[0], t)) {
            Some(group) => group.push(t),
            None => groups.push(vec![t]),
        }
    }
    groups
}
