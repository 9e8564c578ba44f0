//! Runs that have been published.

use super::TrainingSpec;
use crate::learner::activation::Activation;
use crate::learner::dataset::{DataSpec, Source};
use crate::learner::layer::{Deviation, LayerOptions, Units};
use crate::learner::network::NetworkSpec;
use crate::learner::optimizer::Rule;

impl TrainingSpec {
    /// The protocol of [Saxe et al.](crate::citations::SAXE_2018) on the 12-bit task:
    /// 12-10-7-5-4-3-2, Adam at 4e-4, batches of 256, four fifths of the patterns for training.
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// use infoplane_core::learner::activation::Activation;
    /// let spec = TrainingSpec::saxe_2018(Activation::Tanh);
    /// assert_eq!(spec.layer_widths(), [12, 10, 7, 5, 4, 3, 2]);
    /// // 0.8 · 4,096 = 3,276.8 patterns make 12 batches of 256 and one of 205.
    /// assert_eq!((spec.data.train_fraction * 4_096.0 / spec.batch_size as f64).ceil(), 13.0);
    /// ```
    pub fn saxe_2018(activation: Activation) -> Self {
        Self {
            data: DataSpec { source: Source::TwelveBit, train_fraction: 0.8, ..DataSpec::default() },
            network: NetworkSpec { hidden: vec![10, 7, 5, 4, 3], activation, ..NetworkSpec::default() },
            optimizer: Rule::Adam.at(4e-4),
            batch_size: 256,
            n_epochs: 10_000,
            ..Self::default()
        }
    }

    /// The variational bottleneck of [Alemi et al.](crate::citations::ALEMI_2017) on the digits: an encoder with one hidden
    /// layer, a bottleneck of eight units, and a linear decoder, trained to make −ln q(y|z) + β R small.
    ///
    /// β multiplies the rate R, so the larger it is, the less is told of the input; the β of an information-bottleneck
    /// curve multiplies I(T;Y) and goes the other way.
    ///
    /// ```
    /// use infoplane_core::experiments::training::TrainingSpec;
    /// let spec = TrainingSpec::alemi_2017(0.01);
    /// assert_eq!((spec.layer_widths(), spec.objective.loss.beta), (vec![64, 64, 8, 10], 0.01));
    /// ```
    pub fn alemi_2017(beta: f64) -> Self {
        let bottleneck =
            LayerOptions { units: Units::Bottleneck(Deviation::Softplus), ..LayerOptions::default() };
        let mut spec = Self {
            data: DataSpec { source: Source::Digits, train_fraction: 0.7, ..DataSpec::default() },
            network: NetworkSpec {
                hidden: vec![64, 8],
                activation: Activation::Relu,
                options: vec![LayerOptions::default(), bottleneck],
                ..NetworkSpec::default()
            },
            optimizer: Rule::Adam.at(0.003),
            batch_size: 64,
            n_epochs: 60,
            ..Self::default()
        };
        spec.objective.loss.beta = beta;
        spec
    }
}
