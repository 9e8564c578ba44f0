//! The frame: header with menu and preferences, notes, footer; or the bare face of an iframe.

use crate::i18n::Lang;
use crate::labs::Lab;
use crate::pages::navigation::use_page;
use crate::pages::share::ShareButton;
use crate::state::location;
use crate::state::preferences::{Theme, label, text, use_preferences};
use crate::widgets::choice::{Choice, Look, Options};
use crate::widgets::note::LinkNotes;
use crate::widgets::readout::unit_name;
use infoplane_core::measures::units::Unit;
use leptos::prelude::*;

/// The frame around a page.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let frame = use_preferences().frame;
    let embed = Memo::new(move |_| frame.with(|frame| frame.embed));
    view! {
        <a class="skip" href="#main" on:click=focus_main>{text(|m| m.shell.skip)}</a>
        <Show when=move || !embed.get() fallback=|| view! { <EmbedBar /> }>
            <Header />
        </Show>
        <LinkNotes notes=use_page().notes />
        <main id="main" tabindex="-1">{children()}</main>
        <Show when=move || !embed.get()>
            <footer>{text(|m| m.shell.footer)}</footer>
        </Show>
    }
}

/// The fragment belongs to the lab, so skipping moves the focus instead of the address.
fn focus_main(event: web_sys::MouseEvent) {
    event.prevent_default();
    if let Some(main) = document().get_element_by_id("main") {
        use wasm_bindgen::JsCast;
        if let Ok(main) = main.dyn_into::<web_sys::HtmlElement>() {
            // Fails only for elements that are not in the page.
            let _ = main.focus();
        }
    }
}

#[component]
fn Header() -> impl IntoView {
    let page = use_page();
    let front = Signal::derive(move || page.fragment_of(None));
    view! {
        <header>
            <a class="logo" href=front aria-label="infoplane">"info"<i>"plane"</i></a>
            <Menu />
            <Preferences />
            <ShareButton />
        </header>
    }
}

#[component]
fn Menu() -> impl IntoView {
    let page = use_page();
    let entry = move |lab: Lab| {
        let current = Signal::derive(move || (page.lab.get() == Some(lab)).then_some("page"));
        let href = Signal::derive(move || page.fragment_of(Some(lab)));
        view! {
            <a href=href aria-current=current>
                {text(move |m| lab.words(m).menu)}
            </a>
        }
    };
    view! {
        <nav aria-label=text(|m| m.shell.labs)>
            {Lab::ALL.iter().copied().map(entry).collect_view()}
        </nav>
    }
}

#[component]
fn Preferences() -> impl IntoView {
    let preferences = use_preferences();
    let units = Signal::derive(move || -> Options {
        let messages = preferences.lang.get().messages();
        Unit::ALL.iter().map(|unit| (unit.name(), unit_name(*unit, messages).to_string())).collect()
    });
    let langs: Options = Lang::ALL.iter().map(|lang| (lang.name(), lang.endonym().to_string())).collect();
    view! {
        <div class="preferences">
            <Choice
                label=label(|m| m.shell.units)
                look=Look::Segmented
                options=units
                chosen=Signal::derive(move || preferences.unit.get().name())
                choose=move |name| Unit::from_name(name).into_iter().for_each(|u| preferences.choose_unit(u))
            />
            <Choice
                label=label(|m| m.shell.language)
                look=Look::Segmented
                options=Signal::stored(langs)
                chosen=Signal::derive(move || preferences.lang.get().name())
                choose=move |name| Lang::from_name(name).into_iter().for_each(|l| preferences.choose_lang(l))
            />
            <ThemeButton />
        </div>
    }
}

/// One button that walks through the color schemes: three states need no menu.
#[component]
fn ThemeButton() -> impl IntoView {
    let preferences = use_preferences();
    let name = text(move |m| match preferences.theme.get() {
        Theme::System => m.shell.theme_system,
        Theme::Light => m.shell.theme_light,
        Theme::Dark => m.shell.theme_dark,
    });
    let title = text(|m| m.shell.theme);
    let next = move |_| {
        preferences.choose_theme(match preferences.theme.get_untracked() {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        });
    };
    view! {
        <button class="btn icon theme" title=title on:click=next>
            <span aria-hidden="true">"◐"</span>
            <span>{name}</span>
        </button>
    }
}

/// What remains of the header in an iframe: a way out to the full page.
#[component]
fn EmbedBar() -> impl IntoView {
    let page = use_page();
    let href = Signal::derive(move || location::address(&page.full_page()));
    view! {
        <div class="embed-bar">
            <a href=href target="_blank" rel="noopener">{text(|m| m.shell.open_in_infoplane)}" ↗"</a>
        </div>
    }
}
