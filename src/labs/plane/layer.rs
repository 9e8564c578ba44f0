//! One layer in numbers, with what the numbers are and are not.

use crate::figures::plane::Estimator;
use crate::labs::plane::reading::Reading;
use crate::labs::plane::warnings;
use crate::labs::training::figures::loss_figure;
use crate::labs::training::quantities::{ALL_I_TY, ALL_I_XT, COMPRESSION, i_ty, i_xt};
use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::preferences::{label, text, use_preferences};
use crate::state::run::Run;
use crate::state::training::TrainingSettings;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::number::{grouped, information, readable};
use crate::widgets::readout::{Present, Quantity, Terms, readout, unit_name};
use std::rc::Rc;

/// Names of the layers a network can have, hidden and softmax, as the menu lists them.
pub const LAYERS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// One layer of a run, as the chosen estimator sees it.
#[derive(Clone, Copy)]
struct Shown {
    run: Run,
    /// From 0.
    layer: Memo<usize>,
    /// Hidden layers and the softmax.
    n_layers: Memo<usize>,
    settings: RwSignal<TrainingSettings>,
}

impl Shown {
    fn estimator(self) -> Estimator {
        self.settings.with(|s| s.estimator)
    }

    fn reading(self) -> Option<Reading> {
        self.run.plane.with(|frames| Reading::of(frames, self.estimator(), self.layer.get()))
    }

    fn value(self, pick: fn(&Reading) -> f64) -> Signal<f64> {
        derived(move || self.reading().as_ref().map_or(f64::NAN, pick))
    }

    fn terms(self, pick: fn(&Reading, Estimator) -> Vec<Number>) -> Terms {
        let unit = use_preferences().unit;
        Rc::new(move || {
            let numbers = self.reading().map(|r| pick(&r, self.estimator())).unwrap_or_default();
            vec![numbers.into_iter().map(|number| number.text(unit.get())).collect()]
        })
    }

    /// The epoch that has been estimated last.
    fn when(self) -> Signal<String> {
        let lang = use_preferences().lang;
        derived(move || {
            let epoch = self.reading().map(|r| grouped(f64::from(r.epoch)));
            epoch.map(|epoch| (lang.get().messages().training().epoch)(&epoch)).unwrap_or_default()
        })
    }

    fn readout(self, of: &'static Quantity, value: Signal<f64>, terms: Terms) -> El {
        readout(of, Present { value, terms, when: self.when() })
    }

    /// What is wrong with the estimates of any layer, in sentences.
    fn warnings(self) -> Vec<String> {
        let widths = self.settings.with(|s| s.spec.layer_widths());
        self.run.plane.with(|frames| warnings::in_words(frames.last(), &widths[1..]))
    }
}

/// The loss of the run, and one layer of it.
pub fn layer_card(run: Run) -> El {
    let settings = use_training().settings;
    let n_layers = number_of(move || settings.with(|s| s.spec.network.hidden.len() + 1));
    // Counted from 1; none has been chosen at first. Of several hidden layers the last one moves most.
    let chosen = RwSignal::new(0_usize);
    let layer = number_of(move || match chosen.get() {
        0 => n_layers.get().saturating_sub(2),
        number => number.min(n_layers.get()) - 1,
    });
    let shown = Shown { run, layer, n_layers, settings };
    let card = el("section")
        .class("card")
        .child(
            el("div")
                .class("card-head")
                .child(el("h2").class("kicker").text(text(|m| m.plane().layers)))
                .child(el("span").class("as-of").text(shown.when())),
        )
        .child(layer_choice(shown, chosen))
        .child(layer_readouts(shown));
    el("div")
        .class("stack")
        .child(el("section").class("card").child(loss_figure(run)))
        .child(with_caveats(card, shown))
}

/// Which layer.
fn layer_choice(shown: Shown, chosen: RwSignal<usize>) -> El {
    let lang = use_preferences().lang;
    let options = move || -> Options {
        let (n, words) = (shown.n_layers.get(), lang.get().messages().plane());
        let text = |number: usize| if number == n { (words.softmax)(n) } else { number.to_string() };
        LAYERS.iter().take(n).zip(1..).map(|(name, number)| (*name, text(number))).collect()
    };
    choice(
        label(|m| m.plane().layer_choice),
        Look::Chips,
        options,
        derived(move || LAYERS[shown.layer.get()]),
        move |name| chosen.set(name.parse().unwrap_or_default()),
    )
}

/// I(X;T), I(T;Y) and compression of the layer.
fn layer_readouts(shown: Shown) -> El {
    let value = shown.value(|r| r.peak - r.i_xt);
    let terms = shown.terms(|r, _| vec![Number::Nats(r.peak), Number::Nats(r.i_xt)]);
    let all = ALL_I_XT.iter().fold(el("div").class("readouts small"), |all, of| {
        all.when(
            move || core::ptr::eq(i_xt(shown.estimator()), *of),
            move || shown.readout(of, shown.value(|r| r.i_xt), shown.terms(i_xt_terms)),
        )
    });
    let rest = |r: &Reading, _| vec![Number::Nats(r.i_xt), Number::Nats(r.i_xt - r.i_ty)];
    let all = ALL_I_TY.iter().fold(all, |all, of| {
        all.when(
            move || core::ptr::eq(i_ty(shown.estimator()), *of),
            move || shown.readout(of, shown.value(|r| r.i_ty), shown.terms(rest)),
        )
    });
    all.child(shown.readout(&COMPRESSION, value, terms))
}

/// A number that a formula is filled with.
pub(super) enum Number {
    Nats(f64),
    Count(usize),
}

impl Number {
    pub(super) fn text(&self, unit: infoplane_core::measures::units::Unit) -> String {
        match self {
            Self::Nats(nats) => information(*nats, unit),
            Self::Count(n) => grouped(*n as f64),
        }
    }
}

/// Bins: the entropy itself. KDE: log n less the mean overlap of the kernels.
pub(super) fn i_xt_terms(reading: &Reading, estimator: Estimator) -> Vec<Number> {
    match estimator {
        Estimator::Bins30 | Estimator::Bins007 => vec![Number::Nats(reading.i_xt)],
        Estimator::KdeUpper | Estimator::KdeLower => {
            vec![Number::Count(reading.n_samples), Number::Nats(reading.ceiling() - reading.i_xt)]
        }
    }
}

/// Says what the numbers are not, and where they cannot be right.
fn with_caveats(card: El, shown: Shown) -> El {
    let preferences = use_preferences();
    let nature = move || {
        let (m, unit) = (preferences.lang.get().messages(), preferences.unit.get());
        match shown.estimator() {
            // The activations that are binned are those without noise.
            Estimator::Bins30 | Estimator::Bins007 => m.plane().deterministic_bins.to_string(),
            Estimator::KdeUpper | Estimator::KdeLower => {
                let n = shown.reading().map_or(0, |r| r.n_samples) as f64;
                let (noise, variance) =
                    shown.settings.with(|s| (s.layer_noise(), readable(s.noise_variance)));
                if noise > 0.0 {
                    return (m.plane().noisy_kde)(&readable(noise), &variance);
                }
                let ceiling = format!("{} {}", information(n.ln(), unit), unit_name(unit, m));
                (m.plane().deterministic_kde)(&variance, &grouped(n), &ceiling)
            }
        }
    };
    card.when(move || shown.reading().is_some(), move || el("p").class("note").text(nature))
        .when(
            move || shown.reading().is_some_and(|r| r.is_above_h_y()),
            || el("p").class("note").text(text(|m| m.plane().above_h_y)),
        )
        .child(el("div").class("warnings").live(move || {
            let note = |warning| el("p").class("note").text(warning);
            shown.warnings().into_iter().map(note).collect()
        }))
}
