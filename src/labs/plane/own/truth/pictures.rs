//! Both quantities against the number of samples.

use super::names::method_name;
use super::words;
use crate::figures::ground_truth::{self, View, ground_truth};
use crate::labs::training::notes::problem;
use crate::reactive::*;
use crate::state::ground_truth::{GroundTruths, Standing};
use crate::state::preferences::{Preferences, use_preferences};
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};
use crate::widgets::number::{grouped, information};
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::ground_truth::{AtSize, Found, Line, Truth};

/// One of the two quantities.
#[derive(Clone, Copy)]
pub(super) struct Quantity {
    /// As it is written everywhere.
    pub(super) name: &'static str,
    pub(super) truth: fn(&Truth) -> f64,
    pub(super) pick: fn(&Line) -> Option<Found>,
}

/// Both, in the order of the plane's axes.
pub(super) const QUANTITIES: [Quantity; 2] = [
    Quantity { name: "I(X;T)", truth: |truth| truth.i_xt, pick: |line| line.i_xt },
    Quantity { name: "I(T;Y)", truth: |truth| truth.i_ty, pick: |line| line.i_ty },
];

/// The card of the figures.
pub(super) fn card(truths: GroundTruths) -> El {
    let is_there = move || truths.results.with(Option::is_some);
    let figures = move || el("div").class("truth-figures").children(QUANTITIES.map(|of| figure(truths, of)));
    el("section")
        .class("card truth-pictures")
        .child(
            el("div")
                .class("card-head")
                .child(el("h2").class("kicker").text(words(|w| w.known)))
                .child(known(truths)),
        )
        .child(standing(truths))
        .when(is_there, figures)
        .child(el("p").class("hint").children(caption(words(|w| w.lead), words(|w| w.caption))))
        .child(el("p").class("note").children(caption(words(|w| w.what_lead), words(|w| w.what))))
        .child(el("p").class("note").children(caption(words(|w| w.why_lead), words(|w| w.why))))
}

/// An amount with its unit.
pub(super) fn amount(nats: f64) -> String {
    let preferences = use_preferences();
    let unit = preferences.unit.get();
    format!("{} {}", information(nats, unit), unit_name(unit, preferences.lang.get().messages()))
}

/// The two numbers that are to be found.
fn known(truths: GroundTruths) -> El {
    let lang = use_preferences().lang;
    let told = move || {
        let truth = truths.results.with(|results| results.as_ref().map(|results| results.truth));
        let Some(truth) = truth else { return Vec::new() };
        let number = |of: Quantity| {
            let nats = (of.truth)(&truth);
            let text = (lang.get().ground_truth().is)(of.name, &amount(nats));
            el("b").attr("data-quantity", of.name).attr("data-nats", nats.to_string()).text(text)
        };
        QUANTITIES.into_iter().map(number).collect()
    };
    el("span").class("truth-known").live(told)
}

fn standing(truths: GroundTruths) -> El {
    let lang = use_preferences().lang;
    let sentence = move || match truths.standing.get() {
        Standing::Working(done, wanted) => (lang.get().ground_truth().working)(done, wanted),
        Standing::Finished => lang.get().ground_truth().finished.to_owned(),
        Standing::Failed(why) => problem(&why, lang.get()),
    };
    let name = move || match truths.standing.get() {
        Standing::Working(..) => "working",
        Standing::Finished => "finished",
        Standing::Failed(_) => "failed",
    };
    let share = move || match truths.standing.get() {
        Standing::Working(done, wanted) => f64::from(done) / f64::from(wanted),
        _ => 1.0,
    };
    let progress =
        move || el("progress").attr("max", "1").prop("value", share).attr("aria-label", words(|w| w.samples));
    el("div")
        .class("standing truth-standing")
        .attr("role", "status")
        .attr("data-standing", move || name().to_owned())
        .child(el("span").text(sentence))
        .when(move || matches!(truths.standing.get(), Standing::Working(..)), progress)
}

fn figure(truths: GroundTruths, of: Quantity) -> El {
    // Taken here: where a figure is drawn, nothing is known of the page around it.
    let from = (truths, use_preferences());
    let figure = move || made(from, of, |(rows, sizes), view, words| ground_truth(rows, sizes, view, words));
    let table = move || made(from, of, |(rows, _), view, words| ground_truth::table(rows, view, words));
    let summary = derived(move || in_words(truths, of));
    let lang = use_preferences().lang;
    let title = el("b").text(move || (lang.get().ground_truth().against)(of.name));
    figure_view(Source::new(figure, table), Shape::Wide, summary, vec![title])
}

/// Something made of the results, which have the sizes that there will be with them.
fn made<T>(
    (truths, preferences): (GroundTruths, Preferences),
    of: Quantity,
    make: impl FnOnce((&[AtSize], &[u32]), View, &ground_truth::Words<'_>) -> T,
) -> T {
    let (m, unit) = (preferences.lang.get().messages(), preferences.unit.get());
    let w = preferences.lang.get().ground_truth();
    let (title, y_axis) = ((w.against)(of.name), (m.shell().quantity_in)(of.name, unit_name(unit, m)));
    let words = ground_truth::Words {
        title: &title,
        x_axis: w.samples,
        y_axis: &y_axis,
        estimator: w.estimator,
        name: &|method| method_name(method, w),
        truth: w.truth,
        mean: w.mean,
        deviation: w.deviation,
        bias: w.bias,
        ceiling: w.ceiling,
        log_n: "log N",
    };
    truths.results.with(|results| {
        let shown = results.as_ref();
        let truth = shown.map_or(0.0, |results| (of.truth)(&results.truth));
        let rows_and_sizes = shown.map_or((&[][..], &[][..]), |results| (&results.rows, &results.spec.sizes));
        make(rows_and_sizes, View { truth, pick: of.pick, factor: unit.from_nats(1.0) }, &words)
    })
}

/// Every estimate at the largest size that is there.
fn in_words(truths: GroundTruths, of: Quantity) -> String {
    let w = use_preferences().lang.get().ground_truth();
    truths.results.with(|results| {
        let last = results.as_ref().and_then(|results| Some((results, results.rows.last()?)));
        let Some((results, row)) = last else { return String::new() };
        let told = |line: &Line| {
            let found = (of.pick)(line)?;
            let name = method_name(line.method, w);
            Some(format!("{name} {} ± {}", amount(found.mean), amount(found.deviation)))
        };
        let estimates: Vec<String> = row.lines.iter().filter_map(told).collect();
        let (n, truth) = (grouped(f64::from(row.n)), amount((of.truth)(&results.truth)));
        (w.summary)(&n, &truth, &estimates.join(", "))
    })
}
