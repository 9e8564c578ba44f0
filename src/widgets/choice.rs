//! One out of a few.

use core::sync::atomic::{AtomicUsize, Ordering};
use leptos::prelude::*;

/// How the options are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Joined buttons: two to four short options.
    Segmented,
    /// Separate rounded buttons that wrap: more options.
    Chips,
    /// A drop-down list.
    Menu,
}

/// The options of a choice: the stable name of each (see `named_enum!`) and what it is called here.
pub type Options = Vec<(&'static str, String)>;

/// One out of a few named options, as native radio buttons or a native list.
///
/// No option is marked when `chosen` is none of them, as for presets after an edit.
#[component]
pub fn Choice(
    /// What is chosen; read by screen readers, shown above chips and lists.
    #[prop(into)]
    label: Signal<String>,
    /// How the options are laid out.
    look: Look,
    /// The options.
    #[prop(into)]
    options: Signal<Options>,
    /// The name of the present option.
    #[prop(into)]
    chosen: Signal<&'static str>,
    /// Called with the name of the option that was chosen.
    #[prop(into)]
    choose: Callback<&'static str>,
) -> impl IntoView {
    match look {
        Look::Menu => view! { <Menu label options chosen choose /> }.into_any(),
        Look::Segmented => view! { <Radios label class="choice seg" options chosen choose /> }.into_any(),
        Look::Chips => view! { <Radios label class="choice chips" options chosen choose /> }.into_any(),
    }
}

#[component]
fn Menu(
    label: Signal<String>,
    options: Signal<Options>,
    chosen: Signal<&'static str>,
    choose: Callback<&'static str>,
) -> impl IntoView {
    let changed = move |event| {
        let value = event_target_value(&event);
        let name =
            options.with_untracked(|all| all.iter().map(|(name, _)| *name).find(|name| *name == value));
        if let Some(name) = name {
            choose.run(name);
        }
    };
    view! {
        <label class="choice menu">
            <span>{label}</span>
            <select prop:value=chosen on:change=changed>
                <For each=move || options.get() key=Clone::clone let((name, text))>
                    <option value=name prop:selected=Signal::derive(move || chosen.get() == name)>{text}</option>
                </For>
            </select>
        </label>
    }
}

#[component]
fn Radios(
    label: Signal<String>,
    class: &'static str,
    options: Signal<Options>,
    chosen: Signal<&'static str>,
    choose: Callback<&'static str>,
) -> impl IntoView {
    let group = StoredValue::new(unique_group());
    view! {
        <fieldset class=class>
            <legend>{label}</legend>
            <For each=move || options.get() key=Clone::clone let((name, text))>
                <Radio group=group.get_value() name text chosen choose />
            </For>
        </fieldset>
    }
}

#[component]
fn Radio(
    group: String,
    name: &'static str,
    text: String,
    chosen: Signal<&'static str>,
    choose: Callback<&'static str>,
) -> impl IntoView {
    let on = Signal::derive(move || chosen.get() == name);
    // A preset that was edited since is still checked for the browser, and can be chosen again.
    let choose = move || {
        if chosen.get_untracked() != name {
            choose.run(name);
        }
    };
    view! {
        <label class:on=on>
            <input
                type="radio"
                name=group
                value=name
                prop:checked=on
                on:change=move |_| choose()
                on:click=move |_| choose()
            />
            <span>{text}</span>
        </label>
    }
}

/// A name that no other group of radio buttons in the page has.
fn unique_group() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("choice-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
