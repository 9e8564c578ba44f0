//! Squared bottleneck: explores the whole curve even where Y = f(X).

use super::{
    Beta,
    descent::{Descent, Rule, State},
    encoder::{Encoder, PlanePoint},
    iterative,
    source::Source,
};

/// Halvings of a step before it is given up: 2⁻⁴⁰ of a step changes no printed digit.
const MAX_HALVINGS: usize = 40;

/// Minimizes L = I(X;T)² − β I(T;Y), after
/// [Kolchinsky, Tracey and Van Kuyk 2019](crate::citations::KOLCHINSKY_TRACEY_VAN_KUYK_2019), who call it the
/// squared-IB functional and divide by β what we multiply.
///
/// The square makes the curve's straight part reachable: for Y = f(X) the optimum has
/// I(X;T) = I(T;Y) = β/2 until H(Y), where the bottleneck itself jumps from 0 to H(Y) at β = 1.
///
/// The gradient of I² is 2 I times that of I, so a step is one of the plain iteration at
/// β / (2 I(X;T)), halved until L does not increase. `State::l` is L (nats squared in its
/// first term). Ends when no step decreases L. A start with I(X;T) = 0 is its own end.
/// Cost of a step: that of [`IterativeIb`](iterative::IterativeIb), once more for every halving.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, encoder::Encoder, source::Source, squared::SquaredIb};
/// // T = X keeps ln 2 and tells ln 2; of one bit that is copied, β/2 = 0.2 nats are worth keeping.
/// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
/// let start = Encoder::from_weights(&[vec![0.9, 0.1], vec![0.1, 0.9]])?;
/// let last = SquaredIb::new(&copy, Beta::new(0.4)?, start)?.take(1_000).last();
/// assert!(last.is_some_and(|state| (state.point.i_xt - 0.2).abs() < 1e-6));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub type SquaredIb<'a> = Descent<'a, Squared>;

/// The rule of [`SquaredIb`].
///
/// ```
/// use infoplane_core::bottleneck::{descent::Rule, encoder::PlanePoint, squared::Squared};
/// // (1/2)² − 2 · 1/4.
/// let point = PlanePoint { i_xt: 0.5, i_ty: 0.25, h_t: 1.0 };
/// assert_eq!(Squared::value(&point, 2.0), -0.25);
/// ```
pub struct Squared;

impl Rule for Squared {
    fn value(point: &PlanePoint, beta: f64) -> f64 {
        point.i_xt * point.i_xt - beta * point.i_ty
    }

    fn after(source: &Source, beta: Beta, now: &State) -> Option<State> {
        if now.point.i_xt <= 0.0 {
            return None;
        }
        let target = iterative::step(source, beta.get() / (2.0 * now.point.i_xt), &now.encoder);
        let shares = (0..MAX_HALVINGS as i32).map(|halvings| libm::ldexp(1.0, -halvings));
        let mut candidates = shares.map(|share| {
            let mixed = mix(&now.encoder, &target, share);
            let change = iterative::largest_change(&now.encoder, &mixed);
            State::new::<Self>(source, beta, mixed, change)
        });
        candidates.find(|candidate| candidate.l < now.l)
    }
}

fn mix(a: &Encoder, b: &Encoder, share: f64) -> Encoder {
    let q = a.q.iter().zip(&b.q).map(|(a, b)| a + share * (b - a)).collect();
    Encoder { n_t: a.n_t, q }
}
