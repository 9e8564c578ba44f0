//! What is said of a network: of which weights, without noise, and by which mean.

use super::{finish, start};
use infoplane_core::experiments::activations::layer_activations;
use infoplane_core::experiments::training::{Evaluation, Training, TrainingFrame, TrainingSpec};
use infoplane_core::learner::dataset::{DataSpec, Dataset, Source};
use infoplane_core::learner::layer::{Deviation, LayerOptions, Noise, Units};
use infoplane_core::learner::loss::ClassMean;
use infoplane_core::learner::optimizer::averaging::Averaging;
use infoplane_core::learner::seeds::Seeds;
use infoplane_core::learner::trainer::Trainer;
use infoplane_core::math::rng::Purpose;

fn moons(n_epochs: u32) -> TrainingSpec {
    let data = DataSpec { source: Source::Moons, n_classes: 2, ..DataSpec::default() };
    TrainingSpec { data, n_epochs, ..TrainingSpec::default() }
}

/// Mean of −ln q(y|x) of a network with these parameters, as the spec describes it.
fn cross_entropy(spec: &TrainingSpec, parameters: &[f32], data: &Dataset, samples: &[usize]) -> f64 {
    let network = spec.network_with(parameters.to_vec()).expect("as many as the network has");
    let layers = layer_activations(&network, data);
    let q = &layers.last().expect("an output").values;
    let of = |sample: &usize| -f64::from(q[sample * data.n_classes() + data.labels[*sample]]).ln();
    samples.iter().map(of).sum::<f64>() / samples.len() as f64
}

fn assert_evaluates(run: &Training, frame: &TrainingFrame, spec: &TrainingSpec, parameters: &[f32]) {
    let data = run.data();
    for (found, samples) in [(&frame.train, &data.train), (&frame.test, &data.test)] {
        let expected = cross_entropy(spec, parameters, data, samples);
        assert!((found.cross_entropy - expected).abs() < 1e-6, "{} {expected}", found.cross_entropy);
    }
}

/// The weights after every update, by a trainer alone.
fn weights_along_the_way(spec: &TrainingSpec) -> Vec<Vec<f32>> {
    let run = start(spec);
    let data = run.data();
    let network = spec.first_network().expect("valid");
    let mut trainer = Trainer::new(network, &spec.optimizer, &spec.objective, spec.batch_size, spec.seed)
        .expect("a valid trainer");
    let (mut stream, mut order) = (Seeds::from(spec.seed).stream(Purpose::Batches), data.train.clone());
    let mut weights = Vec::new();
    for _ in 0..spec.n_epochs {
        stream.shuffle(&mut order);
        for batch in order.chunks(spec.batch_size) {
            trainer.step(batch, |sample| (data.input(sample), data.labels[sample])).expect("finite");
            weights.push(trainer.network().parameters().to_vec());
        }
    }
    weights
}

#[test]
fn a_mean_of_weights_is_what_is_shown() {
    let mut spec = moons(5);
    let weights = weights_along_the_way(&spec);
    assert_eq!(weights.len(), 50);
    let n_parameters = spec.n_parameters();
    let mean_of =
        |i: usize| weights.iter().map(|weights| f64::from(weights[i])).sum::<f64>() / weights.len() as f64;
    let recent_of =
        |i: usize| weights[1..].iter().fold(0.5 * weights[0][i], |mean, weights| 0.5 * (mean + weights[i]));
    let first = spec.first_network().expect("valid");
    let expected: [Vec<f32>; 2] = [
        (0..n_parameters).map(|i| mean_of(i) as f32).collect(),
        // w̄₀ are the first weights, of which half of a half of a half is left.
        (0..n_parameters).map(|i| recent_of(i) + 0.5_f32.powi(50) * first.parameters()[i]).collect(),
    ];
    for (averaging, expected) in
        [Averaging::Mean, Averaging::Exponential { momentum: 0.5 }].into_iter().zip(expected)
    {
        spec.objective.averaging = Some(averaging);
        let mut run = start(&spec);
        let frame = finish(&mut run);
        for (found, expected) in frame.snapshot.iter().zip(&expected) {
            assert!((found - expected).abs() < 1e-5, "{averaging:?}: {found}, not {expected}");
        }
        assert_evaluates(&run, &frame, &spec, &expected);
        assert!(frame.snapshot.iter().zip(&weights[49]).any(|(mean, last)| (mean - last).abs() > 1e-3));
    }
}

/// The same weights in a network without noise, or with what would be the means as plain units, predict the same.
#[test]
fn noisy_networks_are_evaluated_by_their_mean() {
    for noise in [
        Noise::Gaussian { deviation: 0.5 },
        Noise::Dropout { rate: 0.5 },
        Noise::GaussianDropout { rate: 0.5 },
    ] {
        let mut noisy = moons(5);
        noisy.network.options = vec![LayerOptions { units: Units::Shared, noise }];
        let mut run = start(&noisy);
        let frame = finish(&mut run);
        assert_evaluates(&run, &frame, &moons(5), &frame.snapshot);
    }
}

#[test]
fn bottlenecks_are_evaluated_by_their_mean_and_by_draws() {
    for deviation in [Deviation::Softplus, Deviation::LogVariance] {
        let mut spec = moons(100);
        (spec.data.source, spec.data.n_classes) = (Source::Gaussians, 3);
        spec.network.options = vec![LayerOptions { units: Units::Bottleneck(deviation), noise: Noise::None }];
        spec.objective.loss.beta = 1e-3;
        let mut run = start(&spec);
        let frame = finish(&mut run);
        assert_evaluates(&run, &frame, &spec, &frame.snapshot);
        let drawn = frame.test.bottleneck.expect("a network with a bottleneck");
        assert!((drawn.distortion - frame.test.cross_entropy).abs() > 1e-4, "{deviation:?}: {drawn:?}");
        assert!(frame.test.accuracy > 0.95 && drawn.accuracy > 0.95, "{deviation:?}: {:?}", frame.test);
    }
}

/// PyTorch's mean of weighted losses does not change with the unit of the weights, and Keras' is proportional to it.
#[test]
fn weights_of_classes_are_divided_by_where_the_mean_is_over_weights() {
    let with = |class_mean, weights: [f64; 2]| {
        let mut spec = moons(3);
        spec.objective.loss.class_mean = class_mean;
        spec.objective.loss.class_weights = weights.to_vec();
        finish(&mut start(&spec))
    };
    let plain = finish(&mut start(&moons(3)));
    let (one, four) = (with(ClassMean::Weights, [1.0, 0.5]), with(ClassMean::Weights, [4.0, 2.0]));
    assert_eq!((&one.snapshot, one.test.loss), (&four.snapshot, four.test.loss));
    let doubled = with(ClassMean::Weights, [2.0, 2.0]);
    assert_eq!((&doubled.snapshot, doubled.train.loss), (&plain.snapshot, plain.train.loss));
    assert_ne!(one.snapshot, plain.snapshot);
    let before = |frame: &TrainingFrame| -> Evaluation { frame.records[0].train };
    let keras = with(ClassMean::Samples, [2.0, 2.0]);
    assert!((before(&keras).loss - 2.0 * before(&plain).loss).abs() < 1e-6);
    assert_eq!(before(&doubled).loss, before(&plain).loss);
}
