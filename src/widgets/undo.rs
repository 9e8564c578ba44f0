//! Undo and redo, by buttons and by keys.

use crate::reactive::*;
use crate::state::preferences::text;
use crate::widgets::element::{El, el};
use wasm_bindgen::JsCast;

/// Something whose edits can be taken back.
pub trait Undo: Copy + 'static {
    /// Takes the last edit back.
    fn undo(self);
    /// Takes the last undo back.
    fn redo(self);
    /// Whether there is something to undo.
    fn can_undo(self) -> bool;
    /// Whether there is something to redo.
    fn can_redo(self) -> bool;
}

/// Undo and redo.
pub fn undo_buttons(of: impl Undo) -> [El; 2] {
    let button = |class: &str, name: Signal<&'static str>| {
        // The word is in an element of its own, for bars that show a sign instead.
        el("button").class(class).attr("title", name).child(el("span").text(name))
    };
    [
        button("btn undo", text(|m| m.shell.undo))
            .flag("disabled", move || !of.can_undo())
            .on_click(move || of.undo()),
        button("btn redo", text(|m| m.shell.redo))
            .flag("disabled", move || !of.can_redo())
            .on_click(move || of.redo()),
    ]
}

/// Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), except in a field that has an undo of its own; as long as the present
/// component lives.
pub fn undo_by_keys(of: impl Undo) {
    let handle = window_event_listener_untyped("keydown", move |event| {
        let event: web_sys::KeyboardEvent = event.unchecked_into();
        let is_typing = event.target().is_some_and(|target| {
            target.dyn_ref::<web_sys::HtmlInputElement>().is_some_and(|input| input.type_() == "text")
        });
        if is_typing || event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
            return;
        }
        match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => of.undo(),
            ("z", true) | ("y", false) => of.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}
