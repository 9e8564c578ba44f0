//! `h_calibration.json`: scores, reliability bins and ensembles, from NumPy in double precision.

use super::report::{Report, Tolerance, list, numbers};
use infoplane_core::measures::calibration::ensemble::Ensemble;
use infoplane_core::measures::calibration::reliability::{Reliability, ReliabilityBin};
use infoplane_core::measures::calibration::scores::{self, Predictions};
use serde_json::Value;
use std::num::NonZeroU16;

const TOLERANCE: Tolerance = Tolerance { relative: 1e-12, absolute: 1e-15 };

/// Torchmetrics computes in single precision.
const SINGLE: Tolerance = Tolerance { relative: 0.0, absolute: 2e-6 };

pub(crate) fn check(case: &Value, report: &mut Report) {
    report.know_fields(case, &["probs", "labels", "note", "expected"]);
    let (probabilities, n_classes) = table(&case["probs"]);
    let labels: Vec<usize> =
        list(&case["labels"]).iter().map(|y| y.as_u64().expect("a label") as usize).collect();
    let predictions = Predictions::new(&probabilities, n_classes, &labels).expect("predictions");
    for (name, golden) in case["expected"].as_object().expect("named values") {
        if check_value(name, golden, &predictions, report).is_none() {
            report.not_understood(name);
        }
    }
}

fn check_value(name: &str, golden: &Value, predictions: &Predictions<'_>, report: &mut Report) -> Option<()> {
    let actual = match name {
        "nll" => scores::nll(predictions),
        "brier_multiclass_sum" => scores::brier(predictions),
        "accuracy" => scores::accuracy(predictions),
        "mean_predictive_entropy" => scores::mean_predictive_entropy(predictions),
        "mean_confidence" => scores::mean_confidence(predictions),
        _ => return check_reliability(name, golden, predictions, report),
    };
    report.check("scores", name, actual, golden, TOLERANCE);
    Some(())
}

/// Checks `ece_15`, `torchmetrics_mce_5` and `bins_10 [lo,hi,count,accuracy,confidence]`.
fn check_reliability(
    name: &str,
    golden: &Value,
    predictions: &Predictions<'_>,
    report: &mut Report,
) -> Option<()> {
    let (kind, n_bins) = name.split(' ').next()?.rsplit_once('_')?;
    let reliability = Reliability::new(predictions, NonZeroU16::new(n_bins.parse().ok()?)?);
    match kind {
        "ece" => report.check("ece", name, reliability.ece(), golden, TOLERANCE),
        "mce" => report.check("mce", name, reliability.mce(), golden, TOLERANCE),
        "torchmetrics_ece" => report.check("torchmetrics", name, reliability.ece(), golden, SINGLE),
        "torchmetrics_mce" => report.check("torchmetrics", name, reliability.mce(), golden, SINGLE),
        "bins" if name.ends_with("[lo,hi,count,accuracy,confidence]") => {
            let golden = golden.as_array()?;
            if golden.len() != reliability.bins().len() {
                report.fail("another number of bins");
            }
            reliability.bins().iter().zip(golden).for_each(|(bin, golden)| check_bin(bin, golden, report));
        }
        _ => return None,
    }
    Some(())
}

fn check_bin(bin: &ReliabilityBin, golden: &Value, report: &mut Report) {
    let exact = Tolerance { relative: 0.0, absolute: 0.0 };
    report.check("bins", "lower", bin.lower, &golden[0], TOLERANCE);
    report.check("bins", "upper", bin.upper, &golden[1], TOLERANCE);
    let count = bin.content.map_or(0, |content| content.n_inputs.get());
    report.check("bins", "count", count as f64, &golden[2], exact);
    match bin.content {
        Some(content) => {
            report.check("bins", "accuracy", content.accuracy, &golden[3], TOLERANCE);
            report.check("bins", "confidence", content.confidence, &golden[4], TOLERANCE);
        }
        None if golden[3].is_null() && golden[4].is_null() => {}
        None => report.fail("a bin should not be empty"),
    }
}

pub(crate) fn check_ensemble(case: &Value, report: &mut Report) {
    report.know_fields(case, &["ensemble_probs", "note", "expected"]);
    let members: Vec<_> = list(&case["ensemble_probs"]).iter().map(table).collect();
    let (p, n_classes) = (members.iter().flat_map(|(p, _)| p.clone()).collect::<Vec<_>>(), members[0].1);
    let ensemble = Ensemble::new(&p, members.len(), n_classes).expect("an ensemble");
    for (name, golden) in case["expected"].as_object().expect("named values") {
        let golden = list(golden);
        if golden.len() != ensemble.n_inputs() {
            report.fail("another number of inputs");
        }
        for (information, golden) in ensemble.information().zip(golden) {
            let actual = match name.as_str() {
                "predictive_entropy" => information.total,
                "expected_entropy" => information.aleatoric,
                "mutual_information_BALD" => information.epistemic,
                unknown => return report.not_understood(unknown),
            };
            report.check("ensembles", name, actual, golden, TOLERANCE);
        }
    }
}

/// The numbers of all rows, and how many are in one.
fn table(rows: &Value) -> (Vec<f64>, usize) {
    (list(rows).iter().flat_map(numbers).collect(), list(&rows[0]).len())
}
