//! Training a classifier while its loss, predictions, gradients and weights are recorded.
//!
//! `run` is the way from epoch to epoch, whatever is learned; `evaluation` and `bottleneck` say how well.

mod bottleneck;
mod checkpoints;
mod classifier;
mod evaluation;
mod frame;
mod gradients;
mod past;
pub(super) mod problem;
mod published;
pub(super) mod record;
pub(super) mod run;
mod spec;
mod state;
pub(super) mod surrogate;

pub use bottleneck::{BottleneckEvaluation, N_DRAWS};
pub use classifier::Training;
use evaluation::Classification;
pub use evaluation::{ECE_BINS, Evaluation};
pub use frame::{Regions, TrainingFrame};
pub use gradients::GradientStatistics;
pub use record::{LayerRecord, Record, RunState};
pub use spec::{Order, TrainingSpec};
