//! The files that data sets are read from, for a page that draws their samples.

use crate::reactive::*;
use crate::workers::address;
use infoplane_core::learner::spec::Asset;
use infoplane_worker::asset::fetch;
use std::sync::Arc;

/// The bytes of the file that is `needed`, once they have arrived; `None` while none is needed. A file
/// that cannot be had stays `None`: the run needs it too, and says what is wrong with it.
pub fn content(needed: Signal<Option<Asset>>) -> Signal<Option<Arc<Vec<u8>>>> {
    let arrived = RwSignal::new(None::<(Asset, Arc<Vec<u8>>)>);
    let is_here =
        move |asset| arrived.with_untracked(|file| file.as_ref().is_some_and(|(of, _)| *of == asset));
    effect(move || {
        if let Some(asset) = needed.get().filter(|asset| !is_here(*asset)) {
            spawn_local(async move {
                if let Ok(bytes) = fetch(&address::of_assets(), asset).await {
                    arrived.try_set(Some((asset, Arc::new(bytes))));
                }
            });
        }
    });
    derived(move || {
        let needed = needed.get();
        arrived.with(|file| {
            file.as_ref().filter(|(of, _)| Some(*of) == needed).map(|(_, bytes)| Arc::clone(bytes))
        })
    })
}
