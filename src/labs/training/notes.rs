//! What is said when a run diverges, is lost, or cannot start; always with a way on.

use crate::labs::training::use_training;
use crate::state::preferences::{text, use_preferences};
use crate::state::run::{Run, conversation::RunStatus};
use crate::widgets::number::{grouped, readable};
use infoplane_core::experiments::training::Quantity;
use leptos::prelude::*;

/// A note above the figures while something is wrong with the run.
#[component]
pub fn RunNotes(
    /// The run.
    run: Run,
) -> impl IntoView {
    let note = move || match run.status.get() {
        RunStatus::Diverged { step, quantity, .. } => view! { <Diverged step quantity /> }.into_any(),
        RunStatus::Lost { .. } => view! { <Lost run /> }.into_any(),
        RunStatus::Failed(error) => view! { <Failed reason=error.to_string() /> }.into_any(),
        _ => ().into_any(),
    };
    view! { <div aria-live="polite">{note}</div> }
}

/// The learning rate was too large: says so, and offers two ways back.
#[component]
fn Diverged(
    /// The update that left the finite numbers.
    step: u64,
    /// What left them.
    quantity: Quantity,
) -> impl IntoView {
    let training = use_training();
    let lang = use_preferences().lang;
    let sentence = move || {
        let words = lang.get().messages().training;
        let what = match quantity {
            Quantity::Loss => words.quantity_loss,
            Quantity::Weights => words.quantity_weights,
        };
        let rate = training.settings.with(|s| s.spec.optimizer.learning_rate);
        (words.diverged)(&grouped(step as f64), what, &readable(rate))
    };
    let lower = move |_| {
        training.edit(|s| s.spec.optimizer.learning_rate = (s.spec.optimizer.learning_rate / 10.0).max(1e-6));
    };
    view! {
        <div class="run-note" data-note="diverged">
            <p><strong>{text(|m| m.training.diverged_title)}</strong>" "{sentence}</p>
            <Show when=move || training.can_undo()>
                <button class="btn" on:click=move |_| training.undo()>{text(|m| m.training.undo)}</button>
            </Show>
            <button class="btn" on:click=lower>{text(|m| m.training.lower_rate)}</button>
        </div>
    }
}

/// The worker died; the run can be made again.
#[component]
fn Lost(
    /// The run.
    run: Run,
) -> impl IntoView {
    view! {
        <div class="run-note" data-note="lost">
            <p><strong>{text(|m| m.training.lost_title)}</strong>" "{text(|m| m.training.lost)}</p>
            <button class="btn" on:click=move |_| run.run()>{text(|m| m.training.run)}</button>
        </div>
    }
}

/// The worker refuses the settings, or a file is missing.
#[component]
fn Failed(
    /// What the worker says.
    reason: String,
) -> impl IntoView {
    let training = use_training();
    let lang = use_preferences().lang;
    let sentence = move || (lang.get().messages().training.failed)(&reason);
    view! {
        <div class="run-note" data-note="failed">
            <p><strong>{text(|m| m.training.failed_title)}</strong>" "{sentence}</p>
            <Show when=move || training.can_undo()>
                <button class="btn" on:click=move |_| training.undo()>{text(|m| m.training.undo)}</button>
            </Show>
        </div>
    }
}
