//! The self-consistent equations, with longer steps: the same fixed points in far fewer states.

use super::{
    Beta, BottleneckError,
    anderson::Mixing,
    annealing::Search,
    descent::State,
    encoder::Encoder,
    equations::{Decoder, Equations, Soft},
    iterative::{SelfConsistent, step},
    source::Source,
    table::{Table, largest_change},
};

/// A value of T with less probability is left out. Larger would change L visibly.
const UNUSED: f64 = 1e-15;

/// A value of T with less is tried without: it is dying out if L is no larger then. Larger is tried in vain, smaller later.
const RARE: f64 = 1e-6;

/// Two values of T whose q(y|t) differ by no more are tried as one. Larger is tried in vain, smaller later.
const ALIKE: f64 = 1e-3;

/// Values of T whose q(y|t) differ by no more than this times the tolerance are duplicates, if joining all that are alike
/// would increase L. Larger joins what is not the same, smaller leaves duplicates, of which each is split where one is unstable.
const DUPLICATE: f64 = 10.0;

/// By how much L may increase when duplicates are joined, in tolerances and times 1 + β: of many of them, rounding alone is more
/// than [`ROUNDING`]. Smaller leaves duplicates; larger can be seen.
const INCREASE: f64 = 1e-3;

/// The tolerances between which duplicates are told by the tolerance: finer ones are rounding, coarser ones would join what differs.
const FINE: f64 = 1e-9;
const COARSE: f64 = 1e-6;

/// Rounding of L, times 1 + β. Smaller, and values of T that are the same stay two; larger would undo a split.
const ROUNDING: f64 = 1e-15;

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
/// [`BottleneckError::Shape`] unless the start has one row for each possible x, [`BottleneckError::Tolerance`] for a tolerance that
/// is negative or not a number.
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
    search.check()?;
    source.check(&start)?;
    Ok(run(source, beta, start, search))
}

pub(super) fn run(source: &Source, beta: Beta, start: Encoder, search: &Search) -> State {
    let equations = Equations::new(source, beta.get());
    let mut iteration = Iteration::new(&equations, source, &start);
    // The largest change by the last step that was taken.
    let mut change = 0.0;
    for n_steps in 0..search.max_steps {
        if n_steps % STEPS_BETWEEN_LOOKS == 0
            && let Some(smaller) = reduced(source, beta.get(), &iteration.now.q.encoder(), search.tolerance)
        {
            iteration = Iteration::new(&equations, source, &smaller);
        }
        let step = iteration.step(search.tolerance);
        change = step.change.unwrap_or(change);
        if step.is_last {
            break;
        }
    }
    let last = iteration.now.q.encoder();
    // One more plain step, so that it is the fixed point of those that are left.
    let smaller = reduced(source, beta.get(), &last, search.tolerance);
    let encoder = smaller.map_or(last, |smaller| step(source, beta.get(), &smaller));
    State::new::<SelfConsistent>(source, beta, encoder, change)
}

/// The iteration between two reductions, with all it writes to.
struct Iteration<'a> {
    equations: &'a Equations<'a>,
    /// The last encoder, whose L is proven to be no larger than that of the start, and what it means.
    now: Soft,
    meaning: Decoder,
    l: f64,
    /// The logarithms that the next encoder is made of; are they the last one's meaning?
    origin: Table,
    is_plain: bool,
    /// The next encoder, while it is looked at.
    trial: Soft,
    trial_meaning: Decoder,
    roots: Table,
    residual: Table,
    mixing: Mixing,
}

/// What a step came to.
struct Step {
    /// The largest change of any q(t|x); `None` if the extrapolation is not taken.
    change: Option<f64>,
    is_last: bool,
}

impl<'a> Iteration<'a> {
    fn new(equations: &'a Equations<'a>, source: &Source, start: &Encoder) -> Self {
        let now = Soft::new(start);
        let mut meaning = Decoder::new(source, start.n_t());
        equations.decode(&now.q, &mut meaning);
        let origin = meaning.ln_q.clone();
        Self {
            equations,
            trial: now.clone(),
            trial_meaning: meaning.clone(),
            l: f64::INFINITY,
            is_plain: true,
            roots: origin.clone(),
            residual: origin.clone(),
            mixing: Mixing::new(),
            now,
            meaning,
            origin,
        }
    }

    /// One application of the equations. The last one is a plain step that changes nothing by more than the tolerance.
    fn step(&mut self, tolerance: f64) -> Step {
        let l = self.try_origin();
        let limit = self.l + ROUNDING * (1.0 + self.equations.beta);
        // Not a number if the extrapolation went out of range.
        if !(l <= limit || self.is_plain) {
            self.be_plain();
            return Step { change: None, is_last: false };
        }
        let change = largest_change(&self.now.q, &self.trial.q);
        core::mem::swap(&mut self.now, &mut self.trial);
        core::mem::swap(&mut self.meaning, &mut self.trial_meaning);
        self.l = l;
        let is_small = change <= tolerance;
        let is_last = is_small && self.is_plain;
        if is_small {
            self.be_plain();
        } else {
            let (meaning, residual) = (&self.meaning.ln_q, &self.residual);
            self.is_plain = !self.mixing.extrapolate(meaning, residual, &mut self.origin);
        }
        Step { change: Some(change), is_last }
    }

    /// The trial becomes the encoder of the origin; returns its L.
    fn try_origin(&mut self) -> f64 {
        self.equations.encode(&self.origin, &mut self.trial);
        self.equations.decode(&self.trial.q, &mut self.trial_meaning);
        self.equations.set_roots(&self.trial_meaning, &mut self.roots);
        self.residual.set_difference(&self.trial_meaning.ln_q, &self.origin);
        self.residual.scale(&self.roots);
        self.equations.value(&self.trial, &self.roots, &self.residual)
    }

    /// The next step is one of the plain iteration.
    fn be_plain(&mut self) {
        self.origin.copy_from(&self.meaning.ln_q);
        self.is_plain = true;
    }
}

/// The encoder without the values of T that are unused, and with those that are alike joined, as far as L allows it;
/// `None` if nothing can go.
fn reduced(source: &Source, beta: f64, encoder: &Encoder, tolerance: f64) -> Option<Encoder> {
    let accuracy = tolerance.clamp(FINE, COARSE);
    let value = |encoder: &Encoder| {
        let point = encoder.plane_point(source);
        point.i_xt - beta * point.i_ty
    };
    let is_no_worse = |smaller: &Encoder, than: &Encoder, rounding: f64| {
        value(smaller) <= value(than) + rounding * (1.0 + beta)
    };
    let without_rare = used(source, encoder, RARE).filter(|smaller| is_no_worse(smaller, encoder, ROUNDING));
    let smaller = without_rare.or_else(|| used(source, encoder, UNUSED));
    let rest = smaller.as_ref().unwrap_or(encoder);
    let joined = |by: f64, rounding: f64| {
        let groups = alike(source, rest, by);
        (groups.len() < rest.n_t)
            .then(|| rest.joined(&groups))
            .filter(|joined| is_no_worse(joined, rest, rounding))
    };
    joined(ALIKE, ROUNDING).or_else(|| joined(DUPLICATE * accuracy, INCREASE * accuracy)).or(smaller)
}

/// The encoder without the values of T of less probability; `None` if there are none, or no others.
fn used(source: &Source, encoder: &Encoder, least: f64) -> Option<Encoder> {
    let q_t = encoder.marginal(source);
    let groups: Vec<Vec<usize>> = (0..encoder.n_t).filter(|&t| q_t[t] >= least).map(|t| vec![t]).collect();
    (!groups.is_empty() && groups.len() < encoder.n_t).then(|| encoder.joined(&groups))
}

/// The values of T in groups of which each differs from the first of its group by no more.
fn alike(source: &Source, encoder: &Encoder, by: f64) -> Vec<Vec<usize>> {
    let q_ty = encoder.joint_ty(source);
    let q_t = encoder.marginal(source);
    let n_t = encoder.n_t;
    let is_like = |s: usize, t: usize| {
        q_ty.chunks_exact(n_t).all(|row| (row[s] / q_t[s] - row[t] / q_t[t]).abs() <= by)
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
