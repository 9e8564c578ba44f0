//! The page's side of the conversation about one run, as a pure state machine.
//!
//! The counterpart of [`crate::worker::session::Session`]: the hand and the worker say what
//! happens, and the [`Command`]s that come back are for the browser.

use crate::worker::protocol::{FromWorker, JobError, JobId, ProtocolError, Task, TaskFrame, ToWorker};
use infoplane_core::experiments::training::{Quantity, RunState, TrainingFrame, TrainingSpec};
use std::sync::Arc;

/// How a run stands.
#[derive(Clone, Debug, PartialEq)]
pub enum RunStatus {
    /// Loaded, not yet driven.
    Idle,
    /// Training.
    Running,
    /// Stopped by the reader; can go on.
    Paused,
    /// All epochs done.
    Finished,
    /// A number left the finite ones.
    Diverged {
        /// The update at which it happened, counted from 1.
        step: u64,
        /// What left the finite numbers.
        quantity: Quantity,
        /// Epochs completed before.
        epoch: u32,
    },
    /// The worker died and took the run with it; running again starts a new one.
    Lost {
        /// What the browser says about it.
        message: String,
    },
    /// The run cannot be done as it is.
    Failed(RunError),
}

/// Why a run cannot be done.
#[derive(Clone, Debug, PartialEq)]
pub enum RunError {
    /// The worker refuses the spec, or lacks a file.
    Job(JobError),
    /// Page and worker do not understand each other.
    Protocol(ProtocolError),
}

impl core::fmt::Display for RunError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Job(error) => error.fmt(f),
            Self::Protocol(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for RunError {}

/// What the browser must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Start a worker, instead of any that is there.
    Spawn,
    /// Say this to the worker.
    Send(ToWorker),
}

/// One run, from the page's side.
#[derive(Clone, Debug)]
pub struct Conversation {
    spec: Arc<TrainingSpec>,
    job: JobId,
    status: RunStatus,
    has_worker: bool,
}

impl Conversation {
    /// A run at its first frame, with the commands that bring it there.
    pub fn open(spec: TrainingSpec) -> (Self, Vec<Command>) {
        let status = RunStatus::Idle;
        let mut run = Self { spec: Arc::new(spec), job: JobId::fresh(), status, has_worker: false };
        let commands = run.reset();
        (run, commands)
    }

    /// What is being run.
    pub const fn spec(&self) -> &Arc<TrainingSpec> {
        &self.spec
    }

    /// The present job; another one after every [`load`](Self::load) and [`reset`](Self::reset).
    pub const fn job(&self) -> JobId {
        self.job
    }

    /// How the run stands.
    pub const fn status(&self) -> &RunStatus {
        &self.status
    }

    /// Another spec, from epoch 0; a running run goes on running.
    pub fn load(&mut self, spec: TrainingSpec) -> Vec<Command> {
        let was_running = self.status == RunStatus::Running;
        self.spec = Arc::new(spec);
        let mut commands = self.reset();
        if was_running {
            commands.extend(self.run());
        }
        commands
    }

    /// Goes on; from epoch 0 if the run is over.
    pub fn run(&mut self) -> Vec<Command> {
        let mut commands = match self.status {
            RunStatus::Running => return Vec::new(),
            RunStatus::Idle | RunStatus::Paused => Vec::new(),
            _ => self.reset(),
        };
        self.status = RunStatus::Running;
        commands.push(Command::Send(ToWorker::Run { job: self.job }));
        commands
    }

    /// Stops a running run.
    pub fn pause(&mut self) -> Vec<Command> {
        if self.status != RunStatus::Running {
            return Vec::new();
        }
        self.status = RunStatus::Paused;
        vec![Command::Send(ToWorker::Pause { job: self.job })]
    }

    /// Goes on for one epoch; nothing if the run is over.
    pub fn step_epoch(&mut self) -> Vec<Command> {
        if !matches!(self.status, RunStatus::Idle | RunStatus::Paused | RunStatus::Running) {
            return Vec::new();
        }
        self.status = RunStatus::Paused;
        vec![Command::Send(ToWorker::Step { job: self.job })]
    }

    /// Back to epoch 0 of the same spec, hence to the same weights.
    pub fn reset(&mut self) -> Vec<Command> {
        let mut commands = Vec::new();
        if !self.has_worker {
            self.has_worker = true;
            commands.push(Command::Spawn);
        }
        self.job = JobId::fresh();
        self.status = RunStatus::Idle;
        let task = Task::Train((*self.spec).clone());
        commands.push(Command::Send(ToWorker::Start { job: self.job, task }));
        commands
    }

    /// Takes in what the worker says. Returns the frame to show, and the command that asks for the next.
    pub fn receive(&mut self, message: FromWorker) -> Option<(Box<TrainingFrame>, Command)> {
        match message {
            FromWorker::Frame { job, frame: TaskFrame::Training(frame) } if job == self.job => {
                self.take_state(&frame);
                Some((frame, Command::Send(ToWorker::Taken { job })))
            }
            FromWorker::Failed { job, error } if job == self.job => {
                self.status = RunStatus::Failed(RunError::Job(error));
                None
            }
            _ => None,
        }
    }

    /// The worker is gone. What has been shown stays.
    pub fn lose(&mut self, message: String) {
        self.has_worker = false;
        self.status = RunStatus::Lost { message };
    }

    /// The worker does not understand, and has been sent away.
    pub fn misunderstand(&mut self, reason: ProtocolError) {
        self.has_worker = false;
        self.status = RunStatus::Failed(RunError::Protocol(reason));
    }

    fn take_state(&mut self, frame: &TrainingFrame) {
        match frame.state {
            RunState::Running => {}
            RunState::Finished => self.status = RunStatus::Finished,
            RunState::Diverged { step, quantity } => {
                self.status = RunStatus::Diverged { step, quantity, epoch: frame.epoch };
            }
        }
    }
}
