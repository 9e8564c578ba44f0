//! The app: preferences, the settings of every lab, the link they are shared by, and the page they show.

use crate::i18n::Lang;
use crate::labs::{Lab, LabStates};
use crate::pages::{navigation::Page, part, shell::shell};
use crate::reactive::*;
use crate::state::location::{self, AddressBar};
use crate::state::preferences::{Preferences, Theme};
use crate::widgets::drawing;
use wasm_bindgen::JsCast;

/// Puts the whole page into the document. Never inlined: it would be compiled for speed, as the program that calls it,
/// and not for size.
#[inline(never)]
pub fn start() {
    own_signals(fill);
}

fn fill() {
    let preferences = Preferences::remembered();
    let states = LabStates::new();
    let page = Page::new(preferences, states);
    provide_context(preferences);
    provide_context(states);
    provide_context(page);

    let address_bar = AddressBar::new();
    page.open(&location::fragment());
    location::on_change(move |fragment| {
        address_bar.cancel();
        page.open(&fragment);
    });
    window_event_listener_untyped("click", move |event| {
        drawing::rest();
        if leads_elsewhere(&event) {
            address_bar.write();
        }
    });
    effect(move || address_bar.write_soon(page.fragment_of(page.lab.get())));
    dress_document(preferences, page);

    shell(move || {
        let lab = page.lab.get();
        // What a lab reads while it is built is no reason to build it again.
        untrack(|| part::page(lab))
    });
}

/// Whether a click is on a link.
fn leads_elsewhere(click: &web_sys::Event) -> bool {
    let target = click.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest("a[href]").is_ok_and(|link| link.is_some()))
}

/// Keeps the document's language, colors and title as they should be.
fn dress_document(preferences: Preferences, page: Page) {
    let root = || document().document_element();
    let set = move |name: &str, value: &str| {
        if let Some(root) = root() {
            // Fails only for names that are no attribute names.
            let _ = root.set_attribute(name, value);
        }
    };
    effect(move || set("lang", preferences.lang.get().tag()));
    effect(move || match preferences.theme.get() {
        Theme::System => {
            root().map(|root| root.remove_attribute("data-theme")).unwrap_or(Ok(())).unwrap_or(())
        }
        theme => set("data-theme", theme.name()),
    });
    effect(move || document().set_title(&title(page.lab.get(), preferences.lang.get())));
}

fn title(lab: Option<Lab>, lang: Lang) -> String {
    let messages = lang.messages();
    match lab {
        Some(lab) => format!("{} · infoplane", lab.words(messages).menu),
        None => messages.labs().front.to_string(),
    }
}
