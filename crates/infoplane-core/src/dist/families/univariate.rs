//! What all families of one number have in common.

use crate::math::rng::Stream;

/// Where a distribution of one number lives.
///
/// ```
/// use infoplane_core::dist::families::{binomial::Binomial, categorical::Bernoulli, univariate::{Support, Univariate}};
/// let p = Binomial::new(3, Bernoulli::new(0.5)?);
/// assert_eq!(p.support(), Support::Counts { last: 3.0 });
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Support {
    /// Real numbers from `low` to `high`; the ends may be infinite.
    Interval {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// Whole numbers 0, 1, ..., `last`; the last may be infinite.
    Counts {
        /// The largest number.
        last: f64,
    },
    /// Angles in radians; those that differ by a full turn are the same.
    Circle,
}

impl Support {
    /// All real numbers.
    ///
    /// ```
    /// use infoplane_core::dist::families::univariate::Support;
    /// assert!(Support::REALS.contains(-1e300) && !Support::REALS.contains(f64::INFINITY));
    /// ```
    pub const REALS: Self = Self::Interval { low: f64::NEG_INFINITY, high: f64::INFINITY };
    /// The real numbers that are not negative.
    ///
    /// ```
    /// use infoplane_core::dist::families::univariate::Support;
    /// assert!(Support::POSITIVE.contains(0.0) && !Support::POSITIVE.contains(-1.0));
    /// ```
    pub const POSITIVE: Self = Self::Interval { low: 0.0, high: f64::INFINITY };
    /// The real numbers between 0 and 1.
    ///
    /// ```
    /// use infoplane_core::dist::families::univariate::Support;
    /// assert!(Support::UNIT.contains(1.0) && !Support::UNIT.contains(1.5));
    /// ```
    pub const UNIT: Self = Self::Interval { low: 0.0, high: 1.0 };

    /// Whether a number is in it. Infinities never are.
    ///
    /// ```
    /// use infoplane_core::dist::families::univariate::Support;
    /// let counts = Support::Counts { last: 3.0 };
    /// assert!(counts.contains(3.0) && !counts.contains(0.5) && !counts.contains(4.0));
    /// ```
    pub fn contains(self, x: f64) -> bool {
        x.is_finite()
            && match self {
                Self::Interval { low, high } => (low..=high).contains(&x),
                Self::Counts { last } => (0.0..=last).contains(&x) && libm::floor(x) == x,
                Self::Circle => true,
            }
    }
}

/// An expectation that several families know in closed form.
///
/// ```
/// use infoplane_core::dist::families::{normal::Normal, univariate::{Statistic, Univariate}};
/// // E (X − 1)² = 2² + (3 − 1)².
/// assert_eq!(Normal::new(3.0, 2.0)?.expectation(Statistic::SquareAbout(1.0)), Some(8.0));
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    /// E X.
    Value,
    /// E (X − c)².
    SquareAbout(f64),
    /// E |X − c|.
    AbsoluteAbout(f64),
    /// E ln X.
    Ln,
    /// E (ln X − c)².
    LnSquareAbout(f64),
    /// E ln(1 − X).
    LnComplement,
    /// E (X / scale)^exponent.
    Power {
        /// The exponent, which may be negative.
        exponent: f64,
        /// What X is divided by.
        scale: f64,
    },
    /// E e^(rate (X − about)).
    Exponential {
        /// The factor in the exponent.
        rate: f64,
        /// What is taken off X.
        about: f64,
    },
}

/// ln of a density as a sum: constant + Σ factor · statistic on the support.
///
/// ```
/// use infoplane_core::dist::families::{exponential::Exponential, univariate::{Statistic, Univariate}};
/// // ln e^−x = 0 − 1 · x.
/// let sum = Exponential::new(1.0)?.log_density_sum();
/// assert_eq!(sum.map(|sum| (sum.constant, sum.terms)), Some((0.0, vec![(-1.0, Statistic::Value)])));
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LogDensity {
    /// The part that does not depend on x.
    pub constant: f64,
    /// Factors and what they are factors of; no factor is zero.
    pub terms: Vec<(f64, Statistic)>,
}

impl LogDensity {
    /// A sum, without its terms of factor zero, which would make a NaN of an infinite expectation.
    pub(super) fn new(constant: f64, terms: &[(f64, Statistic)]) -> Self {
        Self { constant, terms: terms.iter().copied().filter(|(factor, _)| *factor != 0.0).collect() }
    }

    /// E ln q(X), from the expectations of another distribution: `None` if one of them has no closed form.
    pub(super) fn expected(&self, p: &dyn Univariate) -> Option<f64> {
        self.terms.iter().try_fold(self.constant, |sum, &(factor, statistic)| {
            p.expectation(statistic).map(|value| sum + factor * value)
        })
    }
}

/// A distribution of one number, continuous or discrete.
///
/// ```
/// use infoplane_core::dist::families::{categorical::Bernoulli, univariate::Univariate};
/// let p = Bernoulli::new(0.25)?;
/// assert_eq!((p.mean(), p.variance()), (Some(0.25), Some(0.1875)));
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
pub trait Univariate {
    /// Where its outcomes are.
    fn support(&self) -> Support;

    /// ln of the density, or of the probability, at a point of the support.
    fn log_density_inside(&self, x: f64) -> f64;

    /// H in nats: the Shannon entropy of a discrete distribution, the differential entropy of a continuous one,
    /// which may be negative and changes with the unit of x.
    fn entropy(&self) -> f64;

    /// E X: `None` where it is undefined or has no closed form, +∞ where it diverges.
    fn mean(&self) -> Option<f64>;

    /// E (X − E X)²: `None` where it is undefined or has no closed form, +∞ where it diverges.
    fn variance(&self) -> Option<f64>;

    /// A random draw.
    fn sample(&self, stream: &mut Stream) -> f64;

    /// ln of the density, or of the probability, in nats: −∞ outside the support, NaN at NaN.
    fn log_density(&self, x: f64) -> f64 {
        if x.is_nan() {
            x
        } else if self.support().contains(x) {
            self.log_density_inside(x)
        } else {
            f64::NEG_INFINITY
        }
    }

    /// An expectation: `None` where it has no closed form here, ±∞ where it diverges.
    fn expectation(&self, of: Statistic) -> Option<f64> {
        self.moment(of)
    }

    /// The expectations that mean and variance give.
    fn moment(&self, of: Statistic) -> Option<f64> {
        match of {
            Statistic::Value => self.mean(),
            Statistic::SquareAbout(c) => {
                let (mean, variance) = (self.mean()?, self.variance()?);
                Some(if variance.is_infinite() { variance } else { variance + (mean - c) * (mean - c) })
            }
            _ => None,
        }
    }

    /// The ln of its density as a sum of statistics, if it is one.
    fn log_density_sum(&self) -> Option<LogDensity> {
        None
    }
}

/// c ln x, where 0 · ln 0 is 0: the limit of a power at the end of a support.
pub(super) fn times_ln(c: f64, x: f64) -> f64 {
    if c == 0.0 { 0.0 } else { c * libm::log(x) }
}

/// A divergence that rounding has made negative, by some 1e-16 of its terms, is zero. NaN stays NaN.
pub(super) fn not_negative(divergence: f64) -> f64 {
    if divergence < 0.0 { 0.0 } else { divergence }
}

/// ln(e^x − 1) for x ≥ 0, without overflow.
pub(super) fn ln_expm1(x: f64) -> f64 {
    /// From here on e^−x is below 1e-17.
    const ONE_IS_NOTHING: f64 = 40.0;
    if x > ONE_IS_NOTHING { x } else { libm::log(libm::expm1(x)) }
}

/// Uniform on the open interval (0, 1), so that no logarithm is infinite.
pub(super) fn open_unit(stream: &mut Stream) -> f64 {
    loop {
        let u = stream.uniform();
        if u > 0.0 {
            return u;
        }
    }
}

/// Exponential of rate 1.
pub(super) fn standard_exponential(stream: &mut Stream) -> f64 {
    -libm::log(open_unit(stream))
}
