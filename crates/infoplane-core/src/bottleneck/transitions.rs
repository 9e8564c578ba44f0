//! Where the curve changes its form: a value of T splits, or another encoder takes over.

use super::{
    Beta, BottleneckError, accelerated::run, critical::splitting_betas, descent::State, search::Search,
    source::Source,
};

/// How exactly a transition is located, relative to its β: finer, and the solver's tolerance is what is seen.
const RESOLUTION: f64 = 1e-7;

/// Encoders whose L differ by less than this times 1 + β are taken as equally good. Smaller is rounding,
/// larger takes an exchange for none.
const EQUAL: f64 = 1e-10;

crate::named_enum! {
    /// What happens at a transition.
    ///
    /// ```
    /// use infoplane_core::bottleneck::transitions::Kind;
    /// assert_eq!((Kind::from_name("split"), Kind::Exchange.name()), (Some(Kind::Split), "exchange"));
    /// ```
    pub enum Kind {
        /// A value of T becomes unstable and parts continuously: β reaches its critical value.
        Split = "split",
        /// Another encoder becomes better while no value of T is unstable: I(X;T) and I(T;Y) may jump, or a new value of
        /// T may appear that has no probability at first.
        Exchange = "exchange",
    }
}

/// A β at which the best encoder changes its form.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, encoder::Encoder, iterative::IterativeIb, search::Search, source::Source};
/// use infoplane_core::bottleneck::transitions::transitions;
/// // A bit that is copied with one error in ten: one value of T becomes two at β = 1 / 0.8².
/// let source = Source::from_weights(&[vec![9.0, 1.0], vec![1.0, 9.0]])?;
/// let [low, high] = [Beta::new(1.0)?, Beta::new(2.0)?];
/// let (one, two) = (vec![vec![1.0]; 2], [vec![3.0, 1.0], vec![1.0, 3.0]]);
/// let below = IterativeIb::new(&source, low, Encoder::from_weights(&one)?)?.next();
/// let above = IterativeIb::new(&source, high, Encoder::from_weights(&two)?)?.take(1_000).last();
/// let states: Vec<_> = [below, above].into_iter().flatten().collect();
/// let first = transitions(&source, &[low, high], &states, &Search::default())?[0];
/// assert_eq!((first.n_t_before, first.n_t_after), (1, 2));
/// assert!((first.beta - 1.5625).abs() < 1e-6);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transition {
    /// Where: a split to a relative 1e-7, an exchange to where the L of the two differ by 1e-10 times 1 + β.
    pub beta: f64,
    /// What happens.
    pub kind: Kind,
    /// How many values of T are used just below.
    pub n_t_before: usize,
    /// How many are used at the next β of the curve.
    pub n_t_after: usize,
}

/// The transitions of a curve found by [`curve`](super::annealing::curve): at most one, the first, between two neighboring β.
///
/// From each β the encoder is followed to the next without letting its values of T split. It becomes unstable
/// where β passes the least of its [`splitting_betas`]; if the next encoder of the curve, followed back, is
/// better even before, the two change places where their L cross. Both are found by bisection, so a transition is only
/// missed if several fall between two β. Cost: three runs of the solver for each β, and
/// 30 to 60 more for each transition.
///
/// # Errors
/// [`BottleneckError::States`] unless there is one state for each β, [`BottleneckError::Rows`] unless they are of that source; [`BottleneckError::Tolerance`] of the search.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, annealing::curve, search::Search, source::Source, transitions::{Kind, transitions}};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // A bit that is copied with one error in ten: T begins to tell at β = 1 / 0.8².
/// let source = Source::from_weights(&[vec![9.0, 1.0], vec![1.0, 9.0]])?;
/// let betas = [1.0, 2.0, 3.0].map(Beta::new).into_iter().collect::<Result<Vec<_>, _>>()?;
/// let search = Search::default();
/// let states = curve(&source, &betas, &search, &mut Stream::new(1, Purpose::Init))?;
/// let found = transitions(&source, &betas, &states, &search)?;
/// assert_eq!((found.len(), found[0].kind), (1, Kind::Split));
/// assert!((found[0].beta - 1.5625).abs() < 1e-6);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn transitions(
    source: &Source,
    betas: &[Beta],
    states: &[State],
    search: &Search,
) -> Result<Vec<Transition>, BottleneckError> {
    search.check()?;
    if betas.len() != states.len() {
        return Err(BottleneckError::States { expected: betas.len(), found: states.len() });
    }
    states.iter().try_for_each(|state| source.check(&state.encoder))?;
    let mut points: Vec<(f64, &State)> = betas.iter().map(|beta| beta.get()).zip(states).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let between = |pair: &[(f64, &State)]| Gap { source, search, low: pair[0], high: pair[1] }.transition();
    Ok(points.windows(2).filter_map(between).collect())
}

/// Two neighboring points of a curve.
struct Gap<'a> {
    source: &'a Source,
    search: &'a Search,
    low: (f64, &'a State),
    high: (f64, &'a State),
}

impl Gap<'_> {
    fn transition(&self) -> Option<Transition> {
        let end = self.high.0;
        let split = self.is_unstable(end).then(|| bisect(self.low.0, end, |beta| self.is_unstable(beta)));
        let until = split.unwrap_or(end);
        let (beta, kind) = if self.has_better(until) {
            (bisect(self.low.0, until, |beta| self.has_better(beta)), Kind::Exchange)
        } else {
            (split?, Kind::Split)
        };
        let (n_t_before, n_t_after) = (self.low.1.encoder.n_t(), self.high.1.encoder.n_t());
        Some(Transition { beta, kind, n_t_before, n_t_after })
    }

    /// A branch of solutions followed from one of the points to β.
    fn follow(&self, from: &State, beta: f64) -> State {
        let beta = Beta::new(beta).expect("it is between two trade-offs");
        run(self.source, beta, &from.encoder, self.search)
    }

    /// Has a value of T of the lower point become unstable at β?
    fn is_unstable(&self, beta: f64) -> bool {
        let encoder = self.follow(self.low.1, beta).encoder;
        let critical = splitting_betas(self.source, &encoder).expect("it has a row for each x");
        critical.iter().any(|critical| *critical < beta)
    }

    /// Is the upper point's branch better than the lower one's at β?
    fn has_better(&self, beta: f64) -> bool {
        let (low, high) = (self.follow(self.low.1, beta), self.follow(self.high.1, beta));
        high.l < low.l - EQUAL * (1.0 + beta)
    }
}

/// Where a condition that does not hold at the low end and holds at the high one begins to.
fn bisect(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    while high - low > RESOLUTION * high {
        let middle = 0.5 * (low + high);
        if holds(middle) { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}
