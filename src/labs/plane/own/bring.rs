//! How files come in, and how far they are.

use crate::labs::plane::controls::estimator_controls;
use crate::labs::plane::own::room::words;
use crate::labs::plane::own::trouble::told;
use crate::reactive::*;
use crate::state::own::{Own, Standing};
use crate::state::preferences::use_preferences;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::number::grouped;
use infoplane_worker::own::file::{files_of, path};
use infoplane_worker::own::name::{in_order, is_data};
use infoplane_worker::own::said::Wish;
use wasm_bindgen::JsValue;
use web_sys::{Event, File, HtmlInputElement};

/// How many samples may be used: as many pairs are compared as the square of it.
const SAMPLES: [(&str, usize); 4] = [("1024", 1024), ("2048", 2048), ("4096", 4096), ("8192", 8192)];

/// The controls: files, samples, estimator.
pub fn bring(own: Own) -> El {
    let files = el("div")
        .class("control")
        .child(drop_place(own))
        .child(el("p").class("hint").text(words(|w| w.formats)))
        .child(el("p").class("hint private q-mi").text(words(|w| w.private)))
        .child(standing(own))
        .when(move || own.failure.with(Option::is_some), move || failure(own));
    let samples =
        el("div").class("control").child(samples(own)).child(el("p").class("hint").text(words(|w| w.memory)));
    el("section").class("card controls").child(files).child(samples).child(estimator_controls())
}

/// Takes up what was dropped.
pub(super) fn open_dropped(own: Own, event: &Event) {
    let dropped = js_sys::Reflect::get(event, &"dataTransfer".into()).unwrap_or_default();
    own.open(listed(&dropped));
}

fn drop_place(own: Own) -> El {
    el("div").class("drop-place").child(el("span").text(words(|w| w.drop))).child(
        el("div").class("row").child(chooser(own, words(|w| w.choose_files), false)).child(chooser(
            own,
            words(|w| w.choose_folder),
            true,
        )),
    )
}

/// A button of the browser's own dialog; of a folder only the files are taken that can be read.
fn chooser(own: Own, name: Signal<&'static str>, is_folder: bool) -> El {
    let input = el("input").class("visually-hidden").attr("type", "file").attr("multiple", "");
    let input = if is_folder { input.attr("webkitdirectory", "") } else { input };
    let changed = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        let mut files = listed(&input);
        files.retain(|file| !is_folder || is_data(&path(file)));
        // So that the same files can be chosen again.
        input.set_value("");
        own.open(files);
    };
    el("label").class("btn").child(input.on("change", changed)).child(el("span").text(name))
}

/// The files of an input, or of what was dropped, in order.
fn listed(holder: &JsValue) -> Vec<File> {
    let mut files = files_of(holder);
    files.sort_by_cached_key(|file| in_order(&path(file)));
    files
}

/// How far the estimates are.
fn standing(own: Own) -> El {
    let lang = use_preferences().lang;
    let sentence = move || {
        let w = lang.get().own();
        let counts = own.shown.with(|shown| {
            let shown = shown.as_ref()?;
            Some((shown.n_done, shown.n_wanted(), shown.found.layers.len(), shown.found.epochs.len()))
        });
        let (done, wanted, layers, epochs) = counts.unwrap_or_default();
        match own.standing.get() {
            Standing::Nothing => w.empty.to_owned(),
            Standing::Reading(share) => (w.reading)((share * 100.0).round() as u32),
            Standing::Estimating => (w.estimating)(done, wanted),
            Standing::Finished => (w.finished)(wanted, layers, epochs),
            Standing::Failed if wanted > 0 => (w.estimating)(done, wanted),
            Standing::Failed => String::new(),
        }
    };
    let is_under_way = move || matches!(own.standing.get(), Standing::Reading(_) | Standing::Estimating);
    let share = move || match own.standing.get() {
        Standing::Reading(share) => f64::from(share),
        _ => own.shown.with(|s| s.as_ref().map_or(0.0, |s| s.n_done as f64 / s.n_wanted() as f64)),
    };
    let progress = move || {
        el("progress").attr("max", "1").prop("value", share).attr("aria-label", words(|w| w.readings))
    };
    let name = move || match own.standing.get() {
        Standing::Nothing => "nothing",
        Standing::Reading(_) => "reading",
        Standing::Estimating => "estimating",
        Standing::Finished => "finished",
        Standing::Failed => "failed",
    };
    el("div")
        .class("standing own-standing")
        .attr("role", "status")
        .attr("data-standing", move || name().to_owned())
        .child(el("span").text(sentence))
        .when(is_under_way, progress)
}

fn failure(own: Own) -> El {
    let lang = use_preferences().lang;
    let sentence =
        move || own.failure.with(|f| f.as_ref().map(|f| told(f, lang.get().own()))).unwrap_or_default();
    let is_kept = move || own.shown.with(Option::is_some);
    el("div")
        .class("run-note own-failure")
        .attr("role", "alert")
        .child(el("strong").text(words(|w| w.failed_title)))
        .child(el("span").text(sentence))
        .when(is_kept, || el("span").text(words(|w| w.kept)))
}

fn samples(own: Own) -> El {
    let lang = use_preferences().lang;
    let options = || -> Options { SAMPLES.iter().map(|(name, n)| (*name, grouped(*n as f64))).collect() };
    let chosen = derived(move || {
        let most = own.wish.with(|wish| wish.most_samples);
        SAMPLES.iter().find(|(_, n)| *n == most).map_or("", |(name, _)| *name)
    });
    let label = derived(move || lang.get().own().most_samples.to_owned());
    choice(label, Look::Chips, options, chosen, move |name| {
        if let Some((_, most_samples)) = SAMPLES.iter().find(|(known, _)| *known == name) {
            own.ask(Wish { most_samples: *most_samples, ..own.wish.get_untracked() });
        }
    })
}
