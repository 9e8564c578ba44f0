//! The uniform distribution on an interval.

use super::parameter::{FamilyError, LARGEST, SMALLEST, location};
use super::univariate::{LogDensity, Statistic, Support, Univariate};
use crate::math::ln_sinhc::ln_sinhc;
use crate::math::quadrature::integral;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;

/// Uniform(a, b): density 1/(b − a) from a = low to b = high.
///
/// H = ln(b − a), the most of all distributions on that interval; mean (a + b)/2, variance (b − a)²/12.
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), example 8.1.1. Accuracy: H 2e-16 relative to max(1, |H|).
///
/// ```
/// use infoplane_core::dist::families::{uniform::Uniform, univariate::Univariate};
/// // A density above one makes a differential entropy negative: here one bit below zero.
/// assert_eq!(Uniform::new(0.0, 0.5)?.entropy(), -core::f64::consts::LN_2);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform {
    low: f64,
    high: f64,
}

impl Uniform {
    /// The uniform distribution from low to high.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless both ends are finite, within the [bounds](super::parameter::LARGEST);
    /// [`FamilyError::Interval`] unless low is below high, by an amount within them.
    ///
    /// ```
    /// use infoplane_core::dist::families::{uniform::Uniform, univariate::Univariate};
    /// let p = Uniform::new(1.0, 3.0)?;
    /// assert!((p.entropy() - 2.0_f64.ln()).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(low: f64, high: f64) -> Result<Self, FamilyError> {
        let (low, high) = (location("low", low)?, location("high", high)?);
        if !(SMALLEST..=2.0 * LARGEST).contains(&(high - low)) {
            return Err(FamilyError::Interval { low, high });
        }
        Ok(Self { low, high })
    }

    /// KL(p‖q) = ln((b_q − a_q) / (bₚ − aₚ)) in nats; +∞ unless p's interval is inside q's.
    ///
    /// Source: [GIL_ALAJAJI_LINDER_2013](crate::citations::GIL_ALAJAJI_LINDER_2013). Accuracy: 2e-16 relative to max(1, KL), given the widths.
    ///
    /// ```
    /// use infoplane_core::dist::families::uniform::Uniform;
    /// let (half, whole) = (Uniform::new(0.0, 0.5)?, Uniform::new(0.0, 1.0)?);
    /// assert_eq!(half.kl(&whole), core::f64::consts::LN_2);
    /// assert_eq!(whole.kl(&half), f64::INFINITY);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        if self.low < q.low || self.high > q.high {
            return f64::INFINITY;
        }
        log_ratio(q.width(), self.width())
    }

    fn width(&self) -> f64 {
        self.high - self.low
    }

    fn center(&self) -> f64 {
        0.5 * self.low + 0.5 * self.high
    }

    fn absolute_about(&self, c: f64) -> f64 {
        if c <= self.low || c >= self.high {
            return (self.center() - c).abs();
        }
        let (below, above) = ((c - self.low) / self.width(), (self.high - c) / self.width());
        0.5 * (below * (c - self.low) + above * (self.high - c))
    }
}

/// E ln X for X uniform from a ≥ 0 to b.
fn mean_ln(a: f64, b: f64) -> f64 {
    /// Up to this ratio of the ends the quadrature is exact to 1e-16, and beyond it the closed form loses one digit.
    const NARROW: f64 = 1.5;
    if b < NARROW * a {
        integral(0.0, 1.0, |t| libm::log(a + t * (b - a)))
    } else {
        // ln b less the mean of what the others are below it; for a = 0 the ratio only needs to be finite, as it counts 0 times.
        libm::log(b) + (a / (b - a)) * log_ratio(b, a.max(f64::MIN_POSITIVE)) - 1.0
    }
}

impl Univariate for Uniform {
    fn support(&self) -> Support {
        Support::Interval { low: self.low, high: self.high }
    }

    fn log_density_inside(&self, _: f64) -> f64 {
        -libm::log(self.width())
    }

    fn entropy(&self) -> f64 {
        libm::log(self.width())
    }

    fn mean(&self) -> Option<f64> {
        Some(self.center())
    }

    fn variance(&self) -> Option<f64> {
        Some(self.width() * self.width() / 12.0)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        let u = stream.uniform();
        self.low * (1.0 - u) + self.high * u
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        match of {
            Statistic::AbsoluteAbout(c) => Some(self.absolute_about(c)),
            Statistic::Ln => (self.low >= 0.0).then(|| mean_ln(self.low, self.high)),
            Statistic::LnComplement => (self.high <= 1.0).then(|| mean_ln(1.0 - self.high, 1.0 - self.low)),
            Statistic::Exponential { rate, about } => {
                Some(libm::exp(rate * (self.center() - about) + ln_sinhc(rate * self.width())))
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        Some(LogDensity::new(-libm::log(self.width()), &[]))
    }
}
