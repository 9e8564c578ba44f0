//! A typed number.

use crate::i18n::widgets::Widgets;
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};
use crate::widgets::number::typed;
use core::ops::RangeInclusive;
use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

/// A number that is typed; what cannot be one is said below the field, and the old number stays.
///
/// `label` is read by screen readers, `shown` is the present number, `commit` gets every number typed
/// that lies in `range`.
pub fn number_field(
    label: Signal<String>,
    shown: Signal<String>,
    range: RangeInclusive<f64>,
    commit: impl Fn(f64) + 'static,
) -> El {
    built(label, shown, range, Box::new(commit))
}

fn built(
    label: Signal<String>,
    shown: Signal<String>,
    range: RangeInclusive<f64>,
    commit: Box<dyn Fn(f64)>,
) -> El {
    let problem = RwSignal::new(None::<String>);
    let lang = use_preferences().lang;
    let changed = move |event: Event| {
        let text = event_target_value(&event);
        match accept(&text, &range, &lang.get_untracked().messages().widgets) {
            Ok(number) => {
                problem.set(None);
                commit(number);
            }
            Err(sentence) => problem.set(Some(sentence)),
        }
        // The field shows the number that holds, whether or not it is the one typed.
        event_target::<HtmlInputElement>(&event).set_value(&shown.get_untracked());
    };
    let input = el("input")
        .attr("type", "text")
        .attr("inputmode", "decimal")
        .attr("autocomplete", "off")
        .attr("aria-label", label)
        .attr_if("aria-invalid", move || problem.get().map(|_| "true".to_string()))
        .prop("value", move || shown.get())
        .on("change", changed);
    let alert = move || {
        let sentence = problem.get();
        sentence
            .map(|text| el("span").class("problem").attr("role", "alert").text(text))
            .into_iter()
            .collect()
    };
    el("span").class("number-field").child(input).live(alert)
}

/// The number that the text stands for, or what is wrong with it.
fn accept(text: &str, range: &RangeInclusive<f64>, messages: &Widgets) -> Result<f64, String> {
    let number = typed(text).ok_or_else(|| (messages.not_a_number)(text))?;
    if range.contains(&number) {
        return Ok(number);
    }
    Err((messages.clamped)(&range.start().to_string(), &range.end().to_string()))
}
