//! Networks in candle.

use candle_core::{DType, Device, Error, Result, Tensor};
use candle_nn::{AdamW, Linear, Module, Optimizer, ParamsAdamW, SGD, VarBuilder, VarMap, linear, loss};
use wasm_bindgen::prelude::*;

enum Rule {
    Adam(AdamW),
    Sgd(SGD),
}

/// A network in training.
#[wasm_bindgen]
pub struct Trainer {
    n_features: usize,
    layers: Vec<Linear>,
    rule: Rule,
    batches: Vec<(Tensor, Tensor)>,
    tanh: bool,
    batch_size: usize,
    n_updates: usize,
}

#[wasm_bindgen]
impl Trainer {
    /// A network of those widths that has no samples yet.
    #[wasm_bindgen(constructor)]
    pub fn new(
        widths: Vec<usize>,
        tanh: bool,
        adam: bool,
        learning_rate: f64,
    ) -> std::result::Result<Self, JsError> {
        let parameters = VarMap::new();
        let builder = VarBuilder::from_varmap(&parameters, DType::F32, &Device::Cpu);
        let layer = |(index, pair): (usize, &[usize])| linear(pair[0], pair[1], builder.pp(index));
        let layers = widths.windows(2).enumerate().map(layer).collect::<Result<_>>()?;
        let variables = parameters.all_vars();
        let rule = if adam {
            let terms = ParamsAdamW { lr: learning_rate, weight_decay: 0.0, ..Default::default() };
            Rule::Adam(AdamW::new(variables, terms)?)
        } else {
            Rule::Sgd(SGD::new(variables, learning_rate)?)
        };
        Ok(Self { n_features: widths[0], layers, rule, batches: Vec::new(), tanh, batch_size: 0, n_updates: 0 })
    }

    /// Splits the samples into batches, once.
    pub fn load(
        &mut self,
        batch_size: usize,
        inputs: &[f32],
        labels: &[u32],
    ) -> std::result::Result<(), JsError> {
        let n_features = self.n_features;
        let batch = |(x, y)| Ok::<_, Error>((
            Tensor::from_slice(x, (batch_size, n_features), &Device::Cpu)?,
            Tensor::from_slice(y, batch_size, &Device::Cpu)?,
        ));
        let batches = inputs.chunks_exact(batch_size * n_features).zip(labels.chunks_exact(batch_size));
        self.batches = batches.map(batch).collect::<Result<_>>()?;
        self.batch_size = batch_size;
        Ok(())
    }

    /// One update; the number of its samples.
    pub fn step(&mut self) -> std::result::Result<usize, JsError> {
        let loss = self.loss_of(self.n_updates % self.batches.len())?;
        self.n_updates += 1;
        match &mut self.rule {
            Rule::Adam(adam) => adam.backward_step(&loss)?,
            Rule::Sgd(sgd) => sgd.backward_step(&loss)?,
        }
        Ok(self.batch_size)
    }

    /// The mean loss over the first batch.
    pub fn loss(&self) -> std::result::Result<f32, JsError> {
        Ok(self.loss_of(0)?.to_scalar()?)
    }

    fn loss_of(&self, batch: usize) -> Result<Tensor> {
        let (x, y) = &self.batches[batch];
        loss::cross_entropy(&self.forward(x)?, y)
    }

    fn forward(&self, input: &Tensor) -> Result<Tensor> {
        let mut x = input.clone();
        for (index, layer) in self.layers.iter().enumerate() {
            x = match layer.forward(&x)? {
                sums if index + 1 == self.layers.len() => sums,
                sums if self.tanh => sums.tanh()?,
                sums => sums.relu()?,
            };
        }
        Ok(x)
    }
}

/// The version of candle.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
