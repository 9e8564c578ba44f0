//! The board: the visible square of the plane, painted by pointer, touch or keys. Points are written as the numbers of
//! their classes, which are also the keys that choose them.

use crate::charts::palette::{Ink, Theme};
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::painted::Painted;
use crate::state::preferences::{text, use_preferences};
use crate::widgets::element::{El, el};
use crate::widgets::strokes::{Place, strokes};
use core::f64::consts::TAU;
use infoplane_core::learner::dataset::generator::EXTENT;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Event, HtmlCanvasElement, KeyboardEvent};

/// Backing pixels along each side of the board.
const SIDE: f64 = 640.0;
/// How far an arrow key moves the cursor; ten times as far with Shift.
const STEP: f64 = 0.025;
/// How far the pointer moves between two points of a stroke.
const SPACING: f64 = 0.06;

/// What is painted with, and where the keys paint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Brush {
    /// The class of new points.
    pub(super) class: usize,
    /// Whether points are taken away instead.
    pub(super) erases: bool,
    /// How far around its middle it reaches.
    pub(super) radius: f64,
    cursor: [f64; 2],
}

impl Default for Brush {
    fn default() -> Self {
        Self { class: 0, erases: false, radius: 0.1, cursor: [0.0; 2] }
    }
}

impl Brush {
    /// Paints this class from now on.
    pub(super) fn choose(&mut self, class: usize) {
        *self = Self { class, erases: false, ..*self };
    }

    fn apply(self, painted: &mut Painted) {
        if self.erases {
            painted.erase(self.cursor, self.radius.max(STEP));
        } else {
            painted.add(self.cursor, self.radius, self.class);
        }
    }

    /// What a key does to the brush; `false` if nothing.
    fn press(&mut self, key: &str, is_fast: bool, n_classes: usize) -> bool {
        let step = if is_fast { 10.0 * STEP } else { STEP };
        let (axis, by) = match key {
            "ArrowLeft" => (0, -step),
            "ArrowRight" => (0, step),
            "ArrowDown" => (1, -step),
            "ArrowUp" => (1, step),
            "e" | "E" => {
                self.erases = !self.erases;
                return true;
            }
            _ => return self.choose_by_key(key, n_classes),
        };
        self.cursor[axis] = (self.cursor[axis] + by).clamp(-EXTENT, EXTENT);
        true
    }

    fn choose_by_key(&mut self, key: &str, n_classes: usize) -> bool {
        let class = key.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        class.filter(|class| *class < n_classes).map(|class| self.choose(class)).is_some()
    }
}

/// The board. Whatever is painted trains at once.
pub(super) fn board(brush: RwSignal<Brush>) -> El {
    let training = use_training();
    let canvas = el("canvas")
        .class("paint-board")
        .attr("tabindex", "0")
        .attr("role", "application")
        .attr("aria-label", text(|m| m.training().paint))
        .attr("aria-description", text(|m| m.training().paint_help))
        .attr("width", SIDE.to_string())
        .attr("height", SIDE.to_string());
    let drawn: HtmlCanvasElement = canvas.cast();
    let theme = use_preferences();
    effect(move || {
        let theme = if theme.is_dark() { Theme::Dark } else { Theme::Light };
        training.settings.with(|s| draw(&drawn, &s.painted, brush.get(), theme));
    });
    by_pointer(canvas, training, brush).on("keydown", move |event| pressed(training, brush, &event))
}

/// Paints or erases where the brush is, and trains.
fn stroke(training: Training, brush: RwSignal<Brush>) {
    let now = brush.get_untracked();
    training.edit(|s| now.apply(&mut s.painted));
    training.run().run();
}

fn by_pointer(canvas: El, training: Training, brush: RwSignal<Brush>) -> El {
    let begin = move |place| {
        training.begin_edit();
        brush.update(|b| b.cursor = position(place));
        stroke(training, brush);
    };
    let go_on = move |place| {
        let at = position(place);
        let [x, y] = brush.with_untracked(|b| b.cursor);
        if (at[0] - x).hypot(at[1] - y) >= SPACING {
            brush.update(|b| b.cursor = at);
            stroke(training, brush);
        }
    };
    strokes(canvas, begin, go_on)
}

fn pressed(training: Training, brush: RwSignal<Brush>, event: &Event) {
    let key: &KeyboardEvent = event.unchecked_ref();
    if key.ctrl_key() || key.meta_key() || key.alt_key() {
        return;
    }
    let n_classes = training.settings.with_untracked(|s| s.spec.data.n_classes);
    let is_known = match key.key().as_str() {
        " " | "Enter" => {
            training.begin_edit();
            stroke(training, brush);
            true
        }
        other => brush.try_update(|b| b.press(other, key.shift_key(), n_classes)) == Some(true),
    };
    if is_known {
        event.prevent_default();
    }
}

/// Where in the plane that place of the board is.
fn position([x, y]: Place) -> [f64; 2] {
    [x * 2.0 - 1.0, 1.0 - y * 2.0].map(|at| at * EXTENT)
}

fn draw(canvas: &HtmlCanvasElement, painted: &Painted, brush: Brush, theme: Theme) {
    let Ok(Some(context)) = canvas.get_context("2d") else { return };
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let pixel = |[x, y]: [f64; 2]| ((x / EXTENT + 1.0) / 2.0 * SIDE, (1.0 - y / EXTENT) / 2.0 * SIDE);
    context.clear_rect(0.0, 0.0, SIDE, SIDE);
    context.set_fill_style_str(&theme.css(Ink::Grid));
    context.fill_rect(SIDE / 2.0, 0.0, 1.0, SIDE);
    context.fill_rect(0.0, SIDE / 2.0, SIDE, 1.0);
    context.set_font("bold 34px sans-serif");
    context.set_text_align("center");
    context.set_text_baseline("middle");
    for (at, class) in painted.points() {
        let (x, y) = pixel(at);
        context.set_fill_style_str(&theme.css(Ink::Class(class)));
        // A canvas refuses a text only when it has no context.
        let _ = context.fill_text(&(class + 1).to_string(), x, y);
    }
    let (x, y) = pixel(brush.cursor);
    let ink = if brush.erases { Ink::Text } else { Ink::Class(brush.class) };
    context.set_stroke_style_str(&theme.css(ink));
    context.set_line_width(2.0);
    context.begin_path();
    // Refused for a negative radius only.
    let _ = context.arc(x, y, (brush.radius / EXTENT * SIDE / 2.0).max(6.0), 0.0, TAU);
    context.stroke();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_choose_and_erase_within_the_board_and_the_classes() {
        let mut brush = Brush::default();
        assert!(brush.press("ArrowRight", false, 3) && brush.press("ArrowUp", true, 3));
        assert_eq!(brush.cursor, [STEP, 10.0 * STEP]);
        (0..99).for_each(|_| assert!(brush.press("ArrowDown", true, 3)));
        assert_eq!(brush.cursor[1], -EXTENT);
        assert!(brush.press("e", false, 3) && brush.erases);
        assert!(brush.press("3", false, 3) && !brush.erases);
        assert_eq!(brush.class, 2);
        assert!(!brush.press("4", false, 3) && !brush.press("0", false, 3) && !brush.press("q", false, 3));
    }

    #[test]
    fn a_brush_adds_a_point_and_the_eraser_takes_it_away() {
        let mut painted = Painted::none();
        let mut brush = Brush { radius: 0.0, ..Brush::default() };
        brush.apply(&mut painted);
        assert_eq!(painted.len(), 1);
        brush.erases = true;
        brush.apply(&mut painted);
        assert!(painted.is_empty());
    }
}
