//! The page's workers for the information plane: one [`Pool`] that all runs of the page share.

use crate::reactive::spawn_local;
use crate::workers::client::{Client, ClientEvent};
use crate::workers::pool::{Order, Pool};
use infoplane_core::experiments::layer_information::{LayerInformationFrame, LayerInformationSpec};
use infoplane_core::experiments::training::{Record, TrainingSpec};
use infoplane_worker::protocol::{FromWorker, JobId, Task, TaskFrame, ToWorker};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// More workers than this help little on the machines of most readers, and each costs its memory.
const MAX_WORKERS: usize = 4;

/// What a run hears about the estimates it asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// One epoch in the plane.
    Estimated(LayerInformationFrame),
    /// This epoch will not be estimated.
    Lost {
        /// The epoch.
        epoch: u32,
    },
}

/// One epoch to be placed in the plane.
#[derive(Clone, Debug)]
struct Estimate {
    training: Arc<TrainingSpec>,
    record: Arc<Record>,
    noise_variance: f64,
}

type Listener = Rc<dyn Fn(Outcome)>;

struct Team {
    pool: Pool<Estimate>,
    clients: Vec<Option<Client>>,
    listeners: Vec<(JobId, Listener)>,
}

thread_local! {
    static TEAM: RefCell<Team> = RefCell::new(Team::new(n_workers()));
}

/// Tells `listener` what becomes of the estimates for `run`, until [`drop_run`].
pub fn listen(run: JobId, listener: impl Fn(Outcome) + 'static) {
    TEAM.with_borrow_mut(|team| {
        team.listeners.retain(|(listening, _)| *listening != run);
        team.listeners.push((run, Rc::new(listener)));
    });
}

/// Asks for the plane at one record, the `index`-th of its run.
pub fn estimate(
    run: JobId,
    index: usize,
    training: &Arc<TrainingSpec>,
    record: &Arc<Record>,
    noise_variance: f64,
) {
    let payload = Estimate { training: Arc::clone(training), record: Arc::clone(record), noise_variance };
    follow(|pool| pool.submit(run, index, payload));
}

/// Forgets everything a run asked for.
pub fn drop_run(run: JobId) {
    TEAM.with_borrow_mut(|team| team.listeners.retain(|(listening, _)| *listening != run));
    follow(|pool| pool.drop_run(run));
}

/// Does what the pool orders; listeners are called when the team is free to be asked again.
fn follow(change: impl FnOnce(&mut Pool<Estimate>) -> Vec<Order<Estimate>>) {
    let lost = TEAM.with_borrow_mut(|team| {
        let orders = change(&mut team.pool);
        team.carry_out(orders)
    });
    for (run, epoch) in lost {
        tell(run, Outcome::Lost { epoch });
    }
}

fn tell(run: JobId, outcome: Outcome) {
    let listening = TEAM.with_borrow(|team| {
        team.listeners
            .iter()
            .find(|(listening, _)| *listening == run)
            .map(|(_, listener)| Rc::clone(listener))
    });
    if let Some(listener) = listening {
        listener(outcome);
    }
}

fn hear(worker: usize, event: ClientEvent) {
    match event {
        ClientEvent::Ready => follow(|pool| pool.ready(worker)),
        ClientEvent::Message(FromWorker::Frame { job, frame: TaskFrame::LayerInformation(frame) }) => {
            complete(worker, job, Some(frame));
        }
        ClientEvent::Message(FromWorker::Failed { job, .. }) => complete(worker, job, None),
        ClientEvent::Message(_) => {}
        // Replacing the client drops the handler that is calling here, hence not before it returns.
        ClientEvent::Misunderstood(_) | ClientEvent::Died { .. } => {
            spawn_local(async move { follow(|pool| pool.died(worker)) });
        }
    }
}

fn complete(worker: usize, job: JobId, frame: Option<LayerInformationFrame>) {
    let mut done = None;
    follow(|pool| {
        let (ticket, orders) = pool.complete(worker, job);
        done = ticket;
        orders
    });
    if let Some(ticket) = done {
        let lost = Outcome::Lost { epoch: ticket.payload.record.epoch };
        tell(ticket.run, frame.map_or(lost, Outcome::Estimated));
    }
}

impl Team {
    fn new(n_workers: usize) -> Self {
        Self {
            pool: Pool::new(n_workers),
            clients: (0..n_workers).map(|_| None).collect(),
            listeners: Vec::new(),
        }
    }

    /// Returns the run and epoch of every lost estimate.
    fn carry_out(&mut self, orders: Vec<Order<Estimate>>) -> Vec<(JobId, u32)> {
        let mut lost = Vec::new();
        let mut orders = std::collections::VecDeque::from(orders);
        while let Some(order) = orders.pop_front() {
            match order {
                Order::Spawn { worker } => match Client::spawn(move |event| hear(worker, event)) {
                    Ok(client) => self.clients[worker] = Some(client),
                    Err(_) => orders.extend(self.pool.died(worker)),
                },
                Order::Start { worker, job, payload } => {
                    let task = Task::LayerInformation(Box::new(payload.spec()));
                    self.say(worker, ToWorker::Start { job, task });
                    self.say(worker, ToWorker::Run { job });
                }
                Order::Cancel { worker, job } => self.say(worker, ToWorker::Cancel { job }),
                Order::Lose { run, payload } => lost.push((run, payload.record.epoch)),
            }
        }
        lost
    }

    fn say(&self, worker: usize, message: ToWorker) {
        if let Some(client) = &self.clients[worker] {
            client.send(message);
        }
    }
}

impl Estimate {
    fn spec(&self) -> LayerInformationSpec {
        LayerInformationSpec {
            training: (*self.training).clone(),
            epoch: self.record.epoch,
            snapshot: self.record.snapshot.clone(),
            noise_variance: self.noise_variance,
        }
    }
}

fn n_workers() -> usize {
    let cores = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
    // One core is left to the page and to the worker that trains.
    (cores as usize).saturating_sub(1).clamp(1, MAX_WORKERS)
}
