//! The f-divergences: what Kullback-Leibler's, Hellinger's and the others have in common.
//!
//! D_f(p‖q) = Σ qᵢ f(pᵢ/qᵢ) for a convex f with f(1) = 0. All share what makes a divergence
//! one: never negative, 0 for p = q, and no processing of the outcomes makes it larger.

mod alpha;

pub use alpha::{Alpha, InvalidAlpha};

use super::divergence::{js_term, kl, squared_hellinger_term};
use super::kl_excess::kl_excess;
use super::{LengthMismatch, pairs};
use crate::dist::pmf::Pmf;
use crate::math::x_log_x::log_ratio;

/// A member of the family, by its generator f. Each f here also has f′(1) = 0 where it has a
/// slope, so that no term is negative; adding c (t − 1) to f changes no divergence.
///
/// Sources: [CSISZAR_1967](crate::citations::CSISZAR_1967) for the family, [LIESE_VAJDA_2006](crate::citations::LIESE_VAJDA_2006)
/// for its members and their limits.
///
/// ```
/// use infoplane_core::measures::f_divergence::FDivergence;
/// assert_eq!(FDivergence::TotalVariation.generator(3.0), 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FDivergence {
    /// t ln t − t + 1: [`kl`] of p from q, in nats.
    Kl,
    /// t − 1 − ln t: [`kl`] of q from p, in nats.
    ReverseKl,
    /// (t − 1) ln t: the sum of both, in nats.
    Jeffreys,
    /// ½ t ln(2t/(1 + t)) + ½ ln(2/(1 + t)): [`js`](super::divergence::js), in nats.
    JensenShannon,
    /// ½ |t − 1|: [`total_variation`](super::divergence::total_variation).
    TotalVariation,
    /// ½ (√t − 1)²: the square of the [`hellinger`](super::divergence::hellinger) distance.
    SquaredHellinger,
    /// (t − 1)²: Pearson's χ², Σ (p − q)²/q.
    PearsonChiSquared,
    /// (t − 1)²/t: Neyman's χ², Σ (p − q)²/p.
    NeymanChiSquared,
    /// (t − 1)²/(2 (t + 1)): Le Cam's, half the triangular discrimination. Between 0 and 1.
    LeCam,
    /// (t^α − α t + α − 1)/(α (α − 1)): of order α, with the limits at 0 and 1.
    Alpha(Alpha),
}

impl FDivergence {
    /// Every member that has no parameter, in the order a menu shows them.
    ///
    /// ```
    /// use infoplane_core::measures::f_divergence::FDivergence;
    /// assert!(FDivergence::NAMED.iter().all(|f| f.generator(1.0) == 0.0));
    /// ```
    pub const NAMED: [Self; 9] = [
        Self::Kl,
        Self::ReverseKl,
        Self::Jeffreys,
        Self::JensenShannon,
        Self::TotalVariation,
        Self::SquaredHellinger,
        Self::PearsonChiSquared,
        Self::NeymanChiSquared,
        Self::LeCam,
    ];

    /// The name links and command lines use; "alpha" for all orders.
    ///
    /// ```
    /// use infoplane_core::measures::f_divergence::FDivergence;
    /// assert_eq!(FDivergence::LeCam.name(), "le-cam");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kl => "kl",
            Self::ReverseKl => "reverse-kl",
            Self::Jeffreys => "jeffreys",
            Self::JensenShannon => "jensen-shannon",
            Self::TotalVariation => "total-variation",
            Self::SquaredHellinger => "squared-hellinger",
            Self::PearsonChiSquared => "pearson-chi-squared",
            Self::NeymanChiSquared => "neyman-chi-squared",
            Self::LeCam => "le-cam",
            Self::Alpha(_) => "alpha",
        }
    }

    /// f(t) for t ≥ 0, +∞ at t = +∞ as in the limit. A negative t gives NaN.
    ///
    /// Accuracy: relative 1e-14, near t = 1 too.
    ///
    /// ```
    /// use infoplane_core::measures::f_divergence::FDivergence;
    /// assert_eq!(FDivergence::PearsonChiSquared.generator(3.0), 4.0);
    /// assert_eq!(FDivergence::ReverseKl.generator(0.0), f64::INFINITY);
    /// ```
    pub fn generator(self, t: f64) -> f64 {
        if t == f64::INFINITY {
            // The two ends of a difference would be infinite there; a convex f with its only minimum at 1 has this limit.
            f64::INFINITY
        } else if t >= 0.0 {
            self.perspective(t, 1.0)
        } else {
            f64::NAN
        }
    }

    /// f′(∞) = lim f(t)/t: what each unit of probability costs that q rules out.
    ///
    /// ```
    /// use infoplane_core::measures::f_divergence::FDivergence;
    /// assert_eq!(FDivergence::Kl.slope_at_infinity(), f64::INFINITY);
    /// assert_eq!(FDivergence::TotalVariation.slope_at_infinity(), 0.5);
    /// ```
    pub fn slope_at_infinity(self) -> f64 {
        self.perspective(1.0, 0.0)
    }

    /// f(0) + f′(∞): the divergence of pmfs that have nothing in common, the largest there is.
    ///
    /// ```
    /// use infoplane_core::measures::f_divergence::FDivergence;
    /// assert_eq!(FDivergence::LeCam.largest(), 1.0);
    /// ```
    pub fn largest(self) -> f64 {
        self.generator(0.0) + self.slope_at_infinity()
    }

    /// q f(p/q), with q f(0) at p = 0 and p f′(∞) at q = 0. Never negative.
    fn perspective(self, p: f64, q: f64) -> f64 {
        let difference = p - q;
        if difference == 0.0 {
            return 0.0;
        }
        match self {
            Self::Kl => kl_excess(p, q),
            Self::ReverseKl => kl_excess(q, p),
            Self::Jeffreys => difference * log_ratio_or_infinite(p, q),
            Self::JensenShannon => js_term(p, q),
            Self::TotalVariation => 0.5 * difference.abs(),
            Self::SquaredHellinger => squared_hellinger_term(p, q),
            Self::PearsonChiSquared => square(difference / q.sqrt()),
            Self::NeymanChiSquared => square(difference / p.sqrt()),
            Self::LeCam => 0.5 * difference * (difference / (p + q)),
            Self::Alpha(alpha) => alpha.excess(p, q),
        }
    }
}

/// D_f(p‖q) = Σ qᵢ f(pᵢ/qᵢ), in nats for generators with a logarithm and without a unit for the others.
///
/// Never negative, 0 for p = q, at most [`FDivergence::largest`], convex in the pair; no
/// processing of the outcomes makes it larger.
///
/// Source: [CSISZAR_1967](crate::citations::CSISZAR_1967);
/// [LIESE_VAJDA_2006](crate::citations::LIESE_VAJDA_2006) for impossible outcomes. Accuracy: relative
/// 1e-14, and 1e-13 at orders below 10, near p = q too, as no term is negative. For [sums that miss one](crate::dist::pmf::SUM_TOLERANCE) never negative
/// either, and at most (1 + 1e-9) of the largest.
/// Cost: at most 2n logarithms, 2n transcendental functions at an order.
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::f_divergence::{FDivergence, f_divergence}};
/// let (p, q) = (Pmf::new(vec![0.5, 0.5])?, Pmf::new(vec![0.25, 0.75])?);
/// // (1/4)² / (1/4) + (1/4)² / (3/4) = 1/3.
/// assert!((f_divergence(&p, &q, FDivergence::PearsonChiSquared)? - 1.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn f_divergence(p: &Pmf, q: &Pmf, f: FDivergence) -> Result<f64, LengthMismatch> {
    let pairs = pairs(p, q)?;
    match f {
        FDivergence::Kl => kl(p, q),
        FDivergence::ReverseKl => kl(q, p),
        _ => Ok(pairs.map(|(p, q)| f.perspective(p, q)).sum()),
    }
}

/// The contributions qᵢ f(pᵢ/qᵢ) to an f-divergence. None is negative; they sum to [`f_divergence`], up to rounding;
/// source and cost: of that.
///
/// # Errors
/// [`LengthMismatch`] if p and q have different numbers of outcomes.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::f_divergence::{FDivergence, f_divergence_terms}};
/// let (p, q) = (Pmf::new(vec![0.5, 0.5])?, Pmf::new(vec![0.25, 0.75])?);
/// assert_eq!(f_divergence_terms(&p, &q, FDivergence::TotalVariation)?, [0.125, 0.125]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn f_divergence_terms(p: &Pmf, q: &Pmf, f: FDivergence) -> Result<Vec<f64>, LengthMismatch> {
    Ok(pairs(p, q)?.map(|(p, q)| f.perspective(p, q)).collect())
}

/// x², which is +∞ for the quotient of a number and zero.
fn square(x: f64) -> f64 {
    x * x
}

/// ln(p/q) for different p and q, one of which may be 0.
fn log_ratio_or_infinite(p: f64, q: f64) -> f64 {
    if p == 0.0 { f64::NEG_INFINITY } else { log_ratio(p, q) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::divergence::{hellinger, js, kl, total_variation};
    use crate::measures::renyi_order::Order;
    use crate::measures::tsallis::tsallis_divergence;

    fn alpha(alpha: f64) -> FDivergence {
        FDivergence::Alpha(Alpha::new(alpha).unwrap())
    }

    fn close(a: f64, b: f64) -> bool {
        a == b || (a - b).abs() <= 1e-13 * a.abs().max(b.abs())
    }

    fn examples() -> Vec<(Pmf, Pmf)> {
        let pmf = |p: &[f64]| Pmf::normalized(p).unwrap();
        vec![
            (pmf(&[0.2, 0.3, 0.5]), pmf(&[0.6, 0.3, 0.1])),
            (pmf(&[0.5, 0.5, 0.0]), pmf(&[0.0, 0.5, 0.5])),
            (pmf(&[1.0, 0.0]), pmf(&[0.0, 1.0])),
            (pmf(&[0.5 + 1e-9, 0.5 - 1e-9]), pmf(&[0.5, 0.5])),
            (pmf(&[1.0, 1e-200]), pmf(&[1e-100, 1.0])),
        ]
    }

    #[test]
    fn members_with_a_function_of_their_own_equal_it() {
        for (p, q) in examples() {
            let found = |f| f_divergence(&p, &q, f).unwrap();
            assert_eq!(found(FDivergence::Kl), kl(&p, &q).unwrap());
            assert_eq!(found(FDivergence::ReverseKl), kl(&q, &p).unwrap());
            assert_eq!(found(FDivergence::JensenShannon), js(&p, &q).unwrap());
            assert_eq!(found(FDivergence::TotalVariation), total_variation(&p, &q).unwrap());
            let hellinger = hellinger(&p, &q).unwrap();
            assert!(close(found(FDivergence::SquaredHellinger), hellinger * hellinger));
            assert!(close(found(FDivergence::Jeffreys), kl(&p, &q).unwrap() + kl(&q, &p).unwrap()));
        }
    }

    #[test]
    fn orders_are_the_members_they_are_named_after() {
        for (p, q) in examples() {
            let found = |f| f_divergence(&p, &q, f).unwrap();
            assert!(close(found(alpha(1.0)), found(FDivergence::Kl)));
            assert!(close(found(alpha(0.0)), found(FDivergence::ReverseKl)));
            assert!(close(found(alpha(2.0)), 0.5 * found(FDivergence::PearsonChiSquared)));
            assert!(close(found(alpha(-1.0)), 0.5 * found(FDivergence::NeymanChiSquared)));
            assert!(close(found(alpha(0.5)), 4.0 * found(FDivergence::SquaredHellinger)));
        }
        let (p, q) = &examples()[0];
        for order in [0.3, 0.999, 1.001, 1.5, 7.0] {
            let tsallis = tsallis_divergence(p, q, Order::new(order).unwrap()).unwrap();
            assert!(close(f_divergence(p, q, alpha(order)).unwrap(), tsallis / order), "{order}");
        }
    }

    #[test]
    fn orders_are_continuous_at_zero_half_and_one() {
        let (p, q) = &examples()[0];
        let found = |a| f_divergence(p, q, alpha(a)).unwrap();
        for a in [0.0, 0.5, 1.0] {
            for step in [1e-12, -1e-12, 1e-300, -1e-300] {
                assert!((found(a + step) - found(a)).abs() < 1e-11, "{a} {step}");
            }
        }
    }

    #[test]
    fn disjoint_pmfs_are_as_far_apart_as_can_be() {
        let (p, q) = &examples()[2];
        for f in FDivergence::NAMED.into_iter().chain([-0.5, 0.0, 0.25, 1.0, 3.0].map(alpha)) {
            assert_eq!(f_divergence(p, q, f).unwrap(), f.largest(), "{f:?}");
        }
        assert!(Alpha::new(f64::NAN).is_err() && Alpha::new(f64::INFINITY).is_err());
        assert!(FDivergence::Kl.generator(-1.0).is_nan());
    }

    #[test]
    fn generators_are_infinite_at_infinity_and_before_only_by_overflow() {
        for f in FDivergence::NAMED.into_iter().chain([-0.5, 0.0, 0.25, 1.0, 3.0].map(alpha)) {
            assert_eq!(f.generator(f64::INFINITY), f64::INFINITY, "{f:?}");
            assert!(f.generator(1e100) < f64::INFINITY && f.generator(1e100) > f.generator(1e50), "{f:?}");
        }
    }
}
