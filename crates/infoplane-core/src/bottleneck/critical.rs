//! Where the trivial solution stops being stable.

use crate::dist::joint::{Joint, JointError};
use crate::measures::maximal_correlation::maximal_correlation;

/// Correlations below this are rounding. Larger would hide weak dependence, smaller would report
/// it where there is none.
const INDEPENDENT: f64 = 1e-14;

/// The β above which T without information is no local minimum: 1 / ρ², with ρ the
/// [maximal correlation](maximal_correlation) of X and Y.
///
/// Infinite if X and Y are independent. An upper bound of the first transition, which may
/// come earlier by a jump. Accuracy and cost: those of the maximal correlation, twice its relative error.
///
/// # Errors
/// [`JointError`] unless the joint has two variables, X first.
///
/// ```
/// use infoplane_core::{bottleneck::critical, dist::joint::Joint};
/// let flips_one_in_ten = Joint::from_rows(&[vec![0.45, 0.05], vec![0.05, 0.45]])?;
/// assert!((critical::beta_trivial(&flips_one_in_ten)? - 1.5625).abs() < 1e-13); // 1 / 0.8²
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn beta_trivial(joint: &Joint) -> Result<f64, JointError> {
    let correlation = maximal_correlation(joint, &[0], &[1])?;
    Ok(if correlation > INDEPENDENT { 1.0 / (correlation * correlation) } else { f64::INFINITY })
}
