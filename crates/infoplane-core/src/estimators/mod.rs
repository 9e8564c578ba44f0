//! Estimates of information from samples: what can be said about I(X;T) and I(T;Y) of a
//! layer when all there is are the activations of finitely many inputs.
//!
//! A deterministic network carries H(X) (finite X) or infinitely many nats (continuous X)
//! about its input. What the information plane plots is finite only because something
//! coarse was put in: bins ([`binning`]) or noise ([`kde`]). Both are shown side by side
//! because they disagree, and neither is a property of the network alone.
//!
//! For samples of any kind there are estimators from [counts](entropy_from_counts), from the distances to
//! nearest neighbors ([`ksg`], [`kozachenko_leonenko`], [`ross`]) and from the scores of a
//! trained critic ([`variational`]). They hand back an [`estimate::Estimate`]: the value with
//! its ceiling, bias, assumption and cost; [`interval`] adds how much it varies.

pub mod activations;
pub mod binning;
pub mod counts;
pub mod entropy_from_counts;
pub mod equal_mass;
pub mod estimate;
pub mod interval;
pub mod kde;
pub mod kozachenko_leonenko;
pub mod ksg;
pub mod layer_estimates;
pub mod mixture_entropy;
pub mod neighbors;
pub mod nsb;
pub mod resampling;
pub mod ross;
pub mod variational;

/// Why an estimate cannot be made.
///
/// ```
/// use infoplane_core::estimators::{EstimateError, binning::Binning};
/// assert_eq!(Binning::width(-0.5), Err(EstimateError::BinWidth(-0.5)));
/// assert_eq!(EstimateError::BinWidth(-0.5).to_string(), "invalid bin width: -0.5");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EstimateError {
    /// There are no samples, or they have no units.
    Empty,
    /// The number of values is not the number of samples times the number of units.
    Shape {
        /// Values given.
        n_values: usize,
        /// Labels given, one per sample.
        n_samples: usize,
        /// Units per sample.
        n_units: usize,
    },
    /// An activation is infinite or not a number.
    NonFinite {
        /// The sample, counted from 0.
        sample: usize,
        /// The unit, counted from 0.
        unit: usize,
        /// The value.
        value: f64,
    },
    /// A label is not below the number of classes.
    Label {
        /// The sample, counted from 0.
        sample: usize,
        /// The label.
        label: u8,
        /// The number of classes.
        n_classes: usize,
    },
    /// There are more classes than labels can tell apart: 256.
    Classes(usize),
    /// A noise variance is not a positive finite number.
    NoiseVariance(f64),
    /// A bin width is not a positive finite number.
    BinWidth(f64),
    /// Fewer than two bin edges.
    BinEdges(usize),
    /// Fewer than two bins, or more than can be numbered.
    BinCount(usize),
    /// Counts sum to more than can be represented exactly.
    Total(u64),
    /// More outcomes were observed than there are said to be.
    TooFewOutcomes {
        /// Outcomes observed.
        n_seen: usize,
        /// Outcomes there are said to be.
        n_outcomes: u64,
    },
    /// A table of counts has no columns or no whole rows.
    Table {
        /// Cells given.
        n_values: usize,
        /// Columns given.
        n_columns: usize,
    },
    /// An outcome is not below the number of outcomes.
    Outcome {
        /// The sample, counted from 0.
        sample: usize,
        /// The outcome.
        outcome: usize,
        /// The number of outcomes.
        n_outcomes: usize,
    },
    /// The number of coordinates is not a positive number of samples times the dimensions.
    Points {
        /// Coordinates given.
        n_values: usize,
        /// Dimensions given.
        n_dims: usize,
    },
    /// A coordinate is not a number, or too large to be subtracted from others.
    Coordinate {
        /// The sample, counted from 0.
        sample: usize,
        /// The dimension, counted from 0.
        dim: usize,
        /// The value.
        value: f64,
    },
    /// Two lists that should go together have different numbers of samples.
    SampleSizes {
        /// Samples of the first.
        x: usize,
        /// Samples of the second.
        y: usize,
    },
    /// The number of neighbors is zero, or not below the number of samples.
    Neighbors {
        /// Neighbors asked for.
        k: usize,
        /// Samples there are.
        n_samples: usize,
    },
    /// A sample coincides with so many others that it has no distance to its k-th neighbor.
    Coincident {
        /// The sample, counted from 0.
        sample: usize,
        /// Neighbors asked for.
        k: usize,
    },
    /// No class has two samples.
    SingleSamples,
    /// The number of scores is not the square of a number of samples above 1.
    Scores(usize),
    /// A score is infinite or not a number.
    Score {
        /// The sample x, counted from 0.
        row: usize,
        /// The sample y, counted from 0.
        column: usize,
        /// The value.
        value: f64,
    },
    /// Too few groups, resamples or draws to tell a spread.
    Repetitions(usize),
    /// A level is not strictly between 0 and 1.
    Level(f64),
}

impl core::fmt::Display for EstimateError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Empty => write!(f, "no samples or no units"),
            Self::Shape { n_values, n_samples, n_units } => {
                write!(f, "invalid shape: {n_values} values for {n_samples} samples of {n_units} units")
            }
            Self::NonFinite { sample, unit, value } => {
                write!(f, "invalid activation: {value} (sample {sample}, unit {unit})")
            }
            Self::Label { sample, label, n_classes } => {
                write!(f, "invalid label: {label} (sample {sample}, {n_classes} classes)")
            }
            Self::Classes(n) => write!(f, "invalid number of classes: {n}"),
            Self::NoiseVariance(v) => write!(f, "invalid noise variance: {v}"),
            Self::BinWidth(w) => write!(f, "invalid bin width: {w}"),
            Self::BinEdges(n) => write!(f, "invalid number of bin edges: {n}"),
            Self::BinCount(n) => write!(f, "invalid number of bins: {n}"),
            Self::Total(total) => write!(f, "invalid total of counts: {total}"),
            Self::TooFewOutcomes { n_seen, n_outcomes } => {
                write!(f, "invalid number of outcomes: {n_outcomes} ({n_seen} were observed)")
            }
            Self::Table { n_values, n_columns } => {
                write!(f, "invalid table: {n_values} counts in {n_columns} columns")
            }
            Self::Outcome { sample, outcome, n_outcomes } => {
                write!(f, "invalid outcome: {outcome} (sample {sample}, {n_outcomes} outcomes)")
            }
            Self::Points { n_values, n_dims } => {
                write!(f, "invalid shape: {n_values} coordinates in {n_dims} dimensions")
            }
            Self::Coordinate { sample, dim, value } => {
                write!(f, "invalid coordinate: {value} (sample {sample}, dimension {dim})")
            }
            Self::SampleSizes { x, y } => write!(f, "invalid pair: {x} and {y} samples"),
            Self::Neighbors { k, n_samples } => {
                write!(f, "invalid number of neighbors: {k} (there are {n_samples} samples)")
            }
            Self::Coincident { sample, k } => {
                write!(f, "sample {sample} coincides with at least {k} others")
            }
            Self::SingleSamples => write!(f, "no class has two samples"),
            Self::Scores(n) => write!(f, "invalid number of scores: {n}"),
            Self::Score { row, column, value } => {
                write!(f, "invalid score: {value} (row {row}, column {column})")
            }
            Self::Repetitions(n) => write!(f, "invalid number of repetitions: {n}"),
            Self::Level(level) => write!(f, "invalid level: {level}"),
        }
    }
}

impl core::error::Error for EstimateError {}
