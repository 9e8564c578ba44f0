//! A figure in the page: canvas, what is under the pointer, a data table, and export.

use crate::charts::{
    canvas::draw_on, csv, figure::Figure, hover, layout::Layout, palette::Theme, png, svg, table,
};
use crate::state::preferences::{text, use_preferences};
use crate::widgets::element::{El, el};
use crate::widgets::export::{file_name, save_blob, save_text};
use core::time::Duration;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlCanvasElement, HtmlDetailsElement, PointerEvent, ResizeObserver};

/// The shape of the place a figure is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A landscape of fixed height: the usual one.
    Wide,
    /// A lower landscape, for curves beside something else.
    Low,
    /// As high as wide.
    Square,
}

impl Shape {
    const fn class(self) -> &'static str {
        match self {
            Self::Wide => "figure-plot wide",
            Self::Low => "figure-plot low",
            Self::Square => "figure-plot square",
        }
    }
}

/// Image pixels per CSS pixel in an exported picture: sharp in print.
const EXPORT_RATIO: f64 = 3.0;

/// Rows shown in the page; the CSV file has all.
const MAX_ROWS: usize = 500;
/// The time between two versions of a table that is shown.
const REFRESH: Duration = Duration::from_secs(1);

/// A figure with its caption. It is redrawn, at most once per animation frame, whenever it changes; `summary`
/// says what it shows at present, in a sentence, for those who do not see it.
pub fn figure_view(
    figure: impl Fn() -> Figure + Send + Sync + 'static,
    shape: Shape,
    summary: Signal<String>,
    caption: Vec<El>,
) -> El {
    built(Box::new(figure), shape, summary, caption)
}

fn built(
    figure: Box<dyn Fn() -> Figure + Send + Sync>,
    shape: Shape,
    summary: Signal<String>,
    caption: Vec<El>,
) -> El {
    // Whatever is made anew is drawn anew: a comparison would cost about as much.
    let figure = Memo::new_with_compare(move |_| figure(), |_, _| true);
    let as_table = RwSignal::new(false);
    let canvas = el("canvas").attr("role", "img");
    let label = move || format!("{}. {}", figure.with(|figure| figure.title.clone()), summary.get());
    let canvas = canvas.attr("aria-label", label);
    let surface: HtmlCanvasElement = canvas.cast();
    let plot = plot(figure, canvas, shape).flag("hidden", move || as_table.get());
    el("figure")
        .class("figure")
        .child(plot)
        .when(move || as_table.get(), move || data_table(figure))
        .child(tools(figure, surface, as_table))
        .child(el("figcaption").children(caption))
}

/// The usual caption: the take-away in bold, then what there is to see.
pub fn caption(lead: Signal<&'static str>, rest: Signal<&'static str>) -> Vec<El> {
    vec![el("b").text(lead), el("span").text(" ").text(rest)]
}

fn plot(figure: Memo<Figure>, canvas: El, shape: Shape) -> El {
    let layout = StoredValue::new(None::<Layout>);
    let pointer = StoredValue::new(None::<(f64, f64)>);
    let hit = RwSignal::new(None::<hover::Hit>);
    let look = move || {
        let found = layout.with_value(|layout| {
            let (x, y) = pointer.get_value()?;
            figure.with_untracked(|figure| hover::nearest(figure, layout.as_ref()?, x, y))
        });
        if found != hit.get_untracked() {
            hit.set(found);
        }
    };
    let point = move |event: Event| {
        let event: PointerEvent = event.unchecked_into();
        pointer.set_value(Some((f64::from(event.offset_x()), f64::from(event.offset_y()))));
        look();
    };
    let leave = move |_| {
        pointer.set_value(None);
        look();
    };
    let tip = move || {
        let tip = |hit: hover::Hit| {
            let (left, top) = tip_place(&hit, layout.with_value(|l| l.as_ref().map_or(0.0, |l| l.width)));
            let tip = el("div").class("figure-tip").attr("aria-hidden", "true");
            tip.style("left", left).style("top", top).text(hit.lines.join("\n"))
        };
        hit.get().map(tip).into_iter().collect()
    };
    let surface: HtmlCanvasElement = canvas.cast();
    let canvas = canvas.on("pointermove", point).on("pointerleave", leave);
    let place = el("div").class(shape.class()).child(canvas).live(tip);
    redraw_when_needed(figure, surface, place.node(), move |drawn| {
        layout.set_value(Some(drawn));
        look();
    });
    place
}

/// Beside the point, on the side that has more room.
fn tip_place(hit: &hover::Hit, width: f64) -> (String, String) {
    const GAP: f64 = 14.0;
    const TIP_WIDTH: f64 = 190.0;
    let (x, y) = hit.px;
    let left = if x > width / 2.0 { (x - GAP - TIP_WIDTH).max(0.0) } else { x + GAP };
    (format!("{left:.0}px"), format!("{:.0}px", (y - GAP).max(0.0)))
}

/// Draws at the next animation frame after the figure, the theme or the size has changed; `finish` is told
/// what lies where.
fn redraw_when_needed(
    figure: Memo<Figure>,
    canvas: HtmlCanvasElement,
    place: &Element,
    finish: impl Fn(Layout) + Clone + 'static,
) {
    let preferences = use_preferences();
    let resized = RwSignal::new(());
    let pending = StoredValue::new(false);
    let draw = move || {
        if pending.try_set_value(false).is_some() || canvas.client_width() == 0 {
            return;
        }
        let theme = if untrack(|| preferences.is_dark()) { Theme::Dark } else { Theme::Light };
        let drawn = figure.try_with_untracked(|figure| draw_on(&canvas, figure, theme, font_scale()));
        if let Some(Ok(drawn)) = drawn {
            finish(drawn);
        }
    };
    Effect::new(move || {
        figure.track();
        resized.track();
        preferences.is_dark();
        if !pending.get_value() {
            pending.set_value(true);
            request_animation_frame(draw.clone());
        }
    });
    observe_size(place, resized);
}

/// Tells when an element changes its size, as long as the present component lives.
fn observe_size(element: &web_sys::Element, resized: RwSignal<()>) {
    let callback = Closure::<dyn Fn(JsValue)>::new(move |_| {
        resized.try_set(());
    });
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(element);
        let kept = StoredValue::new_local((observer, callback));
        on_cleanup(move || {
            kept.try_with_value(|(observer, _)| observer.disconnect());
        });
    }
}

/// Projectors are about a thousand pixels wide and are read from afar.
fn font_scale() -> f64 {
    let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
    if (900.0..=1100.0).contains(&width) { 1.12 } else { 1.0 }
}

/// The first rows of the data. While the figure changes they follow it, but leave time for reading.
fn data_table(figure: Memo<Figure>) -> El {
    let row = |texts: [String; 4]| el("tr").children(texts.map(|text| el("td").text(text)));
    let heading = |text: String| el("th").attr("scope", "col").text(text);
    let refreshed = now_and_then(figure);
    let table = move || {
        refreshed.track();
        let (data, title) = figure.with_untracked(|f| (table::rows(f, MAX_ROWS), f.title.clone()));
        let title = el("caption").class("visually-hidden").text(title);
        let head = el("tr").children(data.headings.map(heading));
        let body = el("tbody").children(data.rows.into_iter().map(row));
        let table = el("table").child(title).child(el("thead").child(head)).child(body);
        let cut = data.is_cut.then(|| el("p").class("hint").text(text(|m| m.widgets.table_cut)));
        [table].into_iter().chain(cut).collect()
    };
    el("div").class("figure-table").attr("tabindex", "0").live(table)
}

/// Tells of the figure's changes, all those within [`REFRESH`] at once.
fn now_and_then(figure: Memo<Figure>) -> RwSignal<()> {
    let refreshed = RwSignal::new(());
    let pending = StoredValue::new(false);
    Effect::new(move |earlier: Option<()>| {
        figure.track();
        if earlier.is_some() && !pending.get_value() {
            pending.set_value(true);
            let refresh = move || {
                pending.try_set_value(false);
                refreshed.try_set(());
            };
            set_timeout(refresh, REFRESH);
        }
    });
    refreshed
}

fn tools(figure: Memo<Figure>, canvas: HtmlCanvasElement, as_table: RwSignal<bool>) -> El {
    let words = use_preferences().lang;
    let name = move || {
        let words = words.get().messages().widgets;
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
        let (details, canvas) = (details.clone(), canvas.clone());
        el("button").text(name).on_click(move || {
            details.set_open(false);
            figure.with_untracked(|figure| export(figure, kind, &canvas));
        })
    };
    let entries = el("div")
        .child(entry(Kind::Svg, text(|m| m.widgets.export_svg)))
        .child(entry(Kind::Png, text(|m| m.widgets.export_png)))
        .child(entry(Kind::Csv, text(|m| m.widgets.export_csv)));
    let menu = menu.child(el("summary").class("btn quiet").text(text(|m| m.widgets.export))).child(entries);
    el("div").class("figure-tools").child(switch).child(menu)
}

#[derive(Clone, Copy)]
enum Kind {
    Svg,
    Png,
    Csv,
}

/// Saves the figure in the size it has in the page; in print colors, whatever the theme.
fn export(figure: &Figure, kind: Kind, canvas: &HtmlCanvasElement) {
    const SIZE_WITHOUT_CANVAS: (f64, f64) = (640.0, 400.0);
    let on_screen = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
    let is_shown = on_screen.0 > 0.0 && on_screen.1 > 0.0;
    let (width, height) = if is_shown { on_screen } else { SIZE_WITHOUT_CANVAS };
    match kind {
        Kind::Svg => {
            let drawing = svg::to_svg(figure, Theme::Light, width, height);
            save_text(&file_name(&figure.title, "svg"), "image/svg+xml", &drawing);
        }
        Kind::Csv => save_text(&file_name(&figure.title, "csv"), "text/csv", &csv::to_csv(figure)),
        Kind::Png => {
            let figure = figure.clone();
            spawn_local(async move {
                let picture = png::to_png(&figure, Theme::Light, (width, height), EXPORT_RATIO).await;
                if let Ok(picture) = picture {
                    save_blob(&file_name(&figure.title, "png"), &picture);
                }
            });
        }
    }
}
