//! The controls of the data that are seldom changed: class balance, what the
//! network sees of a point, scaling, split.

use crate::i18n::training::Training as Words;
use crate::labs::rooms::{Rooms, room};
use crate::labs::training::data::numbers;
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::preferences::{label, text, text_by, use_preferences};
use crate::state::training::TrainingSettings;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::part::Make;
use crate::widgets::slider::{Track, slider};
use infoplane_core::learner::dataset::{DataSpec, Feature, Features, Scaling, Source, Split};

/// A fold that shows the controls once it is opened; open from the start when a link has set one of them.
pub fn data_details() -> El {
    details_fold(|m| m.data_details, |s| are_set(&s.spec.data), |rooms| rooms.data_details)
}

/// A fold that shows a room once it is opened, or something in it is set; then it is open from the start.
pub fn details_fold(
    name: fn(&Words) -> &'static str,
    is_set: fn(&TrainingSettings) -> bool,
    pick: fn(Rooms) -> Make,
) -> El {
    let settings = use_training().settings;
    let was_opened = RwSignal::new(false);
    let is_shown = condition(move || was_opened.get() || settings.with(is_set));
    let fold = el("details")
        .class("fold")
        .on("toggle", move |_| was_opened.set(true))
        .child(el("summary").text(text_by(move |m| name(m.training()))))
        .when(move || is_shown.get(), move || room("div", "", pick));
    if settings.with_untracked(is_set) {
        // An attribute without a value has nothing to be refused.
        let _ = fold.node().set_attribute("open", "");
    }
    fold
}

/// Whether one of the controls is away from its default.
fn are_set(data: &DataSpec) -> bool {
    let fields = |data: &DataSpec| (data.imbalance, data.softness, data.features, data.scaling, data.split);
    fields(data) != fields(&DataSpec::default())
}

/// The controls.
pub fn details() -> Vec<El> {
    let training = use_training();
    let holds = move |of: fn(&DataSpec) -> bool| move || training.settings.with(|s| of(&s.spec.data));
    let controls = el("div")
        .class("control")
        .when(holds(|data| data.source.is_generated()), move || imbalance(training))
        .when(holds(|data| data.source == Source::TwelveBit), move || softness(training))
        .when(holds(DataSpec::is_plane), move || features(training))
        .child(scaling(training))
        .child(split(training));
    vec![controls]
}

fn imbalance(training: Training) -> El {
    slider(
        label(|m| m.training().imbalance),
        derived(move || training.settings.with(|s| s.spec.data.imbalance)),
        Track::logarithmic(1.0, 100.0),
        numbers(DataSpec::IMBALANCE),
        move |x| training.edit(|s| s.spec.data.imbalance = x),
    )
}

fn softness(training: Training) -> El {
    slider(
        label(|m| m.training().softness),
        derived(move || training.settings.with(|s| s.spec.data.softness)),
        Track::linear(0.0, 5.0, 0.1),
        numbers(DataSpec::SOFTNESS),
        move |x| training.edit(|s| s.spec.data.softness = x),
    )
}

/// The feature as papers write it; the same in every language.
pub const fn feature_name(feature: Feature) -> &'static str {
    match feature {
        Feature::X => "x",
        Feature::Y => "y",
        Feature::XSquared => "x²",
        Feature::YSquared => "y²",
        Feature::Product => "xy",
        Feature::SinX => "sin x",
        Feature::SinY => "sin y",
    }
}

/// What the network sees of a point: any of the features, but at least one.
fn features(training: Training) -> El {
    let all = Feature::ALL.iter().map(|feature| feature_box(training, *feature));
    el("fieldset")
        .class("choice chips")
        .child(el("legend").text(text(|m| m.training().features)))
        .children(all)
}

fn feature_box(training: Training, feature: Feature) -> El {
    let chosen = move || training.settings.with(|s| s.spec.data.features);
    let is_on = move || chosen().contains(feature);
    let input = el("input")
        .attr("type", "checkbox")
        .prop("checked", is_on)
        .flag("disabled", move || chosen() == Features::of(&[feature]))
        .on("change", move |_| {
            training.edit(|s| s.spec.data.features = toggled(s.spec.data.features, feature));
        });
    el("label").class_when("on", is_on).child(input).child(el("span").text(feature_name(feature)))
}

/// The set with the feature put in or taken out; the last one stays.
fn toggled(features: Features, feature: Feature) -> Features {
    let mut chosen: Vec<Feature> = features.iter().filter(|other| *other != feature).collect();
    if !features.contains(feature) || chosen.is_empty() {
        chosen.push(feature);
    }
    Features::of(&chosen)
}

fn scaling(training: Training) -> El {
    let name = |scaling: Scaling, words: &Words| match scaling {
        Scaling::Plain => words.plain,
        Scaling::Standard => words.standardized,
    };
    let lang = use_preferences().lang;
    let options = move || -> Options {
        let words = lang.get().messages().training();
        Scaling::ALL.iter().map(|s| (s.name(), name(*s, words).to_string())).collect()
    };
    let chosen = derived(move || training.settings.with(|s| s.spec.data.scaling.name()));
    choice(label(|m| m.training().scaling), Look::Menu, options, chosen, move |name| {
        if let Some(scaling) = Scaling::from_name(name) {
            training.edit(|s| s.spec.data.scaling = scaling);
        }
    })
}

fn split(training: Training) -> El {
    let name = |split: Split, words: &Words| match split {
        Split::Stratified => words.stratified,
        Split::Random => words.random,
    };
    let lang = use_preferences().lang;
    let options = move || -> Options {
        let words = lang.get().messages().training();
        Split::ALL.iter().map(|s| (s.name(), name(*s, words).to_string())).collect()
    };
    let chosen = derived(move || training.settings.with(|s| s.spec.data.split.name()));
    choice(label(|m| m.training().split), Look::Menu, options, chosen, move |name| {
        if let Some(split) = Split::from_name(name) {
            training.edit(|s| s.spec.data.split = split);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_feature_cannot_be_taken_out() {
        let one = Features::of(&[Feature::Product]);
        assert_eq!(toggled(one, Feature::Product), one);
        assert_eq!(toggled(one, Feature::X), Features::of(&[Feature::X, Feature::Product]));
        assert_eq!(toggled(Features::default(), Feature::X), Features::of(&[Feature::Y]));
    }
}
