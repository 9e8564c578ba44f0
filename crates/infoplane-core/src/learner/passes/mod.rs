//! Forward and backward passes over a batch.
//!
//! [`Batch::forward`] computes every layer, and with each value the derivative that [`Batch::backward`]
//! needs, so that nothing is computed twice. Nothing is allocated after construction.

mod backward;
mod batch;
mod bottleneck;
mod forward;
mod noise;
mod normalization;
mod output;

pub use batch::Batch;
pub use noise::Randomness;
