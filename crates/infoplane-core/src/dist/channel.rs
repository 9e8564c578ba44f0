//! The channel: for each input, a pmf of outputs.

mod error;

pub use error::ChannelError;

use super::catalogue::one_hot;
use super::joint::Joint;
use super::pmf::{Pmf, PmfError, check_size};

/// W(y|x), the probability of output y for input x: a row-stochastic matrix.
///
/// Proven by every constructor: at least one input, every row a [`Pmf`], all rows over the
/// same outputs.
///
/// ```
/// use infoplane_core::dist::channel::Channel;
/// // A bit that is flipped one time in four.
/// let noisy = Channel::new(vec![vec![0.75, 0.25], vec![0.25, 0.75]])?;
/// assert_eq!(noisy.rows()[1].as_slice()[0], 0.25);
/// # Ok::<(), infoplane_core::dist::channel::ChannelError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    rows: Vec<Pmf>,
}

impl Channel {
    /// Takes the rows W(·|x) as they are.
    ///
    /// # Errors
    /// [`ChannelError`] unless there are rows, each is a pmf as in [`Pmf::new`], and they are equally long.
    ///
    /// ```
    /// use infoplane_core::dist::{channel::{Channel, ChannelError}, pmf::PmfError};
    /// assert!(Channel::new(vec![vec![0.9, 0.1], vec![0.0, 1.0]]).is_ok());
    /// let bad = Channel::new(vec![vec![0.9, 0.1], vec![0.5, 0.25]]);
    /// assert_eq!(bad, Err(ChannelError::Row { input: 1, error: PmfError::Sum(0.75) }));
    /// ```
    pub fn new(rows: Vec<Vec<f64>>) -> Result<Self, ChannelError> {
        Self::from_rows_by(rows, Pmf::new)
    }

    /// Divides each row of weights by its sum.
    ///
    /// # Errors
    /// [`ChannelError`] unless there are rows, each is made of weights as in [`Pmf::normalized`],
    /// and they are equally long.
    ///
    /// ```
    /// use infoplane_core::dist::channel::Channel;
    /// let channel = Channel::normalized(&[vec![3.0, 1.0], vec![0.0, 5.0]])?;
    /// assert_eq!(channel.rows()[0].as_slice(), [0.75, 0.25]);
    /// # Ok::<(), infoplane_core::dist::channel::ChannelError>(())
    /// ```
    pub fn normalized(rows: &[Vec<f64>]) -> Result<Self, ChannelError> {
        Self::from_rows_by(rows.iter(), |row| Pmf::normalized(row))
    }

    /// The channel with these pmfs as rows.
    ///
    /// # Errors
    /// [`ChannelError`] without rows, or if they are not equally long.
    ///
    /// ```
    /// use infoplane_core::dist::{channel::Channel, pmf::Pmf};
    /// let row = Pmf::new(vec![0.5, 0.5])?;
    /// assert_eq!(Channel::from_pmfs(vec![row; 3])?.n_inputs(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_pmfs(rows: Vec<Pmf>) -> Result<Self, ChannelError> {
        let expected = rows.first().ok_or(ChannelError::Empty)?.len();
        match rows.iter().position(|row| row.len() != expected) {
            Some(input) => Err(ChannelError::Outputs { input, expected, found: rows[input].len() }),
            None => Ok(Self { rows }),
        }
    }

    /// The channel without noise that sends input x to `outputs[x]`: a function.
    ///
    /// # Errors
    /// [`ChannelError::Empty`] without inputs, [`ChannelError::Output`] for an output not below `n_outputs`,
    /// [`ChannelError::Row`] for more outputs in all rows than [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES).
    ///
    /// ```
    /// use infoplane_core::dist::channel::Channel;
    /// let parity = Channel::deterministic(&[0, 1, 0], 2)?;
    /// assert_eq!(parity.rows()[2].as_slice(), [1.0, 0.0]);
    /// # Ok::<(), infoplane_core::dist::channel::ChannelError>(())
    /// ```
    pub fn deterministic(outputs: &[usize], n_outputs: usize) -> Result<Self, ChannelError> {
        let row = |(input, &output): (usize, &usize)| {
            one_hot(n_outputs, output).map_err(|_| ChannelError::Output { input, output, n_outputs })
        };
        if let Err(error @ PmfError::Size(_)) = check_size(n_outputs.saturating_mul(outputs.len())) {
            return Err(ChannelError::Row { input: 0, error });
        }
        Self::from_pmfs(outputs.iter().enumerate().map(row).collect::<Result<_, _>>()?)
    }

    /// Takes what the caller has proven to be at least one row, all equally long.
    pub(super) fn proven(rows: Vec<Pmf>) -> Self {
        Self { rows }
    }

    /// The rows W(·|x), one for each input.
    ///
    /// ```
    /// use infoplane_core::dist::channel::Channel;
    /// let channel = Channel::new(vec![vec![1.0, 0.0, 0.0], vec![0.0, 0.5, 0.5]])?;
    /// assert_eq!(channel.rows()[1].as_slice(), [0.0, 0.5, 0.5]);
    /// # Ok::<(), infoplane_core::dist::channel::ChannelError>(())
    /// ```
    pub fn rows(&self) -> &[Pmf] {
        &self.rows
    }

    /// The number of inputs, at least one.
    ///
    /// ```
    /// use infoplane_core::dist::channel::Channel;
    /// let channel = Channel::new(vec![vec![1.0, 0.0, 0.0], vec![0.0, 0.5, 0.5]])?;
    /// assert_eq!(channel.n_inputs(), 2);
    /// # Ok::<(), infoplane_core::dist::channel::ChannelError>(())
    /// ```
    pub fn n_inputs(&self) -> usize {
        self.rows.len()
    }

    /// The number of outputs, at least one.
    ///
    /// ```
    /// use infoplane_core::dist::channel::Channel;
    /// let channel = Channel::new(vec![vec![1.0, 0.0, 0.0], vec![0.0, 0.5, 0.5]])?;
    /// assert_eq!(channel.n_outputs(), 3);
    /// # Ok::<(), infoplane_core::dist::channel::ChannelError>(())
    /// ```
    pub fn n_outputs(&self) -> usize {
        self.rows[0].len()
    }

    /// p(x, y) = p(x) W(y|x): the joint pmf of input and output.
    ///
    /// # Errors
    /// [`ChannelError::Inputs`] if p has another number of outcomes than the channel inputs;
    /// [`ChannelError::Sum`] if p's and the rows' sums miss one to the same side by all they may.
    ///
    /// ```
    /// use infoplane_core::dist::{channel::Channel, pmf::Pmf};
    /// let z = Channel::new(vec![vec![1.0, 0.0], vec![0.5, 0.5]])?;
    /// let joint = z.joint(&Pmf::new(vec![0.5, 0.5])?)?;
    /// assert_eq!(joint.as_slice(), [0.5, 0.0, 0.25, 0.25]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn joint(&self, input: &Pmf) -> Result<Joint, ChannelError> {
        let weighted = self.weighted(input)?;
        let cells: Vec<f64> = weighted.flat_map(|(p, row)| row.iter().map(move |w| p * w)).collect();
        Ok(Joint::proven(vec![self.n_inputs(), self.n_outputs()], proven_product(cells)?))
    }

    /// p(y) = Σₓ p(x) W(y|x): the pmf of the output.
    ///
    /// # Errors
    /// As [`Channel::joint`].
    ///
    /// ```
    /// use infoplane_core::dist::{channel::Channel, pmf::Pmf};
    /// let z = Channel::new(vec![vec![1.0, 0.0], vec![0.5, 0.5]])?;
    /// assert_eq!(z.output(&Pmf::new(vec![0.5, 0.5])?)?.as_slice(), [0.75, 0.25]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn output(&self, input: &Pmf) -> Result<Pmf, ChannelError> {
        let mut output = vec![0.0; self.n_outputs()];
        for (p, row) in self.weighted(input)? {
            output.iter_mut().zip(row).for_each(|(sum, w)| *sum += p * w);
        }
        proven_product(output)
    }

    /// Σᵧ W(y|x) V(z|y): this channel, and then the next one, V.
    ///
    /// # Errors
    /// [`ChannelError::Inputs`] if V has another number of inputs than this outputs;
    /// [`ChannelError::Sum`] as in [`Channel::joint`].
    ///
    /// ```
    /// use infoplane_core::dist::channel::Channel;
    /// let quarter = Channel::new(vec![vec![0.75, 0.25], vec![0.25, 0.75]])?;
    /// // Twice: flipped once or the other time, 2 · 1/4 · 3/4.
    /// assert_eq!(quarter.then(&quarter)?.rows()[0].as_slice(), [0.625, 0.375]);
    /// # Ok::<(), infoplane_core::dist::channel::ChannelError>(())
    /// ```
    pub fn then(&self, next: &Self) -> Result<Self, ChannelError> {
        let rows: Result<Vec<Pmf>, _> = self.rows.iter().map(|row| next.output(row)).collect();
        Self::from_pmfs(rows?)
    }

    /// p(x|y) = p(x) W(y|x) / p(y): what an output says of the input, by Bayes' rule. Row y is p(·|y).
    ///
    /// # Errors
    /// As [`Channel::joint`], and [`ChannelError::Impossible`] for an output of probability zero.
    ///
    /// ```
    /// use infoplane_core::dist::{channel::Channel, pmf::Pmf};
    /// let z = Channel::new(vec![vec![1.0, 0.0], vec![0.5, 0.5]])?;
    /// let back = z.backward(&Pmf::new(vec![0.5, 0.5])?)?;
    /// // Output 1 can only come from input 1.
    /// assert_eq!(back.rows()[1].as_slice(), [0.0, 1.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn backward(&self, input: &Pmf) -> Result<Self, ChannelError> {
        let joint = self.joint(input)?;
        let column = |output: usize| -> Vec<f64> {
            joint.as_slice().iter().skip(output).step_by(self.n_outputs()).copied().collect()
        };
        let rows = (0..self.n_outputs())
            .map(|output| Pmf::normalized(&column(output)).map_err(|_| ChannelError::Impossible { output }));
        Self::from_pmfs(rows.collect::<Result<_, _>>()?)
    }

    /// The inputs' probabilities beside their rows.
    fn weighted<'a>(
        &'a self,
        input: &'a Pmf,
    ) -> Result<impl Iterator<Item = (f64, &'a [f64])> + 'a, ChannelError> {
        if input.len() != self.n_inputs() {
            return Err(ChannelError::Inputs { expected: self.n_inputs(), found: input.len() });
        }
        Ok(input.as_slice().iter().copied().zip(self.rows.iter().map(Pmf::as_slice)))
    }

    fn from_rows_by<R>(
        rows: impl IntoIterator<Item = R>,
        pmf: impl Fn(R) -> Result<Pmf, PmfError>,
    ) -> Result<Self, ChannelError> {
        let proven = rows
            .into_iter()
            .enumerate()
            .map(|(input, row)| pmf(row).map_err(|error| ChannelError::Row { input, error }));
        Self::from_pmfs(proven.collect::<Result<_, _>>()?)
    }
}

/// Products of probabilities are finite and not negative, so only their sum can be wrong.
fn proven_product(products: Vec<f64>) -> Result<Pmf, ChannelError> {
    let sum = products.iter().sum();
    Pmf::new(products).map_err(|_| ChannelError::Sum(sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coin(p: f64) -> Pmf {
        Pmf::new(vec![1.0 - p, p]).unwrap()
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        assert_eq!(Channel::new(vec![]), Err(ChannelError::Empty));
        let ragged = Channel::new(vec![vec![0.5, 0.5], vec![1.0]]);
        assert_eq!(ragged, Err(ChannelError::Outputs { input: 1, expected: 2, found: 1 }));
        let value = Channel::normalized(&[vec![1.0], vec![-1.0]]);
        let error = PmfError::Value { index: 0, value: -1.0 };
        assert_eq!(value, Err(ChannelError::Row { input: 1, error }));
        let outside = Channel::deterministic(&[0, 2], 2);
        assert_eq!(outside, Err(ChannelError::Output { input: 1, output: 2, n_outputs: 2 }));
        let one_input = Channel::from_pmfs(vec![coin(0.5)]).unwrap();
        assert_eq!(one_input.output(&coin(0.5)), Err(ChannelError::Inputs { expected: 1, found: 2 }));
        let certain = Channel::deterministic(&[1, 1], 2).unwrap();
        assert_eq!(certain.backward(&coin(0.5)), Err(ChannelError::Impossible { output: 0 }));
    }

    #[test]
    fn sums_that_all_miss_one_to_the_same_side_are_refused() {
        let off = Pmf::new(vec![0.5, 0.5 + 0.9e-9]).unwrap();
        let channel = Channel::from_pmfs(vec![off.clone(), off.clone()]).unwrap();
        assert!(matches!(channel.joint(&off), Err(ChannelError::Sum(_))));
        assert!(matches!(channel.output(&off), Err(ChannelError::Sum(_))));
    }
}
