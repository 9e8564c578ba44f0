//! The bottleneck curve: the best encoder at each β of a list.

use super::{
    Beta, BottleneckError,
    encoder::Encoder,
    iterative::{self, State},
    source::Source,
    squared,
};
use crate::math::rng::Stream;

/// Share of T = X mixed into a start on the way up: equal values of T never part by themselves.
/// Smaller, and parting takes more steps; larger, and the start forgets its neighbor.
const PERTURBATION: f64 = 1e-2;

/// How hard to look for the minimum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search {
    /// Random starts at each β, beside the warm ones.
    pub n_restarts: usize,
    /// Stop when no q(t|x) changes by more in a step; larger is sooner and farther from the fixed point.
    pub tolerance: f64,
    /// Accelerated steps after which to stop anyway, each three plain ones.
    pub max_steps: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self { n_restarts: 2, tolerance: 1e-9, max_steps: 2_000 }
    }
}

/// Runs the accelerated iteration from `start` until it stops, and returns the last state.
///
/// Two plain steps and an extrapolation of the logits (SQUAREM: [Varadhan and Roland 2008](crate::citations::VARADHAN_ROLAND_2008),
/// scheme S3), which is kept only if L is not above that of the plain steps: L never increases.
///
/// # Errors
/// [`BottleneckError::Shape`] unless the start has one row for each possible x.
pub fn converge(
    source: &Source,
    beta: Beta,
    start: Encoder,
    search: &Search,
) -> Result<State, BottleneckError> {
    Ok(run(source, beta, source.fitting(start)?, search))
}

fn run(source: &Source, beta: Beta, start: Encoder, search: &Search) -> State {
    let mut now = start;
    let mut change = 0.0;
    for _ in 0..search.max_steps {
        let one = iterative::step(source, beta.get(), &now);
        let two = iterative::step(source, beta.get(), &one);
        change = iterative::largest_change(&one, &two);
        if change <= search.tolerance {
            now = two;
            break;
        }
        let far = iterative::step(source, beta.get(), &extrapolate(&now, &one, &two));
        now = if value(source, beta, &far) <= value(source, beta, &two) { far } else { two };
    }
    let point = now.plane_point(source);
    State { l: point.i_xt - beta.get() * point.i_ty, encoder: now, point, change }
}

fn value(source: &Source, beta: Beta, encoder: &Encoder) -> f64 {
    let point = encoder.plane_point(source);
    point.i_xt - beta.get() * point.i_ty
}

/// q₀ + 2a r + a² v in logarithms, with r and v the first and second differences and a = |r| / |v|.
fn extrapolate(zero: &Encoder, one: &Encoder, two: &Encoder) -> Encoder {
    let ln = |q: &f64| libm::log(q.max(f64::MIN_POSITIVE));
    let triple = || zero.q.iter().zip(&one.q).zip(&two.q).map(|((a, b), c)| (ln(a), ln(b), ln(c)));
    let (rr, vv) = triple().fold((0.0, 0.0), |(rr, vv), (a, b, c)| {
        let (r, v) = (b - a, c - 2.0 * b + a);
        (rr + r * r, vv + v * v)
    });
    let a = if vv > 0.0 { libm::sqrt(rr / vv).max(1.0) } else { 1.0 };
    let mut q: Vec<f64> =
        triple().map(|(l0, l1, l2)| l0 + 2.0 * a * (l1 - l0) + a * a * (l2 - 2.0 * l1 + l0)).collect();
    q.chunks_exact_mut(zero.n_t).for_each(iterative::softmax);
    Encoder { n_t: zero.n_t, q }
}

/// The best encoder found at each β, in the order given.
///
/// Descends from T = X and ascends from the result, each β starting from its neighbor's
/// encoder, with random restarts; then lets every encoder compete at every β: an encoder is a
/// line I(X;T) − β I(T;Y) in β, and one below the value found is a better start.
/// The result is a local minimum at each β; the search makes it likely, not certain, that it is global.
/// Cost: (restarts + 3) runs of [`converge`] for each β.
pub fn curve(source: &Source, betas: &[Beta], search: &Search, stream: &mut Stream) -> Vec<State> {
    let mut order: Vec<usize> = (0..betas.len()).collect();
    order.sort_by(|&a, &b| betas[b].get().total_cmp(&betas[a].get()));
    let mut best: Vec<Option<State>> = vec![None; betas.len()];
    let mut warm = Encoder::identity(source);
    for &i in &order {
        let state = run(source, betas[i], warm, search);
        warm = state.encoder.clone();
        keep(&mut best[i], state);
        for _ in 0..search.n_restarts {
            let start = Encoder::random(source.n_x(), source.n_x(), stream);
            start.into_iter().for_each(|start| keep(&mut best[i], run(source, betas[i], start, search)));
        }
    }
    let identity = Encoder::identity(source);
    for &i in order.iter().rev() {
        let start = squared::mix(&warm, &identity, PERTURBATION);
        let state = run(source, betas[i], start, search);
        warm = state.encoder.clone();
        keep(&mut best[i], state);
    }
    let mut states: Vec<State> = best.into_iter().flatten().collect();
    compete(source, betas, search, &mut states);
    states
}

fn keep(best: &mut Option<State>, state: State) {
    if best.as_ref().is_none_or(|best| state.l < best.l) {
        *best = Some(state);
    }
}

fn compete(source: &Source, betas: &[Beta], search: &Search, states: &mut [State]) {
    for i in 0..states.len() {
        let line = |s: &State| s.point.i_xt - betas[i].get() * s.point.i_ty;
        let Some(winner) = (0..states.len()).min_by(|&a, &b| line(&states[a]).total_cmp(&line(&states[b])))
        else {
            return;
        };
        if line(&states[winner]) < states[i].l {
            states[i] = run(source, betas[i], states[winner].encoder.clone(), search);
        }
    }
}
