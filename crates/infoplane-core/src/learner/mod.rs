//! Small fully connected networks: data, layers, losses, optimizers, training.

pub mod seeds;
pub mod spec;

pub mod dataset;

pub mod activation;
pub mod init;
mod kernels;
pub mod layer;
pub mod loss;
pub mod network;
pub mod optimizer;
pub mod passes;
pub mod regularization;
pub mod trainer;
