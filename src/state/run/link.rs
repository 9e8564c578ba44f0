//! What connects a [`Conversation`] to a worker, to the page's team and to signals.

mod plane;

use super::board::{Board, set_changed};
use super::conversation::{Command, Conversation, RunStatus};
use super::speed::Speed;
use super::stopwatch::Stopwatch;
use super::survey::Survey;
use crate::reactive::spawn_local;
use crate::reactive::*;
use crate::workers::client::{Client, ClientEvent};
use crate::workers::team;
use core::time::Duration;
use infoplane_core::experiments::layer_information::LayerInformationFrame;
use infoplane_core::experiments::training::{Record, TrainingFrame, TrainingSpec};
use infoplane_worker::protocol::{FromWorker, JobId};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

/// No run waits longer than ten seconds for an epoch.
const SLOWEST: f64 = 0.1;

/// One run's worker, and what is on its way from there to the signals.
pub(super) struct Link {
    board: Board,
    conversation: RefCell<Conversation>,
    client: RefCell<Option<Client>>,
    /// Whether the present worker has ever said that it is ready.
    was_ready: Cell<bool>,
    news: RefCell<News>,
    /// The job whose frames are on the board.
    shown: Cell<Option<JobId>>,
    plane_wanted: Cell<usize>,
    survey: Cell<Survey>,
    /// Estimates of the present job that will not come.
    lost: Cell<usize>,
    speed: Cell<Speed>,
    stopwatch: Cell<Stopwatch>,
    /// The most epochs in a second; 0 for as many as there can be.
    limit: Cell<f64>,
    /// Whether the next tick is on its way.
    is_ticking: Cell<bool>,
}

/// What has arrived since the last animation frame.
#[derive(Default)]
struct News {
    announced: bool,
    frame: Option<(FromWorker, f64)>,
    estimates: Vec<LayerInformationFrame>,
}

impl Link {
    /// Opens the line for this spec.
    pub(super) fn open(board: Board, spec: TrainingSpec) -> Rc<Self> {
        let (conversation, commands) = Conversation::open(spec);
        let link = Rc::new(Self {
            board,
            conversation: RefCell::new(conversation),
            client: RefCell::default(),
            was_ready: Cell::default(),
            news: RefCell::default(),
            shown: Cell::default(),
            plane_wanted: Cell::default(),
            survey: Cell::default(),
            lost: Cell::default(),
            speed: Cell::default(),
            stopwatch: Cell::default(),
            limit: Cell::default(),
            is_ticking: Cell::default(),
        });
        link.follow(commands);
        link.publish();
        link
    }

    /// The spec of the run that is on the board; `None` while that is not the present one.
    pub(super) fn shown_spec(&self) -> Option<Arc<TrainingSpec>> {
        self.is_current().then(|| Arc::clone(self.conversation.borrow().spec()))
    }

    /// Whether the run will stop at this epoch by itself.
    pub(super) fn is_on_its_way_to(&self, epoch: u32) -> bool {
        self.conversation.borrow().goal() == Some(epoch)
    }

    /// Lets the hand act on the conversation.
    pub(super) fn act(self: &Rc<Self>, act: impl FnOnce(&mut Conversation) -> Vec<Command>) {
        let before = self.conversation.borrow().job();
        let commands = act(&mut self.conversation.borrow_mut());
        if self.conversation.borrow().job() != before {
            self.forget_estimates(before);
            self.stopwatch.take();
        }
        self.follow(commands);
        self.publish();
    }

    /// Goes to a recorded epoch of the run that is on the board. Whether it can.
    pub(super) fn go_to(self: &Rc<Self>, epoch: u32) -> bool {
        let mut goes = false;
        if self.is_current() {
            self.do_not_time();
            self.act(|conversation| {
                let commands = conversation.go_to(epoch);
                goes = !commands.is_empty();
                commands
            });
        }
        goes
    }

    /// At most so many epochs in a second; 0 for as many as there can be.
    pub(super) fn set_limit(self: &Rc<Self>, limit: f64) {
        let before = self.limit.replace(limit);
        if before != limit {
            self.do_not_time();
            self.act(|conversation| conversation.limit(limit > 0.0));
        }
        if !self.is_ticking.replace(true) {
            self.tick();
        }
    }

    /// Lets a run with a limit go on, again and again.
    fn tick(self: &Rc<Self>) {
        let limit = self.limit.get();
        self.is_ticking.set(limit > 0.0);
        if limit > 0.0 {
            self.act(Conversation::tick);
            let link = Rc::downgrade(self);
            set_timeout(
                move || with(&link, Self::tick),
                Duration::from_millis((1000.0 / limit.max(SLOWEST)) as u64),
            );
        }
    }

    /// Nothing that has been asked for will come.
    fn forget_estimates(&self, job: JobId) {
        self.news.borrow_mut().estimates.clear();
        self.change(Survey::forget);
        self.lost.set(0);
        team::drop_run(job);
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
            ClientEvent::Ready => self.was_ready.set(true),
            ClientEvent::Message(message @ FromWorker::Frame { .. }) => {
                self.news.borrow_mut().frame = Some((message, now_ms()));
                self.announce();
            }
            ClientEvent::Message(message) => {
                self.conversation.borrow_mut().receive(message);
            }
            ClientEvent::Misunderstood(reason) => self.conversation.borrow_mut().misunderstand(reason),
            ClientEvent::Died { message } => {
                self.conversation.borrow_mut().lose(message);
                self.replace_worker();
            }
        }
        self.publish();
    }

    /// Starts another worker in place of one that died at work. One that died before it was ready is not
    /// replaced until the reader asks: the next would die as well.
    fn replace_worker(self: &Rc<Self>) {
        if self.was_ready.take() {
            let link = Rc::clone(self);
            // Replacing the client drops the handler that is calling here, hence not before it returns.
            spawn_local(async move {
                let commands = link.conversation.borrow_mut().revive();
                link.follow(commands);
            });
        }
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
            self.board.plane.update(|plane| self.change(|survey| survey.place(plane, news.estimates)));
        }
        self.publish();
    }

    fn show(self: &Rc<Self>, mut frame: TrainingFrame, arrived_ms: f64) {
        let job = self.conversation.borrow().job();
        if self.shown.replace(Some(job)) != Some(job) {
            self.clear();
        }
        let last = self.add_records(std::mem::take(&mut frame.records));
        let is_past = last.is_some_and(|last| frame.epoch < last);
        set_changed(self.board.past, is_past.then(|| f64::from(frame.epoch)));
        let mut speed = self.speed.get();
        self.board.samples_per_second.set(speed.observe(frame.samples, arrived_ms));
        self.speed.set(speed);
        self.board.frame.set(Some(Arc::new(frame)));
        self.ask_for_plane();
    }

    /// Puts new records behind those that are there; gives the last epoch of all. A run that has gone back records the
    /// same again on its way.
    fn add_records(&self, records: Vec<Record>) -> Option<u32> {
        let last = |all: &Vec<Arc<Record>>| all.last().map(|record| record.epoch);
        let known = self.board.records.with_untracked(last);
        let mut new =
            records.into_iter().filter(|record| Some(record.epoch) > known).map(Arc::new).peekable();
        if new.peek().is_some() {
            self.board.records.update(|all| all.extend(new));
        }
        self.board.records.with_untracked(last)
    }

    fn clear(&self) {
        self.board.records.set(Vec::new());
        self.board.plane.set(Vec::new());
        self.lost.set(0);
        self.change(Survey::restart);
        self.speed.set(Speed::default());
    }

    /// Tells the signals how things stand now.
    fn publish(&self) {
        let conversation = self.conversation.borrow();
        if *conversation.status() != RunStatus::Running {
            self.speed.set(Speed::default());
            set_changed(self.board.samples_per_second, None);
        }
        let (status, estimates) = (conversation.status().clone(), self.estimates());
        let is_at_work = status == RunStatus::Running || estimates.is_some_and(|e| e.waiting() > 0);
        self.change_stopwatch(|watch| watch.observe(is_at_work, now_ms()));
        let is_done = status == RunStatus::Finished && !is_at_work;
        let seconds = self.stopwatch.get().seconds().filter(|_| is_done);
        set_changed(self.board.seconds, seconds);
        set_changed(self.board.estimates, estimates);
        set_changed(self.board.sought, conversation.sought().map(f64::from));
        set_changed(self.board.status, status);
    }

    /// The run takes another way than from its start to its end.
    pub(super) fn do_not_time(&self) {
        self.change_stopwatch(Stopwatch::give_up);
    }

    fn change_stopwatch(&self, change: impl FnOnce(&mut Stopwatch)) {
        let mut stopwatch = self.stopwatch.get();
        change(&mut stopwatch);
        self.stopwatch.set(stopwatch);
    }

    fn change<T>(&self, change: impl FnOnce(&mut Survey) -> T) -> T {
        let mut survey = self.survey.get();
        let result = change(&mut survey);
        self.survey.set(survey);
        result
    }

    /// Whether the board shows the present job, and not still the one before.
    fn is_current(&self) -> bool {
        self.shown.get() == Some(self.conversation.borrow().job())
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        team::drop_run(self.conversation.borrow().job());
    }
}

fn with(link: &Weak<Link>, act: impl FnOnce(&Rc<Link>)) {
    if let Some(link) = link.upgrade() {
        act(&link);
    }
}

fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
