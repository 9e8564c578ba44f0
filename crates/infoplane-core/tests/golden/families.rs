//! `c_entropies.json`, `c_kl_closed_form.json` and `c_kl_torch.json`: entropies and divergences of parametric
//! families, from TensorFlow Probability, PyTorch, SciPy and mpmath.

use super::report::{Report, Tolerance, number};
use infoplane_core::dist::families::{Family, Parameter};
use serde_json::Value;

const TFP: Tolerance = Tolerance { relative: 1e-12, absolute: 0.0 };

/// Of families whose reference value is a difference of large terms.
const TFP_ROUNDED: Tolerance = Tolerance { relative: 1e-11, absolute: 0.0 };

const TORCH: Tolerance = Tolerance { relative: 1e-11, absolute: 0.0 };

/// Of cases whose notes say that the reference itself loses digits there, as it subtracts nearly equal logarithms;
/// `tests/families.rs` holds the same cases against 60-digit values.
const TFP_CANCELED: Tolerance = Tolerance { relative: 1e-9, absolute: 0.0 };
const CANCELED_NOTES: &[&str] = &["close", "tiny scale change (cancellation; TFP may lose digits)"];

/// Of the continuous Bernoulli distribution, whose reference is a sum of terms of order one with any rounding;
/// `tests/families.rs` holds the same cases against 60-digit values.
const TFP_SUMMED: Tolerance = Tolerance { relative: 1e-12, absolute: 2e-15 };

/// What a case says of itself: who computed it, and why it is there.
const REMARKS: &[&str] = &["note", "source"];

pub(crate) fn check_tfp_kl(case: &Value, report: &mut Report) {
    check_kl(case, TFP, report);
}

pub(crate) fn check_torch_kl(case: &Value, report: &mut Report) {
    check_kl(case, TORCH, report);
}

pub(crate) fn check_tfp_entropy(case: &Value, report: &mut Report) {
    check_entropy(case, TFP, report);
}

pub(crate) fn check_torch_entropy(case: &Value, report: &mut Report) {
    check_entropy(case, TORCH, report);
}

fn check_kl(case: &Value, within: Tolerance, report: &mut Report) {
    let (Some(p), Some(q)) = (family(case, "p", "p_params", report), family(case, "q", "q_params", report))
    else {
        return;
    };
    let within = tolerance(case, &case["p"], within);
    for (field, golden) in case.as_object().expect("a case is an object") {
        match field.as_str() {
            // The library has no formula for this direction.
            "expected_kl_qp" if golden.is_null() && case["q"] == "Gamma" && case["p"] == "Weibull" => {
                report.leave_out("kl of a Gamma from a Weibull distribution");
            }
            "expected_kl_pq" => compare(p.kl(&q), kl_bias(case, "p", "q"), field, golden, within, report),
            "expected_kl_qp" => compare(q.kl(&p), kl_bias(case, "q", "p"), field, golden, within, report),
            "p" | "q" | "p_params" | "q_params" => {}
            remark if REMARKS.contains(&remark) => {}
            unknown => report.not_understood(unknown),
        }
    }
}

fn compare(
    kl: Result<f64, impl std::fmt::Display>,
    bias: f64,
    field: &str,
    golden: &Value,
    within: Tolerance,
    report: &mut Report,
) {
    match kl {
        Ok(kl) => report.check_known("kl", field, [kl, kl + bias], golden, within),
        Err(error) => report.fail(&error.to_string()),
    }
}

fn check_entropy(case: &Value, within: Tolerance, report: &mut Report) {
    let Some(p) = family(case, "dist", "params", report) else {
        return;
    };
    let within = tolerance(case, &case["dist"], within);
    for (field, golden) in case.as_object().expect("a case is an object") {
        match field.as_str() {
            "expected_entropy" => {
                let bias = logit(case, "dist", "params").map_or(0.0, |eta| -tfp_mean_error(eta) * eta);
                report.check_known("entropy", field, [p.entropy(), p.entropy() + bias], golden, within);
            }
            "dist" | "params" => {}
            // SciPy's own sum, beside the 60-digit one that is expected: it agrees with it to 3e-14.
            "scipy" => report.leave_out_number(field, golden),
            remark if REMARKS.contains(&remark) => {}
            unknown => report.not_understood(unknown),
        }
    }
}

/// The tolerance of a file, unless the reference is known to be less accurate there.
fn tolerance(case: &Value, family: &Value, of_file: Tolerance) -> Tolerance {
    let note = case["note"].as_str().unwrap_or_default();
    match family.as_str().unwrap_or_default() {
        "Dirichlet" | "VonMisesFisher" => TFP_ROUNDED,
        "ContinuousBernoulli" if is_tfp(case) => TFP_SUMMED,
        _ if CANCELED_NOTES.contains(&note) => TFP_CANCELED,
        _ => of_file,
    }
}

fn is_tfp(case: &Value) -> bool {
    case["source"].as_str() == Some("tfp")
}

/// What TensorFlow Probability's mean of a continuous Bernoulli distribution is off by.
///
/// For logits η up to (30240 ε)^(1/5) it takes ½ + η/12 − η³/720 for the mean, with the ε of `float32` whatever the
/// type of the numbers (`continuous_bernoulli.py`, `_mean`, in 0.25.0), so that the rest of the series is missing.
fn tfp_mean_error(eta: f64) -> f64 {
    let cutoff = (f64::from(f32::EPSILON) * 30240.0).powf(0.2);
    let missing = [1.0 / 30240.0, -1.0 / 1209600.0, 1.0 / 47900160.0, -691.0 / 1307674368000.0];
    let rest = missing.iter().rev().fold(0.0, |sum, c| sum * eta * eta + c);
    if eta.abs() > cutoff { 0.0 } else { -rest * eta.powi(5) }
}

/// What TensorFlow Probability's divergence is off by.
fn kl_bias(case: &Value, p: &str, q: &str) -> f64 {
    let (p, q) = (logit(case, p, &format!("{p}_params")), logit(case, q, &format!("{q}_params")));
    p.zip(q).map_or(0.0, |(p, q)| tfp_mean_error(p) * (p - q))
}

/// The logit of a continuous Bernoulli distribution of TensorFlow Probability.
fn logit(case: &Value, name: &str, parameters: &str) -> Option<f64> {
    let probs = case[parameters]["probs"].as_f64()?;
    let biased = is_tfp(case) && case[name].as_str() == Some("ContinuousBernoulli");
    biased.then(|| probs.ln() - (-probs).ln_1p())
}

/// The distribution that two fields of a case describe; a failure if it is not understood.
fn family(case: &Value, name: &str, parameters: &str, report: &mut Report) -> Option<Family> {
    let given = case[name].as_str().expect("the name of a family");
    let parameters = case[parameters].as_object().expect("named parameters");
    let parameters: Option<Vec<(&str, Parameter)>> = parameters
        .iter()
        .map(|(name, value)| Some((parameter_name(given, name), parameter(value)?)))
        .collect();
    let Some(parameters) = parameters else {
        report.not_understood(given);
        return None;
    };
    match Family::new(&family_name(given), &parameters) {
        Ok(family) => Some(family),
        Err(error) => {
            report.fail(&format!("{given}: {error}"));
            None
        }
    }
}

/// `VonMisesFisher` is `von-mises-fisher` here, and two families have several names there.
fn family_name(given: &str) -> String {
    match given {
        "MultivariateNormalDiag" | "MultivariateNormalFullCovariance" | "MultivariateNormalTriL" => {
            "multivariate-normal".to_owned()
        }
        // The same outcomes, written as unit vectors instead of numbers.
        "OneHotCategorical" => "categorical".to_owned(),
        _ => {
            let dashed = |(i, c): (usize, char)| {
                let dash = if i > 0 && c.is_ascii_uppercase() { "-" } else { "" };
                format!("{dash}{}", c.to_ascii_lowercase())
            };
            given.chars().enumerate().map(dashed).collect()
        }
    }
}

/// PyTorch's name of a parameter, in TensorFlow Probability's words.
fn parameter_name<'a>(family: &str, given: &'a str) -> &'a str {
    if family == "Pareto" && given == "alpha" { "concentration" } else { given }
}

fn parameter(value: &Value) -> Option<Parameter> {
    let numbers = |values: &Value| values.as_array()?.iter().map(number).collect::<Option<Vec<f64>>>();
    match value.as_array() {
        None => number(value).map(Parameter::Scalar),
        Some(rows) if rows.iter().all(Value::is_array) => {
            rows.iter().map(numbers).collect::<Option<_>>().map(Parameter::Matrix)
        }
        Some(_) => numbers(value).map(Parameter::Vector),
    }
}
