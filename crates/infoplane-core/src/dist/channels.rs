//! Channels with a name, to start from.

use super::catalogue::{one_hot, uniform};
use super::channel::Channel;
use super::pmf::{Pmf, PmfError, check_size};

crate::named_enum! {
    /// A channel offered in a menu, for any amount of noise.
    ///
    /// ```
    /// use infoplane_core::dist::channels::ChannelPreset;
    /// let preset = ChannelPreset::from_name("binary-symmetric").ok_or("no such channel")?;
    /// assert_eq!(preset.channel(0.25)?.rows()[0].as_slice(), [0.75, 0.25]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// use infoplane_core::dist::channels::ChannelPreset;
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
/// use infoplane_core::dist::channels::binary_symmetric;
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
/// use infoplane_core::dist::channels::binary_erasure;
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
/// use infoplane_core::dist::channels::z_channel;
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
/// [`PmfError::Parameter`] unless 0 ≤ f ≤ 1; [`PmfError::Empty`] if k is 0, [`PmfError::Size`] if k² is above [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES).
///
/// ```
/// use infoplane_core::dist::channels::symmetric;
/// assert_eq!(symmetric(3, 0.5)?.rows()[1].as_slice(), [0.25, 0.5, 0.25]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn symmetric(k: usize, f: f64) -> Result<Channel, PmfError> {
    check_size(k.saturating_mul(k))?;
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
/// [`PmfError::Parameter`] unless 0 ≤ f ≤ 1; [`PmfError::Empty`] if k is 0, [`PmfError::Size`] if k² is above [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES).
///
/// ```
/// use infoplane_core::dist::channels::typewriter;
/// assert_eq!(typewriter(3, 0.5)?.rows()[2].as_slice(), [0.5, 0.0, 0.5]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn typewriter(k: usize, f: f64) -> Result<Channel, PmfError> {
    check_size(k.saturating_mul(k))?;
    check_probability("f", f)?;
    square(k, |x, y| f64::from(u8::from(x == y)) * (1.0 - f) + f64::from(u8::from((x + 1) % k == y)) * f)
}

/// The channel that changes nothing, for k symbols.
///
/// # Errors
/// [`PmfError::Empty`] if k is 0, [`PmfError::Size`] if k² is above [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES).
///
/// ```
/// use infoplane_core::dist::channels::noiseless;
/// assert_eq!(noiseless(2)?.rows()[1].as_slice(), [0.0, 1.0]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn noiseless(k: usize) -> Result<Channel, PmfError> {
    check_size(k.saturating_mul(k))?;
    rows((0..k).map(|x| one_hot(k, x)))
}

/// The useless channel: k outputs, all alike whatever the input was.
///
/// # Errors
/// [`PmfError::Empty`] if there are no inputs or no outputs; [`PmfError::Size`] if their product is above
/// [`MOST_OUTCOMES`](super::pmf::MOST_OUTCOMES).
///
/// ```
/// use infoplane_core::dist::channels::useless;
/// assert_eq!(useless(3, 2)?.rows()[2].as_slice(), [0.5, 0.5]);
/// # Ok::<(), infoplane_core::dist::pmf::PmfError>(())
/// ```
pub fn useless(n_inputs: usize, k: usize) -> Result<Channel, PmfError> {
    check_size(n_inputs.saturating_mul(k))?;
    rows((0..n_inputs).map(|_| uniform(k)))
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
    }

    #[test]
    fn large_channels_keep_rows_that_sum_to_one() {
        assert!(symmetric(1000, 0.3).is_ok() && typewriter(1000, 0.3).is_ok());
    }
}
