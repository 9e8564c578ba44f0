//! Samples of continuous X, T and Y, and what the estimators make of them.

use super::task::GaussianChannel;
use super::{Estimates, Method, Truth};
use crate::estimators::EstimateError;
use crate::estimators::activations::Activations;
use crate::estimators::entropy_from_counts::EntropyEstimator;
use crate::estimators::equal_mass::{self, BinCount};
use crate::estimators::estimate::{Bias, Estimate, Side};
use crate::estimators::kde::{self, NoiseVariance};
use crate::estimators::ksg::{self, Ksg};
use crate::estimators::neighbors::Points;
use crate::estimators::variational::{Bound, Scores, lower_bound};
use crate::estimators::{gaussian, layer_estimates, mixture_entropy};
use crate::math::rng::{Purpose, Stream};

/// Neighbors: fewer vary more, more blur what is near ([KRASKOV_2004](crate::citations::KRASKOV_2004), section IV).
pub(super) const K: usize = 3;
/// Bins of each coordinate: with fewer even one dimension could not tell 2 nats.
pub(super) const N_BINS: usize = 8;
/// Draws of noise for each sample: as few as tell a spread, since there are as many samples as are asked for.
pub(super) const N_DRAWS: usize = 2;
/// The most samples whose scores are held at once; of more, the mean over as many such batches as there are.
const BATCH: usize = 1024;

/// A variable: its values sample by sample, so many for each.
#[derive(Clone, Debug, Default)]
pub(super) struct Variable {
    pub(super) n_dims: usize,
    pub(super) values: Vec<f64>,
}

impl Variable {
    pub(super) fn points(&self) -> Result<Points<'_>, EstimateError> {
        Points::new(&self.values, self.n_dims)
    }
}

/// Samples of the three variables; without y nothing is found of I(T;Y).
pub(super) struct Continuous {
    pub(super) x: Variable,
    /// T as it is without noise.
    pub(super) signal: Variable,
    pub(super) t: Variable,
    pub(super) y: Variable,
    pub(super) noise: NoiseVariance,
}

impl GaussianChannel {
    /// Both in closed form.
    ///
    /// ```
    /// use infoplane_core::experiments::ground_truth::GaussianChannel;
    /// // Ten dimensions at a ratio of e² − 1 are 10 nats; of a Y that has nothing to do with X nothing is told.
    /// let truth = GaussianChannel { n_dims: 10, snr: 1.0_f64.exp().powi(2) - 1.0, rho: 0.0 }.truth();
    /// assert!((truth.i_xt - 10.0).abs() < 1e-14);
    /// assert_eq!(truth.i_ty, 0.0);
    /// ```
    pub fn truth(&self) -> Truth {
        let (d, kept) = (f64::from(self.n_dims), self.snr / (1.0 + self.snr));
        let i_ty = -0.5 * d * libm::log1p(-self.rho * self.rho * kept);
        // Without correlation it is −0.
        Truth { i_xt: 0.5 * d * libm::log1p(self.snr), i_ty: i_ty + 0.0 }
    }

    /// The first n samples of a seed.
    pub(super) fn samples(&self, n: usize, seed: u64) -> Continuous {
        let n_dims = self.n_dims as usize;
        let noise = NoiseVariance::new(1.0 / self.snr).expect("the ratio is positive and finite");
        let unexplained = libm::sqrt(1.0 - self.rho * self.rho);
        let normals = |purpose| {
            let mut stream = Stream::new(seed, purpose);
            (0..n * n_dims).map(|_| stream.normal()).collect::<Vec<f64>>()
        };
        let (x, zeta) = (normals(Purpose::Data), normals(Purpose::Labels));
        let y = x.iter().zip(zeta).map(|(x, zeta)| self.rho * x + unexplained * zeta).collect();
        let x = Variable { n_dims, values: x };
        Continuous::new(x.clone(), x, Variable { n_dims, values: y }, (noise, seed))
    }
}

impl Continuous {
    /// The samples, with noise drawn for T.
    pub(super) fn new(
        x: Variable,
        signal: Variable,
        y: Variable,
        (noise, seed): (NoiseVariance, u64),
    ) -> Self {
        let (mut stream, deviation) = (Stream::new(seed, Purpose::Noise), libm::sqrt(noise.get()));
        let noisy = |t: &f64| t + deviation * stream.normal();
        let t = Variable { n_dims: signal.n_dims, values: signal.values.iter().map(noisy).collect() };
        Self { x, signal, t, y, noise }
    }

    /// What every estimator makes of them; the draws of Monte Carlo are by the seed.
    pub(super) fn estimates(&self, seed: u64) -> Estimates {
        let bounds = self.bounds().ok();
        let of = |method| match method {
            Method::KdeUpper => [bounds.map(|[upper, _]| upper), None],
            Method::KdeLower => [bounds.map(|[_, lower]| lower), None],
            Method::NoisyNet => [self.drawn(seed).ok(), None],
            Method::InfoNce => [self.info_nce().ok(), None],
            Method::Ksg => self.both(|a, b| neighbors(a, b, Ksg::Cube)),
            Method::KsgRectangle => self.both(|a, b| neighbors(a, b, Ksg::Rectangle)),
            Method::EqualMass => self.both(binned),
            Method::Gaussian => self.both(|a, b| gaussian::mutual_information(&a.points()?, &b.points()?)),
            // Those of counts and of classes.
            _ => [None, None],
        };
        Method::OF_SAMPLES.iter().map(|method| (*method, of(*method))).collect()
    }

    /// I(X;T) and I(T;Y) by an estimator of two variables.
    fn both(
        &self,
        of: impl Fn(&Variable, &Variable) -> Result<Estimate, EstimateError>,
    ) -> [Option<Estimate>; 2] {
        let has_y = self.y.n_dims > 0;
        [of(&self.x, &self.t).ok(), has_y.then(|| of(&self.t, &self.y).ok()).flatten()]
    }

    fn n_samples(&self) -> usize {
        self.signal.values.len() / self.signal.n_dims
    }

    /// The upper and the lower bound on I(X;T), under the noise that there is.
    fn bounds(&self) -> Result<[Estimate; 2], EstimateError> {
        let (signal, labels) = (self.signal_in_single_precision(), vec![0; self.n_samples()]);
        let layer = Activations::new(&signal, self.signal.n_dims, &labels, 1)?;
        let bounds = layer_estimates::kde(&kde::bounds(&layer, self.noise), &layer);
        Ok([bounds.upper.i_xt, bounds.lower.i_xt])
    }

    fn drawn(&self, seed: u64) -> Result<Estimate, EstimateError> {
        let (signal, labels) = (self.signal_in_single_precision(), vec![0; self.n_samples()]);
        let layer = Activations::new(&signal, self.signal.n_dims, &labels, 1)?;
        let stream = &mut Stream::new(seed, Purpose::Estimates);
        mixture_entropy::information(&layer, self.noise, N_DRAWS, stream)
    }

    fn signal_in_single_precision(&self) -> Vec<f32> {
        self.signal.values.iter().map(|t| *t as f32).collect()
    }

    /// InfoNCE with the scores −‖tᵢ − sⱼ‖² / 2v, s being T without noise: no critic knows more than the density does.
    fn info_nce(&self) -> Result<Estimate, EstimateError> {
        let d = self.signal.n_dims;
        let length = BATCH.min(self.n_samples()) * d;
        let batches = self.t.values.chunks_exact(length).zip(self.signal.values.chunks_exact(length));
        let n_batches = batches.len() as f64;
        let mut found: Option<Estimate> = None;
        for (t, signal) in batches {
            let score = |t: &[f64], s: &[f64]| {
                let squares = t.iter().zip(s).map(|(t, s)| (t - s) * (t - s)).sum::<f64>();
                -0.5 * squares / self.noise.get()
            };
            let of_sample = |t| signal.chunks_exact(d).map(move |s| score(t, s));
            let scores: Vec<f64> = t.chunks_exact(d).flat_map(of_sample).collect();
            let bound = lower_bound(&Scores::new(&scores)?, Bound::InfoNce);
            let before = found.map_or(0.0, |before| before.value);
            found = Some(Estimate { value: before + bound.value / n_batches, d: Some(d), ..bound });
        }
        found.ok_or(EstimateError::Empty)
    }
}

fn neighbors(a: &Variable, b: &Variable, variant: Ksg) -> Result<Estimate, EstimateError> {
    ksg::mutual_information(&a.points()?, &b.points()?, K, variant)
}

/// H(A) + H(B) − H(A,B) of both in equal-mass bins, coordinate by coordinate.
fn binned(a: &Variable, b: &Variable) -> Result<Estimate, EstimateError> {
    let n = a.values.len() / a.n_dims;
    let (labels, n_bins) = (vec![0; n], BinCount::new(N_BINS)?);
    let entropy = |of: &Variable| -> Result<Estimate, EstimateError> {
        let layer = Activations::new(&of.values, of.n_dims, &labels, 1)?;
        Ok(equal_mass::information(&layer, n_bins, EntropyEstimator::PlugIn)?.i_xt)
    };
    let pairs = a.values.chunks_exact(a.n_dims).zip(b.values.chunks_exact(b.n_dims));
    let joint =
        Variable { n_dims: a.n_dims + b.n_dims, values: pairs.flat_map(|(a, b)| [a, b].concat()).collect() };
    let of_joint = entropy(&joint)?;
    let of_bins = a.n_dims.min(b.n_dims) as f64 * libm::log(N_BINS as f64);
    Ok(Estimate {
        value: entropy(a)?.value + entropy(b)?.value - of_joint.value,
        ceiling: Some(of_bins.min(libm::log(n as f64))),
        bias: Bias { side: Side::Either, size: None },
        ..of_joint
    })
}
