//! What is behind the door: files in, the plane and its readings out.

use crate::i18n::own::Own as Words;
use crate::labs::plane::own::bring::{bring, open_dropped};
use crate::labs::plane::own::export::export;
use crate::labs::plane::own::figure::figure_card;
use crate::labs::plane::own::readings::readings_card;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::own::Own;
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};
use core::time::Duration;
use infoplane_worker::own::said::Wish;

/// As many samples as the whole 12-bit task has.
const MOST_SAMPLES: usize = 4096;

/// A slider rests for so long before the files are read again.
const REST: Duration = Duration::from_millis(400);

/// The room, with whatever was brought before.
pub fn room() -> Vec<El> {
    let settings = use_training().settings;
    let noise_variance = settings.with_untracked(|s| s.noise_variance);
    let own = Own::kept(Wish { most_samples: MOST_SAMPLES, noise_variance });
    follow_noise(own);
    let is_shown = move || own.shown.with(Option::is_some);
    let stack = el("div").class("stack").when(is_shown, move || readings_card(own)).child(export(own));
    let over = RwSignal::new(false);
    let grid = el("div")
        .class("lab-grid plane own-grid")
        .class_when("empty", move || !is_shown())
        .class_when("over", move || over.get())
        .on("dragover", move |event| {
            event.prevent_default();
            over.set(true);
        })
        .on("dragleave", move |_| over.set(false))
        .on("drop", move |event| {
            event.prevent_default();
            over.set(false);
            open_dropped(own, &event);
        })
        .child(bring(own))
        .when(is_shown, move || figure_card(own))
        .child(stack);
    vec![grid]
}

/// Estimates once more when the noise variance of the lab has changed, and rested.
fn follow_noise(own: Own) {
    let settings = use_training().settings;
    let pending = StoredValue::new_local(None::<TimeoutHandle>);
    effect(move || {
        let noise_variance = settings.with(|s| s.noise_variance);
        let ask = move || own.ask(Wish { noise_variance, ..own.wish.get_untracked() });
        let next = set_timeout_with_handle(ask, REST).ok();
        if let Some(last) = pending.try_update_value(|pending| core::mem::replace(pending, next)).flatten() {
            last.clear();
        }
    });
}

/// A text of this room in the present language.
pub(super) fn words(pick: fn(&'static Words) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().own()))
}
