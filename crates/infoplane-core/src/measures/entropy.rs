//! Surprise, entropy, cross-entropy, perplexity.
//!
//! An outcome of probability p surprises by ln 1/p: the rarer, the more, and independent
//! surprises add up. Entropy is the surprise to be expected by one who knows the
//! distribution; cross-entropy is that of one who believes in another.

use super::{LengthMismatch, pairs, same_length};
use crate::dist::pmf::Pmf;
use crate::math::x_log_x::{sum_x_log_x, sum_x_log_y, x_log_x};

/// −ln p, the surprisal of an outcome of probability p, in nats.
///
/// A certain outcome surprises by 0, an impossible one by +∞; a negative p gives NaN.
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 2.1, whose expectation is of this. Accuracy: 1 ulp.
///
/// ```
/// use infoplane_core::measures::{entropy::surprisal, units::Unit};
/// // Three heads in a row: one chance in eight, three bits.
/// assert_eq!(Unit::Bits.from_nats(surprisal(1.0 / 8.0)), 3.0);
/// ```
pub fn surprisal(p: f64) -> f64 {
    // From zero, so that a certain outcome gives 0 and not −0.
    0.0 - libm::log(p)
}

/// H(p) = −Σ pᵢ ln pᵢ, the entropy in nats.
///
/// The expected surprise, and the least average length of any code for outcomes drawn from p.
/// It is 0 when one outcome is certain and largest, ln n, when all n are equally likely.
/// An impossible outcome contributes nothing. A sum of 1 + ε adds −ε: see
/// [sums that miss one](crate::dist::pmf::SUM_TOLERANCE), which may have a p above 1 and with it a negative term.
///
/// Source: [SHANNON_1948](crate::citations::SHANNON_1948), section 6, theorem 2.
/// Accuracy: relative 1.5e-15, whatever n: every term has relative error 6e-16, all have the same sign, and the sum is compensated.
/// Cost: n logarithms, as many at a time as the processor can: some 34 operations and a division each, which bound it, not
/// the memory. A million outcomes took 0.41 ms with vectors of eight (AVX-512), where reading them took 0.21 ms.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::{entropy::entropy, units::Unit}};
/// // 1/2 · 1 bit + 1/4 · 2 bits + 1/4 · 2 bits.
/// let p = Pmf::new(vec![0.5, 0.25, 0.25])?;
/// assert_eq!(Unit::Bits.from_nats(entropy(&p)), 1.5);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn entropy(p: &Pmf) -> f64 {
    0.0 - sum_x_log_x(p.as_slice())
}

/// The contributions −pᵢ ln pᵢ to the entropy, in nats. They sum to [`entropy`], up to rounding; source and cost: of
/// that.
///
/// None is negative, but that of an outcome above 1, which a pmf may have by [`SUM_TOLERANCE`](crate::dist::pmf::SUM_TOLERANCE).
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::entropy::entropy_terms};
/// assert_eq!(entropy_terms(&Pmf::new(vec![1.0, 0.0])?), [0.0, 0.0]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn entropy_terms(p: &Pmf) -> Vec<f64> {
    p.as_slice().iter().map(|&p| 0.0 - x_log_x(p)).collect()
}

/// −Σ qᵢ ln qᵢ of probabilities as a network gives them, in nats: how unsure a prediction is.
///
/// In single precision they miss one by some 1e-7, which no [`Pmf`] may; what they sum to is not
/// asked, and the entropy is as far off. A negative or NaN probability gives NaN.
/// Source and cost: of [`entropy`].
///
/// ```
/// use infoplane_core::measures::entropy::predictive_entropy;
/// assert_eq!(predictive_entropy(&[0.0, 1.0]), 0.0);
/// assert_eq!(predictive_entropy(&[0.5, 0.5]), core::f64::consts::LN_2);
/// ```
pub fn predictive_entropy(probabilities: &[f32]) -> f64 {
    probabilities.iter().map(|q| 0.0 - x_log_x(f64::from(*q))).sum()
}

/// H(p, q) = −Σ pᵢ ln qᵢ, the cross-entropy of q on outcomes drawn from p, in nats.
///
/// The surprise of one who believes q while the world follows p; the average length of a
/// message in the code that is best for q. It is the loss a classifier minimizes, and its
/// least value over all q is not 0 but H(p): H(p, q) = H(p) + KL(p‖q). It is +∞ as soon as
/// q rules out something that happens. For [sums that miss one](crate::dist::pmf::SUM_TOLERANCE) all of this holds up to 2e-9.
///
/// Source: [KULLBACK_LEIBLER_1951](crate::citations::KULLBACK_LEIBLER_1951), section 2 for the decomposition;
/// [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), theorem 5.4.3 for the code lengths.
/// Accuracy: as [`entropy`], relative 1.5e-15. Cost: of [`entropy`].
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::{entropy::cross_entropy, units::Unit}};
/// let p = Pmf::new(vec![0.5, 0.5])?;
/// let q = Pmf::new(vec![0.25, 0.75])?;
/// // Half of the outcomes cost 2 bits, half cost log2(4/3).
/// let expected = 0.5 * 2.0 + 0.5 * (4.0_f64 / 3.0).log2();
/// assert!((Unit::Bits.from_nats(cross_entropy(&p, &q)?) - expected).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cross_entropy(p: &Pmf, q: &Pmf) -> Result<f64, LengthMismatch> {
    same_length(p, q)?;
    Ok(0.0 - sum_x_log_y(p.as_slice(), q.as_slice()))
}

/// The contributions −pᵢ ln qᵢ to the cross-entropy, in nats. They sum to [`cross_entropy`], up to rounding;
/// source and cost: of that.
///
/// None is negative, but where q is above 1, as it may be by [`SUM_TOLERANCE`](crate::dist::pmf::SUM_TOLERANCE).
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::entropy::cross_entropy_terms};
/// let terms = cross_entropy_terms(&Pmf::new(vec![0.0, 1.0])?, &Pmf::new(vec![1.0, 0.0])?)?;
/// // What q rules out and p allows costs infinitely much; what p rules out costs nothing.
/// assert_eq!(terms, [0.0, f64::INFINITY]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cross_entropy_terms(p: &Pmf, q: &Pmf) -> Result<Vec<f64>, LengthMismatch> {
    Ok(pairs(p, q)?.map(|(p, q)| if p == 0.0 { 0.0 } else { p * surprisal(q) }).collect())
}

/// exp H(p): the number of equally likely outcomes that would be as uncertain as p.
///
/// It has no unit and does not depend on the base of the logarithm. Between 1 and n; for
/// [sums that miss one](crate::dist::pmf::SUM_TOLERANCE) by ε between 1 − ε and n (1 + ε ln n − ε).
/// Source: [JELINEK_1977](crate::citations::JELINEK_1977), p. S63, an abstract. Accuracy: relative, (1 + H) · 1.5e-15,
/// as it is the absolute error of H that counts.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::entropy::perplexity};
/// let p = Pmf::new(vec![0.25; 4])?;
/// assert!((perplexity(&p) - 4.0).abs() < 1e-14);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn perplexity(p: &Pmf) -> f64 {
    libm::exp(entropy(p))
}

/// exp H(p, q): the perplexity of the model q on outcomes drawn from p. What language models report.
///
/// At least [`perplexity`] of p, up to what is said of [sums that miss one](crate::dist::pmf::SUM_TOLERANCE); +∞ if q rules out something that happens.
/// Source: [JELINEK_1977](crate::citations::JELINEK_1977), p. S63, an abstract. Accuracy: relative,
/// (1 + H(p, q)) · 1.5e-15.
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::entropy::model_perplexity};
/// // Believing in a fair eight-sided die is a perplexity of 8, whatever happens.
/// let p = Pmf::new(vec![1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])?;
/// let q = Pmf::new(vec![0.125; 8])?;
/// assert!((model_perplexity(&p, &q)? - 8.0).abs() < 1e-14);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn model_perplexity(p: &Pmf, q: &Pmf) -> Result<f64, LengthMismatch> {
    Ok(libm::exp(cross_entropy(p, q)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::sum::compensated;

    #[test]
    fn zero_entropy_is_positive_zero() {
        let certain = Pmf::new(vec![1.0]).unwrap();
        assert!(entropy(&certain).is_sign_positive());
        assert!(surprisal(1.0).is_sign_positive());
        assert!(cross_entropy(&certain, &certain).unwrap().is_sign_positive());
    }

    #[test]
    fn the_error_of_many_outcomes_is_as_stated() {
        for n in [3_u32, 10, 1000, 60_000, 1_000_000] {
            let (p, exact) = (Pmf::new(vec![1.0 / f64::from(n); n as usize]).unwrap(), f64::from(n));
            let h = libm::log(exact);
            assert!((entropy(&p) / h - 1.0).abs() < 1.5e-15, "{n}: {}", entropy(&p));
            assert!((cross_entropy(&p, &p).unwrap() / h - 1.0).abs() < 1.5e-15, "{n}");
            assert!((perplexity(&p) / exact - 1.0).abs() < (1.0 + h) * 1.5e-15, "{n}: {}", perplexity(&p));
        }
    }

    #[test]
    fn the_error_of_a_million_unequal_outcomes_is_as_stated() {
        let weights: Vec<f64> =
            (0..1_000_000).map(|i| (f64::from(i) * 0.618_033_988_749_894_9).fract() + 1e-6).collect();
        let p = Pmf::normalized(&weights).unwrap();
        let exact = compensated(entropy_terms(&p));
        assert!((entropy(&p) / exact - 1.0).abs() < 1.5e-15, "{}, not {exact}", entropy(&p));
    }

    #[test]
    fn different_lengths_are_refused() {
        let (one, two) = (Pmf::new(vec![1.0]).unwrap(), Pmf::new(vec![0.5, 0.5]).unwrap());
        assert_eq!(cross_entropy(&one, &two), Err(LengthMismatch { p: 1, q: 2 }));
    }
}
