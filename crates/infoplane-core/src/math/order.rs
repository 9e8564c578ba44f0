//! Orders of numbers.

/// The indices of `values` in ascending order; equal values keep theirs, and NaN comes last.
///
/// One function for all who rank something: every call of the standard library's sort with a comparison
/// of its own adds 5 KB to a page.
///
/// ```
/// use infoplane_core::math::order::ascending;
/// assert_eq!(ascending(&[0.3, 0.1, 0.3, 0.2]), [1, 3, 0, 2]);
/// ```
#[inline(never)]
pub fn ascending(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    order
}

/// The indices of `values` in descending order; equal values keep theirs.
///
/// ```
/// use infoplane_core::math::order::descending;
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
/// use infoplane_core::math::order::first_largest;
/// assert_eq!(first_largest(&[0.2, 0.4, 0.4]), Some(1));
/// assert_eq!(first_largest::<f32>(&[]), None);
/// ```
pub fn first_largest<T: PartialOrd>(values: &[T]) -> Option<usize> {
    (0..values.len()).reduce(|best, index| if values[index] > values[best] { index } else { best })
}
