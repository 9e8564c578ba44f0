//! Probability distributions: over finitely many outcomes, and families with parameters.

pub mod catalogue;
pub mod channel;
pub mod channels;
pub mod english;
pub mod joint;
pub mod joints;
pub mod families;
pub mod pmf;
