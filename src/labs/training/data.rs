//! Controls of the data.

use crate::i18n::training::Training as Words;
use crate::labs::rooms::room;
use crate::labs::training::data_details::data_details;
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::preferences::{label, text, use_preferences};
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::control::control;
use crate::widgets::element::{El, el};
use crate::widgets::number_field::Allowed;
use crate::widgets::slider::{Track, slider};
use infoplane_core::learner::dataset::{DataSpec, Source};
use infoplane_core::learner::spec::Range;

/// The name of a data source.
pub fn source_name(source: Source, words: &Words) -> &'static str {
    match source {
        Source::Circles => words.circles,
        Source::Spirals => words.spirals,
        Source::Xor => words.xor,
        Source::Moons => words.moons,
        Source::Gaussians => words.gaussians,
        Source::Rings => words.rings,
        Source::Checkerboard => words.checkerboard,
        Source::Digits => words.digits,
        Source::TwelveBit => words.twelve_bit,
        Source::Own => words.own,
    }
}

/// Which data, under this label.
pub fn source_choice(label: Signal<String>) -> El {
    let training = use_training();
    let lang = use_preferences().lang;
    let options = move || -> Options {
        let words = lang.get().messages().training();
        let option = |source: &Source| (source.name(), source_name(*source, words).to_string());
        Source::ALL.iter().map(option).collect()
    };
    let chosen = derived(move || training.settings.with(|s| s.spec.data.source.name()));
    choice(label, Look::Chips, options, chosen, move |name| {
        if let Some(source) = Source::from_name(name) {
            training.edit(|s| s.select_source(source));
        }
    })
}

/// The numbers of a range: what can be typed beyond the ends of a slider.
pub const fn numbers(range: Range) -> Allowed {
    Allowed::numbers(range.min, range.max)
}

/// The whole numbers of a range.
pub const fn whole(range: Range) -> Allowed {
    Allowed::whole(range.min, range.max)
}

/// The share of wrong labels.
pub fn label_noise() -> El {
    let training = use_training();
    slider(
        label(|m| m.training().label_noise),
        derived(move || training.settings.with(|s| s.spec.data.label_noise)),
        Track::linear(0.0, 0.5, 0.01),
        numbers(DataSpec::LABEL_NOISE),
        move |x| training.edit(|s| s.spec.data.label_noise = x),
    )
}

/// Which data, and how noisy.
pub fn data_controls() -> El {
    let training = use_training();
    let settings = training.settings;
    let is_generated = condition(move || settings.with(|s| s.spec.data.source.is_generated()));
    let is_own = condition(move || settings.with(|s| s.spec.data.source == Source::Own));
    let is_painted = condition(move || settings.with(|s| s.file.is_none()));
    control("data")
        .child(source_choice(label(|m| m.training().data)))
        .live(move || if is_generated.get() { point_controls(training) } else { Vec::new() })
        .when(
            move || is_own.get() && is_painted.get(),
            || field_row(text(|m| m.training().classes), classes(use_training())),
        )
        .when(move || is_own.get(), || room("div", "", |rooms| rooms.paint))
        .child(label_noise())
        .child(slider(
            label(|m| m.training().train_fraction),
            derived(move || settings.with(|s| s.spec.data.train_fraction)),
            Track::linear(0.05, 0.9, 0.05),
            numbers(DataSpec::TRAIN),
            move |x| training.edit(|s| s.spec.data.train_fraction = x),
        ))
        .child(data_details())
}

/// Controls that only generated points have.
fn point_controls(training: Training) -> Vec<El> {
    let settings = training.settings;
    let samples = slider(
        label(|m| m.training().samples),
        derived(move || settings.with(|s| s.spec.data.n_samples as f64)),
        Track::linear(100.0, 2000.0, 100.0),
        whole(DataSpec::SAMPLES),
        move |x| training.edit(|s| s.spec.data.n_samples = x as usize),
    );
    let noise = slider(
        label(|m| m.training().noise),
        derived(move || settings.with(|s| s.spec.data.noise)),
        Track::linear(0.0, 0.3, 0.01),
        numbers(DataSpec::NOISE),
        move |x| training.edit(|s| s.spec.data.noise = x),
    );
    vec![field_row(text(|m| m.training().classes), classes(training)), samples, noise]
}

fn classes(training: Training) -> El {
    choice(
        label(|m| m.training().classes),
        Look::Segmented,
        || CLASSES.iter().map(|name| (*name, (*name).to_string())).collect(),
        derived(move || class_name(training.settings.with(|s| s.spec.data.n_classes))),
        move |name| {
            if let Ok(n) = name.parse() {
                training.edit(|s| s.spec.data.n_classes = n);
            }
        },
    )
}

/// A choice beside its name, which the choice itself tells to screen readers only.
fn field_row(name: Signal<&'static str>, field: El) -> El {
    el("div").class("field-row").child(el("span").attr("aria-hidden", "true").text(name)).child(field)
}

/// The numbers of classes to choose from.
const CLASSES: [&str; 5] = ["2", "3", "4", "5", "6"];

fn class_name(n: usize) -> &'static str {
    CLASSES.get(n.wrapping_sub(2)).copied().unwrap_or_default()
}
