//! Whose claim is shown: a row of names, and below it the story of the chosen one, a part of the program of its own.

use crate::labs::name_all;
use crate::labs::plane::claim_story::claim_story;
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::claim::Claim;
use crate::state::preferences::label;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::part::{Make, fill, making};
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// All claims. To choose one sets its first side up and runs it.
pub fn claims() -> El {
    let training = use_training();
    let claim = derived(move || training.settings.with(|s| s.claim.name()));
    let told = || Claim::ALL.iter().filter(|claim| **claim != Claim::None);
    let options = move || -> Options { told().map(|c| (c.name(), c.authors().to_string())).collect() };
    let row = choice(label(|m| m.plane().claims), Look::Chips, options, claim, move |name| {
        Claim::from_name(name).into_iter().for_each(|claim| show(training, claim));
    });
    let story = el("div").class("story");
    let (place, owner) = (story.clone(), Owner::current().unwrap_or_default());
    let fetched = StoredValue::new(false);
    effect(move || {
        if claim.get() != Claim::None.name() && !fetched.get_value() {
            fetched.set_value(true);
            let part = Rc::new(|| Box::pin(async { story_part().await.map(making) }) as _);
            // What is made belongs to the lab, not to this effect, which ends when another claim is chosen.
            fill(place.clone(), part, owner.clone());
        }
    });
    el("section").class("card claims").child(row).child(story)
}

/// Sets the first side of a claim up, and runs it.
fn show(training: Training, claim: Claim) {
    let Some(side) = claim.sides().first() else { return };
    training.edit(|s| claim.show(side, s));
    training.run().run();
}

#[wasm_split(claims, fallible)]
fn story_part() -> Result<Make, SplitLoaderError> {
    name_all();
    Ok(claim_story)
}
