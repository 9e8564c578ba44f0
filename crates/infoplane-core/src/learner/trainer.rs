//! Training: a network, its loss, and what is done with the gradient, step by step.
//!
//! # Speed
//!
//! In wasm in V8, one thread, single precision, by `cargo xtask bench` (medians, every peer's loop around it), beside a loop
//! of independent multiplications and additions that came to 53 GFLOP/s (floating-point operations are those of the
//! matrix products alone; good to a tenth, as the loop itself varies):
//!
//! | network, batch | samples/s | GFLOP/s | of that loop | what bounds it |
//! |---|--:|--:|--:|---|
//! | 2-4-2-2 tanh, SGD, 10 | 16.9 million | 1.8 | 3 % | the dozens of short loops of a step, 0.6 µs together; the softmax is a fifth |
//! | 12-10-7-5-4-3-2 tanh, Adam, 256 | 13.4 million | 18 | 34 % | tanh and softmax, a third of the time; tiles of four units that 10, 7, 5 and 3 units do not fill; copies for the gradient of the weights and the loading of samples, a tenth |
//! | 64-64-32-10 ReLU, Adam, 32 | 1.00 million | 31 | 58 % | sums over lanes after only eight vectors of samples; the update of all weights for 32 samples, a tenth: a root and a division each |
//! | 784-256-128-10 ReLU, Adam, 128 | 54 thousand | 55 | about 100 % | the products themselves |
//!
//! `cargo bench --bench learner` measures the same natively.

mod change;
mod checkpoint;
mod finite;
mod objective;
mod present;

pub use checkpoint::Checkpoint;
pub use objective::Objective;

use crate::learner::loss::{Loss, LossSpec};
use crate::learner::network::Network;
use crate::learner::optimizer::averaging::WeightAverage;
use crate::learner::optimizer::clipping::Clipping;
use crate::learner::optimizer::{Optimizer, OptimizerSpec};
use crate::learner::passes::{Batch, Randomness};
use crate::learner::seeds::Seeds;
use crate::learner::spec::SpecError;
use crate::math::real::Real;
use finite::{all_finite, square_is_finite};
use objective::is_whole;
use serde::{Deserialize, Serialize};

/// A quantity that can leave the finite numbers.
///
/// ```
/// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
/// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
/// # let network = Network::new(&spec, 1, 2, vec![0.0_f32; 4])?;
/// # let mut trainer = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 1, 1)?;
/// // A gradient of 1e30 / 2, whose square is beyond single precision; the loss is still ln 2.
/// assert_eq!(trainer.step(&[0], |_| (&[1e30], 1)), Err(NonFinite::Gradient));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NonFinite {
    /// The loss of a batch.
    Loss,
    /// The gradient: one of its numbers, or the sum of their squares, beyond which the rules that divide by the root
    /// of squares would stand still. In single precision that is a norm of 1.8e19.
    Gradient,
    /// A weight or bias.
    Weights,
}

/// Samples that pass through the network together: enough to amortize, few enough for the cache.
/// Part of a run's definition, because it groups the sums of the gradient.
const CHUNK: usize = 256;
/// Multiply-adds of one pass: some milliseconds, so that a slice of work stays short with large networks.
const PASS_WORK: usize = 100_000_000;

/// A network in training.
///
/// Generic over the precision. A step allocates nothing.
///
/// ```
/// use infoplane_core::learner::network::{Network, NetworkSpec};
/// use infoplane_core::learner::optimizer::OptimizerSpec;
/// use infoplane_core::learner::trainer::{Objective, Trainer};
/// // Softmax regression with one input and two classes, from zero: q = ½, so the loss is ln 2.
/// let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
/// let network = Network::new(&spec, 1, 2, vec![0.0; 4])?;
/// let descent = OptimizerSpec { learning_rate: 0.5, ..OptimizerSpec::sgd() };
/// let mut trainer = Trainer::new(network, &descent, &Objective::default(), 1, 1)?;
/// let loss = trainer.step(&[0], |_| (&[2.0], 1)).expect("finite");
/// assert!((loss - 2_f64.ln()).abs() < 1e-15);
/// // Each weight moves by ½ · (target − ½) · 2.
/// assert_eq!(trainer.network().parameters(), [-0.5, 0.5, -0.25, 0.25]);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Trainer<T: Real> {
    network: Network<T>,
    objective: Objective,
    loss: Loss<T>,
    optimizer: Optimizer<T>,
    average: Option<(WeightAverage<T>, Network<T>)>,
    batch: Batch<T>,
    gradient: Vec<T>,
    randomness: Randomness,
    /// Mean loss of the mini-batch, as far as it has been seen.
    mean_loss: f64,
    n_updates: u32,
}

impl<T: Real> Trainer<T> {
    /// A network that has not learned yet; the seeds are those of its noisy layers.
    ///
    /// # Errors
    /// Those of [`Objective::validate`], [`Loss::new`] and [`OptimizerSpec::validate`], and [`SpecError::OutOfRange`] for a
    /// `batch_size` outside [`Objective::batch`].
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// let network = Network::new(&NetworkSpec::default(), 2, 3, vec![0.0; 123])?;
    /// let empty = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 0, 1);
    /// assert!(empty.is_err_and(|error| error.to_string().starts_with("invalid batch: 0 ")));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn new<'a>(
        network: Network<T>,
        optimizer: &OptimizerSpec,
        objective: &Objective,
        batch_size: usize,
        seeds: impl Into<Seeds<'a>>,
    ) -> Result<Self, SpecError> {
        objective.validate()?;
        objective.batch().check(batch_size as f64)?;
        let parameters = network.parameters();
        let average = match objective.averaging {
            Some(averaging) => Some((WeightAverage::new(averaging, parameters)?, network.clone())),
            None => None,
        };
        Ok(Self {
            loss: Loss::new(&objective.loss, network.n_outputs())?,
            optimizer: Optimizer::new(optimizer, parameters.len())?,
            average,
            batch: Batch::new(&network, chunk_size(parameters.len(), &objective.loss, batch_size)),
            gradient: vec![T::ZERO; parameters.len()],
            randomness: Randomness::new(seeds),
            mean_loss: 0.0,
            n_updates: 0,
            objective: objective.clone(),
            network,
        })
    }

    /// Takes all samples of a mini-batch, named by their numbers, and updates; gives their mean loss. A loss with the
    /// square of a mean takes no more of them than the trainer was made for.
    ///
    /// # Errors
    /// The quantity that left the finite numbers.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// # let network = Network::new(&spec, 1, 2, vec![0.0; 4])?;
    /// # let mut trainer = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 2, 1)?;
    /// // The same input in both classes: their gradients cancel, and the loss stays ln 2.
    /// let loss = trainer.step(&[0, 1], |sample| (&[2.0], sample)).expect("finite");
    /// assert!((loss - 2_f64.ln()).abs() < 1e-15);
    /// assert_eq!(trainer.network().parameters(), [0.0; 4]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn step<'a>(
        &mut self,
        samples: &[usize],
        sample: impl Fn(usize) -> (&'a [T], usize),
    ) -> Result<f64, NonFinite>
    where
        T: 'a,
    {
        debug_assert!(
            samples.len() <= self.batch.capacity() || !is_whole(&self.objective.loss),
            "{} samples would be squared in parts",
            samples.len()
        );
        self.begin(samples.iter().map(|s| sample(*s).1));
        for chunk in samples.chunks(self.batch.capacity()) {
            self.accumulate(samples.len(), |batch| batch.load(chunk.iter().map(|s| sample(*s))));
        }
        self.update()
    }

    /// Begins a mini-batch, the classes of whose samples are these; see [`Loss::begin`].
    ///
    /// ```
    /// # use infoplane_core::learner::loss::{ClassMean, LossSpec};
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// # let network = Network::new(&spec, 1, 2, vec![0.0; 4])?;
    /// let loss = LossSpec { class_weights: vec![3.0, 1.0], class_mean: ClassMean::Weights, ..LossSpec::default() };
    /// let objective = Objective { loss, ..Objective::default() };
    /// let mut trainer = Trainer::new(network, &OptimizerSpec::sgd(), &objective, 2, 1)?;
    /// trainer.begin([0, 1].into_iter());
    /// trainer.accumulate(2, |batch| batch.load([(&[0.0][..], 0)].into_iter()));
    /// // The first of both has 3 of the weights 3 + 1, so its bias has ¾ (½ − 1).
    /// assert_eq!(trainer.gradient()[2], -0.375);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn begin(&mut self, classes: impl ExactSizeIterator<Item = usize>) {
        self.loss.begin(classes);
    }

    /// Adds the gradient of some samples, not more than [`Trainer::chunk_size`], of a mini-batch of `n`.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// # let network = Network::new(&spec, 1, 2, vec![0.0; 4])?;
    /// # let mut trainer = Trainer::new(network, &OptimizerSpec::sgd(), &Objective::default(), 2, 1)?;
    /// // One of two samples of class 1: half of (½ − target) times the input 2, and times 1 for the biases.
    /// trainer.accumulate(2, |batch| batch.load([(&[2.0][..], 1)].into_iter()));
    /// assert_eq!(trainer.gradient(), [0.5, -0.5, 0.25, -0.25]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn accumulate(&mut self, n: usize, load: impl FnOnce(&mut Batch<T>)) {
        load(&mut self.batch);
        self.batch.forward(&self.network, Some(&mut self.randomness));
        self.mean_loss += self.batch.objective(&self.loss, n);
        self.batch.backward(&self.network, &self.loss, n, &mut self.gradient);
    }

    /// Ends a mini-batch; gives its mean loss, without what regularization adds to it. Nothing is updated where the loss
    /// or the gradient is not finite.
    ///
    /// # Errors
    /// The quantity that left the finite numbers.
    ///
    /// ```
    /// # use infoplane_core::learner::{network::*, optimizer::OptimizerSpec, trainer::*};
    /// # let spec = NetworkSpec { hidden: vec![], ..NetworkSpec::default() };
    /// # let network = Network::new(&spec, 1, 2, vec![0.0; 4])?;
    /// let descent = OptimizerSpec { learning_rate: 0.5, ..OptimizerSpec::sgd() };
    /// let mut trainer = Trainer::new(network, &descent, &Objective::default(), 1, 1)?;
    /// trainer.accumulate(1, |batch| batch.load([(&[2.0][..], 1)].into_iter()));
    /// assert_eq!(trainer.gradient(), [1.0, -1.0, 0.5, -0.5]);
    /// trainer.update().expect("finite");
    /// assert_eq!(trainer.network().parameters(), [-0.5, 0.5, -0.25, 0.25]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    #[cfg_attr(infoplane_site, optimize(speed))]
    pub fn update(&mut self) -> Result<f64, NonFinite> {
        let mean_loss = core::mem::take(&mut self.mean_loss);
        let outcome = if mean_loss.is_finite() { self.finish_gradient() } else { Err(NonFinite::Loss) };
        if outcome.is_ok() {
            self.move_weights();
        }
        self.gradient.fill(T::ZERO);
        outcome?;
        if all_finite(self.network.parameters()) { Ok(mean_loss) } else { Err(NonFinite::Weights) }
    }

    /// Regularizes and clips the gradient. Clipping the values would hide that one is infinite.
    #[cfg_attr(infoplane_site, optimize(speed))]
    fn finish_gradient(&mut self) -> Result<(), NonFinite> {
        let Objective { regularization, clipping, .. } = &self.objective;
        if regularization.is_some() {
            regularization.add_gradient(self.network.layers(), self.network.parameters(), &mut self.gradient);
        }
        let is_finite = *clipping == Clipping::None || all_finite(&self.gradient);
        clipping.apply(&mut self.gradient);
        if is_finite && square_is_finite(&self.gradient) { Ok(()) } else { Err(NonFinite::Gradient) }
    }

    #[cfg_attr(infoplane_site, optimize(speed))]
    fn move_weights(&mut self) {
        let factor = self.objective.schedule.factor(self.n_updates);
        self.optimizer.update_at(factor, self.network.parameters_mut(), &self.gradient);
        self.n_updates = self.n_updates.saturating_add(1);
        if let Some((average, _)) = &mut self.average {
            average.add(self.network.parameters());
        }
    }
}

/// Fewer samples together in large networks, so that a slice stays short; all of a mini-batch if the
/// loss has the square of a mean over it.
fn chunk_size(n_parameters: usize, loss: &LossSpec, batch_size: usize) -> usize {
    if is_whole(loss) {
        return batch_size;
    }
    (PASS_WORK / (3 * n_parameters.max(1))).clamp(CHUNK / 8, CHUNK) / 8 * 8
}
