//! KL divergence, outcome by outcome: the terms p log(p/q).

use crate::charts::figure::{Aspect, Dimension, Figure, Mark, Rect, Rule, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::ticks::{step, value_text};

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The vertical axis: p log(p/q) with its unit.
    pub y_axis: &'a str,
}

/// Half the width of a bar, as a share of its band.
const HALF_BAR: f64 = 0.32;
/// About as many steps the vertical axis is rounded to.
const N_STEPS: usize = 6;

/// A bar per outcome: filled upward where q is too small, dashed downward where it is too large.
///
/// The bars add up to KL(p‖q). Where p allows what q excludes the bar leaves the plot.
pub fn contributions(outcomes: &[String], p: &[f64], q: &[f64], factor: f64, words: &Words<'_>) -> Figure {
    let terms: Vec<f64> = p.iter().zip(q).map(|(p, q)| term(*p, *q) * factor).collect();
    let (min, max) = range(&terms, factor);
    let zero = Rule {
        name: String::new(),
        axis: Dimension::Y,
        value: 0.0,
        ink: Ink::Muted,
        stroke: Stroke::Solid,
        label: String::new(),
    };
    let bars = outcomes.iter().zip(&terms).enumerate().map(|(i, (outcome, term))| bar(i, outcome, *term));
    Figure {
        title: words.title.into(),
        x: Axis::new("", Scale::Band(outcomes.to_vec())),
        y: Axis::new(words.y_axis, Scale::Linear { min, max }),
        marks: bars.chain([Mark::Rule(zero)]).collect(),
        aspect: Aspect::Free,
    }
}

/// p ln(p/q), with 0 ln 0 = 0.
fn term(p: f64, q: f64) -> f64 {
    if p == 0.0 { 0.0 } else { p * (p / q).ln() }
}

/// Round ends that hold every finite term, zero among them.
fn range(terms: &[f64], factor: f64) -> (f64, f64) {
    let finite = || terms.iter().copied().filter(|t| t.is_finite());
    let (low, high) = (finite().fold(0.0, f64::min), finite().fold(0.0, f64::max));
    // Equal distributions, or only an endless bar, still need an axis.
    let high = if high - low < 1e-3 * factor { low + 0.1 * factor } else { high };
    let step = step(low, high, N_STEPS);
    ((low / step).floor() * step, (high / step).ceil() * step)
}

fn bar(index: usize, outcome: &str, term: f64) -> Mark {
    let (x, costs) = (index as f64, term >= 0.0);
    Mark::Rect(Rect {
        name: outcome.into(),
        detail: format!("p·log(p/q) = {}", value_text(term)),
        x: (x - HALF_BAR, x + HALF_BAR),
        y: if costs { (0.0, term) } else { (term, 0.0) },
        fill: costs.then(|| Ink::KlFill.into()),
        outline: Some((Ink::Kl.into(), if costs { Stroke::Solid } else { Stroke::Dashed })),
        inset: 0.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::table;

    const WORDS: Words<'_> = Words { title: "", y_axis: "nats" };

    #[test]
    fn bars_add_up_to_the_divergence() {
        let (p, q) = ([0.5, 0.3, 0.2, 0.0], [0.1, 0.3, 0.4, 0.2]);
        let names = ["a", "b", "c", "d"].map(String::from);
        let figure = contributions(&names, &p, &q, 1.0, &WORDS);
        let sum: f64 = table::data(&figure).iter().filter_map(|r| r.y).map(|(low, high)| low + high).sum();
        let kl = 0.5 * 5f64.ln() + 0.2 * 0.5f64.ln();
        assert!((sum - kl).abs() < 1e-12);
    }

    #[test]
    fn the_axis_is_finite_when_the_divergence_is_not() {
        assert_eq!(range(&[f64::INFINITY, 0.0], 1.0), (0.0, 0.1));
        assert_eq!(range(&[0.0, 0.0], 1.0), (0.0, 0.1));
    }
}
