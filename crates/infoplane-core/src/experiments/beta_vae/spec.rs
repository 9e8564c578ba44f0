//! What decides a run of a β-VAE.

use crate::experiments::recording::Recording;
use crate::experiments::training::TrainingSpec;
use crate::learner::activation::Activation;
use crate::learner::dataset::{DataSpec, Source};
use crate::learner::layer::{Deviation, LayerOptions, Units};
use crate::learner::network::{NetworkSpec, Output};
use crate::learner::optimizer::{OptimizerSpec, Rule};
use crate::learner::seeds::StreamSeed;
use crate::learner::spec::Range;
use serde::{Deserialize, Serialize};

crate::named_enum! {
    /// What the decoder says of each feature of an input, by itself.
    ///
    /// ```
    /// use infoplane_core::experiments::beta_vae::{BetaVae, BetaVaeSpec, Likelihood};
    /// use infoplane_core::experiments::Experiment;
    /// use infoplane_core::learner::dataset::{DataSpec, Source};
    /// let data = DataSpec { source: Source::Circles, ..DataSpec::default() };
    /// // Coordinates below 0 are no shares of a one.
    /// let start = |likelihood| BetaVae::start(&BetaVaeSpec { data: data.clone(), likelihood, ..BetaVaeSpec::default() }, None);
    /// assert!(start(Likelihood::Gaussian).is_ok() && start(Likelihood::Bernoulli).is_err());
    /// ```
    pub enum Likelihood {
        /// It is 1 with some probability; features between 0 and 1 count as that share of a one. Others are refused: of
        /// them the distortion has no lower bound.
        Bernoulli = "bernoulli",
        /// It is normal around some mean, with variance 1.
        Gaussian = "gaussian",
    }
}

/// A β-VAE: encoder q(z|x) = N(μ(x), σ(x)²), code z, decoder p(x|z), trained to make D + β R small.
///
/// Source: [HIGGINS_2017](crate::citations::HIGGINS_2017), equation 4, without its constant; with β = 1 it is
/// [KINGMA_WELLING_2014](crate::citations::KINGMA_WELLING_2014), equation 3, negated.
///
/// ```
/// use infoplane_core::experiments::beta_vae::{BetaVae, BetaVaeSpec, Likelihood};
/// use infoplane_core::experiments::Experiment;
/// use infoplane_core::learner::dataset::{DataSpec, Source};
/// let data = DataSpec { source: Source::Circles, ..DataSpec::default() };
/// let likelihood = Likelihood::Gaussian;
/// let spec = BetaVaeSpec { data, likelihood, hidden: vec![3], latent: 1, ..BetaVaeSpec::default() };
/// // 2-3-1-3-2, with a mean and a deviation for the code: 3 · 3 + 4 · 2 + 2 · 3 + 4 · 2 weights and biases.
/// assert_eq!(BetaVae::start(&spec, None)?.frame().snapshot.len(), 9 + 8 + 6 + 8);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BetaVaeSpec {
    /// The data; their classes are not looked at.
    pub data: DataSpec,
    /// Widths of the encoder's hidden layers, from the input on; the decoder has the same, backward.
    pub hidden: Vec<usize>,
    /// Dimensions of the code z.
    pub latent: usize,
    /// The activation of the hidden layers.
    pub activation: Activation,
    /// What the decoder says of a feature.
    pub likelihood: Likelihood,
    /// β, the weight of the rate.
    pub beta: f64,
    /// The update rule.
    pub optimizer: OptimizerSpec,
    /// Samples per update, as [`TrainingSpec::batch_size`].
    pub batch_size: usize,
    /// Seeds the named streams.
    pub seed: u64,
    /// Seeds of single streams, as [`TrainingSpec::stream_seeds`].
    pub stream_seeds: Vec<StreamSeed>,
    /// What makes the standard deviations of the code.
    pub deviation: Deviation,
    /// The run ends after this many epochs.
    pub n_epochs: u32,
    /// Which epochs are recorded.
    pub recording: Recording,
}

impl Default for BetaVaeSpec {
    /// The digits through a code of eight dimensions.
    fn default() -> Self {
        Self {
            data: DataSpec { source: Source::Digits, train_fraction: 0.7, ..DataSpec::default() },
            hidden: vec![32],
            latent: 8,
            activation: Activation::Relu,
            likelihood: Likelihood::Bernoulli,
            beta: 1.0,
            optimizer: Rule::Adam.at(0.003),
            batch_size: 64,
            seed: 1,
            stream_seeds: Vec::new(),
            deviation: Deviation::Softplus,
            n_epochs: 100,
            recording: Recording::default(),
        }
    }
}

impl BetaVaeSpec {
    /// Range of [`BetaVaeSpec::latent`].
    ///
    /// ```
    /// use infoplane_core::experiments::beta_vae::{BetaVae, BetaVaeSpec};
    /// use infoplane_core::experiments::Experiment;
    /// let refused = BetaVae::start(&BetaVaeSpec { latent: 0, ..BetaVaeSpec::default() }, None);
    /// assert!(refused.is_err_and(|error| error.to_string() == "invalid latent: 0 (allowed: 1 to 1024)"));
    /// ```
    pub const LATENT: Range = Range { field: "latent", ..NetworkSpec::UNITS };
    /// Range of every feature, once scaled, of [`Likelihood::Bernoulli`].
    ///
    /// ```
    /// use infoplane_core::experiments::beta_vae::BetaVaeSpec;
    /// assert!(BetaVaeSpec::BERNOULLI.check(1.0).is_ok() && BetaVaeSpec::BERNOULLI.check(-0.1).is_err());
    /// ```
    pub const BERNOULLI: Range = Range { field: "feature", min: 0.0, max: 1.0 };

    /// The same run in the words of the learner: one network, of which a bottleneck is the code.
    pub(super) fn training(&self) -> TrainingSpec {
        let decoder = self.hidden.iter().rev();
        let mut options = vec![LayerOptions::default(); self.hidden.len()];
        options.push(LayerOptions { units: Units::Bottleneck(self.deviation), ..LayerOptions::default() });
        let mut spec = TrainingSpec {
            data: self.data.clone(),
            network: NetworkSpec {
                hidden: self.hidden.iter().chain([&self.latent]).chain(decoder).copied().collect(),
                activation: self.activation,
                options,
                output: match self.likelihood {
                    Likelihood::Bernoulli => Output::Sigmoid,
                    Likelihood::Gaussian => Output::Gaussian,
                },
                init: None,
            },
            optimizer: self.optimizer,
            batch_size: self.batch_size,
            seed: self.seed,
            stream_seeds: self.stream_seeds.clone(),
            n_epochs: self.n_epochs,
            recording: self.recording.clone(),
            ..TrainingSpec::default()
        };
        spec.objective.loss.beta = self.beta;
        spec
    }
}
