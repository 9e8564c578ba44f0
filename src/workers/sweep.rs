//! A list of jobs whose results are put in their places as they come; no browser in it.
//!
//! Which worker does what, in which order they are done, and how often one of them had to begin again leave no trace
//! in the results.

/// The jobs of a sweep by their places.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep<R> {
    items: Vec<Item<R>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Item<R> {
    /// Not done; the share of it that is, as far as is known.
    Missing(f64),
    Done(R),
    Lost,
}

impl<R> Sweep<R> {
    /// A sweep over so many jobs, none of which is done.
    pub fn new(n: usize) -> Self {
        Self { items: (0..n).map(|_| Item::Missing(0.0)).collect() }
    }

    /// The job in this place has come so far, from 0 to 1.
    pub fn advance(&mut self, index: usize, share: f64) {
        if let Some(item @ Item::Missing(_)) = self.items.get_mut(index) {
            *item = Item::Missing(share);
        }
    }

    /// The result of the job in this place.
    pub fn place(&mut self, index: usize, result: R) {
        if let Some(item) = self.items.get_mut(index) {
            *item = Item::Done(result);
        }
    }

    /// The job in this place will not be done.
    pub fn lose(&mut self, index: usize) {
        if let Some(item @ Item::Missing(_)) = self.items.get_mut(index) {
            *item = Item::Lost;
        }
    }

    /// The places without a result, to be asked for anew: nothing of them is done.
    pub fn restart(&mut self) -> Vec<usize> {
        let mut missing = Vec::new();
        for (index, item) in self.items.iter_mut().enumerate() {
            if !matches!(item, Item::Done(_)) {
                *item = Item::Missing(0.0);
                missing.push(index);
            }
        }
        missing
    }

    /// The results that are there, in the order of their places.
    pub fn results(&self) -> impl Iterator<Item = &R> {
        self.items.iter().filter_map(|item| match item {
            Item::Done(result) => Some(result),
            _ => None,
        })
    }

    /// Number of jobs that will not be done.
    pub fn n_lost(&self) -> usize {
        self.items.iter().filter(|item| matches!(item, Item::Lost)).count()
    }

    /// Whether nothing is missing any more.
    pub fn is_over(&self) -> bool {
        !self.items.iter().any(|item| matches!(item, Item::Missing(_)))
    }

    /// How much of the whole is done, from 0 to 1.
    pub fn share(&self) -> f64 {
        let done = |item: &Item<R>| if let Item::Missing(share) = item { *share } else { 1.0 };
        self.items.iter().map(done).sum::<f64>() / self.items.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workers::pool::{Load, Order, Pool};
    use infoplane_core::math::rng::Stream;
    use infoplane_worker::protocol::JobId;

    const RUN: JobId = JobId(u32::MAX);
    const N_JOBS: usize = 23;

    /// What a job computes: anything, as long as it says which job it was.
    fn compute(payload: usize) -> f64 {
        (payload as f64 + 0.5).sqrt()
    }

    /// The results when so many workers are done, or die, in an order drawn from a seed.
    fn swept(n_workers: usize, seed: u64, dies: f64) -> Sweep<f64> {
        let mut draws = Stream::new(seed, infoplane_core::math::rng::Purpose::Data);
        let mut sweep = Sweep::new(N_JOBS);
        let mut pool = Pool::new(n_workers, 1);
        let mut busy: Vec<(usize, JobId, usize)> = Vec::new();
        let mut orders: Vec<Order<usize>> =
            (0..N_JOBS).flat_map(|index| pool.submit(RUN, index, Load::Run, index)).collect();
        while !sweep.is_over() {
            while let Some(order) = orders.pop() {
                match order {
                    Order::Spawn { worker } => orders.extend(pool.ready(worker)),
                    Order::Start { worker, job, payload } => busy.push((worker, job, payload)),
                    Order::Lose { index, .. } => sweep.lose(index),
                    Order::Cancel { .. } => unreachable!("nothing is dropped"),
                }
            }
            if busy.is_empty() {
                break;
            }
            let (worker, job, payload) = busy.swap_remove(draws.below(busy.len()));
            let (_, index) = pool.under_way(worker, job).expect("it has been started there");
            sweep.advance(index, draws.uniform());
            if draws.uniform() < dies {
                orders = pool.died(worker);
            } else {
                sweep.place(index, compute(payload));
                orders = pool.complete(worker, job).1;
            }
        }
        sweep
    }

    #[test]
    fn results_do_not_depend_on_the_number_of_workers_nor_on_who_is_done_first() {
        let expected: Vec<f64> = (0..N_JOBS).map(compute).collect();
        for n_workers in [1, 2, 3, 8, 40] {
            for seed in 0..20 {
                let sweep = swept(n_workers, seed, 0.0);
                assert!(sweep.results().eq(&expected), "{n_workers} workers, {seed}");
                assert_eq!((sweep.n_lost(), sweep.share()), (0, 1.0));
            }
        }
    }

    #[test]
    fn the_job_of_a_dead_worker_is_done_by_another_in_its_place() {
        for seed in 0..20 {
            let sweep = swept(3, seed, 0.1);
            assert!(sweep.is_over());
            let expected = (0..N_JOBS).map(compute).filter(|x| sweep.results().any(|found| found == x));
            assert!(sweep.results().copied().eq(expected), "in order, whatever is lost");
            // Three deaths of one job in a row are rare, and no other is lost with it.
            assert!(sweep.n_lost() <= 1 && sweep.results().count() + sweep.n_lost() == N_JOBS);
        }
    }

    #[test]
    fn what_is_missing_can_be_asked_for_again() {
        let mut sweep = Sweep::new(4);
        sweep.place(2, "two");
        sweep.lose(0);
        sweep.advance(1, 0.5);
        assert_eq!((sweep.is_over(), sweep.share()), (false, 0.625));
        assert_eq!(sweep.restart(), [0, 1, 3]);
        assert_eq!((sweep.n_lost(), sweep.share()), (0, 0.25));
        sweep.place(0, "zero");
        assert!(sweep.results().eq(&["zero", "two"]));
    }

    #[test]
    fn a_late_word_about_a_job_that_is_done_changes_nothing() {
        let mut sweep = Sweep::new(1);
        sweep.place(0, 'x');
        sweep.advance(0, 0.1);
        sweep.lose(0);
        assert_eq!((sweep.share(), sweep.n_lost(), sweep.results().count()), (1.0, 0, 1));
    }
}
