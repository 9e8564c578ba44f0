//! The page's side of the conversation about one run, as a pure state machine.
//!
//! The counterpart of [`infoplane_worker::session::Session`]: the hand and the worker say what
//! happens, and the [`Command`]s that come back are for the browser.

use infoplane_core::experiments::training::{RunState, TrainingFrame, TrainingSpec};
use infoplane_core::learner::spec::SpecError;
use infoplane_core::learner::trainer::NonFinite;
use infoplane_worker::protocol::{FromWorker, JobError, JobId, ProtocolError, Task, TaskFrame, ToWorker};
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
        quantity: NonFinite,
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

/// What a reader can do about a [`RunError`].
#[derive(Clone, Debug, PartialEq)]
pub enum Remedy<'a> {
    /// Bring a setting back into its range.
    Range {
        /// The setting, as links name it.
        field: &'a str,
        /// Its value.
        value: f64,
        /// The smallest allowed value.
        min: f64,
        /// The largest allowed value.
        max: f64,
    },
    /// See to it that this file can be fetched.
    File(&'static str),
    /// Load the page anew.
    Reload,
}

impl RunError {
    /// What a reader can do about it.
    pub fn remedy(&self) -> Remedy<'_> {
        match self {
            Self::Job(error) => Remedy::of(error),
            Self::Protocol(_) => Remedy::Reload,
        }
    }
}

impl<'a> Remedy<'a> {
    /// What a reader can do about a job that is not done.
    pub fn of(error: &'a JobError) -> Self {
        match error {
            JobError::Spec(SpecError::OutOfRange { field, value, min, max }) => {
                Self::Range { field, value: *value, min: *min, max: *max }
            }
            JobError::Unreachable { asset, .. }
            | JobError::Spec(SpecError::MissingAsset(asset) | SpecError::DamagedAsset(asset)) => {
                Self::File(asset.path())
            }
            JobError::Spec(_) => Self::Reload,
        }
    }
}

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
    /// The epoch that the worker has been asked to go to, until its frame comes.
    sought: Option<u32>,
    /// The epoch at which the run is to stop by itself.
    until: Option<u32>,
    /// Whether a running run waits for [`Conversation::tick`] before each epoch.
    is_limited: bool,
    /// The epoch that was shown last, and the one at which the next was asked for, until that has come.
    shown: u32,
    asked_at: Option<u32>,
    has_worker: bool,
}

impl Conversation {
    /// A run at its first frame, with the commands that bring it there.
    pub fn open(spec: TrainingSpec) -> (Self, Vec<Command>) {
        let status = RunStatus::Idle;
        let mut run = Self {
            spec: Arc::new(spec),
            job: JobId::fresh(),
            status,
            sought: None,
            until: None,
            is_limited: false,
            shown: 0,
            asked_at: None,
            has_worker: false,
        };
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

    /// The epoch that is on its way to be shown.
    pub const fn sought(&self) -> Option<u32> {
        self.sought
    }

    /// The epoch at which the run will stop by itself.
    pub fn goal(&self) -> Option<u32> {
        self.sought.or(self.until)
    }

    /// Another spec, from epoch 0; a running run goes on running.
    pub fn load(&mut self, spec: TrainingSpec) -> Vec<Command> {
        let was_running = self.status == RunStatus::Running && self.until.is_none();
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
            RunStatus::Running if self.until.is_none() => return Vec::new(),
            RunStatus::Running => Vec::new(),
            RunStatus::Idle | RunStatus::Paused => Vec::new(),
            _ => self.reset(),
        };
        self.status = RunStatus::Running;
        let was_on_its_way = self.until.is_some();
        (self.sought, self.until) = (None, None);
        if !self.is_limited {
            commands.push(Command::Send(ToWorker::Run { job: self.job }));
        } else if was_on_its_way {
            // From here on at every tick.
            commands.push(Command::Send(ToWorker::Pause { job: self.job }));
        }
        commands
    }

    /// From epoch 0 to another one, where it pauses.
    pub fn run_to(&mut self, epoch: u32) -> Vec<Command> {
        let mut commands = self.reset();
        self.status = RunStatus::Running;
        self.until = Some(epoch);
        commands.push(Command::Send(ToWorker::Step { job: self.job, n_epochs: epoch }));
        commands
    }

    /// From now on a running run goes one epoch at a time, when it is told to; or as fast as it can.
    pub fn limit(&mut self, is_limited: bool) -> Vec<Command> {
        let is_freed = self.is_limited && !is_limited;
        self.is_limited = is_limited;
        let goes_on = is_freed && self.status == RunStatus::Running && self.until.is_none();
        goes_on.then_some(Command::Send(ToWorker::Run { job: self.job })).into_iter().collect()
    }

    /// The next epoch of a run with a limit, unless the one before is still awaited.
    pub fn tick(&mut self) -> Vec<Command> {
        let goes_on = self.is_limited && self.status == RunStatus::Running && self.until.is_none();
        if !goes_on || self.asked_at.is_some() {
            return Vec::new();
        }
        self.asked_at = Some(self.shown);
        vec![Command::Send(ToWorker::Step { job: self.job, n_epochs: 1 })]
    }

    /// Stops a running run.
    pub fn pause(&mut self) -> Vec<Command> {
        if self.status != RunStatus::Running {
            return Vec::new();
        }
        self.status = RunStatus::Paused;
        self.until = None;
        self.asked_at = None;
        vec![Command::Send(ToWorker::Pause { job: self.job })]
    }

    /// Goes to an epoch that has been recorded, and stays there; from one at the end the run is over as before. Of many
    /// in a row only the last takes the worker time: it ends the one before, and one frame at a time is on its way.
    pub fn go_to(&mut self, epoch: u32) -> Vec<Command> {
        if matches!(self.status, RunStatus::Lost { .. } | RunStatus::Failed(_)) {
            return Vec::new();
        }
        self.status = RunStatus::Paused;
        (self.sought, self.until, self.asked_at) = (Some(epoch), None, None);
        vec![Command::Send(ToWorker::Rewind { job: self.job, epoch })]
    }

    /// Goes on for one epoch; nothing if the run is over.
    pub fn step_epoch(&mut self) -> Vec<Command> {
        self.step(ToWorker::Step { job: self.job, n_epochs: 1 })
    }

    /// Goes on for one update; nothing if the run is over.
    pub fn step_update(&mut self) -> Vec<Command> {
        self.step(ToWorker::Update { job: self.job })
    }

    fn step(&mut self, step: ToWorker) -> Vec<Command> {
        if !matches!(self.status, RunStatus::Idle | RunStatus::Paused | RunStatus::Running) {
            return Vec::new();
        }
        self.status = RunStatus::Paused;
        (self.sought, self.until, self.asked_at) = (None, None, None);
        vec![Command::Send(step)]
    }

    /// Back to epoch 0 of the same spec, hence to the same weights.
    pub fn reset(&mut self) -> Vec<Command> {
        let mut commands = Vec::new();
        if !self.has_worker {
            self.has_worker = true;
            commands.push(Command::Spawn);
        }
        self.job = JobId::fresh();
        (self.shown, self.asked_at) = (0, None);
        self.status = RunStatus::Idle;
        (self.sought, self.until) = (None, None);
        let task = Task::Train(Box::new((*self.spec).clone()));
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
        self.sought = None;
        self.status = RunStatus::Lost { message };
    }

    /// A worker in place of the one that is gone; it waits until the run is started again.
    pub fn revive(&mut self) -> Vec<Command> {
        if self.has_worker {
            return Vec::new();
        }
        self.has_worker = true;
        vec![Command::Spawn]
    }

    /// The worker does not understand, and has been sent away.
    pub fn misunderstand(&mut self, reason: ProtocolError) {
        self.has_worker = false;
        self.status = RunStatus::Failed(RunError::Protocol(reason));
    }

    fn take_state(&mut self, frame: &TrainingFrame) {
        self.shown = frame.epoch;
        // The frame of an epoch that was gone back to may come after the next was asked for.
        self.asked_at.take_if(|asked| *asked != frame.epoch);
        self.sought.take_if(|epoch| *epoch == frame.epoch);
        let is_there = self.until.take_if(|epoch| *epoch <= frame.epoch).is_some();
        match frame.state {
            RunState::Running if is_there => self.status = RunStatus::Paused,
            // The last frame of a run that was over, sent before it went back, may come after it was asked to.
            RunState::Running if matches!(self.status, RunStatus::Finished | RunStatus::Diverged { .. }) => {
                self.status = RunStatus::Paused;
            }
            RunState::Running => {}
            RunState::Finished => self.status = RunStatus::Finished,
            RunState::Diverged { step, quantity } => {
                self.status = RunStatus::Diverged { step, quantity, epoch: frame.epoch };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use infoplane_core::experiments::training::Evaluation;

    #[test]
    fn a_worker_that_died_is_replaced_once_and_the_run_stays_lost() {
        let mut run = opened();
        run.lose("gone".into());
        assert_eq!(run.revive(), [Command::Spawn]);
        assert_eq!(run.revive(), []);
        assert_eq!(*run.status(), RunStatus::Lost { message: "gone".into() });
        let again = run.run();
        assert!(!again.contains(&Command::Spawn), "{again:?}");
    }

    fn opened() -> Conversation {
        Conversation::open(TrainingSpec::default()).0
    }

    fn running() -> Conversation {
        let mut run = opened();
        run.run();
        run
    }

    fn start_of(run: &Conversation) -> Command {
        let task = Task::Train(Box::new((**run.spec()).clone()));
        Command::Send(ToWorker::Start { job: run.job(), task })
    }

    fn frame(job: JobId, state: RunState) -> FromWorker {
        frame_at(3, job, state)
    }

    fn frame_at(epoch: u32, job: JobId, state: RunState) -> FromWorker {
        let nothing = Evaluation {
            loss: 0.0,
            cross_entropy: 0.0,
            expected_cross_entropy: None,
            kl: None,
            accuracy: 0.0,
            predictive_entropy: 0.0,
            ece: 0.0,
            bottleneck: None,
        };
        let frame = TrainingFrame {
            epoch,
            steps: 40,
            samples: 0,
            state,
            floor: None,
            train_floor: None,
            records: Vec::new(),
            train: nothing,
            test: nothing,
            regions: None,
            test_probabilities: Vec::new(),
            snapshot: Vec::new(),
            update: None,
        };
        FromWorker::Frame { job, frame: TaskFrame::Training(Box::new(frame)) }
    }

    #[test]
    fn a_run_to_an_epoch_pauses_there_and_goes_on_when_asked() {
        let mut run = opened();
        run.run_to(3);
        let job = run.job();
        assert_eq!(*run.status(), RunStatus::Running);
        run.receive(frame(job, RunState::Running));
        assert_eq!(*run.status(), RunStatus::Paused);
        assert_eq!(run.run(), [Command::Send(ToWorker::Run { job })]);
        // On its way to a later epoch it can be told to go to the end, or to stop.
        run.run_to(4);
        let job = run.job();
        assert_eq!(run.run(), [Command::Send(ToWorker::Run { job })]);
        run.receive(frame(job, RunState::Running));
        assert_eq!(*run.status(), RunStatus::Running);
        run.run_to(4);
        run.pause();
        assert_eq!(*run.status(), RunStatus::Paused);
    }

    #[test]
    fn a_run_with_a_limit_goes_on_after_a_look_at_another_epoch() {
        let mut run = opened();
        run.limit(true);
        run.run();
        let job = run.job();
        let step = [Command::Send(ToWorker::Step { job, n_epochs: 1 })];
        run.receive(frame(job, RunState::Running));
        assert_eq!(run.tick(), step);
        run.go_to(3);
        run.receive(frame(job, RunState::Running));
        run.run();
        assert_eq!(run.tick(), step);
        // The next epoch is asked for before the frame of the one that was gone back to has come.
        run.go_to(1);
        run.run();
        assert_eq!(run.tick(), step);
        run.receive(frame_at(1, job, RunState::Running));
        run.receive(frame_at(2, job, RunState::Running));
        assert_eq!(run.tick(), step);
    }

    #[test]
    fn a_run_with_a_limit_goes_on_at_every_tick_that_finds_it_waiting() {
        let mut run = opened();
        assert_eq!(run.limit(true), []);
        assert_eq!(run.tick(), []);
        assert_eq!(run.run(), []);
        let job = run.job();
        let step = Command::Send(ToWorker::Step { job, n_epochs: 1 });
        assert_eq!((run.tick(), run.tick()), (vec![step.clone()], vec![]));
        run.receive(frame(job, RunState::Running));
        assert_eq!(run.tick().as_slice(), std::slice::from_ref(&step));
        // A frame from the middle of the epoch asks for no other; a pause forgets that one was asked for.
        run.receive(frame(job, RunState::Running));
        assert_eq!(run.tick(), []);
        run.pause();
        assert_eq!(run.run(), []);
        assert_eq!(run.tick(), [step]);
        assert_eq!(run.limit(false), [Command::Send(ToWorker::Run { job })]);
        assert_eq!(run.tick(), []);
    }

    #[test]
    fn one_update_pauses_a_run() {
        let mut run = running();
        let job = run.job();
        assert_eq!(run.step_update(), [Command::Send(ToWorker::Update { job })]);
        assert_eq!(*run.status(), RunStatus::Paused);
        run.receive(frame(job, RunState::Finished));
        assert_eq!(run.step_update(), []);
    }

    #[test]
    fn opening_starts_a_worker_and_shows_epoch_0() {
        let (run, commands) = Conversation::open(TrainingSpec::default());
        assert_eq!(commands, [Command::Spawn, start_of(&run)]);
        assert_eq!(*run.status(), RunStatus::Idle);
    }

    #[test]
    fn run_pause_and_step_follow_the_hand() {
        let mut run = opened();
        let job = run.job();
        assert_eq!(run.pause(), []);
        assert_eq!(run.run(), [Command::Send(ToWorker::Run { job })]);
        assert_eq!(run.run(), []);
        assert_eq!(run.pause(), [Command::Send(ToWorker::Pause { job })]);
        assert_eq!(*run.status(), RunStatus::Paused);
        assert_eq!(run.step_epoch(), [Command::Send(ToWorker::Step { job, n_epochs: 1 })]);
        assert_eq!(*run.status(), RunStatus::Paused);
    }

    #[test]
    fn a_frame_is_shown_and_the_next_asked_for() {
        let mut run = running();
        let shown = run.receive(frame(run.job(), RunState::Running));
        let taken = Command::Send(ToWorker::Taken { job: run.job() });
        assert_eq!(shown.map(|(frame, next)| (frame.epoch, next)), Some((3, taken)));
        assert_eq!(*run.status(), RunStatus::Running);
    }

    #[test]
    fn a_frame_of_an_old_job_is_not_shown_and_changes_nothing() {
        let mut run = running();
        let old = run.job();
        run.reset();
        assert_eq!(run.receive(frame(old, RunState::Finished)), None);
        assert_eq!(*run.status(), RunStatus::Idle);
    }

    #[test]
    fn a_run_ends_by_finishing_and_can_be_run_again_from_epoch_0() {
        let mut run = running();
        let first = run.job();
        run.receive(frame(first, RunState::Finished));
        assert_eq!(*run.status(), RunStatus::Finished);
        assert_eq!(run.step_epoch(), []);
        let commands = run.run();
        assert_ne!(run.job(), first);
        assert_eq!(commands, [start_of(&run), Command::Send(ToWorker::Run { job: run.job() })]);
    }

    #[test]
    fn divergence_is_a_state_that_says_where() {
        let mut run = running();
        let quantity = NonFinite::Loss;
        run.receive(frame(run.job(), RunState::Diverged { step: 41, quantity }));
        assert_eq!(*run.status(), RunStatus::Diverged { step: 41, quantity, epoch: 3 });
    }

    #[test]
    fn a_run_goes_to_an_epoch_and_on_from_there() {
        let mut run = running();
        let job = run.job();
        run.receive(frame(job, RunState::Finished));
        assert_eq!(run.go_to(2), [Command::Send(ToWorker::Rewind { job, epoch: 2 })]);
        assert_eq!(run.go_to(3), [Command::Send(ToWorker::Rewind { job, epoch: 3 })]);
        assert_eq!((run.status(), run.sought()), (&RunStatus::Paused, Some(3)));
        run.receive(frame(job, RunState::Running));
        assert_eq!((run.status(), run.sought()), (&RunStatus::Paused, None));
        assert_eq!(run.run(), [Command::Send(ToWorker::Run { job })]);
    }

    #[test]
    fn a_last_frame_that_comes_late_does_not_end_a_run_that_went_back() {
        let mut run = running();
        run.go_to(3);
        run.receive(frame(run.job(), RunState::Finished));
        assert_eq!(*run.status(), RunStatus::Finished);
        run.receive(frame(run.job(), RunState::Running));
        assert_eq!(*run.status(), RunStatus::Paused);
    }

    #[test]
    fn where_there_is_no_run_there_is_no_way_back() {
        let mut run = running();
        run.lose("gone".into());
        assert_eq!((run.go_to(3), run.sought()), (vec![], None));
    }

    #[test]
    fn another_spec_goes_on_running_and_a_reset_stops() {
        let mut run = running();
        let spec = TrainingSpec { seed: 2, ..TrainingSpec::default() };
        let commands = run.load(spec.clone());
        assert_eq!(commands, [start_of(&run), Command::Send(ToWorker::Run { job: run.job() })]);
        assert_eq!((&**run.spec(), run.status()), (&spec, &RunStatus::Running));
        assert_eq!(run.reset(), [start_of(&run)]);
        assert_eq!(*run.status(), RunStatus::Idle);
    }

    #[test]
    fn a_dead_worker_is_replaced_when_the_run_is_run_again_and_not_before() {
        let mut run = running();
        run.lose("unreachable".into());
        assert_eq!(*run.status(), RunStatus::Lost { message: "unreachable".into() });
        assert_eq!((run.pause(), run.step_epoch()), (vec![], vec![]));
        let commands = run.run();
        let go = Command::Send(ToWorker::Run { job: run.job() });
        assert_eq!(commands, [Command::Spawn, start_of(&run), go]);
        assert_eq!(*run.status(), RunStatus::Running);
    }

    #[test]
    fn a_refused_spec_is_shown_and_left_by_loading_another() {
        let mut run = running();
        let error =
            JobError::Spec(SpecError::OutOfRange { field: "batch".into(), value: 0.0, min: 1.0, max: 9.0 });
        run.receive(FromWorker::Failed { job: run.job(), error: error.clone() });
        assert_eq!(*run.status(), RunStatus::Failed(RunError::Job(error)));
        assert_eq!(run.load(TrainingSpec { seed: 5, ..TrainingSpec::default() }), [start_of(&run)]);
        assert_eq!(*run.status(), RunStatus::Idle);
    }

    #[test]
    fn a_worker_of_another_version_fails_the_run_in_words() {
        let mut run = opened();
        run.misunderstand(ProtocolError::VersionMismatch { page: 1, worker: 2 });
        let RunStatus::Failed(error) = run.status() else { panic!("{:?}", run.status()) };
        assert_eq!(error.to_string(), "worker of another version: 2, the page has 1");
    }
}
