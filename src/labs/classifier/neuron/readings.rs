//! A neuron in numbers: what it says about the class by each estimator, and how it spends its range.

use super::{Shown, kicker, text};
use crate::i18n::neuron::Neuron as Texts;
use crate::reactive::*;
use crate::state::neuron::Seen;
use crate::widgets::element::{El, el};
use crate::widgets::number::{information, percent, readable};
use crate::widgets::readout::unit_name;
use infoplane_core::estimators::estimate::Caution;
use infoplane_core::experiments::estimator_bench::{Method, Refusal};
use infoplane_core::experiments::neuron::{About, Neuron};
use infoplane_core::measures::units::Unit;

/// The estimates, and mean, variance and flat parts.
pub(super) fn readings(shown: Shown) -> El {
    el("div")
        .class("neuron-readings")
        .child(kicker(|m| m.information))
        .child(estimates(shown))
        .child(facts(shown))
}

fn estimates(shown: Shown) -> El {
    let rows = move || {
        let (lang, unit) = (shown.lang(), shown.preferences.unit.get());
        let m = lang.neuron();
        let heading = |text: String| el("th").attr("scope", "col").text(text);
        let amount = (lang.messages().shell().quantity_in)("I(T;Y)", unit_name(unit, lang.messages()));
        let head = el("tr").child(heading(m.estimator.to_owned())).child(heading(amount));
        let rows = shown.seen(|Seen { neuron, .. }| {
            let ceiling = el("tr").class("ceiling").attr("data-method", "ceiling");
            let ceiling = ceiling.child(el("th").attr("scope", "row").text(m.ceiling));
            let ceiling = ceiling.child(amount_cell(neuron.h_y, neuron.h_y, unit));
            let about = neuron.information.iter().map(|about| row(about, neuron.h_y, m, unit));
            about.chain([ceiling]).collect::<Vec<_>>()
        });
        vec![el("thead").child(head), el("tbody").children(rows)]
    };
    el("div").class("figure-table neuron-information").child(el("table").live(rows))
}

/// What one estimator says, and what to think of it.
fn row(about: &About, h_y: f64, m: &'static Texts, unit: Unit) -> El {
    let name = match about.method {
        Method::EqualMass => m.equal_mass,
        Method::Ross => m.ross,
        _ => m.edges,
    };
    let is_tied = about.i_ty.as_ref().is_some_and(|told| told.cautions.contains(&Caution::TiedSamples));
    let caution = match about.refused {
        Some(Refusal::Coincident) => m.coincident,
        Some(Refusal::TooFew) => m.too_few,
        None if is_tied => m.tied,
        None => "",
    };
    let heading = el("th").attr("scope", "row").text(name).child(el("small").text(caution));
    let amount = match &about.i_ty {
        Some(told) => amount_cell(told.value, h_y, unit),
        None => el("td").text("–"),
    };
    el("tr").attr("data-method", about.method.name()).child(heading).child(amount)
}

/// An amount, and below it a bar that is full at H(Y).
fn amount_cell(nats: f64, h_y: f64, unit: Unit) -> El {
    let share = if h_y > 0.0 { (nats / h_y).clamp(0.0, 1.0) } else { 0.0 };
    el("td")
        .attr("data-nats", nats.to_string())
        .style("--share", share.to_string())
        .text(information(nats, unit))
}

fn facts(shown: Shown) -> El {
    let fact = move |name: fn(&'static Texts) -> &'static str,
                     gist: Option<fn(&'static Texts) -> &'static str>,
                     value: fn(&Neuron) -> String| {
        let number = el("b").text(move || {
            shown
                .watch
                .seen
                .with(|seen| seen.as_ref().map_or_else(|| "–".to_owned(), |seen| value(&seen.neuron)))
        });
        let name = el("dt").text(text(name));
        let gist = gist.map(|gist| el("small").text(text(gist)));
        el("div").child(name).child(el("dd").child(number).children(gist))
    };
    el("dl")
        .class("neuron-facts")
        .child(fact(|m| m.mean, None, |seen| readable(seen.mean)))
        .child(fact(|m| m.variance, None, |seen| readable(seen.variance)))
        .child(fact(
            |m| m.saturated,
            Some(|m| m.saturated_gist),
            |seen| format!("{} %", percent(seen.saturated)),
        ))
        .child(fact(|m| m.dead, Some(|m| m.dead_gist), |seen| format!("{} %", percent(seen.dead))))
}
