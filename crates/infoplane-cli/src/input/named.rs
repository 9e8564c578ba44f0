//! Distributions, joints and channels of the catalogue, or from numbers.

use super::file::Cells;
use super::read_beside;
use crate::failure::{About, Failure, fail};
use infoplane_core::dist::catalogue::Preset;
use infoplane_core::dist::channel::Channel;
use infoplane_core::dist::channels::ChannelPreset;
use infoplane_core::dist::joint::Joint;
use infoplane_core::dist::joints::JointPreset;
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::capacity::closed_forms;

/// The most outcomes of a distribution by name: more would not fit in memory, and be a slip of the finger.
const MOST_OUTCOMES: usize = 10_000_000;

/// A pmf: `uniform:8` and the like, a list, or a file.
pub(crate) fn pmf(option: &str, text: &str, normalize: bool) -> Result<Pmf, Failure> {
    if let Some((preset, n)) = split(text, Preset::from_name) {
        return match n.parse() {
            Ok(n) if n <= MOST_OUTCOMES => {
                let p = preset.pmf(n).about(option)?;
                // Of the letters there are no more than of the alphabet.
                if p.len() < n {
                    fail!("{option}: `{text}` has no more than {} outcomes", p.len());
                }
                Ok(p)
            }
            _ => fail!("{option}: `{n}` is not a number of outcomes up to {MOST_OUTCOMES}"),
        };
    }
    if Preset::from_name(text).is_some() {
        fail!("{option}: `{text}` needs a number of outcomes, as in {text}:8");
    }
    read_beside(option, text, Cells::Numbers, &names(Preset::ALL, Preset::name))?.pmf(normalize)
}

/// A joint pmf: `xor` and the like, a table, or a file.
pub(crate) fn joint(
    option: &str,
    text: &str,
    shape: Option<&[usize]>,
    normalize: bool,
) -> Result<Joint, Failure> {
    match JointPreset::from_name(text) {
        Some(preset) => Ok(preset.joint()),
        None => read_beside(option, text, Cells::Numbers, &names(JointPreset::ALL, JointPreset::name))?
            .joint(shape, normalize),
    }
}

/// A channel: `binary-symmetric:0.1` and the like, a table with a row for each input, or a file.
pub(crate) fn channel(option: &str, text: &str, normalize: bool) -> Result<Channel, Failure> {
    if let Some((preset, noise)) = named_channel(option, text)? {
        return preset.channel(noise).about(option);
    }
    if ChannelPreset::from_name(text).is_some() {
        fail!("{option}: `{text}` needs a probability of error, as in {text}:0.1");
    }
    read_beside(option, text, Cells::Numbers, &names(ChannelPreset::ALL, ChannelPreset::name))?
        .channel(normalize)
}

/// The distributions by name, for the end of a command's help.
pub(crate) fn pmf_help() -> String {
    let names = names(Preset::ALL, Preset::name).join(":8, ");
    format!("Distributions by name, with a number of outcomes: {names}:8.")
}

/// The joints by name.
pub(crate) fn joint_help() -> String {
    format!("Joints by name: {}.", names(JointPreset::ALL, JointPreset::name).join(", "))
}

/// The channels by name.
pub(crate) fn channel_help() -> String {
    let names = names(ChannelPreset::ALL, ChannelPreset::name).join(":0.1, ");
    format!("Channels by name, with a probability of error: {names}:0.1.")
}

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().copied().map(name).collect()
}

/// The capacity in nats of a channel by name, where there is a formula.
pub(crate) fn closed_form_capacity(text: &str) -> Result<Option<f64>, Failure> {
    let Some((preset, noise)) = named_channel("--channel", text)? else { return Ok(None) };
    let capacity = match preset {
        ChannelPreset::BinarySymmetric => closed_forms::binary_symmetric(noise),
        ChannelPreset::BinaryErasure => closed_forms::binary_erasure(noise),
        ChannelPreset::Z => closed_forms::z(noise),
        ChannelPreset::Symmetric => closed_forms::symmetric(preset.channel(noise)?.n_inputs(), noise),
        ChannelPreset::Typewriter => return Ok(None),
    };
    capacity.map(Some).about("--channel")
}

/// A channel's name and its probability of error.
fn named_channel(option: &str, text: &str) -> Result<Option<(ChannelPreset, f64)>, Failure> {
    match split(text, ChannelPreset::from_name) {
        None => Ok(None),
        Some((preset, noise)) => match noise.parse() {
            Ok(noise) => Ok(Some((preset, noise))),
            Err(_) => fail!("{option}: `{noise}` is not a probability of error"),
        },
    }
}

/// A name and what follows its colon.
fn split<T>(text: &str, from_name: fn(&str) -> Option<T>) -> Option<(T, &str)> {
    let (name, parameter) = text.split_once(':')?;
    Some((from_name(name)?, parameter))
}
