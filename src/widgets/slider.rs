//! A number on a scale.

use crate::state::decimal;
use crate::widgets::element::{El, el};
use crate::widgets::number_field::number_field;
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::Event;

/// The numbers a slider runs over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Track {
    /// The left end.
    pub min: f64,
    /// The right end.
    pub max: f64,
    /// The distance of neighboring numbers; on a logarithmic track, their smallest distance.
    pub step: f64,
    /// Whether equal ways are equal ratios.
    pub logarithmic: bool,
}

/// Positions on a track: fine enough for a 4K screen.
const POSITIONS: f64 = 1000.0;

impl Track {
    /// A track on which equal ways are equal differences.
    pub const fn linear(min: f64, max: f64, step: f64) -> Self {
        Self { min, max, step, logarithmic: false }
    }

    /// A track on which equal ways are equal ratios; numbers keep two significant digits.
    pub const fn logarithmic(min: f64, max: f64) -> Self {
        Self { min, max, step: 0.0, logarithmic: true }
    }

    /// Where a number stands, from 0 to [`POSITIONS`].
    fn position(&self, value: f64) -> f64 {
        let share = if self.logarithmic {
            (value / self.min).ln() / (self.max / self.min).ln()
        } else {
            (value - self.min) / (self.max - self.min)
        };
        (share.clamp(0.0, 1.0) * POSITIONS).round()
    }

    /// The number at a position.
    fn value(&self, position: f64) -> f64 {
        let share = (position / POSITIONS).clamp(0.0, 1.0);
        let exact = if self.logarithmic {
            two_digits(self.min * (self.max / self.min).powf(share))
        } else {
            let steps = ((self.max - self.min) * share / self.step).round();
            tidy(self.min + steps * self.step)
        };
        exact.clamp(self.min, self.max)
    }

    /// Positions between neighboring numbers: what an arrow key moves.
    fn stride(&self) -> f64 {
        if self.logarithmic { POSITIONS / 100.0 } else { POSITIONS * self.step / (self.max - self.min) }
    }
}

/// A slider with its label and its number, which can be typed as well; `change` gets every number chosen.
pub fn slider(label: Signal<String>, value: Signal<f64>, track: Track, change: impl Fn(f64) + 'static) -> El {
    built(label, value, track, Rc::new(change))
}

fn built(label: Signal<String>, value: Signal<f64>, track: Track, change: Rc<dyn Fn(f64)>) -> El {
    let shown = Signal::derive(move || value.get().to_string());
    let typed = Rc::clone(&change);
    let slid = move |event: Event| {
        if let Some(position) = decimal::parse(&event_target_value(&event)) {
            change(track.value(position));
        }
    };
    let step = if track.logarithmic { 1.0 } else { track.stride() };
    let range = el("input")
        .attr("type", "range")
        .attr("min", "0")
        .attr("max", POSITIONS.to_string())
        .attr("step", step.to_string())
        .attr("aria-label", label)
        .attr("aria-valuetext", shown)
        .prop("value", move || track.position(value.get()))
        .style("--fill", move || format!("{}%", track.position(value.get()) / POSITIONS * 100.0))
        .on("input", slid);
    el("div")
        .class("slider")
        .child(el("span").class("slider-label").text(label))
        .child(number_field(label, shown, track.min..=track.max, move |x| typed(x)))
        .child(range)
}

fn two_digits(x: f64) -> f64 {
    decimal::parse(&format!("{x:.1e}")).unwrap_or(x)
}

/// Drops what binary fractions add to a decimal step: 0.30000000000000004 is 0.3.
fn tidy(x: f64) -> f64 {
    decimal::parse(&format!("{x:.6}")).unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_returns_the_numbers_it_was_given() {
        let noise = Track::linear(0.0, 0.5, 0.01);
        assert_eq!(noise.value(noise.position(0.3)), 0.3);
        let rate = Track::logarithmic(1e-5, 10.0);
        for x in [1e-5, 0.001, 0.01, 10.0] {
            assert_eq!(rate.value(rate.position(x)), x);
        }
    }
}
