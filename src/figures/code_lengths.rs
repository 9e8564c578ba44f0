//! H(p, q) = H(p) + KL(p‖q) as areas: width p, height −log q.

use crate::charts::figure::{Aspect, Face, Figure, Label, Line, Mark, Rect, Side, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale, Tick, Ticks};
use crate::charts::table::Table;
use crate::charts::ticks::{round_up, value_text};
use infoplane_core::math::ranking::descending;
use infoplane_core::math::x_log_x::x_log_ratio;
use infoplane_core::measures::entropy::surprisal;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, probability p.
    pub x_axis: &'a str,
    /// The vertical axis, code length with its unit.
    pub y_axis: &'a str,
    /// The word for an outcome.
    pub outcome: &'a str,
    /// The unit of the lengths.
    pub unit: &'a str,
    /// Joins a quantity and its unit.
    pub quantity_in: fn(&str, &str) -> String,
    /// What is paid for believing q where q is too small.
    pub surcharge: &'a str,
    /// What is saved where q is too large.
    pub saving: &'a str,
}

/// The length that fits p.
const OWN: &str = "−log p";
/// The length that fits q, which is paid.
const PAID: &str = "−log q";
/// Free pixels on either side of an outcome.
const INSET: f64 = 0.75;
/// The axis reaches this much higher where a bar leaves it, so that its red is seen.
const ENDLESS_ROOM: f64 = 1.3;
/// About as many steps the vertical axis is rounded up to.
const N_STEPS: usize = 8;

/// One column per outcome that p allows.
///
/// A blue line marks −log p: the area under it is H(p), what any code must pay. Red above it is the surcharge
/// where q is too small; below it, blue reaches only to −log q where q is too large, and a dashed outline is
/// the saving. Red area less dashed area is the KL divergence.
/// Where q is zero the red leaves the plot.
pub fn code_lengths(outcomes: &[String], p: &[f64], q: &[f64], factor: f64, words: &Words<'_>) -> Figure {
    let columns = columns(outcomes, p, q, factor);
    let lengths = columns.iter().flat_map(|c| [c.own, c.paid]).filter(|l| l.is_finite());
    let endless = columns.iter().any(|c| c.paid == f64::INFINITY);
    let top = round_up(lengths.fold(factor, f64::max) * if endless { ENDLESS_ROOM } else { 1.0 }, N_STEPS);
    let widths: Vec<f64> = columns.iter().map(|c| c.to - c.from).collect();
    let tick = |c: &Column<'_>| Tick { value: (c.from + c.to) / 2.0, text: c.outcome.into() };
    let by_width = descending(&widths);
    let ticks = by_width.iter().map(|index| tick(&columns[*index])).collect();
    let line_name = by_width.first().map(|index| columns[*index].line_name());
    Figure {
        title: words.title.into(),
        x: Axis::new(words.x_axis, Scale::Linear { min: 0.0, max: 1.0 }).with_ticks(Ticks::At(ticks)),
        y: Axis::new(words.y_axis, Scale::Linear { min: 0.0, max: top }),
        marks: columns.iter().flat_map(|c| c.marks(words)).chain(line_name).collect(),
        aspect: Aspect::Free,
    }
}

/// Each outcome with its probabilities, both code lengths, and its term of the divergence.
pub fn table(outcomes: &[String], p: &[f64], q: &[f64], factor: f64, words: &Words<'_>) -> Table {
    let in_unit = |quantity: &str| (words.quantity_in)(quantity, words.unit);
    let mut table =
        Table::new(&[words.outcome, "p", "q", &in_unit(OWN), &in_unit(PAID), &in_unit("p·log(p/q)")]);
    for (outcome, (&p, &q)) in outcomes.iter().zip(p.iter().zip(q)) {
        table.row_of(outcome);
        table.numbers(&[p, q, surprisal(p) * factor, surprisal(q) * factor, x_log_ratio(p, q) * factor]);
    }
    table
}

/// One outcome: its horizontal range, −log p and −log q in the unit shown.
struct Column<'a> {
    outcome: &'a str,
    from: f64,
    to: f64,
    own: f64,
    paid: f64,
    detail: String,
}

fn columns<'a>(outcomes: &'a [String], p: &[f64], q: &[f64], factor: f64) -> Vec<Column<'a>> {
    let mut columns = vec![];
    let mut from = 0.0;
    for (outcome, (p, q)) in outcomes.iter().zip(p.iter().zip(q)).filter(|(_, (p, _))| **p > 0.0) {
        let (own, paid) = (-p.ln() * factor, -q.ln() * factor);
        // −ln 1 is a negative zero.
        let (own, paid) = (own.max(0.0), paid.max(0.0));
        let detail = format!(
            "p = {}, q = {}\n{OWN} = {}\n{PAID} = {}\np·log(p/q) = {}",
            value_text(*p),
            value_text(*q),
            value_text(own),
            value_text(paid),
            value_text(p * (paid - own))
        );
        columns.push(Column { outcome, from, to: from + p, own, paid, detail });
        from += p;
    }
    columns
}

impl Column<'_> {
    fn marks(&self, words: &Words<'_>) -> Vec<Mark> {
        let (lower, height) = if self.paid < self.own { (PAID, self.paid) } else { (OWN, self.own) };
        let mut marks = vec![self.rect(lower, (0.0, height), Some(Ink::EntropyFill), None)];
        if self.paid > self.own {
            let outline = Some((Ink::Kl, Stroke::Solid));
            marks.push(self.rect(words.surcharge, (self.own, self.paid), Some(Ink::KlFill), outline));
        } else if self.paid < self.own {
            marks.push(self.rect(words.saving, (self.paid, self.own), None, Some((Ink::Kl, Stroke::Dashed))));
        }
        marks.push(Mark::Line(Line {
            name: String::new(),
            paint: Ink::Entropy.into(),
            width: 2.0,
            stroke: Stroke::Solid,
            points: vec![(self.from, self.own), (self.to, self.own)],
            label: String::new(),
        }));
        marks
    }

    /// What the blue line marks, written on it.
    fn line_name(&self) -> Mark {
        let at = ((self.from + self.to) / 2.0, self.own);
        let (ink, side, face) = (Ink::Entropy, Side::Above, Face::Plain);
        Mark::Label(Label { text: OWN.into(), at, ink, side, face })
    }

    fn rect(&self, part: &str, y: (f64, f64), fill: Option<Ink>, outline: Option<(Ink, Stroke)>) -> Mark {
        Mark::Rect(Rect {
            name: format!("{}: {part}", self.outcome),
            detail: self.detail.clone(),
            x: (self.from, self.to),
            y,
            fill: fill.map(Into::into),
            outline: outline.map(|(ink, stroke)| (ink.into(), stroke)),
            inset: INSET,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::table::Cell;

    const WORDS: Words<'_> = Words {
        title: "",
        x_axis: "p",
        y_axis: "bits",
        outcome: "outcome",
        unit: "bits",
        quantity_in: |of, unit| format!("{of}, {unit}"),
        surcharge: "more",
        saving: "less",
    };

    fn figure_of(p: &[f64], q: &[f64]) -> Figure {
        let names = ["a", "b", "c"].map(String::from);
        code_lengths(&names[..p.len()], p, q, 1.0, &WORDS)
    }

    fn rects(figure: &Figure) -> Vec<&Rect> {
        let marks = figure.marks.iter();
        marks.filter_map(|mark| if let Mark::Rect(rect) = mark { Some(rect) } else { None }).collect()
    }

    fn area(figure: &Figure, part: &str) -> f64 {
        let parts = rects(figure).into_iter().filter(|rect| rect.name.ends_with(part));
        parts.map(|rect| (rect.x.1 - rect.x.0) * (rect.y.1 - rect.y.0)).sum()
    }

    #[test]
    fn areas_add_up_to_entropy_and_divergence() {
        let (p, q) = ([0.5, 0.3, 0.2], [0.2, 0.3, 0.5]);
        let figure = figure_of(&p, &q);
        let entropy: f64 = p.iter().map(|p| -p * f64::ln(*p)).sum();
        let kl: f64 = p.iter().zip(q).map(|(p, q)| p * f64::ln(p / q)).sum();
        let blue = area(&figure, "−log p") + area(&figure, "−log q");
        assert!((blue + area(&figure, "less") - entropy).abs() < 1e-12);
        assert!((area(&figure, "more") - area(&figure, "less") - kl).abs() < 1e-12);
    }

    #[test]
    fn every_part_is_named_for_where_it_ends() {
        let figure = figure_of(&[0.5, 0.3, 0.2], &[0.2, 0.3, 0.5]);
        let parts: Vec<_> = rects(&figure).iter().map(|rect| (rect.name.as_str(), rect.y)).collect();
        let [long, middle, short] = [0.2, 0.3, 0.5].map(|x: f64| -x.ln());
        let expected = [
            ("a: −log p", (0.0, short)),
            ("a: more", (short, long)),
            ("b: −log p", (0.0, middle)),
            ("c: −log q", (0.0, short)),
            ("c: less", (short, long)),
        ];
        assert_eq!(parts, expected);
    }

    #[test]
    fn an_outcome_that_q_excludes_leaves_the_plot() {
        let figure = figure_of(&[0.5, 0.5], &[1.0, 0.0]);
        let endless = |rect: &&Rect| rect.y.1 == f64::INFINITY && rect.name == "b: more";
        assert!(rects(&figure).iter().any(endless));
        let (_, top) = figure.y.scale.ends();
        assert!(top.is_finite());
    }

    #[test]
    fn an_outcome_without_mass_has_no_column_but_a_row() {
        let (names, p) = (["a", "b"].map(String::from), [1.0, 0.0]);
        assert_eq!(rects(&figure_of(&p, &p)).len(), 1);
        let rows = table(&names, &p, &p, 1.0, &WORDS).rows;
        let none = [0.0, 0.0, f64::INFINITY, f64::INFINITY, 0.0].map(Cell::Number);
        assert_eq!((&rows[1][1..], rows.len()), (&none[..], 2));
    }
}
