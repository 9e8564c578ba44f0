//! Controls of the optimizer, the batches and the seed.

use crate::labs::training::data::{numbers, whole};
use crate::labs::training::data_details::details_fold;
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::preferences::{label, text};
use crate::state::training::{MAX_SEED, Room};
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::control::control;
use crate::widgets::element::{El, el};
use crate::widgets::number_field::{Allowed, number_field};
use crate::widgets::slider::{Track, slider};
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_core::learner::optimizer::{OptimizerSpec, Rule};

/// The update rule as papers write it; the same in every language.
pub const fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Sgd => "SGD",
        Rule::Momentum => "momentum",
        Rule::Adam => "Adam",
        Rule::Nesterov => "Nesterov",
        Rule::RmsProp => "RMSprop",
        Rule::Adagrad => "Adagrad",
        Rule::AdamW => "AdamW",
        Rule::Nadam => "Nadam",
    }
}

/// Optimizer, learning rate, batch, epochs, seed.
pub fn learning_controls() -> El {
    let training = use_training();
    let settings = training.settings;
    control("learning")
        .child(rule_choice(training))
        .child(slider(
            label(|m| m.training().learning_rate),
            derived(move || settings.with(|s| s.spec.optimizer.learning_rate)),
            Track::logarithmic(1e-5, 10.0),
            numbers(OptimizerSpec::LEARNING_RATE),
            move |x| training.edit(|s| s.spec.optimizer.learning_rate = x),
        ))
        .child(slider(
            label(|m| m.training().batch_size),
            derived(move || settings.with(|s| s.spec.batch_size as f64)),
            Track::whole(1.0, 4096.0),
            whole(TrainingSpec::BATCH),
            move |x| training.edit(|s| s.spec.batch_size = x as usize),
        ))
        .child(slider(
            label(|m| m.training().n_epochs),
            derived(move || settings.with(|s| f64::from(s.spec.n_epochs))),
            Track::whole(10.0, 100_000.0),
            whole(TrainingSpec::EPOCHS),
            move |x| training.edit(|s| s.spec.n_epochs = x as u32),
        ))
        .child(seed_field(training))
        .child(details_fold(
            |m| m.learning_details,
            |s| !s.of_room(Room::Learning).is_empty(),
            |rooms| rooms.learning_details,
        ))
}

fn rule_choice(training: Training) -> El {
    let options =
        || -> Options { Rule::ALL.iter().map(|rule| (rule.name(), rule_name(*rule).to_string())).collect() };
    choice(
        label(|m| m.training().rule),
        Look::Menu,
        options,
        derived(move || training.settings.with(|s| s.spec.optimizer.rule.name())),
        move |name| {
            if let Some(rule) = Rule::from_name(name) {
                training.edit(|s| s.spec.optimizer.select(rule));
            }
        },
    )
}

fn seed_field(training: Training) -> El {
    let field = number_field(
        label(|m| m.training().seed),
        derived(move || training.settings.with(|s| s.spec.seed.to_string())),
        Allowed::whole(0.0, MAX_SEED as f64),
        move |x| training.edit(|s| s.spec.seed = x as u64),
    );
    el("label").class("field-row").child(el("span").text(text(|m| m.training().seed))).child(field)
}
