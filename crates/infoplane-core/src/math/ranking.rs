//! Orders of numbers.

use core::cmp::Reverse;
use std::collections::BinaryHeap;

/// The indices of `values` in ascending order; equal values keep theirs, and NaN comes last.
///
/// One function for all who rank something, and by a heap: the standard library's stable sort with a comparison of its
/// own is 4 KB of a page's program, a heap a tenth of that. Cost: n log n.
///
/// ```
/// use infoplane_core::math::ranking::ascending;
/// assert_eq!(ascending(&[0.3, 0.1, 0.3, 0.2]), [1, 3, 0, 2]);
/// ```
#[inline(never)]
pub fn ascending(values: &[f64]) -> Vec<usize> {
    let ranked = values.iter().enumerate().map(|(index, value)| Reverse((key(*value), index)));
    let mut heap: BinaryHeap<_> = ranked.collect();
    core::iter::from_fn(|| heap.pop()).map(|Reverse((_, index))| index).collect()
}

/// A whole number that orders as [`f64::total_cmp`] does: the bits, of negative numbers with all but the sign turned over.
const fn key(value: f64) -> i64 {
    let bits = value.to_bits().cast_signed();
    bits ^ ((bits >> 63) & i64::MAX)
}

/// The indices of `values` in descending order; equal values keep theirs.
///
/// ```
/// use infoplane_core::math::ranking::descending;
/// assert_eq!(descending(&[0.3, 0.1, 0.3, 0.2]), [0, 2, 3, 1]);
/// ```
pub fn descending(values: &[f64]) -> Vec<usize> {
    let negated: Vec<f64> = values.iter().map(|value| -value).collect();
    ascending(&negated)
}

/// The index of the largest of some numbers: the first one of several, so that a network that prefers
/// no class predicts the first. `None` when there are no numbers.
///
/// ```
/// use infoplane_core::math::ranking::first_largest;
/// assert_eq!(first_largest(&[0.2, 0.4, 0.4]), Some(1));
/// assert_eq!(first_largest::<f32>(&[]), None);
/// ```
pub fn first_largest<T: PartialOrd>(values: &[T]) -> Option<usize> {
    (0..values.len()).reduce(|best, index| if values[index] > values[best] { index } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_order_as_total_order_does() {
        let values = [f64::NEG_INFINITY, -2.5, -1e-310, -0.0, 0.0, 1e-310, 0.1, 2.5, f64::INFINITY, f64::NAN];
        assert!(values.windows(2).all(|pair| key(pair[0]) < key(pair[1])));
    }

    #[test]
    fn the_order_is_that_of_the_stable_sort() {
        let values: Vec<f64> = (0..1000).map(|i| f64::from(i * 7919 % 257 - 100) / 3.0).collect();
        let mut expected: Vec<usize> = (0..values.len()).collect();
        expected.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
        assert_eq!(ascending(&values), expected);
    }
}
