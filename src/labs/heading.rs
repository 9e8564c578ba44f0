//! What stands above every lab.

use crate::labs::Lab;
use crate::state::preferences::text;
use leptos::prelude::*;

/// Title and lede of a lab; the children are its main actions, at the right.
#[component]
pub fn Heading(
    /// Whose title it is.
    lab: Lab,
    /// Buttons such as run and reset; none by default.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="heading">
            <div>
                <h1>{text(move |m| lab.words(m).title)}</h1>
                <p class="lede">{text(move |m| lab.words(m).lede)}</p>
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}
