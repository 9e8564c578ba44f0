//! The estimator of Kozachenko and Leonenko: differential entropy from nearest neighbors.

use super::EstimateError;
use super::estimate::{Assumption, Bias, Cost, Estimate, Side, Spread};
use super::neighbors::{Points, Tree, check_k};
use crate::math::digamma::digamma;

/// h(X) = ψ(n) − ψ(k) + d ⟨ln 2εᵢ⟩, the differential entropy in nats, with εᵢ the distance to the k-th neighbor.
///
/// The cube of side 2ε around a sample holds k of the other n − 1, so the density there is
/// about k / (n (2ε)^d); the digammas make that exact for a constant density. Distances are
/// in the maximum norm. Differential entropy may be negative, and changes with the unit of x.
///
/// Source: [KOZACHENKO_LEONENKO_1987](crate::citations::KOZACHENKO_LEONENKO_1987), in the form of
/// [KRASKOV_2004](crate::citations::KRASKOV_2004), equation 20. No ceiling. Bias: to either
/// side, growing with d and vanishing as (k/n)^(2/d) for smooth densities: too high where
/// cubes reach over the edge of the support, too low around the top of a Gaussian (by 0.02
/// nats at d = 2, 0.05 at d = 3, for n = 1000 and k = 4). Assumes a density: samples that coincide
/// are refused. The standard error is that of the mean of d ln 2εᵢ, as if these were independent.
/// Accuracy of the arithmetic: 1e-13. Cost: n k ln n in few dimensions, n² d in many.
///
/// # Errors
/// [`EstimateError::Neighbors`] unless 1 ≤ k < n, [`EstimateError::Coincident`] if a k-th distance is 0.
///
/// ```
/// use infoplane_core::estimators::{kozachenko_leonenko::differential_entropy, neighbors::Points};
/// // Every nearest neighbor is at distance 1: ψ(4) − ψ(1) + ln 2 = 11/6 + ln 2.
/// let x = Points::new(&[0.0, 1.0, 10.0, 11.0], 1)?;
/// let h = differential_entropy(&x, 1)?;
/// assert!((h.value - 11.0 / 6.0 - core::f64::consts::LN_2).abs() < 1e-14);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn differential_entropy(x: &Points<'_>, k: usize) -> Result<Estimate, EstimateError> {
    let (n, d) = (x.n_samples(), x.n_dims());
    check_k(k, n)?;
    let tree = Tree::new(*x);
    let mut logs = Vec::with_capacity(n);
    for sample in 0..n {
        let radius = tree.radius(sample, k);
        if radius == 0.0 {
            return Err(EstimateError::Coincident { sample, k });
        }
        logs.push(d as f64 * libm::log(2.0 * radius));
    }
    let mean = logs.iter().sum::<f64>() / n as f64;
    let squares: f64 = logs.iter().map(|log| (log - mean) * (log - mean)).sum();
    Ok(Estimate {
        value: digamma(n as f64) - digamma(k as f64) + mean,
        ceiling: None,
        bias: Bias::new(Side::Either),
        spread: Spread::StandardError(libm::sqrt(squares / (n as f64 * (n as f64 - 1.0)))),
        n: n as u64,
        d: Some(d),
        assumption: Assumption::SmoothDensity,
        cost: Cost::Neighbors,
        n_tied: 0,
    })
}
