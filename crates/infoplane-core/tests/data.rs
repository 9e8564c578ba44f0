//! Laws of the data that networks learn: their posteriors, labels, features and splits.

use infoplane_core::learner::dataset::own::{Names, OwnData};
use infoplane_core::learner::dataset::{
    DataSpec, Dataset, Feature, Features, Scaling, Source, Split, generate, samples, twelve_bit,
};
use infoplane_core::learner::spec::Asset;
use infoplane_core::learner::spec::SpecError;
use proptest::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};

const DIGITS: &[u8] = include_bytes!("../../../assets/digits/digits.bin");

#[test]
fn the_digits_are_those_whose_provenance_is_told() {
    let hash: String = Sha256::digest(DIGITS).iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(include_str!("../../../assets/digits/README.md").contains(&hash), "{hash}");
}

fn generated() -> impl Iterator<Item = Source> {
    Source::ALL.iter().copied().filter(|source| source.is_generated())
}

fn data(spec: DataSpec, seed: u64) -> Dataset {
    generate(&spec, seed, None).expect("a valid spec")
}

/// Mean of −ln p(observed label | x), and the mean entropy of p(·|x), over all samples.
fn surprise_and_floor(data: &Dataset) -> (f64, f64) {
    let all: Vec<usize> = (0..data.n_samples()).collect();
    let surprise = |s: &usize| -data.posterior_of(*s).expect("known")[data.labels[*s]].ln();
    let mean = all.iter().map(surprise).sum::<f64>() / all.len() as f64;
    (mean, data.floor(&all).expect("known"))
}

#[test]
fn posteriors_are_calibrated() {
    // Among many samples, the mean posterior of the observed label equals E Σ p², and its surprise the floor.
    for source in generated() {
        for (n_classes, imbalance, noise) in [(3, 1.0, 0.2), (6, 1.0, 0.2), (2, 20.0, 0.5), (4, 20.0, 0.5)] {
            let noisy = DataSpec { noise, label_noise: 0.1, ..DataSpec::default() };
            let data = data(DataSpec { source, n_samples: 10_000, n_classes, imbalance, ..noisy }, 3);
            let (surprise, floor) = surprise_and_floor(&data);
            assert!((surprise - floor).abs() < 0.03, "{source:?} {n_classes}: {surprise}, not {floor}");
        }
    }
}

#[test]
fn the_floor_without_coordinate_noise_is_that_of_the_label_noise() {
    let (r, k) = (0.2_f64, 3.0);
    let expected = -(1.0 - r) * (1.0 - r).ln() - r * (r / (k - 1.0)).ln();
    for source in generated() {
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
    let own = painted().pack();
    for source in Source::ALL.iter().copied() {
        let file = if source == Source::Own { &own } else { DIGITS };
        for noise in [0.0, 0.05] {
            let spec = DataSpec { source, noise, label_noise: 0.1, n_classes: 3, ..DataSpec::default() };
            let mut full = generate(&spec, 7, Some(file)).expect("a valid spec");
            let is_known = !matches!(source, Source::Digits | Source::Own);
            assert_eq!(full.posterior.take().is_some(), is_known);
            let found = samples(&spec, 7, Some(file)).expect("a valid spec");
            assert_eq!(found, full, "{source:?} {noise}");
        }
    }
}

#[test]
fn imbalance_changes_the_shares_of_the_classes_and_nothing_of_the_split() {
    let spec = DataSpec { imbalance: 4.0, n_samples: 700, train_fraction: 0.6, ..DataSpec::default() };
    let data = data(spec, 1);
    let count = |samples: &[usize], class| samples.iter().filter(|s| data.labels[**s] == class).count();
    // Shares 1 : 1/2 : 1/4 of 700 samples, and of the 420 that train.
    assert_eq!([0, 1, 2].map(|class| count(&data.train, class)), [240, 120, 60]);
    assert_eq!([0, 1, 2].map(|class| count(&data.test, class)), [160, 80, 40]);
}

#[test]
fn features_are_functions_of_the_points_and_change_nothing_else() {
    let plain = data(DataSpec::default(), 4);
    let features = Features::of(Feature::ALL);
    let spec = DataSpec { features, ..DataSpec::default() };
    assert_eq!(spec.n_features(), 7);
    let seven = data(spec, 4);
    assert_eq!((&seven.points, &seven.labels, &seven.train), (&plain.points, &plain.labels, &plain.train));
    assert_eq!(seven.posterior, plain.posterior);
    for sample in 0..plain.n_samples() {
        let [x, y] = plain.points[sample];
        assert_eq!(plain.input(sample), [x, y]);
        let wide = [x, y].map(f64::from);
        let expected =
            [wide[0] * wide[0], wide[1] * wide[1], wide[0] * wide[1], wide[0].sin(), wide[1].sin()];
        let found = seven.input(sample);
        assert_eq!(found[..2], [x, y]);
        assert!(found[2..].iter().zip(expected).all(|(a, b)| (f64::from(*a) - b).abs() < 1e-7), "{found:?}");
    }
}

#[test]
fn a_network_sees_points_of_the_plane_as_it_saw_the_samples() {
    let features = Features::of(&[Feature::Y, Feature::XSquared, Feature::SinX]);
    for scaling in [Scaling::Plain, Scaling::Standard] {
        let data = data(DataSpec { features, scaling, ..DataSpec::default() }, 2);
        for (sample, point) in data.points.iter().enumerate() {
            assert_eq!(data.encode(*point), data.input(sample));
        }
    }
}

#[test]
fn standardized_features_have_mean_0_and_variance_1_over_the_training_set_alone() {
    let spec = DataSpec { source: Source::Digits, scaling: Scaling::Standard, ..DataSpec::default() };
    let plain = DataSpec { scaling: Scaling::Plain, ..spec.clone() };
    let data = generate(&spec, 1, Some(DIGITS)).expect("a valid spec");
    let plain = generate(&plain, 1, Some(DIGITS)).expect("a valid spec");
    let n = data.train.len() as f64;
    let mut n_constant = 0;
    for pixel in 0..data.n_features() {
        let mean = |f: &dyn Fn(f64) -> f64| {
            data.train.iter().map(|s| f(f64::from(data.input(*s)[pixel]))).sum::<f64>() / n
        };
        let is_constant =
            plain.train.iter().all(|s| plain.input(*s)[pixel] == plain.input(plain.train[0])[pixel]);
        n_constant += usize::from(is_constant);
        let variance = if is_constant { 0.0 } else { 1.0 };
        assert!(mean(&|x| x).abs() < 1e-6, "{pixel}");
        assert!((mean(&|x| x * x) - variance).abs() < 1e-5, "{pixel}");
    }
    // The upper left pixel, for one, is blank in every digit.
    assert!(n_constant >= 3, "{n_constant}");
}

#[test]
fn random_splits_have_the_same_size_and_not_the_same_classes() {
    let spec = DataSpec { source: Source::TwelveBit, train_fraction: 0.8, ..DataSpec::default() };
    let ones = |split, seed| {
        let data = data(DataSpec { split, ..spec.clone() }, seed);
        assert_eq!((data.train.len(), data.test.len()), (3277, 819));
        data.train.iter().filter(|sample| data.labels[**sample] == 1).count()
    };
    // Stratified: 0.8 · 2118 within one; random: hypergeometric with a standard deviation of 10.
    let stratified: Vec<usize> = (0..20).map(|seed| ones(Split::Stratified, seed)).collect();
    let random: Vec<usize> = (0..20).map(|seed| ones(Split::Random, seed)).collect();
    assert!(stratified.iter().all(|n| n.abs_diff(1694) <= 2), "{stratified:?}");
    assert!(random.iter().all(|n| n.abs_diff(1694) <= 50), "{random:?}");
    assert!(random.iter().any(|n| n.abs_diff(1694) > 5), "{random:?}");
}

#[test]
fn the_twelve_bit_task_is_the_one_of_the_facts() {
    let facts: Value = serde_json::from_str(include_str!("twelve_bit/facts.json")).expect("JSON");
    let pairs = |key: &str| -> Vec<(u64, u64)> {
        let pair = |pair: &Value| (pair[0].as_u64().expect("a bit"), pair[1].as_u64().expect("a bit"));
        facts[key].as_array().expect("a list").iter().map(pair).collect()
    };
    let edges = pairs("edges_n1 (angle 63.43 deg, cos=1/sqrt5)");
    let antipodes: Vec<u64> =
        facts["antipode_of_bit"].as_array().expect("a list").iter().filter_map(Value::as_u64).collect();
    // The score of two set bits tells what they are to each other: 46 + 1, − 8 or − 5.
    for a in 0..12_u64 {
        for b in a + 1..12 {
            let expected = match () {
                () if edges.contains(&(a, b)) => 47,
                () if antipodes[a as usize] == b => 38,
                () => 41,
            };
            assert_eq!(twelve_bit::score(1 << (11 - a) | 1 << (11 - b)), expected, "{a} {b}");
        }
    }
    let ones_of_weight = |weight: u32| {
        let patterns = (0..4096_usize).filter(|pattern| pattern.count_ones() == weight);
        patterns.fold((0, 0), |(ones, n), pattern| (ones + twelve_bit::label(pattern) as u64, n + 1))
    };
    for weight in 0..=12 {
        let known = &facts["ones_by_hamming_weight"][weight.to_string()];
        assert_eq!(
            ones_of_weight(weight),
            (known[0].as_u64().expect("a number"), known[1].as_u64().expect("a number"))
        );
    }
    let bits = twelve_bit::information(0.0, 0.0) / core::f64::consts::LN_2;
    assert!((bits - facts["I_XY_bits"].as_f64().expect("a number")).abs() < 1e-14);
}

#[test]
fn a_soft_rule_draws_its_labels_and_knows_its_floor() {
    let all: Vec<usize> = (0..4096).collect();
    for (softness, label_noise) in [(0.0, 0.0), (0.121, 0.0), (2.0, 0.0), (20.0, 0.1)] {
        let spec = DataSpec { source: Source::TwelveBit, softness, label_noise, ..DataSpec::default() };
        let data = data(spec, 6);
        let (surprise, floor) = surprise_and_floor(&data);
        assert!((surprise - floor).abs() < 0.04, "{softness}: {surprise}, not {floor}");
        // H(Y|X) = H(Y) − I(X;Y).
        let p = all.iter().map(|x| data.posterior_of(*x).expect("known")[1]).sum::<f64>() / 4096.0;
        let h_y = -p * p.ln() - (1.0 - p) * (1.0 - p).ln();
        let information = twelve_bit::information(softness, label_noise);
        assert!((floor - (h_y - information)).abs() < 1e-12, "{softness}");
        assert!(data.clean_labels.iter().enumerate().all(|(x, y)| *y == twelve_bit::label(x)));
        let expected: f64 = all.iter().map(|x| twelve_bit::p_one(*x, softness)).map(|p| p.min(1.0 - p)).sum();
        let n_flipped = all.iter().filter(|x| data.labels[**x] != data.clean_labels[**x]).count() as f64;
        let expected = expected + label_noise * (4096.0 - 2.0 * expected);
        assert!(
            (n_flipped - expected).abs() <= 4.0 * expected.sqrt(),
            "{softness}: {n_flipped}, not {expected}"
        );
    }
}

/// Three samples of three classes.
fn painted() -> OwnData {
    OwnData::painted(&[([0.5, -0.25], 0), ([1.0, 2.0], 2), ([0.0, 0.125], 1)], 3).expect("valid points")
}

#[test]
fn own_data_reach_the_network_as_they_were_given() {
    let names = Names::numbered(2, 3);
    let own = OwnData::new((0..12).map(|v| v as f32 / 8.0).collect(), &[0, 1, 1, 0], names).expect("valid");
    let spec = DataSpec { source: Source::Own, n_classes: 2, n_own_features: 3, ..DataSpec::default() };
    let data = generate(&spec, 1, Some(&own.pack())).expect("a valid spec");
    assert_eq!((data.n_samples(), data.n_features(), data.n_classes()), (4, 3, 2));
    assert_eq!((data.inputs.as_slice(), data.labels.as_slice()), (own.inputs(), &[0, 1, 1, 0][..]));
    assert_eq!((data.posterior.is_none(), data.points.len()), (true, 0));
    let painted_spec = DataSpec { source: Source::Own, ..DataSpec::default() };
    let data = generate(&painted_spec, 1, Some(&painted().pack())).expect("a valid spec");
    assert_eq!(data.points, [[0.5, -0.25], [1.0, 2.0], [0.0, 0.125]]);
    // However small the share, there is something to learn from and something to test on.
    for train_fraction in [0.1, 0.9] {
        let data = generate(&DataSpec { train_fraction, ..painted_spec.clone() }, 1, Some(&painted().pack()));
        let data = data.expect("a valid spec");
        assert!(!data.train.is_empty() && !data.test.is_empty());
    }
}

#[test]
fn own_data_that_do_not_fit_their_spec_are_refused() {
    let spec = DataSpec { source: Source::Own, ..DataSpec::default() };
    let refused = |spec: &DataSpec, bytes: Option<&[u8]>| generate(spec, 1, bytes).expect_err("refused");
    assert_eq!(refused(&spec, None), SpecError::MissingAsset(Asset::Own));
    assert_eq!(refused(&spec, Some(DIGITS)), SpecError::DamagedAsset(Asset::Own));
    let packed = painted().pack();
    for end in 0..packed.len() {
        assert_eq!(refused(&spec, Some(&packed[..end])), SpecError::DamagedAsset(Asset::Own), "{end}");
    }
    assert_eq!(refused(&spec, Some(&[&packed[..], &[0]].concat())), SpecError::DamagedAsset(Asset::Own));
    let other = |n_classes, n_own_features| DataSpec { n_classes, n_own_features, ..spec.clone() };
    for (spec, said) in [
        (other(4, 2), "invalid classes: 4 (allowed: 3 to 3)"),
        (other(3, 5), "invalid features: 5 (allowed: 2 to 2)"),
        (other(101, 2), "invalid classes: 101 (allowed: 2 to 100)"),
        (other(3, 10_001), "invalid features: 10001 (allowed: 1 to 10000)"),
    ] {
        assert_eq!(refused(&spec, Some(&packed)).to_string(), said);
    }
    let no_features = DataSpec { features: Features::of(&[]), ..DataSpec::default() };
    assert_eq!(refused(&no_features, None).to_string(), "invalid features: 0 (allowed: 1 to 7)");
    let imbalance = DataSpec { imbalance: 0.5, ..DataSpec::default() };
    assert_eq!(refused(&imbalance, None).to_string(), "invalid imbalance: 0.5 (allowed: 1 to 100)");
    let softness = DataSpec { source: Source::TwelveBit, softness: f64::NAN, ..DataSpec::default() };
    assert_eq!(refused(&softness, None).to_string(), "invalid softness: NaN (allowed: 0 to 100)");
}

#[test]
fn own_data_are_checked_when_they_are_made() {
    let make = |inputs: &[f32], labels: &[usize], n_classes, n_features| {
        let said = OwnData::new(inputs.to_vec(), labels, Names::numbered(n_classes, n_features));
        said.expect_err("refused").to_string()
    };
    assert_eq!(make(&[1.0], &[0], 2, 1), "invalid number of samples: 1 (allowed: 2 to 1000000)");
    assert_eq!(make(&[], &[0, 1], 2, 0), "invalid number of features: 0 (allowed: 1 to 10000)");
    assert_eq!(make(&[1.0, 2.0], &[0, 0], 1, 1), "invalid number of classes: 1 (allowed: 2 to 100)");
    assert_eq!(make(&[1.0, 2.0], &[0, 2], 2, 1), "invalid label: 2 (sample 1)");
    assert_eq!(make(&[1.0], &[0, 1], 2, 1), "1 numbers where 2 should be");
    assert_eq!(make(&[1.0, f32::NAN], &[0, 1], 2, 1), "invalid value: NaN (sample 1, feature 0)");
}

#[test]
fn pixels_are_packed_in_a_byte_each() {
    let pixels: Vec<f32> = (0..2000).map(|v| (v % 256) as f32).collect();
    let pack = |inputs: &[f32]| {
        OwnData::new(inputs.to_vec(), &[0, 1], Names::numbered(2, 1000)).expect("valid").pack().len()
    };
    let halves: Vec<f32> = pixels.iter().map(|v| v / 2.0).collect();
    assert_eq!(pack(&halves) - pack(&pixels), 3 * 2000);
}

proptest! {
    #[test]
    fn packed_data_come_back_bit_for_bit(
        values in prop::collection::vec(prop_oneof![(0..=255_u8).prop_map(f32::from), -1e30..1e30_f32, Just(-0.0)], 12),
        whole in any::<bool>(),
        labels in prop::collection::vec(0..5_usize, 4),
        names in prop::collection::vec("\\PC{0,120}", 3),
    ) {
        let values = if whole { values.iter().map(|v| v.abs().min(255.0).floor()).collect() } else { values };
        let names = Names { features: names, ..Names::numbered(5, 0) };
        let data = OwnData::new(values, &labels, names).expect("valid");
        let back = OwnData::unpack(&data.pack()).expect("packed");
        let bits = |data: &OwnData| data.inputs().iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&back), bits(&data));
        prop_assert_eq!(back, data);
    }

    #[test]
    fn damaged_packs_are_refused_or_valid(at in 0..60_usize, byte in any::<u8>(), cut in 0..60_usize) {
        let mut packed = painted().pack();
        let at = at % packed.len();
        packed[at] = byte;
        packed.truncate(packed.len().saturating_sub(cut / 30 * cut));
        if let Ok(data) = OwnData::unpack(&packed) {
            prop_assert_eq!(data.inputs().len(), data.labels().len() * data.n_features());
            prop_assert!(data.inputs().iter().all(|v| v.is_finite()));
        }
    }
}
