//! `b_keras_losses.json` and `b_torch_losses.json`: losses and gradients, from the libraries themselves.

use super::report::{Report, Tolerance, number};
use infoplane_core::losses::LossError;
use infoplane_core::losses::keras::{self, Version};
use infoplane_core::losses::reduction::{Losses, Reduction};
use infoplane_core::losses::rows::{Logits, Prediction, Probabilities, Smoothing};
use infoplane_core::losses::torch::{self, ClassWeights, Target};
use infoplane_core::math::real::Real;
use serde_json::Value;

/// What is agreed with one library in one precision.
struct Agreement {
    values: &'static str,
    gradients: &'static str,
    value: Tolerance,
    /// A gradient is q − y: a difference of numbers up to one, each with its own rounding.
    gradient: Tolerance,
}

const KERAS_F64: Agreement = Agreement {
    values: "f64",
    gradients: "f64 gradients",
    value: Tolerance { relative: 1e-12, absolute: 0.0 },
    gradient: Tolerance { relative: 1e-12, absolute: f64::EPSILON },
};
const KERAS_F32: Agreement = Agreement {
    values: "f32",
    gradients: "f32 gradients",
    value: Tolerance { relative: 1e-6, absolute: 0.0 },
    gradient: Tolerance { relative: 1e-6, absolute: f32::EPSILON as f64 },
};
const TORCH: Agreement = Agreement {
    values: "values",
    gradients: "gradients",
    value: Tolerance { relative: 1e-13, absolute: 0.0 },
    gradient: Tolerance { relative: 1e-13, absolute: f64::EPSILON },
};

const KERAS_INPUTS: &[&str] =
    &["loss", "from_logits", "label_smoothing", "y_true", "y_pred", "sample_weight", "note"];

pub(crate) fn check_keras(case: &Value, report: &mut Report) {
    for (field, golden) in case.as_object().expect("a case is an object") {
        match field.as_str() {
            "expected_float64" => check_precision::<f64>(case, golden, &KERAS_F64, report),
            "expected_float32" => check_precision::<f32>(case, golden, &KERAS_F32, report),
            input if KERAS_INPUTS.contains(&input) => {}
            unknown => report.not_understood(unknown),
        }
    }
}

fn check_precision<T: Real>(case: &Value, golden: &Value, agreement: &Agreement, report: &mut Report) {
    let of = |version| keras_losses::<T>(case, version).expect("valid inputs");
    let (Some(losses), Some(legacy)) = (of(Version::Keras3), of(Version::Legacy)) else {
        return report.not_understood(case["loss"].as_str().unwrap_or("loss"));
    };
    for (name, golden) in golden.as_object().expect("named values") {
        let reduced = |reduction| vec![losses.reduce(reduction).value];
        let actual = match name.as_str() {
            "none" => losses.values().to_vec(),
            "legacy_tf_keras_none" => legacy.values().to_vec(),
            "sum" => reduced(Reduction::Sum),
            "sum_over_batch_size" => reduced(Reduction::MeanOverItems),
            "mean_with_sample_weight" => reduced(Reduction::MeanOverWeights),
            "grad_of_sum_over_batch_size" => {
                let gradient = losses.reduce(Reduction::MeanOverItems).gradient;
                compare(agreement.gradients, name, &gradient, golden, agreement.gradient, report);
                continue;
            }
            unknown => return report.not_understood(unknown),
        };
        compare(agreement.values, name, &actual, golden, agreement.value, report);
    }
}

/// The losses of a case; `None` if the kind of loss is not known.
fn keras_losses<T: Real>(case: &Value, version: Version) -> Result<Option<Losses<T>>, LossError> {
    let (targets, predictions) = (numbers::<T>(&case["y_true"]), numbers::<T>(&case["y_pred"]));
    let k = case["y_pred"][0].as_array().expect("a row").len();
    let smoothing = smoothing(case)?;
    let prediction = || {
        Ok::<_, LossError>(match &case["from_logits"] {
            Value::Bool(true) => Prediction::Logits(Logits::new(&predictions, k)?),
            Value::Bool(false) => Prediction::Probabilities(Probabilities::new(&predictions, k)?),
            other => panic!("from_logits: {other}"),
        })
    };
    let y = || Probabilities::new(&targets, k);
    let losses = match case["loss"].as_str().expect("a kind of loss") {
        "CategoricalCrossentropy" => keras::categorical_crossentropy(&y()?, &prediction()?, smoothing)?,
        "SparseCategoricalCrossentropy" => {
            keras::sparse_categorical_crossentropy(&labels(&case["y_true"]), &prediction()?)?
        }
        "BinaryCrossentropy" => keras::binary_crossentropy(&y()?, &prediction()?, smoothing, version)?,
        "KLDivergence" => keras::kl_divergence(&y()?, &Probabilities::new(&predictions, k)?)?,
        _ => return Ok(None),
    };
    match &case["sample_weight"] {
        Value::Null => Ok(Some(losses)),
        weights => losses.weighted(&numbers(weights)).map(Some),
    }
}

/// What every case of PyTorch says.
const TORCH_FIELDS: &[&str] = &["fn", "reduction", "note", "expected", "expected_grad_of_sum"];

/// The inputs that a function reads; others would be passed over.
fn torch_inputs(function: &str) -> &'static [&'static str] {
    match function {
        "cross_entropy" => &["logits", "target", "target_probs", "class_weight", "label_smoothing"],
        "kl_div" => &["input_logprobs", "target_probs"],
        "binary_cross_entropy_with_logits" => &["logits", "target"],
        "binary_cross_entropy" => &["probs", "target"],
        _ => &[],
    }
}

pub(crate) fn check_torch(case: &Value, report: &mut Report) {
    let function = case["fn"].as_str().expect("a function");
    if function == "cross_entropy" {
        report.require_fields(case, &["expected_grad_of_sum"]);
    }
    let Some(losses) = torch_losses(case, function, report).expect("valid inputs") else {
        return report.not_understood(function);
    };
    let reduction = match (case["reduction"].as_str().expect("a reduction"), function) {
        ("none", _) => None,
        ("sum", _) => Some(Reduction::Sum),
        ("mean", "cross_entropy") => Some(Reduction::MeanOverWeights),
        ("mean", _) => Some(Reduction::MeanOverItems),
        ("batchmean", _) => Some(Reduction::MeanOverRows),
        (unknown, _) => return report.not_understood(unknown),
    };
    for (field, golden) in case.as_object().expect("a case is an object") {
        match field.as_str() {
            "expected" => {
                let actual = reduction.map_or_else(
                    || losses.values().to_vec(),
                    |reduction| vec![losses.reduce(reduction).value],
                );
                compare(TORCH.values, function, &actual, golden, TORCH.value, report);
            }
            // The gradient of the reduced loss; the losses of reduction "none" are summed for it.
            "expected_grad_of_sum" => {
                let gradient = losses.reduce(reduction.unwrap_or(Reduction::Sum)).gradient;
                compare(TORCH.gradients, function, &gradient, golden, TORCH.gradient, report);
            }
            known if TORCH_FIELDS.contains(&known) || torch_inputs(function).contains(&known) => {}
            unknown => report.not_understood(unknown),
        }
    }
}

/// What the first two entries of a recorded target are if they are not those that its value is of.
///
/// The program that writes the file sets these entries so for its next case (probabilities 0 and 1
/// against them) before some targets are written down.
const OVERWRITTEN: [f64; 2] = [1.0, 0.0];

/// In how many cases that can happen: those of logits, one for each of the three numbers of classes. In
/// this file it did in two, as the labels of the third were the same by chance.
const N_OVERWRITTEN: usize = 3;

/// What they may have been: labels are 0 or 1.
const FILLINGS: [[f64; 2]; 4] = [OVERWRITTEN, [0.0, 0.0], [0.0, 1.0], [1.0, 1.0]];

/// The binary cross-entropy with a target as it was when its value was computed: as recorded, unless the first two
/// entries are those of [`OVERWRITTEN`], the recorded ones miss the value, and others do not.
fn before_overwriting(
    case: &Value,
    x: &Logits<'_, f64>,
    report: &mut Report,
) -> Result<Losses<f64>, LossError> {
    let recorded: Vec<f64> = numbers(&case["target"]);
    let with = |first: [f64; 2]| {
        let target: Vec<f64> = first.iter().chain(&recorded[2..]).copied().collect();
        torch::binary_cross_entropy_with_logits(x, &Probabilities::new(&target, x.n_columns())?)
    };
    let Some(golden) = number(&case["expected"]).filter(|_| recorded.starts_with(&OVERWRITTEN)) else {
        return torch::binary_cross_entropy_with_logits(x, &Probabilities::new(&recorded, x.n_columns())?);
    };
    let reduction = if case["reduction"] == "sum" { Reduction::Sum } else { Reduction::MeanOverItems };
    let is_golden = |losses: &Losses<f64>| {
        (losses.reduce(reduction).value - golden).abs() <= TORCH.value.relative * golden.abs()
    };
    let found =
        FILLINGS.iter().filter_map(|first| Some((first, with(*first).ok()?))).find(|(_, l)| is_golden(l));
    let Some((first, losses)) = found else { return with(OVERWRITTEN) };
    if *first != OVERWRITTEN {
        report.replace_input("target", N_OVERWRITTEN);
    }
    Ok(losses)
}

fn torch_losses(case: &Value, function: &str, report: &mut Report) -> Result<Option<Losses<f64>>, LossError> {
    let field = |name: &str| -> Vec<f64> { numbers(&case[name]) };
    let k = ["logits", "input_logprobs", "probs"]
        .iter()
        .find_map(|name| case[name][0].as_array())
        .expect("a row of predictions")
        .len();
    Ok(Some(match function {
        "cross_entropy" => {
            let (x, weights, y) = (field("logits"), field("class_weight"), field("target_probs"));
            let labels = labels(&case["target"]);
            let target = match (labels.is_empty(), y.is_empty()) {
                (false, true) => Target::Labels(&labels),
                (true, false) => Target::Probabilities(Probabilities::new(&y, k)?),
                _ => panic!("labels or probabilities, not both"),
            };
            let weights = if weights.is_empty() { ClassWeights::Equal } else { ClassWeights::Each(&weights) };
            let smoothing = smoothing(case)?;
            torch::cross_entropy(&Logits::new(&x, k)?, &target, weights, smoothing)?
        }
        "kl_div" => torch::kl_div(
            &Logits::new(&field("input_logprobs"), k)?,
            &Probabilities::new(&field("target_probs"), k)?,
        )?,
        "binary_cross_entropy_with_logits" => {
            before_overwriting(case, &Logits::new(&field("logits"), k)?, report)?
        }
        "binary_cross_entropy" => torch::binary_cross_entropy(
            &Probabilities::new(&field("probs"), k)?,
            &Probabilities::new(&field("target"), k)?,
        )?,
        _ => return Ok(None),
    }))
}

/// None where nothing is said of it.
fn smoothing(case: &Value) -> Result<Smoothing, LossError> {
    match &case["label_smoothing"] {
        Value::Null => Smoothing::new(0.0),
        smoothing => Smoothing::new(smoothing.as_f64().expect("a label smoothing")),
    }
}

fn compare<T: Real>(
    group: &'static str,
    name: &str,
    actual: &[T],
    golden: &Value,
    within: Tolerance,
    report: &mut Report,
) {
    let golden = flat(golden);
    if golden.len() != actual.len() {
        return report.fail(&format!("{name}: {} values should be {}", actual.len(), golden.len()));
    }
    for (actual, golden) in actual.iter().zip(golden) {
        report.check(group, name, actual.to_f64(), golden, within);
    }
}

/// The numbers in lists of lists, in their order; none where there is nothing.
fn flat(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().flat_map(flat).collect(),
        Value::Null => Vec::new(),
        value => vec![value],
    }
}

fn numbers<T: Real>(value: &Value) -> Vec<T> {
    flat(value).into_iter().map(|x| T::from_f64(number(x).expect("a number"))).collect()
}

fn labels(value: &Value) -> Vec<usize> {
    flat(value).into_iter().map(|y| y.as_u64().expect("a label") as usize).collect()
}
