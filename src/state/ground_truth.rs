//! Estimates against the truth: the knobs, and what has come of them.

use crate::reactive::*;
use crate::state::knobs::{self, Knob};
use crate::state::training::{MAX_SEED, Room, TrainingSettings};
use crate::workers::own::{OwnWorker, Problem};
use core::time::Duration;
use infoplane_core::experiments::ground_truth::{
    AtSize, ClassMixture, DiscreteChannel, GaussianChannel, GroundTruthFrame, GroundTruthSpec, Student, Task,
    Truth,
};
use infoplane_core::learner::spec::Range;
use infoplane_core::named_enum;
use infoplane_worker::own::said::{Said, Task as Asked};

/// A knob rests for so long before samples are drawn again.
const REST: Duration = Duration::from_millis(300);

named_enum! {
    /// Which task is looked at.
    pub enum Kind {
        /// The Gaussian channel.
        Gaussian = "gaussian",
        /// Two classes of Gaussians.
        Classes = "classes",
        /// Symbols through a channel.
        Discrete = "discrete",
        /// A layer of a linear student.
        Student = "student",
    }
}

/// The knobs of all tasks, those that are not looked at included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knobs {
    /// Which task is looked at.
    pub kind: Kind,
    /// The Gaussian channel.
    pub gaussian: GaussianChannel,
    /// Two classes of Gaussians.
    pub classes: ClassMixture,
    /// Symbols through a channel.
    pub discrete: DiscreteChannel,
    /// A layer of a linear student.
    pub student: Student,
    /// The largest number of samples; the others are halves of it, down to 64.
    pub largest: u32,
    /// Repetitions at each number of samples.
    pub n_repetitions: u32,
    /// Seed of the samples.
    pub seed: u64,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            kind: Kind::Gaussian,
            gaussian: GaussianChannel::default(),
            classes: ClassMixture::default(),
            discrete: DiscreteChannel::default(),
            student: Student::default(),
            largest: 2048,
            n_repetitions: 10,
            seed: 1,
        }
    }
}

/// The largest numbers of samples on offer.
pub const LARGEST: [u32; 5] = [256, 512, 1024, 2048, 4096];

const fn span(range: Range) -> (f64, f64) {
    (range.min, range.max)
}

/// The knobs of the Gaussian channel.
pub const GAUSSIAN: [Knob<Knobs>; 3] = [
    Knob::whole(
        "dims",
        span(Task::DIMS),
        |k| f64::from(k.gaussian.n_dims),
        |k, x| k.gaussian.n_dims = x as u32,
    ),
    Knob::number("snr", span(Task::SNR), |k| k.gaussian.snr, |k, x| k.gaussian.snr = x),
    Knob::number("rho", span(Task::RHO), |k| k.gaussian.rho, |k, x| k.gaussian.rho = x),
];

/// The knobs of two classes.
pub const CLASSES: [Knob<Knobs>; 3] = [
    Knob::whole(
        "dims",
        span(Task::DIMS),
        |k| f64::from(k.classes.n_dims),
        |k, x| k.classes.n_dims = x as u32,
    ),
    Knob::number("snr", span(Task::SNR), |k| k.classes.snr, |k, x| k.classes.snr = x),
    Knob::number("apart", span(Task::SEPARATION), |k| k.classes.separation, |k, x| k.classes.separation = x),
];

/// The knobs of symbols through a channel.
pub const DISCRETE: [Knob<Knobs>; 3] = [
    Knob::whole(
        "symbols",
        span(Task::OUTCOMES),
        |k| f64::from(k.discrete.n_outcomes),
        |k, x| k.discrete.n_outcomes = x as u32,
    ),
    Knob::number("error", span(Task::ERROR), |k| k.discrete.error, |k, x| k.discrete.error = x),
    Knob::number(
        "wrong",
        span(Task::LABEL_ERROR),
        |k| k.discrete.label_error,
        |k, x| k.discrete.label_error = x,
    ),
];

/// The knobs of a linear student; the layer and the seed come last.
pub const STUDENT: [Knob<Knobs>; 6] = [
    Knob::whole(
        "inputs",
        span(Task::INPUTS),
        |k| f64::from(k.student.n_inputs),
        |k, x| k.student.n_inputs = x as u32,
    ),
    Knob::whole(
        "hidden",
        span(Task::HIDDEN),
        |k| f64::from(k.student.n_hidden),
        |k, x| k.student.n_hidden = x as u32,
    ),
    Knob::whole(
        "epochs",
        span(Task::EPOCHS),
        |k| f64::from(k.student.n_epochs),
        |k, x| k.student.n_epochs = x as u32,
    ),
    Knob::number(
        "noise",
        span(Task::NOISE),
        |k| k.student.noise_variance,
        |k, x| k.student.noise_variance = x,
    ),
    Knob::whole(
        "layer",
        span(Task::LAYER),
        |k| f64::from(k.student.layer),
        |k, x| k.student.layer = x as u32,
    ),
    Knob::whole(
        "teacher",
        (0.0, MAX_SEED as f64),
        |k| k.student.seed as f64,
        |k, x| k.student.seed = x as u64,
    ),
];

/// The knobs of every task: samples, repetitions, seed.
pub const SAMPLES: [Knob<Knobs>; 3] = [
    Knob::whole("n", (256.0, 4096.0), |k| f64::from(k.largest), |k, x| k.largest = x as u32),
    Knob::whole(
        "times",
        span(GroundTruthSpec::REPETITIONS),
        |k| f64::from(k.n_repetitions),
        |k, x| k.n_repetitions = x as u32,
    ),
    Knob::whole("seed", (0.0, MAX_SEED as f64), |k| k.seed as f64, |k, x| k.seed = x as u64),
];

impl Kind {
    /// The knobs of the task alone.
    pub const fn knobs(self) -> &'static [Knob<Knobs>] {
        match self {
            Self::Gaussian => &GAUSSIAN,
            Self::Classes => &CLASSES,
            Self::Discrete => &DISCRETE,
            Self::Student => &STUDENT,
        }
    }
}

impl Knobs {
    /// As a link has it: the task, and what differs from its usual knobs.
    pub fn text(&self) -> String {
        let knobs = self.kind.knobs().iter().chain(&SAMPLES);
        let turned = knobs::texts(knobs, self, &Self::default());
        [vec![self.kind.name().to_owned()], turned].concat().join(";")
    }

    /// What a text stands for.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let kind = Kind::from_name(parts.next()?)?;
        let mut read = Self { kind, ..Self::default() };
        let is_read = parts.all(|part| knobs::turn(kind.knobs().iter().chain(&SAMPLES), &mut read, part));
        (is_read && LARGEST.contains(&read.largest)).then_some(read)
    }

    /// What is asked for.
    pub fn spec(&self) -> GroundTruthSpec {
        GroundTruthSpec {
            task: match self.kind {
                Kind::Gaussian => Task::Gaussian(self.gaussian),
                Kind::Classes => Task::Classes(self.classes),
                Kind::Discrete => Task::Discrete(self.discrete),
                Kind::Student => Task::Student(self.student),
            },
            sizes: GroundTruthSpec::doubling(self.largest),
            n_repetitions: self.n_repetitions,
            seed: self.seed,
        }
    }
}

/// What has been found.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// What was asked for.
    pub spec: GroundTruthSpec,
    /// What is to be found.
    pub truth: Truth,
    /// Size by size, as far as they have come.
    pub rows: Vec<AtSize>,
}

/// How far the work is.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// So many sets of samples of so many have been looked at.
    Working(u32, u32),
    /// All have.
    Finished,
    /// They will not be.
    Failed(Problem),
}

/// Knobs and results; copied freely.
#[derive(Clone, Copy)]
pub struct GroundTruths {
    /// The knobs.
    pub knobs: RwSignal<Knobs>,
    /// What has been found, of the last knobs or while nothing has come of them of those before.
    pub results: RwSignal<Option<Results>>,
    /// How far the work is.
    pub standing: RwSignal<Standing>,
    /// Whether the link has something for the knobs that cannot be.
    pub is_misread: RwSignal<bool>,
    settings: RwSignal<TrainingSettings>,
    worker: StoredValue<Option<OwnWorker>, LocalStorage>,
}

impl GroundTruths {
    /// Begins at once with the knobs of the link, if there are any, and anew when a knob has been turned and rested; the link
    /// follows the knobs, and they another link.
    pub fn new(settings: RwSignal<TrainingSettings>) -> Self {
        let truths = Self {
            knobs: RwSignal::new(Knobs::default()),
            results: RwSignal::new(None),
            standing: RwSignal::new(Standing::Working(0, 1)),
            is_misread: RwSignal::new(false),
            settings,
            worker: StoredValue::new_local(None),
        };
        if settings.with_untracked(|s| s.of_room(Room::Truth).is_empty()) {
            truths.turn(|_| {});
        }
        effect(move || {
            let linked = settings.with(|s| s.of_room(Room::Truth).to_owned());
            let knobs = Knobs::parse(&linked);
            truths.is_misread.set(!linked.is_empty() && knobs.is_none());
            // A link has nothing of the tasks that are not looked at: what it says already leaves them as they are.
            let is_told = truths.knobs.with_untracked(Knobs::text) == linked;
            knobs.filter(|_| !is_told).into_iter().for_each(|knobs| truths.knobs.set(knobs));
        });
        let pending = StoredValue::new_local(None::<TimeoutHandle>);
        effect(move || {
            truths.knobs.track();
            truths.standing.set(Standing::Working(0, 1));
            // What would still come is of the knobs before.
            truths.worker.set_value(None);
            let next = set_timeout_with_handle(move || truths.begin(), REST).ok();
            if let Some(last) =
                pending.try_update_value(|pending| core::mem::replace(pending, next)).flatten()
            {
                last.clear();
            }
        });
        truths
    }

    /// Turns a knob, in the link, too.
    pub fn turn(self, turn: impl FnOnce(&mut Knobs)) {
        self.knobs.update(turn);
        let text = self.knobs.with_untracked(Knobs::text);
        self.settings.update(|s| s.tell_room(Room::Truth, text));
    }

    fn begin(self) {
        let Some(knobs) = self.knobs.try_get_untracked() else { return };
        let spec = knobs.spec();
        let asked = Asked::GroundTruth(Box::new(spec.clone()));
        let tell = move |said| match said {
            Ok(Said::Truth(frame)) => self.hear(&spec, *frame),
            Ok(Said::Finished) => self.stop(Standing::Finished),
            Ok(_) => {}
            Err(problem) => self.stop(Standing::Failed(problem)),
        };
        match OwnWorker::spawn(&asked, &[], tell) {
            Ok(worker) => self.worker.set_value(Some(worker)),
            Err(problem) => self.stop(Standing::Failed(problem)),
        }
    }

    /// The first frame of other knobs takes the place of what was there.
    fn hear(self, spec: &GroundTruthSpec, frame: GroundTruthFrame) {
        let is_first = frame.n_done == 0;
        self.standing.set(Standing::Working(frame.n_done, frame.n_wanted));
        if is_first {
            let results = Results { spec: spec.clone(), truth: frame.truth, rows: Vec::new() };
            self.results.set(Some(results));
        } else if !frame.rows.is_empty() {
            self.results.update(|results| {
                results.iter_mut().for_each(|results| results.rows.extend(frame.rows.iter().cloned()));
            });
        }
    }

    /// Ends the worker, but not within its own message.
    fn stop(self, standing: Standing) {
        self.standing.set(standing);
        spawn_local(async move {
            let is_over = |standing: &Standing| !matches!(standing, Standing::Working(..));
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
    fn what_is_asked_for_is_the_task_looked_at() {
        let knobs = Knobs { kind: Kind::Discrete, largest: 128, ..Knobs::default() };
        let spec = knobs.spec();
        assert_eq!((spec.task, spec.sizes), (Task::Discrete(DiscreteChannel::default()), vec![64, 128]));
        assert_eq!(Knobs::default().spec(), GroundTruthSpec::default());
    }

    #[test]
    fn knobs_survive_their_text_and_bad_ones_are_none() {
        assert_eq!(Knobs::default().text(), "gaussian");
        for text in [
            "gaussian;snr:100;n:256",
            "classes;apart:3",
            "discrete;wrong:0.25",
            "student;layer:1;teacher:5;times:3",
        ] {
            let knobs = Knobs::parse(text).expect(text);
            assert_eq!(knobs.text(), text);
        }
        for bad in [
            "",
            "gauss",
            "gaussian;apart:3",
            "gaussian;n:300",
            "gaussian;dims:2.5",
            "gaussian;snr:0",
            "student;",
        ] {
            assert_eq!(Knobs::parse(bad), None, "{bad}");
        }
    }
}
