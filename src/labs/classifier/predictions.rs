//! What the network predicts: a map where the data is a plane, digits or a confusion matrix elsewhere.

use crate::charts::figure::Figure;
use crate::figures::confusion::{self, confusion};
use crate::figures::digits_grid::{self, Digit, digits_grid};
use crate::figures::regions::{self, regions};
use crate::labs::training::samples::points;
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::widgets::figure_view::{FigureView, Shape};
use crate::widgets::number::percent;
use crate::widgets::readout::unit_name;
use infoplane_core::experiments::training::TrainingFrame;
use infoplane_core::learner::dataset::Dataset;
use infoplane_core::learner::digits::N_PIXELS;
use leptos::prelude::*;
use std::sync::Arc;

/// How many digits are shown: those the network doubts most.
const N_SHOWN: usize = 24;
/// Digits in a row of the figure.
const N_COLUMNS: usize = 6;

/// The map, or what stands for it where there is none.
#[component]
pub fn Predictions(
    /// The run.
    run: Run,
    /// Its data.
    data: Memo<Option<Arc<Dataset>>>,
) -> impl IntoView {
    let features = Memo::new(move |_| data.with(|data| data.as_ref().map(|data| data.n_features())));
    move || match features.get() {
        None => view! { <p class="hint">{text(|m| m.training.preparing)}</p> }.into_any(),
        Some(2) => view! { <RegionsFigure run data /> }.into_any(),
        Some(N_PIXELS) => view! {
            <DigitsFigure run data />
            <ConfusionFigure run data />
        }
        .into_any(),
        Some(_) => view! { <ConfusionFigure run data /> }.into_any(),
    }
}

/// Decision regions with the samples on them.
#[component]
fn RegionsFigure(
    /// The run.
    run: Run,
    /// Its data.
    data: Memo<Option<Arc<Dataset>>>,
) -> impl IntoView {
    let lang = use_preferences().lang;
    let samples = Memo::new(move |_| {
        data.with(|data| {
            data.as_ref()
                .map(|data| (points(data, &data.train), points(data, &data.test)))
                .unwrap_or_default()
        })
    });
    let figure = move || -> Figure {
        let m = lang.get().messages();
        let words = regions::Words {
            title: m.classifier.regions,
            train: m.training.train,
            test: m.training.test,
            class: m.training.class,
        };
        let (train, test) = samples.get();
        run.frame.with(|frame| match frame.as_ref().and_then(|frame| frame.regions.as_ref()) {
            Some(shown) => regions(shown, &train, &test, &words),
            None => regions(&regions::empty(), &train, &test, &words),
        })
    };
    let summary = move || {
        let n_classes = data.with(|data| data.as_ref().map_or(0, |data| data.n_classes()));
        let accuracy = run.frame.with(|frame| frame.as_ref().map_or(0.0, |frame| frame.test.accuracy));
        (lang.get().messages().classifier.regions_summary)(n_classes, &format!("{} %", percent(accuracy)))
    };
    view! {
        <h2 class="kicker">{text(|m| m.classifier.regions)}</h2>
        <FigureView figure=Memo::new(move |_| figure()) shape=Shape::Square summary=Signal::derive(summary)>
            <b>{text(|m| m.classifier.regions_lead)}</b>
            " "
            {text(|m| m.classifier.regions_caption)}
        </FigureView>
    }
}

/// The test digits in order of doubt.
#[component]
fn DigitsFigure(
    /// The run.
    run: Run,
    /// Its data.
    data: Memo<Option<Arc<Dataset>>>,
) -> impl IntoView {
    let preferences = use_preferences();
    let digits = Memo::new(move |_| {
        data.with(|data| {
            run.frame.with(|frame| match (data, frame) {
                (Some(data), Some(frame)) => most_doubtful(data, frame),
                _ => Vec::new(),
            })
        })
    });
    let figure = move || -> Figure {
        let unit = preferences.unit.get();
        let m = preferences.lang.get().messages();
        let entropy = format!("{}, {}", m.classifier.entropy_column, unit_name(unit, m));
        let words = digits_grid::Words {
            title: m.classifier.doubtful,
            observed: m.classifier.observed,
            predicted: m.classifier.predicted,
            entropy: &entropy,
        };
        digits.with(|digits| digits_grid(digits, N_COLUMNS, unit.from_nats(1.0), &words))
    };
    let summary = move || {
        let wrong =
            digits.with(|digits| digits.iter().filter(|d| class_of(&d.probabilities) != d.observed).count());
        (preferences.lang.get().messages().classifier.digits_summary)(wrong, digits.with(Vec::len))
    };
    view! {
        <h2 class="kicker">{text(|m| m.classifier.doubtful)}</h2>
        <FigureView figure=Memo::new(move |_| figure()) shape=Shape::Wide summary=Signal::derive(summary)>
            <b>{text(|m| m.classifier.doubtful_lead)}</b>
            " "
            {text(|m| m.classifier.doubtful_caption)}
        </FigureView>
    }
}

/// The test samples by observed and predicted class.
#[component]
fn ConfusionFigure(
    /// The run.
    run: Run,
    /// Its data.
    data: Memo<Option<Arc<Dataset>>>,
) -> impl IntoView {
    let preferences = use_preferences();
    let counts = Memo::new(move |_| {
        data.with(|data| {
            run.frame.with(|frame| match (data, frame) {
                (Some(data), Some(frame)) => count(data, frame),
                _ => Vec::new(),
            })
        })
    });
    let figure = move || -> Figure {
        let unit = preferences.unit.get();
        let m = preferences.lang.get().messages();
        let entropy = format!("{}, {}", m.classifier.entropy_column, unit_name(unit, m));
        let classes: Vec<String> = (0..counts.with(Vec::len)).map(|class| class.to_string()).collect();
        let words = confusion::Words {
            title: m.classifier.confusion,
            x_axis: m.classifier.predicted,
            y_axis: m.classifier.observed,
            entropy: &entropy,
            classes: &classes,
        };
        counts.with(|counts| confusion(counts, unit.from_nats(1.0), &words))
    };
    let summary = move || {
        let accuracy = run.frame.with(|frame| frame.as_ref().map_or(0.0, |frame| frame.test.accuracy));
        (preferences.lang.get().messages().classifier.confusion_summary)(&format!("{} %", percent(accuracy)))
    };
    view! {
        <h2 class="kicker">{text(|m| m.classifier.confusion)}</h2>
        <FigureView figure=Memo::new(move |_| figure()) shape=Shape::Wide summary=Signal::derive(summary)>
            <b>{text(|m| m.classifier.confusion_lead)}</b>
            " "
            {text(|m| m.classifier.confusion_caption)}
        </FigureView>
    }
}

/// The test digits with the largest predictive entropy, largest first.
fn most_doubtful(data: &Dataset, frame: &TrainingFrame) -> Vec<Digit> {
    let predictions = frame.test_probabilities.chunks_exact(data.n_classes());
    let mut doubted: Vec<(f32, usize, &[f32])> =
        data.test.iter().zip(predictions).map(|(&sample, q)| (entropy(q), sample, q)).collect();
    doubted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let digit = |(_, sample, q): &(f32, usize, &[f32])| Digit {
        pixels: data.input(*sample).to_vec(),
        observed: data.labels[*sample],
        probabilities: q.to_vec(),
    };
    doubted.iter().take(N_SHOWN).map(digit).collect()
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
    let mut best = 0;
    for (class, q) in probabilities.iter().enumerate() {
        if *q > probabilities[best] {
            best = class;
        }
    }
    best
}

fn entropy(probabilities: &[f32]) -> f32 {
    probabilities.iter().filter(|q| **q > 0.0).map(|q| -q * q.ln()).sum()
}

#[cfg(test)]
mod tests {
    use super::class_of;

    #[test]
    fn ties_go_to_the_first_class() {
        assert_eq!(class_of(&[0.2, 0.4, 0.4]), 1);
    }
}
