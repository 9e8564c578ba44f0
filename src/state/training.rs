//! Settings of the labs that share a training run: Classifier and Information plane.

use crate::figures::plane::Estimator;
use crate::state::share::{Fields, Settings};
use infoplane_core::experiments::layer_information::DEFAULT_NOISE_VARIANCE;
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::dataset::{DataSpec, Source};
use infoplane_core::learner::network::NetworkSpec;
use infoplane_core::learner::optimizer::{OptimizerSpec, Rule};

/// The most hidden layers a network may have.
pub const MAX_LAYERS: usize = 8;
/// The widest a hidden layer may be.
pub const MAX_WIDTH: usize = 256;
/// The largest seed: every whole number up to it is exact in a link and in a number field.
pub const MAX_SEED: u64 = (1 << 53) - 1;

/// The run and how it is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingSettings {
    /// The run.
    pub spec: TrainingSpec,
    /// The estimator the plane shows.
    pub estimator: Estimator,
    /// Variance of the noise that the KDE bounds assume.
    pub noise_variance: f64,
    /// Whether the same run with the other activation is shown beside it.
    pub compare: bool,
}

impl Default for TrainingSettings {
    fn default() -> Self {
        Self {
            spec: TrainingSpec::default(),
            estimator: Estimator::KdeUpper,
            noise_variance: DEFAULT_NOISE_VARIANCE,
            compare: false,
        }
    }
}

impl Settings for TrainingSettings {
    fn visit(&mut self, fields: &mut Fields) {
        let TrainingSpec { data, network, optimizer, batch_size, seed, n_epochs } = &mut self.spec;
        fields.choice("data", &mut data.source, Source::ALL, Source::name);
        fields.size("classes", &mut data.n_classes, 2..=4);
        fields.size("n", &mut data.n_samples, 20..=10_000);
        fields.number("noise", &mut data.noise, 0.0..=1.0);
        fields.number("label_noise", &mut data.label_noise, 0.0..=0.9);
        fields.number("train", &mut data.train_fraction, 0.1..=0.9);
        fields.sizes("net", &mut network.hidden, 1..=MAX_WIDTH, 0..=MAX_LAYERS);
        fields.choice("act", &mut network.activation, Activation::ALL, Activation::name);
        fields.choice("opt", &mut optimizer.rule, Rule::ALL, Rule::name);
        fields.number("lr", &mut optimizer.learning_rate, 1e-6..=100.0);
        fields.size("batch", batch_size, 1..=10_000);
        fields.integer("seed", seed, 0..=MAX_SEED);
        let mut epochs = u64::from(*n_epochs);
        fields.integer("epochs", &mut epochs, 1..=100_000);
        *n_epochs = u32::try_from(epochs).unwrap_or(u32::MAX);
        fields.choice("est", &mut self.estimator, Estimator::ALL, Estimator::name);
        fields.number("var", &mut self.noise_variance, 1e-6..=1.0);
        fields.flag("compare", &mut self.compare);
    }
}

impl TrainingSettings {
    /// Changes the data source, and with it the network and the learning to what suits that source.
    pub fn select_source(&mut self, source: Source) {
        let seed = self.spec.seed;
        let was_generated = is_plane(self.spec.data.source);
        match source {
            Source::Digits => self.spec = digits(),
            Source::TwelveBit => self.spec = twelve_bit(Activation::Tanh),
            _ if was_generated => {}
            _ => self.spec = TrainingSpec::default(),
        }
        self.spec.data.source = source;
        self.spec.seed = seed;
    }

    /// The 12-bit task of Shwartz-Ziv & Tishby with the protocol of Saxe et al., and that activation.
    pub fn select_twelve_bit(&mut self, activation: Activation) {
        self.spec = TrainingSpec { seed: self.spec.seed, ..twelve_bit(activation) };
    }

    /// Whether the run is the 12-bit protocol with that activation, whatever its seed.
    pub fn is_twelve_bit(&self, activation: Activation) -> bool {
        self.spec == TrainingSpec { seed: self.spec.seed, ..twelve_bit(activation) }
    }

    /// The activation shown beside the present one: ReLU beside everything but itself, tanh beside ReLU.
    pub fn other_activation(&self) -> Activation {
        match self.spec.network.activation {
            Activation::Relu => Activation::Tanh,
            _ => Activation::Relu,
        }
    }

    /// The same run with the other activation.
    pub fn other_spec(&self) -> TrainingSpec {
        let mut spec = self.spec.clone();
        spec.network.activation = self.other_activation();
        spec
    }
}

/// Whether the samples of a source are points of the plane.
pub const fn is_plane(source: Source) -> bool {
    !matches!(source, Source::Digits | Source::TwelveBit)
}

/// A network that reads handwritten digits within seconds.
fn digits() -> TrainingSpec {
    TrainingSpec {
        data: DataSpec { source: Source::Digits, train_fraction: 0.7, ..DataSpec::default() },
        network: NetworkSpec { hidden: vec![32, 16], activation: Activation::Relu },
        optimizer: OptimizerSpec { rule: Rule::Adam, learning_rate: 0.003 },
        batch_size: 64,
        n_epochs: 300,
        ..TrainingSpec::default()
    }
}

/// The protocol of Saxe et al. (2018), section 2: net 12-10-7-5-4-3-2, Adam at 4e-4, batches of 256,
/// 10,000 epochs, 80 % of the patterns.
fn twelve_bit(activation: Activation) -> TrainingSpec {
    TrainingSpec {
        data: DataSpec { source: Source::TwelveBit, train_fraction: 0.8, ..DataSpec::default() },
        network: NetworkSpec { hidden: vec![10, 7, 5, 4, 3], activation },
        optimizer: OptimizerSpec { rule: Rule::Adam, learning_rate: 4e-4 },
        batch_size: 256,
        n_epochs: 10_000,
        ..TrainingSpec::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::share::{read, write};

    #[test]
    fn the_twelve_bit_preset_survives_its_link() {
        let mut settings = TrainingSettings::default();
        settings.select_twelve_bit(Activation::Relu);
        settings.compare = true;
        assert_eq!(read(write(&settings)), (settings, vec![]));
    }

    #[test]
    fn a_new_source_keeps_the_seed() {
        let mut settings = TrainingSettings::default();
        settings.spec.seed = 77;
        settings.select_source(Source::Digits);
        assert_eq!((settings.spec.seed, settings.spec.data.source), (77, Source::Digits));
    }

    #[test]
    fn generated_sources_keep_the_network() {
        let mut settings = TrainingSettings::default();
        settings.spec.network.hidden = vec![3];
        settings.select_source(Source::Moons);
        assert_eq!(settings.spec.network.hidden, [3]);
    }

    #[test]
    fn no_hidden_layer_survives_its_link() {
        let mut settings = TrainingSettings::default();
        settings.spec.network.hidden = vec![];
        assert_eq!(read(write(&settings)), (settings, vec![]));
    }
}
