//! Keys, units, and values that are exact.

use super::program::*;
use serde_json::Value;

/// All keys of an answer.
fn keys(answer: &Value) -> Vec<String> {
    match answer {
        Value::Object(object) => {
            object.iter().flat_map(|(key, value)| [vec![key.clone()], keys(value)].concat()).collect()
        }
        Value::Array(rows) => rows.iter().flat_map(keys).collect(),
        _ => vec![],
    }
}

#[test]
fn keys_are_identifiers() {
    let two = ["measure", "--p", "0.5,0.5", "--q", "0.25,0.75", "--alpha", "2,0.5,-0.5", "--outcomes"];
    let commands = [
        &two[..],
        &["joint", "--joint", "0.5,0;0,0.5", "--outcomes"],
        &["joint", "--joint", "xor", "--outcomes"],
        &["family", "--p", "normal:loc=0,scale=1", "--q", "normal:loc=1,scale=1", "--at", "0"],
        &["loss", "--loss", "torch-binary-cross-entropy", "--predictions", "0.5", "--targets", "1"],
        &["calibration", "--predictions", "0.5,0.5", "--labels", "0"],
        &["calibration", "--predictions", "0.5,0.5;0.25,0.75", "--members", "2"],
        &["rate", "source", "--p", "0.5,0.5", "--slopes", "1", "--distortions", "0.1", "--rates", "0.5"],
        &["rate", "gaussian", "--variances", "1,2", "--distortion", "1"],
        &["code", "--p", "0.5,0.5"],
        &["channel", "--channel", "z:0.5"],
        &["bottleneck", "--joint", "copy", "--betas", "2", "--partitions"],
        &["bottleneck", "--joint", "copy", "--betas", "2", "--objective", "squared"],
        &["gaussian-bottleneck", "--covariance", "1,0.5;0.5,1", "--n-x", "1", "--betas", "5"],
        &["estimate", "counts", "--counts", "2,1"],
        &["estimate", "classes", "--x", "0,1,2", "--labels", "0,0,1", "--k", "1"],
    ];
    for arguments in commands {
        let keys = keys(&json(arguments));
        assert!(keys.len() > 3);
        for key in keys {
            let tidy = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            let words_are_whole = key.split('_').all(|word| !word.is_empty());
            assert!(key.chars().all(tidy) && words_are_whole, "{key} of {arguments:?}");
        }
    }
    let first = &json(&two)["outcomes"][0];
    assert!(first["in_kl_p_q"].is_f64() && first["in_kl_q_p"].is_f64(), "{first:#}");
    assert!(first["in_the_power_divergence_order_minus_0_5"].is_f64(), "{first:#}");
    assert!(first["in_the_power_divergence_order_0_5"].is_f64(), "{first:#}");
}

#[test]
fn units_may_be_named_one_at_a_time() {
    for (one, many) in [("bit", "bits"), ("nat", "nats"), ("hartley", "hartleys")] {
        let answer = |unit| json(&["measure", "--p", "0.5,0.5", "--unit", unit]);
        assert_eq!(answer(one), answer(many));
        assert_eq!(answer(one)["unit"], many);
    }
    assert_eq!(run(&["measure", "--p", "0.5,0.5", "--unit", "b"]).status.code(), Some(2));
}

#[test]
fn order_zero_counts_outcomes_without_rounding() {
    let names = ["Rényi divergence, order 0", "Tsallis divergence, order 0"];
    for (p, q) in [("0.1,0.9", "0.7,0.3"), ("0.1,0.2,0.7", "0.2,0.3,0.5")] {
        assert_eq!(quantities(&["measure", "--p", p, "--q", q, "--order", "0"], &names), [0.0, 0.0]);
    }
    let names = ["Tsallis entropy of p, order 0", "Rényi entropy of p, order 0"];
    let of_three = quantities(&["measure", "--p", "0.1,0.2,0.7", "--order", "0", "--unit", "nats"], &names);
    assert_eq!(of_three[0], 2.0);
    assert_near(&of_three, &[2.0, 3_f64.ln()]);
}

#[test]
fn the_curve_is_vertical_at_the_least_distortion() {
    // For errors alone the least is 0; reproductions that all cost something have another.
    for (distortion, least) in [("hamming", "0"), ("1,2;2,1", "1")] {
        let common = ["rate", "source", "--p", "0.3,0.7", "--distortion", distortion];
        let answer = json(&[&common[..], &["--distortions", least]].concat());
        let row = &answer["rates"][0];
        assert_eq!(row["slope"], "inf");
        let h = -(0.3 * 0.3_f64.log2() + 0.7 * 0.7_f64.log2());
        assert!(
            (number(row, "rate_at_least") - h).abs() < 2e-12
                && (number(row, "rate_at_most") - h).abs() < 2e-12
        );
    }
    // Where nothing needs to be sent it is flat, also if that is the least distortion.
    for (p, d) in [("0.3,0.7", "0.3"), ("1,0", "0")] {
        let answer = json(&["rate", "source", "--p", p, "--distortions", d]);
        assert_near(
            &[number(&answer["rates"][0], "slope"), number(&answer["rates"][0], "rate_at_most")],
            &[0.0, 0.0],
        );
    }
}
