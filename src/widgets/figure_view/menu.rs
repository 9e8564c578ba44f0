//! The menu of exports.

use super::Source;
use crate::charts::{csv, palette::Theme, png, svg};
use crate::i18n::export::Export as Texts;
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};
use crate::widgets::export::{file_name, save_blob, save_text};
use crate::widgets::number_field::{Allowed, number_field};
use web_sys::{HtmlCanvasElement, HtmlDetailsElement};

/// Image pixels per CSS pixel of a picture, unless the reader wants others: sharp in print.
const USUAL_SCALE: f64 = 3.0;

/// Makes the entries of the menu of a figure on that canvas.
pub(super) type Entries = fn(Source, HtmlCanvasElement, HtmlDetailsElement) -> Vec<El>;

/// A figure that can be saved.
#[derive(Clone)]
struct Saved {
    source: Source,
    canvas: HtmlCanvasElement,
    menu: HtmlDetailsElement,
    scale: RwSignal<f64>,
    has_failed: RwSignal<bool>,
}

/// An entry for each kind of file, which closes the menu, and the scale of pictures.
pub(super) fn entries(source: Source, canvas: HtmlCanvasElement, menu: HtmlDetailsElement) -> Vec<El> {
    let (scale, has_failed) = (RwSignal::new(USUAL_SCALE), RwSignal::new(false));
    let saved = Saved { source, canvas, menu, scale, has_failed };
    let entry = |name: Signal<&'static str>, save: fn(&Saved)| {
        let saved = saved.clone();
        el("button").text(name).on_click(move || {
            saved.menu.set_open(false);
            saved.has_failed.set(false);
            untrack(|| save(&saved));
        })
    };
    let label = texts(|m| m.scale);
    let shown = derived(move || scale.get().to_string());
    let name = derived(move || label.get().to_owned());
    let field = number_field(name, shown, Allowed::numbers(0.5, 20.0), move |number| scale.set(number));
    let failed = || el("p").class("hint").attr("role", "alert").text(texts(|m| m.failed));
    vec![
        entry(texts(|m| m.svg), Saved::as_svg),
        entry(texts(|m| m.png), Saved::as_png),
        entry(texts(|m| m.csv), Saved::as_csv),
        el("div").class("export-scale").child(el("span").text(label)).child(field),
        el("div").when(move || has_failed.get(), failed),
    ]
}

fn texts(pick: fn(&'static Texts) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().export()))
}

impl Saved {
    /// The size it has in the page.
    fn size(&self) -> (f64, f64) {
        const WITHOUT_CANVAS: (f64, f64) = (640.0, 400.0);
        let on_screen = (f64::from(self.canvas.client_width()), f64::from(self.canvas.client_height()));
        if on_screen.0 > 0.0 && on_screen.1 > 0.0 { on_screen } else { WITHOUT_CANVAS }
    }

    fn name(&self, kind: &str) -> String {
        file_name(&(self.source.figure)().title, kind)
    }

    /// In print colors, whatever the theme.
    fn as_svg(&self) {
        let (width, height) = self.size();
        let drawing = svg::to_svg(&(self.source.figure)(), Theme::Light, width, height);
        save_text(&self.name("svg"), "image/svg+xml", &drawing);
    }

    fn as_csv(&self) {
        save_text(&self.name("csv"), "text/csv", &csv::to_csv(&(self.source.table)()));
    }

    /// In print colors, whatever the theme. A picture that is too large for the browser is said in the menu.
    fn as_png(&self) {
        let saved = self.clone();
        let (figure, scale) = ((self.source.figure)(), self.scale.get());
        spawn_local(async move {
            match png::to_png(&figure, Theme::Light, saved.size(), scale).await {
                Ok(picture) => save_blob(&file_name(&figure.title, "png"), &picture),
                Err(_) => {
                    saved.has_failed.set(true);
                    saved.menu.set_open(true);
                }
            }
        });
    }
}
