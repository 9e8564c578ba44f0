//! R(D) of any finite source, by Blahut's algorithm and by Newton's steps.
//!
//! R is convex, so it is found by its tangents: for a slope −s, minimize rate + s · distortion
//! over the distribution q of the reproductions.

mod problem;

use super::RateError;
use super::distortion::Distortion;
use crate::dist::pmf::Pmf;
use crate::math::central_path::CentralPath;
use problem::Problem;

/// How many nats a unit of distortion is worth: s = −dR/dD, positive. +∞ asks for the least distortion.
///
/// ```
/// use infoplane_core::dist::pmf::Pmf;
/// use infoplane_core::measures::rate_distortion::{blahut::{Slope, rate_point}, distortion::Distortion};
/// // Where an error in a fair coin is worth ln 3 nats, one in four is made.
/// let (coin, errors) = (Pmf::new(vec![0.5, 0.5])?, Distortion::hamming(2)?);
/// let point = rate_point(&coin, &errors, Slope::new(3.0_f64.ln())?, 1e-12)?;
/// assert!((point.distortion - 0.25).abs() < 1e-5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Slope(f64);

impl Slope {
    /// Takes s.
    ///
    /// # Errors
    /// [`RateError::Parameter`] unless s > 0.
    ///
    /// ```
    /// use infoplane_core::measures::rate_distortion::blahut::Slope;
    /// assert!(Slope::new(2.0).is_ok() && Slope::new(-1.0).is_err() && Slope::new(f64::NAN).is_err());
    /// ```
    pub fn new(s: f64) -> Result<Self, RateError> {
        if s > 0.0 { Ok(Self(s)) } else { Err(RateError::Parameter { name: "s", value: s }) }
    }

    /// s.
    ///
    /// ```
    /// assert_eq!(infoplane_core::measures::rate_distortion::blahut::Slope::new(2.0)?.get(), 2.0);
    /// # Ok::<(), infoplane_core::measures::rate_distortion::RateError>(())
    /// ```
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// A point on or above the curve, and how far above it can be.
///
/// ```
/// use infoplane_core::dist::pmf::Pmf;
/// use infoplane_core::measures::rate_distortion::{blahut::{Blahut, Slope}, distortion::Distortion};
/// // A fair coin told with one error in four: ln 2 − H(1/4, 3/4), known from the first state on.
/// let (coin, errors) = (Pmf::new(vec![0.5, 0.5])?, Distortion::hamming(2)?);
/// let state = Blahut::new(&coin, &errors, Slope::new(3.0_f64.ln())?)?.next();
/// let rate = 2.0_f64.ln() - 0.25 * 4.0_f64.ln() - 0.75 * (4.0_f64 / 3.0).ln();
/// assert!(state.is_some_and(|state| (state.upper - rate).abs() < 1e-15 && state.gap() < 1e-15));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RateState {
    /// The slope.
    pub slope: Slope,
    /// The distribution of the reproductions.
    pub output: Pmf,
    /// D, the mean distortion of the channel Q(y|x) ∝ q(y) exp(−s d(x, y)).
    pub distortion: f64,
    /// I(X;Y) of that channel, in nats: R(D) is at most this. What rounding leaves below zero is taken as zero.
    pub upper: f64,
    /// R(D) is at least this, in nats: the tangent of slope −s at D lies under the curve.
    pub lower: f64,
}

impl RateState {
    /// Upper minus lower bound on R at this distortion, in nats.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::rate_distortion::{blahut::{Slope, rate_point}, distortion::Distortion};
    /// let (coin, errors) = (Pmf::new(vec![0.5, 0.5])?, Distortion::hamming(2)?);
    /// assert!(rate_point(&coin, &errors, Slope::new(1.0)?, 1e-12)?.gap() <= 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn gap(&self) -> f64 {
        self.upper - self.lower
    }
}

/// Blahut's algorithm: q(y) ← q(y) c(y), from the uniform distribution of reproductions.
///
/// With a(x, y) = exp(−s d(x, y)) and Z(x) = Σ q(y) a(x, y), the factor is c(y) = Σ p(x) a(x, y) / Z(x);
/// at the optimum no factor exceeds 1, and ln max c bounds what is missing. An endless iterator of states.
///
/// Source: [BLAHUT_1972](crate::citations::BLAHUT_1972); [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), section 10.8
/// and its lemma 10.8.1. Accuracy of the bounds: absolute,
/// (1 + s · D) times the size of the table · 1e-16. Cost of a state: a few operations per entry of the distortions.
///
/// ```
/// use infoplane_core::{dist::pmf::Pmf, measures::rate_distortion::{blahut::{Blahut, Slope}, distortion::Distortion}};
/// // A fair coin with D wrong outcomes has R' = −ln((1 − D)/D): slope ln 3 is at D = 1/4.
/// let (p, d) = (Pmf::new(vec![0.5, 0.5])?, Distortion::hamming(2)?);
/// let state = Blahut::new(&p, &d, Slope::new(3.0_f64.ln())?)?.next().ok_or("no state")?;
/// assert!((state.distortion - 0.25).abs() < 1e-15 && state.gap() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Blahut<'a> {
    problem: Problem<'a>,
    q: Vec<f64>,
}

impl<'a> Blahut<'a> {
    /// Takes a source, its distortions and a slope.
    ///
    /// # Errors
    /// [`RateError::Symbols`] if the distortions are for another number of source symbols.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::rate_distortion::{blahut::{Blahut, Slope}, distortion::Distortion};
    /// let (coin, errors) = (Pmf::new(vec![0.5, 0.5])?, Distortion::hamming(2)?);
    /// // At the slope ln 3 a fair coin is told with one error in four.
    /// let last = Blahut::new(&coin, &errors, Slope::new(3.0_f64.ln())?)?.take(200).last();
    /// assert!(last.is_some_and(|state| (state.distortion - 0.25).abs() < 1e-9));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(p: &'a Pmf, distortion: &'a Distortion, slope: Slope) -> Result<Self, RateError> {
        let problem = Problem::new(p, distortion, slope)?;
        Ok(Self { q: vec![1.0 / problem.n() as f64; problem.n()], problem })
    }
}

impl Iterator for Blahut<'_> {
    type Item = RateState;

    fn next(&mut self) -> Option<RateState> {
        let c = self.problem.factors(&self.q);
        let state = self.problem.state(&self.q, &c);
        self.q.iter_mut().zip(&c).for_each(|(q, c)| *q *= c);
        let sum: f64 = self.q.iter().sum();
        self.q.iter_mut().for_each(|q| *q /= sum);
        Some(state)
    }
}

/// Newton's steps to the same point: tens of states where Blahut's algorithm may need thousands.
///
/// An endless iterator; the gap shrinks about tenfold per state until rounding stops it.
/// Source: [WRIGHT_1997](crate::citations::WRIGHT_1997), chapter 1, for the method. Accuracy: that of [`Blahut`].
/// Cost of a state: n m² + m³ / 6 for n source symbols and m reproductions.
///
/// ```
/// use infoplane_core::dist::pmf::Pmf;
/// use infoplane_core::measures::rate_distortion::{blahut::{InteriorPoint, Slope}, distortion::Distortion};
/// // At the slope ln 3 the test channel of a fair coin errs with odds of 1 to 3.
/// let (coin, errors) = (Pmf::new(vec![0.5, 0.5])?, Distortion::hamming(2)?);
/// let first = InteriorPoint::new(&coin, &errors, Slope::new(3.0_f64.ln())?)?.next();
/// assert!(first.is_some_and(|state| (state.distortion - 0.25).abs() < 1e-15));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct InteriorPoint<'a> {
    problem: Problem<'a>,
    path: CentralPath,
}

impl<'a> InteriorPoint<'a> {
    /// Takes a source, its distortions and a slope.
    ///
    /// # Errors
    /// [`RateError::Symbols`] if the distortions are for another number of source symbols.
    ///
    /// ```
    /// use infoplane_core::dist::pmf::Pmf;
    /// use infoplane_core::measures::rate_distortion::{blahut::{InteriorPoint, Slope}, distortion::Distortion};
    /// let (coin, errors) = (Pmf::new(vec![0.5, 0.5])?, Distortion::hamming(2)?);
    /// // At the slope ln 3 a fair coin is told with one error in four.
    /// let last = InteriorPoint::new(&coin, &errors, Slope::new(3.0_f64.ln())?)?.take(200).last();
    /// assert!(last.is_some_and(|state| (state.distortion - 0.25).abs() < 1e-9));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(p: &'a Pmf, distortion: &'a Distortion, slope: Slope) -> Result<Self, RateError> {
        let problem = Problem::new(p, distortion, slope)?;
        Ok(Self { path: CentralPath::new(problem.n()), problem })
    }
}

impl Iterator for InteriorPoint<'_> {
    type Item = RateState;

    fn next(&mut self) -> Option<RateState> {
        let c = self.problem.factors(self.path.point());
        let state = self.problem.state(self.path.point(), &c);
        self.path.step(&c, &self.problem.curvature(self.path.point()));
        Some(state)
    }
}

/// States after which [`rate_point`] gives up.
const MOST_STATES: usize = 200;

/// The point of the curve with slope −s, known to a gap in nats.
///
/// Where the curve has a corner, every slope within it gives the same point; where it is straight, one
/// slope has many points, of which this is one. Source: of [`InteriorPoint`]. Cost: as many of its states
/// as the gap needs, at most 200.
///
/// # Errors
/// [`RateError::Symbols`] if the distortions are for another number of source symbols,
/// [`RateError::NotCertified`] if the gap is not reached.
///
/// ```
/// use infoplane_core::dist::pmf::Pmf;
/// use infoplane_core::measures::rate_distortion::{blahut::{Slope, rate_point}, distortion::Distortion};
/// let (coin, errors) = (Pmf::new(vec![0.5, 0.5])?, Distortion::hamming(2)?);
/// // At the slope ln 3 a fair coin is told with one error in four: R = ln 2 less the entropy of (1/4, 3/4).
/// let point = rate_point(&coin, &errors, Slope::new(3.0_f64.ln())?, 1e-12)?;
/// assert!((point.distortion - 0.25).abs() < 1e-9 && (point.upper - 0.130_812).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rate_point(p: &Pmf, distortion: &Distortion, slope: Slope, gap: f64) -> Result<RateState, RateError> {
    let mut states = InteriorPoint::new(p, distortion, slope)?.take(MOST_STATES);
    let mut best = states.next().ok_or(RateError::Empty)?;
    for state in states {
        if best.gap() <= gap {
            return Ok(best);
        }
        if state.gap() < best.gap() {
            best = state;
        }
    }
    if best.gap() <= gap {
        return Ok(best);
    }
    Err(RateError::NotCertified { lower: best.lower, upper: best.upper })
}
