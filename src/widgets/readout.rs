//! A number that can be opened: what it means, its formula, and the formula with the present numbers in it.

use crate::formulas::Formula;
use crate::i18n::Messages;
use crate::reactive::*;
use crate::state::preferences::{text, use_preferences};
use crate::widgets::element::{El, el};
use crate::widgets::math::math;
use crate::widgets::number::{information, readable};
use infoplane_core::measures::units::Unit;
use std::rc::Rc;
use web_sys::HtmlDialogElement;

/// A text of the catalogue.
pub type Text = fn(&'static Messages) -> &'static str;

/// What a number is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Information: the value is in nats and shown in the unit of the page.
    Information,
    /// A number without a unit.
    Plain,
}

/// A quantity that the page shows, and everything that can be said of it in advance.
#[derive(Clone, Copy)]
pub struct Quantity {
    /// The class that gives its color: `q-h`, `q-ce`, `q-kl`, `q-mi`, `q-p`, `q-q`.
    pub color: &'static str,
    /// What it is measured in.
    pub scale: Scale,
    /// Its formula.
    pub formula: &'static Formula,
    /// Its name and symbol.
    pub name: Text,
    /// What it says, in a few words.
    pub gist: Text,
    /// What it is, in plain sentences.
    pub definition: Text,
    /// Unit and conventions.
    pub conventions: Text,
}

/// Makes the numbers of each term of a formula, as text in the present unit.
pub type Terms = Rc<dyn Fn() -> Vec<Vec<String>>>;

/// The name of a unit in the present language.
pub fn unit_name(unit: Unit, messages: &'static Messages) -> &'static str {
    match unit {
        Unit::Bits => messages.shell().bits,
        Unit::Nats => messages.shell().nats,
        Unit::Hartleys => messages.shell().hartleys,
    }
}

/// A quantity's value and what it is made of.
#[derive(Clone)]
pub struct Present {
    /// The value; in nats if it is information.
    pub value: Signal<f64>,
    /// The numbers of each term of the formula.
    pub terms: Terms,
    /// When that was, as "epoch 41"; empty for what has no time.
    pub when: Signal<String>,
}

/// A quantity's present value; opens to its explanation.
pub fn readout(of: &'static Quantity, present: Present) -> El {
    let shown = Shown::of(of, present.value);
    let is_open = RwSignal::new(false);
    let (frame, dialog) = closable_dialog(of, is_open);
    let closing = dialog.clone();
    let frame = frame.when(
        move || is_open.get(),
        move || {
            let dialog = closing.clone();
            let close =
                el("button").class("btn").text(text(|m| m.shell().close)).on_click(move || dialog.close());
            explanation(of, shown, &present).child(close)
        },
    );
    let number = shown.value_and_unit(el("span").class("value"), "small");
    let button = el("button")
        .attr("aria-haspopup", "dialog")
        .attr("title", text(|m| m.widgets().explain))
        .child(el("span").class("name").text(text(of.name)))
        .child(number)
        .child(el("span").class("gist").text(text(of.gist)))
        .on_click(move || {
            is_open.set(true);
            // Refused only if it is open already.
            let _ = dialog.show_modal();
        });
    el("div").class(&format!("readout {}", of.color)).child(button).child(frame)
}

/// A value and its unit as they are written.
#[derive(Clone, Copy)]
struct Shown {
    value: Signal<String>,
    unit: Signal<&'static str>,
}

impl Shown {
    fn of(quantity: &'static Quantity, value: Signal<f64>) -> Self {
        let preferences = use_preferences();
        let is_information = quantity.scale == Scale::Information;
        let shown = move || {
            if is_information {
                information(value.get(), preferences.unit.get())
            } else {
                readable(value.get())
            }
        };
        let unit = move || {
            let name = || unit_name(preferences.unit.get(), preferences.lang.get().messages());
            if is_information { name() } else { "" }
        };
        Self { value: derived(shown), unit: derived(unit) }
    }

    fn value_and_unit(self, into: El, unit_tag: &'static str) -> El {
        into.child(el("b").text(self.value)).text(" ").child(el(unit_tag).text(self.unit))
    }
}

/// A dialog named after a quantity, which a click beside it closes.
fn closable_dialog(of: &'static Quantity, is_open: RwSignal<bool>) -> (El, HtmlDialogElement) {
    let frame = el("dialog").attr("aria-label", text(of.name)).on("close", move |_| is_open.set(false));
    let dialog: HtmlDialogElement = frame.cast();
    let target = dialog.clone();
    // A click on the backdrop has the dialog itself as its target.
    let frame = frame.on("click", move |event| {
        if event.target().as_ref() == Some(target.as_ref()) {
            target.close();
        }
    });
    (frame, dialog)
}

fn explanation(of: &'static Quantity, shown: Shown, present: &Present) -> El {
    let page_unit = use_preferences().unit;
    let with_numbers = text(|m| m.widgets().with_numbers);
    let when = present.when;
    let title = move || {
        let when = when.get();
        if when.is_empty() {
            with_numbers.get().to_string()
        } else {
            format!("{} · {when}", with_numbers.get())
        }
    };
    el("div")
        .class("explanation")
        .child(el("h2").text(text(of.name)))
        .child(el("h3").text(text(|m| m.widgets().formula)))
        .child(math(move || of.formula.statement(page_unit.get())))
        .child(el("h3").text(title))
        .child(formula_with_numbers(of, shown, Rc::clone(&present.terms)))
        .child(el("h3").text(text(|m| m.widgets().meaning)))
        .child(el("p").text(text(of.definition)))
        .child(el("h3").text(text(|m| m.widgets().conventions)))
        .child(el("p").text(text(of.conventions)))
}

fn formula_with_numbers(of: &'static Quantity, shown: Shown, terms: Terms) -> El {
    let page_unit = use_preferences().unit;
    let substituted = move || {
        let pieces = of.formula.substituted(&terms(), page_unit.get());
        pieces.into_iter().map(math).collect()
    };
    let equation = el("p")
        .class("substituted")
        .child(math(of.formula.name()))
        .text(" = ")
        .child(el("span").live(substituted))
        .text(" = ");
    shown.value_and_unit(equation, "span")
}
