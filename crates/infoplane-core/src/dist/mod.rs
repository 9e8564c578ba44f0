//! Probability distributions: over finitely many outcomes, and families with parameters.

pub mod catalogue;
pub mod english;
pub mod families;
pub mod pmf;
