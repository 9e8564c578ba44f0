//! A number that can be opened: what it means, its formula, and the formula with the present numbers in it.

use crate::formulas::Formula;
use crate::i18n::Messages;
use crate::state::preferences::{text, use_preferences};
use crate::widgets::math::Math;
use crate::widgets::number::{information, readable};
use infoplane_core::measures::units::Unit;
use leptos::{html::Dialog, prelude::*};

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

/// The name of a unit in the present language.
pub fn unit_name(unit: Unit, messages: &'static Messages) -> &'static str {
    match unit {
        Unit::Bits => messages.shell.bits,
        Unit::Nats => messages.shell.nats,
        Unit::Hartleys => messages.shell.hartleys,
    }
}

/// A quantity's present value; opens to its explanation.
#[component]
pub fn Readout(
    /// The quantity.
    of: &'static Quantity,
    /// Its value; information in nats.
    #[prop(into)]
    value: Signal<f64>,
    /// The numbers of each term of the formula, as text in the present unit.
    #[prop(into)]
    terms: Signal<Vec<Vec<String>>>,
) -> impl IntoView {
    let preferences = use_preferences();
    let dialog = NodeRef::<Dialog>::new();
    let is_open = RwSignal::new(false);
    let open = move |_| {
        is_open.set(true);
        if let Some(dialog) = dialog.get_untracked() {
            // Refused only if it is open already.
            let _ = dialog.show_modal();
        }
    };
    let shown = Signal::derive(move || match of.scale {
        Scale::Information => information(value.get(), preferences.unit.get()),
        Scale::Plain => readable(value.get()),
    });
    let unit = Signal::derive(move || match of.scale {
        Scale::Information => unit_name(preferences.unit.get(), preferences.lang.get().messages()),
        Scale::Plain => "",
    });
    view! {
        <div class=format!("readout {}", of.color)>
            <button aria-haspopup="dialog" title=text(|m| m.widgets.explain) on:click=open>
                <span class="name">{text(of.name)}</span>
                <span class="value"><b>{shown}</b>" "<small>{unit}</small></span>
                <span class="gist">{text(of.gist)}</span>
            </button>
            <dialog
                node_ref=dialog
                aria-label=text(of.name)
                on:close=move |_| is_open.set(false)
                // A click on the backdrop has the dialog itself as its target.
                on:click=move |event| close_if_outside(&event, dialog)
            >
                <Show when=move || is_open.get()>
                    <Explanation of shown unit terms dialog />
                </Show>
            </dialog>
        </div>
    }
}

fn close_if_outside(event: &web_sys::MouseEvent, dialog: NodeRef<Dialog>) {
    if let Some(dialog) = dialog.get_untracked()
        && event.target().as_ref() == Some(dialog.as_ref())
    {
        dialog.close();
    }
}

#[component]
fn Explanation(
    of: &'static Quantity,
    shown: Signal<String>,
    unit: Signal<&'static str>,
    terms: Signal<Vec<Vec<String>>>,
    dialog: NodeRef<Dialog>,
) -> impl IntoView {
    let preferences = use_preferences();
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let statement = Signal::derive(move || of.formula.statement(preferences.unit.get()));
    let substituted = move || {
        let pieces = of.formula.substituted(&terms.get(), preferences.unit.get());
        pieces.into_iter().map(|piece| view! { <Math mathml=piece /> }).collect_view()
    };
    view! {
        <div class="explanation">
            <h2>{text(of.name)}</h2>
            <h3>{text(|m| m.widgets.formula)}</h3>
            <Math mathml=statement />
            <h3>{text(|m| m.widgets.with_numbers)}</h3>
            <p class="substituted">
                <Math mathml=of.formula.name() />
                " = "
                {substituted}
                " = "
                <b>{shown}</b>
                " "
                {unit}
            </p>
            <h3>{text(|m| m.widgets.meaning)}</h3>
            <p>{text(of.definition)}</p>
            <h3>{text(|m| m.widgets.conventions)}</h3>
            <p>{text(of.conventions)}</p>
            <button class="btn" on:click=close>{text(|m| m.shell.close)}</button>
        </div>
    }
}
