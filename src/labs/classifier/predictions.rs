//! What the network predicts: a map where the data is a plane, digits or a confusion matrix elsewhere.

use crate::figures::confusion::{self, confusion};
use crate::figures::digits_grid::{self, Digit, digits_grid};
use crate::figures::regions::{self, regions};
use crate::labs::training::samples::points;
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::widgets::element::{El, el};
use crate::widgets::figure_view::{Shape, caption, figure_view};
use crate::widgets::number::percent;
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::training::TrainingFrame;
use infoplane_core::learner::dataset::Dataset;
use infoplane_core::learner::digits::N_PIXELS;
use infoplane_core::math::order::first_largest;
use leptos::prelude::*;
use std::sync::Arc;

/// How many digits are shown: those the network doubts most.
const N_SHOWN: usize = 24;
/// Digits in a row of the figure.
const N_COLUMNS: usize = 6;

/// The samples of the run.
type Data = Memo<Option<Arc<Dataset>>>;

/// Puts the map, or what stands for it where there is none, into a card.
pub fn predictions(card: El, run: Run, data: Data) -> El {
    let n_features = Memo::new(move |_| data.with(|data| data.as_ref().map_or(0, |data| data.n_features())));
    card.live(move || match n_features.get() {
        0 => vec![el("p").class("hint").text(text(|m| m.training.preparing))],
        2 => regions_figure(run, data),
        N_PIXELS => {
            let mut figures = digits_figure(run, data);
            figures.extend(confusion_figure(run, data));
            figures
        }
        _ => confusion_figure(run, data),
    })
}

fn kicker(title: Signal<&'static str>) -> El {
    el("h2").class("kicker").text(title)
}

/// Something of the data and the latest frame; the default while one of them is missing.
fn seen<T: Default>(run: Run, data: Data, see: fn(&Dataset, &TrainingFrame) -> T) -> T {
    data.with(|data| {
        run.frame.with(|frame| match (data, frame) {
            (Some(data), Some(frame)) => see(data, frame),
            _ => T::default(),
        })
    })
}

fn test_accuracy(run: Run) -> String {
    let accuracy = run.frame.with(|frame| frame.as_ref().map_or(0.0, |frame| frame.test.accuracy));
    format!("{} %", percent(accuracy))
}

/// Decision regions with the samples on them.
fn regions_figure(run: Run, data: Data) -> Vec<El> {
    let lang = use_preferences().lang;
    let figure = move || {
        let m = lang.get().messages();
        let words = regions::Words {
            title: m.classifier.regions,
            train: m.training.train,
            test: m.training.test,
            class: m.training.class,
        };
        let samples =
            data.with(|data| data.as_ref().map(|data| (points(data, &data.train), points(data, &data.test))));
        let (train, test) = samples.unwrap_or_default();
        run.frame.with(|frame| match frame.as_ref().and_then(|frame| frame.regions.as_ref()) {
            Some(shown) => regions(shown, &train, &test, &words),
            None => regions(&regions::empty(), &train, &test, &words),
        })
    };
    let summary = Signal::derive(move || {
        let n_classes = data.with(|data| data.as_ref().map_or(0, |data| data.n_classes()));
        (lang.get().messages().classifier.regions_summary)(n_classes, &test_accuracy(run))
    });
    let caption = caption(text(|m| m.classifier.regions_lead), text(|m| m.classifier.regions_caption));
    vec![kicker(text(|m| m.classifier.regions)), figure_view(figure, Shape::Square, summary, caption)]
}

/// The test digits in order of doubt.
fn digits_figure(run: Run, data: Data) -> Vec<El> {
    let preferences = use_preferences();
    let figure = move || {
        let unit = preferences.unit.get();
        let m = preferences.lang.get().messages();
        let entropy = (m.shell.quantity_in)(m.classifier.entropy_column, unit_name(unit, m));
        let words = digits_grid::Words {
            title: m.classifier.doubtful,
            observed: m.classifier.observed,
            predicted: m.classifier.predicted,
            entropy: &entropy,
        };
        digits_grid(&seen(run, data, most_doubtful), N_COLUMNS, unit.from_nats(1.0), &words)
    };
    let summary = Signal::derive(move || {
        let digits = seen(run, data, most_doubtful);
        let wrong = digits.iter().filter(|d| class_of(&d.probabilities) != d.observed).count();
        (preferences.lang.get().messages().classifier.digits_summary)(wrong, digits.len())
    });
    let caption = caption(text(|m| m.classifier.doubtful_lead), text(|m| m.classifier.doubtful_caption));
    vec![kicker(text(|m| m.classifier.doubtful)), figure_view(figure, Shape::Wide, summary, caption)]
}

/// The test samples by observed and predicted class.
fn confusion_figure(run: Run, data: Data) -> Vec<El> {
    let preferences = use_preferences();
    let figure = move || {
        let unit = preferences.unit.get();
        let m = preferences.lang.get().messages();
        let entropy = (m.shell.quantity_in)(m.classifier.entropy_column, unit_name(unit, m));
        let counts = seen(run, data, count);
        let classes: Vec<String> = (0..counts.len()).map(|class| class.to_string()).collect();
        let words = confusion::Words {
            title: m.classifier.confusion,
            x_axis: m.classifier.predicted,
            y_axis: m.classifier.observed,
            entropy: &entropy,
            classes: &classes,
        };
        confusion(&counts, unit.from_nats(1.0), &words)
    };
    let summary = Signal::derive(move || {
        (preferences.lang.get().messages().classifier.confusion_summary)(&test_accuracy(run))
    });
    let caption = caption(text(|m| m.classifier.confusion_lead), text(|m| m.classifier.confusion_caption));
    vec![kicker(text(|m| m.classifier.confusion)), figure_view(figure, Shape::Wide, summary, caption)]
}

/// The test digits with the largest predictive entropy, largest first.
fn most_doubtful(data: &Dataset, frame: &TrainingFrame) -> Vec<Digit> {
    let predictions: Vec<&[f32]> = frame.test_probabilities.chunks_exact(data.n_classes()).collect();
    let mut doubts: Vec<f64> = predictions.iter().map(|q| digits_grid::entropy(q)).collect();
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
