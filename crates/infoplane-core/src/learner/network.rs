//! The shape of a network and its parameters.

use crate::learner::activation::Activation;
use crate::learner::init::Init;
use crate::learner::layer::{Kind, Layer, LayerOptions, Noise, Units};
use crate::learner::spec::{Range, SpecError};
use crate::math::real::Real;
use serde::{Deserialize, Serialize};

crate::named_enum! {
    /// The distribution that the last layer's values z are read as.
    ///
    /// ```
    /// use infoplane_core::learner::{network::{Network, NetworkSpec, Output}, passes::Batch};
    /// // Logits 0 and ln 3, whatever the input: the weights are zero, the logits are the biases.
    /// let read = |output| {
    ///     let spec = NetworkSpec { hidden: vec![], output, ..NetworkSpec::default() };
    ///     let network = Network::new(&spec, 1, 2, vec![0.0, 0.0, 0.0, 3_f64.ln()]).expect("four parameters");
    ///     let mut batch = Batch::new(&network, 1);
    ///     batch.load([(&[7.0][..], 0)].into_iter());
    ///     batch.forward(&network, None);
    ///     batch.values(1, 0).last().expect("two outputs")
    /// };
    /// // e^z / Σ e^z = 3 / (1 + 3), 1 / (1 + e^-z) = 1 / (1 + ⅓), and z.
    /// for (output, second) in [(Output::Softmax, 0.75), (Output::Sigmoid, 0.75), (Output::Gaussian, 3_f64.ln())] {
    ///     assert!((read(output) - second).abs() < 1e-15);
    /// }
    /// ```
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
///
/// ```
/// use infoplane_core::learner::network::NetworkSpec;
/// // 2-3-2: three units with two weights and a bias, two outputs with three weights and a bias.
/// let spec = NetworkSpec { hidden: vec![3], ..NetworkSpec::default() };
/// assert_eq!(spec.n_parameters(2, 2), 3 * (2 + 1) + 2 * (3 + 1));
/// ```
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
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// assert!(NetworkSpec::LAYERS.check(8.0).is_ok() && NetworkSpec::LAYERS.check(9.0).is_err());
    /// ```
    pub const LAYERS: Range = Range { field: "layers", min: 0.0, max: 8.0 };
    /// Range of the width of a hidden layer that the page offers.
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// assert!(NetworkSpec::WIDTH.check(256.0).is_ok() && NetworkSpec::WIDTH.check(0.0).is_err());
    /// ```
    pub const WIDTH: Range = Range { field: "width", min: 1.0, max: 256.0 };
    /// Range of the number of hidden layers: "any depth" needs an end, lest a link ask for all memory.
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// // Nine layers, which the page does not offer, are fine in a link.
    /// assert!(NetworkSpec::LAYERS.check(9.0).is_err() && NetworkSpec::DEPTH.check(9.0).is_ok());
    /// assert!(NetworkSpec { hidden: vec![1; 1_001], ..NetworkSpec::default() }.validate().is_err());
    /// ```
    pub const DEPTH: Range = Range { field: "layers", min: 0.0, max: 1_000.0 };
    /// Range of the number of units of a layer.
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// assert!(NetworkSpec { hidden: vec![1_024], ..NetworkSpec::default() }.validate().is_ok());
    /// assert!(NetworkSpec::UNITS.check(1_025.0).is_err());
    /// ```
    pub const UNITS: Range = Range { field: "width", min: 1.0, max: 1_024.0 };

    /// Checks the number of layers, their widths and options, and the rule for the first weights.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field.
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// let error = NetworkSpec { hidden: vec![8, 0], ..NetworkSpec::default() }.validate().expect_err("no units");
    /// assert_eq!(error.to_string(), "invalid width: 0 (allowed: 1 to 1024)");
    /// ```
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
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// let layers = NetworkSpec { hidden: vec![3], ..NetworkSpec::default() }.layers(2, 1);
    /// // The 3 · (2 + 1) parameters of the hidden layer lie before the 3 + 1 of the output.
    /// assert_eq!((layers[0].parameters(), layers[1].parameters()), (0..9, 9..13));
    /// ```
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
///
/// ```
/// use infoplane_core::learner::{network::{Network, NetworkSpec, Output}, passes::Batch};
/// // z = 2 x₁ + 3 x₂ + 1 at (10, 100).
/// let spec = NetworkSpec { hidden: vec![], output: Output::Gaussian, ..NetworkSpec::default() };
/// let network = Network::new(&spec, 2, 1, vec![2.0, 3.0, 1.0])?;
/// let mut batch = Batch::new(&network, 1);
/// batch.load([(&[10.0, 100.0][..], 0)].into_iter());
/// batch.forward(&network, None);
/// assert_eq!(batch.values(1, 0).next(), Some(321.0));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
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
    ///
    /// ```
    /// use infoplane_core::learner::network::{Network, NetworkSpec};
    /// use infoplane_core::learner::spec::SpecError;
    /// // 2-8-8-3 has 24 + 72 + 27 parameters.
    /// let error = Network::new(&NetworkSpec::default(), 2, 3, vec![0.0; 122]).expect_err("one is missing");
    /// assert_eq!(error, SpecError::SnapshotLength { expected: 123, found: 122 });
    /// ```
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
    ///
    /// ```
    /// # use infoplane_core::learner::network::{Network, NetworkSpec};
    /// let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// let network = Network::new(&spec, 2, 2, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0])?;
    /// // The weights of the first output, of the second, and the biases of both.
    /// let (weights, biases) = (network.layers()[0].weights(), network.layers()[0].biases());
    /// assert_eq!(network.parameters()[weights], [1.0, 2.0, 3.0, 4.0]);
    /// assert_eq!(network.parameters()[biases], [5.0, 6.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn parameters(&self) -> &[T] {
        &self.parameters
    }

    /// The parameters, to be updated.
    ///
    /// ```
    /// # use infoplane_core::learner::network::{Network, NetworkSpec};
    /// let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// let mut network = Network::new(&spec, 1, 1, vec![2.0, 3.0])?;
    /// network.parameters_mut()[1] -= 0.5;
    /// assert_eq!(network.parameters(), [2.0, 2.5]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn parameters_mut(&mut self) -> &mut [T] {
        &mut self.parameters
    }

    /// The layers that have parameters: the hidden ones and the output.
    ///
    /// ```
    /// # use infoplane_core::learner::network::{Network, NetworkSpec};
    /// let network = Network::new(&NetworkSpec::default(), 2, 3, vec![0.0; 123])?;
    /// let sizes: Vec<_> = network.layers().iter().map(|layer| (layer.n_in, layer.n_out)).collect();
    /// assert_eq!(sizes, [(2, 8), (8, 8), (8, 3)]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// What the values of the last layer mean.
    ///
    /// ```
    /// # use infoplane_core::learner::network::{Network, NetworkSpec, Output};
    /// let spec = NetworkSpec { output: Output::Sigmoid, ..NetworkSpec::default() };
    /// assert_eq!(Network::new(&spec, 2, 3, vec![0.0; 123])?.output(), Output::Sigmoid);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn output(&self) -> Output {
        self.output
    }

    /// Number of inputs.
    ///
    /// ```
    /// # use infoplane_core::learner::network::{Network, NetworkSpec};
    /// assert_eq!(Network::new(&NetworkSpec::default(), 2, 3, vec![0.0; 123])?.n_features(), 2);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn n_features(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.n_in)
    }

    /// Number of outputs.
    ///
    /// ```
    /// # use infoplane_core::learner::network::{Network, NetworkSpec};
    /// assert_eq!(Network::new(&NetworkSpec::default(), 2, 3, vec![0.0; 123])?.n_outputs(), 3);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn n_outputs(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.n_out)
    }
}
