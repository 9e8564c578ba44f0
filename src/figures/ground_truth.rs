//! Estimates against the number of samples, beside the truth and the logarithm that no comparison of samples passes.

use crate::charts::figure::{Aspect, Body, Dot, Dots, Figure, Line, Mark, Shape, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale, Tick, Ticks};
use crate::charts::table::{Cell, Table};
use crate::charts::ticks::{round_up, short_text};
use infoplane_core::experiments::ground_truth::{AtSize, Found, Line as Of, Method};

/// Which of the two quantities is shown, and in which unit.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Its truth, in nats.
    pub truth: f64,
    /// What an estimator has found of it.
    pub pick: fn(&Of) -> Option<Found>,
    /// Values are in nats times this.
    pub factor: f64,
}

/// The texts of the figure.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, the number of samples.
    pub x_axis: &'a str,
    /// The vertical axis, the quantity with its unit.
    pub y_axis: &'a str,
    /// The word for an estimator.
    pub estimator: &'a str,
    /// What an estimator is called.
    pub name: &'a dyn Fn(Method) -> &'static str,
    /// The word for the truth.
    pub truth: &'a str,
    /// The word for the mean.
    pub mean: &'a str,
    /// The word for the standard deviation.
    pub deviation: &'a str,
    /// The word for the bias.
    pub bias: &'a str,
    /// The word for the ceiling.
    pub ceiling: &'a str,
    /// The logarithm of the number of samples in the unit shown.
    pub log_n: &'a str,
}

/// About as many steps the vertical axis is rounded up to.
const N_STEPS: usize = 5;
/// The horizontal axis reaches beyond the first and the last size by this factor.
const MARGIN: f64 = 1.15;
/// Half the width of the end of an error bar, as a factor of the number of samples.
const CAP: f64 = 1.025;
/// ln N is drawn if at least this share of the horizontal axis has it within the plot.
const LEAST_SHARE: f64 = 0.2;
/// So many curves are solid with filled points, those after them dashed with hollow ones: the shapes come again.
const N_SOLID: usize = 5;

/// What one estimator has found, by size, in the unit shown.
struct Series {
    method: Method,
    /// Where it stands among the estimators of the task: its color and its shape.
    place: usize,
    points: Vec<(f64, Found)>,
}

fn series(rows: &[AtSize], view: View) -> Vec<Series> {
    let methods = rows.first().map_or(&[][..], |row| &row.lines).iter().map(|line| line.method);
    let of = |(place, method): (usize, Method)| {
        let found = |row: &AtSize| Some((f64::from(row.n), (view.pick)(&row.line(method)?)?));
        Series { method, place, points: rows.iter().filter_map(found).collect() }
    };
    methods.enumerate().map(of).filter(|series| !series.points.is_empty()).collect()
}

/// A curve with error bars for every estimator that estimates the quantity, the truth as a line, ln N as a dashed one. The
/// sizes are those that there will be, so that the axis does not change while results come.
pub fn ground_truth(rows: &[AtSize], sizes: &[u32], view: View, words: &Words<'_>) -> Figure {
    let all = series(rows, view);
    let (bottom, top) = reach(&all, view);
    let ends = sizes.first().zip(sizes.last()).unwrap_or((&64, &128));
    let (first, last) = (f64::from(*ends.0), f64::from(*ends.1));
    let truth = view.truth * view.factor;
    let (left, right) = (first / MARGIN, last * MARGIN);
    let mut marks = ceiling((left, right), (bottom, top), view.factor, words);
    marks.push(Mark::Line(Line {
        name: String::new(),
        paint: Ink::Text.into(),
        width: 1.6,
        stroke: Stroke::Solid,
        points: vec![(left, truth), (right, truth)],
        label: format!("{} {}", words.truth, short_text(truth)),
    }));
    marks.extend(all.iter().flat_map(|series| curve(series, view.factor, words)));
    Figure {
        title: words.title.into(),
        x: Axis::new(words.x_axis, Scale::Log { min: left, max: right }).with_ticks(Ticks::At(ticks(sizes))),
        y: Axis::new(words.y_axis, Scale::Linear { min: bottom, max: top }),
        marks,
        aspect: Aspect::Free,
    }
}

/// Every size, the ends first.
fn ticks(sizes: &[u32]) -> Vec<Tick> {
    let tick = |n: &u32| Tick { value: f64::from(*n), text: n.to_string() };
    let inner = sizes.len().saturating_sub(1).max(1);
    sizes
        .iter()
        .take(1)
        .chain(&sizes[inner.min(sizes.len())..])
        .chain(sizes.iter().take(inner).skip(1))
        .map(tick)
        .collect()
}

/// The ends of the vertical axis: 0, or less if an estimate is, to beyond the truth and all estimates.
fn reach(all: &[Series], view: View) -> (f64, f64) {
    let (mut low, mut high) = (0.0_f64, view.truth);
    for (_, found) in all.iter().flat_map(|series| &series.points) {
        low = low.min(found.mean - found.deviation);
        high = high.max(found.mean + found.deviation);
    }
    let high = if high > 0.0 { high } else { 1.0 };
    (-round_up(-low * view.factor, N_STEPS), round_up(1.05 * high * view.factor, N_STEPS))
}

/// ln N over the axis, cut where it leaves the plot; nothing where only a corner of the plot would have it.
fn ceiling(
    (first, last): (f64, f64),
    (bottom, top): (f64, f64),
    factor: f64,
    words: &Words<'_>,
) -> Vec<Mark> {
    // Between these two it is within the plot.
    let (from, to) = (first.max((bottom / factor).exp()), last.min((top / factor).exp()));
    let share = (to / from).ln() / (last / first).ln();
    if share < LEAST_SHARE {
        return Vec::new();
    }
    let points = [from, to].map(|n| (n, n.ln() * factor)).into();
    let label = words.log_n.to_owned();
    let (paint, stroke) = (Ink::Muted.into(), Stroke::Dashed);
    vec![Mark::Line(Line { name: String::new(), paint, width: 1.5, stroke, points, label })]
}

fn curve(series: &Series, factor: f64, words: &Words<'_>) -> Vec<Mark> {
    let (ink, is_solid) = (Ink::Class(series.place), series.place < N_SOLID);
    let line = |points, width, stroke, label| {
        Mark::Line(Line { name: String::new(), paint: ink.into(), width, stroke, points, label })
    };
    let name = (words.name)(series.method).to_owned();
    let mut marks: Vec<Mark> = Vec::new();
    for (n, found) in &series.points {
        let [low, high] = [-1.0, 1.0].map(|side| (found.mean + side * found.deviation) * factor);
        let bar = vec![(*n, low), (*n, high), (f64::NAN, f64::NAN), (n / CAP, low), (n * CAP, low)];
        let cap = [(f64::NAN, f64::NAN), (n / CAP, high), (n * CAP, high)];
        marks.push(line([bar, cap.into()].concat(), 1.2, Stroke::Solid, String::new()));
    }
    let points = series.points.iter().map(|(n, found)| (*n, found.mean * factor)).collect();
    let stroke = if is_solid { Stroke::Solid } else { Stroke::Dashed };
    marks.push(line(points, 1.6, stroke, format!("{} {name}", sign(series.place))));
    let dot = |(n, found): &(f64, Found)| Dot {
        at: (*n, found.mean * factor),
        paint: ink.into(),
        shape: Shape::of_class(series.place),
        note: format!("± {}", short_text(found.deviation * factor)),
    };
    let dots = series.points.iter().map(dot).collect();
    let body = if is_solid { Body::Filled } else { Body::Hollow };
    marks.push(Mark::Dots(Dots { name, dots, radius: 3.0, body }));
    marks
}

/// The point of a series in a text: names may have to stand away from the ends of their curves.
const fn sign(place: usize) -> char {
    match (Shape::of_class(place), place < N_SOLID) {
        (Shape::Circle, true) => '●',
        (Shape::Circle, false) => '○',
        (Shape::Square, true) => '■',
        (Shape::Square, false) => '□',
        (Shape::Triangle, true) => '▲',
        (Shape::Triangle, false) => '△',
        (Shape::Diamond, true) => '◆',
        (Shape::Diamond, false) => '◇',
        (Shape::Cross, _) => '✕',
    }
}

/// Estimator by estimator, size by size.
pub fn table(rows: &[AtSize], view: View, words: &Words<'_>) -> Table {
    let of = |word: &str| format!("{word}, {}", words.y_axis);
    let mut table = Table::new(&[
        words.estimator,
        words.x_axis,
        &of(words.mean),
        &of(words.deviation),
        &of(words.truth),
        &of(words.bias),
        &of(words.ceiling),
    ]);
    for series in series(rows, view) {
        for (n, found) in &series.points {
            table.row_of((words.name)(series.method));
            let nats = [found.mean, found.deviation, found.truth, found.bias()];
            table.numbers(&[*n]);
            table.numbers(&nats.map(|nats| nats * view.factor));
            let ceiling = found.ceiling.map(|ceiling| Cell::Number(ceiling * view.factor));
            if let Some(row) = table.rows.last_mut() {
                row.extend(ceiling);
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_axis_have_the_first_ticks() {
        let values = |sizes: &[u32]| ticks(sizes).iter().map(|tick| tick.value).collect::<Vec<_>>();
        assert_eq!(values(&[64, 128, 256, 512]), [64.0, 512.0, 128.0, 256.0]);
        assert_eq!(values(&[64]), [64.0]);
        assert_eq!(values(&[]), [0.0; 0]);
    }
}
