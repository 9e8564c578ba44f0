//! Places of the page that are filled by a part of the program that is fetched on demand.

use crate::reactive::*;
use crate::state::preferences::text;
use crate::widgets::element::{El, el};
use core::future::Future;
use core::pin::Pin;
use std::rc::Rc;
use wasm_split_helpers::SplitLoaderError;

/// What a part of the program makes. A part hands over this function instead of what it makes, because that is made
/// only if its place is still in the document when the part arrives.
pub type Make = fn() -> Vec<El>;

/// Fetches a part; each call tries anew.
pub type Fetch = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<Make, SplitLoaderError>>>>>;

/// A place that is filled as soon as its part of the program has been fetched; one that cannot be fetched says so and
/// offers to try again.
pub fn part_place(fetch: Fetch) -> El {
    let place = el("div").class("part");
    fill(place.clone(), fetch, Owner::current().unwrap_or_default());
    place
}

/// Fills a place; what is made there ends with `owner`. A place that has left the document stays empty.
fn fill(place: El, fetch: Fetch, owner: Owner) {
    spawn_local(async move {
        let part = fetch().await;
        if place.node().is_connected() {
            let scope = owner.clone();
            scope.with(|| match part {
                Ok(make) => place.children(make()),
                Err(_) => place.child(unreachable(fetch, owner)),
            });
        }
    });
}

/// Says that a part could not be fetched, and offers to try again.
fn unreachable(fetch: Fetch, owner: Owner) -> El {
    let note = el("div").class("note-bar").attr("role", "alert");
    let (shown, words) = (note.clone(), el("strong").text(text(|m| m.shell.unreachable)));
    let again = el("button").class("btn").text(text(|m| m.shell.try_again)).on_click(move || {
        let place = shown.node().parent_element().map(El::from);
        shown.node().remove();
        place.into_iter().for_each(|place| fill(place, Rc::clone(&fetch), owner.clone()));
    });
    note.child(words).child(again)
}
