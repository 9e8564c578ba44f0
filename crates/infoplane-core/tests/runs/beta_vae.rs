//! The β-VAE on the digits.

use super::DIGITS;
use infoplane_core::experiments::beta_vae::{
    BetaVae, BetaVaeFrame, BetaVaeSpec, Likelihood, N_SHOWN, VaeEvaluation,
};
use infoplane_core::experiments::recording::Recording;
use infoplane_core::experiments::training::RunState;
use infoplane_core::experiments::{Experiment, Progress, sweep};
use infoplane_core::learner::dataset::{DataSpec, Scaling, Source, samples};
use infoplane_core::learner::spec::SpecError;

fn finish(spec: &BetaVaeSpec) -> BetaVaeFrame {
    let mut run = BetaVae::start(spec, Some(DIGITS)).expect("a valid spec");
    while run.step() == Progress::Running {}
    run.frame()
}

/// The distortion of the best decoder that knows nothing of x: each pixel's mean over the training digits.
fn distortion_without_a_code(spec: &BetaVaeSpec) -> f64 {
    let data = samples(&spec.data, spec.seed, Some(DIGITS)).expect("the digits");
    let pixel = |sample: usize, pixel: usize| f64::from(data.input(sample)[pixel]);
    let cost = |at: usize| {
        let mean =
            |samples: &[usize]| samples.iter().map(|s| pixel(*s, at)).sum::<f64>() / samples.len() as f64;
        let (p, t) = (mean(&data.train).clamp(1e-3, 1.0 - 1e-3), mean(&data.test));
        -t * p.ln() - (1.0 - t) * (1.0 - p).ln()
    };
    (0..data.n_features()).map(cost).sum()
}

/// The more weight, the less rate and the more distortion; up to β = 2 the code is worth something, at β = 4 it has
/// collapsed to the prior, and the decoder knows as much as without one.
#[test]
fn more_weight_on_the_rate_is_less_rate_and_more_distortion() {
    let with =
        |beta| BetaVaeSpec { beta, n_epochs: 60, recording: Recording::Every(60), ..BetaVaeSpec::default() };
    let specs = [0.1, 0.5, 1.0, 2.0, 4.0].map(with);
    let n_workers = std::thread::available_parallelism().expect("a number of cores");
    let frames: Vec<BetaVaeFrame> = sweep::run::<BetaVae>(&specs, Some(DIGITS), n_workers)
        .into_iter()
        .map(|f| f.expect("valid"))
        .collect();
    for (spec, frame) in specs.iter().zip(&frames) {
        let VaeEvaluation { rate, distortion, mean_distortion } = frame.test;
        println!(
            "β {}: rate {rate:.3}, distortion {distortion:.3}, of the mean {mean_distortion:.3} nats",
            spec.beta
        );
    }
    assert!(frames.windows(2).all(|f| f[1].test.rate < f[0].test.rate));
    assert!(frames.windows(2).all(|f| f[1].test.distortion > f[0].test.distortion));
    let without = distortion_without_a_code(&specs[0]);
    assert!(frames[..4].iter().all(|frame| frame.test.distortion < without - 1.0), "{without}");
    assert!(frames[4].test.rate < 0.1 && (frames[4].test.distortion - without).abs() < 0.3, "{without}");
}

#[test]
fn reconstructions_come_nearer_to_the_digits() {
    let spec = BetaVaeSpec { beta: 0.1, n_epochs: 60, ..BetaVaeSpec::default() };
    let data = samples(&spec.data, spec.seed, Some(DIGITS)).expect("the digits");
    let error = |frame: &BetaVaeFrame| {
        assert_eq!(frame.reconstructions.len(), N_SHOWN * 64);
        let inputs = data.test[..N_SHOWN].iter().flat_map(|sample| data.input(*sample));
        inputs.zip(&frame.reconstructions).map(|(x, y)| f64::from((x - y) * (x - y))).sum::<f64>()
    };
    let first = BetaVae::start(&spec, Some(DIGITS)).expect("valid").frame();
    let last = finish(&spec);
    assert!(last.reconstructions.iter().all(|pixel| (0.0..=1.0).contains(pixel)));
    assert!(error(&last) < 0.25 * error(&first), "{} {}", error(&last), error(&first));
    assert_eq!(last.state, RunState::Finished);
}

/// Two coordinates through two, with a likelihood whose distortion is ½ ln 2π per coordinate at best.
#[test]
fn a_gaussian_likelihood_suits_points_of_the_plane() {
    let spec = BetaVaeSpec {
        data: DataSpec { source: Source::Circles, n_classes: 2, ..DataSpec::default() },
        latent: 2,
        likelihood: Likelihood::Gaussian,
        beta: 1e-3,
        ..BetaVaeSpec::default()
    };
    let frame = finish(&spec);
    let best = std::f64::consts::TAU.ln();
    assert!(frame.test.mean_distortion > best && frame.test.mean_distortion < best + 0.02, "{frame:?}");
}

#[test]
fn a_beta_vae_rewinds_too() {
    let spec = BetaVaeSpec { n_epochs: 6, recording: Recording::Every(2), ..BetaVaeSpec::default() };
    let mut run = BetaVae::start(&spec, Some(DIGITS)).expect("valid");
    while run.step() == Progress::Running {}
    let plain = run.frame();
    assert_eq!(run.rewind(2), Ok(0));
    while run.step() == Progress::Running {}
    let again = run.frame();
    assert_eq!((again.snapshot, &again.records[..]), (plain.snapshot, &plain.records[2..]));
}

/// Below 0 or above 1, the better the decoder the lower D, without end.
#[test]
fn a_bernoulli_likelihood_refuses_features_that_are_no_shares() {
    let data = DataSpec { source: Source::Circles, ..DataSpec::default() };
    let points = BetaVaeSpec { data, ..BetaVaeSpec::default() };
    let mut scaled = BetaVaeSpec::default();
    scaled.data.scaling = Scaling::Standard;
    for spec in [points, scaled] {
        let refused = BetaVae::start(&spec, Some(DIGITS)).map(|_| ()).expect_err("features below 0");
        let SpecError::OutOfRange { field, value, min, max } = refused else { panic!("{refused}") };
        assert_eq!((field.as_str(), min, max), ("feature", 0.0, 1.0));
        assert!(!(0.0..=1.0).contains(&value), "{value}");
        assert!(
            BetaVae::start(&BetaVaeSpec { likelihood: Likelihood::Gaussian, ..spec }, Some(DIGITS)).is_ok()
        );
    }
}

#[test]
fn specs_that_cannot_be_are_refused_by_name() {
    type Change = fn(&mut BetaVaeSpec);
    let changes: [(&str, Change); 5] = [
        ("latent", |spec| spec.latent = 0),
        ("latent", |spec| spec.latent = 2_000),
        ("beta", |spec| spec.beta = -1.0),
        ("width", |spec| spec.hidden = vec![0]),
        ("epochs", |spec| spec.n_epochs = 0),
    ];
    for (name, change) in changes {
        let mut spec = BetaVaeSpec::default();
        change(&mut spec);
        let Err(SpecError::OutOfRange { field, .. }) = BetaVae::start(&spec, Some(DIGITS)) else {
            panic!("{name}")
        };
        assert_eq!(field, name);
    }
}
