//! Estimators of counts and of equal-mass bins: how they approach the truth, and the biases that they state.

mod generators;

use generators::stream;
use infoplane_core::dist::catalogue;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::counts::Counts;
use infoplane_core::estimators::entropy_from_counts::{self as from_counts, EntropyEstimator};
use infoplane_core::estimators::equal_mass::{self, BinCount};
use infoplane_core::estimators::estimate::Side;
use infoplane_core::math::rng::Stream;

/// n observations of k equally likely outcomes.
fn uniform_counts(n: usize, k: usize, stream: &mut Stream) -> Counts {
    Counts::tally((0..n).map(|_| stream.below(k)), k).expect("valid samples")
}

/// Mean error of an entropy estimator over many samples of n from k equally likely outcomes.
fn mean_error(estimator: EntropyEstimator, n: usize, k: usize) -> f64 {
    const N_RUNS: usize = 2000;
    let mut stream = stream(1);
    let mut total = 0.0;
    for _ in 0..N_RUNS {
        total += from_counts::entropy(&uniform_counts(n, k, &mut stream), estimator).value;
    }
    total / N_RUNS as f64 - (k as f64).ln()
}

#[test]
fn plug_in_is_too_low_by_the_bias_it_states() {
    for (n, k) in [(100, 10), (400, 10), (400, 40)] {
        let stated = (k as f64 - 1.0) / (2.0 * n as f64);
        let found = -mean_error(EntropyEstimator::PlugIn, n, k);
        assert!((found / stated - 1.0).abs() < 0.12, "n = {n}, K = {k}: {found} {stated}");
    }
}

#[test]
fn every_correction_is_closer_to_the_truth_than_plug_in() {
    let plug_in = mean_error(EntropyEstimator::PlugIn, 60, 20).abs();
    for &estimator in EntropyEstimator::ALL {
        let error = mean_error(estimator, 60, 20).abs();
        let share = match estimator {
            EntropyEstimator::PlugIn => 1.0,
            // The truth is NSB's ceiling, which a mean over entropies below it does not reach.
            EntropyEstimator::Nsb => 0.4,
            _ => 0.35,
        };
        assert!(error <= share * plug_in, "{}: {error} {plug_in}", estimator.name());
    }
}

#[test]
fn every_estimator_of_counts_approaches_the_truth_as_samples_grow() {
    let k = 20;
    for &estimator in EntropyEstimator::ALL {
        let [few, more, many] = [60, 240, 960].map(|n| mean_error(estimator, n, k));
        // None is farther off than plug-in is to first order, (K − 1) / 2n: all errors fall at least as 1/n.
        for (n, error) in [(60.0, few), (240.0, more), (960.0, many)] {
            assert!(error.abs() < 1.15 * 19.0 / (2.0 * n), "{}, n = {n}: {error}", estimator.name());
        }
        // What is left when all are seen often, in units of 1 / 2n; the spread of this mean is 0.15.
        let left = match estimator {
            // Nothing unseen is left to be added.
            EntropyEstimator::PlugIn | EntropyEstimator::ChaoShen => -19.5..-18.0,
            // They have ln n for ψ(n).
            EntropyEstimator::Grassberger1988 | EntropyEstimator::Grassberger2003 => 0.4..1.6,
            EntropyEstimator::MillerMadow | EntropyEstimator::Jackknife => -0.6..0.6,
            EntropyEstimator::JamesStein => -1.5..0.6,
            // The truth is its ceiling.
            EntropyEstimator::Nsb => -9.0..-6.0,
        };
        let found = 2.0 * 960.0 * many;
        assert!(left.contains(&found), "{}: {found}", estimator.name());
        let stated = from_counts::entropy(&uniform_counts(240, k, &mut stream(3)), estimator).bias;
        match stated.side {
            Side::Low => assert!(few < 0.0 && more < 3e-4, "{}: {few} {more}", estimator.name()),
            Side::Either => assert_eq!(stated.size, None, "{}", estimator.name()),
            other => panic!("{}: {other:?}", estimator.name()),
        }
    }
}

#[test]
fn every_estimator_of_counts_approaches_the_truth_of_unequal_outcomes() {
    // Geometric weights: the rare outcomes are seen late, which is what a uniform distribution does not test.
    let p = catalogue::geometric(12, 0.4).expect("a distribution");
    let truth = infoplane_core::measures::entropy::entropy(&p);
    for &estimator in EntropyEstimator::ALL {
        let error = |n: usize| {
            let mut stream = stream(4);
            let mut draw = || {
                let u = stream.uniform();
                let mut sums = p.as_slice().iter().scan(0.0, |sum, p| {
                    *sum += p;
                    Some(*sum)
                });
                sums.position(|sum| u < sum).unwrap_or(p.len() - 1)
            };
            let mut run = || Counts::tally((0..n).map(|_| draw()), p.len()).expect("valid samples");
            (0..400).map(|_| from_counts::entropy(&run(), estimator).value - truth).sum::<f64>() / 400.0
        };
        let (few, many) = (error(40), error(4000));
        assert!(many.abs() < 0.1 * few.abs() + 1.5e-3, "{}: {few} {many}", estimator.name());
    }
}

/// Mean errors of I(X;T) and I(T;Y) in equal-mass bins of t = label + noise that bins cannot miss, and the biases stated.
fn equal_mass_errors(n: usize, estimator: EntropyEstimator) -> ([f64; 2], [f64; 2]) {
    const N_RUNS: u64 = 300;
    let (mut errors, mut stated) = ([0.0; 2], [0.0; 2]);
    for seed in 0..N_RUNS {
        let mut stream = stream(seed);
        // As many below as above the place where the label changes, so that an edge of the bins is there.
        let values: Vec<f32> = (0..n).map(|i| (0.5 * ((i % 2) as f64 + stream.uniform())) as f32).collect();
        // A label that is right in 3 of 4 cases of t above or below the median.
        let label = |t: &f32| u8::from((*t >= 0.5) == (stream.uniform() < 0.75));
        let labels: Vec<u8> = values.iter().map(label).collect();
        let layer = Activations::new(&values, 1, &labels, 2).expect("a layer");
        let both =
            equal_mass::information(&layer, BinCount::new(8).expect("bins"), estimator).expect("a layer");
        let h = -0.75 * 0.75_f64.ln() - 0.25 * 0.25_f64.ln();
        for (at, (found, truth)) in
            [(both.i_xt, 8_f64.ln()), (both.i_ty, 2_f64.ln() - h)].into_iter().enumerate()
        {
            errors[at] += (found.value - truth) / N_RUNS as f64;
            stated[at] += found.bias.size.unwrap_or(0.0) / N_RUNS as f64;
        }
    }
    (errors, stated)
}

#[test]
fn equal_mass_bins_approach_the_information_of_a_noisy_label() {
    let (few, stated) = equal_mass_errors(256, EntropyEstimator::PlugIn);
    let (many, _) = equal_mass_errors(2560, EntropyEstimator::PlugIn);
    // Bins of equal mass have the largest entropy from the start; I(T;Y) is too high by (16 − 8 − 2 + 1)/2n.
    assert!(few[0].abs() < 1e-12 && many[0].abs() < 1e-12, "{few:?} {many:?}");
    assert!((stated[1] / (7.0 / 512.0) - 1.0).abs() < 0.02, "{stated:?}");
    assert!((few[1] / stated[1] - 1.0).abs() < 0.15, "{few:?} {stated:?}");
    assert!(many[1].abs() < 0.2 * few[1], "{few:?} {many:?}");
    for estimator in [EntropyEstimator::MillerMadow, EntropyEstimator::Jackknife] {
        let (corrected, _) = equal_mass_errors(256, estimator);
        assert!(corrected[1].abs() < 0.2 * few[1], "{}: {corrected:?} {few:?}", estimator.name());
    }
    // Bins of 32: what alternates with the parity of a count does not average out.
    let (alternating, _) = equal_mass_errors(256, EntropyEstimator::Grassberger2003);
    assert!(alternating[1] < -0.7 * few[1], "{alternating:?} {few:?}");
}

#[test]
fn grassberger_2003_is_the_best_of_its_form_when_most_outcomes_are_unseen() {
    let error = |estimator| -mean_error(estimator, 50, 100);
    let errors = [
        EntropyEstimator::Grassberger2003,
        EntropyEstimator::Grassberger1988,
        EntropyEstimator::MillerMadow,
        EntropyEstimator::PlugIn,
    ]
    .map(error);
    assert!(errors.is_sorted() && errors[0] > 0.0, "{errors:?}");
}
