//! The unit of the run that is looked at: a worker that follows the shown epoch, and what it has seen last.

use crate::reactive::*;
use crate::state::run::Run;
use crate::state::training::TrainingSettings;
use crate::workers::address;
use crate::workers::asker::Asker;
use crate::workers::own::Problem;
use crate::workers::samples::Samples;
use infoplane_core::experiments::estimator_bench::Part;
use infoplane_core::experiments::neuron::{Neuron, Unit};
use infoplane_core::experiments::training::{TrainingFrame, TrainingSpec};
use infoplane_worker::own::said::{Look, NeuronRun, Said, Task};
use std::sync::Arc;

/// What has been seen of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The unit.
    pub unit: Unit,
    /// On which samples.
    pub part: Part,
    /// The epoch.
    pub epoch: u32,
    /// What there is to see.
    pub neuron: Arc<Neuron>,
}

/// A run as a worker is told of it.
type Told = (TrainingSpec, Samples);

/// The watch over the chosen unit; copied freely.
#[derive(Clone, Copy)]
pub struct Watch {
    /// Which samples are looked at.
    pub part: RwSignal<Part>,
    /// The parameters that are looked at: the shown epoch's, but in a run no more often than the unit is looked at.
    pub frame: RwSignal<Option<Arc<TrainingFrame>>>,
    /// What has been seen last, if only of another unit.
    pub seen: RwSignal<Option<Seen>>,
    /// Why nothing can be seen.
    pub problem: RwSignal<Option<Problem>>,
    /// The run that the worker has.
    known: StoredValue<Option<Told>>,
    /// What has been asked for last.
    asked: StoredValue<Option<(Unit, Part)>>,
}

impl Watch {
    /// Looks at the unit that the settings name, in the network that the run shows, again whenever one of them changes.
    pub fn new(run: Run, settings: RwSignal<TrainingSettings>) -> Self {
        let watch = Self {
            part: RwSignal::new(Part::Test),
            frame: RwSignal::new(None),
            seen: RwSignal::new(None),
            problem: RwSignal::new(None),
            known: StoredValue::new(None),
            asked: StoredValue::new(None),
        };
        let asker = Asker::new(move |said| watch.hear(said));
        let of_run = Memo::new(move |_| settings.with(|s| (s.spec.clone(), s.own_samples())));
        let unit = Memo::new(move |_| settings.with(TrainingSettings::present_unit));
        effect(move || {
            let (part, unit, frame) = (watch.part.get(), unit.get(), run.frame.get());
            if let (Some(unit), Some(frame)) = (unit, frame) {
                let run = of_run.get();
                // The frame of another network is not looked at: that of this one is on its way.
                if frame.snapshot.len() == run.0.n_parameters() {
                    asker.ask(move || watch.question(run, &frame, (unit, part)));
                }
            }
        });
        watch
    }

    /// A look at the unit, and the run if the worker does not have it.
    fn question(self, run: Told, frame: &Arc<TrainingFrame>, (unit, part): (Unit, Part)) -> Task {
        self.asked.set_value(Some((unit, part)));
        self.frame.set(Some(Arc::clone(frame)));
        let is_known = self.known.with_value(|known| known.as_ref() == Some(&run));
        let news = (!is_known).then(|| {
            let (training, samples) = run.clone();
            Box::new(NeuronRun { training, assets: address::of_assets(), samples: samples.to_vec() })
        });
        self.known.set_value(Some(run));
        Task::Neuron { run: news, look: Look { snapshot: frame.snapshot.clone(), unit, part } }
    }

    fn hear(self, said: Result<Said, Problem>) {
        match said {
            Ok(Said::Neuron(neuron)) => {
                if let (Some((unit, part)), Some(frame)) =
                    (self.asked.get_value(), self.frame.get_untracked())
                {
                    self.problem.set(None);
                    self.seen.set(Some(Seen { unit, part, epoch: frame.epoch, neuron: Arc::new(*neuron) }));
                }
            }
            Ok(_) => {}
            // What could not be used may be another the next time; so the run is told anew.
            Err(problem) => {
                self.known.set_value(None);
                self.seen.set(None);
                self.problem.set(Some(problem));
            }
        }
    }
}
