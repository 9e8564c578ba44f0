//! Run, pause, step, reset and new seed; how far the run is, and how fast.

use crate::i18n::training::Training as Words;
use crate::labs::training::use_training;
use crate::state::preferences::{text, use_preferences};
use crate::state::run::{Run, conversation::RunStatus};
use crate::state::training::MAX_SEED;
use crate::widgets::control::Control;
use crate::widgets::number::grouped;
use leptos::prelude::*;

/// The buttons that drive the run, and with it any run shown beside it.
#[component]
pub fn RunButtons(
    /// Every run the buttons drive.
    #[prop(into)]
    runs: Signal<Vec<Run>>,
) -> impl IntoView {
    let training = use_training();
    let is_running =
        Memo::new(move |_| runs.with(|runs| runs.iter().any(|run| run.status.get() == RunStatus::Running)));
    let each = move |act: fn(Run)| runs.with_untracked(|runs| runs.iter().copied().for_each(act));
    let new_seed = move |_| training.edit(|s| s.spec.seed = (s.spec.seed + 1) % MAX_SEED);
    view! {
        <Control name="run">
            <button class="btn" title=text(|m| m.training.step_hint) on:click=move |_| each(Run::step_epoch)>
                {text(|m| m.training.step)}
            </button>
            <button class="btn" title=text(|m| m.training.reset_hint) on:click=move |_| each(Run::reset)>
                {text(|m| m.training.reset)}
            </button>
            <button class="btn" title=text(|m| m.training.new_seed_hint) on:click=new_seed>
                {text(|m| m.training.new_seed)}
            </button>
            <button
                class="btn primary run"
                on:click=move |_| each(if is_running.get_untracked() { Run::pause } else { Run::run })
            >
                <span aria-hidden="true">{move || if is_running.get() { "❚❚ " } else { "▶ " }}</span>
                {text(move |m| if is_running.get() { m.training.pause } else { m.training.run })}
            </button>
        </Control>
    }
}

/// Epoch, progress, state and speed of a run.
#[component]
pub fn RunProgress(
    /// The run.
    run: Run,
) -> impl IntoView {
    let settings = use_training().settings;
    let lang = use_preferences().lang;
    let words = move || lang.get().messages().training;
    let epoch = Memo::new(move |_| run.frame.with(|frame| frame.as_ref().map(|frame| frame.epoch)));
    let n_epochs = Memo::new(move |_| settings.with(|s| s.spec.n_epochs));
    let standing = move || match epoch.get() {
        Some(epoch) => (words().epoch)(&grouped(f64::from(epoch))),
        None => words().preparing.to_string(),
    };
    let speed = move || run.samples_per_second.get().map(|speed| (words().speed)(&rounded(speed)));
    view! {
        <div class="run-progress">
            <span class="epoch" data-epoch=move || epoch.get()>{standing}</span>
            <progress
                max=move || n_epochs.get().to_string()
                prop:value=move || f64::from(epoch.get().unwrap_or_default())
                aria-label=standing
            ></progress>
            <span class="status" data-status=move || run.status.with(status_tag)>
                {move || run.status.with(|status| status_name(status, &words()))}
            </span>
            <span class="speed">{speed}</span>
        </div>
    }
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
