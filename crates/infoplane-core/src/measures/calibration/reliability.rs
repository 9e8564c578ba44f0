//! Whether a classifier is right as often as it says: the reliability diagram and its summaries.

use super::scores::Predictions;
use core::num::{NonZeroU16, NonZeroUsize};

/// Predictions sorted into bins of equal width by their confidence, the probability of the likeliest class.
///
/// ```
/// use core::num::NonZeroU16;
/// use infoplane_core::measures::calibration::{reliability::Reliability, scores::Predictions};
/// // Sure of 3/4 twice, once right.
/// let predictions = Predictions::new(&[0.75, 0.25, 0.75, 0.25], 2, &[0, 1])?;
/// let reliability = Reliability::new(&predictions, NonZeroU16::MIN);
/// assert_eq!(reliability.bins().len(), 1);
/// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    bins: Vec<ReliabilityBin>,
    n_inputs: usize,
}

/// The predictions whose confidence is above `lower` and at most `upper`.
///
/// ```
/// use core::num::NonZeroU16;
/// use infoplane_core::measures::calibration::{reliability::Reliability, scores::Predictions};
/// // Sure of 3/4 twice, once right.
/// let predictions = Predictions::new(&[0.75, 0.25, 0.75, 0.25], 2, &[0, 1])?;
/// let reliability = Reliability::new(&predictions, NonZeroU16::MIN);
/// assert_eq!((reliability.bins()[0].lower, reliability.bins()[0].upper), (0.0, 1.0));
/// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReliabilityBin {
    /// The lower edge, which belongs to the bin before.
    pub lower: f64,
    /// The upper edge, which belongs to this bin.
    pub upper: f64,
    /// What the predictions are like; `None` in an empty bin, which has no mean.
    pub content: Option<BinContent>,
}

/// The predictions in a bin.
///
/// ```
/// use core::num::NonZeroU16;
/// use infoplane_core::measures::calibration::{reliability::Reliability, scores::Predictions};
/// // Sure of 3/4 twice, once right.
/// let predictions = Predictions::new(&[0.75, 0.25, 0.75, 0.25], 2, &[0, 1])?;
/// let reliability = Reliability::new(&predictions, NonZeroU16::MIN);
/// let accuracy = reliability.bins()[0].content.map(|content| content.accuracy);
/// assert_eq!(accuracy, Some(0.5));
/// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BinContent {
    /// How many there are, at least one.
    pub n_inputs: NonZeroUsize,
    /// The share of them that is right.
    pub accuracy: f64,
    /// Their mean confidence.
    pub confidence: f64,
}

impl BinContent {
    /// Confidence minus accuracy: positive where the classifier is overconfident.
    ///
    /// ```
    /// use infoplane_core::measures::calibration::reliability::BinContent;
    /// let bin = BinContent { n_inputs: core::num::NonZeroUsize::MIN, accuracy: 0.5, confidence: 0.75 };
    /// assert_eq!(bin.overconfidence(), 0.25);
    /// ```
    pub fn overconfidence(&self) -> f64 {
        self.confidence - self.accuracy
    }
}

impl Reliability {
    /// Sorts predictions into `n_bins` bins of equal width over (0, 1].
    ///
    /// Source: [GUO_2017](crate::citations::GUO_2017), section 2. Accuracy: relative, n · 1e-16; a
    /// confidence on an edge belongs to the bin below it, compared with the edge i (1/m) as rounded.
    /// A confidence above one by rounding is in the last bin. Cost: n (K + log m).
    ///
    /// ```
    /// use core::num::NonZeroU16;
    /// use infoplane_core::measures::calibration::{reliability::Reliability, scores::Predictions};
    /// // Twice 75 % sure, once right.
    /// let predictions = Predictions::new(&[0.75, 0.25, 0.75, 0.25], 2, &[0, 1])?;
    /// let reliability = Reliability::new(&predictions, NonZeroU16::new(2).unwrap());
    /// let [low, high] = reliability.bins() else { panic!("two bins") };
    /// assert_eq!((low.content, high.content.unwrap().accuracy), (None, 0.5));
    /// assert_eq!((reliability.ece(), reliability.mce()), (0.25, 0.25));
    /// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
    /// ```
    pub fn new(predictions: &Predictions<'_>, n_bins: NonZeroU16) -> Self {
        let n_bins = usize::from(n_bins.get());
        let edges = edges(n_bins);
        let mut tallies = vec![Tally::default(); n_bins];
        for (confidence, is_right) in predictions.confidences() {
            // The inner edges below the confidence are as many as the bins before its own.
            let bin = edges[1..n_bins].partition_point(|&edge| edge < confidence);
            tallies[bin].add(confidence, is_right);
        }
        let bins = tallies.iter().zip(edges.windows(2)).map(|(tally, edge)| ReliabilityBin {
            lower: edge[0],
            upper: edge[1],
            content: tally.content(),
        });
        Self { bins: bins.collect(), n_inputs: predictions.n_inputs() }
    }

    /// The bins, from the least to the most confident: the bars of a reliability diagram.
    ///
    /// ```
    /// use core::num::NonZeroU16;
    /// use infoplane_core::measures::calibration::{reliability::Reliability, scores::Predictions};
    /// // Sure of 3/4 twice, once right.
    /// let predictions = Predictions::new(&[0.75, 0.25, 0.75, 0.25], 2, &[0, 1])?;
    /// let reliability = Reliability::new(&predictions, NonZeroU16::MIN);
    /// assert_eq!(reliability.bins()[0].content.map(|content| content.confidence), Some(0.75));
    /// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
    /// ```
    pub fn bins(&self) -> &[ReliabilityBin] {
        &self.bins
    }

    /// Σ (n_b / n) |accuracy − confidence|, the expected calibration error; no unit, between 0 and 1.
    ///
    /// Biased: with few predictions per bin it is positive even for a calibrated classifier, of the order √(m/n);
    /// within a bin over- and underconfidence cancel, so too few bins hide both. Print the number of bins with it.
    ///
    /// Source: [NAEINI_2015](crate::citations::NAEINI_2015); [GUO_2017](crate::citations::GUO_2017), equation 3.
    /// An example is at [`Reliability::new`].
    ///
    /// ```
    /// use core::num::NonZeroU16;
    /// use infoplane_core::measures::calibration::{reliability::Reliability, scores::Predictions};
    /// // Sure of 3/4 twice, once right.
    /// let predictions = Predictions::new(&[0.75, 0.25, 0.75, 0.25], 2, &[0, 1])?;
    /// let reliability = Reliability::new(&predictions, NonZeroU16::MIN);
    /// assert_eq!(reliability.ece(), 0.25);
    /// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
    /// ```
    pub fn ece(&self) -> f64 {
        let share = |bin: &BinContent| bin.n_inputs.get() as f64 / self.n_inputs as f64;
        self.contents().map(|bin| share(bin) * bin.overconfidence().abs()).sum()
    }

    /// max |accuracy − confidence| over bins that are not empty, the maximum calibration error; between 0 and 1.
    ///
    /// As noisy as its emptiest bin. Source: [NAEINI_2015](crate::citations::NAEINI_2015);
    /// [GUO_2017](crate::citations::GUO_2017), equation 5. An example is at [`Reliability::new`].
    ///
    /// ```
    /// use core::num::NonZeroU16;
    /// use infoplane_core::measures::calibration::{reliability::Reliability, scores::Predictions};
    /// // Sure of 3/4 twice, once right.
    /// let predictions = Predictions::new(&[0.75, 0.25, 0.75, 0.25], 2, &[0, 1])?;
    /// let reliability = Reliability::new(&predictions, NonZeroU16::MIN);
    /// assert_eq!(reliability.mce(), 0.25);
    /// # Ok::<(), infoplane_core::measures::calibration::CalibrationError>(())
    /// ```
    pub fn mce(&self) -> f64 {
        self.contents().map(|bin| bin.overconfidence().abs()).fold(0.0, f64::max)
    }

    fn contents(&self) -> impl Iterator<Item = &BinContent> {
        self.bins.iter().filter_map(|bin| bin.content.as_ref())
    }
}

/// Counts of one bin while it fills.
#[derive(Clone, Default)]
struct Tally {
    n: usize,
    n_right: usize,
    confidence: f64,
}

impl Tally {
    fn add(&mut self, confidence: f64, is_right: bool) {
        self.n += 1;
        self.n_right += usize::from(is_right);
        self.confidence += confidence;
    }

    fn content(&self) -> Option<BinContent> {
        let n = self.n as f64;
        NonZeroUsize::new(self.n).map(|n_inputs| BinContent {
            n_inputs,
            accuracy: self.n_right as f64 / n,
            confidence: self.confidence / n,
        })
    }
}

/// 0, 1/m, 2/m, ..., 1, rounded as NumPy's `linspace` rounds them.
fn edges(n_bins: usize) -> Vec<f64> {
    let step = 1.0 / n_bins as f64;
    (0..n_bins).map(|i| i as f64 * step).chain([1.0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_on_an_edge_belongs_to_the_bin_below() {
        let p = [0.5, 0.5];
        let predictions = Predictions::new(&p, 2, &[0]).unwrap();
        let reliability = Reliability::new(&predictions, NonZeroU16::new(2).unwrap());
        assert!(reliability.bins()[0].content.is_some() && reliability.bins()[1].content.is_none());
    }

    #[test]
    fn a_confidence_above_one_by_rounding_is_in_the_last_bin() {
        let p = [1.0 + 1e-7, 0.0];
        let predictions = Predictions::new(&p, 2, &[0]).unwrap();
        let reliability = Reliability::new(&predictions, NonZeroU16::new(3).unwrap());
        assert!(reliability.bins()[2].content.is_some());
    }
}
