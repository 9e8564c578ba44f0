//! How far two distributions are apart.
//!
//! Only some of these are distances. KL divergence answers "how much longer are messages, if
//! the code was made for q and the world follows p?", a question with a direction: swapping p
//! and q changes the answer, and one impossible outcome that happens makes it infinite.

use super::kl_excess::sum_kl_excess;
use super::{LengthMismatch, pairs, same_length};
use crate::dist::pmf::Pmf;
use crate::math::x_log_x::x_log_ratio;

/// KL(p‖q) = Σ pᵢ ln(pᵢ / qᵢ), the Kullback-Leibler divergence in nats.
///
/// The extra surprise of believing q when p is true: H(p, q) − H(p). Never negative, 0 only
/// for p = q, +∞ if qᵢ = 0 < pᵢ for some i. It is *not* a distance: KL(p‖q) ≠ KL(q‖p), and
/// there is no triangle inequality.
///
/// Source: [KULLBACK_LEIBLER_1951](crate::citations::KULLBACK_LEIBLER_1951), section 2; [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 2.26.
/// Accuracy: summed as Σ (pᵢ ln(pᵢ/qᵢ) − pᵢ + qᵢ), which is the same since both sum to one, but
/// has no negative terms: relative error about 1e-14 even where p and q agree to nine digits
/// and the plain sum is all rounding. For a p that sums to s the value is s times that of the p that sums to one, up to
/// 2e-18: see [sums that miss one](crate::dist::pmf::SUM_TOLERANCE).
/// Cost: n logarithms, as many at a time as the processor can.
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::{divergence::kl, units::Unit}};
/// let p = Pmf::new(vec![0.5, 0.5, 0.0])?;
/// let q = Pmf::new(vec![0.25, 0.25, 0.5])?;
/// // Every outcome that happens is twice as likely as q says: one bit. The other way, q's third outcome cannot happen.
/// assert!((Unit::Bits.from_nats(kl(&p, &q)?) - 1.0).abs() < 1e-15);
/// assert_eq!(kl(&q, &p)?, f64::INFINITY);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn kl(p: &Pmf, q: &Pmf) -> Result<f64, LengthMismatch> {
    same_length(p, q)?;
    Ok(sum_kl_excess(p.as_slice(), q.as_slice()))
}

/// The contributions pᵢ ln(pᵢ / qᵢ) to the KL divergence, in nats.
///
/// Negative where q expects more than p gives; the sum, [`kl`], never is. They sum to it
/// within n · 1e-16, and the difference of the sums of p and q if these miss one; or to +∞. Source and cost: of [`kl`].
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::divergence::kl_terms};
/// let ln_2 = core::f64::consts::LN_2;
/// let terms = kl_terms(&Pmf::new(vec![0.5, 0.5, 0.0])?, &Pmf::new(vec![0.25, 0.25, 0.5])?)?;
/// assert!(terms.iter().zip([0.5 * ln_2, 0.5 * ln_2, 0.0]).all(|(a, b)| (a - b).abs() < 1e-15));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn kl_terms(p: &Pmf, q: &Pmf) -> Result<Vec<f64>, LengthMismatch> {
    Ok(pairs(p, q)?.map(|(p, q)| x_log_ratio(p, q)).collect())
}

/// JS(p, q) = ½ KL(p‖m) + ½ KL(q‖m) with m = ½ (p + q), the Jensen-Shannon divergence in nats.
///
/// The information one outcome carries about which of the two it was drawn from. Symmetric,
/// always finite, between 0 and ln 2. Its square root is a distance; this is not yet the root.
///
/// Source: [LIN_1991](crate::citations::LIN_1991), equation 4.1 with equal weights.
/// Accuracy: relative 1e-14, near p = q too: the terms are ½ m (φ(r) + φ(−r)) with the relative
/// difference r = (p − q) / (p + q), so nothing cancels. For [sums that miss one](crate::dist::pmf::SUM_TOLERANCE) at most (1 + 1e-9) ln 2. Cost: 2n logarithms.
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::{divergence::js, units::Unit}};
/// // Nothing in common: one outcome tells p from q, one bit.
/// let (p, q) = (Pmf::new(vec![1.0, 0.0])?, Pmf::new(vec![0.0, 1.0])?);
/// assert!((Unit::Bits.from_nats(js(&p, &q)?) - 1.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn js(p: &Pmf, q: &Pmf) -> Result<f64, LengthMismatch> {
    Ok(pairs(p, q)?.map(|(p, q)| js_term(p, q)).sum())
}

/// √JS(p, q), the Jensen-Shannon distance, in √nats. A metric.
///
/// Source: [ENDRES_SCHINDELIN_2003](crate::citations::ENDRES_SCHINDELIN_2003), theorem 1. Accuracy and cost: of [`js`].
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::divergence::js_distance};
/// let (p, q) = (Pmf::new(vec![1.0, 0.0])?, Pmf::new(vec![0.0, 1.0])?);
/// assert!((js_distance(&p, &q)? - core::f64::consts::LN_2.sqrt()).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn js_distance(p: &Pmf, q: &Pmf) -> Result<f64, LengthMismatch> {
    Ok(js(p, q)?.sqrt())
}

/// TV(p, q) = ½ Σ |pᵢ − qᵢ|, the total variation distance; no unit, between 0 and 1.
///
/// The largest difference between the two probabilities of any one event. Pinsker's
/// inequality ties it to information: KL(p‖q) ≥ 2 TV².
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), section 11.6 (there as L1 = 2 TV).
/// Accuracy: n · 1e-16 relative. For [sums that miss one](crate::dist::pmf::SUM_TOLERANCE) at most 1 + 1e-9. Cost: n subtractions.
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::divergence::total_variation};
/// let (p, q) = (Pmf::new(vec![0.5, 0.5])?, Pmf::new(vec![0.25, 0.75])?);
/// assert_eq!(total_variation(&p, &q)?, 0.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn total_variation(p: &Pmf, q: &Pmf) -> Result<f64, LengthMismatch> {
    Ok(pairs(p, q)?.map(|(p, q)| 0.5 * (p - q).abs()).sum())
}

/// √(½ Σ (√pᵢ − √qᵢ)²), the Hellinger distance; no unit, between 0 and 1. A metric.
///
/// It brackets total variation: h² ≤ TV ≤ h √2.
///
/// Source: [HELLINGER_1909](crate::citations::HELLINGER_1909). Accuracy: relative n · 1e-16: the
/// differences of roots are taken as (p − q) / (√p + √q). For [sums that miss one](crate::dist::pmf::SUM_TOLERANCE) at most 1 + 5e-10. Cost: 2n roots.
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::divergence::hellinger};
/// let (p, q) = (Pmf::new(vec![1.0, 0.0])?, Pmf::new(vec![0.25, 0.75])?);
/// // ½ ((1 − ½)² + ¾) = ½.
/// assert!((hellinger(&p, &q)? - 0.5_f64.sqrt()).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn hellinger(p: &Pmf, q: &Pmf) -> Result<f64, LengthMismatch> {
    Ok(squared_hellinger(p, q)?.sqrt())
}

/// −ln Σ √(pᵢ qᵢ), the Bhattacharyya distance in nats; +∞ if nothing is possible under both.
///
/// Symmetric, but no metric. It is half the Rényi divergence of order ½.
///
/// Source: [BHATTACHARYYA_1943](crate::citations::BHATTACHARYYA_1943). Accuracy: relative 1e-14,
/// near p = q too, where it is taken as −ln(1 − h²) of the [`hellinger`] distance h; [sums that miss one](crate::dist::pmf::SUM_TOLERANCE) make
/// a difference of at most 2e-9 between the two. Cost: 2n roots.
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::divergence::bhattacharyya};
/// let (p, q) = (Pmf::new(vec![1.0, 0.0])?, Pmf::new(vec![0.25, 0.75])?);
/// assert!((bhattacharyya(&p, &q)? - core::f64::consts::LN_2).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bhattacharyya(p: &Pmf, q: &Pmf) -> Result<f64, LengthMismatch> {
    /// Beyond it 1 − h² loses digits and the plain sum does not; any value well inside (0, 1) serves.
    const FAR: f64 = 0.5;
    let h2 = squared_hellinger(p, q)?;
    let coefficient = || Ok(pairs(p, q)?.map(|(p, q)| p.sqrt() * q.sqrt()).sum());
    Ok(0.0 - if h2 < FAR { libm::log1p(-h2) } else { libm::log(coefficient()?) })
}

fn squared_hellinger(p: &Pmf, q: &Pmf) -> Result<f64, LengthMismatch> {
    Ok(pairs(p, q)?.map(|(p, q)| squared_hellinger_term(p, q)).sum())
}

/// ½ (√p − √q)².
pub(super) fn squared_hellinger_term(p: f64, q: f64) -> f64 {
    let difference = if p == q { 0.0 } else { (p - q) / (p.sqrt() + q.sqrt()) };
    0.5 * difference * difference
}

/// ½ p ln(p/m) + ½ q ln(q/m) with m = ½ (p + q).
pub(super) fn js_term(p: f64, q: f64) -> f64 {
    if p == q {
        return 0.0;
    }
    let r = (p - q) / (p + q);
    0.25 * (p + q) * (relative_excess(r) + relative_excess(-r))
}

/// Where the closed form of φ would lose more digits than the series costs terms.
pub(super) const SERIES_RADIUS: f64 = 0.1;

/// Terms of the series: the first one left out is 1e-17 of the sum at the radius.
const SERIES_TERMS: u32 = 16;

/// φ(r) = (1 + r) ln(1 + r) − r for r ≥ −1, without cancellation near 0.
pub(super) fn relative_excess(r: f64) -> f64 {
    if r <= -1.0 {
        1.0
    } else if r.abs() < SERIES_RADIUS {
        // Σ (−r)^k / (k (k − 1)) from k = 2, by Horner from the far end.
        let tail = (2..SERIES_TERMS + 2).rev().map(f64::from);
        r * r * tail.fold(0.0, |sum, k| 1.0 / (k * (k - 1.0)) - r * sum)
    } else {
        (1.0 + r) * libm::log1p(r) - r
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_excess_is_continuous_where_the_series_begins() {
        for r in [SERIES_RADIUS, -SERIES_RADIUS] {
            let closed = (1.0 + r) * libm::log1p(r) - r;
            let series = relative_excess(r * (1.0 - 1e-15));
            assert!((series / closed - 1.0).abs() < 2e-14);
        }
        assert_eq!(relative_excess(-1.0), 1.0);
    }

    #[test]
    fn nearly_equal_pmfs_keep_eleven_digits() {
        // KL of (½ + d, ½ − d) from (½, ½) is 2d² + 4d⁴/3 + ..., and JS is a quarter of it.
        let d = 2.0_f64.powi(-30);
        let p = Pmf::new(vec![0.5 + d, 0.5 - d]).unwrap();
        let q = Pmf::new(vec![0.5, 0.5]).unwrap();
        assert!((kl(&p, &q).unwrap() / (2.0 * d * d) - 1.0).abs() < 1e-11);
        assert!((js(&p, &q).unwrap() / (0.5 * d * d) - 1.0).abs() < 1e-11);
        assert!((bhattacharyya(&p, &q).unwrap() / (0.5 * d * d) - 1.0).abs() < 1e-11);
    }

    #[test]
    fn subnormal_probabilities_do_not_overflow_the_ratio() {
        let p = Pmf::new(vec![0.5, 0.5]).unwrap();
        let q = Pmf::new(vec![5e-324, 1.0]).unwrap();
        let expected = 0.5 * (libm::log(0.5) - libm::log(5e-324)) - 0.5 * core::f64::consts::LN_2;
        assert!((kl(&p, &q).unwrap() / expected - 1.0).abs() < 1e-14);
    }
}
