//! Networks in burn, on its plain-CPU backend.

use burn::module::Module;
use burn::nn::loss::{CrossEntropyLoss, CrossEntropyLossConfig};
use burn::nn::{Linear, LinearConfig};
use burn::optim::{AdamConfig, GradientsParams, ModuleOptimizer, SgdConfig};
use burn::tensor::{Device, Int, Tensor, TensorData, activation};
use wasm_bindgen::prelude::*;

#[derive(Module, Debug)]
struct Network {
    layers: Vec<Linear>,
}

impl Network {
    fn forward(&self, input: Tensor<2>, tanh: bool) -> Tensor<2> {
        let last = self.layers.len() - 1;
        self.layers.iter().enumerate().fold(input, |x, (index, layer)| match layer.forward(x) {
            sums if index == last => sums,
            sums if tanh => sums.tanh(),
            sums => activation::relu(sums),
        })
    }
}

/// A network in training.
#[wasm_bindgen]
pub struct Trainer {
    device: Device,
    n_features: usize,
    /// `None` only while it is being updated.
    network: Option<Network>,
    optimizer: ModuleOptimizer,
    loss: CrossEntropyLoss,
    batches: Vec<(Tensor<2>, Tensor<1, Int>)>,
    tanh: bool,
    learning_rate: f64,
    batch_size: usize,
    n_updates: usize,
}

#[wasm_bindgen]
impl Trainer {
    /// A network of those widths that has no samples yet.
    #[wasm_bindgen(constructor)]
    pub fn new(widths: Vec<usize>, tanh: bool, adam: bool, learning_rate: f64) -> Self {
        let device = Device::flex().autodiff();
        let layer = |pair: &[usize]| LinearConfig::new(pair[0], pair[1]).init(&device);
        Self {
            n_features: widths[0],
            network: Some(Network { layers: widths.windows(2).map(layer).collect() }),
            optimizer: if adam { AdamConfig::new().init() } else { SgdConfig::new().init() },
            loss: CrossEntropyLossConfig::new().init(&device),
            batches: Vec::new(),
            tanh,
            learning_rate,
            batch_size: 0,
            n_updates: 0,
            device,
        }
    }

    /// Splits the samples into batches, once.
    pub fn load(&mut self, batch_size: usize, inputs: &[f32], labels: &[i32]) {
        let n_features = self.n_features;
        let batch = |(x, y): (&[f32], &[i32])| {
            let x = TensorData::new(x.to_vec(), [batch_size, n_features]);
            let y = TensorData::new(y.to_vec(), [batch_size]);
            (Tensor::from_data(x, &self.device), Tensor::from_data(y, &self.device))
        };
        let batches = inputs.chunks_exact(batch_size * n_features).zip(labels.chunks_exact(batch_size));
        self.batches = batches.map(batch).collect();
        self.batch_size = batch_size;
    }

    /// One update; the number of its samples.
    pub fn step(&mut self) -> usize {
        let loss = self.loss_of(self.n_updates % self.batches.len());
        self.n_updates += 1;
        if let Some(network) = self.network.take() {
            let gradients = GradientsParams::from_grads(loss.backward(), &network);
            self.network = Some(self.optimizer.step(self.learning_rate, network, gradients));
        }
        self.batch_size
    }

    /// The mean loss over the first batch.
    pub fn loss(&self) -> f32 {
        self.loss_of(0).into_scalar()
    }

    fn loss_of(&self, batch: usize) -> Tensor<1> {
        let (x, y) = self.batches[batch].clone();
        let network = self.network.as_ref().expect("an update puts the network back");
        self.loss.forward(network.forward(x, self.tanh), y)
    }
}

/// The version of burn.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
