//! A run at the end of an epoch.

use super::record::Time;
use crate::learner::trainer::Checkpoint;
use crate::math::rng::Stream;

/// All that a run needs to go on from the end of an epoch with the same bits.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) time: Time,
    pub(super) trainer: Checkpoint<f32>,
    pub(super) order: Vec<u32>,
    pub(super) stream: Stream,
}

impl State {
    /// An upper bound on the bytes of one: parameters, two numbers of memory and one of a mean for each, the order.
    pub(super) const fn bytes(n_parameters: usize, n_train: usize) -> usize {
        size_of::<Self>() + 4 * size_of::<f32>() * n_parameters + size_of::<u32>() * n_train
    }
}
