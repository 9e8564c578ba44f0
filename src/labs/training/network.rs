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

/// A weight or bias by its place in a snapshot: `w2(3←1)` from unit 1 into unit 3 of layer 2, `b2(3)` that unit's bias.
pub fn parameter_name(settings: &TrainingSettings, index: usize) -> String {
    let widths = settings.spec.layer_widths();
    let mut place = index;
    for (layer, pair) in widths.windows(2).enumerate() {
        let (n_in, n_out) = (pair[0], pair[1]);
        let layer = layer + 1;
        if place < n_in * n_out {
            return format!("w{layer}({}←{})", place / n_in + 1, place % n_in + 1);
        }
        place -= n_in * n_out;
        if place < n_out {
            return format!("b{layer}({})", place + 1);
        }
        place -= n_out;
    }
    index.to_string()
}

/// Layers, widths and activation.
pub fn network_editor() -> El {
    let training = use_training();
    let heading = el("h3").class("kicker").text(text(|m| m.training().network)).text(" ");
    // A row stays in place while others come and go, and with it the keyboard's focus.
    let layers = (0..MAX_LAYERS).fold(el("ol").class("layers"), |list, index| {
        list.when(move || index < n_layers(training), move || layer_row(training, index))
    });
    control("network")
        .child(heading.text(move || training.settings.with(shape)))
        .child(layers)
        .when(
            move || n_layers(training) == 0,
            || el("p").class("hint").text(text(|m| m.training().no_hidden_layer)),
        )
        .child(size_row(training))
        .child(activation_choice(training))
}

fn n_layers(training: Training) -> usize {
    training.settings.with(|s| s.spec.network.hidden.len())
}

/// One layer more, and how many parameters that makes.
fn size_row(training: Training) -> El {
    let lang = use_preferences().lang;
    let n_parameters = move || {
        let n = training.settings.with(|s| s.spec.n_parameters());
        (lang.get().messages().training().n_parameters)(&grouped(n as f64))
    };
    let add = move || {
        training.edit(|s| {
            let width = s.spec.network.hidden.last().copied().unwrap_or(8);
            s.spec.network.hidden.push(width);
        });
    };
    let button = el("button")
        .class("btn")
        .flag("disabled", move || n_layers(training) >= MAX_LAYERS)
        .on_click(add)
        .text("+ ")
        .text(text(|m| m.training().add_layer));
    el("div").class("row").child(button).child(el("span").class("hint").text(n_parameters))
}

fn activation_choice(training: Training) -> El {
    let options = || -> Options {
        Activation::ALL.iter().map(|a| (a.name(), activation_name(*a).to_string())).collect()
    };
    choice(
        label(|m| m.training().activation),
        Look::Menu,
        options,
        derived(move || training.settings.with(|s| s.spec.network.activation.name())),
        move |name| {
            if let Some(activation) = Activation::from_name(name) {
                training.edit(|s| s.spec.network.activation = activation);
            }
        },
    )
}

/// A hidden layer in its row, counted from 0.
#[derive(Clone, Copy)]
struct Layer {
    training: Training,
    index: usize,
}

impl Layer {
    fn width(self) -> usize {
        self.training.settings.with(|s| s.spec.network.hidden.get(self.index).copied().unwrap_or_default())
    }

    fn set_width(self, width: usize) {
        self.training.edit(|s| {
            if let Some(present) = s.spec.network.hidden.get_mut(self.index) {
                *present = width.clamp(1, MAX_WIDTH);
            }
        });
    }

    fn remove(self) {
        self.training.edit(|s| s.remove_layer(self.index));
    }

    /// A sentence about this layer, which readers count from 1.
    fn sentence(self, pick: fn(&Words) -> fn(usize) -> String) -> Signal<String> {
        let lang = use_preferences().lang;
        derived(move || pick(lang.get().messages().training())(self.index + 1))
    }

    fn button(self, class: &str, label: fn(&Words) -> fn(usize) -> String) -> El {
        el("button").class(class).attr("aria-label", self.sentence(label))
    }
}

/// One hidden layer: its width, one less, one more, none at all.
fn layer_row(training: Training, index: usize) -> El {
    let layer = Layer { training, index };
    let remove = layer.button("btn small quiet", |words| words.remove_layer);
    el("li")
        .class("layer-row")
        .child(el("span").class("layer-name").text(layer.sentence(|words| words.layer)))
        .child(width_stepper(layer))
        .child(remove.on_click(move || layer.remove()).text("×"))
}

fn width_stepper(layer: Layer) -> El {
    let fewer = layer
        .button("btn small", |words| words.fewer)
        .flag("disabled", move || layer.width() <= 1)
        .on_click(move || layer.set_width(untrack(|| layer.width()) - 1));
    let more = layer
        .button("btn small", |words| words.more)
        .flag("disabled", move || layer.width() >= MAX_WIDTH)
        .on_click(move || layer.set_width(untrack(|| layer.width()) + 1));
    let width = number_field(
        layer.sentence(|words| words.layer),
        derived(move || layer.width().to_string()),
        Allowed::whole(1.0, MAX_WIDTH as f64),
        move |x| layer.set_width(x as usize),
    );
    el("div").class("stepper").child(fewer.text("−")).child(width).child(more.text("+"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_named_by_layer_and_units() {
        // 2-8-8-3: 16 weights and 8 biases, 64 and 8, 24 and 3.
        let name = |index| parameter_name(&TrainingSettings::default(), index);
        assert_eq!([0, 15, 16, 24].map(name), ["w1(1←1)", "w1(8←2)", "b1(1)", "w2(1←1)"]);
        assert_eq!([122, 123].map(name), ["b3(3)", "123"]);
    }
}
