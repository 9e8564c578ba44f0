//! The continuous Bernoulli distribution.

use super::parameter::{FamilyError, SMALLEST, location, within};
use super::univariate::{LogDensity, Statistic, Support, Univariate, not_negative, open_unit};
use crate::math::ln_sinhc::{ln_sinhc, ln_sinhc_curvature, ln_sinhc_slope};
use crate::math::quadrature::tangent_gap;
use crate::math::rng::Stream;
use crate::math::x_log_x::log_ratio;

/// ContinuousBernoulli(λ): density proportional to λ^x (1 − λ)^(1−x) for 0 ≤ x ≤ 1, with λ = probs.
///
/// What the binary cross-entropy of gray values in [0, 1] is the likelihood of, once it is normalized.
/// With η = ln(λ/(1 − λ)) the density is e^(η (x − ½) − A), where A(η) = ln(sinh(η/2)/(η/2)); so
/// H = A − η A′, at most 0; mean ½ + A′, variance A″.
/// Source: [LOAIZA_GANEM_CUNNINGHAM_2019](crate::citations::LOAIZA_GANEM_CUNNINGHAM_2019). Accuracy: relative 1e-14, of entropy
/// and mean − ½ near λ = ½ too, where they vanish.
///
/// ```
/// use infoplane_core::dist::families::{continuous_bernoulli::ContinuousBernoulli, univariate::Univariate};
/// let gray = ContinuousBernoulli::new(0.5)?;
/// assert_eq!((gray.entropy(), gray.mean()), (0.0, Some(0.5)));
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContinuousBernoulli {
    logit: f64,
}

impl ContinuousBernoulli {
    /// The continuous Bernoulli distribution of λ strictly between 0 and 1. λ is not its mean.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless λ is between [`SMALLEST`] and the largest number below 1.
    ///
    /// ```
    /// use infoplane_core::dist::families::{continuous_bernoulli::ContinuousBernoulli, univariate::Univariate};
    /// let p = ContinuousBernoulli::new(0.5)?;
    /// assert!(p.log_density(0.3).abs() < 1e-15 && (p.mean(), true) == (Some(0.5), true));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(probs: f64) -> Result<Self, FamilyError> {
        let probs = within("probs", probs, SMALLEST, 1.0 - 0.5 * f64::EPSILON)?;
        let logit = if (0.25..=0.75).contains(&probs) {
            // 2λ − 1 is exact, where the difference to a rounded 1 − λ would lose digits.
            libm::log1p((2.0 * probs - 1.0) / (1.0 - probs))
        } else {
            log_ratio(probs, 1.0 - probs)
        };
        Ok(Self { logit })
    }

    /// The continuous Bernoulli distribution of η = ln(λ/(1 − λ)).
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless η is finite, within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{continuous_bernoulli::ContinuousBernoulli, univariate::Univariate};
    /// let p = ContinuousBernoulli::from_logit(0.0)?;
    /// assert_eq!(p.mean(), Some(0.5));
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn from_logit(logits: f64) -> Result<Self, FamilyError> {
        Ok(Self { logit: location("logits", logits)? })
    }

    /// KL(p‖q) = A(η_q) − A(ηₚ) − A′(ηₚ) (η_q − ηₚ) in nats.
    ///
    /// Source: [BANERJEE_2005](crate::citations::BANERJEE_2005), section 4. Accuracy: relative 1e-13 for the logits,
    /// near p = q too, unless both are in the thousands. Logits that come from λ are rounded, and KL near p = q grows as their
    /// difference squared: relative (1 + |η|) · 1e-15/|η_q − ηₚ| more.
    ///
    /// ```
    /// use infoplane_core::dist::families::continuous_bernoulli::ContinuousBernoulli;
    /// let (p, q) = (ContinuousBernoulli::from_logit(0.0)?, ContinuousBernoulli::from_logit(1e-3)?);
    /// // Half the variance, 1/12, times the squared step.
    /// assert!((p.kl(&q) / (1e-6 / 24.0) - 1.0).abs() < 1e-7);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        /// Up to this step the poles of A at ±2πi are far enough for the quadrature; beyond it nothing cancels.
        const CLOSE: f64 = 2.0;
        let (p, q) = (self.logit, q.logit);
        not_negative(if (q - p).abs() <= CLOSE {
            tangent_gap(p, q, ln_sinhc_curvature)
        } else {
            ln_sinhc(q) - ln_sinhc(p) - ln_sinhc_slope(p) * (q - p)
        })
    }
}

impl Univariate for ContinuousBernoulli {
    fn support(&self) -> Support {
        Support::UNIT
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        self.logit * (x - 0.5) - ln_sinhc(self.logit)
    }

    fn entropy(&self) -> f64 {
        ln_sinhc(self.logit) - self.logit * ln_sinhc_slope(self.logit)
    }

    fn mean(&self) -> Option<f64> {
        Some(0.5 + ln_sinhc_slope(self.logit))
    }

    fn variance(&self) -> Option<f64> {
        Some(ln_sinhc_curvature(self.logit))
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        // The inverse of (e^(ηx) − 1)/(e^η − 1), from the end with more mass, where nothing overflows.
        let (u, fall) = (open_unit(stream), -self.logit.abs());
        let x = if fall == 0.0 { u } else { libm::log1p(u * libm::expm1(fall)) / fall };
        if self.logit > 0.0 { 1.0 - x } else { x }
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        match of {
            Statistic::Exponential { rate, about } => {
                Some(libm::exp(rate * (0.5 - about) + ln_sinhc(self.logit + rate) - ln_sinhc(self.logit)))
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let constant = -0.5 * self.logit - ln_sinhc(self.logit);
        Some(LogDensity::new(constant, &[(self.logit, Statistic::Value)]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// λ near ½ and entropy, mean − ½, variance and logarithm of the density at ¾, from mpmath 1.3.0 with 80 digits.
    #[test]
    fn what_vanishes_at_one_half_keeps_its_digits_near_it() {
        for (probs, entropy, above_half, variance, log_density) in [
            (
                0.5000000000000009,
                -5.259072701473412e-31,
                2.9605947323337506e-16,
                0.08333333333333333,
                8.881784197001247e-16,
            ),
            (
                0.500000000001,
                -6.66637171366085e-25,
                3.333259594266262e-13,
                0.08333333333333333,
                9.999778782792119e-13,
            ),
            (
                0.49999999,
                -6.66666665964859e-17,
                -3.3333333315788143e-09,
                0.08333333333333333,
                -1.000000006140311e-08,
            ),
            (
                0.500001,
                -6.666666667065187e-13,
                3.3333333334327413e-07,
                0.08333333333326666,
                9.999993333634222e-07,
            ),
            (
                0.499,
                -6.666681777819215e-07,
                -0.00033333368888963414,
                0.08333326666653122,
                -0.0010006680016920947,
            ),
            (0.51, -6.668178192153042e-05, 0.0033336889634055763, 0.08332666531182607, 0.009934650092867293),
            (0.6, -0.0068220491665584694, 0.03369653762356831, 0.08265276852997498, 0.09452555592318859),
        ] {
            let p = ContinuousBernoulli::new(probs).unwrap();
            for (found, exact) in [
                (p.entropy(), entropy),
                (ln_sinhc_slope(p.logit), above_half),
                (ln_sinhc_curvature(p.logit), variance),
                (p.log_density(0.75), log_density),
            ] {
                assert!((found / exact - 1.0).abs() <= 1e-14, "{probs}: {found:e}, not {exact:e}");
            }
            assert_eq!(p.mean(), Some(0.5 + ln_sinhc_slope(p.logit)));
            assert_eq!(p.variance(), Some(ln_sinhc_curvature(p.logit)));
        }
    }

    /// Two logits and the divergence, from mpmath 1.3.0 with 80 digits.
    #[test]
    fn divergences_of_near_logits_keep_their_digits() {
        for (p, q, kl) in [
            (0.3, 0.3000001, 4.147983416731056e-16),
            (2.0, 2.0000000001, 3.4492298086816225e-22),
            (-7.0, -6.999, 9.748127329728092e-09),
            (0.0, 1e-30, 4.166666666666668e-62),
            (1.0, 2.9, 0.13161374206439344),
            (1.0, 3.1, 0.15902648881079487),
            (-40.0, 30.0, 28.537682072451688),
        ] {
            let member = |logit| ContinuousBernoulli::from_logit(logit).unwrap();
            let found = member(p).kl(&member(q));
            assert!((found / kl - 1.0).abs() <= 1e-13, "{p} {q}: {found:e}, not {kl:e}");
        }
    }

    /// The same of two λ, whose logits are rounded.
    #[test]
    fn divergences_of_near_probabilities_are_as_far_off_as_stated() {
        for (p, q, kl) in [
            (0.3, 0.30000099999999996, 9.11848181451333e-13),
            (0.3, 0.300000001, 9.118498462973315e-19),
            (0.9999, 0.999900001, 5.845451563287212e-13),
            (1e-06, 1.0001e-06, 2.618863254352077e-11),
            (0.2, 0.7, 0.20103591570967988),
        ] {
            let member = |probs| ContinuousBernoulli::new(probs).unwrap();
            let (p, q) = (member(p), member(q));
            let bound = 1e-13 + (1.0 + p.logit.abs()) * 1e-15 / (q.logit - p.logit).abs();
            assert!((p.kl(&q) / kl - 1.0).abs() <= bound, "{p:?} {q:?}: {:e}, not {kl:e}", p.kl(&q));
        }
    }
}
