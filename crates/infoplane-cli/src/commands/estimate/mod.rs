//! Estimates from samples.

mod samples;

use crate::failure::{About, Failure, fail};
use crate::input::{self, Array};
use crate::report::{Cell, Report, Table};
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::counts::{Counts, JointCounts};
use infoplane_core::estimators::entropy_from_counts::{self, EntropyEstimator};
use infoplane_core::estimators::equal_mass::{self, BinCount};
use infoplane_core::estimators::estimate::{Estimate, Spread};
use infoplane_core::estimators::kde::{self, NoiseVariance};
use infoplane_core::estimators::layer_estimates::{self, LayerEstimates};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::variational::{Bound, Scores, lower_bound};
use infoplane_core::measures::units::Unit;
use samples::{Jackknife, of_classes, of_neighbors, of_outcomes};

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Entropy from counts of outcomes; mutual information too, from a table of counts of pairs.
    Counts {
        /// Counts, as 5,0,2; in a table, x in rows and y in columns.
        #[arg(long, allow_hyphen_values = true)]
        counts: String,
    },
    /// As counts, from a file with one sample in each row: all rows that are equal are one outcome.
    Outcomes {
        /// The samples.
        #[arg(long, allow_hyphen_values = true)]
        samples: String,
        #[command(flatten)]
        jackknife: Jackknife,
    },
    /// I(X;T) and I(T;Y) of a layer: by bins of equal width or mass, and by bounds with added noise.
    Layer {
        /// Activations, one sample in each row.
        #[arg(long, allow_hyphen_values = true)]
        activations: String,
        /// The class of each sample, 0 to 254.
        #[arg(long, allow_hyphen_values = true)]
        labels: String,
        /// Widths of bins.
        #[arg(long, value_delimiter = ',', default_value = "0.07", allow_hyphen_values = true)]
        width: Vec<f64>,
        /// Numbers of edges of bins on [-1, 1].
        #[arg(long, value_delimiter = ',', default_value = "30")]
        edges: Vec<usize>,
        /// Numbers of bins of equal mass.
        #[arg(long, value_delimiter = ',', default_value = "30")]
        equal_mass: Vec<usize>,
        /// Variances of added noise.
        #[arg(long, value_delimiter = ',', default_value = "0.001", allow_hyphen_values = true)]
        noise: Vec<f64>,
    },
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
        jackknife: Jackknife,
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
        jackknife: Jackknife,
    },
    /// Lower bounds on mutual information from the scores of a critic.
    Scores {
        /// Scores of all pairs; those on the diagonal occurred together.
        #[arg(long, allow_hyphen_values = true)]
        scores: String,
    },
}

pub(crate) fn report(command: &Command, unit: Unit) -> Result<Report, Failure> {
    let mut estimates = Estimates::new(unit);
    match command {
        Command::Counts { counts } => of_counts(&mut estimates, &input::read("--counts", counts)?)?,
        Command::Outcomes { samples, jackknife } => {
            of_outcomes(&mut estimates, &input::read("--samples", samples)?, jackknife)?;
        }
        Command::Neighbors { x, y, k, jackknife } => {
            let y = y.as_ref().map(|y| input::read("--y", y)).transpose()?;
            of_neighbors(&mut estimates, &input::read("--x", x)?, y.as_ref(), *k, jackknife)?;
        }
        Command::Classes { x, labels, k, jackknife } => {
            let (x, labels) = (input::read("--x", x)?, input::read("--labels", labels)?);
            of_classes(&mut estimates, &x, &labels, *k, jackknife)?;
        }
        Command::Scores { scores } => {
            let array = input::read("--scores", scores)?;
            let scores = Scores::new(array.values()).about(array.name())?;
            for &bound in Bound::ALL {
                estimates.push(bound.name(), "I(X;Y)", &lower_bound(&scores, bound));
            }
        }
        Command::Layer { activations, labels, width, edges, equal_mass, noise } => {
            let layer = Layer::read(activations, labels)?;
            of_layer(&mut estimates, &layer.activations()?, Resolution { width, edges, equal_mass, noise })?;
        }
    }
    Ok(Report::new(unit, [estimates.table]))
}

/// A table of estimates, with what a reader must know to believe them.
struct Estimates {
    unit: Unit,
    table: Table,
}

impl Estimates {
    fn new(unit: Unit) -> Self {
        let columns = [
            "estimator",
            "quantity",
            "value",
            "unit",
            "ceiling",
            "bias",
            "bias size",
            "standard error",
            "n",
            "d",
            "assumption",
            "cost",
        ];
        Self { unit, table: Table::new("estimates", &columns) }
    }

    fn push(&mut self, estimator: impl Into<String>, quantity: impl Into<String>, estimate: &Estimate) {
        let in_unit = |nats: f64| self.unit.from_nats(nats);
        let standard_error = match estimate.spread {
            Spread::StandardError(nats) => Some(in_unit(nats)),
            Spread::Unknown | Spread::Interval { .. } => None,
        };
        self.table.push([
            Cell::Text(estimator.into()),
            Cell::Text(quantity.into()),
            Cell::Number(in_unit(estimate.value)),
            Cell::from(self.unit.symbol()),
            Cell::from(estimate.ceiling.map(in_unit)),
            Cell::from(estimate.bias.side.name()),
            Cell::from(estimate.bias.size.map(in_unit)),
            Cell::from(standard_error),
            Cell::Count(estimate.n),
            Cell::Count(estimate.d),
            Cell::from(estimate.assumption.name()),
            Cell::from(estimate.cost.name()),
        ]);
    }

    fn push_layer(&mut self, estimator: &str, both: &LayerEstimates) {
        self.push(estimator, "I(X;T)", &both.i_xt);
        self.push(estimator, "I(T;Y)", &both.i_ty);
    }
}

fn of_counts(estimates: &mut Estimates, array: &Array) -> Result<(), Failure> {
    let counts = Counts::new(array.whole()?).about(array.name())?;
    for &estimator in EntropyEstimator::ALL {
        let estimate = entropy_from_counts::entropy(&counts, estimator);
        estimates.push(estimator.name(), if array.is_table() { "H(X,Y)" } else { "H(X)" }, &estimate);
    }
    if array.is_table() {
        let table = JointCounts::new(array.whole()?, array.n_columns()?).about(array.name())?;
        for &estimator in EntropyEstimator::ALL {
            let estimate = entropy_from_counts::mutual_information(&table, estimator);
            estimates.push(estimator.name(), "I(X;Y)", &estimate);
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

/// A layer as it was read.
struct Layer {
    values: Vec<f32>,
    n_units: usize,
    labels: Vec<u8>,
}

impl Layer {
    fn read(activations: &str, labels: &str) -> Result<Self, Failure> {
        let array = input::read("--activations", activations)?;
        // The same checks, and the place of an error, before single precision.
        points(&array)?;
        let values = array.values().iter().map(|&value| value as f32).collect();
        let label_array = input::read("--labels", labels)?;
        label_array.as_list()?;
        let small = |(at, label): (usize, u64)| match u8::try_from(label) {
            Ok(label) if label < u8::MAX => Ok(label),
            _ => Err(label_array.said_of(at, &format!("{label} is no class from 0 to 254"))),
        };
        let labels =
            label_array.whole()?.into_iter().enumerate().map(small).collect::<Result<Vec<u8>, _>>()?;
        Ok(Self { values, n_units: array.n_columns()?, labels })
    }

    fn activations(&self) -> Result<Activations<'_>, Failure> {
        let n_classes = self.labels.iter().max().map_or(0, |&largest| usize::from(largest) + 1);
        if self.values.len() / self.n_units != self.labels.len() {
            fail!("--labels: {} labels for {} samples", self.labels.len(), self.values.len() / self.n_units);
        }
        Activations::new(&self.values, self.n_units, &self.labels, n_classes).about("--activations")
    }
}

/// How finely a layer is looked at, each in several ways.
struct Resolution<'a> {
    width: &'a [f64],
    edges: &'a [usize],
    equal_mass: &'a [usize],
    noise: &'a [f64],
}

fn of_layer(estimates: &mut Estimates, layer: &Activations<'_>, by: Resolution<'_>) -> Result<(), Failure> {
    for &width in by.width {
        let information = Binning::width(width).about("--width")?.information(layer);
        estimates
            .push_layer(&format!("bins of width {width}"), &layer_estimates::binned(&information, layer));
    }
    for &edges in by.edges {
        let information = Binning::edges(edges).about("--edges")?.information(layer);
        estimates
            .push_layer(&format!("bins by {edges} edges"), &layer_estimates::binned(&information, layer));
    }
    for &n_bins in by.equal_mass {
        let bins = BinCount::new(n_bins).about("--equal-mass")?;
        let both = equal_mass::information(layer, bins, EntropyEstimator::PlugIn)?;
        estimates.push_layer(&format!("{n_bins} bins of equal mass"), &both);
    }
    for &variance in by.noise {
        let bounds = kde::bounds(layer, NoiseVariance::new(variance).about("--noise")?);
        let both = layer_estimates::kde(&bounds, layer);
        estimates.push_layer(&format!("upper bound, noise {variance}"), &both.upper);
        estimates.push_layer(&format!("lower bound, noise {variance}"), &both.lower);
    }
    Ok(())
}
