//! Forward and backward passes over a batch.
//!
//! The loss is the mean over the batch of −ln q(y|x), q the softmax of the last layer's logits.
//! Nothing is allocated after construction.

use crate::learner::kernels::{Group, LANES, Weights, accumulate, affine, softmax};
use crate::learner::network::{Layer, Network};
use crate::math::real::Real;

/// The activations of a batch in every layer, and room for its gradients.
#[derive(Clone, Debug)]
pub struct Batch<T> {
    capacity: usize,
    n_samples: usize,
    /// Input, hidden layers, softmax probabilities.
    layers: Vec<Vec<Group<T>>>,
    /// One in the row of the label, zero elsewhere, and zero for lanes beyond the last sample.
    targets: Vec<Group<T>>,
    /// ln Σ e^z of the logits z.
    log_sums: Vec<Group<T>>,
    /// Logits, kept for the loss while the probabilities take their place.
    logits: Vec<Group<T>>,
    delta: Vec<Group<T>>,
    previous_delta: Vec<Group<T>>,
}

impl<T: Real> Batch<T> {
    /// Room for up to `capacity` samples (rounded up to whole groups) in a network of these widths.
    pub fn new(widths: &[usize], capacity: usize) -> Self {
        let n_groups = capacity.div_ceil(LANES).max(1);
        let room = |width: usize| vec![[T::ZERO; LANES]; width * n_groups];
        let widest = room(widths.iter().copied().max().unwrap_or(0));
        let outputs = room(widths.last().copied().unwrap_or(0));
        Self {
            capacity: n_groups * LANES,
            n_samples: 0,
            layers: widths.iter().map(|width| room(*width)).collect(),
            targets: outputs.clone(),
            log_sums: room(1),
            logits: outputs,
            delta: widest.clone(),
            previous_delta: widest,
        }
    }

    /// Most samples it can hold.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Samples it holds.
    pub fn n_samples(&self) -> usize {
        self.n_samples
    }

    /// Takes the samples in, feature values and label each; at most `capacity` of them.
    pub fn load<'a, S>(&mut self, samples: S)
    where
        T: 'a,
        S: ExactSizeIterator<Item = (&'a [T], usize)>,
    {
        self.n_samples = samples.len().min(self.capacity);
        let n_groups = self.n_groups();
        self.targets.fill([T::ZERO; LANES]);
        // The last group of each feature may not be filled below.
        self.layers[0]
            .iter_mut()
            .skip(n_groups - 1)
            .step_by(n_groups)
            .for_each(|group| *group = [T::ZERO; LANES]);
        for (sample, (features, label)) in samples.take(self.capacity).enumerate() {
            let (group, lane) = (sample / LANES, sample % LANES);
            for (row, feature) in self.layers[0].chunks_exact_mut(n_groups).zip(features) {
                row[group][lane] = *feature;
            }
            self.targets[label * n_groups + group][lane] = T::ONE;
        }
    }

    /// Computes every layer.
    pub fn forward(&mut self, network: &Network<T>) {
        let n_groups = self.n_groups();
        for index in 0..network.n_layers() {
            let layer = network.layer(index);
            let (inputs, outputs) = self.layers.split_at_mut(index + 1);
            let x = &inputs[index][..layer.n_in * n_groups];
            let y = &mut outputs[0][..layer.n_out * n_groups];
            let biases = &network.parameters()[layer.biases()];
            affine(as_stored(network, layer), Some(biases), x, y, n_groups);
            if index + 1 < network.n_layers() {
                network.activation().apply(y.as_flattened_mut());
            } else {
                self.logits[..y.len()].copy_from_slice(y);
                softmax(y, &mut self.log_sums[..n_groups]);
            }
        }
    }

    /// Σ over samples of −ln q(y|x), after `forward`.
    pub fn loss_sum(&self) -> f64 {
        let n_groups = self.n_groups();
        let mut sum = [T::ZERO; LANES];
        let n_classes = self.n_classes();
        for class in 0..n_classes {
            let row = class * n_groups..(class + 1) * n_groups;
            let terms = self.targets[row.clone()].iter().zip(&self.logits[row]).zip(&self.log_sums);
            for ((target, logit), log_sum) in terms {
                for lane in 0..LANES {
                    sum[lane] += target[lane] * (log_sum[lane] - logit[lane]);
                }
            }
        }
        sum.iter().map(|value| value.to_f64()).sum()
    }

    /// Adds the gradient of `scale` · Σ −ln q(y|x) to `gradient`, after `forward`.
    pub fn backward(&mut self, network: &Network<T>, scale: T, gradient: &mut [T]) {
        self.start_delta(scale);
        let n_groups = self.n_groups();
        for index in (0..network.n_layers()).rev() {
            let layer = network.layer(index);
            let x = &self.layers[index][..layer.n_in * n_groups];
            let delta = &self.delta[..layer.n_out * n_groups];
            let (weights, biases) =
                gradient[layer.start..layer.biases().end].split_at_mut(layer.n_in * layer.n_out);
            accumulate(delta, x, n_groups, weights, biases);
            if index > 0 {
                let previous = &mut self.previous_delta[..layer.n_in * n_groups];
                affine(transposed(network, layer), None, delta, previous, n_groups);
                network.activation().chain(x.as_flattened(), previous.as_flattened_mut());
                core::mem::swap(&mut self.delta, &mut self.previous_delta);
            }
        }
    }

    /// The values of a layer for one sample, unit by unit; layer 0 is the input, the last the softmax.
    pub fn values(&self, layer: usize, sample: usize) -> impl Iterator<Item = T> + '_ {
        self.column(&self.layers[layer], sample)
    }

    /// The logits of one sample.
    pub fn logits(&self, sample: usize) -> impl Iterator<Item = T> + '_ {
        self.column(&self.logits, sample).take(self.n_classes())
    }

    fn column<'a>(&'a self, rows: &'a [Group<T>], sample: usize) -> impl Iterator<Item = T> + 'a {
        let n_groups = self.n_groups();
        let n_units = rows.len() * LANES / self.capacity;
        (0..n_units).map(move |unit| rows[unit * n_groups + sample / LANES][sample % LANES])
    }

    /// The gradient with respect to the logits: scale · (q − target), zero beyond the last sample.
    fn start_delta(&mut self, scale: T) {
        let n_groups = self.n_groups();
        let used = self.n_classes() * n_groups;
        let probabilities = &self.layers[self.layers.len() - 1][..used];
        for (index, delta) in self.delta[..used].iter_mut().enumerate() {
            for lane in 0..LANES {
                let present = if index % n_groups * LANES + lane < self.n_samples { scale } else { T::ZERO };
                delta[lane] = (probabilities[index][lane] - self.targets[index][lane]) * present;
            }
        }
    }

    fn n_classes(&self) -> usize {
        self.targets.len() * LANES / self.capacity
    }

    fn n_groups(&self) -> usize {
        self.n_samples.div_ceil(LANES).max(1)
    }
}

fn as_stored<T: Real>(network: &Network<T>, layer: Layer) -> Weights<'_, T> {
    let values = &network.parameters()[layer.weights()];
    Weights { values, row_stride: layer.n_in, column_stride: 1 }
}

fn transposed<T: Real>(network: &Network<T>, layer: Layer) -> Weights<'_, T> {
    Weights { row_stride: 1, column_stride: layer.n_in, ..as_stored(network, layer) }
}
