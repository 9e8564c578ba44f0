//! What can be changed between two mini-batches.

use super::Trainer;
use crate::learner::optimizer::OptimizerSpec;
use crate::learner::regularization::Regularization;
use crate::learner::spec::SpecError;
use crate::math::real::Real;

impl<T: Real> Trainer<T> {
    /// Learns with these hyper-parameters and this L2 penalty from here on. Another update rule begins without memory of
    /// past gradients; the same one keeps what it has.
    ///
    /// # Errors
    /// Those of [`OptimizerSpec::validate`], and [`SpecError::OutOfRange`] for a penalty outside
    /// [`Regularization::WEIGHT`]; nothing is changed then.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// # let network = Network::new(&spec, 1, 2, vec![0.0; 4])?;
    /// let mut trainer = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 1, 1)?;
    /// trainer.learn_by(OptimizerSpec { learning_rate: 0.5, ..OptimizerSpec::sgd() }, 0.0)?;
    /// trainer.step(&[0], |_| (&[2.0], 1)).expect("finite");
    /// // ½ times the gradient −½.
    /// assert_eq!(trainer.network().parameters()[3], 0.25);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn learn_by(&mut self, optimizer: OptimizerSpec, l2: f64) -> Result<(), SpecError> {
        Regularization::WEIGHT.check(l2)?;
        self.optimizer.turn_to(optimizer)?;
        self.objective.regularization.l2 = l2;
        Ok(())
    }

    /// Gives one weight or bias a value, where there is one at that place; a mean of weights begins anew.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// # let network = Network::new(&spec, 1, 2, vec![0.0; 4])?;
    /// let mut trainer = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 1, 1)?;
    /// trainer.set_parameter(2, 0.5);
    /// assert_eq!(trainer.network().parameters(), [0.0, 0.0, 0.5, 0.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn set_parameter(&mut self, index: usize, value: T) {
        let place = self.network.parameters_mut().get_mut(index);
        place.into_iter().for_each(|parameter| *parameter = value);
        if let Some((average, _)) = &mut self.average {
            average.restart(self.network.parameters());
        }
    }
}
