//! The plane enlarged: by a frame drawn with the pointer, and by buttons.

use crate::charts::figure::Figure;
use crate::charts::table::Table;
use crate::figures::lens::{Window, enlarged, frame, rows_in_sight};
use crate::figures::plane;
use crate::i18n::zoom::Zoom as Texts;
use crate::labs::plane::picture::{self, Zoomable, look_through};
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::Pointed;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, PointerEvent};

/// How much a press on a button enlarges.
const STEP: f64 = 1.5;
/// How far a press on an arrow moves, as a share of what is seen.
const PACE: f64 = 0.25;
/// A frame with shorter sides, as shares of what is seen, is taken for a click.
const SHORTEST: f64 = 0.02;

/// What is seen of the planes, which show the same part so that they can be compared, and the corner at which a frame has
/// been begun.
#[derive(Clone, Copy)]
struct Lens {
    window: RwSignal<Window>,
    corner: RwSignal<Option<(f64, f64)>>,
}

thread_local! {
    /// Kept while the page is open, whatever is on screen.
    static KEPT: RefCell<Option<(Owner, Lens)>> = const { RefCell::new(None) };
}

impl Lens {
    /// The one of this page.
    fn kept() -> Self {
        let make = || {
            let owner = Owner::new();
            let lens =
                owner.with(|| Self { window: RwSignal::new(Window::WHOLE), corner: RwSignal::new(None) });
            (owner, lens)
        };
        KEPT.with_borrow_mut(|kept| kept.get_or_insert_with(make).1)
    }
}

/// The plane through the lens, with the frame that is being drawn in it.
fn seen(figure: Figure, pointed: Pointed) -> Figure {
    let lens = Lens::kept();
    let mut figure = enlarged(figure, lens.window.get());
    if let (Some(a), Some(b)) = (lens.corner.get(), pointed.get()) {
        figure.marks.extend(frame(&figure, a, b));
    }
    figure
}

/// The rows of the points in sight.
fn rows_seen(table: Table, whole: &Figure) -> Table {
    rows_in_sight(table, plane::PLACE, whole, Lens::kept().window.get())
}

/// The buttons; from now on the planes show what they and the pointer choose.
pub fn zoom(plane: Zoomable) -> Vec<El> {
    let lens = Lens::kept();
    look_through(picture::Lens { figure: seen, table: rows_seen });
    plane.hidden.update(|_| {});
    lens.listen(plane.pointed);
    let is_whole = move || lens.window.get() == Window::WHOLE;
    let first = lens.button("+", |m| m.closer, || false, |w| w.scaled(1.0 / STEP, (0.5, 0.5)));
    let way =
        |sign, name, right, up| lens.button(sign, name, is_whole, move |w| w.moved(right * PACE, up * PACE));
    let row = el("span")
        .class("row")
        .child(first.clone())
        .child(lens.button("−", |m| m.farther, is_whole, |w| w.scaled(STEP, (0.5, 0.5))))
        .child(way("←", |m| m.left, -1.0, 0.0))
        .child(way("→", |m| m.right, 1.0, 0.0))
        .child(way("↑", |m| m.up, 0.0, 1.0))
        .child(way("↓", |m| m.down, 0.0, -1.0))
        .child(lens.button("", |m| m.whole, is_whole, |_| Window::WHOLE).text(text(|m| m.whole)));
    // The button that was pressed is gone.
    request_animation_frame(move || drop(first.cast::<HtmlElement>().focus()));
    let hint = el("span").class("hint").text(text(|m| m.hint));
    vec![row.attr("role", "group").attr("aria-label", text(|m| m.zoom)), hint]
}

impl Lens {
    fn button(
        self,
        sign: &'static str,
        name: fn(&'static Texts) -> &'static str,
        is_idle: impl Fn() -> bool + Send + Sync + 'static,
        to: impl Fn(Window) -> Window + 'static,
    ) -> El {
        el("button")
            .class("btn")
            .attr("aria-label", text(name))
            .attr("title", text(name))
            .flag("disabled", is_idle)
            .on_click(move || self.window.update(|window| *window = to(*window)))
            .text(sign)
    }

    /// Takes frames and double clicks.
    fn listen(self, pointed: Pointed) {
        let listeners = [
            window_event_listener_untyped("pointerdown", move |event| self.begin(&event, pointed)),
            window_event_listener_untyped("pointerup", move |_| self.end(pointed)),
            window_event_listener_untyped("pointercancel", move |_| self.corner.set(None)),
            window_event_listener_untyped("dblclick", move |_| {
                if untrack(|| pointed.get()).is_some() {
                    self.window.set(Window::WHOLE);
                }
            }),
        ];
        on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    }

    /// A finger moves the page, and has the buttons.
    fn begin(self, event: &Event, pointed: Pointed) {
        let event: &PointerEvent = event.unchecked_ref();
        let is_meant = event.button() == 0 && event.pointer_type() != "touch";
        if let Some(corner) = untrack(|| pointed.get()).filter(|_| is_meant) {
            self.corner.set(Some(corner));
            // So that it may leave the figure on its way; refused only to a pointer that is gone.
            let canvas = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            canvas.into_iter().for_each(|canvas| drop(canvas.set_pointer_capture(event.pointer_id())));
        }
    }

    fn end(self, pointed: Pointed) {
        // Over another plane, that one takes it.
        let (Some(a), Some(b)) = (self.corner.get_untracked(), untrack(|| pointed.get())) else { return };
        self.corner.set(None);
        if (a.0 - b.0).abs() > SHORTEST && (a.1 - b.1).abs() > SHORTEST {
            self.window.update(|window| *window = window.between(a, b));
        }
    }
}

fn text(pick: fn(&'static Texts) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().zoom()))
}
