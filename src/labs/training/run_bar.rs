//! Run, pause, step, reset and new seed; how far the run is, and how fast.

use crate::i18n::training::Training as Words;
use crate::labs::training::notes::run_notes;
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::preferences::{text, text_by, use_preferences};
use crate::state::run::{Run, conversation::RunStatus};
use crate::state::training::MAX_SEED;
use crate::widgets::control::control;
use crate::widgets::element::{El, el};
use crate::widgets::number::grouped;
use crate::widgets::undo::{undo_buttons, undo_by_keys};

/// The run bar: how far the runs are, the buttons that drive every one of `runs` (the run, and any run shown beside
/// it), and what is wrong with the run. It stays in sight.
pub fn run_bar(runs: fn(Training) -> Vec<Run>) -> El {
    let training = use_training();
    undo_by_keys(training);
    let bar = el("div").class("run-bar").child(run_progress(runs)).child(run_buttons(runs));
    el("div").class("run-dock").child(bar).child(run_notes(training.run(), |rooms| rooms.notes))
}

fn run_buttons(runs: fn(Training) -> Vec<Run>) -> El {
    let training = use_training();
    let each = move |act: fn(Run)| {
        training.leave_epoch();
        untrack(|| runs(training)).into_iter().for_each(act);
    };
    let goes_on = |run: &Run| {
        run.status.with(|s| matches!(s, RunStatus::Idle | RunStatus::Running | RunStatus::Paused))
    };
    let new_seed = move || training.edit(|s| s.spec.seed = (s.spec.seed + 1) % MAX_SEED);
    let button = |hint, name| el("button").class("btn").attr("title", hint).text(name);
    let step = button(text(|m| m.training().step_hint), text(|m| m.training().step))
        .flag("disabled", move || !runs(training).iter().any(goes_on))
        .on_click(move || each(Run::step_epoch));
    let reset = button(text(|m| m.training().reset_hint), text(|m| m.training().reset))
        .on_click(move || each(Run::reset));
    let reseed =
        button(text(|m| m.training().new_seed_hint), text(|m| m.training().new_seed)).on_click(new_seed);
    control("run")
        .children(undo_buttons(training))
        .children([step, reset, reseed])
        .child(run_button(training, move || runs(training)))
}

/// Runs all, or pauses all while any of them is running.
fn run_button(training: Training, runs: impl Fn() -> Vec<Run> + Copy + Send + Sync + 'static) -> El {
    let is_running = move || runs().iter().any(|run| run.status.get() == RunStatus::Running);
    let toggle = move || {
        training.leave_epoch();
        untrack(|| runs().into_iter().for_each(if is_running() { Run::pause } else { Run::run }));
    };
    let sign = el("span")
        .attr("aria-hidden", "true")
        .text(move || if is_running() { "❚❚ " } else { "▶ " }.to_string());
    el("button")
        .class("btn primary run")
        .on_click(toggle)
        .child(sign)
        .text(text_by(move |m| if is_running() { m.training().pause } else { m.training().run }))
}

/// Epoch, progress, state and speed of the first of `runs`.
fn run_progress(runs: fn(Training) -> Vec<Run>) -> El {
    let training = use_training();
    let run = training.run();
    let lang = use_preferences().lang;
    let words = move || lang.get().messages().training();
    let epoch = move || run.frame.with(|frame| frame.as_ref().map(|frame| frame.epoch));
    let standing = move || match epoch() {
        Some(epoch) => (words().epoch)(&grouped(f64::from(epoch))),
        None => words().preparing.to_string(),
    };
    let speed = move || {
        let speed = run.samples_per_second.get().map(|speed| (words().speed)(&rounded(speed)));
        speed.unwrap_or_default()
    };
    let counter = el("span")
        .class("epoch")
        .attr_if("data-epoch", move || epoch().map(|epoch| epoch.to_string()))
        .text(standing);
    let progress = el("progress")
        .attr("max", move || training.settings.with(|s| s.spec.n_epochs.to_string()))
        .prop("value", move || f64::from(epoch().unwrap_or_default()))
        .attr("aria-label", standing);
    let status = run_status(move || runs(training));
    let speed = el("span").class("speed").text(speed);
    el("div").class("run-progress").children([counter, progress, status, speed])
}

/// The state of `runs`.
fn run_status(runs: impl Fn() -> Vec<Run> + Copy + 'static) -> El {
    let lang = use_preferences().lang;
    let tag = move || of_all(&runs(), status_tag).unwrap_or("estimating").to_string();
    let name = move || {
        let words = lang.get().messages().training();
        of_all(&runs(), |status| status_name(status, words)).unwrap_or(words.estimating).to_string()
    };
    el("span").class("status").attr("data-status", tag).text(name)
}

/// What `read` says of the first of `runs` that goes on, or of the first when none does; nothing when none does but
/// one still waits for estimates: then it is not finished either.
fn of_all(runs: &[Run], read: impl Fn(&RunStatus) -> &'static str) -> Option<&'static str> {
    let goes_on = |run: &&Run| run.status.with(|status| *status != RunStatus::Finished);
    let going = runs.iter().find(goes_on);
    let is_estimating = going.is_none() && runs.iter().any(|run| run.waiting() > 0);
    let shown = going.or(runs.first()).filter(|_| !is_estimating)?;
    Some(shown.status.with(read))
}

/// A speed with two or three significant digits: it never holds still long enough for more.
fn rounded(speed: f64) -> String {
    match speed {
        s if s >= 1e6 => format!("{:.1} M", s / 1e6),
        s if s >= 1e3 => format!("{:.0} k", s / 1e3),
        s => format!("{s:.0}"),
    }
}

const fn status_tag(status: &RunStatus) -> &'static str {
    match status {
        RunStatus::Idle => "idle",
        RunStatus::Running => "running",
        RunStatus::Paused => "paused",
        RunStatus::Finished => "finished",
        RunStatus::Diverged { .. } => "diverged",
        RunStatus::Lost { .. } => "lost",
        RunStatus::Failed(_) => "failed",
    }
}

fn status_name(status: &RunStatus, words: &Words) -> &'static str {
    match status {
        RunStatus::Idle => words.idle,
        RunStatus::Running => words.running,
        RunStatus::Paused => words.paused,
        RunStatus::Finished => words.finished,
        RunStatus::Diverged { .. } => words.diverged_title,
        RunStatus::Lost { .. } => words.lost_title,
        RunStatus::Failed(_) => words.failed_title,
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn speeds_are_short() {
        assert_eq!(
            (rounded(1_234_567.0).as_str(), rounded(45_678.0).as_str(), rounded(12.3).as_str()),
            ("1.2 M", "46 k", "12")
        );
    }
}
