//! The loss of the run, which both labs show.

use crate::charts::figure::Figure;
use crate::charts::table::Table;
use crate::figures::curves::{self, Points};
use crate::figures::loss::{self, loss, losses};
use crate::i18n::Messages;
use crate::reactive::*;
use crate::state::preferences::{text_by, use_preferences};
use crate::state::run::Run;
use crate::widgets::element::El;
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};
use crate::widgets::number::{grouped, information};
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::training::{Record, TrainingFrame};
use infoplane_core::measures::units::Unit;
use std::cell::Cell;
use std::sync::Arc;

/// The words of a figure of curves over the epochs, with its title and its vertical axis.
pub fn curve_words<'a>(m: &'static Messages, title: &'a str, y_axis: &'a str) -> curves::Words<'a> {
    curves::Words {
        title,
        x_axis: m.training().epoch_axis,
        epoch: m.training().epoch_word,
        y_axis,
        train: m.training().train,
        test: m.training().test,
        kept: m.training().kept,
    }
}

/// Two curves of a run, of the test and of the training set.
pub type Curves<'a> = &'a dyn Fn(&[Arc<Record>]) -> (Points, Points);

/// What the time slider adds to curves over the epochs and to their data. It comes with the slider's part of the program.
#[derive(Clone, Copy)]
pub struct Overlay {
    /// To the figure.
    pub figure: fn(Figure, Run, Curves<'_>, &curves::Words<'_>) -> Figure,
    /// To its data.
    pub table: fn(Table, Run, Curves<'_>, &curves::Words<'_>) -> Table,
}

thread_local! {
    static OVERLAY: Cell<Option<Overlay>> = const { Cell::new(None) };
}

/// From now on this is added.
pub fn lay_over(overlay: Overlay) {
    OVERLAY.set(Some(overlay));
}

/// Curves over the epochs, with what the time slider adds.
pub fn linked(figure: Figure, run: Run, curves: Curves<'_>, words: &curves::Words<'_>) -> Figure {
    // Also before the slider is there, so that it finds a figure that follows it.
    run.past.track();
    run.kept_records.track();
    match OVERLAY.get() {
        Some(overlay) => (overlay.figure)(figure, run, curves, words),
        None => figure,
    }
}

/// The data of [`linked`].
pub fn linked_table(table: Table, run: Run, curves: Curves<'_>, words: &curves::Words<'_>) -> Table {
    run.kept_records.track();
    match OVERLAY.get() {
        Some(overlay) => (overlay.table)(table, run, curves, words),
        None => table,
    }
}

/// Cross-entropy over the epochs, above the floor where it is known.
pub fn loss_figure(run: Run) -> El {
    let preferences = use_preferences();
    let floor = move || run.frame.with(|frame| frame.as_ref().and_then(|frame| frame.floor));
    let y_axis = move || {
        let (unit, m) = (preferences.unit.get(), preferences.lang.get().messages());
        (m.shell().quantity_in)(m.classifier().cross_entropy, unit_name(unit, m))
    };
    let factor = move || preferences.unit.get().from_nats(1.0);
    let figure = move || {
        let (m, y_axis) = (preferences.lang.get().messages(), y_axis());
        let figure = run.records.with(|records| loss(records, floor(), factor(), &words(m, &y_axis)));
        linked(figure, run, &|records| losses(records, factor()), &words(m, &y_axis).curves)
    };
    let table = move || {
        let (m, y_axis) = (preferences.lang.get().messages(), y_axis());
        let table = run.records.with(|records| loss::table(records, floor(), factor(), &words(m, &y_axis)));
        linked_table(table, run, &|records| losses(records, factor()), &words(m, &y_axis).curves)
    };
    let summary = derived(move || {
        let unit = preferences.unit.get();
        run.frame.with(|frame| frame.as_deref().map(|frame| in_words(frame, unit)).unwrap_or_default())
    });
    // Before the first frame nothing says that it is not.
    let is_known = move || run.frame.with(|frame| frame.as_ref().is_none_or(|frame| frame.floor.is_some()));
    let caption =
        caption(
            text_by(
                move |m| if is_known() { m.classifier().loss_lead } else { m.classifier().loss_lead_unknown },
            ),
            text_by(move |m| {
                if is_known() { m.classifier().loss_caption } else { m.classifier().loss_caption_unknown }
            }),
        );
    figure_view(Source::new(figure, table), Shape::Low, summary, caption)
}

fn words<'a>(m: &'static Messages, y_axis: &'a str) -> loss::Words<'a> {
    loss::Words {
        curves: curve_words(m, m.classifier().loss, y_axis),
        floor: "H(Y|X)",
        kl: m.classifier().kl_strip,
    }
}

fn in_words(frame: &TrainingFrame, unit: Unit) -> String {
    let m = use_preferences().lang.get().messages();
    let shown = |nats: f64| format!("{} {}", information(nats, unit), unit_name(unit, m));
    let test = frame.test.best_cross_entropy();
    let epoch = (m.training().epoch)(&grouped(f64::from(frame.epoch)));
    let curves = (m.classifier().loss_summary)(&epoch, &shown(test), &shown(frame.train.cross_entropy));
    let floor = frame.floor.map(|floor| (m.classifier().loss_summary_floor)(&shown(floor)));
    curves + &floor.unwrap_or_default()
}
