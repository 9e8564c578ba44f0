//! Why an estimate should not be taken at its word.

use super::{Assumption, Estimate, Spread};

crate::named_enum! {
    /// A reason to read an estimate with caution.
    ///
    /// ```
    /// use infoplane_core::estimators::{counts::Counts, estimate::Caution};
    /// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
    /// // Four samples, all different: "at least ln 4".
    /// let h = entropy(&Counts::new(vec![1; 4])?, EntropyEstimator::PlugIn);
    /// assert_eq!(h.cautions(), [Caution::NearCeiling]);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub enum Caution {
        /// More than nine tenths of the ceiling are used up: it may say "at least this much".
        NearCeiling = "near-ceiling",
        /// The interval goes beyond the ceiling, where the estimate can never be: it is not one of equally good values.
        AboveCeiling = "interval-above-ceiling",
        /// Fewer samples than a cube has corners: the nearest neighbors of a sample are not near it.
        ManyDimensions = "many-dimensions",
        /// The bias is known to be larger than the spread.
        BiasAboveSpread = "bias-above-spread",
        /// Samples coincide, so there is no density: the value may be far off, and negative. Outcomes are to be counted, or
        /// their classes compared, instead.
        TiedSamples = "tied-samples",
        /// Resampling has changed nothing, as with equal counts: it cannot tell how far the value may be off.
        NoSpread = "no-spread",
    }
}

/// A spread below this share of the value is that of the last digits of a sum.
const ROUNDING: f64 = 1e-12;
/// Share of the ceiling from which on an estimate is likely to be held down by it.
const NEAR_CEILING: f64 = 0.9;

impl Estimate {
    /// What a reader should be warned of, from what the estimate knows of itself.
    ///
    /// ```
    /// use infoplane_core::estimators::{estimate::Caution, ksg::{Ksg, mutual_information}, neighbors::Points};
    /// // Four samples of y = x: as much as they can show, in more dimensions than they can fill.
    /// let x = Points::new(&[0.0, 0.1, 1.0, 1.1, 10.0, 10.1, 11.0, 11.1], 2)?;
    /// let cautions = mutual_information(&x, &x, 1, Ksg::Cube)?.cautions();
    /// assert_eq!(cautions, [Caution::NearCeiling, Caution::ManyDimensions]);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn cautions(&self) -> Vec<Caution> {
        let applies = |caution: &Caution| match caution {
            Caution::NearCeiling => self.saturation().is_some_and(|share| share > NEAR_CEILING),
            Caution::AboveCeiling => match (self.spread, self.ceiling) {
                (Spread::Interval { high, .. }, Some(ceiling)) => {
                    high > ceiling + ROUNDING * ceiling.max(1.0)
                }
                _ => false,
            },
            Caution::ManyDimensions => {
                let smooth = [Assumption::SmoothDensity, Assumption::SmoothDensityInClass];
                let is_few = |d: usize| libm::log2(self.n as f64) < d as f64;
                smooth.contains(&self.assumption) && self.d.is_some_and(is_few)
            }
            Caution::BiasAboveSpread => {
                self.bias.size.zip(self.spread.size()).is_some_and(|(bias, spread)| bias > spread)
            }
            Caution::TiedSamples => self.n_tied > 0,
            Caution::NoSpread => {
                self.spread.size().is_some_and(|spread| spread <= ROUNDING * self.value.abs().max(1.0))
            }
        };
        Caution::ALL.iter().copied().filter(applies).collect()
    }
}

impl Spread {
    /// The standard deviation, or half the interval; `None` where it is unknown.
    fn size(self) -> Option<f64> {
        match self {
            Self::Unknown => None,
            Self::StandardError(error) => Some(error),
            Self::Interval { low, high, .. } => Some(0.5 * (high - low)),
        }
    }
}
