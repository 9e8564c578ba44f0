//! Gradient descent: what is done with the gradient of a loss.
//!
//! - [`method`]: the update rules and their hyper-parameters, as Keras or as PyTorch has them;
//! - [`spec`]: a rule, its learning rate and its weight decay, with the defaults of either library;
//! - [`update`]: the rule at work on the parameters of a network;
//! - [`choice`]: the few of these that a learner is offered, and that links and messages name;
//! - [`schedule`]: learning rates that change while training;
//! - [`clipping`]: gradients that are kept from being too large;
//! - [`averaging`]: means of the weights along the way.
//!
//! Each stands alone. A training step with all of them reads: `clip_to_norm(gradient, limit)`,
//! `optimizer.update_at(schedule.factor(step), parameters, gradient)`, `average.add(parameters)`.

pub mod averaging;
pub mod choice;
pub mod clipping;
pub mod method;
pub mod schedule;
pub mod spec;
pub mod update;

pub use choice::{OptimizerChoice, Rule};
pub use spec::OptimizerSpec;
pub use update::Optimizer;
