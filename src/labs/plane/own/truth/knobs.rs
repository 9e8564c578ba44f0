//! The task, its knobs, and how many samples are drawn how often.

use super::{name, words};
use crate::i18n::ground_truth::GroundTruth as Words;
use crate::labs::plane::own::allowed;
use crate::reactive::*;
use crate::state::decimal;
use crate::state::ground_truth::{self as state, GroundTruths, Kind, Knobs, LARGEST};
use crate::state::knobs::Knob;
use crate::state::preferences::use_preferences;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::number_field::number_field;
use crate::widgets::slider::{Track, slider};

/// [`LARGEST`] in words.
const SIZES: [&str; 5] = ["256", "512", "1024", "2048", "4096"];

/// The controls.
pub(super) fn card(truths: GroundTruths) -> El {
    let lang = use_preferences().lang;
    let kinds = move || -> Options {
        let w = lang.get().ground_truth();
        let names = [w.gaussian, w.classes, w.discrete, w.student];
        Kind::ALL.iter().zip(names).map(|(kind, text)| (kind.name(), text.to_owned())).collect()
    };
    let chosen = derived(move || truths.knobs.with(|knobs| knobs.kind.name()));
    let choose = move |name: &'static str| {
        truths.turn(|knobs| knobs.kind = Kind::from_name(name).unwrap_or(Kind::Gaussian));
    };
    let about = words_of_kind(truths);
    let is = move |kind| move || truths.knobs.with(|knobs| knobs.kind == kind);
    let misread = move || el("p").class("note").attr("role", "alert").text(words(|w| w.misread));
    let tasks = el("div")
        .class("control")
        .child(choice(name(|w| w.task), Look::Chips, kinds, chosen, choose))
        .child(el("p").class("hint").text(about))
        .when(move || truths.is_misread.get(), misread)
        .when(is(Kind::Gaussian), move || task(truths, Kind::Gaussian))
        .when(is(Kind::Classes), move || task(truths, Kind::Classes))
        .when(is(Kind::Discrete), move || task(truths, Kind::Discrete))
        .when(is(Kind::Student), move || task(truths, Kind::Student));
    el("section").class("card controls truth-knobs").child(tasks).child(samples(truths))
}

fn words_of_kind(truths: GroundTruths) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || {
        let w = lang.get().ground_truth();
        match truths.knobs.with(|knobs| knobs.kind) {
            Kind::Gaussian => w.about_gaussian,
            Kind::Classes => w.about_classes,
            Kind::Discrete => w.about_discrete,
            Kind::Student => w.about_student,
        }
    })
}

/// What a knob is called, and where its handle runs.
type Handle = (fn(&'static Words) -> &'static str, Track);

const DIMS: Handle = (|w| w.n_dims, Track::linear(1.0, 10.0, 1.0));
const SNR: Handle = (|w| w.snr, Track::logarithmic(0.01, 1e4));

/// The handles of [`Kind::knobs`], in their order.
const GAUSSIAN: [Handle; 3] = [DIMS, SNR, (|w| w.rho, Track::linear(0.0, 0.99, 0.01))];
const CLASSES: [Handle; 3] = [DIMS, SNR, (|w| w.separation, Track::linear(0.0, 8.0, 0.1))];
const DISCRETE: [Handle; 3] = [
    (|w| w.n_outcomes, Track::linear(2.0, 64.0, 1.0)),
    (|w| w.error, Track::linear(0.0, 1.0, 0.01)),
    (|w| w.label_error, Track::linear(0.0, 0.5, 0.01)),
];
const STUDENT: [Handle; 4] = [
    (|w| w.n_inputs, Track::linear(1.0, 32.0, 1.0)),
    (|w| w.n_hidden, Track::linear(1.0, 32.0, 1.0)),
    (|w| w.n_epochs, Track::linear(0.0, 2000.0, 20.0)),
    (|w| w.noise_variance, Track::logarithmic(1e-3, 10.0)),
];

/// The knobs of one task.
fn task(truths: GroundTruths, kind: Kind) -> El {
    let handles: &[Handle] = match kind {
        Kind::Gaussian => &GAUSSIAN,
        Kind::Classes => &CLASSES,
        Kind::Discrete => &DISCRETE,
        Kind::Student => &STUDENT,
    };
    let sliders = handles.iter().zip(kind.knobs()).map(|(handle, knob)| turned(truths, knob, *handle));
    let task = el("div").class("truth-task").children(sliders);
    if kind == Kind::Student {
        let [.., teacher] = &state::STUDENT;
        task.child(layer(truths)).child(typed(truths, teacher, |w| w.student_seed))
    } else {
        task
    }
}

fn layer(truths: GroundTruths) -> El {
    let lang = use_preferences().lang;
    let layers = move || -> Options {
        let w = lang.get().ground_truth();
        vec![("0", w.hidden.to_owned()), ("1", w.answer.to_owned())]
    };
    let chosen = derived(move || truths.knobs.with(|k| if k.student.layer == 0 { "0" } else { "1" }));
    choice(name(|w| w.layer), Look::Segmented, layers, chosen, move |name| {
        truths.turn(|knobs| knobs.student.layer = u32::from(name == "1"));
    })
}

/// How many samples, how often, from which seed.
fn samples(truths: GroundTruths) -> El {
    let options = || -> Options { SIZES.map(|name| (name, name.to_owned())).into() };
    let of = |n: u32| SIZES.into_iter().zip(LARGEST).find(move |(_, largest)| *largest == n);
    let chosen = derived(move || of(truths.knobs.with(|knobs| knobs.largest)).map_or("", |(name, _)| name));
    let largest = choice(name(|w| w.largest), Look::Chips, options, chosen, move |chosen| {
        let size = SIZES.into_iter().zip(LARGEST).find(|(name, _)| *name == chosen);
        size.into_iter().for_each(|(_, n)| truths.turn(|knobs| knobs.largest = n));
    });
    let [_, times, seed] = &state::SAMPLES;
    el("div")
        .class("control")
        .child(largest)
        .child(turned(truths, times, (|w| w.n_repetitions, Track::linear(2.0, 50.0, 1.0))))
        .child(typed(truths, seed, |w| w.seed))
}

/// A knob on a track; beyond its ends as far as the core takes it.
fn turned(truths: GroundTruths, knob: &'static Knob<Knobs>, (of, track): Handle) -> El {
    let value = derived(move || truths.knobs.with(knob.read));
    slider(name(of), value, track, allowed(knob), move |x| truths.turn(|knobs| (knob.write)(knobs, x)))
}

/// A knob that is only typed.
fn typed(truths: GroundTruths, knob: &'static Knob<Knobs>, of: fn(&'static Words) -> &'static str) -> El {
    let shown = derived(move || decimal::text(truths.knobs.with(knob.read)));
    let field =
        number_field(name(of), shown, allowed(knob), move |x| truths.turn(|knobs| (knob.write)(knobs, x)));
    el("div").class("slider").child(el("span").class("slider-label").text(words(of))).child(field)
}
