//! One layer of a frozen network under every estimator: what is asked for, and what has come of it.

use crate::reactive::*;
use crate::state::run::Run;
use crate::workers::address;
use crate::workers::own::{OwnWorker, Problem};
use crate::workers::samples;
use core::time::Duration;
use infoplane_core::experiments::estimator_bench::{BenchSpec, Line};
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_worker::own::said::{Of, Said, Task};

/// A knob rests for so long before the layer is estimated again.
const REST: Duration = Duration::from_millis(300);

/// How far the work is.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// Nothing has been asked for.
    Idle,
    /// So many estimators have answered since the last change.
    Working(usize),
    /// All have.
    Finished,
    /// They do not.
    Failed(Problem),
}

/// The bench; copied freely.
#[derive(Clone, Copy)]
pub struct Bench {
    /// The layer and the knobs; `None` before a network has been taken.
    pub spec: RwSignal<Option<BenchSpec>>,
    /// The epoch of the network.
    pub epoch: RwSignal<u32>,
    /// What the estimators have said, those of the last change first, then those of the one before.
    pub lines: RwSignal<Vec<Line>>,
    /// How far the work is.
    pub standing: RwSignal<Standing>,
    worker: StoredValue<Option<OwnWorker>, LocalStorage>,
}

impl Bench {
    /// An empty bench; it estimates anew when its spec has changed and rested.
    pub fn new() -> Self {
        let bench = Self {
            spec: RwSignal::new(None),
            epoch: RwSignal::new(0),
            lines: RwSignal::new(Vec::new()),
            standing: RwSignal::new(Standing::Idle),
            worker: StoredValue::new_local(None),
        };
        let pending = StoredValue::new_local(None::<TimeoutHandle>);
        effect(move || {
            if bench.spec.with(Option::is_none) {
                return;
            }
            bench.standing.set(Standing::Working(0));
            let next = set_timeout_with_handle(move || bench.begin(), REST).ok();
            if let Some(last) =
                pending.try_update_value(|pending| core::mem::replace(pending, next)).flatten()
            {
                last.clear();
            }
        });
        bench
    }

    /// Takes the network that the run shows.
    pub fn take(self, run: Run, training: &TrainingSpec, noise_variance: f64) {
        let Some((epoch, snapshot)) = run
            .frame
            .with_untracked(|frame| frame.as_ref().map(|frame| (frame.epoch, frame.snapshot.clone())))
        else {
            return;
        };
        // Of several hidden layers the last one moves most.
        let usual = training.network.hidden.len().saturating_sub(1);
        self.epoch.set(epoch);
        self.spec.update(|spec| {
            let before = spec.take();
            let layer = before.as_ref().map_or(usual, |before| before.layer.min(usual + 1));
            let knobs = before.unwrap_or_else(|| BenchSpec::new(training.clone(), Vec::new(), layer));
            *spec = Some(BenchSpec { training: training.clone(), snapshot, layer, noise_variance, ..knobs });
        });
    }

    /// Turns a knob.
    pub fn turn(self, turn: impl FnMut(&mut BenchSpec)) {
        self.spec.update(|spec| spec.iter_mut().for_each(turn));
    }

    fn begin(self) {
        let Some(Some(spec)) = self.spec.try_get_untracked() else { return };
        let (assets, samples) = (address::of_assets(), samples::present().to_vec());
        let tell = move |said| match said {
            Ok(said) => self.hear(said),
            Err(problem) => self.stop(Standing::Failed(problem)),
        };
        match OwnWorker::spawn(&Task::Bench(Box::new(Of { spec, assets, samples })), &[], tell) {
            Ok(worker) => self.worker.set_value(Some(worker)),
            Err(problem) => self.stop(Standing::Failed(problem)),
        }
    }

    fn hear(self, said: Said) {
        match said {
            Said::Line(line) => {
                let place = match self.standing.get_untracked() {
                    Standing::Working(n) => n,
                    _ => return,
                };
                self.lines.update(|lines| match lines.get_mut(place) {
                    Some(old) => *old = *line,
                    None => lines.push(*line),
                });
                self.standing.set(Standing::Working(place + 1));
            }
            Said::Finished => self.stop(Standing::Finished),
            _ => {}
        }
    }

    /// Ends the worker, but not within its own message.
    fn stop(self, standing: Standing) {
        self.standing.set(standing);
        spawn_local(async move {
            let is_over = |standing: &Standing| !matches!(standing, Standing::Working(_));
            if self.standing.try_with_untracked(is_over) == Some(true) {
                self.worker.set_value(None);
            }
        });
    }
}

impl Default for Bench {
    fn default() -> Self {
        Self::new()
    }
}
