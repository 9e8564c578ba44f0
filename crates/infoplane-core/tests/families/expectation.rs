//! Means under a distribution of one number, by quadrature or by a sum over counts.

use super::members::Member;
use super::quadrature::{ends, integral};
use infoplane_core::dist::families::univariate::Support;

/// A tail that still weighs this much where quadrature ends goes on beyond; `exact.json` has such a one.
const NO_TAIL: f64 = 1e-12;

/// ∫ or Σ of the density times a function of the outcome and of ln of the density.
pub(crate) fn expectation(p: &Member, others: &[f64], g: impl Fn(f64, f64) -> f64) -> f64 {
    let u = p.family.as_univariate().expect("a distribution of one number");
    let term = |x: f64| {
        let ln_p = u.log_density(x);
        // Where nothing happens nothing is expected, however large the function is.
        let density = ln_p.exp();
        if density == 0.0 { 0.0 } else { density * g(x, ln_p) }
    };
    let breaks = match u.support() {
        Support::Counts { last } => return (0..=last.min(600.0) as u32).map(|k| term(f64::from(k))).sum(),
        Support::Interval { low, high } => {
            let inside = [p.center].into_iter().chain(others.iter().copied());
            let mut breaks = vec![low, high];
            breaks.extend(inside.filter(|x| (low..=high).contains(x)));
            breaks
        }
        Support::Circle => {
            let turn = core::f64::consts::TAU;
            let (low, high) = (p.center - 0.5 * turn, p.center + 0.5 * turn);
            let inside = others.iter().map(|x| low + (x - low).rem_euclid(turn));
            [low, p.center, high].into_iter().chain(inside).collect()
        }
    };
    integral(breaks, p.width, term)
}

/// Whether the mean of a function under p lies partly beyond the ends of quadrature.
pub(crate) fn is_cut(p: &Member, g: impl Fn(f64, f64) -> f64) -> bool {
    let u = p.family.as_univariate().expect("a distribution of one number");
    let Support::Interval { low, high } = u.support() else { return false };
    ends(low, high, p.width).into_iter().any(|(x, distance)| {
        let ln_p = u.log_density(x);
        ln_p > f64::NEG_INFINITY && distance.ln() + ln_p + g(x, ln_p).abs().ln() > NO_TAIL.ln()
    })
}
