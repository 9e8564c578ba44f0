//! KL divergence between any two distributions of which it is known in closed form.

use super::Family;
use super::FamilyName;
use super::binomial::Binomial;
use super::gamma::Gamma;
use super::univariate::{Support, Univariate, not_negative};

/// Why there is no KL divergence between two distributions here.
///
/// ```
/// use infoplane_core::dist::families::{Family, KlError, dirichlet::Dirichlet, normal::Normal, von_mises::VonMises};
/// let (number, angle) = (Family::from(Normal::new(0.0, 1.0)?), Family::from(VonMises::new(0.0, 1.0)?));
/// let error = KlError::Spaces { p: number.name(), q: angle.name() };
/// assert_eq!(number.kl(&angle), Err(error));
/// // Points of two and of three coordinates.
/// let [two, three] = [2, 3].map(|n| Dirichlet::new(vec![1.0; n]).map(Family::from));
/// assert_eq!(two?.kl(&three?), Err(KlError::Coordinates { p: 2, q: 3 }));
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KlError {
    /// The outcomes of one have another number of coordinates than those of the other.
    Coordinates {
        /// Coordinates of an outcome of p.
        p: usize,
        /// Coordinates of an outcome of q.
        q: usize,
    },
    /// The outcomes of one are not outcomes of the other: numbers and angles, or points of different sets.
    Spaces {
        /// The family of p.
        p: FamilyName,
        /// The family of q.
        q: FamilyName,
    },
    /// KL(p‖q) is an integral without a closed form, or one that is not known here.
    NoClosedForm {
        /// The family of p.
        p: FamilyName,
        /// The family of q.
        q: FamilyName,
    },
}

impl core::fmt::Display for KlError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Coordinates { p, q } => {
                write!(f, "invalid pair: outcomes of {p} and of {q} coordinates")
            }
            Self::Spaces { p, q } => write!(f, "invalid pair: {} and {} differ in space", p.name(), q.name()),
            Self::NoClosedForm { p, q } => {
                write!(f, "no closed form of the divergence of {} from {}", p.name(), q.name())
            }
        }
    }
}

impl core::error::Error for KlError {}

/// KL(p‖q): see [`Family::kl`].
pub(super) fn kl(p: &Family, q: &Family) -> Result<f64, KlError> {
    if p == q {
        return Ok(0.0);
    }
    if let Some(known) = in_one_family(p, q) {
        return Ok(known);
    }
    if p.n_coordinates() != q.n_coordinates() {
        return Err(KlError::Coordinates { p: p.n_coordinates(), q: q.n_coordinates() });
    }
    let (names, spaces) = ((p.name(), q.name()), KlError::Spaces { p: p.name(), q: q.name() });
    let (Some(u), Some(v)) = (p.as_univariate(), q.as_univariate()) else { return Err(spaces) };
    let known = match (u.support(), v.support()) {
        (Support::Interval { low, high }, Support::Interval { low: q_low, high: q_high }) => {
            // A density is positive all over its support, so what sticks out of the other's happens.
            if low < q_low || high > q_high { Some(f64::INFINITY) } else { from_expectations(u, v) }
        }
        (Support::Counts { last }, Support::Counts { last: q_last }) => counts(p, last, u, v, q_last),
        // No single count has a probability under a density, and all counts together have none.
        (Support::Interval { .. }, Support::Counts { .. })
        | (Support::Counts { .. }, Support::Interval { .. }) => Some(f64::INFINITY),
        (Support::Circle, Support::Circle) => None,
        (Support::Circle, _) | (_, Support::Circle) => return Err(spaces),
    };
    known.ok_or(KlError::NoClosedForm { p: names.0, q: names.1 })
}

/// The formula of a family, or of the gamma family in its guises; one line per family.
fn in_one_family(p: &Family, q: &Family) -> Option<f64> {
    use Family as F;
    match (p, q) {
        (F::Bernoulli(p), F::Bernoulli(q)) => Some(p.kl(q)),
        (F::Beta(p), F::Beta(q)) => Some(p.kl(q)),
        (F::Binomial(p), F::Binomial(q)) => p.kl(q),
        (F::Cauchy(p), F::Cauchy(q)) => Some(p.kl(q)),
        (F::Chi(p), F::Chi(q)) => Some(p.kl(q)),
        (F::ContinuousBernoulli(p), F::ContinuousBernoulli(q)) => Some(p.kl(q)),
        (F::Exponential(p), F::Exponential(q)) => Some(p.kl(q)),
        (F::Geometric(p), F::Geometric(q)) => Some(p.kl(q)),
        (F::Gumbel(p), F::Gumbel(q)) => Some(p.kl(q)),
        (F::HalfNormal(p), F::HalfNormal(q)) => Some(p.kl(q)),
        (F::InverseGamma(p), F::InverseGamma(q)) => Some(p.kl(q)),
        (F::Laplace(p), F::Laplace(q)) => Some(p.kl(q)),
        (F::LogNormal(p), F::LogNormal(q)) => Some(p.kl(q)),
        (F::LogitNormal(p), F::LogitNormal(q)) => Some(p.kl(q)),
        (F::Moyal(p), F::Moyal(q)) => Some(p.kl(q)),
        (F::Normal(p), F::Normal(q)) => Some(p.kl(q)),
        (F::Pareto(p), F::Pareto(q)) => Some(p.kl(q)),
        (F::Poisson(p), F::Poisson(q)) => Some(p.kl(q)),
        (F::Uniform(p), F::Uniform(q)) => Some(p.kl(q)),
        (F::VonMises(p), F::VonMises(q)) => Some(p.kl(q)),
        (F::Weibull(p), F::Weibull(q)) => Some(p.kl(q)),
        _ => of_one_size(p, q).or_else(|| Some(as_gamma(p)?.kl(&as_gamma(q)?))),
    }
}

/// The formula of a family whose members have different sizes, if two are of the same.
fn of_one_size(p: &Family, q: &Family) -> Option<f64> {
    use Family as F;
    match (p, q) {
        (F::Categorical(p), F::Categorical(q)) => p.kl(q).ok(),
        (F::Dirichlet(p), F::Dirichlet(q)) => p.kl(q).ok(),
        (F::MultivariateNormal(p), F::MultivariateNormal(q)) => p.kl(q).ok(),
        (F::VonMisesFisher(p), F::VonMisesFisher(q)) => p.kl(q).ok(),
        _ => None,
    }
}

fn as_gamma(family: &Family) -> Option<Gamma> {
    match family {
        Family::Gamma(gamma) => Some(*gamma),
        Family::Exponential(exponential) => Some(exponential.as_gamma()),
        Family::Chi2(chi2) => Some(chi2.as_gamma()),
        _ => None,
    }
}

/// −H(p) − E ln q(X), where ln q is a sum of statistics whose expectations p knows.
fn from_expectations(p: &dyn Univariate, q: &dyn Univariate) -> Option<f64> {
    let expected = q.log_density_sum()?.expected(p)?;
    Some(not_negative(-p.entropy() - expected))
}

/// Σ p ln(p/q) over counts: term by term if p has finitely many.
fn counts(p: &Family, last: f64, u: &dyn Univariate, v: &dyn Univariate, q_last: f64) -> Option<f64> {
    match p {
        Family::Geometric(waiting) if waiting.is_certain() => Some(-v.log_density(0.0)),
        Family::Binomial(binomial) => Some(sum(u, v, Binomial::counts(binomial))),
        _ if last.is_finite() => Some(sum(
            u,
            v,
            core::iter::successors(Some(0.0), |k| Some(k + 1.0)).take_while(move |k| *k <= last),
        )),
        _ if q_last.is_finite() => Some(f64::INFINITY),
        _ => from_expectations(u, v),
    }
}

fn sum(p: &dyn Univariate, q: &dyn Univariate, counts: impl Iterator<Item = f64>) -> f64 {
    let term = |k: f64| {
        let ln_p = p.log_density_inside(k);
        let possible = libm::exp(ln_p);
        if possible == 0.0 { 0.0 } else { possible * (ln_p - q.log_density(k)) }
    };
    not_negative(counts.map(term).sum())
}
