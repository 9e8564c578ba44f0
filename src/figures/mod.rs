//! The named figures: results → [`crate::charts::figure::Figure`], one per file, pure.
//!
//! Values arrive in nats with a factor to the unit that is shown; every text arrives translated.

pub mod accuracy;
pub mod class_kl;
pub mod code_lengths;
pub mod compression;
pub mod confusion;
pub mod contributions;
pub mod curves;
pub mod digits_grid;
pub mod doubts;
pub mod layers;
pub mod loss;
pub mod network;
pub mod plane;
pub mod regions;
pub mod reliability;
pub mod spread;
