//! From the loss to the gradient of every parameter.

use super::batch::Batch;
use super::forward::matrix;
use crate::learner::kernels::{accumulate, propagate};
use crate::learner::loss::Loss;
use crate::learner::network::Network;
use crate::math::lanes::Lanes;
use crate::math::real::Real;

impl<T: Real> Batch<T> {
    /// Adds the gradient of the mean over `n` samples of the loss, of which these are some or all, to
    /// `gradient`; after [`Batch::forward`].
    ///
    /// With a squared rate these must be all, as in [`Batch::objective`]. Layer by layer from the last: the
    /// gradient by the values, times their slopes, becomes that by the affine map; with the inputs of the
    /// layer it gives the gradient of the weights, with the weights the gradient by the layer below.
    ///
    /// ```
    /// # use infoplane_core::learner::loss::{Loss, LossSpec};
    /// # use infoplane_core::learner::{network::{Network, NetworkSpec, Output}, passes::Batch};
    /// # let spec = NetworkSpec { hidden: vec![], output: Output::Gaussian, ..NetworkSpec::default() };
    /// // z = 2 · 3 + 1 should be 5. The loss ½ (z − 5)² has the slope 2, times 3 for the weight and 1 for the bias.
    /// let network = Network::new(&spec, 1, 1, vec![2.0, 1.0])?;
    /// let mut batch = Batch::new(&network, 1);
    /// batch.load_targets([(&[3.0][..], &[5.0][..])].into_iter());
    /// batch.forward(&network, None);
    /// let mut gradient = [0.0; 2];
    /// batch.backward(&network, &Loss::new(&LossSpec::default(), 1)?, 1, &mut gradient);
    /// assert_eq!(gradient, [6.0, 2.0]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub fn backward(&mut self, network: &Network<T>, loss: &Loss<T>, n: usize, gradient: &mut [T]) {
        let n_groups = self.n_groups();
        let scale = 1.0 / n as f64;
        self.start_delta(loss, T::from_f64(scale));
        let rate_weight = T::Lanes::of(scale * loss.slope_of_rate(self.rate_sum() * scale));
        for (index, layer) in network.layers().iter().enumerate().rev() {
            let (before, present) = self.layers.split_at(index);
            let x = before.last().map_or(&self.inputs, |below| &below.values);
            let parameters = &mut gradient[layer.parameters()];
            if let Some(encoder) = &present[0].encoder {
                let rate_weights = self.present.iter().map(|present| *present * rate_weight);
                self.next_delta.reshape(layer.n_affine());
                encoder.backward(&self.delta, &mut self.next_delta, rate_weights, n_groups);
                core::mem::swap(&mut self.delta, &mut self.next_delta);
            }
            if let Some(normalized) = &present[0].normalized {
                let (gains, n_out) = (&network.parameters()[layer.gains()], layer.n_out);
                let own = parameters.len() - 2 * n_out;
                normalized.backward(&mut self.delta, gains, parameters[own..].split_at_mut(n_out), n_groups);
            }
            let (weights, rest) = parameters.split_at_mut(layer.weights().len());
            accumulate((&self.delta, x), n_groups, weights, &mut rest[..layer.n_affine()], &mut self.strips);
            if let Some(below) = before.last() {
                self.next_delta.reshape(layer.n_in);
                let deltas = (&self.delta, &mut self.next_delta);
                propagate(matrix(network, layer), deltas, &below.slopes, n_groups, &mut self.panel);
                core::mem::swap(&mut self.delta, &mut self.next_delta);
            }
        }
    }
}
