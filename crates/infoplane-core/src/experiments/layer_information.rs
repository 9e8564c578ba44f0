//! The information plane at one recorded epoch: I(X;T) and I(T;Y) of every layer, by several estimators.

use crate::experiments::training::TrainingSpec;
use serde::{Deserialize, Serialize};

/// One epoch of one run, to be placed in the plane.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerInformationSpec {
    /// The run the snapshot belongs to.
    pub training: TrainingSpec,
    /// The recorded epoch.
    pub epoch: u32,
    /// The parameters at that epoch, as in [`crate::experiments::training::Record::snapshot`].
    pub snapshot: Vec<f32>,
    /// Variance of the Gaussian noise that the KDE bounds assume in every unit.
    pub noise_variance: f64,
}

/// The noise variance of Saxe et al. (2018).
pub const DEFAULT_NOISE_VARIANCE: f64 = 1e-3;

/// A point of the plane, in nats.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanePoint {
    /// Estimate of I(X;T).
    pub i_xt: f64,
    /// Estimate of I(T;Y).
    pub i_ty: f64,
}

/// One layer under every estimator.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerPoints {
    /// 30 equal bins on [-1, 1] (the IDNNs code of Shwartz-Ziv & Tishby).
    pub bins_30: PlanePoint,
    /// Bins of width 0.07 (the ibsgd code of Saxe et al.).
    pub bins_007: PlanePoint,
    /// Kolchinsky-Tracey upper bound.
    pub kde_upper: PlanePoint,
    /// Kolchinsky-Tracey lower bound.
    pub kde_lower: PlanePoint,
}

/// The plane at one epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerInformationFrame {
    /// The recorded epoch.
    pub epoch: u32,
    /// One entry per layer, hidden layers first, softmax last.
    pub layers: Vec<LayerPoints>,
    /// Number of samples the estimates use; ln of it is the ceiling of I(X;T).
    pub n_samples: usize,
    /// H(Y) of the labels, in nats: the ceiling of I(T;Y).
    pub h_y: f64,
}
