//! Pages whose part of the program is fetched when they are opened.

use crate::labs::Lab;
use crate::pages::front::front;
use crate::reactive::*;
use crate::state::preferences::text;
use crate::widgets::element::{El, el};
use crate::widgets::part::Make;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// A page, the front page or a lab, which appears as soon as its part of the program has been fetched.
pub fn page(lab: Option<Lab>) -> Vec<El> {
    let place = el("div").class("part");
    fill(place.clone(), lab, Owner::current().unwrap_or_default());
    vec![place]
}

/// Fills the place of a page; what the page makes ends with `owner`. A place that has left the document stays empty.
fn fill(place: El, lab: Option<Lab>, owner: Owner) {
    spawn_local(async move {
        let part = match lab {
            Some(lab) => lab.part().await,
            None => front_part().await,
        };
        if place.node().is_connected() {
            let scope = owner.clone();
            scope.with(|| match part {
                Ok(make) => place.children(make()),
                Err(_) => place.child(unreachable(lab, owner)),
            });
        }
    });
}

/// Says that a page could not be fetched, and offers to try again.
fn unreachable(lab: Option<Lab>, owner: Owner) -> El {
    let note = el("div").class("note-bar").attr("role", "alert");
    let (shown, words) = (note.clone(), el("strong").text(text(|m| m.shell.unreachable)));
    let again = el("button").class("btn").text(text(|m| m.shell.try_again)).on_click(move || {
        let place = shown.node().parent_element().map(El::from);
        shown.node().remove();
        place.into_iter().for_each(|place| fill(place, lab, owner.clone()));
    });
    note.child(words).child(again)
}

#[wasm_split(front, fallible)]
fn front_part() -> Result<Make, SplitLoaderError> {
    Ok(front)
}
