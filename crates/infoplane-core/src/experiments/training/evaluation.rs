//! How well a network predicts the classes of a set of samples.

use super::TrainingSpec;
use super::bottleneck::BottleneckEvaluation;
use super::problem::{Problem, Samples};
use super::surrogate::Surrogate;
use crate::learner::dataset::Dataset;
use crate::learner::network::Network;
use crate::learner::passes::{Batch, Randomness};
use crate::learner::spec::SpecError;
use crate::math::logsumexp::logsumexp;
use crate::math::ranking::first_largest;
use crate::measures::calibration::reliability::Reliability;
use crate::measures::calibration::scores::Predictions;
use core::num::NonZeroU16;
use serde::{Deserialize, Serialize};

/// How well the network predicts one set of samples, at one time, without noise in its layers. Information in nats.
///
/// ```
/// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
/// // A network of zeros finds three classes as probable, and one of them is right for a third of the samples.
/// let spec = TrainingSpec::default();
/// let mut run = Training::start_from(&spec, None, vec![0.0; spec.n_parameters()])?;
/// let test = run.frame().test;
/// assert!((test.predictive_entropy - 3_f64.ln()).abs() < 1e-12);
/// assert_eq!((test.accuracy, test.bottleneck), (1.0 / 3.0, None));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// What training makes small: the mean loss of a sample, β times the rate, and the regularization. Without any of
    /// [`Objective`](crate::learner::trainer::Objective)'s options it is the cross-entropy, to single precision.
    pub loss: f64,
    /// Mean of −ln q(y|x) over the observed labels.
    pub cross_entropy: f64,
    /// Mean over x of −Σ_y p(y|x) ln q(y|x) under the generator's own posterior p: the floor H(Y|X) plus
    /// [`Evaluation::kl`]; `None` when the posterior is unknown.
    pub expected_cross_entropy: Option<f64>,
    /// Mean over x of KL(p(·|x) ‖ q(·|x)), what can still be learned; `None` when the posterior is unknown.
    pub kl: Option<f64>,
    /// Fraction of samples whose most probable class is the observed label.
    pub accuracy: f64,
    /// Mean over x of H(q(·|x)).
    pub predictive_entropy: f64,
    /// Expected calibration error over [`ECE_BINS`] bins, see [`Reliability::ece`].
    pub ece: f64,
    /// What draws of the bottleneck add; `None` for a network without one.
    pub bottleneck: Option<BottleneckEvaluation>,
}

impl Evaluation {
    /// The cross-entropy that is told of a test set, in nats: expected over the labels where their distribution is known,
    /// otherwise that of the labels there are.
    ///
    /// ```
    /// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
    /// let test = Training::start(&TrainingSpec::default(), None)?.frame().test;
    /// // Of generated data it is known.
    /// assert_eq!(Some(test.best_cross_entropy()), test.expected_cross_entropy);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn best_cross_entropy(&self) -> f64 {
        self.expected_cross_entropy.unwrap_or(self.cross_entropy)
    }
}

/// Bins of the expected calibration error: as many as [Guo et al.](crate::citations::GUO_2017) use in most of their tables.
///
/// ```
/// use infoplane_core::experiments::training::ECE_BINS;
/// // A probability of 0.5 falls into the eighth bin, from 7/15 to 8/15.
/// assert_eq!((0.5 * ECE_BINS.get() as f64).ceil(), 8.0);
/// ```
pub const ECE_BINS: NonZeroU16 = NonZeroU16::new(15).expect("15 is not 0");

/// Telling classes apart.
#[derive(Clone, Debug)]
pub(in crate::experiments) struct Classification {
    loss: Surrogate,
    /// Where the draws of every evaluation begin.
    randomness: Randomness,
}

impl Classification {
    /// How a run of this spec is evaluated.
    pub(in crate::experiments) fn new(spec: &TrainingSpec, data: &Dataset) -> Result<Self, SpecError> {
        Ok(Self {
            loss: Surrogate::new(&spec.objective, data.n_classes())?,
            randomness: Randomness::of_evaluation(spec.seeds()),
        })
    }

    /// Takes samples and their classes into a batch.
    pub(super) fn load_classes(batch: &mut Batch<f32>, Samples { data, of }: Samples<'_>) {
        batch.load(of.iter().map(|sample| (data.input(*sample), data.labels[*sample])));
    }
}

impl Problem for Classification {
    type Evaluation = Evaluation;

    fn n_outputs(&self, data: &Dataset) -> usize {
        data.n_classes()
    }

    fn load(&self, batch: &mut Batch<f32>, samples: Samples<'_>) {
        Self::load_classes(batch, samples);
    }

    /// All sums in double precision from the logits.
    fn evaluate(&self, network: &Network<f32>, batch: &mut Batch<f32>, samples: Samples<'_>) -> Evaluation {
        let data = samples.data;
        let mut loss = self.loss.sum();
        let mut sums = Sums { log_q: vec![0.0; data.n_classes()], ..Sums::default() };
        for chunk in samples.chunks(batch) {
            Self::load_classes(batch, chunk);
            batch.forward(network, None);
            loss.add(batch);
            for (index, sample) in chunk.of.iter().enumerate() {
                sums.add(batch.logits(index), data.labels[*sample], data.posterior_of(*sample));
            }
        }
        let n = samples.n();
        let if_known = |sum: f64| data.posterior.is_some().then_some(sum / n);
        Evaluation {
            loss: loss.mean(network, samples.of.len()),
            cross_entropy: sums.cross_entropy / n,
            expected_cross_entropy: if_known(sums.expected_cross_entropy),
            kl: if_known(sums.kl),
            accuracy: sums.n_right / n,
            predictive_entropy: sums.predictive_entropy / n,
            ece: ece(&sums.q, data.n_classes(), &sums.labels),
            bottleneck: BottleneckEvaluation::new(network, batch, samples, &self.randomness),
        }
    }

    fn is_finite(evaluation: &Evaluation) -> bool {
        let Evaluation { loss, cross_entropy, accuracy, predictive_entropy, ece, .. } = *evaluation;
        let of_generator = evaluation.expected_cross_entropy.unwrap_or(0.0) + evaluation.kl.unwrap_or(0.0);
        let of_draws = evaluation.bottleneck.map_or(0.0, |drawn| drawn.sum());
        // A sum is finite if all its terms are, none of them being near the largest number.
        (loss + cross_entropy + accuracy + predictive_entropy + ece + of_generator + of_draws).is_finite()
    }
}

/// The expected calibration error; not a number where the probabilities are not numbers either.
fn ece(q: &[f64], n_classes: usize, labels: &[usize]) -> f64 {
    match Predictions::new(q, n_classes, labels) {
        Ok(predictions) => Reliability::new(&predictions, ECE_BINS).ece(),
        Err(_) => f64::NAN,
    }
}

/// The probabilities of the classes that a network gives one input, as in a frame's `test_probabilities`.
///
/// ```
/// use infoplane_core::experiments::training::prediction;
/// use infoplane_core::learner::network::{Network, NetworkSpec};
/// // One input x and two classes with the logits 0 and x: at x = ln 3 the odds are 1 to 3.
/// let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
/// let network = Network::new(&spec, 1, 2, vec![0.0, 1.0, 0.0, 0.0])?;
/// let q = prediction(&network, &[3_f32.ln()]);
/// assert!((q[0] - 0.25).abs() < 1e-7 && (q[1] - 0.75).abs() < 1e-7);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
pub fn prediction(network: &Network<f32>, input: &[f32]) -> Vec<f32> {
    probabilities(network, &mut Batch::new(network, 1), [input].into_iter())
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

/// Sums over samples, and what the calibration error needs of each: its probabilities and its label.
#[derive(Default)]
struct Sums {
    cross_entropy: f64,
    expected_cross_entropy: f64,
    kl: f64,
    n_right: f64,
    predictive_entropy: f64,
    q: Vec<f64>,
    labels: Vec<usize>,
    /// Of the present sample.
    log_q: Vec<f64>,
}

impl Sums {
    fn add(&mut self, logits: impl Iterator<Item = f32>, label: usize, posterior: Option<&[f64]>) {
        log_softmax(logits, &mut self.log_q);
        let log_q = &self.log_q;
        self.q.extend(log_q.iter().map(|log_q| libm::exp(*log_q)));
        self.labels.push(label);
        let q = &self.q[self.q.len() - log_q.len()..];
        self.cross_entropy -= log_q[label];
        self.predictive_entropy -= q.iter().zip(log_q).map(|(q, log_q)| q * log_q).sum::<f64>();
        let terms = || posterior.unwrap_or_default().iter().zip(log_q).filter(|(p, _)| **p > 0.0);
        self.expected_cross_entropy -= terms().map(|(p, log_q)| p * log_q).sum::<f64>();
        self.kl += terms().map(|(p, log_q)| p * (libm::log(*p) - log_q)).sum::<f64>();
        self.n_right += if first_largest(log_q) == Some(label) { 1.0 } else { 0.0 };
    }
}

/// ln q of each class: finite whenever the logits are.
pub(in crate::experiments) fn log_softmax(logits: impl Iterator<Item = f32>, log_q: &mut [f64]) {
    log_q.iter_mut().zip(logits).for_each(|(log_q, logit)| *log_q = f64::from(logit));
    let log_sum = logsumexp(log_q);
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
        let problem = Classification::new(&TrainingSpec::default(), &data).expect("valid");
        for samples in [&data.train, &data.test] {
            let n_first = samples.iter().filter(|sample| data.labels[**sample] == 0).count();
            let found = problem.evaluate(&network, &mut batch, Samples { data: &data, of: samples });
            assert_eq!(found.accuracy, n_first as f64 / samples.len() as f64);
            let ln_3 = libm::log(3.0);
            assert!((found.predictive_entropy - ln_3).abs() < 1e-12);
            assert!((found.loss - ln_3).abs() < 1e-6 && (found.cross_entropy - ln_3).abs() < 1e-12);
            // A third sure, and right in that share of cases.
            assert!((found.ece - (1.0 / 3.0 - found.accuracy).abs()).abs() < 1e-12);
            let floor = data.floor(samples).expect("known");
            assert!((found.kl.expect("known") - (ln_3 - floor)).abs() < 1e-12);
            assert_eq!(found.bottleneck, None);
        }
    }
}
