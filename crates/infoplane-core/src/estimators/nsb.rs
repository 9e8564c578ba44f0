//! The estimator of Nemenman, Shafee and Bialek: entropy as a Bayesian infers it, with a spread of its own.
//!
//! A symmetric Dirichlet prior of any one concentration β decides the entropy before the first
//! sample is seen: of many outcomes, nearly all its draws have the same entropy ξ(β). So the
//! prior here is a mixture over β that makes ξ uniform between 0 and ln K, and the samples choose.

use super::EstimateError;
use super::counts::Counts;
use super::estimate::{Assumption, Bias, Cost, Estimate, Side, Spread};
use crate::math::digamma::digamma;
use crate::math::ln_gamma::ln_gamma_beyond;
use crate::math::quadrature::peaked_moments;
use crate::math::trigamma::trigamma_less_inverse;
use crate::measures::kl_excess::kl_excess;
use std::collections::BTreeMap;

/// H of a distribution over `n_outcomes` outcomes, seen or not, with its posterior standard deviation, in nats.
///
/// ∫ ⟨H⟩_β ρ(β) dβ / ∫ ρ(β) dβ with α = nᵢ + β, κ = n + Kβ and
/// * ⟨H⟩_β = ψ(κ + 1) − Σ (α/κ) ψ(α + 1), the mean entropy that the counts leave at concentration β,
/// * ρ(β) = Γ(Kβ)/Γ(κ) Π Γ(α)/Γ(β) · dξ/dβ, the probability of the counts times the prior, where
///   ξ(β) = ψ(Kβ + 1) − ψ(β + 1) is the mean entropy before there are any.
///
/// Source: [NEMENMAN_SHAFEE_BIALEK_2002](crate::citations::NEMENMAN_SHAFEE_BIALEK_2002), who give the
/// prior; [WOLPERT_WOLF_1995](crate::citations::WOLPERT_WOLF_1995) for the moments at one β. The spread is the
/// standard deviation of H under the posterior: of the distribution given these samples, not of the
/// estimate over other samples. The integral is taken over ln β around the peak of its integrand,
/// which has one because ρ without the prior has ([LEVIN_REEDS_1977](crate::citations::LEVIN_REEDS_1977)).
///
/// Ceiling: ln K. Bias: to either side, by the prior: too high where a few outcomes hold nearly all
/// probability and K is large, and without coincidences the samples say nothing but that H is
/// large. Where all K are seen often, it is of the order 1/n: see
/// [`entropy_from_counts::entropy`](super::entropy_from_counts::entropy). Assumes independent samples and a known K. Accuracy: 1e-12 relative, also for K = 10⁹ and
/// n = 2⁵³. Cost: a few hundred digammas per *different* count.
///
/// # Errors
/// [`EstimateError::TooFewOutcomes`] if more outcomes were seen than there are said to be.
///
/// ```
/// use infoplane_core::estimators::{counts::Counts, estimate::Spread, nsb::entropy};
/// // One sample says nothing: the mean is that of an entropy between 0 and ln 2, all equally likely.
/// let toss = entropy(&Counts::new(vec![1])?, 2)?;
/// assert!((toss.value - 0.5 * core::f64::consts::LN_2).abs() < 1e-12);
/// // Of a single outcome there is nothing to learn.
/// let certain = entropy(&Counts::new(vec![5])?, 1)?;
/// assert_eq!((certain.value, certain.spread), (0.0, Spread::StandardError(0.0)));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
pub fn entropy(counts: &Counts, n_outcomes: u64) -> Result<Estimate, EstimateError> {
    let n_seen = counts.n_seen();
    if n_outcomes < n_seen as u64 {
        return Err(EstimateError::TooFewOutcomes { n_seen, n_outcomes });
    }
    let k = n_outcomes as f64;
    let (value, deviation) = if n_outcomes == 1 { (0.0, 0.0) } else { Posterior::new(counts, k).moments() };
    Ok(Estimate {
        value,
        ceiling: Some(libm::log(k)),
        bias: Bias::new(Side::Either),
        spread: Spread::StandardError(deviation),
        n: counts.total(),
        d: Some(1),
        assumption: Assumption::DirichletPrior,
        cost: Cost::DifferentCounts,
        n_tied: 0,
    })
}

/// Beyond the scales of the counts the integrand falls at least as fast as β on the way down and 1/β on the way up.
const BEYOND: f64 = 45.0;

/// What the counts say about β and H. Equal counts are taken together.
struct Posterior {
    n: f64,
    k: f64,
    /// Each different count, and how many outcomes have it; 0 is among them if not all were seen.
    groups: Vec<(f64, f64)>,
}

impl Posterior {
    fn new(counts: &Counts, k: f64) -> Self {
        let mut multiplicities: BTreeMap<u64, f64> = BTreeMap::new();
        counts.seen().for_each(|c| *multiplicities.entry(c).or_default() += 1.0);
        let mut groups: Vec<(f64, f64)> = multiplicities.into_iter().map(|(c, m)| (c as f64, m)).collect();
        let n_unseen = k - counts.n_seen() as f64;
        if n_unseen > 0.0 {
            groups.push((0.0, n_unseen));
        }
        Self { n: counts.n(), k, groups }
    }

    /// Mean and standard deviation of H.
    fn moments(&self) -> (f64, f64) {
        // With β below 1/K all samples agree, and above n² they are as if drawn evenly.
        let range = (-libm::log(self.k) - BEYOND, 2.0 * libm::log(self.n) + BEYOND);
        let (mean, variance) =
            peaked_moments(range, |u| self.log_density(u), |u| self.entropy_at(libm::exp(u)));
        (mean, libm::sqrt(variance))
    }

    /// ln (ρ(β) β) at u = ln β, up to a constant: the density of u.
    ///
    /// With Γ(x) = (x/e)ˣ eᵍ⁽ˣ⁾ the leading parts of all gammas come to −n KL(p ‖ m) − Kβ KL(1/K ‖ m), for the
    /// frequencies p and their mean m = α/κ with Kβ even ones: so written, nothing cancels for large n.
    fn log_density(&self, u: f64) -> f64 {
        let beta = libm::exp(u);
        let even = self.k * beta;
        let kappa = self.n + even;
        let g = ln_gamma_beyond;
        let of_group = |&(count, multiplicity): &(f64, f64)| {
            let share = (count + beta) / kappa;
            let leading = self.n * kl_excess(count / self.n, share) + even * kl_excess(1.0 / self.k, share);
            let rest = if count > 0.0 { g(count + beta) - g(beta) } else { 0.0 };
            multiplicity * (rest - leading)
        };
        let likelihood = g(even) - g(kappa) + self.groups.iter().map(of_group).sum::<f64>();
        likelihood + libm::log(self.prior(beta)) + u
    }

    /// dξ/dβ = K ψ′(Kβ + 1) − ψ′(β + 1), with ψ′(x) split into 1/x and what is beyond it.
    fn prior(&self, beta: f64) -> f64 {
        let (many, one) = (self.k * beta + 1.0, beta + 1.0);
        let leading = (self.k - 1.0) / many / one;
        leading + self.k * trigamma_less_inverse(many) - trigamma_less_inverse(one)
    }

    /// Mean and variance of H at one β.
    ///
    /// The variance of Wolpert and Wolf, centered so that nothing cancels: with shares w = α/κ and τ(x) = x ψ′(x) − 1 it
    /// is (Σ w (ψ(α + 1) − Σ w ψ(α + 1))² + Σ w τ(α + 1) − τ(κ + 1)) / (κ + 1).
    fn entropy_at(&self, beta: f64) -> (f64, f64) {
        let kappa = self.n + self.k * beta;
        let terms: Vec<(f64, f64)> = self
            .groups
            .iter()
            .map(|&(count, m)| (m * ((count + beta) / kappa), count + beta + 1.0))
            .collect();
        let mean_psi: f64 = terms.iter().map(|&(w, x)| w * digamma(x)).sum();
        let tau = |x: f64| x * trigamma_less_inverse(x);
        let spread = |&(w, x): &(f64, f64)| {
            let deviation = digamma(x) - mean_psi;
            w * (deviation * deviation + tau(x))
        };
        let sum: f64 = terms.iter().map(spread).sum();
        (digamma(kappa + 1.0) - mean_psi, (sum - tau(kappa + 1.0)) / (kappa + 1.0))
    }
}
