//! The kept run and this one, side by side at the epoch that is shown.

use super::text;
use crate::figures::disagreement::{self, disagreement, mean_total_variation};
use crate::figures::regions;
use crate::i18n::closer::Closer as Texts;
use crate::labs::classifier::predictions::{confusion_figure, regions_figure};
use crate::labs::training::{Training, notes, samples};
use crate::reactive::*;
use crate::state::beside::{Beside, KeptNetwork, differences};
use crate::state::preferences::use_preferences;
use crate::state::run::Run;
use crate::state::shifted::Other;
use crate::state::training::TrainingSettings;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};
use crate::widgets::number::{grouped, information, percent, readable};
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::training::{Evaluation, Regions, TrainingFrame};
use std::sync::Arc;

/// The numbers of both, and below them what both predict.
pub fn figures(training: Training) -> Vec<El> {
    let run = training.run();
    let settings = training.settings;
    let shown = Shown { run, settings, beside: Beside::new(run, settings) };
    let is_old = move || shown.beside.is_old();
    vec![shown.numbers().class_when("old", is_old), shown.pictures().class_when("old", is_old)]
}

/// The view: this run, and the kept one beside it.
#[derive(Clone, Copy)]
struct Shown {
    run: Run,
    settings: RwSignal<TrainingSettings>,
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
    fn numbers(self) -> El {
        let lang = use_preferences().lang;
        let is_there = condition(move || self.beside.frame.with(Option::is_some));
        let problem = move || {
            let said = |why: &_| notes::problem(why, lang.get());
            self.beside.problem.with(|problem| problem.as_ref().map(said).unwrap_or_default())
        };
        let note = move || el("p").class("note").attr("role", "alert").text(problem);
        let table = move || el("table").live(move || self.rows());
        el("div")
            .class("beside-found")
            .when(
                move || is_there.get(),
                move || el("div").class("figure-table").attr("tabindex", "0").child(table()),
            )
            .when(move || self.beside.problem.with(Option::is_some), note)
            .child(el("p").class("hint").text(move || self.standing()))
    }

    /// What both predict, and where they disagree if there is a plane.
    fn pictures(self) -> El {
        let data = samples::dataset();
        let is_plane =
            condition(move || data.with(|data| data.as_ref().is_some_and(|d| !d.points.is_empty())));
        let is_there = condition(move || self.beside.frame.with(Option::is_some));
        let titles = [text(|m| m.kept_run), text(|m| m.this_run)];
        el("div").class("beside-pictures").live(move || {
            if !is_there.get() {
                return Vec::new();
            }
            let figure = if is_plane.get() { regions_figure } else { confusion_figure };
            let frames = [self.beside.frame.read_only(), self.run.frame];
            let both = frames.into_iter().zip(titles);
            let mut pictures: Vec<El> =
                both.map(|(frame, title)| el("div").children(figure(frame, data, title))).collect();
            pictures.extend(is_plane.get().then(|| self.disagreement()));
            pictures
        })
    }

    /// What is compared, or what is missing for it.
    fn standing(self) -> String {
        let preferences = use_preferences();
        let (m, messages) = (preferences.lang.get().closer(), preferences.lang.get().messages());
        let epoch = |epoch: u32| (messages.training().epoch)(&grouped(f64::from(epoch)));
        let kept = self.beside.seen.with(|seen| seen.as_ref().map(KeptNetwork::epoch).map(epoch));
        let this = self.run.frame.with(|frame| frame.as_ref().map(|frame| epoch(frame.epoch)));
        match (self.beside.other.get(), kept, this) {
            (Other::None, ..) => m.keep_one.to_owned(),
            (Other::OfOtherData, ..) => m.other_data.to_owned(),
            (other, Some(kept), Some(this)) => {
                let [own_kept, own_this] = self.differences().map(|own| match own.as_str() {
                    "" => m.as_usual.to_owned(),
                    _ => own,
                });
                let caveat = if other == Other::Kept { "" } else { m.other_split };
                (m.both)([&kept, &own_kept], [&this, &own_this], caveat)
            }
            _ => String::new(),
        }
    }

    /// What is special about the kept run, and about this one.
    fn differences(self) -> [String; 2] {
        let kept = self.run.kept().map(|kept| kept.of.0);
        kept.map(|kept| self.settings.with(|settings| differences(&kept, settings))).unwrap_or_default()
    }

    /// Quantity, kept run, this run, and how much more this one has.
    fn rows(self) -> Vec<El> {
        let preferences = use_preferences();
        let (m, messages) = (preferences.lang.get().closer(), preferences.lang.get().messages());
        let unit = preferences.unit.get();
        let named = |name: &str, kind| match kind {
            Kind::Information => (messages.shell().quantity_in)(name, unit_name(unit, messages)),
            Kind::Share => (messages.shell().quantity_in)(name, "%"),
            Kind::Number => name.to_owned(),
        };
        let write = |x: f64, kind| match kind {
            Kind::Information => information(x, unit),
            Kind::Share => percent(x),
            Kind::Number => readable(x),
        };
        let row = |(name, [kept, this], kind): Row| {
            let sign = if this > kept { "+" } else { "" };
            let cells = [write(kept, kind), write(this, kind), format!("{sign}{}", write(this - kept, kind))];
            let name = el("th").attr("scope", "row").text(named(name, kind));
            el("tr").child(name).children(cells.map(|cell| el("td").text(cell)))
        };
        let heading = |name: &str| el("th").attr("scope", "col").text(name);
        let head = ["", m.kept_run, m.this_run, m.difference].map(heading);
        let rows = match (self.beside.frame.get(), self.run.frame.get()) {
            (Some(kept), Some(this)) => rows_of(m, &kept, &this).map(row).to_vec(),
            _ => Vec::new(),
        };
        vec![el("thead").child(el("tr").children(head)), el("tbody").children(rows)]
    }

    fn maps(self) -> [Regions; 2] {
        let map = |frame: &Option<Arc<TrainingFrame>>| {
            frame.as_ref().and_then(|frame| frame.regions.clone()).unwrap_or_else(regions::empty)
        };
        [self.beside.frame.with(map), self.run.frame.with(map)]
    }

    fn disagreement(self) -> El {
        let lang = use_preferences().lang;
        let words = move || {
            let m = lang.get().closer();
            disagreement::Words { title: m.disagreement, total_variation: m.total_variation }
        };
        let figure = move || {
            let [kept, this] = self.maps();
            disagreement(&kept, &this, &words())
        };
        let table = move || {
            let [kept, this] = self.maps();
            disagreement::table(&kept, &this, &words())
        };
        let summary = derived(move || {
            let [kept, this] = self.maps();
            let say = |mean| (lang.get().closer().disagreement_summary)(&readable(mean));
            mean_total_variation(&kept, &this).map(say).unwrap_or_default()
        });
        let said = caption(text(|m| m.disagreement_lead), text(|m| m.disagreement_caption));
        el("div").child(el("h2").class("kicker").text(text(|m| m.disagreement))).child(figure_view(
            Source::new(figure, table),
            Shape::Square,
            summary,
            said,
        ))
    }
}

/// What is compared: of the test set, and the training cross-entropy.
fn rows_of(m: &'static Texts, kept: &TrainingFrame, this: &TrainingFrame) -> [Row; 6] {
    let of = |pick: fn(&Evaluation) -> f64| [&kept.test, &this.test].map(pick);
    let train = [&kept.train, &this.train].map(Evaluation::best_cross_entropy);
    [
        (m.test_loss, of(Evaluation::best_cross_entropy), Kind::Information),
        (m.kl, of(|test| test.kl.unwrap_or(test.cross_entropy)), Kind::Information),
        (m.unsure, of(|test| test.predictive_entropy), Kind::Information),
        (m.right_share, of(|test| test.accuracy), Kind::Share),
        (m.ece, of(|test| test.ece), Kind::Number),
        (m.train_loss, train, Kind::Information),
    ]
}
