//! Estimates from samples.

mod layer;
mod samples;
mod spread;
mod table;

use crate::failure::{About, Failure};
use crate::input::{self, Array};
use crate::report::{Quantities, Report, Table};
use infoplane_core::estimators::counts::{Counts, JointCounts};
use infoplane_core::estimators::entropy_from_counts::{self, EntropyEstimator};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::nsb;
use infoplane_core::measures::units::Unit;
use samples::{of_classes, of_neighbors, of_outcomes, of_scores};
use spread::{Resampling, SpreadOptions};
use table::Estimates;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Entropy from counts of outcomes, and how much of the probability they cover; mutual information too, from a table of counts of pairs.
    Counts {
        /// Counts, as 5,0,2; in a table, x in rows and y in columns.
        #[arg(long, allow_hyphen_values = true)]
        counts: String,
        /// How many outcomes there are, seen or not, for another estimate by NSB.
        #[arg(long)]
        n_outcomes: Option<u64>,
        #[command(flatten)]
        spread: SpreadOptions,
    },
    /// As counts, from a file with one sample in each row: all rows that are equal are one outcome.
    Outcomes {
        /// The samples.
        #[arg(long, allow_hyphen_values = true)]
        samples: String,
        #[command(flatten)]
        resampling: Resampling,
    },
    /// I(X;T) and I(T;Y) of a layer: by bins of equal width or mass, by bounds with added noise, by drawing from it; and h(T + noise).
    Layer(layer::Arguments),
    /// Differential entropy of x, and mutual information with y, from distances to nearest neighbors.
    Neighbors {
        /// Samples of x, one in each row.
        #[arg(long, allow_hyphen_values = true)]
        x: String,
        /// Samples of y that occurred together with them.
        #[arg(long, allow_hyphen_values = true)]
        y: Option<String>,
        /// Which neighbor.
        #[arg(long, default_value_t = 3)]
        k: usize,
        #[command(flatten)]
        resampling: Resampling,
    },
    /// Mutual information of a continuous variable and a class, from distances to nearest neighbors.
    Classes {
        /// Samples of x, one in each row.
        #[arg(long, allow_hyphen_values = true)]
        x: String,
        /// The class of each sample, a whole number.
        #[arg(long, allow_hyphen_values = true)]
        labels: String,
        /// Which neighbor.
        #[arg(long, default_value_t = 3)]
        k: usize,
        #[command(flatten)]
        resampling: Resampling,
    },
    /// Lower bounds on mutual information from the scores of a critic.
    Scores {
        /// Scores of all pairs; those on the diagonal occurred together.
        #[arg(long, allow_hyphen_values = true)]
        scores: String,
        #[command(flatten)]
        resampling: Resampling,
    },
}

pub(crate) fn report(command: &Command, unit: Unit) -> Result<Report, Failure> {
    let mut estimates = Estimates::new(unit);
    let mut quantities = None;
    match command {
        Command::Counts { counts, n_outcomes, spread } => {
            let array = input::read("--counts", counts)?;
            let counts = Counts::new(array.whole()?).about(array.name())?;
            of_counts(&mut estimates, &array, &counts, *n_outcomes, spread)?;
            quantities = Some(coverage(&counts, unit));
        }
        Command::Outcomes { samples, resampling } => {
            let counts = of_outcomes(&mut estimates, &input::read("--samples", samples)?, resampling)?;
            quantities = Some(coverage(&counts, unit));
        }
        Command::Neighbors { x, y, k, resampling } => {
            let y = y.as_ref().map(|y| input::read("--y", y)).transpose()?;
            of_neighbors(&mut estimates, &input::read("--x", x)?, y.as_ref(), *k, resampling)?;
        }
        Command::Classes { x, labels, k, resampling } => {
            let (x, labels) = (input::read("--x", x)?, input::read("--labels", labels)?);
            of_classes(&mut estimates, &x, &labels, *k, resampling)?;
        }
        Command::Scores { scores, resampling } => {
            of_scores(&mut estimates, &input::read("--scores", scores)?, resampling)?;
        }
        Command::Layer(arguments) => {
            quantities = Some(layer::report(&mut estimates, arguments, unit)?.into())
        }
    }
    Ok(Report::new(unit, [estimates.into_table()].into_iter().chain(quantities)))
}

/// How much of the probability the outcomes have that were seen.
fn coverage(counts: &Counts, unit: Unit) -> Table {
    let mut quantities = Quantities::new(unit);
    quantities.plain("coverage, Good-Turing", counts.coverage());
    quantities.into()
}

/// An estimator of entropy by its name.
fn estimator(name: &str) -> Result<EntropyEstimator, String> {
    let names = || EntropyEstimator::ALL.iter().map(|known| known.name()).collect::<Vec<_>>().join(", ");
    EntropyEstimator::from_name(name).ok_or_else(|| format!("the estimators are {}", names()))
}

fn of_counts(
    estimates: &mut Estimates,
    array: &Array,
    counts: &Counts,
    n_outcomes: Option<u64>,
    spread: &SpreadOptions,
) -> Result<(), Failure> {
    let interval = spread.interval()?;
    let quantity = if array.is_table() { "H(X,Y)" } else { "H(X)" };
    for &estimator in EntropyEstimator::ALL {
        let of = |counts: &Counts| entropy_from_counts::entropy(counts, estimator);
        let estimate = interval.map_or_else(|| Ok(of(counts)), |interval| interval.of_counts(counts, of));
        estimates.push(estimator.name(), quantity, &estimate.about("--interval")?);
    }
    if let Some(n_outcomes) = n_outcomes {
        let estimate = nsb::entropy(counts, n_outcomes).about("--n-outcomes")?;
        estimates.push(format!("nsb of {n_outcomes} outcomes"), quantity, &estimate);
    }
    if array.is_table() {
        let table = JointCounts::new(array.whole()?, array.n_columns()?).about(array.name())?;
        for &estimator in EntropyEstimator::ALL {
            let of = |table: &JointCounts| entropy_from_counts::mutual_information(table, estimator);
            let estimate = interval.map_or_else(|| Ok(of(&table)), |interval| interval.of_table(&table, of));
            estimates.push(estimator.name(), "I(X;Y)", &estimate.about("--interval")?);
        }
    }
    Ok(())
}

fn points(array: &Array) -> Result<Points<'_>, Failure> {
    use infoplane_core::estimators::EstimateError;
    let n_columns = array.n_columns()?;
    Points::new(array.values(), n_columns).map_err(|error| match error {
        EstimateError::Coordinate { sample, dim, value } => {
            array.said_of(sample * n_columns + dim, &format!("{value} is not finite or too large"))
        }
        other => Failure(format!("{}: {other}", array.name())),
    })
}
