//! Distributions over probabilities: Dirichlet's over pmfs, and the beta distribution over one probability.

use super::gamma::{ln_standard_gamma, standard_entropy};
use super::multivariate::Multivariate;
use super::parameter::{FamilyError, each, positive};
use super::univariate::{LogDensity, Statistic, Support, Univariate, not_negative, times_ln};
use crate::math::digamma::digamma;
use crate::math::exp_excess::exp_excess;
use crate::math::ln_gamma::{ln_beta, ln_gamma_beyond_gap};
use crate::math::logsumexp::logsumexp;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;

/// How far from one the coordinates of a point may sum: beyond it, the point is not a pmf and has density zero.
///
/// ```
/// use infoplane_core::dist::families::{dirichlet::Dirichlet, multivariate::Multivariate};
/// let p = Dirichlet::new(vec![1.0, 1.0])?;
/// assert_eq!(p.log_density(&[0.5, 0.5 + 1e-10])?, 0.0);
/// assert_eq!(p.log_density(&[0.5, 0.6])?, f64::NEG_INFINITY);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
pub const SUM_TOLERANCE: f64 = 1e-9;

/// Dirichlet(α): density Π xᵢ^(αᵢ−1) / B(α) over the pmfs x of n outcomes, with α = concentration.
///
/// H = ln B(α) + (α₀ − n) ψ(α₀) − Σ (αᵢ − 1) ψ(αᵢ) with α₀ = Σ αᵢ, a density in the first n − 1 coordinates;
/// means αᵢ/α₀, variances αᵢ (α₀ − αᵢ) / (α₀² (α₀ + 1)).
/// Source: [KOTZ_2000](crate::citations::KOTZ_2000), chapter 49. Accuracy: H n · 1e-15 relative to the largest of 1, ln α₀ and,
/// below one, 1/αᵢ: it is summed from the entropies of gamma distributions, in which the terms of order α have canceled.
///
/// ```
/// use infoplane_core::dist::families::{dirichlet::Dirichlet, multivariate::Multivariate};
/// // Concentrations of one are the uniform density over pmfs: 2! for three outcomes.
/// let uniform = Dirichlet::new(vec![1.0; 3])?;
/// assert!((uniform.entropy() + 2.0_f64.ln()).abs() < 1e-14);
/// assert!((uniform.log_density(&[0.5, 0.25, 0.25])? - 2.0_f64.ln()).abs() < 1e-14);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dirichlet {
    concentration: Vec<f64>,
}

impl Dirichlet {
    /// The Dirichlet distribution of those concentrations, one per outcome.
    ///
    /// # Errors
    /// [`FamilyError::Length`] for fewer than two outcomes; [`FamilyError::Element`] unless each is positive, within the
    /// [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{dirichlet::Dirichlet, multivariate::Multivariate};
    /// let p = Dirichlet::new(vec![1.0, 3.0])?;
    /// assert_eq!(p.mean(), [0.25, 0.75]);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(concentration: Vec<f64>) -> Result<Self, FamilyError> {
        if concentration.len() < 2 {
            let found = concentration.len();
            return Err(FamilyError::Length { parameter: "concentration", expected: 2, found });
        }
        each("concentration", &concentration, positive)?;
        Ok(Self { concentration })
    }

    /// KL(p‖q) = ln(B(β)/B(α)) + Σ (αᵢ − βᵢ) (ψ(αᵢ) − ψ(α₀)) for concentrations α of p and β of q, in nats.
    ///
    /// Source: [PENNY_2001](crate::citations::PENNY_2001), equations 8 and 9. Accuracy: relative 1e-13 unless p and q
    /// nearly agree in all but the total, as it is a difference of what
    /// [convexity](crate::math::ln_gamma::ln_gamma_gap) leaves, and β₀ times the divergence of the means.
    ///
    /// # Errors
    /// [`FamilyError::Dimension`] if they have different numbers of outcomes.
    ///
    /// ```
    /// use infoplane_core::dist::families::dirichlet::Dirichlet;
    /// let (uniform, peaked) = (Dirichlet::new(vec![1.0, 1.0])?, Dirichlet::new(vec![2.0, 1.0])?);
    /// // −E ln 2x for uniform x.
    /// assert!((uniform.kl(&peaked)? - (1.0 - 2.0_f64.ln())).abs() < 1e-14);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> Result<f64, FamilyError> {
        self.check_dimension(q.n_coordinates())?;
        Ok(kl(&self.concentration, &q.concentration))
    }
}

impl Multivariate for Dirichlet {
    fn n_coordinates(&self) -> usize {
        self.concentration.len()
    }

    fn log_density(&self, x: &[f64]) -> Result<f64, FamilyError> {
        self.check_dimension(x.len())?;
        if x.iter().any(|x| x.is_nan()) {
            return Ok(f64::NAN);
        }
        if x.iter().any(|&x| x < 0.0) || (x.iter().sum::<f64>() - 1.0).abs() > SUM_TOLERANCE {
            return Ok(f64::NEG_INFINITY);
        }
        Ok(log_density(&self.concentration, x.iter().map(|&x| libm::log(x))))
    }

    fn entropy(&self) -> f64 {
        entropy(&self.concentration)
    }

    fn mean(&self) -> Vec<f64> {
        let total: f64 = self.concentration.iter().sum();
        self.concentration.iter().map(|a| a / total).collect()
    }

    fn variance(&self) -> Vec<f64> {
        let total: f64 = self.concentration.iter().sum();
        self.concentration.iter().map(|a| (a / total) * ((total - a) / total) / (total + 1.0)).collect()
    }

    fn sample(&self, stream: &mut Stream) -> Vec<f64> {
        sample(&self.concentration, stream)
    }
}

/// Σ (αᵢ − 1) ln xᵢ − ln B(α), where 0 · ln 0 is 0, and a point where one coordinate says 0 and another ∞ has density 0.
fn log_density(a: &[f64], ln_x: impl IntoIterator<Item = f64>) -> f64 {
    let powers = a.iter().zip(ln_x).map(|(a, ln_x)| if *a == 1.0 { 0.0 } else { (a - 1.0) * ln_x });
    let (falls, rises): (Vec<f64>, Vec<f64>) = powers.partition(|power| *power < 0.0);
    let falls = falls.iter().sum::<f64>();
    if falls == f64::NEG_INFINITY { falls } else { falls + rises.iter().sum::<f64>() - ln_beta(a) }
}

fn entropy(a: &[f64]) -> f64 {
    // Σ h(αᵢ) − h(α₀) − (n − 1) ψ(α₀), with h(α) the entropy of a gamma distribution.
    let total: f64 = a.iter().sum();
    let parts: f64 = a.iter().map(|&a| standard_entropy(a)).sum();
    parts - standard_entropy(total) - (a.len() as f64 - 1.0) * digamma(total)
}

fn kl(a: &[f64], b: &[f64]) -> f64 {
    let (a_total, b_total): (f64, f64) = (a.iter().sum(), b.iter().sum());
    let ln_totals = log_ratio(b_total, a_total);
    let parts = a
        .iter()
        .zip(b)
        .map(|(&a, &b)| ln_gamma_beyond_gap(a, b) + b * exp_excess(log_ratio(a, b) + ln_totals));
    not_negative(parts.sum::<f64>() - ln_gamma_beyond_gap(a_total, b_total))
}

/// Gamma draws over their sum, as logarithms: of tiny concentrations all draws may be too small for numbers.
fn sample(a: &[f64], stream: &mut Stream) -> Vec<f64> {
    let ln_g: Vec<f64> = a.iter().map(|&a| ln_standard_gamma(a, stream)).collect();
    let ln_total = logsumexp(&ln_g);
    ln_g.iter().map(|ln_g| libm::exp(ln_g - ln_total)).collect()
}

/// Beta(a, b): density x^(a−1) (1 − x)^(b−1) / B(a, b) for 0 ≤ x ≤ 1, with a = concentration1 and b = concentration0.
///
/// H = ln B(a, b) − (a − 1) ψ(a) − (b − 1) ψ(b) + (a + b − 2) ψ(a + b); mean a/(a + b), variance ab/((a + b)² (a + b + 1)).
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), table 17.1. Accuracy: of [`Dirichlet`] with two outcomes, which it is.
///
/// ```
/// use infoplane_core::dist::families::{dirichlet::Beta, univariate::Univariate};
/// let p = Beta::new(1.0, 1.0)?;
/// assert!(p.entropy().abs() < 1e-15 && p.log_density(0.3).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beta {
    concentrations: [f64; 2],
}

impl Beta {
    /// The beta distribution of those concentrations toward 1 and toward 0.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless both are positive, within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{dirichlet::Beta, univariate::Univariate};
    /// let p = Beta::new(1.0, 3.0)?;
    /// assert_eq!(p.mean(), Some(0.25));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(concentration1: f64, concentration0: f64) -> Result<Self, FamilyError> {
        let a = positive("concentration1", concentration1)?;
        Ok(Self { concentrations: [a, positive("concentration0", concentration0)?] })
    }

    /// Beta(m/2, m/2) for a positive m.
    pub(super) fn halves(m: f64) -> Self {
        Self { concentrations: [0.5 * m, 0.5 * m] }
    }

    /// KL(p‖q) = ln(B(c, d)/B(a, b)) + (a − c) ψ(a) + (b − d) ψ(b) + (c + d − a − b) ψ(a + b) for p = Beta(a, b) and
    /// q = Beta(c, d), in nats.
    ///
    /// Source: [GIL_ALAJAJI_LINDER_2013](crate::citations::GIL_ALAJAJI_LINDER_2013). Accuracy: of [`Dirichlet::kl`].
    ///
    /// ```
    /// use infoplane_core::dist::families::dirichlet::Beta;
    /// // −E ln 2x for uniform x.
    /// assert!((Beta::new(1.0, 1.0)?.kl(&Beta::new(2.0, 1.0)?) - (1.0 - 2.0_f64.ln())).abs() < 1e-14);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        kl(&self.concentrations, &q.concentrations)
    }
}

impl Univariate for Beta {
    fn support(&self) -> Support {
        Support::UNIT
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        log_density(&self.concentrations, [libm::log(x), libm::log1p(-x)])
    }

    fn entropy(&self) -> f64 {
        entropy(&self.concentrations)
    }

    fn mean(&self) -> Option<f64> {
        let [a, b] = self.concentrations;
        Some(a / (a + b))
    }

    fn variance(&self) -> Option<f64> {
        let [a, b] = self.concentrations;
        Some((a / (a + b)) * (b / (a + b)) / (a + b + 1.0))
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        sample(&self.concentrations, stream)[0]
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        let [a, b] = self.concentrations;
        match of {
            Statistic::Ln => Some(digamma(a) - digamma(a + b)),
            Statistic::LnComplement => Some(digamma(b) - digamma(a + b)),
            Statistic::Power { exponent: s, .. } if s <= -a => Some(f64::INFINITY),
            Statistic::Power { exponent: s, scale } => {
                Some(libm::exp(ln_beta(&[a + s, b]) - ln_beta(&[a, b]) - times_ln(s, scale)))
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let [a, b] = self.concentrations;
        Some(LogDensity::new(
            -ln_beta(&self.concentrations),
            &[(a - 1.0, Statistic::Ln), (b - 1.0, Statistic::LnComplement)],
        ))
    }
}
