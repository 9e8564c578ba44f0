//! The experiment of Saxe et al. (2018) over ten seeds beside a reference, layer by layer.
//!
//! The reference is a run of the published protocol in NumPy 2.4, single precision, for five seeds of its own: initial
//! weights, split and order of the samples differ, so only distributions can agree.
//!
//! The criterion for means was set before the first comparison, for five seeds of ours; the second five and the criterion
//! for deviations came later, and changed no outcome. The means differ by at most three standard errors of their
//! difference, √(s² / n + s_ref² / 5), plus [`FLOOR`] or [`FINE_FLOOR`]. Where the reference gives no deviation because it is
//! small or was not noted, ours stands for both. Where it gives one above the floor, the deviations are of one size too,
//! see [`WIDER`] and [`NARROWER`].
//!
//! Power: a shift of a mean is found in nine of ten cases when it is as large as what each row prints as "found from",
//! which is the floor and 4.28 standard errors. That is 0.05 to 0.2 bits where all seeds end alike (the first two layers
//! of tanh networks, the output of all), 1 to 3 bits for the others, and up to 6 where the seeds of the reference differ
//! most (ReLU networks, third layer before training and fifth after it). Tests of single parts are sharper: initial weights
//! that are a tenth too small pass here, and are found where they are drawn.
//!
//! Where the reference gives only what its seeds span (losses, peaks, the compression of the output), our median lies within.
//!
//! Besides, the mean of our first five seeds is within two of the reference's own deviations wherever it gives one, but for
//! one row, see [`NARROW_BY_CHANCE`]. Where it gives none, ours stands for it in the standard error, and widths are not
//! compared.

use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::experiments::activations::layer_activations;
use infoplane_core::experiments::information_plane::InformationPlaneSpec;
use infoplane_core::experiments::layer_information::DEFAULT_NOISE_VARIANCE;
use infoplane_core::experiments::recording::Recording;
use infoplane_core::experiments::sweep::{self, Spread};
use infoplane_core::experiments::training::{Record, Training, TrainingFrame, TrainingSpec};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::dataset::{self, Dataset};
use infoplane_core::measures::units::Unit;
use std::ops::RangeInclusive;

/// Twice as many as the reference has, so that two thirds of the variance of a difference are its own.
const N_SEEDS: u64 = 10;
/// Seeds of the reference.
const N_REFERENCE: f64 = 5.0;

/// By what factor our deviation over 10 seeds may be above that of the reference over 5: the root of the 99.9 % quantile
/// of F with 9 and 4 degrees of freedom, 48. Larger, and a run that one seed in ten spoils would pass.
const WIDER: f64 = 7.0;
/// And below it: the root of the same quantile of F with 4 and 9 degrees of freedom, 12.6. Smaller, and seeds that hardly
/// differ would pass.
const NARROWER: f64 = 3.5;

/// As many seeds as the reference has.
const N_FIRST: usize = 5;

/// The one row and layer whose first five seeds are not within two deviations of the reference: 3.02 beside 3.19 (0.06). Its
/// five seeds lie closer together than seeds do: 60 of ours have 3.02 (0.52) there, with few far below the others.
const NARROW_BY_CHANCE: (&str, usize) = ("tanh I(X;T) epoch 19", 6);

/// For I(X;T), in bits. The reference is rounded to 0.01 and its estimates are within 0.002 of ours on the same
/// activations; the rest is for layers at the ceiling of 12 bits, whose five values may all be the same in one of the
/// two. Layers that are to be told apart are whole bits apart.
const FLOOR: f64 = 0.05;
/// For I(T;Y), in bits, and for accuracies, of which the reference gives one digit more.
const FINE_FLOOR: f64 = 0.005;

/// The epochs that the reference has saved, in its own count, where epoch e is the one after e + 1 passes.
fn saved() -> impl Iterator<Item = u32> {
    (0..20).chain((20..100).step_by(5)).chain((100..2_000).step_by(20)).chain((2_000..=9_900).step_by(100))
}

fn spec(activation: Activation) -> TrainingSpec {
    let recording = Recording::Epochs(saved().map(|epoch| epoch + 1).collect());
    TrainingSpec { recording, n_epochs: 9_901, ..InformationPlaneSpec::saxe_2018(activation, 1).training }
}

/// Mean of the reference and, if noted, its standard deviation.
type Reference = (f64, Option<f64>);

const fn plain(mean: f64) -> Reference {
    (mean, None)
}

const fn with(mean: f64, deviation: f64) -> Reference {
    (mean, Some(deviation))
}

/// One seed's numbers, in bits.
struct Seed {
    before: Vec<Point>,
    at_19: Vec<Point>,
    last: Vec<Point>,
    fifth: Compression,
    output: Compression,
    accuracies: [f64; 2],
    /// The last cross-entropy of the training set, in nats.
    loss: f64,
}

/// How I(X;T) of a layer falls.
struct Compression {
    /// Peak minus final, in bits.
    bits: f64,
    /// The epoch of the peak, as the reference counts.
    peak: f64,
}

struct Point {
    i_xt: f64,
    i_ty: f64,
    binned_i_xt: f64,
}

fn seed_of(spec: &TrainingSpec, frame: &TrainingFrame) -> Seed {
    let data = dataset::samples(&spec.data, spec.seed, None).expect("valid");
    let at = |epoch| frame.records.iter().find(|record| record.epoch == epoch).expect("a recorded epoch");
    let (first, last) = (at(0), at(9_901));
    let upper_layers: Vec<Vec<Point>> =
        frame.records.iter().map(|record| points(spec, record, &data, 4..6)).collect();
    let compression = |layer: usize| {
        let of_epochs =
            frame.records.iter().zip(&upper_layers).map(|(record, layers)| (record, layers[layer].i_xt));
        let (peak, highest) = of_epochs.max_by(|a, b| a.1.total_cmp(&b.1)).expect("recorded epochs");
        let end = upper_layers.last().expect("recorded epochs")[layer].i_xt;
        Compression { bits: highest - end, peak: f64::from(peak.epoch) - 1.0 }
    };
    Seed {
        before: points(spec, first, &data, 0..6),
        at_19: points(spec, at(20), &data, 0..6),
        last: points(spec, last, &data, 0..6),
        fifth: compression(0),
        output: compression(1),
        accuracies: [last.train.accuracy, last.test.accuracy],
        loss: last.train.cross_entropy,
    }
}

fn points(
    spec: &TrainingSpec,
    record: &Record,
    data: &Dataset,
    layers: std::ops::Range<usize>,
) -> Vec<Point> {
    let network = spec.network_with(record.snapshot.clone()).expect("a snapshot of this network");
    let labels: Vec<u8> = data.labels.iter().map(|label| *label as u8).collect();
    let noise = NoiseVariance::new(DEFAULT_NOISE_VARIANCE).expect("positive");
    layer_activations(&network, data)[layers]
        .iter()
        .map(|layer| {
            let layer = layer.activations(&labels, 2).expect("finite");
            let bounds = kde::bounds(&layer, noise);
            let bits = |nats| Unit::Bits.from_nats(nats);
            Point {
                i_xt: bits(bounds.i_xt_upper),
                i_ty: bits(bounds.i_ty_upper),
                binned_i_xt: bits(Binning::ibsgd().information(&layer).i_xt),
            }
        })
        .collect()
}

/// Prints a row, and says which of its numbers are too far from the reference.
fn compare(
    (name, floor): (&str, f64),
    seeds: &[Seed],
    of: impl Fn(&Seed) -> Vec<f64>,
    reference: &[Reference],
) -> Vec<String> {
    let runs: Vec<Vec<f64>> = seeds.iter().map(of).collect();
    let mut refused = Vec::new();
    for (index, (mean, deviation)) in reference.iter().enumerate() {
        let found = Spread::of(&runs.iter().map(|run| run[index]).collect::<Vec<_>>());
        let other = deviation.unwrap_or(found.deviation);
        let error = (found.deviation.powi(2) / found.n as f64 + other.powi(2) / N_REFERENCE).sqrt();
        let allowed = 3.0 * error + floor;
        let line = format!(
            "{name:<34} {} ours {:7.3} ({:5.3}) reference {mean:7.3} ({other:5.3}) difference {:7.3} allowed {allowed:5.3} found from {:5.3}",
            index + 1,
            found.mean,
            found.deviation,
            found.mean - mean,
            allowed + 1.28 * error,
        );
        println!("{line}");
        let first = Spread::of(&runs[..N_FIRST].iter().map(|run| run[index]).collect::<Vec<_>>());
        let is_as_wide =
            |other: f64| other <= floor || (other / NARROWER..=other * WIDER).contains(&found.deviation);
        let is_inside = |other: f64| (first.mean - mean).abs() <= 2.0 * other + floor;
        let is_known = NARROW_BY_CHANCE == (name, index + 1);
        let is_alike = deviation.is_none_or(|other| is_as_wide(other) && (is_inside(other) || is_known));
        if (found.mean - mean).abs() > allowed || !is_alike {
            refused.push(line);
        }
    }
    refused
}

fn i_xt(points: &[Point]) -> Vec<f64> {
    points.iter().map(|point| point.i_xt).collect()
}

fn i_ty(points: &[Point]) -> Vec<f64> {
    points.iter().map(|point| point.i_ty).collect()
}

fn binned(points: &[Point]) -> Vec<f64> {
    points.iter().map(|point| point.binned_i_xt).collect()
}

fn seeds(activation: Activation) -> Vec<Seed> {
    let specs = sweep::seeds(&spec(activation), 1..=N_SEEDS);
    let n_workers = std::thread::available_parallelism().expect("a number of cores");
    let frames = sweep::run::<Training>(&specs, None, n_workers);
    specs.iter().zip(frames).map(|(spec, frame)| seed_of(spec, &frame.expect("valid"))).collect()
}

#[test]
fn tanh_layers_compress_as_in_the_reference() {
    let seeds = seeds(Activation::Tanh);
    let refused = [
        compare(
            ("tanh I(X;T) before training", FLOOR),
            &seeds,
            |s| i_xt(&s.before),
            &[
                plain(12.00),
                plain(12.00),
                with(11.62, 0.31),
                with(9.74, 0.76),
                with(6.84, 1.03),
                with(1.46, 0.63),
            ],
        ),
        compare(
            ("tanh I(X;T) epoch 19", FLOOR),
            &seeds,
            |s| i_xt(&s.at_19),
            &[plain(12.00), plain(12.00), plain(11.79), plain(10.38), with(8.00, 0.68), with(3.19, 0.06)],
        ),
        compare(
            ("tanh I(X;T) epoch 9900", FLOOR),
            &seeds,
            |s| i_xt(&s.last),
            &[
                plain(12.00),
                plain(11.98),
                with(11.79, 0.11),
                with(10.04, 0.68),
                with(3.55, 0.65),
                with(1.03, 0.03),
            ],
        ),
        compare(
            ("tanh I(T;Y) epoch 9900", FINE_FLOOR),
            &seeds,
            |s| i_ty(&s.last),
            &[
                plain(0.999),
                plain(0.999),
                plain(0.996),
                with(0.990, 0.007),
                with(0.977, 0.010),
                with(0.940, 0.015),
            ],
        ),
        compare(
            ("tanh I(X;T) in bins, epoch 9900", FLOOR),
            &seeds,
            |s| binned(&s.last),
            &[plain(12.00), plain(11.99), plain(11.89), plain(10.54), with(3.92, 0.66), plain(1.05)],
        ),
        compare(
            ("tanh compression of layer 5", FLOOR),
            &seeds,
            |s| vec![s.fifth.bits],
            &[of(&[3.80, 3.59, 5.30, 5.34, 4.74])],
        ),
        compare(
            ("tanh accuracy, train and test", FINE_FLOOR),
            &seeds,
            |s| s.accuracies.to_vec(),
            &[plain(1.0), with(0.964, 0.010)],
        ),
    ];
    assert!(refused.concat().is_empty(), "{:#?}", refused.concat());
    lies_within("tanh peak of layer 5", &seeds, |s| s.fifth.peak, 18.0..=25.0);
    lies_within("tanh compression of the output", &seeds, |s| s.output.bits, 1.3..=2.8);
    lies_within("tanh peak of the output", &seeds, |s| s.output.peak, 25.0..=45.0);
    lies_within("tanh training loss", &seeds, |s| s.loss, 1e-5..=4e-3);
}

#[test]
fn relu_layers_hardly_compress_as_in_the_reference() {
    let seeds = seeds(Activation::Relu);
    let refused = [
        compare(
            ("relu I(X;T) before training", FLOOR),
            &seeds,
            |s| i_xt(&s.before),
            &[
                plain(11.94),
                with(10.02, 1.67),
                with(7.00, 3.0),
                with(2.68, 1.7),
                with(1.10, 1.2),
                with(0.17, 0.23),
            ],
        ),
        compare(
            ("relu I(X;T) epoch 9900", FLOOR),
            &seeds,
            |s| i_xt(&s.last),
            &[
                plain(12.00),
                plain(11.99),
                with(11.71, 0.45),
                with(10.57, 0.91),
                with(7.41, 2.26),
                with(1.37, 0.32),
            ],
        ),
        compare(
            ("relu I(T;Y) epoch 9900", FINE_FLOOR),
            &seeds,
            |s| i_ty(&s.last),
            &[plain(0.999), plain(0.999), plain(0.992), plain(0.984), with(0.948, 0.042), with(0.905, 0.025)],
        ),
        compare(
            ("relu I(X;T) in bins, epoch 9900", FLOOR),
            &seeds,
            |s| binned(&s.last),
            &[plain(12.00), plain(11.99), plain(11.76), plain(10.76), with(7.60, 2.27), plain(1.46)],
        ),
        compare(
            ("relu compression of layer 5", FLOOR),
            &seeds,
            |s| vec![s.fifth.bits],
            &[of(&[0.12, 0.63, 0.38, 0.12, 1.13])],
        ),
        compare(
            ("relu accuracy, train and test", FINE_FLOOR),
            &seeds,
            |s| s.accuracies.to_vec(),
            &[plain(0.992), with(0.946, 0.011)],
        ),
    ];
    assert!(refused.concat().is_empty(), "{:#?}", refused.concat());
    lies_within("relu compression of the output", &seeds, |s| s.output.bits, 1.3..=2.8);
    lies_within("relu peak of the output", &seeds, |s| s.output.peak, 25.0..=45.0);
    lies_within("relu training loss", &seeds, |s| s.loss, 1e-3..=6e-2);
}

/// Prints the median of the seeds, and holds that it lies within what the five seeds of the reference span.
fn lies_within(name: &str, seeds: &[Seed], of: impl Fn(&Seed) -> f64, span: RangeInclusive<f64>) {
    let mut values: Vec<f64> = seeds.iter().map(of).collect();
    values.sort_unstable_by(f64::total_cmp);
    let median = f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2]);
    println!(
        "{name:<34} ours {median:9.3e} from {:9.3e} to {:9.3e} reference {span:?}",
        values[0],
        values[values.len() - 1]
    );
    assert!(span.contains(&median), "{name}: median {median} of {values:?}, reference {span:?}");
}

/// Mean and deviation of the reference's own five numbers.
fn of(numbers: &[f64]) -> Reference {
    let Spread { mean, deviation, .. } = Spread::of(numbers);
    with(mean, deviation)
}
