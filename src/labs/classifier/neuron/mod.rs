//! One neuron: its weights, its response, its activations by class, and what they say about the class.

use crate::i18n::Lang;
use crate::i18n::neuron::Neuron as Texts;
use crate::labs::plane::layer::LAYERS;
use crate::labs::training::notes::problem as problem_words;
use crate::labs::training::{samples, use_training};
use crate::reactive::*;
use crate::state::neuron::{Seen, Watch};
use crate::state::preferences::{Preferences, use_preferences};
use crate::state::training::TrainingSettings;
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::number::grouped;
use crate::widgets::number_field::{Allowed, number_field};
use infoplane_core::experiments::estimator_bench::Part;
use infoplane_core::experiments::neuron::Unit;
use infoplane_core::learner::dataset::Dataset;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, KeyboardEvent};

mod pictures;
mod readings;
mod weights;

/// A card whose head is above this share of the window's height is in sight.
const ENOUGH: f64 = 0.6;

/// The neuron that is looked at.
#[derive(Clone, Copy)]
struct Shown {
    /// A drawing has no context to find them in.
    preferences: Preferences,
    settings: RwSignal<TrainingSettings>,
    data: Memo<Option<Arc<Dataset>>>,
    watch: Watch,
    unit: Memo<Unit>,
    /// Widths of all layers, from the inputs to the softmax.
    widths: Memo<Vec<usize>>,
}

impl Shown {
    fn new() -> Self {
        let training = use_training();
        let settings = training.settings;
        // While the card is taken away there is none.
        let none = Unit { layer: 0, index: 0 };
        Self {
            preferences: use_preferences(),
            settings,
            data: samples::dataset(),
            watch: Watch::new(training.run(), settings),
            unit: Memo::new(move |_| settings.with(TrainingSettings::present_unit).unwrap_or(none)),
            widths: Memo::new(move |_| settings.with(|s| s.spec.layer_widths())),
        }
    }

    fn lang(self) -> Lang {
        self.preferences.lang.get()
    }

    fn choose(self, unit: Unit) {
        self.settings.update(|s| s.unit = Some(unit));
    }

    fn n_layers(self) -> usize {
        self.widths.with(Vec::len) - 1
    }

    /// Units of the layer.
    fn n_units(self) -> usize {
        let layer = self.unit.get().layer;
        self.widths.with(|widths| widths.get(layer + 1).copied().unwrap_or(1))
    }

    /// Something of what has been seen; the default before there is any.
    fn seen<T: Default>(self, of: impl FnOnce(&Seen) -> T) -> T {
        self.watch.seen.with(|seen| seen.as_ref().map(of).unwrap_or_default())
    }

    /// Digits are called what they are, other classes by their number.
    fn class_name(self, class: usize) -> String {
        let word = self.lang().messages().training().class;
        let number = class + self.settings.with(TrainingSettings::first_class);
        if number == class { class.to_string() } else { format!("{word} {number}") }
    }

    fn name(self) -> String {
        let (Unit { layer, index }, texts) = (self.unit.get(), self.lang().neuron());
        if layer + 1 == self.n_layers() {
            (texts.output)(layer + 1, &self.class_name(index))
        } else {
            (texts.name)(layer + 1, index + 1)
        }
    }
}

/// What the card holds.
pub fn neuron() -> Vec<El> {
    let shown = Shown::new();
    give_up_on_escape(shown.settings);
    let is_old =
        move || shown.seen(|seen| (seen.unit, seen.part) != (shown.unit.get(), shown.watch.part.get()));
    let of =
        move || shown.seen(|Seen { unit: Unit { layer, index }, .. }| format!("{}.{}", layer + 1, index + 1));
    let head = head(shown);
    reveal(head.node());
    let body = el("div")
        .class("neuron-body")
        .class_when("old", is_old)
        .attr("data-unit", of)
        .attr("data-epoch", move || shown.seen(|seen| seen.epoch.to_string()))
        .child(pictures::response(shown))
        .child(weights::weights(shown))
        .child(pictures::histogram(shown))
        .child(readings::readings(shown));
    vec![head, choices(shown), problem(shown), body]
}

fn text(pick: fn(&'static Texts) -> &'static str) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().neuron()))
}

fn label(pick: fn(&'static Texts) -> &'static str) -> Signal<String> {
    let text = text(pick);
    derived(move || text.get().to_owned())
}

fn kicker(pick: fn(&'static Texts) -> &'static str) -> El {
    el("h3").class("kicker").text(text(pick))
}

/// The name, when it was seen, and the way out.
fn head(shown: Shown) -> El {
    let when = move || {
        let when = |seen: &Seen| {
            let (epoch, n) = (grouped(f64::from(seen.epoch)), grouped(seen.neuron.n_samples as f64));
            (shown.lang().neuron().epoch)(&epoch, &n)
        };
        shown.watch.seen.with(|seen| seen.as_ref().map_or(shown.lang().neuron().working.to_owned(), when))
    };
    let close = el("button")
        .class("btn quiet neuron-close")
        .attr("aria-label", text(|m| m.close))
        .text("✕")
        .on_click(move || give_up(shown.settings));
    el("div")
        .class("card-head")
        .child(
            el("h2")
                .class("kicker as-is neuron-name")
                .attr("aria-live", "polite")
                .text(text(|m| m.title))
                .text(" · ")
                .text(move || shown.name()),
        )
        .child(el("span").class("as-of").text(when))
        .child(close)
}

/// No unit is looked at any more; the keyboard goes back to where it came from.
fn give_up(settings: RwSignal<TrainingSettings>) {
    settings.update(|s| s.unit = None);
    let door = document().query_selector(".neuron-door").ok().flatten();
    if let Some(door) = door.as_ref().and_then(JsCast::dyn_ref::<HtmlElement>) {
        // Refused only by an element without a document.
        let _ = door.focus();
    }
}

/// Escape does the same, unless it closes a dialog or is meant for the field that is typed in.
fn give_up_on_escape(settings: RwSignal<TrainingSettings>) {
    let listener = window_event_listener_untyped("keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        let is_free = || {
            let taken = document().query_selector("dialog[open], .neuron input[type=text]:focus");
            taken.is_ok_and(|taken| taken.is_none())
        };
        if event.key() == "Escape" && !event.default_prevented() && is_free() {
            give_up(settings);
        }
    });
    on_cleanup(move || listener.remove());
}

/// Brings the card into sight when the reader has chosen a neuron by hand, not when a link did.
fn reveal(head: &Element) {
    let of = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into());
    let by_hand = of(&window().navigator(), "userActivation").and_then(|it| of(&it, "hasBeenActive"));
    if by_hand.is_ok_and(|by_hand| by_hand.is_truthy()) {
        let head = head.clone();
        request_animation_frame(move || {
            let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
            if head.get_bounding_client_rect().bottom() > height * ENOUGH {
                head.parent_element().unwrap_or(head).scroll_into_view_with_bool(true);
            }
        });
    }
}

/// Which unit of which layer, and which samples.
fn choices(shown: Shown) -> El {
    let layers = move || -> Options {
        let (n, words) = (shown.n_layers(), shown.lang().messages().plane());
        let text = |number: usize| if number == n { (words.softmax)(n) } else { number.to_string() };
        LAYERS.iter().take(n).zip(1..).map(|(name, number)| (*name, text(number))).collect()
    };
    let layer = derived(move || LAYERS[shown.unit.get().layer.min(LAYERS.len() - 1)]);
    let choose_layer = move |name: &'static str| {
        let layer = name.parse::<usize>().unwrap_or(1).saturating_sub(1);
        shown.choose(Unit { layer, ..shown.unit.get_untracked() });
    };
    let parts = move || -> Options {
        let texts = shown.lang().neuron();
        let name = |part| match part {
            Part::All => texts.all,
            Part::Train => texts.train,
            Part::Test => texts.test,
        };
        [Part::Test, Part::Train, Part::All].map(|part| (part.name(), name(part).to_owned())).to_vec()
    };
    let part = derived(move || shown.watch.part.get().name());
    let choose_part = move |name| shown.watch.part.set(Part::from_name(name).unwrap_or(Part::Test));
    el("div")
        .class("neuron-choices")
        .child(choice(label(|m| m.layer), Look::Chips, layers, layer, choose_layer))
        .child(unit_choice(shown))
        .child(choice(label(|m| m.samples), Look::Segmented, parts, part, choose_part))
}

/// One unit back, its number, one on.
fn unit_choice(shown: Shown) -> El {
    let go = move |by: isize| {
        let unit = shown.unit.get_untracked();
        let index = unit.index.saturating_add_signed(by).min(untrack(|| shown.n_units()) - 1);
        shown.choose(Unit { index, ..unit });
    };
    let step =
        move |sign: &'static str, name: fn(&'static Texts) -> &'static str, by, ends: fn(Shown) -> bool| {
            el("button")
                .class("btn small")
                .attr("aria-label", text(name))
                .flag("disabled", move || ends(shown))
                .text(sign)
                .on_click(move || go(by))
        };
    let n_units = number_of(move || shown.n_units());
    let number = derived(move || (shown.unit.get().index + 1).to_string());
    // What is allowed belongs to the field.
    let field = move || {
        let allowed = Allowed::whole(1.0, n_units.get() as f64);
        let set = move |x: f64| shown.choose(Unit { index: x as usize - 1, ..shown.unit.get_untracked() });
        vec![number_field(label(|m| m.unit), number, allowed, set)]
    };
    let row = el("div")
        .class("neuron-unit")
        .child(step("‹", |m| m.before, -1, |shown| shown.unit.get().index == 0))
        .child(el("span").live(field))
        .child(step("›", |m| m.after, 1, |shown| shown.unit.get().index + 1 >= shown.n_units()))
        .child(el("span").class("hint").text(move || (shown.lang().neuron().of_units)(n_units.get())));
    el("div").child(el("span").class("slider-label").text(text(|m| m.unit))).child(row)
}

fn problem(shown: Shown) -> El {
    let sentence = move || {
        let lang = shown.lang();
        let said = |why: &_| el("p").class("note").text((lang.neuron().problem)(&problem_words(why, lang)));
        shown.watch.problem.with(|problem| problem.as_ref().map(said).into_iter().collect())
    };
    el("div").attr("role", "status").live(sentence)
}
