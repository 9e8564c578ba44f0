//! `e_rate_distortion.json`: closed forms, and Blahut's algorithm run until nothing changes.

use super::report::{Report, Tolerance, number, numbers};
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::rate_distortion::blahut::{RateState, Slope, rate_point};
use infoplane_core::measures::rate_distortion::curve::rate_at;
use infoplane_core::measures::rate_distortion::distortion::Distortion;
use infoplane_core::measures::rate_distortion::{closed_forms, gaussian};
use infoplane_core::measures::units::Unit;
use serde_json::Value;

const CLOSED: Tolerance = Tolerance { relative: 1e-12, absolute: 1e-14 };
const BLAHUT: Tolerance = Tolerance { relative: 0.0, absolute: 1e-9 };

pub(crate) fn check(case: &Value, report: &mut Report) {
    let of = |field: &str| number(&case[field]).expect("a number");
    let bits = |nats| Unit::Bits.from_nats(nats);
    match case["kind"].as_str().unwrap_or_default() {
        "bernoulli-hamming" => {
            let rate = closed_forms::bernoulli_hamming(of("p"), of("D")).expect("valid parameters");
            check_fields(case, &["p", "D"], &[("expected_R_bits", bits(rate))], CLOSED, report);
        }
        "uniform k-ary hamming" => {
            let rate = closed_forms::uniform_hamming(of("k") as usize, of("D")).expect("valid parameters");
            check_fields(case, &["k", "D"], &[("expected_R_bits", bits(rate))], CLOSED, report);
        }
        "gaussian-mse" => {
            let rate = gaussian::gaussian(of("variance"), of("D")).expect("valid parameters");
            check_fields(case, &["variance", "D"], &[("expected_R_bits", bits(rate))], CLOSED, report);
        }
        "parallel-gaussian (reverse water-filling)" => {
            let found = gaussian::reverse_water_filling(&numbers(&case["variances"]), of("D"));
            let found = found.expect("valid parameters");
            let golden = [("expected_R_bits", bits(found.rate)), ("water_level", found.water_level)];
            check_fields(case, &["variances", "D"], &golden, CLOSED, report);
        }
        "discrete" => {
            let found = discrete(case);
            let golden = [("expected_R_bits", bits(found.upper)), ("expected_D", found.distortion)];
            // What the other program's optimality condition was, and in how many steps.
            let inputs = ["p", "distortion", "slope_s_nats", "certificate_max_c", "iterations"];
            check_fields(case, &inputs, &golden, BLAHUT, report);
            let lower = bits(found.lower);
            report.check("blahut", "lower bound", lower, &case["expected_R_bits"], BLAHUT);
            let at = rate_at(&source(case), &distortion(case), of("expected_D"), 1e-11).expect("reachable");
            for bound in [at.lower, at.upper] {
                report.check("curve", "R at D", bits(bound), &case["expected_R_bits"], BLAHUT);
            }
        }
        unknown => report.not_understood(unknown),
    }
}

/// Every field is an input or is compared.
fn check_fields(
    case: &Value,
    inputs: &[&str],
    found: &[(&str, f64)],
    within: Tolerance,
    report: &mut Report,
) {
    found.iter().for_each(|(name, _)| report.require_fields(case, &[name]));
    let group = if within.absolute < 1e-12 { "closed form" } else { "blahut" };
    for (field, golden) in case.as_object().expect("a case is an object") {
        if let Some((_, actual)) = found.iter().find(|(name, _)| name == field) {
            report.check(group, field, *actual, golden, within);
        } else if !["kind", "note"].contains(&field.as_str()) && !inputs.contains(&field.as_str()) {
            report.not_understood(field);
        }
    }
}

fn discrete(case: &Value) -> RateState {
    let slope = Slope::new(number(&case["slope_s_nats"]).expect("a slope")).expect("a positive slope");
    rate_point(&source(case), &distortion(case), slope, 1e-14).expect("a certified point")
}

fn source(case: &Value) -> Pmf {
    Pmf::normalized(&numbers(&case["p"])).expect("weights of a pmf")
}

fn distortion(case: &Value) -> Distortion {
    let rows: Vec<Vec<f64>> = case["distortion"].as_array().expect("rows").iter().map(numbers).collect();
    Distortion::new(&rows).expect("distortions")
}
