//! Probability distributions over finitely many outcomes.

pub mod catalogue;
pub mod english;
pub mod pmf;
