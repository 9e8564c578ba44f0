//! The Classifier lab: a small network that learns in the page, and its loss split into what can and
//! cannot be learned.

use crate::labs::training::data::data_controls;
use crate::labs::training::figures::loss_figure;
use crate::labs::training::learning::learning_controls;
use crate::labs::training::network::network_editor;
use crate::labs::training::run_bar::run_bar;
use crate::labs::training::run_file::{fold, run_file};
use crate::labs::training::{samples, use_training};
use crate::labs::{Lab, heading::heading, rooms::room};
use crate::reactive::*;
use crate::state::preferences::text;
use crate::widgets::element::{El, el};
use closer::closer_section;
use draw::draw_section;
use figures::{accuracy_figure, doubt_figure, network_figure};
use predictions::predictions;
use readouts::readouts;
use scrub::time_slider;

pub mod closer;
pub mod draw;
pub mod figures;
pub mod neuron;
pub mod predictions;
pub mod readouts;
pub mod scrub;
pub mod update;

/// The Classifier lab.
pub fn classifier_lab() -> Vec<El> {
    let run = use_training().run();
    let data = samples::dataset();
    let settings = use_training().settings;
    let is_chosen = move || settings.with(|s| s.unit.is_some());
    let card = |class: &str| el("section").class(class);
    let grid = el("div")
        .class("lab-grid classifier")
        .child(
            card("card controls").child(data_controls()).child(network_editor()).child(learning_controls()),
        )
        .child(
            el("div")
                .class("stack")
                .child(predictions(card("card main-figure"), run, data))
                .child(network_figure(card("card"), run)),
        )
        .child(
            el("div")
                .class("stack")
                .child(card("card").child(loss_figure(run)))
                .child(card("card").child(accuracy_figure(run)))
                .child(card("card").child(doubt_figure(run))),
        )
        .when(is_chosen, || room("section", "card neuron", |rooms| rooms.neuron));
    vec![
        heading(Lab::Classifier, Vec::new()),
        run_bar(|training| vec![training.run()]).child(time_slider(run)),
        readouts(run, data),
        grid,
        draw_section(),
        closer_section(),
        fold("branch", text(|m| m.training().branch_fold), |rooms| rooms.branch),
        fold("update", text(|m| m.training().update_fold), |rooms| rooms.update),
        run_file(|rooms| rooms.run_of_classifier),
    ]
}
