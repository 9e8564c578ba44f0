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

    /// The options on the first layer, on the second, and on the third, of which each has a neighbor of another kind.
    fn with_options(options: LayerOptions) -> [Self; 3] {
        core::array::from_fn(|layer| {
            let mut case = Self::of(Activation::Tanh);
            case.network.options = vec![LayerOptions::default(); layer];
            case.network.options.push(options);
            case
        })
    }

    /// The same with a rate in the loss; β is such that the whole loss is of order one, as are its roundings.
    fn with_rate(self, rate: RateForm) -> Self {
        let beta = match rate {
            RateForm::Linear => 0.3,
            RateForm::Squared => 0.001,
        };
        Self { loss: LossSpec { rate, beta, ..self.loss.clone() }, ..self }
    }

    fn with_penalties(self) -> Self {
        Self { regularization: Regularization { l1: 0.02, l2: 0.05 }, ..self }
    }

    /// Everything of the loss that can be combined.
    fn with_loss(output: Output, kind: LossKind) -> Self {
        let mut case = Self::of(Activation::Tanh);
        case.network.output = output;
        case.loss = LossSpec {
            kind,
            label_smoothing: 0.2,
            class_weights: vec![0.5, 2.0, 1.0],
            confidence_penalty: 0.3,
            ..LossSpec::default()
        };
        case
    }

    fn autoencoders() -> Vec<Self> {
        let encoders = Self::with_options(units(Units::Bottleneck(Deviation::Softplus))).into_iter();
        let with = |output, rate| {
            encoders.clone().map(move |mut case| {
                case.network.output = output;
                case.is_autoencoder = true;
                case.with_rate(rate)
            })
        };
        let outputs = [Output::Sigmoid, Output::Gaussian];
        outputs
            .into_iter()
            .flat_map(|output| RATES.into_iter().flat_map(move |rate| with(output, rate)))
            .collect()
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

const RATES: [RateForm; 2] = [RateForm::Linear, RateForm::Squared];

const NOISES: [Noise; 3] =
    [Noise::Dropout { rate: 0.4 }, Noise::Gaussian { deviation: 0.3 }, Noise::GaussianDropout { rate: 0.3 }];

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
            let mut case = Case::with_loss(*output, kind);
            case.check_differences();
            case.loss.class_mean = ClassMean::Weights;
            case.check_differences();
        }
    }
}

#[test]
fn gradients_of_autoencoders_are_limits_of_differences() {
    Case::autoencoders().iter().for_each(Case::check_differences);
}

#[test]
fn gradients_through_every_kind_of_units_are_limits_of_differences() {
    for options in [Units::Activation(Activation::Sin), Units::Normalized(Activation::Gelu)].map(units) {
        Case::with_options(options).iter().for_each(Case::check_differences);
    }
    for case in Deviation::ALL.iter().flat_map(|d| Case::with_options(units(Units::Bottleneck(*d)))) {
        RATES.into_iter().for_each(|rate| case.clone().with_rate(rate).check_differences());
    }
}

#[test]
fn gradients_through_two_bottlenecks_are_limits_of_differences() {
    // R is the sum of both rates, and its square mixes them.
    for layers in [[0, 1], [0, 2], [1, 2]] {
        let mut case = Case::of(Activation::Tanh);
        case.network.options = vec![LayerOptions::default(); 3];
        layers
            .into_iter()
            .for_each(|layer| case.network.options[layer] = units(Units::Bottleneck(Deviation::Softplus)));
        RATES.into_iter().for_each(|rate| case.clone().with_rate(rate).check_differences());
    }
}

#[test]
fn gradients_through_noise_are_limits_of_differences() {
    for noise in NOISES {
        for units in
            [Units::Shared, Units::Normalized(Activation::Tanh), Units::Bottleneck(Deviation::Softplus)]
        {
            Case::with_options(LayerOptions { units, noise }).iter().for_each(Case::check_differences);
        }
    }
}

#[test]
fn gradients_of_regularization_are_limits_of_differences() {
    Case::of(Activation::Tanh).with_penalties().check_differences();
    // Gains, offsets and the two halves of an encoder lie between the weights that are penalized.
    for options in [Units::Normalized(Activation::Tanh), Units::Bottleneck(Deviation::Softplus)].map(units) {
        for case in Case::with_options(options) {
            case.with_rate(RateForm::Linear).with_penalties().check_differences();
        }
    }
}

#[test]
fn single_precision_agrees_with_double() {
    let mut cases: Vec<Case> = Activation::ALL.iter().map(|activation| Case::of(*activation)).collect();
    for units in [Units::Shared, Units::Normalized(Activation::Tanh), Units::Bottleneck(Deviation::Softplus)]
    {
        for noise in NOISES.into_iter().chain([Noise::None]) {
            let each = Case::with_options(LayerOptions { units, noise });
            cases.extend(each.map(|case| case.with_rate(RateForm::Squared).with_penalties()));
        }
    }
    for output in Output::ALL {
        let kinds = [LossKind::CrossEntropy, LossKind::SquaredError];
        cases.extend(kinds.map(|kind| Case::with_loss(*output, kind)));
    }
    cases.extend(Case::autoencoders());
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
