//! Samples of the estimates against the truth.

use infoplane::charts::figure::Figure;
use infoplane::charts::table::Table;
use infoplane::figures::ground_truth::{self, View, ground_truth};
use infoplane_core::experiments::ground_truth::{GroundTruth, GroundTruthFrame, GroundTruthSpec, Method};
use infoplane_core::experiments::{Experiment, Progress};

const WORDS: ground_truth::Words<'_> = ground_truth::Words {
    title: "I(X;T) against the truth",
    x_axis: "samples N (log scale)",
    y_axis: "I(X;T), bits",
    estimator: "estimator",
    name: &Method::name,
    truth: "truth",
    mean: "mean",
    deviation: "standard deviation",
    bias: "bias",
    ceiling: "ceiling",
    log_n: "log N",
};

fn spec() -> GroundTruthSpec {
    GroundTruthSpec { sizes: GroundTruthSpec::doubling(512), n_repetitions: 4, ..GroundTruthSpec::default() }
}

fn found() -> GroundTruthFrame {
    let mut run = GroundTruth::start(&spec(), None).expect("the default is valid");
    while run.step() == Progress::Running {}
    run.frame()
}

fn view(truth: f64) -> View {
    View { truth, pick: |line| line.i_xt, factor: std::f64::consts::LOG2_E }
}

/// The Gaussian channel in two dimensions.
pub(crate) fn estimates() -> Figure {
    let frame = found();
    ground_truth(&frame.rows, &spec().sizes, view(frame.truth.i_xt), &WORDS)
}

pub(crate) fn estimates_table() -> Table {
    let frame = found();
    ground_truth::table(&frame.rows, view(frame.truth.i_xt), &WORDS)
}

/// Before anything has been found of that many nats.
pub(crate) fn nothing_yet(truth: f64) -> Figure {
    ground_truth(&[], &spec().sizes, view(truth), &WORDS)
}
