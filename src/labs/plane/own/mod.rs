//! A reader's own activations in the plane, one layer under every estimator, and estimates against the truth: doors in
//! the lab, and behind them a part of the program of its own.

use crate::i18n::own::OwnDoor;
use crate::labs::name_all;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::knobs::Knob;
use crate::state::preferences::use_preferences;
use crate::state::training::Room;
use crate::widgets::element::{El, el};
use crate::widgets::number_field::Allowed;
use crate::widgets::part::{Make, fill, making};
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::HtmlElement;

pub mod bench;
pub mod bring;
pub mod export;
pub mod figure;
pub mod one_layer;
pub mod readings;
pub mod room;
pub mod trouble;
pub mod truth;

/// The door to the reader's own activations.
pub fn own_section() -> El {
    door("own", [words(|w| w.title), words(|w| w.lede), words(|w| w.open)], 0, None)
}

/// The door to the bench of estimators.
pub fn bench_section() -> El {
    let texts = [words(|w| w.bench_title), words(|w| w.bench_lede), words(|w| w.bench_open)];
    door("own bench", texts, 1, Some(Room::Bench))
}

/// The door to the estimates against the truth.
pub fn truth_section() -> El {
    let texts = [words(|w| w.truth_title), words(|w| w.truth_lede), words(|w| w.truth_open)];
    door("truths", texts, 2, Some(Room::Truth))
}

/// A door with title, lede and button, and the room behind it, by its number in the part, as soon as it has been opened,
/// which a link may have done.
fn door(
    class: &str,
    [title, lede, open]: [Signal<&'static str>; 3],
    number: usize,
    linked: Option<Room>,
) -> El {
    let (room, owner) =
        (el("div").class("own-room").attr("tabindex", "-1"), Owner::current().unwrap_or_default());
    let button = el("button").class("btn primary").text(open);
    let (inside, gone) = (room.clone(), button.clone());
    let open = move || {
        // The keyboard goes in before the button that has it goes away.
        let _ = inside.cast::<HtmlElement>().focus();
        gone.node().remove();
        let room = move || async move { own_part().await.map(|rooms| making(rooms[number])) };
        fill(inside.clone(), Rc::new(move || Box::pin(room())), owner.clone());
    };
    let is_open =
        linked.is_some_and(|room| use_training().settings.with_untracked(|s| !s.of_room(room).is_empty()));
    let opened = is_open.then(|| open.clone());
    let door = el("div")
        .class("card own-door")
        .child(el("h2").text(title))
        .child(el("p").class("hint").text(lede))
        .child(button.on_click(open));
    opened.into_iter().for_each(|open| open());
    el("section").class(class).child(door).child(room)
}

#[wasm_split(own, fallible)]
fn own_part() -> Result<[Make; 3], SplitLoaderError> {
    name_all();
    Ok([room::room, bench::room, truth::room])
}

fn words(pick: fn(&'static OwnDoor) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().own_door()))
}

/// The numbers that a knob takes.
fn allowed<T>(knob: &Knob<T>) -> Allowed {
    let (min, max) = knob.range;
    if knob.is_whole { Allowed::whole(min, max) } else { Allowed::numbers(min, max) }
}
