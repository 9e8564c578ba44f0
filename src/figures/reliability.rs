//! The reliability diagram: how often the network is right when it is so sure.

use crate::charts::figure::{Aspect, Face, Figure, Label, Line, Mark, Rect, Side, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::table::Table;
use crate::charts::ticks::{short_text, value_text};
use infoplane_core::measures::calibration::reliability::ReliabilityBin;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The horizontal axis, the probability of the predicted class.
    pub confidence: &'a str,
    /// The vertical axis, the share of right predictions.
    pub accuracy: &'a str,
    /// The number of samples in a bin.
    pub n: &'a str,
    /// The diagonal.
    pub calibrated: &'a str,
    /// The expected calibration error; its value is written after it.
    pub ece: &'a str,
}

/// A bar per bin as high as its predictions are right; in red what separates that from how sure they are.
pub fn reliability(bins: &[ReliabilityBin], ece: f64, words: &Words<'_>) -> Figure {
    let mut marks: Vec<Mark> = bins.iter().flat_map(|bin| bars(bin, words)).collect();
    marks.push(Mark::Line(Line {
        name: words.calibrated.into(),
        paint: Ink::Muted.into(),
        width: 1.2,
        stroke: Stroke::Dashed,
        points: vec![(0.0, 0.0), (1.0, 1.0)],
        label: String::new(),
    }));
    marks.push(Mark::Label(Label {
        text: format!("{} {}", words.ece, short_text(ece)),
        at: (0.03, 0.95),
        ink: Ink::Text,
        side: Side::Right,
        face: Face::Fixed,
    }));
    let axis = |label: &str| Axis::new(label, Scale::Linear { min: 0.0, max: 1.0 });
    Figure {
        title: words.title.into(),
        x: axis(words.confidence),
        y: axis(words.accuracy),
        marks,
        aspect: Aspect::Free,
    }
}

/// The bins that hold something: their edges, what their predictions are like, and how many there are.
pub fn table(bins: &[ReliabilityBin], words: &Words<'_>) -> Table {
    let mean = format!("⌀ {}", words.confidence);
    let mut table = Table::new(&[
        &format!("{} >", words.confidence),
        &format!("{} ≤", words.confidence),
        &mean,
        words.accuracy,
        words.n,
    ]);
    for bin in bins {
        if let Some(content) = &bin.content {
            table.row(bin.lower);
            table.numbers(&[bin.upper, content.confidence, content.accuracy, content.n_inputs.get() as f64]);
        }
    }
    table
}

fn bars(bin: &ReliabilityBin, words: &Words<'_>) -> Vec<Mark> {
    let Some(content) = &bin.content else { return Vec::new() };
    let bar = |y: (f64, f64), ink: Ink, opacity: f64| {
        Mark::Rect(Rect {
            name: format!("{} {} – {}", words.confidence, value_text(bin.lower), value_text(bin.upper)),
            detail: format!(
                "{} {}, ⌀ {} {}, {} {}",
                words.accuracy,
                value_text(content.accuracy),
                words.confidence,
                value_text(content.confidence),
                words.n,
                content.n_inputs
            ),
            x: (bin.lower, bin.upper),
            y,
            fill: Some(ink.opacity(opacity)),
            outline: None,
            inset: 1.0,
        })
    };
    let (low, high) = (content.accuracy.min(content.confidence), content.accuracy.max(content.confidence));
    vec![bar((0.0, content.accuracy), Ink::P, 0.45), bar((low, high), Ink::Kl, 0.4)]
}
