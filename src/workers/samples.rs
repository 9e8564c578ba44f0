//! A reader's own samples, which every worker is given before the first request that needs them.

use std::cell::RefCell;
use std::sync::Arc;

/// Samples as [`pack`](infoplane_core::learner::dataset::own::OwnData::pack) packs them; without bytes when there are
/// none, which a worker refuses.
pub type Samples = Arc<Vec<u8>>;

thread_local! {
    static PRESENT: RefCell<Samples> = RefCell::default();
}

/// From now on these are the reader's own samples.
pub fn provide(samples: &Samples) {
    PRESENT.with_borrow_mut(|present| present.clone_from(samples));
}

/// The present ones.
pub fn present() -> Samples {
    PRESENT.with_borrow(Arc::clone)
}
