//! What a run does not need to know of what is learned.

use crate::learner::dataset::Dataset;
use crate::learner::network::Network;
use crate::learner::passes::Batch;

/// What is learned: the targets of the samples, and what is said of a network that should meet them.
pub(in crate::experiments) trait Problem: Sized {
    /// What is said of a network on a set of samples.
    type Evaluation: Clone;

    /// Number of outputs of the network.
    fn n_outputs(&self, data: &Dataset) -> usize;

    /// Takes samples and their targets into a batch.
    fn load(&self, batch: &mut Batch<f32>, data: &Dataset, samples: &[usize]);

    /// Evaluates a network on some samples of the data.
    fn evaluate(
        &self,
        network: &Network<f32>,
        batch: &mut Batch<f32>,
        data: &Dataset,
        samples: &[usize],
    ) -> Self::Evaluation;

    /// Whether all that is said is finite.
    fn is_finite(evaluation: &Self::Evaluation) -> bool;
}
