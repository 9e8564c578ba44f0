//! The page's workers for everything but live training: one [`Pool`] that all runs of the page share.

use crate::reactive::spawn_local;
use crate::workers::client::{Client, ClientEvent};
use crate::workers::pool::{Load, Order, Pool};
use infoplane_worker::protocol::{FromWorker, JobId, Task, TaskFrame, ToWorker};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// As many workers as there are cores do whole runs, but not more than these: each costs its memory.
const MAX_WORKERS: usize = 16;

/// As many do the records of a live run, one less than there are cores: that one trains, and the page needs one as well.
const MAX_FOR_RECORDS: usize = 4;

/// What a run hears about a job it asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// How the job stands, or its result.
    Frame(TaskFrame),
    /// The last frame was its result.
    Finished,
    /// It will not be done.
    Lost,
}

/// Makes the task when a worker is free for it, so that what waits costs no memory.
type Assignment = Rc<dyn Fn() -> Task>;

/// Hears of every job by its place in the run.
type Listener = Rc<dyn Fn(usize, Outcome)>;

struct Team {
    pool: Pool<Assignment>,
    clients: Vec<Option<Client>>,
    listeners: Vec<(JobId, Listener)>,
}

thread_local! {
    static TEAM: RefCell<Team> = RefCell::new(Team::new(n_cores()));
}

/// Tells `listener` what becomes of the jobs of `run`, until [`drop_run`].
pub fn listen(run: JobId, listener: impl Fn(usize, Outcome) + 'static) {
    TEAM.with_borrow_mut(|team| {
        team.listeners.retain(|(listening, _)| *listening != run);
        team.listeners.push((run, Rc::new(listener)));
    });
}

/// Asks for a task, the `index`-th of its run.
pub fn submit(run: JobId, index: usize, load: Load, task: impl Fn() -> Task + 'static) {
    let assignment: Assignment = Rc::new(task);
    follow(|pool| pool.submit(run, index, load, assignment));
}

/// Forgets everything a run asked for.
pub fn drop_run(run: JobId) {
    TEAM.with_borrow_mut(|team| team.listeners.retain(|(listening, _)| *listening != run));
    follow(|pool| pool.drop_run(run));
}

/// Does what the pool orders; listeners are called when the team is free to be asked again.
fn follow(change: impl FnOnce(&mut Pool<Assignment>) -> Vec<Order<Assignment>>) {
    let lost = TEAM.with_borrow_mut(|team| {
        let orders = change(&mut team.pool);
        team.carry_out(orders)
    });
    for (run, index) in lost {
        tell(run, index, Outcome::Lost);
    }
}

fn tell(run: JobId, index: usize, outcome: Outcome) {
    let listening = TEAM.with_borrow(|team| {
        team.listeners
            .iter()
            .find(|(listening, _)| *listening == run)
            .map(|(_, listener)| Rc::clone(listener))
    });
    if let Some(listener) = listening {
        listener(index, outcome);
    }
}

fn hear(worker: usize, event: ClientEvent) {
    match event {
        ClientEvent::Ready => follow(|pool| pool.ready(worker)),
        ClientEvent::Message(FromWorker::Frame { job, frame }) => {
            let wanted = TEAM.with_borrow(|team| {
                team.say(worker, ToWorker::Taken { job });
                team.pool.under_way(worker, job)
            });
            if let Some((run, index)) = wanted {
                tell(run, index, Outcome::Frame(frame));
            }
        }
        ClientEvent::Message(FromWorker::Finished { job }) => complete(worker, job, Outcome::Finished),
        ClientEvent::Message(FromWorker::Failed { job, .. }) => complete(worker, job, Outcome::Lost),
        ClientEvent::Message(_) => {}
        // Replacing the client drops the handler that is calling here, hence not before it returns.
        ClientEvent::Misunderstood(_) | ClientEvent::Died { .. } => {
            spawn_local(async move { follow(|pool| pool.died(worker)) });
        }
    }
}

fn complete(worker: usize, job: JobId, outcome: Outcome) {
    let mut done = None;
    follow(|pool| {
        let (ticket, orders) = pool.complete(worker, job);
        done = ticket;
        orders
    });
    if let Some(ticket) = done {
        tell(ticket.run, ticket.index, outcome);
    }
}

impl Team {
    fn new(n_cores: usize) -> Self {
        let n_workers = n_cores.clamp(1, MAX_WORKERS);
        Self {
            pool: Pool::new(n_workers, n_cores.saturating_sub(1).clamp(1, MAX_FOR_RECORDS)),
            clients: (0..n_workers).map(|_| None).collect(),
            listeners: Vec::new(),
        }
    }

    /// Returns run and index of every lost job.
    fn carry_out(&mut self, orders: Vec<Order<Assignment>>) -> Vec<(JobId, usize)> {
        let mut lost = Vec::new();
        let mut orders = VecDeque::from(orders);
        while let Some(order) = orders.pop_front() {
            match order {
                Order::Spawn { worker } => match Client::spawn(move |event| hear(worker, event)) {
                    Ok(client) => self.clients[worker] = Some(client),
                    Err(_) => orders.extend(self.pool.died(worker)),
                },
                Order::Start { worker, job, payload } => {
                    self.say(worker, ToWorker::Start { job, task: payload() });
                    self.say(worker, ToWorker::Run { job });
                }
                Order::Cancel { worker, job } => self.say(worker, ToWorker::Cancel { job }),
                Order::Lose { run, index } => lost.push((run, index)),
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

fn n_cores() -> usize {
    web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency()) as usize
}
