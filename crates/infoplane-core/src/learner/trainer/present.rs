//! What can be seen of a training run between two steps.

use super::Trainer;
use crate::learner::network::Network;
use crate::learner::passes::Batch;
use crate::math::real::Real;

impl<T: Real> Trainer<T> {
    /// The network as it is trained.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// let network = Network::new(&spec, 1, 2, vec![1.0, 2.0, 3.0, 4.0])?;
    /// let trainer = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 1, 1)?;
    /// assert_eq!(trainer.network().parameters(), [1.0, 2.0, 3.0, 4.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn network(&self) -> &Network<T> {
        &self.network
    }

    /// The network to be evaluated, that with the mean of the weights if there is one, and a batch to do it with.
    ///
    /// ```
    /// # use infoplane_core::learner::optimizer::averaging::Averaging;
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// # let network = Network::new(&spec, 1, 2, vec![0.0; 4])?;
    /// let objective = Objective { averaging: Some(Averaging::Mean), ..Objective::default() };
    /// # let descent = OptimizerSpec { learning_rate: 1.0, ..OptimizerSpec::sgd() };
    /// let mut trainer = Trainer::new(network, &descent, &objective, 1, 1)?;
    /// let biases = [(); 2].map(|()| {
    ///     trainer.step(&[0], |_| (&[0.0], 1)).expect("finite");
    ///     trainer.network().parameters()[3]
    /// });
    /// assert_eq!(trainer.evaluated().0.parameters()[3], (biases[0] + biases[1]) / 2.0);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn evaluated(&mut self) -> (&Network<T>, &mut Batch<T>) {
        match &mut self.average {
            None => (&self.network, &mut self.batch),
            Some((average, network)) => {
                network.parameters_mut().copy_from_slice(average.weights());
                (network, &mut self.batch)
            }
        }
    }

    /// The gradient of the loss of the present mini-batch, as far as it has been seen; zero after an update.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// # let network = Network::new(&spec, 1, 2, vec![0.0; 4])?;
    /// # let mut trainer = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 1, 1)?;
    /// // (½ − target) times the input 4, and times 1 for the biases.
    /// trainer.accumulate(1, |batch| batch.load([(&[4.0][..], 0)].into_iter()));
    /// assert_eq!(trainer.gradient(), [-2.0, 2.0, -0.5, 0.5]);
    /// trainer.update().expect("finite");
    /// assert_eq!(trainer.gradient(), [0.0; 4]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn gradient(&self) -> &[T] {
        &self.gradient
    }

    /// Samples that pass through the network together.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let network = Network::new(&NetworkSpec::default(), 2, 3, vec![0.0; 123])?;
    /// // A thousand samples of a small network pass in four parts.
    /// let trainer = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 1000, 1)?;
    /// assert_eq!(trainer.chunk_size(), 256);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn chunk_size(&self) -> usize {
        self.batch.capacity()
    }
}
