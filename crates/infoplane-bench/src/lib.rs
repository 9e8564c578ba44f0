//! What the bench page times: the learner and the estimators as the site's worker has them.
//!
//! The page (`bench/page`) makes the samples and looks at the clock. Nothing here is part of the site.

pub mod bottleneck;
pub mod estimates;
pub mod peak;
pub mod saxe;
pub mod training;

use infoplane_core::experiments::reference_runs::reference_runs;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

#[global_allocator]
static MEMORY: infoplane_memory::Apart = infoplane_memory::Apart;

/// The runs of the core's reference, computed here and now, whose digests are not those pinned; given the packed digits.
///
/// # Errors
/// When a run is refused.
#[wasm_bindgen]
pub fn differing_runs(digits: &[u8]) -> Result<Vec<String>, JsError> {
    let mut differing = Vec::new();
    for run in reference_runs()? {
        if run.digest(digits)? != run.expected {
            differing.push(run.name.to_owned());
        }
    }
    Ok(differing)
}

/// The version of infoplane.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
