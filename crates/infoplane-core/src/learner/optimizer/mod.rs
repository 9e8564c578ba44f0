//! Gradient descent: what is done with the gradient of a loss.
//!
//! - [`rule`]: the update rules, and where Keras and PyTorch differ;
//! - [`spec`]: a rule and its hyper-parameters, with the defaults of either library;
//! - [`update`]: the rule at work on the parameters of a network;
//! - [`schedule`]: learning rates that change while training;
//! - [`clipping`]: gradients that are kept from being too large;
//! - [`averaging`]: means of the weights along the way.
//!
//! Each stands alone. A training step with all of them reads: `clip_to_norm(gradient, limit)`,
//! `optimizer.update_at(schedule.factor(step), parameters, gradient)`, `average.add(parameters)`.

pub mod averaging;
pub mod clipping;
pub mod rule;
pub mod schedule;
pub mod spec;
pub mod update;

pub use rule::{Convention, Precision, Rule};
pub use spec::OptimizerSpec;
pub use update::Optimizer;
