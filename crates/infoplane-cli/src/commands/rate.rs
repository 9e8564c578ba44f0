//! Rate-distortion: how little must be said if errors are allowed.

use crate::failure::{About, Failure, fail};
use crate::input;
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::rate_distortion::RateError;
use infoplane_core::measures::rate_distortion::blahut::{Slope, rate_point};
use infoplane_core::measures::rate_distortion::closed_forms::{bernoulli_hamming, uniform_hamming};
use infoplane_core::measures::rate_distortion::curve::{distortion_at, rate_at};
use infoplane_core::measures::rate_distortion::distortion::Distortion;
use infoplane_core::measures::rate_distortion::gaussian::reverse_water_filling;
use infoplane_core::measures::units::Unit;

/// The largest table of errors by name, of this many symbols squared.
const MOST_SYMBOLS: usize = 2000;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Points of the curve of a finite source, each with its certificate.
    #[command(group(clap::ArgGroup::new("place").args(["slopes", "distortions", "rates"]).required(true).multiple(true)))]
    Source {
        /// The distribution of the source.
        #[arg(long, allow_hyphen_values = true)]
        p: String,
        /// What each reproduction costs, a row for each symbol; or hamming, 1 for each error.
        #[arg(long, default_value = "hamming", allow_hyphen_values = true)]
        distortion: String,
        /// Slopes of the curve where its points are wanted, as nats that a unit of distortion is worth.
        #[arg(long, value_delimiter = ',', allow_hyphen_values = true)]
        slopes: Vec<f64>,
        /// Distortions whose least rate is wanted.
        #[arg(long, value_delimiter = ',', allow_hyphen_values = true)]
        distortions: Vec<f64>,
        /// Rates, in the unit of information, whose least distortion is wanted.
        #[arg(long, value_delimiter = ',', allow_hyphen_values = true)]
        rates: Vec<f64>,
        /// Largest difference of the bounds on the rate, in nats, or on the distortion.
        #[arg(long, default_value_t = 1e-12, allow_hyphen_values = true)]
        gap: f64,
        /// Divide the numbers by their sum.
        #[arg(long)]
        normalize: bool,
    },
    /// A coin whose sides are to be told, by the closed form.
    Bernoulli {
        /// The probability of one side.
        #[arg(long, allow_hyphen_values = true)]
        p: f64,
        /// Allowed share of errors.
        #[arg(long, value_delimiter = ',', required = true, allow_hyphen_values = true)]
        distortions: Vec<f64>,
    },
    /// Equally likely symbols that are to be told apart, by the closed form.
    Uniform {
        /// Number of symbols.
        #[arg(long)]
        symbols: usize,
        /// Allowed share of errors.
        #[arg(long, value_delimiter = ',', required = true, allow_hyphen_values = true)]
        distortions: Vec<f64>,
    },
    /// Independent Gaussian components, by reverse water-filling.
    Gaussian {
        /// Variances of the components.
        #[arg(long, allow_hyphen_values = true)]
        variances: String,
        /// Allowed mean squared error, summed over the components.
        #[arg(long, allow_hyphen_values = true)]
        distortion: f64,
    },
}

pub(crate) fn report(command: &Command, unit: Unit) -> Result<Report, Failure> {
    match command {
        Command::Source { p, distortion, slopes, distortions, rates, gap, normalize } => {
            let p = input::pmf("--p", p, *normalize)?;
            let curve = Curve { distortion: distortion_of(distortion, p.len())?, p, gap: *gap, unit };
            Ok(Report::new(
                unit,
                [curve.at_slopes(slopes)?, curve.rates(distortions)?, curve.distortions(rates)?],
            ))
        }
        Command::Bernoulli { p, distortions } => {
            closed_form(distortions, unit, "--p", |d| bernoulli_hamming(*p, d))
        }
        Command::Uniform { symbols, distortions } => {
            closed_form(distortions, unit, "--symbols", |d| uniform_hamming(*symbols, d))
        }
        Command::Gaussian { variances, distortion } => gaussian(variances, *distortion, unit),
    }
}

/// The curve of a finite source, each number of it known to a gap.
struct Curve {
    p: Pmf,
    distortion: Distortion,
    gap: f64,
    unit: Unit,
}

impl Curve {
    fn at_slopes(&self, slopes: &[f64]) -> Result<Table, Failure> {
        let mut table =
            Table::new("curve", &["slope", "distortion", "rate, at least", "rate, at most"]).of_information();
        for &slope in slopes {
            let slope = Slope::new(slope).about("--slopes")?;
            let point = rate_point(&self.p, &self.distortion, slope, self.gap);
            let point = point.map_err(|error| at_fault(error, "--slopes"))?;
            let bounds = [point.lower, point.upper].map(|nats| self.unit.from_nats(nats));
            table.push([slope.get(), point.distortion, bounds[0], bounds[1]].map(Cell::Number));
        }
        Ok(table)
    }

    fn rates(&self, distortions: &[f64]) -> Result<Table, Failure> {
        let mut table =
            Table::new("rates", &["distortion", "rate, at least", "rate, at most", "slope"]).of_information();
        for &d in distortions {
            let found = rate_at(&self.p, &self.distortion, d, self.gap);
            let found = found.map_err(|error| at_fault(error, "--distortions"))?;
            let bounds = [found.lower, found.upper].map(|nats| self.unit.from_nats(nats));
            table.push([d, bounds[0], bounds[1], found.slope].map(Cell::Number));
        }
        Ok(table)
    }

    fn distortions(&self, rates: &[f64]) -> Result<Table, Failure> {
        let mut table =
            Table::new("distortions", &["rate", "distortion, at least", "distortion, at most", "slope"])
                .of_information();
        for &rate in rates {
            let nats = self.unit.to_nats(rate);
            let found = distortion_at(&self.p, &self.distortion, nats, self.gap);
            let found = found.map_err(|error| at_fault(error, "--rates"))?;
            table.push([rate, found.lower, found.upper, found.slope].map(Cell::Number));
        }
        Ok(table)
    }
}

/// A failure that names the option at fault, given the one that says where on the curve.
fn at_fault(error: RateError, place: &str) -> Failure {
    let option = match error {
        RateError::NotCertified { .. } => "--gap",
        RateError::Symbols { .. } | RateError::Empty => "--distortion",
        _ => place,
    };
    Failure(format!("{option}: {error}"))
}

/// The rate at each distortion, of a source that an option describes.
fn closed_form(
    distortions: &[f64],
    unit: Unit,
    source: &str,
    rate: impl Fn(f64) -> Result<f64, RateError>,
) -> Result<Report, Failure> {
    let mut table = Table::new("curve", &["distortion", "rate"]).of_information();
    for &d in distortions {
        let found = rate(d).map_err(|error| match error {
            RateError::Parameter { name: "D", .. } => Failure(format!("--distortions: {error}")),
            _ => Failure(format!("{source}: {error}")),
        });
        table.push([d, unit.from_nats(found?)].map(Cell::Number));
    }
    Ok(Report::new(unit, [table]))
}

fn distortion_of(text: &str, n: usize) -> Result<Distortion, Failure> {
    if text == "hamming" {
        if n > MOST_SYMBOLS {
            fail!("--p: {n} symbols where at most {MOST_SYMBOLS} should be");
        }
        return Distortion::hamming(n).about("--distortion");
    }
    let array = input::read("--distortion", text)?;
    let n_columns = array.n_columns()?;
    let rows: Vec<Vec<f64>> = array.values().chunks(n_columns.max(1)).map(<[f64]>::to_vec).collect();
    Distortion::new(&rows).map_err(|error| match error {
        RateError::Distortion { symbol, reproduction, value } => array.said_of(
            symbol * n_columns + reproduction,
            &format!("{value} is no cost, finite and not below 0"),
        ),
        other => Failure(format!("{}: {other}", array.name())),
    })
}

fn gaussian(variances: &str, distortion: f64, unit: Unit) -> Result<Report, Failure> {
    let array = input::read("--variances", variances)?;
    let variances = array.as_list()?;
    let found = reverse_water_filling(variances, distortion).map_err(|error| match error {
        RateError::Parameter { name: "D", .. } => Failure(format!("--distortion: {error}")),
        RateError::Parameter { value, .. } => array.said_of_value(value, "is not a variance"),
        other => Failure(format!("{}: {other}", array.name())),
    })?;
    let mut quantities = Quantities::new(unit);
    quantities.information("rate", found.rate);
    quantities.plain("water level", found.water_level);
    let mut table =
        Table::new("components", &["component", "variance", "distortion", "rate"]).of_information();
    for (component, &variance) in variances.iter().enumerate() {
        let numbers = [variance, found.distortions[component], unit.from_nats(found.rates[component])]
            .map(Cell::Number);
        table.push([Cell::count(component)].into_iter().chain(numbers));
    }
    Ok(Report::new(unit, [quantities.into(), table]))
}
