//! Samples of the figures of the closer look.

use infoplane::charts::figure::{Figure, Stroke};
use infoplane::charts::table::Cell;
use infoplane::figures::class_kl::{self, ClassMeans, class_kl};
use infoplane::figures::doubts::{self, doubts};
use infoplane::figures::layers::{self, Curves, Height, layers};
use infoplane::figures::reliability::{self, reliability};
use infoplane::figures::shifted::{self, shifted};
use infoplane_core::experiments::shifted::{Between, Shifted};
use infoplane_core::experiments::training::Evaluation;
use infoplane_core::measures::calibration::reliability::{BinContent, ReliabilityBin};
use std::num::NonZeroUsize;

/// Overconfident above one half, underconfident below; one bin is empty.
pub(crate) fn reliability_diagram() -> Figure {
    let bin = |(index, accuracy): (usize, f64)| {
        let (lower, upper) = (0.2 * index as f64, 0.2 * (index + 1) as f64);
        let content = BinContent {
            n_inputs: NonZeroUsize::new(10 * index).unwrap_or(NonZeroUsize::MIN),
            accuracy,
            confidence: lower + 0.1,
        };
        ReliabilityBin { lower, upper, content: (index > 0).then_some(content) }
    };
    let bins: Vec<ReliabilityBin> = [0.0, 0.4, 0.5, 0.6, 0.7].into_iter().enumerate().map(bin).collect();
    let words = reliability::Words {
        title: "Is it right as often as it is sure?",
        confidence: "confidence",
        accuracy: "share right",
        n: "n",
        calibrated: "calibrated",
        ece: "ECE",
    };
    reliability(&bins, 0.12, &words)
}

/// Wrong predictions are the more doubtful ones.
pub(crate) fn doubts_histogram() -> Figure {
    let sample =
        |i: u32| (f64::from(i % 60) / 60.0 * std::f64::consts::LN_2, !i.is_multiple_of(7) || i % 60 < 20);
    let samples: Vec<doubts::Doubt> = (0..400).map(|i| sample(i * i)).collect();
    let words = doubts::Words {
        title: "Where is the doubt?",
        doubt: "predictive entropy, bits",
        n: "test samples",
        right: "right",
        wrong: "wrong",
    };
    let span = doubts::Span { low: 0.0, high: std::f64::consts::LN_2, factor: std::f64::consts::LOG2_E };
    doubts(&samples, span, &words)
}

/// Three classes, of which the last is never predicted.
pub(crate) fn costs_of_classes() -> Figure {
    let class = |label: usize, predictions: [f64; 3]| {
        let labels = (0..3).map(|class| if class == label { 1.0 } else { 0.0 }).collect();
        ClassMeans { n: 50, labels, predictions: predictions.to_vec() }
    };
    let classes = [class(0, [0.9, 0.05, 0.05]), class(1, [0.3, 0.5, 0.2]), class(2, [0.6, 0.4, 0.0])];
    let words = class_kl::Words {
        title: "What each class costs",
        class: "class",
        first: 1,
        kl: "KL(labels‖predictions), bits",
        n: "n",
        labels: "labels",
        predictions: "predictions",
    };
    class_kl(&classes, std::f64::consts::LOG2_E, &words)
}

/// Mean and deviation of the gradient of three layers, without an epoch 0.
pub(crate) fn gradients_of_layers() -> Figure {
    let curve = |layer: u32, fall: f64| {
        let value = |epoch: u32| match epoch {
            0 => f64::NAN,
            _ => 0.3 / f64::from(layer) * (-fall * f64::from(epoch).ln()).exp(),
        };
        (0..=60).map(|epoch| (f64::from(epoch), value(epoch))).collect()
    };
    let of = |name: &str, stroke, fall| Curves {
        name: name.to_owned(),
        stroke,
        layers: (1..=3).map(|layer| curve(layer, fall)).collect(),
    };
    let words = layers::Words {
        title: "The gradient of each layer",
        x_axis: "epoch (log scale)",
        epoch: "epoch",
        y_axis: "norm of the gradient",
        layer: "layer",
    };
    let curves = [of("mean", Stroke::Solid, 0.8), of("standard deviation", Stroke::Dashed, 0.2)];
    layers(&curves, Height::Log(Some(1.0)), &words)
}

/// A network that noise makes wrong sooner than unsure, beside another one.
pub(crate) fn cost_of_a_shift() -> Figure {
    let point = |step: u32| {
        let strength = f64::from(step) / 12.0;
        let test = Evaluation {
            loss: strength,
            cross_entropy: strength,
            expected_cross_entropy: Some(strength),
            kl: Some(0.1 + 2.0 * strength.sqrt()),
            accuracy: 0.9 - 0.2 * strength,
            predictive_entropy: 0.2 + 0.1 * strength,
            ece: 0.1,
            bottleneck: None,
        };
        let between = Some(Between { other_from_this: 0.3 + 0.05 * strength, this_from_other: 0.2 });
        Shifted { strength, test, between }
    };
    let points: Vec<Shifted> = (0..=24).map(point).collect();
    let words = shifted::Words {
        title: "What a shift of the data costs",
        strength: "noise",
        information: "information, bits",
        kl: "KL(labels‖predictions)",
        entropy: "predictive entropy",
        between: "KL(kept‖this)",
        accuracy: "right",
    };
    let table = shifted::table(&points[..1], 1.0, &words);
    let numbers = [0.0, 0.1, 0.2, 0.9, 0.3].map(Cell::Number);
    assert_eq!(table.rows, [numbers.to_vec()]);
    shifted(&points, 0.5, std::f64::consts::LOG2_E, &words)
}
