//! The network editor: layers, widths, activation.

use crate::i18n::training::Training as Words;
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::preferences::{label, text, use_preferences};
use crate::state::training::{MAX_LAYERS, MAX_WIDTH, TrainingSettings};
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::control::control;
use crate::widgets::element::{El, el};
use crate::widgets::number::grouped;
use crate::widgets::number_field::{Allowed, number_field};
use infoplane_core::learner::activation::Activation;

/// The activation as papers write it; the same in every language.
pub const fn activation_name(activation: Activation) -> &'static str {
    match activation {
        Activation::Tanh => "tanh",
        Activation::Relu => "ReLU",
        Activation::Sigmoid => "sigmoid",
        Activation::Softsign => "softsign",
        Activation::Softplus => "softplus",
        Activation::Identity => "linear",
        Activation::LeakyRelu => "leaky ReLU",
        Activation::Elu => "ELU",
        Activation::Gelu => "GELU",
        Activation::Sin => "sin",
    }
}

/// Widths of all layers, from the inputs to the softmax: `2-8-8-3`.
pub fn shape(settings: &TrainingSettings) -> String {
    let widths = settings.spec.layer_widths();
    widths.iter().map(usize::to_string).collect::<Vec<_>>().join("-")
}

/// Layers, widths and activation.
pub fn network_editor() -> El {
    let training = use_training();
    let lang = use_preferences().lang;
    let settings = training.settings;
    let n_layers = move || settings.with(|s| s.spec.network.hidden.len());
    let n_parameters = move || {
        let n = settings.with(|s| s.spec.n_parameters());
        (lang.get().messages().training.n_parameters)(&grouped(n as f64))
    };
    let add = move || {
        training.edit(|s| {
            let width = s.spec.network.hidden.last().copied().unwrap_or(8);
            s.spec.network.hidden.push(width);
        });
    };
    // A row stays in place while others come and go, and with it the keyboard's focus.
    let layers = (0..MAX_LAYERS).fold(el("ol").class("layers"), |list, index| {
        list.when(move || index < n_layers(), move || layer_row(training, index))
    });
    control("network")
        .child(
            el("h3")
                .class("kicker")
                .text(text(|m| m.training.network))
                .text(" ")
                .text(move || settings.with(shape)),
        )
        .child(layers)
        .when(move || n_layers() == 0, || el("p").class("hint").text(text(|m| m.training.no_hidden_layer)))
        .child(
            el("div")
                .class("row")
                .child(
                    el("button")
                        .class("btn")
                        .flag("disabled", move || n_layers() >= MAX_LAYERS)
                        .on_click(add)
                        .text("+ ")
                        .text(text(|m| m.training.add_layer)),
                )
                .child(el("span").class("hint").text(n_parameters)),
        )
        .child(activation_choice(training))
}

fn activation_choice(training: Training) -> El {
    let options = || -> Options {
        Activation::ALL.iter().map(|a| (a.name(), activation_name(*a).to_string())).collect()
    };
    choice(
        label(|m| m.training.activation),
        Look::Menu,
        options,
        Signal::derive(move || training.settings.with(|s| s.spec.network.activation.name())),
        move |name| {
            if let Some(activation) = Activation::from_name(name) {
                training.edit(|s| s.spec.network.activation = activation);
            }
        },
    )
}

/// One hidden layer, counted from 0: its width, one less, one more, none at all.
fn layer_row(training: Training, index: usize) -> El {
    let lang = use_preferences().lang;
    let number = index + 1;
    let sentence = move |pick: fn(&Words) -> fn(usize) -> String| {
        Signal::derive(move || pick(&lang.get().messages().training)(number))
    };
    let width =
        move || training.settings.with(|s| s.spec.network.hidden.get(index).copied().unwrap_or_default());
    let set = move |width: usize| {
        training.edit(|s| {
            if let Some(present) = s.spec.network.hidden.get_mut(index) {
                *present = width.clamp(1, MAX_WIDTH);
            }
        });
    };
    let remove = move || {
        training.edit(|s| {
            if index < s.spec.network.hidden.len() {
                s.spec.network.hidden.remove(index);
            }
        });
    };
    let button = |class: &str, label| el("button").class(class).attr("aria-label", label);
    let stepper = el("div")
        .class("stepper")
        .child(
            button("btn small", sentence(|words| words.fewer))
                .flag("disabled", move || width() <= 1)
                .on_click(move || set(untrack(width) - 1))
                .text("−"),
        )
        .child(number_field(
            sentence(|words| words.layer),
            Signal::derive(move || width().to_string()),
            Allowed::whole(1.0, MAX_WIDTH as f64),
            move |x| set(x as usize),
        ))
        .child(
            button("btn small", sentence(|words| words.more))
                .flag("disabled", move || width() >= MAX_WIDTH)
                .on_click(move || set(untrack(width) + 1))
                .text("+"),
        );
    el("li")
        .class("layer-row")
        .child(el("span").class("layer-name").text(sentence(|words| words.layer)))
        .child(stepper)
        .child(button("btn small quiet", sentence(|words| words.remove_layer)).on_click(remove).text("×"))
}
