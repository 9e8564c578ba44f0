//! Units of information: what base the logarithm has.

use core::f64::consts::{LN_2, LN_10};

crate::named_enum! {
    /// A unit of information. Inside, everything is in nats; a page chooses once how to print it.
    ///
    /// ```
    /// use infoplane_core::measures::units::Unit;
    /// assert_eq!(Unit::Bits.from_nats(2.0_f64.ln()), 1.0);
    /// ```
    pub enum Unit {
        /// Logarithm to base 2: one bit is the answer to one fair yes-or-no question.
        Bits = "bits",
        /// Natural logarithm: the unit in which the derivatives have no factors.
        Nats = "nats",
        /// Logarithm to base 10: one hartley is one fair decimal digit.
        Hartleys = "hartleys",
    }
}

impl Unit {
    /// Nats in one of this unit: the natural logarithm of the base.
    ///
    /// ```
    /// use infoplane_core::measures::units::Unit;
    /// assert_eq!(Unit::Bits.in_nats(), 2.0_f64.ln());
    /// ```
    pub const fn in_nats(self) -> f64 {
        match self {
            Self::Bits => LN_2,
            Self::Nats => 1.0,
            Self::Hartleys => LN_10,
        }
    }

    /// Converts a value in nats to this unit.
    ///
    /// ```
    /// use infoplane_core::measures::units::Unit;
    /// assert_eq!(Unit::Bits.from_nats(core::f64::consts::LN_2), 1.0);
    /// ```
    // The value is converted, not the unit: "bits from nats" reads as it is said.
    #[allow(clippy::wrong_self_convention)]
    pub const fn from_nats(self, nats: f64) -> f64 {
        nats / self.in_nats()
    }

    /// Converts a value in this unit to nats.
    ///
    /// ```
    /// use infoplane_core::measures::units::Unit;
    /// assert_eq!(Unit::Hartleys.to_nats(1.0), core::f64::consts::LN_10);
    /// ```
    // A unit is `Copy`; the value is converted, not the unit.
    pub const fn to_nats(self, value: f64) -> f64 {
        value * self.in_nats()
    }

    /// What is printed after a number: "bit", "nat", "Hart".
    ///
    /// ```
    /// use infoplane_core::measures::units::Unit;
    /// assert_eq!(Unit::Bits.symbol(), "bit");
    /// ```
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Bits => "bit",
            Self::Nats => "nat",
            Self::Hartleys => "Hart",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[test]
    fn every_unit_converts_back_to_nats() {
        for &unit in Unit::ALL {
            assert!((unit.to_nats(unit.from_nats(1.7)) - 1.7).abs() < 1e-15);
            assert_eq!(unit.from_nats(f64::INFINITY), f64::INFINITY);
            assert_eq!(Unit::from_name(unit.name()), Some(unit));
        }
    }
}
