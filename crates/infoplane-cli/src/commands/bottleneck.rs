//! The curve of the information bottleneck.

use crate::failure::{About, Failure, fail};
use crate::input;
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::bottleneck::Beta;
use infoplane_core::bottleneck::annealing::{Search, curve};
use infoplane_core::bottleneck::critical::beta_trivial;
use infoplane_core::bottleneck::source::Source;
use infoplane_core::math::rng::{Purpose, Stream};
use infoplane_core::measures::units::Unit;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The joint distribution: a table with x in rows and y in columns, or a name.
    #[arg(long, allow_hyphen_values = true)]
    joint: String,
    /// The trade-offs, as 1,2,5.
    #[arg(long, value_delimiter = ',', required = true, allow_hyphen_values = true)]
    betas: Vec<f64>,
    /// Random starts in all, beside the warm ones.
    #[arg(long, default_value_t = Search::default().n_restarts)]
    restarts: usize,
    /// Seed of the random starts.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Divide the numbers by their sum.
    #[arg(long)]
    normalize: bool,
}

pub(crate) fn report(arguments: &Arguments, unit: Unit) -> Result<Report, Failure> {
    let joint = input::joint("--joint", &arguments.joint, None, arguments.normalize)?;
    if joint.n_variables() != 2 {
        fail!("--joint: {} variables where X and Y should be", joint.n_variables());
    }
    let source = Source::new(&joint).about("--joint")?;
    let betas = arguments
        .betas
        .iter()
        .map(|&beta| Beta::new(beta))
        .collect::<Result<Vec<_>, _>>()
        .about("--betas")?;
    let search = Search { n_restarts: arguments.restarts, ..Search::default() };
    let states = curve(&source, &betas, &search, &mut Stream::new(arguments.seed, Purpose::Init));
    let mut quantities = Quantities::new(unit);
    quantities.information("I(X;Y)", source.mutual_information());
    quantities.plain("critical beta of the trivial encoder", beta_trivial(&joint)?);
    let mut table = Table::new("curve", &["beta", "I(X;T)", "I(T;Y)", "H(T)", "objective"]);
    for (beta, state) in betas.iter().zip(&states) {
        let nats = [state.point.i_xt, state.point.i_ty, state.point.h_t, state.l];
        let cells = nats.map(|nats| Cell::Number(unit.from_nats(nats)));
        table.push([Cell::Number(beta.get())].into_iter().chain(cells));
    }
    Ok(Report::new(unit, [quantities.into(), table]))
}
