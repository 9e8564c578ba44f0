//! The self-consistent equations, with longer steps: the same fixed points in far fewer states.

use super::{
    Beta, BottleneckError,
    anderson::Mixing,
    descent::State,
    encoder::Encoder,
    equations::{Decoder, Equations, Soft},
    iterative::{SelfConsistent, step},
    reduction::{ROUNDING, reduced},
    search::Search,
    source::Source,
    table::{Table, largest_change},
};

/// Accelerated steps between two looks for values of T that can go.
const STEPS_BETWEEN_LOOKS: usize = 8;

/// The accelerated iteration, as an iterator of states; the start is the first.
///
/// Anderson's mixing of the logits: the next iterate is the combination of the last few whose
/// steps cancel best ([WALKER_NI_2011](crate::citations::WALKER_NI_2011)), with steps weighted by the encoder. It is
/// kept only if L is not above the last one; otherwise a plain step is taken, for which that is proven. Values of T
/// that are no longer used are left out, and such that have become alike are joined if that
/// does not increase L beyond rounding, so the encoder may end with fewer than it began.
///
/// Ends when a plain step changes no q(t|x) by more than the tolerance, or when the steps are used up; steps that are not
/// kept count, but are no states.
///
/// ```
/// use infoplane_core::bottleneck::{Beta, accelerated::AcceleratedIb, encoder::Encoder, search::Search, source::Source};
/// // A bit that is copied with one error in ten, at β = 2.
/// let source = Source::from_weights(&[vec![9.0, 1.0], vec![1.0, 9.0]])?;
/// let start = Encoder::identity(&source);
/// let states = AcceleratedIb::new(&source, Beta::new(2.0)?, start, &Search::default())?;
/// let l: Vec<f64> = states.map(|state| state.l).collect();
/// // T = X keeps ln 2 = 0.693 and tells ln 2 − H(0.1) = 0.368 nats: L = 0.693 − 2 · 0.368. Then it descends.
/// assert!((l[0] + 0.042_98).abs() < 1e-5 && l.windows(2).all(|pair| pair[1] <= pair[0] + 1e-15));
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub struct AcceleratedIb<'a> {
    source: &'a Source,
    beta: Beta,
    search: Search,
    equations: Equations<'a>,
    iteration: Iteration,
    n_steps: usize,
    /// The largest change by the last step that was kept.
    change: f64,
    phase: Phase,
}

/// How far an [`AcceleratedIb`] has come.
#[derive(PartialEq)]
enum Phase {
    /// The start has not been handed out.
    Start,
    Steps,
    /// The tolerance is met or the steps are used up; values of T may still go.
    LastLook,
    End,
}

impl<'a> AcceleratedIb<'a> {
    /// Starts at that encoder, which is the first state.
    ///
    /// # Errors
    /// [`BottleneckError::Rows`] unless the start has one row for each possible x, [`BottleneckError::Tolerance`] for a
    /// tolerance that is negative or not a number.
    ///
    /// ```
    /// use infoplane_core::bottleneck::{Beta, BottleneckError, accelerated::AcceleratedIb, encoder::Encoder};
    /// use infoplane_core::bottleneck::{search::Search, source::Source};
    /// let source = Source::from_weights(&[vec![9.0, 1.0], vec![1.0, 9.0]])?;
    /// let of_three = Encoder::from_weights(&vec![vec![1.0]; 3])?;
    /// let refused = AcceleratedIb::new(&source, Beta::new(2.0)?, of_three, &Search::default()).err();
    /// assert_eq!(refused, Some(BottleneckError::Rows { expected: 2, found: 3 }));
    /// # Ok::<(), BottleneckError>(())
    /// ```
    pub fn new(
        source: &'a Source,
        beta: Beta,
        start: Encoder,
        search: &Search,
    ) -> Result<Self, BottleneckError> {
        search.check()?;
        source.check(&start)?;
        Ok(Self::proven(source, beta, &start, search))
    }

    /// Takes what the caller has proven to fit.
    fn proven(source: &'a Source, beta: Beta, start: &Encoder, search: &Search) -> Self {
        let equations = Equations::new(source, beta.get());
        let iteration = Iteration::new(&equations, source, start);
        Self {
            source,
            beta,
            search: *search,
            equations,
            iteration,
            n_steps: 0,
            change: 0.0,
            phase: Phase::Start,
        }
    }

    /// Takes the next step that is kept, if there is one; the state itself is worked out when it is asked for.
    fn advance(&mut self) -> bool {
        while self.phase == Phase::Steps && self.n_steps < self.search.max_steps {
            if self.n_steps.is_multiple_of(STEPS_BETWEEN_LOOKS)
                && let Some(smaller) = self.reduced()
            {
                self.iteration = Iteration::new(&self.equations, self.source, &smaller);
            }
            self.n_steps += 1;
            let step = self.iteration.step(&self.equations, self.search.tolerance);
            if step.is_last {
                self.phase = Phase::LastLook;
            }
            if let Some(change) = step.change {
                self.change = change;
                return true;
            }
        }
        core::mem::replace(&mut self.phase, Phase::End) != Phase::End && self.look()
    }

    /// Leaves out what can go, with one more plain step, so that it is the fixed point of those that are left.
    fn look(&mut self) -> bool {
        let Some(smaller) = self.reduced() else { return false };
        let last = step(self.source, self.beta.get(), &smaller);
        self.iteration = Iteration::new(&self.equations, self.source, &last);
        true
    }

    fn reduced(&self) -> Option<Encoder> {
        reduced(self.source, self.beta.get(), &self.encoder(), self.search.tolerance)
    }

    fn encoder(&self) -> Encoder {
        self.iteration.now.q.encoder()
    }

    /// The last state, without those on the way.
    fn end(mut self) -> State {
        self.phase = Phase::Steps;
        while self.advance() {}
        self.state()
    }

    fn state(&self) -> State {
        State::new::<SelfConsistent>(self.source, self.beta, self.encoder(), self.change)
    }
}

impl Iterator for AcceleratedIb<'_> {
    type Item = State;

    fn next(&mut self) -> Option<State> {
        if self.phase == Phase::Start {
            self.phase = Phase::Steps;
            return Some(self.state());
        }
        self.advance().then(|| self.state())
    }
}

/// The last state of [`AcceleratedIb`].
///
/// # Errors
/// As [`AcceleratedIb::new`].
///
/// ```
/// use infoplane_core::bottleneck::{Beta, accelerated::converge, encoder::Encoder, search::Search, source::Source};
/// // A bit that is copied with one error in ten is worth nothing below β = 1 / 0.8² = 1.5625.
/// let source = Source::from_weights(&[vec![9.0, 1.0], vec![1.0, 9.0]])?;
/// let last = converge(&source, Beta::new(1.5)?, Encoder::identity(&source), &Search::default())?;
/// assert!(last.point.i_xt < 1e-12);
/// # Ok::<(), infoplane_core::bottleneck::BottleneckError>(())
/// ```
pub fn converge(
    source: &Source,
    beta: Beta,
    start: Encoder,
    search: &Search,
) -> Result<State, BottleneckError> {
    Ok(AcceleratedIb::new(source, beta, start, search)?.end())
}

/// [`converge`] for those who have proven that everything fits.
pub(super) fn run(source: &Source, beta: Beta, start: &Encoder, search: &Search) -> State {
    AcceleratedIb::proven(source, beta, start, search).end()
}

/// The iteration between two reductions, with all it writes to.
struct Iteration {
    /// The last encoder, whose L is proven to be no larger than that of the start, and what it means.
    now: Soft,
    meaning: Decoder,
    l: f64,
    /// The logarithms that the next encoder is made of; are they the last one's meaning?
    origin: Table,
    is_plain: bool,
    /// The next encoder, while it is looked at.
    trial: Soft,
    trial_meaning: Decoder,
    roots: Table,
    residual: Table,
    mixing: Mixing,
}

/// What a step came to.
struct Step {
    /// The largest change of any q(t|x); `None` if the extrapolation is not taken.
    change: Option<f64>,
    is_last: bool,
}

impl Iteration {
    fn new(equations: &Equations<'_>, source: &Source, start: &Encoder) -> Self {
        let now = Soft::new(start);
        let mut meaning = Decoder::new(source, start.n_t());
        equations.decode(&now.q, &mut meaning);
        let origin = meaning.ln_q.clone();
        Self {
            trial: now.clone(),
            trial_meaning: meaning.clone(),
            l: f64::INFINITY,
            is_plain: true,
            roots: origin.clone(),
            residual: origin.clone(),
            mixing: Mixing::new(),
            now,
            meaning,
            origin,
        }
    }

    /// One application of the equations. The last one is a plain step that changes nothing by more than the tolerance.
    fn step(&mut self, equations: &Equations<'_>, tolerance: f64) -> Step {
        let l = self.try_origin(equations);
        let limit = self.l + ROUNDING * (1.0 + equations.beta);
        // Not a number if the extrapolation went out of range.
        if !(l <= limit || self.is_plain) {
            self.be_plain();
            return Step { change: None, is_last: false };
        }
        let change = largest_change(&self.now.q, &self.trial.q);
        core::mem::swap(&mut self.now, &mut self.trial);
        core::mem::swap(&mut self.meaning, &mut self.trial_meaning);
        self.l = l;
        let is_small = change <= tolerance;
        let is_last = is_small && self.is_plain;
        if is_small {
            self.be_plain();
        } else {
            let (meaning, residual) = (&self.meaning.ln_q, &self.residual);
            self.is_plain = !self.mixing.extrapolate(meaning, residual, &mut self.origin);
        }
        Step { change: Some(change), is_last }
    }

    /// The trial becomes the encoder of the origin; returns its L.
    fn try_origin(&mut self, equations: &Equations<'_>) -> f64 {
        equations.encode(&self.origin, &mut self.trial);
        equations.decode(&self.trial.q, &mut self.trial_meaning);
        equations.set_roots(&self.trial_meaning, &mut self.roots);
        self.residual.set_difference(&self.trial_meaning.ln_q, &self.origin);
        self.residual.scale(&self.roots);
        equations.value(&self.trial, &self.roots, &self.residual)
    }

    /// The next step is one of the plain iteration.
    fn be_plain(&mut self) {
        self.origin.copy_from(&self.meaning.ln_q);
        self.is_plain = true;
    }
}
