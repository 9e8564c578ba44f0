//! Cross-entropy from logits, which every other cross-entropy of classes is made of.

use crate::math::real::Real;

/// Σ yᵢ (ln Σ exp xⱼ − xᵢ), and its derivatives (Σ y) softmax(x)ᵢ − yᵢ appended to `gradient`.
///
/// No logit overflows, because the largest is taken out: 1e4 costs exactly 1e4.
pub(super) fn cross_entropy<T: Real>(y: &[T], x: &[T], gradient: &mut Vec<T>) -> T {
    let largest = x.iter().fold(x[0], |largest, &x| largest.larger(x));
    let z = x.iter().fold(T::ZERO, |sum, &x| sum + (x - largest).exp());
    let ln_z = z.ln();
    let total = super::reduction::sum(y);
    let mut value = T::ZERO;
    for (&y, &x) in y.iter().zip(x) {
        if y != T::ZERO {
            value += y * (ln_z - (x - largest));
        }
        gradient.push(total * ((x - largest).exp() / z) - y);
    }
    value
}

/// y softplus(−x) + (1 − y) softplus(x) and its derivative by x, σ(x) − y without cancellation at large |x|.
pub(super) fn binary_cross_entropy<T: Real>(y: T, x: T) -> (T, T) {
    let decay = (-x.abs()).exp();
    let value = x.larger(T::ZERO) - x * y + decay.ln_1p_unit();
    let tail = decay / (T::ONE + decay);
    let slope = if x < T::ZERO { tail - y } else { (T::ONE - y) - tail };
    (value, slope)
}
