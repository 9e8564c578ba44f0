//! The kept run and this one, side by side at the same epoch.

use super::text;
use crate::figures::disagreement::{self, disagreement};
use crate::figures::regions;
use crate::i18n::closer::Closer as Texts;
use crate::labs::classifier::predictions::{confusion_figure, regions_figure};
use crate::labs::training::{Training, notes, samples};
use crate::reactive::*;
use crate::state::beside::Beside;
use crate::state::preferences::use_preferences;
use crate::state::run::Run;
use crate::state::shifted::Other;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};
use crate::widgets::number::{grouped, information, readable};
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::training::{Evaluation, Record, Regions, TrainingFrame};
use std::sync::Arc;

/// The numbers of both, and below them what both predict.
pub fn figures(training: Training) -> Vec<El> {
    let shown = Shown { run: training.run(), beside: Beside::new(training.run(), training.settings) };
    let lang = use_preferences().lang;
    let data = samples::dataset();
    let is_plane = condition(move || data.with(|data| data.as_ref().is_some_and(|d| !d.points.is_empty())));
    let is_there = condition(move || shown.beside.record.with(Option::is_some));
    let problem = move || {
        let said = |why: &_| notes::problem(why, lang.get());
        shown.beside.problem.with(|problem| problem.as_ref().map(said).unwrap_or_default())
    };
    let note = move || el("p").class("note").attr("role", "alert").text(problem);
    let table = move || {
        el("div").class("figure-table").attr("tabindex", "0").child(el("table").live(move || shown.rows()))
    };
    let found = el("div")
        .class("beside-found")
        .when(move || is_there.get(), table)
        .when(move || shown.beside.problem.with(Option::is_some), note)
        .child(el("p").class("hint").text(move || shown.standing()));
    let pictures = el("div").class("beside-pictures").live(move || {
        if !is_there.get() {
            return Vec::new();
        }
        let [kept, this] =
            [(shown.beside.frame.read_only(), text(|m| m.kept_run)), (shown.run.frame, text(|m| m.this_run))];
        let picture = |(frame, title)| {
            let figure = if is_plane.get() { regions_figure } else { confusion_figure };
            el("div").children(figure(frame, data, title))
        };
        let mut pictures = vec![picture(kept), picture(this)];
        pictures.extend(is_plane.get().then(|| shown.disagreement()));
        pictures
    });
    vec![found, pictures]
}

/// The view: this run, and the kept one beside it.
#[derive(Clone, Copy)]
struct Shown {
    run: Run,
    beside: Beside,
}

/// How a quantity is written.
#[derive(Clone, Copy)]
enum Kind {
    Information,
    Share,
    /// Without a unit.
    Number,
}

/// A quantity of the kept run and of this one.
type Row = (&'static str, [f64; 2], Kind);

impl Shown {
    /// What is compared, or what is missing for it.
    fn standing(self) -> String {
        let preferences = use_preferences();
        let (m, messages) = (preferences.lang.get().closer(), preferences.lang.get().messages());
        let epoch = |epoch: u32| (messages.training().epoch)(&grouped(f64::from(epoch)));
        let of_kept = self.beside.record.with(|record| record.as_ref().map(|record| epoch(record.epoch)));
        let of_this = self.run.frame.with(|frame| frame.as_ref().map(|frame| epoch(frame.epoch)));
        match (self.beside.other.get(), of_kept, of_this) {
            (Other::None, ..) => m.keep_one.to_owned(),
            (Other::OfOtherData, ..) => m.other_data.to_owned(),
            (other, Some(kept), Some(this)) => {
                let caveat = if other == Other::Kept { "" } else { m.other_split };
                format!("{}: {kept}. {}: {this}. {caveat}", m.kept_run, m.this_run)
            }
            _ => String::new(),
        }
    }

    /// Quantity, kept run, this run, and how much more this one has.
    fn rows(self) -> Vec<El> {
        let preferences = use_preferences();
        let (m, unit) = (preferences.lang.get().closer(), preferences.unit.get());
        let messages = preferences.lang.get().messages();
        let (unit_name, in_unit) = (unit_name(unit, messages), messages.shell().quantity_in);
        let heading = |name: &str| el("th").attr("scope", "col").text(name);
        let head = ["", m.kept_run, m.this_run, m.difference].map(heading);
        let named = |name: &str, kind| match kind {
            Kind::Information => in_unit(name, unit_name),
            Kind::Share => in_unit(name, "%"),
            Kind::Number => name.to_owned(),
        };
        let write = move |x: f64, kind| match kind {
            Kind::Information => information(x, unit),
            Kind::Share => readable(100.0 * x),
            Kind::Number => readable(x),
        };
        let row = |(name, [kept, this], kind): Row| {
            let difference = this - kept;
            let sign = if difference > 0.0 { "+" } else { "" };
            let cells = [write(kept, kind), write(this, kind), format!("{sign}{}", write(difference, kind))];
            el("tr")
                .child(el("th").attr("scope", "row").text(named(name, kind)))
                .children(cells.map(|cell| el("td").text(cell)))
        };
        let rows = match (self.beside.record.get(), self.run.frame.get()) {
            (Some(kept), Some(this)) => rows_of(m, &kept, &this).map(row).to_vec(),
            _ => Vec::new(),
        };
        vec![el("thead").child(el("tr").children(head)), el("tbody").children(rows)]
    }

    fn disagreement(self) -> El {
        let lang = use_preferences().lang;
        let maps = move || -> [Regions; 2] {
            let map = |frame: &Option<Arc<TrainingFrame>>| {
                frame.as_ref().and_then(|frame| frame.regions.clone()).unwrap_or_else(regions::empty)
            };
            [self.beside.frame.with(map), self.run.frame.with(map)]
        };
        let words = move || {
            let m = lang.get().closer();
            disagreement::Words { title: m.disagreement, total_variation: m.total_variation }
        };
        let figure = move || {
            let [kept, this] = maps();
            disagreement(&kept, &this, &words())
        };
        let table = move || {
            let [kept, this] = maps();
            disagreement::table(&kept, &this, &words())
        };
        let summary = derived(move || {
            let [kept, this] = maps();
            let all = disagreement::total_variations(&kept, &this);
            let mean = all.iter().map(|v| f64::from(*v)).sum::<f64>() / all.len().max(1) as f64;
            (lang.get().closer().disagreement_summary)(&readable(mean))
        });
        let words = caption(text(|m| m.disagreement_lead), text(|m| m.disagreement_caption));
        el("div").child(el("h2").class("kicker").text(text(|m| m.disagreement))).child(figure_view(
            Source::new(figure, table),
            Shape::Square,
            summary,
            words,
        ))
    }
}

/// What is compared of the test set, and the training cross-entropy.
fn rows_of(m: &'static Texts, kept: &Record, this: &TrainingFrame) -> [Row; 6] {
    let tests = [&kept.test, &this.test];
    let of = |pick: fn(&Evaluation) -> f64| tests.map(pick);
    let train = [kept.train.cross_entropy, this.train.cross_entropy];
    [
        (m.test_loss, of(Evaluation::best_cross_entropy), Kind::Information),
        (m.kl, of(|test| test.kl.unwrap_or(f64::NAN)), Kind::Information),
        (m.unsure, of(|test| test.predictive_entropy), Kind::Information),
        (m.right_share, of(|test| test.accuracy), Kind::Share),
        (m.ece, of(|test| test.ece), Kind::Number),
        (m.train_loss, train, Kind::Information),
    ]
}
