//! The bars: two per outcome, moved by pointer or keys.

use crate::i18n::Messages;
use crate::labs::distributions::measured::Measured;
use crate::labs::distributions::{Pair, presets::Series};
use crate::state::preferences::use_preferences;
use crate::widgets::number::{percent, signed};
use leptos::{html::Div, prelude::*};
use web_sys::{KeyboardEvent, PointerEvent};

/// What arrow keys add, what Page Up adds, and what arrow keys add while Shift is held.
const STEP: f64 = 0.01;
const PAGE: f64 = 0.1;
const FINE: f64 = 0.001;

/// The heights that the plot may stand for: the smallest that holds the longest bar is taken.
const TOPS: [f64; 5] = [0.15, 0.3, 0.5, 0.75, 1.0];

/// p and q as bars that can be dragged.
#[component]
pub fn BarPlot(
    /// The distributions.
    pair: Pair,
) -> impl IntoView {
    let plot = NodeRef::<Div>::new();
    let held_top = RwSignal::new(None::<f64>);
    let top = Memo::new(move |_| held_top.get().unwrap_or_else(|| pair.measured.with(fitting_top)));
    let n = Memo::new(move |_| pair.names.with(Vec::len));
    let bar = move |series, outcome| {
        let bar = Bar { series, outcome, pair, top, held_top, plot };
        view! { <BarHandle bar /> }
    };
    view! {
        <div class="bars" class:many=move || { n.get() > 8 }>
            <div class="bars-plot" node_ref=plot>
                <For each=move || 0..n.get() key=|outcome| *outcome let(outcome)>
                    <div class="bars-outcome">
                        {bar(Series::P, outcome)} {bar(Series::Q, outcome)}
                    </div>
                </For>
            </div>
            <div class="bars-names" aria-hidden="true">
                <For each=move || 0..n.get() key=|outcome| *outcome let(outcome)>
                    <span>{Signal::derive(move || pair.name(outcome))}</span>
                </For>
            </div>
        </div>
    }
}

/// One bar and what it needs to be moved.
#[derive(Clone, Copy)]
struct Bar {
    series: Series,
    outcome: usize,
    pair: Pair,
    /// The probability at the upper edge of the plot.
    top: Memo<f64>,
    /// The upper edge while a hand holds a bar: a scale that moved with it would run away from it.
    held_top: RwSignal<Option<f64>>,
    plot: NodeRef<Div>,
}

impl Bar {
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
            self.pair.editor.move_bar(self.series, self.outcome, rounded(probability));
        }
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

#[component]
fn BarHandle(bar: Bar) -> impl IntoView {
    let lang = use_preferences().lang;
    // Where the hand and the bar were when the drag began.
    let grip = StoredValue::new(None::<(f64, f64)>);
    let down = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        // A pointer that is gone again cannot be captured; then there is no drag either.
        let _ = event_target::<web_sys::Element>(&event).set_pointer_capture(event.pointer_id());
        grip.set_value(Some((f64::from(event.client_y()), untrack(|| bar.probability()))));
        bar.held_top.set(Some(bar.top.get_untracked()));
        bar.pair.editor.grab();
    };
    let moved = move |event: PointerEvent| {
        let Some((y, probability)) = grip.get_value() else { return };
        let height = bar.plot.get_untracked().map_or(1.0, |plot| f64::from(plot.client_height()));
        let up = (y - f64::from(event.client_y())) / height * bar.top.get_untracked();
        bar.move_to(probability + up);
    };
    let up = move |_: PointerEvent| {
        if grip.try_update_value(Option::take).flatten().is_some() {
            bar.held_top.set(None);
            bar.pair.editor.release();
        }
    };
    let key = move |event: KeyboardEvent| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if plain && bar.press(&event.key(), event.shift_key()) {
            event.prevent_default();
        }
    };
    let share = Signal::derive(move || format!("{:.5}", (bar.probability() / bar.top.get()).clamp(0.0, 1.0)));
    let locked = Signal::derive(move || bar.is_locked());
    let now = Signal::derive(move || format!("{:.4}", bar.probability()));
    let value = Signal::derive(move || decimal(bar.probability(), bar.top.get()));
    let words =
        Signal::derive(move || (lang.get().messages().distributions.bar_value)(&percent(bar.probability())));
    view! {
        <div
            class=format!("bar bar-{}", bar.series.name())
            class:locked=locked
            style:--share=share
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=up
        >
            <span class="bar-value" aria-hidden="true">{value}</span>
            <div
                class="bar-body"
                role="slider"
                tabindex="0"
                aria-orientation="vertical"
                aria-valuemin="0"
                aria-valuemax="1"
                aria-valuenow=now
                aria-valuetext=words
                aria-label=Signal::derive(move || label(bar, lang.get().messages()))
                aria-disabled=Signal::derive(move || locked.get().then_some("true"))
                on:keydown=key
            >
                <span class="bar-knob"></span>
            </div>
        </div>
    }
}

fn label(bar: Bar, messages: &'static Messages) -> String {
    (messages.distributions.bar_label)(bar.series.name(), &bar.pair.name(bar.outcome))
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

/// A probability with as many decimals as a hand can set on this scale.
fn decimal(probability: f64, top: f64) -> String {
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
    }
}
