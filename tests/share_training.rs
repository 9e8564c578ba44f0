//! Links of the labs that share a training run: every setting survives, and nothing a link says can break a run.

use infoplane::figures::plane::Estimator;
use infoplane::state::claim::Claim;
use infoplane::state::painted::Painted;
use infoplane::state::query::Route;
use infoplane::state::share::{self, LinkNote};
use infoplane::state::training::{MAX_SEED, MAX_SEEDS, TrainingSettings, View};
use infoplane_core::experiments::neuron::Unit;
use infoplane_core::experiments::training::{Change, TrainingSpec, What};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::dataset::{DataSpec, Feature, Features, Scaling, Source, Split};
use infoplane_core::learner::network::NetworkSpec;
use infoplane_core::learner::optimizer::{OptimizerSpec, Rule};
use proptest::prelude::*;
use proptest::sample::select;

fn read(link: &str) -> (TrainingSettings, Vec<LinkNote>) {
    let (route, mut notes) = Route::parse(link);
    let (settings, more) = share::read(route.pairs);
    notes.extend(more);
    (settings, notes)
}

fn link(settings: &TrainingSettings) -> String {
    Route { tag: "classifier".into(), pairs: share::write(settings) }.to_fragment()
}

prop_compose! {
    fn data()(
        source in select(Source::SHIPPED),
        n_classes in 2..=6_usize,
        n_samples in 20..=10_000_usize,
        noise in 0.0..=1.0,
        label_noise in 0.0..=0.9,
        train_fraction in 0.05..=0.9,
        imbalance in 1.0..=100.0,
        softness in 0.0..=100.0,
        features in prop::collection::vec(select(Feature::ALL), 1..=7),
        scaling in select(Scaling::ALL),
        split in select(Split::ALL),
    ) -> DataSpec {
        let features = Features::of(&features);
        DataSpec {
            source, n_classes, n_samples, noise, imbalance, label_noise, softness, features, scaling,
            train_fraction, split, ..DataSpec::default()
        }
    }
}

prop_compose! {
    fn spec()(
        data in data(),
        hidden in prop::collection::vec(1..=256_usize, 0..=8),
        activation in select(Activation::ALL),
        rule in select(Rule::ALL),
        learning_rate in prop_oneof![1e-12..=1e-6, 1e-6..=100.0],
        batch_size in 1..=10_000_usize,
        seed in 0..=MAX_SEED,
        n_epochs in 1..=100_000_u32,
    ) -> TrainingSpec {
        let network = NetworkSpec { hidden, activation, ..NetworkSpec::default() };
        let optimizer = rule.at(learning_rate);
        TrainingSpec { data, network, optimizer, batch_size, seed, n_epochs, ..TrainingSpec::default() }
    }
}

/// Into a network of any of the sizes there are: the first parameter is in all of them.
fn change() -> impl Strategy<Value = Change> {
    let what = prop_oneof![
        (1e-12..=100.0).prop_map(What::LearningRate),
        select(Rule::ALL).prop_map(What::Rule),
        (1..=10_000_usize).prop_map(What::BatchSize),
        (0.0..=100.0).prop_map(What::L2),
        (-1e6..=1e6).prop_map(|value| What::Weight { index: 0, value }),
    ];
    (0..=100_000_u32, what).prop_map(|(epoch, what)| Change { epoch, what })
}

proptest! {
    #[test]
    fn every_setting_survives_its_link(
        spec in spec(),
        estimator in select(Estimator::ALL),
        noise_variance in 1e-6..=1.0,
        compare in any::<bool>(),
        n_seeds in 1..=MAX_SEEDS,
        view in select(View::ALL),
        unit in prop::option::of((0..9_usize, 0..256_usize)),
        starts in any::<bool>(),
        limit in prop_oneof![Just(0.0), 0.5..=60.0],
        rooms in prop::array::uniform3("[a-z]{0,9}(;[a-z]{1,6}:-?[0-9]{1,4}){0,4}"),
        changes in prop::collection::vec(change(), 0..4),
        at in 0.0..=1.0,
        claim in select(Claim::ALL),
        l2 in prop_oneof![Just(0.0), 1e-9..=100.0],
        layer_noise in prop_oneof![Just(0.0), 1e-9..=100.0],
    ) {
        let unit = unit.map(|(layer, index)| Unit { layer, index });
        let mut settings = TrainingSettings { spec, painted: Painted::default(), file: None, estimator, noise_variance, compare, n_seeds, view, unit, starts, limit, at: 0, claim, rooms };
        settings.at = (at * f64::from(settings.spec.n_epochs)) as u32;
        settings.spec.changes = changes;
        settings.unit = settings.present_unit();
        settings.spec.objective.regularization.l2 = l2;
        settings.set_layer_noise(layer_noise);
        let link = link(&settings);
        prop_assert!(link.len() < 2_000, "{link}");
        prop_assert_eq!(read(&link), (settings, vec![]));
    }

    #[test]
    fn whatever_a_link_says_the_run_can_start(keys in prop::collection::vec(
        (
            select(vec!["data", "classes", "n", "noise", "label_noise", "train", "imbalance", "softness", "features", "scaling", "split", "net", "act", "lr", "batch", "seed", "epochs", "l2", "layer_noise", "then", "epoch", "speed", "neuron", "learn", "truth", "bench"]),
            "(-?[0-9]{1,22}(\\.[0-9]{1,3})?|NaN|inf|-0|1e400|[a-z,0-9-]{0,12}|([0-9]{1,3}:(lr|batch|l2|opt|w[0-9]{1,3}):[a-z0-9.-]{1,6};?){1,3})",
        ),
        0..12,
    )) {
        let pairs: Vec<String> = keys.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let (settings, _) = read(&format!("#/classifier?v=1&{}", pairs.join("&")));
        prop_assert_eq!(settings.spec.validate(), Ok(()));
    }
}

#[test]
fn a_value_that_cannot_be_is_named_and_its_default_used() {
    for (key, value) in [
        ("net", "-8,8"),
        ("net", "8,,8"),
        ("net", "100000"),
        ("classes", "-2"),
        ("classes", "7"),
        ("lr", "NaN"),
        ("lr", "0"),
        ("lr", "1e-13"),
        ("lr", "2.2250738585072014e-308"),
        ("batch", "0"),
        ("seed", "1e99"),
        ("seeds", "0"),
        ("seeds", "51"),
        ("seeds", "2.5"),
        ("run", "yes"),
        ("epochs", "4294967297"),
        ("act", "Tanh"),
        ("data", "mnist"),
        ("features", "x,z"),
        ("features", "none"),
        ("imbalance", "0.5"),
        ("softness", "-1"),
        ("scaling", "log"),
        ("split", "half"),
        ("points", "7AAAA"),
        ("neuron", "1"),
        ("neuron", "0.1"),
        ("neuron", "1.9"),
        ("neuron", "4.1"),
        ("neuron", "1.2.3"),
        ("then", "40:lr"),
        ("then", "40:lr:0"),
        ("then", "40:w123:1"),
        ("epoch", "2001"),
        ("epoch", "-1"),
        ("speed", "61"),
    ] {
        let expected = vec![LinkNote::BadValue { key: key.into(), value: value.into() }];
        let found = read(&format!("#/classifier?v=1&{key}={value}"));
        assert_eq!(found, (TrainingSettings::default(), expected), "{key}={value}");
    }
}

#[test]
fn the_smallest_learning_rate_has_a_short_link() {
    let mut settings = TrainingSettings::default();
    settings.spec.optimizer.learning_rate = OptimizerSpec::LEARNING_RATE.min;
    let link = link(&settings);
    assert!(link.len() < 250, "{link}");
    assert_eq!(read(&link), (settings, vec![]));
}

#[test]
fn a_unit_that_is_looked_at_is_in_the_link_and_is_one_of_the_network() {
    let mut settings =
        TrainingSettings { unit: Some(Unit { layer: 1, index: 7 }), ..TrainingSettings::default() };
    assert!(link(&settings).ends_with("neuron=2.8"), "{}", link(&settings));
    assert_eq!(read(&link(&settings)), (settings.clone(), vec![]));
    // Without its layer the nearest unit is looked at, and that is what the link has.
    settings.spec.network.hidden = vec![5];
    assert_eq!(settings.present_unit(), Some(Unit { layer: 1, index: 2 }));
    let (read, notes) = read(&link(&settings));
    assert_eq!((read.unit, notes), (Some(Unit { layer: 1, index: 2 }), vec![]));
}

#[test]
fn a_unit_that_the_network_of_the_link_does_not_have_is_dropped_with_a_note() {
    let (settings, notes) = read("#/classifier?v=1&net=4&neuron=1.5");
    assert_eq!((settings.unit, settings.spec.network.hidden), (None, vec![4]));
    assert_eq!(notes, vec![LinkNote::BadValue { key: "neuron".into(), value: "1.5".into() }]);
}
