//! A variational autoencoder in training, with the rate weighed by β.

mod spec;

pub use spec::{BetaVaeSpec, Likelihood};

use crate::experiments::training::problem::{Problem, Samples};
use crate::experiments::training::record::Shown;
use crate::experiments::training::run::Run;
use crate::experiments::training::surrogate::Surrogate;
use crate::experiments::training::{Record, RunState, TrainingSpec};
use crate::experiments::{Experiment, Progress};
use crate::learner::dataset::{self, Dataset};
use crate::learner::network::Network;
use crate::learner::passes::{Batch, Randomness};
use crate::learner::spec::SpecError;
use serde::{Deserialize, Serialize};

/// How well a β-VAE codes one set of samples. In nats per sample.
///
/// ```
/// use infoplane_core::experiments::beta_vae::{BetaVae, BetaVaeSpec, Likelihood};
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::learner::dataset::{DataSpec, Source};
/// let data = DataSpec { source: Source::TwelveBit, ..DataSpec::default() };
/// let mut run = BetaVae::start(&BetaVaeSpec { data, likelihood: Likelihood::Bernoulli, ..BetaVaeSpec::default() }, None)?;
/// // Before training, no bit is foreseen: about ln 2 for each of the twelve.
/// let test = run.frame().test;
/// assert!((test.mean_distortion / (12.0 * 2_f64.ln()) - 1.0).abs() < 0.2, "{test:?}");
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct VaeEvaluation {
    /// R, the mean over x of KL(q(z|x) ‖ N(0, I)).
    pub rate: f64,
    /// D, the mean over x, and one draw of z for each, of −ln p(x|z) summed over features. D + R is the negative ELBO.
    /// A Bernoulli feature between 0 and 1 costs its own entropy at least, so D does not fall to 0.
    pub distortion: f64,
    /// The same with the mean μ(x) in place of a draw: what the reconstructions shown are worth.
    pub mean_distortion: f64,
}

/// What a page draws.
///
/// ```
/// use infoplane_core::experiments::beta_vae::{BetaVae, BetaVaeSpec};
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::learner::dataset::{DataSpec, Source};
/// let data = DataSpec { source: Source::TwelveBit, ..DataSpec::default() };
/// let mut run = BetaVae::start(&BetaVaeSpec { data, ..BetaVaeSpec::default() }, None)?;
/// // Sixteen patterns of twelve probabilities.
/// let shown = run.frame().reconstructions;
/// assert!(shown.len() == 16 * 12 && shown.iter().all(|p| *p > 0.0 && *p < 1.0));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BetaVaeFrame {
    /// Completed epochs.
    pub epoch: u32,
    /// Completed updates.
    pub steps: u64,
    /// Samples seen, all epochs together.
    pub samples: u64,
    /// Running, finished or diverged.
    pub state: RunState,
    /// Records since the last frame, oldest first.
    pub records: Vec<Record<VaeEvaluation>>,
    /// Present evaluation on the training set.
    pub train: VaeEvaluation,
    /// Present evaluation on the test set.
    pub test: VaeEvaluation,
    /// The first [`N_SHOWN`] test samples as they come out of the decoder, from the mean of their code.
    pub reconstructions: Vec<f32>,
    /// All parameters now, in the layout of [`Record::snapshot`].
    pub snapshot: Vec<f32>,
}

/// Test samples whose reconstructions are shown: a row of each digit, and a few more.
///
/// ```
/// use infoplane_core::experiments::beta_vae::{BetaVae, BetaVaeSpec, Likelihood, N_SHOWN};
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::learner::dataset::{DataSpec, Source};
/// let data = DataSpec { source: Source::Circles, ..DataSpec::default() };
/// // Of ten test samples no more than ten.
/// let data = DataSpec { n_samples: 20, ..data };
/// let spec = BetaVaeSpec { data, likelihood: Likelihood::Gaussian, ..BetaVaeSpec::default() };
/// assert_eq!((BetaVae::start(&spec, None)?.frame().reconstructions.len(), N_SHOWN), (10 * 2, 16));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
pub const N_SHOWN: usize = 16;

/// A β-VAE in training; the same run as [`Training`](super::training::Training), toward other targets.
///
/// ```
/// use infoplane_core::experiments::beta_vae::{BetaVae, BetaVaeSpec, Likelihood};
/// use infoplane_core::experiments::{Experiment, Progress};
/// use infoplane_core::learner::dataset::{DataSpec, Source};
/// // Points on a circle through a single number.
/// let data = DataSpec { source: Source::Circles, ..DataSpec::default() };
/// let likelihood = Likelihood::Gaussian;
/// let spec = BetaVaeSpec { data, likelihood, latent: 1, n_epochs: 3, ..BetaVaeSpec::default() };
/// let mut run = BetaVae::start(&spec, None)?;
/// while run.step() == Progress::Running {}
/// let frame = run.frame();
/// assert!(frame.test.rate > 0.0 && frame.records.len() == 4);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug)]
pub struct BetaVae {
    run: Run<Autoencoding>,
}

impl Experiment for BetaVae {
    type Spec = BetaVaeSpec;
    type Frame = BetaVaeFrame;

    fn start(spec: &BetaVaeSpec, asset: Option<&[u8]>) -> Result<Self, SpecError> {
        BetaVaeSpec::LATENT.check(spec.latent as f64)?;
        let training = spec.training();
        training.validate()?;
        let n_features = spec.data.n_features();
        let n_parameters = training.network.n_parameters(n_features, n_features);
        TrainingSpec::PARAMETERS.check(n_parameters as f64)?;
        let data = dataset::samples(&spec.data, training.seeds(), asset)?;
        if spec.likelihood == Likelihood::Bernoulli {
            let mut features = data.train.iter().chain(&data.test).flat_map(|sample| data.input(*sample));
            features.try_for_each(|x| BetaVaeSpec::BERNOULLI.check(f64::from(*x)))?;
        }
        let problem = Autoencoding {
            loss: Surrogate::new(&training.objective, n_features)?,
            randomness: Randomness::of_evaluation(training.seeds()),
        };
        Ok(Self { run: Run::start(&training, data, problem)? })
    }

    fn step(&mut self) -> Progress {
        self.run.step()
    }

    fn frame(&mut self) -> BetaVaeFrame {
        let Shown { time, train, test, snapshot } = self.run.present();
        BetaVaeFrame {
            epoch: time.epoch,
            steps: time.steps,
            samples: time.samples,
            state: self.run.state(),
            records: self.run.take_records(),
            train,
            test,
            reconstructions: self.reconstructions(),
            snapshot,
        }
    }
}

impl BetaVae {
    /// Goes back to an epoch, as [`Training::rewind`](super::training::Training::rewind).
    ///
    /// ```
    /// use infoplane_core::experiments::beta_vae::{BetaVae, BetaVaeSpec, Likelihood};
    /// use infoplane_core::experiments::Experiment;
    /// use infoplane_core::learner::dataset::{DataSpec, Source};
    /// let data = DataSpec { source: Source::Circles, ..DataSpec::default() };
    /// let spec = BetaVaeSpec { data, likelihood: Likelihood::Gaussian, n_epochs: 5, ..BetaVaeSpec::default() };
    /// let mut run = BetaVae::start(&spec, None)?;
    /// while run.frame().epoch < 5 {
    ///     run.step();
    /// }
    /// assert_eq!((run.rewind(2)?, run.frame().epoch), (0, 2));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with `epoch` when the run has not come that far.
    pub fn rewind(&mut self, epoch: u32) -> Result<u32, SpecError> {
        self.run.rewind(epoch)
    }

    fn reconstructions(&mut self) -> Vec<f32> {
        let (data, network, batch) = self.run.shown();
        let shown = &data.test[..data.test.len().min(N_SHOWN)];
        load_targets(batch, Samples { data, of: shown });
        batch.forward(network, None);
        (0..shown.len()).flat_map(|index| batch.values(network.layers().len(), index)).collect()
    }
}

/// Giving back the features.
#[derive(Clone, Debug)]
struct Autoencoding {
    loss: Surrogate,
    randomness: Randomness,
}

impl Problem for Autoencoding {
    type Evaluation = VaeEvaluation;

    fn n_outputs(&self, data: &Dataset) -> usize {
        data.n_features()
    }

    fn load(&self, batch: &mut Batch<f32>, samples: Samples<'_>) {
        load_targets(batch, samples);
    }

    fn evaluate(
        &self,
        network: &Network<f32>,
        batch: &mut Batch<f32>,
        samples: Samples<'_>,
    ) -> VaeEvaluation {
        let (mut of_draws, mut of_means) = (self.loss.sum(), self.loss.sum());
        let mut randomness = self.randomness.clone();
        for chunk in samples.chunks(batch) {
            self.load(batch, chunk);
            batch.forward(network, None);
            of_means.add(batch);
            batch.forward(network, Some(&mut randomness));
            of_draws.add(batch);
        }
        let n = samples.of.len();
        VaeEvaluation {
            rate: of_draws.mean_rate(n),
            distortion: of_draws.mean_loss(),
            mean_distortion: of_means.mean_loss(),
        }
    }

    fn is_finite(evaluation: &VaeEvaluation) -> bool {
        let VaeEvaluation { rate, distortion, mean_distortion } = evaluation;
        [rate, distortion, mean_distortion].iter().all(|number| number.is_finite())
    }
}

/// Takes samples into a batch, to be given back.
fn load_targets(batch: &mut Batch<f32>, Samples { data, of }: Samples<'_>) {
    batch.load_targets(of.iter().map(|sample| (data.input(*sample), data.input(*sample))));
}
