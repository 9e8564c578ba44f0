//! Parts of the program that are fetched on demand, and the places they fill.

use crate::reactive::*;
use crate::state::preferences::text;
use crate::widgets::element::{El, el};
use core::pin::Pin;
use core::time::Duration;
use js_sys::Reflect;
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
pub fn fill_page(place: El, fetch: Fetch, owner: Owner) {
    fill_when(place, fetch, owner, 0);
}

/// The same for a part that comes after the page, as soon as the style sheet that all such parts share is there too.
pub fn fill(place: El, fetch: Fetch, owner: Owner) {
    is_styled();
    fill_when(place, fetch, owner, LOOKS);
}

fn fill_when(place: El, fetch: Fetch, owner: Owner, n_looks: usize) {
    spawn_local(async move {
        let part = fetch().await;
        when_styled(n_looks, Box::new(|| put(place, part, fetch, owner)));
    });
}

fn put(place: El, part: Result<Making, SplitLoaderError>, fetch: Fetch, owner: Owner) {
    if place.node().is_connected() {
        let scope = owner.clone();
        scope.with(|| match part {
            // What is read while it is made is no reason to make it again.
            Ok(make) => place.children(untrack(make)),
            Err(_) => place.child(unreachable(fetch, owner)),
        });
    }
}

/// How often the style sheet is looked for, and how long after each look. A sheet that does not come within three seconds
/// may never come; what it would style is shown without it.
const LOOKS: usize = 100;
const LOOK_EVERY: Duration = Duration::from_millis(30);

fn when_styled(n_looks: usize, show: Box<dyn FnOnce()>) {
    if n_looks == 0 || is_styled() {
        show();
    } else {
        set_timeout(move || when_styled(n_looks - 1, show), LOOK_EVERY);
    }
}

/// Whether the style sheet of later parts is there; it is asked for at the first look.
fn is_styled() -> bool {
    let Ok(Some(link)) = document().query_selector("link[href*='/later-']") else { return true };
    if link.get_attribute("rel").as_deref() == Some("later") {
        // Refused for names that cannot be; this one can.
        let _ = link.set_attribute("rel", "stylesheet");
    }
    Reflect::get(&link, &"sheet".into()).is_ok_and(|sheet| sheet.is_object())
}

/// Says that a part could not be fetched, and offers to try again.
fn unreachable(fetch: Fetch, owner: Owner) -> El {
    let note = el("div").class("note-bar").attr("role", "alert");
    let (shown, words) = (note.clone(), el("strong").text(text(|m| m.shell().unreachable)));
    let again = el("button").class("btn").text(text(|m| m.shell().try_again)).on_click(move || {
        let place = shown.node().parent_element().map(El::from);
        shown.node().remove();
        place.into_iter().for_each(|place| fill_page(place, Rc::clone(&fetch), owner.clone()));
    });
    note.child(words).child(again)
}
