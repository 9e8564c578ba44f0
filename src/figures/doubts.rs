//! How doubtful the predictions are, the right ones and the wrong ones: a histogram of predictive entropy, or of margins.

use crate::charts::figure::{Aspect, Figure, Mark, Rect};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::table::Table;
use crate::charts::ticks::{round_up, value_text};

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, with its unit.
    pub doubt: &'a str,
    /// The vertical axis, a number of samples.
    pub n: &'a str,
    /// Of the right predictions.
    pub right: &'a str,
    /// Of the wrong ones.
    pub wrong: &'a str,
}

/// The entropy of a prediction in nats, or its margin, and whether it is right.
pub type Doubt = (f64, bool);

/// The values that there can be, and what they are multiplied with to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The smallest.
    pub low: f64,
    /// The largest.
    pub high: f64,
    /// The factor, of a unit.
    pub factor: f64,
}

impl Span {
    /// The left edge of a bin, as it is shown.
    fn edge(self, bin: usize) -> f64 {
        self.factor * (self.low + (self.high - self.low) * bin as f64 / N_BINS as f64)
    }
}

/// Bins from the smallest to the largest value.
const N_BINS: usize = 20;
/// About as many steps the vertical axis is rounded up to.
const N_STEPS: usize = 4;

/// Right and wrong predictions in each bin.
pub fn count(doubts: &[Doubt], span: Span) -> Vec<[usize; 2]> {
    let mut counts = vec![[0; 2]; N_BINS];
    for (value, is_right) in doubts {
        // Rounding may put a uniform prediction a little above the largest.
        let share = (value - span.low) / (span.high - span.low);
        let bin = ((share * N_BINS as f64) as usize).min(N_BINS - 1);
        counts[bin][usize::from(!is_right)] += 1;
    }
    counts
}

/// The right ones in blue, on them the wrong ones in red.
pub fn doubts(doubts: &[Doubt], span: Span, words: &Words<'_>) -> Figure {
    let counts = count(doubts, span);
    let most = counts.iter().map(|[right, wrong]| right + wrong).max().unwrap_or(0);
    let edges = |bin| (span.edge(bin), span.edge(bin + 1));
    let marks = counts.iter().enumerate().flat_map(|(bin, counts)| stack(edges(bin), *counts, words));
    Figure {
        title: words.title.into(),
        x: Axis::new(words.doubt, Scale::Linear { min: span.edge(0), max: span.edge(N_BINS) }),
        y: Axis::new(words.n, Scale::Linear { min: 0.0, max: round_up(most.max(1) as f64, N_STEPS) }),
        marks: marks.collect(),
        aspect: Aspect::Free,
    }
}

/// The edges of every bin, and how many right and wrong predictions it holds.
pub fn table(doubts: &[Doubt], span: Span, words: &Words<'_>) -> Table {
    let mut table =
        Table::new(&[&format!("{} ≥", words.doubt), &format!("{} <", words.doubt), words.right, words.wrong]);
    for (bin, [right, wrong]) in count(doubts, span).into_iter().enumerate() {
        table.row(span.edge(bin));
        table.numbers(&[span.edge(bin + 1), right as f64, wrong as f64]);
    }
    table
}

fn stack((from, to): (f64, f64), [right, wrong]: [usize; 2], words: &Words<'_>) -> Vec<Mark> {
    let part = |name: &str, n: usize, below: usize, ink: Ink| {
        Mark::Rect(Rect {
            name: format!("{} – {}", value_text(from), value_text(to)),
            detail: format!("{n} {name}"),
            x: (from, to),
            y: (below as f64, (below + n) as f64),
            fill: Some(ink.opacity(0.7)),
            outline: None,
            inset: 1.0,
        })
    };
    let mut marks = Vec::new();
    if right > 0 {
        marks.push(part(words.right, right, 0, Ink::Entropy));
    }
    if wrong > 0 {
        marks.push(part(words.wrong, wrong, right, Ink::Kl));
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_prediction_is_counted_once_at_its_place() {
        let largest = 2_f64.ln();
        let counts = count(
            &[(0.0, true), (0.0, false), (largest / 2.0, true), (largest * 1.000_000_1, false)],
            Span { low: 0.0, high: largest, factor: 1.0 },
        );
        assert_eq!((counts[0], counts[10], counts[19]), ([1, 1], [1, 0], [0, 1]));
        assert_eq!(counts.iter().flatten().sum::<usize>(), 4);
    }
}
