//! A typed number.

use crate::i18n::widgets::Widgets;
use crate::reactive::*;
use crate::state::decimal;
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};
use crate::widgets::number::typed;
use web_sys::{Event, HtmlInputElement};

/// The numbers that a field takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allowed {
    min: f64,
    max: f64,
    is_whole: bool,
}

impl Allowed {
    /// Every number within a range.
    pub const fn numbers(min: f64, max: f64) -> Self {
        Self { min, max, is_whole: false }
    }

    /// Every whole number within a range.
    pub const fn whole(min: f64, max: f64) -> Self {
        Self { min, max, is_whole: true }
    }
}

/// A number that is typed; what cannot be one is said below the field, and the old number stays.
///
/// `label` is read by screen readers, `shown` is the present number, `commit` gets every number typed
/// that is allowed, as it is.
pub fn number_field(
    label: Signal<String>,
    shown: Signal<String>,
    allowed: Allowed,
    commit: impl Fn(f64) + 'static,
) -> El {
    built(label, shown, allowed, Box::new(commit))
}

fn built(label: Signal<String>, shown: Signal<String>, allowed: Allowed, commit: Box<dyn Fn(f64)>) -> El {
    let problem = RwSignal::new(None::<String>);
    let lang = use_preferences().lang;
    let changed = move |event: Event| {
        let text = event_target_value(&event);
        match accept(&text, allowed, lang.get_untracked().messages().widgets()) {
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
        .shows(shown)
        .on("change", changed);
    el("span").class("number-field").child(input).live(move || problem.get().map(alert).into_iter().collect())
}

fn alert(sentence: String) -> El {
    el("span").class("problem").attr("role", "alert").text(sentence)
}

/// The number that the text stands for, or what is wrong with it.
fn accept(text: &str, allowed: Allowed, messages: &Widgets) -> Result<f64, String> {
    let Allowed { min, max, is_whole } = allowed;
    let number = typed(text).ok_or_else(|| (messages.not_a_number)(text))?;
    if !(min..=max).contains(&number) {
        return Err((messages.clamped)(&decimal::text(min), &decimal::text(max)));
    }
    if is_whole && number.fract() != 0.0 {
        return Err((messages.not_whole)(text));
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn a_number_is_taken_as_it_is_or_refused_in_words() {
        let accept = |text, allowed| accept(text, allowed, Lang::English.messages().widgets());
        assert_eq!(accept("0.00001234", Allowed::numbers(0.0, 1.0)), Ok(0.00001234));
        assert_eq!(accept("1e-300", Allowed::numbers(0.0, 1.0)), Ok(1e-300));
        assert_eq!(accept("2", Allowed::numbers(1e-12, 1.0)), Err("Allowed: 1e-12 to 1.".into()));
        assert_eq!(accept("2.5", Allowed::whole(1.0, 9.0)), Err("“2.5” is not a whole number.".into()));
    }
}
