//! The three matrix products of a training step.
//!
//! Four samples advance together, one in each lane of a vector: a *group*. The values of a layer are
//! stored group by group, and in a group unit by unit, so that a unit of a group is one vector and
//! a product reads memory from front to back. Every sum has one fixed order, so that all platforms
//! round alike: over inputs and units from first to last, over samples lane by lane, then the lanes.
//!
//! `optimize(speed)` marks what a step spends its time in; all else of the site is compiled for size.

mod affine;
mod groups;
mod outer;

pub(super) use affine::{Matrix, Panel, affine, propagate};
pub(super) use groups::Groups;
pub(super) use outer::{Strips, accumulate};
