//! Deterministic bottleneck: T = f(X), and its cost is H(T).

use super::{
    Beta,
    descent::{Descent, Rule, State},
    encoder::{Encoder, PlanePoint},
    equations::{Decoder, Equations},
    iterative,
    source::Source,
    table::Table,
};
use crate::math::ranking::first_largest;

/// The iteration of [Strouse and Schwab 2017](crate::citations::STROUSE_SCHWAB_2017):
/// f(x) = argmax over t of ln q(t) − β KL(p(y|x) ‖ q(y|t)); ties go to the smallest t.
///
/// `State::l` is H(T) − β I(T;Y) in nats. Ends when a step no longer decreases it, so it does end:
/// there are finitely many f. The limit is a local optimum; [`super::partition::best`] searches for the
/// global one. Cost of a step: O(|X| |T| |Y|).
///
/// ```
/// use infoplane_core::bottleneck::{Beta, deterministic::DeterministicIb, encoder::Encoder, source::Source};
/// // Two x of four say the same, and the other two the opposite: two values of T are enough.
/// let source = Source::from_weights(&[vec![3.0, 1.0], vec![3.0, 1.0], vec![1.0, 3.0], vec![1.0, 3.0]])?;
/// let start = Encoder::from_weights(&[vec![2.0, 1.0], vec![2.0, 1.0], vec![1.0, 2.0], vec![1.0, 2.0]])?;
/// let last = DeterministicIb::new(&source, Beta::new(20.0)?, start)?.last();
/// assert!(last.is_some_and(|state| (state.point.h_t - core::f64::consts::LN_2).abs() < 1e-15));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub type DeterministicIb<'a> = Descent<'a, Deterministic>;

/// The rule of [`DeterministicIb`].
///
/// ```
/// use infoplane_core::bottleneck::{descent::Rule, deterministic::Deterministic, encoder::PlanePoint};
/// // 1 − 2 · 1/4.
/// let point = PlanePoint { i_xt: 0.5, i_ty: 0.25, h_t: 1.0 };
/// assert_eq!(Deterministic::value(&point, 2.0), 0.5);
/// ```
pub struct Deterministic;

impl Rule for Deterministic {
    fn value(point: &PlanePoint, beta: f64) -> f64 {
        point.h_t - beta * point.i_ty
    }

    fn after(source: &Source, beta: Beta, now: &State) -> Option<State> {
        let equations = Equations::new(source, beta.get());
        let mut logits = Table::of_encoder(&now.encoder);
        let mut meaning = Decoder::new(source, now.encoder.n_t);
        equations.decode(&logits, &mut meaning);
        equations.set_logits(&meaning.ln_q, &mut logits);
        let best = |x: usize| first_largest(&logits.row(x).collect::<Vec<_>>()).unwrap_or(0);
        let assignment: Vec<usize> = (0..source.n_x()).map(best).collect();
        let encoder = Encoder::of_assignment(&assignment, now.encoder.n_t);
        let change = iterative::largest_change(&now.encoder, &encoder);
        Some(State::new::<Self>(source, beta, encoder, change)).filter(|after| after.l < now.l)
    }
}
