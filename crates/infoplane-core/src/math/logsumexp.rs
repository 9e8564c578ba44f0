//! ln Σ exp, the normalizer of a softmax.

/// ln Σ exp(xᵢ), without overflow: the largest term is taken out of the sum.
///
/// −∞ for an empty slice (an empty sum is 0); +∞ if any term is +∞; NaN if any term is NaN.
/// Accuracy: relative to max(1, |result|), about n · 1e-16. Cost: n exponentials.
///
/// ```
/// use infoplane_core::math::logsumexp::logsumexp;
/// assert!((logsumexp(&[0.0, 0.0]) - core::f64::consts::LN_2).abs() < 1e-15);
/// assert_eq!(logsumexp(&[1e4]), 1e4);
/// ```
pub fn logsumexp(x: &[f64]) -> f64 {
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest.is_infinite() && !x.iter().any(|v| v.is_nan()) {
        return largest;
    }
    largest + libm::log(x.iter().map(|&v| libm::exp(v - largest)).sum::<f64>())
}

#[cfg(test)]
mod tests {
    use super::logsumexp;

    #[test]
    fn limits_are_exact() {
        assert_eq!(logsumexp(&[]), f64::NEG_INFINITY);
        assert_eq!(logsumexp(&[f64::NEG_INFINITY, f64::NEG_INFINITY]), f64::NEG_INFINITY);
        assert_eq!(logsumexp(&[0.0, f64::INFINITY]), f64::INFINITY);
        assert!(logsumexp(&[f64::NAN, f64::INFINITY]).is_nan());
        assert!(logsumexp(&[f64::NAN, 0.0]).is_nan());
    }
}
