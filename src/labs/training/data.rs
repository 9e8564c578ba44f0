//! Controls of the data.

use crate::i18n::training::Training as Words;
use crate::labs::training::use_training;
use crate::state::preferences::{label, use_preferences};
use crate::widgets::choice::{Choice, Look, Options};
use crate::widgets::control::Control;
use crate::widgets::slider::{Slider, Track};
use infoplane_core::learner::dataset::Source;
use leptos::prelude::*;

/// The name of a data source.
pub fn source_name(source: Source, words: &Words) -> &'static str {
    match source {
        Source::Circles => words.circles,
        Source::Spirals => words.spirals,
        Source::Xor => words.xor,
        Source::Moons => words.moons,
        Source::Gaussians => words.gaussians,
        Source::Digits => words.digits,
        Source::TwelveBit => words.twelve_bit,
    }
}

/// Which data, and how noisy.
#[component]
pub fn DataControls() -> impl IntoView {
    let training = use_training();
    let lang = use_preferences().lang;
    let settings = training.settings;
    let options = Signal::derive(move || -> Options {
        let words = lang.get().messages().training;
        Source::ALL.iter().map(|source| (source.name(), source_name(*source, &words).to_string())).collect()
    });
    view! {
        <Control name="data">
            <Choice
                label=label(|m| m.training.data)
                look=Look::Chips
                options
                chosen=Signal::derive(move || settings.with(|s| s.spec.data.source.name()))
                choose=move |name| {
                    if let Some(source) = Source::from_name(name) {
                        training.edit(|s| s.select_source(source));
                    }
                }
            />
            <Show when=move || settings.with(|s| s.spec.data.source.is_generated())>
                <PointControls />
            </Show>
            <Slider
                label=label(|m| m.training.label_noise)
                value=Signal::derive(move || settings.with(|s| s.spec.data.label_noise))
                track=Track::linear(0.0, 0.5, 0.01)
                change=move |x| training.edit(|s| s.spec.data.label_noise = x)
            />
            <Slider
                label=label(|m| m.training.train_fraction)
                value=Signal::derive(move || settings.with(|s| s.spec.data.train_fraction))
                track=Track::linear(0.1, 0.9, 0.05)
                change=move |x| training.edit(|s| s.spec.data.train_fraction = x)
            />
        </Control>
    }
}

/// Controls that only generated points have.
#[component]
fn PointControls() -> impl IntoView {
    let training = use_training();
    let settings = training.settings;
    view! {
        <Choice
            label=label(|m| m.training.classes)
            look=Look::Segmented
            options=Signal::stored(CLASSES.iter().map(|name| (*name, (*name).to_string())).collect())
            chosen=Signal::derive(move || class_name(settings.with(|s| s.spec.data.n_classes)))
            choose=move |name: &'static str| {
                if let Ok(n) = name.parse() {
                    training.edit(|s| s.spec.data.n_classes = n);
                }
            }
        />
        <Slider
            label=label(|m| m.training.samples)
            value=Signal::derive(move || settings.with(|s| s.spec.data.n_samples as f64))
            track=Track::linear(100.0, 2000.0, 100.0)
            change=move |x: f64| training.edit(|s| s.spec.data.n_samples = x.round() as usize)
        />
        <Slider
            label=label(|m| m.training.noise)
            value=Signal::derive(move || settings.with(|s| s.spec.data.noise))
            track=Track::linear(0.0, 0.3, 0.01)
            change=move |x| training.edit(|s| s.spec.data.noise = x)
        />
    }
}

/// The numbers of classes to choose from.
const CLASSES: [&str; 3] = ["2", "3", "4"];

fn class_name(n: usize) -> &'static str {
    CLASSES.get(n.wrapping_sub(2)).copied().unwrap_or_default()
}
