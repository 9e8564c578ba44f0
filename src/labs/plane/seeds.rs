//! The same run with several seeds: how many, run and cancel, how far they are.

use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::preferences::{label, text, use_preferences};
use crate::state::seeds::{Seeds, Standing};
use crate::state::training::MAX_SEEDS;
use crate::widgets::control::control;
use crate::widgets::element::{El, el};
use crate::widgets::number_field::Allowed;
use crate::widgets::slider::{Track, slider};

/// The sweeps that are shown: that of the run, and that of the other activation beside it if it is.
fn shown(training: Training) -> Vec<Seeds> {
    let mut shown = vec![training.seeds()];
    if training.settings.with(|s| s.compare) {
        shown.push(training.other_seeds());
    }
    shown
}

/// How many seeds; with more than one, what runs them and how far they are.
pub fn seeds_controls() -> El {
    let training = use_training();
    let n_seeds = number_of(move || training.settings.with(|s| s.n_seeds));
    control("seeds")
        .child(slider(
            label(|m| m.plane().seeds),
            derived(move || n_seeds.get() as f64),
            Track::linear(1.0, MAX_SEEDS as f64, 1.0),
            Allowed::whole(1.0, MAX_SEEDS as f64),
            move |x| training.edit(|s| s.n_seeds = x as usize),
        ))
        .when(move || n_seeds.get() > 1, move || drive(training, n_seeds))
}

fn drive(training: Training, n_seeds: Memo<usize>) -> El {
    let lang = use_preferences().lang;
    let total = move || total(&shown(training));
    let is_running = move || total().is_running;
    let name = move || {
        let words = lang.get().messages().plane();
        if is_running() { words.cancel.to_string() } else { (words.run_seeds)(n_seeds.get()) }
    };
    let toggle = move || {
        let act = if untrack(is_running) { Seeds::cancel } else { Seeds::run };
        untrack(|| shown(training)).into_iter().for_each(act);
    };
    let wanted = move || n_seeds.get() * shown(training).len();
    let standing = move || (lang.get().messages().plane().seeds_done)(total().done, wanted());
    let progress = el("progress")
        .attr("max", "1")
        .prop("value", move || total().share)
        .attr("aria-label", text(|m| m.plane().seeds));
    let lost = move || (lang.get().messages().plane().seeds_lost)(total().lost);
    let done = el("span")
        .class("seeds-done")
        .attr("role", "status")
        .attr("data-done", move || total().done.to_string())
        .attr("data-running", move || is_running().to_string())
        .text(standing);
    el("div")
        .class("seeds")
        .child(el("button").class("btn").on_click(toggle).text(name))
        .child(progress)
        .child(done)
        .when(move || total().lost > 0, move || el("span").class("lost").attr("role", "alert").text(lost))
}

/// Of all sweeps together.
fn total(sweeps: &[Seeds]) -> Standing {
    let mut total = Standing::default();
    for standing in sweeps.iter().map(|sweep| sweep.standing()) {
        total.is_running |= standing.is_running;
        total.done += standing.done;
        total.lost += standing.lost;
        total.share += standing.share / sweeps.len() as f64;
    }
    total
}
