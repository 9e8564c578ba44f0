//! The three matrix products of a training step.
//!
//! Four samples advance together, one in each lane of a vector: a *group*. The values of a layer are
//! stored group by group, and in a group unit by unit, so that a unit of a group is one vector and
//! a product reads memory from front to back. Every sum has one fixed order, so that all platforms
//! round alike: over inputs and units from first to last, over samples lane by lane, then the lanes.
//!
//! The other layout, samples one after another and units in the lanes, was measured beside this one: forward passes with
//! ReLU, natively with vectors of 128 bits, four samples to each vector of weights, the best of 25 interleaved turns on a
//! shared machine. Ours includes the softmax, the other does not.
//!
//! | network, batch | samples in lanes | units in lanes |
//! |---|--:|--:|
//! | 12-10-7-5-4-3-2, 256 | 6.3 µs | 6.5 µs |
//! | 64-64-32-10, 32 | 10.4 µs | 11.7 µs |
//! | 784-256-128-10, 128 | 1.32 ms | 1.86 ms |
//!
//! Layers of 2, 3, 5 or 7 units leave lanes of the other empty in the curves, too, which take a third of a step.
//!
//! `optimize(speed)` marks what a step spends its time in; all else of the site is compiled for size.

mod affine;
mod groups;
mod outer;

pub(super) use affine::{Matrix, Panel, affine, propagate};
pub(super) use groups::Groups;
pub(super) use outer::{Strips, accumulate};
