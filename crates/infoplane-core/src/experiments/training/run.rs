//! The run itself: mini-batches and epochs; `look` is what is seen of it, `rewind` the way back.

mod look;
mod rewind;

use super::checkpoints::Checkpoints;
use super::gradients::GradientSums;
use super::past::Past;
use super::problem::{Problem, Samples};
use super::record::{Shown, Time};
use super::state::State;
use super::{Order, Record, RunState, TracedUpdate, TrainingSpec, What};
use crate::experiments::{Progress, SLICE_WORK};
use crate::learner::dataset::Dataset;
use crate::learner::network::Network;
use crate::learner::spec::SpecError;
use crate::learner::trainer::{NonFinite, Trainer};
use crate::math::rng::{Purpose, Stream};
use core::ops::Range;
use look::is_finite;

/// Multiply-adds that one activation and one parameter update cost about as much as.
const UNIT_WORK: usize = 12;
const UPDATE_WORK: usize = 8;

/// A network in training.
#[derive(Clone, Debug)]
pub(in crate::experiments) struct Run<P: Problem> {
    spec: TrainingSpec,
    data: Dataset,
    problem: P,
    /// The network before training.
    first: Network<f32>,
    trainer: Trainer<f32>,
    /// The training samples in the order of this epoch, and how many are done.
    order: Vec<usize>,
    position: usize,
    batch_size: usize,
    stream: Stream,
    time: Time,
    state: RunState,
    /// Of the present epoch, if its end is recorded.
    gradients: GradientSums,
    is_observed: bool,
    records: Vec<Record<P::Evaluation>>,
    /// The update that is taken apart while it is made.
    traced: Option<TracedUpdate>,
    /// The one that was asked for by itself, until it is shown.
    update: Option<TracedUpdate>,
    /// What a diverged run goes back to.
    past: Past,
    /// The network as it was last shown.
    shown: Network<f32>,
    checkpoints: Checkpoints<State>,
    /// The last epoch that has been reached, and the one up to which the run only repeats what is known.
    reached: u32,
    known: u32,
}

impl<P: Problem> Run<P> {
    /// A run before its first update, on data that its spec describes.
    pub(in crate::experiments) fn start(
        spec: &TrainingSpec,
        data: Dataset,
        problem: P,
    ) -> Result<Self, SpecError> {
        let first = spec.first_network_of(problem.n_outputs(&data))?;
        Self::start_from(spec, data, problem, first)
    }

    /// The same from a network that is given.
    pub(in crate::experiments) fn start_from(
        spec: &TrainingSpec,
        data: Dataset,
        problem: P,
        first: Network<f32>,
    ) -> Result<Self, SpecError> {
        let mut run = Self {
            spec: spec.clone(),
            trainer: first_trainer(spec, &data, &first)?,
            order: Vec::new(),
            position: 0,
            batch_size: spec.batch_size,
            stream: spec.seeds().stream(Purpose::Batches),
            time: Time::default(),
            state: RunState::Running,
            gradients: GradientSums::new(first.parameters().len(), first.layers().len()),
            is_observed: false,
            records: Vec::new(),
            traced: None,
            update: None,
            past: Past::new(first.parameters()),
            shown: first.clone(),
            checkpoints: no_checkpoints(&first, &data),
            reached: 0,
            known: 0,
            problem,
            data,
            first,
        };
        run.begin();
        run.past.begin_at(run.time, run.trainer.evaluated().0.parameters());
        let before = run.look();
        run.record(before);
        Ok(run)
    }

    /// Some mini-batches, by an estimate of their work; ends early after a record.
    pub(in crate::experiments) fn step(&mut self) -> Progress {
        self.slice(u32::MAX)
    }

    /// The same, but to the end of the present epoch at most.
    pub(in crate::experiments) fn step_within_epoch(&mut self) -> Progress {
        self.slice(self.time.epoch)
    }

    /// Advances to the end of the present epoch, however long that takes.
    pub(in crate::experiments) fn finish_epoch(&mut self) -> Progress {
        let epoch = self.time.epoch;
        while self.is_running() && self.time.epoch == epoch {
            self.step_within_epoch();
        }
        self.progress()
    }

    /// Advances by exactly one update, and keeps it to be shown.
    pub(in crate::experiments) fn step_update(&mut self) -> Progress {
        if !self.is_running() {
            return self.progress();
        }
        self.finish_begun_batch();
        let steps = self.time.steps;
        let samples = self.order[self.batch()].iter().map(|sample| *sample as u32).collect();
        let before = self.trainer.network().parameters().to_vec();
        self.traced = Some(TracedUpdate::of(samples, before));
        while self.is_running() && self.time.steps == steps {
            self.advance();
        }
        self.update = self.traced.take();
        self.progress()
    }

    /// A mini-batch of which a part has passed is made an update, so that the next one is seen from its beginning.
    fn finish_begun_batch(&mut self) {
        while self.is_running() && self.position != self.batch().start {
            self.advance();
        }
    }

    /// The last update that was made by itself.
    pub(in crate::experiments) fn take_update(&mut self) -> Option<TracedUpdate> {
        self.update.take()
    }

    pub(in crate::experiments) fn epoch(&self) -> u32 {
        self.time.epoch
    }

    pub(in crate::experiments) fn spec(&self) -> &TrainingSpec {
        &self.spec
    }

    pub(in crate::experiments) fn data(&self) -> &Dataset {
        &self.data
    }

    pub(in crate::experiments) fn problem(&self) -> &P {
        &self.problem
    }

    pub(in crate::experiments) fn state(&self) -> RunState {
        self.state
    }

    /// Epoch 0: the samples in their first order.
    fn begin(&mut self) {
        self.time = Time::default();
        self.order = self.data.train.clone();
        self.shuffle();
        self.change();
        self.begin_epoch();
    }

    /// What changes at the present epoch.
    fn change(&mut self) {
        let mut changes = self.spec.changes_at(self.time.epoch).peekable();
        if changes.peek().is_some() {
            for what in changes {
                if let What::Weight { index, value } = what {
                    self.trainer.set_parameter(index, value as f32);
                }
            }
            self.enter_phase();
        }
    }

    /// Learns from here on as the changes up to the present epoch have it.
    fn enter_phase(&mut self) {
        let phase = self.spec.phase(self.time.epoch);
        self.batch_size = phase.batch_size;
        let learned = self.trainer.learn_by(phase.optimizer, phase.l2);
        learned.expect("a spec is checked with its changes before a run of it starts");
    }

    fn shuffle(&mut self) {
        if self.spec.order == Order::Shuffled {
            self.stream.shuffle(&mut self.order);
        }
    }

    fn begin_epoch(&mut self) {
        self.position = 0;
        self.gradients.clear();
        self.is_observed = self.spec.is_recorded(self.time.epoch.saturating_add(1));
    }

    fn is_running(&self) -> bool {
        self.state == RunState::Running
    }

    fn progress(&self) -> Progress {
        if self.is_running() { Progress::Running } else { Progress::Finished }
    }

    /// Mini-batches of the present epoch and of those after it up to `last_epoch`.
    fn slice(&mut self, last_epoch: u32) -> Progress {
        let n_records = self.records.len();
        self.update = None;
        let mut work = 0;
        while self.is_running()
            && self.time.epoch <= last_epoch
            && work < SLICE_WORK
            && self.records.len() == n_records
        {
            work += self.advance();
        }
        self.progress()
    }

    /// Passes the next part of the mini-batch through the network; gives an estimate of the work.
    fn advance(&mut self) -> usize {
        let Range { start, end } = self.batch();
        if self.position == start {
            self.trainer.begin(self.order[start..end].iter().map(|sample| self.data.labels[*sample]));
        }
        let chunk = self.position..end.min(self.position + self.trainer.chunk_size());
        self.position = chunk.end;
        let samples = Samples { data: &self.data, of: &self.order[chunk] };
        self.trainer.accumulate(end - start, |batch| self.problem.load(batch, samples));
        if let Some(update) = &mut self.traced {
            let n_layers = self.first.layers().len();
            update.add_values(self.trainer.evaluated().1, n_layers);
        }
        let work = samples.of.len() * self.work_per_sample();
        if self.position < end {
            return work;
        }
        self.finish_batch((end - start) as u64);
        work + UPDATE_WORK * self.n_parameters()
    }

    /// The places of the present mini-batch in the order of the epoch.
    fn batch(&self) -> Range<usize> {
        let batch_size = self.batch_size.min(self.order.len());
        let start = self.position - self.position % batch_size;
        start..(start + batch_size).min(self.order.len())
    }

    fn n_parameters(&self) -> usize {
        self.trainer.network().parameters().len()
    }

    fn work_per_sample(&self) -> usize {
        let n_units: usize = self.trainer.network().layers().iter().map(|layer| layer.n_out).sum();
        3 * self.n_parameters() + UNIT_WORK * n_units
    }

    fn finish_batch(&mut self, n_samples: u64) {
        if self.is_observed {
            self.gradients.add(self.trainer.network().layers(), self.trainer.gradient());
        }
        let traced = self.traced.as_mut();
        traced.into_iter().for_each(|update| update.gradient = self.trainer.gradient().to_vec());
        match self.trainer.update() {
            Ok(loss) => {
                let parameters = self.trainer.network().parameters();
                self.traced.iter_mut().for_each(|update| update.finish(loss, parameters));
            }
            Err(quantity) => return self.diverge(quantity),
        }
        self.time.steps += 1;
        self.time.samples += n_samples;
        if self.position == self.order.len() {
            self.end_epoch();
        }
    }

    fn end_epoch(&mut self) {
        self.time.epoch += 1;
        self.position = 0;
        self.shuffle();
        self.change();
        self.state = self.state_at_end_of_epoch();
        if self.time.epoch > self.known && self.spec.is_recorded(self.time.epoch) {
            let shown = self.look();
            if !is_finite::<P>(&shown) {
                return self.diverge(NonFinite::Loss);
            }
            self.past.begin_at(self.time, &shown.snapshot);
            self.record(shown);
            self.keep_state();
        } else {
            self.past.add(self.time, self.trainer.evaluated().0.parameters());
        }
        self.reached = self.reached.max(self.time.epoch);
        self.begin_epoch();
    }

    fn state_at_end_of_epoch(&self) -> RunState {
        if self.time.epoch == self.spec.n_epochs { RunState::Finished } else { RunState::Running }
    }

    /// Goes back to the last state whose evaluation is finite.
    fn diverge(&mut self, quantity: NonFinite) {
        // At the end of an epoch the update is already counted.
        let step = self.time.steps + u64::from(self.position != 0);
        self.state = RunState::Diverged { step, quantity };
        self.traced = None;
        let Shown { time, snapshot, .. } = self.last_finite();
        self.time = time;
        self.trainer.restore(&snapshot);
    }
}

/// None yet, and room for as many as their memory holds.
fn no_checkpoints(network: &Network<f32>, data: &Dataset) -> Checkpoints<State> {
    let bytes = State::bytes(network.parameters().len(), data.train.len());
    Checkpoints::new(TrainingSpec::MAX_SNAPSHOT_BYTES, bytes)
}

fn first_trainer(
    spec: &TrainingSpec,
    data: &Dataset,
    first: &Network<f32>,
) -> Result<Trainer<f32>, SpecError> {
    let batch_size = spec.largest_batch().min(data.train.len());
    Trainer::new(first.clone(), &spec.optimizer, &spec.objective, batch_size, spec.seeds())
}
