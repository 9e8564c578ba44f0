//! What a session drives: the one place where tasks meet the experiments that do them.

use crate::protocol::{Task, TaskFrame};
use infoplane_core::experiments::information_plane::InformationPlane;
use infoplane_core::experiments::layer_information::LayerInformation;
use infoplane_core::experiments::training::Training;
use infoplane_core::experiments::{Experiment, Progress};
use infoplane_core::learner::spec::SpecError;

/// A task under way. A session does not care which, and its tests bring a scripted one.
pub trait Work: Sized {
    /// Builds the initial state.
    ///
    /// # Errors
    /// As [`Experiment::start`].
    fn start(task: &Task, asset: Option<&[u8]>) -> Result<Self, SpecError>;

    /// Advances by one slice.
    fn step(&mut self) -> Progress;

    /// Advances by one slice, to the end of the present epoch at most.
    fn step_within_epoch(&mut self) -> Progress;

    /// Advances by exactly one update.
    fn step_update(&mut self) -> Progress;

    /// Epochs completed.
    fn epoch(&self) -> u32;

    /// Goes back to an epoch, or to one before it; gives the number of epochs to be worked off until it is there.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] for an epoch that has not been reached.
    fn rewind(&mut self, epoch: u32) -> Result<u32, SpecError>;

    /// What has happened since the last call, and the present state.
    fn frame(&mut self) -> TaskFrame;
}

/// The experiments of the core, as work.
#[derive(Debug)]
pub enum CoreWork {
    /// A training run.
    Training(Box<Training>),
    /// One epoch in the information plane.
    LayerInformation(Box<LayerInformation>),
    /// A whole run in the information plane.
    InformationPlane(Box<InformationPlane>),
}

impl Work for CoreWork {
    fn start(task: &Task, asset: Option<&[u8]>) -> Result<Self, SpecError> {
        Ok(match task {
            Task::Train(spec) => Self::Training(Box::new(Training::start(spec, asset)?)),
            Task::LayerInformation(spec) => {
                Self::LayerInformation(Box::new(LayerInformation::start(spec, asset)?))
            }
            Task::InformationPlane(spec) => {
                Self::InformationPlane(Box::new(InformationPlane::start(spec, asset)?))
            }
        })
    }

    fn step(&mut self) -> Progress {
        match self {
            Self::Training(training) => training.step(),
            Self::LayerInformation(layers) => layers.step(),
            Self::InformationPlane(plane) => plane.step(),
        }
    }

    fn step_within_epoch(&mut self) -> Progress {
        match self {
            Self::Training(training) => training.step_within_epoch(),
            Self::LayerInformation(layers) => layers.step(),
            Self::InformationPlane(plane) => plane.step(),
        }
    }

    /// What makes no updates advances by a slice.
    fn step_update(&mut self) -> Progress {
        match self {
            Self::Training(training) => training.step_update(),
            Self::LayerInformation(_) | Self::InformationPlane(_) => self.step(),
        }
    }

    /// Of an estimate none: the epoch it belongs to is not its own. Nor of a whole run in the plane: it goes to its end.
    fn epoch(&self) -> u32 {
        match self {
            Self::Training(training) => training.epoch(),
            Self::LayerInformation(_) | Self::InformationPlane(_) => 0,
        }
    }

    /// An estimate belongs to one epoch, and stays there; so does a whole run in the plane, which has nothing but its end.
    fn rewind(&mut self, epoch: u32) -> Result<u32, SpecError> {
        match self {
            Self::Training(training) => training.rewind(epoch),
            Self::LayerInformation(_) | Self::InformationPlane(_) => Ok(0),
        }
    }

    fn frame(&mut self) -> TaskFrame {
        match self {
            Self::Training(training) => TaskFrame::Training(Box::new(training.frame())),
            Self::LayerInformation(layers) => TaskFrame::LayerInformation(layers.frame()),
            Self::InformationPlane(plane) => TaskFrame::InformationPlane(plane.frame()),
        }
    }
}
