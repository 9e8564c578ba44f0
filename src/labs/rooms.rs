//! What both training labs show only when it is opened, together in one part of the program: a part each would cost every
//! first visit half a kilobyte.

use crate::labs::classifier::{closer, draw, neuron, scrub, update};
use crate::labs::plane::{picture::Zoomable, zoom};
use crate::labs::training::notes::notes;
use crate::labs::training::{data_details, learning_details, paint, run_file, use_training};
use crate::labs::{Lab, name_all};
use crate::reactive::*;
use crate::widgets::element::{El, el};
use crate::widgets::part::{Make, Making, fill, making};
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// What makes each of them.
pub struct Rooms {
    /// The figures of a closer look at the classifier.
    pub closer: Make,
    /// The neuron that is looked at.
    pub neuron: Make,
    /// A digit of the reader's own.
    pub draw: Make,
    /// The controls of the data that are seldom changed.
    pub data_details: Make,
    /// The controls of learning that are seldom changed.
    pub learning_details: Make,
    /// Painted points and own files.
    pub paint: Make,
    /// Other settings from the epoch shown on.
    pub branch: Make,
    /// One update, taken apart.
    pub update: Make,
    /// Drift and diffusion of the gradients of the plane's run.
    pub drift: Make,
    /// What is wrong with the run.
    pub notes: Make,
    /// What is wrong with the run beside it.
    pub other_notes: Make,
    /// What enlarges a plane.
    pub zoom: fn(Zoomable) -> Vec<El>,
    /// The run as a file, with a link to one lab or the other.
    pub run_of_classifier: Make,
    /// See `run_of_classifier`.
    pub run_of_plane: Make,
}

/// An element of that class, filled with one of the rooms as soon as they have been fetched.
pub fn room(tag: &'static str, class: &str, pick: fn(Rooms) -> Make) -> El {
    let place = el(tag).class(class);
    furnish(place.clone(), Owner::current().unwrap_or_default(), move |rooms| making(pick(rooms)));
    place
}

/// Fills a place with what one of the rooms makes, as soon as they have been fetched; that ends with `owner`.
pub fn furnish(place: El, owner: Owner, pick: impl Fn(Rooms) -> Making + Copy + 'static) {
    let part = move || async move { rooms_part().await.map(pick) };
    fill(place, Rc::new(move || Box::pin(part())), owner);
}

#[wasm_split(rooms, fallible)]
fn rooms_part() -> Result<Rooms, SplitLoaderError> {
    name_all();
    Ok(Rooms {
        closer: closer::chosen,
        neuron: neuron::neuron,
        draw: draw::draw,
        data_details: data_details::details,
        learning_details: learning_details::details,
        paint: paint::paint,
        branch: scrub::branch::branch,
        update: update::update,
        drift: closer::layers::drift,
        notes: || notes(use_training().run()),
        other_notes: || notes(use_training().other_run()),
        zoom: zoom::zoom,
        run_of_classifier: || run_file::facts_and_button(Lab::Classifier),
        run_of_plane: || run_file::facts_and_button(Lab::Plane),
    })
}
