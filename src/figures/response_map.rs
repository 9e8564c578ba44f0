//! What one unit does with every point of the plane: its activation as a map, with the samples on it.

use super::diverging::{image, legend, most};
use super::regions::{Sample, points};
use crate::charts::figure::{Aspect, Body, Figure, Sampling};
use crate::charts::scale::{Axis, Scale, Ticks};
use crate::charts::table::Table;
use infoplane_core::experiments::neuron::ResponseMap;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The samples.
    pub samples: &'a str,
    /// The word for a class; its number is written after it.
    pub class: &'a str,
    /// The word for the activation.
    pub activation: &'a str,
}

/// Radius of a sample: small, because the map is what is looked at.
const RADIUS: f64 = 2.2;

/// The map, the samples, and the legend below.
pub fn response_map(map: &ResponseMap, samples: &[Sample], words: &Words<'_>) -> Figure {
    let extent = f64::from(map.extent);
    let square = (-extent, extent);
    let mut marks = vec![
        image(&map.values, map.side, [square, square], Sampling::Smooth),
        points((words.samples, words.class), samples, Body::Plain, RADIUS),
    ];
    marks.extend(legend(most(&map.values), (-0.7 * extent, 0.7 * extent), (-1.16 * extent, -1.08 * extent)));
    let axis = |min: f64| Axis::new("", Scale::Linear { min, max: extent }).with_ticks(Ticks::Hidden);
    Figure {
        title: words.title.into(),
        x: axis(-extent),
        y: axis(-1.32 * extent),
        marks,
        aspect: Aspect::Fixed(862),
    }
}

/// The activation at the center of each cell of the map.
pub fn table(map: &ResponseMap, words: &Words<'_>) -> Table {
    let mut table = Table::new(&["x₁", "x₂", words.activation]);
    let along = |place: usize| ((2 * place + 1) as f32 / map.side as f32 - 1.0) * map.extent;
    for (cell, value) in map.values.iter().enumerate() {
        table.row(f64::from(along(cell % map.side)));
        table.singles(&[-along(cell / map.side), *value]);
    }
    table
}
