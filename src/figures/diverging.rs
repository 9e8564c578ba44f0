//! Signed numbers as colors: blue above zero, orange below, the surface at zero; and their legend.

use crate::charts::figure::{Face, Image, Label, Mark, Sampling, Side};
use crate::charts::palette::Ink;
use crate::charts::ticks::value_text;

/// How much of its ink the largest number has; points stand out above it.
const FULL_INK: f64 = 0.85;
/// Cells of the legend.
const N_STEPS: i32 = 33;

/// The largest size of the numbers.
pub(super) fn most(values: &[f32]) -> f64 {
    values.iter().map(|value| f64::from(value.abs())).fold(0.0, f64::max)
}

/// The numbers as an image over these ranges, row by row from the top.
pub(super) fn image(values: &[f32], n_columns: usize, ranges: [(f64, f64); 2], sampling: Sampling) -> Mark {
    let [x, y] = ranges;
    let most = most(values).max(f64::MIN_POSITIVE);
    let share = |value: &f32| (FULL_INK * f64::from(*value) / most) as f32;
    let weights = values.iter().map(share).flat_map(|share| [share.max(0.0), (-share).max(0.0)]);
    Mark::Image(Image {
        x,
        y,
        n_columns,
        inks: vec![Ink::Positive, Ink::Negative],
        weights: weights.collect(),
        sampling,
    })
}

/// A strip of all colors from −`most` to `most`, with the numbers below it.
pub(super) fn legend(most: f64, x: (f64, f64), y: (f64, f64)) -> Vec<Mark> {
    let steps: Vec<f32> = (0..N_STEPS).map(|step| (2 * step + 1 - N_STEPS) as f32).collect();
    let below = y.0 - 0.9 * (y.1 - y.0);
    let label = |share: f64| {
        let at = ((x.0 + x.1) / 2.0 + share * (x.1 - x.0) / 2.0, below);
        let text = value_text(share * most);
        Mark::Label(Label { text, at, ink: Ink::Muted, side: Side::Center, face: Face::Fixed })
    };
    let strip = image(&steps, N_STEPS as usize, [x, y], Sampling::Smooth);
    vec![strip, label(-1.0), label(0.0), label(1.0)]
}
