//! One distribution of each family, from numbers between 0 and 1.

use infoplane_core::dist::families::binomial::{Binomial, Geometric};
use infoplane_core::dist::families::categorical::{Bernoulli, Categorical};
use infoplane_core::dist::families::cauchy::Cauchy;
use infoplane_core::dist::families::chi::{Chi, Chi2};
use infoplane_core::dist::families::continuous_bernoulli::ContinuousBernoulli;
use infoplane_core::dist::families::dirichlet::{Beta, Dirichlet};
use infoplane_core::dist::families::exponential::Exponential;
use infoplane_core::dist::families::gamma::{Gamma, InverseGamma};
use infoplane_core::dist::families::gumbel::{Gumbel, Weibull};
use infoplane_core::dist::families::laplace::Laplace;
use infoplane_core::dist::families::log_normal::{LogNormal, LogitNormal};
use infoplane_core::dist::families::moyal::Moyal;
use infoplane_core::dist::families::multivariate_normal::MultivariateNormal;
use infoplane_core::dist::families::normal::{HalfNormal, Normal};
use infoplane_core::dist::families::pareto::Pareto;
use infoplane_core::dist::families::poisson::Poisson;
use infoplane_core::dist::families::student_t::StudentT;
use infoplane_core::dist::families::uniform::Uniform;
use infoplane_core::dist::families::von_mises::{VonMises, VonMisesFisher};
use infoplane_core::dist::families::{Family, FamilyError, FamilyName};
use infoplane_core::dist::pmf::Pmf;

/// A distribution of one number, and where quadrature finds it.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) family: Family,
    /// Where most of it is, or where its density has a kink.
    pub(crate) center: f64,
    /// How far most of it reaches from there.
    pub(crate) width: f64,
}

/// From `low` to `high` in equal factors.
fn between(low: f64, high: f64, u: f64) -> f64 {
    low * (high / low).powf(u)
}

/// The member of a family that three numbers between 0 and 1 pick: `None` if it is of several numbers.
///
/// Tails are light enough for moments to be integrated, and densities finite at 1, near which a double has few digits.
pub(crate) fn member(name: FamilyName, u: [f64; 3]) -> Option<Member> {
    pick(name, u).expect("parameters in range")
}

fn pick(name: FamilyName, [u, v, w]: [f64; 3]) -> Result<Option<Member>, FamilyError> {
    use FamilyName as N;
    let (loc, scale, shape) = (6.0 * u - 3.0, between(0.1, 10.0, v), between(0.4, 20.0, w));
    let (family, center, width): (Family, f64, f64) = match name {
        N::Bernoulli => (Bernoulli::new(u)?.into(), 0.0, 1.0),
        N::Beta => (Beta::new(shape, between(1.0, 20.0, v))?.into(), 0.5, 1.0),
        N::Binomial => {
            (Binomial::new(1 + (30.0 * u) as u32, Bernoulli::new(v)?).into(), (30.0 * u * v).floor(), 1.0)
        }
        N::Categorical => (Categorical::new(&Pmf::normalized(&[u, v, w, 0.1])?).into(), 1.0, 1.0),
        N::Cauchy => (Cauchy::new(loc, scale)?.into(), loc, scale),
        N::Chi => (Chi::new(shape)?.into(), shape.sqrt(), 1.0),
        N::Chi2 => (Chi2::new(shape)?.into(), shape, shape.sqrt()),
        N::ContinuousBernoulli => (ContinuousBernoulli::new(0.01 + 0.98 * u)?.into(), 0.5, 1.0),
        N::Dirichlet | N::MultivariateNormal | N::VonMisesFisher => return Ok(None),
        N::Exponential => (Exponential::new(scale)?.into(), 1.0 / scale, 1.0 / scale),
        N::Gamma => (Gamma::new(shape, scale)?.into(), shape / scale, shape.sqrt() / scale),
        N::Geometric => (Geometric::new(Bernoulli::new(0.1 + 0.9 * u)?)?.into(), 1.0, 1.0),
        N::Gumbel => (Gumbel::new(loc, scale)?.into(), loc, scale),
        N::HalfNormal => (HalfNormal::new(scale)?.into(), scale, scale),
        N::InverseGamma => (InverseGamma::new(3.0 + shape, scale)?.into(), scale / (4.0 + shape), scale),
        N::Laplace => (Laplace::new(loc, scale)?.into(), loc, scale),
        N::LogNormal => (LogNormal::new(loc, 0.1 + v)?.into(), loc.exp(), loc.exp()),
        N::LogitNormal => {
            (LogitNormal::new(loc, between(0.2, 2.0, v))?.into(), 1.0 / (1.0 + (-loc).exp()), 1.0)
        }
        N::Moyal => (Moyal::new(loc, scale)?.into(), loc, scale),
        N::Normal => (Normal::new(loc, scale)?.into(), loc, scale),
        N::Pareto => (Pareto::new(3.0 + shape, scale)?.into(), 1.5 * scale, scale),
        N::Poisson => (Poisson::new(between(0.1, 100.0, u))?.into(), between(0.1, 100.0, u).floor(), 1.0),
        N::StudentT => (StudentT::new(3.0 + shape, loc, scale)?.into(), loc, scale),
        N::Uniform => (Uniform::new(loc, loc + scale)?.into(), loc + 0.5 * scale, scale),
        N::VonMises => (VonMises::new(loc, 50.0 * v)?.into(), loc, 1.0),
        N::Weibull => (Weibull::new(between(0.5, 5.0, u), scale)?.into(), scale, scale),
    };
    Ok(Some(Member { family, center, width }))
}

/// The member of a family of several numbers that three numbers between 0 and 1 pick.
pub(crate) fn of_several(name: FamilyName, u: [f64; 3]) -> Family {
    several(name, u).expect("a family of several numbers and parameters in range")
}

fn several(name: FamilyName, [u, v, w]: [f64; 3]) -> Result<Family, FamilyError> {
    Ok(match name {
        FamilyName::Dirichlet => Dirichlet::new(vec![0.5 + u, 1.0 + 5.0 * v, 3.0 * w + 0.5])?.into(),
        FamilyName::MultivariateNormal => {
            let factor = [vec![0.5 + u, 0.0, 0.0], vec![v, 1.0, 0.0], vec![-w, u, 0.5 + w]];
            MultivariateNormal::from_cholesky(vec![u, -v, w], &factor)?.into()
        }
        _ => {
            let norm = (u * u + v * v + w * w).sqrt();
            VonMisesFisher::new(vec![u / norm, v / norm, -w / norm], 10.0 * v)?.into()
        }
    })
}
