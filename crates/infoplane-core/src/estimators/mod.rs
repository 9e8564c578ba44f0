//! Estimates of information from samples: what can be said about I(X;T) and I(T;Y) of a
//! layer when all there is are the activations of finitely many inputs.
//!
//! A deterministic network carries H(X) (finite X) or infinitely many nats (continuous X)
//! about its input. What the information plane plots is finite only because something
//! coarse was put in: bins ([`binning`]) or noise ([`kde`]). Both are shown side by side
//! because they disagree, and neither is a property of the network alone.

pub mod activations;
pub mod binning;
pub mod kde;

/// Why an estimate cannot be made.
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
    /// A noise variance is not a positive finite number.
    NoiseVariance(f64),
    /// A bin width is not a positive finite number.
    BinWidth(f64),
    /// Fewer than two bin edges.
    BinEdges(usize),
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
            Self::NoiseVariance(v) => write!(f, "invalid noise variance: {v}"),
            Self::BinWidth(w) => write!(f, "invalid bin width: {w}"),
            Self::BinEdges(n) => write!(f, "invalid number of bin edges: {n}"),
        }
    }
}

impl core::error::Error for EstimateError {}
