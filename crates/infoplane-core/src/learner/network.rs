//! The shape of a network and its parameters.

use crate::learner::activation::Activation;
use crate::learner::spec::{Range, SpecError};
use crate::math::real::Real;
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

impl NetworkSpec {
    /// Range of the number of hidden layers.
    pub const LAYERS: Range = Range { field: "layers", min: 0.0, max: 8.0 };
    /// Range of the width of a hidden layer.
    pub const WIDTH: Range = Range { field: "width", min: 1.0, max: 256.0 };

    /// Checks the number of layers and their widths.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field.
    pub fn validate(&self) -> Result<(), SpecError> {
        Self::LAYERS.check(self.hidden.len() as f64)?;
        self.hidden.iter().try_for_each(|width| Self::WIDTH.check(*width as f64))
    }

    /// Widths of all layers, input and output included.
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// assert_eq!(NetworkSpec::default().layer_widths(2, 3), [2, 8, 8, 3]);
    /// ```
    pub fn layer_widths(&self, n_features: usize, n_classes: usize) -> Vec<usize> {
        [&[n_features], self.hidden.as_slice(), &[n_classes]].concat()
    }

    /// Number of weights and biases.
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// assert_eq!(NetworkSpec::default().n_parameters(2, 3), (2 + 1) * 8 + (8 + 1) * 8 + (8 + 1) * 3);
    /// ```
    pub fn n_parameters(&self, n_features: usize, n_classes: usize) -> usize {
        n_parameters(&self.layer_widths(n_features, n_classes))
    }
}

fn n_parameters(widths: &[usize]) -> usize {
    widths.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum()
}

/// A network: widths, activation, parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Network<T> {
    widths: Vec<usize>,
    activation: Activation,
    /// Layer by layer: weights (output-major), then biases.
    parameters: Vec<T>,
}

/// Where the parameters of one layer lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Inputs of the layer.
    pub n_in: usize,
    /// Units of the layer.
    pub n_out: usize,
    /// Index of the first weight.
    pub start: usize,
}

impl Layer {
    /// Indices of the weights; those of unit o are the o-th run of `n_in`.
    pub fn weights(self) -> core::ops::Range<usize> {
        self.start..self.start + self.n_in * self.n_out
    }

    /// Indices of the biases.
    pub fn biases(self) -> core::ops::Range<usize> {
        let end = self.start + self.n_in * self.n_out;
        end..end + self.n_out
    }
}

impl<T: Real> Network<T> {
    /// A network with these parameters.
    ///
    /// # Errors
    /// [`SpecError::SnapshotLength`] unless there is one parameter for every weight and bias.
    pub fn new(widths: Vec<usize>, activation: Activation, parameters: Vec<T>) -> Result<Self, SpecError> {
        let (expected, found) = (n_parameters(&widths), parameters.len());
        if expected == found {
            Ok(Self { widths, activation, parameters })
        } else {
            Err(SpecError::SnapshotLength { expected, found })
        }
    }

    /// Widths of all layers, input and output included.
    pub fn widths(&self) -> &[usize] {
        &self.widths
    }

    /// The activation of the hidden layers.
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// All parameters, layer by layer: weights (output-major), then biases.
    pub fn parameters(&self) -> &[T] {
        &self.parameters
    }

    /// The parameters, to be updated.
    pub fn parameters_mut(&mut self) -> &mut [T] {
        &mut self.parameters
    }

    /// Number of layers that have parameters: the hidden ones and the output.
    pub fn n_layers(&self) -> usize {
        self.widths.len() - 1
    }

    /// Where the parameters of a layer lie; layer 0 is the first hidden one.
    pub fn layer(&self, layer: usize) -> Layer {
        let start = n_parameters(&self.widths[..=layer]);
        Layer { n_in: self.widths[layer], n_out: self.widths[layer + 1], start }
    }
}
