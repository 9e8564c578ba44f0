//! infoplane: a page on which people see information theory at work in deep learning.

pub mod charts;
pub mod figures;
