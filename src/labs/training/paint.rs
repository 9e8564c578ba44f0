//! Painting points by hand: a board, and what it is painted with.

mod board;

use crate::charts::palette::{Ink, Theme};
use crate::labs::training::bring::bring;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::painted::Painted;
use crate::state::preferences::{label, text, use_preferences};
use crate::state::store;
use crate::widgets::element::{El, el};
use crate::widgets::number_field::Allowed;
use crate::widgets::slider::{Track, slider};
use board::{Brush, board};

/// Where the browser keeps the points.
const STORE_KEY: &str = "painted";
/// Radii of brush and eraser.
const RADII: Track = Track::linear(0.0, 0.5, 0.05);

/// Where points are painted, or a file of one's own is brought.
pub fn paint() -> Vec<El> {
    remember();
    let settings = use_training().settings;
    let is_painted = move || settings.with(|s| s.file.is_none());
    vec![el("div").when(is_painted, paint_board).child(bring())]
}

/// The board and its tools.
fn paint_board() -> El {
    let settings = use_training().settings;
    let brush = RwSignal::new(Brush::default());
    let is_too_long = move || settings.with(|s| !s.painted.fits_link());
    el("div")
        .class("control")
        .child(board(brush))
        .child(tools(brush))
        .child(slider(
            label(|m| m.training().brush_size),
            derived(move || brush.with(|b| b.radius)),
            RADII,
            Allowed::numbers(RADII.min, RADII.max),
            move |radius| brush.update(|b| b.radius = radius),
        ))
        .child(standing())
        .child(el("p").class("hint").text(text(|m| m.training().paint_help)))
        .when(is_too_long, || {
            el("p").class("hint").attr("role", "status").text(text(|m| m.training().points_stay))
        })
}

/// The browser keeps every point, and gives back what a link has left out.
fn remember() {
    let settings = use_training().settings;
    let kept = store::get(STORE_KEY).as_deref().and_then(Painted::parse);
    let is_untouched = settings.with_untracked(|s| s.painted == Painted::default());
    if let Some(kept) = kept.filter(|_| is_untouched) {
        settings.update(|s| s.painted = kept);
    }
    effect(move || store::set(STORE_KEY, &settings.with(|s| s.painted.text())));
}

/// One button per class, and the eraser.
fn tools(brush: RwSignal<Brush>) -> El {
    let preferences = use_preferences();
    let lang = preferences.lang;
    let settings = use_training().settings;
    let color =
        move |class| (if preferences.is_dark() { Theme::Dark } else { Theme::Light }).css(Ink::Class(class));
    let class_button = move |class: usize| {
        let is_on = move || brush.with(|b| !b.erases && b.class == class);
        el("button")
            .class("btn small")
            .style("color", move || color(class))
            .attr("aria-label", move || (lang.get().messages().training().paint_class)(class + 1))
            .attr("aria-pressed", move || is_on().to_string())
            .on_click(move || brush.update(|b| b.choose(class)))
            .text((class + 1).to_string())
    };
    let eraser = el("button")
        .class("btn small")
        .attr("aria-pressed", move || brush.with(|b| b.erases).to_string())
        .on_click(move || brush.update(|b| b.erases = !b.erases))
        .text(text(|m| m.training().eraser));
    let buttons = el("div").class("paint-tools");
    (0..6)
        .fold(buttons, |row, class| {
            row.when(move || class < settings.with(|s| s.spec.data.n_classes), move || class_button(class))
        })
        .child(eraser)
}

/// How many points there are, and a way to none.
fn standing() -> El {
    let training = use_training();
    let lang = use_preferences().lang;
    let n_points = move || training.settings.with(|s| s.painted.len());
    let clear = el("button")
        .class("btn small")
        .flag("disabled", move || n_points() == 0)
        .on_click(move || {
            training.begin_edit();
            training.edit(|s| s.painted = Painted::none());
        })
        .text(text(|m| m.training().clear_points));
    let count = move || (lang.get().messages().training().painted)(n_points());
    el("div").class("row").child(el("span").attr("role", "status").text(count)).child(clear)
}
