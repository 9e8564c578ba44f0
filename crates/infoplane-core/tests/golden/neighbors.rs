//! `f_ksg.json` and `f_ross.json`: estimates from nearest neighbors, from SciPy and scikit-learn.

use super::report::{Report, Tolerance, numbers};
use infoplane_core::estimators::kozachenko_leonenko::differential_entropy;
use infoplane_core::estimators::ksg::{self, Ksg};
use infoplane_core::estimators::neighbors::Points;
use infoplane_core::estimators::ross;
use infoplane_core::math::digamma::digamma;
use serde_json::Value;

const EXACT: Tolerance = Tolerance { relative: 0.0, absolute: 1e-11 };

pub(crate) fn check_ksg(case: &Value, report: &mut Report) {
    let (x, x_dims) = coordinates(&case["x"]);
    let (y, y_dims) = coordinates(&case["y"]);
    let x = Points::new(&x, x_dims).expect("valid samples");
    let y = Points::new(&y, y_dims).expect("valid samples");
    for (field, values) in case.as_object().expect("a case is an object") {
        match field.as_str() {
            "x" | "y" | "note" => {}
            // None where x or y has several dimensions, which scikit-learn does not take.
            "sklearn_k3" if values.is_null() && x.n_dims() + y.n_dims() > 2 => {}
            "sklearn_k3" => {
                let clipped = ksg_value("ksg1_k3", &x, &y).map(|value| value.max(0.0));
                report.check("scikit-learn", field, clipped.expect("a known name"), values, EXACT);
            }
            "expected" => {
                for (name, golden) in values.as_object().expect("named values") {
                    match ksg_value(name, &x, &y) {
                        Some(value) => report.check("own NumPy", name, value, golden, EXACT),
                        None => report.not_understood(name),
                    }
                }
            }
            _ => report.not_understood(field),
        }
    }
}

/// An estimate by its name, as `ksg1_k3` or `kl_entropy_x_k1`.
fn ksg_value(name: &str, x: &Points<'_>, y: &Points<'_>) -> Option<f64> {
    let (estimator, k) = name.rsplit_once("_k")?;
    if estimator == "kl_entropy_x" {
        return differential_entropy(x, k.parse().ok()?).ok().map(|h| h.value);
    }
    let variant = match estimator {
        "ksg1" => Ksg::Cube,
        "ksg2" => Ksg::Rectangle,
        _ => return None,
    };
    ksg::mutual_information(x, y, k.parse().ok()?, variant).ok().map(|estimate| estimate.value)
}

pub(crate) fn check_ross(case: &Value, report: &mut Report) {
    let x = numbers(&case["continuous"]);
    let labels: Vec<usize> = numbers(&case["labels"]).iter().map(|&y| y as usize).collect();
    let x = Points::new(&x, 1).expect("valid samples");
    for (field, values) in case.as_object().expect("a case is an object") {
        match field.as_str() {
            "continuous" | "labels" | "note" => {}
            "expected" => {
                for (name, golden) in values.as_object().expect("named values") {
                    let k = name.strip_prefix("ross_k").and_then(|k| k.parse().ok());
                    let Some(k) = k else {
                        report.not_understood(name);
                        continue;
                    };
                    check_ross_value(name, &x, &labels, k, golden, report);
                }
            }
            _ => report.not_understood(field),
        }
    }
}

/// Ours is compared with the formula as it reads, and the golden value with ours: as it is, or moved by the one
/// rounding error of scikit-learn that [`Radius::Squares`] describes.
fn check_ross_value(
    name: &str,
    x: &Points<'_>,
    labels: &[usize],
    k: usize,
    golden: &Value,
    report: &mut Report,
) {
    let ours = ross::mutual_information(x, labels, k).expect("valid samples").value;
    let plain = plain_ross(x, labels, k, Radius::Difference);
    report.check("as the formula reads", name, ours, &Value::from(plain), EXACT);
    // As scikit-learn, the file holds 0 for negative values.
    let theirs = ours + plain_ross(x, labels, k, Radius::Squares) - plain;
    report.check_known("scikit-learn", name, [ours.max(0.0), theirs.max(0.0)], golden, EXACT);
}

/// How the distance to a neighbor of the same class is computed.
#[derive(Clone, Copy, PartialEq)]
enum Radius {
    /// |a − b|.
    Difference,
    /// √(a² − 2ab + b²) where scikit-learn uses no tree: if k is half of the class or more. The
    /// radius is then off by rounding, and the k-th neighbor itself may fall within it.
    Squares,
}

/// Ross's formula over all pairs.
fn plain_ross(x: &Points<'_>, labels: &[usize], k: usize, radius: Radius) -> f64 {
    let x: Vec<f64> = x.samples().map(|x| x[0]).collect();
    let class_size = |y| labels.iter().filter(|&&other| other == y).count();
    let kept: Vec<usize> = (0..x.len()).filter(|&i| class_size(labels[i]) > 1).collect();
    let term = |&i: &usize| {
        let n_class = class_size(labels[i]);
        let k = k.min(n_class - 1);
        let mut distances: Vec<f64> = (0..x.len())
            .filter(|&j| j != i && labels[j] == labels[i])
            .map(|j| match radius {
                Radius::Squares if k >= n_class / 2 => {
                    let (a, b) = (x[i], x[j]);
                    (a * a - 2.0 * (a * b) + b * b).max(0.0).sqrt()
                }
                _ => (x[i] - x[j]).abs(),
            })
            .collect();
        distances.sort_by(f64::total_cmp);
        let within = distances[k - 1].next_down();
        let m = kept.iter().filter(|&&j| (x[i] - x[j]).abs() <= within).count();
        digamma(k as f64) - digamma(n_class as f64) - digamma(m as f64)
    };
    digamma(kept.len() as f64) + kept.iter().map(term).sum::<f64>() / kept.len() as f64
}

/// Rows of coordinates, one after the other, and how long they are.
fn coordinates(rows: &Value) -> (Vec<f64>, usize) {
    let rows = rows.as_array().expect("rows");
    let n_dims = rows[0].as_array().expect("a row").len();
    (rows.iter().flat_map(numbers).collect(), n_dims)
}
