//! The numbers above the figures: the loss and its parts.

use crate::labs::training::quantities::{
    ACCURACY, DOUBT, FLOOR, KL, TEST_CE, TEST_CE_LABELS, TRAIN_CE, TRAIN_CE_MEMORIZED,
};
use crate::reactive::*;
use crate::state::preferences::{text, use_preferences};
use crate::state::run::Run;
use crate::widgets::element::{El, el};
use crate::widgets::number::{grouped, information};
use crate::widgets::readout::{Present, Quantity, Terms, readout};
use infoplane_core::experiments::training::TrainingFrame;
use infoplane_core::learner::dataset::Dataset;
use std::rc::Rc;
use std::sync::Arc;

/// What the readouts read from; information in nats.
#[derive(Clone, Copy)]
struct Numbers {
    run: Run,
    data: Memo<Option<Arc<Dataset>>>,
}

impl Numbers {
    /// A number of the latest frame, and none before the first one.
    fn value(self, pick: fn(&TrainingFrame) -> f64) -> Signal<f64> {
        derived(move || self.run.frame.with(|frame| frame.as_deref().map_or(f64::NAN, pick)))
    }

    fn holds(self, pick: fn(&TrainingFrame) -> bool) -> bool {
        self.run.frame.with(|frame| frame.as_deref().is_some_and(pick))
    }

    /// A readout at the epoch of the latest frame.
    fn readout(self, of: &'static Quantity, value: Signal<f64>, terms: Terms) -> El {
        let lang = use_preferences().lang;
        let epoch = move |frame: &TrainingFrame| {
            (lang.get().messages().training().epoch)(&grouped(f64::from(frame.epoch)))
        };
        let when =
            derived(move || self.run.frame.with(|frame| frame.as_deref().map(epoch).unwrap_or_default()));
        readout(of, Present { value, terms, when })
    }

    /// A number of samples.
    fn n(self, pick: fn(&Dataset) -> usize) -> Signal<f64> {
        derived(move || self.data.with(|data| data.as_deref().map_or(0, pick)) as f64)
    }

    fn n_train(self) -> Signal<f64> {
        self.n(|data| data.train.len())
    }

    fn n_test(self) -> Signal<f64> {
        self.n(|data| data.test.len())
    }
}

fn test_ce(frame: &TrainingFrame) -> f64 {
    frame.test.best_cross_entropy()
}

fn floor(frame: &TrainingFrame) -> f64 {
    frame.floor.unwrap_or(f64::NAN)
}

fn has_memorized(frame: &TrainingFrame) -> bool {
    frame.train_floor.is_some_and(|floor| frame.train.cross_entropy < floor)
}

/// A mean over n samples: n and the sum.
fn mean(value: Signal<f64>, n: Signal<f64>) -> Terms {
    let unit = use_preferences().unit;
    Rc::new(move || vec![vec![grouped(n.get()), information(value.get() * n.get(), unit.get())]])
}

/// A sum or a difference: both of its terms.
fn two(a: Signal<f64>, b: Signal<f64>) -> Terms {
    let unit = use_preferences().unit;
    Rc::new(move || vec![vec![information(a.get(), unit.get()), information(b.get(), unit.get())]])
}

/// Test cross-entropy, its floor and the KL above it; training cross-entropy, accuracy, predictive entropy.
pub fn readouts(run: Run, data: Memo<Option<Arc<Dataset>>>) -> El {
    let numbers = Numbers { run, data };
    let no_floor = condition(move || numbers.holds(|frame| frame.floor.is_none()));
    let memorized = move || numbers.holds(has_memorized);
    let train_ce = move |of| {
        let value = numbers.value(|frame| frame.train.cross_entropy);
        numbers.readout(of, value, mean(value, numbers.n_train()))
    };
    let doubt = numbers.value(|frame| frame.test.predictive_entropy);
    el("div")
        .class("readouts six")
        .live(move || if no_floor.get() { undivided_loss(numbers) } else { divided_loss(numbers) })
        .when(memorized, move || train_ce(&TRAIN_CE_MEMORIZED))
        .when(move || !memorized(), move || train_ce(&TRAIN_CE))
        .child(accuracy(numbers))
        .child(numbers.readout(&DOUBT, doubt, mean(doubt, numbers.n_test())))
}

/// The test loss as floor plus KL.
fn divided_loss(numbers: Numbers) -> Vec<El> {
    let (test_ce, floor) = (numbers.value(test_ce), numbers.value(floor));
    let kl = derived(move || test_ce.get() - floor.get());
    vec![
        numbers.readout(&TEST_CE, test_ce, two(floor, kl)),
        numbers.readout(&FLOOR, floor, mean(floor, numbers.n_test())),
        numbers.readout(&KL, kl, two(test_ce, floor)),
    ]
}

/// The test loss where nobody knows the label distribution, and hence the floor.
fn undivided_loss(numbers: Numbers) -> Vec<El> {
    let test_ce = numbers.value(test_ce);
    let line = |class: &str| el("span").class(class);
    let no_floor = el("div")
        .class("readout q-h unknown")
        .child(line("name").text(text(|m| m.classifier().floor)))
        .child(line("value").child(el("b").text("?")))
        .child(line("gist").text(text(|m| m.classifier().floor_unknown)));
    vec![numbers.readout(&TEST_CE_LABELS, test_ce, mean(test_ce, numbers.n_test())), no_floor]
}

fn accuracy(numbers: Numbers) -> El {
    let share = numbers.value(|frame| frame.test.accuracy);
    let n = numbers.n_test();
    let right = Rc::new(move || vec![vec![grouped(share.get() * n.get()), grouped(n.get())]]);
    numbers.readout(&ACCURACY, share, right)
}
