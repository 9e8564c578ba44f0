//! Laws of the parametric families: integrals over their densities, relations between them, random draws, and
//! values to the last digit.

mod families {
    pub(crate) mod draws;
    mod exact;
    pub(crate) mod expectation;
    pub(crate) mod members;
    pub(crate) mod quadrature;
}
mod generators;

use families::draws::assert_near;
use families::expectation::{expectation, is_cut};
use families::members::{Member, member, of_several};
use families::quadrature::integral;
use generators::stream;
use infoplane_core::dist::families::univariate::{Support, Univariate};
use infoplane_core::dist::families::{
    Family, FamilyName, Parameter, categorical::Bernoulli, dirichlet::Beta, dirichlet::Dirichlet,
    exponential::Exponential, gamma::Gamma, gamma::InverseGamma, gumbel::Gumbel, gumbel::Weibull,
    log_normal::LogNormal, log_normal::LogitNormal, multivariate_normal::MultivariateNormal, normal::Normal,
    pareto::Pareto, von_mises::VonMises, von_mises::VonMisesFisher,
};
use proptest::prelude::*;

/// What quadrature and the rounding of its terms may be off by, relative to one and the value.
const QUADRATURE: f64 = 1e-8;

/// Divergences beyond this are ruled by tails that quadrature does not see; `exact.json` has some.
const WITHIN_REACH: f64 = 50.0;

/// Rounding of two formulas for the same number, relative to one and the value.
const ROUNDING: f64 = 1e-12;

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    a == b || (a - b).abs() <= tolerance * (1.0 + a.abs().max(b.abs()))
}

/// Numbers between 0 and 1, of which a family makes its parameters.
fn fractions() -> impl Strategy<Value = [f64; 3]> {
    [0.0..1.0_f64, 0.0..1.0_f64, 0.0..1.0_f64]
}

fn of_one() -> impl Strategy<Value = Member> {
    (prop::sample::select(FamilyName::ALL.to_vec()), fractions())
        .prop_filter_map("of one number", |(name, u)| member(name, u))
}

/// Two of one family.
fn two_of_a_kind() -> impl Strategy<Value = (Member, Member)> {
    (prop::sample::select(FamilyName::ALL.to_vec()), fractions(), fractions())
        .prop_filter_map("of one number", |(name, u, v)| Some((member(name, u)?, member(name, v)?)))
}

/// KL(p‖q), which is not negative, by quadrature, where that sees all of it.
fn is_the_mean_logarithm_of_the_ratio(p: &Member, q: &Member, kl: f64) -> Result<(), TestCaseError> {
    prop_assert!(kl >= 0.0, "{:?} {:?}: {kl}", p.family, q.family);
    let v = q.family.as_univariate().expect("of one number");
    let ln_ratio = |x, ln_p| ln_p - v.log_density(x);
    if kl < WITHIN_REACH && !is_cut(p, ln_ratio) {
        let mean = expectation(p, &[q.center], ln_ratio);
        prop_assert!(close(mean, kl, QUADRATURE), "{:?} {:?}: {mean} {kl}", p.family, q.family);
    }
    Ok(())
}

proptest! {
    #[test]
    fn all_that_can_happen_happens_with_probability_one(p in of_one()) {
        let total = expectation(&p, &[], |_, _| 1.0);
        prop_assert!(close(total, 1.0, QUADRATURE), "{:?}: {total}", p.family);
    }

    #[test]
    fn entropy_is_the_mean_surprisal(p in of_one()) {
        let mean = expectation(&p, &[], |_, ln_p| -ln_p);
        prop_assert!(close(mean, p.family.entropy(), QUADRATURE), "{:?}: {mean} {}", p.family, p.family.entropy());
    }

    #[test]
    fn divergence_within_a_family_is_the_mean_logarithm_of_the_ratio((p, q) in two_of_a_kind()) {
        let Ok(kl) = p.family.kl(&q.family) else {
            // Student's distributions have no closed form for each other.
            prop_assert_eq!(p.family.name(), FamilyName::StudentT);
            return Ok(());
        };
        is_the_mean_logarithm_of_the_ratio(&p, &q, kl)?;
    }

    #[test]
    fn divergence_across_families_is_too(p in of_one(), q in of_one()) {
        let Ok(kl) = p.family.kl(&q.family) else { return Ok(()) };
        is_the_mean_logarithm_of_the_ratio(&p, &q, kl)?;
    }

    #[test]
    fn divergence_is_zero_for_equals_and_only_for_equals((p, q) in two_of_a_kind()) {
        prop_assert_eq!(p.family.kl(&p.family), Ok(0.0));
        if let Ok(kl) = p.family.kl(&q.family) {
            prop_assert_eq!(kl == 0.0, p.family == q.family, "{:?} {:?}: {}", p.family, q.family, kl);
        }
    }

    #[test]
    fn mean_and_variance_are_those_of_the_density(p in of_one()) {
        let Some(mean) = p.family.mean().map(|mean| mean[0]) else { return Ok(()) };
        let found = expectation(&p, &[], |x, _| x);
        prop_assert!(close(found, mean, QUADRATURE) || mean.is_infinite(), "{:?}: {found} {mean}", p.family);
        let Some(variance) = p.family.variance().map(|variance| variance[0]) else { return Ok(()) };
        let found = expectation(&p, &[], |x, _| (x - mean) * (x - mean));
        prop_assert!(close(found, variance, QUADRATURE) || variance.is_infinite(), "{:?}: {found} {variance}", p.family);
    }

    #[test]
    fn nothing_happens_outside_the_support(p in of_one(), x in -100.0..100.0_f64) {
        let u = p.family.as_univariate().expect("of one number");
        for x in [x, x.round()] {
            prop_assert!(u.support().contains(x) || u.log_density(x) == f64::NEG_INFINITY, "{:?} {x}", p.family);
        }
        prop_assert!(u.log_density(p.center).is_finite(), "{:?}", p.family);
        prop_assert!(p.family.log_density(&[f64::NAN])?.is_nan());
        prop_assert_eq!(p.family.log_density(&[f64::INFINITY])?, f64::NEG_INFINITY);
        prop_assert!(p.family.log_density(&[x, x]).is_err());
    }

    #[test]
    fn divergence_does_not_depend_on_the_unit_nor_on_the_origin(
        [a, b, s, t] in [-3.0..3.0_f64, -3.0..3.0_f64, 0.1..10.0_f64, 0.1..10.0_f64], unit in 0.01..100.0_f64, c in -9.0..9.0_f64,
    ) {
        for name in ["normal", "laplace", "cauchy", "gumbel", "moyal"] {
            let at = |loc: f64, scale: f64| Family::new(name, &[("loc", Parameter::Scalar(loc)), ("scale", Parameter::Scalar(scale))]);
            let (p, q) = (at(a, s)?, at(b, t)?);
            let (p_moved, q_moved) = (at(unit * a + c, unit * s)?, at(unit * b + c, unit * t)?);
            // A shift of the origin costs digits of the difference of locations.
            let (kl, moved) = (p.kl(&q)?, p_moved.kl(&q_moved)?);
            prop_assert!(close(kl, moved, 1e-10), "{name}: {kl} {moved}");
            prop_assert!(close(p_moved.entropy(), p.entropy() + unit.ln(), ROUNDING), "{name}");
        }
    }

    #[test]
    fn divergence_survives_every_invertible_map(
        [a, b] in [-3.0..3.0_f64, -3.0..3.0_f64], [s, t] in [0.2..5.0_f64, 0.2..5.0_f64], [k, l] in [0.2..9.0_f64, 0.2..9.0_f64],
    ) {
        let normal = Normal::new(a, s)?.kl(&Normal::new(b, t)?);
        prop_assert!(close(LogNormal::new(a, s)?.kl(&LogNormal::new(b, t)?), normal, ROUNDING), "X to e^X");
        prop_assert!(close(LogitNormal::new(a, s)?.kl(&LogitNormal::new(b, t)?), normal, ROUNDING), "X to 1/(1 + e^-X)");
        let gamma = Gamma::new(k, s)?.kl(&Gamma::new(l, t)?);
        prop_assert!(close(InverseGamma::new(k, s)?.kl(&InverseGamma::new(l, t)?), gamma, ROUNDING), "X to 1/X");
        let exponential = Exponential::new(k)?.kl(&Exponential::new(l)?);
        prop_assert!(close(Pareto::new(k, s)?.kl(&Pareto::new(l, s)?), exponential, ROUNDING), "X to s e^X");
        // −ln X of Weibull(k, s) is Gumbel(−ln s, 1/k).
        let gumbel = Gumbel::new(-s.ln(), 1.0 / k)?.kl(&Gumbel::new(-t.ln(), 1.0 / l)?);
        prop_assert!(close(Weibull::new(k, s)?.kl(&Weibull::new(l, t)?), gumbel, 1e-10) || gumbel.is_infinite(), "X to -ln X");
    }

    #[test]
    fn families_contain_each_other(a in 0.1..20.0_f64, b in 0.1..20.0_f64, x in 0.01..0.99_f64) {
        let new = |name: &str, of: &[(&str, f64)]| {
            let of: Vec<(&str, Parameter)> = of.iter().map(|&(name, value)| (name, Parameter::Scalar(value))).collect();
            Family::new(name, &of)
        };
        let same = [
            (new("gamma", &[("concentration", 1.0), ("rate", a)])?, new("exponential", &[("rate", a)])?),
            (new("gamma", &[("concentration", 0.5 * a), ("rate", 0.5)])?, new("chi2", &[("df", a)])?),
            (new("weibull", &[("concentration", 1.0), ("scale", 1.0 / a)])?, new("exponential", &[("rate", a)])?),
            (new("chi", &[("df", 1.0)])?, new("half-normal", &[("scale", 1.0)])?),
            (new("student-t", &[("df", 1.0), ("loc", a), ("scale", b)])?, new("cauchy", &[("loc", a), ("scale", b)])?),
            (new("beta", &[("concentration1", 1.0), ("concentration0", 1.0)])?, new("uniform", &[("low", 0.0), ("high", 1.0)])?),
            (new("binomial", &[("total_count", 1.0), ("probs", x)])?, new("bernoulli", &[("probs", x)])?),
        ];
        for (p, q) in same {
            prop_assert!(close(p.entropy(), q.entropy(), ROUNDING), "{p:?} {q:?}: {} {}", p.entropy(), q.entropy());
            let at = if p.is_discrete() { 1.0 } else { x };
            prop_assert!(close(p.log_density(&[at])?, q.log_density(&[at])?, ROUNDING), "{p:?} {q:?}");
        }
    }

    #[test]
    fn independent_normals_add_up([a, b, s, t] in [-3.0..3.0_f64, -3.0..3.0_f64, 0.1..10.0_f64, 0.1..10.0_f64], x in -5.0..5.0_f64) {
        let (p, q) = (Normal::new(a, s)?, Normal::new(b, t)?);
        let both = Family::from(MultivariateNormal::diagonal(vec![a, b], &[s, t])?);
        prop_assert!(close(both.entropy(), p.entropy() + q.entropy(), ROUNDING));
        let ln_p = p.log_density(x) + q.log_density(-x);
        prop_assert!(close(both.log_density(&[x, -x])?, ln_p, ROUNDING));
        let swapped = Family::from(MultivariateNormal::diagonal(vec![b, a], &[t, s])?);
        prop_assert!(close(both.kl(&swapped)?, p.kl(&q) + q.kl(&p), ROUNDING));
        let full = MultivariateNormal::from_covariance(vec![a, b], &[vec![s * s, 0.0], vec![0.0, t * t]])?;
        prop_assert!(close(full.kl(&MultivariateNormal::diagonal(vec![b, a], &[t, s])?)?, both.kl(&swapped)?, ROUNDING));
    }

    #[test]
    fn correlation_is_the_information_that_coordinates_share(
        [a, b] in [-3.0..3.0_f64, -3.0..3.0_f64], [s, t] in [0.1..10.0_f64, 0.1..10.0_f64], rho in -0.99..0.99_f64,
    ) {
        let covariance = [vec![s * s, rho * s * t], vec![rho * s * t, t * t]];
        let joint = MultivariateNormal::from_covariance(vec![a, b], &covariance)?;
        let independent = MultivariateNormal::diagonal(vec![a, b], &[s, t])?;
        let information = -0.5 * (1.0 - rho * rho).ln();
        prop_assert!(close(joint.kl(&independent)?, information, 1e-11), "{}", joint.kl(&independent)?);
        let factor = [vec![s, 0.0], vec![rho * t, t * (1.0 - rho * rho).sqrt()]];
        let same = MultivariateNormal::from_cholesky(vec![a, b], &factor)?;
        prop_assert!(joint.kl(&same)? < 1e-24, "{}", joint.kl(&same)?);
    }

    #[test]
    fn two_proportions_are_one_and_two_coordinates_are_an_angle(
        [a, b, c, d] in [0.1..20.0_f64, 0.1..20.0_f64, 0.1..20.0_f64, 0.1..20.0_f64], x in 0.01..0.99_f64, angle in -3.0..3.0_f64,
    ) {
        let (p, q) = (Dirichlet::new(vec![a, b])?, Dirichlet::new(vec![c, d])?);
        prop_assert!(close(p.kl(&q)?, Beta::new(a, b)?.kl(&Beta::new(c, d)?), ROUNDING));
        prop_assert!(close(Family::from(p.clone()).entropy(), Beta::new(a, b)?.entropy(), ROUNDING));
        let density = Family::from(p).log_density(&[x, 1.0 - x])?;
        prop_assert!(close(density, Beta::new(a, b)?.log_density(x), 1e-11), "{density}");
        let on_circle = |angle: f64, k| VonMisesFisher::new(vec![angle.cos(), angle.sin()], k);
        let (p, q) = (on_circle(angle, a)?, on_circle(0.5, b)?);
        let (u, v) = (VonMises::new(angle, a)?, VonMises::new(0.5, b)?);
        prop_assert!(close(p.kl(&q)?, u.kl(&v), ROUNDING));
        prop_assert!(close(Family::from(p.clone()).entropy(), u.entropy(), ROUNDING));
        let density = Family::from(p).log_density(&[x.cos(), x.sin()])?;
        prop_assert!(close(density, u.log_density(x), ROUNDING));
    }

    #[test]
    fn logits_are_probabilities(logit in -30.0..30.0_f64) {
        let (p, q) = (Bernoulli::from_logit(logit)?, Bernoulli::new(1.0 / (1.0 + (-logit).exp()))?);
        // 1 − p of a p near one has only as many digits as are left.
        prop_assert!((p.entropy() - q.entropy()).abs() < 1e-14 && p.kl(&q) < 1e-14);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn proportions_of_three_have_the_entropy_and_divergence_of_their_density(
        a in prop::collection::vec(1.0..6.0_f64, 3), b in prop::collection::vec(1.0..6.0_f64, 3),
    ) {
        let (p, q) = (Family::from(Dirichlet::new(a)?), Family::from(Dirichlet::new(b)?));
        let over_triangle = |g: &dyn Fn(&[f64; 3]) -> f64| {
            integral(vec![0.0, 1.0], 1.0, |x| (1.0 - x) * integral(vec![0.0, 1.0], 1.0, |y| {
                let (second, third) = ((1.0 - x) * y, (1.0 - x) * (1.0 - y));
                g(&[x, second, third])
            }))
        };
        check_of_several(&p, &q, &over_triangle)?;
    }

    #[test]
    fn normals_in_the_plane_have_the_entropy_and_divergence_of_their_density(
        [s, t, r, u] in [0.3..3.0_f64, 0.3..3.0_f64, -1.0..1.0_f64, 0.5..2.0_f64], away in -1.0..1.0_f64,
    ) {
        let p = Family::from(MultivariateNormal::from_cholesky(vec![0.0, 1.0], &[vec![s, 0.0], vec![r, t]])?);
        let q = Family::from(MultivariateNormal::from_cholesky(vec![away, 1.0], &[vec![s * u, 0.0], vec![-r, t]])?);
        let line = || vec![f64::NEG_INFINITY, 0.0, f64::INFINITY];
        // In the coordinates in which p is standard.
        let over_plane = |g: &dyn Fn(&[f64; 2]) -> f64| {
            integral(line(), 1.0, |x| integral(line(), 1.0, |y| s * t * g(&[s * x, 1.0 + r * x + t * y])))
        };
        check_of_several(&p, &q, &over_plane)?;
    }

    #[test]
    fn directions_in_space_have_the_entropy_and_divergence_of_their_density(
        [k, l] in [0.1..20.0_f64, 0.1..20.0_f64], angle in 0.0..3.0_f64,
    ) {
        let p = Family::from(VonMisesFisher::new(vec![0.0, 0.0, 1.0], k)?);
        let q = Family::from(VonMisesFisher::new(vec![angle.sin(), 0.0, angle.cos()], l)?);
        // Equal steps around a circle integrate a smooth function exactly, and so Archimedes' map to the sphere.
        const STEPS: u32 = 64;
        let over_sphere = |g: &dyn Fn(&[f64; 3]) -> f64| {
            integral(vec![-1.0, 1.0], 1.0, |z| {
                let (radius, width) = ((1.0 - z * z).max(0.0).sqrt(), core::f64::consts::TAU / f64::from(STEPS));
                let at = |step: u32| {
                    let turn = width * f64::from(step);
                    g(&[radius * turn.cos(), radius * turn.sin(), z])
                };
                width * (0..STEPS).map(at).sum::<f64>()
            })
        };
        check_of_several(&p, &q, &over_sphere)?;
    }
}

/// ∫ of a function of N coordinates over all their values.
type Integral<'a, const N: usize> = dyn Fn(&dyn Fn(&[f64; N]) -> f64) -> f64 + 'a;

/// Total, entropy and divergence against an integral over the space of the outcomes.
fn check_of_several<const N: usize>(
    p: &Family,
    q: &Family,
    over_space: &Integral<'_, N>,
) -> Result<(), TestCaseError> {
    let expectation = |g: &dyn Fn(&[f64; N], f64) -> f64| {
        over_space(&|x| {
            let ln_p = p.log_density(x).expect("coordinates of the space");
            if ln_p.exp() == 0.0 { 0.0 } else { ln_p.exp() * g(x, ln_p) }
        })
    };
    let total = expectation(&|_, _| 1.0);
    prop_assert!(close(total, 1.0, QUADRATURE), "{p:?}: {total}");
    let mean = expectation(&|_, ln_p| -ln_p);
    prop_assert!(close(mean, p.entropy(), QUADRATURE), "{p:?}: {mean} {}", p.entropy());
    let kl = p.kl(q)?;
    let mean = expectation(&|x, ln_p| ln_p - q.log_density(x).expect("coordinates of the space"));
    prop_assert!(close(mean, kl, QUADRATURE), "{p:?} {q:?}: {mean} {kl}");
    Ok(())
}

const N_DRAWS: usize = 20_000;

#[test]
fn draws_have_the_entropy_the_moments_and_the_divergence_of_their_distribution() {
    for (seed, &name) in (1..).zip(FamilyName::ALL) {
        for (p, q) in [([0.2, 0.5, 0.8], [0.4, 0.3, 0.6]), ([0.7, 0.1, 0.3], [0.6, 0.2, 0.4])] {
            let of = |u| member(name, u).map_or_else(|| of_several(name, u), |member| member.family);
            let (p, q) = (of(p), of(q));
            let mut stream = stream(seed);
            let draws: Vec<Vec<f64>> = (0..N_DRAWS).map(|_| p.sample(&mut stream)).collect();
            let ln = |family: &Family, x: &Vec<f64>| family.log_density(x).expect("its own outcome");
            let surprisals: Vec<f64> = draws.iter().map(|x| -ln(&p, x)).collect();
            assert!(surprisals.iter().all(|s| s.is_finite()), "{p:?}: a draw that cannot happen");
            assert_near(&surprisals, p.entropy(), &format!("entropy of {p:?}"));
            if let Some(kl) = p.kl(&q).ok().filter(|kl| *kl < WITHIN_REACH) {
                let ratios: Vec<f64> = draws.iter().map(|x| ln(&p, x) - ln(&q, x)).collect();
                assert_near(&ratios, kl, &format!("divergence of {p:?} from {q:?}"));
            }
            check_moments(&p, &draws);
        }
    }
}

fn check_moments(p: &Family, draws: &[Vec<f64>]) {
    let Some(mean) = p.mean().filter(|mean| mean.iter().all(|m| m.is_finite())) else { return };
    for (i, &mean) in mean.iter().enumerate() {
        let values: Vec<f64> = draws.iter().map(|x| x[i]).collect();
        assert_near(&values, mean, &format!("mean of {p:?}"));
        let Some(variance) = p.variance().map(|variance| variance[i]).filter(|v| v.is_finite()) else {
            continue;
        };
        let squares: Vec<f64> = values.iter().map(|x| (x - mean) * (x - mean)).collect();
        assert_near(&squares, variance, &format!("variance of {p:?}"));
    }
}

#[test]
fn draws_fall_below_the_center_as_often_as_they_should() {
    for (seed, &name) in (100..).zip(FamilyName::ALL) {
        let Some(p) = member(name, [0.3, 0.6, 0.4]) else { continue };
        let u = p.family.as_univariate().expect("of one number");
        let mut stream = stream(seed);
        // On the circle: within a quarter turn of the center.
        let falls = |x: f64| match u.support() {
            Support::Circle => (x - p.center).cos() > 0.0,
            _ => x <= p.center,
        };
        let quarter = core::f64::consts::FRAC_PI_2;
        let expected =
            expectation(&p, &[p.center - quarter, p.center + quarter], |x, _| f64::from(u8::from(falls(x))));
        let draws: Vec<f64> =
            (0..N_DRAWS).map(|_| f64::from(u8::from(falls(u.sample(&mut stream))))).collect();
        assert_near(&draws, expected, &format!("{:?}", p.family));
    }
}
