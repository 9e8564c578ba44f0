//! Which experiment, which estimator, and whether two activations are compared.

use crate::figures::plane::Estimator;
use crate::i18n::training::Plane as Words;
use crate::labs::training::data::source_name;
use crate::labs::training::network::activation_name;
use crate::labs::training::use_training;
use crate::state::preferences::{label, use_preferences};
use crate::widgets::choice::{Choice, Look, Options};
use crate::widgets::control::Control;
use crate::widgets::slider::{Slider, Track};
use infoplane_core::learner::dataset::Source;
use leptos::prelude::*;

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
#[component]
pub fn ExperimentControls() -> impl IntoView {
    let training = use_training();
    let settings = training.settings;
    let lang = use_preferences().lang;
    let options = Signal::derive(move || -> Options {
        let words = lang.get().messages().training;
        Source::ALL.iter().map(|source| (source.name(), source_name(*source, &words).to_string())).collect()
    });
    let compare_label = move || {
        let other = settings.with(|s| activation_name(s.other_activation()));
        (lang.get().messages().plane.compare)(other)
    };
    view! {
        <Control name="experiment">
            <Choice
                label=label(|m| m.plane.experiment)
                look=Look::Chips
                options
                chosen=Signal::derive(move || settings.with(|s| s.spec.data.source.name()))
                choose=move |name| {
                    if let Some(source) = Source::from_name(name) {
                        training.edit(|s| s.select_source(source));
                    }
                }
            />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || settings.with(|s| s.compare)
                    on:change=move |event| training.edit(|s| s.compare = event_target_checked(&event))
                />
                <span>{compare_label}</span>
            </label>
            <Slider
                label=label(|m| m.training.label_noise)
                value=Signal::derive(move || settings.with(|s| s.spec.data.label_noise))
                track=Track::linear(0.0, 0.5, 0.01)
                change=move |x| training.edit(|s| s.spec.data.label_noise = x)
            />
        </Control>
    }
}

/// The estimator and what it assumes; switchable while the net trains.
#[component]
pub fn EstimatorControls() -> impl IntoView {
    let training = use_training();
    let settings = training.settings;
    let lang = use_preferences().lang;
    let options = Signal::derive(move || -> Options {
        let words = lang.get().messages().plane;
        ORDER
            .iter()
            .map(|estimator| (estimator.name(), estimator_name(*estimator, &words).to_string()))
            .collect()
    });
    view! {
        <Control name="estimator">
            <Choice
                label=label(|m| m.plane.estimator)
                look=Look::Chips
                options
                chosen=Signal::derive(move || settings.with(|s| s.estimator.name()))
                choose=move |name| {
                    if let Some(estimator) = Estimator::from_name(name) {
                        training.edit(|s| s.estimator = estimator);
                    }
                }
            />
            <Slider
                label=label(|m| m.plane.noise_variance)
                value=Signal::derive(move || settings.with(|s| s.noise_variance))
                track=Track::logarithmic(1e-6, 1.0)
                change=move |x| training.edit(|s| s.noise_variance = x)
            />
        </Control>
    }
}

/// The order of the menu: first the default.
const ORDER: [Estimator; 4] =
    [Estimator::KdeUpper, Estimator::KdeLower, Estimator::Bins007, Estimator::Bins30];
