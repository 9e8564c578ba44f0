//! Rate-distortion: how little must be said if errors are allowed.

use crate::failure::{About, Failure, fail};
use crate::input;
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::measures::rate_distortion::blahut::{Slope, rate_point};
use infoplane_core::measures::rate_distortion::distortion::Distortion;
use infoplane_core::measures::rate_distortion::gaussian::reverse_water_filling;
use infoplane_core::measures::units::Unit;

/// The largest table of errors by name, of this many symbols squared.
const MOST_SYMBOLS: usize = 2000;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Points of the curve of a finite source, each with its certificate.
    Source {
        /// The distribution of the source.
        #[arg(long, allow_hyphen_values = true)]
        p: String,
        /// What each reproduction costs, a row for each symbol; or hamming, 1 for each error.
        #[arg(long, default_value = "hamming", allow_hyphen_values = true)]
        distortion: String,
        /// Slopes of the curve where its points are wanted, as nats that a unit of distortion is worth.
        #[arg(long, value_delimiter = ',', required = true, allow_hyphen_values = true)]
        slopes: Vec<f64>,
        /// Largest difference of the bounds on the rate, in nats.
        #[arg(long, default_value_t = 1e-12, allow_hyphen_values = true)]
        gap: f64,
        /// Divide the numbers by their sum.
        #[arg(long)]
        normalize: bool,
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
        Command::Source { p, distortion, slopes, gap, normalize } => {
            let p = input::pmf("--p", p, *normalize)?;
            let distortion = distortions(distortion, p.len())?;
            let mut table = Table::new("curve", &["slope", "distortion", "rate, at least", "rate, at most"]);
            for &slope in slopes {
                let slope = Slope::new(slope).about("--slopes")?;
                let point = rate_point(&p, &distortion, slope, *gap)?;
                let bounds = [point.lower, point.upper].map(|nats| Cell::Number(unit.from_nats(nats)));
                let place = [Cell::Number(slope.get()), Cell::Number(point.distortion)];
                table.push(place.into_iter().chain(bounds));
            }
            Ok(Report::new(unit, [table]))
        }
        Command::Gaussian { variances, distortion } => gaussian(variances, *distortion, unit),
    }
}

fn distortions(text: &str, n: usize) -> Result<Distortion, Failure> {
    if text == "hamming" {
        if n > MOST_SYMBOLS {
            fail!("--p: {n} symbols where at most {MOST_SYMBOLS} should be");
        }
        return Distortion::hamming(n).about("--distortion");
    }
    let array = input::read("--distortion", text)?;
    let rows: Vec<Vec<f64>> = array.values().chunks(array.n_columns()?.max(1)).map(<[f64]>::to_vec).collect();
    Distortion::new(&rows).about(array.name())
}

fn gaussian(variances: &str, distortion: f64, unit: Unit) -> Result<Report, Failure> {
    let array = input::read("--variances", variances)?;
    let variances = array.as_list()?;
    let found = reverse_water_filling(variances, distortion)?;
    let mut quantities = Quantities::new(unit);
    quantities.information("rate", found.rate);
    quantities.plain("water level", found.water_level);
    let mut table = Table::new("components", &["component", "variance", "distortion", "rate"]);
    for (component, &variance) in variances.iter().enumerate() {
        let numbers = [variance, found.distortions[component], unit.from_nats(found.rates[component])]
            .map(Cell::Number);
        table.push([Cell::Count(component)].into_iter().chain(numbers));
    }
    Ok(Report::new(unit, [quantities.into(), table]))
}
