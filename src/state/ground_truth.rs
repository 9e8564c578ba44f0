//! Estimates against the truth: the knobs, and what has come of them.

use crate::reactive::*;
use crate::workers::own::{OwnWorker, Problem};
use core::time::Duration;
use infoplane_core::experiments::ground_truth::{
    AtSize, ClassMixture, DiscreteChannel, GaussianChannel, GroundTruthFrame, GroundTruthSpec, Student, Task,
    Truth,
};
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

impl Knobs {
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
    worker: StoredValue<Option<OwnWorker>, LocalStorage>,
}

impl GroundTruths {
    /// Begins at once, and anew when a knob has been turned and rested.
    pub fn new() -> Self {
        let truths = Self {
            knobs: RwSignal::new(Knobs::default()),
            results: RwSignal::new(None),
            standing: RwSignal::new(Standing::Working(0, 1)),
            worker: StoredValue::new_local(None),
        };
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

    /// Turns a knob.
    pub fn turn(self, turn: impl FnOnce(&mut Knobs)) {
        self.knobs.update(turn);
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

impl Default for GroundTruths {
    fn default() -> Self {
        Self::new()
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
}
