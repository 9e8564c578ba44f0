//! The network, and its accuracy and doubt over the epochs.

use crate::figures::accuracy::{
    accuracies, accuracy, accuracy_table, entropies, predictive_entropy, predictive_entropy_table,
};
use crate::figures::network::{self, network};
use crate::i18n::Messages;
use crate::labs::training::figures::{curve_words, linked, linked_table};
use crate::labs::training::network::shape;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::state::training::TrainingSettings;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};
use crate::widgets::number::{information, percent};
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::neuron::Unit;
use infoplane_core::experiments::training::TrainingFrame;
use std::sync::Arc;

/// Accuracy over the epochs.
pub fn accuracy_figure(run: Run) -> El {
    let lang = use_preferences().lang;
    let title = |m: &'static Messages| m.classifier().accuracy_figure;
    let y_axis = move |m: &'static Messages| (m.shell().quantity_in)(title(m), "%");
    let figure = move || {
        let m = lang.get().messages();
        let y_axis = y_axis(m);
        let words = curve_words(m, title(m), &y_axis);
        linked(
            run.records.with(|records| accuracy(records, &words)),
            run,
            &|records| accuracies(records),
            &words,
        )
    };
    let table = move || {
        let m = lang.get().messages();
        let y_axis = y_axis(m);
        let words = curve_words(m, title(m), &y_axis);
        linked_table(
            run.records.with(|records| accuracy_table(records, &words)),
            run,
            &|records| accuracies(records),
            &words,
        )
    };
    let summary = derived(move || {
        let shares = run.frame.with(|frame| frame.as_ref().map(|f| (f.test.accuracy, f.train.accuracy)));
        let (test, train) = shares.unwrap_or_default();
        let share = |x: f64| format!("{} %", percent(x));
        (lang.get().messages().classifier().accuracy_summary)(&share(test), &share(train))
    });
    let caption = caption(text(|m| m.classifier().accuracy_lead), text(|m| m.classifier().accuracy_caption));
    figure_view(Source::new(figure, table), Shape::Low, summary, caption)
}

/// Mean predictive entropy over the epochs.
pub fn doubt_figure(run: Run) -> El {
    let preferences = use_preferences();
    let factor = move || preferences.unit.get().from_nats(1.0);
    let y_axis = move |m: &'static Messages| {
        (m.shell().quantity_in)(m.classifier().doubt, unit_name(preferences.unit.get(), m))
    };
    let figure = move || {
        let m = preferences.lang.get().messages();
        let y_axis = y_axis(m);
        let words = curve_words(m, m.classifier().doubt, &y_axis);
        let figure = run.records.with(|records| predictive_entropy(records, factor(), &words));
        linked(figure, run, &|records| entropies(records, factor()), &words)
    };
    let table = move || {
        let m = preferences.lang.get().messages();
        let y_axis = y_axis(m);
        let words = curve_words(m, m.classifier().doubt, &y_axis);
        let table = run.records.with(|records| predictive_entropy_table(records, factor(), &words));
        linked_table(table, run, &|records| entropies(records, factor()), &words)
    };
    let summary = derived(move || {
        let (unit, m) = (preferences.unit.get(), preferences.lang.get().messages());
        let nats = run.frame.with(|frame| frame.as_ref().map_or(0.0, |f| f.test.predictive_entropy));
        format!("{}: {} {}", m.classifier().doubt, information(nats, unit), unit_name(unit, m))
    });
    let caption = caption(text(|m| m.classifier().doubt_lead), text(|m| m.classifier().doubt_caption));
    figure_view(Source::new(figure, table), Shape::Low, summary, caption)
}

/// The network as it is now: units, and weights by thickness and color.
pub fn network_figure(card: El, run: Run) -> El {
    let settings = use_training().settings;
    let lang = use_preferences().lang;
    let widths = move || settings.with(|s| s.spec.layer_widths());
    let figure = move || {
        let words = network_words(lang.get().messages());
        let chosen = settings.with(TrainingSettings::present_unit);
        run.frame.with(|frame| network(&widths(), parameters(frame), chosen, &words))
    };
    let table = move || {
        let words = network_words(lang.get().messages());
        run.frame.with(|frame| network::table(&widths(), parameters(frame), &words))
    };
    let summary = derived(move || settings.with(shape));
    let caption = caption(text(|m| m.classifier().weights_lead), text(|m| m.classifier().weights_caption));
    let pick = move |at| {
        let unit = network::unit_at(&untrack(widths), at);
        if unit.is_some() {
            settings.update(|s| s.unit = unit);
        }
    };
    let source = Source::new(figure, table).on_pick(pick);
    let heading = el("h2").class("kicker").text(text(|m| m.classifier().weights));
    card.child(el("div").class("card-head").child(heading).child(neuron_door(settings))).child(figure_view(
        source,
        Shape::Low,
        summary,
        caption,
    ))
}

/// What a click on a unit does, for the keyboard: it opens the first unit, whose card has the others.
fn neuron_door(settings: RwSignal<TrainingSettings>) -> El {
    let lang = use_preferences().lang;
    let turn = move || {
        settings.update(|s| s.unit = if s.unit.is_none() { Some(Unit { layer: 0, index: 0 }) } else { None });
    };
    el("button")
        .class("btn small neuron-door")
        .attr("aria-pressed", move || settings.with(|s| s.unit.is_some()).to_string())
        .text(move || lang.get().neuron_door().look.to_owned())
        .on_click(turn)
}

/// All weights and biases of a frame; none before the first.
fn parameters(frame: &Option<Arc<TrainingFrame>>) -> &[f32] {
    frame.as_ref().map_or(&[], |frame| &frame.snapshot)
}

/// The words of the network's figure.
pub fn network_words(m: &'static Messages) -> network::Words<'static> {
    network::Words {
        title: m.classifier().weights,
        input: m.classifier().input,
        output: "softmax",
        layer: m.plane().layer_choice,
        unit: m.classifier().unit,
        bias: m.classifier().bias,
        weights: m.training().quantity_weights,
    }
}
