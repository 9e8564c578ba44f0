//! A figure in the page: canvas, what is under the pointer, a data table, and export.

mod menu;
mod tools;

use crate::charts::table::Table;
use crate::charts::{canvas::draw_on, figure::Figure, hover, layout::Layout, palette::Theme};
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::widgets::drawing::draw_when_changed;
use crate::widgets::element::{El, el};
use crate::widgets::table_view::table_view;
use core::cell::RefCell;
use js_sys::Array;
use std::rc::Rc;
use tools::tools;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, HtmlCanvasElement, IntersectionObserver, IntersectionObserverEntry, PointerEvent,
    ResizeObserver,
};

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

/// A figure and the data behind it, each made when it is wanted: to be drawn, shown as a table, saved.
#[derive(Clone)]
pub struct Source {
    figure: Rc<dyn Fn() -> Figure>,
    table: Rc<dyn Fn() -> Table>,
    pointed: Option<Pointed>,
    pick: Option<Pick>,
}

/// Takes a point that was clicked, in the figure's coordinates.
type Pick = Rc<dyn Fn((f64, f64))>;

/// Where in the plot the pointer is.
#[derive(Clone, Copy)]
pub struct Pointed {
    at: StoredValue<Option<(f64, f64)>>,
    moved: RwSignal<()>,
}

impl Pointed {
    /// Nowhere yet.
    pub fn new() -> Self {
        Self { at: StoredValue::new(None), moved: RwSignal::new(()) }
    }

    /// As shares of the width and height of the plot; `None` when it is elsewhere.
    pub fn get(self) -> Option<(f64, f64)> {
        self.moved.track();
        self.at.get_value()
    }

    fn set(self, at: Option<(f64, f64)>) {
        self.at.set_value(at);
        self.moved.set(());
    }
}

impl Default for Pointed {
    fn default() -> Self {
        Self::new()
    }
}

impl Source {
    /// Both read signals; the figure is drawn anew, and a table in sight made anew, when one of those changes.
    pub fn new(figure: impl Fn() -> Figure + 'static, table: impl Fn() -> Table + 'static) -> Self {
        Self { figure: Rc::new(figure), table: Rc::new(table), pointed: None, pick: None }
    }

    /// Tells the figure where the pointer is.
    pub fn pointed_at(self, pointed: Pointed) -> Self {
        Self { pointed: Some(pointed), ..self }
    }

    /// Calls `pick` with the place, in the figure's coordinates, of a point that is clicked.
    pub fn on_pick(self, pick: impl Fn((f64, f64)) + 'static) -> Self {
        Self { pick: Some(Rc::new(pick)), ..self }
    }
}

/// What is on the canvas.
#[derive(Clone, Copy)]
struct OnCanvas {
    /// The figure, and what lies where; nothing before the first drawing.
    drawn: StoredValue<Option<(Figure, Layout)>>,
    title: RwSignal<String>,
    hit: RwSignal<Option<hover::Hit>>,
    pointer: StoredValue<Option<(f64, f64)>>,
    pointed: Option<Pointed>,
}

/// A figure with its caption. It is redrawn, at most once per animation frame, when it has changed and is in
/// sight; `summary` says what it shows at present, in a sentence, for those who do not see it.
pub fn figure_view(source: Source, shape: Shape, summary: Signal<String>, caption: Vec<El>) -> El {
    let shown = OnCanvas {
        drawn: StoredValue::new(None),
        title: RwSignal::new(String::new()),
        hit: RwSignal::new(None),
        pointer: StoredValue::new(None),
        pointed: source.pointed,
    };
    let as_table = RwSignal::new(false);
    let canvas = el("canvas").attr("role", "img");
    let canvas = canvas.attr("aria-label", move || format!("{}. {}", shown.title.get(), summary.get()));
    let surface: HtmlCanvasElement = canvas.cast();
    let plot = plot(&source, shown, canvas, shape).flag("hidden", move || as_table.get());
    let table = Rc::clone(&source.table);
    el("figure")
        .class("figure")
        .child(plot)
        .when(move || as_table.get(), move || table_view(Rc::clone(&table), shown.title))
        .child(tools(&source, surface, as_table))
        .child(el("figcaption").children(caption))
}

/// The usual caption: the take-away in bold, then what there is to see.
pub fn caption(lead: Signal<&'static str>, rest: Signal<&'static str>) -> Vec<El> {
    vec![el("b").text(lead), el("span").text(" ").text(rest)]
}

fn plot(source: &Source, shown: OnCanvas, canvas: El, shape: Shape) -> El {
    let point = move |event: Event| {
        let event: PointerEvent = event.unchecked_into();
        shown.point(Some((f64::from(event.offset_x()), f64::from(event.offset_y()))));
    };
    let leave = move |_| shown.point(None);
    let tip = move || {
        let width = || shown.drawn.with_value(|d| d.as_ref().map_or(0.0, |(_, layout)| layout.width));
        let tip = |hit: hover::Hit| {
            let (left, top) = tip_place(&hit, width());
            let tip = el("div").class("figure-tip").attr("aria-hidden", "true");
            tip.style("left", left).style("top", top).text(hit.lines.join("\n"))
        };
        shown.hit.get().map(tip).into_iter().collect()
    };
    let surface: HtmlCanvasElement = canvas.cast();
    let canvas = canvas.on("pointermove", point).on("pointerleave", leave);
    let canvas = match source.pick.clone() {
        None => canvas,
        Some(pick) => {
            let dot = move || shown.hit.with_untracked(|hit| hit.as_ref()?.dot);
            let click = move |event: Event| {
                // A touch has not moved over the point before.
                point(event);
                dot().into_iter().for_each(|at| pick(at));
            };
            canvas.on("click", click).class_when("on-point", move || {
                shown.hit.with(|hit| hit.as_ref().is_some_and(|hit| hit.dot.is_some()))
            })
        }
    };
    let place = el("div").class(shape.class()).child(canvas).live(tip);
    draw_in_sight(Rc::clone(&source.figure), surface, place.node(), shown);
    place
}

impl OnCanvas {
    /// Takes in where the pointer is.
    fn point(self, pointer: Option<(f64, f64)>) {
        self.pointer.set_value(pointer);
        if let Some(pointed) = self.pointed {
            let drawn = |at| self.drawn.with_value(|drawn| Some(drawn.as_ref()?.1.share(at)));
            pointed.set(pointer.and_then(drawn));
        }
        self.look();
    }

    /// Finds out what is under the pointer.
    fn look(self) {
        let found = self.drawn.with_value(|drawn| {
            let ((x, y), (figure, layout)) = (self.pointer.get_value()?, drawn.as_ref()?);
            hover::nearest(figure, layout, x, y)
        });
        if found != self.hit.get_untracked() {
            self.hit.set(found);
        }
    }

    /// Takes in what has been drawn.
    fn take(self, figure: Figure, layout: Layout) {
        if self.title.with_untracked(|title| *title != figure.title) {
            self.title.set(figure.title.clone());
        }
        self.drawn.set_value(Some((figure, layout)));
        self.look();
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

/// Draws soon after the figure, the theme or the size has changed; out of sight, when it comes into sight.
fn draw_in_sight(
    figure: Rc<dyn Fn() -> Figure>,
    canvas: HtmlCanvasElement,
    place: &Element,
    shown: OnCanvas,
) {
    let preferences = use_preferences();
    let in_sight = RwSignal::new(true);
    let resized = RwSignal::new(());
    let still = RefCell::new(None);
    draw_when_changed(move || {
        resized.track();
        if !in_sight.get() || canvas.client_width() == 0 {
            return;
        }
        let figure = figure();
        let theme = if preferences.is_dark() { Theme::Dark } else { Theme::Light };
        if let Ok(layout) =
            untrack(|| draw_on(&canvas, &figure, theme, font_scale(), &mut still.borrow_mut()))
        {
            untrack(|| shown.take(figure, layout));
        }
    });
    observe_size(place, resized);
    observe_sight(place, in_sight);
}

/// Tells when an element changes its size, as long as the present component lives.
fn observe_size(element: &Element, resized: RwSignal<()>) {
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

/// Tells whether an element can be seen, as long as the present component lives.
fn observe_sight(element: &Element, in_sight: RwSignal<bool>) {
    let callback = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        let last = entries.pop().unchecked_into::<IntersectionObserverEntry>();
        if in_sight.try_get_untracked() == Some(!last.is_intersecting()) {
            in_sight.set(last.is_intersecting());
        }
    });
    if let Ok(observer) = IntersectionObserver::new(callback.as_ref().unchecked_ref()) {
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
