//! States that a run can be shown at when its present one has left the finite numbers.

use super::record::Time;

/// The evaluated parameters at some time.
#[derive(Clone, Debug)]
pub(super) struct PastState {
    pub(super) time: Time,
    pub(super) parameters: Vec<f32>,
}

/// The last two ends of epochs and the last state that was recorded, newest first.
///
/// What a record says is known to be finite; of the others it is found out when one is needed. There are two of them
/// because a mini-batch of all samples shows only in the next epoch that the end of the last was not finite.
#[derive(Clone, Debug)]
pub(super) struct Past([PastState; Past::LENGTH]);

impl Past {
    /// How many states there are.
    pub(super) const LENGTH: usize = 3;

    /// Before the first update.
    pub(super) fn new(parameters: &[f32]) -> Self {
        Self(
            [(); Self::LENGTH].map(|()| PastState { time: Time::default(), parameters: parameters.to_vec() }),
        )
    }

    /// The end of an epoch whose evaluation nobody has seen.
    pub(super) fn add(&mut self, time: Time, parameters: &[f32]) {
        self.0.swap(0, 1);
        self.0[0].set(time, parameters);
    }

    /// A state whose evaluation is finite, hence the only one that is needed.
    pub(super) fn begin_at(&mut self, time: Time, parameters: &[f32]) {
        self.0.iter_mut().for_each(|state| state.set(time, parameters));
    }

    /// A state; 0 is the newest.
    pub(super) fn get(&self, age: usize) -> &PastState {
        &self.0[age]
    }
}

impl PastState {
    fn set(&mut self, time: Time, parameters: &[f32]) {
        self.time = time;
        self.parameters.copy_from_slice(parameters);
    }
}
