//! The time slider: all recorded epochs of the run, one of which every view shows.

use crate::charts::figure::Figure;
use crate::charts::table::Table;
use crate::figures::curves::{Words, beside, marked, table_beside};
use crate::figures::loss::test_loss;
use crate::i18n::scrub::Scrub as Texts;
use crate::labs::name_all;
use crate::labs::training::figures::{Curves, Overlay, lay_over};
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::decimal;
use crate::state::preferences::use_preferences;
use crate::state::run::{Run, conversation::RunStatus};
use crate::state::shifted::Other;
use crate::widgets::element::{El, el};
use crate::widgets::number::{grouped, information};
use crate::widgets::part::{Make, fill, making};
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::training::Record;
use std::rc::Rc;
use std::sync::Arc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::HtmlElement;

pub mod branch;
mod speed;

/// The place of the slider, which comes as soon as there are epochs to choose from.
pub fn time_slider(run: Run) -> El {
    let has_past = condition(move || {
        run.records.with(|records| records.len() > 1) || run.kept_records.with(|kept| !kept.is_empty())
    });
    let room = move || {
        if !has_past.get() {
            return Vec::new();
        }
        let place = el("div");
        let fetch = Rc::new(|| Box::pin(async { scrub_part().await.map(making) }) as _);
        fill(place.clone(), fetch, Owner::current().unwrap_or_default());
        vec![place]
    };
    el("div").class("scrub").live(room)
}

#[wasm_split(scrub, fallible)]
fn scrub_part() -> Result<Make, SplitLoaderError> {
    name_all();
    Ok(slider)
}

fn slider() -> Vec<El> {
    lay_over(Overlay { figure, table });
    let past = Past::of(use_training());
    let keep = past.keep();
    let slider = [
        past.button("‹", -1),
        past.range(),
        past.button("›", 1),
        past.sentence(),
        speed::speed(past.training),
        keep.clone(),
    ];
    let has_kept = move || past.run.kept_records.with(|kept| !kept.is_empty());
    let has_changes = move || past.training.settings.with(|s| !s.spec.changes.is_empty());
    let row = el("div").class("row").children(slider).when(has_kept, move || past.comparison(keep.clone()));
    vec![row.when(has_changes, move || branch::changes(past))]
}

/// A line at the epoch that is shown, and the curves of the kept run.
fn figure(figure: Figure, run: Run, curves: Curves<'_>, words: &Words<'_>) -> Figure {
    marked(beside(figure, run.kept_records.with(|kept| curves(kept)), words), run.past.get())
}

/// The numbers of the kept run.
fn table(table: Table, run: Run, curves: Curves<'_>, words: &Words<'_>) -> Table {
    table_beside(table, run.kept_records.with(|kept| curves(kept)), words)
}

/// What can be gone back to: the records of a run, by their number.
#[derive(Clone, Copy)]
struct Past {
    training: Training,
    run: Run,
}

impl Past {
    fn of(training: Training) -> Self {
        Self { training, run: training.run() }
    }

    /// The number of the last record.
    fn last(self) -> usize {
        self.run.records.with(Vec::len).saturating_sub(1)
    }

    /// The epoch that is shown, or will be.
    fn epoch(self) -> f64 {
        let shown = self.run.frame.with(|frame| frame.as_ref().map_or(0.0, |frame| f64::from(frame.epoch)));
        self.run.sought.get().unwrap_or(shown)
    }

    /// The number of the record of that epoch, or of the last one before it.
    fn present(self) -> usize {
        let epoch = self.epoch();
        self.run
            .records
            .with(|records| records.partition_point(|record| f64::from(record.epoch) <= epoch))
            .saturating_sub(1)
    }

    fn go_to(self, number: usize) {
        let epoch = self.run.records.with_untracked(|records| records.get(number).map(|record| record.epoch));
        epoch.into_iter().for_each(|epoch| self.training.go_to(epoch));
    }

    /// Whether there is a worker that can go there.
    fn is_lost(self) -> bool {
        self.run.status.with(|status| matches!(status, RunStatus::Lost { .. } | RunStatus::Failed(_)))
    }

    /// Arrow keys lead to the epochs recorded before and after, Home and End to the first and the last.
    fn range(self) -> El {
        let lang = use_preferences().lang;
        let words = move || (lang.get().messages().training().epoch)(&grouped(self.epoch()));
        let slid =
            move |number: Option<f64>| number.into_iter().for_each(|number| self.go_to(number as usize));
        el("input")
            .attr("type", "range")
            .attr("aria-label", text(|m| m.shown))
            .attr("aria-valuetext", words)
            .flag("disabled", move || self.is_lost())
            .prop("max", move || self.last() as f64)
            .prop("value", move || self.present() as f64)
            .style("--fill", move || {
                format!("{}%", 100.0 * self.present() as f64 / self.last().max(1) as f64)
            })
            .on("input", move |event| slid(decimal::parse(&event_target_value(&event))))
    }

    /// To a neighbor; for fingers, which are too wide for the slider.
    fn button(self, sign: &str, way: isize) -> El {
        let to = move || self.present().checked_add_signed(way).filter(|number| *number <= self.last());
        el("button")
            .class("btn small")
            .attr("aria-label", text(if way < 0 { |m| m.earlier } else { |m| m.later }))
            .flag("disabled", move || self.is_lost() || to().is_none())
            .on_click(move || untrack(to).into_iter().for_each(|number| self.go_to(number)))
            .text(sign)
    }

    /// Keeps the curves of the run, in place of any others.
    fn keep(self) -> El {
        el("button")
            .class("btn small")
            .attr("title", text(|m| m.keep_hint))
            .on_click(move || self.run.keep())
            .text(text(|m| m.keep))
    }

    /// How much better or worse the run has become than the kept one, each at its last record, if it is of the same data;
    /// `keep` is the button that keeps another.
    fn comparison(self, keep: El) -> El {
        let (preferences, settings) = (use_preferences(), use_training().settings);
        let words = move || {
            let (lang, unit) = (preferences.lang.get(), preferences.unit.get());
            let (m, messages) = (lang.scrub(), lang.messages());
            let shown = |nats| format!("{} {}", information(nats, unit), unit_name(unit, messages));
            let at = |(epoch, nats): (u32, f64)| {
                (m.at)(&shown(nats), &(messages.training().epoch)(&grouped(f64::from(epoch))))
            };
            let ends =
                (self.run.records.with(|records| end(records)), self.run.kept_records.with(|kept| end(kept)));
            let (Some(now), Some(kept)) = ends else { return String::new() };
            let (spec, samples) = settings.with(|s| (s.spec.clone(), s.own_samples()));
            let other = self.run.kept().map(|kept| Other::of(Some(&kept.of), &spec, &samples));
            if other == Some(Other::OfOtherData) {
                return (m.other_data)(&at(kept));
            }
            let difference = now.1 - kept.1;
            let sign = if difference > 0.0 { "+" } else { "" };
            (m.compared)(&format!("{sign}{}", shown(difference)), &at(now), &at(kept))
        };
        let forget = el("button")
            .class("btn small quiet")
            .attr("aria-label", text(|m| m.forget))
            .on_click(move || {
                self.run.kept_records.set(Vec::new());
                // The button that was pressed is gone.
                drop(keep.cast::<HtmlElement>().focus());
            })
            .text("×");
        el("div").class("kept").child(el("span").text(words)).child(forget)
    }

    /// What a move of the slider will do, or what it has done.
    fn sentence(self) -> El {
        let lang = use_preferences().lang;
        let words = move || {
            let m = lang.get().scrub();
            match (self.run.status.get(), self.run.past.get()) {
                (RunStatus::Running, _) => m.running,
                (_, None) => m.latest,
                (_, Some(_)) => m.back,
            }
        };
        el("span").class("hint").text(move || words().to_owned())
    }
}

/// Epoch and test cross-entropy of the last record, in nats.
fn end(records: &[Arc<Record>]) -> Option<(u32, f64)> {
    records.last().map(|record| (record.epoch, test_loss(record)))
}

fn text(pick: fn(&'static Texts) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().scrub()))
}
