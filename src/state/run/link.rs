//! What connects a [`Conversation`] to a worker, to the page's team and to signals.

use super::conversation::{Command, Conversation, RunStatus};
use super::speed::Speed;
use crate::workers::client::{Client, ClientEvent};
use crate::workers::team::{self, Estimate, Outcome};
use infoplane_core::experiments::layer_information::LayerInformationFrame;
use infoplane_core::experiments::training::{Record, TrainingFrame, TrainingSpec};
use infoplane_worker::protocol::{FromWorker, JobId};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

/// One run's worker, and what is on its way from there to the signals.
pub(super) struct Link {
    board: Board,
    conversation: RefCell<Conversation>,
    client: RefCell<Option<Client>>,
    news: RefCell<News>,
    /// The job whose frames are on the board.
    shown: Cell<Option<JobId>>,
    plane_wanted: Cell<usize>,
    /// What the estimates of the plane assume.
    noise_variance: Cell<f64>,
    /// Records for which the plane has been asked, from the first on.
    asked: Cell<usize>,
    speed: Cell<Speed>,
}

/// The signals of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Board {
    pub(super) status: RwSignal<RunStatus>,
    pub(super) frame: RwSignal<Option<Arc<TrainingFrame>>>,
    pub(super) records: RwSignal<Vec<Arc<Record>>>,
    pub(super) plane: RwSignal<Vec<LayerInformationFrame>>,
    pub(super) pending_estimates: RwSignal<usize>,
    pub(super) lost_estimates: RwSignal<usize>,
    pub(super) samples_per_second: RwSignal<Option<f64>>,
}

/// What has arrived since the last animation frame.
#[derive(Default)]
struct News {
    announced: bool,
    frame: Option<(FromWorker, f64)>,
    estimates: Vec<LayerInformationFrame>,
}

impl Board {
    pub(super) fn new() -> Self {
        Self {
            status: RwSignal::new(RunStatus::Idle),
            frame: RwSignal::default(),
            records: RwSignal::default(),
            plane: RwSignal::default(),
            pending_estimates: RwSignal::default(),
            lost_estimates: RwSignal::default(),
            samples_per_second: RwSignal::default(),
        }
    }
}

impl Link {
    /// Opens the line for this spec; estimates of the plane assume noise of this variance.
    pub(super) fn open(board: Board, spec: TrainingSpec, noise_variance: f64) -> Rc<Self> {
        let (conversation, commands) = Conversation::open(spec);
        let link = Rc::new(Self {
            board,
            conversation: RefCell::new(conversation),
            client: RefCell::default(),
            news: RefCell::default(),
            shown: Cell::default(),
            plane_wanted: Cell::default(),
            noise_variance: Cell::new(noise_variance),
            asked: Cell::default(),
            speed: Cell::default(),
        });
        link.follow(commands);
        link
    }

    /// Lets the hand act on the conversation.
    pub(super) fn act(self: &Rc<Self>, act: impl FnOnce(&mut Conversation) -> Vec<Command>) {
        let before = self.conversation.borrow().job();
        let commands = act(&mut self.conversation.borrow_mut());
        if self.conversation.borrow().job() != before {
            self.forget_estimates(before);
        }
        self.follow(commands);
        self.publish();
    }

    fn forget_estimates(&self, job: JobId) {
        self.news.borrow_mut().estimates.clear();
        if self.plane_wanted.get() > 0 {
            team::drop_run(job);
        }
    }

    fn follow(self: &Rc<Self>, commands: Vec<Command>) {
        for command in commands {
            match command {
                Command::Spawn => self.spawn(),
                Command::Send(message) => {
                    if let Some(client) = &*self.client.borrow() {
                        client.send(message);
                    }
                }
            }
        }
    }

    fn spawn(self: &Rc<Self>) {
        let link = Rc::downgrade(self);
        match Client::spawn(move |event| with(&link, |link| link.hear(event))) {
            Ok(client) => *self.client.borrow_mut() = Some(client),
            Err(message) => self.conversation.borrow_mut().lose(message),
        }
    }

    fn hear(self: &Rc<Self>, event: ClientEvent) {
        match event {
            ClientEvent::Ready => {}
            ClientEvent::Message(message @ FromWorker::Frame { .. }) => {
                self.news.borrow_mut().frame = Some((message, now_ms()));
                self.announce();
            }
            ClientEvent::Message(message) => {
                self.conversation.borrow_mut().receive(message);
            }
            ClientEvent::Misunderstood(reason) => self.conversation.borrow_mut().misunderstand(reason),
            ClientEvent::Died { message } => self.conversation.borrow_mut().lose(message),
        }
        self.publish();
    }

    /// Shows the news at the next animation frame.
    fn announce(self: &Rc<Self>) {
        if !std::mem::replace(&mut self.news.borrow_mut().announced, true) {
            let link = Rc::downgrade(self);
            request_animation_frame(move || with(&link, Self::show_news));
        }
    }

    fn show_news(self: &Rc<Self>) {
        let news = self.news.take();
        if let Some((message, arrived_ms)) = news.frame {
            let shown = self.conversation.borrow_mut().receive(message);
            if let Some((frame, taken)) = shown {
                self.show(*frame, arrived_ms);
                self.follow(vec![taken]);
            }
        }
        if !news.estimates.is_empty() && self.is_current() {
            self.board.plane.update(|plane| news.estimates.into_iter().for_each(|frame| place(plane, frame)));
        }
        self.publish();
    }

    fn show(self: &Rc<Self>, mut frame: TrainingFrame, arrived_ms: f64) {
        let job = self.conversation.borrow().job();
        if self.shown.replace(Some(job)) != Some(job) {
            self.clear();
        }
        let records = std::mem::take(&mut frame.records);
        if !records.is_empty() {
            self.board.records.update(|all| all.extend(records.into_iter().map(Arc::new)));
        }
        let mut speed = self.speed.get();
        self.board.samples_per_second.set(speed.observe(frame.samples, arrived_ms));
        self.speed.set(speed);
        self.board.frame.set(Some(Arc::new(frame)));
        self.ask_for_plane();
    }

    fn clear(&self) {
        self.board.records.set(Vec::new());
        self.board.plane.set(Vec::new());
        self.board.lost_estimates.set(0);
        self.asked.set(0);
        self.speed.set(Speed::default());
    }

    /// Tells the signals how things stand now.
    fn publish(&self) {
        let conversation = self.conversation.borrow();
        if *conversation.status() != RunStatus::Running {
            self.speed.set(Speed::default());
            set_changed(self.board.samples_per_second, None);
        }
        let pending = if self.plane_wanted.get() > 0 { team::pending(conversation.job()) } else { 0 };
        set_changed(self.board.pending_estimates, pending);
        set_changed(self.board.status, conversation.status().clone());
    }

    /// Counts who looks at the plane; the first brings the estimates, the last ends them.
    pub(super) fn want_plane(self: &Rc<Self>, wanted: bool) {
        let before = self.plane_wanted.get();
        self.plane_wanted.set(if wanted { before + 1 } else { before.saturating_sub(1) });
        if before == 0 && wanted {
            self.ask_for_plane();
        } else if before == 1 && !wanted {
            team::drop_run(self.conversation.borrow().job());
            self.asked.set(0);
        }
        self.publish();
    }

    /// Estimates the plane anew, under noise of another variance.
    pub(super) fn assume_noise(self: &Rc<Self>, variance: f64) {
        if self.noise_variance.replace(variance) == variance {
            return;
        }
        self.forget_estimates(self.conversation.borrow().job());
        self.board.plane.set(Vec::new());
        self.asked.set(0);
        self.ask_for_plane();
        self.publish();
    }

    /// Asks for the plane at every record for which that has not been done.
    fn ask_for_plane(self: &Rc<Self>) {
        if self.plane_wanted.get() == 0 || !self.is_current() {
            return;
        }
        let (job, training) = {
            let conversation = self.conversation.borrow();
            (conversation.job(), Arc::clone(conversation.spec()))
        };
        let records = self.board.records.read_untracked();
        let asked = self.asked.replace(records.len());
        if asked == 0 {
            let link = Rc::downgrade(self);
            team::listen(job, move |outcome| with(&link, |link| link.hear_outcome(outcome)));
        }
        let plane = self.board.plane.read_untracked();
        for (index, record) in records.iter().enumerate().skip(asked) {
            if plane.binary_search_by_key(&record.epoch, |frame| frame.epoch).is_err() {
                let (training, record) = (Arc::clone(&training), Arc::clone(record));
                let noise_variance = self.noise_variance.get();
                team::estimate(job, index, Estimate { training, record, noise_variance });
            }
        }
    }

    fn hear_outcome(self: &Rc<Self>, outcome: Outcome) {
        match outcome {
            Outcome::Estimated(frame) => {
                self.news.borrow_mut().estimates.push(frame);
                self.announce();
            }
            Outcome::Lost { .. } => self.board.lost_estimates.update(|n| *n += 1),
        }
    }

    /// Whether the board shows the present job, and not still the one before.
    fn is_current(&self) -> bool {
        self.shown.get() == Some(self.conversation.borrow().job())
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.forget_estimates(self.conversation.borrow().job());
    }
}

fn with(link: &Weak<Link>, act: impl FnOnce(&Rc<Link>)) {
    if let Some(link) = link.upgrade() {
        act(&link);
    }
}

/// Puts a frame in its place by epoch, in place of an earlier estimate of the same epoch.
fn place(plane: &mut Vec<LayerInformationFrame>, frame: LayerInformationFrame) {
    match plane.binary_search_by_key(&frame.epoch, |placed| placed.epoch) {
        Ok(at) => plane[at] = frame,
        Err(at) => plane.insert(at, frame),
    }
}

/// Notifies only of a change.
fn set_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|present| *present != value) {
        signal.set(value);
    }
}

fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
