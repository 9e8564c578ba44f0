//! Joints and channels with a name, to start from.

use super::catalogue::{one_hot, uniform};
use super::channel::Channel;
use super::joint::Joint;
use super::pmf::{Pmf, PmfError};

crate::named_enum! {
    /// A joint pmf offered in a menu.
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
/// No measure of this crate tells it from [`triadic`], though there all share one coin.
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

crate::named_enum! {
    /// A channel offered in a menu, for any amount of noise.
    pub enum ChannelPreset {
        /// Flips a bit.
        BinarySymmetric = "binary-symmetric",
        /// Loses a bit, and says so.
        BinaryErasure = "binary-erasure",
        /// Reads 1 as 0, never 0 as 1.
        Z = "z",
        /// Replaces one of four symbols by any of the others.
        Symmetric = "symmetric",
        /// Prints one of 26 letters or the next.
        Typewriter = "typewriter",
    }
}

impl ChannelPreset {
    /// The channel that errs with this probability.
    ///
    /// # Errors
    /// [`PmfError::Parameter`] unless it is between 0 and 1.
    ///
    /// ```
    /// use infoplane_core::dist::joints::ChannelPreset;
    /// assert_eq!(ChannelPreset::Typewriter.channel(0.5)?.n_inputs(), 26);
    /// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
    /// ```
    pub fn channel(self, noise: f64) -> Result<Channel, PmfError> {
        match self {
            Self::BinarySymmetric => binary_symmetric(noise),
            Self::BinaryErasure => binary_erasure(noise),
            Self::Z => z_channel(noise),
            Self::Symmetric => symmetric(4, noise),
            Self::Typewriter => typewriter(26, noise),
        }
    }
}

/// The binary symmetric channel: each bit is flipped with probability f.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), section 7.1.4.
///
/// # Errors
/// [`PmfError::Parameter`] unless 0 ≤ f ≤ 1.
///
/// ```
/// use infoplane_core::dist::joints::binary_symmetric;
/// assert_eq!(binary_symmetric(0.25)?.rows()[1].as_slice(), [0.25, 0.75]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn binary_symmetric(f: f64) -> Result<Channel, PmfError> {
    check_probability("f", f)?;
    of_rows([vec![1.0 - f, f], vec![f, 1.0 - f]])
}

/// The binary erasure channel: each bit is lost with probability e, and output 1, between 0 and 2, says so.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), section 7.1.5.
///
/// # Errors
/// [`PmfError::Parameter`] unless 0 ≤ e ≤ 1.
///
/// ```
/// use infoplane_core::dist::joints::binary_erasure;
/// assert_eq!(binary_erasure(0.25)?.rows()[1].as_slice(), [0.0, 0.25, 0.75]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn binary_erasure(e: f64) -> Result<Channel, PmfError> {
    check_probability("e", e)?;
    of_rows([vec![1.0 - e, e, 0.0], vec![0.0, e, 1.0 - e]])
}

/// The Z-channel: 0 arrives as it is, 1 becomes 0 with probability f.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), problem 7.8.
///
/// # Errors
/// [`PmfError::Parameter`] unless 0 ≤ f ≤ 1.
///
/// ```
/// use infoplane_core::dist::joints::z_channel;
/// assert_eq!(z_channel(0.25)?.rows()[0].as_slice(), [1.0, 0.0]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn z_channel(f: f64) -> Result<Channel, PmfError> {
    check_probability("f", f)?;
    of_rows([vec![1.0, 0.0], vec![f, 1.0 - f]])
}

/// The k-ary symmetric channel: with probability f another symbol arrives, each of the k − 1 alike.
///
/// With one symbol there is no other, and it always arrives.
///
/// # Errors
/// [`PmfError::Parameter`] unless 0 ≤ f ≤ 1; [`PmfError::Empty`] if k is 0.
///
/// ```
/// use infoplane_core::dist::joints::symmetric;
/// assert_eq!(symmetric(3, 0.5)?.rows()[1].as_slice(), [0.25, 0.5, 0.25]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn symmetric(k: usize, f: f64) -> Result<Channel, PmfError> {
    check_probability("f", f)?;
    if k == 1 {
        return noiseless(1);
    }
    let other = f / (k as f64 - 1.0);
    square(k, |x, y| if x == y { 1.0 - f } else { other })
}

/// The noisy typewriter: with probability f the next of k letters is printed, after the last the first.
///
/// Source: [COVER_THOMAS_2006](crate::citations::COVER_THOMAS_2006), section 7.1.3, with f = ½.
///
/// # Errors
/// [`PmfError::Parameter`] unless 0 ≤ f ≤ 1; [`PmfError::Empty`] if k is 0.
///
/// ```
/// use infoplane_core::dist::joints::typewriter;
/// assert_eq!(typewriter(3, 0.5)?.rows()[2].as_slice(), [0.5, 0.0, 0.5]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn typewriter(k: usize, f: f64) -> Result<Channel, PmfError> {
    check_probability("f", f)?;
    square(k, |x, y| f64::from(u8::from(x == y)) * (1.0 - f) + f64::from(u8::from((x + 1) % k == y)) * f)
}

/// The channel that changes nothing, for k symbols.
///
/// # Errors
/// [`PmfError::Empty`] if k is 0.
///
/// ```
/// use infoplane_core::dist::joints::noiseless;
/// assert_eq!(noiseless(2)?.rows()[1].as_slice(), [0.0, 1.0]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn noiseless(k: usize) -> Result<Channel, PmfError> {
    rows((0..k).map(|x| one_hot(k, x)))
}

/// The useless channel: k outputs, all alike whatever the input was.
///
/// # Errors
/// [`PmfError::Empty`] if there are no inputs or no outputs.
///
/// ```
/// use infoplane_core::dist::joints::useless;
/// assert_eq!(useless(3, 2)?.rows()[2].as_slice(), [0.5, 0.5]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn useless(n_inputs: usize, k: usize) -> Result<Channel, PmfError> {
    rows((0..n_inputs).map(|_| uniform(k)))
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

fn check_probability(name: &'static str, value: f64) -> Result<(), PmfError> {
    if (0.0..=1.0).contains(&value) { Ok(()) } else { Err(PmfError::Parameter { name, value }) }
}

/// A channel of two inputs.
fn of_rows(two: [Vec<f64>; 2]) -> Result<Channel, PmfError> {
    rows(two.into_iter().map(Pmf::new))
}

/// The channel of k inputs and outputs with these probabilities.
fn square(k: usize, w: impl Fn(usize, usize) -> f64) -> Result<Channel, PmfError> {
    rows((0..k).map(|x| Pmf::new((0..k).map(|y| w(x, y)).collect())))
}

/// The channel of these rows, all equally long.
fn rows(rows: impl Iterator<Item = Result<Pmf, PmfError>>) -> Result<Channel, PmfError> {
    let rows: Vec<Pmf> = rows.collect::<Result<_, _>>()?;
    if rows.is_empty() { Err(PmfError::Empty) } else { Ok(Channel::proven(rows)) }
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
    fn every_channel_is_noiseless_without_noise_and_refuses_what_is_no_probability() {
        for preset in ChannelPreset::ALL {
            let quiet = preset.channel(0.0).unwrap();
            assert!(quiet.rows().iter().all(|row| row.as_slice().contains(&1.0)), "{preset:?}");
            assert!(preset.channel(1.0).is_ok());
            for noise in [-0.1, 1.1, f64::NAN] {
                assert!(matches!(preset.channel(noise), Err(PmfError::Parameter { .. })), "{preset:?}");
            }
        }
    }

    #[test]
    fn no_symbols_are_refused_and_one_always_arrives() {
        for channel in [symmetric(0, 0.5), typewriter(0, 0.5), noiseless(0), useless(0, 2), useless(2, 0)] {
            assert_eq!(channel, Err(PmfError::Empty));
        }
        for channel in [symmetric(1, 0.5), typewriter(1, 0.5), noiseless(1), useless(1, 1)] {
            assert_eq!(channel.unwrap().rows()[0].as_slice(), [1.0]);
        }
        for n in [0, MOST_COINS + 1, usize::MAX] {
            assert_eq!(giant_bit(n), parity(n));
            assert!(giant_bit(n).is_err());
        }
    }

    #[test]
    fn large_channels_keep_rows_that_sum_to_one() {
        assert!(symmetric(1000, 0.3).is_ok() && typewriter(1000, 0.3).is_ok());
    }
}
