//! From inputs to probabilities.

use super::batch::{Batch, LayerValues};
use super::noise::Randomness;
use crate::learner::kernels::{Groups, Matrix, Panel, affine};
use crate::learner::layer::{Kind, Layer};
use crate::learner::network::Network;
use crate::math::real::Real;

impl<T: Real> Batch<T> {
    /// Computes every layer: with noise where the network has some, or the mean if there is no randomness.
    ///
    /// Without randomness a layer with noise computes what it would without, and a bottleneck its mean μ.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub fn forward(&mut self, network: &Network<T>, mut randomness: Option<&mut Randomness>) {
        let n_groups = self.n_groups();
        let mut x = &self.inputs;
        for (layer, values) in network.layers().iter().zip(&mut self.layers) {
            let room = (n_groups, &mut self.panel);
            compute(network, layer, (x, &mut *values), room, randomness.as_deref_mut());
            x = &values.values;
        }
        self.read_output(n_groups);
    }

    /// The mean of the predictions of `n_draws` passes with randomness, sample by sample, output fastest:
    /// the prediction of a noisy network or a stochastic bottleneck, ∫ q(y|t) p(t|x) dt, by Monte Carlo
    /// ([Alemi et al.](crate::citations::ALEMI_2017), section 4.1: 12 draws). Summed in double precision.
    ///
    /// Its standard error falls with the root of `n_draws`; no draw gives the mean prediction.
    pub fn sampled_predictions(
        &mut self,
        network: &Network<T>,
        randomness: &mut Randomness,
        n_draws: u32,
    ) -> Vec<f64> {
        let n_outputs = network.n_outputs();
        let mut sums = vec![0.0; self.n_samples() * n_outputs];
        for _ in 0..n_draws.max(1) {
            self.forward(network, (n_draws > 0).then_some(&mut *randomness));
            for (sample, sums) in sums.chunks_exact_mut(n_outputs).enumerate() {
                let values = self.values(network.layers().len(), sample);
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value.to_f64());
            }
        }
        sums.iter_mut().for_each(|sum| *sum /= f64::from(n_draws.max(1)));
        sums
    }
}

/// One layer: the affine map, what its units make of it, and their noise.
#[cfg_attr(infoplane_site, optimize(speed))]
fn compute<T: Real>(
    network: &Network<T>,
    layer: &Layer,
    (x, layer_values): (&Groups<T::Lanes>, &mut LayerValues<T::Lanes>),
    (n_groups, panel): (usize, &mut Panel<T>),
    mut randomness: Option<&mut Randomness>,
) {
    let parameters = network.parameters();
    let LayerValues { values, slopes, normalized, encoder } = layer_values;
    let (weights, biases) = (matrix(network, layer), &parameters[layer.biases()]);
    if let Some(encoder) = encoder {
        affine(weights, biases, (x, &mut encoder.affine), n_groups, panel);
        encoder.draw(values, slopes, n_groups, randomness.as_deref_mut());
    } else {
        affine(weights, biases, (x, values), n_groups, panel);
    }
    if let Some(normalized) = normalized {
        normalized.forward(values, &parameters[layer.gains()], &parameters[layer.offsets()], n_groups);
    }
    if let Kind::Plain(activation) | Kind::Normalized(activation) = layer.kind {
        activation.apply_groups(values, slopes, n_groups);
    }
    if let Some(randomness) = randomness {
        randomness.disturb(layer.noise, values, slopes, n_groups);
    }
}

/// The weights of a layer.
pub(super) fn matrix<'a, T: Real>(network: &'a Network<T>, layer: &Layer) -> Matrix<'a, T> {
    Matrix { weights: &network.parameters()[layer.weights()], n_in: layer.n_in, n_out: layer.n_affine() }
}
