//! One layer of a frozen network under every estimator: what is asked for, and what has come of it.

use crate::reactive::*;
use crate::state::knobs::{self, Knob};
use crate::state::run::Run;
use crate::state::training::{MAX_SEED, Room, TrainingSettings};
use crate::workers::address;
use crate::workers::own::{OwnWorker, Problem};
use crate::workers::samples;
use core::time::Duration;
use infoplane_core::experiments::estimator_bench::{BenchSpec, Line, Part};
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_worker::own::said::{Of, Said, Task};

/// A knob rests for so long before the layer is estimated again.
const REST: Duration = Duration::from_millis(300);

/// The knobs that are typed, in the order of their fields, then the layer, from 1.
pub const KNOBS: [Knob<BenchSpec>; 9] = [
    Knob::whole("edges", (2.0, 10_000.0), |s| f64::from(s.n_edges), |s, x| s.n_edges = x as u32),
    Knob::number("low", (-1e6, 1e6), |s| s.low, |s, x| s.low = x),
    Knob::number("high", (-1e6, 1e6), |s| s.high, |s, x| s.high = x),
    Knob::number("width", (1e-6, 1e6), |s| s.width, |s, x| s.width = x),
    Knob::whole("equal", (2.0, 10_000.0), |s| f64::from(s.n_equal), |s, x| s.n_equal = x as u32),
    Knob::whole("k", (1.0, 100.0), |s| f64::from(s.k), |s, x| s.k = x as u32),
    Knob::whole("draws", (2.0, 64.0), |s| f64::from(s.n_draws), |s, x| s.n_draws = x as u32),
    Knob::whole("seed", (0.0, MAX_SEED as f64), |s| s.seed as f64, |s, x| s.seed = x as u64),
    Knob::whole("layer", (1.0, 9.0), |s| s.layer as f64 + 1.0, |s, x| s.layer = x as usize - 1),
];

/// The knobs as a link has them: the samples, the layer, and what differs from the usual.
fn text(spec: &BenchSpec) -> String {
    // No layer is this one, so that it is always told.
    let usual = BenchSpec::new(TrainingSpec::default(), Vec::new(), usize::MAX);
    let turned = knobs::texts(&KNOBS, spec, &usual);
    [vec![spec.part.name().to_owned()], turned].concat().join(";")
}

/// Turns the knobs as a link says; whether all of it can be. A layer that the network lacks is its last one.
fn turn(spec: &mut BenchSpec, text: &str) -> bool {
    let mut parts = text.split(';');
    let Some(part) = parts.next().and_then(Part::from_name) else { return false };
    let mut turned = BenchSpec { part, ..spec.clone() };
    let is_read = parts.all(|part| knobs::turn(&KNOBS, &mut turned, part));
    if is_read {
        turned.layer = turned.layer.min(turned.training.network.hidden.len());
        *spec = turned;
    }
    is_read
}

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
    /// Whether the link has something for the knobs that cannot be.
    pub is_misread: RwSignal<bool>,
    settings: RwSignal<TrainingSettings>,
    worker: StoredValue<Option<OwnWorker>, LocalStorage>,
}

impl Bench {
    /// An empty bench, whose knobs are those of the link; it estimates anew when its spec has changed and rested.
    pub fn new(settings: RwSignal<TrainingSettings>) -> Self {
        let bench = Self {
            spec: RwSignal::new(None),
            epoch: RwSignal::new(0),
            lines: RwSignal::new(Vec::new()),
            standing: RwSignal::new(Standing::Idle),
            is_misread: RwSignal::new(false),
            settings,
            worker: StoredValue::new_local(None),
        };
        effect(move || {
            settings.track();
            bench.follow();
        });
        let pending = StoredValue::new_local(None::<TimeoutHandle>);
        effect(move || {
            if bench.spec.with(Option::is_none) {
                return;
            }
            bench.standing.set(Standing::Working(0));
            // What would still come is of the knobs before.
            bench.worker.set_value(None);
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
        self.follow();
        if self.settings.with_untracked(|s| s.of_room(Room::Bench).is_empty()) {
            self.tell();
        }
    }

    /// Turns a knob, in the link, too.
    pub fn turn(self, turn: impl FnMut(&mut BenchSpec)) {
        self.spec.update(|spec| spec.iter_mut().for_each(turn));
        self.tell();
    }

    /// Says in the link how the knobs stand.
    fn tell(self) {
        let text = self.spec.with_untracked(|spec| spec.as_ref().map(text));
        text.into_iter().for_each(|text| self.settings.update(|s| s.tell_room(Room::Bench, text)));
    }

    /// Turns the knobs as the link says.
    fn follow(self) {
        let linked = self.settings.with_untracked(|s| s.of_room(Room::Bench).to_owned());
        let Some(mut spec) = self.spec.get_untracked() else { return };
        self.is_misread.set(!linked.is_empty() && !turn(&mut spec, &linked));
        if self.spec.with_untracked(|present| present.as_ref() != Some(&spec)) {
            self.spec.set(Some(spec));
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knobs_survive_their_text_and_bad_ones_change_nothing() {
        let usual = BenchSpec::new(TrainingSpec::default(), Vec::new(), 1);
        assert_eq!(text(&usual), "all;layer:2");
        let mut turned = usual.clone();
        (turned.part, turned.k, turned.low, turned.layer) = (Part::Test, 5, -0.5, 0);
        assert_eq!(text(&turned), "test;low:-0.5;k:5;layer:1");
        let mut read = usual.clone();
        assert!(turn(&mut read, &text(&turned)));
        assert_eq!(read, turned);
        // The last layer of two hidden ones and the softmax.
        assert!(turn(&mut read, "all;layer:9"));
        assert_eq!(read.layer, 2);
        for bad in ["", "some", "all;k:0", "all;k", "all;layer:0", "all;snr:1"] {
            let mut same = usual.clone();
            assert!(!turn(&mut same, bad) && same == usual, "{bad}");
        }
    }
}
