//! What page and worker say to each other about a reader's own activations, one layer under all estimators, estimators held
//! against the truth, one network, and one unit.
//!
//! The page sends a list of a [`Task`], as postcard bytes, and the files themselves, of which only handles travel; once, but
//! as many looks at units, networks and shifts as it likes, one at a time. There is no request to stop: the page ends the
//! worker, which remembers nothing but the run whose units are looked at and the last file of the site.

use super::failure::Failure;
use crate::protocol::JobError;
use infoplane_core::experiments::estimator_bench::{BenchSpec, Line, Part};
use infoplane_core::experiments::ground_truth::{GroundTruthFrame, GroundTruthSpec};
use infoplane_core::experiments::layer_information::LayerPoints;
use infoplane_core::experiments::neuron::{Neuron, Unit};
use infoplane_core::experiments::shifted::{ShiftSpec, Shifted};
use infoplane_core::experiments::training::{TrainingFrame, TrainingSpec};
use serde::{Deserialize, Serialize};

/// The name of such a worker, by which it knows that it is one.
pub const NAME: &str = "own-activations";

/// What the page asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// The plane of the files that follow.
    Own(Wish),
    /// One layer of a run under all estimators.
    Bench(Box<Of<BenchSpec>>),
    /// A network on data that are moved, and beside another one.
    Shifted(Box<Of<ShiftSpec>>),
    /// A network on the samples of its run: the run, and the parameters.
    Network(Box<Of<(TrainingSpec, Vec<f32>)>>),
    /// Estimates of what is known.
    GroundTruth(Box<GroundTruthSpec>),
    /// One unit of a run; the run comes with the first look, and again when it is another one.
    Neuron {
        /// The run, unless it is the one before.
        run: Option<Box<NeuronRun>>,
        /// What is looked at.
        look: Look,
    },
}

/// A run whose units are looked at, and where its samples come from if they are not made by rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeuronRun {
    /// The run.
    pub training: TrainingSpec,
    /// The address of the site's assets, with a final slash.
    pub assets: String,
    /// The reader's own samples, packed; empty if the run has none.
    pub samples: Vec<u8>,
}

/// A look at one unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// The parameters of the network.
    pub snapshot: Vec<f32>,
    /// The unit.
    pub unit: Unit,
    /// Which samples.
    pub part: Part,
}

/// What is to be done with a run, and where its samples come from if they are not made by rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Of<S> {
    /// What is to be done.
    pub spec: S,
    /// The address of the site's assets, with a final slash.
    pub assets: String,
    /// The reader's own samples, packed; empty if the run has none.
    pub samples: Vec<u8>,
}

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
    /// What one estimator of the bench says.
    Line(Box<Line>),
    /// How far the estimates of what is known are, and the sizes completed since it was last said.
    Truth(Box<GroundTruthFrame>),
    /// How the network does at every strength of the shift.
    Shifted(Vec<Shifted>),
    /// What the network makes of its samples.
    Network(Box<TrainingFrame>),
    /// What there is to see of the unit.
    Neuron(Box<Neuron>),
    /// The bench, the task or the shift cannot be made, or the unit not be looked at, or the samples for it not be had;
    /// nothing more will come of what was asked.
    Refused(JobError),
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
