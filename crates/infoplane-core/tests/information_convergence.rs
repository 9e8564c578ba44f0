//! Information from counts, from kernels and from noise, and entropy next to an edge: how they approach the truth as
//! samples grow, against closed forms and integrals.

mod generators;

use generators::stream;
use infoplane_core::dist::joint::Joint;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::counts::JointCounts;
use infoplane_core::estimators::entropy_from_counts::{self as from_counts, EntropyEstimator};
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::estimators::kozachenko_leonenko::differential_entropy;
use infoplane_core::estimators::mixture_entropy;
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::math::quadrature::integral;
use infoplane_core::math::rng::Stream;
use infoplane_core::measures::mutual_information::mutual_information;
use std::f64::consts::TAU;

/// Mean and root mean square of the errors of repeated samples.
fn errors(n_runs: u64, error: impl Fn(&mut Stream) -> f64) -> (f64, f64) {
    let all: Vec<f64> = (0..n_runs).map(|seed| error(&mut stream(seed))).collect();
    let mean = |f: fn(f64) -> f64| all.iter().map(|&error| f(error)).sum::<f64>() / n_runs as f64;
    (mean(|e| e), mean(|e| e * e).sqrt())
}

/// Two dependent variables of three outcomes each.
const DEPENDENT: [f64; 9] = [0.20, 0.05, 0.05, 0.05, 0.25, 0.05, 0.02, 0.08, 0.25];

#[test]
fn every_estimator_of_information_from_counts_approaches_the_truth() {
    let joint = Joint::new(&[3, 3], DEPENDENT.to_vec()).expect("a joint pmf");
    let truth = mutual_information(&joint, &[0], &[1]).expect("two variables");
    let table = |n: usize, stream: &mut Stream| {
        let mut counts = vec![0_u64; 9];
        for _ in 0..n {
            let u = stream.uniform();
            let below = DEPENDENT.iter().scan(0.0, |sum, p| {
                *sum += p;
                Some(*sum)
            });
            counts[below.take(8).filter(|sum| *sum <= u).count()] += 1;
        }
        JointCounts::new(counts, 3).expect("a table")
    };
    for &estimator in EntropyEstimator::ALL {
        let at = |n: usize, n_runs: u64| {
            errors(n_runs, |stream| {
                from_counts::mutual_information(&table(n, stream), estimator).value - truth
            })
        };
        let [few, some, many] = [at(50, 400), at(500, 200), at(5000, 100)];
        let name = estimator.name();
        // Errors of the plug-in of n samples fall with √n: by 3.2 from one to the next.
        assert!(some.1 < few.1 / 2.5 && many.1 < some.1 / 2.5, "{name}: {few:?} {some:?} {many:?}");
        assert!(many.1 < 0.012 && many.0.abs() < 0.004, "{name}: {many:?}");
    }
}

/// Variance of the noise.
const NOISE: f64 = 0.5;

/// Where the means of the two classes are, both of variance 1.
const MEANS: [f64; 2] = [-1.0, 1.0];

fn normal_density(x: f64, variance: f64) -> f64 {
    (-0.5 * x * x / variance).exp() / (TAU * variance).sqrt()
}

/// What the bound on I(T;Y) is of all samples of two Gaussian classes, with kernels of variance v: the mean over t and y
/// of ln k(t|y) − ln ½ Σ k(t|y'), with k(t|y) the mean of the kernel around t over the class, of variance 1 + v.
fn bound_of_two_classes(v: f64) -> f64 {
    let kernel = |t: f64, mean: f64| normal_density(t - mean, 1.0 + v);
    let term = |t: f64, mean: f64| {
        let all = 0.5 * (kernel(t, MEANS[0]) + kernel(t, MEANS[1]));
        0.5 * normal_density(t - mean, 1.0) * (kernel(t, mean) / all).ln()
    };
    let of_class =
        |mean: f64| (-12..12).map(f64::from).map(|a| integral(a, a + 1.0, |t| term(t, mean))).sum::<f64>();
    MEANS.into_iter().map(of_class).sum()
}

#[test]
fn kde_bounds_on_the_label_approach_those_of_the_distribution() {
    let noise = NoiseVariance::new(NOISE).expect("positive");
    let expected = [bound_of_two_classes(NOISE), bound_of_two_classes(4.0 * NOISE)];
    assert!(expected[1] < expected[0], "{expected:?}");
    let layer_errors = |n: usize, n_runs: u64, which: usize| {
        errors(n_runs, |stream| {
            let labels: Vec<u8> = (0..n).map(|i| (i % 2) as u8).collect();
            let values: Vec<f64> = labels.iter().map(|y| MEANS[usize::from(*y)] + stream.normal()).collect();
            let layer = Activations::new(&values, 1, &labels, 2).expect("a layer");
            let bounds = kde::bounds_plain(&layer, noise);
            [bounds.i_ty_upper, bounds.i_ty_lower][which] - expected[which]
        })
    };
    for which in 0..2 {
        let [few, many] = [layer_errors(50, 400, which), layer_errors(800, 40, which)];
        assert!(many.1 < few.1 / 3.0 && many.1 < 0.025, "{which}: {few:?} {many:?}");
        // With few samples each counts as one of its own class: the bounds are too high.
        assert!(few.0 > 0.0 && many.0.abs() < few.0 / 4.0 + 0.005, "{which}: {few:?} {many:?}");
    }
}

#[test]
fn drawing_from_inputs_of_a_population_is_too_low_by_less_the_more_there_are() {
    // T = X + ε, both normal: ½ ln(1 + 1/v).
    let truth = 0.5 * (1.0 / NOISE).ln_1p();
    let noise = NoiseVariance::new(NOISE).expect("positive");
    let mean_error = |n: usize, n_runs: u64| {
        let (mean, _) = errors(n_runs, |stream| {
            let values: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
            let labels = vec![0; n];
            let layer = Activations::new(&values, 1, &labels, 1).expect("a layer");
            mixture_entropy::information(&layer, noise, 4, stream).expect("enough draws").value - truth
        });
        mean
    };
    let [few, many] = [mean_error(20, 4000), mean_error(80, 2000)];
    // A quarter to first order in 1/n; 0.3 with the second.
    assert!(few < -0.03 && (0.2..0.4).contains(&(many / few)), "{few} {many}");
}

#[test]
fn entropy_is_too_high_where_cubes_reach_over_an_edge() {
    // Uniform in a unit cube: 0. The share of samples whose cube of k neighbors, of side (k/n)^(1/d), reaches over grows so.
    for (d, n) in [(1_u8, 30), (3, 200)] {
        let mean_error = |n: usize, n_runs: u64| {
            let (mean, _) = errors(n_runs, |stream| {
                let values: Vec<f64> = (0..n * usize::from(d)).map(|_| stream.uniform()).collect();
                differential_entropy(&Points::new(&values, d.into()).expect("points"), 4)
                    .expect("distinct")
                    .value
            });
            mean
        };
        let [few, many] = [mean_error(n, 4000), mean_error(4 * n, 2000)];
        let expected = 0.25_f64.powf(1.0 / f64::from(d));
        assert!(
            few > 0.02 && (many / few / expected - 1.0).abs() < 0.25,
            "{d}: {few} {many}, ratio {expected}"
        );
    }
}
