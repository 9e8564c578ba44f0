//! What all iterative solvers have in common: a start, a rule for the next encoder, and states to look at.

use super::{
    Beta, BottleneckError,
    encoder::{Encoder, PlanePoint},
    search::Search,
    source::Source,
};
use crate::math::rng::Stream;
use core::marker::PhantomData;

/// One iterate.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, encoder::Encoder, iterative::IterativeIb, source::Source};
/// // T = X of a copied bit at β = 3: ln 2 − 3 ln 2, before any step.
/// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
/// let start = IterativeIb::new(&copy, Beta::new(3.0)?, Encoder::identity(&copy))?.next();
/// assert!(start.is_some_and(|state| state.change == 0.0 && (state.l + 2.0 * 2.0_f64.ln()).abs() < 1e-15));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// q(t|x).
    pub encoder: Encoder,
    /// Its place in the information plane.
    pub point: PlanePoint,
    /// What is minimized, in nats: L = I(X;T) − β I(T;Y); for other costs see the solver.
    pub l: f64,
    /// The largest change of any q(t|x) in this step; 0 for the start.
    pub change: f64,
}

/// What makes one solver different from another.
///
/// ```
/// use infoplane_core::bottleneck::{descent::Rule, encoder::PlanePoint};
/// use infoplane_core::bottleneck::{deterministic::Deterministic, iterative::SelfConsistent, squared::Squared};
/// // At β = 2 they minimize I(X;T), H(T) and I(X;T)², each less 2 I(T;Y).
/// let point = PlanePoint { i_xt: 0.5, i_ty: 0.25, h_t: 1.0 };
/// assert_eq!((SelfConsistent::value(&point, 2.0), Deterministic::value(&point, 2.0)), (0.0, 0.5));
/// assert_eq!(Squared::value(&point, 2.0), -0.25);
/// ```
pub trait Rule {
    /// What is minimized, at a point of the plane.
    fn value(point: &PlanePoint, beta: f64) -> f64;

    /// The state after this one; `None` where the solver ends.
    fn after(source: &Source, beta: Beta, now: &State) -> Option<State>;
}

/// A solver as an iterator of states, the start first.
///
/// Its names are [`IterativeIb`](super::iterative::IterativeIb),
/// [`DeterministicIb`](super::deterministic::DeterministicIb) and [`SquaredIb`](super::squared::SquaredIb).
///
/// ```
/// use infoplane_core::bottleneck::{Beta, descent::Descent, deterministic::Deterministic, encoder::Encoder, source::Source};
/// // A copied bit that is kept as it is cannot be encoded better: the start is the only state.
/// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
/// let states: Descent<'_, Deterministic> = Descent::new(&copy, Beta::new(2.0)?, Encoder::identity(&copy))?;
/// assert_eq!(states.count(), 1);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub struct Descent<'a, R> {
    source: &'a Source,
    beta: Beta,
    /// The start, until it has been handed out; then the last state.
    last: State,
    is_started: bool,
    rule: PhantomData<R>,
}

impl State {
    /// The state of an encoder that changed by that much.
    pub(super) fn new<R: Rule>(source: &Source, beta: Beta, encoder: Encoder, change: f64) -> Self {
        let point = encoder.plane_point(source);
        Self { l: R::value(&point, beta.get()), encoder, point, change }
    }
}

impl<'a, R: Rule> Descent<'a, R> {
    /// Starts at that encoder, which is the first state.
    ///
    /// # Errors
    /// [`BottleneckError::Rows`] unless it has one row for each possible x.
    ///
    /// ```
    /// use infoplane_core::bottleneck::{Beta, encoder::Encoder, iterative::IterativeIb, source::Source};
    /// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
    /// let mut states = IterativeIb::new(&copy, Beta::new(2.0)?, Encoder::identity(&copy))?;
    /// // T = X tells all there is, ln 2, and costs as much.
    /// assert!(states.next().is_some_and(|start| (start.l + core::f64::consts::LN_2).abs() < 1e-15));
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn new(source: &'a Source, beta: Beta, start: Encoder) -> Result<Self, BottleneckError> {
        source.check(&start)?;
        let last = State::new::<R>(source, beta, start, 0.0);
        Ok(Self { source, beta, last, is_started: false, rule: PhantomData })
    }
}

impl<R: Rule> Iterator for Descent<'_, R> {
    type Item = State;

    fn next(&mut self) -> Option<State> {
        if self.is_started {
            self.last = R::after(self.source, self.beta, &self.last)?;
        }
        self.is_started = true;
        Some(self.last.clone())
    }
}

/// The last state of a [`Descent`]: where it ends, or a step changes no q(t|x) by more than the tolerance, or the steps
/// are used up.
///
/// # Errors
/// [`BottleneckError::Rows`] unless the start has one row for each possible x, [`BottleneckError::Tolerance`] for a tolerance
/// that is negative or not a number.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, descent::converge, encoder::Encoder, search::Search, source::Source, squared::Squared};
/// // Of one bit that is copied, β/2 = 0.2 nats are worth keeping if what is kept costs its square.
/// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
/// let start = Encoder::from_weights(&[vec![0.9, 0.1], vec![0.1, 0.9]])?;
/// let last = converge::<Squared>(&copy, Beta::new(0.4)?, start, &Search::default())?;
/// assert!((last.point.i_xt - 0.2).abs() < 1e-6);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn converge<R: Rule>(
    source: &Source,
    beta: Beta,
    start: Encoder,
    search: &Search,
) -> Result<State, BottleneckError> {
    search.check()?;
    let mut states = Descent::<R>::new(source, beta, start)?;
    let mut last = states.next().expect("the start is the first state");
    for state in states.take(search.max_steps) {
        last = state;
        if last.change <= search.tolerance {
            break;
        }
    }
    Ok(last)
}

/// The best end of [`converge`] from T = X, from a T that says nothing, and from random encoders.
///
/// A local minimum; that it is the global one is likely, not certain. Cost: two descents and one for each random start.
///
/// # Errors
/// [`BottleneckError::Tolerance`] for a tolerance that is negative or not a number.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, descent::best, deterministic::Deterministic, search::Search, source::Source};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // A copied bit: H(T) − β I(T;Y) is ln 2 − β ln 2 if it is kept, and 0 if it is not.
/// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
/// let (search, stream) = (Search::default(), &mut Stream::new(1, Purpose::Init));
/// let [low, high] = [best::<Deterministic>(&copy, Beta::new(0.5)?, &search, stream)?.l,
///     best::<Deterministic>(&copy, Beta::new(3.0)?, &search, stream)?.l];
/// assert!(low == 0.0 && (high + 2.0 * core::f64::consts::LN_2).abs() < 1e-15);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn best<R: Rule>(
    source: &Source,
    beta: Beta,
    search: &Search,
    stream: &mut Stream,
) -> Result<State, BottleneckError> {
    let n_x = source.n_x();
    let mut best = converge::<R>(source, beta, Encoder::identity(source), search)?;
    let constant = Encoder::of_assignment(&vec![0; n_x], 1);
    let random = (0..search.n_restarts).map(|_| Encoder::random(n_x, n_x, stream));
    for start in core::iter::once(Ok(constant)).chain(random) {
        let state = converge::<R>(source, beta, start?, search)?;
        if state.l < best.l {
            best = state;
        }
    }
    Ok(best)
}
