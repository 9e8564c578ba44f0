//! Tsallis' entropies and divergences: Rényi's without the logarithm, so no unit of information.

use super::LengthMismatch;
use super::divergence::kl;
use super::entropy::entropy;
use super::renyi::{log_ratios, n_possible, shares};
use super::renyi_order::{Order, TiltedSum};
use crate::dist::pmf::Pmf;

/// S_α(p) = (Σ pᵢ^α − 1) / (1 − α), the Tsallis entropy of order α; nats at order 1 only.
///
/// Order 0 is the number of possible outcomes minus one, order 1 the Shannon entropy, order 2
/// the Gini impurity 1 − Σ pᵢ² that decision trees use; it vanishes as α → ∞. Unlike
/// Shannon's and Rényi's it does not add over independent outcomes.
///
/// Source: [TSALLIS_1988](crate::citations::TSALLIS_1988), equation 1. Accuracy: relative 1e-13, as it is summed as
/// Σ pᵢ (pᵢ^(α−1) − 1) / (1 − α), which for [sums that miss one](crate::dist::pmf::SUM_TOLERANCE) by ε is the formula less ε / (1 − α), and has the
/// limit at order 1. Such a sum is felt above α = 1e8, as its power is. Cost: 2n transcendental functions.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::{renyi_order::Order, tsallis::tsallis_entropy}};
/// let p = Pmf::new(vec![0.5, 0.25, 0.25])?;
/// assert!((tsallis_entropy(&p, Order::new(2.0)?) - 5.0 / 8.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn tsallis_entropy(p: &Pmf, order: Order) -> f64 {
    let alpha = order.get();
    if alpha == 1.0 {
        return entropy(p);
    }
    if alpha == 0.0 {
        return (n_possible(p) - 1) as f64;
    }
    if alpha == f64::INFINITY {
        return 0.0;
    }
    let possible = p.as_slice().iter().filter(|&&p| p > 0.0);
    let terms: Vec<(f64, f64)> = possible.map(|&p| (p, libm::log(p))).collect();
    0.0 + TiltedSum::of(&terms, alpha - 1.0).minus_one / (1.0 - alpha)
}

/// (Σ pᵢ^α qᵢ^(1−α) − 1) / (α − 1), the Tsallis divergence of order α; nats at order 1 only.
///
/// Order 1 is the KL divergence, order 2 Pearson's χ². As α → ∞ it grows without bound
/// unless p = q.
///
/// Source: [TSALLIS_1988](crate::citations::TSALLIS_1988), equation 1 for the entropy it belongs to;
/// [VAN_ERVEN_HARREMOES_2014](crate::citations::VAN_ERVEN_HARREMOES_2014), section I, as the Hellinger divergence of order α.
/// Accuracy: absolute 1e-15, and relative 1e-13 away from p = q; [sums that miss one](crate::dist::pmf::SUM_TOLERANCE) by ε and δ add ε / (1 − α) to the
/// formula, and miss the limit at order 1, [`kl`], by ε − δ. Cost: 3n transcendental functions.
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::{renyi_order::Order, tsallis::tsallis_divergence}};
/// let (p, q) = (Pmf::new(vec![1.0, 0.0])?, Pmf::new(vec![0.25, 0.75])?);
/// // χ² = 1² / 0.25 − 1.
/// assert!((tsallis_divergence(&p, &q, Order::new(2.0)?)? - 3.0).abs() < 1e-14);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn tsallis_divergence(p: &Pmf, q: &Pmf, order: Order) -> Result<f64, LengthMismatch> {
    let alpha = order.get();
    if alpha == 1.0 {
        return kl(p, q);
    }
    if alpha == 0.0 {
        let [allowed, missed] = shares(p, q)?;
        return Ok(if missed < 0.5 { missed } else { 1.0 - allowed });
    }
    let terms = log_ratios(p, q)?;
    if alpha == f64::INFINITY {
        let differ = terms.iter().any(|&(_, log_ratio)| log_ratio > 0.0);
        return Ok(if differ { f64::INFINITY } else { 0.0 });
    }
    Ok(0.0 + TiltedSum::of(&terms, alpha - 1.0).minus_one / (alpha - 1.0))
}
