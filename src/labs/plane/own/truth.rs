//! Estimates against the truth: a task of known information, and every estimator of it with more and more samples.

mod answers;
mod knobs;
mod names;
mod pictures;

use crate::i18n::ground_truth::GroundTruth as Words;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::ground_truth::GroundTruths;
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};

/// The room: the task and its knobs, the two figures, and the table at the largest number of samples.
pub fn room() -> Vec<El> {
    let truths = GroundTruths::new(use_training().settings);
    let results = el("div").class("truth-results").child(pictures::card(truths)).child(answers::card(truths));
    vec![el("div").class("lab-grid plane own-grid").child(knobs::card(truths)).child(results)]
}

fn words(pick: fn(&'static Words) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().ground_truth()))
}

fn name(pick: fn(&'static Words) -> &'static str) -> Signal<String> {
    let words = words(pick);
    derived(move || words.get().to_owned())
}
