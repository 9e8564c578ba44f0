//! Decision regions of a classifier of the plane: hue is the class, paleness the doubt.

use crate::charts::figure::{Aspect, Body, Dot, Dots, Figure, Image, Mark, Sampling, Shape};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale, Ticks};
use crate::charts::table::Table;
use infoplane_core::experiments::training::Regions;
use infoplane_core::learner::dataset::generator::EXTENT;
use infoplane_core::measures::entropy::predictive_entropy;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The training samples.
    pub train: &'a str,
    /// The test samples.
    pub test: &'a str,
    /// The word for a prediction.
    pub prediction: &'a str,
    /// The word for a class; its number is written after it.
    pub class: &'a str,
}

/// A sample of the plane and its observed class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Its coordinates.
    pub at: (f32, f32),
    /// Its observed label.
    pub class: usize,
}

/// How much of its class's ink a cell without doubt has; points of the same class stand out above it.
const FULL_INK: f64 = 0.68;
/// Half the width of a sample, in pixels.
const RADIUS: f64 = 3.4;

/// The regions as an image, training samples filled, test samples hollow; shapes repeat the class.
pub fn regions(regions: &Regions, train: &[Sample], test: &[Sample], words: &Words<'_>) -> Figure {
    let extent = f64::from(regions.extent);
    let scale = || Scale::Linear { min: -extent, max: extent };
    let image = Image {
        x: (-extent, extent),
        y: (-extent, extent),
        n_columns: regions.side,
        inks: (0..regions.n_classes).map(Ink::Class).collect(),
        weights: regions.probabilities.chunks_exact(regions.n_classes.max(1)).flat_map(inked).collect(),
        sampling: Sampling::Smooth,
    };
    Figure {
        title: words.title.into(),
        x: Axis::new("", scale()).with_ticks(Ticks::Hidden),
        y: Axis::new("", scale()).with_ticks(Ticks::Hidden),
        marks: vec![
            Mark::Image(image),
            points((words.train, words.class), train, Body::Filled, RADIUS),
            points((words.test, words.class), test, Body::Hollow, RADIUS),
        ],
        aspect: Aspect::Fixed(1000),
    }
}

/// The samples with their observed classes, then the predicted probabilities in each cell of the map.
pub fn table(regions: &Regions, train: &[Sample], test: &[Sample], words: &Words<'_>) -> Table {
    let n = regions.n_classes;
    let mut table = Table::new(&["", "x₁", "x₂", words.class]);
    for class in 1..=n {
        table.headings.push(format!("q({} {class}|x)", words.class));
    }
    for (name, samples) in [(words.train, train), (words.test, test)] {
        for sample in samples {
            table.row_of(name);
            table.singles(&[sample.at.0, sample.at.1, (sample.class + 1) as f32]);
        }
    }
    // A single cell is no prediction yet.
    if regions.side > 1 {
        for (cell, q) in regions.probabilities.chunks_exact(n.max(1)).enumerate() {
            table.row_of(words.prediction);
            table.singles(&regions.center(cell));
            table.text("");
            table.singles(q);
        }
    }
    table
}

/// No predictions yet: bare surface.
pub fn empty() -> Regions {
    Regions { side: 1, extent: EXTENT as f32, n_classes: 1, probabilities: vec![0.0] }
}

/// Shares of the inks in a cell: each class by its probability, all of them paler the higher the
/// entropy; a uniform prediction is bare surface.
fn inked(probabilities: &[f32]) -> Vec<f32> {
    let entropy = predictive_entropy(probabilities);
    let most = (probabilities.len().max(2) as f64).ln();
    let certainty = (1.0 - entropy / most).clamp(0.0, 1.0);
    probabilities.iter().map(|q| (f64::from(*q) * certainty * FULL_INK) as f32).collect()
}

/// The samples of that name, with the word for a class.
pub(super) fn points((name, class): (&str, &str), samples: &[Sample], body: Body, radius: f64) -> Mark {
    let dots = samples.iter().map(|sample| Dot {
        at: (f64::from(sample.at.0), f64::from(sample.at.1)),
        paint: Ink::Class(sample.class).into(),
        shape: Shape::of_class(sample.class),
        note: format!("{class} {}", sample.class + 1),
    });
    Mark::Dots(Dots { name: name.into(), dots: dots.collect(), radius, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uniform_prediction_is_bare_surface() {
        assert!(inked(&[0.25; 4]).iter().all(|w| w.abs() < 1e-6));
    }

    #[test]
    fn a_certain_prediction_is_the_ink_of_its_class_alone() {
        assert_eq!(inked(&[0.0, 1.0, 0.0]), [0.0, FULL_INK as f32, 0.0]);
    }
}
