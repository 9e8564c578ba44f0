//! Claim and rebuttal, and the knob that turns one into the other.

use crate::labs::training::use_training;
use crate::reactive::*;
use crate::state::preferences::text;
use crate::widgets::element::{El, el};
use infoplane_core::citations::{SAXE_2018, SHWARTZ_ZIV_TISHBY_2017};
use infoplane_core::learner::activation::Activation;

/// Both sides, each with the preset that shows it.
pub fn dispute() -> El {
    let claim = side(text(|m| m.plane.claim_title), text(|m| m.plane.claim));
    let rebuttal = side(text(|m| m.plane.rebuttal_title), text(|m| m.plane.rebuttal));
    let show_claim = preset(Activation::Tanh, SHWARTZ_ZIV_TISHBY_2017, text(|m| m.plane.try_tanh));
    let show_rebuttal = preset(Activation::Relu, SAXE_2018, text(|m| m.plane.try_relu));
    el("div").class("card dispute").child(claim.child(show_claim)).child(rebuttal.child(show_rebuttal))
}

fn side(title: Signal<&'static str>, sentence: Signal<&'static str>) -> El {
    el("section").child(el("h2").text(title)).child(el("p").text(sentence))
}

/// The 12-bit task with that activation.
fn preset(activation: Activation, source: &'static str, name: Signal<&'static str>) -> El {
    let training = use_training();
    el("button")
        .class("btn")
        .attr("title", source)
        .attr("aria-pressed", move || training.settings.with(|s| s.is_twelve_bit(activation)).to_string())
        .on_click(move || {
            training.edit(|s| s.select_twelve_bit(activation));
            training.run().run();
        })
        .text(name)
}
