//! What a session drives: the one place where tasks meet the experiments that do them.

use crate::worker::protocol::{Task, TaskFrame};
use infoplane_core::experiments::{Progress, SpecError};

/// A task under way. A session does not care which, and its tests bring a scripted one.
pub trait Work: Sized {
    /// Builds the initial state.
    ///
    /// # Errors
    /// As `Experiment::start`.
    fn start(task: &Task, asset: Option<&[u8]>) -> Result<Self, SpecError>;

    /// Advances by one slice.
    fn step(&mut self) -> Progress;

    /// Advances to the end of the present epoch.
    fn finish_epoch(&mut self) -> Progress;

    /// What has happened since the last call, and the present state.
    fn frame(&mut self) -> TaskFrame;
}
