//! Parts of the program that are fetched on demand, and the places they fill.

use crate::reactive::*;
use crate::state::preferences::text;
use crate::widgets::element::{El, el};
use core::pin::Pin;
use std::rc::Rc;
use wasm_split_helpers::SplitLoaderError;

/// Makes a page. A part hands over this function instead of what it makes, because a page is made only if its place is
/// still in the document when the part arrives.
pub type Make = fn() -> Vec<El>;

/// Makes what fills a place.
pub type Making = Box<dyn FnOnce() -> Vec<El>>;

/// Fetches a part; again at every call, if it has not come yet.
pub type Fetch = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<Making, SplitLoaderError>>>>>;

/// What a part makes that needs to be told nothing.
pub fn making(make: Make) -> Making {
    Box::new(make)
}

/// Fills a place as soon as its part has been fetched; what the part makes ends with `owner`. A place that has left the
/// document stays empty.
pub fn fill(place: El, fetch: Fetch, owner: Owner) {
    spawn_local(async move {
        let part = fetch().await;
        if place.node().is_connected() {
            let scope = owner.clone();
            scope.with(|| match part {
                // What is read while it is made is no reason to make it again.
                Ok(make) => place.children(untrack(make)),
                Err(_) => place.child(unreachable(fetch, owner)),
            });
        }
    });
}

/// Says that a part could not be fetched, and offers to try again.
fn unreachable(fetch: Fetch, owner: Owner) -> El {
    let note = el("div").class("note-bar").attr("role", "alert");
    let (shown, words) = (note.clone(), el("strong").text(text(|m| m.shell().unreachable)));
    let again = el("button").class("btn").text(text(|m| m.shell().try_again)).on_click(move || {
        let place = shown.node().parent_element().map(El::from);
        shown.node().remove();
        place.into_iter().for_each(|place| fill(place, Rc::clone(&fetch), owner.clone()));
    });
    note.child(words).child(again)
}
