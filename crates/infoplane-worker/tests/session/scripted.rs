//! A scripted job, and a stage for it with a clock of our own.

use infoplane_core::experiments::Progress;
use infoplane_core::experiments::information_plane::{InformationPlaneFrame, InformationPlaneSpec};
use infoplane_core::experiments::layer_information::{
    DEFAULT_NOISE_VARIANCE, LayerInformationFrame, LayerInformationSpec,
};
use infoplane_core::experiments::training::{Evaluation, Record, RunState, TrainingFrame, TrainingSpec};
use infoplane_core::learner::dataset::Source;
use infoplane_core::learner::spec::SpecError;
use infoplane_worker::protocol::{FromWorker, JobId, Task, TaskFrame, ToWorker};
use infoplane_worker::session::{Effect, Session};
use infoplane_worker::work::Work;

pub(super) const SLICES_PER_EPOCH: u32 = 4;
pub(super) const FIRST: JobId = JobId(1);
pub(super) const SECOND: JobId = JobId(2);

/// Counts slices, and records every epoch.
pub(super) struct Scripted {
    task: Task,
    slices: u32,
    end: u32,
    records: Vec<Record>,
}

impl Work for Scripted {
    fn start(task: &Task, asset: Option<&[u8]>) -> Result<Self, SpecError> {
        let spec = training_of(task);
        if spec.batch_size == 0 {
            return Err(no_batch());
        }
        match (task.asset(), asset) {
            (Some(needed), None) => Err(SpecError::MissingAsset(needed)),
            (Some(needed), Some([])) => Err(SpecError::DamagedAsset(needed)),
            _ => Ok(Self {
                task: task.clone(),
                slices: 0,
                end: spec.n_epochs * SLICES_PER_EPOCH,
                records: vec![record(0)],
            }),
        }
    }

    fn step(&mut self) -> Progress {
        assert!(self.slices < self.end, "a finished job is not driven on");
        self.slices += 1;
        if self.slices.is_multiple_of(SLICES_PER_EPOCH) {
            self.records.push(record(self.slices / SLICES_PER_EPOCH));
        }
        if self.slices == self.end { Progress::Finished } else { Progress::Running }
    }

    /// No slice goes beyond an epoch.
    fn step_within_epoch(&mut self) -> Progress {
        self.step()
    }

    /// A slice is an update.
    fn step_update(&mut self) -> Progress {
        self.step()
    }

    fn epoch(&self) -> u32 {
        self.slices / SLICES_PER_EPOCH
    }

    /// The states of even epochs are kept.
    fn rewind(&mut self, epoch: u32) -> Result<u32, SpecError> {
        if epoch > self.slices / SLICES_PER_EPOCH {
            return Err(no_batch());
        }
        self.slices = (epoch - epoch % 2) * SLICES_PER_EPOCH;
        Ok(epoch % 2)
    }

    fn frame(&mut self) -> TaskFrame {
        match self.task {
            Task::Train(_) => TaskFrame::Training(Box::new(TrainingFrame {
                epoch: self.slices / SLICES_PER_EPOCH,
                steps: self.slices.into(),
                samples: 0,
                state: if self.slices == self.end { RunState::Finished } else { RunState::Running },
                floor: None,
                train_floor: None,
                records: std::mem::take(&mut self.records),
                train: record(0).train,
                test: record(0).test,
                regions: None,
                test_probabilities: Vec::new(),
                snapshot: Vec::new(),
                update: None,
            })),
            Task::LayerInformation(_) => TaskFrame::LayerInformation(LayerInformationFrame {
                epoch: 0,
                layers: Vec::new(),
                n_samples: 1,
                h_y: 0.0,
            }),
            Task::InformationPlane(_) => TaskFrame::InformationPlane(InformationPlaneFrame {
                state: if self.slices == self.end { RunState::Finished } else { RunState::Running },
                n_records: self.end as usize,
                n_estimated: self.slices as usize,
                plane: Vec::new(),
            }),
        }
    }
}

pub(super) fn record(epoch: u32) -> Record {
    let evaluation = Evaluation {
        loss: 1.0,
        cross_entropy: 1.0,
        expected_cross_entropy: None,
        kl: None,
        accuracy: 0.5,
        predictive_entropy: 0.5,
        ece: 0.0,
        bottleneck: None,
    };
    Record { epoch, train: evaluation, test: evaluation, layers: Vec::new(), snapshot: Vec::new() }
}

pub(super) fn no_batch() -> SpecError {
    SpecError::OutOfRange { field: "batch".into(), value: 0.0, min: 1.0, max: 1e6 }
}

pub(super) fn training_of(task: &Task) -> &TrainingSpec {
    match task {
        Task::Train(spec) => spec,
        Task::LayerInformation(spec) => &spec.training,
        Task::InformationPlane(spec) => &spec.training,
    }
}

pub(super) fn train(n_epochs: u32) -> Task {
    Task::Train(Box::new(TrainingSpec { n_epochs, ..TrainingSpec::default() }))
}

pub(super) fn train_on(source: Source) -> Task {
    let mut spec = TrainingSpec { n_epochs: 9, ..TrainingSpec::default() };
    spec.data.source = source;
    Task::Train(Box::new(spec))
}

pub(super) fn digits() -> Task {
    train_on(Source::Digits)
}

pub(super) fn plane(n_epochs: u32) -> Task {
    Task::LayerInformation(Box::new(LayerInformationSpec {
        training: TrainingSpec { n_epochs, ..TrainingSpec::default() },
        epoch: 0,
        snapshot: Vec::new(),
        noise_variance: DEFAULT_NOISE_VARIANCE,
    }))
}

pub(super) fn whole_plane(training: TrainingSpec) -> Task {
    Task::InformationPlane(Box::new(InformationPlaneSpec {
        training,
        noise_variance: DEFAULT_NOISE_VARIANCE,
    }))
}

/// A session and its clock.
pub(super) struct Stage {
    pub(super) session: Session<Scripted>,
    pub(super) now_ms: f64,
}

impl Stage {
    /// A stage with a job whose first frame has been sent and taken.
    pub(super) fn with(job: JobId, task: Task) -> Self {
        let mut stage = Self { session: Session::default(), now_ms: 0.0 };
        stage.say(ToWorker::Start { job, task });
        stage.work();
        stage.say(ToWorker::Taken { job });
        stage
    }

    pub(super) fn say(&mut self, message: ToWorker) -> Vec<Effect> {
        self.session.handle(message, self.now_ms)
    }

    /// One slice, after which a millisecond has passed.
    pub(super) fn work(&mut self) -> Vec<Effect> {
        let effects = self.session.slice(self.now_ms);
        self.now_ms += 1.0;
        effects
    }

    pub(super) fn work_until_idle(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        while self.session.is_busy() {
            effects.extend(self.work());
        }
        effects
    }
}

/// Job and slices of every frame among the effects.
pub(super) fn frames(effects: &[Effect]) -> Vec<(JobId, u64)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Send(FromWorker::Frame { job, frame: TaskFrame::Training(frame) }) => {
                Some((*job, frame.steps))
            }
            _ => None,
        })
        .collect()
}

pub(super) fn epochs_recorded(effects: &[Effect]) -> Vec<u32> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Send(FromWorker::Frame { frame: TaskFrame::Training(frame), .. }) => Some(&frame.records),
            _ => None,
        })
        .flatten()
        .map(|record| record.epoch)
        .collect()
}

pub(super) fn last_training_frame(effects: Vec<Effect>) -> Option<TrainingFrame> {
    effects.into_iter().rev().find_map(|effect| match effect {
        Effect::Send(FromWorker::Frame { frame: TaskFrame::Training(frame), .. }) => Some(*frame),
        _ => None,
    })
}
