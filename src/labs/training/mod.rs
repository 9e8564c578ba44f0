//! What the Classifier and the Information plane lab share: settings, runs, and the controls of both.

use crate::state::history::History;
use crate::state::run::Run;
use crate::state::training::TrainingSettings;
use infoplane_core::experiments::training::TrainingSpec;
use leptos::prelude::*;

pub mod data;
pub mod figures;
pub mod learning;
pub mod network;
pub mod notes;
pub mod quantities;
pub mod run_bar;
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
    history: StoredValue<History<TrainingSettings>>,
    last_edit: StoredValue<f64>,
    owner: StoredValue<Option<Owner>>,
    run: StoredValue<Option<Run>, LocalStorage>,
    other_run: StoredValue<Option<Run>, LocalStorage>,
}

impl Training {
    /// All defaults, and no run yet; call it where the page begins.
    pub fn new() -> Self {
        Self {
            settings: RwSignal::new(TrainingSettings::default()),
            history: StoredValue::new(History::new()),
            last_edit: StoredValue::new(0.0),
            owner: StoredValue::new(Owner::current()),
            run: StoredValue::new_local(None),
            other_run: StoredValue::new_local(None),
        }
    }

    /// Changes the settings; can be undone.
    pub fn edit(self, change: impl FnOnce(&mut TrainingSettings)) {
        let now = js_sys::Date::now();
        if now - self.last_edit.get_value() > ONE_EDIT {
            self.settings
                .with_untracked(|before| self.history.update_value(|history| history.remember(before)));
        }
        self.last_edit.set_value(now);
        self.settings.update(change);
    }

    /// Back to the settings before the last edit.
    pub fn undo(self) {
        let before = self.settings.with_untracked(|present| {
            self.history.try_update_value(|history| history.undo(present)).flatten()
        });
        if let Some(before) = before {
            self.settings.set(before);
        }
    }

    /// Whether there is an edit to undo.
    pub fn can_undo(self) -> bool {
        self.history.with_value(History::can_undo)
    }

    /// The run that both labs show.
    pub fn run(self) -> Run {
        self.make(self.run, |settings| settings.spec.clone())
    }

    /// The same run with the other activation, for the plane beside it.
    pub fn other_run(self) -> Run {
        self.make(self.other_run, TrainingSettings::other_spec)
    }

    fn make(
        self,
        slot: StoredValue<Option<Run>, LocalStorage>,
        spec: fn(&TrainingSettings) -> TrainingSpec,
    ) -> Run {
        if let Some(run) = slot.get_value() {
            return run;
        }
        let settings = self.settings;
        // The run outlives the lab that asks for it first, and so must the signals it follows.
        let make = || {
            let run = Run::following(Signal::derive(move || settings.with(spec)));
            Effect::new(move |_| run.set_noise_variance(settings.with(|s| s.noise_variance)));
            run
        };
        let run = self.owner.with_value(|owner| match owner {
            Some(owner) => owner.with(make),
            None => make(),
        });
        slot.set_value(Some(run));
        run
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
