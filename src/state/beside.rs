//! The kept run beside this one: its network at the epoch that is shown, by a worker.

use crate::reactive::*;
use crate::state::run::Run;
use crate::state::shifted::Other;
use crate::state::training::TrainingSettings;
use crate::workers::address;
use crate::workers::asker::Asker;
use crate::workers::own::Problem;
use infoplane_core::experiments::training::{Record, TrainingFrame};
use infoplane_worker::own::said::{Of, Said, Task};
use std::sync::Arc;

/// The watch over the kept run; copied freely.
#[derive(Clone, Copy)]
pub struct Beside {
    /// What the kept run is to this one.
    pub other: RwSignal<Other>,
    /// Its record at the epoch shown, or the last before that.
    pub record: RwSignal<Option<Arc<Record>>>,
    /// What its network, at that epoch or shortly before, makes of the samples.
    pub frame: RwSignal<Option<Arc<TrainingFrame>>>,
    /// Why nothing can be found.
    pub problem: RwSignal<Option<Problem>>,
}

impl Beside {
    /// Follows the epoch shown, and the kept run.
    pub fn new(run: Run, settings: RwSignal<TrainingSettings>) -> Self {
        let beside = Self {
            other: RwSignal::new(Other::None),
            record: RwSignal::new(None),
            frame: RwSignal::new(None),
            problem: RwSignal::new(None),
        };
        let asker = Asker::new(move |said| beside.hear(said));
        effect(move || {
            let kept = run.kept();
            let (training, samples) = settings.with(|s| (s.spec.clone(), s.own_samples()));
            let other = Other::of(kept.as_ref().map(|kept| &kept.of), &training, &samples);
            let epoch = run.frame.with(|frame| frame.as_ref().map_or(0, |frame| frame.epoch));
            let is_comparable = matches!(other, Other::Kept | Other::KeptOfOtherSplit);
            let record = run.kept_records.with(|records| at(records, epoch)).filter(|_| is_comparable);
            beside.other.set(other);
            let is_known = beside.record.with_untracked(|known| is_same(known.as_ref(), record.as_ref()));
            if is_known {
                return;
            }
            beside.record.set(record.clone());
            let (Some(kept), Some(record)) = (kept, record) else { return beside.frame.set(None) };
            asker.ask(move || {
                let spec = ((*kept.of.0).clone(), record.snapshot.clone());
                Task::Network(Box::new(Of { spec, assets: address::of_assets(), samples: samples.to_vec() }))
            });
        });
        beside
    }

    fn hear(self, said: Result<Said, Problem>) {
        match said {
            Ok(Said::Network(frame)) if self.record.with_untracked(Option::is_some) => {
                self.problem.set(None);
                self.frame.set(Some(Arc::new(*frame)));
            }
            Ok(_) => {}
            Err(problem) => {
                self.frame.set(None);
                self.problem.set(Some(problem));
            }
        }
    }
}

/// The record of that epoch, or the last one before it; records are in order of epochs.
fn at(records: &[Arc<Record>], epoch: u32) -> Option<Arc<Record>> {
    let n_before = records.partition_point(|record| record.epoch <= epoch);
    records.get(n_before.checked_sub(1)?).cloned()
}

fn is_same(a: Option<&Arc<Record>>, b: Option<&Arc<Record>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use infoplane_core::experiments::training::{Training, TrainingSpec};
    use infoplane_core::experiments::{Experiment, Progress, recording::Recording};

    #[test]
    fn the_record_is_that_of_the_epoch_or_the_last_before_it() {
        let spec = TrainingSpec { n_epochs: 10, recording: Recording::Every(5), ..TrainingSpec::default() };
        let mut run = Training::start(&spec, None).expect("valid");
        while run.step() == Progress::Running {}
        let records: Vec<Arc<Record>> = run.frame().records.into_iter().map(Arc::new).collect();
        let epoch = |epoch| at(&records, epoch).map(|record| record.epoch);
        assert_eq!([0, 4, 5, 9, 10, 99].map(epoch), [0, 0, 5, 5, 10, 10].map(Some));
        assert_eq!(at(&[], 3), None);
        assert!(is_same(at(&records, 5).as_ref(), at(&records, 9).as_ref()));
        assert!(!is_same(at(&records, 5).as_ref(), at(&records, 10).as_ref()) && is_same(None, None));
    }
}
