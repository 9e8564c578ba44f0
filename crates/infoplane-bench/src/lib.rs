//! What the bench page times: the learner and the estimators as the site's worker has them.
//!
//! The page (`bench/page`) makes the samples and looks at the clock. Nothing here is part of the site.

pub mod estimates;
pub mod peak;
pub mod training;

use wasm_bindgen::prelude::wasm_bindgen;

#[global_allocator]
static MEMORY: infoplane_memory::Apart = infoplane_memory::Apart;

/// The version of infoplane.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
