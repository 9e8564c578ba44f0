//! Mean and spread of the stochastic gradient of each layer.

use crate::learner::layer::Layer;
use serde::{Deserialize, Serialize};

/// The gradients g of the weights of one layer (not of its biases), one from each mini-batch of an epoch, each taken
/// at the weights of its time, before regularization and clipping.
///
/// Source: [SHWARTZ_ZIV_TISHBY_2017](crate::citations::SHWARTZ_ZIV_TISHBY_2017), section 3.3 and figure 4, which divide
/// both numbers by the norm of the weights; that is [`LayerRecord::weight_norm`](super::LayerRecord::weight_norm).
///
/// ```
/// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
/// // One mini-batch an epoch has no spread.
/// let mut run = Training::start(&TrainingSpec { batch_size: 300, ..TrainingSpec::default() }, None)?;
/// run.finish_epoch();
/// let gradient = run.frame().records[1].layers[0].gradient.expect("an epoch is over");
/// assert!(gradient.mean > 0.0 && gradient.spread < 1e-6 * gradient.mean);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GradientStatistics {
    /// ‖⟨g⟩‖, the Frobenius norm of the mean over mini-batches, each with the same weight.
    pub mean: f64,
    /// √(Σ Var g), the Frobenius norm of the standard deviations over mini-batches (divided by their number).
    pub spread: f64,
}

impl GradientStatistics {
    /// Mean over spread, the signal-to-noise ratio: large while weights drift, small while they diffuse. `None` where
    /// there is no spread, as with one mini-batch per epoch.
    ///
    /// ```
    /// use infoplane_core::experiments::training::GradientStatistics;
    /// assert_eq!(GradientStatistics { mean: 1.0, spread: 4.0 }.snr(), Some(0.25));
    /// assert_eq!(GradientStatistics { mean: 1.0, spread: 0.0 }.snr(), None);
    /// ```
    pub fn snr(&self) -> Option<f64> {
        (self.spread > 0.0).then(|| self.mean / self.spread)
    }
}

/// The first recorded epoch from which on the signal-to-noise ratio of a layer's gradient stays below 1, after it had been
/// at least 1: where drift has turned into diffusion. `None` while it has not. A gradient without spread drifts.
///
/// Source: [SHWARTZ_ZIV_TISHBY_2017](crate::citations::SHWARTZ_ZIV_TISHBY_2017), section 3.3 and figure 4, which mark the
/// place by eye.
///
/// ```
/// use infoplane_core::experiments::training::{GradientStatistics, diffusion_begins};
/// let at = |epoch, mean| (epoch, GradientStatistics { mean, spread: 1.0 });
/// // Below 1 at epoch 2, but not to stay.
/// assert_eq!(diffusion_begins([at(1, 5.0), at(2, 0.9), at(3, 1.1), at(4, 0.5), at(5, 0.2)]), Some(4));
/// assert_eq!(diffusion_begins([at(1, 0.5), at(2, 0.4)]), None);
/// ```
pub fn diffusion_begins(epochs: impl IntoIterator<Item = (u32, GradientStatistics)>) -> Option<u32> {
    let (mut has_drifted, mut begins) = (false, None);
    for (epoch, gradient) in epochs {
        if gradient.snr().is_some_and(|snr| snr < 1.0) {
            begins = begins.or(has_drifted.then_some(epoch));
        } else {
            (has_drifted, begins) = (true, None);
        }
    }
    begins
}

/// The gradients of an epoch, added up.
#[derive(Clone, Debug)]
pub(super) struct GradientSums {
    n_batches: u32,
    /// Of each parameter.
    sums: Vec<f64>,
    /// Of each layer: the sum over mini-batches of ‖g‖².
    squares: Vec<f64>,
}

impl GradientSums {
    pub(super) fn new(n_parameters: usize, n_layers: usize) -> Self {
        Self { n_batches: 0, sums: vec![0.0; n_parameters], squares: vec![0.0; n_layers] }
    }

    pub(super) fn clear(&mut self) {
        self.n_batches = 0;
        self.sums.fill(0.0);
        self.squares.fill(0.0);
    }

    pub(super) fn add(&mut self, layers: &[Layer], gradient: &[f32]) {
        self.n_batches += 1;
        self.sums.iter_mut().zip(gradient).for_each(|(sum, g)| *sum += f64::from(*g));
        for (square, layer) in self.squares.iter_mut().zip(layers) {
            *square += norm_squared(gradient[layer.weights()].iter().map(|g| f64::from(*g)));
        }
    }

    /// Of one layer; `None` before the first mini-batch.
    ///
    /// Σ Var g = ⟨‖g‖²⟩ − ‖⟨g⟩‖², so one number per parameter is enough; a spread below 1e-8 of the mean is lost in
    /// rounding, and a difference that rounds below zero is none.
    pub(super) fn statistics(&self, layers: &[Layer], layer_index: usize) -> Option<GradientStatistics> {
        let n = (self.n_batches > 0).then(|| f64::from(self.n_batches))?;
        let sums = &self.sums[layers[layer_index].weights()];
        let mean_squared = norm_squared(sums.iter().map(|sum| sum / n));
        let variance = (self.squares[layer_index] / n - mean_squared).max(0.0);
        Some(GradientStatistics { mean: libm::sqrt(mean_squared), spread: libm::sqrt(variance) })
    }
}

/// Σ x².
pub(super) fn norm_squared(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.map(|x| x * x).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learner::network::NetworkSpec;

    /// One weight w₁ and a bias in the first layer, two weights and biases in the second; two mini-batches.
    #[test]
    fn statistics_are_norms_over_weights_of_mean_and_deviation_over_mini_batches() {
        let layers = NetworkSpec { hidden: vec![1], ..NetworkSpec::default() }.layers(1, 2);
        let mut sums = GradientSums::new(6, 2);
        assert_eq!(sums.statistics(&layers, 0), None);
        sums.add(&layers, &[1.0, 9.0, 3.0, 0.0, 9.0, 9.0]);
        sums.add(&layers, &[3.0, -9.0, 3.0, 8.0, 0.0, 0.0]);
        // ⟨g⟩ = 2, deviation 1; ⟨g⟩ = (3, 4), deviations (0, 4).
        assert_eq!(sums.statistics(&layers, 0), Some(GradientStatistics { mean: 2.0, spread: 1.0 }));
        assert_eq!(sums.statistics(&layers, 1), Some(GradientStatistics { mean: 5.0, spread: 4.0 }));
        sums.clear();
        sums.add(&layers, &[1.0, 0.0, 3.0, 4.0, 0.0, 0.0]);
        assert_eq!(sums.statistics(&layers, 1), Some(GradientStatistics { mean: 5.0, spread: 0.0 }));
    }
}
