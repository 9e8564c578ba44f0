//! All that a training run needs to go on from where it stands, with the same bits.

use super::Trainer;
use crate::learner::optimizer::Optimizer;
use crate::learner::optimizer::averaging::WeightAverage;
use crate::learner::passes::Randomness;
use crate::math::real::Real;

/// The state of a [`Trainer`] between two mini-batches.
///
/// ```
/// use infoplane_core::learner::network::{Network, NetworkSpec};
/// use infoplane_core::learner::optimizer::{Convention, OptimizerSpec};
/// use infoplane_core::learner::trainer::{Objective, Trainer};
/// # let network = Network::new(&NetworkSpec { hidden: vec![], ..NetworkSpec::default() }, 1, 2, vec![0.0; 4])?;
/// // The velocity of a momentum is part of it: the same second step is taken twice.
/// let momentum = OptimizerSpec::momentum(Convention::Keras);
/// let mut trainer = Trainer::new(network, &momentum, &Objective::default(), 1, 1)?;
/// let step = |trainer: &mut Trainer<f64>| trainer.step(&[0], |_| (&[2.0], 1)).expect("finite");
/// step(&mut trainer);
/// let checkpoint = trainer.checkpoint();
/// step(&mut trainer);
/// let second = trainer.network().parameters().to_vec();
/// trainer.resume(&checkpoint);
/// step(&mut trainer);
/// assert_eq!(trainer.network().parameters(), second);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
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
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let network = Network::new(&NetworkSpec { hidden: vec![], ..NetworkSpec::default() }, 1, 2, vec![0.0; 4])?;
    /// # let mut trainer = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 1, 1)?;
    /// let start = trainer.checkpoint();
    /// trainer.step(&[0], |_| (&[2.0], 1)).expect("finite");
    /// // 0.01 of the gradient −½; the checkpoint does not move along.
    /// assert_eq!(trainer.network().parameters()[3], 0.005);
    /// trainer.resume(&start);
    /// assert_eq!(trainer.network().parameters()[3], 0.0);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
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
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let network = Network::new(&NetworkSpec { hidden: vec![], ..NetworkSpec::default() }, 1, 2, vec![0.0; 4])?;
    /// # let mut trainer = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 1, 1)?;
    /// let start = trainer.checkpoint();
    /// // What had been seen of a mini-batch is forgotten.
    /// trainer.accumulate(1, |batch| batch.load([(&[4.0][..], 0)].into_iter()));
    /// assert_eq!(trainer.gradient()[0], -2.0);
    /// trainer.resume(&start);
    /// assert_eq!(trainer.gradient()[0], 0.0);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn resume(&mut self, checkpoint: &Checkpoint<T>) {
        self.network.parameters_mut().copy_from_slice(&checkpoint.parameters);
        self.optimizer.clone_from(&checkpoint.optimizer);
        self.average = checkpoint.average.as_ref().map(|average| (average.clone(), self.network.clone()));
        self.randomness = checkpoint.randomness.clone();
        self.n_updates = checkpoint.n_updates;
        self.gradient.fill(T::ZERO);
        self.mean_loss = 0.0;
    }

    /// Goes back to these weights: as many as the network has. A mean of weights ends.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let network = Network::new(&NetworkSpec { hidden: vec![], ..NetworkSpec::default() }, 1, 2, vec![0.0; 4])?;
    /// # let mut trainer = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 1, 1)?;
    /// trainer.restore(&[1.0, 2.0, 3.0, 4.0]);
    /// assert_eq!(trainer.network().parameters(), [1.0, 2.0, 3.0, 4.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn restore(&mut self, parameters: &[T]) {
        self.network.parameters_mut().copy_from_slice(parameters);
        self.average = None;
    }
}
