//! From inputs to probabilities.

use super::batch::{Batch, LayerValues};
use super::noise::Randomness;
use crate::learner::kernels::{Groups, Matrix, Panel, affine};
use crate::learner::layer::{Kind, Layer};
use crate::learner::network::Network;
use crate::math::lanes::Lanes;
use crate::math::real::Real;

impl<T: Real> Batch<T> {
    /// Computes every layer: with noise where the network has some, or the mean if there is no randomness.
    ///
    /// Without randomness a layer with noise computes what it would without, and a bottleneck its mean μ.
    /// The mean of the predictions over several passes with randomness is the several-sample prediction
    /// of [Alemi et al.](crate::citations::ALEMI_2017), section 4.
    pub fn forward(&mut self, network: &Network<T>, mut randomness: Option<&mut Randomness>) {
        let n_groups = self.n_groups();
        let mut x = &self.inputs;
        for (layer, values) in network.layers().iter().zip(&mut self.layers) {
            compute(network, layer, x, values, (n_groups, &mut self.panel), randomness.as_deref_mut());
            x = &values.values;
        }
        self.read_output(n_groups);
    }
}

fn compute<T: Real>(
    network: &Network<T>,
    layer: &Layer,
    x: &Groups<T::Lanes>,
    layer_values: &mut LayerValues<T::Lanes>,
    (n_groups, panel): (usize, &mut Panel<T>),
    mut randomness: Option<&mut Randomness>,
) {
    let parameters = network.parameters();
    let LayerValues { values, slopes, normalized, encoder } = layer_values;
    let matrix = matrix(network, layer);
    let biases = &parameters[layer.biases()];
    match layer.kind {
        Kind::Output => affine(matrix, biases, (x, values), n_groups, panel),
        Kind::Plain(activation) => {
            affine(matrix, biases, (x, values), n_groups, panel);
            activation.apply_groups(values, slopes, n_groups);
        }
        Kind::Normalized(activation) => {
            affine(matrix, biases, (x, values), n_groups, panel);
            if let Some(normalized) = normalized {
                let (gains, offsets) = (&parameters[layer.gains()], &parameters[layer.offsets()]);
                normalized.forward(values, gains, offsets, n_groups);
            }
            activation.apply_groups(values, slopes, n_groups);
        }
        Kind::Bottleneck => {
            if let Some(encoder) = encoder {
                affine(matrix, biases, (x, &mut encoder.affine), n_groups, panel);
                encoder.draw(values, n_groups, randomness.as_deref_mut());
                slopes.iter_mut().take(n_groups).for_each(|slopes| slopes.fill(T::Lanes::one()));
            }
        }
    }
    if let Some(randomness) = randomness {
        randomness.disturb(layer.noise, values, slopes, n_groups);
    }
}

/// The weights of a layer.
pub(super) fn matrix<'a, T: Real>(network: &'a Network<T>, layer: &Layer) -> Matrix<'a, T> {
    Matrix { weights: &network.parameters()[layer.weights()], n_in: layer.n_in, n_out: layer.n_affine() }
}
