//! The number that training makes small, summed over any set of samples.

use crate::learner::loss::{Loss, LossSpec};
use crate::learner::network::Network;
use crate::learner::passes::Batch;
use crate::learner::regularization::Regularization;
use crate::learner::spec::SpecError;
use crate::learner::trainer::Objective;

/// The loss of a run: mean loss of a sample + β R, or β R², + regularization, with the rate R of the bottlenecks.
#[derive(Clone, Debug)]
pub(in crate::experiments) struct Surrogate {
    regularization: Regularization,
    loss: Loss<f32>,
    /// The same without the rate, whose square is not a sum over samples.
    of_sample: Loss<f32>,
}

impl Surrogate {
    pub(in crate::experiments) fn new(objective: &Objective, n_outputs: usize) -> Result<Self, SpecError> {
        let of_sample = LossSpec { beta: 0.0, ..objective.loss.clone() };
        Ok(Self {
            regularization: objective.regularization,
            loss: Loss::new(&objective.loss, n_outputs)?,
            of_sample: Loss::new(&of_sample, n_outputs)?,
        })
    }

    /// A sum over no samples yet.
    pub(in crate::experiments) fn sum(&self) -> SurrogateSum<'_> {
        SurrogateSum { surrogate: self, losses: 0.0, divisor: 0.0, rates: 0.0 }
    }
}

/// Losses and rates of some samples.
#[derive(Clone, Debug)]
pub(in crate::experiments) struct SurrogateSum<'a> {
    surrogate: &'a Surrogate,
    losses: f64,
    divisor: f64,
    rates: f64,
}

impl SurrogateSum<'_> {
    /// Adds the samples of a batch, after its forward pass.
    pub(in crate::experiments) fn add(&mut self, batch: &Batch<f32>) {
        self.losses += batch.objective(&self.surrogate.of_sample, 1);
        self.divisor += batch.divisor(&self.surrogate.of_sample);
        self.rates += batch.rate_sum();
    }

    /// The mean over `n` samples, all that have been added.
    pub(in crate::experiments) fn mean(&self, network: &Network<f32>, n: usize) -> f64 {
        let Surrogate { regularization, loss, .. } = self.surrogate;
        let of_weights = regularization.value(network.layers(), network.parameters());
        self.mean_loss() + loss.of_rate(self.mean_rate(n)) + of_weights
    }

    /// The mean loss of a sample, without the rate; zero where no sample counts.
    pub(in crate::experiments) fn mean_loss(&self) -> f64 {
        if self.divisor > 0.0 { self.losses / self.divisor } else { 0.0 }
    }

    /// The mean rate R.
    pub(in crate::experiments) fn mean_rate(&self, n: usize) -> f64 {
        self.rates / n as f64
    }
}
