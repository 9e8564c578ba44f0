//! The network of the run on data that are moved: a worker that follows the shown epoch.

use crate::reactive::*;
use crate::state::run::{Kept, Run};
use crate::state::training::TrainingSettings;
use crate::workers::address;
use crate::workers::asker::Asker;
use crate::workers::own::Problem;
use crate::workers::samples::Samples;
use infoplane_core::experiments::shifted::{Shift, ShiftSpec, Shifted};
use infoplane_core::experiments::training::{TrainingFrame, TrainingSpec};
use infoplane_core::learner::dataset::Source;
use infoplane_worker::own::said::{Of, Said, Task};
use std::sync::Arc;

/// Another network to compare the predictions with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// No run has been kept.
    None,
    /// The kept run has other data.
    OfOtherData,
    /// The kept run.
    Kept,
    /// The kept run, whose seed splits the same samples otherwise: it may have learned some of the test samples.
    KeptOfOtherSplit,
}

impl Other {
    /// What the kept run is to one of this spec and these own samples.
    pub fn of(
        kept: Option<&(Arc<TrainingSpec>, Samples)>,
        training: &TrainingSpec,
        samples: &Samples,
    ) -> Self {
        let Some((spec, known)) = kept else { return Self::None };
        let is_finite = matches!(training.data.source, Source::Digits | Source::TwelveBit | Source::Own);
        if spec.data != training.data || known != samples {
            Self::OfOtherData
        } else if is_finite && spec.seeds() != training.seeds() {
            Self::KeptOfOtherSplit
        } else {
            Self::Kept
        }
    }
}

/// How the network does at every strength.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// How the test data were moved.
    pub shift: Shift,
    /// The epoch of the network.
    pub epoch: u32,
    /// From no shift to the strongest.
    pub points: Vec<Shifted>,
}

/// The watch over the network on moved data; copied freely.
#[derive(Clone, Copy)]
pub struct Shifts {
    /// How the test data are moved.
    pub shift: RwSignal<Shift>,
    /// What has been found last, if only of another shift.
    pub seen: RwSignal<Option<Seen>>,
    /// What the predictions are compared with.
    pub other: RwSignal<Other>,
    /// Why nothing can be found.
    pub problem: RwSignal<Option<Problem>>,
    /// What has been asked for last.
    asked: StoredValue<(Shift, u32)>,
}

impl Shifts {
    /// Follows the run, the shift, and the kept run.
    pub fn new(run: Run, settings: RwSignal<TrainingSettings>) -> Self {
        let shifts = Self {
            shift: RwSignal::new(Shift::Noise),
            seen: RwSignal::new(None),
            other: RwSignal::new(Other::None),
            problem: RwSignal::new(None),
            asked: StoredValue::new((Shift::Noise, 0)),
        };
        let asker = Asker::new(move |said| shifts.hear(said));
        effect(move || {
            let (shift, kept) = (shifts.shift.get(), run.kept());
            let (training, samples) = settings.with(|s| (s.spec.clone(), s.own_samples()));
            let other = Other::of(kept.as_ref().map(|kept| &kept.of), &training, &samples);
            shifts.other.set(other);
            // The frame of another network is not evaluated: that of this one is on its way.
            let frame = run.frame.get().filter(|frame| frame.snapshot.len() == training.n_parameters());
            let Some(frame) = frame else { return };
            let kept = kept.filter(|_| matches!(other, Other::Kept | Other::KeptOfOtherSplit));
            asker.ask(move || shifts.question(shift, &frame, kept, (training, samples)));
        });
        shifts
    }

    fn question(
        self,
        shift: Shift,
        frame: &TrainingFrame,
        kept: Option<Kept>,
        (training, samples): (TrainingSpec, Samples),
    ) -> Task {
        self.asked.set_value((shift, frame.epoch));
        let other = kept.map(|kept| ((*kept.of.0).clone(), kept.last.snapshot.clone()));
        let spec = ShiftSpec { other, ..ShiftSpec::new(training, frame.snapshot.clone(), shift) };
        Task::Shifted(Box::new(Of { spec, assets: address::of_assets(), samples: samples.to_vec() }))
    }

    fn hear(self, said: Result<Said, Problem>) {
        match said {
            Ok(Said::Shifted(points)) => {
                let (shift, epoch) = self.asked.get_value();
                self.problem.set(None);
                self.seen.set(Some(Seen { shift, epoch, points }));
            }
            Ok(_) => {}
            Err(problem) => {
                self.seen.set(None);
                self.problem.set(Some(problem));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_run_on_the_same_samples_is_compared() {
        let samples = Samples::default();
        let of = |kept: &TrainingSpec, this: &TrainingSpec| {
            Other::of(Some(&(Arc::new(kept.clone()), samples.clone())), this, &samples)
        };
        let this = TrainingSpec::default();
        let reseeded = TrainingSpec { seed: 9, ..this.clone() };
        assert_eq!((Other::of(None, &this, &samples), of(&this, &this)), (Other::None, Other::Kept));
        // Another seed draws samples that neither run has seen.
        assert_eq!(of(&reseeded, &this), Other::Kept);
        let mut noisier = this.clone();
        noisier.data.noise += 0.1;
        assert_eq!(of(&noisier, &this), Other::OfOtherData);
        let of_digits = |mut spec: TrainingSpec| {
            spec.data.source = Source::Digits;
            spec
        };
        let (this, reseeded) = (of_digits(this), of_digits(reseeded));
        assert_eq!((of(&this, &this), of(&reseeded, &this)), (Other::Kept, Other::KeptOfOtherSplit));
        let kept = (Arc::new(this.clone()), Samples::new(vec![1]));
        assert_eq!(Other::of(Some(&kept), &this, &samples), Other::OfOtherData);
    }
}
