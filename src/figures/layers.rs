//! A quantity of every layer over the epochs of a run.

use crate::charts::figure::{Aspect, Dimension, Figure, Line, Mark, Rule, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::table::Table;
use crate::charts::ticks::{round_up, short_text};
use crate::figures::curves::{Points, last_epoch};

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, epochs.
    pub x_axis: &'a str,
    /// The word for an epoch.
    pub epoch: &'a str,
    /// The vertical axis.
    pub y_axis: &'a str,
    /// The word for a layer; its number is written after it.
    pub layer: &'a str,
}

/// A quantity of every layer by epoch, solid or dashed.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// What it is called beside others; empty if it is alone.
    pub name: String,
    /// Solid or dashed.
    pub stroke: Stroke,
    /// Values by epoch, layer by layer.
    pub layers: Vec<Points>,
}

/// How the vertical axis is laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Height {
    /// From zero.
    Linear,
    /// By powers of ten, with a line at this value if there is one.
    Log(Option<f64>),
}

/// About as many steps a linear axis is rounded up to.
const N_STEPS: usize = 4;

/// The first layer is faint, the last one dark.
pub fn layers(curves: &[Curves], height: Height, words: &Words<'_>) -> Figure {
    let values: Vec<f64> = numbers(curves).map(|(_, y)| y).filter(|y| y.is_finite()).collect();
    let last = last_epoch(&numbers(curves).collect::<Vec<_>>());
    let mut marks: Vec<Mark> = match height {
        Height::Log(Some(value)) => vec![rule(value)],
        _ => Vec::new(),
    };
    marks.extend(curves.iter().flat_map(|curves| lines(curves, words)));
    Figure {
        title: words.title.into(),
        x: Axis::new(words.x_axis, Scale::Log1p { min: 0.0, max: last }),
        y: Axis::new(words.y_axis, scale(&values, height)),
        marks,
        aspect: Aspect::Free,
    }
}

/// Every recorded epoch, and in it every layer of every quantity.
pub fn table(curves: &[Curves], words: &Words<'_>) -> Table {
    let mut table = Table::new(&[words.epoch]);
    for curves in curves {
        let named = (1..=curves.layers.len()).map(|layer| named(words.layer, layer, &curves.name));
        table.headings.extend(named);
    }
    let columns: Vec<&Points> = curves.iter().flat_map(|curves| &curves.layers).collect();
    for (row, (epoch, _)) in columns.first().map_or(&[][..], |points| points).iter().enumerate() {
        table.row(*epoch);
        columns.iter().for_each(|points| table.numbers(&[points.get(row).map_or(f64::NAN, |(_, y)| *y)]));
    }
    table
}

fn numbers(curves: &[Curves]) -> impl Iterator<Item = (f64, f64)> {
    curves.iter().flat_map(|curves| curves.layers.iter().flatten().copied())
}

fn named(layer: &str, number: usize, quantity: &str) -> String {
    format!("{layer} {number} {quantity}").trim_end().to_owned()
}

fn scale(values: &[f64], height: Height) -> Scale {
    match height {
        Height::Linear => {
            let largest = values.iter().copied().fold(0.0, f64::max);
            Scale::Linear { min: 0.0, max: round_up(if largest > 0.0 { largest } else { 1.0 }, N_STEPS) }
        }
        Height::Log(line) => {
            let positive = values.iter().copied().chain(line).filter(|y| *y > 0.0);
            let (low, high) =
                positive.fold((f64::INFINITY, 0.0_f64), |(low, high), y| (low.min(y), high.max(y)));
            let power = |exponent: f64| 10_f64.powf(exponent);
            if low > high {
                return Scale::Log { min: 0.1, max: 1.0 };
            }
            let (min, max) = (power(low.log10().floor()), power(high.log10().ceil()));
            Scale::Log { min, max: if max > min { max } else { 10.0 * min } }
        }
    }
}

fn lines(curves: &Curves, words: &Words<'_>) -> Vec<Mark> {
    let n = curves.layers.len();
    let line = |(index, points): (usize, &Points)| {
        let last = points.iter().rev().find(|(_, y)| y.is_finite());
        let is_named = curves.stroke == Stroke::Solid;
        let label = last.filter(|_| is_named).map(|(_, y)| format!("{} {}", index + 1, short_text(*y)));
        Mark::Line(Line {
            name: named(words.layer, index + 1, &curves.name),
            paint: Ink::P.opacity(0.35 + 0.65 * (index + 1) as f64 / n as f64),
            width: if is_named { 1.8 } else { 1.2 },
            stroke: curves.stroke,
            points: points.clone(),
            label: label.unwrap_or_default(),
        })
    };
    curves.layers.iter().enumerate().map(line).collect()
}

fn rule(value: f64) -> Mark {
    Mark::Rule(Rule {
        axis: Dimension::Y,
        value,
        ink: Ink::Muted,
        stroke: Stroke::Dashed,
        label: String::new(),
    })
}
