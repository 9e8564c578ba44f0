//! The same run with several seeds, each by one worker of the page's team, as signals.

use crate::reactive::*;
use crate::state::training::{MAX_SEED, TrainingSettings};
use crate::workers::pool::Load;
use crate::workers::samples::{self, Samples};
use crate::workers::sweep::Sweep;
use crate::workers::team::{self, Outcome};
use infoplane_core::experiments::information_plane::InformationPlaneSpec;
use infoplane_core::experiments::layer_information::LayerInformationFrame;
use infoplane_core::experiments::sweep;
use infoplane_core::experiments::training::{RunState, TrainingSpec};
use infoplane_worker::protocol::{JobId, Task, TaskFrame};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

/// What all of them have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The run with the first of the seeds; the others count on from it.
    pub training: TrainingSpec,
    /// The reader's own samples, if the run is on them.
    pub own: Samples,
    /// Variance of the noise that the KDE bounds assume.
    pub noise_variance: f64,
    /// How many seeds.
    pub n_seeds: usize,
}

/// The run of one seed.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedRun {
    /// The seed.
    pub seed: u64,
    /// Finished or diverged.
    pub state: RunState,
    /// Its way through the plane, up to where it diverged if it did.
    pub plane: Vec<LayerInformationFrame>,
}

/// How the sweep stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// Whether workers are at it.
    pub is_running: bool,
    /// Seeds whose run is over.
    pub done: usize,
    /// Those of them that diverged.
    pub diverged: usize,
    /// Seeds whose run was lost, because its workers died or refused it.
    pub lost: usize,
    /// How much of the whole is done, from 0 to 1.
    pub share: f64,
}

/// A handle to one sweep. Its two signals only tell of changes: one of every type of content would be 3 KB each.
#[derive(Clone, Copy, Debug)]
pub struct Seeds {
    advanced: RwSignal<()>,
    placed: RwSignal<()>,
    desk: StoredValue<Rc<Desk>, LocalStorage>,
}

/// Where the results are put in order.
struct Desk {
    request: RefCell<Request>,
    specs: RefCell<Vec<InformationPlaneSpec>>,
    sweep: RefCell<Sweep<Arc<SeedRun>>>,
    /// The name of the jobs under way; every start and every stop makes another.
    job: Cell<JobId>,
    is_running: Cell<bool>,
    /// Something has happened.
    advanced: RwSignal<()>,
    /// There are other results.
    placed: RwSignal<()>,
}

impl Request {
    /// What the settings ask for, with the run `of` them.
    pub fn of(settings: &TrainingSettings, of: fn(&TrainingSettings) -> TrainingSpec) -> Self {
        let TrainingSettings { noise_variance, n_seeds, .. } = *settings;
        Self { training: of(settings), own: settings.own_samples(), noise_variance, n_seeds }
    }

    /// The runs, one seed after the other; after the largest comes 0.
    pub fn specs(&self) -> Vec<InformationPlaneSpec> {
        let seeds = (0..self.n_seeds as u64).map(|i| (self.training.seed + i) % (MAX_SEED + 1));
        let noise_variance = self.noise_variance;
        let run = |training| InformationPlaneSpec { training, noise_variance };
        sweep::seeds(&self.training, seeds).into_iter().map(run).collect()
    }
}

impl Seeds {
    /// The sweep of whatever `request` is at present; another request forgets all results.
    pub fn following(request: impl Fn() -> Request + 'static) -> Self {
        let desk = Desk::new(untrack(&request));
        let (advanced, placed) = (desk.advanced, desk.placed);
        let seeds = Self { advanced, placed, desk: StoredValue::new_local(Rc::new(desk)) };
        effect(move || seeds.desk.with_value(|desk| desk.load(request())));
        seeds
    }

    /// How it stands.
    pub fn standing(self) -> Standing {
        self.advanced.track();
        self.desk.with_value(|desk| desk.standing())
    }

    /// The runs that are over, in the order of their seeds.
    pub fn runs(self) -> Vec<Arc<SeedRun>> {
        self.placed.track();
        self.desk.with_value(|desk| desk.sweep.borrow().results().cloned().collect())
    }

    /// Runs the seeds that are not there yet.
    pub fn run(self) {
        self.desk.with_value(Desk::run);
    }

    /// Stops; what is there stays.
    pub fn cancel(self) {
        self.desk.with_value(|desk| desk.cancel());
    }
}

impl Desk {
    fn new(request: Request) -> Self {
        let (specs, sweep) = (request.specs(), Sweep::new(request.n_seeds));
        Self {
            request: RefCell::new(request),
            specs: RefCell::new(specs),
            sweep: RefCell::new(sweep),
            job: Cell::new(JobId::fresh()),
            is_running: Cell::default(),
            advanced: RwSignal::new(()),
            placed: RwSignal::new(()),
        }
    }

    fn load(&self, request: Request) {
        if *self.request.borrow() == request {
            return;
        }
        self.cancel();
        self.specs.replace(request.specs());
        self.sweep.replace(Sweep::new(request.n_seeds));
        self.request.replace(request);
        self.placed.set(());
        self.advanced.set(());
    }

    fn run(self: &Rc<Self>) {
        self.cancel();
        let (job, desk) = (self.job.get(), Rc::downgrade(self));
        self.is_running.set(true);
        samples::provide(&self.request.borrow().own);
        team::listen(job, move |index, outcome| hear(&desk, job, index, outcome));
        let missing = self.sweep.borrow_mut().restart();
        for index in missing {
            let spec = self.specs.borrow()[index].clone();
            let task = move || Task::InformationPlane(Box::new(spec.clone()));
            team::submit(job, index, Load::Run, task);
        }
        self.advanced.set(());
    }

    fn cancel(&self) {
        self.is_running.set(false);
        team::drop_run(self.job.replace(JobId::fresh()));
        self.advanced.set(());
    }

    fn take(&self, index: usize, outcome: Outcome) {
        match outcome {
            Outcome::Frame(TaskFrame::InformationPlane(frame)) if frame.plane.is_empty() => {
                let share = frame.n_estimated as f64 / frame.n_records as f64;
                self.sweep.borrow_mut().advance(index, share);
            }
            Outcome::Frame(TaskFrame::InformationPlane(frame)) => {
                let seed = self.specs.borrow()[index].training.seed;
                let run = SeedRun { seed, state: frame.state, plane: frame.plane };
                self.sweep.borrow_mut().place(index, Arc::new(run));
                self.placed.set(());
            }
            Outcome::Frame(_) => {}
            // A run that has ended with nothing to show is as good as lost; one that is in its place stays there.
            Outcome::Finished | Outcome::Lost => self.sweep.borrow_mut().lose(index),
        }
        self.is_running.set(!self.sweep.borrow().is_over());
        self.advanced.set(());
    }

    fn standing(&self) -> Standing {
        let sweep = self.sweep.borrow();
        let is_diverged = |run: &&Arc<SeedRun>| matches!(run.state, RunState::Diverged { .. });
        Standing {
            is_running: self.is_running.get(),
            done: sweep.results().count(),
            diverged: sweep.results().filter(is_diverged).count(),
            lost: sweep.n_lost(),
            share: sweep.share(),
        }
    }
}

fn hear(desk: &Weak<Desk>, job: JobId, index: usize, outcome: Outcome) {
    if let Some(desk) = desk.upgrade().filter(|desk| desk.job.get() == job) {
        desk.take(index, outcome);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_count_on_from_the_first_and_begin_again_at_the_largest() {
        let mut settings = TrainingSettings { n_seeds: 3, ..TrainingSettings::default() };
        settings.spec.seed = MAX_SEED - 1;
        let request = Request::of(&settings, |s| s.spec.clone());
        let seeds: Vec<u64> = request.specs().iter().map(|spec| spec.training.seed).collect();
        assert_eq!(seeds, [MAX_SEED - 1, MAX_SEED, 0]);
    }
}
