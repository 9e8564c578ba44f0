//! Drawing on an element by pointer or finger.

use crate::reactive::*;
use crate::widgets::element::El;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent};

/// A place on an element, from its upper left corner: shares of its width and of its height.
pub type Place = [f64; 2];

/// Calls `begin` where a stroke begins, and `go_on` wherever it goes, up to the edges of the element.
pub fn strokes(board: El, begin: impl Fn(Place) + 'static, go_on: impl Fn(Place) + 'static) -> El {
    let is_down = Rc::new(Cell::new(false));
    let (down, up) = (Rc::clone(&is_down), Rc::clone(&is_down));
    let lift = move |_: Event| up.set(false);
    board
        .on("pointerdown", move |event| {
            let pointer: &PointerEvent = event.unchecked_ref();
            if pointer.button() != 0 {
                return;
            }
            // A pointer that is gone again cannot be captured; then its stroke ends at the edge.
            let _ = event_target::<Element>(&event).set_pointer_capture(pointer.pointer_id());
            down.set(true);
            begin(place(&event));
        })
        .on("pointermove", move |event| {
            if is_down.get() {
                go_on(place(&event));
            }
        })
        .on("pointerup", lift.clone())
        .on("pointercancel", lift)
}

fn place(event: &Event) -> Place {
    let pointer: &PointerEvent = event.unchecked_ref();
    let board = event_target::<Element>(event).get_bounding_client_rect();
    let share =
        |at: i32, start: f64, length: f64| ((f64::from(at) - start) / length.max(1.0)).clamp(0.0, 1.0);
    let x = share(pointer.client_x(), board.left(), board.width());
    let y = share(pointer.client_y(), board.top(), board.height());
    [x, y]
}
