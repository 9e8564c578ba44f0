//! The page's workers: [`client`] is the line to one of them, [`pool`] the plan for several, [`sweep`] what comes of a
//! list of jobs, and [`team`] the several that all runs of the page share. [`address`] is where they are,
//! [`own`] what a reader gives them.

pub mod address;
pub mod own;
pub mod pool;
pub mod sweep;

pub mod client;
pub mod team;
