//! Branches: other settings, or another weight, from the epoch shown on.

use super::{Past, text};
use crate::i18n::scrub::Scrub as Texts;
use crate::labs::training::data::{numbers, whole};
use crate::labs::training::learning::rule_name;
use crate::labs::training::network::parameter_name;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::decimal;
use crate::state::preferences::use_preferences;
use crate::state::training::TrainingSettings;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::number::grouped;
use crate::widgets::number_field::{Allowed, number_field};
use infoplane_core::experiments::training::{Change, Phase, TrainingSpec, What};
use infoplane_core::learner::optimizer::{OptimizerSpec, Rule};
use infoplane_core::learner::regularization::Regularization;

/// What can be changed from the epoch shown on.
pub fn branch() -> Vec<El> {
    let past = Past::of(use_training());
    let lang = use_preferences().lang;
    let epoch = move || (lang.get().messages().training().epoch)(&grouped(past.epoch()));
    let goes_on =
        condition(move || past.epoch() < past.training.settings.with(|s| f64::from(s.spec.n_epochs)));
    let has_room = condition(move || past.training.settings.with(TrainingSettings::can_branch));
    let sentence = move || {
        let m = lang.get().scrub();
        match (has_room.get(), goes_on.get()) {
            (false, _) => m.branch_full.to_owned(),
            (_, false) => m.branch_end.to_owned(),
            (true, true) => (m.branch_hint)(&epoch()),
        }
    };
    let can_branch = move || has_room.get() && goes_on.get();
    vec![el("p").class("hint").text(sentence), el("div").when(can_branch, move || fields(past))]
}

fn fields(past: Past) -> El {
    let rules =
        || -> Options { Rule::ALL.iter().map(|rule| (rule.name(), rule_name(*rule).to_owned())).collect() };
    let present = derived(move || past.phase().optimizer.rule.name());
    let rule =
        choice(derived(move || text(|m| m.rule).get().to_owned()), Look::Menu, rules, present, move |name| {
            Rule::from_name(name).into_iter().for_each(|rule| past.change(What::Rule(rule)));
        });
    let rate = numbers(OptimizerSpec::LEARNING_RATE);
    el("div")
        .class("branch-fields")
        .child(el("div").class("bench-field").child(rule))
        .child(field(past, |m| m.learning_rate, rate, |p| p.optimizer.learning_rate, What::LearningRate))
        .child(field(
            past,
            |m| m.batch,
            whole(TrainingSpec::BATCH),
            |p| p.batch_size as f64,
            |x| What::BatchSize(x as usize),
        ))
        .child(field(past, |m| m.l2, numbers(Regularization::WEIGHT), |p| p.l2, What::L2))
}

/// A number that can change, with its name.
fn field(
    past: Past,
    name: fn(&'static Texts) -> &'static str,
    allowed: Allowed,
    read: fn(&Phase) -> f64,
    what: fn(f64) -> What,
) -> El {
    let shown = move || decimal::text(read(&past.phase()));
    let label = derived(move || text(name).get().to_owned());
    let input = number_field(label, derived(shown), allowed, move |x| {
        if x != read(&untrack(|| past.phase())) {
            past.change(what(x));
        }
    });
    el("div").class("bench-field").child(el("span").class("slider-label").text(text(name))).child(input)
}

/// The changes of the run, each with a way to take it back.
pub(super) fn changes(past: Past) -> El {
    let chips =
        move || past.training.settings.with(|s| s.spec.changes.iter().map(|c| chip(past, *c)).collect());
    el("ul").class("changes").attr("aria-label", text(|m| m.changes)).live(chips)
}

fn chip(past: Past, change: Change) -> El {
    let lang = use_preferences().lang;
    let sentence = move || {
        let m = lang.get().scrub();
        let (name, value) = match change.what {
            What::LearningRate(rate) => (m.learning_rate.to_owned(), decimal::text(rate)),
            What::Rule(rule) => (m.rule.to_owned(), rule_name(rule).to_owned()),
            What::BatchSize(size) => (m.batch.to_owned(), grouped(size as f64)),
            What::L2(weight) => (m.l2.to_owned(), decimal::text(weight)),
            What::Weight { index, value } => {
                (past.training.settings.with(|s| parameter_name(s, index)), decimal::text(value))
            }
        };
        (m.change)(
            &(lang.get().messages().training().epoch)(&grouped(f64::from(change.epoch))),
            &name,
            &value,
        )
    };
    let forget = el("button")
        .class("btn small quiet")
        .attr("aria-label", derived(move || (lang.get().scrub().forget_change)(&sentence())))
        .on_click(move || past.training.edit(|s| s.spec.changes.retain(|other| *other != change)))
        .text("×");
    el("li").child(el("span").text(sentence)).child(forget)
}

impl Past {
    /// How the run learns from the epoch shown on.
    fn phase(self) -> Phase {
        let epoch = self.epoch() as u32;
        self.training.settings.with(|s| s.spec.phase(epoch))
    }

    /// Makes a branch at the epoch shown.
    fn change(self, what: What) {
        self.training.branch(untrack(|| self.epoch()) as u32, what);
    }
}
