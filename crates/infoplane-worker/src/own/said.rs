//! What page and worker say to each other about a reader's own activations.
//!
//! The page sends one message: a list of a [`Wish`], as postcard bytes, and the files themselves, of which only handles
//! travel. There is no request to stop: the page ends the worker.

use super::failure::Failure;
use infoplane_core::experiments::layer_information::LayerPoints;
use serde::{Deserialize, Serialize};

/// The name of a worker for own activations, by which it knows that it is one.
pub const NAME: &str = "own-activations";

/// How the activations are to be estimated.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// Of more samples than these, as many are drawn.
    pub most_samples: usize,
    /// Variance of the Gaussian noise that the KDE bounds assume in every unit.
    pub noise_variance: f64,
}

/// What the worker says, in this order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Said {
    /// It listens.
    Ready,
    /// This share of the files has been gone through for names and labels.
    Read(f32),
    /// What there is.
    Found(Found),
    /// What the samples' own inputs say; comes when they are found, if there are any.
    Inputs(Inputs),
    /// One layer at one epoch.
    Point {
        /// The epoch.
        epoch: u32,
        /// The layer, from 0.
        layer: usize,
        /// How many units it has.
        n_units: usize,
        /// The estimates.
        points: LayerPoints,
    },
    /// That was all.
    Finished,
    /// Something is wrong, and nothing more will come.
    Failed(Failure),
}

/// What the files hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// In ascending order.
    pub epochs: Vec<u32>,
    /// The names of the layers, in the order of the files.
    pub layers: Vec<String>,
    /// Samples in the files.
    pub n_rows: usize,
    /// Samples that are used.
    pub n_samples: usize,
    /// Different labels among them.
    pub n_classes: usize,
    /// H(Y) of these labels, in nats.
    pub h_y: f64,
}

/// What the inputs of the samples in use say of X.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inputs {
    /// How many are different.
    pub n_distinct: usize,
    /// H(X) in nats: no layer of a deterministic network can tell more of its input.
    pub h_x: f64,
    /// H(Y|X) in nats: 0 if the label is a function of the input.
    pub h_y_given_x: f64,
}
