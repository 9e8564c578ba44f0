//! Every random stream of a run can have a seed of its own, and changes nothing but what it is for.

use super::{finish, start};
use infoplane_core::experiments::training::{Training, TrainingFrame, TrainingSpec};
use infoplane_core::learner::dataset::{DataSpec, Dataset, Source};
use infoplane_core::learner::layer::{LayerOptions, Noise, Units};
use infoplane_core::learner::network::NetworkSpec;
use infoplane_core::learner::seeds::StreamSeed;
use infoplane_core::math::rng::Purpose;

/// A run in which every stream is used.
fn spec() -> TrainingSpec {
    let noisy = |noise| LayerOptions { units: Units::Shared, noise };
    let options = vec![noisy(Noise::Dropout { rate: 0.2 }), noisy(Noise::Gaussian { deviation: 0.1 })];
    TrainingSpec {
        data: DataSpec { source: Source::Moons, n_classes: 2, label_noise: 0.1, ..DataSpec::default() },
        network: NetworkSpec { options, ..NetworkSpec::default() },
        n_epochs: 2,
        ..TrainingSpec::default()
    }
}

fn with(purpose: Purpose, seed: u64) -> TrainingSpec {
    TrainingSpec { stream_seeds: vec![StreamSeed { purpose, seed }], ..spec() }
}

/// What a run began with, and what it came to.
fn of(spec: &TrainingSpec) -> (Dataset, Vec<f32>, TrainingFrame) {
    let mut run: Training = start(spec);
    let first = spec.first_network().expect("valid").parameters().to_vec();
    let frame = finish(&mut run);
    (run.data().clone(), first, frame)
}

#[test]
fn a_stream_with_the_seed_of_the_run_changes_nothing() {
    let plain = of(&spec());
    for purpose in Purpose::ALL {
        assert_eq!(of(&with(*purpose, spec().seed)), plain, "{purpose:?}");
    }
}

#[test]
fn a_seed_changes_what_its_stream_is_for_and_nothing_else() {
    let (data, first, frame) = of(&spec());
    for purpose in [
        Purpose::Data,
        Purpose::Labels,
        Purpose::Split,
        Purpose::Init,
        Purpose::Batches,
        Purpose::Noise,
        Purpose::Dropout,
    ] {
        let (other_data, other_first, other_frame) = of(&with(purpose, 99));
        let is = |own: Purpose| purpose == own;
        assert_eq!(other_data.points != data.points, is(Purpose::Data), "{purpose:?}");
        assert_eq!(other_data.labels != data.labels, is(Purpose::Labels), "{purpose:?}");
        assert_eq!(other_data.train != data.train, is(Purpose::Split), "{purpose:?}");
        assert_eq!(other_first != first, is(Purpose::Init), "{purpose:?}");
        assert_ne!(other_frame.snapshot, frame.snapshot, "{purpose:?}");
    }
}

#[test]
fn the_stochastic_rule_has_a_stream_too() {
    let mut soft = TrainingSpec { n_epochs: 1, ..TrainingSpec::default() };
    soft.data.source = Source::TwelveBit;
    soft.data.softness = 1.0;
    let plain = start(&soft).data().clone();
    soft.stream_seeds = vec![StreamSeed { purpose: Purpose::Rule, seed: 99 }];
    let other = start(&soft).data().clone();
    assert_ne!(other.labels, plain.labels);
    assert_eq!((other.inputs, other.train), (plain.inputs, plain.train));
}
