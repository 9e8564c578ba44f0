//! Samples as points, and the distances between them that the neighbor estimators need.
//!
//! Distance is the largest difference of any coordinate (the maximum norm), since the balls
//! of that norm are cubes: the ball of a pair (x, y) is the product of a ball of x and one
//! of y, which is what lets the errors of the entropies cancel in mutual information.

use super::EstimateError;
use kdtree::KdTree;

/// The largest coordinate: 2¹⁰⁰⁰, so that no difference and no middle of two overflows.
///
/// ```
/// use infoplane_core::estimators::neighbors::{LARGEST_COORDINATE, Points};
/// assert_eq!(LARGEST_COORDINATE, 2.0_f64.powi(1000));
/// assert!(Points::new(&[LARGEST_COORDINATE], 1).is_ok() && Points::new(&[2.0 * LARGEST_COORDINATE], 1).is_err());
/// ```
pub const LARGEST_COORDINATE: f64 = f64::from_bits((1023 + 1000) << 52);

/// Samples of a continuous variable in one or more dimensions.
///
/// Proven by [`Points::new`]: at least one sample and one dimension, whole samples, and no
/// coordinate beyond [`LARGEST_COORDINATE`].
///
/// ```
/// use infoplane_core::estimators::neighbors::Points;
/// // Two points of the plane.
/// let points = Points::new(&[0.0, 1.0, 2.0, 3.0], 2)?;
/// assert_eq!((points.n_samples(), points.sample(1)), (2, &[2.0, 3.0][..]));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Points<'a> {
    values: &'a [f64],
    n_dims: usize,
}

impl<'a> Points<'a> {
    /// Takes coordinates sample by sample.
    ///
    /// # Errors
    /// [`EstimateError`] with the first offending value.
    ///
    /// ```
    /// use infoplane_core::estimators::{EstimateError, neighbors::Points};
    /// assert_eq!(Points::new(&[0.0, 1.0, 2.0, 3.0], 2)?.n_samples(), 2);
    /// let bad = Points::new(&[0.0, f64::INFINITY], 1);
    /// assert!(matches!(bad, Err(EstimateError::Coordinate { sample: 1, dim: 0, .. })));
    /// # Ok::<(), EstimateError>(())
    /// ```
    pub fn new(values: &'a [f64], n_dims: usize) -> Result<Self, EstimateError> {
        if n_dims == 0 || values.is_empty() || !values.len().is_multiple_of(n_dims) {
            return Err(EstimateError::Points { n_values: values.len(), n_dims });
        }
        let is_usable = |v: &f64| v.abs() <= LARGEST_COORDINATE;
        if let Some(at) = values.iter().position(|v| !is_usable(v)) {
            let (sample, dim) = (at / n_dims, at % n_dims);
            return Err(EstimateError::Coordinate { sample, dim, value: values[at] });
        }
        Ok(Self { values, n_dims })
    }

    /// Number of samples.
    ///
    /// ```
    /// use infoplane_core::estimators::neighbors::Points;
    /// let x = Points::new(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 2)?;
    /// assert_eq!(x.n_samples(), 3);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn n_samples(&self) -> usize {
        self.values.len() / self.n_dims
    }

    /// Number of dimensions.
    ///
    /// ```
    /// use infoplane_core::estimators::neighbors::Points;
    /// let x = Points::new(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 2)?;
    /// assert_eq!(x.n_dims(), 2);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn n_dims(&self) -> usize {
        self.n_dims
    }

    /// The coordinates of one sample.
    ///
    /// ```
    /// use infoplane_core::estimators::neighbors::Points;
    /// let x = Points::new(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 2)?;
    /// assert_eq!(x.sample(1), [2.0, 3.0]);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn sample(&self, index: usize) -> &'a [f64] {
        &self.values[index * self.n_dims..][..self.n_dims]
    }

    /// All samples in order.
    ///
    /// ```
    /// use infoplane_core::estimators::neighbors::Points;
    /// let x = Points::new(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 2)?;
    /// assert_eq!(x.samples().last(), Some(&[4.0, 5.0][..]));
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn samples(&self) -> impl ExactSizeIterator<Item = &'a [f64]> + use<'a> {
        self.values.chunks_exact(self.n_dims)
    }
}

/// Refuses a number of neighbors that n samples do not have.
pub(super) const fn check_k(k: usize, n_samples: usize) -> Result<(), EstimateError> {
    if k == 0 || k >= n_samples { Err(EstimateError::Neighbors { k, n_samples }) } else { Ok(()) }
}

/// max |aᵢ − bᵢ|.
pub(super) fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// The largest radius whose closed ball is the open ball of radius r; 0 stays 0.
///
/// The exception is that of scikit-learn: samples that coincide with their k-th neighbor
/// count the others at the same place, or discrete data would seem to know everything.
pub(super) const fn strictly_within(r: f64) -> f64 {
    if r > 0.0 { r.next_down() } else { 0.0 }
}

/// Finds the nearest samples.
pub(super) struct Tree<'a> {
    points: Points<'a>,
    tree: KdTree<f64, usize, &'a [f64]>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(points: Points<'a>) -> Self {
        let mut tree = KdTree::new(points.n_dims);
        for (index, sample) in points.samples().enumerate() {
            tree.add(sample, index).expect("points are finite and of one dimension");
        }
        Self { points, tree }
    }

    /// The k nearest of the other samples, the nearest first. There must be as many.
    pub(super) fn nearest(&self, index: usize, k: usize) -> Vec<(f64, usize)> {
        let center = self.points.sample(index);
        let found = self.tree.nearest(center, k + 1, &distance).expect("a sample is finite");
        // Among coinciding samples the tree may have found others in place of this one.
        found.into_iter().map(|(r, &other)| (r, other)).filter(|&(_, other)| other != index).take(k).collect()
    }

    /// Whether the k nearest of the other samples are at the same place as this one, or some of them equally far from it.
    pub(super) fn is_tied(&self, index: usize, k: usize) -> bool {
        let nearest = self.nearest(index, k);
        nearest.last().is_some_and(|(r, _)| *r == 0.0)
            || nearest.windows(2).any(|pair| pair[0].0 == pair[1].0)
    }

    /// The distance to the k-th nearest of the other samples.
    pub(super) fn radius(&self, index: usize, k: usize) -> f64 {
        self.nearest(index, k).last().map_or(0.0, |&(r, _)| r)
    }
}

/// Counts samples in closed balls: by bisection in one dimension, with a tree in more.
pub(super) enum Balls<'a> {
    Sorted(Vec<f64>),
    Tree(Tree<'a>),
}

impl<'a> Balls<'a> {
    pub(super) fn new(points: Points<'a>) -> Self {
        if points.n_dims > 1 {
            return Self::Tree(Tree::new(points));
        }
        let mut sorted = points.values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        Self::Sorted(sorted)
    }

    /// Samples at a distance of at most r, the one at the center among them.
    pub(super) fn count(&self, center: &[f64], r: f64) -> usize {
        match self {
            Self::Sorted(sorted) => {
                // The same subtractions as in `distance`, which rounding leaves in order.
                let below = sorted.partition_point(|v| center[0] - v > r);
                sorted.partition_point(|v| v - center[0] <= r) - below
            }
            Self::Tree(tree) => {
                tree.tree.within_count(center, r, &distance).expect("a center is a sample, so finite")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grid with ties and repeated places.
    fn grid() -> Vec<f64> {
        (0..120_u32).flat_map(|i| [f64::from(i * 7 % 5), f64::from(i * 11 % 6)]).collect()
    }

    fn plain_distances(points: Points<'_>, index: usize) -> Vec<f64> {
        let others = (0..points.n_samples()).filter(|&j| j != index);
        let mut all: Vec<f64> = others.map(|j| distance(points.sample(index), points.sample(j))).collect();
        all.sort_unstable_by(f64::total_cmp);
        all
    }

    #[test]
    fn the_tree_agrees_with_all_pairs_where_samples_coincide() {
        let values = grid();
        let points = Points::new(&values, 2).unwrap();
        let tree = Tree::new(points);
        let balls = Balls::new(points);
        for index in 0..points.n_samples() {
            let plain = plain_distances(points, index);
            for k in [1, 3, 10, 40] {
                assert_eq!(tree.radius(index, k), plain[k - 1]);
                assert_eq!(tree.nearest(index, k).len(), k);
            }
            for r in [0.0, 0.5, 1.0, 2.0] {
                let expected = 1 + plain.iter().filter(|&&p| p <= r).count();
                assert_eq!(balls.count(points.sample(index), r), expected);
            }
        }
    }

    #[test]
    fn bisection_agrees_with_all_pairs() {
        let values: Vec<f64> = (0..90_u32).map(|i| f64::from(i * i % 37) * 0.1).collect();
        let points = Points::new(&values, 1).unwrap();
        let balls = Balls::new(points);
        for index in 0..points.n_samples() {
            let plain = plain_distances(points, index);
            for r in [0.0, 0.1, 0.3, plain[5], strictly_within(plain[5])] {
                let expected = 1 + plain.iter().filter(|&&p| p <= r).count();
                assert_eq!(balls.count(points.sample(index), r), expected);
            }
        }
    }

    #[test]
    fn samples_at_the_ends_of_the_range_have_neighbors() {
        let most = LARGEST_COORDINATE;
        let mut values = vec![most, -most, 0.0, 5e-324, f64::MIN_POSITIVE];
        values.extend((0..400).map(|i| libm::exp2(f64::from(i) * 5.0 - 1070.0)));
        let points = Points::new(&values, 1).unwrap();
        let tree = Tree::new(points);
        assert_eq!(tree.radius(0, points.n_samples() - 1), 2.0 * most);
        assert!(Points::new(&[most.next_up()], 1).is_err());
    }
}
