//! What a network costs on data that are moved more and more, and how unsure it says it is.

use crate::charts::figure::{Aspect, Dimension, Figure, Line, Mark, Rule, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::table::{Cell, Table};
use crate::charts::ticks::round_up;
use infoplane_core::experiments::shifted::Shifted;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, the strength of the shift.
    pub strength: &'a str,
    /// The vertical axis, information with its unit.
    pub information: &'a str,
    /// KL between labels and predictions.
    pub kl: &'a str,
    /// Predictive entropy.
    pub entropy: &'a str,
    /// KL between the predictions of the other network and this one.
    pub between: &'a str,
    /// The share of right predictions.
    pub accuracy: &'a str,
}

/// About as many steps the vertical axis is rounded up to.
const N_STEPS: usize = 5;

/// KL of the labels solid red, predictive entropy dashed blue, KL from another network thin and gray; a line at `chosen`.
/// `factor` makes nats what is shown.
pub fn shifted(points: &[Shifted], chosen: f64, factor: f64, words: &Words<'_>) -> Figure {
    let curve = |read: &dyn Fn(&Shifted) -> Option<f64>| -> Vec<(f64, f64)> {
        points.iter().filter_map(|point| Some((point.strength, factor * read(point)?))).collect()
    };
    let curves = [
        (words.kl, Ink::Kl, Stroke::Solid, curve(&|p| Some(p.kl()))),
        (words.entropy, Ink::Entropy, Stroke::Dashed, curve(&|p| Some(p.test.predictive_entropy))),
        (words.between, Ink::Muted, Stroke::Solid, curve(&|p| p.between.map(|b| b.other_from_this))),
    ];
    let values =
        curves.iter().flat_map(|(_, _, _, points)| points).map(|(_, y)| *y).filter(|y| y.is_finite());
    let top = round_up(values.fold(0.1 * factor, f64::max), N_STEPS);
    let last = points.last().map_or(1.0, |point| point.strength).max(f64::MIN_POSITIVE);
    let mut marks: Vec<Mark> = vec![Mark::Rule(Rule {
        axis: Dimension::X,
        value: chosen,
        ink: Ink::Text,
        stroke: Stroke::Solid,
        label: String::new(),
    })];
    let drawn = curves.into_iter().filter(|(_, _, _, points)| !points.is_empty());
    marks.extend(drawn.map(|(name, ink, stroke, points)| {
        Mark::Line(Line {
            name: name.into(),
            paint: ink.into(),
            width: 2.0,
            stroke,
            points,
            label: name.into(),
        })
    }));
    Figure {
        title: words.title.into(),
        x: Axis::new(words.strength, Scale::Linear { min: 0.0, max: last }),
        y: Axis::new(words.information, Scale::Linear { min: 0.0, max: top }),
        marks,
        aspect: Aspect::Free,
    }
}

/// Everything at every strength.
pub fn table(points: &[Shifted], factor: f64, words: &Words<'_>) -> Table {
    let mut table = Table::new(&[words.strength, words.kl, words.entropy, words.accuracy, words.between]);
    for point in points {
        table.row(point.strength);
        table.numbers(&[factor * point.kl(), factor * point.test.predictive_entropy, point.test.accuracy]);
        if let Some(row) = table.rows.last_mut() {
            row.push(match point.between {
                Some(between) => Cell::Number(factor * between.other_from_this),
                None => Cell::Text(String::new()),
            });
        }
    }
    table
}
