//! Which values of T an encoder can do without.

use super::{encoder::Encoder, source::Source};

/// A value of T with less probability is left out. Larger would change L visibly.
const UNUSED: f64 = 1e-15;

/// A value of T with less is tried without: it is dying out if L is no larger then. Larger is tried in vain, smaller later.
const RARE: f64 = 1e-6;

/// Two values of T whose q(y|t) differ by no more are tried as one. Larger is tried in vain, smaller later.
const ALIKE: f64 = 1e-3;

/// Values of T whose q(y|t) differ by no more than this times the tolerance are duplicates, if joining all that are alike
/// would increase L. Larger joins what is not the same, smaller leaves duplicates, of which each is split where one is unstable.
const DUPLICATE: f64 = 10.0;

/// By how much L may increase when duplicates are joined, in tolerances and times 1 + β: of many of them, rounding alone is more
/// than [`ROUNDING`]. Smaller leaves duplicates; larger can be seen.
const INCREASE: f64 = 1e-3;

/// The tolerances between which duplicates are told by the tolerance: finer ones are rounding, coarser ones would join what differs.
const FINE: f64 = 1e-9;
const COARSE: f64 = 1e-6;

/// Rounding of L, times 1 + β. Smaller, and values of T that are the same stay two; larger would undo a split.
pub(super) const ROUNDING: f64 = 1e-15;

/// The encoder without the values of T that are unused, and with those that are alike joined, as far as L allows it;
/// `None` if nothing can go.
pub(super) fn reduced(source: &Source, beta: f64, encoder: &Encoder, tolerance: f64) -> Option<Encoder> {
    // Not as coarse or as fine as the tolerance may be: see [`FINE`].
    let accuracy = tolerance.clamp(FINE, COARSE);
    let value = |encoder: &Encoder| {
        let point = encoder.plane_point(source);
        point.i_xt - beta * point.i_ty
    };
    let is_no_worse = |smaller: &Encoder, than: &Encoder, rounding: f64| {
        value(smaller) <= value(than) + rounding * (1.0 + beta)
    };
    let without_rare = used(source, encoder, RARE).filter(|smaller| is_no_worse(smaller, encoder, ROUNDING));
    let smaller = without_rare.or_else(|| used(source, encoder, UNUSED));
    let rest = smaller.as_ref().unwrap_or(encoder);
    let joined = |by: f64, rounding: f64| {
        let groups = alike(source, rest, by);
        (groups.len() < rest.n_t)
            .then(|| rest.joined(&groups))
            .filter(|joined| is_no_worse(joined, rest, rounding))
    };
    joined(ALIKE, ROUNDING).or_else(|| joined(DUPLICATE * accuracy, INCREASE * accuracy)).or(smaller)
}

/// The encoder without the values of T of less probability; `None` if there are none, or no others.
fn used(source: &Source, encoder: &Encoder, least: f64) -> Option<Encoder> {
    let q_t = encoder.marginal(source);
    let groups: Vec<Vec<usize>> = (0..encoder.n_t).filter(|&t| q_t[t] >= least).map(|t| vec![t]).collect();
    (!groups.is_empty() && groups.len() < encoder.n_t).then(|| encoder.joined(&groups))
}

/// The values of T in groups of which each differs from the first of its group by no more.
fn alike(source: &Source, encoder: &Encoder, by: f64) -> Vec<Vec<usize>> {
    let q_ty = encoder.joint_ty(source);
    let q_t = encoder.marginal(source);
    let n_t = encoder.n_t;
    let is_like = |s: usize, t: usize| {
        q_ty.chunks_exact(n_t).all(|row| (row[s] / q_t[s] - row[t] / q_t[t]).abs() <= by)
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for t in 0..n_t {
        match groups.iter_mut().find(|group| is_like(group[0], t)) {
            Some(group) => group.push(t),
            None => groups.push(vec![t]),
        }
    }
    groups
}
