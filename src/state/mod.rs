//! What a page remembers: settings, runs, preferences, the link they are shared by.

pub use crate::workers::own::Problem;

pub mod asset;
pub mod bars;
pub mod bench;
pub mod beside;
pub mod changes;
pub mod claim;
pub mod decimal;
pub mod distributions;
pub mod ground_truth;
pub mod history;
pub mod knobs;
pub mod learning;
pub mod location;
pub mod neuron;
pub mod own;
pub mod own_file;
pub mod painted;
pub mod preferences;
pub mod query;
pub mod run;
pub mod seeds;
pub mod share;
pub mod shifted;
pub mod store;
pub mod training;
mod unit;
