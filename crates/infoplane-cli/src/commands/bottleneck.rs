//! The curve of the information bottleneck.

use super::family::from_one;
use crate::failure::{About, Failure, fail};
use crate::input;
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::bottleneck::annealing::curve;
use infoplane_core::bottleneck::critical::{beta_trivial, splitting_betas};
use infoplane_core::bottleneck::descent::{State, best};
use infoplane_core::bottleneck::deterministic::Deterministic;
use infoplane_core::bottleneck::gaussian::GaussianIb;
use infoplane_core::bottleneck::partition;
use infoplane_core::bottleneck::search::Search;
use infoplane_core::bottleneck::source::Source;
use infoplane_core::bottleneck::squared::Squared;
use infoplane_core::bottleneck::transitions::{Transition, transitions};
use infoplane_core::bottleneck::{Beta, BottleneckError};
use infoplane_core::math::rng::{Purpose, Stream};
use infoplane_core::measures::units::Unit;

/// What the encoders minimize.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Objective {
    /// I(X;T) - beta I(T;Y).
    Ib,
    /// H(T) - beta I(T;Y), by the iteration of the deterministic bottleneck.
    Dib,
    /// I(X;T)^2 - beta I(T;Y), with the information and beta in nats.
    Squared,
}

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The joint distribution: a table with x in rows and y in columns, or a name.
    #[arg(long, allow_hyphen_values = true)]
    joint: String,
    /// The trade-offs, as 1,2,5.
    #[arg(long, value_delimiter = ',', required = true, allow_hyphen_values = true)]
    betas: Vec<f64>,
    /// What is minimized; where the curve changes is told of ib alone.
    #[arg(long, value_enum, default_value_t = Objective::Ib)]
    objective: Objective,
    /// Random starts: of ib in all, beside the warm ones; of the others at each trade-off.
    #[arg(long, default_value_t = Search::default().n_restarts)]
    restarts: usize,
    /// Seed of the random starts.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print the best function t = f(x) at each trade-off too (deterministic bottleneck).
    #[arg(long)]
    partitions: bool,
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
    let betas = betas(&arguments.betas)?;
    let search = Search { n_restarts: arguments.restarts, ..Search::default() };
    let mut stream = Stream::new(arguments.seed, Purpose::Init);
    let states = match arguments.objective {
        Objective::Ib => curve(&source, &betas, &search, &mut stream),
        Objective::Dib => {
            betas.iter().map(|&beta| best::<Deterministic>(&source, beta, &search, &mut stream)).collect()
        }
        Objective::Squared => {
            betas.iter().map(|&beta| best::<Squared>(&source, beta, &search, &mut stream)).collect()
        }
    }?;
    let mut quantities = Quantities::new(unit);
    quantities.information("I(X;Y)", source.mutual_information());
    // That of the other objectives is another.
    if arguments.objective == Objective::Ib {
        quantities.plain("critical beta of the trivial encoder", beta_trivial(&joint)?);
    }
    let mut tables = vec![quantities.into(), points(&betas, &states, arguments.objective, unit)];
    if arguments.objective == Objective::Ib {
        tables.push(splits(&source, &betas, &states)?);
        tables.push(changes(&transitions(&source, &betas, &states, &search)?));
    }
    if arguments.partitions {
        tables.push(partitions(&source, &betas, arguments, unit));
    }
    Ok(Report::new(unit, tables))
}

/// A row for each β.
fn points(betas: &[Beta], states: &[State], objective: Objective, unit: Unit) -> Table {
    // A square less a multiple of information is the same objective only in the unit in which β is meant, the nat.
    let is_squared = objective == Objective::Squared;
    let name = if is_squared { "objective in square nats" } else { "objective" };
    let mut table = Table::new("curve", &["beta", "I(X;T)", "I(T;Y)", "H(T)", name]).of_information();
    for (beta, state) in betas.iter().zip(states) {
        let point = [state.point.i_xt, state.point.i_ty, state.point.h_t].map(|nats| unit.from_nats(nats));
        let l = if is_squared { state.l } else { unit.from_nats(state.l) };
        table.push([beta.get()].into_iter().chain(point).chain([l]).map(Cell::Number));
    }
    table
}

/// The β above which each value of T would split.
fn splits(source: &Source, betas: &[Beta], states: &[State]) -> Result<Table, Failure> {
    let mut table = Table::new("splits", &["beta", "t", "splits above"]).named_by(2);
    for (beta, state) in betas.iter().zip(states) {
        for (t, critical) in splitting_betas(source, &state.encoder)?.into_iter().enumerate() {
            table.push([Cell::Number(beta.get()), Cell::count(t), Cell::Number(critical)]);
        }
    }
    Ok(table)
}

/// Where the best encoder changes its form.
fn changes(transitions: &[Transition]) -> Table {
    let mut table = Table::new("transitions", &["beta", "kind", "values of T before", "after"]);
    for found in transitions {
        let kind = Cell::from(found.kind.name());
        let sizes = [found.n_t_before, found.n_t_after].map(Cell::count);
        table.push([Cell::Number(found.beta), kind].into_iter().chain(sizes));
    }
    table
}

/// The best function t = f(x) at each β.
fn partitions(source: &Source, betas: &[Beta], arguments: &Arguments, unit: Unit) -> Table {
    let columns = ["beta", "t of each x", "I(X;T)", "I(T;Y)", "H(T) - beta I(T;Y)", "found by"];
    let mut table = Table::new("partitions", &columns).of_information();
    let mut stream = Stream::new(arguments.seed, Purpose::Init);
    for &beta in betas {
        let found = partition::best(source, beta, arguments.restarts, &mut stream);
        let clusters: Vec<String> = found.assignment.iter().map(usize::to_string).collect();
        let nats =
            [found.point.i_xt, found.point.i_ty, found.l].map(|nats| Cell::Number(unit.from_nats(nats)));
        let first = [Cell::Number(beta.get()), Cell::Text(clusters.join(" "))];
        table.push(first.into_iter().chain(nats).chain([Cell::from(found.method.name())]));
    }
    table
}

/// The curve of jointly normal X and Y, in closed form.
#[derive(clap::Args)]
pub(crate) struct GaussianArguments {
    /// Covariance of X and Y together, a row for each of their dimensions.
    #[arg(long, allow_hyphen_values = true)]
    covariance: String,
    /// How many of the dimensions, the first ones, are of X.
    #[arg(long)]
    n_x: usize,
    /// The trade-offs, as 1,2,5.
    #[arg(long, value_delimiter = ',', required = true, allow_hyphen_values = true)]
    betas: Vec<f64>,
}

pub(crate) fn gaussian(arguments: &GaussianArguments, unit: Unit) -> Result<Report, Failure> {
    let array = input::read("--covariance", &arguments.covariance)?;
    let rows: Vec<Vec<f64>> = array.values().chunks(array.n_columns()?.max(1)).map(<[f64]>::to_vec).collect();
    let ib = GaussianIb::new(&rows, arguments.n_x).map_err(|error| match error {
        BottleneckError::Dimensions { .. } => Failure(format!("--n-x: {error}")),
        BottleneckError::Covariance(error) => Failure(format!("--covariance: {}", from_one(error))),
        other => Failure(format!("--covariance: {other}")),
    })?;
    let mut quantities = Quantities::new(unit);
    quantities.information("I(X;Y)", ib.mutual_information());
    for (dimension, beta) in ib.critical_betas().into_iter().enumerate() {
        quantities.plain(format!("critical beta {}", dimension + 1), beta);
    }
    let mut table = Table::new("curve", &["beta", "I(X;T)", "I(T;Y)", "dimensions in use"]).of_information();
    for beta in betas(&arguments.betas)? {
        let point = ib.point(beta);
        let nats = [point.i_xt, point.i_ty].map(|nats| Cell::Number(unit.from_nats(nats)));
        table.push([Cell::Number(beta.get())].into_iter().chain(nats).chain([Cell::count(point.n_active)]));
    }
    Ok(Report::new(unit, [quantities.into(), table]))
}

fn betas(values: &[f64]) -> Result<Vec<Beta>, Failure> {
    values.iter().map(|&beta| Beta::new(beta)).collect::<Result<_, _>>().about("--betas")
}
