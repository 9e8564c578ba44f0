//! What is said of the prediction for a drawing: its entropy, and what it costs where the truth is known.

use crate::formulas;
use crate::reactive::*;
use crate::widgets::element::{El, el};
use crate::widgets::number::readable;
use crate::widgets::readout::{Present, Quantity, Scale, Terms, readout};
use infoplane_core::measures::entropy::predictive_entropy;
use std::rc::Rc;

/// H(q).
static ENTROPY: Quantity = Quantity {
    color: "q-h",
    scale: Scale::Information,
    formula: &formulas::ENTROPY_Q,
    name: |m| m.draw().entropy,
    gist: |m| m.draw().entropy_gist,
    definition: |m| m.draw().entropy_definition,
    conventions: |m| m.classifier().nats_conventions,
};

/// D(one-hot ‖ q) = −log q(y).
static KL: Quantity = Quantity {
    color: "q-kl",
    formula: &formulas::KL_ONE_HOT,
    name: |m| m.draw().kl,
    gist: |m| m.draw().kl_gist,
    definition: |m| m.draw().kl_definition,
    ..ENTROPY
};

/// The entropy of the prediction; and its divergence from certainty, once the reader has said what is meant.
pub(super) fn readouts(probabilities: Memo<Vec<f32>>, meant: RwSignal<Option<usize>>) -> El {
    let entropy = derived(move || probabilities.with(|q| predictive_entropy(q)));
    let terms: Terms = Rc::new(move || {
        probabilities
            .with(|q| q.iter().filter(|q| **q > 0.0).map(|q| vec![readable(f64::from(*q))]).collect())
    });
    let when = derived(String::new);
    let kl = move || {
        let q = move || {
            let class = meant.get().unwrap_or_default();
            probabilities.with(|q| q.get(class).map_or(f64::NAN, |q| f64::from(*q)))
        };
        let terms: Terms = Rc::new(move || vec![vec![readable(q())]]);
        readout(&KL, Present { value: derived(move || -q().ln()), terms, when })
    };
    el("div")
        .class("readouts")
        .child(readout(&ENTROPY, Present { value: entropy, terms, when }))
        .when(move || meant.get().is_some(), kl)
}
