//! KL divergence, outcome by outcome: the terms p log(p/q).

use crate::charts::figure::{Aspect, Dimension, Figure, Mark, Rect, Rule, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::table::Table;
use crate::charts::ticks::{step, value_text};
use infoplane_core::math::x_log_x::x_log_ratio;
use infoplane_core::measures::entropy::surprisal;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The word for an outcome.
    pub outcome: &'a str,
    /// The unit of the terms.
    pub unit: &'a str,
    /// Joins a quantity and its unit.
    pub quantity_in: fn(&str, &str) -> String,
}

/// The sum whose terms are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sum {
    /// KL(p‖q) = Σ p log(p/q).
    Kl,
    /// H(p,q) = Σ p log(1/q).
    CrossEntropy,
    /// H(p) = Σ p log(1/p).
    Entropy,
}

impl Sum {
    /// One term, in nats; 0 log 0 = 0.
    fn term(self, p: f64, q: f64) -> f64 {
        match self {
            _ if p == 0.0 => 0.0,
            Self::Kl => x_log_ratio(p, q),
            Self::CrossEntropy => p * surprisal(q),
            Self::Entropy => p * surprisal(p),
        }
    }

    const fn formula(self) -> &'static str {
        match self {
            Self::Kl => "p·log(p/q)",
            Self::CrossEntropy => "p·log(1/q)",
            Self::Entropy => "p·log(1/p)",
        }
    }

    /// Outline and inside of a bar.
    const fn inks(self) -> (Ink, Ink) {
        match self {
            Self::Kl => (Ink::Kl, Ink::KlFill),
            Self::CrossEntropy => (Ink::CrossEntropy, Ink::CrossEntropyFill),
            Self::Entropy => (Ink::Entropy, Ink::EntropyFill),
        }
    }
}

/// Half the width of a bar, as a share of its band.
const HALF_BAR: f64 = 0.32;
/// About as many steps the vertical axis is rounded to.
const N_STEPS: usize = 6;

/// The axis reaches this much higher than any finite bar where a bar leaves it.
const ENDLESS_ROOM: f64 = 1.5;

/// A bar per outcome. For KL: filled upward where q is too small, dashed downward where it is too large.
///
/// The bars add up to the sum. Where p allows what q excludes the bar leaves the plot.
pub fn contributions(
    sum: Sum,
    outcomes: &[String],
    (p, q): (&[f64], &[f64]),
    factor: f64,
    words: &Words<'_>,
) -> Figure {
    let terms: Vec<f64> = p.iter().zip(q).map(|(p, q)| sum.term(*p, *q) * factor).collect();
    let (min, max) = range(&terms, factor);
    let zero =
        Rule { axis: Dimension::Y, value: 0.0, ink: Ink::Muted, stroke: Stroke::Solid, label: String::new() };
    let bars =
        outcomes.iter().zip(&terms).enumerate().map(|(i, (outcome, term))| bar(sum, i, outcome, *term));
    Figure {
        title: words.title.into(),
        x: Axis::new("", Scale::Band(outcomes.to_vec())),
        y: Axis::new((words.quantity_in)(sum.formula(), words.unit), Scale::Linear { min, max }),
        marks: bars.chain([Mark::Rule(zero)]).collect(),
        aspect: Aspect::Free,
    }
}

/// Each outcome with its probabilities and its term.
pub fn table(
    sum: Sum,
    outcomes: &[String],
    (p, q): (&[f64], &[f64]),
    factor: f64,
    words: &Words<'_>,
) -> Table {
    let term = (words.quantity_in)(sum.formula(), words.unit);
    let mut table = Table::new(&[words.outcome, "p", "q", &term]);
    for (outcome, (&p, &q)) in outcomes.iter().zip(p.iter().zip(q)) {
        table.row_of(outcome);
        table.numbers(&[p, q, sum.term(p, q) * factor]);
    }
    table
}

/// Round ends that hold every finite term, zero among them.
fn range(terms: &[f64], factor: f64) -> (f64, f64) {
    let finite = || terms.iter().copied().filter(|t| t.is_finite());
    let (low, high) = (finite().fold(0.0, f64::min), finite().fold(0.0, f64::max));
    // Equal distributions, or only an endless bar, still need an axis; an endless bar needs most of it.
    let high = if high - low < 1e-3 * factor { low + 0.1 * factor } else { high };
    let is_endless = terms.contains(&f64::INFINITY);
    let high = if is_endless { high.max(-low) * ENDLESS_ROOM } else { high };
    let step = step(low, high, N_STEPS);
    ((low / step).floor() * step, (high / step).ceil() * step)
}

fn bar(sum: Sum, index: usize, outcome: &str, term: f64) -> Mark {
    let (x, costs) = (index as f64, term >= 0.0);
    let (line, fill) = sum.inks();
    Mark::Rect(Rect {
        name: outcome.into(),
        detail: format!("{} = {}", sum.formula(), value_text(term)),
        x: (x - HALF_BAR, x + HALF_BAR),
        y: if costs { (0.0, term) } else { (term, 0.0) },
        fill: costs.then(|| fill.into()),
        outline: Some((line.into(), if costs { Stroke::Solid } else { Stroke::Dashed })),
        inset: 0.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::table::Cell;

    const WORDS: Words<'_> = Words {
        title: "",
        outcome: "outcome",
        unit: "nats",
        quantity_in: |of, unit| format!("{of}, {unit}"),
    };

    #[test]
    fn bars_add_up_to_the_divergence() {
        let (p, q) = ([0.5, 0.3, 0.2, 0.0], [0.1, 0.3, 0.4, 0.2]);
        let names = ["a", "b", "c", "d"].map(String::from);
        let figure = contributions(Sum::Kl, &names, (&p, &q), 1.0, &WORDS);
        let height = |mark: &Mark| if let Mark::Rect(rect) = mark { rect.y.0 + rect.y.1 } else { 0.0 };
        let sum: f64 = figure.marks.iter().map(height).sum();
        let kl = 0.5 * 5f64.ln() + 0.2 * 0.5f64.ln();
        assert!((sum - kl).abs() < 1e-12);
    }

    #[test]
    fn the_table_holds_probabilities_and_terms() {
        let names = ["a", "b"].map(String::from);
        let table = table(Sum::Kl, &names, (&[0.5, 0.5], &[1.0, 0.0]), 1.0, &WORDS);
        assert_eq!(table.headings, ["outcome", "p", "q", "p·log(p/q), nats"]);
        assert_eq!(table.rows[1][1..], [0.5, 0.0, f64::INFINITY].map(Cell::Number));
    }

    #[test]
    fn the_axis_names_the_term_and_its_unit() {
        let label = |sum| contributions(sum, &[], (&[], &[]), 1.0, &WORDS).y.label;
        assert_eq!(label(Sum::Kl), "p·log(p/q), nats");
        assert_eq!(label(Sum::CrossEntropy), "p·log(1/q), nats");
        assert_eq!(label(Sum::Entropy), "p·log(1/p), nats");
    }

    #[test]
    fn the_axis_is_finite_when_the_divergence_is_not() {
        assert!(range(&[f64::INFINITY, 0.0], 1.0).1 >= 0.1);
        // Zero at the top of the axis would leave nothing of the endless bar to be seen.
        let (low, high) = range(&[-0.3, f64::INFINITY, -0.1], 1.0);
        assert!(low <= -0.3 && high >= 0.3 && high.is_finite());
        assert_eq!(range(&[0.0, 0.0], 1.0), (0.0, 0.1));
    }
}
