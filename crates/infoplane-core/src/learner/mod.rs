//! Small fully connected networks: data, activations, losses, optimizers, training.

pub mod activation;
pub mod dataset;
pub mod network;
pub mod optimizer;
