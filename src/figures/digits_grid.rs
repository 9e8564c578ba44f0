//! Handwritten digits with what the network takes them for.

use crate::charts::figure::{Aspect, Face, Figure, Image, Label, Mark, Rect, Sampling, Side, Stroke};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale, Ticks};
use crate::charts::table::Table;
use crate::charts::ticks::value_text;
use infoplane_core::learner::dataset::digits::SIDE;
use infoplane_core::math::ranking::first_largest;
use infoplane_core::measures::entropy::predictive_entropy;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The word for the observed digit.
    pub observed: &'a str,
    /// The word for the predicted digit.
    pub predicted: &'a str,
    /// The word for the entropy of the prediction, with its unit.
    pub entropy: &'a str,
}

/// A digit and its prediction.
#[derive(Clone, Debug, PartialEq)]
pub struct Digit {
    /// 64 intensities between 0 and 1, row by row from the top.
    pub pixels: Vec<f32>,
    /// The observed label.
    pub observed: usize,
    /// Probabilities of the ten classes.
    pub probabilities: Vec<f32>,
}

/// Height of a grid row in the width of a column: the digit and its caption.
const PITCH: f64 = 1.35;

/// A grid of digits, `n_columns` wide. The paper behind a digit grows orange with the entropy of its
/// prediction; the caption is the prediction, framed and with a cross where it is wrong.
pub fn digits_grid(digits: &[Digit], n_columns: usize, factor: f64, words: &Words<'_>) -> Figure {
    let n_columns = n_columns.max(1);
    let n_rows = digits.len().div_ceil(n_columns).max(1);
    let height = n_rows as f64 * PITCH;
    let marks = digits.iter().enumerate().flat_map(|(i, digit)| {
        let (column, row) = ((i % n_columns) as f64, (i / n_columns) as f64);
        thumbnail(digit, (column, height - row * PITCH), factor, words)
    });
    Figure {
        title: words.title.into(),
        x: Axis::new("", Scale::Linear { min: 0.0, max: n_columns as f64 }).with_ticks(Ticks::Hidden),
        y: Axis::new("", Scale::Linear { min: 0.0, max: height }).with_ticks(Ticks::Hidden),
        marks: marks.collect(),
        aspect: Aspect::Fixed((1000.0 * n_columns as f64 / height) as u32),
    }
}

/// One digit alone, and nothing said of it.
pub fn small_digit(pixels: &[f32], title: &str) -> Figure {
    let (edge, sides) = (1.0, (0.0, 1.0));
    let axis = || Axis::new("", Scale::Linear { min: 0.0, max: edge }).with_ticks(Ticks::Hidden);
    Figure {
        title: title.into(),
        x: axis(),
        y: axis(),
        marks: vec![on_paper(pixels, 0.0, sides, sides)],
        aspect: Aspect::Fixed(1000),
    }
}

/// The intensities of a digit, row by row from the top.
pub fn intensities(pixels: &[f32]) -> Table {
    let mut table = Table::new(&[""]);
    table.headings.extend((1..=SIDE).map(|column| column.to_string()));
    for (row, pixels) in pixels.chunks(SIDE).enumerate() {
        table.row(row as f64 + 1.0);
        table.singles(pixels);
    }
    table
}

/// Each digit: its label, the prediction, the entropy of the prediction, and all probabilities.
pub fn table(digits: &[Digit], factor: f64, words: &Words<'_>) -> Table {
    let mut table = Table::new(&[words.observed, words.predicted, words.entropy]);
    for class in 0..digits.first().map_or(0, |digit| digit.probabilities.len()) {
        table.headings.push(format!("q({class}|x)"));
    }
    for digit in digits {
        let predicted = first_largest(&digit.probabilities).unwrap_or_default();
        table.row(digit.observed as f64);
        table.numbers(&[predicted as f64, predictive_entropy(&digit.probabilities) * factor]);
        table.singles(&digit.probabilities);
    }
    table
}

/// Digit, frame and caption below the point `(left, top)`.
fn thumbnail(digit: &Digit, (left, top): (f64, f64), factor: f64, words: &Words<'_>) -> [Mark; 3] {
    let entropy = predictive_entropy(&digit.probabilities);
    let doubt = (entropy / (digit.probabilities.len().max(2) as f64).ln()).clamp(0.0, 1.0) as f32;
    let predicted = first_largest(&digit.probabilities).unwrap_or_default();
    let right = predicted == digit.observed;
    let (x, y) = ((left + 0.06, left + 0.94), (top - 0.94, top - 0.06));
    let ink = if right { Ink::Muted } else { Ink::Kl };
    let frame = Rect {
        name: format!("{} {}", words.observed, digit.observed),
        detail: format!(
            "{} {predicted}\n{} {}",
            words.predicted,
            words.entropy,
            value_text(entropy * factor)
        ),
        x,
        y,
        fill: None,
        outline: Some((if right { Ink::Grid } else { Ink::Kl }.into(), Stroke::Solid)),
        inset: 0.0,
    };
    let text = if right { predicted.to_string() } else { format!("{predicted} ✗") };
    let at = (left + 0.5, top - 1.12);
    let caption = Label { text, at, ink, side: Side::Center, face: Face::Fixed };
    [on_paper(&digit.pixels, doubt, x, y), Mark::Rect(frame), Mark::Label(caption)]
}

/// The digit in ink, on paper that shows the doubt between 0 and 1.
fn on_paper(pixels: &[f32], doubt: f32, x: (f64, f64), y: (f64, f64)) -> Mark {
    Mark::Image(Image {
        x,
        y,
        n_columns: SIDE,
        inks: vec![Ink::Text, Ink::CrossEntropy],
        weights: pixels.iter().flat_map(|v| [0.92 * v, 0.7 * doubt * (1.0 - v)]).collect(),
        sampling: Sampling::Blocks,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coin_has_one_bit_of_doubt() {
        assert!((predictive_entropy(&[0.5, 0.5]) - std::f64::consts::LN_2).abs() < 1e-12);
    }

    #[test]
    fn of_equally_probable_classes_the_first_is_predicted() {
        let digit = Digit { pixels: vec![0.0; SIDE * SIDE], observed: 1, probabilities: vec![0.2, 0.4, 0.4] };
        let words = Words { title: "", observed: "", predicted: "", entropy: "" };
        let [.., Mark::Label(caption)] = thumbnail(&digit, (0.0, PITCH), 1.0, &words) else {
            panic!("the caption comes last")
        };
        assert_eq!(caption.text, "1");
    }
}
