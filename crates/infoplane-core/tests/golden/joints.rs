//! `d_joint2.json` and `d_joint3.json`: measures of two and three variables, by dit.

use super::report::{Report, Tolerance, number};
use infoplane_core::dist::joint::{Joint, JointError};
use infoplane_core::measures::maximal_correlation::maximal_correlation;
use infoplane_core::measures::mutual_information::{
    Normalization, conditional_mutual_information, mutual_information, normalized_mutual_information,
    variation_of_information,
};
use infoplane_core::measures::units::Unit;
use infoplane_core::measures::{conditional_entropy::conditional_entropy, entropy::entropy, multivariate};
use serde_json::Value;

/// dit's own values are sums and differences of entropies in bits, rounded at 1e-16 of a few bits each.
const TOLERANCE: Tolerance = Tolerance { relative: 0.0, absolute: 1e-12 };

/// A value without a unit, or none where it is not defined.
enum Measured {
    Nats(Result<f64, JointError>),
    Number(Result<Option<f64>, JointError>),
}

pub(crate) fn check_two(case: &Value, report: &mut Report) {
    check(case, "p_xy", 2, two_variables, report);
}

pub(crate) fn check_three(case: &Value, report: &mut Report) {
    check(case, "p_xyz", 3, three_variables, report);
}

fn check(
    case: &Value,
    input: &str,
    n_variables: usize,
    measure: fn(&str, &Joint) -> Option<Measured>,
    report: &mut Report,
) {
    let joint = joint(&case[input], n_variables);
    for (field, golden) in case.as_object().expect("a case is an object") {
        match field.as_str() {
            "expected" => check_measures(golden, &joint, measure, report),
            "note" => {}
            field if field == input => {}
            unknown => report.not_understood(unknown),
        }
    }
}

fn check_measures(
    golden: &Value,
    joint: &Joint,
    measure: fn(&str, &Joint) -> Option<Measured>,
    report: &mut Report,
) {
    for (name, golden) in golden.as_object().expect("named values") {
        let value = match measure(name, joint) {
            Some(Measured::Nats(nats)) => nats.map(|nats| Some(Unit::Bits.from_nats(nats))),
            Some(Measured::Number(number)) => number,
            None => {
                report.not_understood(name);
                continue;
            }
        };
        match value {
            Ok(Some(value)) if golden.is_null() => {
                report.fail(&format!("{name}: {value:e} should be undefined"))
            }
            Ok(Some(value)) => report.check("measures", name, value, golden, TOLERANCE),
            Ok(None) if golden.is_null() => {}
            Ok(None) => report.fail(&format!("{name} is undefined, should be {golden}")),
            Err(error) => report.fail(&format!("{name}: {error}")),
        }
    }
}

fn two_variables(name: &str, joint: &Joint) -> Option<Measured> {
    let (x, y): (&[usize], &[usize]) = (&[0], &[1]);
    let normalized = |by| Measured::Number(normalized_mutual_information(joint, x, y, by));
    Some(match name {
        "H_X_given_Y" => Measured::Nats(conditional_entropy(joint, x, y)),
        "H_Y_given_X" => Measured::Nats(conditional_entropy(joint, y, x)),
        "I_XY" => Measured::Nats(mutual_information(joint, x, y)),
        "variation_of_information" => Measured::Nats(variation_of_information(joint, x, y)),
        "nmi_arithmetic" => normalized(Normalization::Arithmetic),
        "nmi_min" => normalized(Normalization::Min),
        "maximum_correlation" => Measured::Number(maximal_correlation(joint, x, y).map(Some)),
        _ => return joint_entropy(name, joint),
    })
}

fn three_variables(name: &str, joint: &Joint) -> Option<Measured> {
    let (x, y, z): (&[usize], &[usize], &[usize]) = (&[0], &[1], &[2]);
    Some(Measured::Nats(match name {
        "I_XY" => mutual_information(joint, x, y),
        "I_XZ" => mutual_information(joint, x, z),
        "I_YZ" => mutual_information(joint, y, z),
        "I_XY_given_Z" => conditional_mutual_information(joint, x, y, z),
        "I_XZ_given_Y" => conditional_mutual_information(joint, x, z, y),
        "I_YZ_given_X" => conditional_mutual_information(joint, y, z, x),
        "I_XY;Z (joint)" => mutual_information(joint, &[0, 1], z),
        "coinformation" => Ok(multivariate::co_information(joint)),
        "interaction_information" => Ok(multivariate::interaction_information(joint)),
        "total_correlation" => Ok(multivariate::total_correlation(joint)),
        "dual_total_correlation" => Ok(multivariate::dual_total_correlation(joint)),
        "residual_entropy" => Ok(multivariate::residual_entropy(joint)),
        "o_information" => Ok(multivariate::o_information(joint)),
        _ => return joint_entropy(name, joint),
    }))
}

/// "H_XZ" and the like: the entropy of the variables named by their letters.
fn joint_entropy(name: &str, joint: &Joint) -> Option<Measured> {
    let letters = name.strip_prefix("H_")?;
    let variables: Vec<usize> = letters.chars().map(|letter| "XYZ".find(letter)).collect::<Option<_>>()?;
    Some(Measured::Nats(joint.marginal(&variables).map(|marginal| entropy(marginal.pmf()))))
}

/// The joint of nested lists of probabilities.
fn joint(nested: &Value, n_variables: usize) -> Joint {
    let (mut shape, mut level) = (Vec::new(), vec![nested]);
    for _ in 0..n_variables {
        let lists: Vec<&Vec<Value>> = level.iter().map(|list| list.as_array().expect("a list")).collect();
        shape.push(lists[0].len());
        level = lists.into_iter().flatten().collect();
    }
    let cells = level.into_iter().map(|p| number(p).expect("a probability")).collect();
    Joint::new(&shape, cells).expect("probabilities of a joint")
}
