//! The samples of the present settings, as the page draws them: the same bits as the worker's.

use crate::figures::regions::Sample;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::asset;
use crate::state::training::TrainingSettings;
use infoplane_core::learner::dataset::{Dataset, Source, samples};
use infoplane_core::learner::seeds::Seeds;
use infoplane_core::learner::spec::Asset;
use std::sync::Arc;

/// The data set of the present settings; `None` while its file is on its way, or when the settings are
/// refused (the run says why).
pub fn dataset() -> Memo<Option<Arc<Dataset>>> {
    let settings = use_training().settings;
    let data = Memo::new(move |_| {
        settings.with(|s| (s.spec.data.clone(), s.spec.seed, s.spec.stream_seeds.clone()))
    });
    let file = asset::content(derived(move || {
        data.with(|(data, ..)| Asset::of_source(data.source)).filter(|asset| asset.is_shipped())
    }));
    Memo::new(move |_| {
        let (data, run, streams) = data.get();
        let seeds = Seeds { run, streams: &streams };
        let file = if data.source == Source::Own {
            Some(settings.with(TrainingSettings::own_samples))
        } else {
            file.get()
        };
        samples(&data, seeds, file.as_ref().map(|bytes| bytes.as_slice())).ok().map(Arc::new)
    })
}

/// The points of some samples in the plane.
pub fn points(data: &Dataset, samples: &[usize]) -> Vec<Sample> {
    let sample = |&index: &usize| {
        let [x, y] = *data.points.get(index)?;
        Some(Sample { at: (x, y), class: data.labels[index] })
    };
    samples.iter().filter_map(sample).collect()
}
