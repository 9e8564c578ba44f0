//! What is said when a run diverges, overshoots, is lost, or cannot start; always with a way on. The words come with the
//! rooms, when there is something to say.

use crate::charts::ticks::short_text;
use crate::i18n::Lang;
use crate::labs::rooms::{Rooms, room};
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::Problem;
use crate::state::decimal;
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::state::run::conversation::{Remedy, RunError, RunStatus};
use crate::state::run::overshoot::{Overshoot, overshoot};
use crate::widgets::element::{El, Text, el};
use crate::widgets::number::grouped;
use crate::widgets::part::Make;
use crate::widgets::undo::Undo;
use infoplane_core::learner::optimizer::OptimizerSpec;
use infoplane_core::learner::spec::Asset;
use infoplane_core::learner::trainer::NonFinite;

/// A note above the figures while something is wrong with the run, by the room that tells of it.
pub fn run_notes(run: Run, pick: fn(Rooms) -> Make) -> El {
    let is_amiss = move || match run.status.get() {
        RunStatus::Diverged { .. } | RunStatus::Lost { .. } | RunStatus::Failed(_) => true,
        RunStatus::Idle => false,
        RunStatus::Running | RunStatus::Paused | RunStatus::Finished => overshot(run).is_some(),
    };
    let is_amiss = condition(is_amiss);
    el("div").attr("aria-live", "polite").when(move || is_amiss.get(), move || room("div", "", pick))
}

/// Whether the learning rate is too large, though the numbers stay finite.
fn overshot(run: Run) -> Option<Overshoot> {
    let floor = run.frame.with(|frame| frame.as_ref().and_then(|frame| frame.train_floor));
    run.records.with(|records| overshoot(records, floor))
}

/// What is wrong with the run, always with a way on.
pub fn notes(run: Run) -> Vec<El> {
    let is_judged = move || {
        run.status.with(|s| matches!(s, RunStatus::Running | RunStatus::Paused | RunStatus::Finished))
    };
    let found = move || overshot(run);
    let broken = move || match run.status.get() {
        RunStatus::Diverged { step, quantity, .. } => vec![diverged(step, quantity)],
        RunStatus::Lost { .. } => vec![lost(run)],
        RunStatus::Failed(error) => vec![failed(error)],
        _ => Vec::new(),
    };
    let overshoots = move || is_judged() && found().is_some();
    vec![el("div").live(broken).when(overshoots, move || overshooting(found))]
}

/// What happened, in bold, and what to make of it.
fn note(tag: &'static str, title: Signal<&'static str>, sentence: impl Into<Text>) -> El {
    el("div")
        .class("run-note")
        .attr("data-note", tag)
        .child(el("p").child(el("strong").text(title)).text(" ").text(sentence))
}

fn button(name: Signal<&'static str>, act: impl Fn() + 'static) -> El {
    el("button").class("btn").text(name).on_click(act)
}

fn with_undo(note: El, training: Training) -> El {
    note.when(
        move || training.can_undo(),
        move || button(text(|m| m.training().undo), move || training.undo()),
    )
}

/// The learning rate was too large for the numbers to stay finite.
fn diverged(step: u64, quantity: NonFinite) -> El {
    let lang = use_preferences().lang;
    let sentence = move |rate: &str| {
        let words = lang.get().messages().training();
        let what = match quantity {
            NonFinite::Loss => words.quantity_loss,
            NonFinite::Gradient => words.quantity_gradient,
            NonFinite::Weights => words.quantity_weights,
        };
        (words.diverged)(&grouped(step as f64), what, rate)
    };
    too_fast(("diverged", text(|m| m.training().diverged_title)), sentence)
}

/// The learning rate is too large, but the numbers stay finite.
fn overshooting(found: impl Fn() -> Option<Overshoot> + Copy + 'static) -> El {
    let lang = use_preferences().lang;
    let sentence = move |rate: &str| {
        let words = lang.get().messages().training();
        match found() {
            Some(Overshoot::LossRose(times)) => (words.loss_rose)(&short_text(times), rate),
            Some(Overshoot::NothingLearned(times)) => (words.nothing_learned)(&short_text(times), rate),
            None => String::new(),
        }
    };
    too_fast(("overshoot", text(|m| m.training().overshoot_title)), sentence)
}

/// A note about the learning rate, with two ways back.
fn too_fast(
    (tag, title): (&'static str, Signal<&'static str>),
    sentence: impl Fn(&str) -> String + 'static,
) -> El {
    let training = use_training();
    let rate = move || training.settings.with(|s| s.spec.optimizer.learning_rate);
    let lower = move || {
        let lowest = OptimizerSpec::LEARNING_RATE.min;
        training
            .edit(|s| s.spec.optimizer.learning_rate = (s.spec.optimizer.learning_rate / 10.0).max(lowest));
    };
    with_undo(note(tag, title, move || sentence(&decimal::text(rate()))), training)
        .child(button(text(|m| m.training().lower_rate), lower))
}

/// The worker died; the run can be made again.
fn lost(run: Run) -> El {
    note("lost", text(|m| m.training().lost_title), text(|m| m.training().lost))
        .child(button(text(|m| m.training().run), move || run.run()))
}

/// The run cannot be done: says why, and what to do about it.
fn failed(error: RunError) -> El {
    let lang = use_preferences().lang;
    let sentence = move || told(error.remedy(), &error.to_string(), lang.get());
    with_undo(note("failed", text(|m| m.training().failed_title), sentence), use_training())
}

/// Why a view has nothing to show, and what to do about it.
pub fn problem(problem: &Problem, lang: Lang) -> String {
    match problem {
        Problem::Refused(error) => told(Remedy::of(error), &error.to_string(), lang),
        Problem::Lost(words) => told(Remedy::Reload, words, lang),
    }
}

fn told(remedy: Remedy<'_>, reason: &str, lang: Lang) -> String {
    let words = lang.messages().training();
    match remedy {
        Remedy::Range { field, value, min, max } => {
            (words.failed_range)(field, &value.to_string(), &min.to_string(), &max.to_string())
        }
        Remedy::File(path) if path == Asset::Own.path() => words.failed_own.to_string(),
        Remedy::File(path) => (words.failed_file)(path),
        Remedy::Reload => (words.failed_other)(reason),
    }
}
