//! The kept run beside this one: its network at the epoch that is shown, on this run's samples, by a worker.

use crate::reactive::*;
use crate::state::run::Run;
use crate::state::share::{self, VERSION_KEY};
use crate::state::shifted::Other;
use crate::state::training::TrainingSettings;
use crate::workers::address;
use crate::workers::asker::Asker;
use crate::workers::own::Problem;
use infoplane_core::experiments::training::{Record, TrainingFrame, TrainingSpec};
use infoplane_worker::own::said::{Of, Said, Task};
use std::sync::Arc;

/// A network of the kept run.
#[derive(Clone, Debug)]
pub struct KeptNetwork {
    /// Its run, with the seeds of this one: they split the samples on which both are compared.
    spec: Arc<TrainingSpec>,
    /// Its record at the epoch shown, or the last before that.
    record: Arc<Record>,
}

/// A run gives the same network at the same epoch, wherever it is computed.
impl PartialEq for KeptNetwork {
    fn eq(&self, other: &Self) -> bool {
        (self.epoch(), &self.spec) == (other.epoch(), &other.spec)
    }
}

impl KeptNetwork {
    /// The epoch it is of.
    pub fn epoch(&self) -> u32 {
        self.record.epoch
    }
}

/// The watch over the kept run; copied freely.
#[derive(Clone, Copy)]
pub struct Beside {
    /// What the kept run is to this one.
    pub other: Memo<Other>,
    /// The network that is to be shown; none unless the kept run is of the same data.
    pub wanted: Memo<Option<KeptNetwork>>,
    /// The one that has been looked at last.
    pub seen: RwSignal<Option<KeptNetwork>>,
    /// What it makes of the samples; its epoch is that of its record.
    pub frame: RwSignal<Option<Arc<TrainingFrame>>>,
    /// Why nothing can be found.
    pub problem: RwSignal<Option<Problem>>,
    /// What has been asked for last.
    asked: StoredValue<Option<KeptNetwork>>,
}

impl Beside {
    /// Follows the epoch shown, and the kept run.
    pub fn new(run: Run, settings: RwSignal<TrainingSettings>) -> Self {
        let other = Memo::new(move |_| {
            run.kept_records.track();
            let (training, samples) = settings.with(|s| (s.spec.clone(), s.own_samples()));
            Other::of(run.kept().as_ref().map(|kept| &kept.of), &training, &samples)
        });
        let wanted = Memo::new(move |_| {
            let is_comparable = matches!(other.get(), Other::Kept | Other::KeptOfOtherSplit);
            let epoch = run.frame.with(|frame| frame.as_ref().map_or(0, |frame| frame.epoch));
            let record = run.kept_records.with(|records| at(records, epoch)).filter(|_| is_comparable)?;
            let kept = (*run.kept()?.of.0).clone();
            let spec = settings.with(|s| TrainingSpec {
                seed: s.spec.seed,
                stream_seeds: s.spec.stream_seeds.clone(),
                ..kept
            });
            Some(KeptNetwork { spec: Arc::new(spec), record })
        });
        let beside = Self {
            other,
            wanted,
            seen: RwSignal::new(None),
            frame: RwSignal::new(None),
            problem: RwSignal::new(None),
            asked: StoredValue::new(None),
        };
        beside.follow(Asker::new(move |said| beside.hear(said)), settings);
        beside
    }

    fn follow(self, asker: Asker, settings: RwSignal<TrainingSettings>) {
        effect(move || {
            let wanted = self.wanted.get();
            let is_other_run =
                |seen: &KeptNetwork| wanted.as_ref().is_none_or(|wanted| wanted.spec != seen.spec);
            if self.seen.with_untracked(|seen| seen.as_ref().is_some_and(is_other_run)) {
                self.show(None);
            }
            let Some(wanted) = wanted else { return self.problem.set(None) };
            let samples = settings.with_untracked(TrainingSettings::own_samples);
            asker.ask(move || {
                let spec = ((*wanted.spec).clone(), wanted.record.snapshot.clone());
                self.asked.set_value(Some(wanted));
                Task::Network(Box::new(Of { spec, assets: address::of_assets(), samples: samples.to_vec() }))
            });
        });
    }

    fn hear(self, said: Result<Said, Problem>) {
        let asked = self.asked.get_value();
        match (said, asked) {
            (Ok(Said::Network(frame)), Some(asked)) => {
                self.problem.set(None);
                let wanted = self.wanted.get_untracked();
                // A run that has been kept meanwhile has its own answer on the way.
                if wanted.is_some_and(|wanted| wanted.spec == asked.spec) {
                    self.show(Some((asked, *frame)));
                }
            }
            (Err(problem), _) => {
                self.show(None);
                self.problem.set(Some(problem));
            }
            _ => {}
        }
    }

    fn show(self, found: Option<(KeptNetwork, TrainingFrame)>) {
        let (seen, frame) = found.unzip();
        let epoch = seen.as_ref().map_or(0, KeptNetwork::epoch);
        self.frame.set(frame.map(|frame| Arc::new(TrainingFrame { epoch, ..frame })));
        self.seen.set(seen);
    }

    /// Whether what is seen is not yet what is wanted.
    pub fn is_old(self) -> bool {
        let wanted = self.wanted.get();
        self.seen.with(|seen| seen.is_some() && *seen != wanted)
    }
}

/// What a link to the kept run has that a link to this one has not, and the other way round; settings that are as usual
/// are in no link.
pub fn differences(kept: &TrainingSpec, this: &TrainingSettings) -> [String; 2] {
    let of_kept = share::write(&TrainingSettings { spec: kept.clone(), ..this.clone() });
    let of_this = share::write(this);
    let without = |all: &[(String, String)], others: &[(String, String)]| {
        let own = all.iter().filter(|pair| pair.0 != VERSION_KEY && !others.contains(pair));
        own.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(", ")
    };
    [without(&of_kept, &of_this), without(&of_this, &of_kept)]
}

/// The record of that epoch, or the last one before it; records are in order of epochs.
fn at(records: &[Arc<Record>], epoch: u32) -> Option<Arc<Record>> {
    let n_before = records.partition_point(|record| record.epoch <= epoch);
    records.get(n_before.checked_sub(1)?).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use infoplane_core::experiments::training::Training;
    use infoplane_core::experiments::{Experiment, Progress, recording::Recording};

    #[test]
    fn runs_differ_by_what_their_links_have_for_themselves() {
        let mut this = TrainingSettings::default();
        let kept = this.spec.clone();
        assert_eq!(differences(&kept, &this), ["", ""]);
        this.spec.optimizer.learning_rate = 0.1;
        this.spec.batch_size = 8;
        assert_eq!(differences(&kept, &this), ["", "lr=0.1, batch=8"]);
        let kept = TrainingSpec { batch_size: 16, ..this.spec.clone() };
        assert_eq!(differences(&kept, &this), ["batch=16", "batch=8"]);
    }

    #[test]
    fn the_record_is_that_of_the_epoch_or_the_last_before_it() {
        let spec = TrainingSpec { n_epochs: 10, recording: Recording::Every(5), ..TrainingSpec::default() };
        let mut run = Training::start(&spec, None).expect("valid");
        while run.step() == Progress::Running {}
        let records: Vec<Arc<Record>> = run.frame().records.into_iter().map(Arc::new).collect();
        let epoch = |epoch| at(&records, epoch).map(|record| record.epoch);
        assert_eq!([0, 4, 5, 9, 10, 99].map(epoch), [0, 0, 5, 5, 10, 10].map(Some));
        assert_eq!(at(&[], 3), None);
    }
}
