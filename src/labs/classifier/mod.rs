//! The Classifier lab: a small network that learns in the page, and its loss split into what can and
//! cannot be learned.

use crate::labs::training::data::DataControls;
use crate::labs::training::learning::LearningControls;
use crate::labs::training::network::NetworkEditor;
use crate::labs::training::notes::RunNotes;
use crate::labs::training::run_bar::{RunButtons, RunProgress};
use crate::labs::training::{samples, use_training};
use crate::labs::{Lab, heading::Heading};
use figures::{AccuracyFigure, LossFigure};
use leptos::prelude::*;
use predictions::Predictions;
use readouts::Readouts;

pub mod figures;
pub mod predictions;
pub mod readouts;

/// The Classifier lab.
#[component]
pub fn ClassifierLab() -> impl IntoView {
    let run = use_training().run();
    let data = samples::dataset();
    view! {
        <Heading lab=Lab::Classifier>
            <RunButtons runs=Signal::stored(vec![run]) />
        </Heading>
        <RunNotes run />
        <Readouts run data />
        <div class="lab-grid classifier">
            <section class="card controls">
                <DataControls />
                <NetworkEditor />
                <LearningControls />
            </section>
            <section class="card main-figure">
                <Predictions run data />
            </section>
            <div class="stack">
                <section class="card"><LossFigure run /></section>
                <section class="card"><AccuracyFigure run /></section>
            </div>
        </div>
        <RunProgress run />
    }
}
