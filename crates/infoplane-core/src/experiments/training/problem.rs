//! What a run does not need to know of what is learned.

use crate::learner::dataset::Dataset;
use crate::learner::network::Network;
use crate::learner::passes::Batch;

/// Some samples of a data set.
#[derive(Clone, Copy, Debug)]
pub(in crate::experiments) struct Samples<'a> {
    pub(in crate::experiments) data: &'a Dataset,
    /// Their numbers.
    pub(in crate::experiments) of: &'a [usize],
}

impl<'a> Samples<'a> {
    /// As many of them at a time as a batch has room for.
    pub(in crate::experiments) fn chunks(self, batch: &Batch<f32>) -> impl Iterator<Item = Self> + use<'a> {
        self.of.chunks(batch.capacity()).map(move |of| Samples { of, ..self })
    }

    /// The number of them, to divide a sum by.
    pub(in crate::experiments) fn n(self) -> f64 {
        self.of.len() as f64
    }
}

/// What is learned: the targets of the samples, and what is said of a network that should meet them.
pub(in crate::experiments) trait Problem: Sized {
    /// What is said of a network on a set of samples.
    type Evaluation: Clone;

    /// Number of outputs of the network.
    fn n_outputs(&self, data: &Dataset) -> usize;

    /// Takes samples and their targets into a batch.
    fn load(&self, batch: &mut Batch<f32>, samples: Samples<'_>);

    /// Evaluates a network on some samples.
    fn evaluate(
        &self,
        network: &Network<f32>,
        batch: &mut Batch<f32>,
        samples: Samples<'_>,
    ) -> Self::Evaluation;

    /// Whether all that is said is finite.
    fn is_finite(evaluation: &Self::Evaluation) -> bool;
}
