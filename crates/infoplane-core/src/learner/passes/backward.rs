//! From the loss to the gradient of every parameter.

use super::batch::{Batch, LayerValues};
use super::forward::matrix;
use crate::learner::kernels::{Groups, accumulate, propagate};
use crate::learner::layer::Layer;
use crate::learner::loss::Loss;
use crate::learner::network::Network;
use crate::math::lanes::Lanes;
use crate::math::real::Real;

impl<T: Real> Batch<T> {
    /// Adds the gradient of the mean over `n` samples of the loss, of which these are some or all, to
    /// `gradient`; after [`Batch::forward`].
    ///
    /// With a squared rate these must be all, as in [`Batch::objective`].
    pub fn backward(&mut self, network: &Network<T>, loss: &Loss<T>, n: usize, gradient: &mut [T]) {
        let n_groups = self.n_groups();
        let scale = 1.0 / n as f64;
        self.start_delta(loss, T::from_f64(scale));
        let rate_weight = scale * loss.slope_of_rate(self.rate_sum() * scale);
        for (index, layer) in network.layers().iter().enumerate().rev() {
            let (before, present) = self.layers.split_at(index);
            let x = before.last().map_or(&self.inputs, |layer| &layer.values);
            let parameters = &mut gradient[layer.parameters()];
            through_units(network, layer, &present[0], (&mut self.delta, n_groups), parameters);
            if let Some(encoder) = &present[0].encoder {
                let weights = self.present.iter().map(|present| *present * T::Lanes::of(rate_weight));
                self.next_delta.reshape(layer.n_affine());
                encoder.backward(&self.delta, &mut self.next_delta, weights, n_groups);
                core::mem::swap(&mut self.delta, &mut self.next_delta);
            }
            let (weights, rest) = parameters.split_at_mut(layer.weights().len());
            accumulate(&self.delta, x, n_groups, weights, &mut rest[..layer.n_affine()]);
            if index > 0 {
                self.next_delta.reshape(layer.n_in);
                propagate(matrix(network, layer), (&self.delta, &mut self.next_delta), n_groups, &mut self.panel);
                core::mem::swap(&mut self.delta, &mut self.next_delta);
            }
        }
    }
}

/// From the gradient by the values of a layer to that by what its activation was applied to, or by its
/// affine map; adds the gradients of gains and offsets.
fn through_units<T: Real>(
    network: &Network<T>,
    layer: &Layer,
    values: &LayerValues<T::Lanes>,
    (delta, n_groups): (&mut Groups<T::Lanes>, usize),
    gradient: &mut [T],
) {
    for (delta, slopes) in delta.iter_mut().zip(values.slopes.iter()).take(n_groups) {
        for (delta, slope) in delta.iter_mut().zip(slopes) {
            *delta *= *slope;
        }
    }
    if let Some(normalized) = &values.normalized {
        let gains = &network.parameters()[layer.gains()];
        let own = gradient.len() - 2 * layer.n_out;
        let gradients = gradient[own..].split_at_mut(layer.n_out);
        normalized.backward(delta, gains, gradients, n_groups);
    }
}
