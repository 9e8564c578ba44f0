//! `a_discrete.json`: measures of one and two pmfs, from 60-digit arithmetic.

use super::report::{Report, Tolerance, number};
use infoplane_core::dist::pmf::Pmf;
use infoplane_core::measures::renyi_order::Order;
use infoplane_core::measures::units::Unit;
use infoplane_core::measures::{LengthMismatch, divergence, entropy, renyi, tsallis};
use serde_json::Value;

const TOLERANCE: Tolerance = Tolerance { relative: 1e-12, absolute: 1e-15 };

/// At orders next to one, 1 / (1 − α) amplifies the rounding of the inputs.
const TOLERANCE_NEAR_ORDER_ONE: Tolerance = Tolerance { relative: 1e-11, absolute: 1e-15 };

/// What a case holds beside golden values.
const INPUTS: &[&str] = &["p", "q", "note"];

/// What other libraries print for it, some of which is known to be wrong (scipy's distance near p = q, TFP at subnormals).
const OF_LIBRARIES: &[&str] = &[
    "entropy_p",
    "entropy_q",
    "entropy_p_bits",
    "entropy_p_tfp",
    "cross_entropy_pq_tfp",
    "kl_pq",
    "kl_qp",
    "kl_pq_tfp",
    "kl_qp_tfp",
    "jsd",
    "jsd_bits",
    "js_distance",
];

pub(crate) fn check(case: &Value, report: &mut Report) {
    let (p, q) = (pmf(&case["p"]), pmf(&case["q"]));
    for (field, golden) in case.as_object().expect("a case is an object") {
        match field.as_str() {
            "expected" => check_measures(golden, Unit::Nats, &p, &q, report),
            "expected_bits" => check_measures(golden, Unit::Bits, &p, &q, report),
            "renyi_p" => check_orders("renyi", golden, |order| renyi::renyi_entropy(&p, order), report),
            "tsallis_p" => {
                check_orders("tsallis", golden, |order| tsallis::tsallis_entropy(&p, order), report)
            }
            "library" => {
                report.know_fields(golden, OF_LIBRARIES);
                report.leave_out("library");
            }
            input if INPUTS.contains(&input) => {}
            unknown => report.not_understood(unknown),
        }
    }
}

/// The inputs are weights: the golden values are of the normalized ones.
fn pmf(weights: &Value) -> Pmf {
    let weights: Vec<f64> =
        weights.as_array().expect("a list of weights").iter().map(|w| number(w).expect("a weight")).collect();
    Pmf::normalized(&weights).expect("weights of a pmf")
}

fn check_measures(golden: &Value, unit: Unit, p: &Pmf, q: &Pmf, report: &mut Report) {
    for (name, golden) in golden.as_object().expect("named values") {
        match measure(name, unit, p, q) {
            Some(Ok(actual)) => report.check(unit.name(), name, actual, golden, TOLERANCE),
            Some(Err(mismatch)) => report.fail(&mismatch.to_string()),
            None => report.not_understood(name),
        }
    }
}

fn measure(name: &str, unit: Unit, p: &Pmf, q: &Pmf) -> Option<Result<f64, LengthMismatch>> {
    let information = match name {
        "entropy_p" => Ok(entropy::entropy(p)),
        "entropy_q" => Ok(entropy::entropy(q)),
        "cross_entropy_pq" => entropy::cross_entropy(p, q),
        "cross_entropy_qp" => entropy::cross_entropy(q, p),
        "kl_pq" => divergence::kl(p, q),
        "kl_qp" => divergence::kl(q, p),
        "jsd" => divergence::js(p, q),
        "bhattacharyya" => divergence::bhattacharyya(p, q),
        "tv" => return Some(divergence::total_variation(p, q)),
        "hellinger" => return Some(divergence::hellinger(p, q)),
        "js_distance" => return Some(divergence::js_distance(p, q)),
        "perplexity_p" => return Some(Ok(entropy::perplexity(p))),
        _ => return None,
    };
    Some(information.map(|nats| unit.from_nats(nats)))
}

fn check_orders(name: &'static str, golden: &Value, of: impl Fn(Order) -> f64, report: &mut Report) {
    for (alpha, golden) in golden.as_object().expect("values by order") {
        let Some(order) = alpha.parse().ok().and_then(|alpha| Order::new(alpha).ok()) else {
            report.not_understood(alpha);
            continue;
        };
        let near_one = (order.get() - 1.0).abs() < 0.01 && order.get() != 1.0;
        let within = if near_one { TOLERANCE_NEAR_ORDER_ONE } else { TOLERANCE };
        report.check(name, alpha, of(order), golden, within);
    }
}
