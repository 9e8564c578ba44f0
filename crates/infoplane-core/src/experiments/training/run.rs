//! The run itself.

use super::{Evaluation, Quantity, Record, Regions, RunState, TrainingFrame, TrainingSpec};
use crate::experiments::evaluation::{evaluate, probabilities};
use crate::experiments::{Experiment, Progress, SpecError};
use crate::learner::dataset::{self, Dataset};
use crate::learner::generator;
use crate::learner::trainer::Trainer;
use crate::math::rng::{Purpose, Stream};

/// Cells per side of the decision regions: more cost transfer and drawing, fewer show steps.
const REGIONS_SIDE: usize = 64;

/// Multiply-adds of one slice: about a millisecond where a core does two to four billion a second.
const SLICE_WORK: usize = 2_500_000;
/// Multiply-adds that one activation and one parameter update cost about as much as.
const UNIT_WORK: usize = 12;
const UPDATE_WORK: usize = 8;
/// A classifier in training.
#[derive(Clone, Debug)]
pub struct Training {
    spec: TrainingSpec,
    data: Dataset,
    floors: [Option<f64>; 2],
    trainer: Trainer<f32>,
    /// The training samples in the order of this epoch, and how many are done.
    order: Vec<usize>,
    position: usize,
    stream: Stream,
    time: Time,
    state: RunState,
    records: Vec<Record>,
    /// The last record: what a diverged run goes back to.
    last_finite: (Time, Record),
}

#[derive(Clone, Copy, Debug, Default)]
struct Time {
    epoch: u32,
    steps: u64,
    samples: u64,
}

impl Experiment for Training {
    type Spec = TrainingSpec;
    type Frame = TrainingFrame;

    fn start(spec: &TrainingSpec, asset: Option<&[u8]>) -> Result<Self, SpecError> {
        spec.validate()?;
        let data = dataset::generate(&spec.data, spec.seed, asset)?;
        let network = spec.first_network()?;
        let batch_size = spec.batch_size.min(data.train.len());
        let mut trainer =
            Trainer::new(network, &spec.optimizer.spec(), &spec.objective, batch_size, spec.seed)?;
        let first = record(0, &mut trainer, &data);
        let mut run = Self {
            spec: spec.clone(),
            floors: [data.floor(&data.train), data.floor(&data.test)],
            order: data.train.clone(),
            position: 0,
            stream: Stream::new(spec.seed, Purpose::Batches),
            time: Time::default(),
            state: RunState::Running,
            records: vec![first.clone()],
            last_finite: (Time::default(), first),
            data,
            trainer,
        };
        run.stream.shuffle(&mut run.order);
        Ok(run)
    }

    /// Some mini-batches, by an estimate of their work; ends early after a record.
    fn step(&mut self) -> Progress {
        let n_records = self.records.len();
        let mut work = 0;
        while self.is_running() && work < SLICE_WORK && self.records.len() == n_records {
            work += self.advance();
        }
        self.progress()
    }

    fn frame(&mut self) -> TrainingFrame {
        let present = record(self.time.epoch, &mut self.trainer, &self.data);
        let is_plane = self.spec.data.is_plane();
        let shown = if is_finite(&present) { (self.time, present) } else { self.last_finite.clone() };
        let (time, Record { train, test, snapshot, .. }) = shown;
        TrainingFrame {
            epoch: time.epoch,
            steps: time.steps,
            samples: time.samples,
            state: self.state,
            floor: self.floors[1],
            train_floor: self.floors[0],
            records: core::mem::take(&mut self.records),
            train,
            test,
            regions: is_plane.then(|| self.regions()),
            test_probabilities: if is_plane { Vec::new() } else { self.test_probabilities() },
            snapshot,
        }
    }
}

impl Training {
    /// Advances to the end of the present epoch, however long that takes.
    pub fn finish_epoch(&mut self) -> Progress {
        let epoch = self.time.epoch;
        while self.is_running() && self.time.epoch == epoch {
            self.advance();
        }
        self.progress()
    }

    /// The data of the run.
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    fn is_running(&self) -> bool {
        self.state == RunState::Running
    }

    fn progress(&self) -> Progress {
        if self.is_running() { Progress::Running } else { Progress::Finished }
    }

    /// Passes the next part of the mini-batch through the network; gives an estimate of the work.
    fn advance(&mut self) -> usize {
        let batch_size = self.spec.batch_size.min(self.order.len());
        let start = self.position - self.position % batch_size;
        let end = (start + batch_size).min(self.order.len());
        let chunk = self.position..end.min(self.position + self.trainer.chunk_size());
        self.position = chunk.end;
        let (data, samples) = (&self.data, &self.order[chunk]);
        self.trainer.accumulate(end - start, |batch| {
            batch.load(samples.iter().map(|sample| (data.input(*sample), data.labels[*sample])));
        });
        let work = samples.len() * self.work_per_sample();
        if self.position < end {
            return work;
        }
        self.finish_batch((end - start) as u64);
        work + UPDATE_WORK * self.n_parameters()
    }

    fn n_parameters(&self) -> usize {
        self.trainer.network().parameters().len()
    }

    fn work_per_sample(&self) -> usize {
        let n_units: usize = self.trainer.network().layers().iter().map(|layer| layer.n_out).sum();
        3 * self.n_parameters() + UNIT_WORK * n_units
    }

    fn finish_batch(&mut self, n_samples: u64) {
        if let Err(quantity) = self.trainer.update() {
            return self.diverge(quantity);
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
        self.stream.shuffle(&mut self.order);
        if self.time.epoch == self.spec.n_epochs {
            self.state = RunState::Finished;
        }
        if self.spec.is_recorded(self.time.epoch) {
            let record = record(self.time.epoch, &mut self.trainer, &self.data);
            if !is_finite(&record) {
                return self.diverge(Quantity::Loss);
            }
            self.last_finite = (self.time, record.clone());
            self.records.push(record);
        }
    }

    /// Goes back to the last record, the last state whose losses are known to be finite.
    fn diverge(&mut self, quantity: Quantity) {
        // At the end of an epoch the update is already counted.
        let step = self.time.steps + u64::from(self.position != 0);
        self.state = RunState::Diverged { step, quantity };
        self.time = self.last_finite.0;
        self.trainer.restore(&self.last_finite.1.snapshot);
    }

    fn regions(&mut self) -> Regions {
        let extent = generator::EXTENT as f32;
        let coordinate = |cell: usize| ((2 * cell + 1) as f32 / REGIONS_SIDE as f32 - 1.0) * extent;
        let cells: Vec<Vec<f32>> = (0..REGIONS_SIDE * REGIONS_SIDE)
            .map(|cell| [coordinate(cell % REGIONS_SIDE), -coordinate(cell / REGIONS_SIDE)])
            .map(|cell| self.data.encode(cell))
            .collect();
        let inputs = cells.iter().map(Vec::as_slice);
        let (network, batch) = self.trainer.evaluated();
        Regions {
            side: REGIONS_SIDE,
            extent,
            n_classes: self.data.n_classes(),
            probabilities: probabilities(network, batch, inputs),
        }
    }

    fn test_probabilities(&mut self) -> Vec<f32> {
        let inputs: Vec<&[f32]> = self.data.test.iter().map(|sample| self.data.input(*sample)).collect();
        let (network, batch) = self.trainer.evaluated();
        probabilities(network, batch, inputs.into_iter())
    }
}

fn record(epoch: u32, trainer: &mut Trainer<f32>, data: &Dataset) -> Record {
    let (network, batch) = trainer.evaluated();
    Record {
        epoch,
        train: evaluate(network, batch, data, &data.train),
        test: evaluate(network, batch, data, &data.test),
        snapshot: network.parameters().to_vec(),
    }
}

fn is_finite(record: &Record) -> bool {
    let finite = |e: &Evaluation| e.cross_entropy.is_finite() && e.predictive_entropy.is_finite();
    finite(&record.train) && finite(&record.test)
}
