//! What a network sees of a point of the plane: its coordinates, and functions of them.

use serde::{Deserialize, Serialize};

crate::named_enum! {
    /// A function of the coordinates of a point, after the inputs of the TensorFlow Playground
    /// ([SMILKOV_2017](crate::citations::SMILKOV_2017), section 2).
    ///
    /// ```
    /// use infoplane_core::learner::dataset::Feature;
    /// // The sign of x y alone tells the four quadrants apart as exclusive or does.
    /// let signs = [[1.0, 1.0], [1.0, -1.0], [-1.0, -1.0], [-1.0, 1.0]].map(|point| Feature::Product.at(point));
    /// assert_eq!(signs, [1.0, -1.0, 1.0, -1.0]);
    /// ```
    pub enum Feature {
        /// x.
        X = "x",
        /// y.
        Y = "y",
        /// x².
        XSquared = "x2",
        /// y².
        YSquared = "y2",
        /// x y: its sign alone solves the exclusive or.
        Product = "xy",
        /// sin x, of x in radians; on the unit square it differs from x by at most 0.16.
        SinX = "sinx",
        /// sin y.
        SinY = "siny",
    }
}

impl Feature {
    /// The value at a point, rounded once to f32.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::Feature;
    /// assert_eq!(Feature::Product.at([0.5, -3.0]), -1.5);
    /// assert_eq!(Feature::YSquared.at([0.5, -3.0]), 9.0);
    /// ```
    pub fn at(self, point: [f32; 2]) -> f32 {
        let [x, y] = point.map(f64::from);
        let value = match self {
            Self::X => x,
            Self::Y => y,
            Self::XSquared => x * x,
            Self::YSquared => y * y,
            Self::Product => x * y,
            Self::SinX => libm::sin(x),
            Self::SinY => libm::sin(y),
        };
        value as f32
    }
}

/// A set of features, always in the order of [`Feature::ALL`].
///
/// ```
/// use infoplane_core::learner::dataset::{Feature, Features};
/// let features = Features::of(&[Feature::Product, Feature::X]);
/// assert_eq!(features.at([0.5, -3.0]), [0.5, -1.5]); // x, then x y
/// assert_eq!(Features::default(), Features::of(&[Feature::X, Feature::Y]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Features {
    /// Bit i is the i-th of [`Feature::ALL`].
    bits: u8,
}

impl Default for Features {
    fn default() -> Self {
        Self::of(&[Feature::X, Feature::Y])
    }
}

impl Features {
    /// The set of these features.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{Feature, Features};
    /// // A set: neither order nor repetition matters.
    /// let once = Features::of(&[Feature::X, Feature::SinY]);
    /// assert_eq!(Features::of(&[Feature::SinY, Feature::X, Feature::X]), once);
    /// ```
    pub fn of(features: &[Feature]) -> Self {
        Self { bits: features.iter().fold(0, |bits, feature| bits | 1 << *feature as u8) }
    }

    /// Whether a feature is in the set.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{Feature, Features};
    /// let features = Features::of(&[Feature::X, Feature::SinY]);
    /// assert!(features.contains(Feature::SinY) && !features.contains(Feature::Y));
    /// ```
    pub const fn contains(self, feature: Feature) -> bool {
        self.bits >> feature as u8 & 1 == 1
    }

    /// The features in the set, in order.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{Feature, Features};
    /// let features = Features::of(&[Feature::SinY, Feature::X]);
    /// assert_eq!(features.iter().collect::<Vec<_>>(), [Feature::X, Feature::SinY]);
    /// ```
    pub fn iter(self) -> impl Iterator<Item = Feature> {
        Feature::ALL.iter().copied().filter(move |feature| self.contains(*feature))
    }

    /// How many there are.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{Feature, Features};
    /// assert_eq!(Features::of(Feature::ALL).n_features(), 7);
    /// ```
    pub fn n_features(self) -> usize {
        self.iter().count()
    }

    /// The values of all features at a point.
    ///
    /// ```
    /// use infoplane_core::learner::dataset::{Feature, Features};
    /// let features = Features::of(&[Feature::X, Feature::XSquared, Feature::Product]);
    /// assert_eq!(features.at([3.0, 2.0]), [3.0, 9.0, 6.0]);
    /// ```
    pub fn at(self, point: [f32; 2]) -> Vec<f32> {
        self.iter().map(|feature| feature.at(point)).collect()
    }
}
