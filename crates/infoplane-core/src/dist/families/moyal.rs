//! Moyal's distribution.

use super::gamma::ln_standard_gamma;
use super::parameter::{FamilyError, location, positive};
use super::univariate::{LogDensity, Statistic, Support, Univariate};
use crate::math::digamma::{EULER_GAMMA, digamma};
use crate::math::exp_excess::exp_excess;
use crate::math::ln_gamma::{ln_gamma, ln_gamma_gap};
use crate::math::quadrature::tangent_gap_after;
use crate::math::rng::Stream;
use crate::math::trigamma::trigamma;
use crate::math::x_log_x::log_ratio;
use core::f64::consts::{LN_2, PI, TAU};

/// Moyal(μ, σ): density e^(−(z + e^−z)/2) / (σ √(2π)) with z = (x − μ)/σ; μ = loc, σ = scale.
///
/// The energy a fast particle loses in a thin layer; z is −ln of a squared standard normal number.
/// H = ln σ + ½ (1 + γ + ln 4π); mean μ + σ (γ + ln 2), variance π²σ²/2, γ being Euler's constant.
/// Source: [MOYAL_1955](crate::citations::MOYAL_1955) for the density, the rest by that relation. Accuracy: H 2e-16 relative to its terms.
///
/// ```
/// use infoplane_core::dist::families::{moyal::Moyal, univariate::Univariate};
/// use infoplane_core::math::digamma::EULER_GAMMA;
/// let h = Moyal::new(3.0, 1.0)?.entropy();
/// assert!((h - 0.5 * (1.0 + EULER_GAMMA + (4.0 * core::f64::consts::PI).ln())).abs() < 1e-15);
/// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moyal {
    loc: f64,
    scale: f64,
}

impl Moyal {
    /// The Moyal distribution of that mode and scale.
    ///
    /// # Errors
    /// [`FamilyError::Value`] unless loc is finite and scale positive, both within the [bounds](super::parameter::LARGEST).
    ///
    /// ```
    /// use infoplane_core::dist::families::{moyal::Moyal, univariate::Univariate};
    /// let p = Moyal::new(0.0, 2.0)?;
    /// assert!((p.variance().unwrap_or(0.0) - 2.0 * core::f64::consts::PI.powi(2)).abs() < 1e-13);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn new(loc: f64, scale: f64) -> Result<Self, FamilyError> {
        Ok(Self { loc: location("loc", loc)?, scale: positive("scale", scale)? })
    }

    /// KL(p‖q) = −ln s + ½ (d + (s − 1)(γ + ln 2) + e^−d 2^s Γ(½ + s)/√π − 1) with s = σₚ/σ_q and d = (μₚ − μ_q)/σ_q, in nats.
    ///
    /// Source: the moments of the logarithm of a squared normal number. Accuracy: relative 1e-13, near p = q too: it is taken as
    /// ½ (e^m − 1 − m) + ½ g + (s − 1 − ln s), none of them negative, with m = ln(2^s Γ(½ + s)/√π) − d, and g how far ln Γ is
    /// above its tangent at 3/2, seen at ½ + s.
    ///
    /// ```
    /// use infoplane_core::dist::families::moyal::Moyal;
    /// let kl = Moyal::new(-1.0, 1.0)?.kl(&Moyal::new(0.0, 1.0)?);
    /// assert!((kl - 0.5 * (1.0_f64.exp() - 2.0)).abs() < 1e-15);
    /// # Ok::<(), infoplane_core::dist::families::FamilyError>(())
    /// ```
    pub fn kl(&self, q: &Self) -> f64 {
        // s − 1 and not s, which would round its digits off where the scales are close.
        let (step, d) = ((self.scale - q.scale) / q.scale, (self.loc - q.loc) / q.scale);
        let gap = ln_gamma_gap_from_1_5(step);
        // ln Γ(½ + s) less ln Γ(3/2) is its tangent's rise and the gap.
        let m = step * (LN_2 + digamma(1.5)) + gap - d;
        0.5 * exp_excess(m) + 0.5 * gap + exp_excess(log_ratio(self.scale, q.scale))
    }
}

/// How far ln Γ is above its tangent at 3/2, seen at 3/2 + step.
fn ln_gamma_gap_from_1_5(step: f64) -> f64 {
    /// Beyond it 3/2 + step has all digits that count.
    const CLOSE: f64 = 0.25;
    if step.abs() <= CLOSE { tangent_gap_after(1.5, step, trigamma) } else { ln_gamma_gap(1.5, 1.5 + step) }
}

impl Univariate for Moyal {
    fn support(&self) -> Support {
        Support::REALS
    }

    fn log_density_inside(&self, x: f64) -> f64 {
        let z = (x - self.loc) / self.scale;
        // e^−z outgrows −z, so that +∞ − ∞ is −∞ here.
        let falls = libm::exp(-z);
        if falls.is_infinite() {
            return -falls;
        }
        -0.5 * (z + falls) - libm::log(self.scale) - 0.5 * libm::log(TAU)
    }

    fn entropy(&self) -> f64 {
        libm::log(self.scale) + 0.5 * (1.0 + EULER_GAMMA + libm::log(4.0 * PI))
    }

    fn mean(&self) -> Option<f64> {
        Some(self.loc + self.scale * (EULER_GAMMA + LN_2))
    }

    fn variance(&self) -> Option<f64> {
        Some(0.5 * PI * PI * self.scale * self.scale)
    }

    fn sample(&self, stream: &mut Stream) -> f64 {
        self.loc - self.scale * (ln_standard_gamma(0.5, stream) + LN_2)
    }

    fn expectation(&self, of: Statistic) -> Option<f64> {
        match of {
            // e^(−sz) is the power s of a squared normal number.
            Statistic::Exponential { rate, .. } if rate * self.scale >= 0.5 => Some(f64::INFINITY),
            Statistic::Exponential { rate, about } => {
                let s = -rate * self.scale;
                let ln_moment = s * LN_2 + ln_gamma(0.5 + s) - ln_gamma(0.5);
                Some(libm::exp(rate * (self.loc - about) + ln_moment))
            }
            other => self.moment(other),
        }
    }

    fn log_density_sum(&self) -> Option<LogDensity> {
        let rate = 1.0 / self.scale;
        Some(LogDensity::new(
            0.5 * self.loc / self.scale - libm::log(self.scale) - 0.5 * libm::log(TAU),
            &[
                (-0.5 * rate, Statistic::Value),
                (-0.5, Statistic::Exponential { rate: -rate, about: self.loc }),
            ],
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Location and scale of p, those of q being 1 and 2, and the divergence, from mpmath 1.3.0 with 60 digits.
    #[test]
    fn divergences_of_near_equals_keep_their_digits() {
        let q = Moyal::new(1.0, 2.0).unwrap();
        for (loc, scale, kl) in [
            (1.0, 2.0000001, 2.166982829110301e-15),
            (1.0, 2.000000000001, 2.167368170344996e-25),
            (1.0000001, 2.0000003, 1.739170538621281e-14),
            (0.99, 2.0, 6.260429700531703e-06),
            (1.0, 1.9, 0.002194181868550884),
            (1.2, 2.4, 0.027549870020771142),
            (1.0, 2.6, 0.07512826217116123),
            (1.0, 0.1, 2.3642874482389358),
            (-3.0, 40.0, 1.1816245517205704e+24),
            (1.000000001, 1.99999, 2.1670765655529275e-11),
        ] {
            let found = Moyal::new(loc, scale).unwrap().kl(&q);
            assert!((found / kl - 1.0).abs() <= 1e-13, "{loc} {scale}: {found:e}, not {kl:e}");
        }
    }
}
