//! The network as a graph: thickness is the size of a weight, color and dashes its sign.

use crate::charts::figure::{Aspect, Body, Dot, Dots, Face, Figure, Label, Line, Mark, Shape, Side, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale, Ticks};
use crate::charts::table::Table;
use crate::charts::ticks::value_text;
use infoplane_core::experiments::neuron::Unit;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// Below the first column.
    pub input: &'a str,
    /// Below the last column.
    pub output: &'a str,
    /// The word for a layer.
    pub layer: &'a str,
    /// The word for a unit of a layer.
    pub unit: &'a str,
    /// The word for a unit's bias.
    pub bias: &'a str,
    /// The word for the weights of a unit's inputs.
    pub weights: &'a str,
}

/// Units drawn per layer; wider layers show their first ones and say how many there are.
const MAX_UNITS: usize = 12;
/// Half the width of a unit, and of the ring around the one that is looked at, in pixels.
const RADII: [f64; 2] = [6.0, 10.5];
/// Width of the heaviest weight's line, in pixels.
const MAX_WIDTH: f64 = 4.0;
/// Weights below this share of the heaviest are not drawn: they would be thinner than a hair.
const VISIBLE: f64 = 0.04;

/// Columns of units joined by their weights, positive blue and solid, negative orange and dashed.
///
/// `widths` are those of all layers, from the inputs to the softmax; `snapshot` holds, layer by layer, weights (output-major), then biases. A snapshot of another
/// network's length draws the units alone. The unit that is looked at has a ring, if it is one of those drawn.
pub fn network(widths: &[usize], snapshot: &[f32], chosen: Option<Unit>, words: &Words<'_>) -> Figure {
    let layers = layers(widths, snapshot);
    let heaviest = layers.iter().flat_map(|l| l.weights).fold(0f32, |a, w| a.max(w.abs()));
    let mut marks: Vec<Mark> =
        layers.iter().enumerate().flat_map(|(i, layer)| layer.edges(i, f64::from(heaviest))).collect();
    marks.extend(chosen.and_then(|unit| ring(widths, unit)));
    marks.extend(widths.iter().enumerate().map(|(column, width)| units(column, *width, &layers, words)));
    marks.extend(widths.iter().enumerate().map(|(i, width)| caption(i, *width, widths.len(), words)));
    let last = (widths.len() - 1) as f64;
    Figure {
        title: words.title.into(),
        x: Axis::new("", Scale::Linear { min: -0.35, max: last + 0.35 }).with_ticks(Ticks::Hidden),
        y: Axis::new("", Scale::Linear { min: -0.14, max: 1.02 }).with_ticks(Ticks::Hidden),
        marks,
        aspect: Aspect::Free,
    }
}

/// The figure with a number beside each unit that is drawn: `values` are those of all layers, the inputs first.
pub fn with_values(mut figure: Figure, widths: &[usize], values: &[f32]) -> Figure {
    let mut rest = values;
    for (column, width) in widths.iter().enumerate() {
        let (layer, others) = rest.split_at((*width).min(rest.len()));
        rest = others;
        figure.marks.extend(layer.iter().take(MAX_UNITS).enumerate().map(|(unit, value)| {
            let at = (column as f64, height(unit, *width));
            let text = format!("{value:.2}").replace('-', "−");
            Mark::Label(Label { text, at, ink: Ink::Text, side: Side::Above, face: Face::Fixed })
        }));
    }
    figure
}

/// Every bias and every weight, those that are not drawn too.
pub fn table(widths: &[usize], snapshot: &[f32], words: &Words<'_>) -> Table {
    let mut table = Table::new(&[words.layer, words.unit, words.input, words.weights]);
    for (index, layer) in layers(widths, snapshot).iter().enumerate() {
        for unit in 0..layer.n_out {
            let place = [(index + 1) as f64, (unit + 1) as f64];
            table.row(place[0]);
            table.numbers(&place[1..]);
            table.text(words.bias);
            table.singles(&[layer.biases[unit]]);
            for (input, weight) in layer.weights[unit * layer.n_in..][..layer.n_in].iter().enumerate() {
                table.row(place[0]);
                table.numbers(&[place[1], (input + 1) as f64]);
                table.singles(&[*weight]);
            }
        }
    }
    table
}

/// The unit at this place of the figure; `None` for an input.
pub fn unit_at(widths: &[usize], (x, y): (f64, f64)) -> Option<Unit> {
    let column = x.round() as usize;
    let width = *widths.get(column)?;
    let index = ((1.0 - y) * width.min(MAX_UNITS) as f64) as usize;
    Some(Unit { layer: column.checked_sub(1)?, index: index.min(width.checked_sub(1)?) })
}

/// A circle around a unit, behind it.
fn ring(widths: &[usize], unit: Unit) -> Option<Mark> {
    let width = *widths.get(unit.layer + 1)?;
    let at = ((unit.layer + 1) as f64, height(unit.index, width));
    let dot = Dot { at, paint: Ink::Text.into(), shape: Shape::Circle, note: String::new() };
    let dots = Dots { name: String::new(), dots: vec![dot], radius: RADII[1], body: Body::Hollow };
    (unit.index < width.min(MAX_UNITS)).then_some(Mark::Dots(dots))
}

/// The parameters between two columns.
struct Layer<'a> {
    n_in: usize,
    n_out: usize,
    weights: &'a [f32],
    biases: &'a [f32],
}

fn layers<'a>(widths: &[usize], mut snapshot: &'a [f32]) -> Vec<Layer<'a>> {
    let needed: usize = widths.windows(2).map(|w| w[0] * w[1] + w[1]).sum();
    if needed != snapshot.len() {
        return vec![];
    }
    let cut = widths.windows(2).map(|w| {
        let (weights, rest) = snapshot.split_at(w[0] * w[1]);
        let (biases, rest) = rest.split_at(w[1]);
        snapshot = rest;
        Layer { n_in: w[0], n_out: w[1], weights, biases }
    });
    cut.collect()
}

/// The height of a unit: columns are centered, with the same spread.
fn height(unit: usize, width: usize) -> f64 {
    let shown = width.min(MAX_UNITS) as f64;
    1.0 - (unit as f64 + 0.5) / shown
}

impl Layer<'_> {
    /// The bias of a unit and the weights of those of its inputs that are drawn, four to a line.
    fn note(&self, unit: usize, words: &Words<'_>) -> String {
        let mut note = format!("{} {}\n{}", words.bias, value_text(self.biases[unit].into()), words.weights);
        let weights = &self.weights[unit * self.n_in..][..self.n_in.min(MAX_UNITS)];
        for (i, weight) in weights.iter().enumerate() {
            let gap = if i > 0 && i % 4 == 0 { '\n' } else { ' ' };
            note += &format!("{gap}{}", value_text((*weight).into()));
        }
        note
    }

    fn edges(&self, column: usize, heaviest: f64) -> Vec<Mark> {
        let mut edges = vec![];
        for to in 0..self.n_out.min(MAX_UNITS) {
            for from in 0..self.n_in.min(MAX_UNITS) {
                let share = f64::from(self.weights[to * self.n_in + from]) / heaviest;
                if share.abs() >= VISIBLE {
                    let ends = [(column, height(from, self.n_in)), (column + 1, height(to, self.n_out))];
                    edges.push(edge(ends, share));
                }
            }
        }
        edges
    }
}

/// A line that leaves and arrives level.
fn edge([from, to]: [(usize, f64); 2], share: f64) -> Mark {
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let points = (0..=16).map(|i| f64::from(i) / 16.0);
    let points = points.map(|t| (from.0 as f64 + t, from.1 + ease(t) * (to.1 - from.1)));
    let (ink, stroke) =
        if share > 0.0 { (Ink::Positive, Stroke::Solid) } else { (Ink::Negative, Stroke::Dashed) };
    Mark::Line(Line {
        name: String::new(),
        paint: ink.opacity(0.35 + 0.5 * share.abs()),
        width: (MAX_WIDTH * share.abs()).max(0.5),
        stroke,
        points: points.collect(),
        label: String::new(),
    })
}

/// The units of a column: filled with the sign of their bias, hollow where they have none.
fn units(column: usize, width: usize, layers: &[Layer<'_>], words: &Words<'_>) -> Mark {
    let layer = column.checked_sub(1).and_then(|i| layers.get(i));
    let dots = (0..width.min(MAX_UNITS)).map(|unit| {
        let bias = layer.map(|l| f64::from(l.biases[unit]));
        let ink = bias.map_or(Ink::Muted, |b| if b < 0.0 { Ink::Negative } else { Ink::Positive });
        let note = layer.map_or(String::new(), |l| l.note(unit, words));
        Dot { at: (column as f64, height(unit, width)), paint: ink.into(), shape: Shape::Circle, note }
    });
    let name = format!("{} {column}", words.layer);
    Mark::Dots(Dots { name, dots: dots.collect(), radius: RADII[0], body: Body::Hollow })
}

fn caption(column: usize, width: usize, n_columns: usize, words: &Words<'_>) -> Mark {
    let name = match column {
        0 => words.input,
        c if c + 1 == n_columns => words.output,
        _ => "",
    };
    let text = format!("{name} {width}").trim().to_owned();
    let at = (column as f64, -0.09);
    Mark::Label(Label { text, at, ink: Ink::Muted, side: Side::Center, face: Face::Fixed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_is_cut_into_weights_and_biases() {
        let snapshot: Vec<f32> = (0..17).map(|i| i as f32).collect();
        let layers = layers(&[2, 3, 2], &snapshot);
        assert_eq!(layers[0].biases, [6.0, 7.0, 8.0]);
        assert_eq!(layers[1].weights, [9.0, 10.0, 11.0, 12.0, 13.0, 14.0]);
        assert_eq!(layers[1].biases, [15.0, 16.0]);
    }

    #[test]
    fn every_unit_that_is_drawn_is_found_where_it_is_drawn() {
        let widths = [2, 8, 20, 3];
        for (layer, width) in widths[1..].iter().enumerate() {
            for index in 0..(*width).min(MAX_UNITS) {
                let at = ((layer + 1) as f64, height(index, *width));
                assert_eq!(unit_at(&widths, at), Some(Unit { layer, index }));
                assert!(ring(&widths, Unit { layer, index }).is_some());
            }
        }
        assert_eq!(unit_at(&widths, (0.0, height(1, 2))), None, "an input is no unit");
        assert_eq!(ring(&widths, Unit { layer: 1, index: MAX_UNITS }), None, "not drawn");
    }

    #[test]
    fn a_snapshot_of_another_network_is_not_drawn() {
        assert!(layers(&[2, 3], &[0.0; 5]).is_empty());
    }
}
