//! How far estimators are off on average, as samples grow, where a closed form says it to first order.

mod generators;

use generators::{correlated, stream, two_gaussians};
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::counts::{Counts, JointCounts};
use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy, mutual_information};
use infoplane_core::estimators::equal_mass::{self, BinCount};
use infoplane_core::estimators::estimate::{Bias, Level, Side, Spread};
use infoplane_core::estimators::interval::Interval;
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::estimators::layer_estimates::{self, LayerEstimates};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::resampling::bootstrap;
use infoplane_core::estimators::ross;
use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};

/// Mean errors of I(X;T) and I(T;Y) over samples of n values of t, spread evenly over eight bins of [-1, 1), and a label
/// that is right in three of four cases about which half t is in; and the biases stated.
fn binned_errors(n: usize, binning: &Binning) -> ([f64; 2], [f64; 2]) {
    const N_RUNS: u64 = 1500;
    let h = -0.75 * 0.75_f64.ln() - 0.25 * 0.25_f64.ln();
    let truth = [8_f64.ln(), 2_f64.ln() - h];
    let (mut errors, mut stated) = ([0.0; 2], [0.0; 2]);
    for seed in 0..N_RUNS {
        let mut stream = stream(seed);
        let values: Vec<f32> = (0..n).map(|_| (2.0 * stream.uniform() - 1.0) as f32).collect();
        let labels: Vec<u8> =
            values.iter().map(|&t| u8::from((t >= 0.0) == (stream.uniform() < 0.75))).collect();
        let layer = Activations::new(&values, 1, &labels, 2).expect("a layer");
        let LayerEstimates { i_xt, i_ty } = layer_estimates::binned(&binning.information(&layer), &layer);
        assert_eq!((i_xt.bias.side, i_ty.bias.side), (Side::Low, Side::High));
        for (at, found) in [i_xt, i_ty].into_iter().enumerate() {
            errors[at] += (found.value - truth[at]) / N_RUNS as f64;
            stated[at] += found.bias.size.expect("five samples for each cell") / N_RUNS as f64;
        }
    }
    (errors, stated)
}

#[test]
fn bins_of_equal_width_are_off_by_the_biases_that_they_state() {
    for binning in [Binning::width(0.25), Binning::edges(9)] {
        let binning = binning.expect("bins");
        for n in [160, 640] {
            let (errors, stated) = binned_errors(n, &binning);
            // Eight cells of t, and sixteen of t and label: (8 − 1) / 2n, and (16 − 8 − 2 + 1) / 2n.
            let first_order = 7.0 / (2.0 * n as f64);
            assert!(stated.iter().all(|size| (size / first_order - 1.0).abs() < 0.02), "{n}: {stated:?}");
            assert!((-errors[0] / first_order - 1.0).abs() < 0.1, "{n}: {errors:?}");
            assert!((errors[1] / first_order - 1.0).abs() < 0.25, "{n}: {errors:?}");
        }
    }
}

#[test]
fn plug_in_says_nothing_of_a_bias_that_it_cannot_know() {
    // One outcome, always: if there are others, the entropy is too low.
    let certain = entropy(&Counts::new(vec![7]).expect("counts"), EntropyEstimator::PlugIn);
    assert_eq!(certain.bias, Bias { side: Side::Low, size: Some(0.0) });
    // A diagonal table may be that of a copy, or of a noisy copy whose errors have not been seen yet.
    let unknown = Bias { side: Side::Either, size: None };
    let diagonal = JointCounts::new(vec![50, 0, 0, 50], 2).expect("a table");
    assert_eq!(mutual_information(&diagonal, EntropyEstimator::PlugIn).bias, unknown);
    // Labels that have nothing to do with sixty points of the plane: most points are alone in their bin, which seems to
    // tell the label.
    let mut stream = stream(4);
    let values: Vec<f32> = (0..120).map(|_| stream.normal() as f32).collect();
    let labels: Vec<u8> = (0..60).map(|_| stream.below(2) as u8).collect();
    let layer = Activations::new(&values, 2, &labels, 2).expect("a layer");
    let bins = BinCount::new(30).expect("bins");
    let adaptive = equal_mass::information(&layer, bins, EntropyEstimator::PlugIn).expect("a layer");
    let narrow = Binning::width(0.05).expect("a width").information(&layer);
    for both in [adaptive, layer_estimates::binned(&narrow, &layer)] {
        assert!(both.i_ty.value > 0.6 && both.i_ty.bias == unknown, "{both:?}");
    }
}

/// What independent variables of six values each seem to share in n pairs, and what the cells seen say of it to first order;
/// how often the estimate says so itself.
fn bias_of_independent_variables(n: usize) -> (f64, f64, usize) {
    const N_RUNS: usize = 1000;
    let (mut found, mut first_order, mut n_said) = (0.0, 0.0, 0);
    let mut stream = stream(5);
    for _ in 0..N_RUNS {
        let pairs = Counts::tally((0..n).map(|_| stream.below(36)), 36).expect("pairs");
        let table = JointCounts::new(pairs.as_slice().to_vec(), 6).expect("a table");
        let plug_in = mutual_information(&table, EntropyEstimator::PlugIn);
        let [n_x, n_y, n_xy] = [&table.rows(), &table.columns(), &pairs].map(|counts| counts.n_seen() as f64);
        found += plug_in.value / N_RUNS as f64;
        first_order += (n_xy - n_x - n_y + 1.0) / (2 * n * N_RUNS) as f64;
        n_said += usize::from(plug_in.bias.size.is_some());
    }
    (found, first_order, n_said)
}

#[test]
fn the_bias_of_information_is_said_where_the_cells_seen_tell_it() {
    let (found, first_order, n_said) = bias_of_independent_variables(180);
    assert!(n_said == 1000 && (0.9..1.2).contains(&(found / first_order)), "{found} {first_order} {n_said}");
    // With one pair for each cell, far too little would be said.
    let (found, first_order, n_said) = bias_of_independent_variables(36);
    assert!(n_said == 0 && found > 1.4 * first_order, "{found} {first_order} {n_said}");
}

#[test]
fn information_of_a_rarely_noisy_copy_may_be_too_high_whatever_was_seen() {
    // Ten equally likely values, copied with one error in twenty: ln 10 − h(1/20) − ln(9)/20. Few errors are seen among
    // a hundred pairs, so that K_xy < K_x + K_y, and to first order plug-in would be too low.
    let p = 0.05_f64;
    let truth = 10_f64.ln() + p * p.ln() + (1.0 - p) * (1.0 - p).ln() - p * 9_f64.ln();
    let error = |seed| {
        let mut stream = stream(seed);
        let pair = |_| {
            let x = stream.below(10);
            let y = if stream.uniform() < p { (x + 1 + stream.below(9)) % 10 } else { x };
            10 * x + y
        };
        let pairs = Counts::tally((0..100).map(pair), 100).expect("pairs");
        let table = JointCounts::new(pairs.as_slice().to_vec(), 10).expect("a table");
        let plug_in = mutual_information(&table, EntropyEstimator::PlugIn);
        assert!(plug_in.bias.side != Side::Low, "{plug_in:?}");
        plug_in.value - truth
    };
    let error = (0..500).map(error).sum::<f64>() / 500.0;
    assert!(error > 0.05, "{error}");
}

/// The upper bound of KDE on I(X;T) for t of a standard normal, from all of them, in nats: −⟨ln ⟨e^(−(t − t′)²/2v)⟩⟩.
/// The lower bound is that at 4v.
fn bound_of_a_normal(v: f64) -> f64 {
    0.5 * (1.0 / v).ln_1p() + 0.5 / (1.0 + v)
}

/// n times what that bound is off by for n samples, to first order: each is among the n itself, which takes ⟨1/m⟩ − 1, and
/// the logarithm of a mean is too low, which gives half of ⟨k²⟩/m² − 1, with kernels k of mean m.
fn bias_of_a_normal(v: f64) -> f64 {
    -1.0 / v + 0.5 * ((1.0 + v).powf(1.5) / (v * (v + 3.0).sqrt()) - 1.0)
}

#[test]
fn kde_bounds_approach_those_of_the_distribution_from_below() {
    const N_RUNS: u64 = 4000;
    let variance = 0.5;
    let noise = NoiseVariance::new(variance).expect("positive");
    let truth = 0.5 * (1.0 / variance).ln_1p();
    assert!(bound_of_a_normal(4.0 * variance) < truth && truth < bound_of_a_normal(variance));
    for n in [30, 90] {
        let (mut upper, mut lower) = (-bound_of_a_normal(variance), -bound_of_a_normal(4.0 * variance));
        for seed in 0..N_RUNS {
            let mut stream = stream(seed);
            let values: Vec<f32> = (0..n).map(|_| stream.normal() as f32).collect();
            let labels = vec![0; n];
            let layer = Activations::new(&values, 1, &labels, 1).expect("a layer");
            let bounds = kde::bounds_plain(&layer, noise);
            upper += bounds.i_xt_upper / N_RUNS as f64;
            lower += bounds.i_xt_lower / N_RUNS as f64;
        }
        for (found, v) in [(upper, variance), (lower, 4.0 * variance)] {
            let first_order = bias_of_a_normal(v) / n as f64;
            assert!((found / first_order - 1.0).abs() < 0.2, "{n}, {v}: {found} {first_order}");
        }
    }
}

/// Errors of Ross's estimator with k = 3, of a class that shifts the first of d normals by ±s.
fn ross_errors(n: usize, d: usize, s: f64, n_runs: u64) -> Vec<f64> {
    let truth = two_gaussians(s);
    let of_run = |seed| {
        let mut stream = stream(seed);
        let labels: Vec<usize> = (0..n).map(|_| stream.below(2)).collect();
        let mut x: Vec<f64> = (0..n * d).map(|_| stream.normal()).collect();
        labels.iter().zip(x.chunks_mut(d)).for_each(|(&y, x)| x[0] += (2.0 * y as f64 - 1.0) * s);
        let x = Points::new(&x, d).expect("normals");
        let found = ross::mutual_information(&x, &labels, 3).expect("two classes");
        assert_eq!(found.bias.side, Side::Either);
        found.value - truth
    };
    (0..n_runs).map(of_run).collect()
}

#[test]
fn ross_approaches_the_information_of_two_gaussians() {
    let root_mean_square =
        |errors: &[f64]| (errors.iter().map(|e| e * e).sum::<f64>() / errors.len() as f64).sqrt();
    for s in [0.5, 1.0, 3.0, 4.0] {
        let [few, many] =
            [(100, 200), (1600, 40)].map(|(n, n_runs)| root_mean_square(&ross_errors(n, 1, s, n_runs)));
        assert!(many < 0.03 && many < 0.5 * few, "{s}: {few} {many}");
    }
    // Classes that hardly mix: what is left is the entropy of the labels drawn.
    let errors = ross_errors(1600, 1, 4.0, 40);
    let bias = errors.iter().sum::<f64>() / errors.len() as f64;
    assert!(bias.abs() < 0.002 && root_mean_square(&errors) < 0.004, "{bias} {errors:?}");
}

#[test]
fn ross_is_too_high_in_one_dimension_and_too_low_in_ten() {
    let bias =
        |n: usize, d: usize, n_runs: u64| ross_errors(n, d, 1.0, n_runs).iter().sum::<f64>() / n_runs as f64;
    let (high, low) = (bias(50, 1, 1000), bias(50, 10, 200));
    assert!((0.02..0.05).contains(&high) && (-0.1..-0.05).contains(&low), "{high} {low}");
    assert!(bias(400, 1, 200).abs() < 0.6 * high && bias(400, 10, 30).abs() < 0.6 * low.abs());
}

/// Errors of InfoNCE, NWJ and Donsker-Varadhan on n pairs of Gaussians with the best critic, less that of ⟨ln p(y|x)/p(y)⟩,
/// which is part of each of them and right on average.
fn errors_of_bounds(n: usize, rho: f64, seed: u64) -> [f64; 3] {
    let (x, y) = correlated(n, rho, seed);
    let variance = 1.0 - rho * rho;
    let log_ratio =
        |x: f64, y: f64| -0.5 * variance.ln() - (y - rho * x).powi(2) / (2.0 * variance) + 0.5 * y * y;
    let scores = |shift: f64| -> Vec<f64> {
        x.iter().flat_map(|&x| y.iter().map(move |&y| log_ratio(x, y) + shift)).collect()
    };
    let together = x.iter().zip(&y).map(|(&x, &y)| log_ratio(x, y)).sum::<f64>() / n as f64;
    [(Bound::InfoNce, 0.0), (Bound::Nwj, 1.0), (Bound::DonskerVaradhan, 0.0)].map(|(bound, shift)| {
        let scores = scores(shift);
        lower_bound(&Scores::new(&scores).expect("finite scores"), bound).value - together
    })
}

#[test]
fn bounds_of_the_best_critic_approach_the_truth_as_pairs_grow() {
    const RHO: f64 = 0.5;
    const N_RUNS: u64 = 10_000;
    // ⟨r²⟩ − 1 of the ratio r = p(x, y) / p(x)p(y) over independent x and y, and ⟨r r′⟩ − 1 of the pairs (i, j) and (j, i).
    let (square, crossed) = (RHO.powi(2) / (1.0 - RHO.powi(2)), RHO.powi(4) / (1.0 - RHO.powi(4)));
    let [few, many] = [6, 24].map(|n| {
        let (mut means, mut squares) = ([0.0; 3], [0.0; 3]);
        for seed in 0..N_RUNS {
            for (at, error) in errors_of_bounds(n, RHO, seed).into_iter().enumerate() {
                means[at] += error / N_RUNS as f64;
                squares[at] += error * error / N_RUNS as f64;
            }
        }
        // InfoNCE: the pair's own score is among the n, which costs ⟨r²⟩ − 1, and the logarithm of a mean is too low,
        // which gives half of it back.
        let first_order = -square / (2.0 * n as f64);
        assert!((means[0] / first_order - 1.0).abs() < 0.2, "{n}: {means:?} {first_order}");
        // NWJ: a mean of means, right for every n, up to three standard errors of this test.
        assert!(means[1].abs() < 3.0 * (squares[1] / N_RUNS as f64).sqrt(), "{n}: {means:?}");
        (means, squares)
    });
    // Donsker-Varadhan: the logarithm of one mean over all n (n − 1) pairs is too low, and the bound too high.
    let first_order = (square + crossed) / (2.0 * 30.0);
    assert!((few.0[2] / first_order - 1.0).abs() < 0.4, "{few:?} {first_order}");
    assert!(many.0[2].abs() < 0.2 * few.0[2], "{few:?} {many:?}");
    // The mean square of what is left of NWJ falls as that over n (n − 1): 30 and 552.
    let ratio = many.1[1] / few.1[1] * 552.0 / 30.0;
    assert!((0.6..1.6).contains(&ratio), "{ratio}");
}

#[test]
fn the_jackknife_serves_a_critic_and_the_bootstrap_does_not() {
    // A critic that is sure of each of twenty pairs. Drawn twice, a sample meets itself off the diagonal, where pairs
    // should be that did not occur together: the intervals lie wholly below the bound that they are of.
    const N: usize = 20;
    let score = |row: usize, column: usize| if row == column { 10.0 } else { 0.0 };
    let scores: Vec<f64> = (0..N * N).map(|at| score(at / N, at % N)).collect();
    let scores = Scores::new(&scores).expect("finite scores");
    for &bound in Bound::ALL {
        let on_all = lower_bound(&scores, bound).value;
        let drawn = |samples: &[usize]| {
            let scores: Vec<f64> =
                samples.iter().flat_map(|&i| samples.iter().map(move |&j| score(i, j))).collect();
            Ok(lower_bound(&Scores::new(&scores)?, bound).value)
        };
        let level = Level::new(0.95).expect("a share");
        let Ok(Spread::Interval { high, .. }) = bootstrap(N, 500, level, &mut stream(1), drawn) else {
            panic!("{}", bound.name())
        };
        assert!(high < on_all - 0.2, "{}: {high} {on_all}", bound.name());
        let kept =
            Interval::default().of_scores(&scores, |scores| lower_bound(scores, bound)).expect("scores");
        let Spread::Interval { low, high, .. } = kept.spread else { panic!("{kept:?}") };
        assert!(low <= on_all && on_all <= high, "{kept:?}");
    }
}
