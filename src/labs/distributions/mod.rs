//! The Distributions lab: two distributions, and the measures between them.

use crate::labs::distributions::bars::BarPlot;
use crate::labs::distributions::edit::Editor;
use crate::labs::distributions::measured::Measured;
use crate::labs::distributions::panel::{
    Logits, Numbers, OutcomeButtons, Presets, UndoButtons, undo_by_keys,
};
use crate::labs::distributions::pictures::{BarsCaption, CodeLengths, Contributions, Equation};
use crate::labs::distributions::presets::outcomes;
use crate::labs::distributions::quantities::{ENTRIES, Entry};
use crate::labs::{Lab, LabStates, heading::Heading};
use crate::state::preferences::{text, use_preferences};
use crate::widgets::control::Control;
use crate::widgets::readout::Readout;
use leptos::prelude::*;

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
                settings.with(|settings| outcomes(settings, &messages.distributions))
            }),
        }
    }

    /// What an outcome is called.
    pub fn name(self, outcome: usize) -> String {
        self.names.with(|names| names.get(outcome).cloned().unwrap_or_default())
    }
}

impl Default for Pair {
    fn default() -> Self {
        Self::new()
    }
}

/// A row of readouts of the pair.
#[component]
pub fn Readouts(
    /// The distributions.
    pair: Pair,
    /// The quantities.
    entries: &'static [Entry],
    /// The class that lays them out.
    class: &'static str,
) -> impl IntoView {
    let unit = use_preferences().unit;
    let readout = move |entry: &'static Entry| {
        let value = Signal::derive(move || pair.measured.with(entry.value));
        let terms =
            Signal::derive(move || pair.measured.with(|measured| (entry.terms)(measured, unit.get())));
        view! { <Readout of=entry.quantity value terms /> }
    };
    view! { <div class=class>{entries.iter().map(readout).collect_view()}</div> }
}

/// The Distributions lab.
#[component]
pub fn DistributionsLab() -> impl IntoView {
    let pair = Pair::new();
    undo_by_keys(pair.editor);
    view! {
        <Heading lab=Lab::Distributions>
            <UndoButtons editor=pair.editor />
        </Heading>
        <Readouts pair entries=&ENTRIES class="readouts five" />
        <div class="pair">
            <section class="card">
                <div class="card-head">
                    <h2 class="kicker as-is">{text(|m| m.distributions.bars)}</h2>
                    <OutcomeButtons pair />
                </div>
                <BarPlot pair />
                <Control name="presets"><Presets pair /></Control>
                <Control name="logits"><Logits pair /></Control>
                <Control name="numbers"><Numbers pair /></Control>
                <BarsCaption pair />
            </section>
            <div class="stack">
                <section class="card">
                    <h2 class="kicker">{text(|m| m.distributions.code_lengths)}</h2>
                    <CodeLengths pair />
                    <Equation pair />
                </section>
                <section class="card">
                    <Contributions pair />
                </section>
            </div>
        </div>
    }
}
