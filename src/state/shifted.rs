//! The network of the run on data that are moved: a worker that follows the shown epoch.

use crate::reactive::*;
use crate::state::run::Run;
use crate::state::training::TrainingSettings;
use crate::workers::address;
use crate::workers::own::OwnWorker;
use core::time::Duration;
use infoplane_core::experiments::shifted::{Shift, ShiftSpec, Shifted};
use infoplane_worker::own::said::{Of, Said, Task};

/// The time between an answer and the next question, so that a running run leaves the page time for all else.
const PAUSE: Duration = Duration::from_millis(200);

/// Another network to compare the predictions with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// No run has been kept.
    None,
    /// The kept run has other data.
    OfOtherData,
    /// The kept run.
    Kept,
}

/// How the network does at every strength; copied freely. Its worker lives as long as the owner in which it was made.
#[derive(Clone, Copy)]
pub struct Shifts {
    /// How the test data are moved.
    pub shift: RwSignal<Shift>,
    /// What has been found last; empty at first.
    pub points: RwSignal<Vec<Shifted>>,
    /// What the predictions are compared with.
    pub other: RwSignal<Other>,
    /// Why nothing can be found, in words that the worker or the browser has for it.
    pub problem: RwSignal<Option<String>>,
    worker: StoredValue<Option<OwnWorker>, LocalStorage>,
    wanted: StoredValue<Option<(ShiftSpec, Vec<u8>)>>,
    is_asked: StoredValue<bool>,
}

impl Shifts {
    /// Follows the run, the shift, and the kept run.
    pub fn new(run: Run, settings: RwSignal<TrainingSettings>) -> Self {
        let shifts = Self {
            shift: RwSignal::new(Shift::Noise),
            points: RwSignal::new(Vec::new()),
            other: RwSignal::new(Other::None),
            problem: RwSignal::new(None),
            worker: StoredValue::new_local(None),
            wanted: StoredValue::new(None),
            is_asked: StoredValue::new(false),
        };
        effect(move || {
            let (shift, kept) = (shifts.shift.get(), run.kept_network());
            let (training, samples) = settings.with(|s| (s.spec.clone(), s.own_samples()));
            let Some(snapshot) = run.frame.with(|frame| frame.as_ref().map(|frame| frame.snapshot.clone()))
            else {
                return;
            };
            // The frame of another network is not evaluated: that of this one is on its way.
            if snapshot.len() != training.n_parameters() {
                return;
            }
            let is_same_data = kept.as_ref().is_some_and(|(spec, _)| spec.data == training.data);
            shifts.other.set(match &kept {
                None => Other::None,
                Some(_) if is_same_data => Other::Kept,
                Some(_) => Other::OfOtherData,
            });
            let other = kept.filter(|_| is_same_data);
            let spec = ShiftSpec { other, ..ShiftSpec::new(training, snapshot, shift) };
            shifts.wanted.set_value(Some((spec, samples.to_vec())));
            shifts.ask();
        });
        shifts
    }

    /// Asks for what is wanted, unless an answer is on its way.
    fn ask(self) {
        if self.is_asked.try_get_value() != Some(false) {
            return;
        }
        let Some((spec, samples)) = self.wanted.try_update_value(Option::take).flatten() else { return };
        self.is_asked.set_value(true);
        let task = Task::Shifted(Box::new(Of { spec, assets: address::of_assets(), samples }));
        if self.worker.with_value(|worker| worker.as_ref().map(|worker| worker.ask(&task)).is_some()) {
            return;
        }
        match OwnWorker::spawn(&task, &[], move |said| self.hear(said)) {
            Ok(worker) => self.worker.set_value(Some(worker)),
            Err(words) => self.problem.set(Some(words)),
        }
    }

    fn hear(self, said: Result<Said, String>) {
        match said {
            Ok(Said::Shifted(points)) => {
                self.problem.set(None);
                self.points.set(points);
            }
            Ok(Said::Refused(error)) => self.fail(error.to_string()),
            Ok(Said::Unreachable(words)) => self.fail(words),
            Ok(_) => return,
            Err(words) => {
                self.fail(words);
                // Not within its own message.
                spawn_local(async move {
                    self.worker.try_set_value(None);
                });
            }
        }
        let go_on = move || {
            self.is_asked.try_set_value(false);
            self.ask();
        };
        set_timeout(go_on, PAUSE);
    }

    fn fail(self, words: String) {
        self.points.set(Vec::new());
        self.problem.set(Some(words));
    }
}
