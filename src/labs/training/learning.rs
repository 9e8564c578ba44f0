//! Controls of the optimizer, the batches and the seed.

use crate::labs::training::use_training;
use crate::state::preferences::{label, text};
use crate::state::training::MAX_SEED;
use crate::widgets::choice::{Choice, Look, Options};
use crate::widgets::control::Control;
use crate::widgets::number_field::NumberField;
use crate::widgets::slider::{Slider, Track};
use infoplane_core::learner::optimizer::Rule;
use leptos::prelude::*;

/// The update rule as papers write it; the same in every language.
const fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Sgd => "SGD",
        Rule::Momentum => "momentum",
        Rule::Adam => "Adam",
    }
}

/// Optimizer, learning rate, batch, epochs, seed.
#[component]
pub fn LearningControls() -> impl IntoView {
    let training = use_training();
    let settings = training.settings;
    let options: Options = Rule::ALL.iter().map(|rule| (rule.name(), rule_name(*rule).to_string())).collect();
    view! {
        <Control name="learning">
            <Choice
                label=label(|m| m.training.rule)
                look=Look::Segmented
                options=Signal::stored(options)
                chosen=Signal::derive(move || settings.with(|s| s.spec.optimizer.rule.name()))
                choose=move |name| {
                    if let Some(rule) = Rule::from_name(name) {
                        training.edit(|s| s.spec.optimizer.rule = rule);
                    }
                }
            />
            <Slider
                label=label(|m| m.training.learning_rate)
                value=Signal::derive(move || settings.with(|s| s.spec.optimizer.learning_rate))
                track=Track::logarithmic(1e-5, 10.0)
                change=move |x| training.edit(|s| s.spec.optimizer.learning_rate = x)
            />
            <Slider
                label=label(|m| m.training.batch_size)
                value=Signal::derive(move || settings.with(|s| s.spec.batch_size as f64))
                track=Track::logarithmic(1.0, 4096.0)
                change=move |x: f64| training.edit(|s| s.spec.batch_size = x.round().max(1.0) as usize)
            />
            <Slider
                label=label(|m| m.training.n_epochs)
                value=Signal::derive(move || settings.with(|s| f64::from(s.spec.n_epochs)))
                track=Track::logarithmic(10.0, 100_000.0)
                change=move |x: f64| training.edit(|s| s.spec.n_epochs = x.round() as u32)
            />
            <label class="field-row">
                <span>{text(|m| m.training.seed)}</span>
                <NumberField
                    label=label(|m| m.training.seed)
                    shown=Signal::derive(move || settings.with(|s| s.spec.seed.to_string()))
                    range=0.0..=MAX_SEED as f64
                    commit=move |x: f64| training.edit(|s| s.spec.seed = x.round() as u64)
                />
            </label>
        </Control>
    }
}
