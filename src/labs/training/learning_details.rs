//! The controls of learning that are seldom changed: loss, the optimizer's numbers, schedule, penalties, each layer's
//! activation, initializer, order, and seeds of single streams.

use crate::i18n::learning::Learning as Texts;
use crate::labs::training::learning::rule_name;
use crate::labs::training::network::activation_name;
use crate::labs::training::{Training, use_training};
use crate::reactive::*;
use crate::state::decimal;
use crate::state::knobs::Knob;
use crate::state::learning::choices::{self, Choice, Falls, InitName};
use crate::state::learning::{self as state, numbers};
use crate::state::preferences::use_preferences;
use crate::state::training::{MAX_LAYERS, MAX_SEED, Room};
use crate::widgets::choice::{Look, Options, choice};
use crate::widgets::element::{El, el};
use crate::widgets::number_field::{Allowed, number_field};
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::loss::LossKind;
use infoplane_core::learner::optimizer::{Convention, Rule};
use infoplane_core::math::rng::Purpose;

type Name = fn(&'static Texts) -> &'static str;

/// The controls. While they are there, what a link says of them is put into the run, and what becomes of it into the link.
pub fn details() -> Vec<El> {
    let training = use_training();
    let is_misread = RwSignal::new(false);
    follow_link(training, is_misread);
    let misread = || el("p").class("note").attr("role", "alert").text(text(|m| m.misread));
    let room = el("div")
        .class("control learning-details")
        .when(move || is_misread.get(), misread)
        .children(loss(training))
        .children(optimizer(training))
        .children(schedule(training))
        .children(penalties(training))
        .children(start(training))
        .children(seeds(training));
    vec![room]
}

/// Keeps the details of the settings and what links say of them alike: what has changed last is right, and a link that has
/// just been followed.
fn follow_link(training: Training, is_misread: RwSignal<bool>) {
    let settings = training.settings;
    let known = StoredValue::new((0, String::new()));
    effect(move || {
        let (linked, spec) = settings.with(|s| (s.of_room(Room::Learning).to_owned(), s.spec.clone()));
        let present = state::text(&spec);
        let now = (training.n_links.get(), linked.clone());
        let is_new = known.with_value(|known| *known != now);
        known.set_value(now);
        if linked == present {
            return;
        }
        match state::with(&spec, &linked).filter(|_| is_new) {
            Some(spec) => {
                is_misread.set(false);
                settings.update(|s| s.spec = spec);
            }
            None => {
                is_misread.set(is_new);
                settings.update(|s| s.tell_room(Room::Learning, present));
            }
        }
    });
}

impl Training {
    /// Changes a detail, in the link, too.
    fn change(self, change: impl FnOnce(&mut TrainingSpec)) {
        self.edit(|s| {
            change(&mut s.spec);
            s.tell_room(Room::Learning, state::text(&s.spec));
        });
    }

    fn spec<T>(self, read: impl FnOnce(&TrainingSpec) -> T) -> T {
        self.settings.with(|s| read(&s.spec))
    }
}

fn loss(training: Training) -> [El; 2] {
    let options =
        |m: &'static Texts| vec![("cross-entropy", m.cross_entropy), ("squared-error", m.squared_error)];
    let is_squared = move || training.spec(|s| s.objective.loss.kind == LossKind::SquaredError);
    let hint = || el("p").class("hint").text(text(|m| m.squared_hint));
    let fields = fields()
        .child(menu(training, &choices::LOSS, |m| m.loss, options))
        .when(move || !is_squared(), move || number(training, &numbers::SMOOTHING, |m| m.smoothing))
        .when(move || !is_squared(), move || number(training, &numbers::CONFIDENCE, |m| m.confidence));
    [fields, el("div").when(is_squared, hint)]
}

fn optimizer(training: Training) -> [El; 2] {
    let conventions = |_: &'static Texts| {
        vec![(Convention::Keras.name(), "Keras"), (Convention::PyTorch.name(), "PyTorch")]
    };
    let holds = move |of: fn(Rule) -> bool| move || training.spec(|s| of(s.optimizer.rule));
    let heading = kicker(|m| m.optimizer)
        .text(" · ")
        .text(move || training.spec(|s| rule_name(s.optimizer.rule).to_owned()));
    let is_momentum = |rule| matches!(rule, Rule::Momentum | Rule::Nesterov);
    let fields = fields()
        .child(menu(training, &choices::CONVENTION, |m| m.convention, conventions))
        .when(holds(is_momentum), move || number(training, &numbers::BETA_1, |m| m.momentum))
        .when(
            holds(|rule| state::has_beta_1(rule) && !matches!(rule, Rule::Momentum | Rule::Nesterov)),
            move || number(training, &numbers::BETA_1, |m| m.beta_1),
        )
        .when(holds(|rule| state::has_beta_2(rule) && rule != Rule::RmsProp), move || {
            number(training, &numbers::BETA_2, |m| m.beta_2)
        })
        .when(holds(|rule| rule == Rule::RmsProp), move || number(training, &numbers::BETA_2, |m| m.rho))
        .when(holds(state::has_epsilon), move || number(training, &numbers::EPSILON, |m| m.epsilon))
        .child(number(training, &numbers::WEIGHT_DECAY, |m| m.weight_decay))
        .child(number(training, &numbers::CLIP, |m| m.clip));
    [heading, fields]
}

fn schedule(training: Training) -> [El; 1] {
    let options = |m: &'static Texts| {
        let names = [m.constant, m.step, m.exponential, m.cosine];
        Falls::ALL.iter().zip(names).map(|(falls, name)| (falls.name(), name)).collect()
    };
    let falls = move || training.spec(choices::SCHEDULE.read);
    let multiplies = move || matches!(falls(), "step" | "exponential");
    let is_cosine = move || falls() == Falls::Cosine.name();
    let fields = fields()
        .child(menu(training, &choices::SCHEDULE, |m| m.schedule, options))
        .when(multiplies, move || number(training, &numbers::EVERY, |m| m.every))
        .when(multiplies, move || number(training, &numbers::GAMMA, |m| m.gamma))
        .when(is_cosine, move || number(training, &numbers::EVERY, |m| m.length))
        .when(is_cosine, move || number(training, &numbers::GAMMA, |m| m.floor))
        .child(number(training, &numbers::WARM_UP, |m| m.warm_up));
    [fields]
}

fn penalties(training: Training) -> [El; 2] {
    let fields = fields()
        .child(number(training, &numbers::L1, |m| m.l1))
        .child(number(training, &numbers::L2, |m| m.l2))
        .child(number(training, &numbers::DROPOUT, |m| m.dropout));
    [kicker(|m| m.penalties), fields]
}

/// Initializer, order, and the activation of each layer.
fn start(training: Training) -> [El; 4] {
    let inits = |m: &'static Texts| {
        let names = [
            m.usual,
            m.glorot_uniform,
            m.glorot_normal,
            m.he_uniform,
            m.he_normal,
            m.lecun_uniform,
            m.lecun_normal,
            "PyTorch Linear",
            m.orthogonal,
            m.zeros,
        ];
        InitName::ALL.iter().zip(names).map(|(init, name)| (init.name(), name)).collect()
    };
    let orders = |m: &'static Texts| vec![("shuffled", m.shuffled), ("given", m.given)];
    let first = fields().child(menu(training, &choices::INIT, |m| m.init, inits)).child(menu(
        training,
        &choices::ORDER,
        |m| m.order,
        orders,
    ));
    let has = move |layer: usize| move || training.spec(|s| layer < s.network.hidden.len());
    let layers = (0..MAX_LAYERS)
        .fold(fields(), |list, layer| list.when(has(layer), move || activation_of(training, layer)));
    [kicker(|m| m.layers), layers, kicker(|m| m.start), first]
}

fn activation_of(training: Training, layer: usize) -> El {
    let lang = use_preferences().lang;
    let options = || -> Options {
        Activation::ALL.iter().map(|a| (a.name(), activation_name(*a).to_owned())).collect()
    };
    let chosen = derived(move || training.spec(|s| state::activation(s, layer).name()));
    let name = derived(move || (lang.get().learning().of_layer)(layer + 1));
    let menu = choice(name, Look::Menu, options, chosen, move |name| {
        let own = Activation::from_name(name);
        own.into_iter().for_each(|own| training.change(|s| state::set_activation(s, layer, own)));
    });
    el("div").class("bench-field").child(menu)
}

/// A seed for every stream, with a way back to that of the run.
fn seeds(training: Training) -> [El; 3] {
    let name = |purpose| -> Name {
        match purpose {
            Purpose::Data => |m| m.data,
            Purpose::Labels => |m| m.labels,
            Purpose::Split => |m| m.split,
            Purpose::Init => |m| m.init,
            Purpose::Batches => |m| m.batches,
            Purpose::Noise => |m| m.noise,
            _ => |m| m.dropout,
        }
    };
    let fields = fields().children(state::STREAMS.map(|purpose| seed_of(training, purpose, name(purpose))));
    [kicker(|m| m.seeds), el("p").class("hint").text(text(|m| m.seeds_hint)), fields]
}

fn seed_of(training: Training, purpose: Purpose, name: Name) -> El {
    let lang = use_preferences().lang;
    let own = move || training.spec(|s| state::stream_seed(s, purpose));
    let shown = derived(move || own().unwrap_or_else(|| training.spec(|s| s.seed)).to_string());
    let set = move |seed: Option<u64>| training.change(|s| state::set_stream_seed(s, purpose, seed));
    let input =
        number_field(label(name), shown, Allowed::whole(0.0, MAX_SEED as f64), move |x| set(Some(x as u64)));
    let back = move || {
        let words = derived(move || {
            let m = lang.get().learning();
            (m.as_the_run)(name(m))
        });
        el("button").class("btn small quiet").attr("aria-label", words).text("×").on_click(move || set(None))
    };
    let row = el("div").class("row").child(input).when(move || own().is_some(), back);
    named(name, row).class_when("old", move || own().is_none())
}

/// A number that is typed.
fn number(training: Training, knob: &'static Knob<TrainingSpec>, name: Name) -> El {
    let shown = derived(move || decimal::text(training.spec(knob.read)));
    let (min, max) = knob.range;
    let allowed = if knob.is_whole { Allowed::whole(min, max) } else { Allowed::numbers(min, max) };
    let commit = move |x| {
        if x != untrack(|| training.spec(knob.read)) {
            training.change(|s| (knob.write)(s, x));
        }
    };
    named(name, number_field(label(name), shown, allowed, commit))
}

fn named(name: Name, field: El) -> El {
    el("div").class("bench-field").child(el("span").class("slider-label").text(text(name))).child(field)
}

/// A list of named values.
fn menu(
    training: Training,
    of: &'static Choice,
    name: Name,
    options: fn(&'static Texts) -> Vec<(&'static str, &'static str)>,
) -> El {
    let lang = use_preferences().lang;
    let options = move || -> Options {
        options(lang.get().learning()).into_iter().map(|(name, words)| (name, words.to_owned())).collect()
    };
    let chosen = derived(move || training.spec(of.read));
    let menu = choice(label(name), Look::Menu, options, chosen, move |name| {
        training.change(|s| {
            // The list has no other names.
            let _ = (of.write)(s, name);
        });
    });
    el("div").class("bench-field").child(menu)
}

fn fields() -> El {
    el("div").class("learning-fields")
}

fn kicker(name: Name) -> El {
    el("h4").class("kicker").text(text(name))
}

fn text(pick: Name) -> Signal<&'static str> {
    let lang = use_preferences().lang;
    derived(move || pick(lang.get().learning()))
}

fn label(pick: Name) -> Signal<String> {
    let text = text(pick);
    derived(move || text.get().to_owned())
}
