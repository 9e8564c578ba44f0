//! Sources whose R(D) is a formula, with the share of wrong symbols as distortion.

use super::{RateError, non_negative};
use crate::measures::kl_excess::kl_excess;

/// h(p) − h(D) for D < min(p, 1 − p), else 0, in nats: a coin of probability p, with a share D of wrong outcomes.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), theorem 10.3.1.
/// Accuracy: relative 1e-14 away from D = min(p, 1 − p), absolute 1e-15 there, where what rounding takes below 0 is given as 0. Cost: four logarithms.
///
/// # Errors
/// [`RateError::Parameter`] unless 0 ≤ p ≤ 1 and D ≥ 0.
///
/// ```
/// use infoplane_core::measures::{rate_distortion::closed_forms::bernoulli_hamming, units::Unit};
/// // One wrong bit in nine saves half of a fair bit: h(0.11) = 0.5.
/// assert!((Unit::Bits.from_nats(bernoulli_hamming(0.5, 0.11)?) - 0.5).abs() < 1e-4);
/// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
/// ```
pub fn bernoulli_hamming(p: f64, d: f64) -> Result<f64, RateError> {
    if !(0.0..=1.0).contains(&p) {
        return Err(RateError::Parameter { name: "p", value: p });
    }
    let d = non_negative("D", d)?;
    if d >= p.min(1.0 - p) {
        return Ok(0.0);
    }
    // ln 2 − h is a KL divergence from a fair coin; the difference of two of them is never far from positive.
    let below_fair = |p: f64| kl_excess(p, 0.5) + kl_excess(1.0 - p, 0.5);
    Ok((below_fair(d) - below_fair(p)).max(0.0))
}

/// ln k − h(D) − D ln(k − 1) for D < 1 − 1/k, else 0, in nats: k equally likely symbols, with a share D of wrong ones.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), problem 10.5. Accuracy: relative
/// 1e-14, near the end of the curve too: it is the KL divergence of (1 − D, D/(k−1), ...) from uniform.
///
/// # Errors
/// [`RateError::Empty`] if k is 0, [`RateError::Parameter`] unless D ≥ 0.
///
/// ```
/// use infoplane_core::measures::rate_distortion::closed_forms::uniform_hamming;
/// assert!((uniform_hamming(4, 0.0)? - 4.0_f64.ln()).abs() < 1e-15);
/// assert_eq!(uniform_hamming(4, 0.75)?, 0.0);
/// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
/// ```
pub fn uniform_hamming(k: usize, d: f64) -> Result<f64, RateError> {
    let d = non_negative("D", d)?;
    if k == 0 {
        return Err(RateError::Empty);
    }
    let uniform = 1.0 / k as f64;
    if d >= 1.0 - uniform {
        return Ok(0.0);
    }
    let others = (k - 1) as f64;
    Ok(kl_excess(1.0 - d, uniform) + others * kl_excess(d / others, uniform))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_agree_on_a_fair_coin() {
        for d in [0.0, 0.01, 0.3, 0.499_999, 0.5, 0.7, f64::INFINITY] {
            let (a, b) = (bernoulli_hamming(0.5, d).unwrap(), uniform_hamming(2, d).unwrap());
            assert!((a - b).abs() < 1e-15, "{d}: {a} {b}");
        }
        assert_eq!(uniform_hamming(1, 0.0), Ok(0.0));
    }

    #[test]
    fn invalid_parameters_are_named() {
        assert_eq!(bernoulli_hamming(1.5, 0.1), Err(RateError::Parameter { name: "p", value: 1.5 }));
        assert_eq!(bernoulli_hamming(0.5, -0.1), Err(RateError::Parameter { name: "D", value: -0.1 }));
        assert!(uniform_hamming(2, f64::NAN).is_err() && uniform_hamming(0, 0.1).is_err());
    }
}
