//! Estimators approach the truth as samples grow, with the bias they state.

mod generators;

use generators::{correlated, ksg_of, stream, two_gaussians};
use infoplane_core::estimators::EstimateError;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::counts::{Counts, JointCounts, LARGEST_TOTAL};
use infoplane_core::estimators::entropy_from_counts::{self as from_counts, EntropyEstimator};
use infoplane_core::estimators::estimate::{Estimate, Level, Side, Spread};
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::estimators::kozachenko_leonenko::differential_entropy;
use infoplane_core::estimators::ksg::{self, Ksg};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::resampling::{bootstrap, jackknife};
use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};
use infoplane_core::estimators::{mixture_entropy, ross};

fn gaussian_information(rho: f64) -> f64 {
    -0.5 * (1.0 - rho * rho).ln()
}

fn value(estimate: Result<Estimate, EstimateError>) -> f64 {
    estimate.expect("valid samples").value
}

#[test]
fn the_jackknife_agrees_with_fifty_digits() {
    // mpmath 1.3, 50 digits, n H − (n − 1) ⟨H₋ᵢ⟩ as it reads, on golden cases 8 and 10.
    let golden = include_str!("golden/f_entropy_from_counts.json");
    let golden: serde_json::Value = serde_json::from_str(golden).unwrap();
    for (case, exact) in [(8, 4.218_614_547_161_306), (10, 4.122_871_867_400_471)] {
        let counts = golden["cases"][case]["counts"].as_array().unwrap();
        let counts = Counts::new(counts.iter().map(|c| c.as_u64().unwrap()).collect()).unwrap();
        let found = from_counts::entropy(&counts, EntropyEstimator::Jackknife).value;
        assert!((found - exact).abs() < 1e-14, "{found} {exact}");
    }
}

#[test]
fn independent_variables_seem_to_inform_by_the_bias_that_is_stated() {
    const N_RUNS: usize = 2000;
    let mut stream = stream(2);
    let (mut found, mut stated, mut corrected) = (0.0, 0.0, 0.0);
    for _ in 0..N_RUNS {
        let pairs = Counts::tally((0..200).map(|_| 4 * stream.below(4) + stream.below(4)), 16).unwrap();
        let table = JointCounts::new(pairs.as_slice().to_vec(), 4).unwrap();
        let plug_in = from_counts::mutual_information(&table, EntropyEstimator::PlugIn);
        assert_eq!(plug_in.bias.side, Side::High);
        found += plug_in.value / N_RUNS as f64;
        stated += plug_in.bias.size.unwrap() / N_RUNS as f64;
        corrected +=
            from_counts::mutual_information(&table, EntropyEstimator::MillerMadow).value / N_RUNS as f64;
    }
    assert!((stated - 9.0 / 400.0).abs() < 1e-12, "{stated}");
    assert!((found / stated - 1.0).abs() < 0.1, "{found} {stated}");
    assert!(corrected.abs() < 0.1 * found, "{corrected}");
}

#[test]
fn ksg_approaches_the_information_of_correlated_gaussians() {
    for rho in [0.0, 0.6, 0.9] {
        let truth = gaussian_information(rho);
        for &variant in Ksg::ALL {
            let error = |n: usize, runs: u64| {
                let of_run = |run| {
                    let (x, y) = correlated(n, rho, run);
                    (ksg_of(&x, &y, 4, variant) - truth).powi(2)
                };
                ((0..runs).map(of_run).sum::<f64>() / runs as f64).sqrt()
            };
            let (few, many) = (error(100, 20), error(1600, 5));
            assert!(many < 0.04 && many < 0.6 * few, "{} {rho}: {few} {many}", variant.name());
        }
    }
}

#[test]
fn ksg_is_biased_to_either_side_as_it_says() {
    let truth = gaussian_information(0.9);
    for &variant in Ksg::ALL {
        for (n, n_runs, least, most) in [(50, 400, -0.08, -0.02), (800, 100, 0.0, 0.03)] {
            let of_run = |run| {
                let (x, y) = correlated(n, 0.9, run);
                ksg_of(&x, &y, 4, variant) - truth
            };
            let mean = (0..n_runs).map(of_run).sum::<f64>() / n_runs as f64;
            assert!(least < mean && mean < most, "{} {n}: {mean}", variant.name());
        }
    }
}

#[test]
fn ksg_of_strong_dependence_is_too_low() {
    let (x, y) = correlated(300, 0.999_999, 3);
    assert!(ksg_of(&x, &y, 10, Ksg::Cube) < gaussian_information(0.999_999) - 0.5);
}

/// Whole numbers: of two neighbors at the same distance none is strictly within it.
#[test]
fn on_a_lattice_nearest_neighbors_say_that_there_are_ties_and_keep_no_ceiling_that_they_pass() {
    let line: Vec<f64> = (0..200).map(f64::from).collect();
    let x = Points::new(&line, 1).unwrap();
    for &variant in Ksg::ALL {
        let found = ksg::mutual_information(&x, &x, 2, variant).unwrap();
        assert!(found.n_tied > 0 && found.bias.side == Side::Either, "{found:?}");
        assert!(found.ceiling.is_none_or(|ceiling| found.value <= ceiling), "{found:?}");
    }
    let labels: Vec<usize> = (0..200).map(|i| i / 100).collect();
    let found = ross::mutual_information(&x, &labels, 2).unwrap();
    assert!(found.n_tied > 0 && found.ceiling.is_none_or(|ceiling| found.value <= ceiling), "{found:?}");
}

#[test]
fn kozachenko_leonenko_approaches_the_entropy_of_a_gaussian() {
    let h = 0.5 * (core::f64::consts::TAU * core::f64::consts::E).ln();
    for d in [1, 2, 3] {
        // The mean over runs, so that the bias is seen and not the spread of one sample.
        let error = |n: usize, n_runs: u64| {
            let run = |seed| {
                let mut stream = stream(seed);
                let x: Vec<f64> = (0..n * d).map(|_| stream.normal()).collect();
                value(differential_entropy(&Points::new(&x, d).unwrap(), 4)) - d as f64 * h
            };
            (0..n_runs).map(run).sum::<f64>() / n_runs as f64
        };
        let (few, many) = (error(100, 200), error(2000, 15));
        // Too low for a Gaussian, and by more in more dimensions.
        assert!(few < 0.0 && many.abs() < 0.02 * d as f64, "{d}: {few} {many}");
        // In one dimension the bias is below the spread of these means already.
        assert!(d == 1 || many.abs() < 0.7 * few.abs(), "{d}: {few} {many}");
    }
}

#[test]
fn the_standard_error_of_kozachenko_leonenko_is_that_of_repeated_samples() {
    let (mut values, mut stated) = (Vec::new(), 0.0);
    for seed in 0..200 {
        let mut stream = stream(seed);
        let x: Vec<f64> = (0..200).map(|_| stream.normal()).collect();
        let h = differential_entropy(&Points::new(&x, 1).unwrap(), 3).unwrap();
        let Spread::StandardError(error) = h.spread else { panic!("{h:?}") };
        stated += error / 200.0;
        values.push(h.value);
    }
    let mean = values.iter().sum::<f64>() / 200.0;
    let found = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 199.0).sqrt();
    assert!((0.7..1.6).contains(&(stated / found)), "{stated} {found}");
}

#[test]
fn scaling_adds_its_logarithm_to_differential_entropy() {
    let mut stream = stream(5);
    let x: Vec<f64> = (0..400).map(|_| stream.normal()).collect();
    let scaled: Vec<f64> = x.iter().map(|x| 8.0 * x).collect();
    let h = |x: &[f64]| value(differential_entropy(&Points::new(x, 2).unwrap(), 3));
    assert!((h(&scaled) - h(&x) - 2.0 * 8.0_f64.ln()).abs() < 1e-12);
}

/// The mean of a bound over runs on n pairs of Gaussians of correlation rho, with the best critic, ln p(y|x)/p(y) plus a shift.
fn bound_with_best_critic(bound: Bound, n: usize, rho: f64, shift: f64) -> f64 {
    const N_RUNS: u64 = 60;
    let run = |seed| {
        let (x, y) = correlated(n, rho, seed);
        let variance = 1.0 - rho * rho;
        let score = |x: f64, y: f64| {
            -0.5 * variance.ln() - (y - rho * x).powi(2) / (2.0 * variance) + 0.5 * y * y + shift
        };
        let scores: Vec<f64> = x.iter().flat_map(|&x| y.iter().map(move |&y| score(x, y))).collect();
        lower_bound(&Scores::new(&scores).expect("finite scores"), bound).value
    };
    (0..N_RUNS).map(run).sum::<f64>() / N_RUNS as f64
}

#[test]
fn bounds_reach_the_truth_with_the_best_critic_and_not_with_a_worse_one() {
    let truth = gaussian_information(0.8);
    let nwj = bound_with_best_critic(Bound::Nwj, 128, 0.8, 1.0);
    assert!((nwj - truth).abs() < 0.03, "{nwj} {truth}");
    assert!(bound_with_best_critic(Bound::Nwj, 128, 0.8, 2.0) < truth - 0.5);
    for bound in [Bound::InfoNce, Bound::DonskerVaradhan] {
        // A constant is of no consequence to these.
        let found = bound_with_best_critic(bound, 128, 0.8, 7.0);
        assert!((found - truth).abs() < 0.03, "{}: {found} {truth}", bound.name());
    }
}

#[test]
fn info_nce_of_few_pairs_stays_below_their_logarithm_and_the_truth() {
    let truth = gaussian_information(0.9999);
    let few = bound_with_best_critic(Bound::InfoNce, 8, 0.9999, 0.0);
    assert!(few < 8.0_f64.ln() && 8.0_f64.ln() < truth, "{few} {truth}");
}

#[test]
fn drawing_from_a_noisy_layer_finds_the_information_of_a_noisy_bit() {
    // t = ±1 with noise of variance 1: the two Gaussians of `two_gaussians(1)`.
    let layer = Activations::new(&[-1.0, 1.0], 1, &[0, 1], 2).unwrap();
    let noise = NoiseVariance::new(1.0).unwrap();
    let found = mixture_entropy::information(&layer, noise, 20_000, &mut stream(7)).unwrap();
    let Spread::StandardError(error) = found.spread else { panic!("{found:?}") };
    assert!(error < 0.003 && (found.value - two_gaussians(1.0)).abs() < 4.0 * error, "{found:?}");
}

#[test]
fn the_standard_error_of_drawing_is_the_spread_of_its_repetitions() {
    // Inputs far apart and close together, whose draws differ in their means: that is no error of the drawing.
    let layer = Activations::new(&[-30.0, 0.0, 0.1, 0.2, 9.0], 1, &[0; 5], 1).unwrap();
    let noise = NoiseVariance::new(1.0).unwrap();
    let mut stream = stream(10);
    const N_RUNS: usize = 1000;
    let (mut sum, mut squares, mut stated) = (0.0, 0.0, 0.0);
    for _ in 0..N_RUNS {
        let found = mixture_entropy::information(&layer, noise, 10, &mut stream).unwrap();
        let Spread::StandardError(error) = found.spread else { panic!("{found:?}") };
        sum += found.value;
        squares += found.value * found.value;
        stated += error * error / N_RUNS as f64;
    }
    let mean = sum / N_RUNS as f64;
    let variance = squares / N_RUNS as f64 - mean * mean;
    // A variance from r repetitions has a relative standard error of about √(2/r): 0.045, of which this is four.
    assert!((stated / variance - 1.0).abs() < 0.18, "{stated} {variance}");
}

#[test]
fn the_kde_bounds_enclose_what_drawing_finds() {
    let mut stream = stream(8);
    let values: Vec<f32> = (0..120).map(|_| stream.normal() as f32).collect();
    let labels = vec![0; 40];
    let layer = Activations::new(&values, 3, &labels, 1).unwrap();
    for variance in [0.01, 0.1, 1.0] {
        let noise = NoiseVariance::new(variance).unwrap();
        let bounds = kde::bounds_plain(&layer, noise);
        let drawn = mixture_entropy::information(&layer, noise, 200, &mut stream).unwrap();
        let Spread::StandardError(error) = drawn.spread else { panic!("{drawn:?}") };
        assert!(bounds.i_xt_lower <= drawn.value + 4.0 * error, "{bounds:?} {drawn:?}");
        assert!(bounds.i_xt_upper >= drawn.value - 4.0 * error, "{bounds:?} {drawn:?}");
    }
}

#[test]
fn intervals_hold_the_truth_about_as_often_as_they_say() {
    // The mean of standard normals is 0; 90 % of the intervals should hold it.
    let level = Level::new(0.9).unwrap();
    let mut n_holding = 0;
    let mut stream = stream(9);
    for _ in 0..200 {
        let x: Vec<f64> = (0..50).map(|_| stream.normal()).collect();
        let mean = |i: &[usize]| Ok(i.iter().map(|&i| x[i]).sum::<f64>() / i.len() as f64);
        let interval = bootstrap(50, 300, level, &mut stream, mean).unwrap();
        let Spread::Interval { low, high, .. } = interval else { panic!("{interval:?}") };
        n_holding += usize::from(low <= 0.0 && 0.0 <= high);
    }
    assert!((160..195).contains(&n_holding), "{n_holding}");
}

#[test]
fn the_jackknife_of_plug_in_is_the_jackknife_estimator() {
    let mut stream = stream(10);
    let samples: Vec<usize> = (0..80).map(|_| stream.below(12)).collect();
    let plug_in = |i: &[usize]| {
        let counts = Counts::tally(i.iter().map(|&i| samples[i]), 12)?;
        Ok(from_counts::entropy(&counts, EntropyEstimator::PlugIn).value)
    };
    let all: Vec<usize> = (0..80).collect();
    let corrected = plug_in(&all).unwrap() - jackknife(80, 80, &mut stream, plug_in).unwrap().bias;
    let counts = Counts::tally(samples.iter().copied(), 12).unwrap();
    assert!((corrected - from_counts::entropy(&counts, EntropyEstimator::Jackknife).value).abs() < 1e-11);
}

#[test]
fn the_jackknife_spread_of_ksg_is_that_of_repeated_samples() {
    let values: Vec<f64> = (0..60)
        .map(|seed| {
            let (x, y) = correlated(200, 0.6, seed);
            ksg_of(&x, &y, 4, Ksg::Cube)
        })
        .collect();
    let mean = values.iter().sum::<f64>() / 60.0;
    let found = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 59.0).sqrt();
    let (x, y) = correlated(200, 0.6, 100);
    let part = |z: &[f64], i: &[usize]| i.iter().map(|&i| z[i]).collect::<Vec<f64>>();
    let statistic = |i: &[usize]| Ok(ksg_of(&part(&x, i), &part(&y, i), 4, Ksg::Cube));
    let stated = jackknife(200, 20, &mut stream(11), statistic).unwrap().standard_error;
    assert!((0.5..2.0).contains(&(stated / found)), "{stated} {found}");
}

#[test]
fn estimators_refuse_what_they_cannot_use() {
    let x = Points::new(&[0.0, 1.0, 2.0], 1).unwrap();
    let two = Points::new(&[0.0, 1.0], 1).unwrap();
    let error = |k| ksg::mutual_information(&x, &x, k, Ksg::Cube);
    assert_eq!(error(0), Err(EstimateError::Neighbors { k: 0, n_samples: 3 }));
    assert_eq!(error(3), Err(EstimateError::Neighbors { k: 3, n_samples: 3 }));
    let sizes = ksg::mutual_information(&x, &two, 1, Ksg::Cube);
    assert_eq!(sizes, Err(EstimateError::SampleSizes { x: 3, y: 2 }));
    let same = Points::new(&[1.0, 1.0, 2.0], 1).unwrap();
    assert_eq!(differential_entropy(&same, 1), Err(EstimateError::Coincident { sample: 0, k: 1 }));
    assert_eq!(ross::mutual_information(&x, &[0, 1, 2], 1), Err(EstimateError::SingleSamples));
    assert_eq!(ross::mutual_information(&x, &[0, 1], 1), Err(EstimateError::SampleSizes { x: 3, y: 2 }));
    assert!(matches!(Scores::new(&[1.0; 3]), Err(EstimateError::Scores(3))));
    assert!(matches!(Scores::new(&[1.0]), Err(EstimateError::Scores(1))));
    let table = JointCounts::new(vec![1; 3], 2);
    assert_eq!(table, Err(EstimateError::Table { n_values: 3, n_columns: 2 }));
    assert_eq!(Counts::new(vec![LARGEST_TOTAL, 1]), Err(EstimateError::Total(LARGEST_TOTAL + 1)));
    let outcome = Counts::tally([0, 3], 3);
    assert_eq!(outcome, Err(EstimateError::Outcome { sample: 1, outcome: 3, n_outcomes: 3 }));
}
