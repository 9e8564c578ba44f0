//! One published claim: what was claimed, what was answered, the knob between them, and the set-up of the run.

use crate::i18n::Lang;
use crate::i18n::claims::{self, Claims, Story, told};
use crate::labs::plane::controls::estimator_name;
use crate::labs::training::data::source_name;
use crate::labs::training::learning::rule_name;
use crate::labs::training::network::{activation_name, shape};
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::claim::{Claim, Side};
use crate::state::preferences::{Preferences, use_preferences};
use crate::state::training::TrainingSettings;
use crate::widgets::element::{El, el};
use crate::widgets::number::{grouped, percent, readable};
use crate::widgets::number_field::Allowed;
use crate::widgets::slider::{Track, slider};

/// The story of a claim; `None` for nobody's.
const fn story(claim: Claim) -> Option<&'static Story> {
    match claim {
        Claim::None => None,
        Claim::ShwartzZiv => Some(&claims::SHWARTZ_ZIV),
        Claim::Saxe => Some(&claims::SAXE),
        Claim::Goldfeld => Some(&claims::GOLDFELD),
        Claim::Kolchinsky => Some(&claims::KOLCHINSKY),
        Claim::Amjad => Some(&claims::AMJAD),
        Claim::Chelombiev => Some(&claims::CHELOMBIEV),
    }
}

/// The story of the chosen claim, if one is chosen.
pub fn claim_story() -> Vec<El> {
    let training = use_training();
    let preferences = use_preferences();
    // The place of the claim in the list, because a number tells of changes only.
    let chosen = number_of(move || training.settings.with(|s| s.claim as usize));
    let make = move || {
        let claim = Claim::ALL[chosen.get()];
        let lang = preferences.lang.get();
        story(claim).map(|story| of_claim(training, claim, story, lang)).into_iter().collect()
    };
    vec![el("div").live(make)]
}

fn of_claim(training: Training, claim: Claim, story: &'static Story, lang: Lang) -> El {
    let words = claims::words(lang);
    let part = |heading: &str, text| {
        el("section").child(el("h3").text(heading)).child(el("p").text(told(text, lang)))
    };
    let sides = el("div")
        .class("sides")
        .child(part(words.claimed, story.claimed))
        .child(part(words.answered, story.answered));
    let turn = el("div")
        .class("knob")
        .child(part(words.knob, story.knob))
        .child(side_buttons(training, claim))
        .children(knob(training, claim, words));
    let source = el("div")
        .child(part(words.published, story.published))
        .child(part(words.limits, story.limits))
        .child(el("p").child(el("cite").text(claim.citation())));
    let papers = el("details")
        .child(el("summary").text(words.set_up))
        .child(el("div").class("sides").child(set_up(training, words)).child(source));
    let close = el("button")
        .class("btn close")
        .on_click(move || training.edit(|s| s.claim = Claim::None))
        .text(words.close);
    el("article")
        .attr("data-claim", claim.name())
        .child(close)
        .child(sides)
        .child(el("div").class("sides").child(turn).child(part(words.see, story.see).class("see")))
        .child(papers)
}

/// One button for each side; that of the run shown is pressed.
fn side_buttons(training: Training, claim: Claim) -> El {
    let button = |side: &'static Side| {
        el("button")
            .class("btn")
            .attr("aria-pressed", move || training.settings.with(|s| claim.is_shown(side, s)).to_string())
            .on_click(move || {
                training.edit(|s| claim.show(side, s));
                training.run().run();
            })
            .text(side.name)
    };
    el("div").class("side-buttons").children(claim.sides().iter().map(button))
}

/// The knobs that the lab does not have elsewhere.
fn knob(training: Training, claim: Claim, words: &'static Claims) -> Option<El> {
    let settings = training.settings;
    match claim {
        Claim::Goldfeld => Some(slider(
            derived(move || words.layer_noise.to_string()),
            derived(move || settings.with(TrainingSettings::layer_noise)),
            Track::linear(0.0, 0.5, 0.01),
            Allowed::numbers(0.0, 100.0),
            move |x| training.edit(|s| s.set_layer_noise(x)),
        )),
        Claim::Chelombiev => Some(slider(
            derived(move || words.l2.to_string()),
            derived(move || settings.with(|s| s.spec.objective.regularization.l2)),
            Track::linear(0.0, 0.01, 0.0005),
            Allowed::numbers(0.0, 100.0),
            move |x| training.edit(|s| s.spec.objective.regularization.l2 = x),
        )),
        _ => None,
    }
}

/// The set-up of the run shown, whatever has been changed by hand.
fn set_up(training: Training, words: &'static Claims) -> El {
    let preferences = use_preferences();
    let rows = move || {
        let rows = training.settings.with(|s| rows(s, words, preferences));
        let row = |[name, value]: [String; 2]| {
            el("tr").child(el("th").attr("scope", "row").text(name)).child(el("td").text(value))
        };
        rows.into_iter().map(row).collect()
    };
    let by_hand =
        move || training.settings.with(|s| !s.claim.sides().iter().any(|side| s.claim.is_shown(side, s)));
    el("section")
        .child(el("h3").text(words.here))
        .child(el("table").class("set-up").child(el("tbody").live(rows)))
        .when(by_hand, move || el("p").class("hint").text(words.changed))
}

/// Name and value of everything that makes the run.
fn rows(s: &TrainingSettings, words: &Claims, preferences: Preferences) -> Vec<[String; 2]> {
    let m = preferences.lang.get().messages();
    let spec = &s.spec;
    let amount = |x: f64| if x > 0.0 { readable(x) } else { words.none.to_string() };
    let share = |x: f64| format!("{} %", percent(x));
    let (batch, epochs) = (grouped(spec.batch_size as f64), grouped(f64::from(spec.n_epochs)));
    let step = format!("{} {}", rule_name(spec.optimizer.rule), readable(spec.optimizer.learning_rate));
    let pairs = [
        (m.training().data, source_name(spec.data.source, m.training()).to_string()),
        (words.training_share, share(spec.data.train_fraction)),
        (m.training().label_noise, share(spec.data.label_noise)),
        (m.training().network, shape(s)),
        (m.training().activation, activation_name(spec.network.activation).to_string()),
        (words.layer_noise, amount(s.layer_noise())),
        (words.l2, amount(spec.objective.regularization.l2)),
        (words.optimizer, step),
        (m.training().batch_size, (words.batch)(&batch, &epochs)),
        (m.plane().estimator, estimator_name(s.estimator, m.plane()).to_string()),
    ];
    pairs.map(|(name, value)| [name.to_string(), value]).into()
}
