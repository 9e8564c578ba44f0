//! The conversation between page and worker: two enums and a version.
//!
//! Messages travel as postcard bytes in a transferred `ArrayBuffer`. The worker speaks first,
//! with [`FromWorker::Ready`]; the page sends nothing before it has checked the version there.

use infoplane_core::experiments::information_plane::{InformationPlaneFrame, InformationPlaneSpec};
use infoplane_core::experiments::layer_information::{LayerInformationFrame, LayerInformationSpec};
use infoplane_core::experiments::training::{TrainingFrame, TrainingSpec};
use infoplane_core::learner::spec::{Asset, SpecError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicU32, Ordering};

/// Changes whenever a message changes its meaning or its bytes.
pub const PROTOCOL_VERSION: u32 = 8;

/// Names a job for as long as the page lives; never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct JobId(pub u32);

impl JobId {
    /// An id that this page has not used.
    pub fn fresh() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// What a worker can be asked to compute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// A training run; sends its state before training at once, then waits to be driven.
    Train(Box<TrainingSpec>),
    /// The information plane at one epoch; sends one frame, at its end.
    LayerInformation(Box<LayerInformationSpec>),
    /// A whole run in the plane, as one of a sweep; says how far it is, and with its last frame its way.
    InformationPlane(Box<InformationPlaneSpec>),
}

/// What the page says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToWorker {
    /// Keep this file, in place of any other by that name, for the tasks that need it. A reader's own samples come so,
    /// before the task, to every worker that is to work on them; a file of the site the worker fetches by itself.
    Provide {
        /// The file.
        asset: Asset,
        /// Its content.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// Take up this task, paused, in place of any other.
    Start {
        /// The new job.
        job: JobId,
        /// What it computes.
        task: Task,
    },
    /// Go on until the end.
    Run {
        /// The job meant.
        job: JobId,
    },
    /// Stop and show the present state.
    Pause {
        /// The job meant.
        job: JobId,
    },
    /// Advance by exactly so many epochs, then pause.
    Step {
        /// The job meant.
        job: JobId,
        /// How many.
        n_epochs: u32,
    },
    /// Advance by exactly one update, then pause; the frame takes it apart.
    Update {
        /// The job meant.
        job: JobId,
    },
    /// Go back, or forth, to an epoch that the job has reached, and pause there; a run that is over goes back too.
    /// What is recorded after that epoch is sent again.
    Rewind {
        /// The job meant.
        job: JobId,
        /// The epoch.
        epoch: u32,
    },
    /// The last frame has been shown; the next may come.
    Taken {
        /// The job meant.
        job: JobId,
    },
    /// Forget the job.
    Cancel {
        /// The job meant.
        job: JobId,
    },
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The first message. Stays the first variant with this one field in every version,
    /// so that a page can read the version of any worker.
    Ready {
        /// The worker's [`PROTOCOL_VERSION`].
        version: u32,
    },
    /// The state of a job.
    Frame {
        /// The job it belongs to.
        job: JobId,
        /// The state.
        frame: TaskFrame,
    },
    /// The job has reached its end; its last frame has been sent.
    Finished {
        /// The job.
        job: JobId,
    },
    /// The job cannot be done.
    Failed {
        /// The job.
        job: JobId,
        /// Why.
        error: JobError,
    },
    /// A message could not be understood; the worker lives on.
    Refused {
        /// Why.
        reason: ProtocolError,
    },
}

/// The state of a job, by the kind of its task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TaskFrame {
    /// Of [`Task::Train`].
    Training(Box<TrainingFrame>),
    /// Of [`Task::LayerInformation`].
    LayerInformation(LayerInformationFrame),
    /// Of [`Task::InformationPlane`].
    InformationPlane(InformationPlaneFrame),
}

/// Why a job cannot be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum JobError {
    /// Its spec is refused.
    Spec(SpecError),
    /// A file it needs did not arrive.
    Unreachable {
        /// The file.
        asset: Asset,
        /// What the network said.
        message: String,
    },
}

/// Why page and worker do not understand each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProtocolError {
    /// The bytes are not one message.
    Malformed {
        /// How many bytes there were.
        length: usize,
    },
    /// The worker was built for another page.
    VersionMismatch {
        /// The page's version.
        page: u32,
        /// The worker's version.
        worker: u32,
    },
}

impl core::fmt::Display for JobError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Spec(error) => error.fmt(f),
            Self::Unreachable { asset, message } => {
                write!(f, "unreachable file: {} ({message})", asset.path())
            }
        }
    }
}

impl core::fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Malformed { length } => write!(f, "malformed message: {length} bytes"),
            Self::VersionMismatch { page, worker } => {
                write!(f, "worker of another version: {worker}, the page has {page}")
            }
        }
    }
}

impl core::error::Error for JobError {}
impl core::error::Error for ProtocolError {}

impl Task {
    /// The file the task needs, if any.
    pub fn asset(&self) -> Option<Asset> {
        let training: &TrainingSpec = match self {
            Self::Train(spec) => spec,
            Self::LayerInformation(spec) => &spec.training,
            Self::InformationPlane(spec) => &spec.training,
        };
        Asset::of_source(training.data.source)
    }

    /// Whether states before the end are worth sending.
    pub const fn is_live(&self) -> bool {
        matches!(self, Self::Train(_) | Self::InformationPlane(_))
    }
}

/// The bytes of a message.
pub fn encode(message: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(message).expect("messages hold no sequence of unknown length, and a Vec grows")
}

/// The message in `bytes`, all of them.
///
/// # Errors
/// [`ProtocolError::Malformed`] unless the bytes are exactly one message.
pub fn decode<M: DeserializeOwned>(bytes: &[u8]) -> Result<M, ProtocolError> {
    match postcard::take_from_bytes(bytes) {
        Ok((message, [])) => Ok(message),
        _ => Err(ProtocolError::Malformed { length: bytes.len() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_is_readable_across_versions() {
        assert_eq!(encode(&FromWorker::Ready { version: 7 }), [0, 7]);
    }

    #[test]
    fn a_message_survives_the_journey() {
        for message in [
            ToWorker::Start { job: JobId(300), task: Task::Train(Box::default()) },
            ToWorker::Provide { asset: Asset::Own, bytes: (0..=255).collect() },
        ] {
            assert_eq!(decode(&encode(&message)), Ok(message));
        }
    }

    #[test]
    fn bytes_after_the_message_are_malformed() {
        let mut bytes = encode(&ToWorker::Run { job: JobId(1) });
        bytes.push(0);
        assert_eq!(decode::<ToWorker>(&bytes), Err(ProtocolError::Malformed { length: 3 }));
    }

    #[test]
    fn any_cut_message_is_malformed() {
        let bytes = encode(&ToWorker::Start { job: JobId(1), task: Task::Train(Box::default()) });
        for length in 0..bytes.len() {
            assert_eq!(decode::<ToWorker>(&bytes[..length]), Err(ProtocolError::Malformed { length }));
        }
    }
}
