//! The named figures: results → [`crate::charts::figure::Figure`], one per file, pure.
//!
//! Values arrive in nats with a factor to the unit that is shown; every text arrives translated.

pub mod accuracy;
mod class_bars;
pub mod class_kl;
pub mod code_lengths;
pub mod compression;
pub mod confusion;
pub mod contributions;
pub mod curves;
pub mod digits_grid;
pub mod disagreement;
mod diverging;
pub mod doubts;
pub mod ground_truth;
pub mod layers;
pub mod lens;
pub mod loss;
pub mod network;
pub mod plane;
pub mod prediction;
pub mod receptive_field;
pub mod regions;
pub mod reliability;
pub mod response_map;
pub mod shifted;
pub mod spread;
pub mod unit_histogram;
