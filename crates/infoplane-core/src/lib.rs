//! Information theory and small networks, as pure functions: no browser, no I/O.
//!
//! Modules are listed in reading order; each names only those above it.
//! All information values are in nats; [`measures::units`] converts at the edge.

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
