//! From inputs to probabilities.

use super::batch::{Batch, LayerBuffers};
use super::noise::Randomness;
use crate::learner::kernels::{Groups, Matrix, Panel, affine};
use crate::learner::layer::{Kind, Layer};
use crate::learner::network::Network;
use crate::math::real::Real;

impl<T: Real> Batch<T> {
    /// Computes every layer: with noise where the network has some, or the mean if there is no randomness.
    ///
    /// Without randomness a layer with noise computes what it would without, and a bottleneck its mean μ.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// // The logits are 0 and x.
    /// let network = Network::new(&spec, 1, 2, vec![0.0, 1.0, 0.0, 0.0])?;
    /// let mut batch = Batch::new(&network, 1);
    /// batch.load([(&[3_f64.ln()][..], 0)].into_iter());
    /// batch.forward(&network, None);
    /// // e^0 = 1 to e^(ln 3) = 3.
    /// assert!(batch.values(1, 0).zip([0.25, 0.75]).all(|(q, by_hand)| (q - by_hand).abs() < 1e-15));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
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
}

/// One layer: the affine map, what its units make of it, and their noise.
#[cfg_attr(infoplane_site, optimize(speed))]
fn compute<T: Real>(
    network: &Network<T>,
    layer: &Layer,
    (x, buffers): (&Groups<T::Lanes>, &mut LayerBuffers<T::Lanes>),
    (n_groups, panel): (usize, &mut Panel<T>),
    mut randomness: Option<&mut Randomness>,
) {
    let parameters = network.parameters();
    let LayerBuffers { values, slopes, normalized, encoder } = buffers;
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
