//! Information theory and small networks, as pure functions: no browser, no I/O.
//!
//! ARCHITECTURE.md says which module may name which.
//! All information values are in nats; [`measures::units`] converts at the edge.
//!
//! Every public item of the numeric modules has an example, which runs as a test. Only the texts of [`citations`] have
//! none: a link to one is checked by `cargo doc`, and there is nothing in it to compute.

// The site is compiled for size (`cargo xtask build` sets `infoplane_site`), but for the functions whose loops take the
// time of a run: they carry `optimize(speed)`, which the pinned compiler does not call stable yet.
#![cfg_attr(infoplane_site, feature(optimize_attribute))]

pub mod bottleneck;
pub mod citations;
pub mod dist;
pub mod estimators;
pub mod experiments;
pub mod learner;
pub mod losses;
pub mod math;
pub mod measures;
pub mod named;

/// The examples of the readme are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
