//! The layers of a network: what follows the affine map, and where the parameters lie.

use crate::learner::activation::Activation;
use crate::learner::spec::{Range, SpecError};
use core::ops::Range as Indices;
use serde::{Deserialize, Serialize};

/// What a hidden layer has beside its width.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct LayerOptions {
    /// What its units compute.
    pub units: Units,
    /// The noise on their values.
    pub noise: Noise,
}

/// What the units of a hidden layer compute from the affine map z of the layer before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Units {
    /// f(z) with the activation of the whole network.
    #[default]
    Shared,
    /// f(z).
    Activation(Activation),
    /// f(g (z − mean z) / √(var z + ε) + b), mean and variance over the units of the layer, sample by
    /// sample, g and b learned ([Ba et al.](crate::citations::BA_2016), equation 4; ε = 1e-5 as PyTorch).
    Normalized(Activation),
    /// A draw from N(μ, σ²), diagonal: the encoder of [Alemi et al.](crate::citations::ALEMI_2017). The
    /// map gives μ and ρ of every unit, of which σ is made.
    Bottleneck(Deviation),
}

crate::named_enum! {
    /// What makes a standard deviation σ > 0 of the number ρ that an affine map gives.
    pub enum Deviation {
        /// σ = softplus(ρ − 5): a fresh network has σ near 0.007 ([Alemi et al.](crate::citations::ALEMI_2017), section 4.1).
        Softplus = "softplus",
        /// ρ = ln σ², so σ = e^(ρ/2): a fresh network has σ near 1 ([Kingma & Welling](crate::citations::KINGMA_WELLING_2014),
        /// appendix C.2, and β-VAEs after it).
        LogVariance = "log-variance",
    }
}

/// Noise on the values of a layer, another at every pass; none when the mean is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub enum Noise {
    /// No noise.
    #[default]
    None,
    /// Values become 0 with probability `rate`, and 1 / (1 − rate) times themselves otherwise
    /// ([Srivastava et al.](crate::citations::SRIVASTAVA_2014), inverted).
    Dropout {
        /// The probability.
        rate: f64,
    },
    /// Values become themselves plus N(0, deviation²), after the activation
    /// ([Goldfeld et al.](crate::citations::GOLDFELD_2019), equation 2).
    Gaussian {
        /// The standard deviation.
        deviation: f64,
    },
    /// Values become themselves times N(1, rate / (1 − rate))
    /// ([Srivastava et al.](crate::citations::SRIVASTAVA_2014), section 10).
    GaussianDropout {
        /// The rate of the dropout with the same variance.
        rate: f64,
    },
}

impl Noise {
    /// Range of a dropout's rate.
    pub const RATE: Range = Range { field: "dropout", min: 0.0, max: 0.95 };
    /// Range of the standard deviation of added noise.
    pub const DEVIATION: Range = Range { field: "layer_noise", min: 0.0, max: 100.0 };

    /// Checks the rate or the deviation.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with `dropout` or `layer_noise`.
    pub fn validate(&self) -> Result<(), SpecError> {
        match *self {
            Self::None => Ok(()),
            Self::Dropout { rate } | Self::GaussianDropout { rate } => Self::RATE.check(rate),
            Self::Gaussian { deviation } => Self::DEVIATION.check(deviation),
        }
    }
}

/// What a layer does after its affine map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// An activation.
    Plain(Activation),
    /// Layer normalization, then an activation.
    Normalized(Activation),
    /// A draw from a diagonal normal distribution.
    Bottleneck(Deviation),
    /// Nothing: the values of the last layer are its logits.
    Output,
}

/// One layer, and where its parameters lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    /// Inputs of the layer.
    pub n_in: usize,
    /// Units of the layer.
    pub n_out: usize,
    /// Index of the first weight.
    pub start: usize,
    pub(super) kind: Kind,
    pub(super) noise: Noise,
}

impl Layer {
    /// Results of the affine map: two for every unit of a bottleneck, the means first, and one otherwise.
    pub const fn n_affine(&self) -> usize {
        match self.kind {
            Kind::Bottleneck(_) => 2 * self.n_out,
            _ => self.n_out,
        }
    }

    /// Whether the layer draws from N(μ, σ²).
    pub fn is_bottleneck(&self) -> bool {
        matches!(self.kind, Kind::Bottleneck(_))
    }

    /// Indices of the weights; those of result o of the affine map are the o-th run of `n_in`.
    pub const fn weights(&self) -> Indices<usize> {
        self.start..self.start + self.n_in * self.n_affine()
    }

    /// Indices of the biases.
    pub const fn biases(&self) -> Indices<usize> {
        let start = self.weights().end;
        start..start + self.n_affine()
    }

    /// Indices of the gains of a layer normalization; empty without.
    pub const fn gains(&self) -> Indices<usize> {
        let start = self.biases().end;
        start..start + if matches!(self.kind, Kind::Normalized(_)) { self.n_out } else { 0 }
    }

    /// Indices of the offsets of a layer normalization; empty without.
    pub const fn offsets(&self) -> Indices<usize> {
        let gains = self.gains();
        gains.end..gains.end + (gains.end - gains.start)
    }

    /// Indices of all its parameters.
    pub const fn parameters(&self) -> Indices<usize> {
        self.start..self.offsets().end
    }
}
