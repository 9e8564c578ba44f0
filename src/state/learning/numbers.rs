//! Numbers of a run that are seldom changed.

use crate::state::knobs::Knob;
use crate::state::training::change_layers;
use infoplane_core::experiments::training::TrainingSpec;
use infoplane_core::learner::layer::{LayerOptions, Noise};
use infoplane_core::learner::loss::LossSpec;
use infoplane_core::learner::optimizer::OptimizerSpec;
use infoplane_core::learner::optimizer::clipping::{Clipping, Limit};
use infoplane_core::learner::optimizer::schedule::{Decay, Schedule};
use infoplane_core::learner::regularization::Regularization;
use infoplane_core::learner::spec::Range;

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

/// In the order in which links have them.
pub(super) const ALL: [Knob<TrainingSpec>; 12] =
    [SMOOTHING, CONFIDENCE, BETA_1, BETA_2, EPSILON, WEIGHT_DECAY, EVERY, GAMMA, WARM_UP, L1, CLIP, DROPOUT];
