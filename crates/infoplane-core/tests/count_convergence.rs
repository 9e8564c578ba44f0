//! Estimators of counts and of equal-mass bins: how they approach the truth, and the biases that they state.

mod generators;

use generators::stream;
use infoplane_core::dist::catalogue;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::counts::Counts;
use infoplane_core::estimators::entropy_from_counts::{self as from_counts, EntropyEstimator};
use infoplane_core::estimators::equal_mass::{self, BinCount};
use infoplane_core::estimators::estimate::Side;
use infoplane_core::math::digamma::digamma;
use infoplane_core::math::ln_gamma::ln_gamma;
use infoplane_core::math::rng::Stream;

/// n observations of k equally likely outcomes.
fn uniform_counts(n: usize, k: usize, stream: &mut Stream) -> Counts {
    Counts::tally((0..n).map(|_| stream.below(k)), k).expect("valid samples")
}

/// Error of an entropy estimator over many samples of n from k equally likely outcomes: its mean, and the standard error of that.
fn mean_error(estimator: EntropyEstimator, n: usize, k: usize) -> (f64, f64) {
    const N_RUNS: usize = 2000;
    let mut stream = stream(1);
    let mut error =
        || from_counts::entropy(&uniform_counts(n, k, &mut stream), estimator).value - (k as f64).ln();
    let errors: Vec<f64> = (0..N_RUNS).map(|_| error()).collect();
    let mean = errors.iter().sum::<f64>() / N_RUNS as f64;
    let variance = errors.iter().map(|error| (error - mean).powi(2)).sum::<f64>() / (N_RUNS - 1) as f64;
    (mean, (variance / N_RUNS as f64).sqrt())
}

/// Standard errors by which a mean may miss its expectation: one in 16,000 does.
const FOUR: f64 = 4.0;

/// Expectation of Σ f(count) over k equally likely outcomes, of each of which the count is binomial.
fn expected_sum(n: usize, k: usize, f: impl Fn(f64) -> f64) -> f64 {
    let (n, k) = (n as f64, k as f64);
    let ln_binomial = |c: f64| {
        ln_gamma(n + 1.0) - ln_gamma(c + 1.0) - ln_gamma(n - c + 1.0)
            + c * (1.0 / k).ln()
            + (n - c) * (-1.0 / k).ln_1p()
    };
    (0..=n as u32).map(f64::from).map(|c| k * ln_binomial(c).exp() * f(c)).sum()
}

/// −x ln x.
fn surprise(x: f64) -> f64 {
    if x == 0.0 { 0.0 } else { -x * x.ln() }
}

/// Expected error of an estimator that is a sum over the outcomes, from its definition; `None` for the others.
fn expected_error(estimator: EntropyEstimator, n: usize, k: usize) -> Option<f64> {
    let size = n as f64;
    let sign = |c: f64| if c % 2.0 == 0.0 { 1.0 } else { -1.0 };
    let plug_in = |n: usize| expected_sum(n, k, |c| surprise(c / n as f64));
    let by_psi = |of_count: &dyn Fn(f64) -> f64| {
        size.ln() - expected_sum(n, k, |c| if c == 0.0 { 0.0 } else { c * of_count(c) }) / size
    };
    let expected = match estimator {
        EntropyEstimator::PlugIn => plug_in(n),
        EntropyEstimator::MillerMadow => {
            plug_in(n) + (expected_sum(n, k, |c| if c > 0.0 { 1.0 } else { 0.0 }) - 1.0) / (2.0 * size)
        }
        // The mean of all samples without one observation is that of samples of n − 1.
        EntropyEstimator::Jackknife => size * plug_in(n) - (size - 1.0) * plug_in(n - 1),
        EntropyEstimator::Grassberger1988 => by_psi(&|c| digamma(c) + sign(c) / (c + 1.0)),
        EntropyEstimator::Grassberger2003 => {
            by_psi(&|c| digamma(c) + 0.5 * sign(c) * (digamma(0.5 * (c + 1.0)) - digamma(0.5 * c)))
        }
        _ => return None,
    };
    Some(expected - (k as f64).ln())
}

#[test]
fn plug_in_is_too_low_by_the_bias_it_states() {
    for (n, k) in [(100, 10), (400, 10), (400, 40)] {
        let (size, outcomes) = (n as f64, k as f64);
        let stated = (outcomes - 1.0) / (2.0 * size);
        // The next order, (Σ 1/p − 1) / 12n², of which those after it are a part.
        let next = (outcomes * outcomes - 1.0) / (12.0 * size * size);
        let (error, spread) = mean_error(EntropyEstimator::PlugIn, n, k);
        assert!((-error - stated - next).abs() < FOUR * spread + next, "n = {n}, K = {k}: {error} {stated}");
    }
}

#[test]
fn estimators_that_are_sums_over_outcomes_have_the_error_that_follows_from_their_definition() {
    for (n, k) in [(60, 20), (960, 20), (50, 100)] {
        let mut n_checked = 0;
        for &estimator in EntropyEstimator::ALL {
            let Some(expected) = expected_error(estimator, n, k) else { continue };
            let (error, spread) = mean_error(estimator, n, k);
            assert!(
                (error - expected).abs() < FOUR * spread,
                "{}, n = {n}, K = {k}: {error} {expected} {spread}",
                estimator.name()
            );
            n_checked += 1;
        }
        assert_eq!(n_checked, 5);
    }
}

#[test]
fn every_correction_is_closer_to_the_truth_than_plug_in() {
    let plug_in = expected_error(EntropyEstimator::PlugIn, 60, 20).expect("a sum over outcomes").abs();
    for &estimator in EntropyEstimator::ALL.iter().filter(|&&e| e != EntropyEstimator::PlugIn) {
        let (error, spread) = mean_error(estimator, 60, 20);
        assert!(error.abs() + FOUR * spread < plug_in, "{}: {error} {plug_in}", estimator.name());
        // Of the others the expectation is compared, above.
        if expected_error(estimator, 60, 20).is_none() {
            assert!(error.abs() < 0.4 * plug_in, "{}: {error} {plug_in}", estimator.name());
        }
    }
}

/// Expectation of f(χ²) for χ² with that many degrees of freedom.
fn mean_over_chi_squared(degrees: f64, f: impl Fn(f64) -> f64) -> f64 {
    const STEP: f64 = 0.01;
    let ln_density = |x: f64| {
        (0.5 * degrees - 1.0) * x.ln() - 0.5 * x - 0.5 * degrees * 2.0_f64.ln() - ln_gamma(0.5 * degrees)
    };
    (1..20_000).map(|i| f64::from(i) * STEP).map(|x| STEP * ln_density(x).exp() * f(x)).sum()
}

#[test]
fn estimators_that_are_no_sums_have_the_error_that_follows_where_all_outcomes_are_seen_often() {
    let (n, k) = (960, 20);
    let (size, degrees) = (n as f64, k as f64 - 1.0);
    // 2n (ln K − H) of the plug-in entropy is about χ² with K − 1 degrees of freedom; what the expansion leaves out is K/n of it.
    let left_out = degrees * k as f64 / size / (2.0 * size);
    let plug_in = expected_error(EntropyEstimator::PlugIn, n, k).expect("a sum over outcomes");
    let close = |estimator: EntropyEstimator, expected: f64, left_out: f64| {
        let (error, spread) = mean_error(estimator, n, k);
        assert!(
            (error - expected).abs() < FOUR * spread + left_out,
            "{}: {error} {expected} {spread}",
            estimator.name()
        );
    };
    // Without a count of one Chao and Shen's coverage is 1, and their sum that of Horvitz and Thompson.
    let of_count = |c: f64| surprise(c / size) / (1.0 - (1.0 - c / size).powf(size));
    let chao_shen = expected_sum(n, k, |c| if c == 0.0 { 0.0 } else { of_count(c) }) - (k as f64).ln();
    close(EntropyEstimator::ChaoShen, chao_shen, 0.0);
    // Shrunk by λ = (K − 1)/χ², at most 1, towards the truth, the deviation is 1 − λ of what it was.
    let kept = mean_over_chi_squared(degrees, |x| (x - degrees).max(0.0).powi(2) / x);
    close(EntropyEstimator::JamesStein, -kept / (2.0 * size), left_out);
    // A mean over entropies of at most ln K, drawn from it by what plug-in lacks.
    let (nsb, spread) = mean_error(EntropyEstimator::Nsb, n, k);
    assert!(nsb < 0.0 && nsb > 0.5 * plug_in + FOUR * spread, "{nsb} {plug_in}");
}

#[test]
fn every_estimator_of_counts_approaches_the_truth_as_samples_grow() {
    let k = 20;
    for &estimator in EntropyEstimator::ALL {
        let [few, more, many] = [60, 240, 960].map(|n| {
            let (error, spread) = mean_error(estimator, n, k);
            // None is farther off than plug-in is: all errors fall at least as 1/n.
            let plug_in = expected_error(EntropyEstimator::PlugIn, n, k).expect("a sum over outcomes");
            assert!(error.abs() < plug_in.abs() + FOUR * spread, "{}, n = {n}: {error}", estimator.name());
            (error, spread)
        });
        assert!(many.0.abs() < few.0.abs() + FOUR * many.1, "{}: {few:?} {many:?}", estimator.name());
        let stated = from_counts::entropy(&uniform_counts(240, k, &mut stream(3)), estimator).bias;
        match stated.side {
            Side::Low => {
                assert!(few.0 < 0.0 && more.0 < FOUR * more.1, "{}: {few:?} {more:?}", estimator.name());
            }
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
            let errors: Vec<f64> =
                (0..400).map(|_| from_counts::entropy(&run(), estimator).value - truth).collect();
            let mean = errors.iter().sum::<f64>() / 400.0;
            let variance = errors.iter().map(|error| (error - mean).powi(2)).sum::<f64>() / 399.0;
            (mean, (variance / 400.0).sqrt())
        };
        let ((few, _), (many, spread)) = (error(40), error(4000));
        // Errors fall at least as 1/n as soon as the rare outcomes, (K − 1)/2n of all, are seen.
        let plug_in = (p.len() as f64 - 1.0) / 8000.0;
        assert!(many.abs() < plug_in + FOUR * spread, "{}: {few} {many} {spread}", estimator.name());
        assert!(many.abs() < few.abs() + FOUR * spread, "{}: {few} {many} {spread}", estimator.name());
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
    let error = |estimator| -expected_error(estimator, 50, 100).expect("a sum over outcomes");
    let errors = [
        EntropyEstimator::Grassberger2003,
        EntropyEstimator::Grassberger1988,
        EntropyEstimator::MillerMadow,
        EntropyEstimator::PlugIn,
    ]
    .map(error);
    assert!(errors.is_sorted() && errors[0] > 0.0, "{errors:?}");
}
