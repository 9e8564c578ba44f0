//! Runs of the training experiment: what they reach, what they record, and that they repeat.

use infoplane_core::experiments::recording::Recording;
use infoplane_core::experiments::reference_runs::reference_runs;
use infoplane_core::experiments::training::{RunState, Training, TrainingFrame, TrainingSpec};
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::dataset::own::OwnData;
use infoplane_core::learner::dataset::{DataSpec, Source};
use infoplane_core::learner::layer::{LayerOptions, Noise, Units};
use infoplane_core::learner::network::NetworkSpec;
use infoplane_core::learner::optimizer::Rule;
use infoplane_core::learner::optimizer::averaging::Averaging;
use infoplane_core::learner::optimizer::schedule::Schedule;
use infoplane_core::learner::spec::SpecError;
use infoplane_core::learner::trainer::NonFinite;

const DIGITS: &[u8] = include_bytes!("../../../assets/digits/digits.bin");

fn start(spec: &TrainingSpec) -> Training {
    Training::start(spec, Some(DIGITS)).expect("a valid spec")
}

fn finish(spec: &TrainingSpec) -> TrainingFrame {
    let mut run = start(spec);
    while run.step() == Progress::Running {}
    run.frame()
}

fn spec_of(source: Source, n_classes: usize, n_epochs: u32) -> TrainingSpec {
    TrainingSpec {
        data: DataSpec { source, n_classes, ..DataSpec::default() },
        n_epochs,
        ..TrainingSpec::default()
    }
}

fn noise(noise: Noise) -> LayerOptions {
    LayerOptions { units: Units::Shared, noise }
}

#[test]
fn spirals_are_learned_with_the_defaults_from_every_seed() {
    for seed in 1..=5 {
        let frame = finish(&TrainingSpec { seed, n_epochs: 400, ..TrainingSpec::default() });
        assert!(frame.test.accuracy >= 0.95, "seed {seed}: {}", frame.test.accuracy);
    }
}

/// A run on a generated source with which most of it is learned: of a board every square has to be seen often.
fn learnable(source: Source, n_classes: usize) -> TrainingSpec {
    let n_squares = match source {
        Source::Xor => n_classes * n_classes,
        Source::Checkerboard => 4 * n_classes * n_classes,
        _ => 0,
    };
    let mut spec = spec_of(source, n_classes, 500);
    spec.data.noise = 0.03;
    spec.network.hidden = vec![16, 16];
    if n_squares > 0 {
        spec.data.n_samples = (60 * n_squares).max(2_000);
        spec.network = NetworkSpec { hidden: vec![64, 64], activation: Activation::Relu, ..spec.network };
        spec.optimizer = Rule::Adam.at(0.003);
        spec.n_epochs = 120;
    }
    spec
}

#[test]
fn every_generated_source_is_learnable() {
    for source in Source::ALL.iter().copied().filter(|source| source.is_generated()) {
        for n_classes in 2..=6 {
            let frame = finish(&learnable(source, n_classes));
            let (floor, kl) = (frame.floor.expect("known"), frame.test.kl.expect("known"));
            // Of what the input says about the class, ln k − H(Y|X), what the network does not.
            let unlearned = kl / ((n_classes as f64).ln() - floor);
            assert!(unlearned < 0.25, "{source:?} {n_classes}: {unlearned}");
            assert!(frame.test.expected_cross_entropy >= frame.floor, "{source:?} {n_classes}");
        }
    }
}

#[test]
fn regions_reach_beyond_a_readers_own_points() {
    let points: Vec<([f32; 2], usize)> = (0..20).map(|i| ([40.0 + i as f32, -8.0], i / 10)).collect();
    let own = OwnData::painted(&points, 2).expect("finite points of two classes").pack();
    let mut run = Training::start(&spec_of(Source::Own, 2, 1), Some(&own)).expect("a valid spec");
    let regions = run.frame().regions.expect("points of the plane");
    assert_eq!(regions.extent, 1.25 * 59.0);
    let mut generated = start(&spec_of(Source::Circles, 2, 1));
    assert_eq!(generated.frame().regions.expect("points of the plane").extent, 1.25);
}

#[test]
fn digits_are_learned_from_every_seed() {
    let mut spec = spec_of(Source::Digits, 10, 60);
    spec.data.train_fraction = 0.8;
    spec.optimizer = Rule::Adam.at(0.003);
    spec.network = NetworkSpec { hidden: vec![256], activation: Activation::Relu, ..NetworkSpec::default() };
    for seed in 1..=5 {
        let accuracy = finish(&TrainingSpec { seed, ..spec.clone() }).test.accuracy;
        assert!(accuracy >= 0.97, "seed {seed}: {accuracy}");
    }
    let frame = finish(&spec);
    assert_eq!((frame.floor, frame.test.expected_cross_entropy, frame.regions), (None, None, None));
    let rows = frame.test_probabilities.chunks(10);
    assert_eq!(rows.len(), 359);
    assert!(rows.map(|q| q.iter().sum::<f32>()).all(|sum| (sum - 1.0).abs() < 1e-5));
}

#[test]
fn memorized_noise_sinks_under_the_floor_in_training_only() {
    let mut spec = spec_of(Source::Spirals, 3, 400);
    spec.data.label_noise = 0.2;
    spec.network =
        NetworkSpec { hidden: vec![32, 32], activation: Activation::Relu, ..NetworkSpec::default() };
    let frame = finish(&spec);
    let (floor, train_floor) = (frame.floor.expect("known"), frame.train_floor.expect("known"));
    assert!(frame.train.cross_entropy < train_floor, "{} {train_floor}", frame.train.cross_entropy);
    assert!(frame.test.cross_entropy > floor + 0.2, "{} {floor}", frame.test.cross_entropy);
    for record in &frame.records {
        assert!(record.train.expected_cross_entropy >= frame.train_floor, "epoch {}", record.epoch);
        assert!(record.test.expected_cross_entropy >= frame.floor, "epoch {}", record.epoch);
    }
}

#[test]
fn the_twelve_bit_task_is_learned_by_the_published_protocol() {
    let frame = finish(&TrainingSpec { n_epochs: 1_000, ..TrainingSpec::saxe_2018(Activation::Tanh) });
    assert!(frame.train.accuracy >= 0.97, "{}", frame.train.accuracy);
    assert_eq!(frame.samples, 1_000 * 3277);
    assert_eq!(frame.steps, 1_000 * 13);
    assert_eq!(frame.floor, Some(0.0));
}

#[test]
fn looking_and_slicing_never_change_a_number() {
    let spec = TrainingSpec { n_epochs: 60, ..TrainingSpec::default() };
    let plain = finish(&spec);
    let mut looked_at = start(&spec);
    let mut records = Vec::new();
    while looked_at.step() == Progress::Running {
        records.extend(looked_at.frame().records);
    }
    let last = looked_at.frame();
    records.extend(last.records.clone());
    let mut by_epoch = start(&spec);
    while by_epoch.finish_epoch() == Progress::Running {}
    assert_eq!(records, plain.records);
    assert_eq!(last.snapshot, plain.snapshot);
    assert_eq!(by_epoch.frame(), plain);
}

#[test]
fn finish_epoch_stops_at_the_end_of_the_epoch() {
    let mut run = start(&TrainingSpec::default());
    for epoch in 1..=3 {
        assert_eq!(run.finish_epoch(), Progress::Running);
        let frame = run.frame();
        assert_eq!(
            (frame.epoch, frame.samples, frame.steps),
            (epoch, 300 * u64::from(epoch), 10 * u64::from(epoch))
        );
    }
}

#[test]
fn a_slice_within_an_epoch_goes_to_its_end_at_most() {
    // Epochs of so little work that one slice holds several, unless it is told to stay within one.
    let spec = TrainingSpec { recording: Recording::Epochs(vec![]), ..TrainingSpec::default() };
    let mut run = start(&spec);
    run.step();
    assert!(run.epoch() > 1, "{}", run.epoch());
    let reached = run.epoch();
    while run.epoch() == reached {
        run.step_within_epoch();
    }
    let frame = run.frame();
    assert_eq!((frame.epoch, frame.samples), (reached + 1, 300 * u64::from(reached + 1)));
}

#[test]
fn records_follow_the_schedule() {
    let frame = finish(&TrainingSpec { n_epochs: 147, ..TrainingSpec::default() });
    let epochs: Vec<u32> = frame.records.iter().map(|record| record.epoch).collect();
    let expected: Vec<u32> = (0..20).chain((20..100).step_by(5)).chain([100, 120, 140, 147]).collect();
    assert_eq!(epochs, expected);
    assert_eq!(frame.records.last().map(|record| &record.snapshot), Some(&frame.snapshot));
    assert_eq!(frame.state, RunState::Finished);
}

fn recorded(spec: &TrainingSpec) -> Vec<u32> {
    (0..=spec.n_epochs).filter(|epoch| spec.is_recorded(*epoch)).collect()
}

#[test]
fn small_networks_keep_every_record_of_the_schedule() {
    let mut digits = spec_of(Source::Digits, 10, 300);
    digits.network.hidden = vec![32, 16];
    let longest = TrainingSpec { n_epochs: 100_000, ..TrainingSpec::default() };
    for spec in [TrainingSpec::default(), TrainingSpec::saxe_2018(Activation::Tanh), digits, longest] {
        let schedule = (0..20).chain((20..100).step_by(5)).chain((100..2000).step_by(20));
        let schedule = schedule.chain((2000..=100_000).step_by(100));
        let expected: Vec<u32> = schedule.take_while(|epoch| *epoch <= spec.n_epochs).collect();
        assert_eq!(recorded(&spec), expected);
    }
}

#[test]
fn the_snapshots_of_the_largest_networks_fit_the_memory() {
    for source in [Source::Spirals, Source::TwelveBit, Source::Digits] {
        for (n_layers, n_epochs) in [(8, 100_000), (8, 99_999), (8, 2_000), (3, 2_001), (2, 50_050), (8, 1)] {
            let mut spec = spec_of(source, 4, n_epochs);
            spec.network.hidden = vec![256; n_layers];
            let epochs = recorded(&spec);
            let bytes = epochs.len() * 4 * spec.n_parameters();
            assert!(bytes <= TrainingSpec::MAX_SNAPSHOT_BYTES, "{source:?} {n_layers} {n_epochs}: {bytes}");
            assert_eq!((epochs[0], epochs.last()), (0, Some(&n_epochs)));
            assert!(n_epochs == 1 || epochs.len() >= 17, "{source:?} {n_layers} {n_epochs}: {epochs:?}");
        }
    }
}

#[test]
fn a_run_that_diverges_says_when_and_shows_its_last_finite_state() {
    let mut spec = spec_of(Source::Spirals, 3, 500);
    spec.network =
        NetworkSpec { hidden: vec![16, 16, 16], activation: Activation::Identity, ..NetworkSpec::default() };
    spec.optimizer = Rule::Momentum.at(100.0);
    let frame = finish(&spec);
    let RunState::Diverged { step, quantity } = frame.state else { panic!("{:?}", frame.state) };
    assert!(step >= 1 && step > frame.steps, "{step} {}", frame.steps);
    assert_ne!(quantity, NonFinite::Weights, "loss or gradient are not finite before the weights");
    assert!(frame.snapshot.iter().all(|weight| weight.is_finite()));
    assert!(frame.train.cross_entropy.is_finite() && frame.test.predictive_entropy.is_finite());
    assert!(frame.regions.expect("a plane").probabilities.iter().all(|q| q.is_finite()));
}

#[test]
fn regions_are_distributions_from_the_top_left() {
    let mut spec = spec_of(Source::Gaussians, 4, 100);
    spec.data.noise = 0.1;
    let regions = finish(&spec).regions.expect("a plane");
    assert_eq!(regions.probabilities.len(), regions.side * regions.side * regions.n_classes);
    assert!(regions.probabilities.chunks(4).all(|q| (q.iter().sum::<f32>() - 1.0).abs() < 1e-5));
    // Cluster 0 sits at 45°: it owns the top right corner, and cluster 1 the top left.
    let corner = |cell: usize, class: usize| regions.probabilities[4 * cell + class];
    assert!(corner(regions.side - 1, 0) > 0.9 && corner(0, 1) > 0.9);
}

#[test]
fn large_batches_and_more_than_the_training_set_are_one_update_per_epoch() {
    let mut spec = spec_of(Source::Circles, 2, 3);
    spec.data.n_samples = 2_000;
    spec.batch_size = 10_000;
    assert_eq!(finish(&spec).steps, 3);
}

#[test]
fn specs_out_of_range_are_refused_by_name() {
    type Change = fn(&mut TrainingSpec);
    let changes: [(&str, Change); 19] = [
        ("classes", |s| s.data.n_classes = 1),
        ("classes", |s| s.data.n_classes = 7),
        ("n", |s| s.data.n_samples = 19),
        ("n", |s| s.data.n_samples = usize::MAX),
        ("noise", |s| s.data.noise = f64::NAN),
        ("noise", |s| s.data.noise = -0.1),
        ("label_noise", |s| s.data.label_noise = 0.95),
        ("train", |s| s.data.train_fraction = 0.0),
        ("layers", |s| s.network.hidden = vec![2; 1_001]),
        ("width", |s| s.network.hidden = vec![8, 0]),
        ("width", |s| s.network.hidden = vec![1_025]),
        ("lr", |s| s.optimizer.learning_rate = 0.0),
        ("lr", |s| s.optimizer.learning_rate = f64::INFINITY),
        ("batch", |s| s.batch_size = 0),
        ("epochs", |s| s.n_epochs = 0),
        ("parameters", |s| s.network.hidden = vec![1_024; 10]),
        ("layer_noise", |s| s.network.options = vec![noise(Noise::Gaussian { deviation: f64::NAN })]),
        ("beta", |s| s.objective.loss.beta = -1.0),
        ("ema", |s| s.objective.averaging = Some(Averaging::Exponential { momentum: 1.0 })),
    ];
    for (name, change) in changes {
        let mut spec = TrainingSpec::default();
        change(&mut spec);
        let Err(SpecError::OutOfRange { field, .. }) = Training::start(&spec, None) else { panic!("{name}") };
        assert_eq!(field, name);
    }
}

#[test]
fn digits_without_their_file_are_refused() {
    let error = Training::start(&spec_of(Source::Digits, 10, 1), None).map(|_| ()).expect_err("no file");
    assert_eq!(error.to_string(), "missing file: digits/digits.bin");
}

#[test]
fn the_deepest_and_the_widest_networks_are_trained() {
    for hidden in [vec![2; 1_000], vec![1_024, 1_024]] {
        let mut spec = spec_of(Source::Moons, 2, 1);
        spec.network.hidden = hidden;
        let records = finish(&spec).records;
        let [first, last] = [&records[0], &records[records.len() - 1]];
        assert_ne!(first.snapshot, last.snapshot);
        assert!(
            last.snapshot.iter().all(|weight| weight.is_finite()) && last.train.cross_entropy.is_finite()
        );
    }
}

/// The bits of short runs, the same natively and in every browser.
#[test]
fn digests_of_the_reference_runs_are_pinned() {
    let runs = reference_runs().expect("limits in range");
    let wrong: Vec<String> = runs
        .iter()
        .map(|run| (run, run.digest(DIGITS).expect("a valid spec")))
        .filter(|(run, found)| run.expected != *found)
        .map(|(run, found)| format!("{}: {found:#018x}", run.name))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_two_reference_runs_have_the_same_digest() {
    let mut digests: Vec<u64> =
        reference_runs().expect("limits in range").iter().map(|run| run.expected).collect();
    let n = digests.len();
    digests.sort_unstable();
    digests.dedup();
    assert_eq!(digests.len(), n);
}

#[test]
fn a_schedule_at_zero_freezes_the_weights() {
    let mut spec = spec_of(Source::Moons, 2, 3);
    spec.objective.schedule = Schedule::step(1, 0.0).expect("in range");
    let records = finish(&spec).records;
    // Only the first update has a rate; the first epoch has ten updates.
    assert_ne!(records[0].snapshot, records[1].snapshot);
    assert_eq!(records[1].snapshot, records[2].snapshot);
}
