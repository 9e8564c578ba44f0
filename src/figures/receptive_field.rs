//! What a unit of the first layer looks for in an image: its weights, each where its pixel is.

use super::diverging::{image, legend, most};
use crate::charts::figure::{Aspect, Figure, Mark, Rect, Sampling, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale, Ticks};
use crate::charts::table::Table;
use crate::charts::ticks::value_text;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The word for a row of pixels.
    pub row: &'a str,
    /// The word for a column of pixels.
    pub column: &'a str,
    /// The word for a weight.
    pub weight: &'a str,
}

/// Weights of square images of this side, row by row from the top, and the legend below.
pub fn receptive_field(weights: &[f32], side: usize, words: &Words<'_>) -> Figure {
    let edge = side as f64;
    let mut marks = vec![image(weights, side, [(0.0, edge), (0.0, edge)], Sampling::Blocks)];
    marks.extend(weights.iter().enumerate().map(|(pixel, weight)| cell(pixel, *weight, side, words)));
    marks.extend(legend(most(weights), (0.15 * edge, 0.85 * edge), (-0.08 * edge, -0.04 * edge)));
    let axis = |min: f64| Axis::new("", Scale::Linear { min, max: edge }).with_ticks(Ticks::Hidden);
    Figure {
        title: words.title.into(),
        x: axis(0.0),
        y: axis(-0.16 * edge),
        marks,
        aspect: Aspect::Fixed(862),
    }
}

/// The weights as they lie.
pub fn table(weights: &[f32], side: usize, words: &Words<'_>) -> Table {
    let mut table = Table::new(&[words.row]);
    table.headings.extend((1..=side).map(|column| format!("{} {column}", words.column)));
    for (row, weights) in weights.chunks(side.max(1)).enumerate() {
        table.row(row as f64 + 1.0);
        table.singles(weights);
    }
    table
}

/// A pixel, for the pointer.
fn cell(pixel: usize, weight: f32, side: usize, words: &Words<'_>) -> Mark {
    let (column, row) = (pixel % side, pixel / side);
    let (left, top) = (column as f64, (side - row) as f64);
    Mark::Rect(Rect {
        name: format!("{} {}, {} {}", words.row, row + 1, words.column, column + 1),
        detail: format!("{} {}", words.weight, value_text(f64::from(weight))),
        x: (left, left + 1.0),
        y: (top - 1.0, top),
        fill: None,
        outline: Some((Ink::Grid.opacity(0.6), Stroke::Solid)),
        inset: 0.0,
    })
}
