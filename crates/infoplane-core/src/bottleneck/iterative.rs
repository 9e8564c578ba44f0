//! Iterative information bottleneck: the self-consistent equations, one application a state.

use super::{
    Beta,
    descent::{Descent, Rule, State},
    encoder::{Encoder, PlanePoint},
    equations::{Decoder, Equations, Soft},
    source::Source,
};

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
///
/// ```
/// use infoplane_core::bottleneck::{descent::Rule, encoder::PlanePoint, iterative::SelfConsistent};
/// // 1/2 − 2 · 1/4.
/// let point = PlanePoint { i_xt: 0.5, i_ty: 0.25, h_t: 1.0 };
/// assert_eq!(SelfConsistent::value(&point, 2.0), 0.0);
/// ```
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

/// The largest change of any q(t|x).
pub(super) fn largest_change(a: &Encoder, b: &Encoder) -> f64 {
    a.q.iter().zip(&b.q).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// One application of the self-consistent equations.
pub(super) fn step(source: &Source, beta: f64, encoder: &Encoder) -> Encoder {
    let equations = Equations::new(source, beta);
    let mut next = Soft::new(encoder);
    let mut meaning = Decoder::new(source, encoder.n_t);
    equations.decode(&next.q, &mut meaning);
    equations.encode(&meaning.ln_q, &mut next);
    next.q.encoder()
}
