//! The page's workers: [`client`] is the line to one of them, [`pool`] the plan for several, [`sweep`] what comes of a
//! list of jobs, and [`team`] the several that all runs of the page share. [`own`] is the line to one for a reader's
//! own activations, [`asker`] a conversation with such a one, [`samples`] what a reader gives the others. [`address`] is where they are.

pub mod address;
pub mod asker;
pub mod pool;
pub mod samples;
pub mod sweep;

pub mod client;
pub mod own;
pub mod team;
