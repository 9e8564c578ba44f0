//! How often each class occurs.

use crate::math::ranking::first_largest;

/// Shares, up to a common factor, of k classes whose frequencies fall geometrically: ρ^(−c/(k−1)) for class c, so that
/// class 0 is ρ times as frequent as the last one.
///
/// This is the long-tailed imbalance of [CUI_2019](crate::citations::CUI_2019), section 5.1, with the imbalance factor ρ.
/// Those of balanced classes are exactly 1.
///
/// ```
/// use infoplane_core::learner::dataset::class_shares;
/// assert_eq!(class_shares(3, 4.0), [1.0, 0.5, 0.25]);
/// assert_eq!(class_shares(3, 1.0), [1.0, 1.0, 1.0]);
/// ```
pub fn class_shares(n_classes: usize, imbalance: f64) -> Vec<f64> {
    let steps = n_classes.saturating_sub(1).max(1) as f64;
    (0..n_classes).map(|class| libm::pow(imbalance, -(class as f64) / steps)).collect()
}

/// The class of each of n samples: always the class that is farthest behind its share, so that at every sample each
/// class has its share within one. Equal shares give 0, 1, ..., k − 1, 0, 1, ... Cost: O(n k).
pub(super) fn in_proportion(shares: &[f64], n_samples: usize) -> Vec<usize> {
    let total: f64 = shares.iter().sum();
    let mut counts = vec![0.0; shares.len()];
    let next = |sample: usize| {
        let behind: Vec<f64> =
            shares.iter().zip(&counts).map(|(share, n)| (sample + 1) as f64 * share / total - n).collect();
        let class = first_largest(&behind).unwrap_or(0);
        counts[class] += 1.0;
        class
    };
    (0..n_samples).map(next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balanced_classes_take_turns() {
        for k in 2..=6 {
            let classes = in_proportion(&class_shares(k, 1.0), 1000);
            assert!(classes.iter().enumerate().all(|(sample, class)| *class == sample % k), "{k}");
        }
    }

    #[test]
    fn the_largest_class_is_as_much_larger_as_asked() {
        let classes = in_proportion(&class_shares(3, 100.0), 11_100);
        let count = |class| classes.iter().filter(|c| **c == class).count();
        assert_eq!([count(0), count(1), count(2)], [10_000, 1_000, 100]);
    }
}
