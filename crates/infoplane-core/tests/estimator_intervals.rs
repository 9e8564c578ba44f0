//! Intervals of every estimator, as a caller gets them by default.

use infoplane_core::estimators::EstimateError;
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::counts::{Counts, JointCounts};
use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy, mutual_information};
use infoplane_core::estimators::equal_mass::{self, BinCount};
use infoplane_core::estimators::estimate::{Caution, Estimate, Spread};
use infoplane_core::estimators::interval::Interval;
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::estimators::kozachenko_leonenko::differential_entropy;
use infoplane_core::estimators::ksg::{self, Ksg};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::resampling::jackknife;
use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};
use infoplane_core::estimators::{layer_estimates, ross};
use infoplane_core::math::rng::{Purpose, Stream};
use infoplane_core::math::student::two_sided;

fn stream(seed: u64) -> Stream {
    Stream::new(seed, Purpose::Data)
}

fn ends(estimate: &Estimate) -> (f64, f64) {
    match estimate.spread {
        Spread::Interval { low, high, level: 0.95 } => (low, high),
        other => panic!("{other:?}"),
    }
}

/// The estimate is in its interval, whose ends are numbers.
fn assert_is_within(estimate: &Estimate) {
    let (low, high) = ends(estimate);
    assert!(
        low.is_finite() && low < estimate.value && estimate.value < high && high.is_finite(),
        "{estimate:?}"
    );
}

/// How many of 100 intervals hold the mean of all estimates.
fn n_holding(of_seed: impl Fn(u64) -> Estimate) -> usize {
    let estimates: Vec<Estimate> = (0..100).map(of_seed).collect();
    let mean = estimates.iter().map(|estimate| estimate.value).sum::<f64>() / 100.0;
    let holds = |estimate: &&Estimate| {
        let (low, high) = ends(estimate);
        low <= mean && mean <= high
    };
    estimates.iter().filter(holds).count()
}

#[test]
fn intervals_of_counts_hold_the_mean_about_as_often_as_they_say() {
    for &estimator in EntropyEstimator::ALL {
        let n = n_holding(|seed| {
            let mut stream = stream(seed);
            let draw = |_| [0, 0, 0, 0, 0, 1, 1, 1, 2, 3][stream.below(10)];
            let counts = Counts::tally((0..100).map(draw), 4).expect("samples");
            Interval::default().of_counts(&counts, |counts| Ok(entropy(counts, estimator))).expect("samples")
        });
        assert!((86..=100).contains(&n), "{}: {n}", estimator.name());
    }
}

#[test]
fn intervals_of_neighbors_hold_the_mean_about_as_often_as_they_say() {
    let n = n_holding(|seed| {
        let mut stream = stream(seed);
        let x: Vec<f64> = (0..100).map(|_| stream.normal()).collect();
        let x = Points::new(&x, 1).expect("normals");
        Interval::default().of_points(&x, |x| differential_entropy(x, 3)).expect("samples")
    });
    assert!((86..=100).contains(&n), "{n}");
}

#[test]
fn leaving_out_observations_of_a_table_is_leaving_out_samples() {
    let mut stream = stream(5);
    let samples: Vec<usize> = (0..60).map(|_| stream.below(2) * 3 + stream.below(3)).collect();
    let of = |i: &[usize]| {
        let pairs = Counts::tally(i.iter().map(|&i| samples[i]), 6)?;
        Ok(mutual_information(&JointCounts::new(pairs.as_slice().to_vec(), 3)?, EntropyEstimator::PlugIn)
            .value)
    };
    let plain = jackknife(60, 60, &mut stream, of).expect("samples");
    let pairs = Counts::tally(samples.iter().copied(), 6).expect("samples");
    let table = JointCounts::new(pairs.as_slice().to_vec(), 3).expect("whole rows");
    let plug_in = |table: &JointCounts| mutual_information(table, EntropyEstimator::PlugIn);
    let (low, high) = ends(&Interval::default().of_table(&table, plug_in).expect("samples"));
    let expected = two_sided(0.95, 59.0) * plain.standard_error;
    assert!((0.5 * (high - low) / expected - 1.0).abs() < 1e-9, "{low} {high} {expected}");
}

#[test]
fn every_kind_of_samples_has_an_interval() {
    let interval = Interval::default();
    let mut stream = stream(6);
    let labels: Vec<usize> = (0..120).map(|i| i % 2).collect();
    let x: Vec<f64> = labels.iter().map(|&y| y as f64 + stream.normal()).collect();
    let y: Vec<f64> = x.iter().map(|x| x + stream.normal()).collect();
    let (x_points, y_points) = (Points::new(&x, 1).expect("finite"), Points::new(&y, 1).expect("finite"));
    let pairs = |x: &Points<'_>, y: &Points<'_>| ksg::mutual_information(x, y, 3, Ksg::Cube);
    assert_is_within(&interval.of_pairs(&x_points, &y_points, pairs).expect("samples"));
    let classes = |x: &Points<'_>, labels: &[usize]| ross::mutual_information(x, labels, 3);
    assert_is_within(&interval.of_classes(&x_points, &labels, classes).expect("samples"));

    let scores: Vec<f64> = x.iter().flat_map(|x| y.iter().map(move |y| -(x - y) * (x - y))).collect();
    let scores = Scores::new(&scores).expect("120 by 120");
    for &bound in Bound::ALL {
        assert_is_within(&interval.of_scores(&scores, |scores| lower_bound(scores, bound)).expect("samples"));
    }

    let values: Vec<f32> = x.iter().map(|x| *x as f32).collect();
    let classes: Vec<u8> = labels.iter().map(|&y| y as u8).collect();
    let layer = Activations::new(&values, 1, &classes, 2).expect("a layer");
    let binned =
        |l: &Activations<'_>| Ok(layer_estimates::binned(&Binning::width(0.5)?.information(l), l).into());
    let adaptive = |l: &Activations<'_>| {
        equal_mass::information(l, BinCount::new(5)?, EntropyEstimator::PlugIn).map(<[_; 2]>::from)
    };
    let noisy = |l: &Activations<'_>| {
        Ok(layer_estimates::kde(&kde::bounds_plain(l, NoiseVariance::new(0.1)?), l).into())
    };
    let both: [Estimate; 2] = interval.of_layer(&layer, binned).expect("samples");
    let bounds: [Estimate; 4] = interval.of_layer(&layer, noisy).expect("samples");
    both.iter().chain(&bounds).for_each(assert_is_within);
    // Equal-mass bins of distinct values have the same entropy whatever is left out, up to one sample a bin.
    let [i_xt, i_ty] = interval.of_layer(&layer, adaptive).expect("samples");
    let (low, high) = ends(&i_xt);
    assert!(high - low < 0.01, "{low} {high}");
    assert_is_within(&i_ty);
}

#[test]
fn what_cannot_be_left_out_is_refused() {
    let interval = Interval::default();
    let one = Counts::new(vec![1]).expect("a sample");
    let plug_in = |counts: &Counts| Ok(entropy(counts, EntropyEstimator::PlugIn));
    assert_eq!(interval.of_counts(&one, plug_in), Err(EstimateError::Repetitions(1)));
    let x = Points::new(&[0.0, 1.0, 2.0], 1).expect("finite");
    let pair = Points::new(&[0.0, 1.0], 1).expect("finite");
    let ksg = |x: &Points<'_>, y: &Points<'_>| ksg::mutual_information(x, y, 1, Ksg::Cube);
    assert_eq!(interval.of_pairs(&x, &pair, ksg), Err(EstimateError::SampleSizes { x: 3, y: 2 }));
    let none = Interval { n_groups: 1, ..interval };
    assert_eq!(none.of_points(&x, |x| differential_entropy(x, 1)), Err(EstimateError::Repetitions(1)));
}

#[test]
fn cautions_name_what_makes_an_estimate_doubtful() {
    let mut stream = stream(7);
    let mut points = |n: usize, d: usize| (0..n * d).map(|_| stream.normal()).collect::<Vec<f64>>();
    let (few, many) = (points(200, 10), points(200, 2));
    let cautions = |x: &[f64], d: usize| {
        differential_entropy(&Points::new(x, d).expect("finite"), 3).expect("samples").cautions()
    };
    assert_eq!(cautions(&few, 10), [Caution::ManyDimensions]);
    assert_eq!(cautions(&many, 2), []);
    // Forty outcomes seen once: plug-in is at its ceiling, too low by more than it varies, and varies not at all when any of
    // them is left out.
    let counts = Counts::new(vec![1; 40]).expect("counts");
    let plug_in = |counts: &Counts| Ok(entropy(counts, EntropyEstimator::PlugIn));
    let found = Interval::default().of_counts(&counts, plug_in).expect("samples");
    assert_eq!(found.cautions(), [Caution::NearCeiling, Caution::BiasAboveSpread, Caution::NoSpread]);
    // Of three seen outcomes no more than ln 3 can be found, but leaving out one of ten that are spread evenly moves the
    // value by more than is left to that.
    let counts = Counts::new(vec![4, 3, 3]).expect("counts");
    let found = Interval::default().of_counts(&counts, plug_in).expect("samples");
    assert_eq!(found.cautions(), [Caution::NearCeiling, Caution::AboveCeiling]);
}
