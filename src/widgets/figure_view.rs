//! A figure in the page: canvas, what is under the pointer, a data table, and export.

use crate::charts::{
    canvas::draw_on, csv, figure::Figure, hover, layout::Layout, palette::Theme, png, svg, table,
};
use crate::state::preferences::{text, use_preferences};
use crate::widgets::export::{file_name, save_blob, save_text};
use leptos::html::{Canvas, Details, Div};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{PointerEvent, ResizeObserver};

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

/// A figure with its caption (the children).
#[component]
pub fn FigureView(
    /// The figure; redrawn, at most once per animation frame, whenever it changes.
    #[prop(into)]
    figure: Signal<Figure>,
    /// The shape of its place.
    shape: Shape,
    /// What the figure shows at present, in a sentence, for those who do not see it.
    #[prop(into)]
    summary: Signal<String>,
    /// The caption; it states the take-away.
    children: Children,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    let canvas = NodeRef::<Canvas>::new();
    view! {
        <figure class="figure">
            <Show when=move || as_table.get() fallback=move || view! { <Plot figure shape summary canvas /> }>
                <DataTable figure />
            </Show>
            <Tools figure canvas as_table />
            <figcaption>{children()}</figcaption>
        </figure>
    }
}

#[component]
fn Plot(
    figure: Signal<Figure>,
    shape: Shape,
    summary: Signal<String>,
    canvas: NodeRef<Canvas>,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let layout = StoredValue::new(None::<Layout>);
    let hit = RwSignal::new(None::<hover::Hit>);
    redraw_when_needed(figure, canvas, place, layout);
    let point = move |event: PointerEvent| {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let found = layout.with_value(|layout| {
            figure.with_untracked(|figure| hover::nearest(figure, layout.as_ref()?, x, y))
        });
        if found != hit.get_untracked() {
            hit.set(found);
        }
    };
    let tip = move || {
        hit.get().map(|hit| {
            let (left, top) = tip_place(&hit, layout.with_value(|l| l.as_ref().map_or(0.0, |l| l.width)));
            view! {
                <div class="figure-tip" aria-hidden="true" style:left=left style:top=top>
                    {hit.lines.join("\n")}
                </div>
            }
        })
    };
    let label =
        Signal::derive(move || format!("{}. {}", figure.with(|figure| figure.title.clone()), summary.get()));
    view! {
        <div class=shape.class() node_ref=place>
            <canvas
                node_ref=canvas
                role="img"
                aria-label=label
                on:pointermove=point
                on:pointerleave=move |_| hit.set(None)
            ></canvas>
            {tip}
        </div>
    }
}

/// Beside the point, on the side that has more room.
fn tip_place(hit: &hover::Hit, width: f64) -> (String, String) {
    const GAP: f64 = 14.0;
    const TIP_WIDTH: f64 = 190.0;
    let (x, y) = hit.px;
    let left = if x > width / 2.0 { (x - GAP - TIP_WIDTH).max(0.0) } else { x + GAP };
    (format!("{left:.0}px"), format!("{:.0}px", (y - GAP).max(0.0)))
}

/// Draws at the next animation frame after the figure, the theme or the size has changed.
fn redraw_when_needed(
    figure: Signal<Figure>,
    canvas: NodeRef<Canvas>,
    place: NodeRef<Div>,
    layout: StoredValue<Option<Layout>>,
) {
    let preferences = use_preferences();
    let resized = RwSignal::new(());
    let pending = StoredValue::new(false);
    let draw = move || {
        pending.try_set_value(false);
        let Some(canvas) = canvas.try_get_untracked().flatten() else { return };
        let theme = if untrack(|| preferences.is_dark()) { Theme::Dark } else { Theme::Light };
        let drawn = figure.try_with_untracked(|figure| draw_on(&canvas, figure, theme, font_scale()));
        if let Some(Ok(drawn)) = drawn {
            layout.set_value(Some(drawn));
        }
    };
    Effect::new(move || {
        figure.track();
        resized.track();
        preferences.is_dark();
        if !pending.get_value() {
            pending.set_value(true);
            request_animation_frame(draw);
        }
    });
    Effect::new(move || {
        if let Some(place) = place.get() {
            observe_size(&place, resized);
        }
    });
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

#[component]
fn DataTable(figure: Signal<Figure>) -> impl IntoView {
    let data = Memo::new(move |_| figure.with(table::rows));
    view! {
        <div class="figure-table" tabindex="0">
            <table>
                <caption class="visually-hidden">{move || figure.with(|figure| figure.title.clone())}</caption>
                <thead>
                    <tr>
                        {move || data.get().headings.map(|text| view! { <th scope="col">{text}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        let row = |row: [String; 3]| {
                            view! { <tr>{row.map(|text| view! { <td>{text}</td> }).collect_view()}</tr> }
                        };
                        data.get().rows.into_iter().map(row).collect_view()
                    }}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Tools(figure: Signal<Figure>, canvas: NodeRef<Canvas>, as_table: RwSignal<bool>) -> impl IntoView {
    let menu = NodeRef::<Details>::new();
    let save = move |kind: Kind| {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
        figure.with_untracked(|figure| export(figure, kind, canvas));
    };
    view! {
        <div class="figure-tools">
            <button
                class="btn quiet"
                aria-pressed=Signal::derive(move || as_table.get().to_string())
                on:click=move |_| as_table.update(|on| *on = !*on)
            >
                {text(move |m| if as_table.get() { m.widgets.show_figure } else { m.widgets.show_table })}
            </button>
            <details class="menu" node_ref=menu>
                <summary class="btn quiet">{text(|m| m.widgets.export)}</summary>
                <div>
                    <button on:click=move |_| save(Kind::Svg)>{text(|m| m.widgets.export_svg)}</button>
                    <button on:click=move |_| save(Kind::Png)>{text(|m| m.widgets.export_png)}</button>
                    <button on:click=move |_| save(Kind::Csv)>{text(|m| m.widgets.export_csv)}</button>
                </div>
            </details>
        </div>
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Svg,
    Png,
    Csv,
}

/// Saves the figure in the size it has in the page; in print colors, whatever the theme.
fn export(figure: &Figure, kind: Kind, canvas: NodeRef<Canvas>) {
    const SIZE_WITHOUT_CANVAS: (f64, f64) = (640.0, 400.0);
    let on_screen = canvas.get_untracked();
    let (width, height) = on_screen
        .map(|canvas| (f64::from(canvas.client_width()), f64::from(canvas.client_height())))
        .filter(|(width, height)| *width > 0.0 && *height > 0.0)
        .unwrap_or(SIZE_WITHOUT_CANVAS);
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
