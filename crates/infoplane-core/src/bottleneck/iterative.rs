//! Iterative information bottleneck: the self-consistent equations, one application a state.

use super::{
    Beta,
    descent::{Descent, Rule, State},
    encoder::{Encoder, PlanePoint},
    source::Source,
};

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
    a.q.iter().zip(&b.q).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
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
        let ln_q_t: Vec<f64> = encoder.marginal(source).iter().map(|&q| ln(q)).collect();
        let mut ln_q_y_given_t: Vec<f64> = q_ty.iter().map(|&q| ln(q)).collect();
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
        let mut i_xt = 0.0;
        for (x, p) in source.p_x.iter().enumerate() {
            let row = x * self.n_t..(x + 1) * self.n_t;
            let terms = encoder.q[row.clone()].iter().zip(&ln_q[row]).zip(&self.ln_q_t);
            i_xt += p * terms.filter(|((q, _), _)| **q > 0.0).map(|((q, l), m)| q * (l - m)).sum::<f64>();
        }
        let mut i_ty = 0.0;
        for (y, p_y) in source.p_y.iter().enumerate() {
            let row = y * self.n_t..(y + 1) * self.n_t;
            let ln_p = libm::log(*p_y);
            let terms = self.q_ty[row.clone()].iter().zip(&self.ln_q_y_given_t[row]);
            i_ty += terms.filter(|(q, _)| **q > 0.0).map(|(q, l)| q * (l - ln_p)).sum::<f64>();
        }
        i_xt - beta * i_ty
    }
}

/// ln, with [`LN_ZERO`] at 0.
fn ln(q: f64) -> f64 {
    if q > 0.0 { libm::log(q) } else { LN_ZERO }
}

/// Logits to probabilities; returns the logarithm of the normalizer.
pub(super) fn softmax(row: &mut [f64]) -> f64 {
    let max = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    row.iter_mut().for_each(|l| *l = libm::exp(*l - max));
    let sum: f64 = row.iter().sum();
    row.iter_mut().for_each(|q| *q /= sum);
    max + libm::log(sum)
}
