//! What is still uncertain of some variables when others are known.
//!
//! Variables are named by their place in the joint, in groups: `&[0, 1]` is the first and the
//! second together. What one would call H(X,Y) is the [`entropy`](super::entropy::entropy) of
//! [`Joint::pmf`], or of a [`Joint::marginal`]'s.

use super::pointwise::Pointwise;
use crate::dist::joint::{Joint, JointError};
use crate::math::sum::compensated;
use crate::math::x_log_x::log_ratio;

/// H(Y|X) = −Σ p(x, y) ln p(y|x), the conditional entropy in nats.
///
/// The surprise that is left in Y once X is known: 0 exactly if Y is a function of X, H(Y) if
/// they are independent, and never more. Without any x it is the entropy H(Y).
///
/// Source: [SHANNON_1948](crate::citations::SHANNON_1948), section 6, property 5;
/// [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 2.10.
/// Accuracy: no term is negative and the sum is compensated, so relative 1e-15, and absolute
/// 1e-16 for the rounding of p(x). Joints whose sum s misses one give s times the value: see
/// [sums that miss one](crate::dist::pmf::SUM_TOLERANCE). Cost: n logarithms for n cells.
///
/// # Errors
/// [`JointError`] if y is empty, a variable does not exist or is named twice.
///
/// ```
/// use infoplane_core::{dist::joint::Joint, measures::{conditional_entropy::conditional_entropy, units::Unit}};
/// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.25, 0.25]])?;
/// // For x = 0 nothing is left, for x = 1 one bit: half a bit.
/// assert_eq!(Unit::Bits.from_nats(conditional_entropy(&joint, &[1], &[0])?), 0.5);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn conditional_entropy(joint: &Joint, y: &[usize], x: &[usize]) -> Result<f64, JointError> {
    Ok(compensated(conditional_entropy_terms(joint, y, x)?.as_slice().iter().copied()))
}

/// The contributions −p(x, y) ln p(y|x) to the conditional entropy in nats, cell by cell of (x, y).
///
/// None is negative; an impossible cell contributes 0. They sum to [`conditional_entropy`]; source and cost: of that.
///
/// # Errors
/// As [`conditional_entropy`].
///
/// ```
/// use infoplane_core::{dist::joint::Joint, measures::conditional_entropy::conditional_entropy_terms};
/// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.25, 0.25]])?;
/// let quarter = 0.25 * core::f64::consts::LN_2;
/// assert_eq!(conditional_entropy_terms(&joint, &[1], &[0])?.as_slice(), [0.0, 0.0, quarter, quarter]);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn conditional_entropy_terms(joint: &Joint, y: &[usize], x: &[usize]) -> Result<Pointwise, JointError> {
    cells(joint, y, x, |p, p_x| if p == 0.0 { 0.0 } else { p * log_ratio(p_x, p) })
}

/// −ln p(y|x), the surprise of y for one who knows x, in nats, cell by cell of (x, y).
///
/// Their mean is [`conditional_entropy`]. +∞ in every impossible cell, also where x itself is impossible.
///
/// Source: [SHANNON_1948](crate::citations::SHANNON_1948), section 6, property 5; [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 2.10,
/// whose expectation is of this. Accuracy: relative 1e-15, and absolute 1e-16 for the rounding of p(x). Cost: n logarithms.
///
/// # Errors
/// As [`conditional_entropy`].
///
/// ```
/// use infoplane_core::{dist::joint::Joint, measures::conditional_entropy::conditional_surprisal};
/// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.25, 0.25]])?;
/// let ln_2 = core::f64::consts::LN_2;
/// assert_eq!(conditional_surprisal(&joint, &[1], &[0])?.as_slice(), [0.0, f64::INFINITY, ln_2, ln_2]);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn conditional_surprisal(joint: &Joint, y: &[usize], x: &[usize]) -> Result<Pointwise, JointError> {
    cells(joint, y, x, |p, p_x| if p == 0.0 { f64::INFINITY } else { log_ratio(p_x, p) })
}

/// A function of p(x, y) and p(x) in every cell.
fn cells(
    joint: &Joint,
    y: &[usize],
    x: &[usize],
    of: impl Fn(f64, f64) -> f64,
) -> Result<Pointwise, JointError> {
    joint.check_variables(&[x, y])?;
    if y.is_empty() {
        return Err(JointError::NoVariables);
    }
    let both = joint.marginal(&[x, y].concat())?;
    let given: Vec<usize> = (0..x.len()).collect();
    let (p_x, outcome) = (both.sums(&given), both.cell_map(&given));
    let values = both.as_slice().iter().zip(outcome).map(|(&p, x)| of(p, p_x[x])).collect();
    Ok(Pointwise::new(both.shape().to_vec(), values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::entropy::entropy;

    #[test]
    fn what_is_a_function_of_the_given_has_exactly_no_entropy_left() {
        let joint = Joint::from_rows(&[vec![0.1, 0.0], vec![0.0, 0.3], vec![0.6, 0.0]]).unwrap();
        let h = conditional_entropy(&joint, &[1], &[0]).unwrap();
        assert!(h == 0.0 && h.is_sign_positive());
    }

    #[test]
    fn nothing_given_leaves_the_entropy() {
        let joint = Joint::from_rows(&[vec![0.125, 0.125], vec![0.25, 0.5]]).unwrap();
        let h = conditional_entropy(&joint, &[0, 1], &[]).unwrap();
        assert!((h - entropy(joint.pmf())).abs() < 1e-15);
        assert_eq!(conditional_entropy(&joint, &[], &[0]), Err(JointError::NoVariables));
        assert_eq!(conditional_entropy(&joint, &[0], &[0]), Err(JointError::Repeated(0)));
    }

    #[test]
    fn subnormal_cells_keep_their_surprise() {
        let joint = Joint::from_rows(&[vec![1.0, 0.0], vec![5e-324, 5e-324]]).unwrap();
        let found = conditional_surprisal(&joint, &[1], &[0]).unwrap();
        assert_eq!(found.get(&[1, 0]), Some(core::f64::consts::LN_2));
    }
}
