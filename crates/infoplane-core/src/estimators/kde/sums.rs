//! Kernel sums of every sample over all samples, own class and others apart.

use super::pairs::{KernelSums, SMALLEST_EXPONENT, Square, exponents, kernels, sums};
use super::tiles::{Column, TILE, Tiles, VECTORS};
use core::ops::Range;
use wide::f32x4;

/// Kernel sums of the samples of a tile over all samples; they are in double precision, so that single
/// precision only ever adds up to [`TILE`] numbers.
#[derive(Clone, Debug)]
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

#[cfg_attr(infoplane_site, optimize(speed))]
fn add_each(totals: &mut [f64; TILE], sums: Column) {
    let sums: [f32; TILE] = bytemuck::cast(sums);
    totals.iter_mut().zip(sums).for_each(|(total, sum)| *total += f64::from(sum));
}

/// The sums of every tile, for kernels whose exponents are the squared distances times each factor: as far as the pairs
/// of tiles have come.
///
/// Every pair once; a tile with itself counts by its rows alone, which hold both halves. Tiles so
/// far apart that the smallest kernel is more than any of theirs are passed over: what they would add is
/// less than what [`SMALLEST_EXPONENT`] may.
#[derive(Clone, Debug)]
pub(super) struct PairSums {
    factors: Vec<f32>,
    /// For each factor one of each tile.
    totals: Vec<Vec<TileSums>>,
    /// The tile of the rows and the tile of the columns that come next.
    next: [usize; 2],
}

impl PairSums {
    pub(super) fn new(tiles: &Tiles, factors: &[f32]) -> Self {
        let zeros = || vec![TileSums::ZERO; tiles.len()];
        Self { factors: factors.to_vec(), totals: factors.iter().map(|_| zeros()).collect(), next: [0, 0] }
    }

    /// Adds the next pairs of tiles, as many as this or as there are left.
    pub(super) fn advance(&mut self, tiles: &Tiles, n_pairs: usize) {
        let mut left = n_pairs;
        while left > 0 && !self.is_done(tiles) {
            let [rows, columns] = self.next;
            let end = tiles.len().min(columns.saturating_add(left));
            self.add(tiles, rows, columns..end);
            left -= end - columns;
            self.next = if end == tiles.len() { [rows + 1, rows + 1] } else { [rows, end] };
        }
    }

    pub(super) fn is_done(&self, tiles: &Tiles) -> bool {
        self.next[0] == tiles.len()
    }

    /// For each factor one of each tile.
    pub(super) fn totals(&self) -> &[Vec<TileSums>] {
        &self.totals
    }

    /// Adds the pairs of tile `a` and some others.
    fn add(&mut self, tiles: &Tiles, a: usize, others: Range<usize>) {
        let mut distances: Square = [[f32x4::ZERO; VECTORS]; TILE];
        let mut square = distances;
        let rows = tiles.rows(a);
        for b in others.filter(|&b| tiles.least_squared_distance(a, b) < -SMALLEST_EXPONENT) {
            let columns = tiles.get(b);
            let same_class = tiles.get(a).class == columns.class;
            exponents(tiles.form, &rows, &columns, &mut distances);
            for (totals, &factor) in self.totals.iter_mut().zip(&self.factors) {
                kernels(&distances, factor, &mut square);
                let (row_sums, column_sums) = sums(&square);
                totals[a].add(&row_sums, same_class);
                if a != b {
                    totals[b].add(&column_sums, same_class);
                }
            }
        }
    }
}
