//! What the estimators say: a table, how far it is, and all of it as a file.

use super::names::{assumption_name, caution_name, knob, method_name, side_name};
use super::words;
use crate::charts::csv::to_csv;
use crate::charts::table::{Cell, Table};
use crate::i18n::bench::Bench as Words;
use crate::labs::training::notes::problem;
use crate::reactive::*;
use crate::state::Problem;
use crate::state::bench::{Bench, Standing};
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};
use crate::widgets::export::save_text;
use crate::widgets::number::{grouped, information, readable};
use crate::widgets::readout::unit_name;
use infoplane_core::estimators::estimate::Caution;
use infoplane_core::experiments::estimator_bench::{Line, Method, Refusal, Told};
use infoplane_core::learner::spec::SpecError;
use infoplane_core::measures::units::Unit;
use infoplane_worker::protocol::JobError;

/// The card of the answers.
pub(super) fn answers(bench: Bench) -> El {
    let lang = use_preferences().lang;
    let is_there = move || bench.spec.with(Option::is_some);
    let epoch = move || {
        if is_there() {
            (lang.get().bench().epoch)(&grouped(f64::from(bench.epoch.get())))
        } else {
            String::new()
        }
    };
    let save = move || {
        let name = bench.spec.with_untracked(|spec| spec.as_ref().map_or(0, |s| s.layer + 1));
        let content = bench.lines.with_untracked(|lines| to_csv(&csv(lines)));
        save_text(&format!("infoplane-bench-layer-{name}.csv"), "text/csv", &content);
    };
    el("section")
        .class("card bench-answers")
        .child(
            el("div")
                .class("card-head")
                .child(el("h2").class("kicker").text(move || unit_heading(lang.get().bench().estimates)))
                .child(el("span").class("as-of").text(epoch)),
        )
        .child(standing(bench))
        .child(table(bench))
        .child(el("p").class("note").text(words(|w| w.truth)))
        .child(
            el("button")
                .class("btn")
                .flag("disabled", move || bench.lines.with(Vec::is_empty))
                .on_click(save)
                .text(words(|w| w.csv)),
        )
}

/// A word with the unit that information is shown in.
fn unit_heading(word: &str) -> String {
    let preferences = use_preferences();
    let m = preferences.lang.get().messages();
    (m.shell().quantity_in)(word, unit_name(preferences.unit.get(), m))
}

fn standing(bench: Bench) -> El {
    let lang = use_preferences().lang;
    let sentence = move || {
        let w = lang.get().bench();
        match bench.standing.get() {
            Standing::Idle => w.nothing.to_owned(),
            Standing::Working(_) => w.working.to_owned(),
            Standing::Finished => w.finished.to_owned(),
            Standing::Failed(Problem::Refused(JobError::Spec(SpecError::OutOfRange {
                field,
                value,
                ..
            }))) => (w.out_of_range)(knob(&field, w), &readable(value)),
            Standing::Failed(why) => problem(&why, lang.get()),
        }
    };
    let name = move || match bench.standing.get() {
        Standing::Idle => "idle",
        Standing::Working(_) => "working",
        Standing::Finished => "finished",
        Standing::Failed(_) => "failed",
    };
    let share = move || match bench.standing.get() {
        Standing::Working(n) => n as f64 / Method::ALL.len() as f64,
        _ => 1.0,
    };
    let progress =
        move || el("progress").attr("max", "1").prop("value", share).attr("aria-label", words(|w| w.working));
    el("div")
        .class("standing bench-standing")
        .attr("role", "status")
        .attr("data-standing", move || name().to_owned())
        .child(el("span").text(sentence))
        .when(move || matches!(bench.standing.get(), Standing::Working(_)), progress)
}

fn table(bench: Bench) -> El {
    let preferences = use_preferences();
    let rows = move || {
        let (w, unit) = (preferences.lang.get().bench(), preferences.unit.get());
        let n_new = match bench.standing.get() {
            Standing::Working(n) => n,
            _ => Method::ALL.len(),
        };
        let heading = |text: &str| el("th").attr("scope", "col").text(text);
        let head = [w.estimator, "I(X;T)", "I(T;Y)", w.cautions].map(heading);
        let rows = bench.lines.get();
        let rows = rows.iter().enumerate().map(|(at, line)| row(line, at >= n_new, w, unit));
        vec![el("thead").child(el("tr").children(head)), el("tbody").children(rows)]
    };
    el("div").class("figure-table bench-table").attr("tabindex", "0").child(el("table").live(rows))
}

/// What one estimator says; `is_old` while the answer to the last change has not come.
fn row(line: &Line, is_old: bool, w: &'static Words, unit: Unit) -> El {
    let told = || line.i_xt.iter().chain(&line.i_ty);
    let assumption = told().next().map_or("", |told| assumption_name(told.assumption, w));
    let n = told().next().map_or(String::new(), |told| (w.of_samples)(&grouped(told.n as f64)));
    let under = [assumption.to_owned(), n].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    let mut cautions: Vec<Caution> = Vec::new();
    for caution in told().flat_map(|told| told.cautions.iter().copied()) {
        if !cautions.contains(&caution) {
            cautions.push(caution);
        }
    }
    let refused = line.refused.map(|refusal| match refusal {
        Refusal::Coincident => w.coincident,
        Refusal::TooFew => w.too_few,
    });
    let sentences = cautions.into_iter().map(|caution| caution_name(caution, w)).chain(refused);
    el("tr")
        .attr("data-method", line.method.name())
        .class(if is_old { "old" } else { "" })
        .child(
            el("th")
                .attr("scope", "row")
                .text(method_name(line.method, w))
                .child(el("small").text(under.join(" · "))),
        )
        .child(cell(line.i_xt.as_ref(), w, unit))
        .child(cell(line.i_ty.as_ref(), w, unit))
        .child(el("td").class("bench-cautions").children(sentences.map(|text| el("p").text(text))))
}

/// The estimate with its error; below it what it cannot pass, and where the truth is to be expected.
fn cell(told: Option<&Told>, w: &'static Words, unit: Unit) -> El {
    let Some(told) = told else { return el("td").text("–") };
    let in_unit = |nats: f64| information(nats, unit);
    let error = told.error.map(|error| format!(" ± {}", in_unit(error))).unwrap_or_default();
    let ceiling = told.ceiling.map(|ceiling| (w.ceiling)(&in_unit(ceiling)));
    let side = side_name(told.side, w);
    let bias = told.bias.map_or_else(|| side.to_owned(), |bias| (w.by)(side, &in_unit(bias)));
    let below = ceiling.into_iter().chain([bias]).collect::<Vec<_>>().join(" · ");
    el("td")
        .attr("data-nats", told.value.to_string())
        .style("--share", told.ceiling.map_or(0.0, |most| (told.value / most).clamp(0.0, 1.0)).to_string())
        .text(format!("{}{error}", in_unit(told.value)))
        .child(el("small").text(below))
}

/// Every number that was told, in nats.
fn csv(lines: &[Line]) -> Table {
    let columns = [
        "estimator",
        "quantity",
        "nats",
        "ceiling",
        "side",
        "bias",
        "standard error",
        "n",
        "assumption",
        "cautions",
    ];
    let number = |x: Option<f64>| x.map_or_else(|| Cell::Text(String::new()), Cell::Number);
    let row = |line: &Line, quantity: &str, told: &Told| {
        vec![
            Cell::Text(line.method.name().to_owned()),
            Cell::Text(quantity.to_owned()),
            Cell::Number(told.value),
            number(told.ceiling),
            Cell::Text(told.side.name().to_owned()),
            number(told.bias),
            number(told.error),
            Cell::Number(told.n as f64),
            Cell::Text(told.assumption.name().to_owned()),
            Cell::Text(told.cautions.iter().map(|caution| caution.name()).collect::<Vec<_>>().join(" ")),
        ]
    };
    let of_line = |line: &Line| {
        let both = [("I(X;T)", &line.i_xt), ("I(T;Y)", &line.i_ty)];
        both.into_iter().filter_map(|(name, told)| Some(row(line, name, told.as_ref()?))).collect::<Vec<_>>()
    };
    Table { rows: lines.iter().flat_map(of_line).collect(), ..Table::new(&columns) }
}
