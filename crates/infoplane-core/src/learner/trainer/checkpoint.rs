//! All that a training run needs to go on from where it stands, with the same bits.

use super::Trainer;
use crate::learner::optimizer::Optimizer;
use crate::learner::optimizer::averaging::WeightAverage;
use crate::learner::passes::Randomness;
use crate::math::real::Real;

/// The state of a [`Trainer`] between two mini-batches.
#[derive(Clone, Debug)]
pub struct Checkpoint<T> {
    parameters: Vec<T>,
    optimizer: Optimizer<T>,
    average: Option<WeightAverage<T>>,
    randomness: Randomness,
    n_updates: u32,
}

impl<T: Real> Trainer<T> {
    /// The present state; to be called between two mini-batches, since a part of one is not kept.
    pub fn checkpoint(&self) -> Checkpoint<T> {
        Checkpoint {
            parameters: self.network.parameters().to_vec(),
            optimizer: self.optimizer.clone(),
            average: self.average.as_ref().map(|(average, _)| average.clone()),
            randomness: self.randomness.clone(),
            n_updates: self.n_updates,
        }
    }

    /// Goes on from a state of a trainer of the same network and objective, whatever this one has done since.
    pub fn resume(&mut self, checkpoint: &Checkpoint<T>) {
        self.network.parameters_mut().copy_from_slice(&checkpoint.parameters);
        self.optimizer.clone_from(&checkpoint.optimizer);
        self.average = checkpoint.average.as_ref().map(|average| (average.clone(), self.network.clone()));
        self.randomness = checkpoint.randomness.clone();
        self.n_updates = checkpoint.n_updates;
        self.gradient.fill(T::ZERO);
        self.mean_loss = 0.0;
    }
}
