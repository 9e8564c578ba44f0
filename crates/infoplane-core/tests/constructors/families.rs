//! Constructors of parametric families.

use crate::generators::any_bits;
use crate::{any_list, any_size, magnitudes, rows};
use infoplane_core::dist::families::{
    Family, FamilyError, FamilyName, Parameter, binomial::Binomial, binomial::Geometric,
    categorical::Bernoulli, categorical::Categorical, cauchy::Cauchy, chi::Chi, chi::Chi2,
    continuous_bernoulli::ContinuousBernoulli, dirichlet::Beta, dirichlet::Dirichlet,
    exponential::Exponential, gamma::Gamma, gamma::InverseGamma, gumbel::Gumbel, gumbel::Weibull,
    laplace::Laplace, log_normal::LogNormal, log_normal::LogitNormal, moyal::Moyal,
    multivariate_normal::MultivariateNormal, normal::HalfNormal, normal::Normal, pareto::Pareto,
    poisson::Poisson, student_t::StudentT, uniform::Uniform, von_mises::VonMises, von_mises::VonMisesFisher,
};
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::math::rng::{Purpose, Stream};
use proptest::prelude::*;

/// Any distribution that three numbers, a list and a table make, by all constructors of families.
fn families(x: [f64; 3], list: &[f64], table: &[Vec<f64>]) -> Vec<Result<Family, FamilyError>> {
    let [a, b, c] = x;
    let trials = [Bernoulli::new(a), Bernoulli::from_logit(a)];
    // KL from a binomial distribution is a sum over its counts.
    let n = b.abs().min(300.0) as u32;
    let mut made: Vec<Result<Family, FamilyError>> = vec![
        Beta::new(a, b).map(Into::into),
        Categorical::from_logits(list).map(Into::into),
        Cauchy::new(a, b).map(Into::into),
        Chi::new(a).map(Into::into),
        Chi2::new(a).map(Into::into),
        ContinuousBernoulli::new(a).map(Into::into),
        ContinuousBernoulli::from_logit(a).map(Into::into),
        Dirichlet::new(list.to_vec()).map(Into::into),
        Exponential::new(a).map(Into::into),
        Gamma::new(a, b).map(Into::into),
        Gumbel::new(a, b).map(Into::into),
        HalfNormal::new(a).map(Into::into),
        InverseGamma::new(a, b).map(Into::into),
        Laplace::new(a, b).map(Into::into),
        LogNormal::new(a, b).map(Into::into),
        LogitNormal::new(a, b).map(Into::into),
        Moyal::new(a, b).map(Into::into),
        MultivariateNormal::diagonal(list.to_vec(), &magnitudes(list)).map(Into::into),
        MultivariateNormal::from_cholesky(list.to_vec(), table).map(Into::into),
        MultivariateNormal::from_covariance(list.to_vec(), table).map(Into::into),
        Normal::new(a, b).map(Into::into),
        Pareto::new(a, b).map(Into::into),
        Poisson::new(a).map(Into::into),
        StudentT::new(a, b, c).map(Into::into),
        Uniform::new(a, b).map(Into::into),
        VonMises::new(a, b).map(Into::into),
        VonMisesFisher::new(list.to_vec(), a).map(Into::into),
        Weibull::new(a, b).map(Into::into),
    ];
    for trial in trials.into_iter().flatten() {
        made.push(Ok(trial.into()));
        made.push(Ok(Binomial::new(n, trial).into()));
        made.push(Geometric::new(trial).map(Into::into));
    }
    made
}

/// No value is NaN, and a divergence is never negative.
fn check_family(p: &Family, others: &[Family], at: &[f64]) -> Result<(), TestCaseError> {
    prop_assert!(!p.entropy().is_nan(), "{p:?}");
    prop_assert_eq!(p.kl(p), Ok(0.0));
    for q in others {
        if let Ok(kl) = p.kl(q) {
            prop_assert!(kl >= 0.0, "{p:?} {q:?}: {kl}");
        }
    }
    let moments = [p.mean(), p.variance()];
    prop_assert!(moments.iter().flatten().flatten().all(|m| !m.is_nan()), "{p:?}: {moments:?}");
    let x: Vec<f64> =
        at.iter().copied().cycle().take(if at.is_empty() { 0 } else { p.n_coordinates() }).collect();
    if let Ok(ln_p) = p.log_density(&x) {
        prop_assert!(!ln_p.is_nan() || x.iter().any(|x| x.is_nan()), "{p:?} at {x:?}");
    }
    let draw = p.sample(&mut Stream::new(1, Purpose::Data));
    prop_assert!(draw.len() == p.n_coordinates() && draw.iter().all(|x| !x.is_nan()), "{p:?}: {draw:?}");
    Ok(())
}

proptest! {
    #[test]
    fn families_of_any_parameters(
        x in [any_bits(), any_bits(), any_bits()], y in [any_bits(), any_bits(), any_bits()], list in any_list(), k in any_size(),
    ) {
        let table = rows(&list, k);
        let made: Vec<Family> = families(x, &list, &table).into_iter().flatten().collect();
        let others: Vec<Family> = families(y, &list, &table).into_iter().flatten().collect();
        for p in made.into_iter().chain(Pmf::normalized(&magnitudes(&list)).map(|p| Categorical::new(&p).into())) {
            check_family(&p, &others, &list)?;
        }
    }

    #[test]
    fn families_of_parameters_in_range(
        x in [-8.0..8.0_f64, -8.0..8.0_f64, -8.0..8.0_f64], y in [-8.0..8.0_f64, -8.0..8.0_f64, -8.0..8.0_f64], at in any_list(),
    ) {
        // Powers of ten, so that most are accepted, and neither is large or small for the other.
        let (x, y) = (x.map(|x| 10.0_f64.powf(x)), y.map(|y| 10.0_f64.powf(y)));
        let identity = [vec![1.0, 0.5, 0.5], vec![0.5, 1.0, 0.5], vec![0.5, 0.5, 1.0]];
        let others: Vec<Family> = families(y, &y, &identity).into_iter().flatten().collect();
        for p in families(x, &x, &identity).into_iter().flatten() {
            check_family(&p, &others, &at)?;
        }
    }

    #[test]
    fn families_by_name(
        name in prop::sample::select(FamilyName::ALL.to_vec()), list in any_list(), scalar in any_bits(),
        kinds in prop::collection::vec(0..3_u8, 4), extra in any::<bool>(),
    ) {
        for names in name.parameters() {
            let mut given: Vec<(&str, Parameter)> = names.iter().zip(&kinds).map(|(&name, kind)| (name, match kind {
                0 => Parameter::Scalar(scalar),
                1 => Parameter::Vector(list.clone()),
                _ => Parameter::Matrix(rows(&list, 2)),
            })).collect();
            if extra {
                given.push(("extra", Parameter::Scalar(scalar)));
            }
            if let Ok(p) = Family::new(name.name(), &given) {
                prop_assert!(!extra);
                check_family(&p, &[], &list)?;
            }
        }
    }
}
