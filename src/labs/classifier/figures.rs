//! The curves of the run: loss above its floor, and accuracy.

use crate::charts::figure::Figure;
use crate::figures::accuracy::{self, accuracy};
use crate::figures::loss::{self, loss};
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::widgets::figure_view::{FigureView, Shape};
use crate::widgets::number::{grouped, information, percent};
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::training::TrainingFrame;
use infoplane_core::measures::units::Unit;
use leptos::prelude::*;

/// Cross-entropy over the epochs, above the floor where it is known.
#[component]
pub fn LossFigure(
    /// The run.
    run: Run,
) -> impl IntoView {
    let preferences = use_preferences();
    let floor = Memo::new(move |_| run.frame.with(|frame| frame.as_ref().and_then(|frame| frame.floor)));
    let figure = move || -> Figure {
        let unit = preferences.unit.get();
        let m = preferences.lang.get().messages();
        let y_axis = format!("{}, {}", m.classifier.cross_entropy, unit_name(unit, m));
        let words = loss::Words {
            title: m.classifier.loss,
            x_axis: m.training.epoch_axis,
            y_axis: &y_axis,
            train: m.training.train,
            test: m.training.test,
            floor: "H(Y|X)",
            kl: m.classifier.kl_strip,
        };
        run.records.with(|records| loss(records, floor.get(), unit.from_nats(1.0), &words))
    };
    let summary =
        move || run.frame.with(|frame| frame.as_deref().map(|frame| in_words(frame, preferences.unit.get())));
    let known = move || floor.get().is_some();
    view! {
        <FigureView
            figure=Memo::new(move |_| figure())
            shape=Shape::Low
            summary=Signal::derive(move || summary().unwrap_or_default())
        >
            <b>{text(move |m| if known() { m.classifier.loss_lead } else { m.classifier.loss_lead_unknown })}</b>
            " "
            {text(move |m| if known() { m.classifier.loss_caption } else { m.classifier.loss_caption_unknown })}
        </FigureView>
    }
}

fn in_words(frame: &TrainingFrame, unit: Unit) -> String {
    let m = use_preferences().lang.get().messages();
    let shown = |nats: f64| format!("{} {}", information(nats, unit), unit_name(unit, m));
    let test = frame.test.expected_cross_entropy.unwrap_or(frame.test.cross_entropy);
    let epoch = (m.training.epoch)(&grouped(f64::from(frame.epoch)));
    let curves = (m.classifier.loss_summary)(&epoch, &shown(test), &shown(frame.train.cross_entropy));
    let floor = frame.floor.map(|floor| (m.classifier.loss_summary_floor)(&shown(floor)));
    curves + &floor.unwrap_or_default()
}

/// Accuracy over the epochs.
#[component]
pub fn AccuracyFigure(
    /// The run.
    run: Run,
) -> impl IntoView {
    let lang = use_preferences().lang;
    let figure = move || -> Figure {
        let m = lang.get().messages();
        let words = accuracy::Words {
            title: m.classifier.accuracy_figure,
            x_axis: m.training.epoch_axis,
            y_axis: m.classifier.accuracy_figure,
            train: m.training.train,
            test: m.training.test,
        };
        run.records.with(|records| accuracy(records, &words))
    };
    let summary = move || {
        let shares = run.frame.with(|frame| frame.as_ref().map(|f| (f.test.accuracy, f.train.accuracy)));
        let (test, train) = shares.unwrap_or_default();
        let share = |x: f64| format!("{} %", percent(x));
        (lang.get().messages().classifier.accuracy_summary)(&share(test), &share(train))
    };
    view! {
        <FigureView figure=Memo::new(move |_| figure()) shape=Shape::Low summary=Signal::derive(summary)>
            <b>{text(|m| m.classifier.accuracy_lead)}</b>
            " "
            {text(|m| m.classifier.accuracy_caption)}
        </FigureView>
    }
}
