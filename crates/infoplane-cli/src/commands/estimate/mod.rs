//! Estimates from samples.

mod categories;
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
    /// As counts, from files with one sample in each row, in numbers or words: all rows that are equal are one outcome.
    Outcomes {
        /// Samples of x.
        #[arg(long, allow_hyphen_values = true)]
        samples: String,
        /// Samples of y that occurred together with them, for the information that x and y share.
        #[arg(long, allow_hyphen_values = true)]
        y: Option<String>,
        #[command(flatten)]
        resampling: Resampling,
    },
    /// I(X;T) and I(T;Y) of a layer: by bins of equal width or mass, by bounds with added noise, by drawing from it; and h(T + noise).
    Layer(layer::Arguments),
    /// Differential entropy of x, and mutual information with y, from distances to nearest neighbors; and the latter as if both were Gaussian.
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
        spread: SpreadOptions,
    },
    /// Mutual information of a continuous variable and a class, from distances to nearest neighbors.
    Classes {
        /// Samples of x, one in each row.
        #[arg(long, allow_hyphen_values = true)]
        x: String,
        /// The class of each sample, a whole number or, in a table, a word.
        #[arg(long, allow_hyphen_values = true)]
        labels: String,
        /// Which neighbor.
        #[arg(long, default_value_t = 3)]
        k: usize,
        #[command(flatten)]
        spread: SpreadOptions,
    },
    /// Lower bounds on mutual information from the scores of a critic.
    Scores {
        /// Scores of all pairs; those on the diagonal occurred together.
        #[arg(long, allow_hyphen_values = true)]
        scores: String,
        #[command(flatten)]
        spread: SpreadOptions,
    },
}

pub(crate) fn report(command: &Command, unit: Unit) -> Result<Report, Failure> {
    let mut estimates = Estimates::new(unit);
    let others = of_command(&mut estimates, command, unit)?;
    Ok(Report::new(unit, [estimates.into_table()].into_iter().chain(others)))
}

/// The estimates; returns what there is to say beside them.
fn of_command(estimates: &mut Estimates, command: &Command, unit: Unit) -> Result<Vec<Table>, Failure> {
    Ok(match command {
        Command::Counts { counts, n_outcomes, spread } => {
            let counts = of_counts(estimates, &input::read("--counts", counts)?, *n_outcomes, spread)?;
            vec![coverage(&counts, unit)]
        }
        Command::Outcomes { samples, y, resampling } => {
            let samples = input::read_categories("--samples", samples)?;
            let y = y.as_ref().map(|y| input::read_categories("--y", y)).transpose()?;
            let counts = of_outcomes(estimates, &samples, y.as_ref(), resampling)?;
            let words = categories::table([("--samples", Some(&samples)), ("--y", y.as_ref())]);
            vec![coverage(&counts, unit), words]
        }
        Command::Layer(arguments) => layer::report(estimates, arguments, unit)?,
        Command::Neighbors { x, y, k, spread } => {
            let x = input::read("--x", x)?;
            let y = y.as_ref().map(|y| input::read("--y", y)).transpose()?;
            of_neighbors(estimates, &x, y.as_ref(), *k, spread).about("--x, --y and --k")?;
            vec![]
        }
        Command::Classes { x, labels, k, spread } => {
            let (x, labels) = (input::read("--x", x)?, input::read_categories("--labels", labels)?);
            let small = of_classes(estimates, &x, &labels, *k, spread).about("--x, --labels and --k")?;
            vec![small, categories::table([("--labels", Some(&labels))])]
        }
        Command::Scores { scores, spread } => {
            of_scores(estimates, &input::read("--scores", scores)?, spread)?;
            vec![]
        }
    })
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

/// Entropies from counts and, from a table, mutual information; returns the counts.
fn of_counts(
    estimates: &mut Estimates,
    array: &Array,
    n_outcomes: Option<u64>,
    spread: &SpreadOptions,
) -> Result<Counts, Failure> {
    let counts = Counts::new(array.whole()?).about(array.name())?;
    let quantity = if array.is_table() { "H(X,Y)" } else { "H(X)" };
    for &estimator in EntropyEstimator::ALL {
        let of = |counts: &Counts| Ok(entropy_from_counts::entropy(counts, estimator));
        let estimate = spread.estimate(|| of(&counts), |interval| interval.of_counts(&counts, of))?;
        estimates.push(estimator.name(), quantity, &estimate);
    }
    if let Some(n_outcomes) = n_outcomes {
        nsb::entropy(&counts, n_outcomes).about("--n-outcomes")?;
        let of = |counts: &Counts| nsb::entropy(counts, n_outcomes);
        let estimate = spread.estimate(|| of(&counts), |interval| interval.of_counts(&counts, of))?;
        estimates.push(format!("nsb of {n_outcomes} outcomes"), quantity, &estimate);
    }
    if array.is_table() {
        let table = JointCounts::new(array.whole()?, array.n_columns()?).about(array.name())?;
        for &estimator in EntropyEstimator::ALL {
            let of = |table: &JointCounts| entropy_from_counts::mutual_information(table, estimator);
            let estimate = spread.estimate(|| Ok(of(&table)), |interval| interval.of_table(&table, of))?;
            estimates.push(estimator.name(), "I(X;Y)", &estimate);
        }
    }
    Ok(counts)
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
