//! The first weights. Biases start at zero, except in PyTorch's rule; gains at one, offsets at zero.

use crate::learner::activation::Activation;
use crate::learner::dataset::Source;
use crate::learner::layer::{Kind, Layer};
use crate::learner::spec::{Range, SpecError};
use crate::math::rng::{Purpose, Stream};
use serde::{Deserialize, Serialize};

/// How the weights of the hidden layers are drawn; the output layer is Glorot uniform if they are of a
/// [scaled](Init::Scaled) or truncated rule, as in Keras, and of the same rule otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Init {
    /// With variance scale / fan: Keras' `VarianceScaling`.
    Scaled(Scaled),
    /// Truncated normal with standard deviation 1/√units before truncation, as in the code of
    /// [Saxe et al.](crate::citations::SAXE_2018).
    TruncatedNormal,
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

/// A distribution with mean zero and variance scale / fan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scaled {
    /// The variance times the fan.
    pub scale: f64,
    /// What the variance is divided by.
    pub fan: Fan,
    /// The shape.
    pub shape: Shape,
}

/// A number of connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fan {
    /// The inputs of the layer.
    In,
    /// The units of the layer.
    Out,
    /// Half the sum of both.
    Average,
}

/// The shape of a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// Uniform within √3 standard deviations.
    Uniform,
    /// Normal: PyTorch's `xavier_normal_` and `kaiming_normal_`.
    Normal,
    /// Normal without what is beyond two standard deviations, and wider by what that takes away:
    /// Keras' `GlorotNormal`, `HeNormal` and `LecunNormal`.
    TruncatedNormal,
}

/// The standard deviation of a standard normal truncated at ±2, as in Keras.
const TRUNCATED_DEVIATION: f64 = 0.879_625_661_034_239_8;

impl Init {
    /// Range of a scale or gain.
    pub const SCALE: Range = Range { field: "init_scale", min: 0.0, max: 1e6 };

    /// Variance 2 / (inputs + units) (Glorot & Bengio 2010).
    pub const fn glorot(shape: Shape) -> Self {
        Self::Scaled(Scaled { scale: 1.0, fan: Fan::Average, shape })
    }

    /// Variance 2 / inputs (He et al. 2015).
    pub const fn he(shape: Shape) -> Self {
        Self::Scaled(Scaled { scale: 2.0, fan: Fan::In, shape })
    }

    /// Variance 1 / inputs (LeCun et al. 1998).
    pub const fn lecun(shape: Shape) -> Self {
        Self::Scaled(Scaled { scale: 1.0, fan: Fan::In, shape })
    }

    /// The rule of a run that names none: the published protocol for the 12-bit task, else He for the
    /// activations that grow without bound on one side only, Glorot for the others, both uniform.
    pub const fn of(source: Source, activation: Activation) -> Self {
        match (source, activation) {
            (Source::TwelveBit, _) => Self::TruncatedNormal,
            (_, activation) if activation.is_one_sided() => Self::he(Shape::Uniform),
            _ => Self::glorot(Shape::Uniform),
        }
    }

    /// Checks the scale or the gain.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with `init_scale`.
    pub fn validate(&self) -> Result<(), SpecError> {
        match *self {
            Self::Scaled(scaled) => Self::SCALE.check(scaled.scale),
            Self::Orthogonal { gain } => Self::SCALE.check(gain),
            Self::TruncatedNormal | Self::PyTorchLinear | Self::Zeros => Ok(()),
        }
    }

    /// The initial parameters of a seed, in the order of [`Network::parameters`](super::network::Network::parameters).
    pub fn draw(self, layers: &[Layer], seed: u64) -> Vec<f32> {
        let mut stream = Stream::new(seed, Purpose::Init);
        let mut parameters = Vec::new();
        for layer in layers {
            let rule = match self {
                Self::Scaled(_) | Self::TruncatedNormal if layer.kind == Kind::Output => {
                    Self::glorot(Shape::Uniform)
                }
                rule => rule,
            };
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
            Self::TruncatedNormal => {
                let draws = (0..n_in * n_out).map(|_| stream.truncated_normal() / libm::sqrt(units));
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

impl Scaled {
    fn draw(self, inputs: f64, units: f64, stream: &mut Stream) -> f32 {
        let fan = match self.fan {
            Fan::In => inputs,
            Fan::Out => units,
            Fan::Average => (inputs + units) / 2.0,
        };
        let variance = self.scale / fan;
        match self.shape {
            Shape::Uniform => uniform(stream, libm::sqrt(3.0 * variance)),
            Shape::Normal => (libm::sqrt(variance) * stream.normal()) as f32,
            Shape::TruncatedNormal => {
                (libm::sqrt(variance) / TRUNCATED_DEVIATION * stream.truncated_normal()) as f32
            }
        }
    }
}

/// Uniform within ±limit.
fn uniform(stream: &mut Stream, limit: f64) -> f32 {
    (limit * (2.0 * stream.uniform() - 1.0)) as f32
}

/// A row-major matrix of orthonormal rows, or of orthonormal columns if it has more rows than columns:
/// normal draws, made orthogonal one by one (Gram and Schmidt, twice, which is enough for double precision).
fn orthogonal(n_rows: usize, n_columns: usize, stream: &mut Stream) -> Vec<f64> {
    let (fewer, more) = (n_rows.min(n_columns), n_rows.max(n_columns));
    let mut vectors: Vec<Vec<f64>> = Vec::with_capacity(fewer);
    for _ in 0..fewer {
        let mut vector: Vec<f64> = (0..more).map(|_| stream.normal()).collect();
        for other in vectors.iter().chain(&vectors) {
            let along: f64 = vector.iter().zip(other).map(|(x, y)| x * y).sum();
            vector.iter_mut().zip(other).for_each(|(x, y)| *x -= along * y);
        }
        let norm = libm::sqrt(vector.iter().map(|x| x * x).sum());
        vector.iter_mut().for_each(|x| *x /= norm);
        vectors.push(vector);
    }
    let entry = |row: usize, column: usize| {
        if n_rows <= n_columns { vectors[row][column] } else { vectors[column][row] }
    };
    (0..n_rows * n_columns).map(|index| entry(index / n_columns, index % n_columns)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learner::network::NetworkSpec;

    fn layers(n_in: usize, width: usize) -> Vec<Layer> {
        NetworkSpec { hidden: vec![width], ..NetworkSpec::default() }.layers(n_in, 2)
    }

    #[test]
    fn weights_have_the_variance_of_their_rule_and_biases_are_zero() {
        let scaled = |scale, fan, shape| Init::Scaled(Scaled { scale, fan, shape });
        for shape in [Shape::Uniform, Shape::Normal, Shape::TruncatedNormal] {
            for (init, variance) in [
                (Init::glorot(shape), 2.0 / 300.0),
                (Init::he(shape), 2.0 / 100.0),
                (Init::lecun(shape), 1.0 / 100.0),
                (scaled(3.0, Fan::Out, shape), 3.0 / 200.0),
                // A truncated normal at two standard deviations has 0.774 of the variance.
                (Init::TruncatedNormal, 0.774 / 200.0),
                (Init::Orthogonal { gain: 2.0 }, 4.0 / 200.0),
            ] {
                let parameters = init.draw(&layers(100, 200), 5);
                let (weights, rest) = parameters.split_at(100 * 200);
                let found = weights.iter().map(|w| f64::from(w * w)).sum::<f64>() / 2e4;
                assert!((found / variance - 1.0).abs() < 0.03, "{init:?} {found} {variance}");
                assert!(rest[..200].iter().chain(&rest[200 + 400..]).all(|bias| *bias == 0.0));
                assert_eq!(rest.len(), 200 + 400 + 2);
            }
        }
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
    fn orthogonal_weights_have_orthonormal_rows_or_columns() {
        for (n_rows, n_columns) in [(3, 7), (7, 3), (5, 5)] {
            let matrix = orthogonal(n_rows, n_columns, &mut Stream::new(1, Purpose::Init));
            let by_rows = n_rows <= n_columns;
            let entry = |vector: usize, index: usize| {
                if by_rows { matrix[vector * n_columns + index] } else { matrix[index * n_columns + vector] }
            };
            let (fewer, more) = (n_rows.min(n_columns), n_rows.max(n_columns));
            for a in 0..fewer {
                for b in 0..fewer {
                    let product: f64 = (0..more).map(|i| entry(a, i) * entry(b, i)).sum();
                    let expected = if a == b { 1.0 } else { 0.0 };
                    assert!((product - expected).abs() < 1e-14, "{n_rows}x{n_columns}: {product}");
                }
            }
        }
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
