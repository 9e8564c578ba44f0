//! The network editor: layers, widths, activation.

use crate::labs::training::use_training;
use crate::state::preferences::{label, text, use_preferences};
use crate::state::training::{MAX_LAYERS, MAX_WIDTH, TrainingSettings};
use crate::widgets::choice::{Choice, Look, Options};
use crate::widgets::control::Control;
use crate::widgets::number::grouped;
use crate::widgets::number_field::NumberField;
use infoplane_core::learner::activation::Activation;
use leptos::prelude::*;

/// The activation as papers write it; the same in every language.
pub const fn activation_name(activation: Activation) -> &'static str {
    match activation {
        Activation::Tanh => "tanh",
        Activation::Relu => "ReLU",
        Activation::Sigmoid => "sigmoid",
        Activation::Softsign => "softsign",
        Activation::Softplus => "softplus",
        Activation::Identity => "linear",
    }
}

/// Widths of all layers, from the inputs to the softmax: `2-8-8-3`.
pub fn shape(settings: &TrainingSettings) -> String {
    let widths = settings.spec.layer_widths();
    widths.iter().map(usize::to_string).collect::<Vec<_>>().join("-")
}

/// Layers, widths and activation.
#[component]
pub fn NetworkEditor() -> impl IntoView {
    let training = use_training();
    let lang = use_preferences().lang;
    let settings = training.settings;
    let n_layers = Memo::new(move |_| settings.with(|s| s.spec.network.hidden.len()));
    let options: Options =
        Activation::ALL.iter().map(|a| (a.name(), activation_name(*a).to_string())).collect();
    let n_parameters = move || {
        let n = settings.with(|s| s.spec.n_parameters());
        (lang.get().messages().training.n_parameters)(&grouped(n as f64))
    };
    let add = move |_: web_sys::MouseEvent| {
        training.edit(|s| {
            let width = s.spec.network.hidden.last().copied().unwrap_or(8);
            s.spec.network.hidden.push(width);
        });
    };
    view! {
        <Control name="network">
            <h3 class="kicker">{text(|m| m.training.network)}" "{move || settings.with(shape)}</h3>
            <ol class="layers">
                <For each=move || 0..n_layers.get() key=|index| *index let(index)>
                    <LayerRow index />
                </For>
            </ol>
            <Show when=move || n_layers.get() == 0>
                <p class="hint">{text(|m| m.training.no_hidden_layer)}</p>
            </Show>
            <div class="row">
                <button class="btn" disabled=move || { n_layers.get() >= MAX_LAYERS } on:click=add>
                    "+ "{text(|m| m.training.add_layer)}
                </button>
                <span class="hint">{n_parameters}</span>
            </div>
            <Choice
                label=label(|m| m.training.activation)
                look=Look::Menu
                options=Signal::stored(options)
                chosen=Signal::derive(move || settings.with(|s| s.spec.network.activation.name()))
                choose=move |name| {
                    if let Some(activation) = Activation::from_name(name) {
                        training.edit(|s| s.spec.network.activation = activation);
                    }
                }
            />
        </Control>
    }
}

/// One hidden layer: its width, one less, one more, none at all.
#[component]
fn LayerRow(
    /// Which hidden layer, from 0.
    index: usize,
) -> impl IntoView {
    let training = use_training();
    let lang = use_preferences().lang;
    let settings = training.settings;
    let words = move || lang.get().messages().training;
    let width =
        Memo::new(move |_| settings.with(|s| s.spec.network.hidden.get(index).copied().unwrap_or_default()));
    let set = move |width: usize| {
        training.edit(|s| {
            if let Some(present) = s.spec.network.hidden.get_mut(index) {
                *present = width.clamp(1, MAX_WIDTH);
            }
        });
    };
    let remove = move |_| {
        training.edit(|s| {
            if index < s.spec.network.hidden.len() {
                s.spec.network.hidden.remove(index);
            }
        });
    };
    let number = index + 1;
    view! {
        <li class="layer-row">
            <span>{move || (words().layer)(number)}</span>
            <button
                class="btn small"
                aria-label=move || (words().fewer)(number)
                disabled=move || { width.get() <= 1 }
                on:click=move |_| set(width.get_untracked() - 1)
            >"−"</button>
            <NumberField
                label=Signal::derive(move || (words().layer)(number))
                shown=Signal::derive(move || width.get().to_string())
                range=1.0..=MAX_WIDTH as f64
                commit=move |x: f64| set(x.round() as usize)
            />
            <button
                class="btn small"
                aria-label=move || (words().more)(number)
                disabled=move || { width.get() >= MAX_WIDTH }
                on:click=move |_| set(width.get_untracked() + 1)
            >"+"</button>
            <button class="btn small quiet" aria-label=move || (words().remove_layer)(number) on:click=remove>"×"</button>
        </li>
    }
}
