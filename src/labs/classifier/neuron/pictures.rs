//! Pictures of a neuron: where it responds or what it looks for, and its activations by class.

use super::{Shown, kicker, text};
use crate::charts::ticks::value_text;
use crate::figures::receptive_field::{self, receptive_field};
use crate::figures::regions::Sample;
use crate::figures::response_map::{self, response_map};
use crate::figures::unit_histogram::{self, peaks, unit_histogram};
use crate::i18n::Lang;
use crate::labs::training::samples::points;
use crate::reactive::*;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};
use infoplane_core::experiments::estimator_bench::Part;
use infoplane_core::experiments::neuron::{Histogram, ResponseMap};
use infoplane_core::learner::dataset::{self, digits::SIDE};

/// The response over the plane, or of the first layer the receptive field over a digit; nothing elsewhere.
pub(super) fn response(shown: Shown) -> El {
    let has_map = condition(move || shown.seen(|seen| seen.neuron.response.is_some()));
    let has_field = condition(move || {
        let is_digits = shown.settings.with(|s| s.spec.data.source == dataset::Source::Digits);
        is_digits && shown.unit.get().layer == 0
    });
    el("div")
        .class("neuron-response")
        .when(move || has_map.get() && !has_field.get(), move || map(shown))
        .when(move || has_field.get(), move || field(shown))
}

fn map(shown: Shown) -> El {
    let present = move || {
        let none = || ResponseMap { side: 1, extent: 1.0, values: vec![0.0] };
        shown.seen(|seen| seen.neuron.response.clone()).unwrap_or_else(none)
    };
    let words = move || {
        let m = shown.lang().neuron();
        response_map::Words {
            title: m.response,
            samples: m.samples,
            class: shown.lang().messages().training().class,
            activation: m.activation,
        }
    };
    let figure = move || response_map(&present(), &samples(shown), &words());
    let table = move || response_map::table(&present(), &words());
    let caption = caption(text(|m| m.response_lead), text(|m| m.response_caption));
    let view = figure_view(Source::new(figure, table), Shape::Square, range(shown), caption);
    el("div").child(kicker(|m| m.response)).child(view)
}

/// The samples that are looked at, in the plane.
fn samples(shown: Shown) -> Vec<Sample> {
    let part = shown.watch.part.get();
    shown.data.with(|data| {
        let Some(data) = data else { return Vec::new() };
        match part {
            Part::Test => points(data, &data.test),
            Part::Train => points(data, &data.train),
            Part::All => points(data, &(0..data.n_samples()).collect::<Vec<_>>()),
        }
    })
}

fn field(shown: Shown) -> El {
    let weights = move || {
        let first = shown.unit.get().index * SIDE * SIDE;
        let of = |snapshot: &[f32]| snapshot.get(first..first + SIDE * SIDE).map(<[f32]>::to_vec);
        let weights = shown.watch.frame.with(|frame| frame.as_ref().and_then(|frame| of(&frame.snapshot)));
        weights.unwrap_or_else(|| vec![0.0; SIDE * SIDE])
    };
    let words = move || {
        let m = shown.lang().neuron();
        receptive_field::Words { title: m.field, row: m.row, column: m.column, weight: m.weight }
    };
    let figure = move || receptive_field(&weights(), SIDE, &words());
    let table = move || receptive_field::table(&weights(), SIDE, &words());
    let summary = derived(move || shown.name());
    let caption = caption(text(|m| m.field_lead), text(|m| m.field_caption));
    let view = figure_view(Source::new(figure, table), Shape::Square, summary, caption);
    el("div").child(kicker(|m| m.field)).child(view)
}

/// The activations by class.
pub(super) fn histogram(shown: Shown) -> El {
    let present = move || shown.seen(|seen| seen.neuron.histogram.clone());
    let figure = move || {
        let (histogram, lang) = (present(), shown.lang());
        unit_histogram(&histogram, &words(lang, &classes(shown, &histogram)))
    };
    let table = move || {
        let (histogram, lang) = (present(), shown.lang());
        unit_histogram::table(&histogram, &words(lang, &classes(shown, &histogram)))
    };
    let range = range(shown);
    let summary = derived(move || {
        let m = shown.lang().neuron();
        let peaks = peaks(&present()).into_iter();
        let peaks = peaks.map(|(class, at)| (m.peak)(&shown.class_name(class), &value_text(at)));
        [range.get()].into_iter().chain(peaks).collect::<Vec<_>>().join(" ")
    });
    let caption = caption(text(|m| m.histogram_lead), text(|m| m.histogram_caption));
    let view = figure_view(Source::new(figure, table), Shape::Wide, summary, caption);
    el("div").class("neuron-histogram").child(kicker(|m| m.histogram)).child(view)
}

fn words(lang: Lang, classes: &[String]) -> unit_histogram::Words<'_> {
    let m = lang.neuron();
    unit_histogram::Words { title: m.histogram, activation: m.activation, n: m.n, classes }
}

fn classes(shown: Shown, histogram: &Histogram) -> Vec<String> {
    let n_classes = histogram.counts.first().map_or(0, Vec::len);
    (0..n_classes).map(|class| shown.class_name(class)).collect()
}

/// Between which numbers the activation lies.
fn range(shown: Shown) -> Signal<String> {
    derived(move || {
        let (low, high) = shown.seen(|seen| (seen.neuron.histogram.low, seen.neuron.histogram.high));
        (shown.lang().neuron().range)(&value_text(low), &value_text(high))
    })
}
