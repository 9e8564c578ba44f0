//! The estimators of Kraskov, Stögbauer and Grassberger: mutual information from the
//! distances to nearest neighbors.
//!
//! Around each sample, a cube just reaches its k-th neighbor in the joint space. How many
//! samples have an x, and how many a y, within the same distance, tells how much denser the
//! joint is than the product of its margins. No bins, no noise; the resolution adapts itself.

use super::EstimateError;
use super::estimate::{Assumption, Bias, Cost, Estimate, Side, Spread};
use super::neighbors::{Balls, Points, Tree, check_k, distance, strictly_within};
use crate::math::digamma::digamma;

crate::named_enum! {
    /// The two estimators of the paper.
    pub enum Ksg {
        /// A cube of one size for x and y: less variance, somewhat more bias.
        Cube = "ksg-1",
        /// A box with a size of its own for x and for y: less bias in many dimensions.
        Rectangle = "ksg-2",
    }
}

/// I(X;Y) of continuous variables, in nats, from pairs (xᵢ, yᵢ).
///
/// With ψ the digamma function and ⟨·⟩ the mean over the samples:
/// * cube: ψ(n) + ψ(k) − ⟨ψ(n_x + 1) + ψ(n_y + 1)⟩, where n_x counts the other samples with an
///   x *strictly* closer than the k-th neighbor in the maximum norm of the joint space;
/// * rectangle: ψ(n) + ψ(k) − 1/k − ⟨ψ(n_x) + ψ(n_y)⟩, where n_x counts the other samples with
///   an x *not farther* than the farthest x among the k nearest neighbors.
///
/// Source: [KRASKOV_2004](crate::citations::KRASKOV_2004), equation 8 for the first. The value is not
/// clipped and may be negative when there is nothing to find. Where samples coincide with
/// their k-th neighbor, those at the same place are counted (as scikit-learn does).
///
/// Bias: none to be seen for independent variables; too low for strongly dependent ones,
/// since the estimate cannot pass ψ(n) − ψ(k) ≈ ln(n / k) (1/k less for the rectangle) unless
/// distances are tied. Assumes densities that are smooth over the k-th distance; a layer that
/// is a deterministic function of x has infinite information, and this estimates n instead.
/// Accuracy of the arithmetic: 1e-13. Cost: n (k + n_x + n_y) ln n in few dimensions, n² d in many.
///
/// # Errors
/// [`EstimateError::SampleSizes`] if x and y have different numbers of samples,
/// [`EstimateError::Neighbors`] unless 1 ≤ k < n.
///
/// ```
/// use infoplane_core::estimators::{ksg::{Ksg, mutual_information}, neighbors::Points};
/// // y is x. Each of the four has its neighbor at distance 1, and none strictly closer:
/// // ψ(4) + ψ(1) − 2 ψ(1) = 1 + 1/2 + 1/3.
/// let x = Points::new(&[0.0, 1.0, 10.0, 11.0], 1)?;
/// let estimate = mutual_information(&x, &x, 1, Ksg::Cube)?;
/// assert!((estimate.value - 11.0 / 6.0).abs() < 1e-14);
/// assert_eq!(estimate.saturation(), Some(1.0));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn mutual_information(
    x: &Points<'_>,
    y: &Points<'_>,
    k: usize,
    variant: Ksg,
) -> Result<Estimate, EstimateError> {
    let n = x.n_samples();
    if y.n_samples() != n {
        return Err(EstimateError::SampleSizes { x: n, y: y.n_samples() });
    }
    check_k(k, n)?;
    let joint: Vec<f64> = x.samples().zip(y.samples()).flat_map(|(x, y)| [x, y].concat()).collect();
    let d = x.n_dims() + y.n_dims();
    let tree = Tree::new(Points::new(&joint, d)?);
    let (psi_n, psi_k) = (digamma(n as f64), digamma(k as f64));
    let one_over_k = match variant {
        Ksg::Cube => 0.0,
        Ksg::Rectangle => 1.0 / k as f64,
    };
    let mean = mean_of_margins(x, y, &tree, k, variant);
    Ok(Estimate {
        value: psi_n + psi_k - one_over_k - mean,
        ceiling: Some(psi_n - psi_k - one_over_k),
        bias: Bias::new(Side::Low),
        spread: Spread::Unknown,
        n,
        d,
        assumption: Assumption::SmoothDensity,
        cost: Cost::Neighbors,
    })
}

/// ⟨ψ(n_x + 1) + ψ(n_y + 1)⟩ for the cube, ⟨ψ(n_x) + ψ(n_y)⟩ for the rectangle.
fn mean_of_margins(x: &Points<'_>, y: &Points<'_>, tree: &Tree<'_>, k: usize, variant: Ksg) -> f64 {
    let (x_balls, y_balls) = (Balls::new(*x), Balls::new(*y));
    let psi_of = |index: usize| {
        let (x_radius, y_radius) = radii(x, y, tree, index, k, variant);
        let n_x = x_balls.count(x.sample(index), x_radius);
        let n_y = y_balls.count(y.sample(index), y_radius);
        // The sample itself is among them: the +1 of the cube, and one too many for the rectangle.
        let others = usize::from(variant == Ksg::Rectangle);
        digamma((n_x - others) as f64) + digamma((n_y - others) as f64)
    };
    (0..x.n_samples()).map(psi_of).sum::<f64>() / x.n_samples() as f64
}

/// How far to look in x and in y around a sample.
fn radii(
    x: &Points<'_>,
    y: &Points<'_>,
    tree: &Tree<'_>,
    index: usize,
    k: usize,
    variant: Ksg,
) -> (f64, f64) {
    match variant {
        Ksg::Cube => {
            let r = strictly_within(tree.radius(index, k));
            (r, r)
        }
        Ksg::Rectangle => tree.nearest(index, k).iter().fold((0.0, 0.0), |(r_x, r_y), &(_, other)| {
            let in_x = distance(x.sample(index), x.sample(other));
            let in_y = distance(y.sample(index), y.sample(other));
            (in_x.max(r_x), in_y.max(r_y))
        }),
    }
}
