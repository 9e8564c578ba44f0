//! Notes that can be read and put away.

use crate::i18n::shell::Link;
use crate::state::preferences::{text, use_preferences};
use crate::state::share::LinkNote;
use leptos::prelude::*;

/// What could not be followed of a link, above the page until it is dismissed.
#[component]
pub fn LinkNotes(
    /// The notes; emptied when dismissed.
    notes: RwSignal<Vec<LinkNote>>,
) -> impl IntoView {
    let lang = use_preferences().lang;
    let items = move || {
        let messages = lang.get().messages().link;
        notes
            .get()
            .iter()
            .take(SHOWN)
            .map(|note| view! { <li>{sentence(note, &messages)}</li> })
            .collect_view()
    };
    view! {
        <Show when=move || notes.with(|notes| !notes.is_empty())>
            <div class="note-bar" role="status">
                <div>
                    <strong>{text(|m| m.link.title)}</strong>
                    <ul>{items}</ul>
                </div>
                <button class="btn" on:click=move |_| notes.set(Vec::new())>{text(|m| m.link.dismiss)}</button>
            </div>
        </Show>
    }
}

/// How many notes are shown: a mangled link has hundreds, and the first ones tell enough.
const SHOWN: usize = 5;

/// A note in words.
pub fn sentence(note: &LinkNote, messages: &Link) -> String {
    match note {
        LinkNote::UnknownKey { key } => (messages.unknown_key)(key),
        LinkNote::BadValue { key, value } => (messages.bad_value)(key, value),
        LinkNote::BadEncoding { part } => (messages.bad_encoding)(part),
        LinkNote::Newer { found } => (messages.newer)(found),
        LinkNote::TooLong { bytes } => (messages.too_long)(*bytes),
        LinkNote::UnknownLab { tag } => (messages.unknown_lab)(tag),
    }
}
