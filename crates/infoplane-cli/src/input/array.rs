//! Numbers with a shape, and where each of them was read.

use crate::failure::{Failure, fail};
use infoplane_core::dist::channel::{Channel, ChannelError};
use infoplane_core::dist::joint::{Joint, JointError};
use infoplane_core::dist::pmf::{Pmf, PmfError};

/// The largest whole number up to which every other is one too, 2⁵³.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// What the numbers 0, 1, 2, ... of a table of words stand for.
pub(crate) struct Words {
    /// The names of the columns, if the first line has them.
    pub(crate) columns: Vec<String>,
    /// The words, numbered by first appearance.
    pub(crate) words: Vec<String>,
}

/// Numbers of a list, table or larger array, the last index changing fastest.
pub(crate) struct Array {
    /// The file or option it comes from.
    name: String,
    shape: Vec<usize>,
    values: Vec<f64>,
    /// The line of each row, and the column of the file before the first: for tables of text.
    lines: Option<(Vec<u64>, usize)>,
    words: Option<Words>,
}

impl Array {
    /// Takes the values of an array of that shape.
    pub(super) fn new(shape: Vec<usize>, values: Vec<f64>) -> Self {
        Self { name: String::new(), shape, values, lines: None, words: None }
    }

    /// Takes a list.
    pub(super) fn list(values: Vec<f64>) -> Self {
        Self::new(vec![values.len()], values)
    }

    /// Says which line each row of a table is from, and which column of the file its first one is.
    pub(super) fn with_lines(self, lines: Vec<u64>, first_column: usize) -> Self {
        Self { lines: Some((lines, first_column)), ..self }
    }

    /// Says which words the values are the numbers of.
    pub(super) fn of_words(self, words: Words) -> Self {
        Self { words: Some(words), ..self }
    }

    /// The words that the values are the numbers of, if these are what was read.
    pub(crate) const fn words(&self) -> Option<&Words> {
        self.words.as_ref()
    }

    /// Says which file or option it is from.
    pub(super) fn named(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    /// The file or option it is from.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// All values.
    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }

    /// Rows of samples: their number, and the numbers in each. A list is of samples of one number.
    pub(crate) fn n_columns(&self) -> Result<usize, Failure> {
        match self.shape[..] {
            [_] => Ok(1),
            [_, n_columns] => Ok(n_columns),
            _ => fail!("{}: {} is not a list or a table", self.name, self.shape_text()),
        }
    }

    /// Numbers in each row of a table; a list is one row.
    pub(crate) fn row_length(&self) -> Result<usize, Failure> {
        match self.shape[..] {
            [n] | [_, n] if n > 0 => Ok(n),
            [_] | [_, _] => fail!("{}: there are no numbers", self.name),
            _ => fail!("{}: {} is not a list or a table", self.name, self.shape_text()),
        }
    }

    /// Whether there are several rows and several columns.
    pub(crate) fn is_table(&self) -> bool {
        self.shape.iter().filter(|&&length| length != 1).count() > 1
    }

    /// The values of a list, or of a table of one row or one column.
    pub(crate) fn as_list(&self) -> Result<&[f64], Failure> {
        if self.is_table() {
            let hint = self.hint();
            fail!("{}: {} where one row or one column should be{hint}", self.name, self.shape_text());
        }
        Ok(&self.values)
    }

    /// The values as whole numbers that are not negative: counts, labels, outcomes.
    pub(crate) fn whole(&self) -> Result<Vec<u64>, Failure> {
        let is_whole = |value: f64| (0.0..=LARGEST_WHOLE).contains(&value) && value == value.trunc();
        match self.values.iter().position(|&value| !is_whole(value)) {
            Some(at) => fail!("{}: {} is not a whole number from 0", self.place(at), self.values[at]),
            None => Ok(self.values.iter().map(|&value| value as u64).collect()),
        }
    }

    /// The pmf of these probabilities; or of weights, to be divided by their sum.
    pub(crate) fn pmf(&self, normalize: bool) -> Result<Pmf, Failure> {
        let values = self.as_list()?;
        let pmf = if normalize { Pmf::normalized(values) } else { Pmf::new(values.to_vec()) };
        pmf.map_err(|error| self.explain(error))
    }

    /// The joint pmf of these probabilities, in the array's own shape or another.
    pub(crate) fn joint(&self, shape: Option<&[usize]>, normalize: bool) -> Result<Joint, Failure> {
        let shape = shape.unwrap_or(&self.shape);
        let joint = if normalize {
            Joint::normalized(shape, &self.values)
        } else {
            Joint::new(shape, self.values.clone())
        };
        joint.map_err(|error| match error {
            JointError::Value { value, .. } => {
                self.explain(PmfError::Value { index: self.position(value), value })
            }
            JointError::Sum(sum) => self.explain(PmfError::Sum(sum)),
            other => Failure(format!("{}: {other}", self.name)),
        })
    }

    /// The channel whose rows these are, one per input.
    pub(crate) fn channel(&self, normalize: bool) -> Result<Channel, Failure> {
        let &[_, n_outputs] = &self.shape[..] else {
            fail!("{}: {} where a table with one row per input should be", self.name, self.shape_text());
        };
        let rows: Vec<Vec<f64>> = self.values.chunks(n_outputs.max(1)).map(<[f64]>::to_vec).collect();
        let channel = if normalize { Channel::normalized(&rows) } else { Channel::new(rows) };
        channel.map_err(|error| match error {
            ChannelError::Row { input, error: PmfError::Value { index, value } } => {
                self.explain(PmfError::Value { index: input * n_outputs + index, value })
            }
            ChannelError::Row { input, error: PmfError::Sum(sum) } => {
                Failure(format!("{}: row {} sums to {sum}, not to 1{NORMALIZE}", self.name, input + 1))
            }
            ChannelError::Row { input, error } => {
                Failure(format!("{}: row {}: {error}", self.name, input + 1))
            }
            other => Failure(format!("{}: {other}", self.name)),
        })
    }

    /// A failure that begins with the place where a value was read.
    pub(crate) fn said_of(&self, index: usize, sentence: &str) -> Failure {
        Failure(format!("{}: {sentence}", self.place(index)))
    }

    /// The same of the first place of a value, with which the sentence begins.
    pub(crate) fn said_of_value(&self, value: f64, sentence: &str) -> Failure {
        self.said_of(self.position(value), &format!("{value} {sentence}"))
    }

    /// The first place of a value; NaN is found too.
    fn position(&self, value: f64) -> usize {
        self.values.iter().position(|v| v.to_bits() == value.to_bits()).unwrap_or(0)
    }

    fn explain(&self, error: PmfError) -> Failure {
        Failure(match error {
            PmfError::Value { index, value } => {
                format!("{}: {value} is not a probability or weight", self.place(index))
            }
            PmfError::Sum(sum) if sum > 0.0 => {
                let hint = self.hint();
                format!("{}: the probabilities sum to {sum}, not to 1{NORMALIZE}{hint}", self.name)
            }
            PmfError::Sum(_) => format!("{}: all numbers are 0", self.name),
            other => format!("{}: {other}", self.name),
        })
    }

    /// Where a value was read: line and column of a file of text, otherwise its index.
    fn place(&self, index: usize) -> String {
        let n_columns = self.shape.last().copied().unwrap_or(1).max(1);
        let (row, column) = (index / n_columns, index % n_columns);
        match &self.lines {
            Some((lines, first)) => {
                let line = lines.get(row).copied().unwrap_or(0);
                format!("{}, line {line}, column {}", self.name, first + column + 1)
            }
            None if self.shape.len() > 1 => format!("{}, row {}, value {}", self.name, row + 1, column + 1),
            None => format!("{}, value {}", self.name, index + 1),
        }
    }

    /// That commas separate numbers, if pairs of whole ones may have been meant as decimal fractions.
    fn hint(&self) -> &'static str {
        let are_whole = self.values.iter().all(|value| *value == value.trunc());
        if matches!(self.shape[..], [_, 2]) && are_whole && self.values.iter().any(|value| *value > 1.0) {
            "; commas separate numbers, and a decimal point is needed, as in 0.5"
        } else {
            ""
        }
    }

    fn shape_text(&self) -> String {
        let lengths: Vec<String> = self.shape.iter().map(usize::to_string).collect();
        match lengths.len() {
            0 => "a single number".to_owned(),
            1 => format!("a list of {}", lengths[0]),
            _ => format!("an array of {}", lengths.join(" × ")),
        }
    }
}

/// The way out of a wrong sum.
const NORMALIZE: &str = "; --normalize would divide by the sum";
