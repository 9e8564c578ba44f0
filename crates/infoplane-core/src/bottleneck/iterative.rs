//! Iterative information bottleneck: the self-consistent equations, one application a state.

use super::{
    Beta, BottleneckError,
    encoder::{Encoder, PlanePoint},
    source::Source,
};

/// Stands for ln 0. Finite, so that 0 · ln 0 is 0; exp of any visible share of it is 0.
pub(super) const LN_ZERO: f64 = -1e250;

/// One iterate.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// q(t|x).
    pub encoder: Encoder,
    /// Its place in the information plane.
    pub point: PlanePoint,
    /// What is minimized: L = I(X;T) − β I(T;Y) in nats; for other costs see the solver.
    pub l: f64,
    /// The largest change of any q(t|x) in this step; 0 for the start.
    pub change: f64,
}

/// The iteration of [Tishby, Pereira and Bialek 1999](crate::citations::TISHBY_PEREIRA_BIALEK_1999),
/// equations 28 to 31:
///
/// q(t|x) ∝ q(t) exp(−β KL(p(y|x) ‖ q(y|t))), with q(t) and q(y|t) of the last encoder.
///
/// L never increases (their theorem 5). The limit is a fixed point, not always the minimum;
/// [`super::annealing`] searches among them. Cost of a step: O(|X| |T| |Y|).
///
/// ```
/// use infoplane_core::bottleneck::{Beta, encoder::Encoder, iterative::IterativeIb, source::Source};
/// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
/// let mut states = IterativeIb::new(&copy, Beta::new(3.0)?, Encoder::identity(&copy))?;
/// assert!((states.next().unwrap().l + 2.0 * core::f64::consts::LN_2).abs() < 1e-15); // H − 3 H
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub struct IterativeIb<'a> {
    source: &'a Source,
    beta: Beta,
    next: Encoder,
    change: f64,
}

impl<'a> IterativeIb<'a> {
    /// Starts at that encoder, which is the first state.
    ///
    /// # Errors
    /// [`BottleneckError::Shape`] unless it has one row for each possible x.
    pub fn new(source: &'a Source, beta: Beta, start: Encoder) -> Result<Self, BottleneckError> {
        Ok(Self { source, beta, next: source.fitting(start)?, change: 0.0 })
    }
}

impl Iterator for IterativeIb<'_> {
    type Item = State;

    fn next(&mut self) -> Option<State> {
        let after = step(self.source, self.beta.get(), &self.next);
        let change = largest_change(&self.next, &after);
        let encoder = core::mem::replace(&mut self.next, after);
        let point = encoder.plane_point(self.source);
        let l = point.i_xt - self.beta.get() * point.i_ty;
        let change = core::mem::replace(&mut self.change, change);
        Some(State { encoder, point, l, change })
    }
}

pub(super) fn largest_change(a: &Encoder, b: &Encoder) -> f64 {
    a.q.iter().zip(&b.q).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// One application of the self-consistent equations.
pub(super) fn step(source: &Source, beta: f64, encoder: &Encoder) -> Encoder {
    let mut q = logits(source, beta, encoder);
    q.chunks_exact_mut(encoder.n_t).for_each(softmax);
    Encoder { n_t: encoder.n_t, q }
}

/// ln q(t) − β KL(p(y|x) ‖ q(y|t)), up to a constant for each x.
pub(super) fn logits(source: &Source, beta: f64, encoder: &Encoder) -> Vec<f64> {
    let (n_t, n_y) = (encoder.n_t, source.n_y());
    let q_t = encoder.marginal(source);
    let mut ln_q = encoder.joint_ty(source);
    for (row, &q) in ln_q.chunks_exact_mut(n_y).zip(&q_t) {
        row.iter_mut().for_each(|joint| *joint = ln(*joint / q));
    }
    let ln_q_t: Vec<f64> = q_t.iter().map(|&q| ln(q)).collect();
    let mut logits = Vec::with_capacity(source.n_x() * n_t);
    for x in 0..source.n_x() {
        let p = source.row(x);
        let fit = |t: usize| p.iter().zip(&ln_q[t * n_y..(t + 1) * n_y]).map(|(p, l)| p * l).sum::<f64>();
        logits.extend((0..n_t).map(|t| ln_q_t[t] + beta * fit(t)));
    }
    logits
}

/// ln, with [`LN_ZERO`] at 0 and at 0/0, a value of T that is never used.
fn ln(q: f64) -> f64 {
    if q > 0.0 { libm::log(q) } else { LN_ZERO }
}

pub(super) fn softmax(row: &mut [f64]) {
    let max = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    row.iter_mut().for_each(|l| *l = libm::exp(*l - max));
    let sum: f64 = row.iter().sum();
    row.iter_mut().for_each(|q| *q /= sum);
}
