//! A reader's own activations in the plane: a door in the lab, and behind it a part of the program of its own.

use crate::i18n::own::OwnDoor;
use crate::labs::name_all;
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};
use crate::widgets::part::{Make, fill, making};
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::HtmlElement;

pub mod bring;
pub mod export;
pub mod figure;
pub mod one_layer;
pub mod readings;
pub mod room;
pub mod trouble;

/// The door, and the room behind it as soon as it has been opened.
pub fn own_section() -> El {
    let (room, owner) =
        (el("div").class("own-room").attr("tabindex", "-1"), Owner::current().unwrap_or_default());
    let button = el("button").class("btn primary").text(words(|w| w.open));
    let (inside, gone) = (room.clone(), button.clone());
    let open = move || {
        // The keyboard goes in before the button that has it goes away.
        let _ = inside.cast::<HtmlElement>().focus();
        gone.node().remove();
        fill(inside.clone(), Rc::new(|| Box::pin(async { own_part().await.map(making) })), owner.clone());
    };
    let door = el("div")
        .class("card own-door")
        .child(el("h2").text(words(|w| w.title)))
        .child(el("p").class("hint").text(words(|w| w.lede)))
        .child(button.on_click(open));
    el("section").class("own").child(door).child(room)
}

#[wasm_split(own, fallible)]
fn own_part() -> Result<Make, SplitLoaderError> {
    name_all();
    Ok(room::room)
}

fn words(pick: fn(&'static OwnDoor) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().own_door()))
}
