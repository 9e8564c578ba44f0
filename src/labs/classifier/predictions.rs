//! What the network predicts: a map where the data is a plane, digits or a confusion matrix elsewhere.

use crate::figures::confusion::{self, confusion};
use crate::figures::digits_grid::{self, Digit, digits_grid};
use crate::figures::regions::{self, regions};
use crate::i18n::Messages;
use crate::labs::training::samples::points;
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::preferences::{Preferences, text, use_preferences};
use crate::state::run::Run;
use crate::state::training::TrainingSettings;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, Source, caption, figure_view};
use crate::widgets::number::percent;
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::training::TrainingFrame;
use infoplane_core::learner::dataset::Dataset;
use infoplane_core::learner::dataset::digits::N_PIXELS;
use infoplane_core::math::ranking::first_largest;
use infoplane_core::measures::entropy::predictive_entropy;
use std::sync::Arc;

/// How many digits are shown: those the network doubts most.
const N_SHOWN: usize = 24;
/// Digits in a row of the figure.
const N_COLUMNS: usize = 6;

/// The samples of the run.
type Data = Memo<Option<Arc<Dataset>>>;
/// The latest frame of it.
type Frame = ReadSignal<Option<Arc<TrainingFrame>>>;

/// Puts the map, or what stands for it where there is none, into a card.
pub fn predictions(card: El, run: Run, data: Data) -> El {
    // Points of the plane stay points of the plane whatever the network sees of them.
    let is_plane = condition(move || data.with(|data| data.as_ref().is_some_and(|d| !d.points.is_empty())));
    let n_features = number_of(move || data.with(|data| data.as_ref().map_or(0, |data| data.n_features())));
    card.live(move || match n_features.get() {
        0 => vec![el("p").class("hint").text(text(|m| m.training().preparing))],
        _ if is_plane.get() => regions_figure(run.frame, data, text(|m| m.classifier().regions)),
        N_PIXELS => {
            let mut figures = digits_figure(run.frame, data);
            figures.extend(confusion_figure(run.frame, data, text(|m| m.classifier().confusion)));
            figures
        }
        _ => confusion_figure(run.frame, data, text(|m| m.classifier().confusion)),
    })
}

fn kicker(title: Signal<&'static str>) -> El {
    el("h2").class("kicker").text(title)
}

/// Something of the data and the latest frame; the default while one of them is missing.
fn seen<T: Default>(frame: Frame, data: Data, see: fn(&Dataset, &TrainingFrame) -> T) -> T {
    data.with(|data| {
        frame.with(|frame| match (data, frame) {
            (Some(data), Some(frame)) => see(data, frame),
            _ => T::default(),
        })
    })
}

fn test_accuracy(frame: Frame) -> String {
    let accuracy = frame.with(|frame| frame.as_ref().map_or(0.0, |frame| frame.test.accuracy));
    format!("{} %", percent(accuracy))
}

/// Decision regions with the samples on them.
pub(super) fn regions_figure(frame: Frame, data: Data, title: Signal<&'static str>) -> Vec<El> {
    let lang = use_preferences().lang;
    let samples = move || {
        let both = |data: &Arc<Dataset>| (points(data, &data.train), points(data, &data.test));
        data.with(|data| data.as_ref().map(both)).unwrap_or_default()
    };
    let map = move |frame: &Option<Arc<TrainingFrame>>| {
        frame.as_ref().and_then(|frame| frame.regions.clone()).unwrap_or_else(regions::empty)
    };
    let figure = move || {
        let ((train, test), words) = (samples(), regions_words(lang.get().messages(), title.get()));
        regions(&frame.with(map), &train, &test, &words)
    };
    let table = move || {
        let ((train, test), words) = (samples(), regions_words(lang.get().messages(), title.get()));
        regions::table(&frame.with(map), &train, &test, &words)
    };
    let summary = derived(move || {
        let n_classes = data.with(|data| data.as_ref().map_or(0, |data| data.n_classes()));
        (lang.get().messages().classifier().regions_summary)(n_classes, &test_accuracy(frame))
    });
    let caption = caption(text(|m| m.classifier().regions_lead), text(|m| m.classifier().regions_caption));
    vec![kicker(title), figure_view(Source::new(figure, table), Shape::Square, summary, caption)]
}

fn regions_words(m: &'static Messages, title: &'static str) -> regions::Words<'static> {
    regions::Words {
        title,
        train: m.training().train,
        test: m.training().test,
        prediction: m.classifier().predicted,
        class: m.training().class,
    }
}

/// The test digits in order of doubt.
fn digits_figure(frame: Frame, data: Data) -> Vec<El> {
    let preferences = use_preferences();
    let factor = move || preferences.unit.get().from_nats(1.0);
    let figure = move || {
        let (m, entropy) = (preferences.lang.get().messages(), entropy_column(preferences));
        digits_grid(&seen(frame, data, most_doubtful), N_COLUMNS, factor(), &digits_words(m, &entropy))
    };
    let table = move || {
        let (m, entropy) = (preferences.lang.get().messages(), entropy_column(preferences));
        digits_grid::table(&seen(frame, data, most_doubtful), factor(), &digits_words(m, &entropy))
    };
    let summary = derived(move || {
        let digits = seen(frame, data, most_doubtful);
        let wrong = digits.iter().filter(|d| class_of(&d.probabilities) != d.observed).count();
        (preferences.lang.get().messages().classifier().digits_summary)(wrong, digits.len())
    });
    let caption = caption(text(|m| m.classifier().doubtful_lead), text(|m| m.classifier().doubtful_caption));
    let view = figure_view(Source::new(figure, table), Shape::Wide, summary, caption);
    vec![kicker(text(|m| m.classifier().doubtful)), view]
}

fn digits_words<'a>(m: &'static Messages, entropy: &'a str) -> digits_grid::Words<'a> {
    digits_grid::Words {
        title: m.classifier().doubtful,
        observed: m.classifier().observed,
        predicted: m.classifier().predicted,
        entropy,
    }
}

/// The heading of entropies, with their unit.
fn entropy_column(preferences: Preferences) -> String {
    let m = preferences.lang.get().messages();
    (m.shell().quantity_in)(m.classifier().entropy_column, unit_name(preferences.unit.get(), m))
}

/// The test samples by observed and predicted class.
pub(super) fn confusion_figure(frame: Frame, data: Data, title: Signal<&'static str>) -> Vec<El> {
    let preferences = use_preferences();
    let factor = move || preferences.unit.get().from_nats(1.0);
    let settings = use_training().settings;
    let first = move || settings.with(TrainingSettings::first_class);
    let classes = move |n: usize| -> Vec<String> { (first()..).take(n).map(|c| c.to_string()).collect() };
    let figure = move || {
        let (m, entropy) = (preferences.lang.get().messages(), entropy_column(preferences));
        let counts = seen(frame, data, count);
        confusion(&counts, factor(), &confusion_words(m, title.get(), &entropy, &classes(counts.len())))
    };
    let table = move || {
        let (m, entropy) = (preferences.lang.get().messages(), entropy_column(preferences));
        let counts = seen(frame, data, count);
        confusion::table(
            &counts,
            factor(),
            &confusion_words(m, title.get(), &entropy, &classes(counts.len())),
        )
    };
    let summary = derived(move || {
        (preferences.lang.get().messages().classifier().confusion_summary)(&test_accuracy(frame))
    });
    let caption =
        caption(text(|m| m.classifier().confusion_lead), text(|m| m.classifier().confusion_caption));
    let view = figure_view(Source::new(figure, table), Shape::Wide, summary, caption);
    vec![kicker(title), view]
}

fn confusion_words<'a>(
    m: &'static Messages,
    title: &'a str,
    entropy: &'a str,
    classes: &'a [String],
) -> confusion::Words<'a> {
    confusion::Words {
        title,
        x_axis: m.classifier().predicted,
        y_axis: m.classifier().observed,
        entropy,
        classes,
    }
}

/// The test digits with the largest predictive entropy, largest first.
fn most_doubtful(data: &Dataset, frame: &TrainingFrame) -> Vec<Digit> {
    let predictions: Vec<&[f32]> = frame.test_probabilities.chunks_exact(data.n_classes()).collect();
    let mut doubts: Vec<f64> = predictions.iter().map(|q| predictive_entropy(q)).collect();
    let next = |_| {
        let index = first_largest(&doubts)?;
        doubts[index] = f64::NEG_INFINITY;
        let sample = *data.test.get(index)?;
        Some(Digit {
            pixels: data.input(sample).to_vec(),
            observed: data.labels[sample],
            probabilities: predictions[index].to_vec(),
        })
    };
    (0..N_SHOWN.min(predictions.len())).map_while(next).collect()
}

/// `[observed][predicted]` over the test samples.
fn count(data: &Dataset, frame: &TrainingFrame) -> Vec<Vec<usize>> {
    let n = data.n_classes();
    let mut counts = vec![vec![0; n]; n];
    for (&sample, q) in data.test.iter().zip(frame.test_probabilities.chunks_exact(n)) {
        counts[data.labels[sample]][class_of(q)] += 1;
    }
    counts
}

/// The most probable class; the first one of several.
fn class_of(probabilities: &[f32]) -> usize {
    first_largest(probabilities).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::class_of;

    #[test]
    fn ties_go_to_the_first_class() {
        assert_eq!(class_of(&[0.2, 0.4, 0.4]), 1);
    }
}
