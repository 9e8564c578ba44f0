//! Laws of the generated data.

use infoplane_core::learner::dataset::{DataSpec, Dataset, Source, generate, samples};

const GENERATED: [Source; 5] =
    [Source::Circles, Source::Spirals, Source::Xor, Source::Moons, Source::Gaussians];

fn data(spec: DataSpec, seed: u64) -> Dataset {
    generate(&spec, seed, None).expect("a valid spec")
}

#[test]
fn posteriors_are_calibrated() {
    // Among many samples, the mean posterior of the observed label equals E Σ p², and its surprise the floor.
    for source in GENERATED {
        let spec =
            DataSpec { source, n_samples: 10_000, noise: 0.2, label_noise: 0.1, ..DataSpec::default() };
        let data = data(spec, 3);
        let all: Vec<usize> = (0..data.n_samples()).collect();
        let surprise: f64 =
            all.iter().map(|s| -data.posterior_of(*s).expect("known")[data.labels[*s]].ln()).sum::<f64>()
                / 1e4;
        let floor = data.floor(&all).expect("known");
        assert!((surprise - floor).abs() < 0.03, "{source:?}: {surprise}, not {floor}");
    }
}

#[test]
fn the_floor_without_coordinate_noise_is_that_of_the_label_noise() {
    let (r, k) = (0.2_f64, 3.0);
    let expected = -(1.0 - r) * (1.0 - r).ln() - r * (r / (k - 1.0)).ln();
    for source in GENERATED {
        let data = data(DataSpec { source, noise: 0.0, label_noise: r, ..DataSpec::default() }, 1);
        assert!((data.floor(&data.test).expect("known") - expected).abs() < 1e-12, "{source:?}");
    }
}

#[test]
fn label_noise_flips_its_share_and_more_noise_only_adds_flips() {
    let at = |label_noise| data(DataSpec { n_samples: 9_999, label_noise, ..DataSpec::default() }, 5);
    let (low, high) = (at(0.1), at(0.3));
    let flipped = |data: &Dataset| {
        (0..data.n_samples()).filter(|s| data.labels[*s] != data.clean_labels[*s]).collect::<Vec<_>>()
    };
    let (low_flips, high_flips) = (flipped(&low), flipped(&high));
    assert!((low_flips.len() as f64 / 9_999.0 - 0.1).abs() < 0.01);
    assert!((high_flips.len() as f64 / 9_999.0 - 0.3).abs() < 0.015);
    assert!(
        low_flips
            .iter()
            .all(|sample| high_flips.contains(sample) && low.labels[*sample] == high.labels[*sample])
    );
    assert_eq!(low.inputs, high.inputs);
    assert_eq!((low.train, low.test), (high.train, high.test));
}

#[test]
fn splits_are_complete_and_stratified() {
    let data = data(DataSpec { source: Source::TwelveBit, train_fraction: 0.8, ..DataSpec::default() }, 2);
    assert_eq!((data.train.len(), data.test.len()), (3277, 819));
    let mut all = [data.train.clone(), data.test.clone()].concat();
    all.sort_unstable();
    assert_eq!(all, (0..4096).collect::<Vec<_>>());
    let ones = data.train.iter().filter(|sample| data.labels[**sample] == 1).count();
    assert!((1693..=1696).contains(&ones), "{ones}");
    assert_eq!((data.n_features(), data.n_classes()), (12, 2));
    assert_eq!(data.input(0b1000_0000_0001), [1., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 1.]);
}

#[test]
fn another_seed_gives_other_points_and_another_split() {
    let (one, two) = (data(DataSpec::default(), 1), data(DataSpec::default(), 2));
    assert_ne!(one.inputs, two.inputs);
    assert_ne!(one.train, two.train);
    assert_eq!(one, data(DataSpec::default(), 1));
}

#[test]
fn samples_are_the_generated_data_without_the_posterior() {
    let file = include_bytes!("../../../assets/digits/digits.bin");
    for source in Source::ALL.iter().copied() {
        for noise in [0.0, 0.05] {
            let spec = DataSpec { source, noise, label_noise: 0.1, n_classes: 4, ..DataSpec::default() };
            let mut full = generate(&spec, 7, Some(file)).expect("a valid spec");
            assert_eq!(full.posterior.take().is_some(), source != Source::Digits);
            let found = samples(&spec, 7, Some(file)).expect("a valid spec");
            assert_eq!(found, full, "{source:?} {noise}");
        }
    }
}
