//! What an estimator hands back: a number, and what a reader must know to believe it.

mod caution;

pub use caution::Caution;

use super::EstimateError;

/// An estimate with what is known of its error. All information values are in nats.
///
/// ```
/// use infoplane_core::estimators::counts::Counts;
/// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
/// // Eight tosses, four heads: one bit, and two outcomes seen cannot show more.
/// let h = entropy(&Counts::new(vec![4, 4])?, EntropyEstimator::PlugIn);
/// assert!((h.value - 2.0_f64.ln()).abs() < 1e-15);
/// assert_eq!((h.ceiling, h.n), (Some(core::f64::consts::LN_2), 8));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// What the estimator cannot pass with that many samples, whatever the truth is; `None`
    /// where no such number is known. A value near its ceiling says "at least this much".
    pub ceiling: Option<f64>,
    /// On which side of the truth it is to be expected, and how far.
    pub bias: Bias,
    /// How much it would vary with other samples.
    pub spread: Spread,
    /// Number of samples.
    pub n: u64,
    /// Number of dimensions of a sample; of both variables together where there are two. `None` where the samples
    /// themselves were not seen, only a critic's scores of them.
    pub d: Option<usize>,
    /// What must hold for the number to mean what it says.
    pub assumption: Assumption,
    /// How the work grows with n and d.
    pub cost: Cost,
    /// Samples at the same place as their k-th neighbor, or with some of their k nearest equally far, which a density
    /// does not have; 0 where ties do no harm.
    pub n_tied: usize,
}

/// The systematic error: the mean of the estimate over samples, minus the truth.
///
/// ```
/// use infoplane_core::estimators::{counts::Counts, estimate::{Bias, Side}};
/// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
/// // Two outcomes in eight tosses: too low by (2 − 1) / (2 · 8), to first order.
/// let bias = entropy(&Counts::new(vec![4, 4])?, EntropyEstimator::PlugIn).bias;
/// assert_eq!(bias, Bias { side: Side::Low, size: Some(1.0 / 16.0) });
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bias {
    /// The side of the truth.
    pub side: Side,
    /// Its size to first order, in nats, where the samples tell it. Never negative.
    pub size: Option<f64>,
}

crate::named_enum! {
    /// On which side of the truth an estimate is to be expected.
    ///
    /// ```
    /// use infoplane_core::estimators::{estimate::Side, variational::{Bound, Scores, lower_bound}};
    /// // A critic shows what it can, and never more than there is, in the mean.
    /// let scores = Scores::new(&[1.0, 0.0, 0.0, 1.0])?;
    /// assert_eq!(lower_bound(&scores, Bound::InfoNce).bias.side, Side::LowerBound);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub enum Side {
        /// On neither: the mean over samples is the truth.
        Unbiased = "unbiased",
        /// Too low.
        Low = "low",
        /// Too high.
        High = "high",
        /// Too low or too high, depending on the distribution.
        Either = "either",
        /// A bound from below, in the mean over samples.
        LowerBound = "lower-bound",
        /// A bound from above.
        UpperBound = "upper-bound",
    }
}

/// The random error.
///
/// ```
/// use infoplane_core::estimators::{estimate::Spread, resampling::jackknife};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // The mean of 0 and 2 is 1 ± 1: the standard error of two samples is half their difference.
/// let mean = |of: &[usize]| Ok(of.iter().map(|&i| 2.0 * i as f64).sum::<f64>() / of.len() as f64);
/// let found = jackknife(2, 2, &mut Stream::new(1, Purpose::Estimates), mean)?;
/// assert_eq!(Spread::from(found), Spread::StandardError(1.0));
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// Not computed; [`super::interval`] finds it for any estimator.
    Unknown,
    /// Standard deviation of the estimate, in nats.
    StandardError(f64),
    /// An interval that contains the mean of the estimate in the given share of all samples.
    Interval {
        /// Lower end, in nats.
        low: f64,
        /// Upper end, in nats.
        high: f64,
        /// The share, between 0 and 1.
        level: f64,
    },
}

crate::named_enum! {
    /// What must hold for an estimate to mean what it says.
    ///
    /// ```
    /// use infoplane_core::estimators::{counts::Counts, estimate::Assumption};
    /// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
    /// // What was never seen adds nothing to plug-in.
    /// let seen = entropy(&Counts::new(vec![1, 1])?, EntropyEstimator::PlugIn);
    /// assert_eq!(seen.assumption, Assumption::SeenOutcomes);
    /// assert_eq!(seen.value, entropy(&Counts::new(vec![1, 1, 0])?, EntropyEstimator::PlugIn).value);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub enum Assumption {
        /// The samples are independent draws, and nearly all outcomes have been seen.
        SeenOutcomes = "seen-outcomes",
        /// The samples are independent draws; what was seen once tells how much is unseen.
        UnseenLikeRare = "unseen-like-rare",
        /// The distribution is a draw from a mixture of symmetric Dirichlet priors over all outcomes.
        DirichletPrior = "dirichlet-prior",
        /// The binned variable stands for the continuous one: the value belongs to the bins.
        Bins = "bins",
        /// Noise that the network does not have is added: the value belongs to its variance.
        AddedNoise = "added-noise",
        /// The network itself adds Gaussian noise, and the given inputs are all there are.
        NoisyNetwork = "noisy-network",
        /// The density is smooth over the distance to the nearest neighbors, and no two samples coincide.
        SmoothDensity = "smooth-density",
        /// As smooth-density within each class, with several samples of each.
        SmoothDensityInClass = "smooth-density-in-class",
        /// The samples are independent draws from a Gaussian.
        Gaussian = "gaussian",
        /// The critic was trained on other samples than it scores here.
        HeldOutCritic = "held-out-critic",
    }
}

crate::named_enum! {
    /// How the work grows with the number of samples n and of dimensions d.
    ///
    /// ```
    /// use infoplane_core::estimators::{counts::Counts, estimate::Cost};
    /// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
    /// // A million tosses cost as much as two, once counted.
    /// let h = entropy(&Counts::new(vec![500_000, 500_000])?, EntropyEstimator::PlugIn);
    /// assert_eq!(h.cost, Cost::Outcomes);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub enum Cost {
        /// One step per outcome, once counted.
        Outcomes = "outcomes",
        /// n d.
        Linear = "n d",
        /// n d².
        Moments = "n d^2",
        /// n d ln n.
        Sorting = "n d ln n",
        /// n ln n in few dimensions; n² d in many, where a tree rules out nothing.
        Neighbors = "n ln n to n^2 d",
        /// n² d.
        Pairs = "n^2 d",
        /// n² d for each draw per sample.
        Draws = "draws n^2 d",
        /// A few hundred steps per different count.
        DifferentCounts = "different counts",
        /// n², given the scores.
        Scores = "n^2",
    }
}

impl Estimate {
    /// The same estimate with its spread found out.
    ///
    /// ```
    /// use infoplane_core::estimators::{counts::Counts, estimate::Spread};
    /// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
    /// let h = entropy(&Counts::new(vec![5, 5])?, EntropyEstimator::PlugIn).with_spread(Spread::StandardError(0.1));
    /// assert_eq!(h.spread, Spread::StandardError(0.1));
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    #[must_use]
    pub const fn with_spread(self, spread: Spread) -> Self {
        Self { spread, ..self }
    }

    /// How much of the ceiling is used up, between 0 and 1; `None` without a ceiling.
    ///
    /// Near 1 the estimate says more about n than about the samples.
    ///
    /// ```
    /// use infoplane_core::estimators::counts::Counts;
    /// use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
    /// // Four samples, all different: the plug-in entropy cannot be larger.
    /// let all_different = entropy(&Counts::new(vec![1; 4])?, EntropyEstimator::PlugIn);
    /// assert_eq!(all_different.saturation(), Some(1.0));
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub fn saturation(&self) -> Option<f64> {
        let ceiling = self.ceiling?;
        // An estimate may be negative, and a ceiling of 0 is always reached.
        Some(if ceiling > 0.0 { (self.value / ceiling).clamp(0.0, 1.0) } else { 1.0 })
    }
}

impl Bias {
    pub(super) const fn new(side: Side) -> Self {
        Self { side, size: None }
    }

    pub(super) const fn of_size(side: Side, size: f64) -> Self {
        Self { side, size: Some(size) }
    }
}

/// In what share of all samples an interval is to hold the mean of the estimate: strictly between 0 and 1.
///
/// ```
/// use infoplane_core::estimators::{estimate::{Level, Spread}, resampling::bootstrap};
/// use infoplane_core::math::rng::{Purpose, Stream};
/// // The mean of four ones is 1 in all samples, so in 95 of 100, too.
/// let mean = |of: &[usize]| Ok(of.iter().map(|_| 1.0).sum::<f64>() / of.len() as f64);
/// let spread = bootstrap(4, 100, Level::new(0.95)?, &mut Stream::new(1, Purpose::Estimates), mean)?;
/// assert_eq!(spread, Spread::Interval { low: 1.0, high: 1.0, level: 0.95 });
/// # Ok::<(), infoplane_core::estimators::EstimateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Level(f64);

impl Level {
    /// Takes a share, as 0.95.
    ///
    /// # Errors
    /// [`EstimateError::Level`] unless it is strictly between 0 and 1.
    ///
    /// ```
    /// use infoplane_core::estimators::{EstimateError, estimate::Level};
    /// assert_eq!(Level::new(1.0), Err(EstimateError::Level(1.0)));
    /// ```
    pub fn new(level: f64) -> Result<Self, EstimateError> {
        if level > 0.0 && level < 1.0 { Ok(Self(level)) } else { Err(EstimateError::Level(level)) }
    }

    /// The share.
    ///
    /// ```
    /// assert_eq!(infoplane_core::estimators::estimate::Level::new(0.95)?.get(), 0.95);
    /// # Ok::<(), infoplane_core::estimators::EstimateError>(())
    /// ```
    pub const fn get(self) -> f64 {
        self.0
    }
}
