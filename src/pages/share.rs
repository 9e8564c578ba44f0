//! The share button: copies the link to what is on screen, and says so.

use crate::pages::navigation::use_page;
use crate::reactive::*;
use crate::state::location;
use crate::state::preferences::text;
use crate::widgets::clipboard::copy;
use crate::widgets::element::{El, el};
use core::time::Duration;
use web_sys::HtmlInputElement;

/// How long the confirmation stays: long enough to be read twice.
const SHOWN_FOR: Duration = Duration::from_secs(6);

/// What has become of the link.
#[derive(Clone, Copy)]
struct Sharing {
    is_copied: RwSignal<bool>,
    /// The browser does not let us copy (an iframe, no permission): here is the link, to be selected.
    by_hand: RwSignal<Option<String>>,
}

impl Sharing {
    async fn share(self, link: String) {
        let is_copied = copy(&link).await;
        self.is_copied.set(is_copied);
        self.by_hand.set((!is_copied).then_some(link));
        if is_copied {
            set_timeout(move || self.is_copied.set(false), SHOWN_FOR);
        }
    }
}

/// A button that copies the link; where it may not, it shows the link to be copied by hand.
pub fn share_button() -> El {
    let page = use_page();
    let sharing = Sharing { is_copied: RwSignal::new(false), by_hand: RwSignal::new(None) };
    let share = move || {
        let link = location::address(&page.fragment_of(page.lab.get_untracked()));
        spawn_local(sharing.share(link));
    };
    let copied = || el("p").class("toast").text(text(|m| m.shell().share_copied));
    let status = el("div")
        .attr("role", "status")
        .when(move || sharing.is_copied.get(), copied)
        .live(move || sharing.by_hand.get().map(|link| by_hand(link, sharing)).into_iter().collect());
    el("div")
        .class("share")
        .child(el("button").class("btn").text(text(|m| m.shell().share)).on_click(share))
        .child(status)
}

fn by_hand(link: String, sharing: Sharing) -> El {
    let field = el("input").attr("type", "text").attr("readonly", "").attr("value", link);
    let input: HtmlInputElement = field.cast();
    // An effect comes when the field is in the page, where it can be selected.
    effect(move || input.select());
    let close = el("button").class("btn").text(text(|m| m.shell().close));
    el("div")
        .class("toast")
        .child(el("label").text(text(|m| m.shell().share_by_hand)).child(field))
        .child(close.on_click(move || sharing.by_hand.set(None)))
}
