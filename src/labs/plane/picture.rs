//! The information plane of one run.

use crate::figures::plane::{self, plane};
use crate::labs::plane::controls::estimator_name;
use crate::labs::plane::reading::Reading;
use crate::labs::training::use_training;
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, caption, figure_view};
use crate::widgets::number::information;
use crate::widgets::readout::unit_name;
use leptos::prelude::*;

/// Trajectories of all layers, by the chosen estimator; `name` is the activation, for the figure's name.
pub fn plane_figure(run: Run, name: Signal<&'static str>) -> El {
    let preferences = use_preferences();
    let settings = use_training().settings;
    let figure = move || {
        let unit = preferences.unit.get();
        let m = preferences.lang.get().messages();
        let (estimator, n_epochs) = settings.with(|s| (s.estimator, s.spec.n_epochs));
        let method = estimator_name(estimator, &m.plane);
        let axis = |of: &str| format!("{} · {method}", (m.shell.quantity_in)(of, unit_name(unit, m)));
        let title = format!("{} · {}", m.labs.plane, name.get());
        let words = plane::Words {
            title: &title,
            x_axis: &axis("I(X;T)"),
            y_axis: &axis("I(T;Y)"),
            layer: m.plane.layer_choice,
            epoch: m.training.epoch_word,
            h_y: "H(Y)",
            log_n: "log n",
        };
        run.plane.with(|frames| plane(frames, estimator, n_epochs, unit.from_nats(1.0), &words))
    };
    let summary = Signal::derive(move || in_words(run));
    figure_view(figure, Shape::Square, summary, figure_caption(run))
}

/// How far the estimates are, then what the figure says.
fn figure_caption(run: Run) -> Vec<El> {
    let lang = use_preferences().lang;
    let pending = move || match run.pending_estimates.get() {
        0 => String::new(),
        n => (lang.get().messages().plane.pending)(n),
    };
    let lost = move || (lang.get().messages().plane.lost)(run.lost_estimates.get());
    let standing = el("div")
        .class("standing")
        .attr("role", "status")
        .child(el("span").class("pending").text(pending))
        .text(" ")
        .when(move || run.lost_estimates.get() > 0, move || el("span").class("lost").text(lost))
        .text(" ")
        .when(
            move || run.plane.with(Vec::is_empty),
            || el("span").class("hint").text(text(|m| m.plane.empty)),
        );
    let mut parts = vec![standing];
    parts.extend(caption(text(|m| m.plane.figure_lead), text(|m| m.plane.figure_caption)));
    parts
}

/// Where every layer came from and where it is.
fn in_words(run: Run) -> String {
    let preferences = use_preferences();
    let estimator = use_training().settings.with(|s| s.estimator);
    let unit = preferences.unit.get();
    let m = preferences.lang.get().messages();
    let shown = |nats: f64| format!("{} {}", information(nats, unit), unit_name(unit, m));
    run.plane.with(|frames| {
        let readings = (0..).map_while(|layer| Reading::of(frames, estimator, layer));
        let sentence = |(index, r): (usize, Reading)| {
            let now = (&shown(r.i_xt), &shown(r.i_ty));
            (m.plane.layer_summary)(index + 1, &shown(r.first_i_xt), now.0, &shown(r.first_i_ty), now.1)
        };
        readings.enumerate().map(sentence).collect::<Vec<_>>().join(" ")
    })
}
