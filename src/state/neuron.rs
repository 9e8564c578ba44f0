//! The unit of the run that is looked at: a worker that follows the shown epoch, and what it has seen last.

use crate::reactive::*;
use crate::state::run::Run;
use crate::state::training::TrainingSettings;
use crate::workers::address;
use crate::workers::own::OwnWorker;
use crate::workers::samples::Samples;
use core::time::Duration;
use infoplane_core::experiments::estimator_bench::Part;
use infoplane_core::experiments::neuron::{Neuron, Unit};
use infoplane_core::experiments::training::{TrainingFrame, TrainingSpec};
use infoplane_worker::own::said::{Look, NeuronRun, Said, Task};
use std::sync::Arc;

/// The time between an answer and the next question, so that a running run leaves the page time for all else: the figures
/// of a unit are drawn some four times a second.
const PAUSE: Duration = Duration::from_millis(240);

/// What has been seen of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The unit.
    pub unit: Unit,
    /// The epoch.
    pub epoch: u32,
    /// What there is to see.
    pub neuron: Arc<Neuron>,
}

/// What is to be looked at.
#[derive(Clone)]
struct Wanted {
    run: (TrainingSpec, Samples),
    frame: Arc<TrainingFrame>,
    unit: Unit,
    part: Part,
}

/// The watch over the chosen unit; copied freely. Its worker lives as long as the owner in which it was made.
#[derive(Clone, Copy)]
pub struct Watch {
    /// Which samples are looked at.
    pub part: RwSignal<Part>,
    /// The parameters that are looked at: the shown epoch's, but in a run no more often than the unit is looked at.
    pub frame: RwSignal<Option<Arc<TrainingFrame>>>,
    /// What has been seen last, if only of another unit.
    pub seen: RwSignal<Option<Seen>>,
    /// Why nothing can be seen, in words that the worker or the browser has for it.
    pub problem: RwSignal<Option<String>>,
    worker: StoredValue<Option<OwnWorker>, LocalStorage>,
    /// The run that the worker has.
    known: StoredValue<Option<(TrainingSpec, Samples)>>,
    wanted: StoredValue<Option<Wanted>>,
    /// What has been asked for and not been answered.
    asked: StoredValue<Option<(Unit, u32)>>,
}

impl Watch {
    /// Looks at the unit that the settings name, in the network that the run shows, again whenever one of them changes.
    pub fn new(run: Run, settings: RwSignal<TrainingSettings>) -> Self {
        let watch = Self {
            part: RwSignal::new(Part::Test),
            frame: RwSignal::new(None),
            seen: RwSignal::new(None),
            problem: RwSignal::new(None),
            worker: StoredValue::new_local(None),
            known: StoredValue::new(None),
            wanted: StoredValue::new(None),
            asked: StoredValue::new(None),
        };
        let of_run = Memo::new(move |_| settings.with(|s| (s.spec.clone(), s.own_samples())));
        let unit = Memo::new(move |_| settings.with(TrainingSettings::present_unit));
        effect(move || {
            let (part, unit, frame) = (watch.part.get(), unit.get(), run.frame.get());
            if let (Some(unit), Some(frame)) = (unit, frame) {
                let run = of_run.get();
                // The frame of another network is not looked at: that of this one is on its way.
                if frame.snapshot.len() == run.0.n_parameters() {
                    watch.wanted.set_value(Some(Wanted { run, frame, unit, part }));
                    watch.ask();
                }
            }
        });
        watch
    }

    /// Asks for what is wanted, unless an answer is on its way.
    fn ask(self) {
        if self.asked.try_with_value(Option::is_none) != Some(true) {
            return;
        }
        let Some(Wanted { run, frame, unit, part }) = self.wanted.try_update_value(Option::take).flatten()
        else {
            return;
        };
        self.asked.set_value(Some((unit, frame.epoch)));
        self.frame.set(Some(Arc::clone(&frame)));
        let is_known = self.known.with_value(|known| known.as_ref() == Some(&run));
        let (training, samples) = run.clone();
        let news = (!is_known).then(|| {
            Box::new(NeuronRun { training, assets: address::of_assets(), samples: samples.to_vec() })
        });
        self.known.set_value(Some(run));
        self.send(&Task::Neuron { run: news, look: Look { snapshot: frame.snapshot.clone(), unit, part } });
    }

    fn send(self, task: &Task) {
        if self.worker.with_value(|worker| worker.as_ref().map(|worker| worker.ask(task)).is_some()) {
            return;
        }
        match OwnWorker::spawn(task, &[], move |said| self.hear(said)) {
            Ok(worker) => self.worker.set_value(Some(worker)),
            Err(words) => self.fail(words),
        }
    }

    fn hear(self, said: Result<Said, String>) {
        match said {
            Ok(Said::Neuron(neuron)) => {
                if let Some((unit, epoch)) = self.asked.get_value() {
                    self.problem.set(None);
                    self.seen.set(Some(Seen { unit, epoch, neuron: Arc::new(*neuron) }));
                }
            }
            // What could not be used may be another the next time; so the run is told anew.
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
            self.asked.try_set_value(None);
            self.ask();
        };
        set_timeout(go_on, PAUSE);
    }

    fn fail(self, words: String) {
        self.known.set_value(None);
        self.seen.set(None);
        self.problem.set(Some(words));
    }
}
