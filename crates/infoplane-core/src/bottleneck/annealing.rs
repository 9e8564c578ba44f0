//! The bottleneck curve: the best encoder at each β of a list.

mod stages;

use super::{Beta, BottleneckError, descent::State, encoder::Encoder, search::Search, source::Source};
use crate::math::{ranking::descending, rng::Stream};
use stages::{between, least};

/// Steps that a state may take while the curve is explored: what has not arrived by then is passed on to the
/// next β, and runs on only if it is the best in the end.
const EXPLORATION: usize = 100;

/// The tolerance while the curve is explored: good enough for the next β to start from.
const ROUGHLY: f64 = 1e-6;

/// An encoder found on the way to a curve.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, annealing::Annealing, search::Search, source::Source};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // The way begins far above the β asked for, where a copied bit is kept: ln 2 − β ln 2.
/// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
/// let stream = &mut Stream::new(1, Purpose::Init);
/// let first = Annealing::new(&copy, &[Beta::new(2.0)?], &Search::default(), stream)?.next();
/// let ln_2 = core::f64::consts::LN_2;
/// assert!(first.is_some_and(|found| found.beta.get() == 16.0 && (found.state.l + 15.0 * ln_2).abs() < 1e-12));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where; not only at the β asked for.
    pub beta: Beta,
    /// What a solver that began there has reached.
    pub state: State,
}

/// The search for the curve, as an iterator over the encoders it finds, one β after the other.
///
/// Descends from T = X and ascends from the result, each β starting from its neighbor's
/// encoder, with every value of T split that is not stable ([`splitting_betas`](super::critical::splitting_betas)); adds random starts; then lets every
/// encoder compete at every β: an encoder is a line I(X;T) − β I(T;Y) in β, and one below
/// the value found is a better start. Where the list has gaps, and above it, more β are passed through.
///
/// What is found later at a β may be better or worse than what was found before; [`Annealing::curve`] has the best so far.
/// While the curve is explored, encoders need not have arrived; those that may be the best run on in the end.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, annealing::{Annealing, curve}, search::Search, source::Source};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// let noisy = Source::from_weights(&[vec![9.0, 1.0], vec![1.0, 9.0]])?;
/// let (betas, search) = ([Beta::new(2.0)?, Beta::new(1.0)?], Search::default());
/// let (first, second) = (&mut Stream::new(1, Purpose::Init), &mut Stream::new(1, Purpose::Init));
/// let mut annealing = Annealing::new(&noisy, &betas, &search, first)?;
/// // It passes through β far above; once it has reached the lower end, it has come by all.
/// assert!(annealing.any(|found| found.beta.get() == 1.0) && annealing.curve().len() == 2);
/// annealing.by_ref().for_each(drop);
/// assert_eq!(annealing.curve(), curve(&noisy, &betas, &search, second)?);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub struct Annealing<'a> {
    source: &'a Source,
    /// Those asked for come first, so that their places stay.
    betas: Vec<Beta>,
    n_asked: usize,
    /// The places of the β, the largest first.
    order: Vec<usize>,
    search: Search,
    explore: Search,
    stream: &'a mut Stream,
    /// The states found so far at each β.
    found: Vec<Vec<State>>,
    /// The encoder that the next β of a sweep starts from.
    warm: Encoder,
    stage: Stage,
    /// How much of the stage is done.
    n_done: usize,
    /// Was anything better found in this round of the competition?
    is_better: bool,
}

/// What is done one β after the other, in this order.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Descent,
    Ascent,
    Restarts,
    /// The encoders of all β compete, in rounds.
    Competition {
        round: usize,
    },
    /// Runs on from the best states until they converge: one that has not may overtake another.
    Polish,
    /// They compete once more for the β asked for.
    Final {
        round: usize,
    },
    End,
}

impl<'a> Annealing<'a> {
    /// The search at a list of β, in any order.
    ///
    /// # Errors
    /// [`BottleneckError::Tolerance`] for a tolerance that is negative or not a number.
    ///
    /// ```
    /// use infoplane_core::bottleneck::{annealing::Annealing, search::Search, source::Source};
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
    /// let stream = &mut Stream::new(1, Purpose::Init);
    /// // At no β nothing is found.
    /// assert!(Annealing::new(&copy, &[], &Search::default(), stream)?.next().is_none());
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn new(
        source: &'a Source,
        betas: &[Beta],
        search: &Search,
        stream: &'a mut Stream,
    ) -> Result<Self, BottleneckError> {
        search.check()?;
        let explore = Search {
            tolerance: search.tolerance.max(ROUGHLY),
            max_steps: search.max_steps.min(EXPLORATION),
            ..*search
        };
        let all: Vec<Beta> = betas.iter().copied().chain(between(betas)).collect();
        let values: Vec<f64> = all.iter().map(|beta| beta.get()).collect();
        Ok(Self {
            source,
            n_asked: betas.len(),
            order: descending(&values),
            search: *search,
            explore,
            stream,
            found: vec![Vec::new(); all.len()],
            warm: Encoder::identity(source),
            stage: Stage::Descent,
            n_done: 0,
            is_better: false,
            betas: all,
        })
    }

    /// The best state found so far at each β, in the order given; β at which none has been found yet are left out.
    ///
    /// ```
    /// use infoplane_core::bottleneck::{Beta, annealing::Annealing, search::Search, source::Source};
    /// use infoplane_core::math::rng::{Purpose, Stream};
    /// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
    /// let stream = &mut Stream::new(1, Purpose::Init);
    /// let mut annealing = Annealing::new(&copy, &[Beta::new(0.5)?], &Search::default(), stream)?;
    /// assert_eq!(annealing.curve(), []);
    /// annealing.by_ref().for_each(drop);
    /// // Nothing is worth keeping there.
    /// assert!(annealing.curve()[0].l.abs() < 1e-12);
    /// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
    /// ```
    pub fn curve(&self) -> Vec<State> {
        self.found.iter().take(self.n_asked).filter_map(|states| least(states)).cloned().collect()
    }
}

impl Iterator for Annealing<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while self.stage != Stage::End {
            if self.n_done == self.n_places() {
                self.begin_next_stage();
            } else if let Some(found) = self.visit() {
                return Some(found);
            }
        }
        None
    }
}

/// The best encoder found at each β, in the order given: [`Annealing`] to its end.
///
/// An encoder has only the values of T that it uses.
///
/// The result is a local minimum at each β, stable against the split of any value of T unless `max_steps` ends the search
/// before, or L does not show the split: that of an x with a chance below about 1e-8; the search makes it likely, not certain, that it is global: a solution with one value of T more that is better within a few thousandths of β only may be missed.
/// Bits are the same on every machine.
/// Cost: about two runs of [`super::accelerated::converge`] for each β, and one for each random start.
///
/// # Errors
/// As [`Annealing::new`].
///
/// ```
/// use infoplane_core::bottleneck::{Beta, annealing::curve, search::Search, source::Source};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // A copied bit: worth nothing below β = 1, all of ln 2 above.
/// let copy = Source::from_weights(&[vec![1.0, 0.0], vec![0.0, 1.0]])?;
/// let betas = [Beta::new(0.5)?, Beta::new(2.0)?];
/// let states = curve(&copy, &betas, &Search::default(), &mut Stream::new(1, Purpose::Init))?;
/// assert_eq!((states[0].encoder.n_t(), states[1].encoder.n_t()), (1, 2));
/// assert!((states[1].point.i_ty - core::f64::consts::LN_2).abs() < 1e-12);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn curve(
    source: &Source,
    betas: &[Beta],
    search: &Search,
    stream: &mut Stream,
) -> Result<Vec<State>, BottleneckError> {
    let mut annealing = Annealing::new(source, betas, search, stream)?;
    annealing.by_ref().for_each(drop);
    Ok(annealing.curve())
}
