//! The controls around the bars: presets, outcomes, typed numbers and locks, logits, undo.

use crate::i18n::Messages;
use crate::labs::distributions::edit::{By, Editor, with_logits, with_outcomes};
use crate::labs::distributions::{Pair, presets, presets::Series};
use crate::reactive::*;
use crate::state::bars::OUTCOMES;
use crate::state::decimal;
use crate::state::distributions::{LOGITS, MAX_LOGIT, Names, TEMPERATURES};
use crate::state::preferences::{label, text, text_by, use_preferences};
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::number_field::{Allowed, number_field};
use crate::widgets::slider::{Track, slider};
use crate::widgets::undo::undo_buttons;

/// Presets for either distribution.
pub fn preset_choices(pair: Pair) -> El {
    let lang = use_preferences().lang;
    let is_for_q = RwSignal::new(false);
    let of = |is_for_q| if is_for_q { Series::Q } else { Series::P };
    let both = || -> Options {
        [Series::P, Series::Q].iter().map(|series| (series.name(), series.name().to_string())).collect()
    };
    let options = move || -> Options {
        let messages = lang.get().messages().distributions();
        presets::names().map(|name| (name, presets::title(name, messages).to_string())).collect()
    };
    let present =
        derived(move || pair.editor.settings.with(|settings| presets::present(settings, of(is_for_q.get()))));
    let series = choice(
        label(|m| m.distributions().preset_for),
        Look::Segmented,
        both,
        derived(move || of(is_for_q.get()).name()),
        move |name| is_for_q.set(name == Series::Q.name()),
    );
    let preset = choice(label(|m| m.distributions().presets), Look::Chips, options, present, move |name| {
        pair.editor.apply_preset(name, of(is_for_q.get_untracked()));
    });
    el("div").class("presets").child(titled(text(|m| m.distributions().preset_for), series)).child(preset)
}

/// A choice whose label is seen beside it.
fn titled(title: Signal<&'static str>, choice: El) -> El {
    let title = el("span").attr("aria-hidden", "true").text(title);
    el("div").class("presets-for").child(title).child(choice)
}

/// One outcome more, one less.
pub fn outcome_buttons(pair: Pair) -> El {
    let button = |sign: &str, name: Signal<&'static str>, end: usize, by: isize| {
        el("button")
            .class("btn quiet")
            .attr("aria-label", name)
            .flag("disabled", move || pair.n_outcomes() == end)
            .text(sign)
            .on_click(move || {
                let n = untrack(|| pair.n_outcomes()).saturating_add_signed(by);
                pair.editor.change(|settings| *settings = with_outcomes(settings, n));
            })
    };
    el("div")
        .class("stepper")
        .child(el("span").text(text(|m| m.distributions().outcomes)))
        .child(button("−", text(|m| m.distributions().remove), *OUTCOMES.start(), -1))
        .child(el("b").text(move || pair.n_outcomes().to_string()))
        .child(button("+", text(|m| m.distributions().add), *OUTCOMES.end(), 1))
}

/// Whether q is given by bars or by logits, and the temperature.
pub fn logits(pair: Pair) -> El {
    let lang = use_preferences().lang;
    let options = move || -> Options {
        let messages = lang.get().messages().distributions();
        vec![("bars", messages.by_bars.to_string()), ("logits", messages.by_logits.to_string())]
    };
    let by = choice(
        label(|m| m.distributions().q_by),
        Look::Segmented,
        options,
        derived(move || if pair.editor.is_by_logits() { "logits" } else { "bars" }),
        move |name| pair.editor.change(|settings| *settings = with_logits(settings, name == "logits")),
    );
    el("div")
        .class("logits")
        .child(titled(text(|m| m.distributions().q_by), by))
        .when(move || pair.editor.is_by_logits(), move || temperature(pair))
        .when(
            move || pair.editor.is_by_logits(),
            || el("p").class("hint").text(text(|m| m.distributions().temperature_note)),
        )
}

fn temperature(pair: Pair) -> El {
    slider(
        label(|m| m.distributions().temperature),
        derived(move || pair.editor.settings.with(|settings| settings.temperature)),
        Track::logarithmic(*TEMPERATURES.start(), *TEMPERATURES.end()),
        Allowed::numbers(*TEMPERATURES.start(), *TEMPERATURES.end()),
        move |t| pair.editor.change(|settings| settings.temperature = t),
    )
}

/// Every probability as a number that can be typed, with its lock; and every logit.
pub fn numbers(pair: Pair) -> El {
    let third = text_by(move |m| if pair.editor.is_by_logits() { m.distributions().logit } else { "q" });
    let heading = || el("th").attr("scope", "col");
    let headings = el("tr")
        .child(heading().text(text(|m| m.distributions().outcome)))
        .child(heading().class("q-p").text("p"))
        .child(heading().text(third));
    let rows = pair.each_outcome(el("tbody"), move |outcome| number_row(pair, outcome));
    el("details")
        .class("numbers")
        .child(el("summary").text(text(|m| m.distributions().numbers)))
        .child(el("table").child(el("thead").child(headings)).child(rows))
        .child(names_choice(pair))
        .child(el("p").class("hint").text(text(|m| m.distributions().keys)))
}

fn names_choice(pair: Pair) -> El {
    let lang = use_preferences().lang;
    let options = move || -> Options {
        let m = lang.get().messages().distributions();
        let title = |names| match names {
            Names::Weather => m.weather,
            Names::English => m.english,
            Names::Letters => m.letters,
        };
        Names::ALL.iter().map(|names| (names.name(), title(*names).to_string())).collect()
    };
    let chosen = derived(move || pair.editor.settings.with(|settings| settings.names.name()));
    choice(label(|m| m.distributions().names), Look::Menu, options, chosen, move |name| {
        if let Some(names) = Names::from_name(name) {
            pair.editor.change(|settings| settings.names = names);
        }
    })
}

fn number_row(pair: Pair, outcome: usize) -> El {
    let by_logits = condition(move || pair.editor.is_by_logits());
    let q = move || {
        if by_logits.get() { vec![logit(pair, outcome)] } else { probability(pair, Series::Q, outcome) }
    };
    el("tr")
        .child(el("th").attr("scope", "row").text(move || pair.name(outcome)))
        .child(el("td").children(probability(pair, Series::P, outcome)))
        .child(el("td").live(q))
}

/// A sentence of the catalogue about a distribution and an outcome.
type Sentence = fn(&'static Messages) -> fn(&str, &str) -> String;

/// The field for a probability, and its lock.
fn probability(pair: Pair, series: Series, outcome: usize) -> Vec<El> {
    let shown = derived(move || {
        let probability = pair.editor.settings.with(|settings| match series {
            Series::P => settings.p.probability(outcome),
            Series::Q => settings.q.probability(outcome),
        });
        decimal::text(probability)
    });
    let field = number_field(
        sentence(pair, series, outcome, |m| m.distributions().bar_label),
        shown,
        Allowed::numbers(0.0, 1.0),
        move |probability| {
            pair.editor.move_bar(series, outcome, probability, By::Number);
        },
    );
    vec![field, lock(pair, series, outcome)]
}

fn sentence(pair: Pair, series: Series, outcome: usize, pick: Sentence) -> Signal<String> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().messages())(series.name(), &pair.name(outcome)))
}

/// Keeps a probability as it is while others are changed.
fn lock(pair: Pair, series: Series, outcome: usize) -> El {
    let label = sentence(pair, series, outcome, |m| m.distributions().lock);
    let is_locked = move || {
        pair.editor.settings.with(|settings| match series {
            Series::P => settings.p_locked[outcome],
            Series::Q => settings.q_locked[outcome],
        })
    };
    let change = move |event| {
        let on = event_target_checked(&event);
        pair.editor.change(|settings| match series {
            Series::P => settings.p_locked[outcome] = on,
            Series::Q => settings.q_locked[outcome] = on,
        });
    };
    let check = el("input")
        .attr("type", "checkbox")
        .attr("aria-label", label)
        .prop("checked", is_locked)
        .on("change", change);
    let word = el("span").text(text(|m| m.distributions().lock_word));
    el("label").class("lock").attr("title", label).child(check).child(word)
}

fn logit(pair: Pair, outcome: usize) -> El {
    let lang = use_preferences().lang;
    slider(
        derived(move || (lang.get().messages().distributions().logit_label)(&pair.name(outcome))),
        derived(move || {
            pair.editor.settings.with(|settings| settings.logits.get(outcome).copied().unwrap_or_default())
        }),
        Track::linear(-MAX_LOGIT, MAX_LOGIT, 0.01),
        Allowed::numbers(*LOGITS.start(), *LOGITS.end()),
        move |logit| pair.editor.change(|settings| settings.logits[outcome] = logit),
    )
}

/// Undo, redo, reset.
pub fn edit_buttons(editor: Editor) -> Vec<El> {
    let reset = el("button").class("btn").text(text(|m| m.shell().reset));
    let reset = reset.on_click(move || editor.change(|settings| *settings = Default::default()));
    undo_buttons(editor).into_iter().chain([reset]).collect()
}
