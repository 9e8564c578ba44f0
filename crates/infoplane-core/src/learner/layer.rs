//! The layers of a network: what follows the affine map, and where the parameters lie.

use crate::learner::activation::Activation;
use crate::learner::spec::{Range, SpecError};
use core::ops::Range as Indices;
use serde::{Deserialize, Serialize};

/// What a hidden layer has beside its width.
///
/// ```
/// use infoplane_core::learner::activation::Activation;
/// use infoplane_core::learner::layer::{LayerOptions, Units};
/// use infoplane_core::learner::network::NetworkSpec;
/// // The first of two layers is normalized, and has a gain and an offset for each of its 3 units; the second has not.
/// let first = LayerOptions { units: Units::Normalized(Activation::Tanh), ..LayerOptions::default() };
/// let layers = NetworkSpec { hidden: vec![3, 3], options: vec![first], ..NetworkSpec::default() }.layers(2, 2);
/// assert_eq!([0, 1].map(|index: usize| layers[index].gains().len()), [3, 0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct LayerOptions {
    /// What its units compute.
    pub units: Units,
    /// The noise on their values.
    pub noise: Noise,
}

/// What the units of a hidden layer compute from the affine map z of the layer before.
///
/// ```
/// use infoplane_core::learner::layer::{Deviation, LayerOptions, Units};
/// use infoplane_core::learner::{activation::Activation, network::NetworkSpec};
/// // Parameters of a 2-3-2 network: 3 (2 + 1) + 2 (3 + 1), two more per unit, or twice as many before the bottleneck.
/// let n_parameters = |units| {
///     let options = vec![LayerOptions { units, ..LayerOptions::default() }];
///     NetworkSpec { hidden: vec![3], options, ..NetworkSpec::default() }.n_parameters(2, 2)
/// };
/// assert_eq!(n_parameters(Units::Shared), 17);
/// assert_eq!(n_parameters(Units::Normalized(Activation::Relu)), 17 + 2 * 3);
/// assert_eq!(n_parameters(Units::Bottleneck(Deviation::Softplus)), 17 + 3 * (2 + 1));
/// ```
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
    ///
    /// ```
    /// use infoplane_core::learner::layer::{Deviation, LayerOptions, Units};
    /// use infoplane_core::learner::{network::{Network, NetworkSpec}, passes::Batch};
    /// // The rate ½ (μ² + σ² − 1) − ln σ of one unit whose μ and ρ are zero.
    /// let rate = |deviation| {
    ///     let options = vec![LayerOptions { units: Units::Bottleneck(deviation), ..LayerOptions::default() }];
    ///     let spec = NetworkSpec { hidden: vec![1], options, ..NetworkSpec::default() };
    ///     let network = Network::new(&spec, 1, 2, vec![0.0; 8]).expect("4 + 4 parameters");
    ///     let mut batch = Batch::new(&network, 1);
    ///     batch.load([(&[1.0][..], 0)].into_iter());
    ///     batch.forward(&network, None);
    ///     batch.rate_sum()
    /// };
    /// assert_eq!(rate(Deviation::LogVariance), 0.0);
    /// // σ = ln(1 + e⁻⁵) = 0.006715.
    /// assert!((rate(Deviation::Softplus) - (-0.5 - 0.006715_f64.ln())).abs() < 1e-4);
    /// ```
    pub enum Deviation {
        /// σ = softplus(ρ − 5): a fresh network has σ near 0.007 ([Alemi et al.](crate::citations::ALEMI_2017), section 4.1).
        Softplus = "softplus",
        /// ρ = ln σ², so σ = e^(ρ/2): a fresh network has σ near 1 ([Kingma & Welling](crate::citations::KINGMA_WELLING_2014),
        /// appendix C.2, and β-VAEs after it).
        LogVariance = "log-variance",
    }
}

/// Noise on the values of a layer, another at every pass; none when the mean is asked for.
///
/// ```
/// use infoplane_core::learner::layer::{LayerOptions, Noise, Units};
/// use infoplane_core::learner::{activation::Activation, network::{Network, NetworkSpec}};
/// use infoplane_core::learner::passes::{Batch, Randomness};
/// // One linear unit that passes its input 3 on: dropped, or doubled because half of all are dropped.
/// let dropout = LayerOptions { noise: Noise::Dropout { rate: 0.5 }, units: Units::Activation(Activation::Identity) };
/// let spec = NetworkSpec { hidden: vec![1], options: vec![dropout], ..NetworkSpec::default() };
/// let network = Network::new(&spec, 1, 2, vec![1.0, 0.0, 0.0, 0.0, 0.0, 0.0])?;
/// let mut batch = Batch::new(&network, 40);
/// batch.load([(&[3.0][..], 0); 40].into_iter());
/// batch.forward(&network, Some(&mut Randomness::new(1)));
/// let values: Vec<f64> = (0..40).flat_map(|sample| batch.values(1, sample)).collect();
/// assert!(values.contains(&0.0) && values.contains(&6.0) && values.iter().all(|v| *v == 0.0 || *v == 6.0));
/// # Ok::<(), infoplane_core::learner::spec::SpecError>(())
/// ```
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
    ///
    /// ```
    /// # use infoplane_core::learner::layer::Noise;
    /// // A layer of which nothing stays would pass nothing on.
    /// assert!(Noise::RATE.check(0.95).is_ok() && Noise::RATE.check(1.0).is_err());
    /// ```
    pub const RATE: Range = Range { field: "dropout", min: 0.0, max: 0.95 };
    /// Range of the standard deviation of added noise.
    ///
    /// ```
    /// # use infoplane_core::learner::layer::Noise;
    /// assert!(Noise::DEVIATION.check(100.0).is_ok() && Noise::DEVIATION.check(-1.0).is_err());
    /// ```
    pub const DEVIATION: Range = Range { field: "layer_noise", min: 0.0, max: 100.0 };

    /// Checks the rate or the deviation.
    ///
    /// # Errors
    /// [`SpecError::OutOfRange`] with `dropout` or `layer_noise`.
    ///
    /// ```
    /// # use infoplane_core::learner::layer::Noise;
    /// let error = Noise::Gaussian { deviation: -1.0 }.validate().expect_err("no deviation is negative");
    /// assert_eq!(error.to_string(), "invalid layer_noise: -1 (allowed: 0 to 100)");
    /// ```
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
///
/// ```
/// # use infoplane_core::learner::network::NetworkSpec;
/// // The output of a 2-3-2 network has 3 inputs, and begins behind the 3 (2 + 1) parameters of the hidden layer.
/// let output = NetworkSpec { hidden: vec![3], ..NetworkSpec::default() }.layers(2, 2)[1];
/// assert_eq!((output.n_in, output.n_out, output.start), (3, 2, 9));
/// ```
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
    ///
    /// ```
    /// # use infoplane_core::learner::{layer::*, network::NetworkSpec};
    /// let options = vec![LayerOptions { units: Units::Bottleneck(Deviation::Softplus), ..LayerOptions::default() }];
    /// let layers = NetworkSpec { hidden: vec![5], options, ..NetworkSpec::default() }.layers(2, 3);
    /// assert_eq!((layers[0].n_affine(), layers[1].n_affine()), (2 * 5, 3));
    /// ```
    pub const fn n_affine(&self) -> usize {
        match self.kind {
            Kind::Bottleneck(_) => 2 * self.n_out,
            _ => self.n_out,
        }
    }

    /// Whether the layer draws from N(μ, σ²).
    ///
    /// ```
    /// # use infoplane_core::learner::{layer::*, network::NetworkSpec};
    /// let options = vec![LayerOptions { units: Units::Bottleneck(Deviation::Softplus), ..LayerOptions::default() }];
    /// let layers = NetworkSpec { hidden: vec![5], options, ..NetworkSpec::default() }.layers(2, 3);
    /// assert!(layers[0].is_bottleneck() && !layers[1].is_bottleneck());
    /// ```
    pub fn is_bottleneck(&self) -> bool {
        matches!(self.kind, Kind::Bottleneck(_))
    }

    /// The activation of a hidden layer; `None` for an output or a bottleneck.
    ///
    /// ```
    /// # use infoplane_core::learner::{activation::Activation, network::NetworkSpec};
    /// let layers = NetworkSpec { hidden: vec![3], activation: Activation::Relu, ..NetworkSpec::default() }.layers(2, 2);
    /// assert_eq!((layers[0].activation(), layers[1].activation()), (Some(Activation::Relu), None));
    /// ```
    pub const fn activation(&self) -> Option<Activation> {
        match self.kind {
            Kind::Plain(activation) | Kind::Normalized(activation) => Some(activation),
            Kind::Bottleneck(_) | Kind::Output => None,
        }
    }

    /// Indices of the weights; those of result o of the affine map are the o-th run of `n_in`.
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// let layers = NetworkSpec { hidden: vec![3], ..NetworkSpec::default() }.layers(2, 2);
    /// assert_eq!((layers[0].weights(), layers[1].weights()), (0..6, 9..15));
    /// ```
    pub const fn weights(&self) -> Indices<usize> {
        self.start..self.start + self.n_in * self.n_affine()
    }

    /// Indices of the biases.
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// // Behind six weights, one for each of three units.
    /// assert_eq!(NetworkSpec { hidden: vec![3], ..NetworkSpec::default() }.layers(2, 2)[0].biases(), 6..9);
    /// ```
    pub const fn biases(&self) -> Indices<usize> {
        let start = self.weights().end;
        start..start + self.n_affine()
    }

    /// Indices of the gains of a layer normalization; empty without.
    ///
    /// ```
    /// # use infoplane_core::learner::{activation::Activation, layer::*, network::NetworkSpec};
    /// let options = vec![LayerOptions { units: Units::Normalized(Activation::Tanh), ..LayerOptions::default() }];
    /// let layers = NetworkSpec { hidden: vec![3], options, ..NetworkSpec::default() }.layers(2, 2);
    /// // Behind six weights and three biases; the output has none.
    /// assert_eq!((layers[0].gains(), layers[1].gains().len()), (9..12, 0));
    /// ```
    pub const fn gains(&self) -> Indices<usize> {
        let start = self.biases().end;
        start..start + if matches!(self.kind, Kind::Normalized(_)) { self.n_out } else { 0 }
    }

    /// Indices of the offsets of a layer normalization; empty without.
    ///
    /// ```
    /// # use infoplane_core::learner::{activation::Activation, layer::*, network::NetworkSpec};
    /// let options = vec![LayerOptions { units: Units::Normalized(Activation::Tanh), ..LayerOptions::default() }];
    /// let layers = NetworkSpec { hidden: vec![3], options, ..NetworkSpec::default() }.layers(2, 2);
    /// // Behind six weights, three biases and three gains.
    /// assert_eq!(layers[0].offsets(), 12..15);
    /// ```
    pub const fn offsets(&self) -> Indices<usize> {
        let gains = self.gains();
        gains.end..gains.end + (gains.end - gains.start)
    }

    /// Indices of all its parameters.
    ///
    /// ```
    /// # use infoplane_core::learner::network::NetworkSpec;
    /// // Six weights and three biases.
    /// assert_eq!(NetworkSpec { hidden: vec![3], ..NetworkSpec::default() }.layers(2, 2)[0].parameters(), 0..9);
    /// ```
    pub const fn parameters(&self) -> Indices<usize> {
        self.start..self.offsets().end
    }
}
