//! Losses, rates and penalties by their formulas, on logits that are given by biases alone.

use infoplane_core::learner::layer::{Deviation, LayerOptions, Noise, Units};
use infoplane_core::learner::loss::{ClassMean, Loss, LossKind, LossSpec, RateForm};
use infoplane_core::learner::network::{Network, NetworkSpec, Output};
use infoplane_core::learner::passes::Batch;
use infoplane_core::learner::regularization::Regularization;
use infoplane_core::learner::spec::SpecError;
use infoplane_core::losses::reduction::Reduction;
use infoplane_core::losses::rows::{Logits, Smoothing};
use infoplane_core::losses::torch::{ClassWeights, Target, cross_entropy};

const LOGITS: [f64; 3] = [0.5, -1.0, 2.0];
/// Classes of five samples: a group and one more.
const CLASSES: [usize; 5] = [1, 0, 2, 1, 1];

/// A network without hidden layer whose logits are always the same.
fn network(output: Output) -> Network<f64> {
    let spec = NetworkSpec { hidden: vec![], output, ..NetworkSpec::default() };
    Network::new(&spec, 1, 3, [&[0.0; 3][..], &LOGITS].concat()).expect("a valid network")
}

fn objective(output: Output, spec: &LossSpec) -> f64 {
    let network = network(output);
    let loss = Loss::new(spec, 3).expect("a valid loss");
    let mut batch = Batch::new(&network, CLASSES.len());
    batch.load(CLASSES.iter().map(|class| (&[1.0][..], *class)));
    batch.forward(&network, None);
    batch.objective(&loss, CLASSES.len())
}

fn predictions(output: Output) -> [f64; 3] {
    let sum: f64 = LOGITS.iter().map(|z| z.exp()).sum();
    LOGITS.map(|z| match output {
        Output::Softmax => z.exp() / sum,
        Output::Sigmoid => 1.0 / (1.0 + (-z).exp()),
        Output::Gaussian => z,
    })
}

/// The loss of one sample, term by term.
fn by_formula(output: Output, spec: &LossSpec, class: usize) -> f64 {
    let q = predictions(output);
    let choices = if output == Output::Softmax { 3.0 } else { 2.0 };
    let a = if output == Output::Gaussian { 0.0 } else { spec.label_smoothing };
    let target = |k: usize| if k == class { 1.0 - a + a / choices } else { a / choices };
    let term = |k: usize| {
        let (q, t) = (q[k], target(k));
        match (spec.kind, output) {
            (LossKind::SquaredError, _) => (q - t) * (q - t),
            (_, Output::Softmax) => -t * q.ln(),
            (_, Output::Sigmoid) => -t * q.ln() - (1.0 - t) * (1.0 - q).ln(),
            (_, Output::Gaussian) => 0.5 * (q - t) * (q - t) + 0.5 * std::f64::consts::TAU.ln(),
        }
    };
    let entropy = |q: f64| match output {
        Output::Softmax => -q * q.ln(),
        Output::Sigmoid => -q * q.ln() - (1.0 - q) * (1.0 - q).ln(),
        Output::Gaussian => 0.0,
    };
    let loss = (0..3).map(term).sum::<f64>() - spec.confidence_penalty * q.map(entropy).iter().sum::<f64>();
    loss * spec.class_weights.get(class).copied().unwrap_or(1.0)
}

#[test]
fn every_loss_is_its_formula() {
    for output in Output::ALL {
        for kind in [LossKind::CrossEntropy, LossKind::SquaredError] {
            for (label_smoothing, confidence_penalty) in [(0.0, 0.0), (0.3, 0.0), (0.0, 0.4), (0.3, 0.4)] {
                for class_weights in [vec![], vec![2.0, 0.5, 0.0]] {
                    let spec = LossSpec {
                        kind,
                        label_smoothing,
                        confidence_penalty,
                        class_weights,
                        ..Default::default()
                    };
                    let expected: f64 = CLASSES.iter().map(|class| by_formula(*output, &spec, *class)).sum();
                    let found = objective(*output, &spec);
                    assert!(
                        (found - expected / 5.0).abs() < 1e-14,
                        "{output:?} {spec:?}: {found}, not {expected}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_mean_over_weights_is_that_of_pytorch() {
    let weights = [2.0, 0.5, 3.0];
    let network = network(Output::Softmax);
    for class_mean in [ClassMean::Samples, ClassMean::Weights] {
        let spec = LossSpec { class_weights: weights.to_vec(), class_mean, ..LossSpec::default() };
        let mut loss = Loss::new(&spec, 3).expect("a valid loss");
        loss.begin(CLASSES.into_iter());
        let mut batch = Batch::new(&network, CLASSES.len());
        batch.load(CLASSES.iter().map(|class| (&[1.0][..], *class)));
        batch.forward(&network, None);
        let found = batch.objective(&loss, CLASSES.len());
        let rows = LOGITS.repeat(CLASSES.len());
        let logits = Logits::new(&rows, 3).expect("valid");
        let target = Target::Labels(&CLASSES);
        let losses = cross_entropy(&logits, &target, ClassWeights::Each(&weights), Smoothing::NONE);
        let losses = losses.expect("valid");
        let expected = losses.reduce(match class_mean {
            ClassMean::Samples => Reduction::MeanOverItems,
            ClassMean::Weights => Reduction::MeanOverWeights,
        });
        assert!((found - expected.value).abs() < 1e-14, "{class_mean:?}: {found}, not {}", expected.value);
        // The gradient by the biases is that by the logits, summed over samples.
        let mut gradient = vec![0.0; 6];
        batch.backward(&network, &loss, CLASSES.len(), &mut gradient);
        for (output, found) in gradient[3..].iter().enumerate() {
            let expected: f64 = expected.gradient.iter().skip(output).step_by(3).sum();
            assert!((found - expected).abs() < 1e-14, "{class_mean:?}: {found}, not {expected}");
        }
    }
}

#[test]
fn a_mean_over_no_weight_is_zero() {
    let spec =
        LossSpec { class_weights: vec![0.0; 3], class_mean: ClassMean::Weights, ..LossSpec::default() };
    let mut loss = Loss::new(&spec, 3).expect("a valid loss");
    loss.begin(CLASSES.into_iter());
    let network = network(Output::Softmax);
    let mut batch = Batch::new(&network, CLASSES.len());
    batch.load(CLASSES.iter().map(|class| (&[1.0][..], *class)));
    batch.forward(&network, None);
    assert_eq!(batch.objective(&loss, CLASSES.len()), 0.0);
}

#[test]
fn a_rate_enters_by_itself_or_squared() {
    // μ = 0.6 and σ = ln 2; both outputs alike, so that the cross-entropy is ln 2.
    rate_enters(Deviation::Softplus, 5.0, 2.0_f64.ln());
    // ln σ² = −1.
    rate_enters(Deviation::LogVariance, -1.0, (-0.5_f64).exp());
}

fn rate_enters(deviation: Deviation, rho: f64, sigma: f64) {
    let options = vec![LayerOptions { units: Units::Bottleneck(deviation), noise: Noise::None }];
    let spec = NetworkSpec { hidden: vec![1], options, ..NetworkSpec::default() };
    let parameters = vec![0.0_f64, 0.0, 0.6, rho, 0.0, 0.0, 0.0, 0.0];
    let network = Network::new(&spec, 1, 2, parameters).expect("a valid network");
    let mut batch = Batch::new(&network, 5);
    batch.load((0..5).map(|sample| (&[1.0][..], sample % 2)));
    batch.forward(&network, None);
    let rate = 0.5 * (0.36 + sigma * sigma - 1.0) - sigma.ln();
    for (form, expected) in [(RateForm::Linear, 0.7 * rate), (RateForm::Squared, 0.7 * rate * rate)] {
        let spec = LossSpec { beta: 0.7, rate: form, ..LossSpec::default() };
        let loss = Loss::new(&spec, 2).expect("a valid loss");
        assert!((batch.objective(&loss, 5) - (2.0_f64.ln() + expected)).abs() < 1e-14, "{form:?}");
    }
}

#[test]
fn penalties_count_weights_and_no_biases() {
    let network = {
        let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
        Network::new(&spec, 1, 2, vec![3.0_f64, -4.0, 100.0, 100.0]).expect("a valid network")
    };
    let penalty = Regularization { l1: 2.0, l2: 0.5 };
    assert_eq!(penalty.value(network.layers(), network.parameters()), 2.0 * 7.0 + 0.5 * 25.0);
    let mut gradient = [0.0; 4];
    penalty.add_gradient(network.layers(), network.parameters(), &mut gradient);
    assert_eq!(gradient, [5.0, -6.0, 0.0, 0.0]);
}

#[test]
fn losses_out_of_range_are_refused_by_name() {
    let refused = |spec: &LossSpec| match Loss::<f32>::new(spec, 3) {
        Err(SpecError::OutOfRange { field, .. }) => field,
        other => panic!("{spec:?}: {other:?}"),
    };
    let base = LossSpec::default;
    assert_eq!(refused(&LossSpec { label_smoothing: 1.5, ..base() }), "smoothing");
    assert_eq!(refused(&LossSpec { beta: f64::NAN, ..base() }), "beta");
    assert_eq!(refused(&LossSpec { confidence_penalty: -1.0, ..base() }), "confidence");
    assert_eq!(refused(&LossSpec { class_weights: vec![1.0; 2], ..base() }), "class_weights");
    assert_eq!(refused(&LossSpec { class_weights: vec![1.0, -1.0, 1.0], ..base() }), "class_weight");
}
