//! The front page: a pair of distributions to drag, and the labs.

use crate::labs::Lab;
use crate::pages::navigation::use_page;
use crate::state::preferences::text;
use leptos::prelude::*;

/// The front page.
#[component]
pub fn Front() -> impl IntoView {
    view! {
        <h1>{text(|m| m.front.title)}</h1>
        <p class="lede">{text(|m| m.front.lede)}</p>
        <h2 class="kicker">{text(|m| m.front.labs)}</h2>
        <div class="cards">{Lab::ALL.iter().map(|&lab| view! { <Card lab /> }).collect_view()}</div>
    }
}

#[component]
fn Card(lab: Lab) -> impl IntoView {
    let page = use_page();
    view! {
        <a class="card" href=move || page.fragment_of(Some(lab))>
            <h3>{text(move |m| lab.words(m).menu)}</h3>
            <p>{text(move |m| lab.words(m).card)}</p>
            <span class="go">{text(|m| m.front.open)}" →"</span>
        </a>
    }
}
