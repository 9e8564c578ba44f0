//! Controls that a link may take away or lock.

use crate::state::preferences::use_preferences;
use leptos::prelude::*;

/// A group of controls with a name: `hide=name` in a link takes it away, `lock=name` makes it unusable.
#[component]
pub fn Control(
    /// The name, as links spell it.
    name: &'static str,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let frame = use_preferences().frame;
    view! {
        <div
            class="control"
            hidden=Signal::derive(move || frame.with(|frame| frame.hide.iter().any(|hidden| hidden == name)))
            inert=Signal::derive(move || frame.with(|frame| frame.lock.iter().any(|locked| locked == name)))
        >
            {children()}
        </div>
    }
}
