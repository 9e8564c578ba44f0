//! Rate, distortion and several-sample prediction of a classifier with a stochastic bottleneck.

use super::Classification;
use super::evaluation::log_softmax;
use super::problem::Samples;
use crate::learner::layer::Layer;
use crate::learner::network::Network;
use crate::learner::passes::{Batch, Randomness};
use crate::math::ranking::first_largest;
use serde::{Deserialize, Serialize};

/// A variational information bottleneck on one set of samples: X → Z → Ŷ with Z drawn from the encoder. In nats.
///
/// Source: [ALEMI_2017](crate::citations::ALEMI_2017), equations 11 to 17 for rate and distortion, figure 1 for the
/// prediction from the mean of several draws. The numbers of [`Evaluation`](super::Evaluation) beside it are those of
/// the mean prediction, with the encoder's mean μ in place of a draw.
///
/// ```
/// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
/// use infoplane_core::learner::dataset::DataSpec;
/// // With weights of zero the decoder says nothing: a distortion of ln 3 for three classes.
/// let spec = TrainingSpec { data: DataSpec::default(), ..TrainingSpec::alemi_2017(0.1) };
/// let mut run = Training::start_from(&spec, None, vec![0.0; spec.n_parameters()])?;
/// let drawn = run.frame().test.bottleneck.expect("a bottleneck");
/// assert!((drawn.distortion - 3_f64.ln()).abs() < 1e-12);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
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
///
/// ```
/// use infoplane_core::experiments::training::N_DRAWS;
/// // The standard error of a mean of twelve draws is √12 = 3.46 times smaller than that of one.
/// assert!(((N_DRAWS as f64).sqrt() - 3.46).abs() < 0.01);
/// ```
pub const N_DRAWS: usize = 12;

impl BottleneckEvaluation {
    /// Evaluates; the same draws for the same randomness, whatever has been drawn before. `None` without a bottleneck.
    pub(super) fn new(
        network: &Network<f32>,
        batch: &mut Batch<f32>,
        samples: Samples<'_>,
        randomness: &Randomness,
    ) -> Option<Self> {
        if !network.layers().iter().any(Layer::is_bottleneck) {
            return None;
        }
        let (mut sums, mut randomness) = (Self::NOTHING, randomness.clone());
        for chunk in samples.chunks(batch) {
            Classification::load_classes(batch, chunk);
            let averages = sums.add_draws(network, batch, &mut randomness, chunk);
            for (q, sample) in averages.chunks_exact(chunk.data.n_classes()).zip(chunk.of) {
                let label = chunk.data.labels[*sample];
                sums.cross_entropy -= libm::log(q[label]);
                sums.accuracy += if first_largest(q) == Some(label) { 1.0 } else { 0.0 };
            }
        }
        Some(sums.over(samples.n()))
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
        Samples { data, of }: Samples<'_>,
    ) -> Vec<f64> {
        let n_classes = data.n_classes();
        let (mut averages, mut log_q) = (vec![0.0; of.len() * n_classes], vec![0.0; n_classes]);
        let share = 1.0 / N_DRAWS as f64;
        for _ in 0..N_DRAWS {
            batch.forward(network, Some(randomness));
            for ((index, sample), average) in of.iter().enumerate().zip(averages.chunks_exact_mut(n_classes))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learner::dataset::{DataSpec, generate};
    use crate::learner::layer::{Deviation, LayerOptions, Noise, Units};
    use crate::learner::network::NetworkSpec;

    /// ∫ φ(ε) f(q(ε)) dε, by the midpoint rule, for q = 1 / (1 + e^−4t) with t = ½ + ε ln 2.
    fn integral(f: impl Fn(f64) -> f64) -> f64 {
        let density = |e: f64| (-0.5 * e * e).exp() / core::f64::consts::TAU.sqrt();
        let q = |e: f64| 1.0 / (1.0 + (-4.0 * (0.5 + core::f64::consts::LN_2 * e)).exp());
        (-4_000..4_000).map(|i| (f64::from(i) + 0.5) * 2e-3).map(|e| 2e-3 * density(e) * f(q(e))).sum()
    }

    #[test]
    fn predictions_from_draws_approach_the_integral() {
        // One unit with μ = ½ and σ = softplus(5 − 5) = ln 2, whatever the input; the logits are 0 and 4 t.
        let options =
            vec![LayerOptions { units: Units::Bottleneck(Deviation::Softplus), noise: Noise::None }];
        let spec = NetworkSpec { hidden: vec![1], options, ..NetworkSpec::default() };
        let data = generate(&DataSpec { n_classes: 2, n_samples: 2_000, ..DataSpec::default() }, 1, None);
        let data = data.expect("a valid spec");
        let parameters = vec![0.0, 0.0, 0.0, 0.0, 0.5, 5.0, 0.0, 4.0, 0.0, 0.0];
        let network = Network::new(&spec, 2, 2, parameters).expect("all parameters");
        let ones: Vec<usize> = (0..data.n_samples()).filter(|sample| data.labels[*sample] == 1).collect();
        let mut batch = Batch::new(&network, ones.len());
        let ones = Samples { data: &data, of: &ones };
        Classification::load_classes(&mut batch, ones);
        let (mut sums, mut randomness) = (BottleneckEvaluation::NOTHING, Randomness::new(9));
        let averages = sums.add_draws(&network, &mut batch, &mut randomness, ones);
        let n = ones.n();
        let mean = averages.chunks_exact(2).map(|q| q[1]).sum::<f64>() / n;
        assert!((mean - integral(|q| q)).abs() < 0.01, "{mean}, not {}", integral(|q| q));
        let (distortion, expected) = (sums.distortion / n, integral(|q| -q.ln()));
        assert!((distortion - expected).abs() < 0.02, "{distortion}, not {expected}");
        let rate = 0.5 * (0.25 + libm::log(2.0) * libm::log(2.0) - 1.0) - libm::log(libm::log(2.0));
        assert!((sums.rate / n - rate).abs() < 1e-6, "{}, not {rate}", sums.rate / n);
        // Each sample has draws of its own.
        assert!(averages.chunks_exact(2).all(|q| (q[0] + q[1] - 1.0).abs() < 1e-12));
        assert_ne!(averages[1], averages[3]);
    }
}
