//! The Information plane lab: every layer by what it tells of the input and of the label, live.

use crate::labs::training::learning::learning_controls;
use crate::labs::training::network::{activation_name, network_editor};
use crate::labs::training::notes::run_notes;
use crate::labs::training::run_bar::run_bar;
use crate::labs::training::run_file::{fold, run_file};
use crate::labs::training::{Training, use_training};
use crate::labs::{Lab, heading::heading, name_all};
use crate::reactive::*;
use crate::state::preferences::text;
use crate::state::run::{Run, conversation::RunStatus};
use crate::state::seeds::Seeds;
use crate::state::training::TrainingSettings;
use crate::widgets::element::{El, el};
use crate::widgets::part::{Making, fill};
use claims::claims;
use controls::{estimator_controls, experiment_controls};
use layer::layer_card;
use own::{bench_section, own_section, truth_section};
use picture::plane_figure;
use seeds::seeds_controls;
use spread::{has_spread, spread_figures};
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

pub mod claim_story;
pub mod claims;
pub mod controls;
pub mod layer;
pub mod own;
pub mod picture;
pub mod reading;
pub mod seeds;
pub mod spread;
pub mod warnings;
pub mod zoom;

/// The Information plane lab.
pub fn plane_lab() -> Vec<El> {
    let training = use_training();
    let run = training.run();
    let compares = move || training.settings.with(|s| s.compare);
    let controls = el("section")
        .class("card controls")
        .child(experiment_controls())
        .child(estimator_controls())
        .child(seeds_controls())
        .child(network_editor())
        .child(learning_controls());
    let figures = el("div")
        .class("figures")
        .child(plane_card((run, training.seeds()), |s| activation_name(s.spec.network.activation)))
        .when(compares, move || other_card(training));
    let grid = el("div")
        .class("lab-grid plane")
        .class_when("compare", compares)
        .child(controls)
        .child(figures)
        .child(layer_card(run));
    vec![
        heading(Lab::Plane, Vec::new()),
        run_bar(shown_runs),
        claims(),
        grid,
        fold("drift", text(|m| m.plane().gradients_fold), |rooms| rooms.drift),
        run_file(|rooms| rooms.run_of_plane),
        bench_section(),
        truth_section(),
        own_section(),
    ]
}

/// The plane of the run with the other activation. It runs while the first does, and rests when it is not
/// on screen, where no button reaches it.
fn other_card(training: Training) -> El {
    let other = training.other_run();
    if training.run().status.get_untracked() == RunStatus::Running {
        other.run();
    }
    on_cleanup(move || other.pause());
    plane_card((other, training.other_seeds()), |s| activation_name(s.other_activation()))
        .child(run_notes(other, |rooms| rooms.other_notes))
}

/// The run, and the one beside it if there is one.
fn shown_runs(training: Training) -> Vec<Run> {
    let mut runs = vec![training.run()];
    if training.settings.with(|s| s.compare) {
        runs.push(training.other_run());
    }
    runs
}

/// One plane, under the name of its activation: that of the run, or of several seeds as soon as one of them is there. The
/// run makes estimates as long as the plane is on screen.
fn plane_card((run, seeds): (Run, Seeds), activation: fn(&TrainingSettings) -> &'static str) -> El {
    run.want_plane(true);
    on_cleanup(move || run.want_plane(false));
    let settings = use_training().settings;
    let name = derived(move || settings.with(activation));
    el("section")
        .class("card")
        .child(el("h2").class("kicker as-is").text(name))
        .when(move || !has_spread(seeds), move || plane_figure(run, name))
        .when(move || has_spread(seeds), move || spread_place(seeds, name))
}

/// The figures of several seeds, as soon as their part of the program is there.
fn spread_place(seeds: Seeds, name: Signal<&'static str>) -> El {
    let place = el("div").class("spread");
    let part =
        move || async move { spread_part().await.map(|make| Box::new(move || make(seeds, name)) as Making) };
    fill(place.clone(), Rc::new(move || Box::pin(part())), Owner::current().unwrap_or_default());
    place
}

/// What makes the figures of several seeds.
type MakeSpread = fn(Seeds, Signal<&'static str>) -> Vec<El>;

#[wasm_split(spread, fallible)]
fn spread_part() -> Result<MakeSpread, SplitLoaderError> {
    name_all();
    Ok(spread_figures)
}
