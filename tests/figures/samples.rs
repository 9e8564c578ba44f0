//! Figures of made-up but plausible results, the same in every run.

use infoplane::charts::figure::Figure;
use infoplane::charts::table::Table;
use infoplane::figures::{
    accuracy, code_lengths, compression, confusion, contributions, curves, digits_grid, loss, network, plane,
    regions, spread,
};
use infoplane_core::experiments::layer_information::{LayerInformationFrame, LayerPoints, PlanePoint};
use infoplane_core::experiments::neuron::Unit;
use infoplane_core::experiments::training::{Evaluation, Record, Regions};

/// Bits per nat.
const BITS: f64 = std::f64::consts::LOG2_E;

/// Every sample.
pub(crate) fn all() -> Vec<Figure> {
    vec![
        code_lengths(),
        code_lengths_infinite(),
        contributions(),
        contributions_infinite(),
        loss(),
        accuracy(),
        predictive_entropy(),
        regions(),
        confusion(),
        digits(),
        network(),
        network_with_a_chosen_unit(),
        plane(),
    ]
}

const WEATHER: [[f64; 6]; 2] = [[0.36, 0.25, 0.18, 0.11, 0.07, 0.03], [0.46, 0.30, 0.13, 0.06, 0.04, 0.01]];

const CODE_LENGTHS: code_lengths::Words<'_> = code_lengths::Words {
    title: "Code lengths",
    x_axis: "probability p(x)",
    y_axis: "code length, bits",
    outcome: "outcome",
    unit: "bits",
    quantity_in: in_unit,
    surcharge: "surcharge",
    saving: "saving",
};

fn in_unit(quantity: &str, unit: &str) -> String {
    format!("{quantity}, {unit}")
}

fn names<const N: usize>(names: [&str; N]) -> [String; N] {
    names.map(String::from)
}

fn weather() -> [String; 6] {
    names(["sun", "cloud", "rain", "snow", "fog", "hail"])
}

pub(crate) fn code_lengths() -> Figure {
    code_lengths::code_lengths(&weather(), &WEATHER[0], &WEATHER[1], BITS, &CODE_LENGTHS)
}

pub(crate) fn code_lengths_table() -> Table {
    code_lengths::table(&weather(), &WEATHER[0], &WEATHER[1], BITS, &CODE_LENGTHS)
}

pub(crate) fn code_lengths_infinite() -> Figure {
    let names = names(["sun", "cloud", "thunderstorm"]);
    code_lengths::code_lengths(&names, &[0.5, 0.3, 0.2], &[0.4, 0.6, 0.0], BITS, &CODE_LENGTHS)
}

/// Epochs of a run's schedule: dense at first, then in even steps of the logarithm.
fn epochs(last: u32) -> Vec<u32> {
    let mut epochs: Vec<u32> =
        (0..=100).map(|i| (f64::from(last + 1).powf(f64::from(i) / 100.0)) as u32 - 1).collect();
    epochs.dedup();
    epochs
}

fn evaluation(cross_entropy: f64, expected: Option<f64>, accuracy: f64) -> Evaluation {
    Evaluation {
        loss: cross_entropy,
        cross_entropy,
        expected_cross_entropy: expected,
        kl: None,
        accuracy,
        predictive_entropy: 0.7 * cross_entropy,
        ece: 0.0,
        bottleneck: None,
    }
}

/// A run that learns, then memorizes noise.
pub(crate) fn records() -> Vec<Record> {
    let floor = 0.394;
    let at = |epoch: u32| {
        let t = f64::from(epoch).ln_1p() / 600f64.ln_1p();
        let learned = 1.0 / (1.0 + (7.0 * (t - 0.55)).exp());
        let wiggle = 0.012 * (f64::from(epoch) * 0.9).sin() * t;
        let test = floor + 0.05 + 0.5 * learned + 0.22 * (t - 0.6).max(0.0) * 2.5 + wiggle;
        let train = 0.24 + 0.67 * learned + 0.3 * wiggle;
        Record {
            epoch,
            train: evaluation(train, Some(train), 0.95 - 0.5 * learned),
            test: evaluation(test + 0.01, Some(test), 0.88 - 0.45 * learned),
            layers: vec![],
            snapshot: vec![],
        }
    };
    epochs(600).into_iter().map(at).collect()
}

const LOSS: loss::Words<'_> = loss::Words {
    curves: curves::Words {
        title: "Cross-entropy over training",
        x_axis: "epoch (log)",
        epoch: "epoch",
        y_axis: "cross-entropy, bits",
        train: "train",
        test: "test",
        kept: "kept",
    },
    floor: "H(Y|X)",
    kl: "KL above it",
};

pub(crate) fn loss() -> Figure {
    loss::loss(&records(), Some(0.394), BITS, &LOSS)
}

pub(crate) fn loss_table() -> Table {
    loss::table(&records(), Some(0.394), BITS, &LOSS)
}

/// Six layers of a tanh network on the 12-bit task: up first, then to the left.
pub(crate) fn frames() -> Vec<LayerInformationFrame> {
    let ceiling = 4096f64.ln();
    let at = |epoch: u32| {
        let t = f64::from(epoch).ln_1p() / 9_900f64.ln_1p();
        let fit = 1.0 / (1.0 + (-12.0 * (t - 0.5)).exp());
        let layer = |i: usize| {
            let depth = i as f64 / 5.0;
            let start = ceiling * (1.0 - 0.85 * depth * depth);
            let forget = depth * depth * 0.5 * (t - 0.55).max(0.0) * start;
            let i_xt = start - forget + 0.9 * fit * depth * (1.0 - depth) * 2.0;
            let i_ty = 0.690 * ((1.0 - 0.95 * depth) * (1.0 - fit) * 0.9 + fit * (1.0 - 0.06 * depth));
            let point = PlanePoint { i_xt: i_xt.min(ceiling), i_ty };
            LayerPoints { bins_30: point, bins_007: point, kde_upper: point, kde_lower: point }
        };
        LayerInformationFrame {
            epoch,
            layers: (0..6).map(layer).collect(),
            n_samples: 4096,
            h_y: std::f64::consts::LN_2,
        }
    };
    epochs(9_900).into_iter().map(at).collect()
}

const PLANE: plane::Words<'_> = plane::Words {
    title: "The information plane",
    x_axis: "I(X;T), bits, KDE upper bound",
    y_axis: "I(T;Y), bits",
    layer: "layer",
    epoch: "epoch",
    h_y: "H(Y)",
    log_n: "log₂ n",
};

const VIEW: plane::View =
    plane::View { estimator: plane::Estimator::KdeUpper, n_epochs: 9_900, factor: BITS, hidden: 0 };

pub(crate) fn plane() -> Figure {
    plane_of(&frames())
}

pub(crate) fn plane_of(frames: &[LayerInformationFrame]) -> Figure {
    plane::plane(frames, &VIEW, &PLANE)
}

pub(crate) fn plane_table() -> Table {
    plane::table(&frames(), &VIEW, &PLANE)
}

/// Three seeds, each of which forgets a little more in its deeper layers.
fn seeds() -> [Vec<LayerInformationFrame>; 3] {
    [0.0, 0.5, 1.0].map(|more: f64| {
        let mut frames = frames();
        let n_frames = frames.len();
        for (index, frame) in frames.iter_mut().enumerate() {
            let late = index as f64 / n_frames as f64;
            for (depth, layer) in frame.layers.iter_mut().enumerate() {
                layer.kde_upper.i_xt -= more * late * 0.1 * depth as f64;
            }
        }
        frames
    })
}

pub(crate) fn spread() -> Figure {
    let planes = seeds();
    let seeds: Vec<spread::Seed<'_>> =
        (1..).zip(&planes).map(|(seed, plane)| spread::Seed { seed, plane }).collect();
    let view = spread::View {
        estimator: plane::Estimator::KdeUpper,
        n_epochs: 9_900,
        factor: BITS,
        chosen: Some(2),
    };
    let words = spread::Words { plane: PLANE, seed: "seed", mean: "mean", deviation: "s.d. of" };
    spread::spread(&seeds, view, &words)
}

/// About what the reference runs of tanh have, with two-digit numbers side by side in the last layers.
pub(crate) fn compression() -> Figure {
    let of = |seed: u64, layers: [f64; 6]| compression::Compressions { seed, layers: layers.to_vec() };
    let seeds = [
        of(1, [0.0, 0.09, 0.0, 0.07, 12.88, 12.56]),
        of(2, [0.0, 0.0, 0.07, 0.91, 14.56, 12.33]),
        of(3, [0.0, 0.01, 0.11, 0.44, 12.08, 12.35]),
    ];
    let words = compression::Words {
        title: "Compression",
        layer: "Layer",
        y_axis: "Compression, bits",
        seed: "seed",
        mean: "mean",
        deviation: "s.d. of",
    };
    compression::compression(&seeds, &words)
}

/// The class whose spiral arm is nearest, with a softness.
fn spiral_scores(x: f64, y: f64) -> [f64; 3] {
    let (radius, angle) = (x.hypot(y), y.atan2(x));
    let score = |class: usize| {
        let arm = 4.0 * radius + class as f64 * std::f64::consts::TAU / 3.0;
        (3.5 * radius.min(1.2) * (angle - arm).cos()).exp()
    };
    let scores = [0, 1, 2].map(score);
    let total: f64 = scores.iter().sum();
    scores.map(|s| s / total)
}

const REGIONS: regions::Words<'_> = regions::Words {
    title: "Decision regions",
    train: "train",
    test: "test",
    prediction: "predicted",
    class: "class",
};

fn field() -> Regions {
    let side = 48;
    let extent = 1.2;
    let center = |i: usize| (i as f64 + 0.5) / side as f64 * 2.0 * extent - extent;
    let cells = (0..side * side).flat_map(|i| spiral_scores(center(i % side), -center(i / side)));
    let probabilities = cells.map(|p| p as f32).collect();
    Regions { side, extent: extent as f32, n_classes: 3, probabilities }
}

pub(crate) fn regions() -> Figure {
    regions::regions(&field(), &arms(0.0), &arms(0.5), &REGIONS)
}

pub(crate) fn regions_table() -> Table {
    regions::table(&field(), &arms(0.0), &arms(0.5), &REGIONS)
}

fn arms(shift: f64) -> Vec<regions::Sample> {
    let sample = |i: usize| {
        let (class, step) = (i % 3, (i / 3) as f64 + shift);
        let radius = 0.2 + 0.9 * step / 30.0;
        let wobble = 0.12 * (step * 2.4 + class as f64).sin();
        let angle = 4.0 * radius + class as f64 * std::f64::consts::TAU / 3.0 + wobble;
        let wrong = i % 17 == 16;
        let at = ((radius * angle.cos()) as f32, (radius * angle.sin()) as f32);
        regions::Sample { at, class: if wrong { (class + 1) % 3 } else { class } }
    };
    (0..90).map(sample).collect()
}

const CONTRIBUTIONS: contributions::Words<'_> = contributions::Words {
    title: "Terms of KL(p‖q)",
    outcome: "outcome",
    unit: "bits",
    quantity_in: in_unit,
};

pub(crate) fn contributions() -> Figure {
    contributions_of(&WEATHER[0], &WEATHER[1])
}

/// Where one outcome is excluded and the finite terms are all negative.
pub(crate) fn contributions_infinite() -> Figure {
    contributions_of(&[0.1, 0.2, 0.1, 0.1, 0.2, 0.3], &[0.2, 0.3, 0.2, 0.15, 0.15, 0.0])
}

fn contributions_of(p: &[f64], q: &[f64]) -> Figure {
    contributions::contributions(contributions::Sum::Kl, &weather(), (p, q), BITS, &CONTRIBUTIONS)
}

pub(crate) fn contributions_table() -> Table {
    let pq = (&WEATHER[0][..], &WEATHER[1][..]);
    contributions::table(contributions::Sum::Kl, &weather(), pq, BITS, &CONTRIBUTIONS)
}

const ACCURACY: curves::Words<'_> =
    curves::Words { title: "Accuracy over training", y_axis: "accuracy, %", ..LOSS.curves };

pub(crate) fn accuracy() -> Figure {
    accuracy::accuracy(&records(), &ACCURACY)
}

pub(crate) fn accuracy_table() -> Table {
    accuracy::accuracy_table(&records(), &ACCURACY)
}

const DOUBT: curves::Words<'_> = curves::Words {
    title: "Predictive entropy over training",
    y_axis: "mean entropy of predictions, bits",
    ..LOSS.curves
};

pub(crate) fn predictive_entropy() -> Figure {
    accuracy::predictive_entropy(&records(), BITS, &DOUBT)
}

pub(crate) fn predictive_entropy_table() -> Table {
    accuracy::predictive_entropy_table(&records(), BITS, &DOUBT)
}

/// Observed by predicted.
fn counts() -> Vec<Vec<usize>> {
    vec![vec![86, 12, 2], vec![3, 92, 5], vec![5, 5, 90]]
}

fn with_confusion<T>(look: impl FnOnce(&confusion::Words<'_>) -> T) -> T {
    look(&confusion::Words {
        title: "Confusion",
        x_axis: "predicted",
        y_axis: "observed",
        entropy: "entropy, bits",
        classes: &names(["A", "B", "C"]),
    })
}

pub(crate) fn confusion() -> Figure {
    with_confusion(|words| confusion::confusion(&counts(), BITS, words))
}

pub(crate) fn confusion_table() -> Table {
    with_confusion(|words| confusion::table(&counts(), BITS, words))
}

const DIGITS: digits_grid::Words<'_> = digits_grid::Words {
    title: "Test digits",
    observed: "digit",
    predicted: "taken for",
    entropy: "entropy, bits",
};

fn some_digits() -> Vec<digits_grid::Digit> {
    let digit = |i: usize| {
        let stroke = |cell: usize| {
            let (x, y) = ((cell % 8) as f32 - 3.5, (cell / 8) as f32 - 3.5);
            let ring = (x * x + y * y).sqrt() - 2.6 + 0.2 * (i % 3) as f32;
            (1.2 - ring.abs()).clamp(0.0, 1.0)
        };
        let sure = [0.99, 0.8, 0.45][i % 3];
        let rest = (1.0 - sure) / 9.0;
        let observed = i % 10;
        let taken = if i % 5 == 4 { (observed + 3) % 10 } else { observed };
        let probabilities = (0..10).map(|c| if c == taken { sure } else { rest }).collect();
        digits_grid::Digit { pixels: (0..64).map(stroke).collect(), observed, probabilities }
    };
    (0..24).map(digit).collect()
}

pub(crate) fn digits() -> Figure {
    digits_grid::digits_grid(&some_digits(), 8, BITS, &DIGITS)
}

pub(crate) fn digits_table() -> Table {
    digits_grid::table(&some_digits(), BITS, &DIGITS)
}

const NETWORK: network::Words<'_> = network::Words {
    title: "Network",
    input: "input",
    output: "softmax",
    layer: "layer",
    unit: "unit",
    bias: "bias",
    weights: "weights",
};

const WIDTHS: [usize; 4] = [2, 8, 8, 3];

/// Weights and biases of a network of those widths.
pub(crate) fn parameters() -> Vec<f32> {
    (0..2 * 8 + 8 + 8 * 8 + 8 + 8 * 3 + 3)
        .map(|i| ((i * i) as f32 * 0.37).sin() * ((i * 7) as f32 * 0.11).cos() * 2.0)
        .collect()
}

pub(crate) fn network() -> Figure {
    network::network(&WIDTHS, &parameters(), None, &NETWORK)
}

/// With the mean of every unit beside it; the last one of the last layer is not known.
pub(crate) fn network_forward() -> Figure {
    let n_units: usize = WIDTHS.iter().sum();
    let means: Vec<f32> = (1..n_units).map(|unit| (unit as f32 * 0.7).sin()).collect();
    network::with_values(network(), &WIDTHS, &means)
}

/// The third unit of the first hidden layer is looked at.
pub(crate) fn network_with_a_chosen_unit() -> Figure {
    network::network(&WIDTHS, &parameters(), Some(Unit { layer: 0, index: 2 }), &NETWORK)
}

pub(crate) fn network_table() -> Table {
    network::table(&WIDTHS, &parameters(), &NETWORK)
}
