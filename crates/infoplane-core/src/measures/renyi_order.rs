//! The order α of Rényi's and Tsallis' measures, and the sum of powers both are made of.

use crate::math::logsumexp::logsumexp;

/// An order α ≥ 0; +∞ is one.
///
/// Low orders count outcomes, high ones see only the likeliest; order 1 is Shannon's.
///
/// ```
/// use infoplane_core::measures::renyi_order::Order;
/// assert!(Order::new(f64::INFINITY).is_ok() && Order::new(-1.0).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Order(f64);

/// A number is not an order: it is negative or NaN.
///
/// ```
/// use infoplane_core::measures::renyi_order::{InvalidOrder, Order};
/// assert_eq!(Order::new(-1.0), Err(InvalidOrder(-1.0)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InvalidOrder(pub f64);

impl core::fmt::Display for InvalidOrder {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "invalid order: {}", self.0)
    }
}

impl core::error::Error for InvalidOrder {}

impl Order {
    /// Takes an order.
    ///
    /// # Errors
    /// [`InvalidOrder`] if it is negative or NaN.
    ///
    /// ```
    /// use infoplane_core::measures::renyi_order::Order;
    /// assert_eq!(Order::new(2.0)?.get(), 2.0);
    /// assert!(Order::new(f64::NAN).is_err());
    /// # Ok::<(), infoplane_core::measures::renyi_order::InvalidOrder>(())
    /// ```
    pub fn new(alpha: f64) -> Result<Self, InvalidOrder> {
        if alpha >= 0.0 { Ok(Self(alpha)) } else { Err(InvalidOrder(alpha)) }
    }

    /// α.
    ///
    /// ```
    /// use infoplane_core::measures::renyi_order::Order;
    /// assert_eq!(Order::new(0.5)?.get(), 0.5);
    /// # Ok::<(), infoplane_core::measures::renyi_order::InvalidOrder>(())
    /// ```
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// Σ w exp(t·l) over terms (w, l) whose weights w > 0 sum to one: for a Rényi entropy l = ln p
/// and t = α − 1.
pub(super) struct TiltedSum {
    /// The sum minus one: near t = 0 it keeps the digits that the sum itself would lose.
    pub(super) minus_one: f64,
    /// The logarithm of the sum.
    pub(super) log: f64,
}

impl TiltedSum {
    /// Sums with whichever of two formulas loses no digits: expm1 and log1p while the sum is
    /// near one, logarithms of the terms elsewhere.
    pub(super) fn of(terms: &[(f64, f64)], t: f64) -> Self {
        let minus_one: f64 = terms.iter().map(|&(w, l)| tilted_excess(w, t * l)).sum();
        let log = if (-0.5..=1.0).contains(&minus_one) {
            libm::log1p(minus_one)
        } else {
            logsumexp(&terms.iter().map(|&(w, l)| libm::log(w) + t * l).collect::<Vec<_>>())
        };
        Self { minus_one, log }
    }
}

/// w (exp(x) − 1), also where exp(x) overflows and the product does not.
pub(super) fn tilted_excess(w: f64, x: f64) -> f64 {
    /// exp overflows above 709.
    const LARGE: f64 = 700.0;
    if x < LARGE { w * libm::expm1(x) } else { libm::exp(libm::log(w) + x) - w }
}
