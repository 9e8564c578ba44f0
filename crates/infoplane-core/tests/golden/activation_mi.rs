//! `f_activation_mi.json`: binned and KDE information of small layers, from NumPy in double precision.

use super::report::{Report, Tolerance, number};
use infoplane_core::estimators::activations::Activations;
use infoplane_core::estimators::binning::Binning;
use infoplane_core::estimators::kde::{self, KdeBounds, NoiseVariance};
use serde_json::Value;

const BINNED: Tolerance = Tolerance { relative: 1e-12, absolute: 1e-12 };
const KDE: Tolerance = Tolerance { relative: 1e-11, absolute: 0.0 };

/// The single-precision kernel: 1e-4 bits.
const FAST_KDE: Tolerance = Tolerance { relative: 0.0, absolute: 1e-4 * core::f64::consts::LN_2 };

pub(crate) fn check(case: &Value, report: &mut Report) {
    for field in case.as_object().expect("a case is an object").keys() {
        if !["t", "y", "note", "expected"].contains(&field.as_str()) {
            report.not_understood(field);
        }
    }
    let rows = case["t"].as_array().expect("rows of activations");
    let row = |row: &Value| row.as_array().expect("a row").clone();
    let values: Vec<f32> =
        rows.iter().flat_map(row).map(|t| number(&t).expect("an activation") as f32).collect();
    let labels: Vec<u8> =
        case["y"].as_array().expect("labels").iter().map(|y| number(y).expect("a label") as u8).collect();
    let n_classes = labels.iter().max().map_or(0, |&y| usize::from(y) + 1);
    let layer = Activations::new(&values, values.len() / labels.len(), &labels, n_classes).expect("a layer");
    for (name, golden) in case["expected"].as_object().expect("named values") {
        if check_value(name, golden, &layer, report).is_none() {
            report.not_understood(name);
        }
    }
}

/// Checks one value by its name, as `bins30_I_XT`, `floor0.07_I_TY`, `kde_upper_var0.001_H`.
fn check_value(name: &str, golden: &Value, layer: &Activations<'_>, report: &mut Report) -> Option<()> {
    if name == "labels_p" {
        return check_labels(golden, layer, report);
    }
    let (estimator, quantity) = name.split_once("_H").map_or_else(
        || name.split_once("_I_").map(|(estimator, rest)| (estimator, format!("I_{rest}"))),
        |(estimator, rest)| Some((estimator, format!("H{rest}"))),
    )?;
    if let Some(kind) = estimator.strip_prefix("kde_") {
        return check_kde(kind, &quantity, golden, layer, report);
    }
    let binning = if let Some(edges) = estimator.strip_prefix("bins") {
        Binning::edges(edges.parse().ok()?).ok()?
    } else {
        Binning::width(estimator.strip_prefix("floor")?.parse().ok()?).ok()?
    };
    let information = binning.information(layer);
    let actual = match quantity.as_str() {
        "H_T" | "I_XT" => information.i_xt,
        "I_TY" => information.i_ty,
        _ => return None,
    };
    report.check("binned", name, actual, golden, BINNED);
    Some(())
}

fn check_labels(golden: &Value, layer: &Activations<'_>, report: &mut Report) -> Option<()> {
    let n = layer.n_samples() as f64;
    let golden = golden.as_array()?;
    for (&count, golden) in layer.class_counts().iter().zip(golden) {
        report.check("labels", "labels_p", count as f64 / n, golden, BINNED);
    }
    (golden.len() == layer.n_classes()).then_some(())
}

fn check_kde(
    kind: &str,
    quantity: &str,
    golden: &Value,
    layer: &Activations<'_>,
    report: &mut Report,
) -> Option<()> {
    let (side, variance) = kind.split_once("_var")?;
    let noise = NoiseVariance::new(variance.parse().ok()?).ok()?;
    let value = |bounds: KdeBounds| {
        let (i_xt, i_ty) = match side {
            "upper" => (bounds.i_xt_upper, bounds.i_ty_upper),
            "lower" => (bounds.i_xt_lower, bounds.i_ty_lower),
            _ => return None,
        };
        match quantity {
            "H" => Some(i_xt + kde::noise_entropy(layer.n_units(), noise)),
            "I_XT" => Some(i_xt),
            "I_TY" => Some(i_ty),
            _ => None,
        }
    };
    let name = format!("{kind} {quantity}");
    report.check("kde, plain", &name, value(kde::bounds_plain(layer, noise))?, golden, KDE);
    report.check("kde, fast", &name, value(kde::bounds(layer, noise))?, golden, FAST_KDE);
    Some(())
}
