//! Two classes of Gaussians: the truth, and what the estimators make of samples.

use super::continuous::{Continuous, K, N_BINS, N_DRAWS, Variable};
use super::task::ClassMixture;
use super::{Estimates, Method, Truth};
use crate::estimators::EstimateError;
use crate::estimators::activations::Activations;
use crate::estimators::entropy_from_counts::EntropyEstimator;
use crate::estimators::equal_mass::{self, BinCount};
use crate::estimators::estimate::Estimate;
use crate::estimators::kde::{self, NoiseVariance};
use crate::estimators::{layer_estimates, mixture_entropy, ross};
use crate::math::quadrature::integral;
use crate::math::rng::{Purpose, Stream};
use core::f64::consts::{LN_2, TAU};

/// Beyond so many standard deviations a normal density is below 1e-31.
const REACH: i32 = 12;

/// Samples with a class each.
pub(super) struct Classes {
    samples: Continuous,
    labels: Vec<u8>,
}

impl ClassMixture {
    /// Both, by one integral.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::ClassMixture;
    /// // Classes with one mean are one, and X is as under the Gaussian channel.
    /// let truth = ClassMixture { n_dims: 1, snr: 3.0, separation: 0.0 }.truth();
    /// assert!(truth.i_ty.abs() < 1e-14 && (truth.i_xt - 2.0_f64.ln()).abs() < 1e-14);
    /// ```
    pub fn truth(&self) -> Truth {
        let r = 0.5 * self.separation / libm::sqrt(1.0 + 1.0 / self.snr);
        let term = |z: f64| {
            let x = -2.0 * r * (r + z);
            let softplus = x.max(0.0) + libm::log1p(libm::exp(-x.abs()));
            libm::exp(-0.5 * z * z) / libm::sqrt(TAU) * softplus
        };
        let piece = |from: i32| integral(f64::from(from), f64::from(from + 1), term);
        // Rounding may leave less than nothing.
        let i_ty = (LN_2 - (-REACH..REACH).map(piece).sum::<f64>()).max(0.0);
        Truth { i_xt: i_ty + 0.5 * f64::from(self.n_dims) * libm::log1p(self.snr), i_ty }
    }

    /// The first n samples of a seed.
    pub(super) fn samples(&self, n: usize, seed: u64) -> Classes {
        let n_dims = self.n_dims as usize;
        let noise = NoiseVariance::new(1.0 / self.snr).expect("the ratio is positive and finite");
        let (mut draws, mut coins) = (Stream::new(seed, Purpose::Data), Stream::new(seed, Purpose::Labels));
        let labels: Vec<u8> = (0..n).map(|_| coins.below(2) as u8).collect();
        let mean = |label: u8, dim| match (dim, label) {
            (0, 0) => -0.5 * self.separation,
            (0, _) => 0.5 * self.separation,
            _ => 0.0,
        };
        let units = labels.iter().flat_map(|label| (0..n_dims).map(move |dim| (*label, dim)));
        let values = units.map(|(label, dim)| mean(label, dim) + draws.normal()).collect();
        let x = Variable { n_dims, values };
        Classes { samples: Continuous::new(x.clone(), x, Variable::default(), (noise, seed)), labels }
    }
}

impl Classes {
    /// What every estimator makes of them: of I(X;T) as without classes, of I(T;Y) by the classes.
    pub(super) fn estimates(&self, seed: u64) -> Estimates {
        let of_pairs = self.samples.estimates(seed);
        let of_labels = |method| self.i_ty(method, seed).ok().flatten();
        let i_xt =
            |method| of_pairs.iter().find(|(other, _)| *other == method).and_then(|(_, [i_xt, _])| *i_xt);
        Method::OF_CLASSES.iter().map(|method| (*method, [i_xt(*method), of_labels(*method)])).collect()
    }

    fn i_ty(&self, method: Method, seed: u64) -> Result<Option<Estimate>, EstimateError> {
        let Continuous { signal, t, noise, .. } = &self.samples;
        let single: Vec<f32> = signal.values.iter().map(|t| *t as f32).collect();
        let layer = Activations::new(&single, signal.n_dims, &self.labels, 2)?;
        let bounds = || layer_estimates::kde(&kde::bounds(&layer, *noise), &layer);
        Ok(Some(match method {
            Method::KdeUpper => bounds().upper.i_ty,
            Method::KdeLower => bounds().lower.i_ty,
            Method::NoisyNet => {
                let stream = &mut Stream::new(seed, Purpose::Estimates);
                mixture_entropy::about_input_and_label(&layer, *noise, N_DRAWS, stream)?.i_ty
            }
            Method::EqualMass => {
                let noisy = Activations::new(&t.values, t.n_dims, &self.labels, 2)?;
                equal_mass::information(&noisy, BinCount::new(N_BINS)?, EntropyEstimator::PlugIn)?.i_ty
            }
            Method::Ross => {
                let labels: Vec<usize> = self.labels.iter().map(|label| usize::from(*label)).collect();
                ross::mutual_information(&t.points()?, &labels, K)?
            }
            _ => return Ok(None),
        }))
    }
}
