//! Experiments: `Spec` → `step()` → `Frame`, plain data in, plain data out.
//!
//! - [`training`]: a classifier in training, with or without a variational bottleneck, and what is recorded of it;
//!   [`recording`] says when, [`activations`] computes what every layer does at a recorded epoch;
//! - [`layer_information`]: the information plane at one epoch; [`information_plane`]: training and plane in one;
//! - [`estimator_bench`]: one layer at one epoch under every estimator;
//! - [`ground_truth`]: tasks whose information is known, and how far every estimator is from it at which number of samples;
//! - [`neuron`]: one unit, its activations and what they say about the class;
//! - [`shifted`]: a classifier on a copy of its data that is noisier, moved or turned;
//! - [`beta_vae`]: a variational autoencoder in training;
//! - [`linear_student`]: a linear network under a linear teacher, where the information in every layer is known;
//! - [`sweep`]: the same experiment with several seeds or betas, side by side.

pub mod activations;
pub mod beta_vae;
pub mod estimator_bench;
pub mod ground_truth;
pub mod information_plane;
pub mod layer_information;
pub mod linear_student;
pub mod neuron;
pub mod recording;
pub mod reference_runs;
pub mod shifted;
pub mod sweep;
pub mod training;

use crate::learner::spec::SpecError;

/// Multiply-adds of a slice of training: about a millisecond where a core does two to four billion a second.
///
/// ```
/// use infoplane_core::experiments::SLICE_WORK;
/// // At two to four billion multiply-adds a second.
/// assert!(SLICE_WORK as f64 / 4e9 < 1e-3 && SLICE_WORK as f64 / 2e9 > 1e-3);
/// ```
pub const SLICE_WORK: usize = 2_500_000;

/// What a slice of work left behind.
///
/// ```
/// use infoplane_core::experiments::{Experiment, Progress, training::{Training, TrainingSpec}};
/// let mut run = Training::start(&TrainingSpec { n_epochs: 2, ..TrainingSpec::default() }, None)?;
/// assert_eq!((run.finish_epoch(), run.finish_epoch()), (Progress::Running, Progress::Finished));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is more to do.
    Running,
    /// The experiment has reached its end.
    Finished,
}

/// A computation that advances in slices of bounded work and can be looked at between them.
///
/// It is a pure function of its spec and assets: how often `frame` is called, or how the
/// slices are timed, never changes a number. Cancelling is dropping.
///
/// ```
/// use infoplane_core::experiments::{Experiment, Progress};
/// use infoplane_core::learner::spec::SpecError;
/// /// Adds up the numbers below n, one in each slice.
/// struct Sum { below: u64, next: u64, sum: u64 }
/// impl Experiment for Sum {
///     type Spec = u64;
///     type Frame = u64;
///     fn start(below: &u64, _: Option<&[u8]>) -> Result<Self, SpecError> {
///         Ok(Self { below: *below, next: 0, sum: 0 })
///     }
///     fn step(&mut self) -> Progress {
///         self.sum += self.next;
///         self.next += 1;
///         if self.next < self.below { Progress::Running } else { Progress::Finished }
///     }
///     fn frame(&mut self) -> u64 {
///         self.sum
///     }
/// }
/// let mut sum = Sum::start(&5, None)?;
/// while sum.step() == Progress::Running {}
/// assert_eq!(sum.frame(), 0 + 1 + 2 + 3 + 4);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
pub trait Experiment: Sized {
    /// Everything that decides the result; plain, validated by `start`.
    type Spec;
    /// A picture of the present state; plain data.
    type Frame;

    /// Builds the initial state.
    ///
    /// # Errors
    /// A [`SpecError`] that names the offending field and value, or the missing or damaged asset.
    fn start(spec: &Self::Spec, asset: Option<&[u8]>) -> Result<Self, SpecError>;

    /// Advances by one slice: about a millisecond of work on a slow machine, but at least one pass of samples through the
    /// network; a slice that ends in a record looks at all samples besides.
    fn step(&mut self) -> Progress;

    /// What has happened since the last call of `frame`, and the present state.
    fn frame(&mut self) -> Self::Frame;
}

/// A fingerprint of numbers, bit for bit (FNV-1a, 64 bits): equal for equal runs.
///
/// ```
/// use infoplane_core::experiments::digest;
/// assert_ne!(digest(&[0.0, 1.0]), digest(&[1.0, 0.0]));
/// assert_ne!(digest(&[0.0]), digest(&[-0.0]));
/// ```
pub fn digest(numbers: &[f32]) -> u64 {
    let bytes = numbers.iter().flat_map(|x| x.to_bits().to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
