//! Where in the plane two networks disagree: the total variation between their predictions.

use crate::charts::figure::{Aspect, Figure, Image, Mark, Sampling};
use crate::charts::palette::Ink;
use crate::charts::scale::{Axis, Scale, Ticks};
use crate::charts::table::Table;
use infoplane_core::experiments::training::Regions;

/// The texts of the figure.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What the figure shows.
    pub title: &'a str,
    /// The name of the quantity.
    pub total_variation: &'a str,
}

/// ½ Σ|q − q′| in each cell, row by row from the top left; none unless both maps have the same cells and classes.
pub fn total_variations(a: &Regions, b: &Regions) -> Vec<f32> {
    let cells = |regions: &Regions| (regions.side, regions.extent.to_bits(), regions.n_classes);
    if cells(a) != cells(b) || a.n_classes == 0 {
        return Vec::new();
    }
    let pairs = a.probabilities.chunks_exact(a.n_classes).zip(b.probabilities.chunks_exact(a.n_classes));
    pairs.map(|(q, other)| q.iter().zip(other).map(|(q, r)| (q - r).abs()).sum::<f32>() / 2.0).collect()
}

/// The mean total variation over the cells; none where nothing can be compared.
pub fn mean_total_variation(a: &Regions, b: &Regions) -> Option<f64> {
    let all = total_variations(a, b);
    let sum: f64 = all.iter().map(|variation| f64::from(*variation)).sum();
    (!all.is_empty()).then(|| sum / all.len() as f64)
}

/// A map of the total variation, bare at 0 and full at 1.
pub fn disagreement(a: &Regions, b: &Regions, words: &Words<'_>) -> Figure {
    let extent = f64::from(a.extent);
    let axis = || Axis::new("", Scale::Linear { min: -extent, max: extent }).with_ticks(Ticks::Hidden);
    let image = Image {
        x: (-extent, extent),
        y: (-extent, extent),
        n_columns: a.side,
        inks: vec![Ink::Kl],
        weights: total_variations(a, b),
        sampling: Sampling::Smooth,
    };
    let marks = if image.weights.is_empty() { Vec::new() } else { vec![Mark::Image(image)] };
    Figure { title: words.title.into(), x: axis(), y: axis(), marks, aspect: Aspect::Fixed(1000) }
}

/// The centers of the cells with the total variation there.
pub fn table(a: &Regions, b: &Regions, words: &Words<'_>) -> Table {
    let mut table = Table::new(&["x₁", "x₂", words.total_variation]);
    for (cell, variation) in total_variations(a, b).into_iter().enumerate() {
        let [x, y] = a.center(cell);
        table.row(f64::from(x));
        table.singles(&[y, variation]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(probabilities: &[f32]) -> Regions {
        Regions { side: 1, extent: 1.0, n_classes: 2, probabilities: probabilities.to_vec() }
    }

    #[test]
    fn total_variation_is_0_for_the_same_and_1_for_sure_opposites() {
        let variation = |a: &[f32], b: &[f32]| total_variations(&map(a), &map(b));
        assert_eq!(variation(&[0.25, 0.75], &[0.25, 0.75]), [0.0]);
        assert_eq!(variation(&[1.0, 0.0], &[0.0, 1.0]), [1.0]);
        assert_eq!(variation(&[0.5, 0.5], &[0.25, 0.75]), [0.25]);
        assert_eq!(mean_total_variation(&map(&[0.5, 0.5]), &map(&[0.25, 0.75])), Some(0.25));
    }

    #[test]
    fn maps_of_other_cells_are_not_compared() {
        let other = Regions { extent: 2.0, ..map(&[1.0, 0.0]) };
        let words = Words { title: "", total_variation: "" };
        assert!(disagreement(&map(&[1.0, 0.0]), &other, &words).marks.is_empty());
        assert_eq!(mean_total_variation(&map(&[1.0, 0.0]), &other), None);
        assert!(table(&map(&[1.0, 0.0]), &other, &words).rows.is_empty());
    }
}
