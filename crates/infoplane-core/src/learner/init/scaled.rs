//! Distributions whose variance is set by the number of connections.

use crate::math::rng::Stream;
use serde::{Deserialize, Serialize};

/// A distribution with mean zero and variance scale / fan.
///
/// ```
/// use infoplane_core::learner::init::{Fan, Init, Scaled, Shape};
/// use infoplane_core::learner::network::NetworkSpec;
/// // With four inputs the variance is 12 / 4 = 3: uniform within √3 · √3.
/// let layers = NetworkSpec { hidden: vec![100], ..NetworkSpec::default() }.layers(4, 2);
/// let init = Init::Scaled(Scaled { scale: 12.0, fan: Fan::In, shape: Shape::Uniform });
/// let parameters = init.draw(&layers, 1);
/// let largest = parameters[layers[0].weights()].iter().fold(0_f32, |most, w| most.max(w.abs()));
/// assert!(largest > 2.9 && largest <= 3.0);
/// ```
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
///
/// ```
/// use infoplane_core::learner::init::{Fan, Init, Scaled, Shape};
/// use infoplane_core::learner::network::NetworkSpec;
/// // Four inputs and 36 units; a uniform variance 3 / fan has the limit 3 / √fan.
/// let layers = NetworkSpec { hidden: vec![36], ..NetworkSpec::default() }.layers(4, 2);
/// for (fan, limit) in [(Fan::In, 3.0 / 2.0), (Fan::Out, 3.0 / 6.0), (Fan::Average, 3.0 / 20_f32.sqrt())] {
///     let parameters = Init::Scaled(Scaled { scale: 3.0, fan, shape: Shape::Uniform }).draw(&layers, 1);
///     let largest = parameters[layers[0].weights()].iter().fold(0_f32, |most, w| most.max(w.abs()));
///     assert!(largest > 0.95 * limit && largest <= limit);
/// }
/// ```
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
///
/// ```
/// use infoplane_core::learner::init::{Init, Shape};
/// use infoplane_core::learner::network::NetworkSpec;
/// // 5000 weights with the standard deviation 1 / √100.
/// let layers = NetworkSpec { hidden: vec![50], ..NetworkSpec::default() }.layers(100, 2);
/// let largest = |shape| {
///     let parameters = Init::lecun(shape).draw(&layers, 1);
///     parameters[layers[0].weights()].iter().fold(0_f32, |most, w| most.max(w.abs()))
/// };
/// // √3 · 0.1, and 2 · 0.1 / 0.8796 because a normal cut off at ±2 has the standard deviation 0.8796.
/// assert!(largest(Shape::Uniform) > 0.173 && largest(Shape::Uniform) < 0.1733);
/// assert!(largest(Shape::TruncatedNormal) > 0.22 && largest(Shape::TruncatedNormal) < 0.2274);
/// assert!(largest(Shape::Normal) > 0.3);
/// ```
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
pub(super) const TRUNCATED_DEVIATION: f64 = 0.879_625_661_034_239_8;

impl Fan {
    pub(super) fn of(self, inputs: f64, units: f64) -> f64 {
        match self {
            Self::In => inputs,
            Self::Out => units,
            Self::Average => (inputs + units) / 2.0,
        }
    }
}

impl Scaled {
    pub(super) fn draw(self, inputs: f64, units: f64, stream: &mut Stream) -> f32 {
        let variance = self.scale / self.fan.of(inputs, units);
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
pub(super) fn uniform(stream: &mut Stream, limit: f64) -> f32 {
    (limit * (2.0 * stream.uniform() - 1.0)) as f32
}
