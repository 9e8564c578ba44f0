//! infoplane: a page on which people see information theory at work in deep learning.
//!
//! Modules are listed in reading order; each names only those above it.

pub mod worker;

pub mod state;
