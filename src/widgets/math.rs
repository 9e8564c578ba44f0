//! Formulas in the page.

use leptos::prelude::*;

/// A piece of MathML that the build has made; never text from outside.
#[component]
pub fn Math(
    /// The `<math>` element as text.
    #[prop(into)]
    mathml: Signal<String>,
) -> impl IntoView {
    view! { <span class="math" inner_html=mathml></span> }
}
