//! The network evaluated as in practice: on the test data, on a moved copy of them, and beside the kept network.

use super::titled;
use crate::figures::shifted::{self, shifted};
use crate::i18n::closer::Closer as Texts;
use crate::labs::training::{Training, samples};
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::state::shifted::{Other, Shifts};
use crate::widgets::choice::{Look, choice};
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::Source;
use crate::widgets::number::{information, percent, readable};
use crate::widgets::number_field::Allowed;
use crate::widgets::readout::unit_name;
use crate::widgets::slider::{Track, slider};
use infoplane_core::experiments::shifted::{Shift, Shifted};

/// The view: what is followed, and the share of the strongest shift that is chosen.
#[derive(Clone, Copy)]
struct Shown {
    shifts: Shifts,
    share: RwSignal<f64>,
}

/// Where the slider stands at first: a quarter of the way.
const FIRST: f64 = 0.25;

/// The controls with what they find, and the curve over all strengths.
pub fn figures(training: Training) -> Vec<El> {
    let shown = Shown { shifts: Shifts::new(training.run(), training.settings), share: RwSignal::new(FIRST) };
    let problem = move || {
        el("p")
            .class("note")
            .attr("role", "alert")
            .text(move || shown.shifts.problem.get().unwrap_or_default())
    };
    let found = el("div")
        .class("shifted-found")
        .child(shown.choice())
        .child(shown.slider())
        .when(move || shown.shifts.problem.with(Option::is_some), problem)
        .child(el("div").class("figure-table").child(el("table").live(move || shown.rows())))
        .child(el("p").class("hint").text(move || shown.about_other()));
    vec![found, shown.figure()]
}

impl Shown {
    /// The point at the chosen strength, or the nearest.
    fn point(self) -> Option<Shifted> {
        self.shifts.points.with(|points| {
            let last = points.len().checked_sub(1)?;
            points.get((self.share.get() * last as f64).round() as usize).copied()
        })
    }

    fn choice(self) -> El {
        let lang = use_preferences().lang;
        let data = samples::dataset();
        let is_plane = move || data.with(|data| data.as_ref().is_some_and(|data| !data.points.is_empty()));
        let options = move || {
            let m = lang.get().closer();
            let names = [m.by_noise, m.by_offset, m.by_rotation];
            let n = if is_plane() { names.len() } else { names.len() - 1 };
            Shift::ALL
                .iter()
                .zip(names)
                .take(n)
                .map(|(shift, name)| (shift.name(), name.to_owned()))
                .collect()
        };
        effect(move || {
            if self.shifts.shift.get() == Shift::Rotation && !is_plane() {
                self.shifts.shift.set(Shift::Noise);
            }
        });
        let label = derived(move || lang.get().closer().shift.to_owned());
        let chosen = derived(move || self.shifts.shift.get().name());
        choice(label, Look::Chips, options, chosen, move |name| {
            Shift::from_name(name).into_iter().for_each(|shift| self.shifts.shift.set(shift));
        })
    }

    /// By how much, in the units of the shift; another shift stands at the same share of its own.
    fn slider(self) -> El {
        let lang = use_preferences().lang;
        let largest = Memo::new(move |_| self.shifts.shift.get().range().max);
        el("div").live(move || {
            let max = largest.get();
            let label = derived(move || lang.get().closer().strength.to_owned());
            let strength = derived(move || self.share.get() * max);
            let (track, allowed) = (Track::linear(0.0, max, max / 24.0), Allowed::numbers(0.0, max));
            vec![slider(label, strength, track, allowed, move |x| self.share.set(x / max))]
        })
    }

    /// The network on the test data, on the copy, and beside the kept one.
    fn rows(self) -> Vec<El> {
        let preferences = use_preferences();
        let (m, unit) = (preferences.lang.get().closer(), preferences.unit.get());
        let messages = preferences.lang.get().messages();
        let in_unit = (messages.shell().quantity_in)(m.kl, unit_name(unit, messages));
        let heading = |name: &str| el("th").attr("scope", "col").text(name);
        let head = ["", &in_unit, m.right_share, m.unsure].map(heading);
        let shown = |nats: f64| information(nats, unit);
        let row = |name: &str, point: Option<Shifted>, tag: &'static str| {
            let cell = |of: &dyn Fn(Shifted) -> String| el("td").text(point.map_or("–".to_owned(), of));
            let nats = point.map(|p| p.kl().to_string()).unwrap_or_default();
            el("tr")
                .attr("data-row", tag)
                .child(el("th").attr("scope", "row").text(name))
                .child(cell(&|p| shown(p.kl())).attr("data-nats", nats))
                .child(cell(&|p| format!("{} %", percent(p.test.accuracy))))
                .child(cell(&|p| shown(p.test.predictive_entropy)))
        };
        let first = self.shifts.points.with(|points| points.first().copied());
        let rows = [row(m.on_test, first, "test"), row(m.on_copy, self.point(), "copy")];
        vec![el("thead").child(el("tr").children(head)), el("tbody").children(rows)]
    }

    /// KL between the predictions of the kept network and this one, both ways, or what is missing for it.
    fn about_other(self) -> String {
        let preferences = use_preferences();
        let (m, unit) = (preferences.lang.get().closer(), preferences.unit.get());
        match self.shifts.other.get() {
            Other::None => m.keep_first.to_owned(),
            Other::OfOtherData => m.other_data.to_owned(),
            Other::Kept => {
                let of = |point: Option<Shifted>| {
                    let Some(between) = point.and_then(|point| point.between) else {
                        return "–".to_owned();
                    };
                    let shown = |nats| {
                        format!(
                            "{} {}",
                            information(nats, unit),
                            unit_name(unit, preferences.lang.get().messages())
                        )
                    };
                    let [there, back] = [between.other_from_this, between.this_from_other].map(shown);
                    format!("{} {there}, {} {back}", m.between, m.reverse)
                };
                let first = self.shifts.points.with(|points| points.first().copied());
                format!(
                    "{}. {}: {}. {}: {}.",
                    m.two_models,
                    m.on_test,
                    of(first),
                    m.on_copy,
                    of(self.point())
                )
            }
        }
    }

    fn figure(self) -> El {
        let preferences = use_preferences();
        let factor = move || preferences.unit.get().from_nats(1.0);
        let axis = move || {
            let (lang, unit) = (preferences.lang.get(), preferences.unit.get());
            (lang.messages().shell().quantity_in)(lang.closer().information, unit_name(unit, lang.messages()))
        };
        let chosen = move || self.share.get() * self.shifts.shift.get().range().max;
        let figure = move || {
            let information = axis();
            let words = words(preferences.lang.get().closer(), self.shifts.shift.get(), &information);
            self.shifts.points.with(|points| shifted(points, chosen(), factor(), &words))
        };
        let table = move || {
            let information = axis();
            let words = words(preferences.lang.get().closer(), self.shifts.shift.get(), &information);
            self.shifts.points.with(|points| shifted::table(points, factor(), &words))
        };
        let summary = derived(move || {
            let (lang, unit) = (preferences.lang.get(), preferences.unit.get());
            let shown =
                |nats: f64| format!("{} {}", information(nats, unit), unit_name(unit, lang.messages()));
            let say = |point: Shifted| {
                let [kl, entropy] = [point.kl(), point.test.predictive_entropy].map(shown);
                (lang.closer().shifted_summary)(&readable(point.strength), &kl, &entropy)
            };
            self.point().map(say).unwrap_or_default()
        });
        titled(
            Source::new(figure, table),
            summary,
            [|m| m.shifted_title, |m| m.shifted_lead, |m| m.shifted_caption],
        )
    }
}

fn words<'a>(m: &'static Texts, shift: Shift, information: &'a str) -> shifted::Words<'a> {
    let strength = match shift {
        Shift::Noise => m.by_noise,
        Shift::Offset => m.by_offset,
        Shift::Rotation => m.by_rotation,
    };
    shifted::Words {
        title: m.shifted_title,
        strength,
        information,
        kl: m.kl,
        entropy: m.unsure,
        between: m.between,
        accuracy: m.right_share,
    }
}
