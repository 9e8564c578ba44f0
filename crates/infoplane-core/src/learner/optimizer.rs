//! Gradient descent rules.

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
pub struct OptimizerSpec {
    /// The update rule.
    pub rule: Rule,
    /// The learning rate.
    pub learning_rate: f64,
}

impl Default for OptimizerSpec {
    fn default() -> Self {
        Self { rule: Rule::Adam, learning_rate: 0.01 }
    }
}
