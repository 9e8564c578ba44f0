//! What variables say of each other.
//!
//! Variables are named by their place in the joint, in groups: `&[0, 1]` is the first and the
//! second together.

use super::conditional_entropy::conditional_entropy;
use super::divergence::{SERIES_RADIUS, relative_excess};
use super::entropy::entropy;
use crate::dist::joint::{Joint, JointError};
use crate::math::sum::compensated;
use crate::math::x_log_x::log_ratio;

/// I(X;Y) = Σ p(x, y) ln(p(x, y) / (p(x) p(y))), the mutual information in nats.
///
/// How much less surprising Y is for one who knows X, on average: H(Y) − H(Y|X). Symmetric,
/// never negative, 0 only for independent X and Y, at most min(H(X), H(Y)).
///
/// Source: [SHANNON_1948](crate::citations::SHANNON_1948), section 12;
/// [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 2.28. Accuracy: summed as
/// Σ (p ln(p/q) − p + q) with q = p(x) p(y), which has no negative terms, and p − q rounded
/// once; of a term near 0 rounding may leave less, and a sum below 0 is given as the 0 that it is. Roundings of the marginals then enter by their square alone: relative error
/// 1e-14, and absolute 1e-30, so that variables that are independent to eight digits still
/// have all digits of their information. Joints whose sum s misses one give s times the value, and so may exceed an
/// entropy by s ln s: see [sums that miss one](crate::dist::pmf::SUM_TOLERANCE). Cost: n logarithms for n cells.
///
/// # Errors
/// [`JointError`] if a group is empty, a variable does not exist or is named twice.
///
/// ```
/// use infoplane_core::{dist::joint::Joint, measures::{mutual_information::mutual_information, units::Unit}};
/// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.25, 0.25]])?;
/// // H(Y) − H(Y|X) with H(Y) of (3/4, 1/4) and half a bit left.
/// let expected = 2.0 - 0.75 * 3.0_f64.log2() - 0.5;
/// let found = Unit::Bits.from_nats(mutual_information(&joint, &[0], &[1])?);
/// assert!((found - expected).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn mutual_information(joint: &Joint, x: &[usize], y: &[usize]) -> Result<f64, JointError> {
    conditional_mutual_information(joint, x, y, &[])
}

/// I(X;Y|Z) = Σ p(x, y, z) ln(p(x, y|z) / (p(x|z) p(y|z))), the conditional mutual information in nats.
///
/// What X says of Y for one who already knows Z. Never negative; it may be larger than I(X;Y)
/// (the parity of two coins) or smaller (a common cause).
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 2.60. Accuracy
/// and cost: of [`mutual_information`], which it is without any z.
///
/// # Errors
/// [`JointError`] if x or y is empty, a variable does not exist or is named twice.
///
/// ```
/// use infoplane_core::{dist::joints, measures::{mutual_information::conditional_mutual_information, units::Unit}};
/// // Two coins are independent, but who knows their parity knows one from the other.
/// let i = conditional_mutual_information(&joints::xor(), &[0], &[1], &[2])?;
/// assert_eq!(Unit::Bits.from_nats(i), 1.0);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn conditional_mutual_information(
    joint: &Joint,
    x: &[usize],
    y: &[usize],
    z: &[usize],
) -> Result<f64, JointError> {
    let (_, excesses) = dependence(joint, x, y, z, Dependence::excess)?;
    // Each excess is not negative, but its two parts are rounded apart: 1e-16 below 0 is 0.
    Ok(compensated(excesses.into_iter().flatten()).max(0.0))
}

/// H(X|Y) + H(Y|X), the variation of information in nats: what neither says of the other.
///
/// A metric on the variables of one joint, up to one being a function of the other and back.
///
/// Source: [MEILA_2007](crate::citations::MEILA_2007). Accuracy and cost: of
/// twice [`conditional_entropy`].
///
/// # Errors
/// [`JointError`] if a group is empty, a variable does not exist or is named twice.
///
/// ```
/// use infoplane_core::{dist::joint::Joint, measures::{mutual_information::variation_of_information, units::Unit}};
/// // Two independent coins: one bit that the other does not know, each.
/// let coins = Joint::new(&[2, 2], vec![0.25; 4])?;
/// assert_eq!(Unit::Bits.from_nats(variation_of_information(&coins, &[0], &[1])?), 2.0);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn variation_of_information(joint: &Joint, x: &[usize], y: &[usize]) -> Result<f64, JointError> {
    let both = joint.grouped(&[x, y])?;
    Ok(conditional_entropy(&both, &[0], &[1])? + conditional_entropy(&both, &[1], &[0])?)
}

crate::named_enum! {
    /// What mutual information is divided by, so that 1 is as much as there can be.
    ///
    /// ```
    /// use infoplane_core::{dist::joints::copy, dist::catalogue::uniform, measures::mutual_information::*};
    /// let joint = copy(&uniform(4)?);
    /// assert_eq!(normalized_mutual_information(&joint, &[0], &[1], Normalization::Max)?, Some(1.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub enum Normalization {
        /// (H(X) + H(Y)) / 2. 1 if each is a function of the other.
        Arithmetic = "arithmetic",
        /// √(H(X) H(Y)). 1 if each is a function of the other.
        Geometric = "geometric",
        /// The smaller of H(X) and H(Y). 1 if one is a function of the other.
        Min = "min",
        /// The larger of H(X) and H(Y). 1 if each is a function of the other.
        Max = "max",
        /// H(X, Y). 1 if each is a function of the other; 1 minus the value is a metric.
        Joint = "joint",
    }
}

/// I(X;Y) over a mean of the entropies: the normalized mutual information; no unit, between 0 and 1.
///
/// `None` if that mean is 0: variables that are certain say neither everything nor nothing.
///
/// Source: [VINH_2010](crate::citations::VINH_2010). Accuracy: absolute 1e-15, and relative 1e-13; what rounding takes above 1
/// is given as the 1 that it is. A joint that misses one
/// by ε moves the mean by ε (see [sums that miss one](crate::dist::pmf::SUM_TOLERANCE)). Cost:
/// of [`mutual_information`], and one logarithm for each outcome of X, Y and, if joint, both.
///
/// # Errors
/// As [`mutual_information`].
///
/// ```
/// use infoplane_core::dist::joint::Joint;
/// use infoplane_core::measures::mutual_information::{Normalization, normalized_mutual_information};
/// // X is one of four, Y its parity: all that is to know of Y, half of what is to know of X.
/// let joint = Joint::from_rows(&[vec![0.25, 0.0], vec![0.0, 0.25], vec![0.25, 0.0], vec![0.0, 0.25]])?;
/// let normalized = |by| normalized_mutual_information(&joint, &[0], &[1], by);
/// assert_eq!(normalized(Normalization::Min)?, Some(1.0));
/// assert_eq!(normalized(Normalization::Max)?, Some(0.5));
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn normalized_mutual_information(
    joint: &Joint,
    x: &[usize],
    y: &[usize],
    by: Normalization,
) -> Result<Option<f64>, JointError> {
    let both = joint.grouped(&[x, y])?;
    let (h_x, h_y) = (entropy(&both.marginal_pmf(0)?), entropy(&both.marginal_pmf(1)?));
    let mean = match by {
        Normalization::Arithmetic => 0.5 * (h_x + h_y),
        // The root of each, as their product may underflow.
        Normalization::Geometric => h_x.sqrt() * h_y.sqrt(),
        Normalization::Min => h_x.min(h_y),
        Normalization::Max => h_x.max(h_y),
        Normalization::Joint => entropy(both.pmf()),
    };
    let i = mutual_information(&both, &[0], &[1])?;
    // Between 0 and 1 but for rounding and a joint that misses one, which must not tell a page of more than everything.
    Ok((mean > 0.0).then(|| (i / mean).min(1.0)))
}

/// A cell of (x, y, z): how much likelier it is than if x and y were independent given z.
pub(super) struct Dependence {
    /// p(x, y, z).
    pub(super) p: f64,
    /// p(x, z).
    p_xz: f64,
    /// p(y, z).
    p_yz: f64,
    /// p(z).
    pub(super) p_z: f64,
}

impl Dependence {
    /// ln(p(x, y, z) p(z) / (p(x, z) p(y, z))); −∞ in a cell that never happens.
    pub(super) fn log_ratio(&self) -> f64 {
        if self.p == 0.0 {
            return f64::NEG_INFINITY;
        }
        match self.relative_difference() {
            Some(r) if r.abs() < 0.5 => libm::log1p(r),
            Some(_) => libm::log(self.p * self.p_z / (self.p_xz * self.p_yz)),
            None => log_ratio(self.p, self.p_xz) - log_ratio(self.p_yz, self.p_z),
        }
    }

    /// p ln(p/q) − p + q ≥ 0 with q = p(x, z) p(y, z) / p(z): the vertical gap between x ln x and its
    /// tangent at q, seen at p. The gaps sum to the same as the p ln(p/q). Far from q in two parts to be added.
    fn excess(&self) -> [f64; 2] {
        if self.p_xz == 0.0 || self.p_yz == 0.0 {
            return [0.0, 0.0];
        }
        let q = self.p_xz * (self.p_yz / self.p_z);
        match self.relative_difference() {
            _ if self.p == 0.0 => [q, 0.0],
            Some(r) if r.abs() < SERIES_RADIUS => [q * relative_excess(r), 0.0],
            _ => [self.p * self.log_ratio(), q - self.p],
        }
    }

    /// (p − q) / q, rounded but three times even near p = q; not where the products leave the range.
    fn relative_difference(&self) -> Option<f64> {
        /// The error of a product must be a number too: the least normal number times 2⁵³, with room to spare.
        const LEAST: f64 = 1e-290;
        let (product, scaled) = (self.p_xz * self.p_yz, self.p * self.p_z);
        // Kahan's difference of products: what rounding took from the first is given back.
        let rounding = libm::fma(-self.p_xz, self.p_yz, product);
        let difference = libm::fma(self.p, self.p_z, -product) + rounding;
        (product >= LEAST && scaled >= LEAST).then(|| difference / product)
    }
}

/// The shape of (x, y, z), and a function of the dependence of x and y given z in every cell.
pub(super) fn dependence<T>(
    joint: &Joint,
    x: &[usize],
    y: &[usize],
    z: &[usize],
    of: impl Fn(&Dependence) -> T,
) -> Result<(Vec<usize>, Vec<T>), JointError> {
    if x.is_empty() || y.is_empty() {
        return Err(JointError::NoVariables);
    }
    let all = joint.marginal(&[x, y, z].concat())?;
    let (end_x, end_y, end_z) = (x.len(), x.len() + y.len(), all.n_variables());
    let with_z = |from, to| (from..to).chain(end_y..end_z).collect::<Vec<usize>>();
    let sums = |variables: Vec<usize>| (all.sums(&variables), all.cell_map(&variables));
    let (p_xz, xz) = sums(with_z(0, end_x));
    let (p_yz, yz) = sums(with_z(end_x, end_y));
    let (p_z, at_z) = sums(with_z(0, 0));
    let cell = |(i, &p): (usize, &f64)| {
        of(&Dependence { p, p_xz: p_xz[xz[i]], p_yz: p_yz[yz[i]], p_z: p_z[at_z[i]] })
    };
    let values = all.as_slice().iter().enumerate().map(cell).collect();
    Ok((all.shape().to_vec(), values))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two coins that agree a little more often than not.
    fn nearly_independent(d: f64) -> Joint {
        Joint::from_rows(&[vec![0.25 + d, 0.25 - d], vec![0.25 - d, 0.25 + d]]).unwrap()
    }

    #[test]
    fn nearly_independent_variables_keep_their_information() {
        // Each is a fair coin, so I = Σ (4d)^2k / (2k (2k − 1)) from k = 1.
        for exponent in [-20, -30, -40, -50] {
            let d = 2.0_f64.powi(exponent);
            let exact = 8.0 * d * d + 64.0 / 3.0 * d * d * d * d;
            let found = mutual_information(&nearly_independent(d), &[0], &[1]).unwrap();
            assert!((found / exact - 1.0).abs() < 1e-14, "{exponent}: {found:e} {exact:e}");
        }
    }

    #[test]
    fn information_of_independent_variables_is_the_square_of_rounding() {
        let p = |weights: &[f64]| crate::dist::pmf::Pmf::normalized(weights).unwrap();
        let joint = Joint::independent(&[p(&[1.0, 2.0, 4.0, 0.1]), p(&[3.0, 0.7, 1.1])]).unwrap();
        assert!(mutual_information(&joint, &[0], &[1]).unwrap() < 1e-30);
    }

    #[test]
    fn products_below_the_range_are_no_infinity() {
        // p(x) p(y) = 1e-400 is no number, ln(p / (p(x) p(y))) = 200 ln 10 is.
        let joint = Joint::from_rows(&[vec![1.0, 0.0], vec![0.0, 1e-200]]).unwrap();
        let expected = 1e-200 * 200.0 * core::f64::consts::LN_10;
        // To that comes the certain cell's excess, which is as small, 1e-200.
        let found = mutual_information(&joint, &[0], &[1]).unwrap();
        assert!(found.is_finite() && found > 0.9 * expected && found < 1.1 * expected, "{found:e}");
        let subnormal = Joint::from_rows(&[vec![1.0, 0.0], vec![5e-324, 5e-324]]).unwrap();
        assert!(mutual_information(&subnormal, &[0], &[1]).unwrap() >= 0.0);
    }

    #[test]
    fn certain_variables_have_no_normalized_information() {
        let certain = Joint::from_rows(&[vec![1.0, 0.0], vec![0.0, 0.0]]).unwrap();
        for &by in Normalization::ALL {
            assert_eq!(normalized_mutual_information(&certain, &[0], &[1], by), Ok(None));
        }
    }

    #[test]
    fn copies_of_a_thousand_outcomes_share_all_they_have() {
        let mut cells = vec![0.0; 1_000_000];
        (0..1000).for_each(|i| cells[1001 * i] = 0.001);
        let copy = Joint::new(&[1000, 1000], cells).unwrap();
        let i = mutual_information(&copy, &[0], &[1]).unwrap();
        assert!((i - 1000.0_f64.ln()).abs() < 1e-12);
        assert_eq!(conditional_entropy(&copy, &[1], &[0]), Ok(0.0));
    }
}
