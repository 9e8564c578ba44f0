//! What is wrong with a channel, or with what it is given.

use crate::dist::pmf::PmfError;

/// Why numbers are not a channel, or a channel does not fit what it is given.
///
/// ```
/// use infoplane_core::dist::channel::{Channel, ChannelError};
/// let ragged = Channel::new(vec![vec![0.5, 0.5], vec![1.0]]);
/// assert_eq!(ragged, Err(ChannelError::Outputs { input: 1, expected: 2, found: 1 }));
/// assert_eq!(ChannelError::Empty.to_string(), "no inputs");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ChannelError {
    /// There are no inputs.
    Empty,
    /// A row is not a pmf.
    Row {
        /// The input, counted from 0.
        input: usize,
        /// What is wrong with its row.
        error: PmfError,
    },
    /// A row has more or fewer outputs than the first.
    Outputs {
        /// The input, counted from 0.
        input: usize,
        /// The outputs of the first row.
        expected: usize,
        /// The outputs of this one.
        found: usize,
    },
    /// A pmf of inputs, or a channel before this one, has another number of outcomes than this has inputs.
    Inputs {
        /// The inputs of this channel.
        expected: usize,
        /// The outcomes it was given.
        found: usize,
    },
    /// A deterministic channel sends an input to an output that it does not have.
    Output {
        /// The input, counted from 0.
        input: usize,
        /// The output asked for, counted from 0.
        output: usize,
        /// The number of outputs.
        n_outputs: usize,
    },
    /// No input leads to this output, so nothing can be inferred from it.
    Impossible {
        /// The output, counted from 0.
        output: usize,
    },
    /// The rows' and the input's sums each pass as one, but their products miss it by more.
    Sum(f64),
}

impl core::fmt::Display for ChannelError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Empty => write!(f, "no inputs"),
            Self::Row { input, error } => write!(f, "invalid row {input}: {error}"),
            Self::Outputs { input, expected, found } => {
                write!(f, "invalid row {input}: {found} outputs (the first row has {expected})")
            }
            Self::Inputs { expected, found } => {
                write!(f, "invalid number of inputs: {found} (the channel has {expected})")
            }
            Self::Output { input, output, n_outputs } => {
                write!(f, "invalid output: {output} for input {input} (there are {n_outputs})")
            }
            Self::Impossible { output } => write!(f, "impossible output: {output}"),
            Self::Sum(sum) => write!(f, "invalid sum: {sum}"),
        }
    }
}

impl core::error::Error for ChannelError {}
