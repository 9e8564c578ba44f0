//! The menu of exports.

use super::Source;
use crate::charts::{csv, palette::Theme, png, svg};
use crate::reactive::*;
use crate::state::preferences::text;
use crate::widgets::element::{El, el};
use crate::widgets::export::{file_name, save_blob, save_text};
use web_sys::{HtmlCanvasElement, HtmlDetailsElement};

/// Image pixels per CSS pixel in an exported picture: sharp in print.
const EXPORT_RATIO: f64 = 3.0;

/// Makes the entries of the menu of a figure on that canvas.
pub(super) type Entries = fn(Source, HtmlCanvasElement, HtmlDetailsElement) -> Vec<El>;

/// An entry for each kind of file; each closes the menu.
pub(super) fn entries(source: Source, canvas: HtmlCanvasElement, menu: HtmlDetailsElement) -> Vec<El> {
    let entry = |kind: Kind, name: Signal<&'static str>| {
        let (menu, canvas, source) = (menu.clone(), canvas.clone(), source.clone());
        el("button").text(name).on_click(move || {
            menu.set_open(false);
            untrack(|| export(&source, kind, &canvas));
        })
    };
    vec![
        entry(Kind::Svg, text(|m| m.widgets().export_svg)),
        entry(Kind::Png, text(|m| m.widgets().export_png)),
        entry(Kind::Csv, text(|m| m.widgets().export_csv)),
    ]
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
