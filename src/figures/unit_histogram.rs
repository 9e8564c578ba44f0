//! How often a unit has which activation: a few classes laid over each other, more of them one above the other.

use crate::charts::figure::{
    Aspect, Body, Dot, Dots, Face, Figure, Label, Line, Mark, Rect, Shape, Side, Stroke,
};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale, Ticks};
use crate::charts::table::Table;
use crate::charts::ticks::{round_up, value_text};
use infoplane_core::experiments::neuron::Histogram;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis.
    pub activation: &'a str,
    /// The vertical axis, a number of samples.
    pub n: &'a str,
    /// The name of each class.
    pub classes: &'a [String],
}

/// About as many steps the vertical axis is rounded up to.
const N_STEPS: usize = 4;

/// More classes than these would hide each other: each gets a baseline of its own.
const MOST_OVERLAID: usize = 4;
/// The distance of two baselines as a share of the fullest bin.
const PITCH: f64 = 0.6;
/// Room for the names of baselines, as a share of the range of activations.
const MARGIN: f64 = 0.08;

/// One outline for each class over the bins, its shape at the fullest bin.
pub fn unit_histogram(histogram: &Histogram, words: &Words<'_>) -> Figure {
    let bins = Bins::of(histogram);
    let most = histogram.counts.iter().flatten().copied().max().unwrap_or(0).max(1);
    let step = if words.classes.len() > MOST_OVERLAID { PITCH * f64::from(most) } else { 0.0 };
    let base = |class: usize| step * (words.classes.len() - 1 - class) as f64;
    let highest = words.classes.len().saturating_sub(1) as f64 * step + 1.12 * f64::from(most);
    let top = if step > 0.0 { highest } else { round_up(highest, N_STEPS) };
    let classes = || words.classes.iter().enumerate();
    let mut marks: Vec<Mark> = classes()
        .flat_map(|(class, _)| outline(&counts_of(histogram, class), &bins, class, base(class)))
        .collect();
    marks.extend((0..histogram.counts.len()).map(|bin| told(histogram, bin, &bins, top, words)));
    marks.extend(classes().flat_map(|(class, name)| peak(histogram, class, &bins, (name, base(class)))));
    let margin = if step > 0.0 { MARGIN * (bins.axis.1 - bins.axis.0) } else { 0.0 };
    let y = Axis::new(words.n, Scale::Linear { min: 0.0, max: top });
    Figure {
        title: words.title.into(),
        x: Axis::new(words.activation, Scale::Linear { min: bins.axis.0 - margin, max: bins.axis.1 }),
        y: if step > 0.0 { y.with_ticks(Ticks::Hidden) } else { y },
        marks,
        aspect: Aspect::Free,
    }
}

/// The edges of every bin, and how many samples of each class it holds.
pub fn table(histogram: &Histogram, words: &Words<'_>) -> Table {
    let mut table = Table::new(&[&format!("{} ≥", words.activation), &format!("{} <", words.activation)]);
    table.headings.extend(words.classes.iter().cloned());
    let bins = Bins::of(histogram);
    for (bin, counts) in histogram.counts.iter().enumerate() {
        table.row(bins.edge(bin));
        table.numbers(&[bins.edge(bin + 1)]);
        counts.iter().for_each(|n| table.numbers(&[f64::from(*n)]));
    }
    table
}

/// The middle of the fullest bin of each class that has samples.
pub fn peaks(histogram: &Histogram) -> Vec<(usize, f64)> {
    let bins = Bins::of(histogram);
    let n_classes = histogram.counts.first().map_or(0, Vec::len);
    let peak = |class| Some((class, bins.middle(fullest(&counts_of(histogram, class))?.0)));
    (0..n_classes).filter_map(peak).collect()
}

/// Where the bins are.
struct Bins {
    start: f64,
    width: f64,
    axis: (f64, f64),
}

impl Bins {
    /// A unit that is always the same has one bin around its value, and an axis of length 1.
    fn of(histogram: &Histogram) -> Self {
        let Histogram { low, high, .. } = *histogram;
        let n = histogram.counts.len().max(1) as f64;
        if high > low {
            Self { start: low, width: (high - low) / n, axis: (low, high) }
        } else {
            Self { start: low - 0.5 / n, width: 1.0 / n, axis: (low - 0.5, low + 0.5) }
        }
    }

    fn edge(&self, bin: usize) -> f64 {
        self.start + self.width * bin as f64
    }

    fn middle(&self, bin: usize) -> f64 {
        self.edge(bin) + self.width / 2.0
    }
}

fn counts_of(histogram: &Histogram, class: usize) -> Vec<u32> {
    histogram.counts.iter().map(|bin| bin.get(class).copied().unwrap_or_default()).collect()
}

/// The fullest bin and what is in it, the first one of several; `None` if all are empty.
fn fullest(counts: &[u32]) -> Option<(usize, u32)> {
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    Some((counts.iter().position(|n| *n == most)?, most))
}

/// The filled bins of a class above its baseline, and the line along their tops.
fn outline(counts: &[u32], bins: &Bins, class: usize, base: f64) -> Vec<Mark> {
    let Some(last) = counts.iter().rposition(|n| *n > 0) else { return Vec::new() };
    let first = counts.iter().position(|n| *n > 0).unwrap_or(last);
    let ink = Ink::Class(class);
    let bar = |bin: usize| {
        Mark::Rect(Rect {
            name: String::new(),
            detail: String::new(),
            x: (bins.edge(bin), bins.edge(bin + 1)),
            y: (base, base + f64::from(counts[bin])),
            fill: Some(ink.opacity(0.22)),
            outline: None,
            inset: 0.0,
        })
    };
    let mut points = vec![(bins.edge(first), base)];
    for (bin, n) in counts.iter().enumerate().take(last + 1).skip(first) {
        let n = base + f64::from(*n);
        points.extend([(bins.edge(bin), n), (bins.edge(bin + 1), n)]);
    }
    points.push((bins.edge(last + 1), base));
    let line = Line {
        name: String::new(),
        paint: ink.into(),
        width: 1.6,
        stroke: Stroke::Solid,
        points,
        label: String::new(),
    };
    (first..=last).filter(|bin| counts[*bin] > 0).map(bar).chain([Mark::Line(line)]).collect()
}

/// A bin for the pointer, over the whole height: how many samples of each class it holds.
fn told(histogram: &Histogram, bin: usize, bins: &Bins, top: f64, words: &Words<'_>) -> Mark {
    let of_class = |(name, n): (&String, &u32)| format!("{name}: {n}");
    let counts = words.classes.iter().zip(&histogram.counts[bin]);
    let detail: Vec<String> = counts.filter(|(_, n)| **n > 0).map(of_class).collect();
    Mark::Rect(Rect {
        name: format!("{} – {}", value_text(bins.edge(bin)), value_text(bins.edge(bin + 1))),
        detail: if detail.is_empty() { "0".into() } else { detail.join("\n") },
        x: (bins.edge(bin), bins.edge(bin + 1)),
        y: (0.0, top),
        fill: None,
        outline: None,
        inset: 0.0,
    })
}

/// The shape of a class at its fullest bin, and its name there, or before its own baseline.
fn peak(histogram: &Histogram, class: usize, bins: &Bins, (name, base): (&str, f64)) -> Vec<Mark> {
    let Some((bin, n)) = fullest(&counts_of(histogram, class)) else { return Vec::new() };
    let (at, ink) = ((bins.middle(bin), base + f64::from(n)), Ink::Class(class));
    let dot = Dot { at, paint: ink.into(), shape: Shape::of_class(class), note: String::new() };
    let is_overlaid = histogram.counts[bin].len() <= MOST_OVERLAID;
    let (at, side, face) = if is_overlaid {
        (at, Side::Above, Face::Plain)
    } else {
        let (low, high) = bins.axis;
        ((low - MARGIN / 2.0 * (high - low), base), Side::Center, Face::Fixed)
    };
    let label = Label { text: name.into(), at, ink, side, face };
    let dots = Dots { name: String::new(), dots: vec![dot], radius: 3.6, body: Body::Filled };
    vec![Mark::Dots(dots), Mark::Label(label)]
}
