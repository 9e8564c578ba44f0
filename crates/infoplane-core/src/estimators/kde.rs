//! Kolchinsky-Tracey bounds: information of a layer to which Gaussian noise is added.
//!
//! Imagine the layer's output T blurred by Gaussian noise ε of variance v in every unit. Then
//! T + ε is a mixture of n Gaussians, one per sample, and its entropy lies between two sums
//! over pairs of samples. Subtracting the entropy of the noise leaves bounds on I(X; T + ε).
//! The noise is in the estimate only, not in the network; its variance is a choice, and every
//! statement about "compression" made with it is a statement at that resolution.

mod pairs;
mod pass;
mod points;
mod sums;
mod tiles;

use super::EstimateError;
use super::activations::Activations;
use crate::math::real::Real;
use core::f64::consts::PI;

pub use pass::PairPass;

/// Variance of the Gaussian noise that is imagined in every unit: positive and finite.
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, kde::{NoiseVariance, bounds_plain}};
/// // Two samples at a squared distance of 4 v: ln 2 − ln(1 + e⁻²) at most.
/// let layer = Activations::new(&[-1.0, 1.0], 1, &[0; 2], 1)?;
/// let upper = bounds_plain(&layer, NoiseVariance::new(1.0)?).i_xt_upper;
/// assert!((upper - (2.0_f64.ln() - (-2.0_f64).exp().ln_1p())).abs() < 1e-14);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct NoiseVariance(f64);

impl NoiseVariance {
    /// Takes a variance, in squared units of activation.
    ///
    /// # Errors
    /// [`EstimateError::NoiseVariance`] unless it is positive and finite.
    ///
    /// ```
    /// use infoplane_core::estimators::{EstimateError, kde::NoiseVariance};
    /// assert_eq!(NoiseVariance::new(1e-3)?.get(), 1e-3);
    /// assert_eq!(NoiseVariance::new(0.0), Err(EstimateError::NoiseVariance(0.0)));
    /// # Ok::<(), EstimateError>(())
    /// ```
    pub fn new(variance: f64) -> Result<Self, EstimateError> {
        if variance > 0.0 && variance.is_finite() {
            Ok(Self(variance))
        } else {
            Err(EstimateError::NoiseVariance(variance))
        }
    }

    /// The variance, in squared units of activation.
    ///
    /// ```
    /// assert_eq!(infoplane_core::estimators::kde::NoiseVariance::new(1e-3)?.get(), 1e-3);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// Bounds on the information of the noisy layer T + ε, in nats.
///
/// The two numbers on I(X;T) enclose it. The two on I(T;Y) are differences of like bounds,
/// H(T) − H(T|Y), and strictly enclose nothing; the published codes plot them all the same.
/// I(X;T) never passes ln n: n samples cannot be told apart better than that.
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, kde::{NoiseVariance, bounds_plain}};
/// // Two samples at a squared distance of 8 v, of one class: at least ln 2 − ln(1 + e⁻¹) on which, nothing on the label.
/// let layer = Activations::new(&[0.0, 2.0], 1, &[0; 2], 1)?;
/// let bounds = bounds_plain(&layer, NoiseVariance::new(0.5)?);
/// assert!((bounds.i_xt_lower - (2.0_f64.ln() - (-1.0_f64).exp().ln_1p())).abs() < 1e-14);
/// assert_eq!(bounds.i_ty_lower, 0.0);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
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

/// Both bounds on I(X;T) and I(T;Y), in nats, in single precision and one pass over half of the pairs.
///
/// I(X;T) = −⟨ln (1/n) Σⱼ exp(−‖tᵢ − tⱼ‖² / s)⟩ᵢ with s = 2v for the upper and 8v for the lower
/// bound. One exponential serves both, since exp(−d/2v) = exp(−d/8v)⁴. Sums over a sample's own
/// class and over the others are kept apart, so that H(T) and H(T|Y) come out of the same pass.
///
/// Source: [KOLCHINSKY_TRACEY_2017](crate::citations::KOLCHINSKY_TRACEY_2017), section 4, the estimators by pairwise distances (Kullback-Leibler's above,
/// Bhattacharyya's below), used as in
/// [SAXE_2018](crate::citations::SAXE_2018), equations 7 to 12. Assumes that no input occurs twice.
/// Accuracy: 3e-6 nats from [`bounds_plain`] on the golden layers, plus at most 5e-10 n, so 1e-4 bits
/// up to n = 1e5; a layer spread over more than 1e5 noise widths loses digits to single precision,
/// as its activations have; what is farther than 1e15 of them from the mean is drawn in by a logarithm, so that no distance is ∞ − ∞.
/// Order of summation is fixed: the same bits on every machine. Cost: n² d / 2 differences and
/// n² / 2 exponentials, less those of groups of samples too far apart to count; memory O(n d).
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, kde::{self, NoiseVariance}};
/// // Two samples far apart, one of each class: one bit each about input and label.
/// let layer = Activations::new(&[-1.0, 1.0], 1, &[0, 1], 2)?;
/// let bounds = kde::bounds(&layer, NoiseVariance::new(1e-3)?);
/// assert!((bounds.i_xt_upper - core::f64::consts::LN_2).abs() < 1e-6);
/// assert!((bounds.i_ty_lower - core::f64::consts::LN_2).abs() < 1e-6);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn bounds(layer: &Activations<'_>, noise: NoiseVariance) -> KdeBounds {
    PairPass::new(layer, noise).finish()[0]
}

/// [`bounds`] for each of several noise variances, in one pass: the distances are found once.
///
/// Accuracy: of [`bounds`], as long as the largest variance is below 1e30 times the smallest; beyond that, distances
/// that only the smallest noise resolves may be lost. Cost: n² d / 2 differences, and n² / 2 exponentials for each variance.
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, kde::{self, NoiseVariance}};
/// let layer = Activations::new(&[0.0, 1.0], 1, &[0, 1], 2)?;
/// let [little, much] = [NoiseVariance::new(1e-3)?, NoiseVariance::new(1e3)?];
/// let at_each = kde::bounds_at_each(&layer, &[little, much]);
/// // Little noise leaves the two samples apart, one bit; under much of it nearly nothing is left.
/// assert!((at_each[0].i_xt_lower - core::f64::consts::LN_2).abs() < 1e-6);
/// assert!(at_each[1].i_xt_upper < 1e-3);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn bounds_at_each(layer: &Activations<'_>, noises: &[NoiseVariance]) -> Vec<KdeBounds> {
    let Some(largest) = noises.iter().copied().reduce(|a, b| if b > a { b } else { a }) else {
        return Vec::new();
    };
    // An infinite factor would make NaN of a distance of 0.
    let factor = |noise: &NoiseVariance| (largest.get() / noise.get()).min(f64::from(f32::MAX)) as f32;
    PairPass::at_scale(layer, largest, &noises.iter().map(factor).collect::<Vec<f32>>()).finish()
}

/// The same bounds as [`bounds`], as the formulas read, in double precision; the test's oracle.
///
/// Accuracy: relative 1e-12, for activations in either precision. Cost: 2 n² (d differences and one exponential).
///
/// ```
/// use infoplane_core::estimators::{activations::Activations, kde::{self, NoiseVariance}};
/// let layer = Activations::new(&[0.0, 1.0], 1, &[0, 0], 1)?;
/// // Each sample sees itself with weight 1 and the other with exp(−1/2).
/// let bounds = kde::bounds_plain(&layer, NoiseVariance::new(1.0)?);
/// assert!((bounds.i_xt_upper + ((1.0 + (-0.5_f64).exp()) / 2.0).ln()).abs() < 1e-15);
/// assert_eq!(bounds.i_ty_upper, 0.0);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn bounds_plain<T: Real>(layer: &Activations<'_, T>, noise: NoiseVariance) -> KdeBounds {
    let upper = information_plain(layer, core::f64::consts::SQRT_2, noise);
    let lower = information_plain(layer, 2.0 * core::f64::consts::SQRT_2, noise);
    KdeBounds {
        i_xt_upper: upper.i_xt(),
        i_xt_lower: lower.i_xt(),
        i_ty_upper: upper.i_ty(),
        i_ty_lower: lower.i_ty(),
    }
}

/// h(ε) = d/2 (ln 2πv + 1), the differential entropy of the noise in d units, in nats.
///
/// I(X;T) plus this is the differential entropy of the noisy layer; it may be negative. Accuracy: 1e-15, relative to
/// d (1 + |ln v|).
///
/// ```
/// use infoplane_core::estimators::kde::{NoiseVariance, noise_entropy};
/// let standard = noise_entropy(1, NoiseVariance::new(1.0)?);
/// assert!((standard - 1.418_938_533_204_672_7).abs() < 1e-15);
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn noise_entropy(n_units: usize, noise: NoiseVariance) -> f64 {
    // Not the logarithm of a product, which overflows, or has lost digits below the normal numbers.
    0.5 * n_units as f64 * (libm::log(2.0 * PI) + libm::log(noise.get()) + 1.0)
}

/// Running means over the samples of the two logarithms that the information is made of.
struct Mean {
    n: f64,
    log_all: f64,
    log_own: f64,
}

impl Mean {
    fn new(n_samples: usize) -> Self {
        Self { n: n_samples as f64, log_all: 0.0, log_own: 0.0 }
    }

    /// Adds a sample by its kernel sums over its own class and over the others.
    fn add(&mut self, own: f64, other: f64, n_class: usize) {
        self.log_all += libm::log((own + other) / self.n);
        self.log_own += libm::log(own / n_class as f64);
    }

    fn i_xt(&self) -> f64 {
        0.0 - self.log_all / self.n
    }

    fn i_ty(&self) -> f64 {
        (self.log_own - self.log_all) / self.n
    }
}

/// One kernel exp(−‖·‖² / w²) with w of so many noise deviations, all pairs.
fn information_plain<T: Real>(layer: &Activations<'_, T>, n_deviations: f64, noise: NoiseVariance) -> Mean {
    let width = n_deviations * noise.get().sqrt();
    let class_counts = layer.class_counts();
    let mut mean = Mean::new(layer.n_samples());
    for (i, &class) in layer.labels().iter().enumerate() {
        let (mut own, mut other) = (0.0, 0.0);
        for (j, &class_j) in layer.labels().iter().enumerate() {
            let kernel = libm::exp(-squared_distance(layer.sample(i), layer.sample(j), width));
            *(if class_j == class { &mut own } else { &mut other }) += kernel;
        }
        mean.add(own, other, class_counts[usize::from(class)]);
    }
    mean
}

/// In units of the width, by halves and before they are squared: no number that a double can hold overflows to NaN.
fn squared_distance<T: Real>(a: &[T], b: &[T], width: f64) -> f64 {
    let square = |x: f64| 4.0 * x * x;
    a.iter().zip(b).map(|(&a, &b)| square((0.5 * a.to_f64() - 0.5 * b.to_f64()) / width)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(variance: f64) -> NoiseVariance {
        NoiseVariance::new(variance).unwrap()
    }

    /// 200 samples of three units in three classes.
    fn values_and_labels() -> (Vec<f32>, Vec<u8>) {
        let values = (0..600_u32).map(|i| (i * i * 7919 % 2001) as f32 / 1000.0 - 1.0).collect();
        (values, (0..200).map(|i| (i % 3) as u8).collect())
    }

    fn numbers(bounds: KdeBounds) -> [f64; 4] {
        [bounds.i_xt_upper, bounds.i_xt_lower, bounds.i_ty_upper, bounds.i_ty_lower]
    }

    fn largest_difference(a: KdeBounds, b: KdeBounds) -> f64 {
        numbers(a).iter().zip(numbers(b)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn the_bits_are_the_same_on_every_machine() {
        let (values, labels) = values_and_labels();
        let layer = Activations::new(&values, 3, &labels, 3).unwrap();
        // With squared distances by differences, and by products.
        for (variance, pinned) in [
            (0.01, [0x40124687f2a08594, 0x400d82d2aafcf048, 0x3fe5bbed84ad56ec, 0x3fd4e195ffec55cd]),
            (0.1, [0x4007954777b38641, 0x3ff88554ba92c71d, 0x3fc358c557bd20b8, 0x3f9e68d3f786528f]),
        ] {
            let bits = numbers(bounds(&layer, at(variance))).map(f64::to_bits);
            assert_eq!(bits, pinned, "{bits:#x?}");
        }
    }

    #[test]
    fn the_fast_bounds_agree_with_the_formulas_at_every_noise() {
        let (values, labels) = values_and_labels();
        let layer = Activations::new(&values, 3, &labels, 3).unwrap();
        let noises: Vec<NoiseVariance> = (-6..6).map(|e| at(10.0_f64.powi(e))).collect();
        for (&noise, at_each) in noises.iter().zip(bounds_at_each(&layer, &noises)) {
            let plain = bounds_plain(&layer, noise);
            assert!(largest_difference(bounds(&layer, noise), plain) < 2e-6, "{noise:?}");
            assert!(largest_difference(at_each, plain) < 2e-6, "{noise:?}");
        }
        assert_eq!(bounds_at_each(&layer, &[]), []);
    }

    #[test]
    fn clusters_far_apart_are_passed_over_without_a_trace() {
        // Four clusters of 50 samples at the corners of a square, 30 noise widths apart, in two classes.
        let values: Vec<f32> = (0..200_u16)
            .flat_map(|i| [f32::from(i % 2) * 30.0, f32::from(i / 2 % 2) * 30.0 + f32::from(i) * 0.01])
            .collect();
        let labels: Vec<u8> = (0..200).map(|i| i / 2 % 2).collect();
        let layer = Activations::new(&values, 2, &labels, 2).unwrap();
        assert!(largest_difference(bounds(&layer, at(1.0)), bounds_plain(&layer, at(1.0))) < 1e-6);
    }

    #[test]
    fn coinciding_samples_carry_nothing() {
        let values = [0.3_f32; 300];
        let labels: Vec<u8> = (0..100).map(|i| i % 2).collect();
        let layer = Activations::new(&values, 3, &labels, 2).unwrap();
        let none = KdeBounds { i_xt_upper: 0.0, i_xt_lower: 0.0, i_ty_upper: 0.0, i_ty_lower: 0.0 };
        assert_eq!(bounds(&layer, at(1e-3)), none);
        assert_eq!(bounds_plain(&layer, at(1e-3)), none);
    }

    #[test]
    fn repeated_samples_are_one_in_either_form_of_distance() {
        // Forty copies each of three samples: ln 3, however the rounding of a distance of zero goes.
        let values: Vec<f32> = (0..120).flat_map(|i| [[0.1, 0.7], [-0.9, 0.3], [0.5, -0.8]][i % 3]).collect();
        let layer = Activations::new(&values, 2, &[0; 120], 1).unwrap();
        for variance in [1e-4, 0.1] {
            let found = bounds(&layer, at(variance));
            assert!(largest_difference(found, bounds_plain(&layer, at(variance))) < 1e-6, "{found:?}");
        }
    }

    #[test]
    fn samples_at_the_ends_of_the_range_reach_the_ceiling() {
        let values = [f32::MAX, f32::MIN, f32::MAX];
        let layer = Activations::new(&values, 1, &[0, 1, 0], 2).unwrap();
        let found = bounds(&layer, at(1e-300));
        let plain = bounds_plain(&layer, at(1e-300));
        for (a, b) in [(found.i_xt_upper, plain.i_xt_upper), (found.i_ty_lower, plain.i_ty_lower)] {
            assert!((a - b).abs() < 1e-8, "{found:?} {plain:?}");
        }
    }

    #[test]
    fn numbers_at_the_ends_of_double_precision_are_no_different() {
        let values = [1e200, -1e200, 1e200];
        let layer = Activations::new(&values, 1, &[0, 1, 0], 2).unwrap();
        for variance in [5e-324, 1.0, 1e308] {
            let found = bounds_plain(&layer, at(variance));
            let expected = 3.0_f64.ln() - 2.0 / 3.0 * 2.0_f64.ln();
            assert!(numbers(found).iter().all(|i| (i - expected).abs() < 1e-14), "{variance:e}: {found:?}");
        }
        // 1 + ln 2π is 2.8378770664093453; ln 1e308 is 709.1962086421661, ln 2⁻¹⁰⁷⁴ is −744.4400719213812.
        assert!((noise_entropy(2, at(1e308)) - 712.034_085_708_575_4).abs() < 1e-12);
        assert!((noise_entropy(2, at(5e-324)) + 741.602_194_854_971_9).abs() < 1e-12);
    }

    #[test]
    fn noise_far_below_the_spread_leaves_samples_on_one_side_apart() {
        let layer = Activations::new(&[1.0, -1.0, 0.1, -0.1], 1, &[0; 4], 1).unwrap();
        for variance in [1e-30, 1e-40, 1e-300] {
            let found = bounds(&layer, at(variance)).i_xt_upper;
            assert!((found - 4.0_f64.ln()).abs() < 1e-6, "{variance:e}: {found}");
        }
    }

    #[test]
    fn an_empty_class_changes_nothing() {
        let values = [0.1, 0.2, 0.9, 0.7];
        let two = Activations::new(&values, 1, &[0, 0, 1, 1], 2).unwrap();
        let three = Activations::new(&values, 1, &[0, 0, 2, 2], 3).unwrap();
        assert_eq!(bounds(&two, at(0.1)), bounds(&three, at(0.1)));
    }

    #[test]
    fn a_noise_variance_is_positive_and_finite() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(NoiseVariance::new(bad).is_err());
        }
    }
}
