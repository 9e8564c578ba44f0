//! The plan for several workers that share a queue of jobs; no browser in it.
//!
//! Records come before whole runs: they are done in a moment, and somebody watches the run they belong to. The shell tells what happened and carries out the [`Order`]s that come back. Workers are
//! started when there is something to do, and replaced when they die.

use infoplane_worker::protocol::JobId;

/// How often a job that took its worker down is given to another before it counts as lost.
pub const MAX_RETRIES: u32 = 2;

/// How often in a row a worker may die before it is ready until its place stays empty.
const MAX_FAILED_STARTS: u32 = 3;

/// With more records waiting than the first number, those at multiples of the second go first,
/// so that a long trajectory shows its shape early. The last row takes whatever is oldest.
const COARSE_TO_FINE: [(usize, usize); 3] = [(64, 16), (16, 4), (0, 1)];

/// How much of a worker's time a job takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    /// A fraction of a second: one record of a run that a worker beside the pool trains.
    Record,
    /// Seconds to minutes: a whole run.
    Run,
}

/// What the shell must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Order<T> {
    /// Start a worker in this place, instead of any that is there.
    Spawn {
        /// The place.
        worker: usize,
    },
    /// Give this job to the worker in this place.
    Start {
        /// The place.
        worker: usize,
        /// The job's id there.
        job: JobId,
        /// What to compute.
        payload: T,
    },
    /// Tell the worker to forget its job.
    Cancel {
        /// The place.
        worker: usize,
        /// The job's id there.
        job: JobId,
    },
    /// Tell the owner that this will not be computed.
    Lose {
        /// The run that wanted it.
        run: JobId,
        /// Its place in the run.
        index: usize,
    },
}

/// Something to compute for a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket<T> {
    /// The run that wants it; superseded runs are dropped with [`Pool::drop_run`].
    pub run: JobId,
    /// Its place in the run.
    pub index: usize,
    load: Load,
    payload: T,
    deaths: u32,
}

/// Workers and the queue before them.
#[derive(Debug)]
pub struct Pool<T> {
    places: Vec<Place<T>>,
    queue: Vec<Ticket<T>>,
    /// The places from this one on do whole runs only.
    n_for_records: usize,
}

#[derive(Debug)]
struct Place<T> {
    state: State<T>,
    failed_starts: u32,
}

#[derive(Debug)]
enum State<T> {
    Empty,
    Starting,
    Idle,
    Busy(JobId, Ticket<T>),
}

impl<T: Clone> Pool<T> {
    /// A pool of at most `n_workers` workers, none of them started; at most `n_for_records` do [`Load::Record`].
    pub fn new(n_workers: usize, n_for_records: usize) -> Self {
        let place = || Place { state: State::Empty, failed_starts: 0 };
        Self { places: (0..n_workers).map(|_| place()).collect(), queue: Vec::new(), n_for_records }
    }

    /// Number of jobs of a run that wait or are under way.
    pub fn pending(&self, run: JobId) -> usize {
        let waiting = self.queue.iter().filter(|ticket| ticket.run == run).count();
        let busy = |place: &&Place<T>| matches!(&place.state, State::Busy(_, ticket) if ticket.run == run);
        waiting + self.places.iter().filter(busy).count()
    }

    /// Puts a job at the end of the queue.
    pub fn submit(&mut self, run: JobId, index: usize, load: Load, payload: T) -> Vec<Order<T>> {
        self.queue.push(Ticket { run, index, load, payload, deaths: 0 });
        self.dispatch()
    }

    /// The run and the place in it of a job under way; `None` if the job has been dropped.
    pub fn under_way(&self, worker: usize, job: JobId) -> Option<(JobId, usize)> {
        match &self.places[worker].state {
            State::Busy(present, ticket) if *present == job => Some((ticket.run, ticket.index)),
            _ => None,
        }
    }

    /// Forgets every job of a run.
    pub fn drop_run(&mut self, run: JobId) -> Vec<Order<T>> {
        self.queue.retain(|ticket| ticket.run != run);
        let mut orders = Vec::new();
        for (worker, place) in self.places.iter_mut().enumerate() {
            if let State::Busy(job, ticket) = &place.state
                && ticket.run == run
            {
                orders.push(Order::Cancel { worker, job: *job });
                place.state = State::Idle;
            }
        }
        orders.extend(self.dispatch());
        orders
    }

    /// A worker has become ready.
    pub fn ready(&mut self, worker: usize) -> Vec<Order<T>> {
        self.places[worker] = Place { state: State::Idle, failed_starts: 0 };
        self.dispatch()
    }

    /// A worker has come to the end of a job. Returns the ticket, unless the job had been dropped.
    pub fn complete(&mut self, worker: usize, job: JobId) -> (Option<Ticket<T>>, Vec<Order<T>>) {
        let state = &mut self.places[worker].state;
        match std::mem::replace(state, State::Idle) {
            State::Busy(present, ticket) if present == job => (Some(ticket), self.dispatch()),
            other => {
                *state = other;
                (None, Vec::new())
            }
        }
    }

    /// A worker has died. Its job goes to the front of the queue, or is lost.
    pub fn died(&mut self, worker: usize) -> Vec<Order<T>> {
        let mut orders = Vec::new();
        match std::mem::replace(&mut self.places[worker].state, State::Empty) {
            State::Busy(_, Ticket { run, index, deaths: MAX_RETRIES, .. }) => {
                orders.push(Order::Lose { run, index });
            }
            State::Busy(_, ticket) => {
                self.queue.insert(0, Ticket { deaths: ticket.deaths + 1, ..ticket });
            }
            State::Starting => self.places[worker].failed_starts += 1,
            State::Idle | State::Empty => {}
        }
        orders.extend(self.dispatch());
        orders
    }

    /// Gives jobs to idle workers, then starts as many workers as the rest of the queue can use.
    /// With no place left where a worker starts, what waits is lost.
    fn dispatch(&mut self) -> Vec<Order<T>> {
        let mut orders = Vec::new();
        for worker in 0..self.places.len() {
            if matches!(self.places[worker].state, State::Idle)
                && let Some(ticket) = self.next_ticket(worker)
            {
                let job = JobId::fresh();
                orders.push(Order::Start { worker, job, payload: ticket.payload.clone() });
                self.places[worker].state = State::Busy(job, ticket);
            }
        }
        if self.places.iter().all(Place::is_given_up) {
            orders.extend(self.queue.drain(..).map(|Ticket { run, index, .. }| Order::Lose { run, index }));
        }
        for worker in 0..self.places.len() {
            if matches!(self.places[worker].state, State::Empty) && self.is_wanted(worker) {
                self.places[worker].state = State::Starting;
                orders.push(Order::Spawn { worker });
            }
        }
        orders
    }

    /// Whether more waits, of all and of what this place takes, than the workers that are starting will take up.
    fn is_wanted(&self, worker: usize) -> bool {
        let starting = |from: usize| {
            self.places.iter().skip(from).filter(|place| matches!(place.state, State::Starting)).count()
        };
        let runs = self.queue.iter().filter(|ticket| ticket.load == Load::Run).count();
        !self.places[worker].is_given_up()
            && self.queue.len() > starting(0)
            && (self.takes(worker, Load::Record) || runs > starting(self.n_for_records))
    }

    fn takes(&self, worker: usize, load: Load) -> bool {
        load == Load::Run || worker < self.n_for_records
    }

    /// A record if the worker does these, else the oldest run.
    fn next_ticket(&mut self, worker: usize) -> Option<Ticket<T>> {
        let is_record = |ticket: &Ticket<T>| ticket.load == Load::Record && self.takes(worker, ticket.load);
        let waiting = self.queue.iter().filter(|ticket| is_record(ticket)).count();
        let coarsest = COARSE_TO_FINE.iter().filter(|(backlog, _)| waiting > *backlog);
        let record = coarsest.into_iter().find_map(|(_, stride)| {
            let is_next = |ticket: &Ticket<T>| is_record(ticket) && ticket.index.is_multiple_of(*stride);
            self.queue.iter().position(is_next)
        });
        let at = record.or_else(|| self.queue.iter().position(|ticket| ticket.load == Load::Run))?;
        Some(self.queue.remove(at))
    }
}

impl<T> Place<T> {
    const fn is_given_up(&self) -> bool {
        self.failed_starts >= MAX_FAILED_STARTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUN: JobId = JobId(u32::MAX);
    const OTHER: JobId = JobId(u32::MAX - 1);

    /// A pool whose workers are all ready, with `n` jobs submitted before any was.
    fn full(n_workers: usize, n: usize) -> (Pool<usize>, Vec<Order<usize>>) {
        let mut pool = Pool::new(n_workers, n_workers);
        let mut orders: Vec<_> =
            (0..n).flat_map(|index| pool.submit(RUN, index, Load::Record, index)).collect();
        orders.extend((0..n_workers).flat_map(|worker| pool.ready(worker)));
        (pool, orders)
    }

    /// Worker, job and payload of every started job.
    fn started(orders: &[Order<usize>]) -> Vec<(usize, JobId, usize)> {
        let start = |order: &Order<usize>| match order {
            Order::Start { worker, job, payload } => Some((*worker, *job, *payload)),
            _ => None,
        };
        orders.iter().filter_map(start).collect()
    }

    #[test]
    fn workers_are_started_as_there_is_something_to_do() {
        let mut pool = Pool::new(2, 2);
        assert_eq!(pool.submit(RUN, 0, Load::Record, 0), [Order::Spawn { worker: 0 }]);
        assert_eq!(pool.submit(RUN, 1, Load::Record, 1), [Order::Spawn { worker: 1 }]);
        assert_eq!(pool.submit(RUN, 2, Load::Record, 2), []);
        assert_eq!(pool.pending(RUN), 3);
    }

    #[test]
    fn a_free_worker_gets_the_oldest_job() {
        let (mut pool, orders) = full(2, 4);
        let [(0, first, 0), (1, _, 1)] = started(&orders)[..] else { panic!("{orders:?}") };
        let (ticket, orders) = pool.complete(0, first);
        assert_eq!(ticket.map(|ticket| ticket.payload), Some(0));
        assert!(matches!(started(&orders)[..], [(0, _, 2)]));
        assert_eq!(pool.pending(RUN), 3);
    }

    #[test]
    fn a_long_queue_is_done_from_coarse_to_fine() {
        let (mut pool, orders) = full(1, 70);
        let mut job = started(&orders)[0].1;
        let mut done = Vec::new();
        while let (Some(ticket), orders) = pool.complete(0, job) {
            done.push(ticket.payload);
            job = started(&orders).first().map_or(job, |start| start.1);
        }
        assert_eq!(done[..5], [0, 16, 32, 48, 64]);
        assert_eq!(done[5..8], [4, 8, 12]);
        assert_eq!(done.len(), 70);
        done.sort_unstable();
        assert_eq!(done, (0..70).collect::<Vec<_>>());
    }

    #[test]
    fn a_dead_workers_job_is_given_to_another_twice_and_then_lost() {
        let (mut pool, orders) = full(1, 1);
        assert_eq!(started(&orders).len(), 1);
        for _ in 0..MAX_RETRIES {
            assert_eq!(pool.died(0), [Order::Spawn { worker: 0 }]);
            assert_eq!(pool.pending(RUN), 1);
            assert_eq!(started(&pool.ready(0)).len(), 1);
        }
        assert_eq!(pool.died(0), [Order::Lose { run: RUN, index: 0 }]);
        assert_eq!(pool.pending(RUN), 0);
    }

    #[test]
    fn a_deadly_job_does_not_take_the_others_with_it() {
        let (mut pool, _) = full(1, 2);
        for _ in 0..MAX_RETRIES {
            pool.died(0);
            pool.ready(0);
        }
        assert_eq!(pool.died(0), [Order::Lose { run: RUN, index: 0 }, Order::Spawn { worker: 0 }]);
        assert!(matches!(started(&pool.ready(0))[..], [(0, _, 1)]));
    }

    #[test]
    fn when_no_worker_starts_all_jobs_are_lost_at_once() {
        let mut pool = Pool::new(1, 1);
        pool.submit(RUN, 0, Load::Record, 0);
        for _ in 1..MAX_FAILED_STARTS {
            assert_eq!(pool.died(0), [Order::Spawn { worker: 0 }]);
        }
        assert_eq!(pool.died(0), [Order::Lose { run: RUN, index: 0 }]);
        assert_eq!(pool.submit(RUN, 1, Load::Record, 1), [Order::Lose { run: RUN, index: 1 }]);
    }

    #[test]
    fn a_superseded_run_leaves_queue_and_workers() {
        let (mut pool, orders) = full(1, 3);
        pool.submit(OTHER, 0, Load::Record, 7);
        let (_, job, _) = started(&orders)[0];
        let orders = pool.drop_run(RUN);
        assert_eq!(orders[0], Order::Cancel { worker: 0, job });
        assert!(matches!(started(&orders)[..], [(0, _, 7)]));
        assert_eq!((pool.pending(RUN), pool.pending(OTHER)), (0, 1));
    }

    #[test]
    fn the_late_result_of_a_dropped_job_is_nobodys() {
        let (mut pool, orders) = full(1, 1);
        let (_, job, _) = started(&orders)[0];
        pool.drop_run(RUN);
        pool.submit(OTHER, 0, Load::Record, 7);
        assert_eq!(pool.complete(0, job), (None, vec![]));
        assert_eq!(pool.pending(OTHER), 1);
    }

    #[test]
    fn a_place_that_is_kept_for_runs_does_no_record() {
        let mut pool = Pool::new(2, 1);
        assert_eq!(pool.submit(RUN, 0, Load::Record, 0), [Order::Spawn { worker: 0 }]);
        assert_eq!(pool.submit(RUN, 1, Load::Record, 1), []);
        assert_eq!(pool.submit(OTHER, 0, Load::Run, 7), [Order::Spawn { worker: 1 }]);
        assert!(matches!(started(&pool.ready(1))[..], [(1, _, 7)]));
        assert!(matches!(started(&pool.ready(0))[..], [(0, _, 0)]));
    }

    #[test]
    fn records_come_before_runs() {
        let mut pool = Pool::new(1, 1);
        pool.submit(OTHER, 0, Load::Run, 7);
        pool.submit(RUN, 0, Load::Record, 0);
        let [(0, record, 0)] = started(&pool.ready(0))[..] else { panic!() };
        assert_eq!(pool.under_way(0, record), Some((RUN, 0)));
        let (_, orders) = pool.complete(0, record);
        assert!(matches!(started(&orders)[..], [(0, _, 7)]));
        assert_eq!(pool.under_way(0, record), None);
    }
}
