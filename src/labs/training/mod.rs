//! What the Classifier and the Information plane lab share: settings, runs, and the controls of both.

use crate::reactive::*;
use crate::state::history::History;
use crate::state::run::Run;
use crate::state::seeds::{Request, Seeds};
use crate::state::training::TrainingSettings;
use crate::widgets::undo::Undo;
use infoplane_core::experiments::training::{TrainingSpec, What};

mod bring;
pub mod data;
pub mod data_details;
pub mod figures;
pub mod learning;
pub mod learning_details;
pub mod network;
pub mod notes;
pub mod paint;
pub mod quantities;
pub mod run_bar;
pub mod run_file;
pub mod samples;

/// Edits closer together than this, in milliseconds, are undone as one: a dragged slider makes dozens.
const ONE_EDIT: f64 = 700.0;

/// The settings of both labs, and the runs that follow them.
///
/// Runs are made when a lab first asks for them and live as long as the page, so that going from one
/// lab to the other leaves a run at work.
#[derive(Clone, Copy)]
pub struct Training {
    /// The settings.
    pub settings: RwSignal<TrainingSettings>,
    /// How many links have been followed to the settings.
    pub n_links: RwSignal<u32>,
    history: RwSignal<History<TrainingSettings>>,
    last_edit: StoredValue<f64>,
    owner: StoredValue<Option<Owner>>,
    run: StoredValue<Option<Run>, LocalStorage>,
    other_run: StoredValue<Option<Run>, LocalStorage>,
    seeds: StoredValue<Option<Seeds>, LocalStorage>,
    other_seeds: StoredValue<Option<Seeds>, LocalStorage>,
}

impl Training {
    /// All defaults, and no run yet; call it where the page begins.
    pub fn new() -> Self {
        Self {
            settings: RwSignal::new(TrainingSettings::default()),
            n_links: RwSignal::new(0),
            history: RwSignal::new(History::new()),
            last_edit: StoredValue::new(0.0),
            owner: StoredValue::new(Owner::current()),
            run: StoredValue::new_local(None),
            other_run: StoredValue::new_local(None),
            seeds: StoredValue::new_local(None),
            other_seeds: StoredValue::new_local(None),
        }
    }

    /// Changes the settings; can be undone.
    pub fn edit(self, change: impl FnOnce(&mut TrainingSettings)) {
        let now = js_sys::Date::now();
        if now - self.last_edit.get_value() > ONE_EDIT {
            self.settings.with_untracked(|before| self.history.update(|history| history.remember(before)));
        }
        self.last_edit.set_value(now);
        self.settings.update(|settings| {
            let before = settings.spec.clone();
            let at = core::mem::take(&mut settings.at);
            change(settings);
            settings.leave_behind(&before, at);
        });
    }

    /// Makes a branch at an epoch, where the run then stays; the curves of the run without it stay for comparison. Nothing
    /// if there are as many changes as there can be, which the page says where they are made.
    pub fn branch(self, epoch: u32, what: What) {
        let run = self.run();
        if !self.settings.with_untracked(TrainingSettings::can_branch) {
            return;
        }
        if run.kept_records.with_untracked(Vec::is_empty) {
            run.keep();
        }
        self.edit(|s| s.change_at(epoch, what));
    }

    /// Says that the run is no longer to stay at an epoch.
    pub fn leave_epoch(self) {
        if self.settings.with_untracked(|s| s.at > 0) {
            self.settings.update(|s| s.at = 0);
        }
    }

    /// Shows a recorded epoch, and says so in the link.
    pub fn go_to(self, epoch: u32) {
        if self.run().go_to(epoch) {
            self.settings.update(|s| s.at = epoch);
        }
    }

    /// Makes the next change one of its own for undo, however soon it comes.
    pub fn begin_edit(self) {
        self.last_edit.set_value(0.0);
    }

    /// The run that both labs show.
    pub fn run(self) -> Run {
        self.make(self.run, |settings| settings.spec.clone())
    }

    /// The run with several seeds.
    pub fn seeds(self) -> Seeds {
        self.make_seeds(self.seeds, |settings| settings.spec.clone())
    }

    /// The same with the other activation.
    pub fn other_seeds(self) -> Seeds {
        self.make_seeds(self.other_seeds, TrainingSettings::other_spec)
    }

    /// The same run with the other activation, for the plane beside it.
    pub fn other_run(self) -> Run {
        self.make(self.other_run, TrainingSettings::other_spec)
    }

    /// To the settings that a step through the history leads to.
    fn go(self, step: fn(&mut History<TrainingSettings>, &TrainingSettings) -> Option<TrainingSettings>) {
        let to = self.settings.with_untracked(|present| {
            let to = self.history.try_update(|history| step(history, present)).flatten()?;
            Some(to.seen_as(present))
        });
        if let Some(settings) = to {
            self.begin_edit();
            self.settings.set(settings);
        }
    }

    fn make(
        self,
        slot: StoredValue<Option<Run>, LocalStorage>,
        spec: fn(&TrainingSettings) -> TrainingSpec,
    ) -> Run {
        let settings = self.settings;
        let make = || {
            let wanted = move || settings.with(|s| (spec(s), s.own_samples()));
            let run = Run::following(wanted, move || settings.with(|s| s.at));
            effect(move || run.set_noise_variance(settings.with(|s| s.noise_variance)));
            effect(move || run.set_limit(settings.with(|s| s.limit)));
            self.start_by_itself(|s| s.n_seeds == 1, move || run.run());
            run
        };
        slot.get_value().unwrap_or_else(|| {
            let run = self.owned(make);
            slot.set_value(Some(run));
            run
        })
    }

    fn make_seeds(
        self,
        slot: StoredValue<Option<Seeds>, LocalStorage>,
        spec: fn(&TrainingSettings) -> TrainingSpec,
    ) -> Seeds {
        let settings = self.settings;
        let make = || {
            let seeds = Seeds::following(move || settings.with(|s| Request::of(s, spec)));
            self.start_by_itself(|s| s.n_seeds > 1, move || seeds.run());
            seeds
        };
        slot.get_value().unwrap_or_else(|| {
            let seeds = self.owned(make);
            slot.set_value(Some(seeds));
            seeds
        })
    }

    /// Starts it when the link says so and it is what the link speaks of.
    fn start_by_itself(self, is_meant: fn(&TrainingSettings) -> bool, start: impl Fn() + 'static) {
        let starts = condition(move || self.settings.with(|s| s.starts && is_meant(s)));
        effect(move || {
            if starts.get() {
                start();
            }
        });
    }

    /// What is made outlives the lab that asks for it first, and so must the signals it follows.
    fn owned<T>(self, make: impl FnOnce() -> T) -> T {
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }
}

impl Undo for Training {
    fn undo(self) {
        self.go(History::undo);
    }

    fn redo(self) {
        self.go(History::redo);
    }

    fn can_undo(self) -> bool {
        self.history.with(History::can_undo)
    }

    fn can_redo(self) -> bool {
        self.history.with(History::can_redo)
    }
}

impl Default for Training {
    fn default() -> Self {
        Self::new()
    }
}

/// The training state of the page a component is in.
///
/// # Panics
/// Never inside the app, which provides it before it renders anything.
pub fn use_training() -> Training {
    expect_context::<crate::labs::LabStates>().training
}
