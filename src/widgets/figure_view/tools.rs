//! What stands below a figure: show its data, export it.

use super::Source;
use crate::charts::{csv, palette::Theme, png, svg};
use crate::reactive::*;
use crate::state::preferences::{text, use_preferences};
use crate::widgets::element::{El, el};
use crate::widgets::export::{file_name, save_blob, save_text};
use web_sys::{HtmlCanvasElement, HtmlDetailsElement};

/// Image pixels per CSS pixel in an exported picture: sharp in print.
const EXPORT_RATIO: f64 = 3.0;

/// A switch between figure and table, and the menu of exports.
pub(super) fn tools(source: &Source, canvas: HtmlCanvasElement, as_table: RwSignal<bool>) -> El {
    let words = use_preferences().lang;
    let name = move || {
        let words = words.get().messages().widgets();
        if as_table.get() { words.show_figure } else { words.show_table }.to_string()
    };
    let switch = el("button")
        .class("btn quiet")
        .attr("aria-pressed", move || as_table.get().to_string())
        .text(name)
        .on_click(move || as_table.update(|on| *on = !*on));
    let menu = el("details").class("menu");
    let details: HtmlDetailsElement = menu.cast();
    let entry = |kind: Kind, name: Signal<&'static str>| {
        let (details, canvas, source) = (details.clone(), canvas.clone(), source.clone());
        el("button").text(name).on_click(move || {
            details.set_open(false);
            untrack(|| export(&source, kind, &canvas));
        })
    };
    let entries = el("div")
        .child(entry(Kind::Svg, text(|m| m.widgets().export_svg)))
        .child(entry(Kind::Png, text(|m| m.widgets().export_png)))
        .child(entry(Kind::Csv, text(|m| m.widgets().export_csv)));
    let menu = menu.child(el("summary").class("btn quiet").text(text(|m| m.widgets().export))).child(entries);
    el("div").class("figure-tools").child(switch).child(menu)
}

#[derive(Clone, Copy)]
enum Kind {
    Svg,
    Png,
    Csv,
}

/// Saves the figure in the size it has in the page; in print colors, whatever the theme.
fn export(source: &Source, kind: Kind, canvas: &HtmlCanvasElement) {
    const SIZE_WITHOUT_CANVAS: (f64, f64) = (640.0, 400.0);
    let on_screen = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
    let is_shown = on_screen.0 > 0.0 && on_screen.1 > 0.0;
    let (width, height) = if is_shown { on_screen } else { SIZE_WITHOUT_CANVAS };
    let figure = (source.figure)();
    match kind {
        Kind::Svg => {
            let drawing = svg::to_svg(&figure, Theme::Light, width, height);
            save_text(&file_name(&figure.title, "svg"), "image/svg+xml", &drawing);
        }
        Kind::Csv => save_text(&file_name(&figure.title, "csv"), "text/csv", &csv::to_csv(&(source.table)())),
        Kind::Png => {
            spawn_local(async move {
                let picture = png::to_png(&figure, Theme::Light, (width, height), EXPORT_RATIO).await;
                if let Ok(picture) = picture {
                    save_blob(&file_name(&figure.title, "png"), &picture);
                }
            });
        }
    }
}
