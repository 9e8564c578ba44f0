//! The passes against finite differences, and against a network written out plainly.

#[path = "gradients/plain.rs"]
mod plain;

use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::init::{Init, Shape};
use infoplane_core::learner::layer::{Deviation, LayerOptions, Noise, Units};
use infoplane_core::learner::loss::{ClassMean, Loss, LossKind, LossSpec, RateForm};
use infoplane_core::learner::network::{Network, NetworkSpec, Output};
use infoplane_core::learner::passes::{Batch, Randomness};
use infoplane_core::learner::regularization::Regularization;
use infoplane_core::math::real::Real;

/// Neither a multiple of the lanes nor below them.
const N: usize = 13;
const N_FEATURES: usize = 3;
const N_OUTPUTS: usize = 3;

/// A network and what it is trained for.
#[derive(Clone, Debug, Default)]
struct Case {
    network: NetworkSpec,
    loss: LossSpec,
    regularization: Regularization,
    is_autoencoder: bool,
}

impl Case {
    fn of(activation: Activation) -> Self {
        let network = NetworkSpec { hidden: vec![5, 4, 7], activation, ..NetworkSpec::default() };
        Self { network, ..Self::default() }
    }

    fn with_options(options: LayerOptions) -> Self {
        let mut case = Self::of(Activation::Tanh);
        case.network.options = vec![LayerOptions::default(), options];
        case
    }

    fn start<T: Real>(&self) -> Network<T> {
        let layers = self.network.layers(N_FEATURES, N_OUTPUTS);
        let mut parameters = Init::glorot(Shape::Uniform).draw(&layers, 11);
        // Biases too, so that their gradients are exercised away from zero.
        parameters.iter_mut().enumerate().for_each(|(i, w)| *w += (i % 7) as f32 * 0.03 - 0.1);
        let parameters = parameters.into_iter().map(|w| T::from_f64(f64::from(w))).collect();
        Network::new(&self.network, N_FEATURES, N_OUTPUTS, parameters).expect("matching length")
    }

    /// The objective and its gradient, with the same noise at every call.
    fn objective<T: Real>(&self, network: &Network<T>) -> (f64, Vec<f64>) {
        let inputs = inputs();
        let mut loss = Loss::new(&self.loss, N_OUTPUTS).expect("a valid loss");
        loss.begin(labels().into_iter());
        let mut batch = self.loaded(network, &inputs, N);
        let mut gradient = vec![T::ZERO; network.parameters().len()];
        batch.forward(network, Some(&mut Randomness::new(5)));
        batch.backward(network, &loss, N, &mut gradient);
        self.regularization.add_gradient(network.layers(), network.parameters(), &mut gradient);
        let penalty = self.regularization.value(network.layers(), network.parameters());
        (batch.objective(&loss, N) + penalty, gradient.iter().map(|g| g.to_f64()).collect())
    }

    fn loaded<T: Real>(&self, network: &Network<T>, inputs: &[T], capacity: usize) -> Batch<T> {
        let mut batch = Batch::new(network, capacity);
        let rows = inputs.chunks(N_FEATURES);
        if self.is_autoencoder {
            batch.load_targets(rows.map(|row| (row, row)));
        } else {
            batch.load(rows.zip(labels()));
        }
        batch
    }

    fn check_differences(&self) {
        let (_, gradient) = self.objective(&self.start::<f64>());
        assert!(gradient.iter().any(|g| g.abs() > 1e-3), "{self:?}: no gradient");
        for (index, gradient) in gradient.iter().enumerate() {
            let loss_at = |shift: f64| {
                let mut network = self.start::<f64>();
                network.parameters_mut()[index] += shift;
                self.objective(&network).0
            };
            let difference = (loss_at(1e-5) - loss_at(-1e-5)) / 2e-5;
            let within = 1e-8 * gradient.abs().max(1.0);
            assert!((gradient - difference).abs() < within, "{self:?} {index}: {gradient} {difference}");
        }
    }
}

fn inputs<T: Real>() -> Vec<T> {
    (0..N * N_FEATURES).map(|i| T::from_f64(((i * 37 % 101) as f64 - 50.0) / 40.0)).collect()
}

fn labels() -> Vec<usize> {
    (0..N).map(|i| i * i % N_OUTPUTS).collect()
}

fn shared(noise: Noise) -> LayerOptions {
    LayerOptions { units: Units::Shared, noise }
}

fn units(units: Units) -> LayerOptions {
    LayerOptions { units, noise: Noise::None }
}

#[test]
fn gradients_of_every_activation_are_limits_of_differences() {
    Activation::ALL.iter().for_each(|activation| Case::of(*activation).check_differences());
}

#[test]
fn gradients_of_every_loss_are_limits_of_differences() {
    for output in Output::ALL {
        for kind in [LossKind::CrossEntropy, LossKind::SquaredError] {
            let mut case = Case::of(Activation::Tanh);
            case.network.output = *output;
            case.loss.kind = kind;
            case.check_differences();
            case.loss.label_smoothing = 0.2;
            case.loss.class_weights = vec![0.5, 2.0, 1.0];
            case.loss.confidence_penalty = 0.3;
            case.check_differences();
            case.loss.class_mean = ClassMean::Weights;
            case.check_differences();
        }
    }
}

#[test]
fn gradients_of_autoencoders_are_limits_of_differences() {
    for output in [Output::Sigmoid, Output::Gaussian] {
        let mut case = Case::with_options(units(Units::Bottleneck(Deviation::Softplus)));
        case.network.output = output;
        case.loss.beta = 0.5;
        case.is_autoencoder = true;
        case.check_differences();
    }
}

#[test]
fn gradients_through_every_kind_of_units_are_limits_of_differences() {
    Case::with_options(units(Units::Activation(Activation::Sin))).check_differences();
    Case::with_options(units(Units::Normalized(Activation::Gelu))).check_differences();
    for deviation in Deviation::ALL {
        for rate in [RateForm::Linear, RateForm::Squared] {
            let mut case = Case::with_options(units(Units::Bottleneck(*deviation)));
            (case.loss.rate, case.loss.beta) = (rate, 0.3);
            case.check_differences();
        }
    }
}

#[test]
fn gradients_through_noise_are_limits_of_differences() {
    for noise in [
        Noise::Dropout { rate: 0.4 },
        Noise::Gaussian { deviation: 0.3 },
        Noise::GaussianDropout { rate: 0.3 },
    ] {
        Case::with_options(shared(noise)).check_differences();
        Case::with_options(LayerOptions { units: Units::Bottleneck(Deviation::Softplus), noise })
            .check_differences();
    }
}

#[test]
fn gradients_of_regularization_are_limits_of_differences() {
    let mut case = Case::of(Activation::Tanh);
    case.regularization = Regularization { l1: 0.02, l2: 0.05 };
    case.check_differences();
}

#[test]
fn single_precision_agrees_with_double() {
    let mut cases: Vec<Case> = Activation::ALL.iter().map(|activation| Case::of(*activation)).collect();
    cases.push(Case::with_options(units(Units::Normalized(Activation::Tanh))));
    for deviation in Deviation::ALL {
        let mut bottleneck = Case::with_options(units(Units::Bottleneck(*deviation)));
        bottleneck.loss.beta = 0.1;
        cases.push(bottleneck);
    }
    for case in cases {
        let (loss, gradient) = case.objective(&case.start::<f32>());
        let (double_loss, double_gradient) = case.objective(&case.start::<f64>());
        assert!((loss - double_loss).abs() < 3e-6, "{case:?}: {loss} {double_loss}");
        for (found, expected) in gradient.iter().zip(double_gradient) {
            assert!((found - expected).abs() < 3e-6, "{case:?}: {found}, not {expected}");
        }
    }
}

#[test]
fn what_a_batch_held_before_leaves_no_trace() {
    let case = Case::of(Activation::Softplus);
    let (network, inputs) = (case.start::<f32>(), inputs::<f32>());
    let mut fresh = case.loaded(&network, &inputs, N);
    let mut used = Batch::new(&network, 64);
    let many: Vec<f32> = (0..64 * N_FEATURES).map(|i| i as f32).collect();
    used.load(many.chunks(N_FEATURES).map(|x| (x, 1)).collect::<Vec<_>>().into_iter());
    used.forward(&network, None);
    used.load(inputs.chunks(N_FEATURES).zip(labels()));
    let loss = Loss::new(&LossSpec::default(), N_OUTPUTS).expect("a valid loss");
    let mut gradients = [vec![0.0; network.parameters().len()], vec![0.0; network.parameters().len()]];
    for (batch, gradient) in [&mut fresh, &mut used].into_iter().zip(&mut gradients) {
        batch.forward(&network, None);
        batch.backward(&network, &loss, N, gradient);
    }
    assert_eq!(fresh.objective(&loss, N), used.objective(&loss, N));
    assert_eq!(gradients[0], gradients[1]);
    assert!(fresh.values(2, 12).eq(used.values(2, 12)));
    assert!(fresh.logits(12).eq(used.logits(12)));
}
