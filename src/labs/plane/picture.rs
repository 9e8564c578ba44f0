//! The information plane of one run.

use crate::charts::figure::Figure;
use crate::figures::plane::{self, plane};
use crate::labs::plane::controls::estimator_name;
use crate::labs::plane::reading::Reading;
use crate::labs::training::use_training;
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::widgets::figure_view::{FigureView, Shape};
use crate::widgets::number::information;
use crate::widgets::readout::unit_name;
use leptos::prelude::*;

/// Trajectories of all layers, by the chosen estimator.
#[component]
pub fn PlaneFigure(
    /// The run.
    run: Run,
    /// The activation, for the figure's name.
    name: Signal<&'static str>,
) -> impl IntoView {
    let preferences = use_preferences();
    let settings = use_training().settings;
    let figure = move || -> Figure {
        let unit = preferences.unit.get();
        let m = preferences.lang.get().messages();
        let (estimator, n_epochs) = settings.with(|s| (s.estimator, s.spec.n_epochs));
        let method = estimator_name(estimator, &m.plane);
        let axis = |axis: fn(&str) -> String| format!("{} · {method}", axis(unit_name(unit, m)));
        let title = format!("{} · {}", m.labs.plane, name.get());
        let words = plane::Words {
            title: &title,
            x_axis: &axis(m.plane.x_axis),
            y_axis: &axis(m.plane.y_axis),
            layer: m.plane.layer_choice,
            epoch: m.training.epoch_word,
            h_y: "H(Y)",
            log_n: "log n",
        };
        run.plane.with(|frames| plane(frames, estimator, n_epochs, unit.from_nats(1.0), &words))
    };
    let pending = move || {
        let n = run.pending_estimates.get();
        (n > 0).then(|| (preferences.lang.get().messages().plane.pending)(n))
    };
    let is_empty = Memo::new(move |_| run.plane.with(Vec::is_empty));
    view! {
        <FigureView
            figure=Memo::new(move |_| figure())
            shape=Shape::Square
            summary=Signal::derive(move || in_words(run))
        >
            <span class="pending" role="status">{pending}</span>
            <Show when=move || is_empty.get()>
                <span class="hint">{text(|m| m.plane.empty)}" "</span>
            </Show>
            <b>{text(|m| m.plane.figure_lead)}</b>
            " "
            {text(|m| m.plane.figure_caption)}
        </FigureView>
    }
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
