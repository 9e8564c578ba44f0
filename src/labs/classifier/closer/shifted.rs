//! The network evaluated as in practice: on the test data, on a moved copy of them, and beside the kept network.

use super::titled;
use crate::figures::shifted::{self, shifted};
use crate::i18n::closer::Closer as Texts;
use crate::labs::training::{Training, notes, samples};
use crate::reactive::*;
use crate::state::preferences::use_preferences;
use crate::state::shifted::{Other, Seen, Shifts};
use crate::widgets::choice::{Look, choice};
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::Source;
use crate::widgets::number::{grouped, information, percent, readable};
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
    let lang = use_preferences().lang;
    let words = move || {
        let said = |why: &_| notes::problem(why, lang.get());
        shown.shifts.problem.with(|problem| problem.as_ref().map(said).unwrap_or_default())
    };
    let problem = move || el("p").class("note").attr("role", "alert").text(words);
    let table = el("div").class("figure-table").attr("tabindex", "0");
    let found = el("div")
        .class("shifted-found")
        .child(shown.choice())
        .child(shown.slider())
        .when(move || shown.shifts.problem.with(Option::is_some), problem)
        .child(table.class_when("old", move || shown.is_old()).child(el("table").live(move || shown.rows())))
        .child(el("p").class("hint").text(move || shown.as_of()))
        .child(el("p").class("hint").text(move || shown.about_other()));
    vec![found, shown.figure().class_when("old", move || shown.is_old())]
}

impl Shown {
    /// Whether what has been found is of another shift than the chosen one.
    fn is_old(self) -> bool {
        let shift = self.shifts.shift.get();
        self.shifts.seen.with(|seen| seen.as_ref().is_some_and(|seen| seen.shift != shift))
    }

    /// The shift of which the curves are.
    fn found_shift(self) -> Shift {
        let shift = self.shifts.shift.get();
        self.shifts.seen.with(|seen| seen.as_ref().map_or(shift, |seen| seen.shift))
    }

    /// When it was found.
    fn as_of(self) -> String {
        let words = use_preferences().lang.get().messages().training();
        let epoch = |seen: &Seen| (words.epoch)(&grouped(f64::from(seen.epoch)));
        self.shifts.seen.with(|seen| seen.as_ref().map(epoch).unwrap_or_default())
    }

    /// Something of what has been found; the default before there is anything.
    fn found<T: Default>(self, of: impl FnOnce(&[Shifted]) -> T) -> T {
        self.shifts.seen.with(|seen| seen.as_ref().map(|seen| of(&seen.points)).unwrap_or_default())
    }

    /// The number of the chosen strength among those of the shift.
    fn step(self) -> f64 {
        (self.share.get() * f64::from(self.shifts.shift.get().steps())).round()
    }

    /// The chosen strength.
    fn strength(self) -> f64 {
        let shift = self.shifts.shift.get();
        shift.range().max * self.step() / f64::from(shift.steps())
    }

    /// The point at the chosen strength.
    fn point(self) -> Option<Shifted> {
        self.found(|points| points.get(self.step() as usize).copied())
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
            let has_none = data.with(|data| data.as_ref().is_some_and(|data| data.points.is_empty()));
            if self.shifts.shift.get() == Shift::Rotation && has_none {
                self.shifts.shift.set(Shift::Noise);
            }
        });
        let label = derived(move || lang.get().closer().shift.to_owned());
        let chosen = derived(move || self.shifts.shift.get().name());
        choice(label, Look::Chips, options, chosen, move |name| {
            Shift::from_name(name).into_iter().for_each(|shift| self.shifts.shift.set(shift));
        })
    }

    /// By how much, in the units of the shift; another shift stands at the same share of its own. What is typed goes to the
    /// nearest strength that has been looked at.
    fn slider(self) -> El {
        let lang = use_preferences().lang;
        let shift = self.shifts.shift;
        el("div").live(move || {
            let (max, steps) = (shift.get().range().max, f64::from(shift.get().steps()));
            let label = derived(move || lang.get().closer().strength.to_owned());
            let strength = derived(move || self.strength());
            let (track, allowed) = (Track::linear(0.0, max, max / steps), Allowed::numbers(0.0, max));
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
        let first = self.found(|points| points.first().copied());
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
            other @ (Other::Kept | Other::KeptOfOtherSplit) => {
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
                let first = self.found(|points| points.first().copied());
                let caveat = if other == Other::Kept { "" } else { m.other_split };
                format!(
                    "{}. {}: {}. {}: {}. {caveat}",
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
        let figure = move || {
            let information = axis();
            let words = words(preferences.lang.get().closer(), self.found_shift(), &information);
            self.shifts.seen.with(|seen| {
                let points = seen.as_ref().map_or(&[][..], |seen| &seen.points);
                shifted(points, self.strength(), factor(), &words)
            })
        };
        let table = move || {
            let information = axis();
            let words = words(preferences.lang.get().closer(), self.found_shift(), &information);
            self.shifts.seen.with(|seen| {
                let points = seen.as_ref().map_or(&[][..], |seen| &seen.points);
                shifted::table(points, factor(), &words)
            })
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
