//! Entropies and divergences to the last digits.

use infoplane_core::dist::families::{Family, FamilyName, Parameter};

/// Values from 60-digit integrals: `exact.py` says how they were computed.
#[test]
fn entropies_and_divergences_are_right_to_the_last_digits() {
    let cases: serde_json::Value = serde_json::from_str(include_str!("exact.json")).expect("JSON");
    let cases = cases.as_array().expect("a list");
    let mut seen: Vec<FamilyName> = Vec::new();
    let mut failures = Vec::new();
    for case in cases {
        let p = described(case, "p", "p_parameters");
        seen.push(p.name());
        let (found, golden) = match &case["q"] {
            serde_json::Value::Null => (p.entropy(), &case["entropy"]),
            _ => (p.kl(&described(case, "q", "q_parameters")).expect("a closed form"), &case["kl"]),
        };
        let golden = golden.as_f64().unwrap_or(f64::INFINITY);
        let is_right = (found - golden).abs() <= allowed(&p, case["q"].is_null(), golden);
        if found != golden && !is_right {
            failures.push(format!("{case}: {found:e}, off by {:e}", (found - golden) / golden));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let missing: Vec<_> = FamilyName::ALL.iter().filter(|name| !seen.contains(name)).collect();
    assert!(missing.is_empty(), "no exact values of {missing:?}");
}

/// The accuracy that the families state: of entropies and of divergences between directions it is absolute.
fn allowed(p: &Family, is_entropy: bool, golden: f64) -> f64 {
    match p.name() {
        _ if is_entropy => 1e-14 * golden.abs().max(1.0),
        FamilyName::VonMises | FamilyName::VonMisesFisher => 1e-15 * golden.abs().max(2.0),
        // Of near equals: a logit and a Cholesky factor are rounded before they are compared.
        FamilyName::ContinuousBernoulli | FamilyName::MultivariateNormal if golden < 1e-14 => 1e-8 * golden,
        // Logarithms of probabilities, which logits give, differ less than they are.
        FamilyName::Bernoulli => 1e-12 * golden,
        FamilyName::Moyal if golden < 1e-14 => 1e-10 * golden,
        _ => 1e-13 * golden,
    }
}

fn described(case: &serde_json::Value, name: &str, parameters: &str) -> Family {
    let numbers = |v: &serde_json::Value| -> Vec<f64> {
        v.as_array().expect("a list").iter().map(|x| x.as_f64().expect("a number")).collect()
    };
    let parameter = |v: &serde_json::Value| match v.as_array() {
        None => Parameter::Scalar(v.as_f64().expect("a number")),
        Some(rows) if rows[0].is_array() => Parameter::Matrix(rows.iter().map(numbers).collect()),
        Some(_) => Parameter::Vector(numbers(v)),
    };
    let given = case[parameters].as_object().expect("named parameters");
    let given: Vec<(&str, Parameter)> = given.iter().map(|(name, v)| (name.as_str(), parameter(v))).collect();
    Family::new(case[name].as_str().expect("a name"), &given).expect("valid parameters")
}
