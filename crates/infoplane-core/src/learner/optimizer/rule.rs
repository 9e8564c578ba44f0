//! The choice of optimizer that a learner is offered: three rules and a step size.
//!
//! Links and messages carry this, not the whole of [`OptimizerSpec`]: a name and a number stay
//! readable and keep their meaning, and nobody compares conventions of libraries by a menu.

use super::method::Convention;
use super::spec::OptimizerSpec;
use crate::learner::spec::{Range, SpecError};
use serde::{Deserialize, Serialize};

crate::named_enum! {
    /// The update rule.
    pub enum Rule {
        /// Plain stochastic gradient descent.
        Sgd = "sgd",
        /// Stochastic gradient descent with momentum 0.9.
        Momentum = "momentum",
        /// Adam with Keras' conventions (beta 0.9, 0.999; epsilon 1e-7 outside the bias correction).
        Adam = "adam",
    }
}

/// The update rule and its step size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptimizerChoice {
    /// The update rule.
    pub rule: Rule,
    /// The learning rate.
    pub learning_rate: f64,
}

impl Default for OptimizerChoice {
    fn default() -> Self {
        Self { rule: Rule::Adam, learning_rate: 0.01 }
    }
}

impl OptimizerChoice {
    /// Range of the learning rate; a smaller one moves no weight and would make links as long as its zeros.
    pub const LEARNING_RATE: Range = OptimizerSpec::LEARNING_RATE;

    /// Checks the learning rate.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] when it is not a number from 1e-12 to 100.
    pub fn validate(&self) -> Result<(), SpecError> {
        Self::LEARNING_RATE.check(self.learning_rate)
    }

    /// Every hyper-parameter of the choice; the conventions are Keras', as in the code of
    /// [Saxe et al.](crate::citations::SAXE_2018).
    ///
    /// ```
    /// use infoplane_core::learner::optimizer::{OptimizerChoice, OptimizerSpec, Rule};
    /// use infoplane_core::learner::optimizer::method::Convention;
    /// let choice = OptimizerChoice { rule: Rule::Adam, learning_rate: 0.001 };
    /// assert_eq!(choice.spec(), OptimizerSpec::adam(Convention::Keras));
    /// ```
    pub fn spec(&self) -> OptimizerSpec {
        let spec = match self.rule {
            Rule::Sgd => OptimizerSpec::sgd(),
            Rule::Momentum => OptimizerSpec::momentum(Convention::Keras),
            Rule::Adam => OptimizerSpec::adam(Convention::Keras),
        };
        OptimizerSpec { learning_rate: self.learning_rate, ..spec }
    }
}
