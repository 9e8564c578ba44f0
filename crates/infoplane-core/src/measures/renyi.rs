//! Rényi's entropies and divergences: Shannon's, with rare outcomes given more or less weight.

use super::divergence::kl;
use super::entropy::entropy;
use super::renyi_order::{Order, TiltedSum};
use super::{LengthMismatch, pairs};
use crate::dist::pmf::Pmf;

/// H_α(p) = ln(Σ pᵢ^α) / (1 − α), the Rényi entropy of order α in nats.
///
/// Falls as α grows: order 0 is the logarithm of the number of possible outcomes, 1 the
/// Shannon entropy, 2 the collision entropy (−ln of the chance that two draws agree), ∞ the
/// min-entropy, −ln of the likeliest outcome.
///
/// Source: [RENYI_1961](crate::citations::RENYI_1961), equation 1.21. Accuracy: relative 1e-13,
/// near α = 1 too. Σ pᵢ^α is summed as 1 + Σ pᵢ (pᵢ^(α−1) − 1) wherever it is between ½ and 2, which is the same for a p
/// that sums to one, and has the limit at order 1 for every p; for [sums that miss one](crate::dist::pmf::SUM_TOLERANCE) by ε it moves
/// the value by at most 2ε / |1 − α|. Cost: 2n transcendental functions.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::{renyi_order::Order, renyi::renyi_entropy}};
/// let p = Pmf::new(vec![0.5, 0.25, 0.25])?;
/// // Two draws agree with probability 1/4 + 1/16 + 1/16 = 3/8.
/// assert!((renyi_entropy(&p, Order::new(2.0)?) - (8.0_f64 / 3.0).ln()).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn renyi_entropy(p: &Pmf, order: Order) -> f64 {
    let alpha = order.get();
    if alpha == 1.0 {
        return entropy(p);
    }
    if alpha == 0.0 {
        return libm::log(n_possible(p) as f64);
    }
    let terms: Vec<(f64, f64)> =
        p.as_slice().iter().filter(|&&p| p > 0.0).map(|&p| (p, libm::log(p))).collect();
    if alpha == f64::INFINITY {
        let likeliest = terms.iter().map(|&(_, log_p)| log_p).fold(f64::NEG_INFINITY, f64::max);
        return 0.0 - likeliest;
    }
    0.0 + TiltedSum::of(&terms, alpha - 1.0).log / (1.0 - alpha)
}

/// D_α(p‖q) = ln(Σ pᵢ^α qᵢ^(1−α)) / (α − 1), the Rényi divergence of order α in nats.
///
/// Rises with α. Order ½ is symmetric, twice the Bhattacharyya distance; order 1 is the KL
/// divergence; order ∞ is ln of the largest ratio pᵢ / qᵢ. Below order 1 an outcome that q
/// rules out costs only finitely much.
///
/// Source: [RENYI_1961](crate::citations::RENYI_1961), equation 3.3;
/// limits as in [VAN_ERVEN_HARREMOES_2014](crate::citations::VAN_ERVEN_HARREMOES_2014), section II.
/// Accuracy: absolute 1e-15, and relative 1e-13 away from p = q; the sum is taken as 1 + Σ pᵢ ((pᵢ/qᵢ)^(α−1) − 1), as in
/// [`renyi_entropy`], so that [sums that miss one](crate::dist::pmf::SUM_TOLERANCE) by ε and δ may move the value by 2ε / |1 − α|, give −|ε| − |δ| for
/// p = q, and miss the limit at order 1, [`kl`], by ε − δ. Cost: 3n transcendental functions.
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::{renyi_order::Order, renyi::renyi_divergence}};
/// let (p, q) = (Pmf::new(vec![1.0, 0.0])?, Pmf::new(vec![0.25, 0.75])?);
/// // Where p is certain every order says the same: ln 4.
/// assert!((renyi_divergence(&p, &q, Order::new(3.0)?)? - 4.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn renyi_divergence(p: &Pmf, q: &Pmf, order: Order) -> Result<f64, LengthMismatch> {
    let alpha = order.get();
    if alpha == 1.0 {
        return kl(p, q);
    }
    if alpha == 0.0 {
        let [allowed, missed] = shares(p, q)?;
        return Ok(0.0 - if missed < 0.5 { libm::log1p(-missed) } else { libm::log(allowed) });
    }
    let terms = log_ratios(p, q)?;
    if alpha == f64::INFINITY {
        return Ok(terms.iter().map(|&(_, log_ratio)| log_ratio).fold(f64::NEG_INFINITY, f64::max));
    }
    Ok(0.0 + TiltedSum::of(&terms, alpha - 1.0).log / (alpha - 1.0))
}

/// How many outcomes p allows: what order 0 counts, without rounding.
pub(super) fn n_possible(p: &Pmf) -> usize {
    p.as_slice().iter().filter(|&&p| p > 0.0).count()
}

/// The probabilities under q of the outcomes that p allows, and of those that it rules out.
pub(super) fn shares(p: &Pmf, q: &Pmf) -> Result<[f64; 2], LengthMismatch> {
    let mut shares = [0.0; 2];
    for (p, q) in pairs(p, q)? {
        shares[usize::from(p == 0.0)] += q;
    }
    Ok(shares)
}

/// pᵢ and ln(pᵢ / qᵢ) for every outcome that p allows.
pub(super) fn log_ratios(p: &Pmf, q: &Pmf) -> Result<Vec<(f64, f64)>, LengthMismatch> {
    let allowed = pairs(p, q)?.filter(|&(p, _)| p > 0.0);
    Ok(allowed.map(|(p, q)| (p, crate::math::x_log_x::log_ratio(p, q))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::divergence::bhattacharyya;

    fn order(alpha: f64) -> Order {
        Order::new(alpha).unwrap()
    }

    #[test]
    fn divergence_of_order_one_half_is_twice_bhattacharyya() {
        let (p, q) = (Pmf::new(vec![0.2, 0.8]).unwrap(), Pmf::new(vec![0.6, 0.4]).unwrap());
        let twice = 2.0 * bhattacharyya(&p, &q).unwrap();
        assert!((renyi_divergence(&p, &q, order(0.5)).unwrap() - twice).abs() < 1e-15);
    }

    #[test]
    fn an_outcome_that_q_rules_out_is_infinite_from_order_one_on() {
        let (p, q) = (Pmf::new(vec![0.5, 0.5]).unwrap(), Pmf::new(vec![1.0, 0.0]).unwrap());
        for (alpha, expected) in [(0.0, 0.0), (0.5, core::f64::consts::LN_2)] {
            assert!((renyi_divergence(&p, &q, order(alpha)).unwrap() - expected).abs() < 1e-15);
        }
        for alpha in [1.0, 1.5, 40.0, f64::INFINITY] {
            assert_eq!(renyi_divergence(&p, &q, order(alpha)), Ok(f64::INFINITY));
        }
    }

    #[test]
    fn disjoint_pmfs_are_infinitely_far_apart_at_every_order() {
        let (p, q) = (Pmf::new(vec![1.0, 0.0]).unwrap(), Pmf::new(vec![0.0, 1.0]).unwrap());
        for alpha in [0.0, 0.5, 1.0, 2.0, f64::INFINITY] {
            assert_eq!(renyi_divergence(&p, &q, order(alpha)), Ok(f64::INFINITY));
        }
    }

    #[test]
    fn order_zero_counts_without_rounding() {
        let (p, q) = (Pmf::new(vec![0.1, 0.9]).unwrap(), Pmf::new(vec![0.7, 0.3]).unwrap());
        assert_eq!(renyi_entropy(&p, order(0.0)), libm::log(2.0));
        assert_eq!(renyi_divergence(&p, &q, order(0.0)), Ok(0.0));
        // Of four outcomes that q allows p allows two, half of q.
        let (p, q) = (Pmf::new(vec![0.1, 0.9, 0.0, 0.0]).unwrap(), Pmf::new(vec![0.25; 4]).unwrap());
        assert_eq!(renyi_divergence(&p, &q, order(0.0)), Ok(core::f64::consts::LN_2));
    }

    #[test]
    fn entropy_is_continuous_at_order_one() {
        let p = Pmf::new(vec![0.1, 0.2, 0.7]).unwrap();
        assert!((renyi_entropy(&p, order(1.0 + 1e-9)) - entropy(&p)).abs() < 1e-9);
        assert!(Order::new(-0.5).is_err() && Order::new(f64::NAN).is_err());
    }
}
