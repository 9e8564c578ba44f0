//! The variational bottleneck on the digits: rate, distortion and error over a sweep of β.

use super::{DIGITS, finish, start};
use infoplane_core::experiments::recording::Recording;
use infoplane_core::experiments::sweep::{self, Spread};
use infoplane_core::experiments::training::{BottleneckEvaluation, Evaluation, Training, TrainingSpec};

const BETAS: [f64; 5] = [0.1, 0.3, 0.5, 0.7, 1.0];
const N_SEEDS: u64 = 5;

fn drawn(evaluation: &Evaluation) -> BottleneckEvaluation {
    evaluation.bottleneck.expect("a network with a bottleneck")
}

/// Test evaluations, seed by seed, for each β.
fn sweep_of_betas() -> Vec<Vec<Evaluation>> {
    let spec = TrainingSpec { recording: Recording::Every(60), ..TrainingSpec::alemi_2017(0.0) };
    let specs: Vec<TrainingSpec> =
        sweep::betas(&spec, BETAS).iter().flat_map(|spec| sweep::seeds(spec, 1..=N_SEEDS)).collect();
    let n_workers = std::thread::available_parallelism().expect("a number of cores");
    let frames = sweep::run::<Training>(&specs, Some(DIGITS), n_workers);
    let tests: Vec<Evaluation> = frames.into_iter().map(|frame| frame.expect("valid").test).collect();
    tests.chunks(N_SEEDS as usize).map(<[Evaluation]>::to_vec).collect()
}

/// Mean and deviation over seeds, for each β.
fn spreads(tests: &[Vec<Evaluation>], of: impl Fn(&Evaluation) -> f64) -> Vec<Spread> {
    tests.iter().map(|tests| Spread::of(&tests.iter().map(&of).collect::<Vec<_>>())).collect()
}

/// Whether each mean is above the one before by more than some standard errors of their difference.
fn rises(spreads: &[Spread], n_errors: f64) -> bool {
    let error = |a: &Spread, b: &Spread| ((a.deviation.powi(2) + b.deviation.powi(2)) / a.n as f64).sqrt();
    spreads.windows(2).all(|s| s[1].mean - s[0].mean > n_errors * error(&s[0], &s[1]))
}

/// Figure 1 of Alemi et al. (2017), from the β at which compression begins to cost. Spread is over five seeds, which
/// also draw the split. Each rate is two standard errors from the next, and so is the error of the several-sample
/// prediction; of the mean prediction, which is less hurt, the means rise.
#[test]
fn the_rate_falls_and_the_error_rises_with_beta() {
    let tests = sweep_of_betas();
    let rates = spreads(&tests, |test| drawn(test).rate);
    let distortions = spreads(&tests, |test| drawn(test).distortion);
    let errors = spreads(&tests, |test| 1.0 - drawn(test).accuracy);
    let errors_of_means = spreads(&tests, |test| 1.0 - test.accuracy);
    println!("   β  rate (nats)      distortion (nats) error, 12 draws   error, mean");
    for (index, beta) in BETAS.iter().enumerate() {
        let columns = [&rates, &distortions, &errors, &errors_of_means].map(|column| {
            let Spread { mean, deviation, .. } = column[index];
            format!("{mean:7.4} ({deviation:.4})")
        });
        println!("{beta:4}  {}", columns.join("  "));
    }
    let falling: Vec<Spread> = rates.iter().rev().copied().collect();
    assert!(rises(&falling, 2.0), "{rates:?}");
    assert!(rises(&distortions, 2.0), "{distortions:?}");
    assert!(rises(&errors, 2.0), "{errors:?}");
    assert!(rises(&errors_of_means, 0.0), "{errors_of_means:?}");
}

/// I(X;Z) ≤ R, I(Z;Y) ≥ H(Y) − D and I(Z;Y) ≤ I(X;Z), so H(Y) − D ≤ R; and averaging over draws cannot cost: −ln is convex.
#[test]
fn rate_distortion_and_the_average_obey_their_inequalities() {
    let spec = TrainingSpec { n_epochs: 20, ..TrainingSpec::alemi_2017(0.3) };
    let frame = finish(&mut start(&spec));
    let h_y = 10.0_f64.ln(); // The digits are balanced within 0.001 nats.
    for record in &frame.records {
        for evaluation in [record.train, record.test] {
            let BottleneckEvaluation { rate, distortion, cross_entropy, .. } = drawn(&evaluation);
            assert!(cross_entropy < distortion, "epoch {}", record.epoch);
            assert!(h_y - distortion < rate + 0.01, "epoch {}", record.epoch);
            let loss = evaluation.cross_entropy + 0.3 * rate;
            assert!((evaluation.loss - loss).abs() < 1e-4 * loss, "{} {loss}", evaluation.loss);
        }
    }
}

/// Draws for the evaluation come from streams of their own: looking more often changes nothing.
#[test]
fn evaluating_draws_disturbs_no_training() {
    let spec = TrainingSpec { n_epochs: 3, ..TrainingSpec::alemi_2017(0.1) };
    let often = finish(&mut start(&spec));
    let once = finish(&mut start(&TrainingSpec { recording: Recording::Epochs(Vec::new()), ..spec }));
    assert_eq!((often.records.len(), once.records.len()), (4, 2));
    assert_eq!((often.snapshot, often.test), (once.snapshot, once.test));
}
