//! Training as `infoplane_core::experiments::training` does it, on samples that the page has made.

use core::fmt::{self, Display};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::init::Init;
use infoplane_core::learner::network::{Network, NetworkSpec};
use infoplane_core::learner::optimizer::{Optimizer, OptimizerChoice, Rule};
use infoplane_core::learner::passes::Batch;
use infoplane_core::learner::spec::SpecError;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// Multiply-adds between two looks at the clock: about a millisecond, as in the product's slices.
const SLICE_WORK: usize = 2_500_000;

/// Seed of the initial weights; any will do.
const SEED: u64 = 1;

/// Samples with labels, in the order in which they are learned.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Samples {
    n_features: usize,
    inputs: Vec<f32>,
    labels: Vec<u32>,
}

#[wasm_bindgen]
impl Samples {
    /// Takes `n_features` inputs and one label for each sample; the page sees to it that they fit the network.
    #[wasm_bindgen(constructor)]
    pub fn new(n_features: usize, inputs: Vec<f32>, labels: Vec<u32>) -> Self {
        Self { n_features, inputs, labels }
    }
}

/// A network in training.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Training {
    network: Network<f32>,
    batch: Batch<f32>,
    optimizer: Optimizer<f32>,
    gradient: Vec<f32>,
    batch_size: usize,
    /// The first sample of the next mini-batch.
    position: usize,
}

#[wasm_bindgen]
impl Training {
    /// A network of those widths, input and output included, before its first update.
    ///
    /// # Errors
    /// The field and the value that the learner cannot have.
    #[wasm_bindgen(constructor)]
    pub fn new(
        widths: Vec<usize>,
        activation: &str,
        optimizer: &str,
        learning_rate: f64,
        batch_size: usize,
    ) -> Result<Self, JsError> {
        let activation = Activation::from_name(activation)
            .ok_or_else(|| Unknown::new("act", activation, Activation::ALL.iter().map(|a| a.name())))?;
        let rule = Rule::from_name(optimizer)
            .ok_or_else(|| Unknown::new("opt", optimizer, Rule::ALL.iter().map(|rule| rule.name())))?;
        Ok(Self::start(widths, activation, OptimizerChoice { rule, learning_rate }, batch_size)?)
    }

    /// Trains on mini-batches worth about a millisecond, at least one; the number of their samples.
    ///
    /// The samples come in their own order, epoch after epoch, as in every other peer.
    ///
    /// # Errors
    /// When a loss or a weight leaves the finite numbers.
    pub fn slice(&mut self, samples: &Samples) -> Result<usize, JsError> {
        let work_per_sample = 3 * self.gradient.len();
        let mut n_samples = 0;
        while n_samples == 0 || n_samples * work_per_sample < SLICE_WORK {
            n_samples += self.update(samples)?;
        }
        Ok(n_samples)
    }

    /// The mean loss over the first mini-batch, in nats.
    pub fn loss(&mut self, samples: &Samples) -> f64 {
        let n_samples = self.load(samples, 0);
        self.batch.forward(&self.network);
        self.batch.loss_sum() / n_samples as f64
    }
}

impl Training {
    fn start(
        widths: Vec<usize>,
        activation: Activation,
        optimizer: OptimizerChoice,
        batch_size: usize,
    ) -> Result<Self, SpecError> {
        if let [_, hidden @ .., _] = widths.as_slice() {
            NetworkSpec { hidden: hidden.to_vec(), activation }.validate()?;
        }
        let parameters = Init::Glorot.draw(&widths, SEED);
        Ok(Self {
            batch: Batch::new(&widths, batch_size),
            optimizer: Optimizer::new(&optimizer.spec(), parameters.len())?,
            gradient: vec![0.0; parameters.len()],
            network: Network::new(widths, activation, parameters)?,
            batch_size,
            position: 0,
        })
    }

    /// One update, with everything that a run of the product does for one; the number of its samples.
    fn update(&mut self, samples: &Samples) -> Result<usize, Diverged> {
        let n_samples = self.load(samples, self.position);
        self.batch.forward(&self.network);
        let loss = self.batch.loss_sum();
        self.batch.backward(&self.network, 1.0 / n_samples as f32, &mut self.gradient);
        self.optimizer.update(self.network.parameters_mut(), &self.gradient);
        self.gradient.fill(0.0);
        if !loss.is_finite() || !all_finite(self.network.parameters()) {
            return Err(Diverged);
        }
        self.position += n_samples;
        if self.position == samples.labels.len() {
            self.position = 0;
        }
        Ok(n_samples)
    }

    /// Loads the mini-batch that starts there; the number of its samples.
    fn load(&mut self, samples: &Samples, start: usize) -> usize {
        let end = samples.labels.len().min(start + self.batch_size);
        let n_features = samples.n_features;
        let inputs = samples.inputs[start * n_features..end * n_features].chunks_exact(n_features);
        let labels = samples.labels[start..end].iter().map(|label| *label as usize);
        self.batch.load(inputs.zip(labels));
        end - start
    }
}

fn all_finite(numbers: &[f32]) -> bool {
    numbers.iter().fold(true, |finite, number| finite & number.is_finite())
}

/// A loss or a weight that is not finite.
#[derive(Debug)]
struct Diverged;

impl Display for Diverged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the training diverged")
    }
}

impl core::error::Error for Diverged {}

/// A name that is none of those there are.
#[derive(Debug)]
struct Unknown {
    field: &'static str,
    name: String,
    known: String,
}

impl Unknown {
    fn new(field: &'static str, name: &str, known: impl Iterator<Item = &'static str>) -> Self {
        Self { field, name: name.to_owned(), known: known.collect::<Vec<_>>().join(", ") }
    }
}

impl Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid {}: {} (allowed: {})", self.field, self.name, self.known)
    }
}

impl core::error::Error for Unknown {}

#[cfg(test)]
mod tests {
    use super::*;

    /// A network of two inputs, and samples whose class is the sign of the first.
    fn network_and_samples(learning_rate: f64) -> (Training, Samples) {
        let choice = OptimizerChoice { rule: Rule::Sgd, learning_rate };
        let network =
            Training::start(vec![2, 4, 2], Activation::Tanh, choice, 7).expect("a possible network");
        let inputs = (0..50).flat_map(|i| [(i * 37 % 50) as f32 / 25.0 - 1.0, 0.5]);
        let labels = (0..50).map(|i| u32::from(i * 37 % 50 >= 25));
        (network, Samples::new(2, inputs.collect(), labels.collect()))
    }

    #[test]
    fn an_epoch_takes_every_sample_once() {
        let (mut network, samples) = network_and_samples(0.1);
        let sizes: Vec<usize> = (0..9).map(|_| network.update(&samples).expect("no divergence")).collect();
        assert_eq!(sizes, [7, 7, 7, 7, 7, 7, 7, 1, 7]);
    }

    #[test]
    fn a_slice_lowers_the_loss() {
        let (mut network, samples) = network_and_samples(0.1);
        let before = network.loss(&samples);
        assert!(network.slice(&samples).is_ok_and(|n_samples| n_samples > 50));
        assert!(network.loss(&samples) < 0.5 * before);
    }

    #[test]
    fn divergence_is_an_error() {
        let (mut network, samples) = network_and_samples(100.0);
        network.network.parameters_mut().fill(f32::MAX);
        assert!(network.update(&samples).is_err());
    }

    #[test]
    fn an_unknown_name_is_refused_with_those_that_are_known() {
        let known = Rule::ALL.iter().map(|rule| rule.name());
        let refusal = Unknown::new("opt", "luck", known).to_string();
        assert!(refusal.starts_with("invalid opt: luck (allowed: sgd, "), "{refusal}");
    }
}
