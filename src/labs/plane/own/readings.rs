//! The layers of the reader's own network in numbers, with what the numbers are not.

use crate::figures::plane::Estimator;
use crate::labs::plane::own::one_layer::one_layer;
use crate::labs::plane::own::room::words;
use crate::labs::plane::reading::{NOTICEABLE, Reading};
use crate::labs::plane::warnings;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::own::{Activations, Own};
use crate::state::preferences::{text, use_preferences};
use crate::widgets::element::{El, el};
use crate::widgets::number::{grouped, information};
use crate::widgets::readout::unit_name;

/// Every layer at the last epoch that is there.
pub fn readings_card(own: Own) -> El {
    let settings = use_training().settings;
    let lang = use_preferences().lang;
    let all = derived(move || {
        own.shown
            .with(|shown| shown.as_ref().map(|s| readings(s, settings.with(|s| s.estimator))))
            .unwrap_or_default()
    });
    let when = move || {
        let epoch = all.with(|all| all.first().map(|layer| grouped(f64::from(layer.reading.epoch))));
        epoch.map(|epoch| (lang.get().messages().training().epoch)(&epoch)).unwrap_or_default()
    };
    let any =
        move |holds: fn(&Reading) -> bool| all.with(|all| all.iter().any(|layer| holds(&layer.reading)));
    let warnings = move || {
        own.shown.with(|shown| {
            let told = |s: &Activations| warnings::in_words(s.frames.last(), &s.n_units);
            shown.as_ref().map(told).unwrap_or_default()
        })
    };
    let note = |sentence: Signal<&'static str>| el("p").class("note").text(sentence);
    el("section")
        .class("card")
        .child(
            el("div")
                .class("card-head")
                .child(el("h2").class("kicker").text(words(|w| w.readings)))
                .child(el("span").class("as-of").text(when)),
        )
        .child(table(all))
        .child(one_layer(all, derived(when)))
        .child(note(words(|w| w.own_caveat)))
        .child(
            el("div")
                .live(move || warnings().into_iter().map(|told| el("p").class("note").text(told)).collect()),
        )
        .when(move || any(Reading::is_above_h_y), move || note(text(|m| m.plane().above_h_y)))
        .when(move || is_above_h_x(own, all), move || note(words(|w| w.above_h_x)))
}

/// A layer of the reader's network.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    name: String,
    n_units: usize,
    pub(super) reading: Reading,
}

impl Named {
    /// Its number in the plane, from that before it, and its name.
    pub(super) fn title(&self, n_before: usize) -> String {
        format!("{} · {}", n_before + 1, self.name)
    }
}

fn readings(shown: &Activations, estimator: Estimator) -> Vec<Named> {
    let names = shown.found.layers.iter().cloned().zip(shown.n_units.iter().copied());
    let reading = |(layer, (name, n_units))| {
        Some(Named { name, n_units, reading: Reading::of(&shown.frames, estimator, layer)? })
    };
    names.enumerate().filter_map(reading).collect()
}

fn is_above_h_x(own: Own, all: Signal<Vec<Named>>) -> bool {
    let h_x = own.shown.with(|shown| Some(shown.as_ref()?.inputs?.h_x));
    h_x.is_some_and(|h_x| all.with(|all| all.iter().any(|layer| layer.reading.i_xt > h_x + NOTICEABLE)))
}

fn table(all: Signal<Vec<Named>>) -> El {
    let preferences = use_preferences();
    let rows = move || {
        let (m, w, unit) =
            (preferences.lang.get().messages(), preferences.lang.get().own(), preferences.unit.get());
        let in_unit = |of: &str| (m.shell().quantity_in)(of, unit_name(unit, m));
        let headings = [
            w.layer.to_owned(),
            w.units.to_owned(),
            in_unit("I(X;T)"),
            in_unit("I(T;Y)"),
            in_unit(m.plane().compression),
        ];
        let heading = |text: String| el("th").attr("scope", "col").text(text);
        let row = |(index, layer): (usize, Named)| {
            let r = layer.reading;
            let amounts = [r.i_xt, r.i_ty, r.peak - r.i_xt].map(|nats| information(nats, unit));
            let cells = [grouped(layer.n_units as f64)].into_iter().chain(amounts);
            el("tr")
                .child(el("th").attr("scope", "row").text(layer.title(index)))
                .children(cells.map(|cell| el("td").text(cell)))
        };
        let head = el("thead").child(el("tr").children(headings.map(heading)));
        vec![head, el("tbody").children(all.get().into_iter().enumerate().map(row))]
    };
    el("div").class("figure-table own-readings").attr("tabindex", "0").child(el("table").live(rows))
}
