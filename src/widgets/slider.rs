//! A number on a scale.

use crate::reactive::*;
use crate::state::decimal;
use crate::widgets::element::{El, el};
use crate::widgets::number_field::{Allowed, number_field};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// The numbers a slider runs over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Track {
    /// The left end.
    pub min: f64,
    /// The right end.
    pub max: f64,
    /// The distance of neighboring numbers; on a logarithmic track, their smallest distance, 0 for any.
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

    /// A logarithmic track of whole numbers.
    pub const fn whole(min: f64, max: f64) -> Self {
        Self { min, max, step: 1.0, logarithmic: true }
    }

    /// Where a number stands, from 0 to [`POSITIONS`].
    fn position(&self, value: f64) -> f64 {
        let share = if self.logarithmic {
            (value / self.min).ln() / (self.max / self.min).ln()
        } else {
            (value - self.min) / (self.max - self.min)
        };
        share.clamp(0.0, 1.0) * POSITIONS
    }

    /// The number at a position.
    fn value(&self, position: f64) -> f64 {
        let share = (position / POSITIONS).clamp(0.0, 1.0);
        let exact = if self.logarithmic {
            self.on_steps(two_digits((self.min.ln() + (self.max / self.min).ln() * share).exp()))
        } else {
            let steps = ((self.max - self.min) * share / self.step).round();
            tidy(self.min + steps * self.step)
        };
        exact.clamp(self.min, self.max)
    }

    /// The number that `n` presses of an arrow key lead to, each to the next number on the track.
    fn pressed(&self, value: f64, n: i32) -> f64 {
        (0..n.abs()).fold(value, |value, _| {
            let next = if !self.logarithmic {
                tidy(value + self.step * f64::from(n.signum()))
            } else if n > 0 {
                two_digits(value + (unit_of(value)).max(self.step))
            } else {
                // Below a power of ten the steps are ten times smaller.
                let unit = unit_of(value * (1.0 - 1e-9));
                two_digits(value - unit.max(self.step))
            };
            self.on_steps(next).clamp(self.min, self.max)
        })
    }

    fn on_steps(&self, value: f64) -> f64 {
        if self.logarithmic && self.step > 0.0 { (value / self.step).round() * self.step } else { value }
    }
}

/// What a key does to a number on a track: arrows go to the next number, page keys ten numbers further.
fn key_presses(key: &str) -> Option<i32> {
    match key {
        "ArrowRight" | "ArrowUp" => Some(1),
        "ArrowLeft" | "ArrowDown" => Some(-1),
        "PageUp" => Some(10),
        "PageDown" => Some(-10),
        _ => None,
    }
}

/// A slider with its label and its number, which can be typed as well, on the track or beyond its ends as far as
/// that is `allowed`; `change` gets every number chosen.
pub fn slider(
    label: Signal<String>,
    value: Signal<f64>,
    track: Track,
    allowed: Allowed,
    change: impl Fn(f64) + 'static,
) -> El {
    built(label, value, track, allowed, Rc::new(change))
}

fn built(
    label: Signal<String>,
    value: Signal<f64>,
    track: Track,
    allowed: Allowed,
    change: Rc<dyn Fn(f64)>,
) -> El {
    // The only infinite number is the logit of what is excluded.
    let shown = derived(move || decimal::text(value.get()).replace("-inf", "−∞"));
    let typed = Rc::clone(&change);
    let range = range(value, track, change).attr("aria-label", label).attr("aria-valuetext", shown);
    el("div")
        .class("slider")
        .child(el("span").class("slider-label").text(label))
        .child(number_field(label, shown, allowed, move |x| typed(x)))
        .child(range)
}

/// What slides: by pointer to any number on the track, by keys to the next.
fn range(value: Signal<f64>, track: Track, change: Rc<dyn Fn(f64)>) -> El {
    let pressed = Rc::clone(&change);
    let slid = move |event: Event| {
        if let Some(position) = decimal::parse(&event_target_value(&event)) {
            change(track.value(position));
        }
    };
    let press = move |event: Event| {
        let Some(n) = key_presses(&event.unchecked_ref::<KeyboardEvent>().key()) else { return };
        event.prevent_default();
        pressed(track.pressed(value.get_untracked(), n));
    };
    el("input")
        .attr("type", "range")
        .attr("min", "0")
        .attr("max", POSITIONS.to_string())
        .attr("step", "any")
        .prop("value", move || track.position(value.get()))
        .style("--fill", move || format!("{}%", track.position(value.get()) / POSITIONS * 100.0))
        .on("input", slid)
        .on("keydown", press)
}

/// The distance of neighboring numbers with two significant digits.
fn unit_of(x: f64) -> f64 {
    10_f64.powi(x.log10().floor() as i32 - 1)
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
    fn arrow_keys_reach_every_end_and_never_stand_still() {
        let tracks = [
            (Track::linear(0.0, 0.5, 0.01), 50),
            (Track::linear(-12.0, 12.0, 0.01), 2400),
            (Track::logarithmic(1e-5, 10.0), 540),
            (Track::logarithmic(0.05, 20.0), 240),
            (Track::whole(1.0, 4096.0), 221),
        ];
        for (track, at_most) in tracks {
            for (from, to, n) in [(track.min, track.max, 1), (track.max, track.min, -1)] {
                let mut value = from;
                let mut presses = 0;
                while value != to {
                    let next = track.pressed(value, n);
                    assert!((next - value) * f64::from(n) > 0.0, "{track:?} stands still at {value}");
                    (value, presses) = (next, presses + 1);
                }
                assert!(presses <= at_most, "{track:?}: {presses} presses");
            }
        }
    }

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
