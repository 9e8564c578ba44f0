//! Estimates of information from samples: what can be said about I(X;T) and I(T;Y) of a
//! layer when all there is are the activations of finitely many inputs.
//!
//! A deterministic network carries H(X) (finite X) or infinitely many nats (continuous X)
//! about its input. What the information plane plots is finite only because something
//! coarse was put in: bins ([`binning`]) or noise ([`kde`]). Both are shown side by side
//! because they disagree, and neither is a property of the network alone.
//!
//! For samples of any kind there are estimators from [counts](entropy_from_counts), from the distances to
//! nearest neighbors ([`ksg`], [`kozachenko_leonenko`], [`ross`]), from their covariances if they are [`gaussian`], and from the scores of a
//! trained critic ([`variational`]). They hand back an [`estimate::Estimate`]: the value with
//! its ceiling, bias, assumption and cost; [`interval`] adds how much it varies.

pub mod activations;
pub mod binning;
pub mod counts;
pub mod entropy_from_counts;
pub mod equal_mass;
pub mod estimate;
pub mod gaussian;
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

use core::fmt::Display as _;

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
    /// Fewer than two bin edges, or more than [`MOST_EDGES`](binning::MOST_EDGES).
    BinEdges(usize),
    /// Fewer than two bins, or more than can be numbered.
    BinCount(usize),
    /// There are more outcomes to be counted than [`MOST_OUTCOMES`](crate::dist::pmf::MOST_OUTCOMES).
    Outcomes(usize),
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
    /// There are no more samples than dimensions, or a coordinate is a linear function of others.
    Singular {
        /// Samples there are.
        n_samples: usize,
        /// Dimensions whose covariance is needed.
        n_dims: usize,
    },
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

impl EstimateError {
    /// What is invalid; `None` where the sentence is not about one thing that was given.
    const fn what(&self) -> Option<&'static str> {
        Some(match self {
            Self::Empty | Self::Coincident { .. } | Self::SingleSamples | Self::Singular { .. } => {
                return None;
            }
            Self::Shape { .. } | Self::Points { .. } => "shape",
            Self::NonFinite { .. } => "activation",
            Self::Label { .. } => "label",
            Self::Classes(_) => "number of classes",
            Self::NoiseVariance(_) => "noise variance",
            Self::BinWidth(_) => "bin width",
            Self::BinEdges(_) => "number of bin edges",
            Self::BinCount(_) => "number of bins",
            Self::Total(_) => "total of counts",
            Self::Outcomes(_) | Self::TooFewOutcomes { .. } => "number of outcomes",
            Self::Table { .. } => "table",
            Self::Outcome { .. } => "outcome",
            Self::Coordinate { .. } => "coordinate",
            Self::SampleSizes { .. } => "pair",
            Self::Neighbors { .. } => "number of neighbors",
            Self::Scores(_) => "number of scores",
            Self::Score { .. } => "score",
            Self::Repetitions(_) => "number of repetitions",
            Self::Level(_) => "level",
        })
    }

    /// The value, and where it stands.
    fn fmt_value(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match *self {
            Self::Empty => f.write_str("no samples or no units"),
            Self::SingleSamples => f.write_str("no class has two samples"),
            Self::Singular { n_samples, n_dims } => {
                write!(f, "singular covariance: {n_samples} samples of {n_dims} dimensions")
            }
            Self::Coincident { sample, k } => write!(f, "sample {sample} coincides with at least {k} others"),
            Self::NoiseVariance(number) | Self::BinWidth(number) | Self::Level(number) => number.fmt(f),
            Self::Total(total) => total.fmt(f),
            Self::Classes(n) | Self::BinEdges(n) | Self::BinCount(n) => n.fmt(f),
            Self::Outcomes(n) | Self::Scores(n) | Self::Repetitions(n) => n.fmt(f),
            Self::Shape { n_values: v, n_samples: n, n_units: d } => {
                write!(f, "{v} values for {n} samples of {d} units")
            }
            Self::Points { n_values, n_dims } => write!(f, "{n_values} coordinates in {n_dims} dimensions"),
            Self::Table { n_values, n_columns } => write!(f, "{n_values} counts in {n_columns} columns"),
            Self::SampleSizes { x, y } => write!(f, "{x} and {y} samples"),
            Self::NonFinite { sample, unit, value } => write!(f, "{value} (sample {sample}, unit {unit})"),
            Self::Coordinate { sample, dim, value } => {
                write!(f, "{value} (sample {sample}, dimension {dim})")
            }
            Self::Score { row, column, value } => write!(f, "{value} (row {row}, column {column})"),
            Self::Label { sample: i, label, n_classes: k } => write!(f, "{label} (sample {i}, {k} classes)"),
            Self::Outcome { sample: i, outcome, n_outcomes: k } => {
                write!(f, "{outcome} (sample {i}, {k} outcomes)")
            }
            Self::TooFewOutcomes { n_seen, n_outcomes } => write!(f, "{n_outcomes} ({n_seen} were observed)"),
            Self::Neighbors { k, n_samples } => write!(f, "{k} (there are {n_samples} samples)"),
        }
    }
}

impl core::fmt::Display for EstimateError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if let Some(what) = self.what() {
            write!(f, "invalid {what}: ")?;
        }
        self.fmt_value(f)
    }
}

impl core::error::Error for EstimateError {}
