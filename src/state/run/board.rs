//! The signals of a run.

use super::conversation::RunStatus;
use super::survey::Estimates;
use crate::reactive::*;
use infoplane_core::experiments::layer_information::LayerInformationFrame;
use infoplane_core::experiments::training::{Record, TrainingFrame};
use std::sync::Arc;

/// The signals of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Board {
    pub(super) status: RwSignal<RunStatus>,
    pub(super) frame: RwSignal<Option<Arc<TrainingFrame>>>,
    pub(super) records: RwSignal<Vec<Arc<Record>>>,
    pub(super) past: RwSignal<Option<f64>>,
    pub(super) sought: RwSignal<Option<f64>>,
    pub(super) plane: RwSignal<Vec<LayerInformationFrame>>,
    pub(super) estimates: RwSignal<Option<Estimates>>,
    pub(super) samples_per_second: RwSignal<Option<f64>>,
    pub(super) seconds: RwSignal<Option<f64>>,
}

impl Board {
    pub(super) fn new() -> Self {
        Self {
            status: RwSignal::new(RunStatus::Idle),
            frame: RwSignal::default(),
            records: RwSignal::default(),
            past: RwSignal::default(),
            sought: RwSignal::default(),
            plane: RwSignal::default(),
            estimates: RwSignal::default(),
            samples_per_second: RwSignal::default(),
            seconds: RwSignal::default(),
        }
    }
}

/// Notifies only of a change.
pub(super) fn set_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|present| *present != value) {
        signal.set(value);
    }
}
