//! Small fully connected networks: data, activations, losses, optimizers, training.

pub mod spec;

pub mod dataset;
pub use dataset::{digits, generator, twelve_bit};

pub mod activation;
pub mod init;
mod kernels;
pub mod network;
pub mod optimizer;
pub mod passes;
