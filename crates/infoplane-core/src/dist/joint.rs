//! The joint pmf of several variables: what every measure of dependence takes.

mod error;
mod marginal;

pub use error::JointError;

use super::pmf::{MOST_OUTCOMES, Pmf, PmfError};

/// Probabilities of the outcomes of one or more variables, counted from 0.
///
/// The cells are in row-major order: the last variable changes fastest. Proven by every
/// constructor: each variable has at least one outcome, and the cells are a [`Pmf`].
///
/// ```
/// use infoplane_core::dist::joint::Joint;
/// // Two fair coins that always agree.
/// let coins = Joint::new(&[2, 2], vec![0.5, 0.0, 0.0, 0.5])?;
/// assert_eq!(coins.get(&[1, 1]), Some(0.5));
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Joint {
    shape: Vec<usize>,
    pmf: Pmf,
}

impl Joint {
    /// Takes the probabilities of all cells as they are, the last variable changing fastest.
    ///
    /// # Errors
    /// [`JointError`] unless there is one for each cell of the shape and they are a pmf, as in [`Pmf::new`].
    ///
    /// ```
    /// use infoplane_core::dist::joint::{Joint, JointError};
    /// let joint = Joint::new(&[2, 3], vec![0.5, 0.0, 0.0, 0.0, 0.25, 0.25])?;
    /// assert_eq!(joint.get(&[1, 2]), Some(0.25));
    /// let short = Joint::new(&[2, 3], vec![1.0]);
    /// assert_eq!(short, Err(JointError::Cells { expected: 6, found: 1 }));
    /// # Ok::<(), JointError>(())
    /// ```
    pub fn new(shape: &[usize], probabilities: Vec<f64>) -> Result<Self, JointError> {
        check_cells(shape, probabilities.len())?;
        let pmf = Pmf::new(probabilities).map_err(|error| of_cells(shape, error))?;
        Ok(Self::proven(shape.to_vec(), pmf))
    }

    /// Divides the weights (counts) of all cells by their sum.
    ///
    /// # Errors
    /// [`JointError`] unless there is one for each cell of the shape, none is negative or
    /// infinite, and one is positive.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::normalized(&[2, 2], &[2.0, 1.0, 1.0, 0.0])?;
    /// assert_eq!(joint.as_slice(), [0.5, 0.25, 0.25, 0.0]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn normalized(shape: &[usize], weights: &[f64]) -> Result<Self, JointError> {
        check_cells(shape, weights.len())?;
        let pmf = Pmf::normalized(weights).map_err(|error| of_cells(shape, error))?;
        Ok(Self::proven(shape.to_vec(), pmf))
    }

    /// Takes what the caller has proven to be a pmf with one probability for each cell.
    pub(super) fn proven(shape: Vec<usize>, pmf: Pmf) -> Self {
        Self { shape, pmf }
    }

    /// The joint pmf of two variables from a table: row x holds p(x, y).
    ///
    /// # Errors
    /// [`JointError`] unless the rows are equally long and their numbers a pmf.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::from_rows(&[vec![0.5, 0.0], vec![0.25, 0.25]])?;
    /// assert_eq!(joint.marginal_pmf(1)?.as_slice(), [0.75, 0.25]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn from_rows(rows: &[Vec<f64>]) -> Result<Self, JointError> {
        Self::new(&table_shape(rows)?, rows.concat())
    }

    /// The joint pmf of two variables from a table of counts: row x holds the weights of (x, y).
    ///
    /// # Errors
    /// [`JointError`] unless the rows are equally long and their numbers are weights as in [`Joint::normalized`].
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::normalized_rows(&[vec![3.0, 0.0], vec![0.0, 1.0]])?;
    /// assert_eq!(joint.as_slice(), [0.75, 0.0, 0.0, 0.25]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn normalized_rows(rows: &[Vec<f64>]) -> Result<Self, JointError> {
        Self::normalized(&table_shape(rows)?, &rows.concat())
    }

    /// Independent variables: p(x₁, ..., xₙ) = p₁(x₁) ··· pₙ(xₙ).
    ///
    /// # Errors
    /// [`JointError`] without variables, for more cells than [`MOST_OUTCOMES`], or if the products of sums that each just pass as one no longer do.
    ///
    /// ```
    /// use infoplane_core::dist::{joint::Joint, pmf::Pmf};
    /// let (p, q) = (Pmf::new(vec![0.5, 0.5])?, Pmf::new(vec![0.25, 0.75])?);
    /// assert_eq!(Joint::independent(&[p, q])?.as_slice(), [0.125, 0.375, 0.125, 0.375]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn independent(marginals: &[Pmf]) -> Result<Self, JointError> {
        let shape: Vec<usize> = marginals.iter().map(Pmf::len).collect();
        if n_cells(&shape)? > MOST_OUTCOMES {
            return Err(JointError::Shape(shape));
        }
        let outer = |cells: Vec<f64>, p: &Pmf| -> Vec<f64> {
            cells.iter().flat_map(|cell| p.as_slice().iter().map(move |p| cell * p)).collect()
        };
        Self::new(&shape, marginals.iter().fold(vec![1.0], outer))
    }

    /// The number of outcomes of each variable.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::normalized(&[2, 3], &[1.0; 6])?;
    /// assert_eq!(joint.shape(), [2, 3]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The number of variables, at least one.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::normalized(&[2, 3], &[1.0; 6])?;
    /// assert_eq!(joint.n_variables(), 2);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn n_variables(&self) -> usize {
        self.shape.len()
    }

    /// The probabilities of all cells, the last variable changing fastest.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::normalized(&[2, 3], &[1.0; 6])?;
    /// assert_eq!(joint.as_slice()[5], 1.0 / 6.0);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn as_slice(&self) -> &[f64] {
        self.pmf.as_slice()
    }

    /// All variables as one, whose outcomes are the cells.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::normalized(&[2, 3], &[1.0; 6])?;
    /// assert_eq!(joint.pmf().len(), 6);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn pmf(&self) -> &Pmf {
        &self.pmf
    }

    /// The probability of one outcome for each variable, if there is such a cell.
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::new(&[1, 2], vec![0.25, 0.75])?;
    /// assert_eq!(joint.get(&[0, 1]), Some(0.75));
    /// assert_eq!(joint.get(&[1, 0]), None);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn get(&self, outcome: &[usize]) -> Option<f64> {
        cell_of(&self.shape, outcome).map(|cell| self.as_slice()[cell])
    }

    /// The outcome of each variable in a cell, counted in the order of [`Joint::as_slice`].
    ///
    /// ```
    /// use infoplane_core::dist::joint::Joint;
    /// let joint = Joint::new(&[1, 2], vec![0.25, 0.75])?;
    /// assert_eq!(joint.outcome(1), [0, 1]);
    /// # Ok::<(), infoplane_core::dist::joint::JointError>(())
    /// ```
    pub fn outcome(&self, cell: usize) -> Vec<usize> {
        coordinates(&self.shape, cell)
    }
}

/// The number of the cell with one outcome for each variable, if there is such a cell.
pub(crate) fn cell_of(shape: &[usize], outcome: &[usize]) -> Option<usize> {
    let inside = outcome.len() == shape.len() && outcome.iter().zip(shape).all(|(i, n)| i < n);
    inside.then(|| outcome.iter().zip(shape).fold(0, |cell, (i, n)| cell * n + i))
}

/// The outcome of each variable in the cell of that number.
fn coordinates(shape: &[usize], cell: usize) -> Vec<usize> {
    let mut rest = cell;
    let mut outcome: Vec<usize> = shape.iter().rev().map(|n| (rest % n, rest /= n).0).collect();
    outcome.reverse();
    outcome
}

/// The product of the shape, if that is a positive number that can be counted to.
fn n_cells(shape: &[usize]) -> Result<usize, JointError> {
    let product = shape.iter().try_fold(1_usize, |product, n| product.checked_mul(*n));
    match product {
        Some(product) if product > 0 && !shape.is_empty() => Ok(product),
        _ => Err(JointError::Shape(shape.to_vec())),
    }
}

fn check_cells(shape: &[usize], found: usize) -> Result<(), JointError> {
    let expected = n_cells(shape)?;
    if expected == found { Ok(()) } else { Err(JointError::Cells { expected, found }) }
}

/// The shape of a table of two variables.
fn table_shape(rows: &[Vec<f64>]) -> Result<[usize; 2], JointError> {
    let expected = rows.first().map_or(0, Vec::len);
    match rows.iter().position(|row| row.len() != expected) {
        Some(index) => Err(JointError::Row { index, expected, found: rows[index].len() }),
        None => Ok([rows.len(), expected]),
    }
}

/// What is wrong with the cells, said of the outcomes they stand for. The shape has cells.
fn of_cells(shape: &[usize], error: PmfError) -> JointError {
    match error {
        PmfError::Value { index, value } => JointError::Value { outcome: coordinates(shape, index), value },
        PmfError::Sum(sum) => JointError::Sum(sum),
        _ => JointError::Shape(shape.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let negative = Joint::new(&[2, 2], vec![0.5, 0.5, -0.25, 0.25]);
        assert_eq!(negative, Err(JointError::Value { outcome: vec![1, 0], value: -0.25 }));
        assert_eq!(Joint::new(&[2], vec![0.5, 0.25]), Err(JointError::Sum(0.75)));
        let ragged = Joint::from_rows(&[vec![0.5, 0.5], vec![0.0]]);
        assert_eq!(ragged, Err(JointError::Row { index: 1, expected: 2, found: 1 }));
        for shape in [vec![], vec![2, 0], vec![usize::MAX, 2]] {
            assert_eq!(Joint::new(&shape, vec![]), Err(JointError::Shape(shape)));
        }
        assert_eq!(Joint::from_rows(&[]), Err(JointError::Shape(vec![0, 0])));
        assert_eq!(Joint::independent(&[]), Err(JointError::Shape(vec![])));
    }

    #[test]
    fn cells_and_outcomes_count_the_same_way() {
        let cells: Vec<f64> = (0..24).map(f64::from).collect();
        let joint = Joint::normalized(&[2, 3, 4], &cells).unwrap();
        for cell in 0..24 {
            assert_eq!(joint.get(&joint.outcome(cell)), Some(joint.as_slice()[cell]));
        }
        assert_eq!(joint.get(&[0, 0]), None);
    }
}
