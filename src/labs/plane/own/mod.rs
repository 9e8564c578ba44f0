//! A reader's own activations in the plane: a door in the lab, and behind it a part of the program of its own.

use crate::i18n::own::OwnDoor;
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};
use crate::widgets::part::Make;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

pub mod bring;
pub mod export;
pub mod figure;
pub mod readings;
pub mod room;
pub mod trouble;

/// The door, and the room behind it as soon as it has been opened.
pub fn own_section() -> El {
    let room = el("div").class("own-room").attr("tabindex", "-1");
    let (inside, owner) = (room.clone(), Owner::current().unwrap_or_default());
    let state = RwSignal::new(Door::Closed);
    let open = move || enter(inside.clone(), owner.clone(), state);
    let words = el("div")
        .child(el("h2").text(words(|w| w.title)))
        .child(el("p").text(words(|w| w.lede)))
        .when(
            move || state.get() == Door::Stuck,
            || el("p").class("note").attr("role", "alert").text(words(|w| w.unreachable)),
        );
    let name = words_by(move |w| if state.get() == Door::Stuck { w.again } else { w.open });
    let button = el("button")
        .class("btn primary")
        .attr("aria-expanded", move || (state.get() == Door::Open).to_string())
        .flag("disabled", move || matches!(state.get(), Door::Opening | Door::Open))
        .flag("hidden", move || state.get() == Door::Open)
        .on_click(open)
        .text(name);
    let door = el("div").class("card own-door").child(words).child(button);
    el("section").class("own").child(door).child(room)
}

/// Whether the part of the program is there.
#[derive(Clone, Copy, PartialEq)]
enum Door {
    Closed,
    Opening,
    Open,
    Stuck,
}

/// Fetches the part and fills the room, unless the lab has been left meanwhile.
fn enter(room: El, owner: Owner, state: RwSignal<Door>) {
    state.set(Door::Opening);
    spawn_local(async move {
        let part = own_part().await;
        if !room.node().is_connected() {
            return;
        }
        match part {
            Ok(make) => {
                let filled = room.clone();
                owner.with(|| untrack(|| filled.children(make())));
                state.set(Door::Open);
                // The button that had the keyboard is gone.
                let _ = room.cast::<web_sys::HtmlElement>().focus();
            }
            Err(_) => state.set(Door::Stuck),
        }
    });
}

#[wasm_split(own, fallible)]
fn own_part() -> Result<Make, SplitLoaderError> {
    Ok(room::room)
}

fn words(pick: fn(&'static OwnDoor) -> &'static str) -> Signal<&'static str> {
    words_by(pick)
}

fn words_by(
    pick: impl Fn(&'static OwnDoor) -> &'static str + Send + Sync + 'static,
) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().own_door()))
}
