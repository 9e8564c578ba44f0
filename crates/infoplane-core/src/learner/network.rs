//! The shape of a network and its parameters.

use crate::learner::activation::Activation;
use serde::{Deserialize, Serialize};

/// A fully connected classifier: hidden layers of one activation, softmax output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetworkSpec {
    /// Widths of the hidden layers, from the input on; may be empty (softmax regression).
    pub hidden: Vec<usize>,
    /// The activation of every hidden layer.
    pub activation: Activation,
}

impl Default for NetworkSpec {
    fn default() -> Self {
        Self { hidden: vec![8, 8], activation: Activation::Tanh }
    }
}
