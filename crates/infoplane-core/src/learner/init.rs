//! The first weights. Biases start at zero, except in PyTorch's rule; gains at one, offsets at zero.
//!
//! | here | in Keras | in PyTorch |
//! |---|---|---|
//! | [`Init::glorot`] of a [`Shape`] | `GlorotUniform`, `GlorotNormal` (truncated) | `xavier_uniform_`, `xavier_normal_` |
//! | [`Init::he`] | `HeUniform`, `HeNormal` (truncated) | `kaiming_uniform_`, `kaiming_normal_` |
//! | [`Init::lecun`] | `LecunUniform`, `LecunNormal` (truncated) | the same with `nonlinearity='linear'` |
//! | [`Init::Scaled`] | `VarianceScaling` | |
//! | [`Init::TruncatedNormal`] | `TruncatedNormal(stddev=1/√fan)` | `trunc_normal_`, within two deviations |
//! | [`Init::PyTorchLinear`] | | what `torch.nn.Linear` begins with |
//! | [`Init::Orthogonal`] | `Orthogonal` | `orthogonal_` |
//! | [`Init::Zeros`] | `Zeros` | `zeros_` |

mod orthogonal;
mod scaled;

pub use scaled::{Fan, Scaled, Shape};

use crate::learner::activation::Activation;
use crate::learner::dataset::Source;
use crate::learner::layer::{Kind, Layer};
use crate::learner::spec::{Range, SpecError};
use crate::math::rng::{Purpose, Stream};
use orthogonal::orthogonal;
use scaled::uniform;
use serde::{Deserialize, Serialize};

/// How the weights are drawn, those of every layer by the same rule.
///
/// ```
/// use infoplane_core::learner::init::{Fan, Init};
/// use infoplane_core::learner::network::NetworkSpec;
/// // A standard deviation of 1 / √400, without what is beyond two of them: 0.1.
/// let layers = NetworkSpec { hidden: vec![400], ..NetworkSpec::default() }.layers(10, 2);
/// let parameters = Init::TruncatedNormal { fan: Fan::Out }.draw(&layers, 1);
/// let largest = parameters[layers[0].weights()].iter().fold(0_f32, |most, w| most.max(w.abs()));
/// assert!(largest > 0.09 && largest <= 0.1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Init {
    /// With variance scale / fan: Keras' `VarianceScaling`.
    Scaled(Scaled),
    /// Normal with standard deviation 1/√fan, without what is beyond two of them, and not made wider for it: with
    /// [`Fan::Out`] as in the code of [Saxe et al.](crate::citations::SAXE_2018).
    TruncatedNormal {
        /// What the variance before truncation is one over.
        fan: Fan,
    },
    /// Weights and biases uniform within 1 / √inputs: the default of PyTorch's `Linear`.
    PyTorchLinear,
    /// A random matrix with orthonormal rows or columns, whichever are fewer
    /// ([Saxe et al.](crate::citations::SAXE_2014)), times the gain.
    Orthogonal {
        /// What the matrix is multiplied by.
        gain: f64,
    },
    /// All zero: no two units of a layer ever differ.
    Zeros,
}

impl Init {
    /// Range of a scale or gain.
    ///
    /// ```
    /// # use infoplane_core::learner::init::Init;
    /// assert!(Init::SCALE.check(0.0).is_ok() && Init::SCALE.check(-1.0).is_err());
    /// ```
    pub const SCALE: Range = Range { field: "init_scale", min: 0.0, max: 1e6 };

    /// Variance 2 / (inputs + units) (Glorot & Bengio 2010).
    ///
    /// ```
    /// # use infoplane_core::learner::{init::{Init, Shape}, network::NetworkSpec};
    /// let layers = NetworkSpec { hidden: vec![50], ..NetworkSpec::default() }.layers(100, 2);
    /// let weights = &Init::glorot(Shape::Uniform).draw(&layers, 1)[layers[0].weights()];
    /// // Uniform within √(6 / (inputs + units)) = √(6 / 150) = 0.2.
    /// let largest = weights.iter().fold(0_f32, |most, w| most.max(w.abs()));
    /// assert!(largest > 0.199 && largest <= 0.2);
    /// ```
    pub const fn glorot(shape: Shape) -> Self {
        Self::Scaled(Scaled { scale: 1.0, fan: Fan::Average, shape })
    }

    /// Variance 2 / inputs (He et al. 2015).
    ///
    /// ```
    /// # use infoplane_core::learner::{init::{Init, Shape}, network::NetworkSpec};
    /// let layers = NetworkSpec { hidden: vec![100], ..NetworkSpec::default() }.layers(50, 2);
    /// let weights = &Init::he(Shape::Normal).draw(&layers, 1)[layers[0].weights()];
    /// // 2 / 50 is the mean square of 5000 weights, up to some √(2 / 5000) = 2 % of it.
    /// let mean_square = weights.iter().map(|w| w * w).sum::<f32>() / 5000.0;
    /// assert!((mean_square - 0.04).abs() < 0.003);
    /// ```
    pub const fn he(shape: Shape) -> Self {
        Self::Scaled(Scaled { scale: 2.0, fan: Fan::In, shape })
    }

    /// Variance 1 / inputs (LeCun et al. 1998).
    ///
    /// ```
    /// # use infoplane_core::learner::init::{Fan, Init, Scaled, Shape};
    /// let shape = Shape::TruncatedNormal;
    /// assert_eq!(Init::lecun(shape), Init::Scaled(Scaled { scale: 1.0, fan: Fan::In, shape }));
    /// ```
    pub const fn lecun(shape: Shape) -> Self {
        Self::Scaled(Scaled { scale: 1.0, fan: Fan::In, shape })
    }

    /// The rule of the hidden layers of a run that names none: the published protocol for the 12-bit task, else He for
    /// the activations that grow without bound on one side only, Glorot for the others, both uniform. To be drawn by
    /// [`Init::draw_hidden`].
    ///
    /// ```
    /// # use infoplane_core::learner::{activation::Activation, dataset::Source, init::{Fan, Init, Shape}};
    /// assert_eq!(Init::of(Source::Xor, Activation::Relu), Init::he(Shape::Uniform));
    /// assert_eq!(Init::of(Source::Xor, Activation::Tanh), Init::glorot(Shape::Uniform));
    /// assert_eq!(Init::of(Source::TwelveBit, Activation::Relu), Init::TruncatedNormal { fan: Fan::Out });
    /// ```
    pub const fn of(source: Source, activation: Activation) -> Self {
        match (source, activation) {
            (Source::TwelveBit, _) => Self::TruncatedNormal { fan: Fan::Out },
            (_, activation) if activation.is_one_sided() => Self::he(Shape::Uniform),
            _ => Self::glorot(Shape::Uniform),
        }
    }

    /// Checks the scale or the gain.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with `init_scale`.
    ///
    /// ```
    /// # use infoplane_core::learner::init::Init;
    /// let error = Init::Orthogonal { gain: -1.0 }.validate().expect_err("a negative length");
    /// assert_eq!(error.to_string(), "invalid init_scale: -1 (allowed: 0 to 1000000)");
    /// ```
    pub fn validate(&self) -> Result<(), SpecError> {
        match *self {
            Self::Scaled(scaled) => Self::SCALE.check(scaled.scale),
            Self::Orthogonal { gain } => Self::SCALE.check(gain),
            Self::TruncatedNormal { .. } | Self::PyTorchLinear | Self::Zeros => Ok(()),
        }
    }

    /// The initial parameters of a seed, in the order of [`Network::parameters`](super::network::Network::parameters).
    ///
    /// ```
    /// use infoplane_core::learner::init::{Init, Shape};
    /// use infoplane_core::learner::network::NetworkSpec;
    /// let layers = NetworkSpec { hidden: vec![600], ..NetworkSpec::default() }.layers(2, 2);
    /// let parameters = Init::lecun(Shape::Uniform).draw(&layers, 1);
    /// // The limit is √(3 / inputs): √1.5 in the hidden layer, √0.005 in the output.
    /// let largest = |layer: usize| parameters[layers[layer].weights()].iter().fold(0_f32, |m, w| m.max(w.abs()));
    /// assert!(largest(0) > 1.2 && largest(0) <= 1.2248);
    /// assert!(largest(1) > 0.07 && largest(1) <= 0.0708);
    /// ```
    pub fn draw(self, layers: &[Layer], seed: u64) -> Vec<f32> {
        Self::draw_by(|_| self, layers, seed)
    }

    /// The same with an output that is Glorot uniform, which is Keras' choice for a layer that names no rule, and
    /// that of [Saxe et al.](crate::citations::SAXE_2018).
    ///
    /// ```
    /// # use infoplane_core::learner::{init::Init, network::NetworkSpec};
    /// let layers = NetworkSpec { hidden: vec![4], ..NetworkSpec::default() }.layers(3, 2);
    /// let parameters = Init::Zeros.draw_hidden(&layers, 1);
    /// let largest = |layer: usize| parameters[layers[layer].weights()].iter().fold(0_f32, |m, w| m.max(w.abs()));
    /// // The output has 4 inputs and 2 units: √(6 / 6) = 1.
    /// assert!(largest(0) == 0.0 && largest(1) > 0.5 && largest(1) <= 1.0);
    /// ```
    pub fn draw_hidden(self, layers: &[Layer], seed: u64) -> Vec<f32> {
        let rule = |kind| if kind == Kind::Output { Self::glorot(Shape::Uniform) } else { self };
        Self::draw_by(rule, layers, seed)
    }

    fn draw_by(rule: impl Fn(Kind) -> Self, layers: &[Layer], seed: u64) -> Vec<f32> {
        let mut stream = Stream::new(seed, Purpose::Init);
        let mut parameters = Vec::new();
        for layer in layers {
            let rule = rule(layer.kind);
            rule.weights(layer, &mut stream, &mut parameters);
            let bias = 1.0 / libm::sqrt(layer.n_in as f64);
            parameters.extend(layer.biases().map(|_| match rule {
                Self::PyTorchLinear => uniform(&mut stream, bias),
                _ => 0.0,
            }));
            parameters.extend(layer.gains().map(|_| 1.0));
            parameters.extend(layer.offsets().map(|_| 0.0));
        }
        parameters
    }

    fn weights(self, layer: &Layer, stream: &mut Stream, weights: &mut Vec<f32>) {
        let (n_in, n_out) = (layer.n_in, layer.n_affine());
        let (inputs, units) = (n_in as f64, n_out as f64);
        match self {
            Self::Scaled(scaled) => {
                weights.extend((0..n_in * n_out).map(|_| scaled.draw(inputs, units, stream)));
            }
            Self::TruncatedNormal { fan } => {
                let root = libm::sqrt(fan.of(inputs, units));
                let draws = (0..n_in * n_out).map(|_| stream.truncated_normal() / root);
                weights.extend(draws.map(|weight| weight as f32));
            }
            Self::PyTorchLinear => {
                weights.extend((0..n_in * n_out).map(|_| uniform(stream, 1.0 / libm::sqrt(inputs))));
            }
            Self::Orthogonal { gain } => {
                weights.extend(orthogonal(n_out, n_in, stream).into_iter().map(|w| (gain * w) as f32));
            }
            Self::Zeros => weights.extend(core::iter::repeat_n(0.0, n_in * n_out)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learner::network::NetworkSpec;
    use scaled::TRUNCATED_DEVIATION;

    fn layers(n_in: usize, width: usize) -> Vec<Layer> {
        NetworkSpec { hidden: vec![width], ..NetworkSpec::default() }.layers(n_in, 2)
    }

    fn mean_square(weights: &[f32]) -> f64 {
        weights.iter().map(|w| f64::from(w * w)).sum::<f64>() / weights.len() as f64
    }

    /// A hidden layer of 200 units on 100 inputs, and an output of 150.
    #[test]
    fn weights_have_the_variance_of_their_rule_in_every_layer_and_biases_are_zero() {
        let scaled = |scale, fan, shape| Init::Scaled(Scaled { scale, fan, shape });
        // A normal truncated at two standard deviations has 0.774 of the variance.
        let truncated = |fan| Init::TruncatedNormal { fan };
        let layers = NetworkSpec { hidden: vec![200], ..NetworkSpec::default() }.layers(100, 150);
        for shape in [Shape::Uniform, Shape::Normal, Shape::TruncatedNormal] {
            for (init, hidden, output) in [
                (Init::glorot(shape), 2.0 / 300.0, 2.0 / 350.0),
                (Init::he(shape), 2.0 / 100.0, 2.0 / 200.0),
                (Init::lecun(shape), 1.0 / 100.0, 1.0 / 200.0),
                (scaled(3.0, Fan::Out, shape), 3.0 / 200.0, 3.0 / 150.0),
                (truncated(Fan::In), 0.774 / 100.0, 0.774 / 200.0),
                (truncated(Fan::Out), 0.774 / 200.0, 0.774 / 150.0),
                (Init::Orthogonal { gain: 2.0 }, 4.0 / 200.0, 4.0 / 200.0),
                (Init::PyTorchLinear, 1.0 / 300.0, 1.0 / 600.0),
            ] {
                let parameters = init.draw(&layers, 5);
                for (layer, variance) in layers.iter().zip([hidden, output]) {
                    let found = mean_square(&parameters[layer.weights()]);
                    assert!((found / variance - 1.0).abs() < 0.03, "{init:?} {found} {variance}");
                    let are_zero = parameters[layer.biases()].iter().all(|bias| *bias == 0.0);
                    assert_eq!(are_zero, init != Init::PyTorchLinear, "{init:?}");
                }
            }
        }
    }

    #[test]
    fn the_output_is_glorot_uniform_where_only_the_hidden_layers_follow_the_rule() {
        let layers = NetworkSpec { hidden: vec![200], ..NetworkSpec::default() }.layers(100, 150);
        let parameters = Init::he(Shape::Normal).draw_hidden(&layers, 5);
        let [hidden, output] = [0, 1].map(|index: usize| &parameters[layers[index].weights()]);
        assert!((mean_square(hidden) / 0.02 - 1.0).abs() < 0.03);
        assert!((mean_square(output) * 175.0 - 1.0).abs() < 0.03);
        assert!(output.iter().all(|w| f64::from(w.abs()) <= (6.0 / 350.0_f64).sqrt()));
    }

    #[test]
    fn uniform_weights_stay_within_their_limit_and_truncated_ones_within_two_deviations() {
        let limit = |init: Init| {
            let parameters = init.draw(&layers(100, 200), 5);
            f64::from(parameters[..100 * 200].iter().fold(0.0, |most: f32, w| most.max(w.abs())))
        };
        assert!((limit(Init::glorot(Shape::Uniform)) / (6.0 / 300.0_f64).sqrt() - 1.0).abs() < 1e-3);
        let two_deviations = 2.0 / TRUNCATED_DEVIATION * (0.02_f64).sqrt();
        assert!((limit(Init::he(Shape::TruncatedNormal)) / two_deviations - 1.0).abs() < 1e-2);
        assert!(limit(Init::he(Shape::Normal)) > 1.2 * two_deviations);
    }

    #[test]
    fn the_rule_of_pytorch_draws_biases_too() {
        let parameters = Init::PyTorchLinear.draw(&layers(100, 200), 5);
        let hidden = &parameters[..100 * 200 + 200];
        assert!(hidden.iter().all(|p| p.abs() <= 0.1) && hidden.iter().any(|p| p.abs() > 0.0999));
        assert!(hidden[100 * 200..].iter().any(|bias| *bias != 0.0));
    }

    #[test]
    fn gains_start_at_one() {
        use crate::learner::layer::{LayerOptions, Units};
        let options = vec![LayerOptions { units: Units::Normalized(Activation::Tanh), ..Default::default() }];
        let layers = NetworkSpec { hidden: vec![4], options, ..NetworkSpec::default() }.layers(2, 2);
        let parameters = Init::Zeros.draw(&layers, 1);
        assert_eq!(parameters[8..20], [0., 0., 0., 0., 1., 1., 1., 1., 0., 0., 0., 0.]);
    }
}
