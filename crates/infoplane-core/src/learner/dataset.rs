//! Data sets: two-dimensional generators with a known posterior, the 12-bit task, handwritten digits.

use serde::{Deserialize, Serialize};

crate::named_enum! {
    /// Where the samples come from.
    pub enum Source {
        /// Concentric rings, one per class.
        Circles = "circles",
        /// Interleaved spiral arms, one per class.
        Spirals = "spirals",
        /// A checkerboard of quadrants (two classes); with more classes, angular sectors alternate.
        Xor = "xor",
        /// Interleaved half circles.
        Moons = "moons",
        /// Gaussian clusters on a circle, one per class.
        Gaussians = "gaussians",
        /// 8×8 handwritten digits (UCI optical digits), ten classes.
        Digits = "digits",
        /// The 12-bit task of Shwartz-Ziv & Tishby (2017): all 4,096 patterns, two classes.
        TwelveBit = "twelve-bit",
    }
}

/// Which data, and how noisy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataSpec {
    /// The generator or data set.
    pub source: Source,
    /// Number of classes, 2 to 4; ignored by sources that fix it.
    pub n_classes: usize,
    /// Number of samples; ignored by sources that fix it.
    pub n_samples: usize,
    /// Standard deviation of the isotropic Gaussian noise on the coordinates; generated sources only.
    pub noise: f64,
    /// Probability that a label is replaced by one of the other classes, uniformly.
    pub label_noise: f64,
    /// Fraction of the samples used for training; the rest is the test set.
    pub train_fraction: f64,
}

impl Default for DataSpec {
    fn default() -> Self {
        Self {
            source: Source::Spirals,
            n_classes: 3,
            n_samples: 600,
            noise: 0.05,
            label_noise: 0.0,
            train_fraction: 0.5,
        }
    }
}
