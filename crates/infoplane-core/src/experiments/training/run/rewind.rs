//! The way back to an epoch before.

use super::{Run, first_trainer};
use crate::experiments::training::problem::Problem;
use crate::experiments::training::state::State;
use crate::learner::spec::{Range, SpecError};
use crate::math::rng::Purpose;

impl<P: Problem> Run<P> {
    /// Goes back, or forth, to the last state kept at or before an epoch that has been reached; gives the number of
    /// epochs that must be trained again to reach it. Records of later epochs are then made again.
    pub(in crate::experiments) fn rewind(&mut self, epoch: u32) -> Result<u32, SpecError> {
        let reached = Range { field: "epoch", min: 0.0, max: f64::from(self.reached) };
        reached.check(f64::from(epoch))?;
        match self.checkpoints.up_to(epoch) {
            Some(state) => {
                self.time = state.time;
                self.trainer.resume(&state.trainer);
                self.order = state.order.iter().map(|sample| *sample as usize).collect();
                self.stream = state.stream.clone();
            }
            None => {
                self.trainer = first_trainer(&self.spec, &self.data, &self.first)?;
                self.stream = self.spec.seeds().stream(Purpose::Batches);
                self.begin();
            }
        }
        self.enter_phase();
        self.past.begin_at(self.time, self.trainer.evaluated().0.parameters());
        self.records.retain(|record| record.epoch <= epoch);
        self.update = None;
        self.known = epoch;
        self.state = self.state_at_end_of_epoch();
        self.begin_epoch();
        Ok(epoch - self.time.epoch)
    }

    /// Keeps the present state, at the end of an epoch, if it is the turn of it.
    pub(super) fn keep_state(&mut self) {
        self.checkpoints.offer(self.time.epoch, || State {
            time: self.time,
            trainer: self.trainer.checkpoint(),
            order: self.order.iter().map(|sample| *sample as u32).collect(),
            stream: self.stream.clone(),
        });
    }
}
