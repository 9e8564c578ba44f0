//! The controls around the bars: presets, outcomes, typed numbers and locks, logits, undo.

use crate::i18n::Messages;
use crate::labs::distributions::edit::{Editor, with_logits, with_outcomes};
use crate::labs::distributions::{Pair, presets, presets::Series};
use crate::state::bars::OUTCOMES;
use crate::state::distributions::{MAX_LOGIT, Names, TEMPERATURES};
use crate::state::preferences::{label, text, use_preferences};
use crate::widgets::choice::{Choice, Look, Options};
use crate::widgets::number_field::NumberField;
use crate::widgets::slider::{Slider, Track};
use leptos::{ev, prelude::*};

/// Presets for either distribution.
#[component]
pub fn Presets(
    /// The distributions.
    pair: Pair,
) -> impl IntoView {
    let lang = use_preferences().lang;
    let series = RwSignal::new(Series::P);
    let options = Signal::derive(move || -> Options {
        let messages = &lang.get().messages().distributions;
        presets::names().map(|name| (name, presets::title(name, messages).to_string())).collect()
    });
    let both: Options = [Series::P, Series::Q].iter().map(|s| (s.name(), s.name().to_string())).collect();
    view! {
        <div class="presets">
            <div class="presets-for">
                <span aria-hidden="true">{text(|m| m.distributions.preset_for)}</span>
                <Choice
                    label=label(|m| m.distributions.preset_for)
                    look=Look::Segmented
                    options=Signal::stored(both)
                    chosen=Signal::derive(move || series.get().name())
                    choose=move |name: &'static str| series.set(if name == "q" { Series::Q } else { Series::P })
                />
            </div>
            <Choice
                label=label(|m| m.distributions.presets)
                look=Look::Chips
                options
                chosen=Signal::derive(move || pair.editor.settings.with(|s| presets::present(s, series.get())))
                choose=move |name: &'static str| pair.editor.apply_preset(name, series.get_untracked())
            />
        </div>
    }
}

/// One outcome more, one less.
#[component]
pub fn OutcomeButtons(
    /// The distributions.
    pair: Pair,
) -> impl IntoView {
    let n = Memo::new(move |_| pair.names.with(Vec::len));
    let resize = move |n: usize| pair.editor.change(|settings| *settings = with_outcomes(settings, n));
    view! {
        <div class="stepper">
            <span>{text(|m| m.distributions.outcomes)}</span>
            <button
                class="btn quiet"
                aria-label=text(|m| m.distributions.remove)
                disabled=Signal::derive(move || n.get() == *OUTCOMES.start())
                on:click=move |_| resize(n.get_untracked() - 1)
            >
                "−"
            </button>
            <b>{n}</b>
            <button
                class="btn quiet"
                aria-label=text(|m| m.distributions.add)
                disabled=Signal::derive(move || n.get() == *OUTCOMES.end())
                on:click=move |_| resize(n.get_untracked() + 1)
            >
                "+"
            </button>
        </div>
    }
}

/// Whether q is given by bars or by logits, and the temperature.
#[component]
pub fn Logits(
    /// The distributions.
    pair: Pair,
) -> impl IntoView {
    let lang = use_preferences().lang;
    let settings = pair.editor.settings;
    let by_logits = Memo::new(move |_| settings.with(|settings| !settings.logits.is_empty()));
    let options = Signal::derive(move || -> Options {
        let messages = &lang.get().messages().distributions;
        vec![("bars", messages.by_bars.to_string()), ("logits", messages.by_logits.to_string())]
    });
    view! {
        <div class="logits">
            <div class="presets-for">
                <span aria-hidden="true">{text(|m| m.distributions.q_by)}</span>
                <Choice
                    label=label(|m| m.distributions.q_by)
                    look=Look::Segmented
                    options
                    chosen=Signal::derive(move || if by_logits.get() { "logits" } else { "bars" })
                    choose=move |name: &'static str| {
                        pair.editor.change(|settings| *settings = with_logits(settings, name == "logits"));
                    }
                />
            </div>
            <Show when=move || by_logits.get()>
                <Slider
                    label=label(|m| m.distributions.temperature)
                    value=Signal::derive(move || settings.with(|settings| settings.temperature))
                    track=Track::logarithmic(*TEMPERATURES.start(), *TEMPERATURES.end())
                    change=move |t| pair.editor.change(|settings| settings.temperature = t)
                />
                <p class="hint">{text(|m| m.distributions.temperature_note)}</p>
            </Show>
        </div>
    }
}

/// Every probability as a number that can be typed, with its lock; and every logit.
#[component]
pub fn Numbers(
    /// The distributions.
    pair: Pair,
) -> impl IntoView {
    let lang = use_preferences().lang;
    let settings = pair.editor.settings;
    let n = Memo::new(move |_| pair.names.with(Vec::len));
    let by_logits = Memo::new(move |_| settings.with(|settings| !settings.logits.is_empty()));
    let names = Signal::derive(move || -> Options {
        let m = &lang.get().messages().distributions;
        let title = |names| match names {
            Names::Weather => m.weather,
            Names::English => m.english,
            Names::Letters => m.letters,
        };
        Names::ALL.iter().map(|names| (names.name(), title(*names).to_string())).collect()
    });
    view! {
        <details class="numbers">
            <summary>{text(|m| m.distributions.numbers)}</summary>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{text(|m| m.distributions.outcome)}</th>
                        <th scope="col" class="q-p">"p"</th>
                        <th scope="col">{text(move |m| if by_logits.get() { m.distributions.logit } else { "q" })}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || 0..n.get() key=|outcome| *outcome let(outcome)>
                        <tr>
                            <th scope="row">{Signal::derive(move || pair.name(outcome))}</th>
                            <td><Probability pair series=Series::P outcome /></td>
                            <td>
                                <Show
                                    when=move || by_logits.get()
                                    fallback=move || view! { <Probability pair series=Series::Q outcome /> }
                                >
                                    <Logit pair outcome />
                                </Show>
                            </td>
                        </tr>
                    </For>
                </tbody>
            </table>
            <Choice
                label=label(|m| m.distributions.names)
                look=Look::Menu
                options=names
                chosen=Signal::derive(move || settings.with(|settings| settings.names.name()))
                choose=move |name: &'static str| {
                    if let Some(names) = Names::from_name(name) {
                        pair.editor.change(|settings| settings.names = names);
                    }
                }
            />
            <p class="hint">{text(|m| m.distributions.keys)}</p>
        </details>
    }
}

/// A sentence of the catalogue about a distribution and an outcome.
type Sentence = fn(&'static Messages) -> fn(&str, &str) -> String;

#[component]
fn Probability(pair: Pair, series: Series, outcome: usize) -> impl IntoView {
    let lang = use_preferences().lang;
    let settings = pair.editor.settings;
    let shown = Signal::derive(move || {
        settings.with(|settings| match series {
            Series::P => settings.p.probability(outcome),
            Series::Q => settings.q.probability(outcome),
        })
    });
    let sentence = move |pick: Sentence| {
        Signal::derive(move || pick(lang.get().messages())(series.name(), &pair.name(outcome)))
    };
    let lock_label = sentence(|m| m.distributions.lock);
    let locked = Signal::derive(move || {
        settings.with(|settings| match series {
            Series::P => settings.p_locked[outcome],
            Series::Q => settings.q_locked[outcome],
        })
    });
    let lock = move |event| {
        let on = event_target_checked(&event);
        pair.editor.change(|settings| match series {
            Series::P => settings.p_locked[outcome] = on,
            Series::Q => settings.q_locked[outcome] = on,
        });
    };
    view! {
        <NumberField
            label=sentence(|m| m.distributions.bar_label)
            shown=Signal::derive(move || shown.get().to_string())
            range=0.0..=1.0
            commit=move |probability| pair.editor.move_bar(series, outcome, probability)
        />
        <label class="lock" title=lock_label>
            <input
                type="checkbox"
                aria-label=lock_label
                prop:checked=locked
                on:change=lock
            />
            <span>{text(|m| m.distributions.lock_word)}</span>
        </label>
    }
}

#[component]
fn Logit(pair: Pair, outcome: usize) -> impl IntoView {
    let lang = use_preferences().lang;
    let value = move || {
        pair.editor.settings.with(|settings| settings.logits.get(outcome).copied().unwrap_or_default())
    };
    view! {
        <Slider
            label=Signal::derive(move || {
                (lang.get().messages().distributions.logit_label)(&pair.name(outcome))
            })
            value=Signal::derive(value)
            track=Track::linear(-MAX_LOGIT, MAX_LOGIT, 0.01)
            change=move |logit| pair.editor.change(|settings| settings.logits[outcome] = logit)
        />
    }
}

/// Undo and redo.
#[component]
pub fn UndoButtons(
    /// What is undone.
    editor: Editor,
) -> impl IntoView {
    view! {
        <button class="btn" disabled=Signal::derive(move || !editor.can_undo()) on:click=move |_| editor.undo()>
            {text(|m| m.shell.undo)}
        </button>
        <button class="btn" disabled=Signal::derive(move || !editor.can_redo()) on:click=move |_| editor.redo()>
            {text(|m| m.shell.redo)}
        </button>
        <button class="btn" on:click=move |_| editor.change(|settings| *settings = Default::default())>
            {text(|m| m.shell.reset)}
        </button>
    }
}

/// Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), except in a field that has an undo of its own.
pub fn undo_by_keys(editor: Editor) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let is_typing = event.target().is_some_and(|target| {
            use wasm_bindgen::JsCast;
            target.dyn_ref::<web_sys::HtmlInputElement>().is_some_and(|input| input.type_() == "text")
        });
        if is_typing || event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
            return;
        }
        match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => editor.undo(),
            ("z", true) | ("y", false) => editor.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}
