//! The order of a power divergence, and its terms.

use crate::math::x_log_x::log_ratio;
use crate::measures::renyi_order::tilted_excess;

/// The order α of a power divergence: any finite number.
///
/// 1 is KL, 0 reverse KL, 2 half of Pearson's χ², −1 half of Neyman's, ½ four times the
/// squared Hellinger distance. Otherwise it is Tsallis' divergence over α, at positive orders.
///
/// ```
/// use infoplane_core::measures::f_divergence::{Alpha, FDivergence};
/// // At order 2 the generator is ½ (t − 1)².
/// assert!((FDivergence::Alpha(Alpha::new(2.0)?).generator(3.0) - 2.0).abs() < 1e-14);
/// # Ok::<(), infoplane_core::measures::f_divergence::InvalidAlpha>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Alpha(f64);

/// A number is not the order of a power divergence: it is infinite or NaN.
///
/// ```
/// use infoplane_core::measures::f_divergence::InvalidAlpha;
/// assert_eq!(InvalidAlpha(f64::INFINITY).to_string(), "invalid alpha: inf");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InvalidAlpha(pub f64);

impl core::fmt::Display for InvalidAlpha {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "invalid alpha: {}", self.0)
    }
}

impl core::error::Error for InvalidAlpha {}

impl Alpha {
    /// Takes an order.
    ///
    /// # Errors
    /// [`InvalidAlpha`] if it is infinite or NaN.
    ///
    /// ```
    /// use infoplane_core::measures::f_divergence::{Alpha, InvalidAlpha};
    /// assert!(Alpha::new(0.0).is_ok());
    /// assert_eq!(Alpha::new(f64::INFINITY), Err(InvalidAlpha(f64::INFINITY)));
    /// ```
    pub fn new(alpha: f64) -> Result<Self, InvalidAlpha> {
        if alpha.is_finite() { Ok(Self(alpha)) } else { Err(InvalidAlpha(alpha)) }
    }

    /// α.
    ///
    /// ```
    /// use infoplane_core::measures::f_divergence::Alpha;
    /// assert_eq!(Alpha::new(-1.0)?.get(), -1.0);
    /// # Ok::<(), infoplane_core::measures::f_divergence::InvalidAlpha>(())
    /// ```
    pub const fn get(self) -> f64 {
        self.0
    }

    /// q (t^α − α t + α − 1)/(α (α − 1)) at t = p/q, for different p and q: a term of the divergence.
    pub(super) fn excess(self, p: f64, q: f64) -> f64 {
        /// Where the closed form would lose more digits than the series costs terms.
        const RADIUS: f64 = 0.1;
        let Self(alpha) = self;
        let r = (p - q) / q;
        if q == 0.0 {
            if alpha < 1.0 { p / (1.0 - alpha) } else { f64::INFINITY }
        } else if p == 0.0 {
            if alpha > 0.0 { q / alpha } else { f64::INFINITY }
        } else if r.abs() * alpha.abs().max(1.0) < RADIUS {
            q * series(r, alpha)
        } else if alpha >= 0.5 {
            (tilted_slope(p, log_ratio(p, q), alpha - 1.0) - (p - q)) / alpha
        } else {
            ((p - q) - tilted_slope(q, log_ratio(p, q), alpha)) / (1.0 - alpha)
        }
    }
}

/// w (exp(s l) − 1)/s, with the limit w l at s = 0.
fn tilted_slope(w: f64, l: f64, s: f64) -> f64 {
    /// Below it the limit is right to all digits, as |l| < 1500, and s l may lose some of its own.
    const SMALL: f64 = 1e-20;
    if s.abs() < SMALL { w * l } else { tilted_excess(w, s * l) / s }
}

/// Σ C(α, k) r^k / (α (α − 1)) from k = 2, by Horner from the far end.
fn series(r: f64, alpha: f64) -> f64 {
    /// The first term left out is 1e-17 of the sum at the radius.
    const TERMS: u32 = 18;
    let tail = (2..TERMS).rev().map(f64::from);
    0.5 * r * r * tail.fold(1.0, |sum, k| 1.0 + (alpha - k) / (k + 1.0) * r * sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_continuous_where_the_series_begins() {
        for a in [-3.0, 0.0, 0.4, 1.0, 2.5, 9.0_f64] {
            let t = 1.0 + 0.1 / a.abs().max(1.0);
            let (below, above) = (Alpha(a).excess(t - 1e-15, 1.0), Alpha(a).excess(t + 1e-15, 1.0));
            assert!((below / above - 1.0).abs() < 1e-12, "{a}: {below:e} {above:e}");
        }
    }
}
