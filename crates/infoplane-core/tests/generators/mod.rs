//! Random inputs for laws, and what "equal" means of their results.
#![allow(dead_code, reason = "each test program draws some of them")]

use infoplane_core::dist::channel::Channel;
use infoplane_core::dist::joint::Joint;
use infoplane_core::dist::pmf::{Pmf, SUM_TOLERANCE};
use infoplane_core::estimators::ksg::{self, Ksg};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::math::rng::{Purpose, Stream};
use infoplane_core::measures::f_divergence::{Alpha, FDivergence};
use proptest::prelude::*;

/// Rounding in sums of a few hundred terms of order one.
pub(crate) const ROUNDING: f64 = 1e-13;

/// Any double: every sign, exponent and payload, and NaN.
pub(crate) fn any_bits() -> impl Strategy<Value = f64> {
    prop_oneof![any::<u64>().prop_map(f64::from_bits), -2.0..2.0_f64, Just(0.0), Just(1.0), Just(0.25)]
}

/// Weights over many orders of magnitude, some of them zero.
fn weight() -> impl Strategy<Value = f64> {
    prop_oneof![1 => Just(0.0), 4 => 0.0..1.0_f64, 2 => (-300.0..0.0_f64).prop_map(f64::exp2)]
}

/// n weights, at least one of them not zero.
fn weights(n: usize) -> impl Strategy<Value = Vec<f64>> {
    (prop::collection::vec(weight(), n), 0..n).prop_map(|(mut weights, certain)| {
        weights[certain] += 1e-3;
        weights
    })
}

pub(crate) fn pmf(n: usize) -> impl Strategy<Value = Pmf> {
    weights(n).prop_map(|weights| Pmf::normalized(&weights).expect("a positive weight"))
}

pub(crate) fn pair() -> impl Strategy<Value = (Pmf, Pmf)> {
    (1..40_usize).prop_flat_map(|n| (pmf(n), pmf(n)))
}

/// A sum that just passes for one, at the ends of what does and in between.
pub(crate) fn nearly_one() -> impl Strategy<Value = f64> {
    let most = 0.999 * SUM_TOLERANCE;
    prop_oneof![Just(1.0), Just(1.0 + most), Just(1.0 - most), (-most..most).prop_map(|miss| 1.0 + miss)]
}

/// Probabilities of which each is that of a pmf, multiplied by a sum that just passes for one.
fn scaled(p: &[f64], sum: f64) -> Vec<f64> {
    p.iter().map(|p| p * sum).collect()
}

fn nearly_pmf(n: usize) -> impl Strategy<Value = Pmf> {
    (pmf(n), nearly_one()).prop_map(|(p, s)| Pmf::new(scaled(p.as_slice(), s)).expect("within the tolerance"))
}

/// As [`pair`], of sums that need not be one.
pub(crate) fn nearly_pair() -> impl Strategy<Value = (Pmf, Pmf)> {
    (1..40_usize).prop_flat_map(|n| (nearly_pmf(n), nearly_pmf(n)))
}

/// A joint of two variables whose sum need not be one.
pub(crate) fn nearly_joint() -> impl Strategy<Value = Joint> {
    (joint(2..=2), nearly_one()).prop_map(|(joint, sum)| {
        Joint::new(joint.shape(), scaled(joint.as_slice(), sum)).expect("within the tolerance")
    })
}

/// A joint of as many variables as the range says, of one to four outcomes each.
pub(crate) fn joint(n_variables: core::ops::RangeInclusive<usize>) -> impl Strategy<Value = Joint> {
    prop::collection::vec(1..5_usize, n_variables).prop_flat_map(|shape| {
        weights(shape.iter().product())
            .prop_map(move |weights| Joint::normalized(&shape, &weights).expect("a positive weight"))
    })
}

pub(crate) fn channel(n_inputs: usize) -> impl Strategy<Value = Channel> {
    (1..5_usize)
        .prop_flat_map(move |n_outputs| prop::collection::vec(pmf(n_outputs), n_inputs))
        .prop_map(|rows| Channel::from_pmfs(rows).expect("rows over the same outputs"))
}

pub(crate) fn f_divergences() -> impl Strategy<Value = FDivergence> {
    prop_oneof![
        prop::sample::select(FDivergence::NAMED.to_vec()),
        (-3.0..4.0_f64).prop_map(|alpha| FDivergence::Alpha(Alpha::new(alpha).expect("a finite order"))),
    ]
}

/// a = b, or close; two infinities of one sign are equal.
pub(crate) fn close(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= ROUNDING * (1.0 + a.abs().max(b.abs()))
}

pub(crate) fn at_most(a: f64, b: f64) -> bool {
    a <= b || close(a, b)
}

pub(crate) fn is_pmf(p: &[f64]) -> bool {
    let in_range = p.iter().all(|p| p.is_finite() && *p >= 0.0);
    in_range && (p.iter().sum::<f64>() - 1.0).abs() <= SUM_TOLERANCE
}

pub(crate) fn stream(seed: u64) -> Stream {
    Stream::new(seed, Purpose::Estimates)
}

/// Pairs of standard normals of correlation rho.
pub(crate) fn correlated(n: usize, rho: f64, seed: u64) -> (Vec<f64>, Vec<f64>) {
    let mut stream = stream(seed);
    let pair = |_| {
        let (x, noise) = (stream.normal(), stream.normal());
        (x, rho * x + (1.0 - rho * rho).sqrt() * noise)
    };
    (0..n).map(pair).unzip()
}

pub(crate) fn ksg_of(x: &[f64], y: &[f64], k: usize, variant: Ksg) -> f64 {
    let (x, y) = (Points::new(x, 1).expect("valid samples"), Points::new(y, 1).expect("valid samples"));
    ksg::mutual_information(&x, &y, k, variant).expect("valid samples").value
}

/// I(X;Y) of a class y = ±1, equally likely, and x = N(y s, 1), by the trapezoidal rule.
pub(crate) fn two_gaussians(s: f64) -> f64 {
    let density = |x: f64| (-0.5 * x * x).exp() / core::f64::consts::TAU.sqrt();
    let step = 1e-3;
    let term = |i: i32| {
        let x = f64::from(i) * step;
        let (a, mixture) = (density(x - s), 0.5 * (density(x - s) + density(x + s)));
        if a > 0.0 { a * (a / mixture).ln() * step } else { 0.0 }
    };
    (-15_000..15_000).map(term).sum()
}
