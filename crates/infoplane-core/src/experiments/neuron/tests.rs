use super::*;
use crate::experiments::training::TrainingSpec;
use crate::learner::activation::Activation;
use crate::learner::dataset::samples;

/// The information of a table of counts, straight from its definition.
fn information_of(counts: &[Vec<u32>]) -> f64 {
    let n = f64::from(counts.iter().flatten().sum::<u32>());
    let n_class = |class: usize| counts.iter().map(|bin| f64::from(bin[class])).sum::<f64>();
    let cell = |bin: &[u32], class: usize| {
        let (joint, row) = (f64::from(bin[class]), bin.iter().map(|n| f64::from(*n)).sum::<f64>());
        if joint == 0.0 { 0.0 } else { joint / n * (joint * n / (row * n_class(class))).ln() }
    };
    counts.iter().map(|bin| (0..bin.len()).map(|class| cell(bin, class)).sum::<f64>()).sum()
}

fn value(about: &About) -> f64 {
    about.i_ty.as_ref().expect("a value").value
}

fn seen(spec: &TrainingSpec, parameters: Vec<f32>, unit: Unit) -> Result<Neuron, SpecError> {
    let data = samples(&spec.data, spec.seed, None)?;
    look(&spec.network_with(parameters)?, (spec.data.source, &data), unit, Part::All)
}

/// A 2-1-3 network.
fn small(activation: Activation) -> TrainingSpec {
    let mut spec = TrainingSpec::default();
    (spec.network.hidden, spec.network.activation) = (vec![1], activation);
    spec
}

#[test]
fn a_unit_of_zero_weights_tells_nothing() {
    let spec = TrainingSpec::default();
    for layer in 0..3 {
        let found = seen(&spec, vec![0.0; 123], Unit { layer, index: 1 }).expect("valid");
        assert_eq!([value(&found.information[0]), value(&found.information[1])], [0.0, 0.0], "{layer}");
        assert_eq!(found.information[2].refused, Some(Refusal::Coincident), "{layer}");
        assert_eq!(found.variance, 0.0);
    }
}

#[test]
fn a_unit_that_is_the_label_tells_all_of_it() {
    let labels: Vec<u8> = (0..300).map(|i| (i % 3) as u8).collect();
    // Neighbors ask for a density: no two values are the same, and no class comes near another.
    let values: Vec<f32> = labels.iter().enumerate().map(|(i, y)| f32::from(*y) + 1e-4 * i as f32).collect();
    let answers = information(&values, &labels, 3).expect("valid");
    for (method, estimate) in answers {
        let estimate = estimate.expect("a value");
        // ψ(300) − ψ(100) differs from ln 3 by about 1/300.
        let slack = if method == Method::Ross { 0.005 } else { 1e-12 };
        assert!((estimate.value - 3_f64.ln()).abs() < slack, "{}: {}", method.name(), estimate.value);
        assert!(estimate.ceiling.is_some_and(|most| (most - 3_f64.ln()).abs() < slack));
    }
}

#[test]
fn the_histogram_holds_what_the_first_estimator_sees() {
    let spec = TrainingSpec::default();
    let parameters = spec.first_network().expect("valid").parameters().to_vec();
    for unit in [Unit { layer: 0, index: 3 }, Unit { layer: 1, index: 7 }, Unit { layer: 2, index: 0 }] {
        let found = seen(&spec, parameters.clone(), unit).expect("valid");
        let information = information_of(&found.histogram.counts);
        assert!(information > 0.01 && (information - value(&found.information[0])).abs() < 1e-12);
        assert_eq!(found.histogram.counts.iter().flatten().sum::<u32>(), 600);
        assert!(found.histogram.counts[0].iter().sum::<u32>() > 0, "the smallest value is in the first bin");
        assert!(found.histogram.counts[N_BINS - 1].iter().sum::<u32>() > 0, "the largest is in the last");
    }
}

#[test]
fn a_rectifier_below_zero_is_dead_and_a_far_away_tanh_saturated() {
    let parameters = |bias: f32| [vec![0.0, 0.0, bias], vec![0.0; 6]].concat();
    let unit = Unit { layer: 0, index: 0 };
    let relu = seen(&small(Activation::Relu), parameters(-1.0), unit).expect("valid");
    assert_eq!((relu.dead, relu.saturated, relu.mean), (1.0, 1.0, 0.0));
    let tanh = seen(&small(Activation::Tanh), parameters(4.0), unit).expect("valid");
    assert_eq!((tanh.dead, tanh.saturated), (0.0, 1.0));
    let tanh = seen(&small(Activation::Tanh), parameters(0.5), unit).expect("valid");
    assert_eq!((tanh.dead, tanh.saturated), (0.0, 0.0));
    assert!((tanh.mean - 0.5_f64.tanh()).abs() < 1e-6);
}

#[test]
fn a_linear_unit_is_its_weighted_inputs() {
    let parameters = [vec![2.0, -1.0, 0.5], vec![0.0; 6]].concat();
    let spec = small(Activation::Identity);
    let found = seen(&spec, parameters, Unit { layer: 0, index: 0 }).expect("valid");
    let data = samples(&spec.data, spec.seed, None).expect("generated");
    let mean = data.points.iter().map(|[x, y]| f64::from(2.0 * x - y + 0.5)).sum::<f64>() / 600.0;
    assert!((found.mean - mean).abs() < 1e-5, "{} {mean}", found.mean);
    let map = found.response.expect("a plane");
    let center = map.extent * (1.0 - 1.0 / map.side as f32);
    // Top left: x₁ smallest, x₂ largest.
    assert!((map.values[0] - (-3.0 * center + 0.5)).abs() < 1e-4, "{}", map.values[0]);
}

#[test]
fn parts_are_the_samples_of_the_split() {
    let mut spec = TrainingSpec::default();
    spec.data.train_fraction = 0.75;
    let data = samples(&spec.data, spec.seed, None).expect("generated");
    let network = spec.first_network().expect("valid");
    let n = |part| {
        let unit = Unit { layer: 0, index: 0 };
        look(&network, (spec.data.source, &data), unit, part).expect("valid").n_samples
    };
    assert_eq!([Part::All, Part::Train, Part::Test].map(n), [600, 450, 150]);
}

#[test]
fn what_is_not_there_or_not_finite_is_named() {
    let spec = TrainingSpec::default();
    let refused = |parameters, unit| match seen(&spec, parameters, unit) {
        Err(SpecError::OutOfRange { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(vec![0.0; 123], Unit { layer: 3, index: 0 }), "layer");
    assert_eq!(refused(vec![0.0; 123], Unit { layer: 2, index: 3 }), "unit");
    assert_eq!(refused(vec![f32::NAN; 123], Unit { layer: 0, index: 0 }), "snapshot");
    let linear = small(Activation::Identity);
    let huge = [vec![f32::MAX / 8.0, 0.0, 0.0], vec![0.0; 6]].concat();
    match seen(&linear, huge, Unit { layer: 0, index: 0 }) {
        Ok(found) => assert!(found.mean.is_finite()),
        Err(SpecError::OutOfRange { field, .. }) => assert_eq!(field, "snapshot"),
        Err(other) => panic!("{other:?}"),
    }
    assert!(information(&[], &[], 2).is_err());
    assert!(information(&[1.0], &[5], 2).is_err());
}
