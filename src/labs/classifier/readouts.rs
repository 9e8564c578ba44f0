//! The numbers above the figures: the loss and its parts.

use crate::labs::training::quantities::{
    ACCURACY, DOUBT, FLOOR, KL, TEST_CE, TEST_CE_LABELS, TRAIN_CE, TRAIN_CE_MEMORIZED,
};
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::widgets::number::{grouped, information};
use crate::widgets::readout::Readout;
use infoplane_core::experiments::training::{Evaluation, TrainingFrame};
use infoplane_core::learner::dataset::Dataset;
use leptos::prelude::*;
use std::sync::Arc;

/// Everything the readouts need of the latest frame; information in nats.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Numbers {
    train: Evaluation,
    test: Evaluation,
    floor: Option<f64>,
    train_floor: Option<f64>,
}

impl Numbers {
    fn of(frame: &TrainingFrame) -> Self {
        Self { train: frame.train, test: frame.test, floor: frame.floor, train_floor: frame.train_floor }
    }

    fn test_ce(&self) -> f64 {
        self.test.expected_cross_entropy.unwrap_or(self.test.cross_entropy)
    }

    fn has_memorized(&self) -> bool {
        self.train_floor.is_some_and(|floor| self.train.cross_entropy < floor)
    }
}

/// Test cross-entropy, its floor and the KL above it; training cross-entropy, accuracy, predictive entropy.
#[component]
pub fn Readouts(
    /// The run.
    run: Run,
    /// Its data.
    data: Memo<Option<Arc<Dataset>>>,
) -> impl IntoView {
    let unit = use_preferences().unit;
    let numbers = Memo::new(move |_| run.frame.with(|frame| frame.as_deref().map(Numbers::of)));
    let value = move |pick: fn(&Numbers) -> f64| {
        Signal::derive(move || numbers.with(|n| n.as_ref().map_or(f64::NAN, pick)))
    };
    let n_test = Memo::new(move |_| data.with(|data| data.as_ref().map_or(0, |data| data.test.len())));
    let n_train = Memo::new(move |_| data.with(|data| data.as_ref().map_or(0, |data| data.train.len())));
    let mean = move |value: Signal<f64>, n: Memo<usize>| {
        Signal::derive(move || {
            let n = n.get() as f64;
            vec![vec![grouped(n), information(value.get() * n, unit.get())]]
        })
    };
    let two = move |a: Signal<f64>, b: Signal<f64>| {
        Signal::derive(move || vec![vec![information(a.get(), unit.get()), information(b.get(), unit.get())]])
    };
    let test_ce = value(Numbers::test_ce);
    let floor = value(|n| n.floor.unwrap_or(f64::NAN));
    let kl = value(|n| n.floor.map_or(f64::NAN, |floor| n.test_ce() - floor));
    let train_ce = value(|n| n.train.cross_entropy);
    let accuracy = value(|n| n.test.accuracy);
    let doubt = value(|n| n.test.predictive_entropy);
    let is_split = Memo::new(move |_| numbers.with(|n| n.is_none_or(|n| n.floor.is_some())));
    let memorized = Memo::new(move |_| numbers.with(|n| n.is_some_and(|n| n.has_memorized())));
    let right = Signal::derive(move || {
        let n = n_test.get() as f64;
        vec![vec![grouped(accuracy.get() * n), grouped(n)]]
    });
    view! {
        <div class="readouts">
            <Show
                when=move || is_split.get()
                fallback=move || {
                    view! { <Readout of=&TEST_CE_LABELS value=test_ce terms=mean(test_ce, n_test) /> <NoFloor /> }
                }
            >
                <Readout of=&TEST_CE value=test_ce terms=two(floor, kl) />
                <Readout of=&FLOOR value=floor terms=mean(floor, n_test) />
                <Readout of=&KL value=kl terms=two(test_ce, floor) />
            </Show>
            {move || {
                let of = if memorized.get() { &TRAIN_CE_MEMORIZED } else { &TRAIN_CE };
                view! { <Readout of value=train_ce terms=mean(train_ce, n_train) /> }
            }}
            <Readout of=&ACCURACY value=accuracy terms=right />
            <Readout of=&DOUBT value=doubt terms=mean(doubt, n_test) />
        </div>
    }
}

/// In the place of floor and KL, for data whose label distribution nobody knows.
#[component]
fn NoFloor() -> impl IntoView {
    view! {
        <div class="readout q-h unknown">
            <span class="name">{text(|m| m.classifier.floor)}</span>
            <span class="value"><b>"?"</b></span>
            <span class="gist">{text(|m| m.classifier.floor_unknown)}</span>
        </div>
    }
}
