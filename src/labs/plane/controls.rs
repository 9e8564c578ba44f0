//! Which experiment, which estimator, and whether two activations are compared.

use crate::figures::plane::Estimator;
use crate::i18n::training::Plane as Words;
use crate::labs::training::data::{label_noise, source_choice};
use crate::labs::training::network::activation_name;
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::preferences::{label, use_preferences};
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::control::control;
use crate::widgets::element::{El, el};
use crate::widgets::number_field::Allowed;
use crate::widgets::slider::{Track, slider};

/// The name of an estimator.
pub fn estimator_name(estimator: Estimator, words: &Words) -> &'static str {
    match estimator {
        Estimator::Bins30 => words.bins_30,
        Estimator::Bins007 => words.bins_007,
        Estimator::KdeUpper => words.kde_upper,
        Estimator::KdeLower => words.kde_lower,
    }
}

/// The data, its label noise, and the run beside it.
pub fn experiment_controls() -> El {
    control("experiment")
        .child(source_choice(label(|m| m.plane().experiment)))
        .child(compare_box(use_training()))
        .child(label_noise())
}

fn compare_box(training: Training) -> El {
    let lang = use_preferences().lang;
    let settings = training.settings;
    let name = move || {
        let other = settings.with(|s| activation_name(s.other_activation()));
        (lang.get().messages().plane().compare)(other)
    };
    let input = el("input")
        .attr("type", "checkbox")
        .prop("checked", move || settings.with(|s| s.compare))
        .on("change", move |event| training.edit(|s| s.compare = event_target_checked(&event)));
    el("label").class("check").child(input).child(el("span").text(name))
}

/// The estimator and what it assumes; switchable while the net trains.
pub fn estimator_controls() -> El {
    let training = use_training();
    let settings = training.settings;
    let lang = use_preferences().lang;
    let options = move || -> Options {
        let words = lang.get().messages().plane();
        ORDER
            .iter()
            .map(|estimator| (estimator.name(), estimator_name(*estimator, words).to_string()))
            .collect()
    };
    let chosen = derived(move || settings.with(|s| s.estimator.name()));
    control("estimator")
        .child(choice(label(|m| m.plane().estimator), Look::Chips, options, chosen, move |name| {
            if let Some(estimator) = Estimator::from_name(name) {
                training.edit(|s| s.estimator = estimator);
            }
        }))
        .child(slider(
            label(|m| m.plane().noise_variance),
            derived(move || settings.with(|s| s.noise_variance)),
            Track::logarithmic(1e-6, 1.0),
            Allowed::numbers(1e-6, 1.0),
            move |x| training.edit(|s| s.noise_variance = x),
        ))
}

/// The order of the menu: first the default.
const ORDER: [Estimator; 4] =
    [Estimator::KdeUpper, Estimator::KdeLower, Estimator::Bins007, Estimator::Bins30];
