//! How well a network predicts a set of samples.

use crate::experiments::training::Evaluation;
use crate::learner::dataset::Dataset;
use crate::learner::network::Network;
use crate::learner::passes::Batch;
use crate::math::order::first_largest;

/// Evaluates a network on some samples of the data; all sums in double precision from the logits.
pub(super) fn evaluate(
    network: &Network<f32>,
    batch: &mut Batch<f32>,
    data: &Dataset,
    samples: &[usize],
) -> Evaluation {
    let mut sums = Sums::default();
    let mut log_q = vec![0.0; data.n_classes()];
    for chunk in samples.chunks(batch.capacity()) {
        batch.load(chunk.iter().map(|sample| (data.input(*sample), 0)));
        batch.forward(network, None);
        for (index, sample) in chunk.iter().enumerate() {
            log_softmax(batch.logits(index), &mut log_q);
            sums.add(&log_q, data.labels[*sample], data.posterior_of(*sample));
        }
    }
    sums.mean(samples.len() as f64, data.posterior.is_some())
}

/// Predicted class probabilities of each input, class fastest: the softmax of the logits.
///
/// That is the posterior of the class whatever the output is: given that one of several sigmoids is 1
/// and the others 0, it is class k with odds e^z; and e_k is as far from a Gaussian's mean as z_k is small.
pub(super) fn probabilities<'a>(
    network: &Network<f32>,
    batch: &mut Batch<f32>,
    inputs: impl ExactSizeIterator<Item = &'a [f32]>,
) -> Vec<f32> {
    let (mut inputs, mut probabilities) = (inputs, Vec::new());
    let mut log_q = vec![0.0; network.n_outputs()];
    while inputs.len() > 0 {
        let n = inputs.len().min(batch.capacity());
        let chunk: Vec<(&[f32], usize)> = inputs.by_ref().take(n).map(|input| (input, 0)).collect();
        batch.load(chunk.into_iter());
        batch.forward(network, None);
        for sample in 0..n {
            log_softmax(batch.logits(sample), &mut log_q);
            probabilities.extend(log_q.iter().map(|log_q| libm::exp(*log_q) as f32));
        }
    }
    probabilities
}

#[derive(Default)]
struct Sums {
    cross_entropy: f64,
    expected_cross_entropy: f64,
    n_right: f64,
    predictive_entropy: f64,
}

impl Sums {
    fn add(&mut self, log_q: &[f64], label: usize, posterior: Option<&[f64]>) {
        self.cross_entropy -= log_q[label];
        self.predictive_entropy -= log_q.iter().map(|log_q| libm::exp(*log_q) * log_q).sum::<f64>();
        let terms = posterior.unwrap_or_default().iter().zip(log_q).filter(|(p, _)| **p > 0.0);
        self.expected_cross_entropy -= terms.map(|(p, log_q)| p * log_q).sum::<f64>();
        self.n_right += if first_largest(log_q) == Some(label) { 1.0 } else { 0.0 };
    }

    fn mean(&self, n: f64, has_posterior: bool) -> Evaluation {
        Evaluation {
            cross_entropy: self.cross_entropy / n,
            expected_cross_entropy: has_posterior.then_some(self.expected_cross_entropy / n),
            accuracy: self.n_right / n,
            predictive_entropy: self.predictive_entropy / n,
        }
    }
}

/// ln q of each class: finite whenever the logits are.
fn log_softmax(logits: impl Iterator<Item = f32>, log_q: &mut [f64]) {
    log_q.iter_mut().zip(logits).for_each(|(log_q, logit)| *log_q = f64::from(logit));
    let largest = log_q.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let log_sum = largest + libm::log(log_q.iter().map(|z| libm::exp(z - largest)).sum::<f64>());
    log_q.iter_mut().for_each(|log_q| *log_q -= log_sum);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learner::dataset::{DataSpec, generate};
    use crate::learner::network::NetworkSpec;

    #[test]
    fn a_network_without_preference_predicts_the_first_class() {
        let data = generate(&DataSpec { label_noise: 0.3, ..DataSpec::default() }, 1, None).expect("valid");
        let spec = NetworkSpec { hidden: vec![8], ..NetworkSpec::default() };
        let network = Network::new(&spec, 2, 3, vec![0.0; 3 * 8 + 9 * 3]).expect("all parameters");
        let mut batch = Batch::new(&network, 64);
        for samples in [&data.train, &data.test] {
            let n_first = samples.iter().filter(|sample| data.labels[**sample] == 0).count();
            let found = evaluate(&network, &mut batch, &data, samples);
            assert_eq!(found.accuracy, n_first as f64 / samples.len() as f64);
            assert!((found.predictive_entropy - libm::log(3.0)).abs() < 1e-12);
        }
    }
}
