//! Notes that can be read and put away.

use crate::i18n::shell::Link;
use crate::reactive::*;
use crate::state::preferences::{text, use_preferences};
use crate::state::share::{Instead, LinkNote};
use crate::widgets::element::{El, el};

/// What could not be followed of a link, above the page until it is dismissed.
pub fn link_notes(notes: RwSignal<Vec<LinkNote>>) -> El {
    let lang = use_preferences().lang;
    let items = move || {
        let messages = lang.get().messages().link();
        notes.with(|notes| {
            notes.iter().take(SHOWN).map(|note| el("li").text(sentence(note, messages))).collect()
        })
    };
    let bar = move || {
        let list = el("div").child(el("strong").text(text(|m| m.link().title))).child(el("ul").live(items));
        let dismiss = el("button").class("btn").text(text(|m| m.link().dismiss));
        let dismiss = dismiss.on_click(move || notes.set(Vec::new()));
        el("div").class("note-bar").child(list).child(dismiss)
    };
    el("div").attr("role", "status").when(move || notes.with(|notes| !notes.is_empty()), bar)
}

/// How many notes are shown: a mangled link has hundreds, and the first ones tell enough.
const SHOWN: usize = 5;

/// A note in words.
pub fn sentence(note: &LinkNote, messages: &Link) -> String {
    match note {
        LinkNote::UnknownKey { key } => (messages.unknown_key)(key),
        LinkNote::BadValue { key, value } => (messages.bad_value)(key, value),
        LinkNote::Scaled { key } => (messages.scaled)(key),
        LinkNote::Misfit { key, value, outcomes, instead: Instead::Uniform } => {
            (messages.uniform_instead)(key, value, *outcomes)
        }
        LinkNote::Misfit { key, value, outcomes, instead: Instead::Nothing } => {
            (messages.left_out)(key, value, *outcomes)
        }
        LinkNote::BadEncoding { part } => (messages.bad_encoding)(part),
        LinkNote::Newer { found } => (messages.newer)(found),
        LinkNote::TooLong { bytes } => (messages.too_long)(*bytes),
        LinkNote::UnknownLab { tag } => (messages.unknown_lab)(tag),
    }
}
