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
    /// Predictions, one row for each input: probabilities, or logits where the loss takes them (torch-kl-div: their logarithms).
    /// A list is one row; a column has a row for each number.
    #[arg(long, allow_hyphen_values = true)]
    predictions: String,
    /// Targets: rows of probabilities, or a list of classes counted from 0.
    #[arg(long, allow_hyphen_values = true)]
    targets: String,
    /// Take the predictions as logits, in Keras' crossentropies; PyTorch's losses have one for each kind.
    #[arg(long)]
    logits: bool,
    /// Share of the uniform distribution in each label, from 0 to 1, of the crossentropies that have it.
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

impl Arguments {
    /// Refuses options that the loss would pass over.
    fn refuse_unread(&self) -> Result<(), Failure> {
        use Loss::{
            KerasBinaryCrossentropy, KerasCategoricalCrossentropy, KerasKlDivergence,
            KerasLegacyBinaryCrossentropy, TorchBinaryCrossEntropy, TorchCrossEntropy,
        };
        if self.logits && matches!(self.loss, KerasKlDivergence | TorchBinaryCrossEntropy) {
            fail!("--logits: this loss takes probabilities");
        }
        if self.class_weights.is_some() && !matches!(self.loss, TorchCrossEntropy) {
            fail!("--class-weights: of all losses only torch-cross-entropy has them");
        }
        let is_smoothed = matches!(
            self.loss,
            KerasBinaryCrossentropy
                | KerasCategoricalCrossentropy
                | KerasLegacyBinaryCrossentropy
                | TorchCrossEntropy
        );
        if self.smoothing != 0.0 && !is_smoothed {
            fail!("--smoothing: this loss has no label smoothing");
        }
        Ok(())
    }
}

pub(crate) fn report(arguments: &Arguments, unit: Unit) -> Result<Report, Failure> {
    arguments.refuse_unread()?;
    let predictions = input::read("--predictions", &arguments.predictions)?;
    let k = predictions.row_length()?;
    let targets = input::read("--targets", &arguments.targets)?;
    let smoothing = Smoothing::new(arguments.smoothing).about("--smoothing")?;
    let mut losses = Read { arguments, predictions: &predictions, targets, k, smoothing }.losses()?;
    if let Some(weights) = &arguments.weights {
        losses = losses.weighted(input::read("--weights", weights)?.as_list()?).about("--weights")?;
    }
    let mut quantities = Quantities::new(unit);
    for (name, reduction) in REDUCTIONS {
        quantities.information(format!("loss, {name}"), losses.reduce(reduction).value);
    }
    let mut items = Table::new("items", &["item", "loss"]).of_information();
    for (item, &loss) in losses.values().iter().enumerate() {
        items.push([Cell::count(item), Cell::Number(unit.from_nats(loss))]);
    }
    let gradient = losses.reduce(arguments.gradient.reduction()).gradient;
    Ok(Report::new(unit, [quantities.into(), items, gradients(&gradient, k, unit)]))
}

fn gradients(gradient: &[f64], k: usize, unit: Unit) -> Table {
    let mut table = Table::new("gradients", &["row", "column", "slope"]).of_information();
    for (at, &slope) in gradient.iter().enumerate() {
        table.push([Cell::count(at / k), Cell::count(at % k), Cell::Number(unit.from_nats(slope))]);
    }
    table
}

/// What a loss is taken of, as it was read.
struct Read<'a> {
    arguments: &'a Arguments,
    predictions: &'a Array,
    targets: Array,
    /// Numbers in a row.
    k: usize,
    smoothing: Smoothing,
}

impl Read<'_> {
    fn logits(&self) -> Result<Logits<'_, f64>, Failure> {
        Logits::new(self.predictions.values(), self.k).map_err(|error| said_of(self.predictions, error))
    }

    fn probabilities(&self) -> Result<Probabilities<'_, f64>, Failure> {
        rows_of(self.predictions, self.k)
    }

    /// The predictions of a loss that takes either.
    fn prediction(&self) -> Result<Prediction<'_, f64>, Failure> {
        Ok(match self.arguments.logits {
            true => Prediction::Logits(self.logits()?),
            false => Prediction::Probabilities(self.probabilities()?),
        })
    }

    /// The targets as rows of probabilities.
    fn y(&self) -> Result<Probabilities<'_, f64>, Failure> {
        let n = self.targets.row_length()?;
        if self.targets.is_table() && n != self.k {
            fail!("{}: {n} numbers in a row where the predictions have {}", self.targets.name(), self.k);
        }
        rows_of(&self.targets, self.k)
    }

    fn losses(&self) -> Result<Losses<f64>, Failure> {
        let binary = |version| {
            Ok::<_, Failure>(keras::binary_crossentropy(
                &self.y()?,
                &self.prediction()?,
                self.smoothing,
                version,
            ))
        };
        let losses = match self.arguments.loss {
            Loss::KerasCategoricalCrossentropy => {
                keras::categorical_crossentropy(&self.y()?, &self.prediction()?, self.smoothing)
            }
            Loss::KerasSparseCategoricalCrossentropy => {
                keras::sparse_categorical_crossentropy(&classes(&self.targets)?, &self.prediction()?)
            }
            Loss::KerasBinaryCrossentropy => binary(Version::Keras3)?,
            Loss::KerasLegacyBinaryCrossentropy => binary(Version::Legacy)?,
            Loss::KerasKlDivergence => keras::kl_divergence(&self.y()?, &self.probabilities()?),
            Loss::TorchCrossEntropy => return self.torch_cross_entropy(),
            Loss::TorchKlDiv => torch::kl_div(&self.logits()?, &self.y()?),
            Loss::TorchBinaryCrossEntropy => torch::binary_cross_entropy(&self.probabilities()?, &self.y()?),
            Loss::TorchBinaryCrossEntropyWithLogits => {
                torch::binary_cross_entropy_with_logits(&self.logits()?, &self.y()?)
            }
        };
        losses.map_err(|error| self.explain(error))
    }

    /// What a loss finds wrong when all parts of it have been read.
    fn explain(&self, error: LossError) -> Failure {
        match error {
            LossError::Label { row, label, n_classes } => {
                self.targets.said_of(row, &format!("{label} is no class from 0 to {}", n_classes - 1))
            }
            LossError::Sum { row, sum } => {
                let name = self.predictions.name();
                Failure(format!("{name}: row {} sums to {sum}, by which it cannot be divided", row + 1))
            }
            other => Failure::from(other),
        }
    }

    fn torch_cross_entropy(&self) -> Result<Losses<f64>, Failure> {
        let weights = self.arguments.class_weights.as_ref();
        let weights = weights.map(|weights| input::read("--class-weights", weights)).transpose()?;
        let weights = match &weights {
            Some(weights) => ClassWeights::Each(weights.as_list()?),
            None => ClassWeights::Equal,
        };
        let logits = self.logits()?;
        if self.targets.values().len() == logits.as_slice().len() {
            let y = Target::Probabilities(self.y()?);
            return Ok(torch::cross_entropy(&logits, &y, weights, self.smoothing)?);
        }
        let labels = classes(&self.targets)?;
        torch::cross_entropy(&logits, &Target::Labels(&labels), weights, self.smoothing)
            .map_err(|error| self.explain(error))
    }
}

fn rows_of(array: &Array, k: usize) -> Result<Probabilities<'_, f64>, Failure> {
    Probabilities::new(array.values(), k).map_err(|error| said_of(array, error))
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
