//! How much several variables depend on each other, and how.
//!
//! Each variable of the joint counts as one; [`Joint::grouped`] makes several into one, or
//! leaves some out. All of these vanish for independent variables; they differ in what they
//! count twice. For two variables total correlation, dual total correlation and co-information
//! are all the mutual information.

use super::conditional_entropy::conditional_entropy;
use super::entropy::entropy;
use super::mutual_information::{conditional_mutual_information, mutual_information};
use crate::dist::joint::{Joint, JointError};

/// Σ H(Xᵢ) − H(X₁, ..., Xₙ), the total correlation (multi-information) in nats.
///
/// How far the joint is from the product of its marginals, as a KL divergence. Never negative,
/// 0 only for independent variables; redundancy counts once for each variable but one: n − 1
/// bits for n copies of a coin, one for their parity.
///
/// Source: [WATANABE_1960](crate::citations::WATANABE_1960); [ROSAS_2019](crate::citations::ROSAS_2019), equation 2. Accuracy: summed as
/// Σ I(X₁, ..., Xᵢ₋₁; Xᵢ), each as accurate as [`mutual_information`]. Cost: n logarithms for each cell.
///
/// ```
/// use infoplane_core::{dist::joints, measures::{multivariate::total_correlation, units::Unit}};
/// assert_eq!(Unit::Bits.from_nats(total_correlation(&joints::xor())), 1.0);
/// ```
pub fn total_correlation(joint: &Joint) -> f64 {
    let all = variables(joint);
    let with_those_before = |i: usize| proven(mutual_information(joint, &all[..i], &all[i..=i]));
    (1..all.len()).map(with_those_before).sum()
}

/// H(X₁, ..., Xₙ) − Σ H(Xᵢ | the others), the dual total correlation (binding information) in nats.
///
/// The part of the joint entropy that is shared by two or more. Never negative, 0 only for
/// independent variables; one bit for n copies of a coin, n − 1 for coins with their parity.
///
/// Source: [HAN_1978](crate::citations::HAN_1978); [ROSAS_2019](crate::citations::ROSAS_2019), equation 3. Accuracy: summed as Σ I(Xᵢ; Xᵢ₊₁, ..., Xₙ | X₁, ..., Xᵢ₋₁), as in
/// [AUSTIN_2020](crate::citations::AUSTIN_2020), each as accurate as [`mutual_information`]. Cost: n logarithms for each cell.
///
/// ```
/// use infoplane_core::{dist::joints, measures::{multivariate::dual_total_correlation, units::Unit}};
/// assert_eq!(Unit::Bits.from_nats(dual_total_correlation(&joints::xor())), 2.0);
/// ```
pub fn dual_total_correlation(joint: &Joint) -> f64 {
    let all = variables(joint);
    let with_those_after =
        |i: usize| proven(conditional_mutual_information(joint, &all[i..=i], &all[i + 1..], &all[..i]));
    (0..all.len() - 1).map(with_those_after).sum()
}

/// Σ H(Xᵢ | the others), the residual entropy (erasure entropy) in nats: what no other variable shares.
///
/// With the [`dual_total_correlation`] it makes up the joint entropy.
///
/// Source: [VERDU_WEISSMAN_2008](crate::citations::VERDU_WEISSMAN_2008); the sum in [ROSAS_2019](crate::citations::ROSAS_2019), equation 3. Accuracy and cost: of
/// [`conditional_entropy`], n times.
///
/// ```
/// use infoplane_core::{dist::joints, measures::multivariate::residual_entropy};
/// // Any of two coins and their parity is known from the other two.
/// assert_eq!(residual_entropy(&joints::xor()), 0.0);
/// ```
pub fn residual_entropy(joint: &Joint) -> f64 {
    let all = variables(joint);
    let alone = |i: usize| {
        let others: Vec<usize> = all.iter().copied().filter(|&other| other != i).collect();
        proven(conditional_entropy(joint, &[i], &others))
    };
    all.iter().map(|&i| alone(i)).sum()
}

/// Total correlation minus dual total correlation, the O-information in nats.
///
/// Positive where redundancy prevails (copies), negative where synergy does (parity), 0 for
/// any two variables.
///
/// Source: [ROSAS_2019](crate::citations::ROSAS_2019), definition 1, equation 5. Accuracy: absolute, 1e-15 of the two
/// terms. Cost: of both.
///
/// ```
/// use infoplane_core::{dist::joints, measures::{multivariate::o_information, units::Unit}};
/// assert_eq!(Unit::Bits.from_nats(o_information(&joints::xor())), -1.0);
/// ```
pub fn o_information(joint: &Joint) -> f64 {
    total_correlation(joint) - dual_total_correlation(joint)
}

/// I(X₁; ...; Xₙ) = I(X₁; ...; Xₙ₋₁) − I(X₁; ...; Xₙ₋₁ | Xₙ), the co-information in nats.
///
/// The information common to all, less what only arises among them: one bit for copies of a
/// coin, −1 for two coins and their parity. It may have either sign from three variables on, for one variable it
/// is the entropy.
///
/// Source: [BELL_2003](crate::citations::BELL_2003), for the name and the sign; [ROSAS_2019](crate::citations::ROSAS_2019), equation 6.
/// Accuracy: absolute, 1e-15 of the terms, which are conditional mutual informations of the
/// first two variables given any of the others. Cost: 2ⁿ⁻² logarithms for each cell.
///
/// ```
/// use infoplane_core::{dist::joints, measures::{multivariate::co_information, units::Unit}};
/// assert_eq!(Unit::Bits.from_nats(co_information(&joints::xor())), -1.0);
/// ```
pub fn co_information(joint: &Joint) -> f64 {
    // What has one outcome shares nothing. Without it there are at least 2ⁿ cells, so that all subsets can be counted.
    if joint.shape().contains(&1) {
        return 0.0;
    }
    if joint.n_variables() == 1 {
        return entropy(joint.pmf());
    }
    let n_others = joint.n_variables() - 2;
    let term = |subset: usize| {
        let given: Vec<usize> = (0..n_others).filter(|i| subset >> i & 1 == 1).map(|i| i + 2).collect();
        let i = proven(conditional_mutual_information(joint, &[0], &[1], &given));
        if given.len().is_multiple_of(2) { i } else { -i }
    };
    (0..1 << n_others).map(term).sum()
}

/// (−1)ⁿ times the co-information of n variables, the interaction information in nats.
///
/// For three variables I(X;Y|Z) − I(X;Y): what knowing the third adds. One bit for two coins and their parity.
///
/// Source: [MCGILL_1954](crate::citations::MCGILL_1954). Accuracy and cost: of [`co_information`].
///
/// ```
/// use infoplane_core::{dist::joints, measures::{multivariate::interaction_information, units::Unit}};
/// assert_eq!(Unit::Bits.from_nats(interaction_information(&joints::xor())), 1.0);
/// ```
pub fn interaction_information(joint: &Joint) -> f64 {
    let co_information = co_information(joint);
    if joint.n_variables().is_multiple_of(2) { co_information } else { 0.0 - co_information }
}

fn variables(joint: &Joint) -> Vec<usize> {
    (0..joint.n_variables()).collect()
}

/// The value of a measure of groups that are parts of all variables, each named once.
fn proven(value: Result<f64, JointError>) -> f64 {
    value.expect("groups of existing variables, none twice")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::joints::giant_bit;
    use core::f64::consts::LN_2;

    #[test]
    fn total_correlation_of_a_giant_bit_is_n_minus_one_and_its_dual_is_one() {
        for n in 2..6 {
            let joint = giant_bit(n).unwrap();
            assert!((total_correlation(&joint) - (n - 1) as f64 * LN_2).abs() < 1e-15);
            assert!((dual_total_correlation(&joint) - LN_2).abs() < 1e-15);
            assert!((co_information(&joint) - LN_2).abs() < 1e-15);
            assert_eq!(residual_entropy(&joint), 0.0);
        }
    }

    #[test]
    fn one_variable_depends_on_nothing() {
        let coin = Joint::new(&[2], vec![0.5, 0.5]).unwrap();
        assert_eq!([total_correlation(&coin), dual_total_correlation(&coin)], [0.0, 0.0]);
        assert_eq!([residual_entropy(&coin), co_information(&coin)], [LN_2, LN_2]);
    }

    #[test]
    fn a_hundred_constants_are_measured_at_once() {
        let constants = Joint::new(&[1; 100], vec![1.0]).unwrap();
        assert_eq!([co_information(&constants), o_information(&constants)], [0.0, 0.0]);
    }
}
