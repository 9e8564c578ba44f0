//! What decides a run.

use super::Change;
use crate::experiments::recording::{MOST_EPOCHS, Recording};
use crate::learner::dataset::DataSpec;
use crate::learner::init::Init;
use crate::learner::network::{Network, NetworkSpec};
use crate::learner::optimizer::{OptimizerSpec, Rule};
use crate::learner::seeds::{Seeds, StreamSeed};
use crate::learner::spec::{Range, SpecError};
use crate::learner::trainer::Objective;
use crate::math::rng::Purpose;
use serde::{Deserialize, Serialize};

crate::named_enum! {
    /// In what order an epoch takes the training samples.
    ///
    /// ```
    /// use infoplane_core::experiments::{Experiment, training::{Order, Training, TrainingSpec}};
    /// // With one batch an epoch only the rounding of its sums depends on the order.
    /// let first_loss = |order| -> Result<f64, infoplane_core::learner::spec::SpecError> {
    ///     let mut run = Training::start(&TrainingSpec { order, batch_size: 300, ..TrainingSpec::default() }, None)?;
    ///     run.finish_epoch();
    ///     Ok(run.frame().train.cross_entropy)
    /// };
    /// assert!((first_loss(Order::Shuffled)? - first_loss(Order::AsGiven)?).abs() < 1e-4);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub enum Order {
        /// In another order each epoch, drawn from the stream of the batches.
        Shuffled = "shuffled",
        /// As the data set lists them: the same mini-batches in every epoch.
        AsGiven = "as given",
    }
}

/// A run: a pure function of these fields.
///
/// ```
/// use infoplane_core::experiments::training::TrainingSpec;
/// // Three spirals through two hidden layers of eight units.
/// assert_eq!(TrainingSpec::default().layer_widths(), [2, 8, 8, 3]);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingSpec {
    /// The data.
    pub data: DataSpec,
    /// The network.
    pub network: NetworkSpec,
    /// The update rule with all its hyper-parameters.
    pub optimizer: OptimizerSpec,
    /// Samples per update; at least 1; more than the training set means the whole of it.
    pub batch_size: usize,
    /// The order of the samples.
    pub order: Order,
    /// Seeds the named streams (data, labels, split, init, batches, noise, dropout).
    pub seed: u64,
    /// Seeds of single streams in place of that of the run, as for another split of the same data.
    pub stream_seeds: Vec<StreamSeed>,
    /// The run ends after this many epochs.
    pub n_epochs: u32,
    /// The loss, and what is done with its gradient before an update and with the weights after it.
    pub objective: Objective,
    /// Which epochs are recorded.
    pub recording: Recording,
    /// What changes on the way; of several at one epoch the later ones in the list come last.
    pub changes: Vec<Change>,
}

impl Default for TrainingSpec {
    fn default() -> Self {
        Self {
            data: DataSpec::default(),
            network: NetworkSpec::default(),
            optimizer: Rule::Adam.at(0.01),
            batch_size: 32,
            order: Order::Shuffled,
            seed: 1,
            stream_seeds: Vec::new(),
            n_epochs: 2_000,
            objective: Objective::default(),
            recording: Recording::default(),
            changes: Vec::new(),
        }
    }
}

impl TrainingSpec {
    /// Range of [`TrainingSpec::batch_size`]; shorter for some losses, see [`Objective::batch`].
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// assert!(TrainingSpec { batch_size: 0, ..TrainingSpec::default() }.validate().is_err());
    /// ```
    pub const BATCH: Range = Objective::BATCH;
    /// Range of [`TrainingSpec::n_epochs`].
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// assert!(TrainingSpec { n_epochs: 100_001, ..TrainingSpec::default() }.validate().is_err());
    /// ```
    pub const EPOCHS: Range = Range { field: "epochs", min: 1.0, max: MOST_EPOCHS };

    /// Range of a weight or bias that a run is started from: all finite numbers.
    ///
    /// ```
    /// use infoplane_core::experiments::training::{Training, TrainingSpec};
    /// let spec = TrainingSpec::default();
    /// let refused = Training::start_from(&spec, None, vec![f32::NAN; spec.n_parameters()]);
    /// assert!(refused.is_err_and(|error| error.to_string().starts_with("invalid weight: NaN")));
    /// ```
    pub const WEIGHT: Range = Range { field: "weight", min: -(f32::MAX as f64), max: f32::MAX as f64 };

    /// Range of the number of weights and biases: what a page's memory holds with room for its gradient,
    /// the optimizer's memory and some snapshots.
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// let mut spec = TrainingSpec::default();
    /// // Eight layers of 1,024 units have over 7 · 1,024² = 7.3 million weights, ten have over 9.4.
    /// spec.network.hidden = vec![1_024; 8];
    /// assert!(spec.validate().is_ok());
    /// spec.network.hidden = vec![1_024; 10];
    /// assert!(spec.validate().is_err());
    /// ```
    pub const PARAMETERS: Range = Range { field: "parameters", min: 1.0, max: 8e6 };

    /// The seed of every stream.
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// use infoplane_core::learner::seeds::StreamSeed;
    /// use infoplane_core::math::rng::Purpose;
    /// let stream_seeds = vec![StreamSeed { purpose: Purpose::Split, seed: 9 }];
    /// let spec = TrainingSpec { seed: 7, stream_seeds, ..TrainingSpec::default() };
    /// assert_eq!((spec.seeds().of(Purpose::Split), spec.seeds().of(Purpose::Init)), (9, 7));
    /// ```
    pub fn seeds(&self) -> Seeds<'_> {
        Seeds { run: self.seed, streams: &self.stream_seeds }
    }

    /// A network of this run with these parameters.
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// let spec = TrainingSpec::default();
    /// assert_eq!(spec.network_with(vec![0.5; 123])?.parameters(), [0.5; 123]);
    /// assert!(spec.network_with(vec![0.5; 122]).is_err());
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`Network::new`].
    pub fn network_with(&self, parameters: Vec<f32>) -> Result<Network<f32>, SpecError> {
        Network::new(&self.network, self.data.n_features(), self.data.n_classes(), parameters)
    }

    /// The network before training.
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// let network = TrainingSpec::default().first_network()?;
    /// // Biases begin at 0: the last three parameters.
    /// assert_eq!(network.parameters()[120..], [0.0; 3]);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`Network::new`].
    pub fn first_network(&self) -> Result<Network<f32>, SpecError> {
        self.first_network_of(self.data.n_classes())
    }

    /// The network before training with another number of outputs than classes.
    pub(super) fn first_network_of(&self, n_outputs: usize) -> Result<Network<f32>, SpecError> {
        let n_features = self.data.n_features();
        let layers = self.network.layers(n_features, n_outputs);
        let seed = self.seeds().of(Purpose::Init);
        let parameters = match self.network.init {
            Some(init) => init.draw(&layers, seed),
            None => Init::of(self.data.source, self.network.activation).draw_hidden(&layers, seed),
        };
        Network::new(&self.network, n_features, n_outputs, parameters)
    }

    /// Widths of all layers, input and output included.
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// let mut spec = TrainingSpec::default();
    /// spec.network.hidden = vec![5];
    /// assert_eq!(spec.layer_widths(), [2, 5, 3]);
    /// ```
    pub fn layer_widths(&self) -> Vec<usize> {
        self.network.layer_widths(self.data.n_features(), self.data.n_classes())
    }

    /// Number of weights and biases: the length of every snapshot.
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// assert_eq!(TrainingSpec::default().n_parameters(), (2 + 1) * 8 + (8 + 1) * 8 + (8 + 1) * 3);
    /// ```
    pub fn n_parameters(&self) -> usize {
        self.network.n_parameters(self.data.n_features(), self.data.n_classes())
    }

    /// Checks every field that the run uses.
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// let spec = TrainingSpec { n_epochs: 0, ..TrainingSpec::default() };
    /// let refused = spec.validate().map_err(|error| error.to_string());
    /// assert_eq!(refused, Err("invalid epochs: 0 (allowed: 1 to 100000)".to_owned()));
    /// ```
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with the first offending field.
    pub fn validate(&self) -> Result<(), SpecError> {
        self.data.validate()?;
        self.network.validate()?;
        self.optimizer.validate()?;
        self.objective.batch().check(self.batch_size as f64)?;
        Self::EPOCHS.check(f64::from(self.n_epochs))?;
        Self::PARAMETERS.check(self.n_parameters() as f64)?;
        self.objective.validate()?;
        self.recording.validate()?;
        self.validate_changes()
    }

    /// The most bytes that the snapshots of all records of a run take together, where they are collected; and the
    /// most that the states take which a run keeps to [go back](super::Training::rewind) to.
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// // Sixteen snapshots of a million numbers of four bytes.
    /// assert_eq!(TrainingSpec::MAX_SNAPSHOT_BYTES / (4 * 1_000_000), 16);
    /// ```
    pub const MAX_SNAPSHOT_BYTES: usize = 64 << 20;

    /// Whether an epoch is recorded: the last, those at which something changes, and every n-th of those that
    /// [`TrainingSpec::recording`] asks for, where n is 1 unless the network is so large and the run so long that the
    /// snapshots would exceed [`TrainingSpec::MAX_SNAPSHOT_BYTES`].
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// let spec = TrainingSpec { n_epochs: 33, ..TrainingSpec::default() };
    /// // All below 20, every 5th after, and the last.
    /// let recorded: Vec<u32> = (17..=33).filter(|epoch| spec.is_recorded(*epoch)).collect();
    /// assert_eq!(recorded, [17, 18, 19, 20, 25, 30, 33]);
    /// ```
    pub fn is_recorded(&self, epoch: u32) -> bool {
        let (place, is_scheduled) = self.recording.place(epoch);
        let is_sampled = is_scheduled && place.is_multiple_of(self.record_spacing());
        is_sampled || epoch == self.n_epochs || self.changes_at(epoch).next().is_some()
    }

    /// One in how many epochs of the schedule is recorded: as many as leave room for the last epoch.
    fn record_spacing(&self) -> usize {
        let bytes = size_of::<f32>() * self.n_parameters().max(1);
        let most = (Self::MAX_SNAPSHOT_BYTES / bytes).max(2);
        self.recording.place(self.n_epochs).0 / (most - 1) + 1
    }
}
