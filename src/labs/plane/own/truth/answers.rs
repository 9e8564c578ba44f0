//! Every estimator at the largest number of samples: a table, and all sizes as a file.

use super::names::{assumption_name, method_name};
use super::pictures::{QUANTITIES, Quantity};
use super::words;
use crate::charts::csv::to_csv;
use crate::charts::table::{Cell, Table};
use crate::i18n::ground_truth::GroundTruth as Words;
use crate::reactive::*;
use crate::state::ground_truth::{GroundTruths, Results};
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};
use crate::widgets::export::save_text;
use crate::widgets::number::{grouped, information, signed};
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::ground_truth::{Found, Line};
use infoplane_core::measures::units::Unit;

/// The card of the table.
pub(super) fn card(truths: GroundTruths) -> El {
    let preferences = use_preferences();
    let has_rows = move || truths.results.with(|r| r.as_ref().is_some_and(|r| !r.rows.is_empty()));
    let heading = move || {
        let (m, unit) = (preferences.lang.get().messages(), preferences.unit.get());
        (m.shell().quantity_in)(preferences.lang.get().bench().estimates, unit_name(unit, m))
    };
    let size = move || {
        let w = preferences.lang.get().ground_truth();
        truths.results.with(|results| {
            let shown = results.as_ref().and_then(|results| Some((results.rows.last()?.n, results)));
            let told = |(n, results): (u32, &Results)| {
                (w.at_size)(&grouped(f64::from(n)), results.spec.n_repetitions)
            };
            shown.map(told).unwrap_or_default()
        })
    };
    let save = move || {
        let content = truths.results.with_untracked(|results| results.as_ref().map(|r| to_csv(&csv(r))));
        save_text("infoplane-ground-truth.csv", "text/csv", &content.unwrap_or_default());
    };
    el("section")
        .class("card truth-answers")
        .child(
            el("div")
                .class("card-head")
                .child(el("h2").class("kicker").text(heading))
                .child(el("span").class("as-of").text(size)),
        )
        .child(table(truths))
        .child(
            el("button")
                .class("btn")
                .flag("disabled", move || !has_rows())
                .on_click(save)
                .text(words(|w| w.csv)),
        )
}

fn table(truths: GroundTruths) -> El {
    let preferences = use_preferences();
    let rows = move || {
        let (w, unit) = (preferences.lang.get().ground_truth(), preferences.unit.get());
        let heading = |text: String| el("th").attr("scope", "col").text(text);
        let of = |quantity: Quantity| [quantity.name.to_owned(), w.bias.to_owned(), w.ceiling.to_owned()];
        let headings = QUANTITIES.into_iter().flat_map(of);
        let headings = [w.estimator.to_owned()].into_iter().chain(headings).map(heading);
        let lines = truths.results.with(|results| {
            let row = results.as_ref().and_then(|results| results.rows.last());
            row.map(|row| row.lines.clone()).unwrap_or_default()
        });
        let truth = truths.results.with(|results| results.as_ref().map(|results| results.truth));
        let truth = truth.map(|truth| {
            let cells = |of: Quantity| [information((of.truth)(&truth), unit), String::new(), String::new()];
            let cells = QUANTITIES.into_iter().flat_map(cells).map(|text| el("td").text(text));
            el("tr").class("truth-row").child(el("th").attr("scope", "row").text(w.truth)).children(cells)
        });
        let body = truth.into_iter().chain(lines.iter().map(|line| row(line, w, unit)));
        vec![el("thead").child(el("tr").children(headings)), el("tbody").children(body)]
    };
    el("div").class("figure-table truth-table").attr("tabindex", "0").child(el("table").live(rows))
}

/// What one estimator has found; below its name what it assumes.
fn row(line: &Line, w: &'static Words, unit: Unit) -> El {
    let found = QUANTITIES.map(|of| (of.pick)(line));
    let assumption = found.iter().flatten().next().map_or("", |found| assumption_name(found.assumption, w));
    el("tr")
        .attr("data-method", line.method.name())
        .child(
            el("th")
                .attr("scope", "row")
                .text(method_name(line.method, w))
                .child(el("small").text(assumption)),
        )
        .children(found.iter().flat_map(|found| cells(found.as_ref(), unit)))
}

/// The mean with its standard deviation, the bias with its sign, and the ceiling.
fn cells(found: Option<&Found>, unit: Unit) -> [El; 3] {
    let cell = |text: String| el("td").text(text);
    let Some(found) = found else { return ["–", "", ""].map(|text| cell(text.to_owned())) };
    let in_unit = |nats: f64| information(nats, unit);
    let bias = signed(unit.from_nats(found.bias()), 3);
    let bias = if bias.starts_with('−') { bias } else { format!("+{bias}") };
    let mean = cell(format!("{} ± {}", in_unit(found.mean), in_unit(found.deviation)))
        .attr("data-nats", found.mean.to_string())
        .attr("data-deviation", found.deviation.to_string());
    [mean, cell(bias), cell(found.ceiling.map_or_else(|| "–".to_owned(), in_unit))]
}

/// Every number that was found, in nats.
fn csv(results: &Results) -> Table {
    let columns = [
        "estimator",
        "quantity",
        "n",
        "repetitions",
        "mean, nats",
        "standard deviation",
        "truth",
        "bias",
        "ceiling",
        "assumption",
    ];
    let mut table = Table::new(&columns);
    for row in &results.rows {
        for (line, of) in row.lines.iter().flat_map(|line| QUANTITIES.map(|of| (line, of))) {
            let Some(found) = (of.pick)(line) else { continue };
            table.row_of(line.method.name());
            table.text(of.name);
            table.numbers(&[f64::from(row.n), f64::from(found.n)]);
            table.numbers(&[found.mean, found.deviation, found.truth, found.bias()]);
            let ceiling = found.ceiling.map_or_else(|| Cell::Text(String::new()), Cell::Number);
            if let Some(row) = table.rows.last_mut() {
                row.push(ceiling);
            }
            table.text(found.assumption.name());
        }
    }
    table
}
