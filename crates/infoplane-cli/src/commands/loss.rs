//! The losses of Keras and PyTorch.

use crate::failure::{About, Failure, fail};
use crate::input::{self, Array};
use crate::report::{Cell, Quantities, Report, Table};
use infoplane_core::losses::LossError;
use infoplane_core::losses::keras::{self, Version};
use infoplane_core::losses::reduction::{Losses, Reduction};
use infoplane_core::losses::rows::{Logits, Prediction, Probabilities, Smoothing};
use infoplane_core::losses::torch::{self, ClassWeights, Target};
use infoplane_core::measures::units::Unit;

/// A loss by its library's name for it.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Loss {
    KerasCategoricalCrossentropy,
    KerasSparseCategoricalCrossentropy,
    KerasBinaryCrossentropy,
    KerasLegacyBinaryCrossentropy,
    KerasKlDivergence,
    TorchCrossEntropy,
    TorchKlDiv,
    TorchBinaryCrossEntropy,
    TorchBinaryCrossEntropyWithLogits,
}

/// How the losses of all items become one, and the gradient with it.
#[derive(Clone, Copy, clap::ValueEnum)]
enum By {
    Sum,
    MeanOverItems,
    MeanOverWeights,
    MeanOverRows,
}

const REDUCTIONS: [(&str, Reduction); 4] = [
    ("sum", Reduction::Sum),
    ("mean over items", Reduction::MeanOverItems),
    ("mean over weights", Reduction::MeanOverWeights),
    ("mean over rows", Reduction::MeanOverRows),
];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Which loss of which library.
    #[arg(long)]
    loss: Loss,
    /// Predictions, one row for each input: probabilities, or logits where the loss takes them.
    #[arg(long, allow_hyphen_values = true)]
    predictions: String,
    /// Targets: rows of probabilities, or a list of classes counted from 0.
    #[arg(long, allow_hyphen_values = true)]
    targets: String,
    /// Take the predictions of a Keras loss as logits.
    #[arg(long)]
    logits: bool,
    /// Share of the uniform distribution in each label, from 0 to 1.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    smoothing: f64,
    /// A weight for each item.
    #[arg(long, allow_hyphen_values = true)]
    weights: Option<String>,
    /// A weight for each class, of PyTorch's cross-entropy.
    #[arg(long, allow_hyphen_values = true)]
    class_weights: Option<String>,
    /// Reduction whose gradient is printed.
    #[arg(long, value_enum, default_value_t = By::MeanOverItems)]
    gradient: By,
}

pub(crate) fn report(arguments: &Arguments, unit: Unit) -> Result<Report, Failure> {
    let predictions = input::read("--predictions", &arguments.predictions)?;
    let k = row_length(&predictions)?;
    let mut losses = losses(arguments, &predictions, k)?;
    if let Some(weights) = &arguments.weights {
        losses = losses.weighted(input::read("--weights", weights)?.as_list()?).about("--weights")?;
    }
    let mut quantities = Quantities::new(unit);
    for (name, reduction) in REDUCTIONS {
        quantities.information(format!("loss, {name}"), losses.reduce(reduction).value);
    }
    let mut items = Table::new("items", &["item", "loss"]);
    for (item, &loss) in losses.values().iter().enumerate() {
        items.push([Cell::Count(item), Cell::Number(unit.from_nats(loss))]);
    }
    let gradient = losses.reduce(arguments.gradient.reduction()).gradient;
    Ok(Report::new(unit, [quantities.into(), items, gradients(&gradient, k, unit)]))
}

fn gradients(gradient: &[f64], k: usize, unit: Unit) -> Table {
    let mut table = Table::new("gradients", &["row", "column", "slope"]);
    for (at, &slope) in gradient.iter().enumerate() {
        table.push([Cell::Count(at / k), Cell::Count(at % k), Cell::Number(unit.from_nats(slope))]);
    }
    table
}

/// How many numbers there are for each input: a list is of one input.
fn row_length(array: &Array) -> Result<usize, Failure> {
    let n = if array.is_table() { array.n_columns()? } else { array.values().len() };
    if n == 0 {
        fail!("{}: there are no numbers", array.name());
    }
    Ok(n)
}

fn losses(arguments: &Arguments, predictions: &Array, k: usize) -> Result<Losses<f64>, Failure> {
    let of_predictions = |error: LossError| said_of(predictions, error);
    let targets = input::read("--targets", &arguments.targets)?;
    let smoothing = Smoothing::new(arguments.smoothing).about("--smoothing")?;
    let logits = || Logits::new(predictions.values(), k).map_err(of_predictions);
    let probabilities = || Probabilities::new(predictions.values(), k).map_err(of_predictions);
    let prediction = || {
        Ok::<_, Failure>(match arguments.logits {
            true => Prediction::Logits(logits()?),
            false => Prediction::Probabilities(probabilities()?),
        })
    };
    let y = || Probabilities::new(targets.values(), k).map_err(|error| said_of(&targets, error));
    let losses = match arguments.loss {
        Loss::KerasCategoricalCrossentropy => {
            keras::categorical_crossentropy(&y()?, &prediction()?, smoothing)
        }
        Loss::KerasSparseCategoricalCrossentropy => {
            keras::sparse_categorical_crossentropy(&classes(&targets)?, &prediction()?)
        }
        Loss::KerasBinaryCrossentropy => {
            keras::binary_crossentropy(&y()?, &prediction()?, smoothing, Version::Keras3)
        }
        Loss::KerasLegacyBinaryCrossentropy => {
            keras::binary_crossentropy(&y()?, &prediction()?, smoothing, Version::Legacy)
        }
        Loss::KerasKlDivergence => keras::kl_divergence(&y()?, &probabilities()?),
        Loss::TorchCrossEntropy => return torch_cross_entropy(arguments, &logits()?, &targets, smoothing),
        Loss::TorchKlDiv => torch::kl_div(&logits()?, &y()?),
        Loss::TorchBinaryCrossEntropy => torch::binary_cross_entropy(&probabilities()?, &y()?),
        Loss::TorchBinaryCrossEntropyWithLogits => torch::binary_cross_entropy_with_logits(&logits()?, &y()?),
    };
    losses.map_err(Failure::from)
}

fn torch_cross_entropy(
    arguments: &Arguments,
    logits: &Logits<'_, f64>,
    targets: &Array,
    smoothing: Smoothing,
) -> Result<Losses<f64>, Failure> {
    let weights = arguments.class_weights.as_ref().map(|w| input::read("--class-weights", w)).transpose()?;
    let weights = match &weights {
        Some(weights) => ClassWeights::Each(weights.as_list()?),
        None => ClassWeights::Equal,
    };
    let (n, k) = (logits.as_slice().len(), logits.n_columns());
    if targets.values().len() == n {
        let y = Probabilities::new(targets.values(), k).map_err(|error| said_of(targets, error))?;
        return Ok(torch::cross_entropy(logits, &Target::Probabilities(y), weights, smoothing)?);
    }
    let labels = classes(targets)?;
    Ok(torch::cross_entropy(logits, &Target::Labels(&labels), weights, smoothing)?)
}

fn classes(targets: &Array) -> Result<Vec<usize>, Failure> {
    targets.as_list()?;
    Ok(targets.whole()?.into_iter().map(|label| label as usize).collect())
}

/// A loss error with the place of the value, if it is about one.
fn said_of(array: &Array, error: LossError) -> Failure {
    match error {
        LossError::Value { index, value, .. } => {
            array.said_of(index, &format!("{value} is not allowed here"))
        }
        other => Failure(format!("{}: {other}", array.name())),
    }
}

impl By {
    fn reduction(self) -> Reduction {
        REDUCTIONS[self as usize].1
    }
}
