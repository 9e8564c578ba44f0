//! The bars: two per outcome, moved by pointer or keys.

use crate::i18n::Messages;
use crate::labs::distributions::edit::By;
use crate::labs::distributions::measured::Measured;
use crate::labs::distributions::{Pair, presets::Series};
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::widgets::element::{El, el};
use crate::widgets::number::{percent, readable, signed};
use core::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

/// What arrow keys add, what Page Up adds, and what arrow keys add while Shift is held.
const STEP: f64 = 0.01;
const PAGE: f64 = 0.1;
const FINE: f64 = 0.001;

/// The heights that the plot may stand for: the smallest that holds the longest bar is taken.
const TOPS: [f64; 5] = [0.15, 0.3, 0.5, 0.75, 1.0];

/// p and q as bars that can be dragged.
pub fn bar_plot(pair: Pair) -> El {
    let plot = el("div").class("bars-plot");
    let place = plot.node().clone();
    let held_top = RwSignal::new(None);
    let bars = move |outcome| {
        let bar = |series| bar_handle(Bar { series, outcome, pair, held_top }, place.clone());
        el("div").class("bars-outcome").child(bar(Series::P)).child(bar(Series::Q))
    };
    let legend = el("div")
        .class("bars-legend")
        .attr("aria-hidden", "true")
        .child(el("span").class("q-p").text("p"))
        .child(el("span").class("q-q").text("q"));
    let names = el("div").class("bars-names").attr("aria-hidden", "true");
    el("div")
        .class("bars")
        .class_when("many", move || pair.n_outcomes() > 8)
        .child(legend)
        .child(pair.each_outcome(plot, bars))
        .child(pair.each_outcome(names, move |outcome| el("span").text(move || pair.name(outcome))))
}

/// One bar and what it needs to be moved.
#[derive(Clone, Copy)]
struct Bar {
    series: Series,
    outcome: usize,
    pair: Pair,
    /// The upper edge while a hand holds a bar: a scale that moved with it would run away from it.
    held_top: RwSignal<Option<f64>>,
}

/// Where the hand and the bar were when a drag began.
#[derive(Clone, Copy)]
struct Grip {
    y: f64,
    probability: f64,
}

impl Bar {
    /// The probability at the upper edge of the plot.
    fn top(self) -> f64 {
        self.held_top.get().unwrap_or_else(|| self.pair.measured.with(fitting_top))
    }

    fn probability(self) -> f64 {
        self.pair.measured.with(|measured| {
            let pmf = if self.series == Series::P { &measured.p } else { &measured.q };
            pmf.as_slice().get(self.outcome).copied().unwrap_or(0.0)
        })
    }

    fn is_locked(self) -> bool {
        self.pair.editor.settings.with(|settings| {
            let locks = if self.series == Series::P { &settings.p_locked } else { &settings.q_locked };
            locks[self.outcome] && (self.series == Series::P || settings.logits.is_empty())
        })
    }

    fn move_to(self, probability: f64) {
        if !untrack(|| self.is_locked()) {
            self.pair.editor.move_bar(self.series, self.outcome, rounded(probability), By::Hand);
        }
    }

    /// Takes the bar into the hand, if it is the main button that is pressed.
    fn grip(self, event: &Event) -> Option<Grip> {
        let pointer: &PointerEvent = event.unchecked_ref();
        if pointer.button() != 0 {
            return None;
        }
        // A pointer that is gone again cannot be captured; then there is no drag either.
        let _ = event_target::<Element>(event).set_pointer_capture(pointer.pointer_id());
        self.held_top.set(Some(untrack(|| self.top())));
        self.pair.editor.grab();
        Some(Grip { y: f64::from(pointer.client_y()), probability: untrack(|| self.probability()) })
    }

    fn drag(self, grip: Grip, pointer: &PointerEvent, plot: &Element) {
        let up = (grip.y - f64::from(pointer.client_y())) / f64::from(plot.client_height());
        self.move_to(grip.probability + up * untrack(|| self.top()));
    }

    fn press(self, key: &str, fine: bool) -> bool {
        let now = untrack(|| self.probability());
        let step = if fine { FINE } else { STEP };
        let to = match key {
            "ArrowUp" | "ArrowRight" => now + step,
            "ArrowDown" | "ArrowLeft" => now - step,
            "PageUp" => now + PAGE,
            "PageDown" => now - PAGE,
            "Home" => 0.0,
            "End" => 1.0,
            _ => return false,
        };
        self.move_to(to.clamp(0.0, 1.0));
        true
    }
}

fn bar_handle(bar: Bar, plot: Element) -> El {
    let share = move || format!("{:.5}", (bar.probability() / bar.top()).clamp(0.0, 1.0));
    let value = move || decimal(bar.probability(), bar.top());
    let handle = el("div")
        .class(&format!("bar bar-{}", bar.series.name()))
        .class_when("locked", move || bar.is_locked())
        .style("--share", share)
        .child(el("span").class("bar-value").attr("aria-hidden", "true").text(value))
        .child(bar_body(bar));
    draggable(handle, bar, plot)
}

/// The bar as what it is to a keyboard and to a screen reader: a slider.
fn bar_body(bar: Bar) -> El {
    let lang = use_preferences().lang;
    let words = move || (lang.get().messages().distributions().bar_value)(&percent(bar.probability()));
    let key = move |event: Event| {
        let event: KeyboardEvent = event.unchecked_into();
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if plain && bar.press(&event.key(), event.shift_key()) {
            event.prevent_default();
        }
    };
    el("div")
        .class("bar-body")
        .attr("role", "slider")
        .attr("tabindex", "0")
        .attr("aria-orientation", "vertical")
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", "1")
        .attr("aria-valuenow", move || bar.probability().to_string())
        .attr("aria-valuetext", words)
        .attr("aria-label", move || label(bar, lang.get().messages()))
        .attr_if("aria-disabled", move || bar.is_locked().then(|| "true".to_string()))
        .on("keydown", key)
        .child(el("span").class("bar-knob"))
}

/// Lets a bar follow the hand that holds it.
fn draggable(handle: El, bar: Bar, plot: Element) -> El {
    let grip = Rc::new(Cell::new(None));
    let (gripped, released) = (Rc::clone(&grip), Rc::clone(&grip));
    let moved = move |event: Event| {
        if let Some(grip) = gripped.get() {
            bar.drag(grip, event.unchecked_ref(), &plot);
        }
    };
    let up = move |_: Event| {
        if released.take().is_some() {
            bar.held_top.set(None);
            bar.pair.editor.release();
        }
    };
    handle
        .on("pointerdown", move |event| {
            if let Some(taken) = bar.grip(&event) {
                grip.set(Some(taken));
            }
        })
        .on("pointermove", moved)
        .on("pointerup", up.clone())
        .on("pointercancel", up)
}

fn label(bar: Bar, messages: &'static Messages) -> String {
    (messages.distributions().bar_label)(bar.series.name(), &bar.pair.name(bar.outcome))
}

fn rounded(probability: f64) -> f64 {
    // Hands and keys move in thousandths; finer steps would only litter the link.
    (probability.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}

fn fitting_top(measured: &Measured) -> f64 {
    let bars = measured.p.as_slice().iter().chain(measured.q.as_slice());
    let longest = bars.copied().fold(0.0, f64::max);
    TOPS.into_iter().find(|top| longest <= *top).unwrap_or(1.0)
}

/// A probability with as many decimals as a hand can set on this scale; none that is not 0 is shown as 0.
fn decimal(probability: f64, top: f64) -> String {
    if probability > 0.0 && probability < 0.0005 {
        return readable(probability);
    }
    let short = (probability * 100.0 - (probability * 100.0).round()).abs() < 0.005;
    signed(probability, if short || top > 0.5 { 2 } else { 3 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::distributions::DistributionsSettings;

    #[test]
    fn the_plot_is_as_high_as_the_longest_bar_needs() {
        let measured = Measured::of(&DistributionsSettings::default());
        assert_eq!(fitting_top(&measured), 0.5);
    }

    #[test]
    fn values_show_no_needless_digits() {
        assert_eq!(decimal(0.25, 0.3), "0.25");
        assert_eq!(decimal(0.125, 0.3), "0.125");
        assert_eq!(decimal(0.126, 1.0), "0.13");
        assert_eq!(decimal(0.0, 0.3), "0.00");
        assert_eq!(decimal(0.000012, 0.3), "1.2e−5");
        assert_eq!(decimal(0.0004, 1.0), "0.0004");
    }
}
