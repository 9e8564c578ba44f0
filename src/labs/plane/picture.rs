//! The information plane of one run.

use crate::charts::figure::Figure;
use crate::charts::table::Table;
use crate::figures::plane::{self, Estimator, plane};
use crate::i18n::Messages;
use crate::labs::plane::controls::estimator_name;
use crate::labs::plane::reading::{NOTICEABLE, Reading};
use crate::labs::rooms::furnish;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::preferences::{Preferences, text, use_preferences};
use crate::state::run::{Run, survey::Estimates};
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Pointed, Shape, Source, caption, figure_view};
use crate::widgets::number::{grouped, information};
use crate::widgets::readout::unit_name;
use std::cell::Cell;

/// What is seen of a plane.
#[derive(Clone, Copy)]
pub struct Lens {
    /// Of the whole one, which the pointer may be in.
    pub figure: fn(Figure, Pointed) -> Figure,
    /// Of its table.
    pub table: fn(Table, &Figure) -> Table,
}

thread_local! {
    /// Comes with the rooms.
    static LENS: Cell<Option<Lens>> = const { Cell::new(None) };
}

/// From now on planes are seen through this lens.
pub fn look_through(lens: Lens) {
    LENS.set(Some(lens));
}

/// A plane that can be seen through a lens.
#[derive(Clone, Copy)]
pub struct Zoomable {
    /// Where in the plane the pointer is.
    pub pointed: Pointed,
    /// What the plane is drawn by, so that a change of it draws the plane anew.
    pub hidden: RwSignal<usize>,
}

/// Trajectories of all layers, by the chosen estimator; `name` is the activation, for the figure's name.
pub fn plane_figure(run: Run, name: Signal<&'static str>) -> El {
    let preferences = use_preferences();
    let settings = use_training().settings;
    let hidden = RwSignal::new(0_usize);
    let zoomable = Zoomable { pointed: Pointed::new(), hidden };
    let view = move || {
        let (estimator, n_epochs) = settings.with(|s| (s.estimator, s.spec.n_epochs));
        let factor = preferences.unit.get().from_nats(1.0);
        plane::View { estimator, n_epochs, factor, hidden: hidden.get() }
    };
    let axes = move || ["I(X;T)", "I(T;Y)"].map(|of| axis(of, preferences, settings.with(|s| s.estimator)));
    let whole = move || {
        let (m, axes) = (preferences.lang.get().messages(), axes());
        let title = format!("{} · {}", m.labs().plane, name.get());
        run.plane.with(|frames| plane(frames, &view(), &words(m, &title, &axes)))
    };
    let figure = move || match LENS.get() {
        Some(lens) => (lens.figure)(whole(), zoomable.pointed),
        None => whole(),
    };
    let table = move || {
        let (m, axes) = (preferences.lang.get().messages(), axes());
        let all = run.plane.with(|frames| plane::table(frames, &view(), &words(m, "", &axes)));
        match LENS.get() {
            Some(lens) => (lens.table)(all, &whole()),
            None => all,
        }
    };
    let summary = derived(move || in_words(run));
    let mut parts = vec![layers_shown(hidden), zoom_door(zoomable)];
    parts.extend(figure_caption(run));
    let source = Source::new(figure, table).pointed_at(zoomable.pointed);
    figure_view(source, Shape::Square, summary, parts)
}

/// A button for each layer, of as many as the figure can hide, which shows or hides it.
fn layers_shown(hidden: RwSignal<usize>) -> El {
    let settings = use_training().settings;
    let n_layers = number_of(move || settings.with(|s| s.spec.network.hidden.len() + 1));
    let button = move |layer: usize| {
        el("button")
            .class("btn")
            .attr("aria-pressed", move || (hidden.get() >> layer & 1 == 0).to_string())
            .on_click(move || hidden.update(|hidden| *hidden ^= 1 << layer))
            .text((layer + 1).to_string())
    };
    el("div")
        .class("layers-shown")
        .attr("role", "group")
        .attr("aria-label", text(|m| m.plane().layers_shown))
        .child(el("span").class("hint").text(text(|m| m.plane().layers_shown)))
        .child(el("span").class("row").live(move || (0..n_layers.get().min(32)).map(button).collect()))
}

/// A button in whose place the lens comes.
fn zoom_door(plane: Zoomable) -> El {
    let place = el("div").class("layers-shown zoom");
    let button = el("button").class("btn").text(text(|m| m.plane().zoom));
    let (inside, gone) = (place.clone(), button.clone());
    let owner = Owner::current().unwrap_or_default();
    let open = move || {
        gone.node().remove();
        furnish(inside.clone(), owner.clone(), move |rooms| Box::new(move || (rooms.zoom)(plane)));
    };
    place.child(button.on_click(open))
}

/// A quantity with its unit and the chosen estimator.
pub(super) fn axis(of: &str, preferences: Preferences, estimator: Estimator) -> String {
    let (m, unit) = (preferences.lang.get().messages(), preferences.unit.get());
    format!("{} · {}", (m.shell().quantity_in)(of, unit_name(unit, m)), estimator_name(estimator, m.plane()))
}

pub(super) fn words<'a>(
    m: &'static Messages,
    title: &'a str,
    [x_axis, y_axis]: &'a [String; 2],
) -> plane::Words<'a> {
    plane::Words {
        title,
        x_axis,
        y_axis,
        layer: m.plane().layer_choice,
        epoch: m.training().epoch_word,
        h_y: "H(Y)",
        log_n: "log n",
    }
}

/// How far the estimates are, then what the figure says.
fn figure_caption(run: Run) -> Vec<El> {
    let lang = use_preferences().lang;
    let estimates = move || run.estimates.get().unwrap_or_default();
    let progress = move || {
        let Estimates { records, done, .. } = estimates();
        if records == 0 { String::new() } else { (lang.get().messages().plane().estimated)(done, records) }
    };
    let lost = move || (lang.get().messages().plane().lost)(estimates().lost);
    let standing = el("div")
        .class("standing")
        .attr("role", "status")
        .child(
            el("span")
                .class("estimated")
                .attr("data-waiting", move || estimates().waiting().to_string())
                .text(progress),
        )
        .text(" ")
        .when(move || estimates().lost > 0, move || el("span").class("lost").text(lost))
        .text(" ")
        .when(move || run.seconds.get().is_some(), move || elapsed(run))
        .text(" ")
        .when(
            move || run.plane.with(Vec::is_empty),
            || el("span").class("hint").text(text(|m| m.plane().empty)),
        );
    let mut parts = vec![standing];
    parts.extend(caption(text(|m| m.plane().figure_lead), text(|m| m.plane().figure_caption)));
    parts
}

/// What a finished run has taken.
fn elapsed(run: Run) -> El {
    let lang = use_preferences().lang;
    let seconds = move || run.seconds.get().unwrap_or_default();
    let sentence = move || {
        let epochs = run.frame.with(|frame| frame.as_ref().map_or(0, |frame| frame.epoch));
        let estimates = run.estimates.get().unwrap_or_default().done;
        let took = lang.get().messages().plane().took;
        took(&grouped(f64::from(epochs)), &grouped(estimates as f64), &format!("{:.1}", seconds()))
    };
    el("span").class("elapsed").attr("data-seconds", move || format!("{:.3}", seconds())).text(sentence)
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
        let sentence = |(index, r): (usize, Reading)| layer_in_words(index + 1, &r, m, shown);
        let last = frames.last().map(|frame| (m.plane().summary_epoch)(&grouped(f64::from(frame.epoch))));
        let sentences = readings.enumerate().map(sentence);
        last.into_iter().chain(sentences).collect::<Vec<_>>().join(" ")
    })
}

/// Where a layer came from and where it is, with amounts as `shown` writes them.
pub(super) fn layer_in_words(
    layer: usize,
    r: &Reading,
    m: &'static Messages,
    shown: impl Fn(f64) -> String + Copy,
) -> String {
    let [x, y] = [
        way_in_words([r.first_i_xt, r.peak, r.i_xt], m, shown),
        way_in_words([r.first_i_ty, r.i_ty.max(r.first_i_ty), r.i_ty], m, shown),
    ];
    (m.plane().layer_summary)(layer, &x, &y)
}

/// From the first value by the peak to the last, in nats, as `shown` writes them.
fn way_in_words(
    [first, peak, last]: [f64; 3],
    m: &'static Messages,
    shown: impl Fn(f64) -> String,
) -> String {
    let [from, top, to] = [first, peak, last].map(shown);
    let has_turned = peak - first.max(last) > NOTICEABLE;
    match last - first {
        _ if has_turned => (m.plane().turned)(&from, &top, &to),
        change if change > NOTICEABLE => (m.plane().rose)(&from, &to),
        change if change < -NOTICEABLE => (m.plane().fell)(&from, &to),
        _ => (m.plane().stayed)(&to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn a_way_is_told_by_where_it_turns() {
        let told = |way| way_in_words(way, Lang::English.messages(), |nats| format!("{nats:.1}"));
        assert_eq!(told([8.0, 8.0, 3.6]), "fell from 8.0 to 3.6");
        assert_eq!(told([0.1, 0.9, 0.9]), "rose from 0.1 to 0.9");
        assert_eq!(told([6.8, 8.0, 3.6]), "rose from 6.8 to 8.0 and fell to 3.6");
        assert_eq!(told([12.0, 12.0, 12.0]), "stayed at 12.0");
    }
}
