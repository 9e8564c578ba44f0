//! The details of learning as a link has them: what differs from the usual ones, `loss:squared-error;drop:0.2;init:he-normal`.

use crate::state::decimal;
use crate::state::knobs::{self, Knob};
use crate::state::training::{MAX_LAYERS, MAX_SEED, change_layers};
use infoplane_core::experiments::training::{Order, TrainingSpec};
use infoplane_core::learner::activation::Activation;
use infoplane_core::learner::init::{Init, Shape};
use infoplane_core::learner::layer::{LayerOptions, Noise, Units};
use infoplane_core::learner::loss::{LossKind, LossSpec};
use infoplane_core::learner::optimizer::clipping::{Clipping, Limit};
use infoplane_core::learner::optimizer::schedule::{Decay, Schedule};
use infoplane_core::learner::optimizer::{Convention, OptimizerSpec, Rule};
use infoplane_core::learner::regularization::Regularization;
use infoplane_core::learner::seeds::StreamSeed;
use infoplane_core::learner::spec::Range;
use infoplane_core::math::rng::Purpose;
use infoplane_core::named_enum;

named_enum! {
    /// What the gradient is of.
    pub enum LossName {
        /// Cross-entropy.
        CrossEntropy = "cross-entropy",
        /// Squared error of the probabilities.
        SquaredError = "squared-error",
    }
}

named_enum! {
    /// How the learning rate falls.
    pub enum Falls {
        /// Not at all.
        Constant = "constant",
        /// In steps.
        Step = "step",
        /// All the time.
        Exponential = "exponential",
        /// As half a wave.
        Cosine = "cosine",
    }
}

named_enum! {
    /// What weights begin as.
    pub enum InitName {
        /// What suits the activation and the data.
        Usual = "usual",
        /// Glorot's, uniform.
        GlorotUniform = "glorot-uniform",
        /// Glorot's, normal.
        GlorotNormal = "glorot-normal",
        /// He's, uniform.
        HeUniform = "he-uniform",
        /// He's, normal.
        HeNormal = "he-normal",
        /// LeCun's, uniform.
        LecunUniform = "lecun-uniform",
        /// LeCun's, normal.
        LecunNormal = "lecun-normal",
        /// That of PyTorch's `Linear`.
        PyTorch = "pytorch",
        /// Orthogonal.
        Orthogonal = "orthogonal",
        /// All zero.
        Zeros = "zeros",
    }
}

impl InitName {
    fn init(self) -> Option<Init> {
        Some(match self {
            Self::Usual => return None,
            Self::GlorotUniform => Init::glorot(Shape::Uniform),
            Self::GlorotNormal => Init::glorot(Shape::Normal),
            Self::HeUniform => Init::he(Shape::Uniform),
            Self::HeNormal => Init::he(Shape::Normal),
            Self::LecunUniform => Init::lecun(Shape::Uniform),
            Self::LecunNormal => Init::lecun(Shape::Normal),
            Self::PyTorch => Init::PyTorchLinear,
            Self::Orthogonal => Init::Orthogonal { gain: 1.0 },
            Self::Zeros => Init::Zeros,
        })
    }
}

/// A choice among named values.
pub struct Choice {
    /// Its name in a link.
    pub key: &'static str,
    /// The name of what is chosen.
    pub read: fn(&TrainingSpec) -> &'static str,
    /// Chooses by name; whether there is such a one.
    pub write: fn(&mut TrainingSpec, &str) -> bool,
}

/// What the gradient is of.
pub const LOSS: Choice = Choice {
    key: "loss",
    read: |s| match s.objective.loss.kind {
        LossKind::CrossEntropy => LossName::CrossEntropy.name(),
        LossKind::SquaredError => LossName::SquaredError.name(),
    },
    write: |s, name| {
        let kind = |loss| match loss {
            LossName::CrossEntropy => LossKind::CrossEntropy,
            LossName::SquaredError => LossKind::SquaredError,
        };
        put(&mut s.objective.loss.kind, LossName::from_name(name).map(kind))
    },
};

/// Whose defaults, and whose places for ε.
pub const CONVENTION: Choice = Choice {
    key: "as",
    read: |s| s.optimizer.convention.name(),
    write: |s, name| {
        let OptimizerSpec { rule, learning_rate, .. } = s.optimizer;
        let of = |convention| OptimizerSpec { learning_rate, ..OptimizerSpec::new(rule, convention) };
        put(&mut s.optimizer, Convention::from_name(name).map(of))
    },
};

/// How the learning rate falls.
pub const SCHEDULE: Choice = Choice {
    key: "schedule",
    read: |s| {
        match s.objective.schedule.decay {
            Decay::Constant => Falls::Constant,
            Decay::Step { .. } => Falls::Step,
            Decay::Exponential { .. } => Falls::Exponential,
            Decay::Cosine { .. } => Falls::Cosine,
        }
        .name()
    },
    write: |s, name| {
        let decay = |falls| match falls {
            Falls::Constant => Decay::Constant,
            Falls::Step => Decay::Step { every: LENGTH, gamma: 0.5 },
            Falls::Exponential => Decay::Exponential { every: LENGTH, gamma: 0.5 },
            Falls::Cosine => Decay::Cosine { n_updates: 10 * LENGTH, floor: 0.0 },
        };
        put(&mut s.objective.schedule.decay, Falls::from_name(name).map(decay))
    },
};

/// Updates after which a rate that has just been made to fall has fallen to a half.
const LENGTH: u32 = 1_000;

/// What weights begin as.
pub const INIT: Choice = Choice {
    key: "init",
    read: |s| InitName::ALL.iter().find(|name| name.init() == s.network.init).map_or("", |name| name.name()),
    write: |s, name| put(&mut s.network.init, InitName::from_name(name).map(InitName::init)),
};

/// The order of the samples.
pub const ORDER: Choice = Choice {
    key: "order",
    read: |s| if s.order == Order::Shuffled { "shuffled" } else { "given" },
    write: |s, name| {
        let order = match name {
            "shuffled" => Some(Order::Shuffled),
            "given" => Some(Order::AsGiven),
            _ => None,
        };
        put(&mut s.order, order)
    },
};

/// In the order in which they are read: what a later one depends on comes first.
const CHOICES: [Choice; 5] = [LOSS, CONVENTION, SCHEDULE, INIT, ORDER];

/// Puts a value in its place, if there is one; whether there is.
fn put<T>(place: &mut T, value: Option<T>) -> bool {
    let is_there = value.is_some();
    value.into_iter().for_each(|value| *place = value);
    is_there
}

const fn span(range: Range) -> (f64, f64) {
    (range.min, range.max)
}

/// Label smoothing.
pub const SMOOTHING: Knob<TrainingSpec> = Knob::number(
    "smooth",
    span(LossSpec::SMOOTHING),
    |s| s.objective.loss.label_smoothing,
    |s, x| s.objective.loss.label_smoothing = x,
);
/// The confidence penalty.
pub const CONFIDENCE: Knob<TrainingSpec> = Knob::number(
    "confidence",
    span(LossSpec::CONFIDENCE),
    |s| s.objective.loss.confidence_penalty,
    |s, x| s.objective.loss.confidence_penalty = x,
);
/// Momentum, or the memory of the mean of gradients.
pub const BETA_1: Knob<TrainingSpec> =
    Knob::number("beta1", span(OptimizerSpec::BETA_1), |s| s.optimizer.beta_1, |s, x| s.optimizer.beta_1 = x);
/// The memory of the mean of their squares.
pub const BETA_2: Knob<TrainingSpec> =
    Knob::number("beta2", span(OptimizerSpec::BETA_2), |s| s.optimizer.beta_2, |s, x| s.optimizer.beta_2 = x);
/// What keeps a step finite.
pub const EPSILON: Knob<TrainingSpec> = Knob::number(
    "eps",
    span(OptimizerSpec::EPSILON),
    |s| s.optimizer.epsilon,
    |s, x| s.optimizer.epsilon = x,
);
/// Decoupled weight decay.
pub const WEIGHT_DECAY: Knob<TrainingSpec> = Knob::number(
    "decay",
    span(OptimizerSpec::WEIGHT_DECAY),
    |s| s.optimizer.weight_decay,
    |s, x| s.optimizer.weight_decay = x,
);
/// Updates until a falling rate is multiplied once, or at its floor.
pub const EVERY: Knob<TrainingSpec> = Knob::whole(
    "every",
    span(Schedule::LENGTH),
    |s| match s.objective.schedule.decay {
        Decay::Constant => 0.0,
        Decay::Step { every: n, .. }
        | Decay::Exponential { every: n, .. }
        | Decay::Cosine { n_updates: n, .. } => f64::from(n),
    },
    |s, x| match &mut s.objective.schedule.decay {
        Decay::Constant => {}
        Decay::Step { every: n, .. }
        | Decay::Exponential { every: n, .. }
        | Decay::Cosine { n_updates: n, .. } => {
            *n = x as u32;
        }
    },
);
/// What it is multiplied with, or its floor.
pub const GAMMA: Knob<TrainingSpec> = Knob::number(
    "to",
    span(Schedule::GAMMA),
    |s| match s.objective.schedule.decay {
        Decay::Constant => 0.0,
        Decay::Step { gamma: x, .. }
        | Decay::Exponential { gamma: x, .. }
        | Decay::Cosine { floor: x, .. } => x,
    },
    |s, x| match &mut s.objective.schedule.decay {
        Decay::Constant => {}
        Decay::Step { gamma, .. } | Decay::Exponential { gamma, .. } | Decay::Cosine { floor: gamma, .. } => {
            *gamma = x;
        }
    },
);
/// Updates in which the rate rises.
pub const WARM_UP: Knob<TrainingSpec> = Knob::whole(
    "warm",
    (0.0, Schedule::LENGTH.max),
    |s| f64::from(s.objective.schedule.n_warm_up),
    |s, x| s.objective.schedule.n_warm_up = x as u32,
);
/// L1.
pub const L1: Knob<TrainingSpec> = Knob::number(
    "l1",
    span(Regularization::WEIGHT),
    |s| s.objective.regularization.l1,
    |s, x| s.objective.regularization.l1 = x,
);
/// L2, which links have a word of their own for.
pub const L2: Knob<TrainingSpec> = Knob::number(
    "l2",
    span(Regularization::WEIGHT),
    |s| s.objective.regularization.l2,
    |s, x| s.objective.regularization.l2 = x,
);
/// The largest norm of a gradient; 0 for any.
pub const CLIP: Knob<TrainingSpec> = Knob::number(
    "clip",
    (0.0, Limit::RANGE.max),
    |s| match s.objective.clipping {
        Clipping::Norm(limit) => limit.get(),
        _ => 0.0,
    },
    |s, x| s.objective.clipping = Limit::new(x).map_or(Clipping::None, Clipping::Norm),
);
/// The share of units that are dropped.
pub const DROPOUT: Knob<TrainingSpec> = Knob::number(
    "drop",
    span(Noise::RATE),
    |s| match s.network.options.first().map(|options| options.noise) {
        Some(Noise::Dropout { rate }) => rate,
        _ => 0.0,
    },
    |s, rate| {
        let is_on =
            matches!(s.network.options.first(), Some(LayerOptions { noise: Noise::Dropout { .. }, .. }));
        if rate > 0.0 || is_on {
            let noise = if rate > 0.0 { Noise::Dropout { rate } } else { Noise::None };
            change_layers(s, &mut |_, options| options.noise = noise);
        }
    },
);

const NUMBERS: [Knob<TrainingSpec>; 12] =
    [SMOOTHING, CONFIDENCE, BETA_1, BETA_2, EPSILON, WEIGHT_DECAY, EVERY, GAMMA, WARM_UP, L1, CLIP, DROPOUT];

/// The activation of a hidden layer.
pub fn activation(spec: &TrainingSpec, layer: usize) -> Activation {
    match spec.network.options.get(layer).map(|options| options.units) {
        Some(Units::Activation(own)) => own,
        _ => spec.network.activation,
    }
}

/// Gives a hidden layer an activation of its own, or that of the network.
pub fn set_activation(spec: &mut TrainingSpec, layer: usize, activation: Activation) {
    let is_shared = activation == spec.network.activation;
    let units = if is_shared { Units::Shared } else { Units::Activation(activation) };
    change_layers(spec, &mut |index, options| {
        if index == layer {
            options.units = units;
        }
    });
}

/// The streams that can have a seed of their own.
pub const STREAMS: [Purpose; 7] = [
    Purpose::Data,
    Purpose::Labels,
    Purpose::Split,
    Purpose::Init,
    Purpose::Batches,
    Purpose::Noise,
    Purpose::Dropout,
];

/// The seed of a stream, if it is its own.
pub fn stream_seed(spec: &TrainingSpec, purpose: Purpose) -> Option<u64> {
    spec.stream_seeds.iter().find(|stream| stream.purpose == purpose).map(|stream| stream.seed)
}

/// Gives a stream a seed of its own, or that of the run. They stand in the order of [`STREAMS`].
pub fn set_stream_seed(spec: &mut TrainingSpec, purpose: Purpose, seed: Option<u64>) {
    let of = |stream: Purpose| if stream == purpose { seed } else { stream_seed(spec, stream) };
    let seeds =
        STREAMS.into_iter().filter_map(|stream| Some(StreamSeed { purpose: stream, seed: of(stream)? }));
    spec.stream_seeds = seeds.collect();
}

/// The same run with the usual details.
fn usual(spec: &TrainingSpec) -> TrainingSpec {
    let mut usual = TrainingSpec {
        optimizer: spec.optimizer.rule.at(spec.optimizer.learning_rate),
        objective: TrainingSpec::default().objective,
        order: Order::Shuffled,
        stream_seeds: Vec::new(),
        ..spec.clone()
    };
    usual.objective.regularization.l2 = spec.objective.regularization.l2;
    usual.network.init = None;
    change_layers(&mut usual, &mut |_, options| {
        options.units = Units::Shared;
        if let Noise::Dropout { .. } = options.noise {
            options.noise = Noise::None;
        }
    });
    usual
}

/// The details that differ from the usual ones.
pub fn text(spec: &TrainingSpec) -> String {
    let mut usual = usual(spec);
    let mut texts = Vec::new();
    for Choice { key, read, write } in &CHOICES {
        if read(spec) != read(&usual) {
            texts.push(format!("{key}:{}", read(spec)));
            // What depends on it is told as it differs from the usual with it.
            write(&mut usual, read(spec));
        }
    }
    texts.extend(knobs::texts(&NUMBERS, spec, &usual));
    let layers = 0..spec.network.hidden.len().min(MAX_LAYERS);
    let own = layers.map(|layer| (layer, activation(spec, layer)));
    let own = own.filter(|(_, activation)| *activation != spec.network.activation);
    texts.extend(own.map(|(layer, activation)| format!("act{}:{}", layer + 1, activation.name())));
    let seeds = spec.stream_seeds.iter();
    texts.extend(seeds.map(|StreamSeed { purpose, seed }| format!("{}-seed:{seed}", purpose.name())));
    texts.join(";")
}

/// The run with the details that a text tells of, and the usual ones else; `None` for one that cannot be.
pub fn with(spec: &TrainingSpec, text: &str) -> Option<TrainingSpec> {
    let mut read = usual(spec);
    let is_read = text.split(';').filter(|part| !part.is_empty()).all(|part| turn(&mut read, part));
    (is_read && read.validate().is_ok()).then_some(read)
}

fn turn(spec: &mut TrainingSpec, part: &str) -> bool {
    let Some((key, value)) = part.split_once(':') else { return false };
    if let Some(choice) = CHOICES.iter().find(|choice| choice.key == key) {
        return (choice.write)(spec, value);
    }
    if let Some(layer) = key.strip_prefix("act") {
        let layer =
            decimal::parse(layer).filter(|n| (1.0..=MAX_LAYERS as f64).contains(n) && n.fract() == 0.0);
        let (Some(layer), Some(activation)) = (layer, Activation::from_name(value)) else { return false };
        set_activation(spec, layer as usize - 1, activation);
        return true;
    }
    if let Some(purpose) = key.strip_suffix("-seed") {
        let purpose = STREAMS.into_iter().find(|stream| stream.name() == purpose);
        let seed = decimal::parse(value).filter(|x| *x >= 0.0 && *x <= MAX_SEED as f64 && x.fract() == 0.0);
        let (Some(purpose), Some(seed)) = (purpose, seed) else { return false };
        set_stream_seed(spec, purpose, Some(seed as u64));
        return true;
    }
    knobs::turn(&NUMBERS, spec, part)
}

/// Whether a rule remembers gradients, so that β₁ means something to it.
pub const fn has_beta_1(rule: Rule) -> bool {
    !matches!(rule, Rule::Sgd | Rule::RmsProp | Rule::Adagrad)
}

/// Whether it remembers their squares by β₂.
pub const fn has_beta_2(rule: Rule) -> bool {
    matches!(rule, Rule::Adam | Rule::AdamW | Rule::Nadam | Rule::RmsProp)
}

/// Whether it divides by their size, which ε keeps from 0.
pub const fn has_epsilon(rule: Rule) -> bool {
    has_beta_2(rule) || matches!(rule, Rule::Adagrad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_survive_their_text() {
        assert_eq!(text(&TrainingSpec::default()), "");
        for details in [
            "loss:squared-error",
            "smooth:0.1;l1:0.001",
            "as:pytorch;eps:0.001;decay:0.01",
            "schedule:step;every:50;to:0.3;warm:10",
            "schedule:cosine;to:0.01",
            "init:he-normal;order:given",
            "clip:1;drop:0.2;act1:relu",
            "act2:sin;init-seed:5;batches-seed:9007199254740991",
            "confidence:0.1;beta1:0.8;beta2:0.99",
        ] {
            // The order is that of the tables.
            let spec = with(&TrainingSpec::default(), details).expect(details);
            let again = text(&spec);
            let sorted = |text: &str| {
                let mut parts: Vec<String> = text.split(';').map(str::to_owned).collect();
                parts.sort();
                parts
            };
            assert_eq!(sorted(&again), sorted(details));
            assert_eq!(with(&spec, &again), Some(spec));
        }
    }

    #[test]
    fn what_cannot_be_is_none() {
        for bad in [
            "loss",
            "loss:hinge",
            "smooth:2",
            "act0:relu",
            "act9:relu",
            "act1:cube",
            "rule-seed:1",
            "init-seed:9007199254740992",
            "schedule:step;every:0",
            "drop:1",
            "x:1",
        ] {
            assert_eq!(with(&TrainingSpec::default(), bad), None, "{bad}");
        }
    }

    #[test]
    fn no_details_are_the_usual_ones_whatever_there_was() {
        let spec =
            with(&TrainingSpec::default(), "drop:0.2;act1:relu;init:zeros;smooth:0.1").expect("details");
        assert_ne!(spec, TrainingSpec::default());
        assert_eq!(with(&spec, ""), Some(TrainingSpec::default()));
        // The noise in the layers and L2 have words of their own in a link.
        let mut noisy = TrainingSpec::default();
        noisy.objective.regularization.l2 = 0.1;
        change_layers(&mut noisy, &mut |_, options| options.noise = Noise::Gaussian { deviation: 0.5 });
        assert_eq!((text(&noisy), with(&noisy, "")), (String::new(), Some(noisy)));
    }
}
