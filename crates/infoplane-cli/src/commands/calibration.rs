//! How far the probabilities of a classifier can be believed.

use crate::failure::{About, Failure, fail};
use crate::input;
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::measures::calibration::CalibrationError;
use infoplane_core::measures::calibration::ensemble::Ensemble;
use infoplane_core::measures::calibration::reliability::Reliability;
use infoplane_core::measures::calibration::scores::{
    Predictions, accuracy, brier, mean_confidence, mean_predictive_entropy, nll,
};
use infoplane_core::measures::units::Unit;
use std::num::NonZeroUsize;

/// More bins than this are a slip of the finger.
const MOST_BINS: usize = 1_000_000;

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
    let k = if array.is_table() { array.n_columns()? } else { array.values().len() };
    match (&arguments.labels, arguments.members) {
        (Some(labels), None) => {
            let labels = input::read("--labels", labels)?;
            labels.as_list()?;
            let labels: Vec<usize> = labels.whole()?.into_iter().map(|label| label as usize).collect();
            let said = |error: CalibrationError| match error {
                CalibrationError::Label { .. } => Failure(format!("--labels: {error}")),
                other => Failure(format!("{}: {other}", array.name())),
            };
            let predictions = Predictions::new(array.values(), k, &labels).map_err(said)?;
            of_classifier(&predictions, arguments.bins, unit)
        }
        (None, Some(members)) => {
            of_ensemble(&Ensemble::new(array.values(), members, k).about(array.name())?, unit)
        }
        _ => fail!("--labels are for one classifier and --members for an ensemble: give one of them"),
    }
}

fn of_classifier(predictions: &Predictions<'_>, n_bins: usize, unit: Unit) -> Result<Report, Failure> {
    let bins = match NonZeroUsize::new(n_bins) {
        Some(bins) if n_bins <= MOST_BINS => bins,
        _ => fail!("--bins: {n_bins} is not a number of bins from 1 to {MOST_BINS}"),
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
    let mut table = Table::new("bins", &["from", "to", "inputs", "accuracy", "confidence"]);
    for bin in reliability.bins() {
        let content = bin.content;
        table.push([
            Cell::Number(bin.lower),
            Cell::Number(bin.upper),
            Cell::Count(content.map_or(0, |content| content.n_inputs.get())),
            Cell::from(content.map(|content| content.accuracy)),
            Cell::from(content.map(|content| content.confidence)),
        ]);
    }
    Ok(Report::new(unit, [quantities.into(), table]))
}

/// What the members do not know together, and what of it they disagree on (BALD).
fn of_ensemble(ensemble: &Ensemble<'_>, unit: Unit) -> Result<Report, Failure> {
    let mut sums = [0.0; 3];
    let mut table = Table::new("inputs", &["input", "total", "aleatoric", "epistemic"]);
    for (input, found) in ensemble.information().enumerate() {
        let values = [found.total, found.aleatoric, found.epistemic];
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        let cells = values.map(|nats| Cell::Number(unit.from_nats(nats)));
        table.push([Cell::Count(input)].into_iter().chain(cells));
    }
    let mut quantities = Quantities::new(unit);
    let names = ["predictive entropy, mean", "aleatoric, mean", "epistemic (BALD), mean"];
    for (name, sum) in names.into_iter().zip(sums) {
        quantities.information(name, sum / ensemble.n_inputs() as f64);
    }
    Ok(Report::new(unit, [quantities.into(), table]))
}
