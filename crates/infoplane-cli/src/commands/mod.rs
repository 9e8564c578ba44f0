//! One command per family of measures.

mod bottleneck;
mod calibration;
mod channel;
mod code;
mod estimate;
mod family;
mod joint;
mod loss;
mod measure;
mod rate;

use crate::failure::Failure;
use crate::report::Report;
use infoplane_core::measures::units::Unit;

/// What can be asked.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Entropies of a distribution p, and its divergences from another, q.
    Measure(measure::Arguments),
    /// Information that the variables of a joint distribution share.
    Joint(joint::Arguments),
    /// Entropy, density and divergence of distributions with parameters, as normal:loc=0,scale=1.
    Family(family::Arguments),
    /// Losses of Keras and PyTorch, with their gradients, in nats unless --unit says otherwise.
    Loss(loss::Arguments),
    /// Scores and calibration of a classifier, and what an ensemble disagrees on.
    Calibration(calibration::Arguments),
    /// Rate-distortion functions.
    #[command(subcommand)]
    Rate(rate::Command),
    /// Shannon's, Huffman's, Elias' and arithmetic codes of a distribution.
    Code(code::Arguments),
    /// Capacity of a channel, with its certificate.
    Channel(channel::Arguments),
    /// The information bottleneck of a joint distribution of X and Y.
    Bottleneck(bottleneck::Arguments),
    /// The information bottleneck of jointly normal X and Y.
    GaussianBottleneck(bottleneck::GaussianArguments),
    /// Estimates of information from samples, with ceiling, bias and spread.
    #[command(subcommand)]
    Estimate(estimate::Command),
}

/// How the answer is printed.
#[derive(clap::Args)]
pub(crate) struct Output {
    /// Unit of information: bits, nats or hartleys [default: bits; for losses nats, as in Keras and PyTorch].
    #[arg(long, global = true, value_parser = unit)]
    pub(crate) unit: Option<Unit>,
    /// Print JSON instead of tables, with all digits.
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

impl Command {
    /// The answer, with information in that unit, or in the one that is usual for what is asked.
    pub(crate) fn report(&self, unit: Option<Unit>) -> Result<Report, Failure> {
        let usual = if matches!(self, Self::Loss(_)) { Unit::Nats } else { Unit::Bits };
        let unit = unit.unwrap_or(usual);
        match self {
            Self::Measure(arguments) => measure::report(arguments, unit),
            Self::Joint(arguments) => joint::report(arguments, unit),
            Self::Family(arguments) => family::report(arguments, unit),
            Self::Loss(arguments) => loss::report(arguments, unit),
            Self::Calibration(arguments) => calibration::report(arguments, unit),
            Self::Rate(command) => rate::report(command, unit),
            Self::Code(arguments) => code::report(arguments, unit),
            Self::Channel(arguments) => channel::report(arguments, unit),
            Self::Bottleneck(arguments) => bottleneck::report(arguments, unit),
            Self::GaussianBottleneck(arguments) => bottleneck::gaussian(arguments, unit),
            Self::Estimate(command) => estimate::report(command, unit),
        }
    }
}

fn unit(name: &str) -> Result<Unit, String> {
    let is_meant = |unit: &Unit| unit.name() == name || unit.name().strip_suffix('s') == Some(name);
    let known = Unit::ALL.iter().copied().find(is_meant);
    known.ok_or_else(|| "the units are bits, nats and hartleys".to_owned())
}
