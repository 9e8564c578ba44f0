//! `f_entropy_from_counts.json`: entropies from counts, from NumPy and from infomeasure.

use super::report::{Report, Tolerance, number};
use infoplane_core::estimators::counts::Counts;
use infoplane_core::estimators::entropy_from_counts::{EntropyEstimator, entropy};
use serde_json::Value;

const EXACT: Tolerance = Tolerance { relative: 0.0, absolute: 1e-12 };

/// Rounding of the file's jackknife per observation: as n H − (n − 1) ⟨H₋ᵢ⟩ is a difference of
/// numbers of size n H, it is off by 4.4e-12 at n = 1000. Fifty digits of mpmath agree with
/// this crate, see `the_jackknife_agrees_with_fifty_digits` in `estimator_laws.rs`.
const JACKKNIFE_ROUNDING: f64 = 1e-14;

/// Values of infomeasure that this crate does not have. Its Bayesian ones (ansb, nsb) are
/// given for the outcomes seen, are undefined in half of the cases, and depend on its integrator: of counts
/// (5, 3, 2) its NSB is 0.986 where forty digits say 1.013; see `estimator_nsb.rs`.
const NOT_HERE: &[&str] = &["bonachela", "chao_wang_jost", "zhang", "ansb", "nsb"];

pub(crate) fn check(case: &Value, report: &mut Report) {
    let counts = case["counts"].as_array().expect("counts");
    let counts = counts.iter().map(|c| c.as_u64().expect("a count")).collect();
    let counts = Counts::new(counts).expect("valid counts");
    for (field, values) in case.as_object().expect("a case is an object") {
        let group = match field.as_str() {
            "expected" => "own NumPy",
            "infomeasure" => "infomeasure",
            "counts" | "note" => continue,
            _ => return report.not_understood(field),
        };
        for (name, golden) in values.as_object().expect("named values") {
            match value(name, &counts) {
                Some(actual) => report.check(group, name, actual, golden, tolerance(name, &counts)),
                None if group == "infomeasure" && is_not_here(name, golden) => {
                    report.leave_out(&format!("{group}: {name}"));
                }
                None => report.not_understood(name),
            }
        }
    }
}

fn tolerance(name: &str, counts: &Counts) -> Tolerance {
    let rounding = if name == "jackknife" { JACKKNIFE_ROUNDING * counts.total() as f64 } else { 0.0 };
    Tolerance { absolute: EXACT.absolute.max(rounding), ..EXACT }
}

fn is_not_here(name: &str, golden: &Value) -> bool {
    NOT_HERE.contains(&name) && (number(golden).is_some() || golden == "nan")
}

/// The value by its name in either program.
fn value(name: &str, counts: &Counts) -> Option<f64> {
    let estimator = match name {
        "good_turing_coverage" => return Some(counts.coverage()),
        "plugin" => EntropyEstimator::PlugIn,
        "miller_madow" => EntropyEstimator::MillerMadow,
        "grassberger1988" | "grassberger" => EntropyEstimator::Grassberger1988,
        "grassberger2003" => EntropyEstimator::Grassberger2003,
        "chao_shen" => EntropyEstimator::ChaoShen,
        "jackknife" => EntropyEstimator::Jackknife,
        "james_stein_shrink_observed_support" | "shrink" => EntropyEstimator::JamesStein,
        _ => return None,
    };
    Some(entropy(counts, estimator).value)
}
