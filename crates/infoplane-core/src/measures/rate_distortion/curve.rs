//! R at a given D, and D at a given R: the curve between its tangents and its chords.
//!
//! Sharing time between two codes reaches every point of the chord between theirs, and no code is below a tangent. A
//! tangent of the chord's slope touches the curve between the two ends; it either shows that the
//! chord is the curve, or gives a nearer end.

use super::blahut::{Slope, rate_point};
use super::distortion::Distortion;
use super::{RateError, non_negative};
use crate::dist::pmf::Pmf;

/// Tangents after which to give up: for a smooth curve each leaves a quarter of the gap.
const MOST_TANGENTS: usize = 80;

/// An interval that is proven to hold what was asked for.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::rate_distortion::{curve::rate_at, distortion::Distortion}};
/// // A fair coin told without error: one bit, ln 2.
/// let found = rate_at(&Pmf::new(vec![0.5, 0.5])?, &Distortion::hamming(2)?, 0.0, 1e-9)?;
/// assert!((found.lower - 2.0_f64.ln()).abs() < 1e-8 && (found.upper - 2.0_f64.ln()).abs() < 1e-8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Certified {
    /// At least this.
    pub lower: f64,
    /// At most this; so much is reached, by sharing time between two codes if need be.
    pub upper: f64,
    /// −dR/dD there, in nats per unit of distortion: 0 where nothing has to be sent, ∞ at the least distortion. Between
    /// the two it is that of the chord which proves the bounds: the wider they are, the rougher it is.
    pub slope: f64,
}

impl Certified {
    /// Upper minus lower bound.
    ///
    /// ```
    /// use infoplane_core::measures::rate_distortion::curve::Certified;
    /// assert_eq!(Certified { lower: 0.5, upper: 0.75, slope: 1.0 }.gap(), 0.25);
    /// ```
    pub fn gap(&self) -> f64 {
        self.upper - self.lower
    }
}

/// R(D) of any finite source, in nats, known to a gap.
///
/// Source: [BLAHUT_1972](crate::citations::BLAHUT_1972) for the tangents, [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), section 10.4,
/// for the convexity that the chords rest on. Accuracy: the interval itself, plus
/// that of [`rate_point`]. Cost: some 10 to 25 points of [`rate_point`].
///
/// # Errors
/// [`RateError::Parameter`] unless D ≥ 0, [`RateError::Unreachable`] if it is below the least,
/// [`RateError::NotCertified`] if the gap is not reached, and those of [`rate_point`].
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::rate_distortion::{curve::rate_at, distortion::Distortion}};
/// // A fair coin, wrong once in four: one bit less the entropy of (1/4, 3/4), 0.1887 bits.
/// let (p, d) = (Pmf::new(vec![0.5, 0.5])?, Distortion::hamming(2)?);
/// let found = rate_at(&p, &d, 0.25, 1e-12)?;
/// let exact = core::f64::consts::LN_2 + 0.25 * 0.25_f64.ln() + 0.75 * 0.75_f64.ln();
/// assert!(found.gap() <= 1e-12 && (found.lower - exact).abs() < 2e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rate_at(p: &Pmf, distortion: &Distortion, d: f64, gap: f64) -> Result<Certified, RateError> {
    non_negative("D", d)?;
    let mut bracket = Bracket::new(p, distortion, gap)?;
    let (low, high) = (bracket.low, bracket.high);
    if d >= low.distortion {
        return Ok(Certified { lower: 0.0, upper: 0.0, slope: 0.0 });
    }
    if d <= high.distortion {
        let rounding = f64::EPSILON * low.distortion;
        if d < high.distortion - rounding {
            return Err(RateError::Unreachable { distortion: d, least: high.distortion });
        }
        return Ok(Certified { lower: high.lower, upper: high.rate, slope: f64::INFINITY });
    }
    bracket.narrow(gap, |bracket| bracket.rate_at(d), |point| point.distortion >= d)
}

/// D(R), the least mean distortion that a rate of R nats allows, known to a gap.
///
/// Source, accuracy and cost: as for [`rate_at`].
///
/// # Errors
/// [`RateError::Parameter`] unless R ≥ 0, [`RateError::NotCertified`] (with bounds on D) if the gap is not reached, and
/// those of [`rate_point`].
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::rate_distortion::{curve::distortion_at, distortion::Distortion}};
/// // One bit is enough to tell a coin; nothing leaves a guess that is wrong half of the time.
/// let (p, d) = (Pmf::new(vec![0.5, 0.5])?, Distortion::hamming(2)?);
/// assert_eq!(distortion_at(&p, &d, 0.7, 1e-9)?.upper, 0.0);
/// assert_eq!(distortion_at(&p, &d, 0.0, 1e-9)?.lower, 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn distortion_at(p: &Pmf, distortion: &Distortion, r: f64, gap: f64) -> Result<Certified, RateError> {
    non_negative("R", r)?;
    let mut bracket = Bracket::new(p, distortion, gap)?;
    let (low, high) = (bracket.low, bracket.high);
    if r >= high.rate {
        return Ok(Certified { lower: high.distortion, upper: high.distortion, slope: f64::INFINITY });
    }
    if r == 0.0 {
        return Ok(Certified { lower: low.distortion, upper: low.distortion, slope: 0.0 });
    }
    bracket.narrow(gap, |bracket| bracket.distortion_at(r), |point| point.rate <= r)
}

/// A code's place: it is on the curve or at most rate − lower above it.
#[derive(Clone, Copy, Debug)]
struct Point {
    distortion: f64,
    rate: f64,
    lower: f64,
}

/// Two points of the curve with what was asked for between them, and all tangents found.
struct Bracket<'a> {
    p: &'a Pmf,
    distortion: &'a Distortion,
    /// How well each point is to be known.
    gap: f64,
    /// The end of less rate and more distortion.
    low: Point,
    high: Point,
    /// (s, c): no code has R + s D < c.
    tangents: Vec<(f64, f64)>,
}

impl<'a> Bracket<'a> {
    /// From the best guess without any information to the least distortion.
    fn new(p: &'a Pmf, distortion: &'a Distortion, gap: f64) -> Result<Self, RateError> {
        let gap = 0.25 * gap;
        let least = rate_point(p, distortion, Slope::new(f64::INFINITY)?, gap)?;
        let high = Point { distortion: least.distortion, rate: least.upper, lower: least.lower };
        let guess =
            |y: usize| -> f64 { p.as_slice().iter().zip(distortion.rows()).map(|(p, row)| p * row[y]).sum() };
        let best = (0..distortion.n_reproductions()).map(guess).fold(f64::INFINITY, f64::min);
        // Not below the least but for rounding.
        let low = Point { distortion: best.max(high.distortion), rate: 0.0, lower: 0.0 };
        Ok(Self { p, distortion, gap, low, high, tangents: Vec::new() })
    }

    fn chord_slope(&self) -> f64 {
        (self.high.rate - self.low.rate) / (self.low.distortion - self.high.distortion)
    }

    /// Adds tangents until the answer is known to the gap.
    fn narrow(
        &mut self,
        gap: f64,
        answer: impl Fn(&Self) -> Certified,
        is_low: impl Fn(&Point) -> bool,
    ) -> Result<Certified, RateError> {
        let mut best = answer(self);
        for _ in 0..MOST_TANGENTS {
            if best.gap() <= gap {
                break;
            }
            let Ok(slope) = Slope::new(self.chord_slope()) else { break };
            // Where the curve is flat, a little of the rate is much of the distortion.
            let found = rate_point(self.p, self.distortion, slope, self.gap * slope.get().min(1.0))?;
            self.tangents.push((slope.get(), found.lower + slope.get() * found.distortion));
            let point = Point { distortion: found.distortion, rate: found.upper, lower: found.lower };
            if is_low(&point) {
                self.low = point
            } else {
                self.high = point
            }
            let next = answer(self);
            best = Certified { lower: next.lower.max(best.lower), upper: next.upper.min(best.upper), ..next };
        }
        if best.gap() <= gap {
            Ok(best)
        } else {
            Err(RateError::NotCertified { lower: best.lower, upper: best.upper })
        }
    }

    /// The highest tangent, or 0, below which no rate is, and the chord.
    fn rate_at(&self, d: f64) -> Certified {
        let slope = self.chord_slope();
        let below = self.tangents.iter().map(|(s, c)| c - s * d).fold(0.0, f64::max);
        Certified { lower: below, upper: self.low.rate + slope * (self.low.distortion - d), slope }
    }

    fn distortion_at(&self, r: f64) -> Certified {
        let slope = self.chord_slope();
        let least = self.high.distortion.min(self.low.distortion);
        let below = self.tangents.iter().map(|(s, c)| (c - r) / s).fold(f64::NEG_INFINITY, f64::max);
        let start = if self.tangents.is_empty() { least } else { below };
        Certified { lower: start, upper: self.low.distortion - (r - self.low.rate) / slope, slope }
    }
}
