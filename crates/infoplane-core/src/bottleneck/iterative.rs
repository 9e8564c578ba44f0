//! Iterative information bottleneck: the self-consistent equations, one application a state.

use super::{
    Beta,
    descent::{Descent, Rule, State},
    encoder::{Encoder, PlanePoint},
    side_by_side::{self, largest_of, sum_of},
    source::Source,
};
use crate::math::exp_vector::exp;
use crate::math::ln_vector::{ln, reduce};

/// Stands for ln 0. Finite, so that 0 · ln 0 is 0; exp of any visible share of it is 0.
const LN_ZERO: f64 = -1e250;

/// The iteration of [Tishby, Pereira and Bialek 1999](crate::citations::TISHBY_PEREIRA_BIALEK_1999), their
/// self-consistent equations applied in turn:
///
/// q(t|x) ∝ q(t) exp(−β KL(p(y|x) ‖ q(y|t))), with q(t) and q(y|t) of the last encoder.
///
/// L = I(X;T) − β I(T;Y) never increases, and the states never end. The limit is a fixed point, not always the
/// minimum; [`super::annealing`] searches among them. Cost of a step: O(|X| |T| |Y|).
///
/// ```
/// use infoplane_core::bottleneck::{Beta, encoder::Encoder, iterative::IterativeIb, source::Source};
/// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
/// let mut states = IterativeIb::new(&copy, Beta::new(3.0)?, Encoder::identity(&copy))?;
/// assert!((states.next().unwrap().l + 2.0 * core::f64::consts::LN_2).abs() < 1e-15); // H − 3 H
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub type IterativeIb<'a> = Descent<'a, SelfConsistent>;

/// The rule of [`IterativeIb`].
pub struct SelfConsistent;

impl Rule for SelfConsistent {
    fn value(point: &PlanePoint, beta: f64) -> f64 {
        point.i_xt - beta * point.i_ty
    }

    fn after(source: &Source, beta: Beta, now: &State) -> Option<State> {
        let encoder = step(source, beta.get(), &now.encoder);
        let change = largest_change(&now.encoder, &encoder);
        Some(State::new::<Self>(source, beta, encoder, change))
    }
}

pub(super) fn largest_change(a: &Encoder, b: &Encoder) -> f64 {
    side_by_side::largest_change(&a.q, &b.q)
}

/// One application of the self-consistent equations.
pub(super) fn step(source: &Source, beta: f64, encoder: &Encoder) -> Encoder {
    let mut q = Decoder::new(source, encoder).logits(source, beta);
    q.chunks_exact_mut(encoder.n_t).for_each(|row| {
        softmax(row);
    });
    Encoder { n_t: encoder.n_t, q }
}

/// What an encoder means: q(t), and q(y|t) in logarithms.
///
/// Tables have t in columns, so that the innermost loops run over all t at once, each with a sum of its
/// own: they take several t in one instruction, and give the same bits on every machine.
pub(super) struct Decoder {
    pub(super) n_t: usize,
    ln_q_t: Vec<f64>,
    /// Row y, column t: q(t, y) and ln q(y|t).
    q_ty: Vec<f64>,
    ln_q_y_given_t: Vec<f64>,
}

impl Decoder {
    pub(super) fn new(source: &Source, encoder: &Encoder) -> Self {
        let n_t = encoder.n_t;
        let q_ty = encoder.joint_ty(source);
        let ln_q_t = lns(&encoder.marginal(source));
        let mut ln_q_y_given_t = lns(&q_ty);
        for row in ln_q_y_given_t.chunks_exact_mut(n_t) {
            // Where t is never used, ln 0 − ln 0 would be 0: keep it as impossible as it is.
            row.iter_mut().zip(&ln_q_t).for_each(|(l, &ln_t)| {
                *l = if *l > LN_ZERO { *l - ln_t } else { LN_ZERO };
            });
        }
        Self { n_t, ln_q_t, q_ty, ln_q_y_given_t }
    }

    /// ln q(t) − β KL(p(y|x) ‖ q(y|t)), up to a constant for each x.
    pub(super) fn logits(&self, source: &Source, beta: f64) -> Vec<f64> {
        let mut logits = Vec::with_capacity(source.n_x() * self.n_t);
        for x in 0..source.n_x() {
            let from = logits.len();
            logits.extend_from_slice(&self.ln_q_t);
            let row = &mut logits[from..];
            for (&p, ln_q) in source.row(x).iter().zip(self.ln_q_y_given_t.chunks_exact(self.n_t)) {
                // What is impossible for x does not matter: 0 · ln 0 is 0.
                if p > 0.0 {
                    row.iter_mut().zip(ln_q).for_each(|(l, ln_q)| *l += beta * p * ln_q);
                }
            }
        }
        logits
    }

    /// I(X;T) − β I(T;Y) of the encoder, given its logarithms; an absolute error of a few 1e-16 · β.
    pub(super) fn value(&self, source: &Source, beta: f64, encoder: &Encoder, ln_q: &[f64]) -> f64 {
        let rows = encoder.rows().zip(ln_q.chunks_exact(self.n_t)).zip(&source.p_x);
        let i_xt: f64 = rows.map(|((q, ln_q), p)| p * sum_of(q, ln_q, &self.ln_q_t, surplus)).sum();
        let rows = self.q_ty.chunks_exact(self.n_t).zip(self.ln_q_y_given_t.chunks_exact(self.n_t));
        let i_ty: f64 = rows
            .zip(&source.ln_p_y)
            .map(|((q, ln_q), ln_p)| sum_of(q, ln_q, q, |q, ln_q, _| surplus(q, ln_q, *ln_p)))
            .sum();
        i_xt - beta * i_ty
    }
}

/// q (ln q′ − ln p), with the limit 0 at q = 0.
#[inline(always)]
fn surplus(q: f64, ln_q: f64, ln_p: f64) -> f64 {
    if q > 0.0 { q * (ln_q - ln_p) } else { 0.0 }
}

/// The logarithms of some probabilities, with [`LN_ZERO`] at 0.
fn lns(q: &[f64]) -> Vec<f64> {
    let mut lns: Vec<f64> = q.iter().map(|q| ln(reduce(*q))).collect();
    for (ln, &q) in lns.iter_mut().zip(q).filter(|(_, q)| **q < f64::MIN_POSITIVE) {
        *ln = if q > 0.0 { libm::log(q) } else { LN_ZERO };
    }
    lns
}

/// Logits to probabilities, those below e^−708 of the largest to 0; returns the logarithm of the normalizer.
pub(super) fn softmax(row: &mut [f64]) -> f64 {
    let max = largest_of(row);
    row.iter_mut().for_each(|l| *l = exp(*l - max));
    let sum = sum_of(row, row, row, |q, _, _| q);
    row.iter_mut().for_each(|q| *q /= sum);
    max + ln(reduce(sum))
}
