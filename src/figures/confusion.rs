//! The confusion matrix with rows as distributions: what is predicted, given the class.

use crate::charts::figure::{Aspect, Face, Figure, Label, Mark, Rect, Side};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale, Tick, Ticks};
use crate::charts::table::Table;
use crate::charts::ticks::{short_text, value_text};
use infoplane_core::math::x_log_x::x_log_x;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, predicted class.
    pub x_axis: &'a str,
    /// The vertical axis, observed class.
    pub y_axis: &'a str,
    /// The heading over the entropies of the rows, with their unit.
    pub entropy: &'a str,
    /// Names of the classes.
    pub classes: &'a [String],
}

/// A cell that holds its whole row has this much of its class's ink.
/// Little enough that text is read on it in either theme.
const FULL_INK: f64 = 0.5;
/// Up to this many classes there is room for a percentage in every cell, and for entropies beside.
const MAX_TEXT_CLASSES: usize = 6;

/// Cells show the share of the row in percent and in ink; the entropy of each row stands beside it.
///
/// `counts[observed][predicted]`; a class that was never observed has an empty row.
pub fn confusion(counts: &[Vec<usize>], factor: f64, words: &Words<'_>) -> Figure {
    let n = counts.len();
    let roomy = n <= MAX_TEXT_CLASSES;
    let mut marks: Vec<Mark> = counts
        .iter()
        .enumerate()
        .flat_map(|(row, counts)| row_marks(row, n, counts, factor, words))
        .collect();
    if roomy {
        marks.push(text(words.entropy.into(), (n as f64 + 0.1, n as f64 - 0.3), Ink::Muted));
    }
    let width = if roomy { n as f64 + 0.7 } else { n as f64 - 0.5 };
    let height = if roomy { n as f64 - 0.1 } else { n as f64 - 0.5 };
    let names = |place: fn(usize, usize) -> usize| {
        let named = words.classes.iter().take(n).enumerate();
        Ticks::At(named.map(|(i, name)| Tick { value: place(i, n) as f64, text: name.clone() }).collect())
    };
    let axis = |label, max| Axis::new(label, Scale::Linear { min: -0.5, max });
    Figure {
        title: words.title.into(),
        x: axis(words.x_axis, width).with_ticks(names(|i, _| i)),
        y: axis(words.y_axis, height).with_ticks(names(|i, n| n - 1 - i)),
        marks,
        aspect: Aspect::Free,
    }
}

/// How often each class is predicted, one row per observed class, and the entropy of the row.
pub fn table(counts: &[Vec<usize>], factor: f64, words: &Words<'_>) -> Table {
    let mut table = Table::new(&[words.y_axis]);
    for class in words.classes {
        table.headings.push(format!("{} {class}", words.x_axis));
    }
    table.headings.push(words.entropy.into());
    for (row, class) in counts.iter().zip(words.classes) {
        table.row_of(class);
        row.iter().for_each(|count| table.numbers(&[*count as f64]));
        table.numbers(&[entropy(&shares(row)) * factor]);
    }
    table
}

/// The distribution of the predictions in one row.
fn shares(counts: &[usize]) -> Vec<f64> {
    let total: usize = counts.iter().sum();
    counts.iter().map(|count| *count as f64 / total.max(1) as f64).collect()
}

/// The entropy of a row, in nats. That of a certain one is a negative zero before it is compared with 0.
fn entropy(shares: &[f64]) -> f64 {
    shares.iter().map(|share| -x_log_x(*share)).sum::<f64>().max(0.0)
}

/// Cells of one row; with their percentages and the row's entropy where there is room.
fn row_marks(row: usize, n: usize, counts: &[usize], factor: f64, words: &Words<'_>) -> Vec<Mark> {
    let y = (n - 1 - row) as f64;
    let shares = shares(counts);
    let cells = shares.iter().enumerate().map(|(column, share)| cell((row, column), y, *share, words));
    let mut marks: Vec<Mark> = cells.collect();
    if n <= MAX_TEXT_CLASSES {
        marks.extend(shares.iter().enumerate().map(|(column, share)| percentage(column, y, *share)));
        marks.push(text(short_text(entropy(&shares) * factor), (n as f64 + 0.1, y), Ink::Entropy));
    }
    marks
}

fn cell((row, column): (usize, usize), y: f64, share: f64, words: &Words<'_>) -> Mark {
    let class = |i: usize| words.classes.get(i).map_or("", String::as_str);
    let x = column as f64;
    Mark::Rect(Rect {
        name: format!("{} → {}", class(row), class(column)),
        detail: format!("{} %", value_text(100.0 * share)),
        x: (x - 0.5, x + 0.5),
        y: (y - 0.48, y + 0.48),
        fill: Some(Ink::Class(column).opacity(0.06 + (FULL_INK - 0.06) * share)),
        outline: None,
        inset: 1.0,
    })
}

fn percentage(column: usize, y: f64, share: f64) -> Mark {
    text(format!("{:.0} %", 100.0 * share), (column as f64, y), Ink::Text)
}

fn text(text: String, at: (f64, f64), ink: Ink) -> Mark {
    Mark::Label(Label { text, at, ink, side: Side::Center, face: Face::Fixed })
}
