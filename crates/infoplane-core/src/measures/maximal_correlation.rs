//! How well functions of two variables can be made to agree.

use crate::dist::joint::{Joint, JointError};
use nalgebra::DMatrix;

/// The largest correlation of f(X) and g(Y) over all functions f and g; no unit, between 0 and 1.
///
/// 0 only for independent variables, 1 if some function that is not constant is known from
/// either. Unlike mutual information it does not grow when the pair is repeated: it is that of the best coordinate.
///
/// It is the second singular value of p(x, y) / √(p(x) p(y)), whose first is 1.
///
/// Source: [WITSENHAUSEN_1975](crate::citations::WITSENHAUSEN_1975), after Hirschfeld, Gebelein and
/// [RENYI_1959](crate::citations::RENYI_1959). Accuracy: relative 1e-13 and absolute 1e-16, for nearly independent variables too: the
/// singular value 1 is taken off as √(p(x) p(y)) before, with a difference rounded once, and the next is the root of the largest
/// eigenvalue of the square; what rounding takes above 1 is given as the 1 that it is. Cost: n² m + n³ for n outcomes of one and m ≥ n of the other.
///
/// # Errors
/// [`JointError`] if a group is empty, a variable does not exist or is named twice.
///
/// ```
/// use infoplane_core::{dist::joint::Joint, measures::maximal_correlation::maximal_correlation};
/// // A coin read with one error in ten: 1 − 2/10.
/// let joint = Joint::from_rows(&[vec![0.45, 0.05], vec![0.05, 0.45]])?;
/// assert!((maximal_correlation(&joint, &[0], &[1])? - 0.8).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn maximal_correlation(joint: &Joint, x: &[usize], y: &[usize]) -> Result<f64, JointError> {
    let both = joint.grouped(&[x, y])?;
    let (p_x, p_y) = (both.sums(&[0]), both.sums(&[1]));
    let n_y = p_y.len();
    let excess = DMatrix::from_fn(p_x.len(), n_y, |x, y| {
        correlation_term(both.as_slice()[x * n_y + y], p_x[x], p_y[y])
    });
    // Rounding must not tell a page of more than perfect agreement.
    Ok(largest_singular_value(&excess).min(1.0))
}

/// (p(x, y) − p(x) p(y)) / √(p(x) p(y)), 0 where x or y is impossible.
fn correlation_term(p: f64, p_x: f64, p_y: f64) -> f64 {
    if p_x == 0.0 || p_y == 0.0 { 0.0 } else { libm::fma(-p_x, p_y, p) / p_x.sqrt() / p_y.sqrt() }
}

/// √λ of the largest eigenvalue λ of M Mᵀ or Mᵀ M, whichever is smaller.
fn largest_singular_value(m: &DMatrix<f64>) -> f64 {
    let largest = m.iter().fold(0.0, |largest: f64, entry| largest.max(entry.abs()));
    if largest == 0.0 {
        return 0.0;
    }
    // Relative to the largest, no square that counts leaves the range.
    let scaled = m.map(|entry| entry / largest);
    let transposed = scaled.transpose();
    let gram = if m.nrows() <= m.ncols() { &scaled * &transposed } else { &transposed * &scaled };
    let eigenvalues = gram.symmetric_eigenvalues();
    largest * eigenvalues.iter().copied().fold(0.0, f64::max).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_independent_variables_keep_their_correlation() {
        for exponent in [-10, -30, -50] {
            let d = 2.0_f64.powi(exponent);
            let joint = Joint::from_rows(&[vec![0.25 + d, 0.25 - d], vec![0.25 - d, 0.25 + d]]).unwrap();
            assert!((maximal_correlation(&joint, &[0], &[1]).unwrap() / (4.0 * d) - 1.0).abs() < 1e-13);
        }
    }

    #[test]
    fn a_shared_event_of_any_probability_correlates_perfectly() {
        for rare in [0.5, 1e-9, 1e-200, 5e-324] {
            let joint = Joint::from_rows(&[vec![1.0 - rare, 0.0], vec![0.0, rare]]).unwrap();
            assert!((maximal_correlation(&joint, &[0], &[1]).unwrap() - 1.0).abs() < 1e-13, "{rare:e}");
        }
    }

    #[test]
    fn one_outcome_correlates_with_nothing() {
        let joint = Joint::from_rows(&[vec![0.25, 0.75]]).unwrap();
        assert!(maximal_correlation(&joint, &[0], &[1]).unwrap() < 1e-15);
    }
}
