//! Numbers with a shape, and the part of a binary file that holds them.

use crate::kind::Kind;
use crate::loader::Limits;
use crate::problem::{FileError, Problem, Quantity};
use infoplane_core::math::real::Real;

/// An array of numbers, the last index changing fastest.
#[derive(Clone, Debug, PartialEq)]
pub struct Array<T> {
    /// Lengths along the axes; empty for a single number.
    pub shape: Vec<usize>,
    /// As many numbers as the product of the lengths.
    pub values: Vec<T>,
}

impl<T> Array<T> {
    /// Rows along the first axis, and numbers in each: a list has rows of one number.
    pub fn rows(&self) -> (usize, usize) {
        match self.shape.split_first() {
            Some((rows, rest)) => (*rows, rest.iter().fold(1, |n: usize, length| n.saturating_mul(*length))),
            None => (1, 1),
        }
    }
}

/// How the numbers of an array are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) kind: Kind,
    pub(crate) is_big_endian: bool,
    /// Whether the first index changes fastest.
    pub(crate) is_fortran: bool,
    pub(crate) shape: Vec<usize>,
}

/// The numbers of an array while they arrive.
#[derive(Debug)]
pub(crate) struct Body<T> {
    layout: Layout,
    n_values: u64,
    values: Vec<T>,
    /// The first bytes of a number that is not complete.
    partial: Vec<u8>,
}

impl<T: Real> Body<T> {
    /// Expects an array of that layout.
    pub(crate) fn new(layout: Layout, limits: &Limits) -> Result<Self, FileError> {
        let product =
            |lengths: &[usize]| lengths.iter().try_fold(1_u64, |n, length| n.checked_mul(*length as u64));
        // A length of zero makes any other harmless, but not to a product that is taken before.
        let is_empty = layout.shape.contains(&0);
        let n_values = if is_empty { 0 } else { product(&layout.shape).unwrap_or(u64::MAX) };
        let n_columns = product(layout.shape.get(1..).unwrap_or_default()).unwrap_or(u64::MAX);
        Problem::limit(Quantity::Columns, n_columns, limits.n_columns).map_err(Problem::of_file)?;
        Problem::limit(Quantity::Numbers, n_values, limits.n_numbers).map_err(Problem::of_file)?;
        Ok(Self { layout, n_values, values: Vec::new(), partial: Vec::new() })
    }

    /// Takes the next bytes.
    pub(crate) fn push(&mut self, mut bytes: &[u8]) -> Result<(), FileError> {
        let size = self.layout.kind.size();
        if !self.partial.is_empty() {
            let (head, rest) = bytes.split_at(bytes.len().min(size - self.partial.len()));
            self.partial.extend(head);
            bytes = rest;
            if self.partial.len() < size {
                return Ok(());
            }
            let whole = core::mem::take(&mut self.partial);
            self.take_numbers(&whole)?;
        }
        let numbers = bytes.len() / size * size;
        self.take_numbers(&bytes[..numbers])?;
        self.partial.extend(&bytes[numbers..]);
        if self.is_complete() && !self.partial.is_empty() { Err(Problem::Trailing.of_file()) } else { Ok(()) }
    }

    fn take_numbers(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let Layout { kind, is_big_endian, .. } = self.layout;
        let numbers = bytes.chunks_exact(kind.size());
        if self.values.len() as u64 + numbers.len() as u64 > self.n_values {
            return Err(Problem::Trailing.of_file());
        }
        if is_big_endian {
            let little = |number: &[u8]| {
                let mut bytes = [0; 8];
                bytes.iter_mut().zip(number.iter().rev()).for_each(|(to, from)| *to = *from);
                bytes
            };
            self.values.extend(numbers.map(|n| T::from_f64(kind.number(&little(n)[..n.len()]))));
        } else {
            self.values.extend(numbers.map(|number| T::from_f64(kind.number(number))));
        }
        Ok(())
    }

    fn is_complete(&self) -> bool {
        self.values.len() as u64 == self.n_values
    }

    /// Bytes that are still to come.
    pub(crate) fn n_missing(&self) -> u64 {
        let n_numbers = self.n_values - self.values.len() as u64;
        n_numbers.saturating_mul(self.layout.kind.size() as u64).saturating_sub(self.partial.len() as u64)
    }

    /// The array, if all of it has arrived.
    pub(crate) fn finish(self) -> Result<Array<T>, FileError> {
        if !self.is_complete() {
            let size = self.layout.kind.size() as u64;
            let found = self.values.len() as u64 * size + self.partial.len() as u64;
            return Err(Problem::CutOff { promised: self.n_values.saturating_mul(size), found }.of_file());
        }
        let shape = self.layout.shape;
        let values = if self.layout.is_fortran { row_major(&shape, &self.values) } else { self.values };
        Ok(Array { shape, values })
    }
}

/// The same array with the last index changing fastest instead of the first.
fn row_major<T: Copy>(shape: &[usize], values: &[T]) -> Vec<T> {
    let at = |cell: usize| {
        let (mut rest, mut position, mut stride) = (cell, 0, values.len());
        for &length in shape.iter().rev() {
            stride /= length;
            position += rest % length * stride;
            rest /= length;
        }
        values[position]
    };
    (0..values.len()).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_rows() {
        // [[1, 2, 3], [4, 5, 6]] column by column.
        assert_eq!(row_major(&[2, 3], &[1, 4, 2, 5, 3, 6]), [1, 2, 3, 4, 5, 6]);
        assert_eq!(row_major(&[0, 3], &[] as &[i32]), []);
    }
}
