//! The shape of a network and its parameters.

use crate::learner::activation::Activation;
use crate::learner::init::Init;
use crate::learner::layer::{Kind, Layer, LayerOptions, Noise, Units};
use crate::learner::spec::{Range, SpecError};
use crate::math::real::Real;
use serde::{Deserialize, Serialize};

crate::named_enum! {
    /// The distribution that the last layer's values z are read as.
    pub enum Output {
        /// One class of several: e^z / Σ e^z.
        Softmax = "softmax",
        /// Each output by itself 0 or 1: 1 / (1 + e^-z).
        Sigmoid = "sigmoid",
        /// Each output by itself a number, normal around z with variance 1.
        Gaussian = "gaussian",
    }
}

/// A fully connected network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetworkSpec {
    /// Widths of the hidden layers, from the input on; may be empty (softmax regression).
    pub hidden: Vec<usize>,
    /// The activation of every hidden layer that has no other.
    pub activation: Activation,
    /// What the hidden layers have beside a width, from the input on; layers beyond the list have the defaults.
    pub options: Vec<LayerOptions>,
    /// What the values of the last layer mean.
    pub output: Output,
    /// How the first weights are drawn; `None` is the rule of [`Init::of`].
    pub init: Option<Init>,
}

impl Default for NetworkSpec {
    fn default() -> Self {
        Self {
            hidden: vec![8, 8],
            activation: Activation::Tanh,
            options: Vec::new(),
            output: Output::Softmax,
            init: None,
        }
    }
}

impl NetworkSpec {
    /// Range of the number of hidden layers that the page offers.
    pub const LAYERS: Range = Range { field: "layers", min: 0.0, max: 8.0 };
    /// Range of the width of a hidden layer that the page offers.
    pub const WIDTH: Range = Range { field: "width", min: 1.0, max: 256.0 };
    /// Range of the number of hidden layers: "any depth" needs an end, lest a link ask for all memory.
    pub const DEPTH: Range = Range { field: "layers", min: 0.0, max: 64.0 };
    /// Range of the number of units of a layer.
    pub const UNITS: Range = Range { field: "width", min: 1.0, max: 1_024.0 };

    /// Checks the number of layers, their widths and options, and the rule for the first weights.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field.
    pub fn validate(&self) -> Result<(), SpecError> {
        Self::DEPTH.check(self.hidden.len() as f64)?;
        self.hidden.iter().try_for_each(|width| Self::UNITS.check(*width as f64))?;
        self.options.iter().try_for_each(|options| options.noise.validate())?;
        self.init.map_or(Ok(()), |init| init.validate())
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

    /// Number of weights and biases, gains and offsets.
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// assert_eq!(NetworkSpec::default().n_parameters(2, 3), (2 + 1) * 8 + (8 + 1) * 8 + (8 + 1) * 3);
    /// ```
    pub fn n_parameters(&self, n_features: usize, n_classes: usize) -> usize {
        self.layers(n_features, n_classes).last().map_or(0, |layer| layer.parameters().end)
    }

    /// Every layer that has parameters, from the input on.
    pub fn layers(&self, n_features: usize, n_outputs: usize) -> Vec<Layer> {
        let hidden = self.hidden.iter().enumerate().map(|(index, width)| {
            let options = self.options.get(index).copied().unwrap_or_default();
            let kind = match options.units {
                Units::Shared => Kind::Plain(self.activation),
                Units::Activation(activation) => Kind::Plain(activation),
                Units::Normalized(activation) => Kind::Normalized(activation),
                Units::Bottleneck(deviation) => Kind::Bottleneck(deviation),
            };
            (*width, kind, options.noise)
        });
        let (mut n_in, mut start) = (n_features, 0);
        hidden
            .chain([(n_outputs, Kind::Output, Noise::None)])
            .map(|(n_out, kind, noise)| {
                let layer = Layer { n_in, n_out, start, kind, noise };
                (n_in, start) = (n_out, layer.parameters().end);
                layer
            })
            .collect()
    }
}

/// A network: its layers and their parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Network<T> {
    layers: Vec<Layer>,
    output: Output,
    /// Layer by layer: weights (output-major), biases, then gains and offsets of a normalization.
    parameters: Vec<T>,
}

impl<T: Real> Network<T> {
    /// A network of a spec with these parameters.
    ///
    /// # Errors
    /// Those of [`NetworkSpec::validate`]; [`SpecError::SnapshotLength`] unless there is one parameter
    /// for every weight, bias, gain and offset.
    pub fn new(
        spec: &NetworkSpec,
        n_features: usize,
        n_outputs: usize,
        parameters: Vec<T>,
    ) -> Result<Self, SpecError> {
        spec.validate()?;
        let (expected, found) = (spec.n_parameters(n_features, n_outputs), parameters.len());
        if expected != found {
            return Err(SpecError::SnapshotLength { expected, found });
        }
        Ok(Self { layers: spec.layers(n_features, n_outputs), output: spec.output, parameters })
    }

    /// All parameters, layer by layer: weights (output-major), biases, then gains and offsets of a normalization.
    pub fn parameters(&self) -> &[T] {
        &self.parameters
    }

    /// The parameters, to be updated.
    pub fn parameters_mut(&mut self) -> &mut [T] {
        &mut self.parameters
    }

    /// The layers that have parameters: the hidden ones and the output.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// What the values of the last layer mean.
    pub fn output(&self) -> Output {
        self.output
    }

    /// Number of inputs.
    pub fn n_features(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.n_in)
    }

    /// Number of outputs.
    pub fn n_outputs(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.n_out)
    }
}
