//! Places of the lab that are filled by a part of the program fetched on demand.

use crate::reactive::*;
use crate::state::preferences::text;
use crate::widgets::element::{El, el};
use core::future::Future;

/// Fills the place with what `make` makes of the part, unless the lab has been left meanwhile. Where there is no part to
/// be had, the place says so, and `missed` is called.
pub fn fill<T: 'static>(
    place: El,
    part: impl Future<Output = Option<T>> + 'static,
    make: impl FnOnce(T) -> Vec<El> + 'static,
    missed: impl FnOnce() + 'static,
) {
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move {
        let part = part.await;
        if !place.node().is_connected() {
            return;
        }
        place.node().set_inner_html("");
        owner.with(|| match part {
            Some(part) => drop(untrack(|| place.children(make(part)))),
            None => {
                let note = el("p").class("note").attr("role", "alert");
                drop(place.child(note.text(text(|m| m.shell.unreachable))));
                missed();
            }
        });
    });
}
