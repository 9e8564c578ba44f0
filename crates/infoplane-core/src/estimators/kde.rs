//! Kolchinsky-Tracey bounds: information of a layer to which Gaussian noise is added.

use super::EstimateError;
use super::activations::Activations;

/// Variance of the Gaussian noise that is imagined in every unit: positive and finite.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct NoiseVariance(f64);

impl NoiseVariance {
    /// Takes a variance in squared units of activation.
    ///
    /// # Errors
    /// [`EstimateError::NoiseVariance`] unless it is positive and finite.
    pub fn new(variance: f64) -> Result<Self, EstimateError> {
        if variance > 0.0 && variance.is_finite() {
            Ok(Self(variance))
        } else {
            Err(EstimateError::NoiseVariance(variance))
        }
    }

    /// The variance.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// Bounds on the information of the noisy layer T + ε, in nats.
///
/// The two numbers on I(X;T) enclose it. The two on I(T;Y) are differences of like bounds,
/// H(T) − H(T|Y), and enclose nothing strictly; the published codes plot them all the same.
/// I(X;T) never passes ln n: with n samples there is no telling more than n inputs apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KdeBounds {
    /// Upper bound on I(X;T), from pairwise Kullback-Leibler divergences.
    pub i_xt_upper: f64,
    /// Lower bound on I(X;T), from pairwise Bhattacharyya distances.
    pub i_xt_lower: f64,
    /// I(T;Y) with both entropies replaced by their upper bounds.
    pub i_ty_upper: f64,
    /// I(T;Y) with both entropies replaced by their lower bounds.
    pub i_ty_lower: f64,
}

/// Both bounds as the formulas read, in double precision.
pub fn bounds_exact(layer: &Activations<'_>, noise: NoiseVariance) -> KdeBounds {
    let (i_xt_upper, i_ty_upper) = information(layer, 2.0 * noise.get());
    let (i_xt_lower, i_ty_lower) = information(layer, 8.0 * noise.get());
    KdeBounds { i_xt_upper, i_xt_lower, i_ty_upper, i_ty_lower }
}

/// Both bounds.
pub fn bounds(layer: &Activations<'_>, noise: NoiseVariance) -> KdeBounds {
    bounds_exact(layer, noise)
}

/// I(X;T) and I(T;Y) with the kernel exp(−‖t−t′‖² / `scale`).
fn information(layer: &Activations<'_>, scale: f64) -> (f64, f64) {
    let n = layer.n_samples() as f64;
    let counts = layer.class_counts();
    let (mut i_xt, mut i_t_given_y) = (0.0, 0.0);
    for i in 0..layer.n_samples() {
        let class = layer.labels()[i];
        let (mut all, mut own) = (0.0, 0.0);
        for j in 0..layer.n_samples() {
            let kernel = libm::exp(-squared_distance(layer.sample(i), layer.sample(j)) / scale);
            all += kernel;
            own += if layer.labels()[j] == class { kernel } else { 0.0 };
        }
        i_xt -= libm::log(all / n) / n;
        i_t_given_y -= libm::log(own / counts[usize::from(class)] as f64) / n;
    }
    (i_xt, i_xt - i_t_given_y)
}

fn squared_distance(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(&a, &b)| (f64::from(a) - f64::from(b)).powi(2)).sum()
}
