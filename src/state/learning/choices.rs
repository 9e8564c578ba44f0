//! What is chosen among named values.

use infoplane_core::experiments::training::{Order, TrainingSpec};
use infoplane_core::learner::init::{Init, Shape};
use infoplane_core::learner::loss::LossKind;
use infoplane_core::learner::optimizer::schedule::Decay;
use infoplane_core::learner::optimizer::{Convention, OptimizerSpec};
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
pub(super) const ALL: [Choice; 5] = [LOSS, CONVENTION, SCHEDULE, INIT, ORDER];

/// Puts a value in its place, if there is one; whether there is.
fn put<T>(place: &mut T, value: Option<T>) -> bool {
    let is_there = value.is_some();
    value.into_iter().for_each(|value| *place = value);
    is_there
}
