//! The board for a digit: drawn on by pointer, touch or keys.

use super::bitmap::{Bitmap, Place, SIDE};
use crate::charts::palette::{Ink, Theme};
use crate::reactive::*;
use crate::state::preferences::{text, use_preferences};
use crate::widgets::element::{El, el};
use crate::widgets::strokes::strokes;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, KeyboardEvent};

/// Backing pixels of the canvas for each pixel of the drawing.
const ZOOM: f64 = 12.0;

/// The digit as it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawing {
    pub(super) bitmap: Bitmap,
    /// Whether the pen whitens.
    pub(super) erases: bool,
    /// Where the keys draw.
    cursor: Place,
}

impl Drawing {
    pub(super) fn of(bitmap: Bitmap) -> Self {
        Self { bitmap, erases: false, cursor: [0.5 * SIDE as f64; 2] }
    }

    /// Draws from where the pen is to another place.
    fn draw_to(&mut self, to: Place) {
        self.bitmap.stroke([self.cursor, to], self.erases);
        self.cursor = to;
    }

    /// What a key does: arrows move the pen, and draw with Shift; `false` if nothing.
    fn press(&mut self, key: &str, draws: bool) -> bool {
        let [x, y] = self.cursor;
        let to = match key {
            "ArrowLeft" => [x - 1.0, y],
            "ArrowRight" => [x + 1.0, y],
            "ArrowUp" => [x, y - 1.0],
            "ArrowDown" => [x, y + 1.0],
            " " | "Enter" => {
                self.draw_to(self.cursor);
                return true;
            }
            "e" | "E" => {
                self.erases = !self.erases;
                return true;
            }
            _ => return false,
        };
        let to = to.map(|at: f64| at.clamp(0.0, SIDE as f64));
        if draws {
            self.draw_to(to);
        } else {
            self.cursor = to;
        }
        true
    }
}

pub(super) fn board(drawing: RwSignal<Drawing>) -> El {
    let length = (ZOOM * SIDE as f64).to_string();
    let canvas = el("canvas")
        .class("paint-board digit-board")
        .attr("tabindex", "0")
        .attr("role", "application")
        .attr("aria-label", text(|m| m.draw().title))
        .attr("aria-description", text(|m| m.draw().help))
        .attr("width", length.clone())
        .attr("height", length);
    let drawn: HtmlCanvasElement = canvas.cast();
    let preferences = use_preferences();
    effect(move || {
        let theme = if preferences.is_dark() { Theme::Dark } else { Theme::Light };
        show(&drawn, &drawing.get(), theme);
    });
    let at = |place: Place| place.map(|share| share * SIDE as f64);
    let begin = move |place| {
        drawing.update(|d| {
            d.cursor = at(place);
            d.draw_to(d.cursor);
        });
    };
    strokes(canvas, begin, move |place| drawing.update(|d| d.draw_to(at(place)))).on(
        "keydown",
        move |event| {
            let key: &KeyboardEvent = event.unchecked_ref();
            let is_shortcut = key.ctrl_key() || key.meta_key() || key.alt_key();
            if !is_shortcut && drawing.try_update(|d| d.press(&key.key(), key.shift_key())) == Some(true) {
                event.prevent_default();
            }
        },
    )
}

fn show(canvas: &HtmlCanvasElement, drawing: &Drawing, theme: Theme) {
    let Ok(Some(context)) = canvas.get_context("2d") else { return };
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let length = ZOOM * SIDE as f64;
    context.clear_rect(0.0, 0.0, length, length);
    context.set_fill_style_str(&theme.css(Ink::Text));
    let pixels = (0..SIDE * SIDE).map(|i| (i % SIDE, i / SIDE));
    for (x, y) in pixels.filter(|(x, y)| drawing.bitmap.is_black(*x, *y)) {
        context.fill_rect(ZOOM * x as f64, ZOOM * y as f64, ZOOM, ZOOM);
    }
    // Where the keys draw.
    context.set_stroke_style_str(&theme.css(if drawing.erases { Ink::Kl } else { Ink::Q }));
    context.set_line_width(2.0);
    let [x, y] = drawing.cursor.map(|at| ZOOM * at);
    context.stroke_rect(x - ZOOM, y - ZOOM, 2.0 * ZOOM, 2.0 * ZOOM);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_and_draw_within_the_board() {
        let mut drawing = Drawing::of(Bitmap::default());
        assert!(drawing.press("ArrowUp", false) && drawing.bitmap.is_empty());
        (0..99).for_each(|_| assert!(drawing.press("ArrowLeft", true)));
        assert!(drawing.bitmap.is_black(0, 15) && !drawing.bitmap.is_black(20, 15));
        assert_eq!(drawing.cursor, [0.0, 15.0]);
        assert!(drawing.press("e", false) && drawing.press(" ", false) && !drawing.bitmap.is_black(0, 15));
        assert!(!drawing.press("Tab", false));
    }
}
