//! Squared bottleneck: explores the whole curve even where Y = f(X).

use super::{
    Beta, BottleneckError,
    encoder::Encoder,
    iterative::{self, State},
    source::Source,
};

/// Halvings of a step before it is given up: 2⁻⁴⁰ of a step changes no printed digit.
const MAX_HALVINGS: usize = 40;

/// Minimizes L = I(X;T)² − β I(T;Y), after
/// [Kolchinsky, Tracey and Van Kuyk 2019](crate::citations::KOLCHINSKY_TRACEY_VAN_KUYK_2019), section 4.
///
/// The square makes the curve's straight part reachable: for Y = f(X) the optimum has
/// I(X;T) = I(T;Y) = β/2 until H(Y), where the bottleneck itself jumps from 0 to H(Y) at β = 1.
///
/// The gradient of I² is 2 I times that of I, so a step is one of the plain iteration at
/// β / (2 I(X;T)), halved until L does not increase. `State::l` is L (nats squared in its
/// first term). Ends when no step decreases L. A start with I(X;T) = 0 is its own end.
pub struct SquaredIb<'a> {
    source: &'a Source,
    beta: Beta,
    next: Option<State>,
}

impl<'a> SquaredIb<'a> {
    /// Starts at that encoder, which is the first state.
    ///
    /// # Errors
    /// [`BottleneckError::Shape`] unless it has one row for each possible x.
    pub fn new(source: &'a Source, beta: Beta, start: Encoder) -> Result<Self, BottleneckError> {
        let next = Some(state(source, beta, source.fitting(start)?, 0.0));
        Ok(Self { source, beta, next })
    }

    fn after(&self, now: &State) -> Option<State> {
        if now.point.i_xt <= 0.0 {
            return None;
        }
        let target = iterative::step(self.source, self.beta.get() / (2.0 * now.point.i_xt), &now.encoder);
        let mut share = 1.0;
        for _ in 0..MAX_HALVINGS {
            let mixed = mix(&now.encoder, &target, share);
            let change = iterative::largest_change(&now.encoder, &mixed);
            let candidate = state(self.source, self.beta, mixed, change);
            if candidate.l < now.l {
                return Some(candidate);
            }
            share *= 0.5;
        }
        None
    }
}

impl Iterator for SquaredIb<'_> {
    type Item = State;

    fn next(&mut self) -> Option<State> {
        let now = self.next.take()?;
        self.next = self.after(&now);
        Some(now)
    }
}

fn state(source: &Source, beta: Beta, encoder: Encoder, change: f64) -> State {
    let point = encoder.plane_point(source);
    State { l: point.i_xt * point.i_xt - beta.get() * point.i_ty, encoder, point, change }
}

pub(super) fn mix(a: &Encoder, b: &Encoder, share: f64) -> Encoder {
    let q = a.q.iter().zip(&b.q).map(|(a, b)| a + share * (b - a)).collect();
    Encoder { n_t: a.n_t, q }
}
