//! Claim and rebuttal, and the knob that turns one into the other.

use crate::labs::training::use_training;
use crate::state::preferences::text;
use infoplane_core::citations::{SAXE_2018, SHWARTZ_ZIV_TISHBY_2017};
use infoplane_core::learner::activation::Activation;
use leptos::prelude::*;

/// Both sides, each with the preset that shows it.
#[component]
pub fn Dispute() -> impl IntoView {
    let training = use_training();
    let shown = move |activation| training.settings.with(|s| s.is_twelve_bit(activation)).to_string();
    let show = move |activation| training.edit(|s| s.select_twelve_bit(activation));
    view! {
        <div class="card dispute">
            <section>
                <h2>{text(|m| m.plane.claim_title)}</h2>
                <p>{text(|m| m.plane.claim)}</p>
                <button
                    class="btn"
                    title=SHWARTZ_ZIV_TISHBY_2017
                    aria-pressed=move || shown(Activation::Tanh)
                    on:click=move |_| show(Activation::Tanh)
                >
                    {text(|m| m.plane.try_tanh)}
                </button>
            </section>
            <section>
                <h2>{text(|m| m.plane.rebuttal_title)}</h2>
                <p>{text(|m| m.plane.rebuttal)}</p>
                <button
                    class="btn"
                    title=SAXE_2018
                    aria-pressed=move || shown(Activation::Relu)
                    on:click=move |_| show(Activation::Relu)
                >
                    {text(|m| m.plane.try_relu)}
                </button>
            </section>
        </div>
    }
}
