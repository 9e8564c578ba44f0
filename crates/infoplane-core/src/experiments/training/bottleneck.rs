//! Rate, distortion and several-sample prediction of a classifier with a stochastic bottleneck.

use super::Classification;
use super::evaluation::log_softmax;
use crate::learner::dataset::Dataset;
use crate::learner::layer::Layer;
use crate::learner::network::Network;
use crate::learner::passes::{Batch, Randomness};
use crate::math::order::first_largest;
use serde::{Deserialize, Serialize};

/// A variational information bottleneck on one set of samples: X → Z → Ŷ with Z drawn from the encoder. In nats.
///
/// Source: [ALEMI_2017](crate::citations::ALEMI_2017), equations 11 to 17 for rate and distortion, figure 1 for the
/// prediction from the mean of several draws. The numbers of [`Evaluation`](super::Evaluation) beside it are those of
/// the mean prediction, with the encoder's mean μ in place of a draw.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BottleneckEvaluation {
    /// R, the mean over x of KL(q(z|x) ‖ N(0, I)): I(X;Z) is not above it.
    pub rate: f64,
    /// D, the mean over x and [`N_DRAWS`] draws of z of −ln q(y|z): I(Z;Y) is not below H(Y) − D, but for the chance of the draws.
    pub distortion: f64,
    /// Mean over x of −ln of the prediction averaged over the draws.
    pub cross_entropy: f64,
    /// Fraction of samples whose most probable class in the average is the observed label.
    pub accuracy: f64,
}

/// Draws of the bottleneck for each sample: as many as [Alemi et al.](crate::citations::ALEMI_2017) average over.
/// The standard error of the distortion falls with the root of it, the time grows with it.
pub const N_DRAWS: usize = 12;

impl BottleneckEvaluation {
    /// Evaluates; the same draws for the same randomness, whatever has been drawn before. `None` without a bottleneck.
    pub(super) fn new(
        network: &Network<f32>,
        batch: &mut Batch<f32>,
        (data, samples): (&Dataset, &[usize]),
        randomness: &Randomness,
    ) -> Option<Self> {
        if !network.layers().iter().any(Layer::is_bottleneck) {
            return None;
        }
        let (mut sums, mut randomness) = (Self::NOTHING, randomness.clone());
        for chunk in samples.chunks(batch.capacity()) {
            Classification::load_classes(batch, data, chunk);
            let averages = sums.add_draws(network, batch, &mut randomness, (data, chunk));
            for (q, sample) in averages.chunks_exact(data.n_classes()).zip(chunk) {
                let label = data.labels[*sample];
                sums.cross_entropy -= libm::log(q[label]);
                sums.accuracy += if first_largest(q) == Some(label) { 1.0 } else { 0.0 };
            }
        }
        Some(sums.over(samples.len() as f64))
    }

    /// The sum of all that is said.
    pub(super) const fn sum(&self) -> f64 {
        self.rate + self.distortion + self.cross_entropy + self.accuracy
    }

    const NOTHING: Self = Self { rate: 0.0, distortion: 0.0, cross_entropy: 0.0, accuracy: 0.0 };

    /// Adds rates and distortions of the samples of a batch; gives their predictions, averaged over the draws.
    fn add_draws(
        &mut self,
        network: &Network<f32>,
        batch: &mut Batch<f32>,
        randomness: &mut Randomness,
        (data, chunk): (&Dataset, &[usize]),
    ) -> Vec<f64> {
        let n_classes = data.n_classes();
        let (mut averages, mut log_q) = (vec![0.0; chunk.len() * n_classes], vec![0.0; n_classes]);
        let share = 1.0 / N_DRAWS as f64;
        for _ in 0..N_DRAWS {
            batch.forward(network, Some(randomness));
            for ((index, sample), average) in
                chunk.iter().enumerate().zip(averages.chunks_exact_mut(n_classes))
            {
                log_softmax(batch.logits(index), &mut log_q);
                self.distortion -= share * log_q[data.labels[*sample]];
                average
                    .iter_mut()
                    .zip(&log_q)
                    .for_each(|(average, log_q)| *average += share * libm::exp(*log_q));
            }
        }
        self.rate += batch.rate_sum();
        averages
    }

    fn over(self, n: f64) -> Self {
        Self {
            rate: self.rate / n,
            distortion: self.distortion / n,
            cross_entropy: self.cross_entropy / n,
            accuracy: self.accuracy / n,
        }
    }
}
