//! Undo and redo, by buttons and by keys.

use crate::reactive::*;
use crate::state::preferences::text;
use crate::widgets::element::{El, el};
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlElement, KeyboardEvent};

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
        button("btn undo", text(|m| m.shell().undo))
            .flag("disabled", move || !of.can_undo())
            .on_click(move || of.undo()),
        button("btn redo", text(|m| m.shell().redo))
            .flag("disabled", move || !of.can_redo())
            .on_click(move || of.redo()),
    ]
}

/// Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), except in a field that has an undo of its own; as long as the present
/// component lives. Where there is nothing to take back, the keys stay the browser's.
pub fn undo_by_keys(of: impl Undo) {
    let handle = window_event_listener_untyped("keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        let is_command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        if !is_command || event.target().is_some_and(|target| is_typed_into(&target)) {
            return;
        }
        match step_of(&event.key(), event.shift_key()) {
            Some(Step::Undo) if untrack(|| of.can_undo()) => of.undo(),
            Some(Step::Redo) if untrack(|| of.can_redo()) => of.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// A way through the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Undo,
    Redo,
}

/// What a key asks for while Ctrl is held.
fn step_of(key: &str, shift: bool) -> Option<Step> {
    match (key, shift) {
        ("z" | "Z", false) => Some(Step::Undo),
        ("z" | "Z", true) | ("y" | "Y", false) => Some(Step::Redo),
        _ => None,
    }
}

fn is_typed_into(target: &EventTarget) -> bool {
    target.dyn_ref::<HtmlElement>().is_some_and(|element| {
        let kind = element.get_attribute("type");
        has_own_undo(&element.tag_name(), kind.as_deref(), element.is_content_editable())
    })
}

/// Whether the browser itself takes back what is done in an element of this tag and `type`: where text is typed. In a
/// menu, on a slider, at a box to check it does nothing, and Ctrl+Z takes back what was just chosen there.
fn has_own_undo(tag: &str, kind: Option<&str>, is_editable: bool) -> bool {
    match tag {
        "INPUT" => !matches!(kind, Some("range" | "checkbox" | "radio" | "button" | "file" | "color")),
        "TEXTAREA" => true,
        _ => is_editable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_left_to_what_is_typed_into() {
        for (tag, kind) in
            [("INPUT", Some("text")), ("INPUT", None), ("INPUT", Some("number")), ("TEXTAREA", None)]
        {
            assert!(has_own_undo(tag, kind, false), "{tag} {kind:?}");
        }
        assert!(has_own_undo("DIV", None, true));
        for (tag, kind) in
            [("INPUT", Some("range")), ("INPUT", Some("checkbox")), ("SELECT", None), ("BODY", None)]
        {
            assert!(!has_own_undo(tag, kind, false), "{tag} {kind:?}");
        }
    }

    #[test]
    fn shift_turns_undo_into_redo() {
        assert_eq!((step_of("z", false), step_of("Z", true)), (Some(Step::Undo), Some(Step::Redo)));
        assert_eq!(
            (step_of("y", false), step_of("y", true), step_of("x", false)),
            (Some(Step::Redo), None, None)
        );
    }
}
