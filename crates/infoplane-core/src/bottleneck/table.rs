//! Tables with a column for each value of T, four columns side by side.
//!
//! A processor takes several columns in one instruction, and a loop over a table has no remainder: columns are filled up
//! to a multiple of four. No order of summation depends on the machine, so the bits are the same everywhere.

use super::encoder::Encoder;
use crate::math::lanes::{LANES, Lanes};
use wide::f64x4;

/// Rows of numbers, one column for each t; first all rows of the first four columns, then of the next.
#[derive(Clone)]
pub(super) struct Table {
    n_rows: usize,
    n_t: usize,
    cells: Vec<f64x4>,
}

impl Table {
    /// Zeros.
    pub(super) fn new(n_rows: usize, n_t: usize) -> Self {
        Self { n_rows, n_t, cells: vec![f64x4::ZERO; n_rows * n_t.div_ceil(LANES)] }
    }

    /// q(t|x), row x.
    pub(super) fn of_encoder(encoder: &Encoder) -> Self {
        let mut table = Self::new(encoder.rows().len(), encoder.n_t);
        let n_cells = table.n_rows * LANES;
        for (x, row) in encoder.rows().enumerate() {
            for (numbers, block) in row.chunks(LANES).zip(table.numbers_mut().chunks_exact_mut(n_cells)) {
                block[x * LANES..][..numbers.len()].copy_from_slice(numbers);
            }
        }
        table
    }

    /// The encoder of which this is q(t|x).
    pub(super) fn encoder(&self) -> Encoder {
        let q = (0..self.n_rows).flat_map(|x| self.row(x)).collect();
        Encoder { n_t: self.n_t, q }
    }

    /// The numbers of a row.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = f64> {
        let blocks = self.numbers().chunks_exact(self.n_rows * LANES);
        blocks.flat_map(move |block| block[row * LANES..][..LANES].iter().copied()).take(self.n_t)
    }

    /// All numbers, with those of the columns that fill up the last four.
    pub(super) fn numbers(&self) -> &[f64] {
        bytemuck::cast_slice(&self.cells)
    }

    /// All numbers, to be changed.
    pub(super) fn numbers_mut(&mut self) -> &mut [f64] {
        bytemuck::cast_slice_mut(&mut self.cells)
    }

    /// The rows of four columns after the other, row by row.
    pub(super) fn blocks_mut(&mut self) -> impl Iterator<Item = &mut [f64]> {
        let n = self.n_rows * LANES;
        self.numbers_mut().chunks_exact_mut(n)
    }

    /// This becomes a copy of a table of its size.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.cells.copy_from_slice(&other.cells);
    }

    /// This becomes a − b.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn set_difference(&mut self, a: &Self, b: &Self) {
        for ((cell, a), b) in self.cells.iter_mut().zip(&a.cells).zip(&b.cells) {
            *cell = *a - *b;
        }
    }

    /// Subtracts a multiple of a table of its size.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn subtract(&mut self, factor: f64, other: &Self) {
        for (cell, other) in self.cells.iter_mut().zip(&other.cells) {
            *cell -= f64x4::splat(factor) * *other;
        }
    }

    /// Takes the numbers of another table that are not above a bound.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn keep_at_most(&mut self, bound: f64, of: &Self) {
        for (number, kept) in self.numbers_mut().iter_mut().zip(of.numbers()) {
            *number = if *kept <= bound { *kept } else { *number };
        }
    }

    /// Multiplies number by number.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn scale(&mut self, by: &Self) {
        self.cells.iter_mut().zip(&by.cells).for_each(|(cell, by)| *cell *= *by);
    }

    /// This becomes the product of a matrix, given row by row, and a table.
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub(super) fn set_product(&mut self, matrix: &[f64], table: &Self) {
        /// Rows at once: four sums of four columns are eight registers, of the sixteen there are.
        const ROWS: usize = 4;
        let n = table.n_rows;
        for (out, columns) in self.cells.chunks_exact_mut(self.n_rows).zip(table.cells.chunks_exact(n)) {
            for (out, rows) in out.chunks_mut(ROWS).zip(matrix.chunks(ROWS * n)) {
                if let Ok(out) = <&mut [f64x4; ROWS]>::try_from(&mut *out) {
                    *out =
                        product([&rows[..n], &rows[n..2 * n], &rows[2 * n..3 * n], &rows[3 * n..]], columns);
                } else {
                    for (out, row) in out.iter_mut().zip(rows.chunks_exact(n)) {
                        [*out] = product([row], columns);
                    }
                }
            }
        }
    }
}

/// The products of some rows with four columns.
#[inline(always)]
fn product<const N: usize>(rows: [&[f64]; N], columns: &[f64x4]) -> [f64x4; N] {
    let mut sums = [f64x4::ZERO; N];
    let rows = rows.map(|row| &row[..columns.len()]);
    for (k, column) in columns.iter().enumerate() {
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum += f64x4::splat(row[k]) * *column;
        }
    }
    sums
}

/// Σ a b over all numbers of two tables of one size.
#[cfg_attr(infoplane_site, optimize(speed))]
pub(super) fn dot(a: &Table, b: &Table) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.cells.as_chunks::<2>(), b.cells.as_chunks::<2>());
    // Two sums, so that an addition need not wait for the last one.
    let mut sums = [f64x4::ZERO; 2];
    for (a, b) in a.iter().zip(b) {
        sums[0] += a[0] * b[0];
        sums[1] += a[1] * b[1];
    }
    for (a, b) in a_rest.iter().zip(b_rest) {
        sums[0] += *a * *b;
    }
    (sums[0] + sums[1]).sum()
}

/// The largest |a − b| of the numbers of two tables of one size.
#[cfg_attr(infoplane_site, optimize(speed))]
pub(super) fn largest_change(a: &Table, b: &Table) -> f64 {
    let mut largest = [0.0; LANES];
    for (a, b) in a.numbers().as_chunks::<LANES>().0.iter().zip(b.numbers().as_chunks::<LANES>().0) {
        for i in 0..LANES {
            largest[i] = greater((a[i] - b[i]).abs(), largest[i]);
        }
    }
    largest.into_iter().fold(0.0, greater)
}

/// The greater of two numbers; one instruction, which `f64::max` is not.
#[inline(always)]
pub(super) fn greater(x: f64, y: f64) -> f64 {
    if x > y { x } else { y }
}
