//! infoplane: a page on which people see information theory at work in deep learning.
//!
//! Modules are listed in reading order; each names only those above it.

pub mod reactive;
pub mod workers;
pub mod charts;
pub mod figures;
pub mod formulas;
pub mod i18n;
pub mod state;
pub mod widgets;
pub mod labs;
pub mod pages;
pub mod app;
