//! The samples of the present settings, as the page draws them: the same bits as the worker's.

use crate::figures::regions::Sample;
use crate::labs::training::use_training;
use crate::worker::asset;
use infoplane_core::experiments::Asset;
use infoplane_core::learner::dataset::{Dataset, generate};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// The data set of the present settings; `None` while its file is on its way, or when the settings are
/// refused (the run says why).
pub fn dataset() -> Memo<Option<Arc<Dataset>>> {
    let settings = use_training().settings;
    let data = Memo::new(move |_| settings.with(|s| (s.spec.data.clone(), s.spec.seed)));
    let file = RwSignal::new(None::<Arc<Vec<u8>>>);
    let asked = StoredValue::new(false);
    Effect::new(move || {
        let needed = data.with(|(data, _)| Asset::of_source(data.source));
        if let (Some(asset), false) = (needed, asked.get_value()) {
            asked.set_value(true);
            spawn_local(async move {
                // The run itself needs the same file and says what is wrong with it.
                match asset::fetch(asset).await {
                    Ok(bytes) => drop(file.try_set(Some(Arc::new(bytes)))),
                    Err(_) => drop(asked.try_set_value(false)),
                }
            });
        }
    });
    Memo::new(move |_| {
        let (data, seed) = data.get();
        let file = file.get();
        generate(&data, seed, file.as_ref().map(|bytes| bytes.as_slice())).ok().map(Arc::new)
    })
}

/// The points of some samples in the plane.
pub fn points(data: &Dataset, samples: &[usize]) -> Vec<Sample> {
    let sample = |&index: &usize| {
        let [x, y] = data.input(index) else { return None };
        Some(Sample { at: (*x, *y), class: data.labels[index] })
    };
    samples.iter().filter_map(sample).collect()
}
