//! Families by name, as links and command lines spell them.

use super::Family;
use super::binomial::{Binomial, Geometric};
use super::categorical::{Bernoulli, Categorical};
use super::cauchy::Cauchy;
use super::chi::{Chi, Chi2};
use super::continuous_bernoulli::ContinuousBernoulli;
use super::dirichlet::{Beta, Dirichlet};
use super::exponential::Exponential;
use super::gamma::{Gamma, InverseGamma};
use super::gumbel::{Gumbel, Weibull};
use super::laplace::Laplace;
use super::log_normal::{LogNormal, LogitNormal};
use super::moyal::Moyal;
use super::multivariate_normal::MultivariateNormal;
use super::normal::{HalfNormal, Normal};
use super::parameter::{FamilyError, Parameter, Parameters};
use super::pareto::Pareto;
use super::poisson::Poisson;
use super::student_t::StudentT;
use super::uniform::Uniform;
use super::von_mises::{VonMises, VonMisesFisher};
use crate::dist::pmf::Pmf;

crate::named_enum! {
    /// A family of distributions.
    ///
    /// ```
    /// use infoplane_core::dist::families::FamilyName;
    /// assert_eq!(FamilyName::from_name("von-mises"), Some(FamilyName::VonMises));
    /// ```
    pub enum FamilyName {
        /// [`Bernoulli`].
        Bernoulli = "bernoulli",
        /// [`Beta`].
        Beta = "beta",
        /// [`Binomial`].
        Binomial = "binomial",
        /// [`Categorical`].
        Categorical = "categorical",
        /// [`Cauchy`].
        Cauchy = "cauchy",
        /// [`Chi`].
        Chi = "chi",
        /// [`Chi2`].
        Chi2 = "chi2",
        /// [`ContinuousBernoulli`].
        ContinuousBernoulli = "continuous-bernoulli",
        /// [`Dirichlet`].
        Dirichlet = "dirichlet",
        /// [`Exponential`].
        Exponential = "exponential",
        /// [`Gamma`].
        Gamma = "gamma",
        /// [`Geometric`].
        Geometric = "geometric",
        /// [`Gumbel`].
        Gumbel = "gumbel",
        /// [`HalfNormal`].
        HalfNormal = "half-normal",
        /// [`InverseGamma`].
        InverseGamma = "inverse-gamma",
        /// [`Laplace`].
        Laplace = "laplace",
        /// [`LogNormal`].
        LogNormal = "log-normal",
        /// [`LogitNormal`].
        LogitNormal = "logit-normal",
        /// [`Moyal`].
        Moyal = "moyal",
        /// [`MultivariateNormal`].
        MultivariateNormal = "multivariate-normal",
        /// [`Normal`].
        Normal = "normal",
        /// [`Pareto`].
        Pareto = "pareto",
        /// [`Poisson`].
        Poisson = "poisson",
        /// [`StudentT`].
        StudentT = "student-t",
        /// [`Uniform`].
        Uniform = "uniform",
        /// [`VonMises`].
        VonMises = "von-mises",
        /// [`VonMisesFisher`].
        VonMisesFisher = "von-mises-fisher",
        /// [`Weibull`].
        Weibull = "weibull",
    }
}

impl FamilyName {
    /// The names of the parameters: one list for each way to give them.
    ///
    /// They are those of TensorFlow Probability.
    ///
    /// ```
    /// use infoplane_core::dist::families::FamilyName;
    /// assert_eq!(FamilyName::Normal.parameters(), [["loc", "scale"]]);
    /// assert_eq!(FamilyName::Bernoulli.parameters(), [["probs"], ["logits"]]);
    /// ```
    pub const fn parameters(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Bernoulli | Self::Categorical | Self::ContinuousBernoulli | Self::Geometric => {
                &[&["probs"], &["logits"]]
            }
            Self::Binomial => &[&["total_count", "probs"], &["total_count", "logits"]],
            Self::Beta => &[&["concentration1", "concentration0"]],
            Self::Chi | Self::Chi2 => &[&["df"]],
            Self::Dirichlet => &[&["concentration"]],
            Self::Exponential | Self::Poisson => &[&["rate"]],
            Self::Gamma => &[&["concentration", "rate"]],
            Self::HalfNormal => &[&["scale"]],
            Self::InverseGamma | Self::Pareto | Self::Weibull => &[&["concentration", "scale"]],
            Self::MultivariateNormal => {
                &[&["loc", "scale_diag"], &["loc", "covariance_matrix"], &["loc", "scale_tril"]]
            }
            Self::StudentT => &[&["df", "loc", "scale"]],
            Self::Uniform => &[&["low", "high"]],
            Self::VonMises => &[&["loc", "concentration"]],
            Self::VonMisesFisher => &[&["mean_direction", "concentration"]],
            Self::Cauchy
            | Self::Gumbel
            | Self::Laplace
            | Self::LogNormal
            | Self::LogitNormal
            | Self::Moyal
            | Self::Normal => &[&["loc", "scale"]],
        }
    }
}

/// The distribution of that family and those parameters: one line per family, longer than other functions because
/// the compiler sees here that no family is forgotten.
pub(super) fn build(name: FamilyName, given: &[(&str, Parameter)]) -> Result<Family, FamilyError> {
    use FamilyName as N;
    let mut p = Parameters::new(given);
    let family = match name {
        N::Bernoulli => trial(&mut p)?.into(),
        N::Beta => Beta::new(p.scalar("concentration1")?, p.scalar("concentration0")?)?.into(),
        N::Binomial => Binomial::checked(p.scalar("total_count")?, trial(&mut p)?)?.into(),
        N::Categorical => categorical(&mut p)?.into(),
        N::Cauchy => Cauchy::new(p.scalar("loc")?, p.scalar("scale")?)?.into(),
        N::Chi => Chi::new(p.scalar("df")?)?.into(),
        N::Chi2 => Chi2::new(p.scalar("df")?)?.into(),
        N::ContinuousBernoulli => continuous_bernoulli(&mut p)?.into(),
        N::Dirichlet => Dirichlet::new(p.vector("concentration")?.to_vec())?.into(),
        N::Exponential => Exponential::new(p.scalar("rate")?)?.into(),
        N::Gamma => Gamma::new(p.scalar("concentration")?, p.scalar("rate")?)?.into(),
        N::Geometric => Geometric::new(trial(&mut p)?)?.into(),
        N::Gumbel => Gumbel::new(p.scalar("loc")?, p.scalar("scale")?)?.into(),
        N::HalfNormal => HalfNormal::new(p.scalar("scale")?)?.into(),
        N::InverseGamma => InverseGamma::new(p.scalar("concentration")?, p.scalar("scale")?)?.into(),
        N::Laplace => Laplace::new(p.scalar("loc")?, p.scalar("scale")?)?.into(),
        N::LogNormal => LogNormal::new(p.scalar("loc")?, p.scalar("scale")?)?.into(),
        N::LogitNormal => LogitNormal::new(p.scalar("loc")?, p.scalar("scale")?)?.into(),
        N::Moyal => Moyal::new(p.scalar("loc")?, p.scalar("scale")?)?.into(),
        N::MultivariateNormal => multivariate_normal(&mut p)?.into(),
        N::Normal => Normal::new(p.scalar("loc")?, p.scalar("scale")?)?.into(),
        N::Pareto => Pareto::new(p.scalar("concentration")?, p.scalar("scale")?)?.into(),
        N::Poisson => Poisson::new(p.scalar("rate")?)?.into(),
        N::StudentT => StudentT::new(p.scalar("df")?, p.scalar("loc")?, p.scalar("scale")?)?.into(),
        N::Uniform => Uniform::new(p.scalar("low")?, p.scalar("high")?)?.into(),
        N::VonMises => VonMises::new(p.scalar("loc")?, p.scalar("concentration")?)?.into(),
        N::VonMisesFisher => von_mises_fisher(&mut p)?.into(),
        N::Weibull => Weibull::new(p.scalar("concentration")?, p.scalar("scale")?)?.into(),
    };
    p.finish()?;
    Ok(family)
}

fn trial(p: &mut Parameters<'_>) -> Result<Bernoulli, FamilyError> {
    if p.has("logits") {
        Bernoulli::from_logit(p.scalar("logits")?)
    } else {
        Bernoulli::new(p.scalar("probs")?)
    }
}

fn categorical(p: &mut Parameters<'_>) -> Result<Categorical, FamilyError> {
    if p.has("logits") {
        return Categorical::from_logits(p.vector("logits")?);
    }
    Ok(Categorical::new(&Pmf::new(p.vector("probs")?.to_vec())?))
}

fn continuous_bernoulli(p: &mut Parameters<'_>) -> Result<ContinuousBernoulli, FamilyError> {
    if p.has("logits") {
        return ContinuousBernoulli::from_logit(p.scalar("logits")?);
    }
    ContinuousBernoulli::new(p.scalar("probs")?)
}

fn von_mises_fisher(p: &mut Parameters<'_>) -> Result<VonMisesFisher, FamilyError> {
    VonMisesFisher::new(p.vector("mean_direction")?.to_vec(), p.scalar("concentration")?)
}

fn multivariate_normal(p: &mut Parameters<'_>) -> Result<MultivariateNormal, FamilyError> {
    let loc = p.vector("loc")?.to_vec();
    if p.has("covariance_matrix") {
        MultivariateNormal::from_covariance(loc, p.matrix("covariance_matrix")?)
    } else if p.has("scale_tril") {
        MultivariateNormal::from_cholesky(loc, p.matrix("scale_tril")?)
    } else {
        MultivariateNormal::diagonal(loc, p.vector("scale_diag")?)
    }
}
