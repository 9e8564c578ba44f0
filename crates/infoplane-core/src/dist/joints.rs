//! Joints with a name, to start from.

use super::joint::Joint;
use super::pmf::{Pmf, PmfError};

crate::named_enum! {
    /// A joint pmf offered in a menu.
    ///
    /// ```
    /// use infoplane_core::dist::joints::{JointPreset, xor};
    /// assert_eq!(JointPreset::from_name("xor").map(JointPreset::joint), Some(xor()));
    /// ```
    pub enum JointPreset {
        /// Two fair coins that have nothing to do with each other.
        Independent = "independent",
        /// A fair coin, twice.
        Copy = "copy",
        /// A fair coin, and a reading of it that is wrong once in ten.
        NoisyCopy = "noisy-copy",
        /// Two fair coins, and whether they differ: synergy alone.
        Xor = "xor",
        /// Two fair coins, and whether both are 1.
        And = "and",
        /// Two fair coins, and whether one is 1.
        Or = "or",
        /// A fair coin, three times: redundancy alone.
        GiantBit = "giant-bit",
        /// Three pairs of neighbors that share a coin each.
        Dyadic = "dyadic",
        /// Three that share one coin, and have the parity of three others.
        Triadic = "triadic",
    }
}

impl JointPreset {
    /// The joint pmf.
    ///
    /// ```
    /// use infoplane_core::dist::joints::JointPreset;
    /// assert_eq!(JointPreset::And.joint().as_slice(), [0.25, 0.0, 0.25, 0.0, 0.25, 0.0, 0.0, 0.25]);
    /// ```
    pub fn joint(self) -> Joint {
        match self {
            Self::Independent => of_bits(&[2, 2], 2, |bits| bits),
            Self::Copy => of_bits(&[2, 2], 1, |bit| 3 * bit),
            Self::NoisyCopy => Joint::proven(vec![2, 2], Pmf::proven(vec![0.45, 0.05, 0.05, 0.45])),
            Self::Xor => xor(),
            Self::And => and(),
            Self::Or => or(),
            Self::GiantBit => of_bits(&[2, 2, 2], 1, |bit| 7 * bit),
            Self::Dyadic => dyadic(),
            Self::Triadic => triadic(),
        }
    }
}

/// Two fair coins and their parity: any two are independent, and any two determine the third.
///
/// ```
/// use infoplane_core::dist::joints::xor;
/// assert_eq!(xor().get(&[1, 1, 0]), Some(0.25));
/// assert_eq!(xor().get(&[1, 1, 1]), Some(0.0));
/// ```
pub fn xor() -> Joint {
    of_gate(|x, y| x ^ y)
}

/// Two fair coins, and whether both are 1.
///
/// ```
/// use infoplane_core::dist::joints::and;
/// assert_eq!(and().marginal_pmf(2)?.as_slice(), [0.75, 0.25]);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn and() -> Joint {
    of_gate(|x, y| x & y)
}

/// Two fair coins, and whether at least one is 1.
///
/// ```
/// use infoplane_core::dist::joints::or;
/// assert_eq!(or().marginal_pmf(2)?.as_slice(), [0.25, 0.75]);
/// # Ok::<(), infoplane_core::dist::joint::JointError>(())
/// ```
pub fn or() -> Joint {
    of_gate(|x, y| x | y)
}

/// Three variables of two bits each: X and Y, Y and Z, Z and X share a fair coin.
///
/// No entropy of any of the variables tells it from [`triadic`], though there all share one coin.
/// Source: [JAMES_CRUTCHFIELD_2017](crate::citations::JAMES_CRUTCHFIELD_2017).
///
/// ```
/// use infoplane_core::dist::joints::dyadic;
/// assert_eq!(dyadic().shape(), [4, 4, 4]);
/// assert_eq!(dyadic().get(&[0, 0, 0]), Some(0.125));
/// ```
pub fn dyadic() -> Joint {
    of_bits(&[4, 4, 4], 3, |bits| {
        let (a, b, c) = (bits & 1, bits >> 1 & 1, bits >> 2);
        place([2 * a + b, 2 * b + c, 2 * c + a])
    })
}

/// Three variables of two bits each: one bit is a fair coin that all share, the other bits are
/// two fair coins and their parity.
///
/// Source: [JAMES_CRUTCHFIELD_2017](crate::citations::JAMES_CRUTCHFIELD_2017). See [`dyadic`].
///
/// ```
/// use infoplane_core::dist::joints::triadic;
/// assert_eq!(triadic().get(&[1, 3, 3]), Some(0.125));
/// ```
pub fn triadic() -> Joint {
    of_bits(&[4, 4, 4], 3, |bits| {
        let (a, b, shared) = (bits & 1, bits >> 1 & 1, bits >> 2);
        place([2 * a + shared, 2 * b + shared, 2 * (a ^ b) + shared])
    })
}

/// A pmf's outcome, twice: p(x, y) is p(x) on the diagonal.
///
/// ```
/// use infoplane_core::dist::{joints::copy, pmf::Pmf};
/// assert_eq!(copy(&Pmf::new(vec![0.25, 0.75])?).as_slice(), [0.25, 0.0, 0.0, 0.75]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn copy(p: &Pmf) -> Joint {
    let n = p.len();
    let mut cells = vec![0.0; n * n];
    p.as_slice().iter().enumerate().for_each(|(i, p)| cells[i * (n + 1)] = *p);
    Joint::proven(vec![n, n], Pmf::proven(cells))
}

/// The most coins in [`giant_bit`] and [`parity`]: 2²⁰ cells take 8 MB, and each coin more doubles that.
///
/// ```
/// use infoplane_core::dist::joints::{MOST_COINS, giant_bit};
/// assert!(giant_bit(MOST_COINS + 1).is_err());
/// ```
pub const MOST_COINS: usize = 20;

/// A fair coin, n times.
///
/// # Errors
/// [`PmfError::Parameter`] unless n is between 1 and [`MOST_COINS`].
///
/// ```
/// use infoplane_core::dist::joints::giant_bit;
/// assert_eq!(giant_bit(2)?.as_slice(), [0.5, 0.0, 0.0, 0.5]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn giant_bit(n: usize) -> Result<Joint, PmfError> {
    check_coins(n)?;
    Ok(of_bits(&vec![2; n], 1, |bit| ((1 << n) - 1) * bit))
}

/// Fair coins, n − 1 of them independent, and as the last their parity: [`xor`] for n = 3.
///
/// # Errors
/// [`PmfError::Parameter`] unless n is between 1 and [`MOST_COINS`].
///
/// ```
/// use infoplane_core::dist::joints::{parity, xor};
/// assert_eq!(parity(3)?, xor());
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn parity(n: usize) -> Result<Joint, PmfError> {
    check_coins(n)?;
    Ok(of_bits(&vec![2; n], n - 1, |bits| 2 * bits + bits.count_ones() as usize % 2))
}

/// The joint of variables that are functions of fair coins: `cell` says where each outcome of the coins falls.
fn of_bits(shape: &[usize], n_bits: usize, cell: impl Fn(usize) -> usize) -> Joint {
    let mut cells = vec![0.0; shape.iter().product()];
    // A power of two, so that sums of it are exact.
    let p = 1.0 / (1_usize << n_bits) as f64;
    (0..1 << n_bits).for_each(|bits| cells[cell(bits)] += p);
    Joint::proven(shape.to_vec(), Pmf::proven(cells))
}

/// Two fair coins, and a function of both.
fn of_gate(gate: impl Fn(usize, usize) -> usize) -> Joint {
    of_bits(&[2, 2, 2], 2, |bits| 2 * bits + gate(bits >> 1, bits & 1))
}

/// The cell of three variables of four outcomes.
fn place([x, y, z]: [usize; 3]) -> usize {
    16 * x + 4 * y + z
}

fn check_coins(n: usize) -> Result<(), PmfError> {
    let fits = (1..=MOST_COINS).contains(&n);
    if fits { Ok(()) } else { Err(PmfError::Parameter { name: "n", value: n as f64 }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_a_pmf_with_fair_coins() {
        for preset in JointPreset::ALL {
            let joint = preset.joint();
            assert!((joint.as_slice().iter().sum::<f64>() - 1.0).abs() < 1e-15, "{preset:?}");
            let first = joint.marginal_pmf(0).unwrap();
            assert!(first.as_slice().iter().all(|p| *p == 1.0 / first.len() as f64), "{preset:?}");
        }
    }

    #[test]
    fn coins_that_are_none_or_too_many_are_refused() {
        for n in [0, MOST_COINS + 1, usize::MAX] {
            assert_eq!(giant_bit(n), parity(n));
            assert!(matches!(giant_bit(n), Err(PmfError::Parameter { name: "n", .. })));
        }
        assert_eq!(giant_bit(MOST_COINS).unwrap().n_variables(), MOST_COINS);
    }
}
