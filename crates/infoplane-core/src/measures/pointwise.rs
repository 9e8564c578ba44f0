//! Information outcome by outcome: what a measure is the mean of.

use super::mutual_information::{Dependence, dependence};
use crate::dist::joint::{Joint, JointError, cell_of};
use crate::math::x_log_x::log_ratio;

/// One number, in nats, for each cell of some variables; the last variable changes fastest.
///
/// ```
/// use infoplane_core::{dist::joint::Joint, measures::pointwise::pointwise_mutual_information};
/// // Two coins that always agree: seeing one tells ln 2 of the other.
/// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.0, 0.5]])?;
/// let pmi = pointwise_mutual_information(&joint, &[0], &[1])?;
/// assert!((pmi.as_slice()[0] - 2.0_f64.ln()).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Pointwise {
    shape: Vec<usize>,
    values: Vec<f64>,
}

impl Pointwise {
    /// Takes as many values as the shape has cells.
    pub(super) fn new(shape: Vec<usize>, values: Vec<f64>) -> Self {
        Self { shape, values }
    }

    /// The number of outcomes of each variable, in the order in which the groups were named.
    ///
    /// ```
    /// use infoplane_core::{dist::joint::Joint, measures::pointwise::pointwise_mutual_information};
    /// // Two coins that always agree: seeing one tells ln 2 of the other.
    /// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.0, 0.5]])?;
    /// let pmi = pointwise_mutual_information(&joint, &[0], &[1])?;
    /// assert_eq!(pmi.shape(), [2, 2]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The values of all cells.
    ///
    /// ```
    /// use infoplane_core::{dist::joint::Joint, measures::pointwise::pointwise_mutual_information};
    /// // Two coins that always agree: seeing one tells ln 2 of the other.
    /// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.0, 0.5]])?;
    /// let pmi = pointwise_mutual_information(&joint, &[0], &[1])?;
    /// assert_eq!(pmi.as_slice().len(), 4);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn as_slice(&self) -> &[f64] {
        &self.values
    }

    /// The value at one outcome for each variable, if there is such a cell.
    ///
    /// ```
    /// use infoplane_core::{dist::joint::Joint, measures::pointwise::pointwise_mutual_information};
    /// // Two coins that always agree: seeing one tells ln 2 of the other.
    /// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.0, 0.5]])?;
    /// let pmi = pointwise_mutual_information(&joint, &[0], &[1])?;
    /// assert_eq!(pmi.get(&[0, 2]), None);
    /// assert!(pmi.get(&[1, 1]).is_some_and(|nats| (nats - 2.0_f64.ln()).abs() < 1e-15));
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn get(&self, outcome: &[usize]) -> Option<f64> {
        cell_of(&self.shape, outcome).map(|cell| self.values[cell])
    }
}

/// i(x; y) = ln(p(x, y) / (p(x) p(y))), the pointwise mutual information in nats, cell by cell of (x, y).
///
/// How much less surprising y is for one who knows x: positive if they occur together more
/// often than independent ones would, negative if less often, −∞ if never. A cell whose x or
/// y is itself impossible says nothing, ln(0/0); it is given as −∞ like every other cell that never happens.
/// The mean is the mutual information, its terms are [`mutual_information_terms`].
///
/// Source: [FANO_1961](crate::citations::FANO_1961), p. 28; [CHURCH_HANKS_1990](crate::citations::CHURCH_HANKS_1990),
/// section 4 for words. Accuracy: absolute 1e-15. Cost: n logarithms for n cells.
///
/// # Errors
/// [`JointError`] if a group is empty, a variable does not exist or is named twice.
///
/// ```
/// use infoplane_core::{dist::joint::Joint, measures::pointwise::pointwise_mutual_information};
/// let copy = Joint::from_rows(&[vec![0.5, 0.0], vec![0.0, 0.5]])?;
/// let table = pointwise_mutual_information(&copy, &[0], &[1])?;
/// assert_eq!(table.get(&[0, 0]), Some(core::f64::consts::LN_2));
/// assert_eq!(table.get(&[0, 1]), Some(f64::NEG_INFINITY));
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn pointwise_mutual_information(
    joint: &Joint,
    x: &[usize],
    y: &[usize],
) -> Result<Pointwise, JointError> {
    pointwise_conditional_mutual_information(joint, x, y, &[])
}

/// i(x; y|z) = ln(p(x, y|z) / (p(x|z) p(y|z))) in nats, cell by cell of (x, y, z).
///
/// What x says of y for one who already knows z; −∞ in cells that never happen.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), equation 2.61, whose expectation is of this. Accuracy and
/// cost: of [`pointwise_mutual_information`].
///
/// # Errors
/// [`JointError`] if x or y is empty, a variable does not exist or is named twice.
///
/// ```
/// use infoplane_core::{dist::joints, measures::pointwise::pointwise_conditional_mutual_information};
/// // Of two coins and their parity, the first says nothing of the second, and everything once the parity is known.
/// let table = pointwise_conditional_mutual_information(&joints::xor(), &[0], &[1], &[2])?;
/// assert_eq!(table.get(&[1, 1, 0]), Some(core::f64::consts::LN_2));
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn pointwise_conditional_mutual_information(
    joint: &Joint,
    x: &[usize],
    y: &[usize],
    z: &[usize],
) -> Result<Pointwise, JointError> {
    table(joint, [x, y, z], Dependence::log_ratio)
}

/// i(x; y) / −ln p(x, y), the normalized pointwise mutual information; no unit, between −1 and 1.
///
/// 1 for outcomes that occur only together, 0 for independent ones, −1 for cells that never
/// happen (its limit as they get rare). A cell that is certain occurs only together: 1.
///
/// Source: [BOUMA_2009](crate::citations::BOUMA_2009). Accuracy: absolute 1e-15. Cost: 2n logarithms.
///
/// # Errors
/// As [`pointwise_mutual_information`].
///
/// ```
/// use infoplane_core::{dist::joint::Joint, measures::pointwise::normalized_pointwise_mutual_information};
/// let copy = Joint::from_rows(&[vec![0.5, 0.0], vec![0.0, 0.5]])?;
/// let table = normalized_pointwise_mutual_information(&copy, &[0], &[1])?;
/// assert_eq!(table.as_slice(), [1.0, -1.0, -1.0, 1.0]);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn normalized_pointwise_mutual_information(
    joint: &Joint,
    x: &[usize],
    y: &[usize],
) -> Result<Pointwise, JointError> {
    table(joint, [x, y, &[]], |cell| {
        let surprisal = if cell.p == 0.0 { f64::INFINITY } else { log_ratio(cell.p_z, cell.p) };
        match surprisal {
            f64::INFINITY => -1.0,
            0.0 => 1.0,
            finite => cell.log_ratio() / finite,
        }
    })
}

/// The contributions p(x, y) i(x; y) to the mutual information in nats, cell by cell of (x, y).
///
/// Some are negative; their sum, the mutual information, never is. An impossible cell
/// contributes 0.
///
/// Source and accuracy: of [`pointwise_mutual_information`].
///
/// # Errors
/// As [`pointwise_mutual_information`].
///
/// ```
/// use infoplane_core::{dist::joint::Joint, measures::pointwise::mutual_information_terms};
/// let copy = Joint::from_rows(&[vec![0.5, 0.0], vec![0.0, 0.5]])?;
/// let half = 0.5 * core::f64::consts::LN_2;
/// assert_eq!(mutual_information_terms(&copy, &[0], &[1])?.as_slice(), [half, 0.0, 0.0, half]);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn mutual_information_terms(joint: &Joint, x: &[usize], y: &[usize]) -> Result<Pointwise, JointError> {
    conditional_mutual_information_terms(joint, x, y, &[])
}

/// The contributions p(x, y, z) i(x; y|z) to the conditional mutual information in nats, cell by cell of (x, y, z).
///
/// Source and accuracy: of [`pointwise_conditional_mutual_information`].
///
/// # Errors
/// As [`pointwise_conditional_mutual_information`].
///
/// ```
/// use infoplane_core::{dist::joints, measures::pointwise::conditional_mutual_information_terms};
/// let terms = conditional_mutual_information_terms(&joints::xor(), &[0], &[1], &[2])?;
/// assert_eq!(terms.get(&[1, 1, 0]), Some(0.25 * core::f64::consts::LN_2));
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn conditional_mutual_information_terms(
    joint: &Joint,
    x: &[usize],
    y: &[usize],
    z: &[usize],
) -> Result<Pointwise, JointError> {
    table(joint, [x, y, z], |cell| if cell.p == 0.0 { 0.0 } else { cell.p * cell.log_ratio() })
}

/// A function of the dependence of x and y given z, cell by cell.
fn table(
    joint: &Joint,
    [x, y, z]: [&[usize]; 3],
    of: impl Fn(&Dependence) -> f64,
) -> Result<Pointwise, JointError> {
    let (shape, values) = dependence(joint, x, y, z, of)?;
    Ok(Pointwise::new(shape, values))
}
