//! Samples of the figures of one neuron.

use infoplane::charts::figure::Figure;
use infoplane::charts::table::Table;
use infoplane::figures::receptive_field::{self, receptive_field};
use infoplane::figures::regions::Sample;
use infoplane::figures::response_map::{self, response_map};
use infoplane::figures::unit_histogram::{self, unit_histogram};
use infoplane_core::experiments::neuron::{Histogram, ResponseMap};

/// tanh(2 x₁ − x₂) over [-1, 1]², with two points.
pub(crate) fn response() -> Figure {
    let samples = [Sample { at: (0.5, -0.5), class: 0 }, Sample { at: (-0.5, 0.5), class: 1 }];
    response_map(&plane(), &samples, &RESPONSE)
}

pub(crate) fn response_table() -> Table {
    response_map::table(&plane(), &RESPONSE)
}

const RESPONSE: response_map::Words<'_> = response_map::Words {
    title: "Where it responds",
    samples: "samples",
    class: "class",
    activation: "activation",
};

fn plane() -> ResponseMap {
    let side = 16;
    let center = |i: usize| (2 * i + 1) as f32 / side as f32 - 1.0;
    let value = |cell: usize| (2.0 * center(cell % side) + center(cell / side)).tanh();
    ResponseMap { side, extent: 1.0, values: (0..side * side).map(value).collect() }
}

/// An upright stroke of weight 1 between flanks of −½.
pub(crate) fn field() -> Figure {
    receptive_field(&stroke(), 8, &FIELD)
}

pub(crate) fn field_table() -> Table {
    receptive_field::table(&stroke(), 8, &FIELD)
}

const FIELD: receptive_field::Words<'_> =
    receptive_field::Words { title: "What it looks for", row: "row", column: "column", weight: "weight" };

fn stroke() -> Vec<f32> {
    let weight = |pixel: usize| match pixel % 8 {
        3 | 4 => 1.0,
        1 | 6 => -0.5,
        _ => 0.0,
    };
    (0..64).map(weight).collect()
}

/// Two classes at the ends of tanh, and one in the middle.
pub(crate) fn histogram() -> Figure {
    with_words(|words| unit_histogram(&counts(), words))
}

/// A unit that is always 0.5.
pub(crate) fn constant() -> Figure {
    let mut counts = vec![vec![0; 3]; 30];
    counts[0] = vec![40, 30, 20];
    with_words(|words| unit_histogram(&Histogram { low: 0.5, high: 0.5, counts }, words))
}

/// Ten classes, each a little further to the right.
pub(crate) fn ten_classes() -> Figure {
    let bell = |bin: i32, center: i32| (30 - 3 * (bin - center).abs()).max(0) as u32;
    let bin = |bin| (0..10).map(|class| bell(bin, 3 * class + 1)).collect();
    let histogram = Histogram { low: -1.0, high: 1.0, counts: (0..30).map(bin).collect() };
    let classes: Vec<String> = (0..10).map(|class: usize| class.to_string()).collect();
    unit_histogram(
        &histogram,
        &unit_histogram::Words {
            title: "What it says of each digit",
            activation: "activation",
            n: "samples",
            classes: &classes,
        },
    )
}

pub(crate) fn histogram_table() -> Table {
    with_words(|words| unit_histogram::table(&counts(), words))
}

fn with_words<T>(of: impl FnOnce(&unit_histogram::Words<'_>) -> T) -> T {
    let classes = ["class 1", "class 2", "class 3"].map(String::from);
    of(&unit_histogram::Words {
        title: "What it says of each class",
        activation: "activation",
        n: "samples",
        classes: &classes,
    })
}

pub(crate) fn counts() -> Histogram {
    let bell = |bin: i32, center: i32, height: i32| (height - 2 * (bin - center).abs()).max(0) as u32;
    let bin = |bin| vec![bell(bin, 1, 60), bell(bin, 15, 20), bell(bin, 28, 44)];
    Histogram { low: -1.0, high: 1.0, counts: (0..30).map(bin).collect() }
}

/// What is drawn before the first answer.
pub(crate) fn empty() -> [Figure; 2] {
    let map = ResponseMap { side: 1, extent: 1.0, values: vec![0.0] };
    let histogram = |words: &unit_histogram::Words<'_>| unit_histogram(&Histogram::default(), words);
    [response_map(&map, &[], &RESPONSE), with_words(histogram)]
}
