//! Training a classifier while its loss, predictions, gradients and weights are recorded.
//!
//! `run` is the way from epoch to epoch, whatever is learned; `evaluation` and `bottleneck` say how well.

mod bottleneck;
mod change;
mod checkpoints;
mod classifier;
mod evaluation;
mod frame;
mod gradients;
mod past;
pub(super) mod plane;
pub(super) mod problem;
mod published;
pub(super) mod record;
pub(super) mod run;
mod spec;
mod state;
pub(super) mod surrogate;

pub use bottleneck::{BottleneckEvaluation, N_DRAWS};
pub use change::{Change, Phase, What};
pub use classifier::Training;
pub(super) use evaluation::{Classification, log_softmax};
pub use evaluation::{ECE_BINS, Evaluation, prediction};
pub use frame::{Regions, TracedUpdate, TrainingFrame};
pub use gradients::{GradientStatistics, diffusion_begins};
pub use record::{LayerRecord, Record, RunState};
pub use spec::{Order, TrainingSpec};
