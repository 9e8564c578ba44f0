//! The network, and its accuracy and doubt over the epochs.

use crate::figures::accuracy::{accuracy, predictive_entropy};
use crate::figures::curves;
use crate::figures::network::{self, network};
use crate::labs::training::network::shape;
use crate::labs::training::use_training;
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, caption, figure_view};
use crate::widgets::number::{information, percent};
use crate::widgets::readout::unit_name;
use leptos::prelude::*;

/// Accuracy over the epochs.
pub fn accuracy_figure(run: Run) -> El {
    let lang = use_preferences().lang;
    let figure = move || {
        let m = lang.get().messages();
        let y_axis = (m.shell.quantity_in)(m.classifier.accuracy_figure, "%");
        let words = curves::Words {
            title: m.classifier.accuracy_figure,
            x_axis: m.training.epoch_axis,
            y_axis: &y_axis,
            train: m.training.train,
            test: m.training.test,
        };
        run.records.with(|records| accuracy(records, &words))
    };
    let summary = Signal::derive(move || {
        let shares = run.frame.with(|frame| frame.as_ref().map(|f| (f.test.accuracy, f.train.accuracy)));
        let (test, train) = shares.unwrap_or_default();
        let share = |x: f64| format!("{} %", percent(x));
        (lang.get().messages().classifier.accuracy_summary)(&share(test), &share(train))
    });
    let caption = caption(text(|m| m.classifier.accuracy_lead), text(|m| m.classifier.accuracy_caption));
    figure_view(figure, Shape::Low, summary, caption)
}

/// Mean predictive entropy over the epochs.
pub fn doubt_figure(run: Run) -> El {
    let preferences = use_preferences();
    let figure = move || {
        let (unit, m) = (preferences.unit.get(), preferences.lang.get().messages());
        let y_axis = (m.shell.quantity_in)(m.classifier.doubt, unit_name(unit, m));
        let words = curves::Words {
            title: m.classifier.doubt,
            x_axis: m.training.epoch_axis,
            y_axis: &y_axis,
            train: m.training.train,
            test: m.training.test,
        };
        run.records.with(|records| predictive_entropy(records, unit.from_nats(1.0), &words))
    };
    let summary = Signal::derive(move || {
        let (unit, m) = (preferences.unit.get(), preferences.lang.get().messages());
        let nats = run.frame.with(|frame| frame.as_ref().map_or(0.0, |f| f.test.predictive_entropy));
        format!("{}: {} {}", m.classifier.doubt, information(nats, unit), unit_name(unit, m))
    });
    let caption = caption(text(|m| m.classifier.doubt_lead), text(|m| m.classifier.doubt_caption));
    figure_view(figure, Shape::Low, summary, caption)
}

/// The network as it is now: units, and weights by thickness and color.
pub fn network_figure(card: El, run: Run) -> El {
    let settings = use_training().settings;
    let lang = use_preferences().lang;
    let figure = move || {
        let m = lang.get().messages();
        let words = network::Words {
            title: m.classifier.weights,
            input: m.classifier.input,
            output: "softmax",
            layer: m.plane.layer_choice,
            bias: m.classifier.bias,
            weights: m.training.quantity_weights,
        };
        settings.with(|s| {
            let (n_in, n_out) = (s.spec.data.n_features(), s.spec.data.n_classes());
            run.frame.with(|frame| {
                let snapshot = frame.as_ref().map_or(&[][..], |frame| &frame.snapshot);
                network(&s.spec.network, n_in, n_out, snapshot, &words)
            })
        })
    };
    let summary = Signal::derive(move || settings.with(shape));
    let caption = caption(text(|m| m.classifier.weights_lead), text(|m| m.classifier.weights_caption));
    card.child(el("h2").class("kicker").text(text(|m| m.classifier.weights))).child(figure_view(
        figure,
        Shape::Low,
        summary,
        caption,
    ))
}
