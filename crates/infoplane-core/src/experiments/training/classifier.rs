//! The experiment: a classifier in training.

use super::evaluation::{Classification, probabilities};
use super::plane::Cells;
use super::record::Shown;
use super::run::Run;
use super::{Record, Regions, RunState, TrainingFrame, TrainingSpec};
use crate::experiments::{Experiment, Progress};
use crate::learner::dataset::{self, Dataset};
use crate::learner::network::Network;
use crate::learner::spec::SpecError;

/// A classifier in training.
///
/// ```
/// use infoplane_core::experiments::{Experiment, Progress, training::{Training, TrainingSpec}};
/// // Two clusters of points, far from each other, are told apart in no time.
/// let mut spec = TrainingSpec { n_epochs: 20, ..TrainingSpec::default() };
/// (spec.data.source, spec.data.n_classes) = (infoplane_core::learner::dataset::Source::Gaussians, 2);
/// let mut run = Training::start(&spec, None)?;
/// while run.step() == Progress::Running {}
/// assert_eq!(run.frame().test.accuracy, 1.0);
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Training {
    run: Run<Classification>,
    floors: [Option<f64>; 2],
}

impl Experiment for Training {
    type Spec = TrainingSpec;
    type Frame = TrainingFrame;

    fn start(spec: &TrainingSpec, asset: Option<&[u8]>) -> Result<Self, SpecError> {
        spec.validate()?;
        Self::from_network(spec, asset, spec.first_network()?)
    }

    /// Some mini-batches, by an estimate of their work; ends early after a record.
    fn step(&mut self) -> Progress {
        self.run.step()
    }

    fn frame(&mut self) -> TrainingFrame {
        let is_plane = self.run.spec().data.is_plane();
        let Shown { time, train, test, snapshot } = self.run.present();
        TrainingFrame {
            epoch: time.epoch,
            steps: time.steps,
            samples: time.samples,
            state: self.run.state(),
            floor: self.floors[1],
            train_floor: self.floors[0],
            records: self.run.take_records(),
            train,
            test,
            regions: is_plane.then(|| self.regions()),
            test_probabilities: self.test_probabilities(),
            snapshot,
            update: self.run.take_update(),
        }
    }
}

impl Training {
    /// The experiment from given weights, in the layout of [`Record::snapshot`], in place of those that are drawn; all
    /// else, as the memory of the optimizer, begins as in a fresh run.
    ///
    /// # Errors
    /// Those of [`Experiment::start`]; [`SpecError::SnapshotLength`] for another number of parameters than the network
    /// has, and [`SpecError::OutOfRange`] with `weight` for one that is not finite.
    ///
    /// ```
    /// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
    /// let spec = TrainingSpec::default();
    /// // From zero all three classes are as probable: ln 3.
    /// let mut run = Training::start_from(&spec, None, vec![0.0; spec.n_parameters()])?;
    /// assert!((run.frame().test.cross_entropy - 3_f64.ln()).abs() < 1e-12);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn start_from(
        spec: &TrainingSpec,
        asset: Option<&[u8]>,
        parameters: Vec<f32>,
    ) -> Result<Self, SpecError> {
        spec.validate()?;
        parameters.iter().try_for_each(|weight| TrainingSpec::WEIGHT.check(f64::from(*weight)))?;
        Self::from_network(spec, asset, spec.network_with(parameters)?)
    }

    fn from_network(
        spec: &TrainingSpec,
        asset: Option<&[u8]>,
        first: Network<f32>,
    ) -> Result<Self, SpecError> {
        let data = dataset::generate(&spec.data, spec.seeds(), asset)?;
        let floors = [data.floor(&data.train), data.floor(&data.test)];
        let problem = Classification::new(spec, &data)?;
        Ok(Self { run: Run::start_from(spec, data, problem, first)?, floors })
    }

    /// A slice like that of [`Experiment::step`], but to the end of the present epoch at most.
    ///
    /// ```
    /// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
    /// let mut run = Training::start(&TrainingSpec::default(), None)?;
    /// // A slice has room for several epochs of 300 samples; this one is over after the first.
    /// run.step_within_epoch();
    /// assert_eq!(run.epoch(), 1);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn step_within_epoch(&mut self) -> Progress {
        self.run.step_within_epoch()
    }

    /// Advances by exactly one update, which the next [frame](Experiment::frame) takes apart. A mini-batch of which a part
    /// has passed already is made another one before it.
    ///
    /// ```
    /// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
    /// let mut run = Training::start(&TrainingSpec::default(), None)?;
    /// run.step_update();
    /// assert_eq!((run.frame().steps, run.frame().samples), (1, 32));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn step_update(&mut self) -> Progress {
        self.run.step_update()
    }

    /// Epochs completed.
    ///
    /// ```
    /// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
    /// let mut run = Training::start(&TrainingSpec::default(), None)?;
    /// assert_eq!(run.epoch(), 0);
    /// run.finish_epoch();
    /// assert_eq!(run.epoch(), 1);
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn epoch(&self) -> u32 {
        self.run.epoch()
    }

    /// Advances to the end of the present epoch, however long that takes.
    ///
    /// ```
    /// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
    /// let mut run = Training::start(&TrainingSpec::default(), None)?;
    /// run.finish_epoch();
    /// // 300 samples in batches of 32: nine whole ones, and one of 12.
    /// assert_eq!((run.frame().steps, run.frame().samples), (10, 300));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn finish_epoch(&mut self) -> Progress {
        self.run.finish_epoch()
    }

    /// Goes back to an epoch that has been reached, or to the nearest before it whose state is kept; gives the number of
    /// epochs to be trained again until it is there. Whatever epoch that is, the run goes on with the same bits as if
    /// it had never been anywhere else, and makes the records of later epochs again.
    ///
    /// The states take at most [`TrainingSpec::MAX_SNAPSHOT_BYTES`]: those of all recorded epochs if that is enough,
    /// and else of every second, fourth, eighth... of them; epoch 0 needs none.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with `epoch` when the run has not come that far.
    ///
    /// ```
    /// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
    /// let mut run = Training::start(&TrainingSpec::default(), None)?;
    /// (0..30).for_each(|_| _ = run.finish_epoch());
    /// // Epoch 25 is recorded, so its state is there; 27 is two epochs from it.
    /// assert_eq!((run.rewind(25)?, run.frame().epoch), (0, 25));
    /// assert_eq!((run.rewind(27)?, run.frame().epoch), (2, 25));
    /// assert!(run.rewind(31).is_err());
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn rewind(&mut self, epoch: u32) -> Result<u32, SpecError> {
        self.run.rewind(epoch)
    }

    /// The data of the run.
    ///
    /// ```
    /// use infoplane_core::experiments::{Experiment, training::{Training, TrainingSpec}};
    /// let run = Training::start(&TrainingSpec::default(), None)?;
    /// assert_eq!((run.data().train.len(), run.data().test.len()), (300, 300));
    /// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
    /// ```
    pub fn data(&self) -> &Dataset {
        self.run.data()
    }

    /// Running, finished or diverged.
    pub(in crate::experiments) fn state(&self) -> RunState {
        self.run.state()
    }

    /// The records since the last call of this or of `frame`, oldest first.
    pub(in crate::experiments) fn take_records(&mut self) -> Vec<Record> {
        self.run.take_records()
    }

    fn regions(&mut self) -> Regions {
        let cells = Cells::new(self.run.spec().data.source, self.run.data());
        let (data, network, batch) = self.run.shown();
        Regions {
            side: cells.side,
            extent: cells.extent,
            n_classes: data.n_classes(),
            probabilities: probabilities(network, batch, cells.inputs.iter().map(Vec::as_slice)),
        }
    }

    fn test_probabilities(&mut self) -> Vec<f32> {
        let (data, network, batch) = self.run.shown();
        let inputs: Vec<&[f32]> = data.test.iter().map(|sample| data.input(*sample)).collect();
        probabilities(network, batch, inputs.into_iter())
    }
}
