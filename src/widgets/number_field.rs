//! A typed number.

use crate::state::preferences::use_preferences;
use crate::widgets::number::typed;
use core::ops::RangeInclusive;
use leptos::prelude::*;

/// A number that is typed; what cannot be one is said below the field, and the old number stays.
#[component]
pub fn NumberField(
    /// What the number is; read by screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The present number as text.
    #[prop(into)]
    shown: Signal<String>,
    /// The smallest and the largest number allowed.
    range: RangeInclusive<f64>,
    /// Called with every number typed.
    #[prop(into)]
    commit: Callback<f64>,
) -> impl IntoView {
    let lang = use_preferences().lang;
    let problem = RwSignal::new(None::<String>);
    let field = NodeRef::<leptos::html::Input>::new();
    let changed = move |event| {
        let text = event_target_value(&event);
        let messages = lang.get_untracked().messages().widgets;
        match typed(&text) {
            None => problem.set(Some((messages.not_a_number)(&text))),
            Some(number) if !range.contains(&number) => {
                problem.set(Some((messages.clamped)(&range.start().to_string(), &range.end().to_string())));
            }
            Some(number) => {
                problem.set(None);
                commit.run(number);
            }
        }
        // The field shows the number that holds, whether or not it is the one typed.
        if let Some(field) = field.get_untracked() {
            field.set_value(&shown.get_untracked());
        }
    };
    view! {
        <span class="number-field">
            <input
                node_ref=field
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-label=label
                aria-invalid=move || problem.get().map(|_| "true")
                prop:value=shown
                on:change=changed
            />
            {move || problem.get().map(|text| view! { <span class="problem" role="alert">{text}</span> })}
        </span>
    }
}
