//! Kernel sums of every sample over all samples, own class and others apart.

use super::pairs::{KernelSums, SMALLEST_EXPONENT, Square, exponents, kernels, sums};
use super::tiles::{Column, TILE, Tiles, VECTORS};
use wide::f32x4;

/// Kernel sums of the samples of a tile over all samples; they are in double precision, so that single
/// precision only ever adds up to [`TILE`] numbers.
pub(super) struct TileSums {
    pub(super) own_wide: [f64; TILE],
    pub(super) own_narrow: [f64; TILE],
    pub(super) other_wide: [f64; TILE],
    pub(super) other_narrow: [f64; TILE],
}

impl TileSums {
    const ZERO: Self = Self {
        own_wide: [0.0; TILE],
        own_narrow: [0.0; TILE],
        other_wide: [0.0; TILE],
        other_narrow: [0.0; TILE],
    };

    fn add(&mut self, sums: &KernelSums, same_class: bool) {
        let (wide, narrow) = if same_class {
            (&mut self.own_wide, &mut self.own_narrow)
        } else {
            (&mut self.other_wide, &mut self.other_narrow)
        };
        add_each(wide, sums.wide);
        add_each(narrow, sums.narrow);
    }
}

fn add_each(totals: &mut [f64; TILE], sums: Column) {
    let sums: [f32; TILE] = bytemuck::cast(sums);
    totals.iter_mut().zip(sums).for_each(|(total, sum)| *total += f64::from(sum));
}

/// The sums of every tile, for kernels whose exponents are the squared distances times each factor.
///
/// Every pair of tiles once; a tile with itself counts by its rows alone, which hold both halves. Tiles so
/// far apart that the smallest kernel is more than any of theirs are passed over: what they would add is
/// less than what [`SMALLEST_EXPONENT`] may.
pub(super) fn sum_all_pairs(tiles: &Tiles, factors: &[f32]) -> Vec<Vec<TileSums>> {
    let zeros = || (0..tiles.len()).map(|_| TileSums::ZERO).collect();
    let mut totals: Vec<Vec<TileSums>> = factors.iter().map(|_| zeros()).collect();
    let mut distances: Square = [[f32x4::ZERO; VECTORS]; TILE];
    let mut square = distances;
    for a in 0..tiles.len() {
        let rows = tiles.rows(a);
        for b in (a..tiles.len()).filter(|&b| tiles.least_squared_distance(a, b) < -SMALLEST_EXPONENT) {
            let columns = tiles.get(b);
            let same_class = tiles.get(a).class == columns.class;
            exponents(tiles.form, &rows, &columns, &mut distances);
            for (totals, &factor) in totals.iter_mut().zip(factors) {
                kernels(&distances, factor, &mut square);
                let (row_sums, column_sums) = sums(&square);
                totals[a].add(&row_sums, same_class);
                if a != b {
                    totals[b].add(&column_sums, same_class);
                }
            }
        }
    }
    totals
}
