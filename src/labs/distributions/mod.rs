//! The Distributions lab: two distributions, and the measures between them.

use crate::labs::distributions::bars::bar_plot;
use crate::labs::distributions::edit::Editor;
use crate::labs::distributions::measured::Measured;
use crate::labs::distributions::panel::{edit_buttons, logits, numbers, outcome_buttons, preset_choices};
use crate::labs::distributions::pictures::{
    code_lengths_view, contributions_view, equation, with_bars_caption,
};
use crate::labs::distributions::presets::outcomes;
use crate::labs::distributions::quantities::{ENTRIES, Entry};
use crate::labs::{Lab, LabStates, heading::heading};
use crate::reactive::*;
use crate::state::bars::OUTCOMES;
use crate::state::preferences::{text, use_preferences};
use crate::widgets::control::control;
use crate::widgets::element::{El, el};
use crate::widgets::readout::{Present, readout};
use crate::widgets::undo::undo_by_keys;
use std::rc::Rc;

pub mod bars;
pub mod edit;
pub mod measured;
pub mod panel;
pub mod pictures;
pub mod presets;
pub mod quantities;

/// The two distributions as the lab's parts share them.
#[derive(Clone, Copy)]
pub struct Pair {
    /// Edits them.
    pub editor: Editor,
    /// What is measured on them.
    pub measured: Memo<Measured>,
    /// What the outcomes are called in the present language.
    pub names: Memo<Vec<String>>,
}

impl Pair {
    /// The distributions of the app, with a history that begins now.
    ///
    /// # Panics
    /// Never inside the app, which provides the states of its labs.
    pub fn new() -> Self {
        let settings = expect_context::<LabStates>().distributions;
        let lang = use_preferences().lang;
        Self {
            editor: Editor::new(settings),
            measured: Memo::new(move |_| settings.with(Measured::of)),
            names: Memo::new(move |_| {
                let messages = lang.get().messages();
                settings.with(|settings| outcomes(settings, messages.distributions()))
            }),
        }
    }

    /// What an outcome is called.
    pub fn name(self, outcome: usize) -> String {
        self.names.with(|names| names.get(outcome).cloned().unwrap_or_default())
    }

    /// Shows the names of the outcomes, p and q.
    pub fn see<T>(self, look: impl FnOnce(&[String], &[f64], &[f64]) -> T) -> T {
        self.measured.with(|measured| {
            self.names.with(|names| look(names, measured.p.as_slice(), measured.q.as_slice()))
        })
    }

    /// How many outcomes there are.
    pub fn n_outcomes(self) -> usize {
        self.names.with(Vec::len)
    }

    /// Appends what `make` makes of every outcome; an outcome that stays keeps its element, and with it the focus.
    pub fn each_outcome(self, list: El, make: impl Fn(usize) -> El + 'static) -> El {
        let make: Rc<dyn Fn(usize) -> El> = Rc::new(make);
        (0..*OUTCOMES.end()).fold(list, |list, outcome| {
            let make = Rc::clone(&make);
            list.when(move || outcome < self.n_outcomes(), move || make(outcome))
        })
    }
}

impl Default for Pair {
    fn default() -> Self {
        Self::new()
    }
}

/// A row of readouts of the pair, laid out by a class.
pub fn readouts(pair: Pair, entries: &'static [Entry], class: &str) -> El {
    let unit = use_preferences().unit;
    el("div").class(class).children(entries.iter().map(|entry| {
        let value = derived(move || pair.measured.with(entry.value));
        let terms = move || pair.measured.with(|measured| (entry.terms)(measured, unit.get()));
        readout(entry.quantity, Present { value, terms: Rc::new(terms), when: Signal::stored(String::new()) })
    }))
}

/// The Distributions lab.
pub fn distributions_lab() -> Vec<El> {
    let pair = Pair::new();
    undo_by_keys(pair.editor);
    let pictures = el("div")
        .class("stack")
        .child(
            el("section")
                .class("card")
                .child(el("h2").class("kicker").text(text(|m| m.distributions().code_lengths)))
                .child(code_lengths_view(pair))
                .child(equation(pair)),
        )
        .child(el("section").class("card").children(contributions_view(pair)));
    vec![
        heading(Lab::Distributions, edit_buttons(pair.editor)),
        readouts(pair, &ENTRIES, "readouts five"),
        el("div").class("pair").child(bars_card(pair)).child(pictures),
    ]
}

/// The bars, and everything that changes them.
fn bars_card(pair: Pair) -> El {
    let head = el("div")
        .class("card-head")
        .child(el("h2").class("kicker as-is").text(text(|m| m.distributions().bars)))
        .child(outcome_buttons(pair));
    let card = el("section")
        .class("card")
        .child(head)
        .child(bar_plot(pair))
        .child(control("presets").child(preset_choices(pair)))
        .child(control("logits").child(logits(pair)))
        .child(control("numbers").child(numbers(pair)));
    with_bars_caption(card, pair)
}
