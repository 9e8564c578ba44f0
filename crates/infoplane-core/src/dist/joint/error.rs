//! What is wrong with a joint pmf, or with a question about one.

/// Why numbers are not a joint pmf, or a question about one has no answer.
///
/// ```
/// use infoplane_core::dist::joint::{Joint, JointError};
/// let negative = Joint::new(&[1, 2], vec![1.5, -0.5]);
/// assert_eq!(negative, Err(JointError::Value { outcome: vec![0, 1], value: -0.5 }));
/// assert_eq!(JointError::Repeated(1).to_string(), "repeated variable: 1");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum JointError {
    /// There are no variables, a variable has no outcomes, or there are too many cells to count.
    Shape(Vec<usize>),
    /// The shape asks for another number of probabilities.
    Cells {
        /// The product of the shape.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A row is longer or shorter than the first.
    Row {
        /// The row, counted from 0.
        index: usize,
        /// The length of the first row.
        expected: usize,
        /// The length of this one.
        found: usize,
    },
    /// A probability or weight is negative, infinite or not a number.
    Value {
        /// The outcome of each variable.
        outcome: Vec<usize>,
        /// The value.
        value: f64,
    },
    /// The probabilities do not sum to one; or the weights sum to zero.
    Sum(f64),
    /// No variables are named where at least one is needed.
    NoVariables,
    /// There is no such variable.
    Variable {
        /// The variable asked for, counted from 0.
        index: usize,
        /// The number of variables.
        n_variables: usize,
    },
    /// A variable is named twice.
    Repeated(usize),
    /// There is no such outcome.
    Outcome {
        /// The variable.
        variable: usize,
        /// The outcome asked for, counted from 0.
        index: usize,
        /// The number of outcomes of that variable.
        n_outcomes: usize,
    },
    /// Nothing can be conditioned on an outcome of probability zero.
    Impossible {
        /// The variables that are conditioned on.
        variables: Vec<usize>,
        /// Their impossible outcome.
        outcome: Vec<usize>,
    },
    /// A channel that a variable is sent through has another number of inputs than it has outcomes.
    Inputs {
        /// The variable.
        variable: usize,
        /// The number of outcomes of that variable.
        n_outcomes: usize,
        /// The inputs of the channel.
        n_inputs: usize,
    },
}

impl core::fmt::Display for JointError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Shape(shape) => write!(f, "invalid shape: {shape:?}"),
            Self::Cells { expected, found } => {
                write!(f, "invalid number of cells: {found} (the shape has {expected})")
            }
            Self::Row { index, expected, found } => {
                write!(f, "invalid row: {index} has {found} columns (the first has {expected})")
            }
            Self::Value { outcome, value } => write!(f, "invalid value: {value} (outcome {outcome:?})"),
            Self::Sum(sum) => write!(f, "invalid sum: {sum}"),
            Self::NoVariables => write!(f, "no variables"),
            Self::Variable { index, n_variables } => {
                write!(f, "invalid variable: {index} (there are {n_variables})")
            }
            Self::Repeated(variable) => write!(f, "repeated variable: {variable}"),
            Self::Outcome { variable, index, n_outcomes } => {
                write!(f, "invalid outcome: {index} (variable {variable} has {n_outcomes})")
            }
            Self::Impossible { variables, outcome } => {
                write!(f, "impossible outcome: {outcome:?} (variables {variables:?})")
            }
            Self::Inputs { variable, n_outcomes, n_inputs } => {
                write!(
                    f,
                    "invalid channel: {n_inputs} inputs (variable {variable} has {n_outcomes} outcomes)"
                )
            }
        }
    }
}

impl core::error::Error for JointError {}
