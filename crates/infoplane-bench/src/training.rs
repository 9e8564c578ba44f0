//! Training as `infoplane_core::experiments::training` does it, on samples that the page has made.

use core::fmt::{self, Display};
use infoplane_core::experiments::SLICE_WORK;
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::init::{Init, Shape};
use infoplane_core::learner::loss::{Loss, LossSpec};
use infoplane_core::learner::network::{Network, NetworkSpec};
use infoplane_core::learner::optimizer::{OptimizerSpec, Rule};
use infoplane_core::learner::spec::SpecError;
use infoplane_core::learner::trainer::{NonFinite, Objective, Trainer};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// Seed of the initial weights; any will do.
const SEED: u64 = 1;

/// Samples with labels, in the order in which they are learned.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Samples {
    n_features: usize,
    inputs: Vec<f32>,
    labels: Vec<u32>,
    /// The numbers of the samples, of which a mini-batch is a run.
    order: Vec<usize>,
}

#[wasm_bindgen]
impl Samples {
    /// Takes `n_features` inputs and one label for each sample; the page sees to it that they fit the network.
    #[wasm_bindgen(constructor)]
    pub fn new(n_features: usize, inputs: Vec<f32>, labels: Vec<u32>) -> Self {
        Self { n_features, order: (0..labels.len()).collect(), inputs, labels }
    }
}

impl Samples {
    fn get(&self, index: usize) -> (&[f32], usize) {
        (&self.inputs[index * self.n_features..][..self.n_features], self.labels[index] as usize)
    }

    /// The mini-batch that starts there.
    fn batch(&self, start: usize, size: usize) -> &[usize] {
        &self.order[start..self.order.len().min(start + size)]
    }
}

/// A network in training.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Training {
    trainer: Trainer<f32>,
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
        Ok(Self::start(&widths, activation, &rule.at(learning_rate), batch_size)?)
    }

    /// Trains on mini-batches worth about a millisecond, at least one; the number of their samples.
    ///
    /// The samples come in their own order, epoch after epoch, as in every other peer.
    ///
    /// # Errors
    /// When a loss or a weight leaves the finite numbers.
    pub fn slice(&mut self, samples: &Samples) -> Result<usize, JsError> {
        let work_per_sample = 3 * self.trainer.network().parameters().len();
        let mut n_samples = 0;
        while n_samples == 0 || n_samples * work_per_sample < SLICE_WORK {
            n_samples += self.update(samples)?;
        }
        Ok(n_samples)
    }

    /// The mean loss over the first mini-batch, or what passes through the network at once of it, in nats.
    ///
    /// # Errors
    /// Those of [`Loss::new`].
    pub fn loss(&mut self, samples: &Samples) -> Result<f64, JsError> {
        Ok(self.first_loss(samples)?)
    }
}

impl Training {
    fn start(
        widths: &[usize],
        activation: Activation,
        optimizer: &OptimizerSpec,
        batch_size: usize,
    ) -> Result<Self, SpecError> {
        let [n_features, hidden @ .., n_classes] = widths else {
            return Err(SpecError::OutOfRange {
                field: "dims".to_owned(),
                value: widths.len() as f64,
                min: 2.0,
                max: f64::MAX,
            });
        };
        let spec = NetworkSpec { hidden: hidden.to_vec(), activation, ..NetworkSpec::default() };
        let parameters = Init::glorot(Shape::Uniform).draw(&spec.layers(*n_features, *n_classes), SEED);
        let network = Network::new(&spec, *n_features, *n_classes, parameters)?;
        let trainer = Trainer::new(network, optimizer, &Objective::default(), batch_size, SEED)?;
        Ok(Self { trainer, batch_size, position: 0 })
    }

    /// One update; the number of its samples.
    fn update(&mut self, samples: &Samples) -> Result<usize, Diverged> {
        let batch = samples.batch(self.position, self.batch_size);
        self.trainer.step(batch, |index| samples.get(index)).map_err(Diverged)?;
        self.position = (self.position + batch.len()) % samples.order.len();
        Ok(batch.len())
    }

    fn first_loss(&mut self, samples: &Samples) -> Result<f64, SpecError> {
        let loss = Loss::new(&LossSpec::default(), self.trainer.network().n_outputs())?;
        let first = samples.batch(0, self.batch_size.min(self.trainer.chunk_size()));
        let (network, batch) = self.trainer.evaluated();
        batch.load(first.iter().map(|index| samples.get(*index)));
        batch.forward(network, None);
        Ok(batch.objective(&loss, first.len()))
    }
}

/// A loss or a weight that is not finite.
#[derive(Debug)]
struct Diverged(NonFinite);

impl Display for Diverged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the training diverged: {:?}", self.0)
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
        let choice = Rule::Sgd.at(learning_rate);
        let network = Training::start(&[2, 4, 2], Activation::Tanh, &choice, 7).expect("a possible network");
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
        let before = network.first_loss(&samples).expect("a loss");
        assert!(network.slice(&samples).is_ok_and(|n_samples| n_samples > 50));
        assert!(network.first_loss(&samples).expect("a loss") < 0.5 * before);
    }

    #[test]
    fn divergence_is_an_error() {
        let (mut network, samples) = network_and_samples(100.0);
        let largest = vec![f32::MAX; network.trainer.network().parameters().len()];
        network.trainer.restore(&largest);
        assert!(network.update(&samples).is_err());
    }

    #[test]
    fn an_unknown_name_is_refused_with_those_that_are_known() {
        let known = Rule::ALL.iter().map(|rule| rule.name());
        let refusal = Unknown::new("opt", "luck", known).to_string();
        assert!(refusal.starts_with("invalid opt: luck (allowed: sgd, "), "{refusal}");
    }
}
