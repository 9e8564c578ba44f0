//! How far the probabilities of a classifier can be believed.

use crate::failure::{Failure, fail};
use crate::input::{self, Array};
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::measures::calibration::CalibrationError;
use infoplane_core::measures::calibration::ensemble::Ensemble;
use infoplane_core::measures::calibration::reliability::Reliability;
use infoplane_core::measures::calibration::scores::{
    Predictions, accuracy, brier, mean_confidence, mean_predictive_entropy, nll,
};
use infoplane_core::measures::units::Unit;
use std::num::NonZeroU16;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Predicted probabilities, one row for each input; of an ensemble, member after member.
    #[arg(long, allow_hyphen_values = true)]
    predictions: String,
    /// The true class of each input, counted from 0.
    #[arg(long, allow_hyphen_values = true)]
    labels: Option<String>,
    /// Number of bins of confidence.
    #[arg(long, default_value_t = 10)]
    bins: usize,
    /// Number of members of the ensemble.
    #[arg(long)]
    members: Option<usize>,
}

pub(crate) fn report(arguments: &Arguments, unit: Unit) -> Result<Report, Failure> {
    let array = input::read("--predictions", &arguments.predictions)?;
    let k = array.row_length()?;
    match (&arguments.labels, arguments.members) {
        (Some(labels), None) => {
            let labels = input::read("--labels", labels)?;
            labels.as_list()?;
            let indices: Vec<usize> = labels.whole()?.into_iter().map(|label| label as usize).collect();
            let predictions = Predictions::new(array.values(), k, &indices).map_err(|error| match error {
                CalibrationError::Label { input, label, .. } => {
                    labels.said_of(input, &format!("{label} is no class from 0 to {}", k - 1))
                }
                other => said_of_rows(&array, k, other),
            })?;
            of_classifier(&predictions, arguments.bins, unit)
        }
        (None, Some(members)) => {
            let ensemble = Ensemble::new(array.values(), members, k);
            of_ensemble(&ensemble.map_err(|error| said_of_rows(&array, k, error))?, unit)
        }
        _ => fail!("--labels are for one classifier and --members for an ensemble: give one of them"),
    }
}

/// What is wrong with rows of k probabilities, and where.
fn said_of_rows(array: &Array, k: usize, error: CalibrationError) -> Failure {
    match error {
        CalibrationError::Probability { row, class, value } => {
            array.said_of(row * k + class, &format!("{value} is not a probability"))
        }
        CalibrationError::Sum { row, sum } => {
            Failure(format!("{}: row {} sums to {sum}, not to 1", array.name(), row + 1))
        }
        other => Failure(format!("{}: {other}", array.name())),
    }
}

fn of_classifier(predictions: &Predictions<'_>, n_bins: usize, unit: Unit) -> Result<Report, Failure> {
    let Some(bins) = u16::try_from(n_bins).ok().and_then(NonZeroU16::new) else {
        fail!("--bins: {n_bins} is not a number of bins from 1 to {}", u16::MAX);
    };
    let reliability = Reliability::new(predictions, bins);
    let mut quantities = Quantities::new(unit);
    quantities.information("negative log-likelihood", nll(predictions));
    quantities.information("predictive entropy, mean", mean_predictive_entropy(predictions));
    quantities.plain("Brier score", brier(predictions));
    quantities.plain("accuracy", accuracy(predictions));
    quantities.plain("confidence, mean", mean_confidence(predictions));
    quantities.plain("expected calibration error", reliability.ece());
    quantities.plain("maximum calibration error", reliability.mce());
    let mut table = Table::new("bins", &["from", "to", "inputs", "accuracy", "confidence"]).named_by(2);
    for bin in reliability.bins() {
        let content = bin.content;
        table.push([
            Cell::Number(bin.lower),
            Cell::Number(bin.upper),
            Cell::count(content.map_or(0, |content| content.n_inputs.get())),
            Cell::from(content.map(|content| content.accuracy)),
            Cell::from(content.map(|content| content.confidence)),
        ]);
    }
    Ok(Report::new(unit, [quantities.into(), table]))
}

/// What the members do not know together, and what of it they disagree on (BALD).
fn of_ensemble(ensemble: &Ensemble<'_>, unit: Unit) -> Result<Report, Failure> {
    let mut sums = [0.0; 3];
    let mut table = Table::new("inputs", &["input", "total", "aleatoric", "epistemic"]).of_information();
    for (input, found) in ensemble.information().enumerate() {
        let values = [found.total, found.aleatoric, found.epistemic];
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        let cells = values.map(|nats| Cell::Number(unit.from_nats(nats)));
        table.push([Cell::count(input)].into_iter().chain(cells));
    }
    let mut quantities = Quantities::new(unit);
    let names = ["predictive entropy, mean", "aleatoric, mean", "epistemic (BALD), mean"];
    for (name, sum) in names.into_iter().zip(sums) {
        quantities.information(name, sum / ensemble.n_inputs() as f64);
    }
    Ok(Report::new(unit, [quantities.into(), table]))
}
