//! The bench of estimators: one layer of a frozen network, every estimator of it, and what each says of itself.

mod answers;
mod names;

use crate::i18n::bench::Bench as Words;
use crate::labs::plane::layer::LAYERS;
use crate::labs::plane::own::allowed;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::bench::{Bench, KNOBS};
use crate::state::decimal;
use crate::state::knobs::Knob;
use crate::state::preferences::{label, use_preferences};
use crate::state::run::conversation::RunStatus;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::number_field::{Allowed, number_field};
use crate::widgets::slider::{Track, slider};
use answers::answers;
use infoplane_core::experiments::estimator_bench::{BenchSpec, Part};

/// What the knobs that are typed are called, in their order.
const NAMES: [fn(&'static Words) -> &'static str; 8] =
    [|w| w.edges, |w| w.low, |w| w.high, |w| w.width, |w| w.n_equal, |w| w.k, |w| w.n_draws, |w| w.seed];

/// The room: the knobs, and the table of what the estimators say. The network is taken when it is opened, and whenever the
/// run has come to rest.
pub fn room() -> Vec<El> {
    let training = use_training();
    let bench = Bench::new(training.settings);
    let run = training.run();
    let take = move || {
        let (spec, noise) = training.settings.with_untracked(|s| (s.spec.clone(), s.noise_variance));
        bench.take(run, &spec, noise);
    };
    effect(move || {
        let is_resting = run.status.with(|status| *status != RunStatus::Running);
        let is_there = run.frame.with(Option::is_some);
        if is_there && (is_resting || bench.spec.with_untracked(Option::is_none)) {
            take();
        }
    });
    effect(move || {
        let noise_variance = training.settings.with(|s| s.noise_variance);
        if bench.spec.with_untracked(|spec| spec.as_ref().is_some_and(|s| s.noise_variance != noise_variance))
        {
            bench.turn(|spec| spec.noise_variance = noise_variance);
        }
    });
    vec![el("div").class("lab-grid plane own-grid").child(knobs(bench, take)).child(answers(bench))]
}

fn words(pick: fn(&'static Words) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().bench()))
}

fn name(pick: fn(&'static Words) -> &'static str) -> Signal<String> {
    let words = words(pick);
    derived(move || words.get().to_owned())
}

fn knobs(bench: Bench, take: impl Fn() + 'static) -> El {
    let settings = use_training().settings;
    let lang = use_preferences().lang;
    let layers = move || -> Options {
        let n = bench.spec.with(|spec| spec.as_ref().map_or(0, |s| s.training.network.hidden.len() + 1));
        let text =
            |number: usize| if number == n { (lang.get().bench().softmax)(n) } else { number.to_string() };
        LAYERS.iter().take(n).zip(1..).map(|(name, number)| (*name, text(number))).collect()
    };
    let layer = derived(move || bench.spec.with(|spec| spec.as_ref().map_or("", |s| LAYERS[s.layer.min(8)])));
    let parts = move || -> Options {
        let w = lang.get().bench();
        vec![("all", w.all.to_owned()), ("train", w.train.to_owned()), ("test", w.test.to_owned())]
    };
    let part = derived(move || bench.spec.with(|spec| spec.as_ref().map_or("", |s| s.part.name())));
    let which = el("div")
        .class("control")
        .child(choice(label(|m| m.plane().layer_choice), Look::Chips, layers, layer, move |name| {
            bench.turn(|spec| spec.layer = name.parse::<usize>().map_or(0, |number| number - 1));
        }))
        .child(choice(name(|w| w.samples), Look::Segmented, parts, part, move |name| {
            bench.turn(|spec| spec.part = Part::from_name(name).unwrap_or(Part::All));
        }))
        .child(el("button").class("btn").on_click(take).text(words(|w| w.take)));
    let fields = el("div")
        .class("control bench-fields")
        .children(KNOBS.iter().zip(NAMES).map(|(knob, name)| field(bench, knob, name)));
    let training = use_training();
    let noise = el("div").class("control").child(slider(
        label(|m| m.plane().noise_variance),
        derived(move || settings.with(|s| s.noise_variance)),
        Track::logarithmic(1e-6, 1.0),
        Allowed::numbers(1e-6, 1.0),
        move |x| training.edit(|s| s.noise_variance = x),
    ));
    let misread = || el("p").class("note").attr("role", "alert").text(words(|w| w.misread));
    let which = which.when(move || bench.is_misread.get(), misread);
    el("section").class("card controls").child(which).child(noise).child(fields)
}

/// One knob with its name.
fn field(bench: Bench, knob: &'static Knob<BenchSpec>, of: fn(&'static Words) -> &'static str) -> El {
    let shown = move || {
        bench.spec.with(|spec| spec.as_ref().map(|s| decimal::text((knob.read)(s))).unwrap_or_default())
    };
    let input = number_field(name(of), derived(shown), allowed(knob), move |x| {
        bench.turn(|spec| (knob.write)(spec, x))
    });
    el("div").class("bench-field").child(el("span").class("slider-label").text(words(of))).child(input)
}
