//! The task, its knobs, and how many samples are drawn how often.

use super::{name, words};
use crate::i18n::ground_truth::GroundTruth as Words;
use crate::reactive::*;
use crate::state::decimal;
use crate::state::ground_truth::{GroundTruths, Kind, Knobs};
use crate::state::preferences::use_preferences;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::number_field::{Allowed, number_field};
use crate::widgets::slider::{Track, slider};
use infoplane_core::experiments::ground_truth::{GroundTruthSpec, Task};
use infoplane_core::learner::spec::Range;

/// The largest numbers of samples on offer.
const LARGEST: [(&str, u32); 5] =
    [("256", 256), ("512", 512), ("1024", 1024), ("2048", 2048), ("4096", 4096)];

/// The largest whole number up to which every one is a number of JavaScript.
const LARGEST_SEED: f64 = 9_007_199_254_740_991.0;

/// The controls.
pub(super) fn card(truths: GroundTruths) -> El {
    let lang = use_preferences().lang;
    let tasks = move || -> Options {
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
    let task = el("div")
        .class("control")
        .child(choice(name(|w| w.task), Look::Chips, tasks, chosen, choose))
        .child(el("p").class("hint").text(about))
        .when(is(Kind::Gaussian), move || gaussian(truths))
        .when(is(Kind::Classes), move || classes(truths))
        .when(is(Kind::Discrete), move || discrete(truths))
        .when(is(Kind::Student), move || student(truths));
    el("section").class("card controls truth-knobs").child(task).child(samples(truths))
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

fn gaussian(truths: GroundTruths) -> El {
    let knob = |of, track, range| move |read, write| knob(truths, of, (track, range), read, write);
    el("div")
        .class("truth-task")
        .child(knob(|w| w.n_dims, Track::linear(1.0, 10.0, 1.0), Task::DIMS)(
            |k| f64::from(k.gaussian.n_dims),
            |k, x| k.gaussian.n_dims = x as u32,
        ))
        .child(knob(|w| w.snr, Track::logarithmic(0.01, 1e4), Task::SNR)(
            |k| k.gaussian.snr,
            |k, x| k.gaussian.snr = x,
        ))
        .child(knob(|w| w.rho, Track::linear(0.0, 0.99, 0.01), Task::RHO)(
            |k| k.gaussian.rho,
            |k, x| k.gaussian.rho = x,
        ))
}

fn classes(truths: GroundTruths) -> El {
    let knob = |of, track, range| move |read, write| knob(truths, of, (track, range), read, write);
    el("div")
        .class("truth-task")
        .child(knob(|w| w.n_dims, Track::linear(1.0, 10.0, 1.0), Task::DIMS)(
            |k| f64::from(k.classes.n_dims),
            |k, x| k.classes.n_dims = x as u32,
        ))
        .child(knob(|w| w.snr, Track::logarithmic(0.01, 1e4), Task::SNR)(
            |k| k.classes.snr,
            |k, x| k.classes.snr = x,
        ))
        .child(knob(|w| w.separation, Track::linear(0.0, 8.0, 0.1), Task::SEPARATION)(
            |k| k.classes.separation,
            |k, x| k.classes.separation = x,
        ))
}

fn discrete(truths: GroundTruths) -> El {
    let knob = |of, track, range| move |read, write| knob(truths, of, (track, range), read, write);
    el("div")
        .class("truth-task")
        .child(knob(|w| w.n_outcomes, Track::linear(2.0, 64.0, 1.0), Task::OUTCOMES)(
            |k| f64::from(k.discrete.n_outcomes),
            |k, x| k.discrete.n_outcomes = x as u32,
        ))
        .child(knob(|w| w.error, Track::linear(0.0, 1.0, 0.01), Task::ERROR)(
            |k| k.discrete.error,
            |k, x| k.discrete.error = x,
        ))
        .child(knob(|w| w.label_error, Track::linear(0.0, 0.5, 0.01), Task::LABEL_ERROR)(
            |k| k.discrete.label_error,
            |k, x| k.discrete.label_error = x,
        ))
}

fn student(truths: GroundTruths) -> El {
    let knob = |of, track, range| move |read, write| knob(truths, of, (track, range), read, write);
    el("div")
        .class("truth-task")
        .child(knob(|w| w.n_inputs, Track::linear(1.0, 32.0, 1.0), Task::INPUTS)(
            |k| f64::from(k.student.n_inputs),
            |k, x| k.student.n_inputs = x as u32,
        ))
        .child(knob(|w| w.n_hidden, Track::linear(1.0, 32.0, 1.0), Task::HIDDEN)(
            |k| f64::from(k.student.n_hidden),
            |k, x| k.student.n_hidden = x as u32,
        ))
        .child(knob(|w| w.n_epochs, Track::linear(0.0, 2000.0, 20.0), Task::EPOCHS)(
            |k| f64::from(k.student.n_epochs),
            |k, x| k.student.n_epochs = x as u32,
        ))
        .child(knob(|w| w.noise_variance, Track::logarithmic(1e-3, 10.0), Task::NOISE)(
            |k| k.student.noise_variance,
            |k, x| k.student.noise_variance = x,
        ))
        .child(layer(truths))
        .child(seed(truths, |w| w.student_seed, |k| k.student.seed, |k, seed| k.student.seed = seed))
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
    let options = || -> Options { LARGEST.map(|(name, _)| (name, name.to_owned())).into() };
    let chosen = derived(move || {
        let largest = truths.knobs.with(|knobs| knobs.largest);
        LARGEST.iter().find(|(_, n)| *n == largest).map_or("", |(name, _)| *name)
    });
    let largest = choice(name(|w| w.largest), Look::Chips, options, chosen, move |name| {
        if let Some((_, largest)) = LARGEST.iter().find(|(known, _)| *known == name) {
            truths.turn(|knobs| knobs.largest = *largest);
        }
    });
    let repetitions = (Track::linear(2.0, 50.0, 1.0), GroundTruthSpec::REPETITIONS);
    el("div")
        .class("control")
        .child(largest)
        .child(knob(
            truths,
            |w| w.n_repetitions,
            repetitions,
            |k| f64::from(k.n_repetitions),
            |k, x| k.n_repetitions = x as u32,
        ))
        .child(seed(truths, |w| w.seed, |k| k.seed, |k, seed| k.seed = seed))
}

/// A number on a track; beyond its ends as far as the core takes it. On a track of whole steps only whole numbers are.
fn knob(
    truths: GroundTruths,
    of: fn(&'static Words) -> &'static str,
    (track, range): (Track, Range),
    read: fn(&Knobs) -> f64,
    write: fn(&mut Knobs, f64),
) -> El {
    let allowed = if track.step >= 1.0 {
        Allowed::whole(range.min, range.max)
    } else {
        Allowed::numbers(range.min, range.max)
    };
    let value = derived(move || truths.knobs.with(read));
    slider(name(of), value, track, allowed, move |x| truths.turn(|knobs| write(knobs, x)))
}

fn seed(
    truths: GroundTruths,
    of: fn(&'static Words) -> &'static str,
    read: fn(&Knobs) -> u64,
    write: fn(&mut Knobs, u64),
) -> El {
    let shown = derived(move || decimal::text(truths.knobs.with(read) as f64));
    let field = number_field(name(of), shown, Allowed::whole(0.0, LARGEST_SEED), move |x| {
        truths.turn(|knobs| write(knobs, x as u64));
    });
    el("div").class("slider").child(el("span").class("slider-label").text(words(of))).child(field)
}
