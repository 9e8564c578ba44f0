//! The worker's side of the conversation, as a pure state machine.
//!
//! It holds at most one job. The host brings messages ([`Session::handle_bytes`]), fetched files
//! ([`Session::provide`]) and time to work ([`Session::slice`]), and carries out the [`Effect`]s.
//! A task is built in a slice, not on arrival, so that of many tasks sent in a row only the
//! last one costs anything.

use crate::protocol::{FromWorker, JobError, JobId, PROTOCOL_VERSION, Task, ToWorker, decode};
use crate::work::Work;
use infoplane_core::experiments::Progress;
use infoplane_core::learner::spec::{Asset, SpecError};

/// Least time between two frames of a running job. Smaller makes the page redraw more often than
/// its charts allow while it answers the hand; larger makes a run look like a slide show.
pub const FRAME_INTERVAL_MS: f64 = 66.0;

/// What the host must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send this to the page.
    Send(FromWorker),
    /// Fetch this file and call [`Session::provide`].
    Fetch(Asset),
}

/// One job at a time, driven by messages and slices.
#[derive(Debug)]
pub struct Session<W> {
    job: Option<Job<W>>,
    assets: Vec<(Asset, Content)>,
}

#[derive(Debug)]
struct Job<W> {
    id: JobId,
    task: Task,
    /// `None` until the first slice with all files at hand.
    work: Option<W>,
    drive: Drive,
    finished: bool,
    /// Something worth showing has happened since the last frame.
    unsent: bool,
    /// The page has not taken the last frame yet.
    untaken: bool,
    sent_at_ms: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Drive {
    Paused,
    Epochs(u32),
    Update,
    Running,
}

#[derive(Debug)]
enum Content {
    Fetching,
    Loaded(Vec<u8>),
}

impl<W: Work> Default for Session<W> {
    fn default() -> Self {
        Self { job: None, assets: Vec::new() }
    }
}

impl<W: Work> Session<W> {
    /// What the worker says before anything else.
    pub const fn greeting() -> FromWorker {
        FromWorker::Ready { version: PROTOCOL_VERSION }
    }

    /// Whether the next slice has something to do.
    pub fn is_busy(&self) -> bool {
        self.job.as_ref().is_some_and(|job| match job.work {
            None => self.can_be_built(&job.task),
            Some(_) => job.drive != Drive::Paused,
        })
    }

    /// Takes in the bytes of a message; refuses what is not one.
    pub fn handle_bytes(&mut self, bytes: &[u8], now_ms: f64) -> Vec<Effect> {
        match decode(bytes) {
            Ok(message) => self.handle(message, now_ms),
            Err(reason) => vec![Effect::Send(FromWorker::Refused { reason })],
        }
    }

    /// Takes in a message. Messages about a job that is not the present one are late, and ignored.
    pub fn handle(&mut self, message: ToWorker, now_ms: f64) -> Vec<Effect> {
        match message {
            ToWorker::Provide { asset, bytes } => return self.provide(asset, Ok(bytes)),
            ToWorker::Start { job, task } => return self.start(job, task),
            ToWorker::Run { job } => self.with(job, |job| job.drive_on(Drive::Running)),
            ToWorker::Pause { job } => self.with(job, |job| job.drive = Drive::Paused),
            ToWorker::Step { job, n_epochs } => {
                self.with(job, |job| job.drive_on(job.drive.and_epochs(n_epochs)));
            }
            ToWorker::Update { job } => self.with(job, |job| job.drive_on(Drive::Update)),
            ToWorker::Rewind { job, epoch } => {
                if let Err(error) = self.rewind(job, epoch) {
                    return vec![Effect::Send(FromWorker::Failed { job, error: JobError::Spec(error) })];
                }
            }
            ToWorker::Taken { job } => self.with(job, |job| job.untaken = false),
            ToWorker::Cancel { job } => {
                self.job.take_if(|present| present.id == job);
            }
        }
        self.offer_frame(now_ms)
    }

    /// Takes in a file, fetched or the reader's own, or what the network said instead.
    pub fn provide(&mut self, asset: Asset, content: Result<Vec<u8>, String>) -> Vec<Effect> {
        self.assets.retain(|(known, _)| *known != asset);
        match content {
            Ok(bytes) => {
                self.assets.push((asset, Content::Loaded(bytes)));
                Vec::new()
            }
            Err(message) => {
                let waiting = |job: &mut Job<W>| job.work.is_none() && job.task.asset() == Some(asset);
                let failed = self.job.take_if(waiting);
                let error = JobError::Unreachable { asset, message };
                failed
                    .map(|job| Effect::Send(FromWorker::Failed { job: job.id, error }))
                    .into_iter()
                    .collect()
            }
        }
    }

    /// Does one bounded slice of the present job.
    pub fn slice(&mut self, now_ms: f64) -> Vec<Effect> {
        if !self.is_busy() {
            return Vec::new();
        }
        let Some(job) = &mut self.job else { return Vec::new() };
        match &mut job.work {
            Some(work) => {
                let progress = job.drive.advance(work);
                job.finished |= progress == Progress::Finished;
                job.unsent |= job.task.is_live() || job.finished;
            }
            None => match W::start(&job.task, file_of(&self.assets, &job.task)) {
                Ok(work) => {
                    job.work = Some(work);
                    job.unsent = job.task.is_live();
                }
                Err(error) => {
                    let failed = FromWorker::Failed { job: job.id, error: JobError::Spec(error) };
                    self.job = None;
                    return vec![Effect::Send(failed)];
                }
            },
        }
        self.offer_frame(now_ms)
    }

    fn start(&mut self, id: JobId, task: Task) -> Vec<Effect> {
        let is_known = |asset: &Asset| self.assets.iter().any(|(known, _)| known == asset);
        let missing = task.asset().filter(|asset| asset.is_shipped() && !is_known(asset));
        self.job = Some(Job::new(id, task));
        self.assets.extend(missing.map(|asset| (asset, Content::Fetching)));
        missing.map(Effect::Fetch).into_iter().collect()
    }

    fn with(&mut self, id: JobId, change: impl FnOnce(&mut Job<W>)) {
        if let Some(job) = self.job.as_mut().filter(|job| job.id == id) {
            change(job);
        }
    }

    /// Leaves the job as it is if it has not reached the epoch.
    fn rewind(&mut self, id: JobId, epoch: u32) -> Result<(), SpecError> {
        let Some(job) = self.job.as_mut().filter(|job| job.id == id) else { return Ok(()) };
        let Some(work) = &mut job.work else { return Ok(()) };
        job.drive = match work.rewind(epoch)? {
            0 => Drive::Paused,
            n_epochs => Drive::Epochs(n_epochs),
        };
        job.finished = false;
        job.unsent = true;
        Ok(())
    }

    /// Sends the state of the present job if there is news, the page is ready for it, and,
    /// while the job is running, it is time. After the last frame the job is over, but a run stays: it can go back.
    fn offer_frame(&mut self, now_ms: f64) -> Vec<Effect> {
        let Some(job) = &mut self.job else { return Vec::new() };
        let running = job.drive != Drive::Paused && !job.finished;
        let too_soon = running && now_ms - job.sent_at_ms < FRAME_INTERVAL_MS;
        let Some(work) = job.work.as_mut().filter(|_| job.unsent && !job.untaken && !too_soon) else {
            return Vec::new();
        };
        let mut effects = vec![Effect::Send(FromWorker::Frame { job: job.id, frame: work.frame() })];
        job.unsent = false;
        job.untaken = true;
        job.sent_at_ms = now_ms;
        if job.finished {
            effects.push(Effect::Send(FromWorker::Finished { job: job.id }));
            if !job.task.is_live() {
                self.job = None;
            }
        }
        effects
    }

    /// Whether nothing that is on its way has to be waited for. A reader's own samples that have not come before the
    /// task do not come at all: the work says that they are missing.
    fn can_be_built(&self, task: &Task) -> bool {
        !task.asset().is_some_and(Asset::is_shipped) || file_of(&self.assets, task).is_some()
    }
}

impl<W> Job<W> {
    fn new(id: JobId, task: Task) -> Self {
        Self {
            id,
            task,
            work: None,
            drive: Drive::Paused,
            finished: false,
            unsent: false,
            untaken: false,
            sent_at_ms: f64::NEG_INFINITY,
        }
    }

    /// A finished job only waits for its last frame to be taken.
    fn drive_on(&mut self, drive: Drive) {
        if !self.finished {
            self.drive = drive;
        }
    }
}

impl Drive {
    const fn and_epochs(self, more: u32) -> Self {
        match self {
            Self::Epochs(n) => Self::Epochs(n.saturating_add(more)),
            Self::Paused | Self::Update | Self::Running => Self::Epochs(more),
        }
    }

    /// One slice; an epoch may take several.
    fn advance(&mut self, work: &mut impl Work) -> Progress {
        let epoch = work.epoch();
        let progress = match self {
            Self::Paused => Progress::Running,
            Self::Epochs(_) => work.step_within_epoch(),
            Self::Update => work.step_update(),
            Self::Running => work.step(),
        };
        *self = match *self {
            _ if progress == Progress::Finished => Self::Paused,
            Self::Update => Self::Paused,
            Self::Epochs(0..=1) if work.epoch() != epoch => Self::Paused,
            Self::Epochs(n) if work.epoch() != epoch => Self::Epochs(n - 1),
            same => same,
        };
        progress
    }
}

fn file_of<'a>(assets: &'a [(Asset, Content)], task: &Task) -> Option<&'a [u8]> {
    let asset = task.asset()?;
    assets.iter().find_map(|(known, content)| match content {
        Content::Loaded(bytes) if *known == asset => Some(bytes.as_slice()),
        _ => None,
    })
}
