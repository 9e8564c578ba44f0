//! Channels whose capacity is a formula.

use crate::dist::pmf::PmfError;
use crate::measures::kl_excess::kl_excess;

/// ln 2 − h(f), in nats: the binary symmetric channel, which flips a bit with probability f.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), section 7.1.4. Accuracy: relative 1e-14, also near f = ½.
///
/// # Errors
/// [`PmfError::Parameter`] unless 0 ≤ f ≤ 1.
///
/// ```
/// use infoplane_core::measures::capacity::closed_forms::binary_symmetric;
/// assert_eq!(binary_symmetric(0.5)?, 0.0);
/// assert_eq!(binary_symmetric(1.0)?, core::f64::consts::LN_2);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn binary_symmetric(f: f64) -> Result<f64, PmfError> {
    symmetric(2, f)
}

/// ln k − h(f) − f ln(k − 1), in nats: k symbols, each replaced with probability f by one of the others.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), theorem 7.2.1. Accuracy: relative 1e-14,
/// also near the useless channel f = 1 − 1/k: it is the KL divergence of a row from uniform.
///
/// # Errors
/// [`PmfError::Empty`] if k is 0, [`PmfError::Parameter`] unless 0 ≤ f ≤ 1, or unless f = 0 if k is 1.
///
/// ```
/// use infoplane_core::measures::capacity::closed_forms::symmetric;
/// assert!((symmetric(4, 0.0)? - 4.0_f64.ln()).abs() < 1e-15);
/// assert_eq!(symmetric(4, 0.75)?, 0.0);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn symmetric(k: usize, f: f64) -> Result<f64, PmfError> {
    let f = probability(f)?;
    match k {
        0 => Err(PmfError::Empty),
        1 if f == 0.0 => Ok(0.0),
        1 => Err(PmfError::Parameter { name: "f", value: f }),
        _ => {
            let (others, uniform) = ((k - 1) as f64, 1.0 / k as f64);
            Ok(kl_excess(1.0 - f, uniform) + others * kl_excess(f / others, uniform))
        }
    }
}

/// (1 − f) ln 2, in nats: the binary erasure channel, which loses a bit with probability f and says so.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), section 7.1.5. Accuracy: relative 3e-16.
///
/// # Errors
/// [`PmfError::Parameter`] unless 0 ≤ f ≤ 1.
///
/// ```
/// use infoplane_core::measures::capacity::closed_forms::binary_erasure;
/// // What arrives, arrives unharmed.
/// assert_eq!(binary_erasure(0.75)?, 0.25 * core::f64::consts::LN_2);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn binary_erasure(f: f64) -> Result<f64, PmfError> {
    Ok((1.0 - probability(f)?) * core::f64::consts::LN_2)
}

/// ln(1 + (1 − f) f^(f/(1−f))), in nats: the Z-channel, in which only one of two inputs is replaced, with probability f.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), problem 7.8. Accuracy: relative 1e-15.
///
/// # Errors
/// [`PmfError::Parameter`] unless 0 ≤ f ≤ 1.
///
/// ```
/// use infoplane_core::measures::capacity::closed_forms::z;
/// assert!((z(0.5)? - 1.25_f64.ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn z(f: f64) -> Result<f64, PmfError> {
    let f = probability(f)?;
    if f == 0.0 || f == 1.0 {
        // 0^0 = 1; and nothing passes where all is replaced.
        return Ok((1.0 - f) * core::f64::consts::LN_2);
    }
    Ok(libm::log1p((1.0 - f) * libm::exp(f * libm::log(f) / (1.0 - f))))
}

fn probability(f: f64) -> Result<f64, PmfError> {
    if (0.0..=1.0).contains(&f) { Ok(f) } else { Err(PmfError::Parameter { name: "f", value: f }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_forms_refuse_what_is_no_probability() {
        for f in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert!(binary_symmetric(f).is_err() && binary_erasure(f).is_err() && z(f).is_err());
        }
        assert_eq!(symmetric(0, 0.0), Err(PmfError::Empty));
        assert_eq!((symmetric(1, 0.0), z(1.0), z(0.0)), (Ok(0.0), Ok(0.0), Ok(core::f64::consts::LN_2)));
    }
}
