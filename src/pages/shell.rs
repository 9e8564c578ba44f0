//! The frame: header with menu and preferences, notes, footer; or the bare face of an iframe.

use crate::i18n::Lang;
use crate::labs::Lab;
use crate::pages::navigation::use_page;
use crate::pages::share::share_button;
use crate::reactive::*;
use crate::state::location;
use crate::state::preferences::{Theme, label, text, text_by, use_preferences};
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, body, el};
use crate::widgets::note::link_notes;
use crate::widgets::readout::unit_name;
use infoplane_core::measures::units::Unit;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

/// Fills the document with the frame, and the frame with a page that is made anew whenever what it reads
/// changes.
pub fn shell(page: impl Fn() -> Vec<El> + 'static) {
    let frame = use_preferences().frame;
    let embed = condition(move || frame.with(|frame| frame.embed));
    let skip = el("a").class("skip").attr("href", "#main").text(text(|m| m.shell().skip));
    body()
        .child(skip.on("click", |event| focus_main(&event)))
        .live(move || vec![if embed.get() { embed_bar() } else { header() }])
        .child(link_notes(use_page().notes))
        .child(el("main").attr("id", "main").attr("tabindex", "-1").live(page))
        .when(move || !embed.get(), || el("footer").text(text(|m| m.shell().footer)));
}

/// The fragment belongs to the lab, so skipping moves the focus instead of the address.
fn focus_main(event: &Event) {
    event.prevent_default();
    let main = document().get_element_by_id("main");
    if let Some(Ok(main)) = main.map(|main| main.dyn_into::<HtmlElement>()) {
        // Fails only for elements that are not in the page.
        let _ = main.focus();
    }
}

fn header() -> El {
    let page = use_page();
    let logo = el("a")
        .class("logo")
        .attr("href", move || page.fragment_of(None))
        .attr("aria-label", "infoplane")
        .text("info")
        .child(el("i").text("plane"));
    el("header").child(logo).child(menu()).child(preferences()).child(share_button())
}

fn menu() -> El {
    let page = use_page();
    let entry = |&lab: &Lab| {
        el("a")
            .attr("href", move || page.fragment_of(Some(lab)))
            .attr_if("aria-current", move || (page.lab.get() == Some(lab)).then(|| "page".to_string()))
            .text(text_by(move |m| lab.words(m).menu))
    };
    el("nav").attr("aria-label", text(|m| m.shell().labs)).children(Lab::ALL.iter().map(entry))
}

fn preferences() -> El {
    let preferences = use_preferences();
    let units = move || -> Options {
        let messages = preferences.lang.get().messages();
        Unit::ALL.iter().map(|unit| (unit.name(), unit_name(*unit, messages).to_string())).collect()
    };
    let langs =
        || -> Options { Lang::ALL.iter().map(|lang| (lang.name(), lang.endonym().to_string())).collect() };
    let unit = choice(
        label(|m| m.shell().units),
        Look::Segmented,
        units,
        derived(move || preferences.unit.get().name()),
        move |name| Unit::from_name(name).into_iter().for_each(|unit| preferences.choose_unit(unit)),
    );
    let lang = choice(
        label(|m| m.shell().language),
        Look::Segmented,
        langs,
        derived(move || preferences.lang.get().name()),
        move |name| Lang::from_name(name).into_iter().for_each(|lang| preferences.choose_lang(lang)),
    );
    el("div").class("preferences").child(unit).child(lang).child(theme_button())
}

/// One button that walks through the color schemes: three states need no menu.
fn theme_button() -> El {
    let preferences = use_preferences();
    let theme = preferences.theme;
    let name = text_by(move |m| match theme.get() {
        Theme::System => m.shell().theme_system,
        Theme::Light => m.shell().theme_light,
        Theme::Dark => m.shell().theme_dark,
    });
    let next = move || {
        preferences.choose_theme(match theme.get_untracked() {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        });
    };
    el("button")
        .class("btn icon theme")
        .attr("title", text(|m| m.shell().theme))
        .child(el("span").attr("aria-hidden", "true").text("◐"))
        .child(el("span").text(name))
        .on_click(next)
}

/// What remains of the header in an iframe: a way out to the full page.
fn embed_bar() -> El {
    let page = use_page();
    let link = el("a")
        .attr("href", move || location::address(&page.full_page()))
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .text(text(|m| m.shell().open_in_infoplane))
        .text(" ↗");
    el("div").class("embed-bar").child(link)
}
