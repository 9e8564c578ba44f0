//! The plane of the reader's own network.

use crate::figures::plane::{self, plane};
use crate::labs::plane::own::room::words as own_words;
use crate::labs::plane::picture::layer_in_words;
use crate::labs::plane::picture::{axis, words};
use crate::labs::plane::reading::Reading;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::own::{Activations, Own};
use crate::state::preferences::{text, use_preferences};
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};
use crate::widgets::number::{grouped, information};
use crate::widgets::readout::unit_name;

/// Trajectories of all layers, by the estimator that the lab has chosen.
pub fn figure_card(own: Own) -> El {
    let lang = use_preferences().lang;
    let name = move || {
        let name = own.shown.with(|shown| shown.as_ref().map(|shown| shown.name.clone()));
        match name.unwrap_or_default() {
            (file, 0) => file,
            (file, n) => (lang.get().own().others)(&file, n),
        }
    };
    el("section")
        .class("card")
        .child(el("h2").class("kicker as-is").text(name))
        .child(figure(own, derived(name)))
}

fn figure(own: Own, name: Signal<String>) -> El {
    let preferences = use_preferences();
    let settings = use_training().settings;
    let view = move |n_epochs| plane::View {
        estimator: settings.with(|s| s.estimator),
        n_epochs,
        factor: preferences.unit.get().from_nats(1.0),
        hidden: 0,
    };
    let estimator = move || settings.with(|s| s.estimator);
    let axes = move || ["I(X;T)", "I(T;Y)"].map(|of| axis(of, preferences, estimator()));
    let figure = move || {
        let (m, axes) = (preferences.lang.get().messages(), axes());
        let title = format!("{} · {}", m.labs().plane, name.get());
        own.shown.with(|shown| {
            let frames = shown.as_ref().map_or(&[][..], |shown| &shown.frames);
            let last = shown.as_ref().and_then(|shown| shown.found.epochs.last().copied()).unwrap_or(1);
            plane(frames, &view(last), &words(m, &title, &axes))
        })
    };
    let table = move || {
        let (m, axes) = (preferences.lang.get().messages(), axes());
        own.shown.with(|shown| {
            let frames = shown.as_ref().map_or(&[][..], |shown| &shown.frames);
            plane::table(frames, &view(1), &words(m, "", &axes))
        })
    };
    let summary = derived(move || in_words(own));
    let mut parts = vec![data_note(own)];
    parts.extend(caption(text(|m| m.plane().figure_lead), text(|m| m.plane().figure_caption)));
    figure_view(Source::new(figure, table), Shape::Square, summary, parts)
}

/// Which samples are used, and what their labels and inputs are.
fn data_note(own: Own) -> El {
    let preferences = use_preferences();
    let sentences = move || {
        let (w, m, unit) =
            (preferences.lang.get().own(), preferences.lang.get().messages(), preferences.unit.get());
        let amount = |nats: f64| format!("{} {}", information(nats, unit), unit_name(unit, m));
        own.shown.with(|shown| {
            let Some(Activations { found, inputs, .. }) = shown else { return String::new() };
            let count = |n: usize| grouped(n as f64);
            let mut sentences = vec![if found.n_samples < found.n_rows {
                (w.sampled)(&count(found.n_samples), &count(found.n_rows))
            } else {
                w.whole_data.to_owned()
            }];
            sentences.push((w.labels)(found.n_classes, &amount(found.h_y)));
            if let Some(inputs) = inputs {
                sentences.push((w.inputs)(&count(inputs.n_distinct), &amount(inputs.h_x)));
                let is_function = inputs.h_y_given_x < 1e-12;
                sentences.push(if is_function {
                    w.stochastic.to_owned()
                } else {
                    (w.rule_noise)(&amount(inputs.h_y_given_x))
                });
            }
            sentences.join(" ")
        })
    };
    el("p").class("standing own-data").text(sentences)
}

/// Where every layer came from and where it is.
fn in_words(own: Own) -> String {
    let preferences = use_preferences();
    let (unit, m) = (preferences.unit.get(), preferences.lang.get().messages());
    let estimator = use_training().settings.with(|s| s.estimator);
    let amount = |nats: f64| format!("{} {}", information(nats, unit), unit_name(unit, m));
    own.shown.with(|shown| {
        let frames = shown.as_ref().map_or(&[][..], |shown| &shown.frames);
        let readings = (0..).map_while(|layer| Reading::of(frames, estimator, layer));
        let sentence = |(layer, r): (usize, Reading)| layer_in_words(layer, &r, m, amount);
        let sentences: Vec<String> = (1..).zip(readings).map(sentence).collect();
        if sentences.is_empty() { own_words(|w| w.empty).get().to_owned() } else { sentences.join(" ") }
    })
}
