//! Intervals, cautions and choices of estimators; curves and closed forms beside solvers.

use super::program::*;
use serde_json::{Value, json};

#[test]
fn an_interval_is_the_jackknife_times_students_t() {
    // Leaving a 0 out gives 1 bit, leaving the 1 out 0 bits: a standard error of √(2/3 (2/9 + 4/9)) = 2/3 bit.
    // With two degrees of freedom half of all |t| are below √(2/3).
    let (h, reach) = (3_f64.log2() - 2.0 / 3.0, 2.0 / 3.0 * (2.0_f64 / 3.0).sqrt());
    for arguments in [
        &["estimate", "outcomes", "--samples", "0,0,1", "--interval", "0.5"][..],
        &["estimate", "counts", "--counts", "2,1", "--interval", "0.5"],
    ] {
        let answer = json(arguments);
        let row = estimate(&answer, "plug-in", "H(X)");
        let found = [number(row, "interval_low"), number(row, "interval_high")];
        assert!((found[0] - (h - reach)).abs() < 1e-9 && (found[1] - (h + reach)).abs() < 1e-9, "{row:#}");
    }
    let table = json(&["estimate", "counts", "--counts", "3,1;1,3", "--interval", "0.9"]);
    let row = estimate(&table, "plug-in", "I(X;Y)");
    assert!(
        number(row, "interval_low") < number(row, "value")
            && number(row, "value") < number(row, "interval_high")
    );
}

#[test]
fn every_kind_of_samples_has_an_interval() {
    let (x, y) = ("0,1,2.5,4,7,8.5,9,11", "0.5,1,3,4,6,8,9.5,12");
    let layer = file("interval.csv", b"0.1\n0.3\n0.35\n0.5\n0.61\n0.7\n0.8\n0.99\n");
    let labels = "0,1,0,1,0,1,0,1";
    let scores = "2,0,1,0;0,3,0,1;1,0,1,0;0,0,1,2";
    let commands = [
        &["neighbors", "--x", x, "--k", "1"][..],
        &["neighbors", "--x", x, "--y", y, "--k", "1"],
        &["classes", "--x", x, "--labels", labels, "--k", "1"],
        &["layer", "--activations", &layer, "--labels", labels],
        &["scores", "--scores", scores],
    ];
    for arguments in commands {
        let plain = json(&[&["estimate"], arguments].concat());
        let answer = json(&[&["estimate"], arguments, &["--interval", "0.9", "--groups", "4"]].concat());
        for (row, plain) in answer["estimates"]
            .as_array()
            .expect("rows")
            .iter()
            .zip(plain["estimates"].as_array().expect("rows"))
        {
            assert!(plain["interval_low"].is_null() && row["value"] == plain["value"], "{row:#}");
            let middle = 0.5 * (number(row, "interval_low") + number(row, "interval_high"));
            assert!((middle - number(row, "value")).abs() < 1e-12, "{row:#}");
        }
    }
    assert_eq!(
        failure(&["estimate", "outcomes", "--samples", "0,1", "--interval", "2"]),
        "--interval: invalid level: 2"
    );
    assert_eq!(
        failure(&["estimate", "outcomes", "--samples", "0,1", "--interval", "0.5", "--groups", "1"]),
        "--interval: invalid number of repetitions: 1"
    );
}

#[test]
fn estimates_at_their_ceiling_come_with_a_caution() {
    let answer = json(&["estimate", "outcomes", "--samples", "0,1,2,3"]);
    assert_eq!(estimate(&answer, "plug-in", "H(X)")["cautions"], json!(["near-ceiling"]));
    let answer = json(&["estimate", "counts", "--counts", "50,1"]);
    assert_eq!(estimate(&answer, "plug-in", "H(X)")["cautions"], json!([]));
}

#[test]
fn nsb_takes_the_number_of_outcomes_and_bins_take_an_estimator() {
    // One sample says nothing: the mean of an entropy between 0 and 1 bit.
    let answer = json(&["estimate", "counts", "--counts", "1", "--n-outcomes", "2"]);
    assert!((number(estimate(&answer, "nsb of 2 outcomes", "H(X)"), "value") - 0.5).abs() < 1e-12);
    failure(&["estimate", "counts", "--counts", "1,1,1", "--n-outcomes", "2"]);
    let layer = file("bins.csv", b"0.1\n0.2\n0.8\n0.9\n");
    let common = [
        "estimate",
        "layer",
        "--activations",
        &layer,
        "--labels",
        "0,0,1,1",
        "--equal-mass",
        "2",
        "--unit",
        "nats",
    ];
    let answer = json(&[&common[..], &["--estimator", "plug-in,miller-madow"]].concat());
    let value = |name| number(estimate(&answer, name, "I(X;T)"), "value");
    // (K − 1) / 2n = 1/8.
    assert_near(
        &[value("2 bins of equal mass"), value("2 bins of equal mass, miller-madow")],
        &[2_f64.ln(), 2_f64.ln() + 0.125],
    );
    assert_eq!(run(&[&common[..], &["--estimator", "best"]].concat()).status.code(), Some(2));
}

#[test]
fn drawing_from_a_noisy_layer_tells_far_inputs_apart() {
    let layer = file("noisy.csv", b"-1\n1\n");
    let common = ["estimate", "layer", "--activations", &layer, "--labels", "0,1", "--noise", "1e-6"];
    let answer = json(&[&common[..], &["--draws", "5"]].concat());
    for quantity in ["I(X;T)", "I(T;Y)"] {
        assert_near(&[number(estimate(&answer, "draws, noise 0.000001", quantity), "value")], &[1.0]);
    }
    failure(&[&common[..], &["--draws", "0"]].concat());
}

#[test]
fn published_bins_have_names() {
    // The edges end at 1, and what is outside shares the last bin: 3 + 1. Widths of 0.07 tell all but 0.99 and 1 apart.
    let common = ["estimate", "layer", "--activations", "1,1.5,-3,0.99", "--labels", "0,0,0,0"];
    let answer = json(&common);
    let found =
        ["bins of idnns", "bins of ibsgd"].map(|name| number(estimate(&answer, name, "I(X;T)"), "value"));
    assert_near(&found, &[2.0 - 0.75 * 3_f64.log2(), 1.5]);
    let answer = json(&[&common[..], &["--bins", "idnns", "--edges", "2"]].concat());
    let names: Vec<&Value> =
        answer["estimates"].as_array().expect("rows").iter().map(|row| &row["estimator"]).collect();
    assert!(
        names.iter().any(|name| *name == "bins of idnns")
            && names.iter().any(|name| *name == "bins by 2 edges")
    );
    assert!(names.iter().all(|name| *name != "bins of ibsgd"), "{names:?}");
    assert_eq!(run(&[&common[..], &["--bins", "best"]].concat()).status.code(), Some(2));
}

#[test]
fn a_noisy_layer_has_the_entropy_of_its_noise_and_of_its_input() {
    // Two inputs far apart: one bit more than the log2(2πe v) of noise in two units.
    let v = 0.01;
    let arguments = [
        "estimate",
        "layer",
        "--activations",
        "-1,0;1,0",
        "--labels",
        "0,1",
        "--noise",
        "0.01",
        "--draws",
        "5",
    ];
    let names = ["h(noise)", "h(T + noise), at least", "h(T + noise), at most", "h(T + noise), drawn"];
    let names = names.map(|name| format!("{name}, noise {v}"));
    let h = (std::f64::consts::TAU * std::f64::consts::E * v).log2();
    assert_near(
        &quantities(&arguments, &names.each_ref().map(String::as_str)),
        &[h, h + 1.0, h + 1.0, h + 1.0],
    );
    // Inputs 0 and 1 with noise of variance 1: kernels e^(−1/8) and e^(−1/2) for the bounds.
    let arguments =
        ["estimate", "layer", "--activations", "0,1", "--labels", "0,1", "--noise", "1", "--unit", "nats"];
    let names = ["h(T + noise), at least, noise 1", "h(T + noise), at most, noise 1"];
    let above = |exponent: f64| 1.418_938_533_204_672_7 - (0.5 + 0.5 * exponent.exp()).ln();
    let found = quantities(&arguments, &names);
    let expected = [above(-0.125), above(-0.5)];
    // The bounds are in single precision, 3e-6 nats by their documentation.
    assert!(found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 3e-6), "{found:?}");
}

#[test]
fn outcomes_seen_once_tell_what_has_not_been_seen() {
    for arguments in [
        ["estimate", "counts", "--counts", "1,1,8"],
        ["estimate", "outcomes", "--samples", "0,1,2,2,2,2,2,2,2,2"],
    ] {
        assert_near(&quantities(&arguments, &["coverage, Good-Turing"]), &[0.8]);
    }
}

#[test]
fn rates_and_distortions_are_found_at_each_other() {
    // R(1/4) of a fair coin is 1 − h(1/4).
    let rate = 0.75 * 3_f64.log2() - 1.0;
    let text = rate.to_string();
    let answer = json(&["rate", "source", "--p", "0.5,0.5", "--distortions", "0.25", "--rates", &text]);
    let (at_d, at_r) = (&answer["rates"][0], &answer["distortions"][0]);
    assert!(
        (number(at_d, "rate_at_least") - rate).abs() < 1e-11
            && (number(at_d, "rate_at_most") - rate).abs() < 1e-11
    );
    assert!((number(at_r, "distortion_at_least") - 0.25).abs() < 1e-11);
    assert!((number(at_r, "distortion_at_most") - 0.25).abs() < 1e-11);
    let closed = json(&["rate", "bernoulli", "--p", "0.5", "--distortions", "0.25"]);
    assert_near(&[number(&closed["curve"][0], "rate")], &[rate]);
    // log2 4 − h(1/4) − ¼ log2 3.
    let closed = json(&["rate", "uniform", "--symbols", "4", "--distortions", "0.25"]);
    assert_near(&[number(&closed["curve"][0], "rate")], &[1.0 + rate - 0.25 * 3_f64.log2()]);
}

#[test]
fn the_bottleneck_says_where_it_changes() {
    // A bit with one error in ten: T begins to tell at β = 1 / 0.8².
    let answer = json(&["bottleneck", "--joint", "0.45,0.05;0.05,0.45", "--betas", "1,3", "--partitions"]);
    let found = &answer["transitions"][0];
    assert!((number(found, "beta") - 1.5625).abs() < 1e-6 && found["kind"] == "split", "{found:#}");
    assert!((number(&answer["splits"][0], "splits_above") - 1.5625).abs() < 1e-9);
    // I(X;Y) = 1 − h(1/10) at β = 3 is worth less than the bit it costs, and more at β = 1 than nothing is not.
    let clusters: Vec<&Value> =
        answer["partitions"].as_array().expect("rows").iter().map(|row| &row["t_of_each_x"]).collect();
    assert_eq!(clusters, ["0 0", "0 1"]);
}

#[test]
fn the_squared_bottleneck_of_a_copy_opens_from_zero_on() {
    // I(X;T) = I(T;Y) = β/2 nats up to ln 2, where the plain bottleneck keeps nothing until β = 1; L = −β²/4.
    for (unit, nat) in [("nats", 1.0), ("bits", std::f64::consts::LOG2_E)] {
        let common = ["bottleneck", "--joint", "copy", "--betas", "0.4", "--unit", unit];
        let answer = json(&[&common[..], &["--objective", "squared"]].concat());
        let point = &answer["curve"][0];
        let found =
            [number(point, "i_x_t"), number(point, "i_t_y"), number(point, "objective_in_square_nats")];
        let expected = [0.2 * nat, 0.2 * nat, -0.04];
        assert!(
            found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-6),
            "{point:#}"
        );
        assert!(answer["transitions"].is_null());
    }
}

#[test]
fn the_deterministic_bottleneck_is_a_function_of_x() {
    // Of two pairs of equal x each pair is one value of T, which tells 1 − h(1/4); at β = 1 that is not worth its bit.
    let joint = "3,1;3,1;1,3;1,3";
    let arguments = ["bottleneck", "--normalize", "--joint", joint, "--betas", "1,20", "--objective", "dib"];
    let answer = json(&arguments);
    let at =
        |row: usize| ["i_x_t", "i_t_y", "h_t", "objective"].map(|name| number(&answer["curve"][row], name));
    let i_ty = 0.75 * 3_f64.log2() - 1.0;
    assert_near(&at(0), &[0.0; 4]);
    assert_near(&at(1), &[1.0, i_ty, 1.0, 1.0 - 20.0 * i_ty]);
    assert_eq!(run(&[&arguments[..6], &["--objective", "best"]].concat()).status.code(), Some(2));
}

#[test]
fn the_gaussian_bottleneck_is_that_of_the_closed_form() {
    // ρ² = 1/4: a critical β of 4, and at β = 8 I(X;T) = ½ log2(1 + (2 − 1)/(3/4)).
    let answer =
        json(&["gaussian-bottleneck", "--covariance", "1,0.5;0.5,1", "--n-x", "1", "--betas", "3,8"]);
    let i_xt = 0.5 * (7.0_f64 / 3.0).log2();
    let at = |row: usize, column: &str| number(&answer["curve"][row], column);
    assert_near(&[at(0, "i_x_t"), at(1, "i_x_t"), at(1, "i_t_y")], &[0.0, i_xt, i_xt - 0.5]);
    failure(&["gaussian-bottleneck", "--covariance", "1,2;2,1", "--n-x", "1", "--betas", "1"]);
}

#[test]
fn the_legacy_binary_crossentropy_takes_a_small_number_into_its_logarithm() {
    // Keras 2 adds 1e-7 to the clipped probability: −ln(1e-7 + 1e-7).
    let loss = |name| {
        let arguments = ["loss", "--loss", name, "--predictions", "0", "--targets", "1", "--unit", "nats"];
        quantities(&arguments, &["loss, sum"])[0]
    };
    let found = [loss("keras-binary-crossentropy"), loss("keras-legacy-binary-crossentropy")];
    assert_near(&found, &[-(1e-7_f64.ln()), -(2e-7_f64.ln())]);
}

#[test]
fn what_two_variables_share_is_found_as_if_they_were_gaussian_too() {
    // Variances 1 and 2 and covariance 1: half of the variance of y is explained by x.
    let neighbors = ["estimate", "neighbors", "--k", "1", "--x", "-1,-1,1,1"];
    let answer = json(&[&neighbors[..], &["--y", "-2,0,0,2"]].concat());
    assert_near(&[number(estimate(&answer, "Gaussian", "I(X;Y)"), "value")], &[0.5]);
    // One that is a function of the other has no such estimate.
    let answer = json(&[&neighbors[..], &["--y", "-1,-1,1,1"]].concat());
    let rows = answer["estimates"].as_array().expect("a table");
    assert!(!rows.is_empty() && rows.iter().all(|row| row["estimator"] != "Gaussian"), "{answer:#}");
}

#[test]
fn an_entropy_of_so_many_outcomes_has_the_interval_that_is_asked_for() {
    let common = ["estimate", "counts", "--counts", "5,3,1", "--n-outcomes", "6"];
    let found = |arguments: &[&str]| {
        let answer = json(&[&common[..], arguments].concat());
        let row = estimate(&answer, "nsb of 6 outcomes", "H(X)").clone();
        (row["value"].as_f64(), row["interval_low"].as_f64(), row["interval_high"].as_f64())
    };
    let (value, low, _) = found(&[]);
    assert_eq!(low, None);
    let (same, low, high) = found(&["--interval", "0.95"]);
    assert_eq!(same, value);
    assert!(low < value && value < high, "{low:?} {value:?} {high:?}");
}

#[test]
fn ties_and_intervals_without_width_come_with_a_caution() {
    let bits = "0,1,0,1,0,1,0,1,0,1";
    let answer = json(&["estimate", "neighbors", "--x", bits, "--y", bits]);
    let ksg = estimate(&answer, "ksg-1", "I(X;Y), k = 3");
    assert!(
        ksg["cautions"].as_array().is_some_and(|names| names.contains(&json!("tied-samples"))),
        "{ksg:#}"
    );
    let answer = json(&["estimate", "classes", "--x", bits, "--labels", bits]);
    let ross = estimate(&answer, "Ross", "I(X;Y), k = 3");
    assert!(
        ross["cautions"].as_array().is_some_and(|names| names.contains(&json!("tied-samples"))),
        "{ross:#}"
    );
    let spread_out = json(&[
        "estimate",
        "neighbors",
        "--x",
        "0.13,1.2,3.41,7.07,12.9,20.3,33.7",
        "--y",
        "5.21,1.03,9.47,2.9,14.6,3.33,8.01",
    ]);
    let ksg = estimate(&spread_out, "ksg-1", "I(X;Y), k = 3");
    assert!(
        !ksg["cautions"].as_array().is_some_and(|names| names.contains(&json!("tied-samples"))),
        "{ksg:#}"
    );
    let answer = json(&["estimate", "counts", "--counts", "5,5,5,5", "--interval", "0.95"]);
    let plug_in = estimate(&answer, "plug-in", "H(X)");
    assert!(
        plug_in["cautions"].as_array().is_some_and(|names| names.contains(&json!("no-spread"))),
        "{plug_in:#}"
    );
}

#[test]
fn a_layer_that_single_precision_would_blur_is_refused() {
    let far = "100000000;100000001;100000002;100000003";
    let said = failure(&["estimate", "layer", "--activations", far, "--labels", "0,0,1,1"]);
    assert!(said.starts_with("--activations: unit 1 varies too little around too large a value"), "{said}");
    let answer = json(&["estimate", "layer", "--activations", "0;1;2;3", "--labels", "0,0,1,1"]);
    assert!(answer.as_object().is_some(), "{answer:#}");
}
