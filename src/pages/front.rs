//! The front page: a pair of distributions to drag, and the labs.

use crate::labs::Lab;
use crate::labs::distributions::bars::BarPlot;
use crate::labs::distributions::panel::undo_by_keys;
use crate::labs::distributions::pictures::{BarsCaption, CodeLengths};
use crate::labs::distributions::quantities::FRONT_ENTRIES;
use crate::labs::distributions::{Pair, Readouts};
use crate::pages::navigation::use_page;
use crate::state::preferences::text;
use leptos::prelude::*;

/// The front page.
#[component]
pub fn Front() -> impl IntoView {
    let pair = Pair::new();
    undo_by_keys(pair.editor);
    view! {
        <div class="heading">
            <div>
                <h1>{text(|m| m.front.title)}</h1>
                <p class="lede">{text(|m| m.front.lede)}</p>
            </div>
        </div>
        <Readouts pair entries=&FRONT_ENTRIES class="readouts" />
        <div class="front">
            <section class="card">
                <h2 class="kicker as-is">{text(|m| m.front.figure)}</h2>
                <BarPlot pair />
                <BarsCaption pair />
            </section>
            <section class="card">
                <h2 class="kicker">{text(|m| m.distributions.code_lengths)}</h2>
                <CodeLengths pair />
            </section>
        </div>
        <h2 class="kicker">{text(|m| m.front.labs)}</h2>
        <div class="cards">{Lab::ALL.iter().map(|&lab| view! { <Card lab /> }).collect_view()}</div>
    }
}

#[component]
fn Card(lab: Lab) -> impl IntoView {
    let page = use_page();
    view! {
        <a class="card" href=Signal::derive(move || page.fragment_of(Some(lab)))>
            <h3>{text(move |m| lab.words(m).menu)}</h3>
            <p>{text(move |m| lab.words(m).card)}</p>
            <span class="go">{text(|m| m.front.open)}" →"</span>
        </a>
    }
}
