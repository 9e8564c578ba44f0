//! The passes against finite differences and against a network written out plainly.

use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::init::Init;
use infoplane_core::learner::network::Network;
use infoplane_core::learner::passes::Batch;
use infoplane_core::math::real::Real;

const WIDTHS: [usize; 5] = [3, 5, 4, 7, 3];
/// Neither a multiple of the lanes nor below them.
const N: usize = 13;

fn inputs<T: Real>() -> Vec<T> {
    (0..N * WIDTHS[0]).map(|i| T::from_f64(((i * 37 % 101) as f64 - 50.0) / 40.0)).collect()
}

fn labels() -> Vec<usize> {
    (0..N).map(|i| i * i % WIDTHS[4]).collect()
}

fn network<T: Real>(activation: Activation) -> Network<T> {
    let mut parameters = Init::Glorot.draw(&WIDTHS, 11);
    // Biases too, so that their gradients are exercised away from zero.
    parameters.iter_mut().enumerate().for_each(|(i, w)| *w += (i % 7) as f32 * 0.03 - 0.1);
    let parameters = parameters.into_iter().map(|w| T::from_f64(f64::from(w))).collect();
    Network::new(WIDTHS.to_vec(), activation, parameters).expect("matching length")
}

fn loaded<T: Real>(inputs: &[T], n: usize) -> Batch<T> {
    let mut batch = Batch::new(&WIDTHS, n);
    batch.load(inputs.chunks(WIDTHS[0]).zip(labels()));
    batch
}

fn loss_and_gradient<T: Real>(network: &Network<T>) -> (f64, Vec<f64>) {
    let inputs = inputs();
    let mut batch = loaded(&inputs, N);
    let mut gradient = vec![T::ZERO; network.parameters().len()];
    batch.forward(network);
    batch.backward(network, T::from_f64(1.0 / N as f64), &mut gradient);
    (batch.loss_sum() / N as f64, gradient.iter().map(|g| g.to_f64()).collect())
}

/// The same network, one sample and one unit at a time.
fn plain(network: &Network<f64>) -> (f64, Vec<f64>) {
    let inputs: Vec<f64> = inputs();
    let (mut loss, mut gradient) = (0.0, vec![0.0; network.parameters().len()]);
    for (x, label) in inputs.chunks(WIDTHS[0]).zip(labels()) {
        loss += plain_sample(network, x, label, &mut gradient) / N as f64;
    }
    (loss, gradient)
}

fn plain_sample(network: &Network<f64>, x: &[f64], label: usize, gradient: &mut [f64]) -> f64 {
    let parameters = network.parameters();
    let (mut values, mut slopes) = (vec![x.to_vec()], vec![vec![1.0; x.len()]]);
    for index in 0..network.n_layers() {
        let layer = network.layer(index);
        let (weights, biases) = (&parameters[layer.weights()], &parameters[layer.biases()]);
        let z = |o: usize| {
            biases[o] + (0..layer.n_in).map(|i| weights[o * layer.n_in + i] * values[index][i]).sum::<f64>()
        };
        let last = index + 1 == network.n_layers();
        let unit = |o| if last { (z(o), 1.0) } else { network.activation().at(z(o)) };
        let (value, slope) = (0..layer.n_out).map(unit).unzip();
        values.push(value);
        slopes.push(slope);
    }
    let logits = &values[network.n_layers()];
    let log_sum = logits.iter().map(|z| z.exp()).sum::<f64>().ln();
    let loss = log_sum - logits[label];
    let q = |class: usize| (logits[class] - log_sum).exp();
    let mut delta: Vec<f64> =
        (0..logits.len()).map(|class| q(class) - if class == label { 1.0 } else { 0.0 }).collect();
    for index in (0..network.n_layers()).rev() {
        let layer = network.layer(index);
        let weights = &parameters[layer.weights()];
        for o in 0..layer.n_out {
            gradient[layer.biases().start + o] += delta[o] / N as f64;
            for i in 0..layer.n_in {
                gradient[layer.start + o * layer.n_in + i] += delta[o] * values[index][i] / N as f64;
            }
        }
        let back = |i| (0..layer.n_out).map(|o| weights[o * layer.n_in + i] * delta[o]).sum::<f64>();
        delta = (0..layer.n_in).map(|i| back(i) * slopes[index][i]).collect();
    }
    loss
}

#[test]
fn gradients_are_limits_of_differences() {
    for activation in Activation::ALL {
        let (_, gradient) = loss_and_gradient(&network::<f64>(*activation));
        for (index, gradient) in gradient.iter().enumerate() {
            let loss_at = |shift: f64| {
                let mut network = network::<f64>(*activation);
                network.parameters_mut()[index] += shift;
                loss_and_gradient(&network).0
            };
            let difference = (loss_at(1e-5) - loss_at(-1e-5)) / 2e-5;
            assert!((gradient - difference).abs() < 1e-9, "{activation:?} {index}: {gradient} {difference}");
        }
    }
}

#[test]
fn passes_equal_the_plain_network() {
    for activation in Activation::ALL {
        let (loss, gradient) = loss_and_gradient(&network::<f64>(*activation));
        let (plain_loss, plain_gradient) = plain(&network(*activation));
        assert!((loss - plain_loss).abs() < 1e-14, "{activation:?}");
        for (found, expected) in gradient.iter().zip(plain_gradient) {
            assert!((found - expected).abs() < 1e-15, "{activation:?}: {found}, not {expected}");
        }
    }
}

#[test]
fn single_precision_agrees_with_double() {
    for activation in Activation::ALL {
        let (loss, gradient) = loss_and_gradient(&network::<f32>(*activation));
        let (double_loss, double_gradient) = loss_and_gradient(&network::<f64>(*activation));
        assert!((loss - double_loss).abs() < 1e-6, "{activation:?}");
        for (found, expected) in gradient.iter().zip(double_gradient) {
            assert!((found - expected).abs() < 1e-6, "{activation:?}: {found}, not {expected}");
        }
    }
}

#[test]
fn what_a_batch_held_before_leaves_no_trace() {
    let (network, inputs) = (network::<f32>(Activation::Softplus), inputs::<f32>());
    let mut fresh = loaded(&inputs, N);
    let mut used = Batch::new(&WIDTHS, 64);
    let many: Vec<f32> = (0..64 * WIDTHS[0]).map(|i| i as f32).collect();
    used.load(many.chunks(WIDTHS[0]).map(|x| (x, 1)).collect::<Vec<_>>().into_iter());
    used.forward(&network);
    used.load(inputs.chunks(WIDTHS[0]).zip(labels()));
    let mut gradients = [vec![0.0; network.parameters().len()], vec![0.0; network.parameters().len()]];
    for (batch, gradient) in [&mut fresh, &mut used].into_iter().zip(&mut gradients) {
        batch.forward(&network);
        batch.backward(&network, 1.0, gradient);
    }
    assert_eq!(fresh.loss_sum(), used.loss_sum());
    assert_eq!(gradients[0], gradients[1]);
    assert!(fresh.values(2, 12).eq(used.values(2, 12)));
    assert!(fresh.logits(12).eq(used.logits(12)));
}
