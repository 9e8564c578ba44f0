//! A bar and a number for each class.

use crate::charts::figure::{Aspect, Face, Figure, Label, Mark, Rect, Side};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale};
use crate::charts::ticks::short_text;

/// What the bars stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    /// What the figure shows.
    pub(super) title: &'a str,
    /// The horizontal axis, the classes.
    pub(super) class: &'a str,
    /// The number of the first class.
    pub(super) first: usize,
    /// The vertical axis, with its unit.
    pub(super) value: &'a str,
}

/// A bar for each class, up to `top`, which larger values stop at, with what is to be written above it.
pub(super) fn class_bars(
    values: &[f64],
    top: f64,
    (ink, number): (impl Fn(usize) -> Ink, impl Fn(f64) -> Option<String>),
    words: Words<'_>,
) -> Figure {
    let marks = values.iter().enumerate().flat_map(|(class, value)| {
        let bar = bar((class, *value), top, ink(class), words);
        let above = |text| {
            let at = (class as f64, value.min(top));
            Mark::Label(Label { text, at, ink: Ink::Text, side: Side::Above, face: Face::Fixed })
        };
        [Some(bar), number(*value).map(above)]
    });
    Figure {
        title: words.title.into(),
        x: Axis::new(
            words.class,
            Scale::Band((words.first..).take(values.len()).map(|class| class.to_string()).collect()),
        ),
        y: Axis::new(words.value, Scale::Linear { min: 0.0, max: top }),
        marks: marks.flatten().collect(),
        aspect: Aspect::Free,
    }
}

fn bar((class, value): (usize, f64), top: f64, ink: Ink, words: Words<'_>) -> Mark {
    let x = class as f64;
    Mark::Rect(Rect {
        name: format!("{} {}", words.class, class + words.first),
        detail: format!("{} {}", words.value, short_text(value)),
        x: (x - 0.3, x + 0.3),
        y: (0.0, value.min(top)),
        fill: Some(ink.opacity(0.6)),
        outline: None,
        inset: 0.0,
    })
}
