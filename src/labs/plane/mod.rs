//! The Information plane lab: every layer by what it tells of the input and of the label, live.

use crate::labs::training::learning::LearningControls;
use crate::labs::training::network::{NetworkEditor, activation_name};
use crate::labs::training::notes::RunNotes;
use crate::labs::training::run_bar::{RunButtons, RunProgress};
use crate::labs::training::use_training;
use crate::labs::{Lab, heading::Heading};
use crate::state::run::Run;
use controls::{EstimatorControls, ExperimentControls};
use dispute::Dispute;
use layer::LayerCard;
use leptos::prelude::*;
use picture::PlaneFigure;

pub mod controls;
pub mod dispute;
pub mod layer;
pub mod picture;
pub mod reading;

/// The Information plane lab.
#[component]
pub fn PlaneLab() -> impl IntoView {
    let training = use_training();
    let settings = training.settings;
    let run = training.run();
    let compare = Memo::new(move |_| settings.with(|s| s.compare));
    let runs =
        Signal::derive(move || if compare.get() { vec![run, training.other_run()] } else { vec![run] });
    watch(run);
    let other = move || {
        let run = training.other_run();
        watch(run);
        view! {
            <PlaneCard run other=true />
        }
    };
    view! {
        <Heading lab=Lab::Plane>
            <RunButtons runs />
        </Heading>
        <RunNotes run />
        <Dispute />
        <div class="lab-grid plane" class:compare=compare>
            <section class="card controls">
                <ExperimentControls />
                <EstimatorControls />
                <NetworkEditor />
                <LearningControls />
            </section>
            <div class="figures">
                <PlaneCard run other=false />
                <Show when=move || compare.get()>{other()}</Show>
            </div>
            <LayerCard run />
        </div>
        <RunProgress run />
    }
}

/// Asks a run for its plane as long as the present component is on screen.
fn watch(run: Run) {
    run.want_plane(true);
    on_cleanup(move || run.want_plane(false));
}

/// One plane, under the name of its activation.
#[component]
fn PlaneCard(
    /// The run.
    run: Run,
    /// Whether it is the one with the other activation.
    other: bool,
) -> impl IntoView {
    let settings = use_training().settings;
    let activation = move || {
        let activation = |s: &crate::state::training::TrainingSettings| match other {
            true => s.other_activation(),
            false => s.spec.network.activation,
        };
        activation_name(settings.with(activation))
    };
    view! {
        <section class="card">
            <h2 class="kicker as-is">{activation}</h2>
            <PlaneFigure run name=Signal::derive(activation) />
        </section>
    }
}
