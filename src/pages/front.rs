//! The front page: a pair of distributions to drag, and the labs.

use crate::labs::Lab;
use crate::labs::distributions::bars::bar_plot;
use crate::labs::distributions::pictures::{code_lengths_view, with_bars_caption};
use crate::labs::distributions::quantities::FRONT_ENTRIES;
use crate::labs::distributions::{Pair, readouts};
use crate::pages::navigation::use_page;
use crate::state::preferences::{text, text_by};
use crate::widgets::element::{El, el};
use crate::widgets::undo::undo_by_keys;

/// The front page.
pub fn front() -> Vec<El> {
    let pair = Pair::new();
    undo_by_keys(pair.editor);
    let title = el("div")
        .child(el("h1").text(text(|m| m.front().title)))
        .child(el("p").class("lede").text(text(|m| m.front().lede)));
    let bars = el("section")
        .class("card")
        .child(el("h2").class("kicker as-is").text(text(|m| m.front().figure)))
        .child(bar_plot(pair));
    let picture = el("section")
        .class("card")
        .child(el("h2").class("kicker").text(text(|m| m.distributions().code_lengths)))
        .child(code_lengths_view(pair));
    vec![
        el("div").class("heading").child(title),
        readouts(pair, &FRONT_ENTRIES, "readouts three"),
        el("div").class("front").child(with_bars_caption(bars, pair)).child(picture),
        el("h2").class("kicker").text(text(|m| m.front().labs)),
        el("div").class("cards").children(Lab::ALL.iter().map(|&lab| card(lab))),
    ]
}

fn card(lab: Lab) -> El {
    let page = use_page();
    el("a")
        .class("card")
        .attr("href", move || page.fragment_of(Some(lab)))
        .child(el("h3").text(text_by(move |m| lab.words(m).menu)))
        .child(el("p").text(text_by(move |m| lab.words(m).card)))
        .child(el("span").class("go").text(text(|m| m.front().open)).text(" →"))
}
