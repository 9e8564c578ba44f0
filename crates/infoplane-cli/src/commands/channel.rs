//! Capacity of a channel.

use crate::failure::{About, Failure, fail};
use crate::input;
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::measures::capacity::capacity;
use infoplane_core::measures::mutual_information::mutual_information;
use infoplane_core::measures::units::Unit;

#[derive(clap::Args)]
#[command(after_help = input::channel_help())]
pub(crate) struct Arguments {
    /// Probabilities of the outputs, a row for each input; or a name, as binary-symmetric:0.1.
    #[arg(long, allow_hyphen_values = true)]
    channel: String,
    /// A distribution of the inputs to send with.
    #[arg(long, allow_hyphen_values = true)]
    input: Option<String>,
    /// Largest difference of the bounds on the capacity, in nats.
    #[arg(long, default_value_t = 1e-12, allow_hyphen_values = true)]
    gap: f64,
    /// Divide each row by its sum.
    #[arg(long)]
    normalize: bool,
}

pub(crate) fn report(arguments: &Arguments, unit: Unit) -> Result<Report, Failure> {
    let channel = input::channel("--channel", &arguments.channel, arguments.normalize)?;
    if arguments.gap.is_nan() || arguments.gap < 0.0 {
        fail!("--gap: invalid gap: {}", arguments.gap);
    }
    let best = capacity(&channel, arguments.gap).about("--gap")?;
    let mut quantities = Quantities::new(unit);
    quantities.information("capacity, at least", best.lower);
    quantities.information("capacity, at most", best.upper);
    quantities.information("gap", best.gap());
    if let Some(exact) = input::closed_form_capacity(&arguments.channel)? {
        quantities.information("capacity, closed form", exact);
    }
    if let Some(text) = &arguments.input {
        let given = input::pmf("--input", text, arguments.normalize)?;
        let joint = channel.joint(&given).about("--input")?;
        quantities.information("I(X;Y) with the given input", mutual_information(&joint, &[0], &[1])?);
    }
    let mut inputs = Table::new("inputs", &["input", "p that achieves the capacity"]);
    for (input, &p) in best.input.as_slice().iter().enumerate() {
        inputs.push([Cell::count(input), Cell::Number(p)]);
    }
    Ok(Report::new(unit, [quantities.into(), inputs]))
}
