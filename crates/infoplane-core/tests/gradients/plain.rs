//! The kernels against a network written out plainly, one sample and one unit at a time.

use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::init::{Init, Shape};
use infoplane_core::learner::loss::{Loss, LossSpec};
use infoplane_core::learner::network::{Network, NetworkSpec};
use infoplane_core::learner::passes::Batch;
use infoplane_core::math::real::Real;

/// Widths, input and output included, with which every remainder of a tile comes up.
const SHAPES: [&[usize]; 5] = [&[3, 5, 4, 7, 3], &[1, 1, 2], &[2, 2], &[9, 17, 8, 6, 2], &[33, 20, 5]];
const SAMPLES: [usize; 6] = [1, 3, 4, 5, 8, 13];

fn network<T: Real>(widths: &[usize], activation: Activation) -> Network<T> {
    let [n_features, hidden @ .., n_outputs] = widths else { panic!("fewer than two widths") };
    let spec = NetworkSpec { hidden: hidden.to_vec(), activation, ..NetworkSpec::default() };
    let mut parameters = Init::glorot(Shape::Uniform).draw(&spec.layers(*n_features, *n_outputs), 11);
    parameters.iter_mut().enumerate().for_each(|(i, w)| *w += (i % 7) as f32 * 0.03 - 0.1);
    let parameters = parameters.into_iter().map(|w| T::from_f64(f64::from(w))).collect();
    Network::new(&spec, *n_features, *n_outputs, parameters).expect("matching length")
}

fn inputs<T: Real>(n: usize, n_features: usize) -> Vec<T> {
    (0..n * n_features).map(|i| T::from_f64(((i * 37 % 101) as f64 - 50.0) / 40.0)).collect()
}

fn label(sample: usize, n_outputs: usize) -> usize {
    sample * sample % n_outputs
}

/// The mean cross-entropy of `n` samples and its gradient.
fn by_kernels<T: Real>(network: &Network<T>, n: usize) -> (f64, Vec<f64>) {
    let inputs: Vec<T> = inputs(n, network.n_features());
    let mut batch = Batch::new(network, n);
    let labels: Vec<usize> = (0..n).map(|sample| label(sample, network.n_outputs())).collect();
    batch.load(inputs.chunks(network.n_features()).zip(labels));
    let loss = Loss::new(&LossSpec::default(), network.n_outputs()).expect("a valid loss");
    let mut gradient = vec![T::ZERO; network.parameters().len()];
    batch.forward(network, None);
    batch.backward(network, &loss, n, &mut gradient);
    (batch.objective(&loss, n), gradient.iter().map(|g| g.to_f64()).collect())
}

fn plainly(network: &Network<f64>, activation: Activation, n: usize) -> (f64, Vec<f64>) {
    let inputs: Vec<f64> = inputs(n, network.n_features());
    let (mut loss, mut gradient) = (0.0, vec![0.0; network.parameters().len()]);
    for (sample, x) in inputs.chunks(network.n_features()).enumerate() {
        let label = label(sample, network.n_outputs());
        loss += plain_sample(network, activation, x, label, n, &mut gradient) / n as f64;
    }
    (loss, gradient)
}

fn plain_sample(
    network: &Network<f64>,
    activation: Activation,
    x: &[f64],
    label: usize,
    n: usize,
    gradient: &mut [f64],
) -> f64 {
    let (layers, parameters) = (network.layers(), network.parameters());
    let (mut values, mut slopes) = (vec![x.to_vec()], vec![vec![1.0; x.len()]]);
    for (index, layer) in layers.iter().enumerate() {
        let (weights, biases) = (&parameters[layer.weights()], &parameters[layer.biases()]);
        let z = |o: usize| {
            biases[o] + (0..layer.n_in).map(|i| weights[o * layer.n_in + i] * values[index][i]).sum::<f64>()
        };
        let last = index + 1 == layers.len();
        let unit = |o| if last { (z(o), 1.0) } else { activation.at(z(o)) };
        let (value, slope) = (0..layer.n_out).map(unit).unzip();
        values.push(value);
        slopes.push(slope);
    }
    let logits = &values[layers.len()];
    let log_sum = logits.iter().map(|z| z.exp()).sum::<f64>().ln();
    let loss = log_sum - logits[label];
    let q = |class: usize| (logits[class] - log_sum).exp();
    let mut delta: Vec<f64> =
        (0..logits.len()).map(|class| q(class) - if class == label { 1.0 } else { 0.0 }).collect();
    for (index, layer) in layers.iter().enumerate().rev() {
        let weights = &parameters[layer.weights()];
        for o in 0..layer.n_out {
            gradient[layer.biases().start + o] += delta[o] / n as f64;
            for i in 0..layer.n_in {
                gradient[layer.start + o * layer.n_in + i] += delta[o] * values[index][i] / n as f64;
            }
        }
        let back = |i| (0..layer.n_out).map(|o| weights[o * layer.n_in + i] * delta[o]).sum::<f64>();
        delta = (0..layer.n_in).map(|i| back(i) * slopes[index][i]).collect();
    }
    loss
}

#[test]
fn passes_equal_the_plain_network() {
    for widths in SHAPES {
        for n in SAMPLES {
            for activation in Activation::ALL {
                let network = network::<f64>(widths, *activation);
                let (loss, gradient) = by_kernels(&network, n);
                let (plain_loss, plain_gradient) = plainly(&network, *activation, n);
                assert!((loss - plain_loss).abs() < 1e-14, "{widths:?} {n} {activation:?}");
                for (found, expected) in gradient.iter().zip(plain_gradient) {
                    assert!((found - expected).abs() < 1e-14, "{widths:?} {n} {activation:?}: {found}, not {expected}");
                }
            }
        }
    }
}

#[test]
fn passes_in_single_precision_are_near_the_plain_network() {
    for widths in SHAPES {
        let (loss, gradient) = by_kernels(&network::<f32>(widths, Activation::Tanh), 13);
        let (plain_loss, plain_gradient) = plainly(&network(widths, Activation::Tanh), Activation::Tanh, 13);
        assert!((loss - plain_loss).abs() < 1e-6, "{widths:?}");
        for (found, expected) in gradient.iter().zip(plain_gradient) {
            assert!((found - expected).abs() < 2e-6, "{widths:?}: {found}, not {expected}");
        }
    }
}
